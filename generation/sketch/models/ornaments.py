"""Dice, lamps and flowers: what stands about on tables."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import WHITE, colour
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import LIFT, Paint, Thing, plate, rod, rounded, strip, thing, turned_body


def dice(paint: Paint) -> Thing:
    """Make two dice."""
    parts: list[Mesh] = []
    pips = {
        0: ((0, 0),), 1: ((-1, -1), (1, 1)), 2: ((-1, -1), (0, 0), (1, 1)), 3: ((-1, -1), (1, 1), (-1, 1), (1, -1)),
        4: ((-1, -1), (1, 1), (-1, 1), (1, -1), (0, 0)), 5: ((-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0)),
    }  # fmt: skip
    for index, (x, z, turn) in enumerate(((-0.27, 0.05, 0.5), (0.27, -0.08, -0.35))):
        skin = paint.body("#b01c24" if index == 0 else "#e8e4d8", 0.8)
        spot = Skin(WHITE if index == 0 and not paint.asked else colour("#141414"), 0.4, lift=LIFT * 0.6)
        one = [plate(rounded(-0.20, -0.20, 0.20, 0.20, 0.05), 0.20, skin)]
        for face, count in ((0, 5 - index), (1, 3 - index), (2, 1 + index)):
            for a, b in pips[count]:
                at = {0: (0.11 * a, 0.20, 0.11 * b), 1: (0.11 * a, 0.11 * b, 0.20), 2: (0.20, 0.11 * a, 0.11 * b)}[face]
                size = {0: (0.036, 0.008, 0.036), 1: (0.036, 0.036, 0.008), 2: (0.008, 0.036, 0.036)}[face]
                one.append(ball(at, size, spot, 6, 12))
        parts += [part.turned(turn).moved((x, 0.0, z)) for part in one]
    labels = (
        ("SIX", (-0.27, 0.2, 0.0)),
        ("LOADED", (0.3, 0.1, 0.1)),
        ("EDGE", (-0.4, 0.0, 0.1)),
        ("PIPS", (0.3, 0.2, -0.1)),
    )
    return thing(parts, labels, (-0.3, 0.5, 0.0))


def lamp(paint: Paint) -> Thing:
    """Make a desk lamp that is lit."""
    metal = paint.body("#2a6a4a", 0.7)
    brass = Skin(colour("#b08a48"), 1.0)
    parts = [
        turned_body([(0.22, -0.50), (0.24, -0.48), (0.22, -0.44), (0.05, -0.42)], brass, 32),
        rod((0, -0.44, 0), (0, 0.16, 0), 0.024, brass, 14),
        ball((0, -0.40, 0), (0.045, 0.045, 0.045), brass, 8, 14),
        turned_body([(0.34, 0.12), (0.345, 0.13), (0.26, 0.30), (0.14, 0.42), (0.06, 0.46)], metal, 36),
        turned_body(
            [(0.33, 0.115), (0.34, 0.12), (0.30, 0.125)], replace(paint.lit(), colour=colour("#ffe0a0")), 32,
        ),
        ball((0, 0.10, 0), (0.09, 0.10, 0.09), Skin(colour("#fff0c8"), 0.2, 1.0), 10, 16),
        ball((0, 0.48, 0), (0.03, 0.035, 0.03), brass, 8, 12),
        strip([(0.12, 0.12, 0.06), (0.12, -0.06, 0.06)], 0.005, brass, 5),
        ball((0.12, -0.08, 0.06), (0.016,) * 3, brass, 6, 8),
    ]  # fmt: skip
    labels = (
        ("SHADE", (0.2, 0.32, 0.1)),
        ("BULB", (0, 0.08, 0.08)),
        ("PULL CHAIN", (0.12, -0.06, 0.06)),
        ("BRASS FOOT", (0.18, -0.46, 0.1)),
    )
    return thing(parts, labels, (-0.3, 0.12, 0.0))


def flower(paint: Paint) -> Thing:
    """Make a rose in a glass vase."""
    petal, leaf = paint.body("#b0182c", 0.3), Skin(colour("#2e6a30"), 0.3)
    parts = [
        turned_body(
            [(0.10, -0.50), (0.13, -0.48), (0.14, -0.30), (0.08, -0.16), (0.10, -0.10), (0.095, -0.10)],
            Skin(colour("#9ab8c4"), 1.0), 28,
        ),
        tube(
            [(0, -0.42, 0), (0.02, -0.1, 0), (-0.02, 0.15, 0), (0.02, 0.30, 0.02)], [0.018, 0.018, 0.016, 0.02],
            leaf, 10,
        ),
        strip([(-0.075, -0.44, 0.09), (-0.085, -0.26, 0.09)], 0.007, Skin(WHITE, 1.0, 0.4), 6),
    ]  # fmt: skip
    for ring_, (count, reach, high, size) in enumerate(
        ((6, 0.15, 0.30, 0.12), (5, 0.10, 0.36, 0.105), (4, 0.055, 0.40, 0.085), (1, 0.0, 0.42, 0.06))
    ):
        for step in range(count):
            angle = step * math.tau / max(count, 1) + 0.5 * ring_
            shape = (
                ball((0, 0, 0), (size * 0.95, size, size * 0.40), petal, 8, 14)
                .turned(0.0, -0.55 + 0.16 * ring_)
                .turned(math.pi / 2 - angle)
            )
            tone = shape.tinted(shape.colours * (0.75 + 0.11 * ring_ + 0.06 * (step % 2)))
            parts.append(tone.moved((0.02 + reach * math.cos(angle), high, 0.02 + reach * math.sin(angle))))
    for side, high in ((-1, 0.02), (1, 0.14)):
        parts.append(
            tube(
                [(0.0, high, 0), (0.12 * side, high + 0.06, 0.03), (0.24 * side, high + 0.02, 0.05)],
                [0.02, 0.06, 0.004],
                leaf,
                10,
                0.25,
            )
        )
    labels = (
        ("ROSE", (0, 0.42, 0.1)),
        ("REAL LEAF", (0.2, 0.16, 0.05)),
        ("THORN", (0, 0.1, 0.02)),
        ("VASE", (0.1, -0.35, 0.1)),
    )
    return thing(parts, labels, (-0.3, 0.15, 0.0))


MAKERS = {
    "dice": dice,
    "lamp": lamp,
    "flower": flower,
}
