"""Devices that runners find, play or must be afraid of: telephones, chips, bombs, radios, guitars."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, tube
from generation.sketch.models.parts import (
    LIFT,
    Paint,
    Thing,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)

STEEL, DARK, GOLD = Skin(colour("#a8b2c0"), 1.0), Skin(colour("#1c1e24"), 0.5), Skin(colour("#c09a50"), 1.0)
RUBBER, PLATE, GLASS = Skin(colour("#16171b"), 0.25), Skin(colour("#3c424c"), 0.7), Skin(colour("#05080c"), 1.0)


def phone(paint: Paint) -> Thing:
    """Make an old telephone with a dial and a receiver on its cradle."""
    body = paint.body("#2a1c1c", 0.8)
    parts = [
        plate([(-0.36, -0.36), (0.36, -0.36), (0.30, 0.02), (0.16, 0.14), (-0.16, 0.14), (-0.30, 0.02)], 0.22, body),
        turned_body([(0.20, 0.0), (0.20, 0.03), (0.18, 0.04)], Skin(colour("#d8d0b8"), 0.5), 30)
        .turned(0, 1.05)
        .moved((0, -0.12, 0.21)),
    ]
    for step in range(10):
        angle = step * 0.56 + 0.4
        spot = ball(
            (0.13 * math.cos(angle), 0.055, 0.13 * math.sin(angle)),
            (0.032, 0.01, 0.032),
            replace(DARK, lift=LIFT),
            6,
            12,
        )
        parts.append(spot.turned(0, 1.05).moved((0, -0.12, 0.215)))
    parts += [
        tube(
            [(-0.42, 0.20, 0), (-0.30, 0.27, 0), (0, 0.30, 0), (0.30, 0.27, 0), (0.42, 0.20, 0)],
            [0.05, 0.05, 0.045, 0.05, 0.05], body, 16,
        ),
        *[
            turned_body([(0.10, 0.08), (0.115, 0.12), (0.08, 0.22)], body, 22, (0.40 * side, 0.0))
            for side in (-1, 1)
        ],
        *[rod((0.14 * side, 0.12, 0), (0.14 * side, 0.24, 0), 0.03, body, 12) for side in (-1, 1)],
        strip(
            [
                (-0.36, -0.28, 0.05), (-0.50, -0.34, 0.12), (-0.56, -0.30, 0.02), (-0.50, -0.10, 0.0),
                (-0.46, 0.10, 0.0),
            ],
            0.018, RUBBER, 8,
        ),
    ]  # fmt: skip
    labels = (
        ("RECEIVER", (0.1, 0.30, 0.03)),
        ("DIAL", (0.0, -0.1, 0.24)),
        ("TAPPED?", (-0.4, 0.12, 0.08)),
        ("BAKELITE", (0.3, -0.25, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.25, 0.0))


def chip(paint: Paint) -> Thing:
    """Make a data chip with gold contacts and a lit core."""
    parts = [
        plate(rounded(-0.30, -0.30, 0.30, 0.30, 0.03), 0.05, paint.body("#1c2420", 0.5)),
        inlay(rounded(-0.20, -0.20, 0.20, 0.20, 0.02), 0.05, Skin(colour("#2c343a"), 0.9), 0.02),
        inlay(rounded(-0.07, -0.07, 0.07, 0.07, 0.01), 0.07, paint.lit(), 0.01, 2),
        inlay([(-0.28, 0.28), (-0.28, 0.22), (-0.22, 0.28)], 0.05, GOLD, 0.004),
    ]
    for step in range(9):
        at = -0.24 + 0.06 * step
        for x, y in ((at, 0.34), (at, -0.34), (0.34, at), (-0.34, at)):
            wide, high = (0.018, 0.045) if abs(y) > 0.3 else (0.045, 0.018)
            parts.append(plate(rounded(x - wide, y - high, x + wide, y + high, 0.004), 0.014, GOLD, -0.02))
    for step in range(6):
        angle = step * math.tau / 6 + 0.3
        parts.append(
            strip(
                [
                    (0.09 * math.cos(angle), 0.09 * math.sin(angle), 0.075),
                    (0.14 * math.cos(angle), 0.14 * math.sin(angle), 0.075),
                    (0.18 * math.cos(angle + 0.3), 0.18 * math.sin(angle + 0.3), 0.075),
                ],
                0.006,
                Skin(paint.second, 0.4, 0.8, lift=0.12),
                5,
            )
        )
    labels = (
        ("CORE", (0, 0, 0.09)),
        ("CONTACT", (0.34, 0.1, 0.0)),
        ("PIN 1", (-0.26, 0.26, 0.06)),
        ("PAYDATA", (0.15, -0.15, 0.08)),
    )
    return thing(parts, labels, (-0.4, -0.5, 0.0))


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
        beam((-0.16, 0.10, 0.04), (0.16, 0.10, 0.04), 0.24, 0.12, PLATE),
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


def guitar(paint: Paint) -> Thing:
    """Make an electric guitar."""
    body = [
        (-0.05, 0.09),
        (-0.16, 0.20),
        (-0.22, 0.18),
        (-0.30, 0.13),
        (-0.42, 0.19),
        (-0.58, 0.17),
        (-0.66, 0.0),
        (-0.60, -0.18),
        (-0.44, -0.20),
        (-0.30, -0.13),
        (-0.18, -0.20),
        (-0.10, -0.24),
        (-0.04, -0.20),
        (-0.08, -0.08),
    ]
    wood = Skin(colour("#6a4426"), 0.4)
    parts = [
        plate(body, 0.035, paint.body("#a01c24", 1.0)),
        plate(rounded(-0.10, -0.032, 0.52, 0.032, 0.004), 0.020, wood, 0.034),
        plate(
            [(0.52, -0.035), (0.58, -0.06), (0.76, -0.05), (0.78, 0.02), (0.74, 0.05), (0.52, 0.035)], 0.016, DARK,
            0.03,
        ),
        inlay(
            [(-0.14, 0.10), (-0.34, 0.09), (-0.46, -0.02), (-0.40, -0.13), (-0.24, -0.08), (-0.14, -0.12)], 0.035,
            Skin(colour("#e8e4d8"), 0.6), 0.004,
        ),
        inlay(rounded(-0.52, -0.05, -0.47, 0.05, 0.006), 0.040, STEEL, 0.014, 2),
    ]  # fmt: skip
    parts += [
        inlay(rounded(x - 0.018, -0.045, x + 0.018, 0.045, 0.006), 0.040, DARK, 0.010, 2) for x in (-0.20, -0.32, -0.41)
    ]
    parts += [
        strip(
            [(-0.50, -0.022 + 0.009 * i, 0.062), (0.70, -0.020 + 0.008 * i, 0.058)],
            0.0022,
            Skin(STEEL.colour, 1.0, lift=0.14),
            4,
        )
        for i in range(6)
    ]
    parts += [
        inlay(rounded(x, -0.032, x + 0.005, 0.032, 0.001), 0.054, STEEL, 0.003, 2)
        for x in [0.50 - 0.58 * (1 - 0.944**i) * 1.0 for i in range(1, 18)]
    ]
    parts += [rod((0.56 + 0.032 * i, 0.045, 0.03), (0.56 + 0.032 * i, 0.085, 0.03), 0.011, STEEL, 10) for i in range(6)]
    parts += [
        rod((-0.50 + 0.06 * i, -0.13, 0.035), (-0.50 + 0.06 * i, -0.13, 0.06), 0.018, Skin(paint.accent, 0.5, 0.3), 14)
        for i in range(2)
    ]
    labels = (
        ("PICKUP", (-0.32, 0.04, 0.05)),
        ("FRETS", (0.2, 0.03, 0.06)),
        ("TUNERS", (0.65, 0.08, 0.03)),
        ("LACQUER", (-0.55, 0.1, 0.04)),
    )
    return thing(parts, labels, (-0.3, 0.5, 0.45))
