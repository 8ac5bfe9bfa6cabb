"""Weapons that can lie on the plinth."""

import math

from generation.sketch.relief import curve
from generation.sketch.shapes import Item, Part, box, disc, turned


def katana() -> Item:
    """Make a katana, slanted across the frame."""
    turn = -0.55

    def bow(x: float) -> float:
        return -0.10 * math.sin((x + 0.30) / 1.0 * math.pi * 0.5)

    xs = [-0.30 + 0.98 * i / 24 for i in range(25)]
    spine = [(x, bow(x) - 0.028) for x in xs]
    edge = [(x - 0.012 * i / 24, bow(x) + 0.020 - 0.020 * max(0.0, i / 24 - 0.9) * 6) for i, x in enumerate(xs)]
    temper = [(x, bow(x) + 0.006 + 0.004 * math.sin(i * 2.4)) for i, x in enumerate(xs)]
    parts = [
        Part(tuple(spine + edge[::-1]), "#a8b2c2", 0.020, 2.2),
        Part(tuple(temper + edge[::-1]), "accent", 0.01, 1.0, 0.55),
        Part(box(-0.66, -0.032, -0.335, 0.026, 0.022), "#1c1418", 0.03, 0.3, tinted=True),
    ]
    for index in range(7):
        x = -0.635 + index * 0.043
        parts.append(
            Part(((x, -0.003), (x + 0.020, -0.027), (x + 0.040, -0.003), (x + 0.020, 0.021)), "#8a6a3a", 0.010, 0.5)
        )
    parts += [
        Part(box(-0.338, -0.078, -0.304, 0.070, 0.014), "#8a7040", 0.02, 1.4),
        Part(box(-0.304, -0.034, -0.270, 0.026, 0.006), "#b09858", 0.012, 1.5),
        Part(box(-0.685, -0.036, -0.655, 0.030, 0.008), "#8a7040", 0.012, 1.2),
    ]
    labels = (
        ("MONOFILAMENT EDGE", (0.45, bow(0.45) + 0.01)),
        ("FOLDED STEEL", (0.10, bow(0.10) - 0.02)),
        ("GUARD LINK", (-0.32, 0.06)),
        ("WRAPPED GRIP", (-0.52, 0.02)),
    )
    slanted = tuple(Part(turned(p.points, turn), p.colour, p.rounding, p.gloss, p.glow, p.tinted) for p in parts)
    return Item(slanted, tuple((text, turned((spot,), turn)[0]) for text, spot in labels))


def pistol() -> Item:
    """Make a heavy pistol, seen from the side."""
    parts = [
        Part(
            tuple(
                curve(
                    [
                        (0.09, -0.01),
                        (0.25, -0.01),
                        (0.285, 0.10),
                        (0.33, 0.36),
                        (0.31, 0.42),
                        (0.15, 0.43),
                        (0.12, 0.38),
                        (0.10, 0.16),
                    ],
                    4,
                )
            ),
            "#1d1e24",
            0.05,
            0.4,
            tinted=True,
        ),
        Part(box(0.135, 0.41, 0.325, 0.455, 0.012), "#2e3138", 0.02, 0.9),
        Part(box(-0.50, -0.045, 0.05, 0.045, 0.015), "#2a2e36", 0.03, 0.9),
        Part(
            tuple(
                curve(
                    [
                        (-0.04, 0.045),
                        (-0.055, 0.10),
                        (-0.02, 0.175),
                        (0.07, 0.185),
                        (0.115, 0.15),
                        (0.105, 0.125),
                        (0.07, 0.155),
                        (0.0, 0.15),
                        (-0.022, 0.10),
                        (-0.01, 0.05),
                    ],
                    4,
                )
            ),
            "#2b2e35",
            0.015,
            0.9,
        ),
        Part(
            tuple(curve([(0.035, 0.04), (0.03, 0.10), (0.055, 0.135), (0.07, 0.13), (0.06, 0.09), (0.07, 0.04)], 4)),
            "#4a4e58",
            0.012,
            1.0,
        ),
        Part(
            ((-0.52, -0.165), (0.29, -0.165), (0.315, -0.13), (0.315, 0.02), (0.28, 0.045), (-0.52, 0.02)),
            "#444a54",
            0.035,
            1.3,
            tinted=True,
        ),
        Part(box(-0.50, -0.142, 0.08, -0.108, 0.008), "#5c6470", 0.014, 1.6),
        Part(box(-0.30, -0.075, -0.06, -0.015, 0.01), "#14161a", 0.012, 0.6),
        Part(((0.315, -0.13), (0.37, -0.165), (0.385, -0.145), (0.345, -0.08), (0.315, -0.06)), "#2a2d33", 0.02, 0.9),
        Part(box(-0.40, -0.255, -0.12, -0.195, 0.02), "#24272e", 0.03, 1.0),
        Part(box(-0.34, -0.200, -0.18, -0.160, 0.004), "#1a1c20", 0.012, 0.6),
        Part(disc(-0.405, -0.225, 0.020), "accent", 0.01, 1.0, 1.6),
        Part(box(0.10, -0.085, 0.19, -0.065, 0.006), "accent", 0.01, 1.0, 1.2),
        Part(disc(-0.515, -0.075, 0.024), "#0c0d10", 0.01, 0.4),
    ]
    parts += [
        Part(
            (
                (0.205 + i * 0.021, -0.155),
                (0.215 + i * 0.021, -0.155),
                (0.203 + i * 0.021, -0.03),
                (0.193 + i * 0.021, -0.03),
            ),
            "#22252c",
            0.008,
            0.8,
        )
        for i in range(5)
    ]
    parts += [
        Part(
            box(0.150 + i * 0.004, 0.13 + i * 0.052, 0.268 + i * 0.010, 0.155 + i * 0.052, 0.008),
            "#101115",
            0.010,
            0.3,
        )
        for i in range(5)
    ]
    return Item(
        tuple(parts),
        (
            ("LINKED SIGHT", (-0.26, -0.25)),
            ("HEAVY FRAME", (0.28, -0.14)),
            ("SHROUDED BARREL", (-0.46, 0.02)),
            ("PALM READER", (0.24, 0.26)),
        ),
    )
