"""What lies about in garages: tyres, wheels, engines, tool boxes."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import DARK, RUBBER, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    circle,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
    upright,
)


def tyre(paint: Paint) -> Thing:
    """Make a tyre with a deep tread, lying on its side."""
    rubber = paint.body("#1c1d21", 0.3)
    tread = [(0.30, -0.155), (0.44, -0.145), (0.49, -0.10), (0.50, 0.0), (0.49, 0.10), (0.44, 0.145), (0.30, 0.155)]
    parts = [
        turned_body(tread, rubber, 48),
        turned_body([(0.295, 0.150), (0.29, 0.156), (0.01, 0.157)], Skin(colour("#08080a"), 0.1, lift=0.03), 36),
        *[ring((0, 0.152, 0), r, 0.008, Skin(dim(rubber.colour, 1.5), 0.4), "y", 44, 6) for r in (0.33, 0.42)],
    ]
    for step in range(36):
        a = math.tau * step / 36
        parts.append(block((0.50, 0.04 * (1 if step % 2 else -1), 0), (0.016, 0.13, 0.045), rubber).turned(a))
    labels = (
        ("TREAD", (0.5, 0, 0.05)),
        ("SIDE WALL", (0.3, 0.15, 0.2)),
        ("BEAD", (0.0, 0.14, 0.3)),
        ("205/55", (-0.3, 0.15, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.6, 0.0), (0.0, 0.14, 0.0, 0.6))


def wheel(paint: Paint) -> Thing:
    """Make a car's wheel: a tyre about a rim of five spokes, standing."""
    rim = paint.body("#a8b2c0", 1.0)
    tread = [(0.34, -0.15), (0.44, -0.14), (0.49, -0.09), (0.49, 0.09), (0.44, 0.14), (0.34, 0.15)]
    parts = [
        upright(turned_body(tread, RUBBER, 44)),
        ring((0, 0, 0.10), 0.33, 0.03, rim, "z", 40, 10),
        plate(circle(0.33), 0.01, Skin(colour("#0c0d10"), 0.2), 0.05),
        *[
            tube(
                [(0.06 * math.cos(a), 0.06 * math.sin(a), 0.12), (0.32 * math.cos(a), 0.32 * math.sin(a), 0.09)],
                [0.06, 0.035],
                Skin(rim.colour, 1.0, lift=0.04),
                10,
                0.5,
            )
            for a in np.linspace(0.3, math.tau + 0.3, 6)[:-1].tolist()
        ],
        ball((0, 0, 0.13), (0.07, 0.07, 0.03), Skin(dim(rim.colour, 0.8), 1.0, lift=0.06), 8, 16),
    ]
    labels = (
        ("RIM", (0.2, 0.2, 0.1)),
        ("HUB", (0, 0, 0.15)),
        ("RUN-FLAT", (0.47, 0, 0.05)),
        ("NUT", (-0.05, -0.05, 0.14)),
    )
    return thing(parts, labels, (-0.5, 0.1, 0.0))


def engine(paint: Paint) -> Thing:
    """Make a V engine: block, heads, a fan and belts, pipes, cables."""
    block_ = paint.body("#5c626c", 0.8)
    red = Skin(colour("#a82a24"), 0.6)
    parts = [
        plate(rounded(-0.32, -0.26, 0.30, 0.10, 0.03), 0.20, block_),
        plate(rounded(-0.28, -0.40, 0.26, -0.24, 0.03), 0.14, Skin(dim(block_.colour, 0.7), 0.6)),
    ]
    for side in (-1, 1):
        head = [block((0, 0, 0), (0.56, 0.14, 0.16), block_), block((0, 0.09, 0), (0.52, 0.06, 0.12), red)]
        head += [rod((-0.20 + 0.135 * i, 0.12, 0), (-0.20 + 0.135 * i, 0.17, 0), 0.020, DARK, 8) for i in range(4)]
        parts += [part.turned(0.0, 0.55 * side).moved((0, 0.16, 0.17 * side)) for part in head]
        for i in range(4):
            x = -0.20 + 0.135 * i
            rows = [(x, 0.08, 0.25 * side), (x - 0.02, -0.02, 0.33 * side), (x - 0.06, -0.14, 0.31 * side)]
            parts.append(tube(rows, [0.030, 0.032, 0.030], Skin(colour("#8a6a50"), 0.8), 10))
        parts.append(
            rod((-0.40, -0.16, 0.31 * side), (0.20, -0.15, 0.31 * side), 0.036, Skin(colour("#8a6a50"), 0.8), 12)
        )
    parts += [
        plate(rounded(-0.20, 0.20, 0.18, 0.32, 0.03), 0.10, STEEL),
        rod((-0.02, 0.30, 0), (-0.02, 0.40, 0), 0.13, DARK, 26),
        rod((0.30, -0.02, 0), (0.38, -0.02, 0), 0.05, STEEL, 14),
        ring((0.36, -0.22, 0), 0.10, 0.03, DARK, "x", 28, 8),
        ring((0.36, 0.16, 0.12), 0.06, 0.02, DARK, "x", 24, 8),
        *[
            rod((0.39, -0.02, 0), (0.39, -0.02 + 0.19 * math.cos(a), 0.19 * math.sin(a)), 0.022, RUBBER, 6)
            for a in np.linspace(0, math.tau, 7)[:-1].tolist()
        ],
        strip(
            [(0.37, -0.32, 0.0), (0.37, -0.16, 0.11), (0.37, 0.16, 0.18), (0.37, 0.21, 0.10), (0.37, -0.2, -0.1)],
            0.014,
            RUBBER,
            6,
        ),
        *[
            strip(
                [(-0.20 + 0.135 * i, 0.30, 0.24), (-0.10 + 0.08 * i, 0.40, 0.16), (0.05, 0.34, 0.06)],
                0.010,
                replace(paint.lit(0.2), gloss=0.5),
                6,
            )
            for i in range(4)
        ],
    ]
    labels = (
        ("AIR FILTER", (-0.02, 0.4, 0.1)),
        ("FAN", (0.39, 0.1, 0.05)),
        ("HEAD", (0, 0.2, 0.22)),
        ("MANIFOLD", (-0.1, -0.1, 0.33)),
    )
    return thing(parts, labels, (-0.6, 0.25, 0.0))


def tool_box(paint: Paint) -> Thing:
    """Make an open box of tools."""
    body = paint.body("#b02a24", 0.7)
    grip = Skin(colour("#d8b030"), 0.5)
    parts = [
        plate(rounded(-0.45, -0.22, 0.45, 0.02, 0.02), 0.20, body),
        block((0, 0.022, 0), (0.84, 0.006, 0.34), DARK),
        block((0, 0.0, 0.0), (0.90, 0.025, 0.20), body).turned(0.0, -1.1).moved((0, 0.10, -0.25)),
        block((0, 0.0, 0.0), (0.90, 0.025, 0.20), body).turned(0.0, 1.1).moved((0, 0.10, 0.25)),
        *[strip([(x, -0.02, 0), (x, 0.26, 0)], 0.016, STEEL, 8) for x in (-0.36, 0.36)],
        rod((-0.36, 0.26, 0), (0.36, 0.26, 0), 0.028, DARK, 12),
        rod((-0.25, 0.03, 0.08), (0.05, 0.12, 0.02), 0.018, STEEL, 8),
        rod((0.05, 0.12, 0.02), (0.20, 0.165, -0.01), 0.034, grip, 12),
        rod((-0.10, 0.04, -0.10), (0.30, 0.10, -0.04), 0.022, Skin(colour("#8a5a30"), 0.3), 10),
        block((-0.12, 0.05, -0.10), (0.06, 0.05, 0.16), STEEL),
        *[block((x, -0.08, 0.205), (0.07, 0.08, 0.02), STEEL) for x in (-0.25, 0.25)],
    ]
    labels = (
        ("HANDLE", (0, 0.26, 0)),
        ("LATCH", (0.25, -0.08, 0.21)),
        ("HAMMER", (-0.12, 0.06, -0.1)),
        ("DRIVER", (0.15, 0.15, 0)),
    )
    return thing(parts, labels, (-0.4, 0.4, 0.0), (0.0, 0.03, 0.0, 0.5))


MAKERS = {
    "tyre": tyre,
    "wheel": wheel,
    "engine": engine,
    "tool_box": tool_box,
}
