"""What stands and hangs in bathrooms: tubs, mirrors."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import OLD_BRASS, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, loft, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    inlay,
    inward,
    plate,
    strip,
    thing,
)


def bathtub(paint: Paint) -> Thing:
    """Make a tub on claw feet with water in it and a tap."""
    white = paint.body("#e4e6e8", 0.9)
    outer = [(0, -0.22, 0, 0.34, 0.17), (0, -0.17, 0, 0.40, 0.20), (0, 0.0, 0, 0.46, 0.235), (0, 0.10, 0, 0.485, 0.25)]
    inner = [(0, -0.12, 0, 0.38, 0.18), (0, 0.0, 0, 0.43, 0.21), (0, 0.112, 0, 0.46, 0.228)]
    parts = [
        loft(outer, white, 36, gap=[1e-6] * 4),
        inward(loft(inner, Skin(dim(white.colour, 0.9), 0.7), 36, gap=[1e-6] * 3)),
        tube(
            [(0.472 * math.cos(a), 0.108, 0.24 * math.sin(a)) for a in np.linspace(0, math.tau, 41).tolist()],
            [0.022] * 41,
            white,
            10,
        ),
        loft(
            [(0, 0.02, 0, 0.435, 0.212), (0, 0.03, 0, 0.437, 0.214)], Skin(colour("#5a9ab8"), 1.0, 0.06, lift=0.03), 36
        ),
        tube([(-0.50, 0.06, 0), (-0.50, 0.24, 0), (-0.44, 0.27, 0), (-0.40, 0.22, 0)], [0.018] * 4, STEEL, 10),
    ]
    for side in (-1, 1):
        parts.append(ball((-0.50, 0.20, 0.05 * side), (0.02, 0.03, 0.03), STEEL, 6, 10))
        for x in (-0.30, 0.30):
            rows = [(x, -0.18, 0.15 * side), (1.12 * x, -0.25, 0.19 * side), (1.08 * x, -0.30, 0.19 * side)]
            parts.append(tube(rows, [0.04, 0.03, 0.035], OLD_BRASS, 10))
    labels = (
        ("TAP", (-0.44, 0.26, 0)),
        ("ENAMEL", (0.2, -0.1, 0.2)),
        ("CLAW FOOT", (0.33, -0.28, 0.18)),
        ("REAL WATER", (0, 0.01, 0)),
    )
    return thing(parts, labels, (-0.3, 0.45, 0.0), (0.0, 0.0, 0.0, 0.30))


def mirror(paint: Paint) -> Thing:
    """Make an oval mirror in a gilt frame; a broken one has cracks, and a piece is out of it."""
    oval = [(0.30 * math.cos(a), 0.44 * math.sin(a)) for a in np.linspace(0, math.tau, 41)[:-1].tolist()]
    frame = [(1.0 * x, 1.0 * y, 0.02) for x, y in (*oval, oval[0])]
    glass = Skin(colour("#7f98ac"), 1.0, 0.10)
    parts = [
        plate([(1.04 * x, 1.02 * y) for x, y in oval], 0.02, Skin(colour("#2a2018"), 0.2), -0.02),
        inlay([(0.95 * x, 0.96 * y) for x, y in oval], 0.012, glass, 0.006),
        tube(frame, [0.045] * len(frame), paint.body("#b8924a", 0.9), 12),
        *[ball((x, y, 0.05), (0.03, 0.03, 0.02), paint.body("#d8b468", 0.9), 6, 10) for x, y in frame_knobs()],
        inlay([(-0.20, 0.10), (-0.02, 0.33), (0.06, 0.33), (-0.20, 0.0)], 0.02, replace(glass, glow=0.28), 0.003, 2),
        inlay([(0.02, -0.34), (0.24, 0.02), (0.24, -0.06), (0.08, -0.34)], 0.02, replace(glass, glow=0.22), 0.003, 2),
    ]
    if "broken" in paint.states:
        parts += _cracks()
    labels = (
        ("GLASS", (0.0, 0.1, 0.02)),
        ("GILT FRAME", (0.29, 0.1, 0.05)),
        ("KNOB", (0, 0.44, 0.05)),
        ("REFLECTION", (-0.1, 0.2, 0.02)),
    )
    return thing(parts, labels, (-0.3, 0.1, 0.0))


def frame_knobs() -> list[tuple[float, float]]:
    """Return where the knobs of a mirror's frame are."""
    return [(0.30 * math.cos(a), 0.44 * math.sin(a)) for a in np.linspace(0, math.tau, 13)[:-1].tolist()]


def _cracks() -> list[Mesh]:
    """Make the star of cracks in a broken mirror, with a hole where it was struck."""
    out, middle = list[Mesh](), (0.05, 0.06)
    black = Skin(colour("#08090c"), 0.1, lift=0.12)
    for index in range(9):
        turn, long = index * 0.70 + 0.2 * math.sin(index * 5), 0.24 + 0.07 * math.sin(index * 3.1)
        way = (math.cos(turn), 1.35 * math.sin(turn))
        aside = (-0.03 * way[1], 0.03 * way[0])
        ends = [
            (middle[0] + long * t * way[0] + s * aside[0], middle[1] + long * t * way[1] + s * aside[1], 0.03)
            for t, s in ((0.0, 0), (0.4, 1), (0.7, -1), (1.0, 0.5))
        ]
        out.append(strip(ends, 0.006, black, 5))
        side = 0.5 * long
        turn2 = turn + 0.70
        other = (middle[0] + side * math.cos(turn2), middle[1] + 1.35 * side * math.sin(turn2), 0.03)
        out.append(strip([(middle[0] + side * way[0], middle[1] + side * way[1], 0.03), other], 0.005, black, 5))
    reach = [0.07 + 0.06 * ((step * 5) % 7) / 6 for step in range(13)]
    hole = [
        (0.05 + far * math.cos(step * 0.483), 0.06 + 1.2 * far * math.sin(step * 0.483))
        for step, far in enumerate(reach)
    ]
    out.append(plate(hole, 0.002, black, 0.03))
    return out


MAKERS = {
    "bathtub": bathtub,
    "mirror": mirror,
}
