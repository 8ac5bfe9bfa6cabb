"""Devices and trinkets that can lie on the plinth."""

import math

from generation.sketch.relief import Spot, curve
from generation.sketch.shapes import Item, Part, box, disc, ribbon, turned


def cyberdeck() -> Item:
    """Make a cyberdeck, seen from above."""

    def at(u: float, v: float) -> Spot:
        """Map the deck's top face (u 0..1 across, v 0..1 towards the viewer) into the picture."""
        return -0.52 + 0.98 * u + v * (0.10 - 0.20 * (1 - u)) - 0.02, -0.20 + 0.09 * (1 - u) * 0.4 + 0.40 * v + 0.03 * u

    def face(u0: float, v0: float, u1: float, v1: float) -> tuple[Spot, ...]:
        return at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)

    thick = 0.085
    base = [at(0, 1), at(1, 1), at(1, 0)]
    side = tuple(base + [(x, y + thick) for x, y in reversed(base)])
    parts = [
        Part(side, "#16181e", 0.02, 0.7),
        Part(face(0, 0, 1, 1), "#2c3039", 0.03, 0.9, tinted=True),
        Part(face(0.04, 0.07, 0.55, 0.42), "#05080c", 0.012, 1.2),
        Part(face(0.60, 0.07, 0.96, 0.42), "#1c1f26", 0.015, 0.7),
    ]
    lines = [(0.10 + row * 0.05, 0.10 + 0.40 * abs(math.sin(row * 2.7 + 1))) for row in range(6)]
    parts += [Part(face(0.06, top, end, top + 0.025), "accent", 0.004, 0.5, 0.7) for top, end in lines]
    for slot in range(5):
        lit = slot in {1, 3}
        parts.append(
            Part(
                face(0.63 + slot * 0.064, 0.13, 0.68 + slot * 0.064, 0.36),
                "second" if lit else "#434955",
                0.010,
                0.8,
                0.8 if lit else 0.0,
            )
        )
    for row in range(4):
        for key in range(12):
            left = 0.05 + key * 0.075 + row * 0.006
            marked = (key * 7 + row * 3) % 17 == 0
            parts.append(
                Part(
                    face(left, 0.50 + row * 0.115, left + 0.060, 0.588 + row * 0.115),
                    "#a03050" if marked else "#414753",
                    0.010,
                    0.7,
                )
            )
    x, y = at(0, 0.8)
    parts += [
        Part(disc(x + 0.005, y + 0.05, 0.024), "#5a626e", 0.012, 1.4),
        Part(
            tuple(
                ribbon(
                    [
                        (x, y + 0.05),
                        (x - 0.10, y + 0.10),
                        (x - 0.10, y + 0.22),
                        (x + 0.06, y + 0.26),
                        (x + 0.22, y + 0.24),
                    ],
                    0.011,
                )
            ),
            "#22252c",
            0.010,
            0.9,
        ),
        Part(disc(x + 0.23, y + 0.238, 0.017), "accent", 0.008, 1.0, 1.4),
    ]
    return Item(
        tuple(parts),
        (
            ("TRACE BUFFER", at(0.3, 0.1)),
            ("PROGRAM SLOTS", at(0.82, 0.15)),
            ("NEURAL LEAD", (x - 0.08, y + 0.16)),
            ("HOT CORE", at(0.95, 0.9)),
        ),
    )


def commlink() -> Item:
    """Make a commlink, standing."""
    parts = [
        Part(turned(box(-0.20, -0.38, 0.20, 0.38, 0.05), 0.10), "#2a2e37", 0.045, 1.1, tinted=True),
        Part(turned(box(-0.165, -0.315, 0.165, 0.20, 0.02), 0.10), "#04070b", 0.012, 1.6),
        Part(turned(disc(0.0, 0.285, 0.045), 0.10), "#4a515d", 0.02, 1.3),
        Part(turned(disc(0.0, 0.285, 0.022), 0.10), "accent", 0.01, 1.0, 1.3),
        Part(turned(box(-0.05, -0.352, 0.05, -0.338, 0.005), 0.10), "#0c0e12", 0.006, 0.8),
    ]
    for row in range(6):
        level = -0.27 + row * 0.035
        parts.append(
            Part(
                turned(box(-0.14, level, -0.10 + 0.22 * abs(math.sin(row * 1.9 + 0.6)), level + 0.016, 0.004), 0.10),
                "accent",
                0.004,
                0.5,
                0.8,
            )
        )
    for ring, radius in enumerate((0.085, 0.055, 0.022)):
        parts.append(
            Part(
                turned(disc(0.03, 0.06, radius), 0.10),
                "second" if ring % 2 == 0 else "#04070b",
                0.006,
                0.6,
                0.65 if ring % 2 == 0 else 0.0,
            )
        )
    parts += [
        Part(turned(box(0.198, -0.20 + i * 0.10, 0.222, -0.13 + i * 0.10, 0.006), 0.10), "#565e6b", 0.010, 1.3)
        for i in range(2)
    ]
    return Item(
        tuple(parts),
        (
            ("WIDE PROJECTOR", (0.04, -0.34)),
            ("SIN BROADCAST", (-0.10, -0.16)),
            ("FIREWALL", (0.05, 0.06)),
            ("THUMB LOCK", (-0.03, 0.29)),
        ),
    )


def credstick() -> Item:
    """Make a credstick, slanted."""
    turn = -0.5
    parts = [
        Part(turned(box(-0.46, -0.065, 0.30, 0.065, 0.05), turn), "#3a3f4a", 0.06, 1.5, tinted=True),
        Part(turned(box(0.28, -0.048, 0.46, 0.048, 0.008), turn), "#b09858", 0.04, 1.8),
        Part(turned(box(-0.30, -0.068, -0.26, 0.068, 0.006), turn), "#b09858", 0.05, 1.6),
        Part(turned(box(-0.20, -0.030, 0.16, 0.030, 0.012), turn), "#04070b", 0.012, 1.4),
    ]
    parts += [
        Part(turned(box(0.31 + i * 0.035, -0.034, 0.325 + i * 0.035, 0.034, 0.003), turn), "#5a4a20", 0.006, 1.0)
        for i in range(4)
    ]
    parts += [
        Part(
            turned(box(-0.18 + i * 0.036, -0.018, -0.158 + i * 0.036, 0.018, 0.003), turn),
            "accent",
            0.004,
            0.5,
            0.9 if i != 6 else 0.0,
        )
        for i in range(9)
    ]
    parts.append(Part(turned(disc(-0.38, 0.0, 0.026), turn), "second", 0.012, 1.0, 1.1))
    return Item(
        tuple(parts),
        (
            ("CERTIFIED", turned(((-0.28, -0.06),), turn)[0]),
            ("BALANCE", turned(((0.0, 0.0),), turn)[0]),
            ("CONTACTS", turned(((0.42, 0.03),), turn)[0]),
        ),
    )


def drone() -> Item:
    """Make a four-rotor drone."""
    parts = []
    for x, y in ((-0.46, -0.12), (0.46, -0.12), (-0.36, 0.14), (0.36, 0.14)):
        parts.append(Part(tuple(ribbon([(0, 0.02), (x * 0.5, y * 0.6 - 0.01), (x, y)], 0.022)), "#2a2e36", 0.02, 1.0))
        parts.append(
            Part(
                tuple(
                    (x + 0.21 * math.cos(a * math.tau / 30), y - 0.045 + 0.040 * math.sin(a * math.tau / 30))
                    for a in range(30)
                ),
                "#59616d",
                0.02,
                0.9,
            )
        )
        parts.append(
            Part(
                tuple(
                    (x + 0.185 * math.cos(a * math.tau / 30), y - 0.045 + 0.030 * math.sin(a * math.tau / 30))
                    for a in range(30)
                ),
                "#0a0c10",
                0.01,
                0.4,
            )
        )
        parts.append(
            Part(tuple(ribbon([(x - 0.175, y - 0.030), (x + 0.175, y - 0.060)], 0.008)), "#7a828e", 0.006, 1.2)
        )
        parts.append(Part(box(x - 0.028, y - 0.055, x + 0.028, y + 0.045, 0.012), "#363b45", 0.02, 1.2))
        parts.append(Part(disc(x, y + 0.055, 0.011), "second", 0.005, 1.0, 1.4))
    parts += [
        Part(
            tuple(
                curve(
                    [
                        (-0.22, 0.0),
                        (-0.17, -0.12),
                        (0.0, -0.155),
                        (0.17, -0.12),
                        (0.22, 0.0),
                        (0.15, 0.10),
                        (0.0, 0.13),
                        (-0.15, 0.10),
                    ],
                    5,
                )
            ),
            "#3a404b",
            0.10,
            1.3,
            tinted=True,
        ),
        Part(
            tuple(curve([(-0.12, -0.09), (0.0, -0.118), (0.12, -0.09), (0.10, -0.055), (-0.10, -0.055)], 5)),
            "#1a1d24",
            0.02,
            1.5,
        ),
        Part(disc(0.0, 0.125, 0.098), "#20242b", 0.06, 1.2),
        Part(disc(0.0, 0.140, 0.062), "#08090c", 0.03, 1.8),
        Part(disc(0.0, 0.142, 0.026), "accent", 0.012, 1.0, 1.8),
        Part(box(-0.19, 0.10, -0.13, 0.20, 0.012), "#2c3038", 0.02, 1.0),
        Part(box(-0.185, 0.185, -0.150, 0.30, 0.006), "#15171b", 0.012, 1.1),
        Part(box(0.13, 0.10, 0.19, 0.19, 0.012), "#2c3038", 0.02, 1.0),
    ]
    return Item(
        tuple(parts),
        (
            ("ROTOR CAGE", (0.50, -0.17)),
            ("SENSOR BALL", (0.03, 0.15)),
            ("HARD POINT", (-0.17, 0.27)),
            ("ARMOURED HULL", (-0.12, -0.10)),
        ),
    )


def focus() -> Item:
    """Make an amulet on a chain."""
    gem = [(0.0, -0.17), (0.125, -0.06), (0.10, 0.11), (0.0, 0.22), (-0.10, 0.11), (-0.125, -0.06)]
    parts = [
        Part(
            tuple(
                ribbon(
                    [
                        (-0.04, -0.25),
                        (-0.22, -0.40),
                        (-0.16, -0.56),
                        (0.02, -0.60),
                        (0.18, -0.54),
                        (0.22, -0.38),
                        (0.04, -0.25),
                    ],
                    0.012,
                )
            ),
            "#6a5630",
            0.012,
            1.2,
        ),
        Part(disc(0.0, 0.02, 0.30), "#8a7040", 0.05, 1.6, tinted=True),
        Part(disc(0.0, 0.02, 0.245), "#1c1712", 0.03, 0.5),
        Part(disc(0.0, -0.265, 0.042), "#8a7040", 0.02, 1.5),
    ]
    for index in range(12):
        angle = math.tau * index / 12
        x, y = 0.272 * math.cos(angle), 0.02 + 0.272 * math.sin(angle)
        parts.append(
            Part(
                tuple(ribbon([(x - 0.016, y - 0.012), (x, y + 0.014), (x + 0.016, y - 0.010)], 0.004)),
                "accent",
                0.003,
                0.5,
                0.8,
            )
        )
    parts.append(Part(tuple(gem), "second", 0.05, 2.2, 0.16))
    for index in range(6):
        first, second = gem[index], gem[(index + 1) % 6]
        parts.append(Part((first, second, (0.0, 0.02)), "second", 0.012, 2.4, 0.05 + 0.16 * (index % 3)))
    parts.append(Part(((0.0, -0.06), (0.035, 0.02), (0.0, 0.10), (-0.035, 0.02)), "accent", 0.01, 1.0, 1.1))
    return Item(
        tuple(parts),
        (
            ("BOUND SPIRIT", (0.04, 0.02)),
            ("RUNE RING", (0.27, -0.06)),
            ("ORICHALCUM", (-0.26, 0.12)),
            ("WORN CHAIN", (-0.20, -0.45)),
        ),
    )
