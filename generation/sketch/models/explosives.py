"""What blows up: grenades and bombs."""

import math

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import BLACKENED, CASING, GLASS, GUN, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, tube
from generation.sketch.models.parts import Paint, Thing, ring, rod, strip, thing


def grenade(paint: Paint) -> Thing:
    """Make a grenade, standing."""
    body = paint.body("#4a5638", 0.4)
    parts = [ball((0, -0.06, 0), (0.24, 0.31, 0.24), body, 26, 40)]
    for level in (-0.22, -0.06, 0.10):
        wide = 0.245 * math.sqrt(max(0.0, 1 - ((level + 0.06) / 0.31) ** 2))
        parts.append(ring((0, level, 0), wide, 0.010, Skin(dim(body.colour, 0.4)), "y"))
    for step in range(10):
        angle = step * math.tau / 10
        spots = [
            (0.246 * math.cos(t) * math.cos(angle), -0.06 + 0.316 * math.sin(t), 0.246 * math.cos(t) * math.sin(angle))
            for t in (-1.1, -0.7, -0.3, 0.1, 0.5, 0.9)
        ]
        parts.append(strip(spots, 0.009, Skin(dim(body.colour, 0.4)), 6))
    parts += [
        rod((0, 0.22, 0), (0, 0.34, 0), 0.085, GUN, 24),
        rod((0, 0.34, 0), (0, 0.40, 0), 0.060, BLACKENED, 24),
        ring((0, 0.255, 0), 0.090, 0.012, paint.lit(), "y"),
        strip(
            [(0.03, 0.41, 0.0), (0.15, 0.40, 0.0), (0.25, 0.22, 0.0), (0.285, -0.02, 0.0), (0.28, -0.20, 0.0)],
            0.024,
            STEEL,
            8,
        ),
        ring((-0.155, 0.36, 0.0), 0.075, 0.010, STEEL),
        rod((-0.08, 0.36, 0), (0.06, 0.36, 0), 0.010, STEEL),
    ]
    labels = (
        ("PULL RING", (-0.22, 0.36, 0)),
        ("FUSE: 3.0 S", (0.06, 0.30, 0.06)),
        ("SAFETY LEVER", (0.28, 0.0, 0)),
        ("SEGMENTED CASE", (-0.15, -0.15, 0.15)),
    )
    return thing(parts, labels, (-0.45, 0.22, 0.0))


def bomb(paint: Paint) -> Thing:
    """Make a bomb: sticks bound together, wires, a clock that counts down."""
    stick = paint.body("#a02a24", 0.25)
    parts: list[Mesh] = []
    for row, count in ((0, 3), (1, 2)):
        for index in range(count):
            y, z = -0.24 + 0.18 * row, (index - (count - 1) / 2) * 0.20
            parts += [
                rod((-0.40, y, z), (0.40, y, z), 0.098, stick, 20),
                rod((0.39, y, z), (0.41, y, z), 0.07, Skin(colour("#d8c8a0"), 0.1), 16),
            ]
    for x in (-0.24, 0.24):
        parts.append(
            tube(
                [(x, -0.335, 0.30), (x, -0.24, 0.315), (x, -0.02, 0.20), (x, 0.055, 0.08), (x, 0.055, -0.08)],
                [0.022] * 5,
                Skin(colour("#22242a"), 0.3),
                8,
            )
        )
    parts += [
        beam((-0.16, 0.10, 0.04), (0.16, 0.10, 0.04), 0.24, 0.12, CASING),
        beam((-0.12, 0.165, 0.05), (0.12, 0.165, 0.05), 0.15, 0.012, GLASS),
    ]
    for index, x in enumerate((-0.085, -0.035, 0.035, 0.085)):
        parts += [
            beam(
                (x - 0.014, 0.177, 0.05 + dz),
                (x + 0.014, 0.177, 0.05 + dz),
                0.010,
                0.006,
                Skin(colour("#ff2418"), 0.4, 1.0),
            )
            for dz in (-0.045, 0.0, 0.045)
        ]
        parts += [
            beam(
                (x + 0.017 * side, 0.177, 0.01 + 0.04 * (index % 2)),
                (x + 0.017 * side, 0.177, 0.05 + 0.04),
                0.008,
                0.006,
                Skin(colour("#ff2418"), 0.4, 1.0),
            )
            for side in (-1, 1)
        ]
    for index, tint in enumerate(("#d82a2a", "#e0c030", "#2a60d8", "#30a848")):
        start = (0.16, 0.11, -0.03 + 0.05 * index)
        parts.append(
            strip(
                [
                    start,
                    (0.30, 0.22 - 0.03 * index, 0.02 + 0.06 * index),
                    (0.48, 0.10, 0.03 * index),
                    (0.42, -0.22 + 0.17 * (index % 2), -0.18 + 0.13 * index),
                ],
                0.012,
                Skin(colour(tint), 0.4),
                7,
            )
        )
    parts += [
        rod((-0.13, 0.16, -0.04), (-0.13, 0.42, -0.04), 0.008, STEEL, 6),
        ball((-0.13, 0.43, -0.04), (0.018,) * 3, paint.lit(), 6, 8),
    ]
    labels = (
        ("00:17", (0, 0.18, 0.05)),
        ("RED WIRE", (0.35, 0.2, 0.05)),
        ("CHARGE", (-0.3, -0.1, 0.25)),
        ("AERIAL", (-0.13, 0.42, -0.04)),
    )
    return thing(parts, labels, (-0.4, 0.35, 0.0))


MAKERS = {
    "grenade": grenade,
    "bomb": bomb,
}
