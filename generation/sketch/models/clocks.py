"""Clocks on walls and beside beds."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import OLD_BRASS, STEEL
from generation.sketch.models.mesh import Skin, ball
from generation.sketch.models.parts import (
    Paint,
    Thing,
    circle,
    inlay,
    plate,
    ring,
    rod,
    thing,
    turned_body,
    upright,
)


def clock(paint: Paint) -> Thing:
    """Make a round wall clock."""
    rim, ink = paint.body("#5a3a22", 0.6), Skin(colour("#16181c"), 0.2)
    parts = [
        plate(circle(0.47), 0.05, rim),
        ring((0, 0, 0.05), 0.45, 0.045, rim, "z", 44, 12),
        inlay(circle(0.41), 0.052, Skin(colour("#e8e2d0"), 0.4), 0.006),
        *[inlay(_tick(step), 0.06, ink, 0.003, 2) for step in range(12)],
        inlay([(-0.022, -0.05), (0.022, -0.05), (0.008, 0.33), (-0.008, 0.33)], 0.066, ink, 0.004, 3),
        inlay([(-0.03, -0.04), (-0.04, 0.01), (-0.22, 0.14), (-0.24, 0.12)], 0.07, ink, 0.004, 3),
        ball((0, 0, 0.075), (0.03, 0.03, 0.02), replace(OLD_BRASS, lift=0.2), 6, 12),
    ]
    labels = (
        ("XII", (0, 0.36, 0.06)),
        ("HOUR HAND", (-0.2, 0.12, 0.07)),
        ("RIM", (0.45, 0.0, 0.06)),
        ("MOVEMENT", (0, 0, 0.08)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


def _tick(step: int) -> list[tuple[float, float]]:
    turn, half = math.tau * step / 12, 0.014 if step % 3 else 0.026
    c, s = math.cos(turn), math.sin(turn)
    return [(r * c - w * half * s, r * s + w * half * c) for r, w in ((0.32, -1), (0.39, -1), (0.39, 1), (0.32, 1))]


def alarm_clock(paint: Paint) -> Thing:
    """Make an alarm clock with two bells."""
    body = paint.body("#b02830", 0.8)
    face = clock(Paint(paint.accent, paint.second, body.colour)).mesh.moved((0, -0.06, 0.10), 0.78)
    parts = [upright(turned_body([(0.36, -0.12), (0.38, -0.08), (0.38, 0.10)], body, 36)).moved((0, -0.06, 0)), face]
    for side in (-1, 1):
        bell = turned_body([(0.15, 0.0), (0.14, 0.05), (0.09, 0.10), (0.02, 0.115)], OLD_BRASS, 24)
        parts += [
            bell.turned(0.0, 0.0, -0.55 * side).moved((0.20 * side, 0.31, 0.0)),
            rod((0.24 * side, -0.38, 0.02), (0.30 * side, -0.48, 0.04), 0.03, OLD_BRASS, 10),
        ]
    parts += [rod((0, 0.28, 0), (0, 0.42, 0), 0.014, STEEL, 8), ball((0, 0.43, 0), (0.04, 0.03, 0.03), STEEL, 8, 10)]
    labels = (
        ("BELL", (0.2, 0.38, 0.05)),
        ("HAMMER", (0, 0.43, 0)),
        ("FACE", (0, -0.1, 0.16)),
        ("FOOT", (0.28, -0.45, 0.05)),
    )
    return thing(parts, labels, (-0.3, 0.15, 0.0))


MAKERS = {
    "clock": clock,
    "alarm_clock": alarm_clock,
}
