"""Candles, and the flame of a wick, for whatever else burns."""

import math

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import DARK, OLD_BRASS
from generation.sketch.models.mesh import Mesh, Skin, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    ring,
    rod,
    thing,
    turned_body,
)

FLAME, CORE = Skin(colour("#ffb040"), 0.0, 1.0), Skin(colour("#fff0c0"), 0.0, 1.0, lift=0.06)


def flame(x: float, y: float, z: float, size: float) -> list[Mesh]:
    """Make the flame of a wick."""
    rows = [(x, y, z), (x, y + 0.4 * size, z), (x + 0.05 * size, y + size, z)]
    low = [(x, y + 0.1 * size, z), (x, y + 0.3 * size, z), (x, y + 0.6 * size, z)]
    return [
        tube(rows, [0.12 * size, 0.24 * size, 0.01 * size], FLAME, 12),
        tube(low, [0.06 * size, 0.11 * size, 0.01 * size], CORE, 10),
    ]


def candle(paint: Paint) -> Thing:
    """Make a thick candle on a dish, with wax that has run down."""
    wax = paint.body("#e8dcc0", 0.5)
    parts = [
        turned_body([(0.30, -0.50), (0.34, -0.48), (0.36, -0.43), (0.33, -0.43), (0.20, -0.47)], OLD_BRASS, 36),
        ring((0.40, -0.44, 0.0), 0.08, 0.016, OLD_BRASS, "z", 20),
        turned_body([(0.17, -0.47), (0.17, 0.16), (0.165, 0.19), (0.12, 0.17), (0.03, 0.165)], wax, 32),
        rod((0, 0.16, 0), (0.005, 0.235, 0), 0.010, DARK, 8),
        *flame(0.0, 0.225, 0.0, 0.27),
    ]
    for turn, long in ((0.4, 0.24), (1.7, 0.38), (2.9, 0.16), (4.1, 0.30), (5.4, 0.20)):
        x, z = 0.165 * math.cos(turn), 0.165 * math.sin(turn)
        rows = [(x, 0.185, z), (1.08 * x, 0.19 - 0.5 * long, 1.08 * z), (1.08 * x, 0.19 - long, 1.08 * z)]
        parts.append(tube(rows, [0.030, 0.026, 0.036], wax, 10))
    labels = (
        ("WICK", (0, 0.2, 0)),
        ("WAX", (0.1, -0.1, 0.13)),
        ("DISH", (0.25, -0.45, 0.2)),
        ("FLAME", (0, 0.4, 0)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


MAKERS = {
    "candle": candle,
}
