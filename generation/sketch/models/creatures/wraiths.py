"""Spirits of slime, of plants and of the dead."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.creatures.anatomy import Look, deep, pale
from generation.sketch.models.mesh import Mesh, Skin, Vector, ball, joined, loft, sheet, tube
from generation.sketch.models.parts import rod


def toxic_spirit(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a toxic spirit: a giant of dripping slime in a puddle, bones and tins in it, its eyes aglow."""
    tint = look.asked or colour("#5fae1c")
    slime, dark = Skin(tint, 1.0, 0.16), Skin(deep(tint, 0.55), 0.9, 0.05)
    parts = [
        loft(
            [
                (0, 0.01, 0, 1.05, 0.7),
                (0, 0.06, 0, 0.85, 0.58),
                (0.03, 0.25, 0, 0.55, 0.45),
                (0, 0.8, 0, 0.42, 0.36),
                (0, 1.4, 0.03, 0.52, 0.40),
                (0, 1.75, 0.05, 0.34, 0.30),
            ],
            slime,
            30,
        ),
        ball((0, 1.98, 0.10), (0.27, 0.30, 0.27), slime, 14, 20),
        tube(
            [(-0.12, 1.86, 0.34), (0, 1.80, 0.38), (0.12, 1.86, 0.34)],
            [0.05, 0.075, 0.05],
            Skin(colour("#122204"), 0.3, lift=0.1),
            8,
        ),
        *[
            tube(
                [(0.42 * s, 1.55, 0), (0.80 * s, 1.25, 0.15), (0.92 * s, 0.75 if s > 0 else 1.75, 0.36)],
                [0.20, 0.15, 0.17],
                slime,
                16,
            )
            for s in (-1, 1)
        ],
        *[
            ball((0.10 * s, 2.02, 0.34), (0.06, 0.045, 0.04), Skin(colour("#ffe860"), 0.4, 1.0, lift=0.2), 8, 10)
            for s in (-1, 1)
        ],
    ]
    for _ in range(34):
        a, y = float(rng.random()) * math.tau, 0.5 + 1.35 * float(rng.random())
        wide = float(np.interp(y, (0.25, 0.8, 1.4, 1.75), (0.55, 0.42, 0.52, 0.34)))
        x, z, long = wide * math.cos(a), 0.82 * wide * math.sin(a), 0.15 + 0.35 * float(rng.random())
        parts.append(
            tube(
                [(0.95 * x, y, 0.95 * z), (1.05 * x, y - 0.5 * long, 1.05 * z), (1.06 * x, y - long, 1.06 * z)],
                [0.05, 0.035, 0.05],
                slime if rng.random() < 0.6 else dark,
                8,
            )
        )
    for _ in range(24):
        a, far = float(rng.random()) * math.tau, 0.4 + 0.7 * float(rng.random())
        size = 0.03 + 0.07 * float(rng.random())
        parts.append(
            ball(
                (far * math.cos(a), 0.05, 0.66 * far * math.sin(a)),
                (size,) * 3,
                Skin(pale(tint, 0.35), 1.0, 0.25),
                8,
                10,
            )
        )
    for x, y, code in (
        (0.30, 0.9, "#b83028"),
        (-0.26, 1.25, "#8a9098"),
        (0.05, 0.55, "#d8ccac"),
        (-0.36, 0.5, "#d8a030"),
    ):
        parts.append(rod((x, y, 0.38), (x + 0.12, y + 0.10, 0.44), 0.05, Skin(colour(code), 0.7, lift=0.06), 10))
    return joined(parts)


def plant_spirit(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a spirit of plants: a giant of twisted roots and leaves, with blossoms and glowing eyes."""
    bark, leaf = Skin(colour("#5a4228"), 0.1), look.asked or colour("#3e8a34")
    limbs: list[list[Vector]] = [
        [(0, 0.9, 0), (0, 1.35, 0.02), (0, 1.75, 0.05)],
        *[[(0.34 * s, 1.62, 0), (0.70 * s, 1.30, 0.1), (0.86 * s, 0.8, 0.3)] for s in (-1, 1)],
        *[[(0.15 * s, 0.95, 0), (0.30 * s, 0.5, 0.08), (0.34 * s, 0.04, 0.0)] for s in (-1, 1)],
    ]
    parts: list[Mesh] = [ball((0, 2.02, 0.06), (0.20, 0.25, 0.20), bark, 12, 16)]
    spots = list[list[float]]()
    for limb in limbs:
        path = np.array(
            [
                [np.interp(t, (0, 1, 2), [spot[axis] for spot in limb]) for axis in range(3)]
                for t in np.linspace(0, 2, 10)
            ]
        )
        spots += path.tolist()
        for strand in range(5):
            a = strand * 1.26
            turn = a + np.linspace(0, 5, 10)
            wide = 0.17 if limb is limbs[0] else 0.085
            rows = path + wide * np.stack([np.cos(turn), 0 * turn, np.sin(turn)], axis=-1)
            parts.append(
                tube([tuple(row) for row in rows.tolist()], [0.075 if limb is limbs[0] else 0.05] * 10, bark, 8)
            )
    for _ in range(260):
        x, y, z = spots[int(rng.integers(len(spots)))]
        way = rng.standard_normal(3)
        way /= np.linalg.norm(way)
        at = np.array([x, y, z]) + 0.16 * way
        tip = at + 0.17 * way + np.array([0.0, -0.04, 0.0])
        tone = Skin(deep(leaf, 0.65 + 0.6 * float(rng.random())), 0.3)
        parts.append(
            tube(
                [tuple(at.tolist()), tuple(((at + tip) / 2 + np.array([0, 0.03, 0])).tolist()), tuple(tip.tolist())],
                [0.015, 0.055, 0.004],
                tone,
                6,
                0.3,
            )
        )
    for s in (-1, 1):
        parts.append(
            ball((0.08 * s, 2.04, 0.24), (0.05, 0.035, 0.03), Skin(colour("#e8ff80"), 0.4, 1.0, lift=0.2), 8, 10)
        )
        parts += [
            tube(
                [
                    (0.10 * s, 2.2, 0),
                    (0.25 * s * (k + 1) / 2, 2.4 + 0.06 * k, 0),
                    (0.36 * s * (k + 1) / 2, 2.55 - 0.1 * k, 0.05),
                ],
                [0.05, 0.035, 0.006],
                bark,
                8,
            )
            for k in range(3)
        ]
    for _ in range(14):
        x, y, z = spots[int(rng.integers(len(spots)))]
        parts.append(
            ball((x + 0.1, y + 0.1, z + 0.22), (0.05, 0.05, 0.03), Skin(colour("#e070b0"), 0.4, 0.12, lift=0.05), 6, 8)
        )
    return joined(parts)


def ghost(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a ghost: a pale shape of veils that ends in wisps, hollow eyes and mouth, a cold glow."""
    tint = look.asked or colour("#a8d0e0")
    angle = np.linspace(0, math.tau, 49)[None]
    level = np.linspace(0, 1, 22)[:, None]
    wide = np.interp(level, (0, 0.12, 0.25, 0.5, 0.8, 1.0), (0.02, 0.20, 0.24, 0.40, 0.46, 0.52))
    fold = 1 + 0.16 * level * np.sin(angle * 7 + 2 * level) + 0.05 * level * np.sin(angle * 13)
    high = 2.05 - 1.75 * level + 0.28 * level**4 * np.sin(angle * 5)
    grid = np.stack(
        [wide * fold * np.sin(angle), high + 0 * angle, 0.75 * wide * fold * np.cos(angle) + 0 * level], axis=-1
    )
    veil = sheet(grid, np.array([0.0, 1.0, 0.0]), Skin(tint, 0.3, 0.30, thin=True))
    fade = np.clip((veil.centres()[:, 1:2] - 0.2) / 1.5, 0.25, 1.0)
    parts = [veil.tinted(veil.colours * fade)]
    hollow = Skin(colour("#0a1820"), 0.1, lift=0.2)
    parts += [ball((0.085 * s, 1.80, 0.19), (0.05, 0.075, 0.03), hollow, 8, 12) for s in (-1, 1)]
    parts.append(ball((0, 1.62, 0.20), (0.05, 0.10, 0.03), hollow, 8, 12))
    for s in (-1, 1):
        rows = [(0.24 * s, 1.45, 0.08), (0.50 * s, 1.34, 0.30), (0.62 * s, 1.44, 0.56)]
        parts.append(tube(rows, [0.11, 0.085, 0.05], Skin(tint, 0.3, 0.30), 12))
        parts += [
            tube(
                [(0.62 * s, 1.44, 0.56), ((0.62 + 0.05 * k) * s, 1.40 - 0.02 * k, 0.72)],
                [0.02, 0.006],
                Skin(tint, 0.3, 0.3),
                6,
            )
            for k in (-1, 0, 1)
        ]
    for _ in range(16):
        a, far = float(rng.random()) * math.tau, 0.30 + 0.2 * float(rng.random())
        x, z = far * math.sin(a), 0.7 * far * math.cos(a)
        parts.append(
            tube(
                [(x, 0.40, z), (1.15 * x, 0.18, z), (0.9 * x + 0.1, 0.02, z)],
                [0.06, 0.035, 0.004],
                Skin(tint, 0.2, 0.16),
                7,
            )
        )
    return joined(parts)


WRAITHS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "toxic_spirit": toxic_spirit,
    "plant_spirit": plant_spirit,
    "ghost": ghost,
}
