"""Dragons, wyverns and serpents: long bodies along a spine, with a crest, a paler belly, wings and legs."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, bent, claws, deep, ear, eye, mottled, pale, points, teeth
from generation.sketch.models.creatures.wings import Wing, feather_wing, plumes, skin_wing
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, eased, joined, strands, tube

HIDES = ("#3a4a2c", "#5a1f1c", "#23303c", "#4a3a22", "#2a2430")
EASTERN = ("#1f6a5a", "#b03424", "#2a4a8a", "#c89a30")
FIRE = colour("#ff8a24")


def dragon_head(hide: Colour, iris: Colour, horn: Colour, *, fire: bool = True, swept: bool = True) -> Mesh:
    """Make a dragon's head that looks at the viewer: an open jaw with teeth, horns, a brow, spines at the cheeks."""
    skin, bone = Skin(hide, 0.4), Skin(horn, 0.6)
    parts = [
        ball((0, 0.05, -0.1), (0.80, 0.66, 0.95), skin, 12, 18),
        tube([(0, 0.02, 0.3), (0, -0.02, 1.0), (0, -0.10, 1.75), (0, -0.12, 2.2)], [0.62, 0.50, 0.36, 0.30], skin,
        16, 0.8),
        tube([(0, -0.40, 0.0), (0, -0.78, 0.8), (0, -0.92, 1.6), (0, -0.86, 1.95)], [0.50, 0.38, 0.27, 0.17], skin,
        14, 0.7),
        tube([(0, -0.36, 0.2), (0, -0.54, 0.9), (0, -0.62, 1.5)], [0.40, 0.28, 0.16],
             Skin(FIRE if fire else colour("#8a2c34"), 0.3, 0.85 if fire else 0.05), 10, 0.6),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += teeth([((side * 0.26, -0.30, 2.15), -0.42), ((side * 0.36, -0.30, 1.75), -0.26), ((side * 0.42,
            -0.30, 1.40), -0.30),
                        ((side * 0.16, -0.80, 1.85), 0.34), ((side * 0.24, -0.80, 1.50), 0.24), ((side * 0.30,
                        -0.74, 1.15), 0.28)])  # fmt: skip
        parts += eye((side * 0.48, 0.34, 0.52), 0.19, iris, glow=1.0, slit=True, front=(side * 0.5, 0.1, 0.9))
        parts.append(
            tube(
                [(side * 0.16, 0.48, 1.0), (side * 0.50, 0.58, 0.55), (side * 0.72, 0.46, 0.0)],
                [0.08, 0.17, 0.08],
                skin,
                8,
            )
        )
        parts.append(ball((side * 0.17, 0.10, 2.30), (0.12, 0.10, 0.12), skin, 6, 8))
        if swept:
            parts.append(tube([(side * 0.46, 0.48, -0.3), (side * 0.85, 0.95, -1.0), (side * 0.95, 1.05, -1.9),
                (side * 0.80, 1.50, -2.5)],
                              [0.20, 0.17, 0.11, 0.02], bone, 10))  # fmt: skip
            for row in range(3):
                start = (side * (0.66 - 0.04 * row), 0.05 - 0.28 * row, -0.1 - 0.1 * row)
                parts.append(tube([start, (side * 1.15, 0.05 - 0.42 * row, -0.6 - 0.1 * row)], [0.12, 0.02], bone, 6))
    return joined(parts)


def spine_of(rows: Sequence[tuple[float, float, float, float]], steps: int = 6) -> tuple[Array, Array]:
    """Return the smooth points and radii of a body, from rows of x, y, z, radius."""
    smooth = eased(np.array(rows, np.float64), steps)
    return smooth[:, :3], np.maximum(smooth[:, 3], 0.004)


def long_body(
    path: Array, radii: Array, hide: Colour, belly: Colour, rng: np.random.Generator, gloss: float = 0.4
) -> Mesh:
    """Sweep a scaled body along a spine: bands across it, a pale belly, a dark back."""
    mesh = tube(points(path), radii.tolist(), Skin(hide, gloss), 22)
    under = np.clip((-mesh.normals[:, 1] - 0.25) * 2.6, 0, 1)[:, None]
    bands = 1 - 0.13 * (np.arange(len(mesh)) // 22 % 2)[:, None]
    tints = np.array(hide, np.float64) * (1 - under) + np.array(belly, np.float64) * under * bands
    return mottled(mesh.tinted(tints * (0.85 + 0.15 * bands)), rng, 0.10)


def crest(path: Array, radii: Array, tint: Colour, long: float, every: int = 1) -> Mesh:
    """Set plates along a spine, largest where the body is thickest."""
    ahead = np.gradient(path, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    up = np.array([0.0, 1.0, 0.0]) - ahead * ahead[:, 1:2]
    up /= np.maximum(np.linalg.norm(up, axis=1, keepdims=True), 0.2)
    pick = slice(2, len(path) - 3, every)
    size = (long * (0.35 + 0.65 * radii / radii.max()))[pick, None]
    base = (path + up * radii[:, None] * 0.9)[pick]
    paths = np.stack(
        [base, base + size * (0.6 * up[pick] - 0.25 * ahead[pick]), base + size * (up[pick] - 0.65 * ahead[pick])],
        axis=1,
    )
    width = size * np.array([0.30, 0.20, 0.01])
    return strands(paths, width, np.tile(np.array(tint, np.float64), (len(base), 1)), Skin(BLACK, 0.5), 5)


def leg(root: Array, foot: Array, thick: float, skin: Skin, way: float, reach: float = 0.55) -> list[Mesh]:
    """Make a scaled leg with a clawed foot; `way` 1 bends its knee to the front."""
    heel = foot + np.array([-0.10 * way - 0.05, 0.20, 0.0])
    knee = bent(root, heel, reach, reach, way)
    rows = [root, root + 0.5 * (knee - root), knee, heel, foot + np.array([0.0, 0.05, 0.0])]
    parts = [tube(points(rows), [1.3 * thick, 1.2 * thick, 0.85 * thick, 0.55 * thick, 0.6 * thick], skin, 12)]
    for spread in (-0.6, 0.0, 0.6):
        toe = foot + np.array([0.20, 0.0, 0.13 * spread])
        parts.append(tube(points([foot + np.array([0.0, 0.05, 0.0]), toe]), [0.5 * thick, 0.34 * thick], skin, 8))
        parts += claws(toe + np.array([0.03, 0.0, 0.0]), 0.085, 1, colour("#e0d8c0"))
    return parts


SPINES = {
    "perch": ((-1.9, -1.05, 0.75, 0.015), (-1.75, -0.55, 0.62, 0.07), (-1.45, -0.05, 0.35, 0.12), (-1.0, 0.42, 0.1,
        0.19),
              (-0.5, 0.78, 0.0, 0.31), (-0.1, 0.95, 0.0, 0.33), (0.35, 1.18, 0.0, 0.37), (0.72, 1.50, 0.0, 0.30),
              (0.82, 1.92, 0.05, 0.215),
              (0.92, 2.28, 0.12, 0.17), (1.18, 2.50, 0.2, 0.15), (1.42, 2.50, 0.26, 0.14)),
    "stand": ((-2.5, 0.06, 0.9, 0.015), (-2.1, 0.10, 0.95, 0.06), (-1.6, 0.14, 0.6, 0.11), (-1.05, 0.36, 0.2, 0.19),
              (-0.5, 0.78, 0.0, 0.31), (-0.1, 0.95, 0.0, 0.33), (0.35, 1.18, 0.0, 0.37), (0.72, 1.50, 0.0, 0.30),
              (0.82, 1.92, 0.05, 0.215),
              (0.92, 2.28, 0.12, 0.17), (1.18, 2.50, 0.2, 0.15), (1.42, 2.50, 0.26, 0.14)),
    "fly": ((-3.3, 0.55, 0.3, 0.015), (-2.7, 0.25, 0.15, 0.06), (-2.0, 0.02, -0.05, 0.11), (-1.3, 0.0, -0.08, 0.17),
        (-0.7, 0.08, 0.0, 0.29),
            (-0.15, 0.12, 0.0, 0.32), (0.40, 0.20, 0.0, 0.36), (0.85, 0.38, 0.0, 0.28), (1.20, 0.66, 0.04, 0.205),
            (1.55, 0.86, 0.1, 0.17),
            (1.88, 0.84, 0.16, 0.15), (2.08, 0.74, 0.2, 0.14)),
}  # fmt: skip


def western(look: Look, rng: np.random.Generator, *, legs: int = 4, sting: bool = False) -> Mesh:
    """Make a dragon with two wings: on the ground or a perch, or in flight; a wyvern has two legs."""
    hide = look.coat(HIDES, rng)
    belly, web = mix(pale(hide, 0.35), colour("#c8a868"), 0.35), mix(hide, colour("#a04a28"), 0.35)
    flies = look.pose in {"", "fly"}
    path, radii = spine_of(SPINES["fly" if flies else "perch" if look.pose == "perch" else "stand"])
    skin = Skin(hide, 0.4)
    parts = [long_body(path, radii, hide, belly, rng), crest(path, radii, deep(hide, 0.5), 0.30)]
    hips, chest = (
        (np.array([-0.55, 0.0, 0.0]), np.array([0.35, 0.08, 0.0]))
        if flies
        else (np.array([-0.42, 0.70, 0.0]), np.array([0.38, 1.0, 0.0]))
    )
    for side in (1.0, -1.0):
        out = np.array([0.0, 0.0, 0.24 * side])
        if flies:
            parts += leg(hips + out, np.array([-1.25, -0.42, 0.34 * side]), 0.15, skin, 1.0)
        else:
            parts += leg(hips + out * 1.2, np.array([-0.10, 0.03, 0.42 * side]), 0.18, skin, 1.0, 0.52)
        if legs == 4:
            fore = np.array([0.20, -0.58, 0.30 * side]) if flies else np.array([0.72, 0.03, 0.36 * side])
            parts += leg(chest + out, fore, 0.125, skin, -1.0, 0.5)
        root = np.array([0.30, 0.38, 0.20 * side]) if flies else np.array([0.30, 1.36, 0.20 * side])
        rise = (1.0 if side > 0 else 1.12) if flies else (0.85 if side > 0 else 1.15)
        held = Wing(root, 3.1 if flies else 2.5, side, rise, 0.55, -0.05 if flies else 0.15, 0.0 if flies else 0.35)
        parts.append(skin_wing(held, skin, web))
    if sting:
        parts += teeth(
            [((float(path[0, 0]), float(path[0, 1]) - 0.05, float(path[0, 2])), 0.35)], Skin(deep(hide, 0.4), 0.8)
        )
    head = dragon_head(hide, colour("#ffd040"), mix(colour("#c8bca0"), hide, 0.2))
    turn = math.pi / 2 - (0.35 if flies else 0.55)
    x, y, z = (float(value) for value in path[-1])
    parts.append(head.turned(turn, 0.25 if flies else 0.30).moved((x + 0.06, y + 0.02, z), 0.215))
    return joined(parts).moved((0.0, 0.0, 0.0), 2.0)


def wyvern(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a wyvern: small, two legs, a sting."""
    return western(look, rng, legs=2, sting=True).moved((0.0, 0.0, 0.0), 0.45)


def _wave(turns: float, high: float, long: float, count: int = 15) -> Array:
    at = np.linspace(0, 1, count)
    swell = np.sin(math.pi * np.clip(at * 1.05, 0, 1)) ** 0.5
    return np.stack([long * (at - 0.5), high * swell * np.sin(math.tau * turns * at + 0.6) + 0.9 * high * at,
                     0.45 * high * np.cos(math.tau * turns * at)], axis=-1)  # fmt: skip


def eastern(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an eastern dragon, winding through the air: a mane, antlers, whiskers, four short legs, no wings."""
    hide = look.coat(EASTERN, rng)
    belly, mane = mix(colour("#e0c070"), hide, 0.25), mix(colour("#e8a030"), hide, 0.15)
    knots = _wave(1.75, 0.95, 6.0)
    size = 0.27 * np.clip(np.sin(math.pi * np.linspace(0.0, 0.86, len(knots))) ** 0.6, 0.05, 1)
    size[-4:] = (0.25, 0.23, 0.20, 0.18)
    path, radii = spine_of(np.column_stack([knots, size]).tolist(), 7)
    parts = [long_body(path, radii, hide, belly, rng, 0.55), crest(path, radii, mane, 0.34)]
    for share, way in ((0.33, 1.0), (0.36, 1.0), (0.68, -1.0), (0.71, -1.0)):
        at = path[int(share * len(path))]
        side = 1.0 if share in {0.33, 0.68} else -1.0
        parts += leg(
            at + np.array([0.0, -0.12, 0.16 * side]),
            at + np.array([0.28, -0.62, 0.30 * side]),
            0.10,
            Skin(hide, 0.5),
            way,
            0.32,
        )
    parts += _eastern_head(path, hide, mane, rng)
    tail = path[0] + 0.10 * rng.standard_normal((16, 3))
    ends = tail + np.array([-0.55, 0.10, 0.0]) + 0.22 * rng.standard_normal((16, 3))
    parts.append(_hair(tail, ends, 0.05, mane, rng))
    return joined(parts).moved((0.0, 0.0, 0.0), 2.2)


def _hair(starts: Array, ends: Array, thick: float, tint: Colour, rng: np.random.Generator) -> Mesh:
    middles = 0.5 * (starts + ends) + 0.12 * np.linalg.norm(ends - starts, axis=1, keepdims=True) * rng.standard_normal(
        starts.shape
    )
    tints = np.array(tint, np.float64) * (0.7 + 0.5 * rng.random((len(starts), 1)))
    return strands(np.stack([starts, middles, ends], axis=1), thick * np.array([1.0, 0.8,
        0.05])[None] * np.ones((len(starts), 1)),
                   tints, Skin(BLACK, 0.3), 5)  # fmt: skip


def _eastern_head(path: Array, hide: Colour, mane: Colour, rng: np.random.Generator) -> list[Mesh]:
    parts = [dragon_head(hide, colour("#fff060"), colour("#d8c890"), fire=False, swept=False)]
    horn = Skin(colour("#d8c890"), 0.5)
    for side in (-1, 1):
        parts += [
            tube([(side * 0.36, 0.55, -0.2), (side * 0.7, 1.35, -0.6), (side * 0.75, 2.05, -0.75), (side * 1.05,
            2.55, -0.8)],
                 [0.15, 0.12, 0.09, 0.02], horn, 8),
            tube([(side * 0.7, 1.35, -0.6), (side * 1.2, 1.75, -0.9)], [0.10, 0.02], horn, 6),
            tube([(side * 0.3, -0.05, 2.1), (side * 1.0, 0.25, 2.6), (side * 1.5, -0.5, 2.3), (side * 2.1, -0.2, 1.7)],
                 [0.07, 0.06, 0.045, 0.01], Skin(mane, 0.3), 6),
            *ear((side * 0.7, 0.2, -0.35), (side * 1.4, 0.75, -0.9), 0.25, Skin(hide, 0.3), mane),
        ]  # fmt: skip
    turn = rng.random((46, 1)) * math.tau
    ring = np.concatenate([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=1)
    starts = 0.62 * ring + np.array([0.0, 0.0, -0.5])
    ends = (1.0 + 0.7 * rng.random((46, 1))) * ring + np.array([0.0, 0.1, -1.9])
    parts.append(_hair(starts, ends, 0.14, mane, rng))
    beard = np.array([0.0, -0.95, 1.3]) + 0.15 * rng.standard_normal((12, 3))
    parts.append(
        _hair(beard, beard + np.array([0.0, -0.75, 0.1]) + 0.2 * rng.standard_normal((12, 3)), 0.08, mane, rng)
    )
    x, y, z = (float(value) for value in path[-1])
    return [joined(parts).turned(math.pi / 2 - 0.45, 0.10).moved((x + 0.12, y + 0.05, z), 0.25)]


def feathered(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a feathered serpent: a winding body with two wings of bright feathers, a crest and a fan at its tail."""
    hide = look.coat(("#1f7a5a", "#2a5aa0", "#8a2a5a"), rng)
    second, third = mix(colour("#e0b030"), hide, 0.1), colour("#c83a2a")
    flies = look.pose != "perch"
    rows = [(-2.6, -0.55, 0.3, 0.05), (-2.1, -0.15, 0.5, 0.12), (-1.4, 0.05, 0.25, 0.19), (-0.8, -0.30, -0.15,
        0.24), (-0.2, -0.35, -0.1, 0.28),
            (0.35, 0.05, 0.0, 0.31), (0.70, 0.55, 0.0, 0.27), (1.00, 1.02, 0.05, 0.21), (1.36, 1.25, 0.15, 0.18),
            (1.60, 1.22, 0.2, 0.17)]  # fmt: skip
    path, radii = spine_of(rows)
    parts = [long_body(path, radii, hide, second, rng, 0.5)]
    for side in (1.0, -1.0):
        held = Wing(
            np.array([0.42, 0.32, 0.22 * side]),
            2.5,
            side,
            (0.75 if side > 0 else 1.0) if flies else 1.15,
            0.6,
            -0.02,
            0.0 if flies else 0.25,
        )
        parts.append(feather_wing(held, (third, second, hide), rng))
    tail = np.tile(path[0], (9, 1))
    fan = np.linspace(-0.8, 0.8, 9)
    ends = tail + 1.05 * np.stack([-np.cos(fan), 0.15 + np.sin(fan), 0.2 * np.sin(fan)], axis=-1)
    tints = np.array([third if i % 2 else second for i in range(9)], np.float64)
    parts.append(
        plumes(tail, ends, np.full(9, 0.13), tints, np.tile(np.array([0.1, 0.2, 1.0]), (9, 1)), Skin(BLACK, 0.3))
    )
    head = [dragon_head(hide, colour("#fff0a0"), colour("#e8d8a8"), fire=False, swept=False)]
    fan = np.linspace(0.3, 2.84, 11)
    starts = np.stack([0.5 * np.cos(fan), 0.45 * np.sin(fan), np.full(11, -0.4)], axis=-1)
    ends = np.stack([2.3 * np.cos(fan), 0.3 + 2.2 * np.sin(fan), np.full(11, -1.5)], axis=-1)
    tints = np.array([third if i % 2 else second for i in range(11)], np.float64)
    head.append(
        plumes(starts, ends, np.full(11, 0.30), tints, np.tile(np.array([0.0, 0.2, 1.0]), (11, 1)), Skin(BLACK, 0.3))
    )
    x, y, z = (float(value) for value in path[-1])
    parts.append(joined(head).turned(math.pi / 2 - 0.5, 0.2).moved((x + 0.08, y, z), 0.23))
    return joined(parts).moved((0.0, 0.0, 0.0), 2.2)


def serpent(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a coiled serpent with a raised head, a hood and a forked tongue."""
    hide = look.coat(("#3a5a2c", "#5a4a2a", "#2c2a30", "#7a3a22"), rng)
    belly = mix(pale(hide, 0.45), colour("#d8c890"), 0.4)
    rows = [(0.85, 0.03, 0.35, 0.012), (0.70, 0.05, 0.55, 0.04)]
    for step in range(15):
        angle, reach = 0.9 + step * 0.86, 0.62 - 0.018 * step
        rows.append(
            (reach * math.cos(angle), 0.085 + 0.013 * step, 0.75 * reach * math.sin(angle), 0.06 + 0.0035 * step)
        )
    rows += [
        (0.10, 0.34, 0.28, 0.115),
        (-0.12, 0.60, 0.16, 0.105),
        (-0.10, 0.86, 0.06, 0.10),
        (0.06, 1.06, 0.05, 0.09),
        (0.22, 1.13, 0.09, 0.075),
    ]
    path, radii = spine_of(rows)
    body = long_body(path, radii, hide, belly, rng, 0.6)
    bands = np.sin(np.arange(len(body)) / 22 * 0.55)
    body = body.tinted(body.colours * (1 - 0.4 * (bands > 0.35))[:, None])
    hood = ball((-0.06, 0.92, 0.06), (0.10, 0.22, 0.24), Skin(hide, 0.5), 14, 18)
    skin = Skin(hide, 0.6)
    head = [ball((0, 0, 0.2), (0.85, 0.5, 1.15), skin, 14, 18), ball((0, -0.1, 1.0), (0.55, 0.36, 0.6), skin, 10, 14),
            tube([(0, -0.25, 1.4), (0, -0.35, 2.1)], [0.05, 0.05], Skin(colour("#d03040"), 0.4), 6)]  # fmt: skip
    for side in (-1, 1):
        head += eye(
            (side * 0.55, 0.24, 0.72), 0.19, colour("#ffd030"), glow=0.8, slit=True, front=(side * 0.6, 0.2, 0.8)
        )
        head.append(tube([(0, -0.35, 2.1), (side * 0.22, -0.30, 2.5)], [0.05, 0.01], Skin(colour("#d03040"), 0.4), 6))
        head += teeth([((side * 0.22, -0.34, 1.3), -0.28)])
    raised = joined(head).turned(math.pi / 2 - 0.8, 0.15).moved((0.26, 1.15, 0.1), 0.12)
    return joined([body, mottled(hood, rng, 0.1), raised])


DRAGONS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "dragon_western": western,
    "dragon_eastern": eastern,
    "dragon_feathered": feathered,
    "wyvern": wyvern,
    "serpent": serpent,
}
