"""Bows, blades and staffs, lying on their side."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import BLUED, GUN_PLATE, STEEL
from generation.sketch.models.mesh import Skin, tube
from generation.sketch.models.parts import Paint, Thing, inlay, plate, ring, rod, rounded, strip, thing


def bow(paint: Paint) -> Thing:
    """Make a bow with an arrow laid on it."""
    limb, wood = paint.body("#3a3026", 0.5), Skin(colour("#8a6a44"), 0.2)
    curve = [
        (0.16 - 0.42 * (t / 0.62) ** 2 + (0.10 if abs(t) > 0.6 else 0.0), t, 0.0)
        for t in (-0.66, -0.6, -0.42, -0.2, 0.0, 0.2, 0.42, 0.6, 0.66)
    ]
    parts = [
        tube(curve, [0.010, 0.016, 0.024, 0.028, 0.032, 0.028, 0.024, 0.016, 0.010], limb, 14),
        tube(
            [(0.155, -0.09, 0), (0.16, 0.0, 0), (0.155, 0.09, 0)], [0.042, 0.046, 0.042],
            Skin(colour("#201a16"), 0.2), 14,
        ),
        strip([curve[0], curve[-1]], 0.004, Skin(colour("#d8d0c0"), 0.3), 5),
        rod((-0.42, 0.03, 0.045), (0.46, 0.03, 0.045), 0.008, wood, 8),
        tube([(0.44, 0.03, 0.045), (0.56, 0.03, 0.045)], [0.024, 0.002], STEEL, 8),
        ring((0.150, 0.12, 0), 0.034, 0.006, paint.lit(), "y", 18),
        ring((0.150, -0.12, 0), 0.034, 0.006, paint.lit(), "y", 18),
    ]  # fmt: skip
    parts += [
        plate(
            [(-0.42, 0.03), (-0.30, 0.03), (-0.34, 0.03 + side * 0.055), (-0.44, 0.03 + side * 0.055)],
            0.003,
            Skin(colour("#b83028"), 0.1),
            0.045,
        )
        for side in (-1, 1)
    ]
    labels = (
        ("BROADHEAD", (0.52, 0.03, 0.05)),
        ("GRIP", (0.16, 0.0, 0.04)),
        ("STRING", (-0.24, -0.3, 0)),
        ("UPPER LIMB", (0.0, 0.45, 0)),
    )
    return thing(parts, labels, (-0.30, 0.30, 0.25))


def knife(paint: Paint) -> Thing:
    """Make a fighting knife."""
    blade = [(-0.10, 0.05), (-0.46, 0.05), (-0.58, 0.0), (-0.60, -0.02), (-0.50, -0.055), (-0.10, -0.055)]
    parts = [
        plate(blade, 0.012, STEEL),
        plate(
            [(-0.12, -0.02), (-0.50, -0.03), (-0.59, -0.02), (-0.50, -0.056), (-0.12, -0.056)], 0.0135,
            Skin(colour("#d8dee6"), 1.0),
        ),
        plate(rounded(-0.13, -0.11, -0.09, 0.11, 0.015), 0.028, GUN_PLATE),
        tube(
            [(-0.08, 0, 0), (0.10, 0.01, 0), (0.30, 0.0, 0)], [0.044, 0.052, 0.046], paint.body("#2a2622", 0.25),
            16, 0.6,
        ),
        rod((0.30, 0, 0), (0.34, 0, 0), 0.05, GUN_PLATE, 16),
        inlay(rounded(-0.40, 0.02, -0.18, 0.03, 0.003), 0.014, BLUED),
    ]  # fmt: skip
    parts += [ring((-0.03 + 0.045 * i, 0.003, 0), 0.047, 0.008, BLUED, "x", 18) for i in range(7)]
    labels = (
        ("DIKOTED EDGE", (-0.45, -0.05, 0.01)),
        ("FULLER", (-0.30, 0.03, 0.02)),
        ("GUARD", (-0.11, 0.10, 0.02)),
        ("CORD GRIP", (0.12, 0.0, 0.05)),
    )
    return thing(parts, labels, (-0.4, 0.4, 0.45))


def axe(paint: Paint) -> Thing:
    """Make a combat axe."""
    head = [(0.04, 0.50), (-0.06, 0.53), (-0.30, 0.62), (-0.36, 0.40), (-0.30, 0.20), (-0.06, 0.34), (0.04, 0.36)]
    parts = [
        plate(head, 0.032, Skin(colour("#6c747e"), 0.9)),
        plate(
            [(-0.29, 0.61), (-0.345, 0.62), (-0.40, 0.40), (-0.345, 0.19), (-0.29, 0.22), (-0.335, 0.40)], 0.014,
            STEEL,
        ),
        plate(
            [(0.04, 0.50), (0.22, 0.46), (0.24, 0.42), (0.22, 0.39), (0.04, 0.36)], 0.028,
            Skin(colour("#6c747e"), 0.9),
        ),
        tube(
            [(0.0, 0.56, 0), (0.0, 0.2, 0), (0.015, -0.2, 0), (0.0, -0.58, 0)], [0.036, 0.034, 0.036, 0.042],
            paint.body("#6a4426", 0.3), 16, 0.75,
        ),
        tube([(0.012, -0.22, 0), (0.0, -0.50, 0)], [0.044, 0.046], Skin(colour("#241c18"), 0.2), 14, 0.8),
        inlay(rounded(-0.22, 0.38, -0.06, 0.42, 0.01), 0.032, replace(paint.lit(0.7))),
    ]  # fmt: skip
    labels = (
        ("EDGE", (-0.38, 0.42, 0.01)),
        ("SPIKE", (0.20, 0.43, 0.02)),
        ("RUNES", (-0.14, 0.40, 0.04)),
        ("HAFT", (0.0, -0.3, 0.04)),
    )
    return thing(parts, labels, (-0.35, 0.3, 0.6))


def sword(paint: Paint) -> Thing:
    """Make a straight sword with a cross guard."""
    blade = [(-0.20, 0.042), (0.58, 0.030), (0.72, 0.0), (0.58, -0.030), (-0.20, -0.042)]
    gold = Skin(colour("#b08a48"), 1.0)
    parts = [
        plate(blade, 0.014, STEEL),
        plate(
            [(-0.20, 0.012), (0.46, 0.008), (0.46, -0.008), (-0.20, -0.012)], 0.016, Skin(colour("#5c6672"), 1.0),
        ),
        tube([(-0.23, 0.20, 0), (-0.215, 0.0, 0), (-0.23, -0.20, 0)], [0.022, 0.032, 0.022], gold, 14),
        rod((-0.24, 0, 0), (-0.46, 0, 0), 0.030, paint.body("#40201c", 0.3), 16),
        tube([(-0.47, 0, 0), (-0.53, 0, 0)], [0.045, 0.045], gold, 18),
        inlay(rounded(-0.10, -0.010, 0.34, 0.010, 0.003), 0.017, paint.lit(0.35)),
    ]  # fmt: skip
    parts += [ring((-0.26 - 0.03 * i, 0, 0), 0.032, 0.006, gold, "x", 18) for i in range(7)]
    labels = (
        ("BLADE", (0.4, 0.03, 0.01)),
        ("WARD LINE", (0.1, 0.0, 0.02)),
        ("CROSS GUARD", (-0.22, 0.18, 0)),
        ("POMMEL", (-0.52, 0.0, 0.04)),
    )
    return thing(parts, labels, (-0.35, 0.35, 0.50))


def staff(paint: Paint) -> Thing:
    """Make a mage's staff of twisted wood with a crystal in its claws."""
    wood = paint.body("#4a3424", 0.25)
    twist = [(0.020 * math.sin(i * 1.3), -0.78 + 0.108 * i, 0.020 * math.cos(i * 1.3)) for i in range(13)]
    crystal = Skin(paint.asked or paint.accent, 1.0, 0.75)
    parts = [
        tube(twist, [0.022 + 0.0012 * i for i in range(13)], wood, 14),
        tube([(0, 0.58, 0), (0, 0.68, 0), (0, 0.80, 0)], [0.03, 0.075, 0.004], crystal, 6),
    ]
    for step in range(4):
        angle = step * math.tau / 4 + 0.4
        x, z = math.cos(angle), math.sin(angle)
        parts.append(
            tube(
                [(0.02 * x, 0.48, 0.02 * z), (0.11 * x, 0.60, 0.11 * z), (0.06 * x, 0.74, 0.06 * z)],
                [0.026, 0.018, 0.005],
                wood,
                8,
            )
        )
    parts += [ring((0, y, 0), 0.040, 0.009, Skin(colour("#c09a50"), 1.0), "y", 22) for y in (0.42, 0.46, -0.62)]
    parts += [
        strip([(0.05, 0.36, 0.03), (0.09, 0.20, 0.04), (0.07, 0.06, 0.04)], 0.007, Skin(colour("#8a2a2a"), 0.2), 6)
    ]
    labels = (
        ("CRYSTAL", (0, 0.70, 0.06)),
        ("ROOT CLAWS", (0.09, 0.60, 0.05)),
        ("BINDING", (0, 0.44, 0.04)),
        ("HEARTWOOD", (0, -0.3, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.6))


MAKERS = {
    "bow": bow,
    "knife": knife,
    "axe": axe,
    "sword": sword,
    "staff": staff,
}
