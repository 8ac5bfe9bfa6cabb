"""The weapons most runners carry: katanas, heavy pistols, assault rifles."""

import math

from generation.sketch.models.materials import BLACKENED, BRONZE, GUN, GUN_PLATE, STEEL
from generation.sketch.models.mesh import ball, beam, tube
from generation.sketch.models.parts import Paint, Thing, inlay, plate, rod, rounded, strip, thing


def katana(paint: Paint) -> Thing:
    """Make a katana, slanted across the frame."""

    def bow(x: float) -> float:
        return 0.10 * math.sin((x + 0.30) * math.pi * 0.5)

    xs = [-0.28 + 0.96 * i / 24 for i in range(25)]
    blade = tube(
        [(x, bow(x), 0.0) for x in xs],
        [0.034 - 0.006 * i / 24 - 0.026 * max(0.0, i - 22) / 2 for i in range(25)],
        STEEL,
        4,
        0.28,
    )
    edge = strip(
        [(x, bow(x) - 0.026 + 0.004 * math.sin(i * 2.4), 0.006) for i, x in enumerate(xs[:-1])],
        0.006,
        paint.lit(0.55),
        4,
    )
    grip = [(-0.66 + 0.34 * i / 12, -0.004 - 0.008 * math.sin(i / 12 * math.pi), 0.0) for i in range(13)]
    parts = [blade, edge, tube(grip, [0.033] * 13, paint.body("#2a1a20", 0.2), 14, 0.75)]
    for index in range(8):
        x = -0.645 + index * 0.040
        parts += [
            beam((x, -0.034, 0.026), (x + 0.030, 0.024, 0.026), 0.012, 0.008, BRONZE, (0, 0, 1)),
            beam((x, 0.024, 0.026), (x + 0.030, -0.034, 0.026), 0.012, 0.008, BRONZE, (0, 0, 1)),
        ]
    parts += [
        ball((-0.30, 0.0, 0.0), (0.014, 0.078, 0.070), BRONZE, 12, 28),
        ball((-0.672, -0.004, 0.0), (0.020, 0.036, 0.030), BRONZE, 8, 16),
        beam((-0.30, 0.0, 0.0), (-0.255, 0.003, 0.0), 0.030, 0.066, BRONZE),
    ]
    labels = (
        ("MONOFILAMENT EDGE", (0.45, bow(0.45) - 0.02, 0.0)),
        ("FOLDED STEEL", (0.12, bow(0.12) + 0.02, 0.0)),
        ("GUARD LINK", (-0.30, -0.07, 0.0)),
        ("WRAPPED GRIP", (-0.52, 0.02, 0.02)),
    )
    return thing(parts, labels, (-0.35, 0.35, 0.50))


def pistol(paint: Paint) -> Thing:
    """Make a heavy pistol, seen from the side."""
    grip = [
        (0.09, 0.02),
        (0.26, 0.02),
        (0.285, -0.10),
        (0.335, -0.36),
        (0.31, -0.43),
        (0.15, -0.44),
        (0.12, -0.38),
        (0.10, -0.16),
    ]
    slide = [
        (-0.52, 0.165),
        (0.29, 0.165),
        (0.315, 0.13),
        (0.315, -0.02),
        (0.28, -0.045),
        (-0.50, -0.045),
        (-0.52, -0.02),
    ]
    guard = [(-0.04, -0.05, 0.0), (-0.05, -0.13, 0.0), (0.0, -0.175, 0.0), (0.08, -0.175, 0.0), (0.112, -0.12, 0.0)]
    parts = [
        plate(grip, 0.055, paint.body("#1f2126", 0.3)),
        plate(rounded(-0.48, -0.115, 0.20, -0.03), 0.045, GUN_PLATE),
        plate(slide, 0.062, paint.body("#4a505a", 0.9)),
        plate(rounded(0.13, -0.485, 0.335, -0.435), 0.060, GUN_PLATE),
        strip(guard, 0.013, GUN_PLATE),
        strip([(0.045, -0.05, 0.0), (0.035, -0.10, 0.0), (0.065, -0.135, 0.0)], 0.012, STEEL),
        rod((-0.50, 0.075, 0.0), (-0.56, 0.075, 0.0), 0.036, GUN),
        rod((-0.555, 0.075, 0.0), (-0.566, 0.075, 0.0), 0.022, BLACKENED),
        rod((-0.46, -0.075, 0.0), (-0.53, -0.075, 0.0), 0.024, BLACKENED),
        plate([(0.31, 0.12), (0.37, 0.16), (0.385, 0.14), (0.345, 0.07), (0.31, 0.05)], 0.020, BLACKENED),
        plate(rounded(-0.38, 0.165, -0.14, 0.20, 0.004), 0.020, BLACKENED),
        plate(rounded(-0.42, 0.195, -0.10, 0.265, 0.02), 0.042, GUN_PLATE),
        inlay(rounded(-0.30, 0.03, -0.06, 0.10, 0.01), 0.062, BLACKENED),
        rod((-0.425, 0.23, 0.0), (-0.435, 0.23, 0.0), 0.026, paint.lit()),
        inlay(rounded(0.10, 0.07, 0.19, 0.09, 0.006), 0.062, paint.lit()),
        inlay(rounded(-0.48, 0.115, 0.06, 0.14, 0.006), 0.062, STEEL),
    ]
    parts += [
        inlay(
            [
                (0.195 + i * 0.021, 0.03),
                (0.207 + i * 0.021, 0.03),
                (0.217 + i * 0.021, 0.15),
                (0.205 + i * 0.021, 0.15),
            ],
            0.062,
            BLACKENED,
        )
        for i in range(5)
    ]
    parts += [
        inlay(
            rounded(0.145 + i * 0.009, -0.15 - i * 0.052, 0.275 + i * 0.009, -0.128 - i * 0.052, 0.008),
            0.055,
            BLACKENED,
        )
        for i in range(5)
    ]
    labels = (
        ("LINKED SIGHT", (-0.26, 0.25, 0.04)),
        ("HEAVY FRAME", (0.28, 0.14, 0.06)),
        ("SHROUDED BARREL", (-0.50, 0.02, 0.05)),
        ("PALM READER", (0.24, -0.26, 0.05)),
    )
    return thing(parts, labels, (0.50, 0.16, 0.05))


def rifle(paint: Paint) -> Thing:
    """Make an assault rifle, seen from the side."""
    stock = [(0.26, 0.06), (0.66, 0.05), (0.68, -0.14), (0.62, -0.17), (0.42, -0.06), (0.26, -0.05)]
    grip = [(0.16, -0.04), (0.24, -0.04), (0.29, -0.20), (0.22, -0.23)]
    magazine = [(-0.05, -0.05), (0.06, -0.05), (0.03, -0.20), (-0.03, -0.30), (-0.13, -0.28), (-0.08, -0.18)]
    parts = [
        plate(stock, 0.030, paint.body("#2a2e34", 0.3)),
        plate(rounded(-0.16, -0.055, 0.28, 0.075, 0.02), 0.036, paint.body("#474d57")),
        plate(rounded(-0.48, -0.035, -0.14, 0.060, 0.02), 0.034, paint.body("#33383f", 0.4)),
        plate(grip, 0.026, BLACKENED),
        plate(magazine, 0.022, GUN_PLATE),
        rod((-0.46, 0.018, 0.0), (-0.70, 0.018, 0.0), 0.014, GUN),
        rod((-0.68, 0.018, 0.0), (-0.76, 0.018, 0.0), 0.024, BLACKENED),
        plate(rounded(-0.44, 0.060, 0.24, 0.080, 0.003), 0.014, BLACKENED),
        rod((-0.10, 0.128, 0.0), (0.16, 0.128, 0.0), 0.032, GUN_PLATE),
        rod((-0.10, 0.128, 0.0), (-0.15, 0.128, 0.0), 0.042, BLACKENED),
        rod((-0.150, 0.128, 0.0), (-0.158, 0.128, 0.0), 0.034, paint.lit()),
        plate(rounded(-0.04, 0.08, 0.0, 0.11, 0.003), 0.014, BLACKENED),
        plate(rounded(0.08, 0.08, 0.12, 0.11, 0.003), 0.014, BLACKENED),
        strip([(0.08, -0.05, 0), (0.09, -0.12, 0), (0.16, -0.12, 0)], 0.008, GUN_PLATE, 6),
        rod((-0.42, -0.055, 0.0), (-0.26, -0.055, 0.0), 0.020, BLACKENED),
        inlay(rounded(-0.10, 0.010, 0.04, 0.045, 0.006), 0.036, BLACKENED),
        inlay(rounded(0.10, 0.0, 0.18, 0.020, 0.004), 0.036, paint.lit()),
        plate(rounded(0.665, -0.15, 0.69, 0.05, 0.006), 0.032, BLACKENED),
    ]
    parts += [
        inlay(rounded(-0.45 + i * 0.052, -0.005, -0.415 + i * 0.052, 0.030, 0.008), 0.034, BLACKENED) for i in range(6)
    ]
    labels = (
        ("SMART SCOPE", (0.05, 0.16, 0.03)),
        ("CASELESS FEED", (-0.07, -0.24, 0.02)),
        ("GAS VENT", (-0.72, 0.03, 0.02)),
        ("RECOIL BUFFER", (0.52, 0.03, 0.03)),
    )
    return thing(parts, labels, (0.42, 0.16, 0.10))


MAKERS = {
    "katana": katana,
    "pistol": pistol,
    "rifle": rifle,
}
