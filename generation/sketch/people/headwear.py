"""Headwear: hats, caps, scarves, veils, helmets, crowns, in head heights about the head's middle."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, loft, sheet, tube
from generation.sketch.people.person import Person

STEEL = colour("#767e8a")
GOLD = colour("#c8a040")
LINEN = colour("#c4c6c8")
#: What covers the hair of the crown.
HATS = frozenset({"hat", "cap", "beanie", "cowboy_hat", "top_hat", "chef_hat", "bandana"})
CAP_COLOURS = ("#2a3a5a", "#5a2426", "#26282c", "#3c4a34", "#6a5a3c")


def cloth_of(person: Person, layer: str) -> Colour:
    """Return the colour of a cap or scarf: one of its own, as usual as cloth is."""
    tint = colour(CAP_COLOURS[int(person.rng(layer).integers(len(CAP_COLOURS)))])
    return dim(tint, 0.9 + 0.3 * float(person.rng(layer).random()))


def hat(person: Person) -> Mesh:
    """Make a fedora: a pinched crown, a band, a brim that dips in front."""
    felt, sides = Skin(mix(dim(person.cloth, 0.75), colour("#2a2622"), 0.4), 0.08), _sides(person)
    crown = loft([(0, 0.22, -0.04, 0.40, 0.46), (0, 0.40, -0.04, 0.385, 0.44), (0, 0.56, -0.05, 0.31, 0.38),
                  (0, 0.575, -0.05, 0.22, 0.32), (0, 0.53, -0.06, 0.08, 0.20)], felt, sides)  # fmt: skip
    brim = loft([(0, 0.22, -0.04, 0.40, 0.46), (0, 0.19, -0.02, 0.56, 0.66), (0, 0.205, -0.02, 0.575, 0.675),
                 (0, 0.26, -0.04, 0.39, 0.45)], felt, sides)  # fmt: skip
    band = loft([(0, 0.25, -0.04, 0.408, 0.465), (0, 0.34, -0.04, 0.398, 0.452)], Skin(colour("#141416"), 0.2), sides)
    return joined([crown, brim, band]).turned(0, 0.08)


def cowboy_hat(person: Person) -> Mesh:
    """Make a hat whose broad brim is rolled up at the sides."""
    felt, sides = Skin(colour("#6a4a2e"), 0.06), _sides(person)
    crown = loft([(0, 0.22, -0.04, 0.40, 0.46), (0, 0.42, -0.04, 0.36, 0.42), (0, 0.62, -0.04, 0.27, 0.37),
                  (0, 0.60, -0.04, 0.10, 0.25)], felt, sides)  # fmt: skip
    band = loft([(0, 0.25, -0.04, 0.405, 0.465), (0, 0.31, -0.04, 0.395, 0.452)], Skin(colour("#2a1c12"), 0.2), sides)
    turn = np.linspace(0, math.tau, sides + 1)
    rows = []
    for out, up in ((0.0, 0.0), (0.14, -0.01), (0.27, 0.06), (0.33, 0.14)):
        rolled = up * np.sin(turn) ** 2 * 1.35 - 0.05 * (out > 0.2) * np.cos(turn) ** 2
        rows.append(np.stack([(0.39 + 0.82 * out) * np.sin(turn), 0.22 + rolled,
                              -0.04 + (0.45 + out) * np.cos(turn)], axis=-1))  # fmt: skip
    brim = sheet(np.array(rows), np.array([0.0, -0.4, -0.04]), Skin(felt.colour, 0.06, thin=True))
    return joined([crown, band, brim]).turned(0, 0.06)


def top_hat(person: Person) -> Mesh:
    """Make a tall silk hat."""
    silk, sides = Skin(colour("#16161a"), 0.35), _sides(person)
    crown = loft([(0, 0.24, -0.04, 0.385, 0.44), (0, 0.60, -0.04, 0.36, 0.41), (0, 0.92, -0.05, 0.39, 0.44),
                  (0, 0.93, -0.05, 0.30, 0.34)], silk, sides)  # fmt: skip
    brim = loft([(0, 0.23, -0.04, 0.39, 0.45), (0, 0.22, -0.03, 0.54, 0.60), (0, 0.235, -0.03, 0.55, 0.61),
                 (0, 0.26, -0.04, 0.38, 0.44)], silk, sides)  # fmt: skip
    band = loft([(0, 0.26, -0.04, 0.39, 0.445), (0, 0.36, -0.04, 0.38, 0.435)], Skin(dim(person.accent, 0.35)), sides)
    return joined([crown, brim, band])


def cap(person: Person) -> Mesh:
    """Make a ball cap: a dome of panels, a button, a peak over the eyes."""
    cloth = Skin(cloth_of(person, "cap"), 0.04)
    sides = _sides(person)
    dome = ball((0, 0.20, -0.05), (0.415, 0.345, 0.475), cloth, sides // 2, sides, (-6, 90))
    turn = np.linspace(-1.05, 1.05, sides // 2 + 1)
    rows = []
    for out, drop in ((0.0, 0.0), (0.10, 0.0), (0.20, 0.012), (0.27, 0.030)):
        rows.append(np.stack([(0.40 + 0.15 * out) * np.sin(turn), 0.225 - drop - 0.10 * np.sin(turn) ** 2,
                              -0.05 + (0.47 + 1.15 * out * np.cos(turn)) * np.cos(turn * 0.85)], axis=-1))  # fmt: skip
    peak = sheet(np.array(rows), np.array([0.0, -0.4, 0.2]), Skin(dim(cloth.colour, 0.8), 0.06, thin=True, lift=0.01))
    button = ball((0, 0.545, -0.05), (0.03, 0.015, 0.03), Skin(dim(cloth.colour, 0.7)), 4, 8)
    badge = ball((0, 0.36, 0.335), (0.075, 0.06, 0.05), Skin(mix(cloth.colour, WHITE, 0.55)), 6, 12)
    return joined([dome, peak, button, badge])


def beanie(person: Person) -> Mesh:
    """Pull a knit cap over the ears' tips: ribs, and a turned-up edge."""
    wool = cloth_of(person, "beanie")
    sides = _sides(person) * 2
    ribs = 1 + 0.015 * np.cos(np.arange(sides + 1) * math.pi)
    levels = [(0, 0.20, -0.05, 0.41, 0.475), (0, 0.34, -0.06, 0.405, 0.46), (0, 0.50, -0.08, 0.31, 0.37),
              (0, 0.59, -0.10, 0.16, 0.22), (0, 0.61, -0.10, 0.05, 0.07)]  # fmt: skip
    dome = loft(levels, Skin(wool, 0.02), sides, folds=np.tile(ribs, (len(levels), 1)))
    edge = [(0, 0.13, -0.05, 0.425, 0.49), (0, 0.20, -0.05, 0.44, 0.505), (0, 0.27, -0.05, 0.425, 0.49)]
    cuff = loft(edge, Skin(dim(wool, 1.2), 0.02), sides, folds=np.tile(ribs, (len(edge), 1)))
    return joined([dome, cuff])


def chef_hat(person: Person) -> Mesh:
    """Make a cook's tall white hat: a band, and a puffed top in folds."""
    sides = _sides(person)
    turn = np.arange(sides + 1) * math.tau / sides
    puffs = 1 + 0.05 * np.cos(9 * turn)
    band = loft([(0, 0.22, -0.04, 0.40, 0.455), (0, 0.46, -0.05, 0.39, 0.44)], Skin(LINEN, 0.02), sides)
    levels = [(0, 0.44, -0.05, 0.40, 0.45), (0, 0.58, -0.06, 0.50, 0.54), (0, 0.74, -0.06, 0.48, 0.52),
              (0, 0.82, -0.06, 0.30, 0.34)]  # fmt: skip
    return joined([band, loft(levels, Skin(LINEN, 0.02), sides, folds=np.tile(puffs, (len(levels), 1)))])


def bandana(person: Person) -> Mesh:
    """Tie a scarf over the hair, its knot at the nape."""
    cloth, sides = Skin(cloth_of(person, "bandana"), 0.05), _sides(person)
    dome = ball((0, 0.16, -0.06), (0.405, 0.385, 0.47), cloth, sides // 2, sides, (-8, 90))
    edge = loft([(0, 0.12, -0.05, 0.412, 0.478), (0, 0.19, -0.05, 0.416, 0.482)], Skin(dim(cloth.colour, 0.8)), sides)
    ends = [tube([(0, 0.06, -0.50), (side * 0.10, -0.10, -0.56), (side * 0.16, -0.34, -0.52)], [0.05, 0.06, 0.015],
                 cloth, 6, 0.4) for side in (-1, 1)]  # fmt: skip
    return joined([dome, edge, *ends])


def veil(person: Person) -> Mesh:
    """Let a white veil fall from a wreath on the crown down the back."""
    columns = _sides(person)
    turn = np.linspace(-2.1, 2.1, columns + 1)
    folds = 1 + 0.03 * np.sin(turn * 9 + float(person.rng("veil").random()) * 6)
    rows = []
    for y, wide, deep in ((0.50, 0.20, 0.16), (0.40, 0.36, 0.40), (0.10, 0.44, 0.53), (-0.4, 0.56, 0.60),
                          (-1.0, 0.78, 0.72), (-1.9, 0.95, 0.85)):  # fmt: skip
        x, z = wide * folds * np.sin(turn * 0.8), -0.05 - deep * folds * np.cos(turn * 0.75)
        rows.append(np.stack([x, y + 0 * turn, z], axis=-1))
    cloth = sheet(np.array(rows), np.array([0.0, -0.3, -0.05]), Skin(colour("#c6c6cc"), 0.05, thin=True))
    flowers = [
        ball((0.30 * math.sin(a), 0.43, -0.02 + 0.30 * math.cos(a)), (0.05, 0.04, 0.05), Skin(colour("#d8d4d0")), 5, 8)
        for a in np.linspace(-1.5, 1.5, 9)
    ]
    return joined([cloth, *flowers])


def headphones(person: Person) -> Mesh:
    """Set headphones over the ears, a bow over the crown."""
    dark = Skin(colour("#1c1e24"), 0.5)
    arc = [(0.43 * math.sin(a), 0.02 + 0.56 * math.cos(a), -0.05) for a in np.linspace(-1.5, 1.5, 18)]
    parts = [tube(arc, [0.03] * len(arc), dark, 8)]
    for side in (-1, 1):
        cup = ball((side * 0.42, -0.02, -0.05), (0.07, 0.15, 0.13), dark, 8, 14)
        ring = ball((side * 0.475, -0.02, -0.05), (0.025, 0.09, 0.08), Skin(person.accent, 0.5, 0.5), 6, 12)
        parts += [cup, ring]
    return joined(parts)


def bandage(person: Person) -> Mesh:
    """Wind a bandage about the brow, with a stain of blood on it."""
    sides = _sides(person)
    parts = [
        loft([(0, low, -0.05, 0.41, 0.475), (0, low + 0.11, -0.05, 0.408, 0.472)], Skin(colour("#b8b4a8"), 0.02), sides)
        .turned(0.0, 0.0, tilt)
        for low, tilt in ((0.17, 0.06), (0.20, -0.08))
    ]  # fmt: skip
    parts.append(ball((0.20, 0.25, 0.36), (0.07, 0.05, 0.05), Skin(colour("#5a1412"), 0.05), 6, 10))
    return joined(parts)


def helmet(person: Person) -> Mesh:
    """Make a combat helmet with a lamp."""
    shell = Skin(mix(dim(person.cloth, 1.1), STEEL, 0.25), 0.9)
    sides = (8, 12, 40)[person.detail]
    dome = ball((0, 0.10, -0.04), (0.43, 0.47, 0.50), shell, sides, sides * 2, (-8, 90))
    ears = [ball((side * 0.40, -0.06, -0.02), (0.06, 0.17, 0.17), shell, 6, 12) for side in (-1, 1)]
    lamp = ball((0.34, 0.30, 0.30), (0.035, 0.035, 0.05), Skin(mix(person.second, WHITE, 0.5), 0.5, 1.0), 5, 8)
    ridge = beam((0, 0.55, 0.15), (0, 0.52, -0.30), 0.08, 0.07, shell)
    return joined([dome, *ears, ridge, lamp])


def crown(person: Person) -> Mesh:
    """Make a golden crown with stones on its points."""
    gold = Skin(GOLD, 1.0)
    sides = _sides(person)
    band = loft([(0, 0.26, -0.04, 0.39, 0.45), (0, 0.36, -0.04, 0.40, 0.46)], gold, sides, gap=[0.001, 0.001])
    points = []
    for index in range(9):
        turn = index * math.tau / 9
        foot = np.array([0.395 * math.sin(turn), 0.35, 0.455 * math.cos(turn) - 0.04])
        points.append(tube([tuple(foot), tuple(foot * (1.04, 1.0, 1.04) + (0, 0.14, 0))], [0.035, 0.006], gold, 6))
        points.append(
            ball(tuple(foot * (1.04, 1.0, 1.04) + (0, 0.15, 0)), (0.022,) * 3, Skin(person.accent, 0.8, 0.3), 5, 8)
        )
    return joined([band, *points])


def _sides(person: Person) -> int:
    return (10, 16, 48)[person.detail]


HEADWEAR = {
    "hat": hat, "cowboy_hat": cowboy_hat, "top_hat": top_hat, "cap": cap, "beanie": beanie, "chef_hat": chef_hat,
    "bandana": bandana, "veil": veil, "headphones": headphones, "bandage": bandage, "crown": crown,
}  # fmt: skip
