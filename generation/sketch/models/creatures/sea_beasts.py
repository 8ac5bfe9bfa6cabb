"""Beasts of the sea: krakens, whales, dolphins."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour
from generation.sketch.models.creatures.anatomy import Look, eye, mottled, pale
from generation.sketch.models.creatures.small_fry import with_belly
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, tube


def kraken(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a kraken: a great head with eyes, arms that rear and curl, with suckers."""
    hide = look.coat(("#7a2c34", "#5a3a5a", "#8a4a2c"), rng)
    skin, sucker = Skin(hide, 0.9), Skin(pale(hide, 0.55), 0.6)
    head = tube(
        [(0, 0.35, 0), (0, 0.85, 0), (-0.12, 1.45, -0.08), (-0.25, 1.95, -0.2)], [0.42, 0.55, 0.60, 0.25], skin, 28
    )
    parts = [mottled(head, rng, 0.3)]
    for side in (1, -1):
        parts += eye((0.36 * side, 0.78, 0.40), 0.15, colour("#f0c030"), glow=0.6, slit=True, front=(0.4 * side, 0, 1))
    for index in range(8):
        a = math.tau * (index + 0.5) / 8
        c, s = math.cos(a), math.sin(a)
        high = 0.9 + 0.9 * abs(math.sin(index * 2.1))
        reach = 1.0 + 0.35 * math.sin(index * 1.3)
        rows = [
            (0.3 * c, 0.3, 0.3 * s),
            (0.8 * reach * c, 0.18, 0.7 * reach * s),
            (1.25 * reach * c, 0.5 * high, 0.95 * reach * s),
            (1.15 * reach * c, high, 0.9 * reach * s),
            (0.85 * reach * c, 1.15 * high, 0.7 * reach * s),
            (0.75 * reach * c, 0.95 * high, 0.62 * reach * s),
        ]
        parts.append(mottled(tube(rows, [0.24, 0.20, 0.15, 0.105, 0.065, 0.02], skin, 14), rng, 0.2))
        for t in np.linspace(0.15, 0.95, 13).tolist():
            x, y, z = (float(np.interp(t * 5, range(6), [row[axis] for row in rows])) for axis in range(3))
            size = 0.06 * (1 - 0.75 * t)
            thick = float(np.interp(t * 5, range(6), (0.24, 0.20, 0.15, 0.105, 0.065, 0.02)))
            parts.append(ball((x - 0.75 * thick * c, y, z - 0.75 * thick * s + 0.4 * thick), (size,) * 3, sucker, 6, 8))
    return joined(parts)


def _whale(look: Look, rng: np.random.Generator, codes: tuple[str, ...], slim: float, beak: float) -> Mesh:
    hide = look.coat(codes, rng)
    skin = Skin(hide, 0.9)
    body = tube(
        [(-1.5, 0.0, 0), (-1.0, 0.02, 0), (-0.3, 0.05, 0), (0.5, 0.06, 0), (1.05, 0.03, 0), (1.35, 0.0, 0)],
        [0.05, 0.14 * slim, 0.36 * slim, 0.42 * slim, 0.32 * slim, 0.13],
        skin,
        28,
    )
    parts = [with_belly(body, (226, 228, 230))]
    if beak:
        parts.append(tube([(1.22, -0.04, 0), (1.36 + beak, -0.06, 0)], [0.11, 0.05], skin, 12))
    parts.append(
        tube(
            [(0.10, 0.38 * slim, 0), (-0.10, 0.62 * slim + 0.1, 0), (-0.30, 0.70 * slim + 0.1, 0)],
            [0.14, 0.08, 0.01],
            skin,
            10,
            0.3,
        )
    )
    for side in (1.0, -1.0):
        parts += [
            tube(
                [(0.62, -0.14, 0.30 * slim * side), (0.40, -0.40, 0.62 * side), (0.20, -0.52, 0.78 * side)],
                [0.16, 0.12, 0.01],
                skin,
                10,
                0.35,
            ),
            tube(
                [(-1.42, 0.02, 0), (-1.66, 0.06, 0.30 * side), (-1.88, 0.05, 0.62 * side)],
                [0.10, 0.13, 0.01],
                skin,
                10,
                0.6,
            ),
            *eye((1.02, 0.02, 0.30 * slim * side), 0.035, BLACK, front=(0.3, 0.0, side)),
        ]
    return joined(parts)


def orca(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a killer whale about its middle: black above, white below, a white patch behind its eye."""
    body = _whale(look, rng, ("#16181c",), 1.0, 0.0)
    patches = [
        ball((0.88, 0.16, 0.31 * side), (0.14, 0.06, 0.05), Skin(WHITE, 0.8, lift=0.05), 8, 12) for side in (1, -1)
    ]
    return joined([body, *patches]).moved((0.0, 0.0, 0.0), 2.2)


def whale(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a great whale about its middle."""
    return _whale(look, rng, ("#3c4c5c", "#4a5460"), 1.15, 0.0).moved((0.0, 0.0, 0.0), 4.2)


def dolphin(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a dolphin about its middle."""
    return _whale(look, rng, ("#6a7c8c", "#7a8894"), 0.72, 0.22).moved((0.0, 0.0, 0.0), 0.85)


SEA_BEASTS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "kraken": kraken,
    "orca": orca,
    "whale": whale,
    "dolphin": dolphin,
}
