"""Dragons and wyverns: long bodies along a spine, with a crest, a paler belly, wings and legs."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, bent, claws, deep, eye, mottled, pale, points, teeth
from generation.sketch.models.creatures.wings import Wing, skin_wing
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, eased, joined, strands, tube

HIDES = ("#4c6034", "#7c2822", "#34566e", "#6e5430", "#4c3e62")
FIRE = colour("#ff8a24")


def dragon_head(hide: Colour, iris: Colour, horn: Colour, *, fire: bool = True, swept: bool = True) -> Mesh:
    """Make a dragon's head that looks at the viewer: an open jaw with teeth, horns, a brow, spines at the cheeks."""
    skin, bone = Skin(hide, 0.4), Skin(horn, 0.6)
    parts = [
        ball((0, 0.05, -0.1), (0.80, 0.66, 0.95), skin, 12, 18),
        tube(
            [(0, 0.02, 0.3), (0, -0.02, 1.0), (0, -0.10, 1.75), (0, -0.12, 2.2)], [0.62, 0.50, 0.36, 0.30], skin,
            16, 0.8,
        ),
        tube(
            [(0, -0.40, 0.0), (0, -0.78, 0.8), (0, -0.92, 1.6), (0, -0.86, 1.95)], [0.50, 0.38, 0.27, 0.17], skin,
            14, 0.7,
        ),
        tube(
            [(0, -0.36, 0.2), (0, -0.54, 0.9), (0, -0.62, 1.5)], [0.40, 0.28, 0.16],
            Skin(FIRE if fire else colour("#8a2c34"), 0.3, 0.85 if fire else 0.05), 10, 0.6,
        ),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += teeth(
            [
                ((side * 0.26, -0.30, 2.15), -0.42), ((side * 0.36, -0.30, 1.75), -0.26),
                ((side * 0.42, -0.30, 1.40), -0.30), ((side * 0.16, -0.80, 1.85), 0.34),
                ((side * 0.24, -0.80, 1.50), 0.24), ((side * 0.30, -0.74, 1.15), 0.28),
            ],
        )  # fmt: skip
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
            parts.append(
                tube(
                    [
                        (side * 0.46, 0.48, -0.3), (side * 0.85, 0.95, -1.0), (side * 0.95, 1.05, -1.9),
                        (side * 0.80, 1.50, -2.5),
                    ],
                    [0.20, 0.17, 0.11, 0.02], bone, 10,
                ),
            )  # fmt: skip
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
    return mottled(mesh.tinted(tints * (0.85 + 0.15 * bands)), rng, 0.05)


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
    "perch": (
        (-1.9, -1.05, 0.75, 0.015), (-1.75, -0.55, 0.62, 0.07), (-1.45, -0.05, 0.35, 0.12), (-1.0, 0.42, 0.1, 0.19),
        (-0.5, 0.78, 0.0, 0.31), (-0.1, 0.95, 0.0, 0.33), (0.35, 1.18, 0.0, 0.37), (0.72, 1.50, 0.0, 0.30),
        (0.82, 1.92, 0.05, 0.215), (0.92, 2.28, 0.12, 0.17), (1.18, 2.50, 0.2, 0.15), (1.42, 2.50, 0.26, 0.14),
    ),
    "stand": (
        (-2.5, 0.06, 0.9, 0.015), (-2.1, 0.10, 0.95, 0.06), (-1.6, 0.14, 0.6, 0.11), (-1.05, 0.36, 0.2, 0.19),
        (-0.5, 0.78, 0.0, 0.31), (-0.1, 0.95, 0.0, 0.33), (0.35, 1.18, 0.0, 0.37), (0.72, 1.50, 0.0, 0.30),
        (0.82, 1.92, 0.05, 0.215), (0.92, 2.28, 0.12, 0.17), (1.18, 2.50, 0.2, 0.15), (1.42, 2.50, 0.26, 0.14),
    ),
    "fly": (
        (-3.3, 0.55, 0.3, 0.015), (-2.7, 0.25, 0.15, 0.06), (-2.0, 0.02, -0.05, 0.11), (-1.3, 0.0, -0.08, 0.17),
        (-0.7, 0.08, 0.0, 0.29), (-0.15, 0.12, 0.0, 0.32), (0.40, 0.20, 0.0, 0.36), (0.85, 0.38, 0.0, 0.28),
        (1.20, 0.66, 0.04, 0.205), (1.55, 0.86, 0.1, 0.17), (1.88, 0.84, 0.16, 0.15), (2.08, 0.74, 0.2, 0.14),
    ),
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


DRAGONS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "dragon_western": western,
    "wyvern": wyvern,
}
