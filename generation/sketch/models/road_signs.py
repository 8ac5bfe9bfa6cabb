"""What tells the traffic: stop signs, lights, cones."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    inlay,
    plate,
    rod,
    rounded,
    thing,
    turned_body,
)


def road_sign(paint: Paint) -> Thing:
    """Make a stop sign on its post, with stickers and holes."""
    red = paint.body("#b82028", 0.5)
    eight = [
        (0.26 * math.cos(a + math.pi / 8), 0.22 + 0.26 * math.sin(a + math.pi / 8))
        for a in np.linspace(0, math.tau, 9)[:-1].tolist()
    ]
    inner = [(0.93 * x, 0.22 + 0.93 * (y - 0.22)) for x, y in eight]
    small = [(0.86 * x, 0.22 + 0.86 * (y - 0.22)) for x, y in eight]
    white = Skin(WHITE, 0.4)
    parts = [
        rod((0, -0.52, -0.03), (0, 0.40, -0.03), 0.022, STEEL, 12),
        plate(eight, 0.010, red),
        inlay(inner, 0.010, white, 0.003),
        inlay(small, 0.013, red, 0.003, 2),
        *[inlay(rounded(x, y, x + w, y + h, 0.003), 0.016, white, 0.003, 3) for x, y, w, h in _STOP],
        *[
            ball((x, y, 0.02), (0.014, 0.014, 0.006), Skin(colour("#141414"), 0.2, lift=0.2), 6, 8)
            for x, y in ((-0.1, 0.36), (0.13, 0.07))
        ],
    ]
    labels = (
        ("STOP", (0, 0.22, 0.02)),
        ("BULLET HOLE", (-0.1, 0.36, 0.02)),
        ("POST", (0, -0.3, 0)),
        ("RETROREFLEX", (0.2, 0.3, 0.01)),
    )
    return thing(parts, labels, (-0.3, 0.0, 0.0))


#: The bars of the letters S, T, O and P: left, bottom, width and height.
_STOP = (
    (-0.20, 0.16, 0.075, 0.02),
    (-0.20, 0.21, 0.075, 0.02),
    (-0.20, 0.26, 0.075, 0.02),
    (-0.20, 0.21, 0.02, 0.07),
    (-0.145, 0.16, 0.02, 0.07),
    (-0.105, 0.26, 0.085, 0.02),
    (-0.072, 0.16, 0.02, 0.12),
    (0.0, 0.16, 0.02, 0.12),
    (0.06, 0.16, 0.02, 0.12),
    (0.0, 0.16, 0.08, 0.02),
    (0.0, 0.26, 0.08, 0.02),
    (0.105, 0.16, 0.02, 0.12),
    (0.105, 0.26, 0.075, 0.02),
    (0.105, 0.205, 0.075, 0.02),
    (0.16, 0.205, 0.02, 0.075),
)


def traffic_light(paint: Paint) -> Thing:
    """Make a traffic light at red."""
    box, asked = Skin(colour("#23262c"), 0.5), paint.asked
    lamps = [("#ff2a20", 0.24), ("#e8b020", 0.10), ("#30e060", -0.04)]
    on = 0
    if asked is not None:
        on = 2 if asked[1] > asked[0] + 30 else 1 if asked[0] > 150 and asked[1] > 110 else 0
    parts = [
        rod((0, -0.52, -0.02), (0, 0.0, -0.02), 0.024, STEEL, 12),
        plate(rounded(-0.10, -0.13, 0.10, 0.34, 0.03), 0.07, box),
        plate(rounded(-0.14, -0.17, 0.14, 0.38, 0.03), 0.012, Skin(colour("#141519"), 0.3), -0.06),
        turned_body([(0.09, -0.52), (0.08, -0.48), (0.03, -0.46)], DARK, 20),
    ]
    for index, (code, y) in enumerate(lamps):
        tint = colour(code)
        parts += [
            ball(
                (0, y, 0.07),
                (0.055, 0.055, 0.025),
                Skin(tint if index == on else dim(tint, 0.25), 0.8, 1.0 if index == on else 0.0, lift=0.05),
                10,
                20,
            ),
            tube(
                [(0.065 * math.cos(a), y + 0.065 * math.sin(a), 0.10) for a in np.linspace(0.3, 2.84, 9).tolist()],
                [0.012] * 9,
                box,
                8,
                3.0,
            ),
        ]
    labels = (
        ("RED", (0, 0.24, 0.1)),
        ("HOOD", (0, 0.16, 0.11)),
        ("POST", (0, -0.3, 0)),
        ("GRIDGUIDE", (0.1, 0.05, 0.07)),
    )
    return thing(parts, labels, (-0.3, 0.03, 0.0))


def traffic_cone(paint: Paint) -> Thing:
    """Make a cone with white bands."""
    body = paint.body("#e8641c", 0.5)
    white = Skin(WHITE, 0.6, lift=0.03)
    parts = [
        plate(rounded(-0.34, -0.34, 0.34, 0.34, 0.05), 0.03, body).turned(0.0, -math.pi / 2).moved((0, -0.47, 0)),
        turned_body([(0.25, -0.45), (0.05, 0.46), (0.03, 0.50)], body, 32),
        *[
            turned_body(
                [(0.25 - 0.2 * (y0 + 0.45) / 0.91 + 0.004, y0), (0.25 - 0.2 * (y1 + 0.45) / 0.91 + 0.004, y1)],
                white,
                32,
            )
            for y0, y1 in ((-0.20, -0.02), (0.14, 0.28))
        ],
    ]
    labels = (
        ("TIP", (0, 0.48, 0.03)),
        ("REFLEX", (0, -0.1, 0.18)),
        ("FOOT", (0.3, -0.45, 0.2)),
        ("PVC", (0, 0.08, 0.12)),
    )
    return thing(parts, labels, (-0.5, 0.15, 0.0))


MAKERS = {
    "road_sign": road_sign,
    "traffic_light": traffic_light,
    "traffic_cone": traffic_cone,
}
