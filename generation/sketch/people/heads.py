"""Heads with all that makes them somebody's: face, hair, and what is worn on the head or built into it."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, beam, joined, loft, sheet, tube
from generation.sketch.people.face import depth_at, eye_at, growths, modelled_face
from generation.sketch.people.facewear import FACEWEAR
from generation.sketch.people.graphic_face import graphic_face
from generation.sketch.people.hair import hair_colour, hair_mesh, helmet_is_worn, hood_is_up
from generation.sketch.people.headwear import HEADWEAR, helmet
from generation.sketch.people.person import Person, is_graphic

RUBBER = colour("#2a2e34")
STEEL = colour("#767e8a")
WIRED = frozenset({"decker", "rigger"})


def head_mesh(person: Person, points: Array) -> Mesh:
    """Make what is on the head and in the face, where the head is; `points` are those of the posed base mesh."""
    brow = dim(hair_colour(person), 0.6)
    drawn = is_graphic(person) and person.metatype != "skeleton"
    parts = [person.on_head(graphic_face(person, brow)) if drawn else modelled_face(person, points, brow)]
    parts += growths(person)
    hair = hair_mesh(person)
    if hair is not None:
        parts.append(person.on_head(hair))
    for feature, make in WORN.items():
        if person.has(feature) and feature not in {"hood", "helmet"}:
            parts.append(person.on_head(make(person)))
    if hood_is_up(person):
        parts.append(person.on_head(_hood(person)))
    elif person.has("hood") or person.wears("hoodie"):
        parts.append(_lowered_hood(person))
    if helmet_is_worn(person):
        parts.append(person.on_head(_great_helm(person) if person.subject.role == "knight" else helmet(person)))
    if person.subject.role in WIRED and not hood_is_up(person):
        parts.append(person.on_head(_jack(person)))
    return joined(parts)


def _band(person: Person, bottom: float, top: float, out: float, reach: float, skin: Skin) -> Mesh:
    """Wrap a band about the face, from temple to temple."""
    rows, columns = 6, (8, 14, 40)[person.detail]
    angle = np.linspace(-reach, reach, columns + 1)[None]
    up = np.linspace(0, 1, rows + 1)[:, None]
    bulge = out + 0.022 * np.sin(math.pi * up)
    sine, cosine = np.sin(angle), np.cos(angle)
    x = (0.345 + bulge) * np.sign(sine) * np.abs(sine) ** 0.85
    z = (0.385 + bulge) * np.sign(cosine) * np.abs(cosine) ** 0.75 - 0.005
    y = bottom + (top - bottom) * up - 0.035 * np.abs(np.sin(angle)) ** 3 * (1 - 2 * up) * 0.5
    return sheet(np.stack([x, y + 0 * angle, z], axis=-1), np.array([0.0, 0.0, 0.0]), skin)


def _visor(person: Person) -> Mesh:
    light = Skin(mix(person.accent, WHITE, 0.15), 0.6, 1.0)
    return joined([
        _band(person, -0.050, 0.125, 0.018, 1.75, Skin(colour("#0e1016"), 1.0)),
        _band(person, 0.018, 0.052, 0.040, 1.15, light),
    ])  # fmt: skip


def _mask(person: Person) -> Mesh:
    """Make a respirator: a snout over nose and mouth, a filter on each side, straps."""
    z = depth_at(person, 0.05, -0.2)
    rubber, steel = Skin(RUBBER, 0.25), Skin(colour("#464c54"), 0.30)
    sides = (7, 10, 24)[person.detail]
    parts = [ball((0, -0.215, z - 0.10), (0.185, 0.205, 0.23), rubber, sides, sides)]
    parts.append(tube([(0, -0.235, z + 0.09), (0, -0.245, z + 0.155)], [0.075, 0.070], steel, sides))
    parts.append(tube([(0, -0.245, z + 0.16), (0, -0.246, z + 0.17)], [0.048, 0.046], Skin(colour("#101216")), sides))
    for side in (-1, 1):
        at, out = np.array([side * 0.15, -0.275, z + 0.01]), np.array([side * 0.075, -0.025, 0.055])
        parts.append(tube([tuple(at), tuple(at + out)], [0.088, 0.092], steel, sides))
        parts.append(tube([tuple(at + out * 1.3), tuple(at + out * 1.45)], [0.066, 0.064], Skin(RUBBER, 0.3), sides))
        parts.append(tube([(side * 0.17, -0.14, z - 0.08), (side * 0.33, -0.06, 0.06), (side * 0.35, -0.02, -0.10)],
                          [0.022] * 3, Skin(colour("#15171c"), 0.3), 6, 0.4))  # fmt: skip
    parts.append(ball((0.0, -0.13, z + 0.115), (0.014, 0.010, 0.010), Skin(person.accent, 0.5, 1.0), 5, 8))
    return joined(parts)


def _hood(person: Person) -> Mesh:
    """Pull a hood up: its edge stands before the brow, its back falls to the shoulders."""
    count = (12, 18, 56)[person.detail]
    arc = np.linspace(-2.45, 2.45, count + 1)
    broad = 1.0
    rng = person.rng("hood")
    wave = 0.012 * np.sin(arc * 5 + float(rng.random()) * 6)
    rings: list[Array] = []
    # From the rolled edge back to the closed end: half width, height of the middle, half height, forward.
    for wide, middle, high, ahead in ((0.385, 0.02, 0.50, 0.375), (0.43, 0.03, 0.545, 0.40), (0.455, 0.03, 0.575, 0.30),
                                      (0.475, 0.03, 0.60, 0.08), (0.475, 0.04, 0.60, -0.16), (0.42, 0.06, 0.53, -0.36),
                                      (0.28, 0.10, 0.36, -0.50), (0.03, 0.12, 0.04, -0.56)):  # fmt: skip
        low = np.clip(-np.cos(arc), 0, 1)
        x = broad * wide * np.sin(arc) * (1 - 0.25 * low)
        y = middle + high * np.cos(arc) * (1 + 0.10 * low)
        rings.append(np.stack([x + wave, y, ahead + 0.07 * np.cos(arc) + wave - 0.10 * low], axis=-1))
    cloth = Skin(dim(person.cloth, 0.95), 0.12, thin=True)
    shell = sheet(np.array(rings), np.array([0.0, 0.02, -0.05]), cloth)
    cape = loft([(0, -0.30, -0.06, 0.36, 0.36), (0, -0.48, -0.07, 0.42, 0.36), (0, -0.66, -0.08, 0.62, 0.42)],
                cloth, count, gap=[0.9, 0.8, 0.7])  # fmt: skip
    return joined([shell, cape])


def _great_helm(person: Person) -> Mesh:
    """Close a knight's helmet: a skull, a visor with a slit and holes to breathe, a ridge, a gorget under it."""
    worn = next((item for item in person.outfit if item.kind == "plate"), None)
    tint = worn.tint if worn is not None else STEEL
    steel, dark = Skin(tint, 0.75), Skin(colour("#08080a"))
    sides = (10, 16, 48)[person.detail]
    dome = ball((0, 0.08, -0.03), (0.44, 0.52, 0.52), steel, sides, sides * 2, (-8, 90))
    skirt = loft(
        [(0, 0.10, -0.03, 0.44, 0.52), (0, -0.25, -0.01, 0.43, 0.51), (0, -0.50, 0.02, 0.38, 0.46)], steel, sides
    )
    visor = _band(person, -0.44, 0.13, 0.095, 1.45, Skin(dim(tint, 0.92), 0.75))
    slit = _band(person, -0.005, 0.040, 0.118, 1.0, dark)
    ridge = tube([(0, 0.58, 0.22), (0, 0.64, -0.05), (0, 0.50, -0.38)], [0.028, 0.036, 0.02], steel, 8)
    holes = [
        beam((x, y, 0.515 - 0.45 * abs(x)), (x, y - 0.055, 0.510 - 0.45 * abs(x)), 0.018, 0.03, dark)
        for x in (-0.16, -0.10, 0.10, 0.16)
        for y in (-0.12, -0.22)
    ]
    pins = [ball((side * 0.45, 0.08, 0.02), (0.03, 0.05, 0.05), steel, 6, 10) for side in (-1, 1)]
    return joined([dome, skirt, visor, slit, ridge, *holes, *pins])


def _cybereye(person: Person) -> Mesh:
    """Set a ring of light into a steel plate over one eye, with seams over the cheek."""
    x, y, _ = (float(value) for value in eye_at(person, 1))
    z = depth_at(person, x, y + 0.06) - 0.01
    light = Skin(mix(person.second, WHITE, 0.1), 0.6, 1.0)
    sides = (8, 10, 28)[person.detail]
    plate = ball((x, y, z - 0.015), (0.108, 0.098, 0.062), Skin(STEEL, 1.0), sides, sides)
    ring = tube([(x + 0.052 * math.sin(a), y + 0.052 * math.cos(a), z + 0.044)
                 for a in np.linspace(0, math.tau, sides + 1)], [0.009] * (sides + 1), light, 6)  # fmt: skip
    pupil = ball((x, y, z + 0.044), (0.022, 0.022, 0.012), light, 6, 10)
    seam = Skin(dim(person.second, 0.8), 0.5, 0.6)
    lines = ((0.19, -0.06, 0.21, -0.16), (0.21, -0.16, 0.17, -0.26), (0.22, 0.10, 0.25, 0.20))
    ends = [((x0, y0, depth_at(person, x0, y0)), (x1, y1, depth_at(person, x1, y1)))
            for x0, y0, x1, y1 in lines]  # fmt: skip
    seams = [beam(start, end, 0.006, 0.008, seam) for start, end in ends]
    return joined([plate, ring, pupil, *seams])


def _jack(person: Person) -> Mesh:
    """Plug a cable into the temple."""
    steel, light = Skin(STEEL, 1.0), Skin(mix(person.accent, WHITE, 0.25), 0.5, 1.0)
    x = 0.345
    sides = (6, 8, 16)[person.detail]
    cable = tube([(x + 0.05, 0.10, 0.04), (x + 0.16, 0.04, 0.02), (x + 0.17, -0.25, -0.02), (x + 0.10, -0.6, 0.0),
                  (x + 0.24, -1.0, 0.12)], [0.017] * 5, Skin(colour("#1c1e24"), 0.6), sides)  # fmt: skip
    return joined([
        tube([(x - 0.02, 0.10, 0.04), (x + 0.03, 0.10, 0.04)], [0.045, 0.042], steel, sides),
        tube([(x + 0.035, 0.10, 0.04), (x + 0.045, 0.10, 0.04)], [0.026, 0.024], light, sides), cable,
    ])  # fmt: skip


def _lowered_hood(person: Person) -> Mesh:
    """Lay a hood back on the shoulders, in folds behind the neck."""
    tall, neck = person.tall, person.pose.neck
    rng = person.rng("lowered hood")
    turn = np.linspace(-2.3, 2.3, (10, 16, 40)[person.detail])
    rings = []
    for out, up, back in ((0.040, 0.022, 0.0), (0.058, 0.036, -0.006), (0.072, 0.022, -0.018), (0.076, -0.004, -0.028),
                          (0.060, -0.028, -0.030), (0.040, -0.020, -0.012)):  # fmt: skip
        wave = 0.004 * np.sin(turn * 5 + float(rng.random()) * 6)
        front = 0.5 - 0.5 * np.cos(turn)  # the turn is measured from the nape
        x = (out + wave) * 1.15 * np.sin(turn)
        z = -(out + wave) * np.cos(turn) * 1.05 + back * (1 - front)
        rings.append(np.stack([x, up * (1 - 0.55 * front) + 0 * turn, z], axis=-1))
    cloth = Skin(dim(person.cloth, 0.95), 0.12, thin=True)
    grid = np.array(rings) * tall + neck + np.array([0.0, 0.0, 0.004 * tall])
    return sheet(grid, np.asarray(neck, np.float64), cloth)


def _eyepatch(person: Person) -> Mesh:
    side = -1.0 if person.has("cybereye") else 1.0
    x, y, _ = (float(value) for value in eye_at(person, 1))
    z = depth_at(person, x, y + 0.07)
    cloth = Skin(colour("#121214"), 0.4)
    patch = ball((side * x, y, z - 0.035), (0.098, 0.085, 0.055), cloth, person.sides, person.sides)
    strap = [
        (side * 0.30, y + 0.05, 0.20),
        (side * 0.10, y + 0.12, z + 0.006),
        (-side * 0.14, 0.30, 0.345),
        (-side * 0.34, 0.36, 0.0),
    ]
    return joined(
        [
            patch,
            tube([(float(a), float(b), float(c)) for a, b, c in strap], [0.012] * 4, cloth, (4, 5, 8)[person.detail]),
        ]
    )


def _piercing(person: Person) -> Mesh:
    """Put rings through brow, nose and lip, and studs along an ear."""
    steel = Skin(colour("#c8ccd0"), 1.0)
    x, y, _ = (float(value) for value in eye_at(person, 1))
    spots = [(x + 0.05, y + 0.09), (0.045, y - 0.20), (0.055, y - 0.36), (x + 0.07, y + 0.085)]
    parts = [ball((a, b, depth_at(person, a, b) + 0.006), (0.013, 0.013, 0.013), steel, 5, 8) for a, b in spots]
    parts += [
        ball((side * 0.40, -0.10 + 0.05 * k, -0.05), (0.014, 0.014, 0.014), steel, 5, 8)
        for side in (-1, 1)
        for k in range(3)
    ]
    return joined(parts)


WORN = {
    "mask": _mask, "visor": _visor, "cybereye": _cybereye, "hood": _hood, "eyepatch": _eyepatch, "piercing": _piercing,
    **FACEWEAR, **HEADWEAR,
}  # fmt: skip
