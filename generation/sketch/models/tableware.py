"""What stands on tables, bars and benches in glass and china: drink, food, medicine, jars."""

import math

from generation.sketch.canvas.palette import WHITE, colour, mix
from generation.sketch.models.materials import CHINA, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import (
    LIFT,
    Paint,
    Thing,
    inward,
    open_body,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def bottle(paint: Paint) -> Thing:
    """Make a bottle of whisky, half full, with a label and a cork."""
    glass = paint.asked or colour("#6a3a12")
    profile = [
        (0.17, -0.50),
        (0.185, -0.48),
        (0.185, 0.08),
        (0.17, 0.17),
        (0.07, 0.27),
        (0.058, 0.32),
        (0.058, 0.46),
        (0.066, 0.47),
        (0.066, 0.50),
    ]
    parts = [
        turned_body(profile, Skin(glass, 1.0, 0.05), 36),
        turned_body(
            [(0.187, -0.36), (0.189, -0.35), (0.189, -0.02), (0.187, -0.01)],
            Skin(colour("#d8c8a0"), 0.15, lift=0.02), 36,
        ),
        turned_body(
            [(0.191, -0.30), (0.192, -0.29), (0.192, -0.24), (0.191, -0.23)],
            Skin(colour("#7a1c1c"), 0.2, lift=0.04), 36,
        ),
        turned_body(
            [(0.191, -0.10), (0.192, -0.095), (0.192, -0.07), (0.191, -0.065)],
            Skin(colour("#2a2a2a"), 0.2, lift=0.04), 36,
        ),
        turned_body([(0.052, 0.49), (0.052, 0.55), (0.045, 0.57)], Skin(colour("#8a6a44"), 0.1), 20),
        turned_body([(0.064, 0.40), (0.066, 0.41), (0.066, 0.46)], Skin(colour("#1c1c1c"), 0.5), 24),
        strip([(-0.10, -0.44, 0.150), (-0.115, 0.02, 0.145)], 0.008, Skin(mix(glass, WHITE, 0.65), 1.0, 0.25), 6),
    ]  # fmt: skip
    labels = (
        ("REAL CORK", (0, 0.56, 0.04)),
        ("LABEL: 2041", (0.0, -0.18, 0.19)),
        ("SINGLE MALT", (0.1, -0.42, 0.15)),
        ("SEAL", (0.0, 0.43, 0.07)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


def cup(paint: Paint) -> Thing:
    """Make a cup of tea on its saucer, with a spoon and steam."""
    china = paint.body("#e4e0d8", 0.8)
    parts = [
        turned_body([(0.20, -0.30), (0.34, -0.285), (0.44, -0.245), (0.445, -0.235)], china, 40),
        ring((0, -0.234, 0), 0.30, 0.006, Skin(colour("#b8b2a4"), 0.6), "y", 40),
        turned_body(
            [
                (0.13, -0.275), (0.15, -0.25), (0.24, -0.16), (0.285, -0.02), (0.295, 0.07), (0.285, 0.07),
                (0.26, -0.02),
            ],
            china, 40,
        ),
        turned_body([(0.265, 0.025), (0.268, 0.03), (0.05, 0.032)], Skin(colour("#6a3a14"), 1.0), 36),
        tube(
            [(0.28, 0.03, 0), (0.40, 0.04, 0), (0.44, -0.05, 0), (0.38, -0.14, 0), (0.24, -0.15, 0)],
            [0.020, 0.026, 0.026, 0.024, 0.018], china, 12,
        ),
        ring((0, 0.045, 0), 0.292, 0.008, paint.lit(0.25), "y", 40),
        tube([(-0.42, -0.19, 0.20), (-0.20, -0.235, 0.30), (0.04, -0.235, 0.34)], [0.014, 0.010, 0.012], STEEL, 8),
        ball((0.10, -0.235, 0.345), (0.07, 0.012, 0.045), STEEL, 6, 12),
    ]  # fmt: skip
    labels = (
        ("SOYKAF? TEA!", (0, 0.03, 0.2)),
        ("BONE CHINA", (-0.2, -0.1, 0.2)),
        ("SAUCER", (0.40, -0.23, 0.1)),
        ("SPOON", (0.1, -0.23, 0.35)),
    )
    return thing(parts, labels, (-0.3, 0.45, 0.0))


def food(paint: Paint) -> Thing:
    """Make a bowl of noodles with an egg, greens, sticks and steam."""
    bowl = paint.body("#8a2420", 0.7)
    parts = [
        turned_body(
            [(0.18, -0.30), (0.20, -0.27), (0.22, -0.26), (0.40, -0.05), (0.46, 0.10), (0.45, 0.105), (0.40, 0.02)],
            bowl, 40,
        ),
        turned_body([(0.415, 0.035), (0.418, 0.04), (0.05, 0.05)], Skin(colour("#a86a28"), 0.9), 36),
        ring((0, 0.095, 0), 0.455, 0.012, Skin(colour("#d8b060"), 0.8), "y", 44),
    ]  # fmt: skip
    for step in range(34):
        turn, reach = step * 2.4, 0.10 + 0.26 * ((step * 37) % 17) / 17
        x, z = reach * math.cos(turn), reach * math.sin(turn)
        path = [
            (x - 0.10 * math.sin(turn), 0.045, z + 0.10 * math.cos(turn)),
            (x + 0.02, 0.085 + 0.02 * (step % 3), z),
            (x + 0.10 * math.sin(turn), 0.045, z - 0.10 * math.cos(turn)),
        ]
        parts.append(tube(path, [0.014, 0.015, 0.014], Skin(colour("#e8cc80"), 0.5), 7))
    for x in (-0.20, -0.06):
        parts += [
            ball((x, 0.09, 0.20), (0.085, 0.045, 0.10), Skin(colour("#f0ece0"), 0.6), 10, 16),
            ball((x, 0.12, 0.20), (0.045, 0.024, 0.05), Skin(colour("#f0a020"), 0.8), 8, 12),
        ]
    parts += [
        ball(
            (0.18 + 0.03 * i, 0.10 + 0.012 * (i % 2), -0.05 + 0.06 * i),
            (0.05, 0.012, 0.03),
            Skin(colour("#3a8a34"), 0.3),
            6,
            10,
        )
        for i in range(5)
    ]
    parts += [
        rod(
            (-0.46, 0.19 + 0.03 * i, -0.16 + 0.03 * i),
            (0.46, 0.11, 0.05 + 0.07 * i),
            0.013,
            Skin(colour("#2a1c14"), 0.5),
            10,
        )
        for i in range(2)
    ]
    labels = (
        ("REAL EGG", (-0.13, 0.12, 0.2)),
        ("SOY NOODLES", (0.1, 0.08, 0.1)),
        ("CHOPSTICKS", (0.4, 0.11, 0.06)),
        ("LACQUER", (-0.35, -0.1, 0.2)),
    )
    return thing(parts, labels, (-0.3, 0.5, 0.0))


def cake(paint: Paint) -> Thing:
    """Make a layered cake with icing, cherries and lit candles."""
    icing, sponge = paint.body("#e8c8d0", 0.4), Skin(colour("#a8743c"), 0.1)
    parts = [
        turned_body([(0.50, -0.34), (0.54, -0.33), (0.54, -0.31), (0.20, -0.30)], CHINA, 40),
        turned_body([(0.42, -0.30), (0.43, -0.28), (0.43, -0.18), (0.425, -0.17)], sponge, 40),
        turned_body(
            [(0.425, -0.175), (0.44, -0.165), (0.44, -0.13), (0.425, -0.12)], Skin(colour("#f0e8d8"), 0.4), 40,
        ),
        turned_body([(0.425, -0.12), (0.43, -0.11), (0.43, 0.0), (0.425, 0.01)], sponge, 40),
        turned_body([(0.43, -0.02), (0.452, 0.0), (0.452, 0.06), (0.42, 0.09), (0.05, 0.095)], icing, 40),
    ]  # fmt: skip
    for step in range(14):
        angle = step * math.tau / 14
        x, z = 0.44 * math.cos(angle), 0.44 * math.sin(angle)
        parts.append(
            tube([(x, 0.05, z), (1.02 * x, -0.04 - 0.05 * ((step * 5) % 3), 1.02 * z)], [0.045, 0.030], icing, 10)
        )
        if step % 2 == 0:
            x, z = 0.34 * math.cos(angle), 0.34 * math.sin(angle)
            parts += [
                ball((x, 0.11, z), (0.060, 0.035, 0.060), Skin(WHITE, 0.4), 8, 12),
                ball((x, 0.155, z), (0.040, 0.040, 0.040), Skin(colour("#b81828"), 0.9), 10, 12),
            ]
    for index, (x, z) in enumerate(((0.0, 0.0), (0.14, 0.06), (-0.13, 0.07), (0.06, -0.14), (-0.08, -0.13))):
        wax = Skin((colour("#e05080"), colour("#50a0e0"), colour("#e0c050"))[index % 3], 0.4)
        parts += [
            rod((x, 0.10, z), (x, 0.32, z), 0.018, wax, 12),
            tube(
                [(x, 0.34, z), (x, 0.385, z), (x, 0.45, z)],
                [0.012, 0.024, 0.002],
                Skin(colour("#ffc850"), 0.0, 1.0),
                10,
            ),
        ]
    labels = (
        ("CANDLES", (0, 0.40, 0)),
        ("CHERRY", (0.34, 0.16, 0.05)),
        ("SPONGE", (0.3, -0.22, 0.3)),
        ("ICING", (-0.3, 0.05, 0.32)),
    )
    return thing(parts, labels, (-0.3, 0.35, 0.0))


def vial(paint: Paint) -> Thing:
    """Make a stoppered vial of something that glows."""
    liquid = paint.asked or mix(paint.accent, colour("#40ff80"), 0.4)
    parts = [
        turned_body(
            [(0.10, -0.42), (0.17, -0.38), (0.19, -0.20), (0.19, 0.10), (0.17, 0.18), (0.09, 0.26)],
            Skin(liquid, 1.0, 0.22), 32,
        ),
        turned_body(
            [
                (0.192, 0.04), (0.194, 0.05), (0.18, 0.16), (0.09, 0.26), (0.075, 0.30), (0.075, 0.38),
                (0.095, 0.39), (0.095, 0.42),
            ],
            Skin(colour("#6a8088"), 1.0), 32,
        ),
        turned_body([(0.07, 0.41), (0.085, 0.50), (0.08, 0.53)], Skin(colour("#7a5a38"), 0.1), 18),
        turned_body(
            [(0.196, -0.22), (0.198, -0.21), (0.198, -0.05), (0.196, -0.04)],
            Skin(colour("#e0dcd0"), 0.2, lift=0.02), 32,
        ),
        plate(
            [(-0.05, -0.17), (0.05, -0.17), (0.0, -0.09)], 0.004, Skin(colour("#c82020"), 0.2, lift=LIFT * 4), 0.2,
        ),
        strip([(-0.10, -0.34, 0.15), (-0.125, -0.02, 0.15)], 0.009, Skin(WHITE, 1.0, 0.4), 6),
        *[
            ball(
                (0.07 * math.sin(i * 2.3), -0.3 + 0.06 * i, 0.16), (0.012,) * 3,
                Skin(mix(liquid, WHITE, 0.6), 1.0, 0.7, lift=0.03), 6, 8,
            )
            for i in range(6)
        ],
    ]  # fmt: skip
    labels = (
        ("STOPPER", (0, 0.50, 0.06)),
        ("TOXIN MARK", (0, -0.13, 0.2)),
        ("REAGENT", (0.1, -0.33, 0.13)),
        ("THIN GLASS", (0.08, 0.28, 0.04)),
    )
    return thing(parts, labels, (-0.3, 0.2, 0.0))


def syringe(paint: Paint) -> Thing:
    """Make a syringe with a dose in it."""
    dose = paint.asked or mix(paint.accent, colour("#30e0c0"), 0.5)
    parts = [
        rod((-0.26, 0, 0), (0.14, 0, 0), 0.070, Skin(dose, 1.0, 0.45), 24),
        rod((0.12, 0, 0), (0.30, 0, 0), 0.072, Skin(colour("#c8d4dc"), 1.0), 24),
        tube([(-0.30, 0, 0), (-0.36, 0, 0)], [0.05, 0.022], Skin(colour("#d8dce0"), 0.6), 16),
        rod((-0.37, 0, 0), (-0.64, 0, 0), 0.006, STEEL, 8),
        plate(rounded(0.29, -0.17, 0.32, 0.17, 0.012), 0.04, Skin(colour("#d8dce0"), 0.6)),
        rod((0.30, 0, 0), (0.56, 0, 0), 0.030, Skin(colour("#d8dce0"), 0.6), 16),
        tube([(0.565, 0, 0), (0.585, 0, 0)], [0.085, 0.085], Skin(colour("#d8dce0"), 0.6), 20),
        rod((0.11, 0, 0), (0.16, 0, 0), 0.068, Skin(colour("#202226"), 0.3), 20),
    ]  # fmt: skip
    parts += [
        strip(
            [(-0.24 + 0.05 * i, 0.0, 0.073), (-0.24 + 0.05 * i, 0.035 + 0.02 * (i % 2), 0.060)],
            0.004,
            Skin(colour("#202226"), 0.2, lift=LIFT * 0.5),
            5,
        )
        for i in range(9)
    ]
    parts.append(strip([(-0.24, 0.035, 0.062), (0.26, 0.035, 0.062)], 0.007, Skin(WHITE, 1.0, 0.35), 6))
    labels = (
        ("NEEDLE", (-0.55, 0, 0)),
        ("DOSE: 5 ML", (-0.05, 0.05, 0.06)),
        ("PLUNGER", (0.45, 0.02, 0.02)),
        ("GRIP", (0.30, 0.15, 0.03)),
    )
    return thing(parts, labels, (-0.35, 0.35, 0.40))


def jar(paint: Paint) -> Thing:
    """Make a glass jar with a screwed lid."""
    glass, lid = Skin(colour("#90b4b4"), 1.0, 0.04), paint.body("#b09a50", 0.9)
    parts = [
        inward(open_body([(0.27, -0.46), (0.30, -0.40), (0.30, 0.18), (0.24, 0.28)], Skin(glass.colour, 0.9), 32)),
        turned_body([(0.25, -0.50), (0.30, -0.47), (0.305, -0.42)], glass, 32),
        *[ring((0, y, 0), r, 0.012, glass, "y", 36) for y, r in ((-0.42, 0.30), (0.18, 0.30), (0.28, 0.24))],
        *[
            strip([(x, -0.38, z), (x, 0.14, z)], 0.006, Skin(WHITE, 1.0, 0.3), 6)
            for x, z in ((-0.20, 0.22), (0.24, 0.17))
        ],
    ]
    if "open" not in paint.states:
        parts.append(turned_body([(0.26, 0.27), (0.27, 0.29), (0.27, 0.38), (0.255, 0.40)], lid, 32))
    labels = (
        ("LID", (0.1, 0.4, 0.1)),
        ("GLASS", (0.28, 0, 0.1)),
        ("CONTENTS", (0, -0.2, 0)),
        ("BASE", (0, -0.48, 0.25)),
    )
    return thing(parts, labels, (-0.3, 0.25, 0.0), (0.0, -0.46, 0.0, 0.62))


MAKERS = {
    "bottle": bottle,
    "cup": cup,
    "food": food,
    "cake": cake,
    "vial": vial,
    "syringe": syringe,
    "jar": jar,
}
