"""What is worn, treasured or worshipped: rings, masks, keys, crowns, statues, skulls."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import WHITE, colour, mix
from generation.sketch.models.mesh import Skin, ball, beam, loft, tube
from generation.sketch.models.parts import LIFT, Paint, Thing, plate, ring, rod, thing, turned_body

GOLD, DARK = Skin(colour("#c8a04c"), 1.0), Skin(colour("#16161a"), 0.3)


def ring_(paint: Paint) -> Thing:
    """Make a gold ring with a cut stone."""
    gem = Skin(paint.asked or mix(paint.accent, WHITE, 0.1), 1.0, 0.30)
    parts = [
        ring((0, -0.06, 0), 0.32, 0.060, GOLD, steps=64, sides=12),
        ring((0, -0.06, 0), 0.32, 0.030, Skin(colour("#e8cc80"), 1.0), steps=64),
    ]
    parts += [
        ball((0, 0.42, 0), (0.17, 0.14, 0.17), gem, 3, 8),
        turned_body([(0.09, 0.24), (0.16, 0.34), (0.18, 0.38)], GOLD, 16),
    ]
    parts += [
        tube(
            [
                (0.16 * math.cos(a), 0.34, 0.16 * math.sin(a)),
                (0.17 * math.cos(a), 0.44, 0.17 * math.sin(a)),
                (0.11 * math.cos(a), 0.50, 0.11 * math.sin(a)),
            ],
            [0.026, 0.022, 0.012],
            GOLD,
            8,
        )
        for a in (0.4, 1.97, 3.54, 5.11)
    ]
    labels = (
        ("STONE", (0, 0.50, 0.05)),
        ("CLAW", (0.15, 0.42, 0.1)),
        ("ENGRAVED", (-0.3, -0.1, 0.03)),
        ("ORICHALCUM", (0.2, -0.33, 0.03)),
    )
    return thing(parts, labels, (-0.5, 0.35, 0.0))


def mask(paint: Paint) -> Thing:
    """Make a demon's mask, lacquered, with horns and teeth; its face is up (z)."""
    skin, ivory = paint.body("#9a1c20", 0.8), Skin(colour("#e8dcc0"), 0.6)
    parts = [
        ball((0, 0.02, -0.06), (0.36, 0.46, 0.24), skin, 22, 30),
        ball((0, -0.30, 0.06), (0.20, 0.18, 0.14), skin, 12, 18),
        tube([(0, 0.14, 0.16), (0, 0.0, 0.24), (0, -0.06, 0.26)], [0.05, 0.06, 0.08], skin, 14),
    ]
    parts.append(ball((0, -0.24, 0.165), (0.17, 0.075, 0.05), DARK, 8, 16))
    for side in (-1, 1):
        parts += [
            ball((side * 0.15, 0.08, 0.155), (0.085, 0.05, 0.04), replace(DARK, lift=LIFT), 8, 14),
            ball((side * 0.15, 0.08, 0.185), (0.03, 0.026, 0.02), paint.lit(), 6, 10),
            tube(
                [(side * 0.04, 0.15, 0.20), (side * 0.16, 0.20, 0.18), (side * 0.28, 0.28, 0.08)],
                [0.03, 0.045, 0.02], Skin(colour("#d8b060"), 0.8, lift=0.02), 10,
            ),
            tube(
                [(side * 0.20, 0.36, 0.02), (side * 0.30, 0.52, 0.06), (side * 0.27, 0.68, 0.12)],
                [0.070, 0.055, 0.010], ivory, 12,
            ),
            ball((side * 0.22, -0.08, 0.10), (0.09, 0.09, 0.07), skin, 10, 14),
            tube(
                [(side * 0.11, -0.29, 0.19), (side * 0.115, -0.20, 0.22), (side * 0.13, -0.13, 0.20)],
                [0.028, 0.024, 0.004], replace(ivory, lift=LIFT), 8,
            ),
            tube(
                [(side * 0.06, -0.19, 0.20), (side * 0.055, -0.26, 0.21)], [0.024, 0.006],
                replace(ivory, lift=LIFT), 8,
            ),
        ]  # fmt: skip
    labels = (
        ("LACQUER", (0.25, -0.05, 0.12)),
        ("SPIRIT HORN", (0.28, 0.60, 0.1)),
        ("EYE SLIT", (-0.15, 0.08, 0.2)),
        ("FANG", (0.12, -0.2, 0.22)),
    )
    return thing(parts, labels, (-0.45, 0.15, 0.0))


def key(paint: Paint) -> Thing:
    """Make an old key."""
    metal = paint.body("#b08a48", 1.0)
    parts = [
        ring((-0.42, 0, 0), 0.15, 0.036, metal, steps=40), ring((-0.42, 0, 0), 0.06, 0.018, metal, steps=24),
        rod((-0.26, 0, 0), (0.52, 0, 0), 0.036, metal, 18), rod((-0.24, 0, 0), (-0.18, 0, 0), 0.058, metal, 18),
        rod((-0.14, 0, 0), (-0.11, 0, 0), 0.050, metal, 18),
        plate(
            [
                (0.26, 0), (0.26, -0.20), (0.32, -0.20), (0.32, -0.12), (0.37, -0.12), (0.37, -0.22), (0.48, -0.22),
                (0.48, -0.15), (0.43, -0.15), (0.43, -0.08), (0.48, -0.08), (0.48, 0),
            ],
            0.022, metal,
        ),
    ]  # fmt: skip
    parts += [
        ball((-0.42 + 0.105 * math.cos(a), 0.105 * math.sin(a), 0), (0.032,) * 3, metal, 8, 10)
        for a in (0.8, 2.35, 3.9, 5.5)
    ]
    labels = (
        ("BOW", (-0.5, 0.12, 0.03)),
        ("WARD", (0.42, -0.18, 0.02)),
        ("SHANK", (0.1, 0.03, 0.03)),
        ("COLLAR", (-0.2, 0.05, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.5, 0.25))


def crown(paint: Paint) -> Thing:
    """Make a crown with stones and a velvet cap."""
    gem = paint.lit(0.4)
    parts = [
        turned_body([(0.36, -0.26), (0.40, -0.24), (0.40, -0.10), (0.37, -0.08), (0.355, -0.08)], GOLD, 40),
        turned_body(
            [(0.355, -0.12), (0.33, 0.04), (0.20, 0.14), (0.04, 0.16)], Skin(paint.asked or colour("#6a1428"), 0.1),
            30,
        ),
        ring((0, -0.24, 0), 0.39, 0.026, GOLD, "y", 44), ring((0, -0.10, 0), 0.39, 0.022, GOLD, "y", 44),
    ]  # fmt: skip
    for step in range(8):
        angle = step * math.tau / 8 + 0.2
        x, z = math.cos(angle), math.sin(angle)
        high = 0.26 if step % 2 == 0 else 0.14
        parts += [
            tube(
                [(0.39 * x, -0.10, 0.39 * z), (0.42 * x, 0.5 * high, 0.42 * z), (0.45 * x, high, 0.45 * z)],
                [0.085, 0.05, 0.012],
                GOLD,
                10,
            ),
            ball((0.455 * x, high + 0.02, 0.455 * z), (0.034,) * 3, Skin(colour("#f0ece0"), 1.0), 8, 12),
        ]
        parts.append(
            ball(
                (0.405 * x, -0.17, 0.405 * z),
                (0.042, 0.048, 0.042),
                gem if step % 2 else Skin(colour("#b01830"), 1.0, 0.2),
                4,
                8,
            )
        )
    labels = (
        ("STONE", (0.05, -0.17, 0.41)),
        ("PEARL", (0.4, 0.25, 0.2)),
        ("VELVET", (0, 0.14, 0.1)),
        ("GOLD BAND", (-0.35, -0.2, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0))


def statue(paint: Paint) -> Thing:
    """Make a statuette of a winged woman on a block."""
    stone = paint.body("#b0a894", 0.35)
    parts = [
        beam((-0.20, -0.46, 0), (0.20, -0.46, 0), 0.34, 0.12, Skin(colour("#3a3632"), 0.6)),
        beam((-0.16, -0.38, 0), (0.16, -0.38, 0), 0.28, 0.06, stone),
    ]
    folds = [
        (0, -0.35, 0, 0.15, 0.13),
        (0, -0.24, 0.01, 0.12, 0.11),
        (0.01, -0.08, 0.02, 0.10, 0.085),
        (0.02, 0.06, 0.02, 0.105, 0.08),
        (0.015, 0.14, 0.015, 0.072, 0.058),
        (0.01, 0.24, 0.015, 0.10, 0.07),
        (0.01, 0.31, 0.01, 0.085, 0.05),
        (0.01, 0.34, 0.01, 0.035, 0.035),
    ]
    parts += [
        loft(folds, stone, 26),
        rod((0.01, 0.33, 0.01), (0.012, 0.39, 0.02), 0.028, stone, 14),
        ball((0.015, 0.44, 0.025), (0.052, 0.066, 0.058), stone, 14, 18),
        ball((0.015, 0.46, -0.005), (0.058, 0.06, 0.055), stone, 10, 14),
    ]
    for side in (-1, 1):
        parts.append(
            tube(
                [
                    (0.10 * side, 0.29, 0.01),
                    (0.16 * side, 0.20 + 0.10 * (side > 0), 0.06),
                    (0.12 * side, 0.12 + 0.34 * (side > 0), 0.12),
                ],
                [0.032, 0.028, 0.022],
                stone,
                12,
            )
        )
        for row in range(6):
            reach = 0.36 - 0.035 * row
            parts.append(
                tube(
                    [
                        (0.05 * side, 0.28 - 0.02 * row, -0.05),
                        ((0.05 + 0.55 * reach) * side, 0.40 - 0.055 * row, -0.11),
                        ((0.05 + reach) * side, 0.40 - 0.115 * row, -0.12),
                    ],
                    [0.035, 0.032, 0.006],
                    stone,
                    10,
                    0.4,
                )
            )
    labels = (
        ("WING", (0.3, 0.35, -0.1)),
        ("MARBLE", (0.05, 0.0, 0.1)),
        ("BLOCK", (0.18, -0.46, 0.15)),
        ("HOLLOW?", (-0.1, -0.25, 0.1)),
    )
    return thing(parts, labels, (-0.35, 0.15, 0.0))


def skull(paint: Paint) -> Thing:
    """Make a skull."""
    bone, hole = paint.body("#d8ccb0", 0.35), Skin(colour("#0e0b0a"), 0.1, lift=LIFT * 1.6)
    parts = [
        ball((0, 0.10, -0.08), (0.33, 0.32, 0.40), bone, 24, 32),
        ball((0, -0.02, 0.14), (0.26, 0.22, 0.20), bone, 16, 22),
        loft([(0, -0.34, 0.16, 0.13, 0.10), (0, -0.22, 0.20, 0.17, 0.14), (0, -0.10, 0.20, 0.20, 0.15)], bone, 24),
        tube(
            [(-0.24, -0.14, 0.0), (-0.19, -0.36, 0.12), (0, -0.44, 0.28), (0.19, -0.36, 0.12), (0.24, -0.14, 0.0)],
            [0.05, 0.06, 0.065, 0.06, 0.05], bone, 12,
        ),
        plate([(-0.045, -0.13), (0.045, -0.13), (0.0, -0.02)], 0.02, hole, 0.33),
    ]  # fmt: skip
    for side in (-1, 1):
        parts += [
            ball((side * 0.125, 0.02, 0.285), (0.088, 0.080, 0.05), hole, 10, 16),
            tube(
                [(side * 0.03, 0.12, 0.33), (side * 0.15, 0.14, 0.31), (side * 0.25, 0.06, 0.22)],
                [0.03, 0.04, 0.03], bone, 10,
            ),
            tube(
                [(side * 0.20, -0.08, 0.26), (side * 0.30, -0.10, 0.10), (side * 0.30, -0.06, -0.06)],
                [0.045, 0.035, 0.03], bone, 10,
            ),
            ball((side * 0.125, 0.02, 0.31), (0.022, 0.022, 0.02), replace(paint.lit(0.9), lift=LIFT * 3), 6, 8),
        ]  # fmt: skip
    for step in range(-4, 5):
        x, z = 0.032 * step, 0.345 - 0.006 * step * step
        parts += [
            ball((x, -0.30, z), (0.016, 0.032, 0.016), Skin(colour("#efe8d4"), 0.7, lift=LIFT * 0.6), 6, 8),
            ball((x, -0.37, z + 0.005), (0.015, 0.028, 0.015), Skin(colour("#efe8d4"), 0.7, lift=LIFT * 0.6), 6, 8),
        ]
    labels = (
        ("ORBIT", (0.125, 0.02, 0.32)),
        ("OLD BONE", (-0.2, 0.3, 0.1)),
        ("TUSK ROOT", (0.1, -0.37, 0.32)),
        ("JAW", (-0.18, -0.37, 0.14)),
    )
    return thing(parts, labels, (-0.45, 0.15, 0.0))


MAKERS = {
    "ring": ring_,
    "mask": mask,
    "key": key,
    "crown": crown,
    "statue": statue,
    "skull": skull,
}
