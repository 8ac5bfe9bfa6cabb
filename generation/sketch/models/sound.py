"""What carries a voice or a record: microphones, loudspeakers, record players, headphones, radios."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import DARK, GLASS, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    circle,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
    upright,
)


def microphone(paint: Paint) -> Thing:
    """Make a microphone on its stand."""
    grey = paint.body("#8a929c", 0.9)
    head = [
        ball((0, 0.08, 0), (0.085, 0.10, 0.085), grey, 14, 22),
        ring((0, 0.02, 0), 0.08, 0.012, STEEL, "y", 24, 8),
        tube([(0, 0.0, 0), (0, -0.10, 0), (0, -0.26, 0)], [0.065, 0.048, 0.036], DARK, 18),
    ]
    lattice = [
        ring((0, 0.08 + y, 0), math.sqrt(max(0.0, 1 - (y / 0.10) ** 2)) * 0.087, 0.004, DARK, "y", 24, 4)
        for y in (-0.05, -0.02, 0.015, 0.05)
    ]
    parts = [part.turned(0.0, 0.5, 0.25).moved((0.0, 0.40, 0.06)) for part in (*head, *lattice)]
    parts += [
        rod((0, -0.46, 0), (0, 0.30, 0), 0.016, STEEL, 12),
        ball((0, 0.30, 0.0), (0.035,) * 3, DARK, 8, 12),
        turned_body([(0.20, -0.50), (0.20, -0.48), (0.05, -0.455), (0.02, -0.44)], DARK, 30),
        strip(
            [(0.05, 0.24, 0.02), (0.08, 0.0, 0.03), (0.03, -0.2, 0.03), (0.10, -0.44, 0.06), (0.3, -0.49, 0.1)],
            0.010,
            DARK,
            6,
        ),
    ]
    labels = (
        ("GRILLE", (0, 0.48, 0.1)),
        ("STAND", (0, 0, 0.02)),
        ("FOOT", (0.15, -0.47, 0.1)),
        ("CABLE", (0.07, -0.1, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.1, 0.0))


def loudspeaker(paint: Paint) -> Thing:
    """Make a loudspeaker with two cones."""
    body = paint.body("#22242a", 0.4)
    parts = [plate(rounded(-0.28, -0.50, 0.28, 0.50, 0.02), 0.20, body)]
    for y, radius in ((-0.18, 0.22), (0.26, 0.15)):
        parts += [
            upright(turned_body([(radius, 0.0), (1.02 * radius, 0.02), (0.9 * radius, 0.025)], STEEL, 34)).moved(
                (0, y, 0.20)
            ),
            inlay(circle(0.86 * radius, 0, y), 0.22, Skin(colour("#101114"), 0.3), 0.006, 2),
            ring((0, y, 0.225), 0.62 * radius, 0.014, Skin(colour("#33363e"), 0.4, lift=0.15), "z", 34, 8),
            ball(
                (0, y, 0.22),
                (0.36 * radius, 0.36 * radius, 0.2 * radius),
                Skin(colour("#3a3e48"), 0.8, lift=0.18),
                10,
                20,
            ),
        ]
    parts.append(inlay(rounded(-0.22, 0.43, 0.22, 0.455, 0.008), 0.20, paint.lit(0.9), 0.004))
    labels = (
        ("CONE", (0, -0.18, 0.23)),
        ("TWEETER", (0, 0.26, 0.23)),
        ("300 WATT", (0.2, -0.45, 0.2)),
        ("LED", (0.1, 0.44, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.1, 0.0))


def turntable(paint: Paint) -> Thing:
    """Make a record player with a record on it."""
    wood = paint.body("#6a4226", 0.5)
    disc = Skin(colour("#101014"), 0.9)
    parts = [
        plate(rounded(-0.48, -0.36, 0.48, 0.36, 0.03), 0.07, wood).turned(0.0, -math.pi / 2),
        turned_body([(0.315, 0.07), (0.315, 0.085), (0.30, 0.09), (0.01, 0.09)], disc, 44, (-0.10, 0.0)),
        *[
            ring((-0.10, 0.093, 0), r, 0.004, Skin(colour("#26262e"), 0.8, lift=0.01), "y", 40, 4)
            for r in (0.14, 0.18, 0.22, 0.26, 0.29)
        ],
        turned_body([(0.10, 0.09), (0.10, 0.094), (0.01, 0.095)], paint.lit(0.15), 26, (-0.10, 0.0)),
        rod((0.34, 0.07, -0.22), (0.34, 0.14, -0.22), 0.05, STEEL, 16),
        strip([(0.34, 0.14, -0.22), (0.34, 0.13, 0.06), (0.14, 0.11, 0.20)], 0.014, STEEL, 8),
        block((0.12, 0.105, 0.21), (0.06, 0.03, 0.05), DARK),
        *[rod((0.38, 0.07, z), (0.38, 0.10, z), 0.028, STEEL, 14) for z in (0.16, 0.26)],
    ]
    labels = (
        ("ARM", (0.34, 0.14, 0)),
        ("VINYL", (-0.1, 0.09, 0.2)),
        ("LABEL", (-0.1, 0.1, 0)),
        ("33 RPM", (0.38, 0.1, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.6, 0.0))


def headphones(paint: Paint) -> Thing:
    """Make headphones with lit ear cups and a small microphone."""
    body = paint.body("#24262e", 0.7)
    arch = [(0.32 * math.cos(a), 0.06 + 0.40 * math.sin(a), 0) for a in np.linspace(0, math.pi, 15).tolist()]
    parts = [
        tube(arch, [0.030] * 15, body, 12, 1.5),
        tube([(x * 0.93, y * 0.93, z) for x, y, z in arch[3:12]], [0.03] * 9, DARK, 10, 1.8),
    ]
    for side in (-1, 1):
        parts += [
            rod((0.25 * side, -0.06, 0), (0.36 * side, -0.06, 0), 0.17, body, 28),
            rod((0.20 * side, -0.06, 0), (0.26 * side, -0.06, 0), 0.15, DARK, 26),
            ring((0.37 * side, -0.06, 0), 0.10, 0.014, paint.lit(0.9), "x", 28, 8),
        ]
    parts += [
        strip([(-0.34, -0.16, 0.08), (-0.30, -0.30, 0.20), (-0.16, -0.36, 0.28)], 0.012, DARK, 8),
        ball((-0.14, -0.365, 0.29), (0.035, 0.022, 0.022), DARK, 8, 10),
    ]
    labels = (
        ("BAND", (0, 0.46, 0.03)),
        ("CUP", (0.36, -0.06, 0.1)),
        ("MIC", (-0.14, -0.36, 0.3)),
        ("NOISE FILTER", (-0.3, 0.1, 0.1)),
    )
    return thing(parts, labels, (-0.5, 0.15, 0.0))


def radio(paint: Paint) -> Thing:
    """Make a portable radio with two loudspeakers, a dial and an aerial."""
    body = paint.body("#6a6e74", 0.6)
    parts = [
        plate(rounded(-0.50, -0.24, 0.50, 0.22, 0.03), 0.12, body),
        strip([(-0.40, 0.22, 0), (-0.38, 0.33, 0), (0.38, 0.33, 0), (0.40, 0.22, 0)], 0.022, DARK, 10),
        inlay(rounded(-0.14, 0.08, 0.14, 0.17, 0.01), 0.12, replace(paint.lit(0.5)), 0.006),
        inlay(rounded(-0.13, -0.18, 0.13, 0.02, 0.01), 0.12, DARK, 0.012),
        inlay(rounded(-0.10, -0.15, 0.10, -0.01, 0.008), 0.135, GLASS, 0.004, 2),
        rod((0.44, 0.22, -0.06), (0.72, 0.62, -0.06), 0.009, STEEL, 8),
        strip([(0.03, 0.085, 0.135), (0.03, 0.165, 0.135)], 0.006, Skin(colour("#ff3020"), 0.3, 0.9, lift=0.12), 5),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += [
            rod((0.32 * side, -0.04, 0.11), (0.32 * side, -0.04, 0.135), 0.155, DARK, 30),
            ring((0.32 * side, -0.04, 0.135), 0.155, 0.014, STEEL),
            ball((0.32 * side, -0.04, 0.125), (0.13, 0.13, 0.03), Skin(colour("#2a2c32"), 0.3), 8, 24),
            ball((0.32 * side, -0.04, 0.15), (0.045, 0.045, 0.025), STEEL, 8, 14),
        ]
        parts += [
            rod((side * (0.21 + 0.09 * i), 0.165, 0.11), (side * (0.21 + 0.09 * i), 0.165, 0.15), 0.026, STEEL, 14)
            for i in range(3)
        ]
    labels = (
        ("TUNER", (0, 0.12, 0.14)),
        ("WOOFER", (0.32, -0.04, 0.16)),
        ("AERIAL", (0.7, 0.6, -0.06)),
        ("PIRATE BAND", (-0.3, 0.165, 0.15)),
    )
    return thing(parts, labels, (-0.35, 0.2, 0.0))


MAKERS = {
    "microphone": microphone,
    "loudspeaker": loudspeaker,
    "turntable": turntable,
    "headphones": headphones,
    "radio": radio,
}
