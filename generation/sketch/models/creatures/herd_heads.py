"""Heads of lions, deer, cattle, pigs, sheep, goats and rabbits, made like those of `heads`."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, mix
from generation.sketch.models.creatures.anatomy import coat_of_hair, deep, ear, eye, pale
from generation.sketch.models.creatures.heads import NOSE, PINK, Face, canine_head, cat_head, horse_head
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, tube

HORN = Skin(colour("#c8bca0"), 0.5)


def stretched(mesh: Mesh, wide: float, high: float, deep_: float) -> Mesh:
    """Stretch a head about its middle."""
    return replace(mesh, corners=mesh.corners * np.array([wide, high, deep_]))


def _behind(at: Array) -> Array:
    """Return where a mane grows: not over the face."""
    return np.where(at[:, 2] < 0.15, 1.0, 0.0)


def lion_head(face: Face) -> Mesh:
    """Make a lion's head: a cat's with small ears in a great dark mane."""
    head = stretched(cat_head(replace(face, muzzle=pale(face.coat, 0.4))), 1.0, 0.86, 1.12)
    ruff = ball((0, -0.10, -0.42), (1.35, 1.40, 0.75), Skin(deep(face.coat, 0.55), 0.1), 14, 22)
    rng = np.random.default_rng(7)
    mane = coat_of_hair(ruff, rng, 620, 0.75, (0.0, -0.25, -0.5), _behind, thick=0.16)
    outward = coat_of_hair(ruff, rng, 420, 0.55, (0.0, 0.15, -0.1), thick=0.18)
    return joined([head, ruff, mane, outward])


def fox_head(face: Face) -> Mesh:
    """Make a fox's head: a slim muzzle, tall ears, white cheeks."""
    return stretched(canine_head(replace(face, muzzle=pale(face.coat, 0.75)), 0.8, 0.85, "up", 0.55), 0.9, 0.92, 1.0)


def deer_head(face: Face) -> Mesh:
    """Make a stag's head with its antlers."""
    parts = [stretched(horse_head(face), 0.95, 0.85, 0.80)]
    for side in (-1, 1):
        base = (0.30 * side, 0.65, 0.05)
        main = [base, (0.75 * side, 1.7, -0.5), (1.35 * side, 2.7, -0.5), (1.25 * side, 3.7, 0.1)]
        parts.append(tube(main, [0.16, 0.13, 0.10, 0.03], HORN, 10))
        for t, way in ((0.25, (0.10, 0.8, 0.9)), (0.55, (0.75, 0.7, 0.45)), (0.8, (0.7, 0.8, -0.2))):
            at = [float(np.interp(t, (0, 0.33, 0.67, 1), [spot[axis] for spot in main])) for axis in range(3)]
            tip = (at[0] + way[0] * side, at[1] + way[1], at[2] + way[2])
            parts.append(tube([(at[0], at[1], at[2]), tip], [0.10, 0.02], HORN, 8))
        parts += ear(
            (0.55 * side, 0.55, -0.2), (1.35 * side, 0.75, -0.3), 0.30, Skin(face.coat, 0.1), pale(face.coat, 0.4)
        )
    return joined(parts)


def cow_head(face: Face) -> Mesh:
    """Make a cow's head: broad, with horns to the sides and a pink muzzle."""
    parts = [stretched(horse_head(replace(face, muzzle=mix(PINK, face.coat, 0.3))), 1.2, 0.95, 0.78)]
    for side in (-1, 1):
        parts += [
            tube(
                [(0.42 * side, 0.66, -0.1), (1.05 * side, 0.85, 0.0), (1.35 * side, 1.35, 0.15)],
                [0.16, 0.12, 0.02],
                HORN,
                10,
            ),
            *ear((0.65 * side, 0.45, -0.2), (1.5 * side, 0.25, -0.2), 0.30, Skin(face.coat, 0.1), PINK),
        ]
    return joined(parts)


def pig_head(face: Face) -> Mesh:
    """Make a pig's head: a round skull, a snout with two holes, ears that hang."""
    coat = Skin(face.coat, 0.25)
    snout = Skin(mix(face.coat, PINK, 0.5), 0.4)
    parts = [
        ball((0, 0, 0), (1.0, 0.92, 0.95), coat, 16, 22),
        tube([(0, -0.25, 0.5), (0, -0.32, 1.05), (0, -0.34, 1.45)], [0.62, 0.46, 0.42], coat, 18),
        tube([(0, -0.34, 1.44), (0, -0.34, 1.52)], [0.44, 0.42], snout, 20),
        ball((0, -0.72, 0.75), (0.42, 0.24, 0.5), coat, 8, 14),
    ]
    for side in (-1, 1):
        parts += [
            ball((0.16 * side, -0.34, 1.66), (0.08, 0.12, 0.05), Skin(deep(face.coat, 0.35), 0.2, lift=0.2), 6, 8),
            *eye((0.46 * side, 0.22, 0.72), 0.13, face.iris, glow=face.glow, front=(0.4 * side, 0, 1)),
            tube(
                [(0.55 * side, 0.72, 0.0), (0.80 * side, 0.95, 0.35), (0.78 * side, 0.55, 0.75)],
                [0.30, 0.34, 0.06],
                Skin(deep(face.coat, 0.9), 0.2),
                10,
                0.4,
            ),
        ]
    return joined(parts)


def sheep_head(face: Face) -> Mesh:
    """Make a sheep's head: a dark narrow face under a cap of wool."""
    dark = replace(face, coat=colour("#38302c"), muzzle=colour("#4a403a"))
    wool = Skin(face.coat, 0.05)
    parts = [stretched(horse_head(dark), 0.9, 0.9, 0.62)]
    parts += [
        ball((0.32 * math.cos(a), 0.62 + 0.12 * math.sin(3 * a), -0.1 + 0.32 * math.sin(a)), (0.34,) * 3, wool, 8, 12)
        for a in np.linspace(0, math.tau, 8)[:-1].tolist()
    ]
    for side in (-1, 1):
        parts += ear(
            (0.5 * side, 0.3, -0.1), (1.3 * side, 0.05, -0.1), 0.26, Skin(dark.coat, 0.1), deep(dark.coat, 0.7)
        )
    return joined(parts)


def goat_head(face: Face) -> Mesh:
    """Make a goat's head: horns that bend back, a beard."""
    parts = [stretched(horse_head(face), 0.92, 0.9, 0.68)]
    beard = [(0, -0.85, 1.05), (0, -1.35, 1.0), (0, -1.75, 0.85)]
    parts.append(tube(beard, [0.24, 0.16, 0.02], Skin(pale(face.coat, 0.3), 0.05), 8))
    for side in (-1, 1):
        horn = [
            (0.26 * side, 0.62, 0.1),
            (0.40 * side, 1.45, -0.25),
            (0.62 * side, 1.6, -1.0),
            (0.75 * side, 1.1, -1.5),
        ]
        parts.append(tube(horn, [0.20, 0.17, 0.12, 0.03], Skin(colour("#6a5c48"), 0.4), 10))
        parts += ear((0.5 * side, 0.4, -0.15), (1.35 * side, 0.15, -0.1), 0.24, Skin(face.coat, 0.1), PINK)
    return joined(parts)


def rabbit_head(face: Face) -> Mesh:
    """Make a rabbit's head with its long ears."""
    coat = Skin(face.coat, 0.1)
    parts = [
        ball((0, 0, 0), (0.92, 0.85, 1.0), coat, 16, 22),
        ball((0, -0.25, 0.78), (0.48, 0.42, 0.42), Skin(face.muzzle, 0.1), 10, 16),
        ball((0, -0.10, 1.17), (0.12, 0.08, 0.07), Skin(PINK, 0.5, lift=0.2), 6, 8),
    ]
    for side in (-1, 1):
        parts += [
            *eye((0.56 * side, 0.16, 0.60), 0.18, face.iris, glow=face.glow, front=(side, 0.1, 0.7)),
            ball((0.30 * side, -0.36, 0.72), (0.32, 0.30, 0.30), Skin(face.muzzle, 0.1), 8, 12),
            *ear(
                (0.30 * side, 0.60, -0.1), (0.48 * side, 2.5, -0.35), 0.34, coat, mix(PINK, face.coat, 0.4), blunt=0.4
            ),
        ]
    parts.append(ball((0, -0.28, 1.10), (0.05, 0.12, 0.04), replace(NOSE, lift=0.2), 5, 6))
    return joined(parts)


HERD_HEADS: dict[str, Callable[[Face], Mesh]] = {
    "lion": lion_head,
    "fox": fox_head,
    "deer": deer_head,
    "cow": cow_head,
    "pig": pig_head,
    "sheep": sheep_head,
    "goat": goat_head,
    "rabbit": rabbit_head,
}
