"""What crawls and hops: scorpions, crabs, turtles, frogs, crocodiles."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import BLACK, colour
from generation.sketch.models.creatures.anatomy import Look, deep, eye, mottled, pale, teeth
from generation.sketch.models.creatures.insects import jointed
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, tube


def with_belly(mesh: Mesh, tint: tuple[int, int, int]) -> Mesh:
    """Make a body's underside light."""
    under = np.clip((-mesh.normals[:, 1] - 0.1) * 2.5, 0, 1)[:, None]
    return mesh.tinted(mesh.colours * (1 - under) + np.array(tint, np.float64) * under)


def _claw(side: float, x: float, y: float, z: float, size: float, skin: Skin) -> list[Mesh]:
    """Make a pincer that points ahead."""
    return [
        ball((x, y, z), (0.9 * size, 0.55 * size, 0.62 * size), skin, 10, 14),
        tube(
            [
                (x + 0.5 * size, y, z + 0.2 * size * side),
                (x + 1.3 * size, y + 0.1 * size, z + 0.4 * size * side),
                (x + 1.9 * size, y, z + 0.05 * size),
            ],
            [0.34 * size, 0.26 * size, 0.03 * size],
            skin,
            10,
            0.7,
        ),
        tube(
            [
                (x + 0.5 * size, y, z - 0.25 * size * side),
                (x + 1.1 * size, y, z - 0.42 * size * side),
                (x + 1.75 * size, y, z - 0.1 * size * side),
            ],
            [0.26 * size, 0.20 * size, 0.03 * size],
            skin,
            10,
            0.7,
        ),
    ]


def scorpion(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a giant scorpion: plates, pincers, a tail with its sting over its back."""
    hide = look.coat(("#3a2a20", "#2a2a30", "#6a3a1c"), rng)
    skin, dark = Skin(hide, 0.8), Skin(deep(hide, 0.6), 0.6)
    parts = [ball((0.34, 0.34, 0), (0.24, 0.12, 0.20), skin, 12, 18)]
    parts += [
        ball((0.18 - 0.15 * i, 0.34, 0), (0.13, 0.13, 0.24 - 0.02 * abs(i - 1.5)), skin if i % 2 else dark, 10, 18)
        for i in range(5)
    ]
    spots = [(-0.52, 0.36), (-0.78, 0.48), (-0.94, 0.74), (-0.92, 1.02), (-0.72, 1.24), (-0.44, 1.32), (-0.20, 1.24)]
    parts += [
        ball((x, y, 0), (0.13 - 0.008 * i, 0.12 - 0.006 * i, 0.12 - 0.008 * i), skin, 10, 14)
        for i, (x, y) in enumerate(spots)
    ]
    parts.append(tube([(x, y, 0.0) for x, y in spots], [0.11, 0.105, 0.10, 0.09, 0.085, 0.08, 0.07], dark, 12))
    sting = Skin(colour("#c83018"), 0.9)
    parts.append(tube([(-0.14, 1.22, 0), (0.0, 1.10, 0), (0.03, 0.92, 0)], [0.10, 0.06, 0.005], sting, 10))
    for side in (1.0, -1.0):
        arm = [(0.42, 0.34, 0.14 * side), (0.66, 0.42, 0.44 * side), (0.92, 0.36, 0.42 * side)]
        parts += [tube(arm, [0.07, 0.065, 0.06], skin, 10), *_claw(side, 1.04, 0.36, 0.40 * side, 0.18, skin)]
        parts += eye((0.50, 0.44, 0.06 * side), 0.03, BLACK, glow=0.0, front=(0.7, 0.5, 0.3 * side))
        for index, x in enumerate((0.30, 0.12, -0.06, -0.24)):
            way = 0.45 - 0.3 * index
            root = np.array([x, 0.32, 0.16 * side])
            foot = np.array([x + 0.5 * way, 0.0, 0.78 * side])
            parts += jointed(root, np.array([x + 0.3 * way, 0.56, 0.48 * side]), foot, 0.04, skin)
    return joined(parts)


def crab(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a crab that faces the viewer: a broad shell, eyes on stalks, two great pincers."""
    hide = look.coat(("#b8401c", "#c85a28", "#7a4a5a"), rng)
    skin = Skin(hide, 0.7)
    shell = with_belly(ball((0, 0.34, 0), (0.52, 0.22, 0.38), skin, 16, 28), (226, 200, 160))
    parts = [mottled(shell, rng, 0.2)]
    for side in (1.0, -1.0):
        parts += [
            tube([(0.14 * side, 0.44, 0.30), (0.15 * side, 0.60, 0.34)], [0.03, 0.026], skin, 8),
            ball((0.15 * side, 0.63, 0.35), (0.05, 0.055, 0.05), Skin(BLACK, 1.0), 8, 10),
            tube(
                [(0.40 * side, 0.34, 0.22), (0.72 * side, 0.44, 0.42), (0.66 * side, 0.52, 0.62)],
                [0.08, 0.085, 0.08],
                skin,
                12,
            ),
        ]
        parts += [
            part.turned(-math.pi / 2 + 0.35 * side).moved((0.60 * side, 0.56, 0.62))
            for part in _claw(side, 0.10, 0.0, 0.0, 0.20, skin)
        ]
        for index in range(4):
            z = 0.20 - 0.16 * index
            root, knee = np.array([0.42 * side, 0.30, z]), np.array([0.80 * side, 0.56, z - 0.05 * index])
            parts += jointed(root, knee, np.array([1.02 * side, 0.0, z - 0.10 * index]), 0.05, skin)
    return joined(parts)


def turtle(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a turtle: a domed shell of plates, a wrinkled head."""
    hide = look.coat(("#5a6a34", "#6a5a34"), rng)
    skin, shell = Skin(hide, 0.3), Skin(colour("#5a4426"), 0.5)
    dome = ball((0, 0.30, 0), (0.58, 0.36, 0.46), shell, 22, 36, (-10.0, 90.0))
    where = dome.centres()
    seams = np.minimum(np.abs(np.sin(where[:, 0] * 8)), np.abs(np.sin(where[:, 2] * 8 + 1.5)))
    dome = dome.tinted(dome.colours * np.clip(0.45 + 1.3 * seams, 0.45, 1.25)[:, None])
    rim = [(0.60 * math.cos(a), 0.28, 0.48 * math.sin(a)) for a in np.linspace(0, math.tau, 41).tolist()]
    parts = [
        dome,
        tube(rim, [0.05] * 41, Skin(colour("#8a7040"), 0.4), 8),
        ball((0, 0.24, 0), (0.54, 0.10, 0.42), skin, 8, 24),
        tube([(0.50, 0.28, 0), (0.68, 0.34, 0), (0.78, 0.42, 0)], [0.12, 0.10, 0.10], skin, 12),
        ball((0.86, 0.45, 0), (0.16, 0.12, 0.12), skin, 12, 16),
        tube([(-0.56, 0.22, 0), (-0.80, 0.12, 0)], [0.05, 0.005], skin, 8),
    ]
    for side in (1.0, -1.0):
        parts += eye((0.92, 0.50, 0.09 * side), 0.028, BLACK, front=(0.6, 0.2, side))
        for x in (0.36, -0.38):
            parts.append(
                tube(
                    [(x, 0.22, 0.36 * side), (1.25 * x, 0.12, 0.52 * side), (1.3 * x, 0.03, 0.54 * side)],
                    [0.13, 0.11, 0.12],
                    skin,
                    12,
                )
            )
    return joined(parts)


def frog(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a frog that sits: a wide mouth, eyes on its brow, folded legs."""
    hide = look.coat(("#4a8a2c", "#6a7a34", "#2c6a4a"), rng)
    skin = Skin(hide, 0.9)
    trunk = with_belly(
        tube(
            [(-0.42, 0.16, 0), (-0.15, 0.30, 0), (0.18, 0.42, 0), (0.46, 0.44, 0)], [0.10, 0.27, 0.28, 0.20], skin, 22
        ),
        (220, 214, 160),
    )
    parts = [
        mottled(trunk, rng, 0.35),
        ball((0.50, 0.42, 0), (0.20, 0.14, 0.24), skin, 12, 20),
        tube(
            [(0.56, 0.37, -0.21), (0.70, 0.36, 0), (0.56, 0.37, 0.21)],
            [0.014] * 3,
            Skin(deep(hide, 0.35), 0.3, lift=0.08),
            6,
        ),
    ]
    for side in (1.0, -1.0):
        parts += [
            ball((0.46, 0.56, 0.15 * side), (0.09, 0.09, 0.09), skin, 10, 12),
            *eye((0.50, 0.58, 0.17 * side), 0.07, colour("#e8b020"), front=(0.6, 0.2, side)),
        ]
        parts += [
            tube(
                [(-0.20, 0.22, 0.24 * side), (0.16, 0.26, 0.46 * side), (-0.26, 0.08, 0.50 * side)],
                [0.13, 0.12, 0.07],
                skin,
                12,
            ),
            tube(
                [(-0.26, 0.08, 0.50 * side), (0.02, 0.03, 0.56 * side), (0.18, 0.02, 0.58 * side)],
                [0.06, 0.04, 0.03],
                skin,
                10,
            ),
            tube(
                [(0.30, 0.30, 0.22 * side), (0.38, 0.14, 0.32 * side), (0.44, 0.02, 0.30 * side)],
                [0.08, 0.06, 0.045],
                skin,
                10,
            ),
        ]
        for x, z in ((0.44, 0.30), (0.18, 0.58)):
            parts += [
                tube([(x, 0.02, z * side), (x + 0.14, 0.015, (z + 0.09 * w) * side)], [0.025, 0.03], skin, 6)
                for w in (-1, 0, 1)
            ]
    return joined(parts)


def crocodile(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a crocodile: a long jaw full of teeth, ridges down its back."""
    hide = look.coat(("#4a5a34", "#565a44", "#3c4a3a"), rng)
    skin = Skin(hide, 0.4)
    body = tube(
        [(-2.1, 0.06, 0.30), (-1.5, 0.14, 0.18), (-0.9, 0.26, 0.0), (-0.3, 0.36, 0), (0.4, 0.36, 0), (0.85, 0.34, 0)],
        [0.02, 0.12, 0.23, 0.33, 0.32, 0.22],
        skin,
        26,
        1.25,
    )
    parts = [
        mottled(with_belly(body, (196, 190, 140)), rng, 0.3),
        tube(
            [(0.80, 0.42, 0), (1.15, 0.42, 0), (1.60, 0.40, 0), (1.92, 0.40, 0)],
            [0.22, 0.17, 0.11, 0.10],
            skin,
            18,
            1.3,
        ),
        tube(
            [(0.80, 0.24, 0), (1.15, 0.18, 0), (1.85, 0.12, 0)],
            [0.18, 0.12, 0.07],
            Skin(pale(hide, 0.25), 0.3),
            16,
            1.4,
        ),
        tube([(1.0, 0.29, 0), (1.8, 0.25, 0)], [0.10, 0.05], Skin(colour("#8a3a40"), 0.5), 12, 1.4),
    ]
    for side in (1.0, -1.0):
        parts += [
            ball((1.02, 0.58, 0.13 * side), (0.10, 0.08, 0.08), skin, 8, 12),
            *eye((1.08, 0.60, 0.15 * side), 0.05, colour("#e0c020"), glow=0.5, front=(0.7, 0.2, side)),
            ball((1.90, 0.50, 0.05 * side), (0.05, 0.04, 0.04), skin, 6, 8),
        ]
        parts += teeth([((1.15 + 0.11 * i, 0.34, (0.20 - 0.014 * i) * side), -0.09) for i in range(7)])
        parts += teeth([((1.20 + 0.11 * i, 0.19, (0.17 - 0.014 * i) * side), 0.08) for i in range(6)])
        for x, way in ((0.45, 0.20), (-0.65, -0.14)):
            parts.append(
                tube(
                    [(x, 0.26, 0.34 * side), (x + way, 0.22, 0.60 * side), (x + 1.6 * way, 0.03, 0.64 * side)],
                    [0.13, 0.10, 0.08],
                    skin,
                    12,
                )
            )
        for index in range(17):
            x = 0.72 - 0.155 * index
            level = float(np.interp(x, (-2.1, -0.9, -0.3, 0.4, 0.85), (0.10, 0.46, 0.66, 0.66, 0.54)))
            at = 0.09 if x > -1.2 else 0.03
            z = at * side + float(np.interp(x, (-2.1, -0.9), (0.30, 0.0)))
            parts.append(
                tube([(x, level - 0.04, z), (x - 0.05, level + 0.09, z)], [0.06, 0.008], Skin(deep(hide, 0.8), 0.4), 6)
            )
    return joined(parts)


SMALL_FRY: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "scorpion": scorpion,
    "crab": crab,
    "turtle": turtle,
    "frog": frog,
    "crocodile": crocodile,
}
