"""Scooters and hover bikes in metres, their front towards x."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.bodywork import DARK, GLASS, HEADLIGHT, STEEL, TAIL, TYRE
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import plate, ring, rod


def scooter(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a motor scooter."""
    paint = Skin(look.coat(("#3a9a8a", "#c83a3a", "#d8d0b8"), rng), 0.8)
    parts = [
        *[
            part
            for x in (-0.58, 0.58)
            for part in (
                ring((x, 0.22, 0), 0.16, 0.06, TYRE, steps=30, sides=12),
                rod((x, 0.22, -0.06), (x, 0.22, 0.06), 0.10, STEEL, 16),
            )
        ],
        tube(
            [(-0.82, 0.55, 0), (-0.55, 0.60, 0), (-0.25, 0.52, 0), (-0.15, 0.35, 0)],
            [0.08, 0.21, 0.17, 0.10],
            paint,
            18,
        ),
        beam((-0.2, 0.28, 0), (0.32, 0.28, 0), 0.34, 0.06, paint),
        tube([(0.30, 0.30, 0), (0.44, 0.62, 0), (0.40, 0.92, 0)], [0.16, 0.20, 0.10], paint, 16, 1.1),
        tube([(0.70, 0.36, 0), (0.58, 0.42, 0), (0.44, 0.36, 0)], [0.09, 0.11, 0.08], paint, 12),
        tube(
            [(-0.68, 0.80, 0), (-0.40, 0.80, 0), (-0.15, 0.76, 0)],
            [0.08, 0.12, 0.07],
            Skin(colour("#3a2418"), 0.4),
            14,
            1.3,
        ),
        rod((0.40, 0.92, 0), (0.36, 1.02, 0), 0.04, STEEL, 10),
        tube([(0.26, 1.06, 0.34), (0.36, 1.04, 0), (0.26, 1.06, -0.34)], [0.022] * 3, DARK, 8),
        ball((0.48, 1.0, 0), (0.08, 0.09, 0.09), HEADLIGHT, 10, 14),
        ball((-0.83, 0.58, 0), (0.03, 0.06, 0.08), TAIL, 8, 10),
        *[rod((0.30, 1.05, 0.26 * s), (0.32, 1.22, 0.36 * s), 0.010, STEEL, 6) for s in (-1, 1)],
        *[ball((0.32, 1.25, 0.38 * s), (0.02, 0.06, 0.06), STEEL, 6, 10) for s in (-1, 1)],
    ]
    return joined(parts)


def hover_bike(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a hover bike: a lean body between two fans, afloat, light beneath it."""
    paint = Skin(look.coat(("#8a2030", "#2a4a7a", "#5a5e66"), rng), 0.8)
    glow = Skin(look.accent, 0.4, 1.0)
    parts = [
        tube(
            [(-0.7, 0.75, 0), (-0.3, 0.82, 0), (0.2, 0.80, 0), (0.7, 0.66, 0), (0.95, 0.58, 0)],
            [0.10, 0.20, 0.22, 0.16, 0.04],
            paint,
            18,
        ),
        tube([(-0.6, 0.95, 0), (-0.3, 0.97, 0), (0.0, 0.95, 0)], [0.08, 0.13, 0.08], DARK, 12, 1.2),
        tube([(0.28, 1.16, 0.30), (0.38, 1.04, 0), (0.28, 1.16, -0.30)], [0.022] * 3, STEEL, 8),
        ball((0.92, 0.62, 0), (0.05, 0.05, 0.08), HEADLIGHT, 8, 12),
        ball((-0.78, 0.75, 0), (0.05, 0.07, 0.10), TAIL, 8, 12),
        plate([(0.40, 0.95), (0.62, 0.85), (0.50, 1.18)], 0.10, GLASS),
    ]
    for x in (-0.95, 1.15):
        hub = (x, 0.55, 0.0)
        parts += [
            ring(hub, 0.42, 0.055, paint, "y", 36, 8),
            ring((x, 0.49, 0), 0.38, 0.020, glow, "y", 36, 6),
            rod((x, 0.50, 0), (x, 0.62, 0), 0.08, DARK, 14),
            *[
                beam(
                    (x - 0.38 * math.cos(a), 0.57, -0.38 * math.sin(a)),
                    (x + 0.38 * math.cos(a), 0.57, 0.38 * math.sin(a)),
                    0.07,
                    0.012,
                    STEEL,
                )
                for a in (0.3, 1.35, 2.4)
            ],
            beam((0.0 if x > 0 else -0.3, 0.72, 0), (x, 0.58, 0), 0.10, 0.08, DARK),
        ]
    parts += [ball((x, 0.05, 0), (0.42, 0.015, 0.40), Skin(look.accent, 0.2, 0.45), 6, 24) for x in (-0.95, 1.15)]
    return joined(parts)


SMALL_BIKES: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {"scooter": scooter, "hover_bike": hover_bike}
