"""Firearms beyond the first ones, seen from the side, and one that is taken apart."""

import math

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import BLUED, BRONZE, GUN, GUN_PLATE, STEEL
from generation.sketch.models.mesh import Mesh, Skin, tube
from generation.sketch.models.parts import LIFT, Paint, Thing, inlay, plate, ring, rod, rounded, strip, thing

WOOD = "#5c3a22"


def _guard(x: float, y: float, wide: float = 0.12, deep: float = 0.10) -> Mesh:
    """Make a trigger guard under a place."""
    return strip(
        [(x, y, 0), (x, y - deep, 0), (x + 0.5 * wide, y - 1.15 * deep, 0), (x + wide, y - deep, 0), (x + wide, y, 0)],
        0.010,
        GUN_PLATE,
        6,
    )


def smg(paint: Paint) -> Thing:
    """Make a submachine gun."""
    parts = [
        plate(rounded(-0.34, -0.06, 0.30, 0.09, 0.02), 0.05, paint.body("#3c4148")),
        rod((-0.34, 0.03, 0), (-0.52, 0.03, 0), 0.028, GUN), rod((-0.50, 0.03, 0), (-0.58, 0.03, 0), 0.040, BLUED),
        plate([(0.02, -0.05), (0.14, -0.05), (0.19, -0.30), (0.07, -0.31)], 0.038, BLUED),
        plate([(-0.20, -0.05), (-0.09, -0.05), (-0.07, -0.40), (-0.18, -0.41)], 0.028, GUN_PLATE),
        plate(
            [(0.28, 0.08), (0.56, 0.07), (0.58, -0.16), (0.52, -0.17), (0.47, -0.03), (0.28, 0.02)], 0.030,
            paint.body("#2a2e34", 0.3),
        ),
        plate(rounded(-0.26, 0.09, 0.18, 0.115, 0.004), 0.018, BLUED),
        rod((-0.02, 0.16, 0), (0.14, 0.16, 0), 0.036, GUN_PLATE),
        rod((-0.03, 0.16, 0), (-0.04, 0.16, 0), 0.028, paint.lit()), _guard(-0.07, -0.06, 0.10),
        inlay(rounded(-0.10, 0.02, 0.08, 0.06, 0.008), 0.05, BLUED),
        inlay(rounded(0.14, 0.0, 0.22, 0.02, 0.004), 0.05, paint.lit()),
        plate([(-0.33, -0.06), (-0.25, -0.06), (-0.25, -0.20), (-0.31, -0.20)], 0.026, BLUED),
    ]  # fmt: skip
    labels = (
        ("RED DOT", (0.06, 0.19, 0.03)),
        ("FOLDING STOCK", (0.50, 0.02, 0.03)),
        ("30 ROUNDS", (-0.13, -0.35, 0.03)),
        ("FLASH HIDER", (-0.55, 0.03, 0.04)),
    )
    return thing(parts, labels, (0.42, 0.16, 0.10))


def shotgun(paint: Paint) -> Thing:
    """Make a pump shotgun with a wooden stock."""
    wood = paint.body(WOOD, 0.35)
    parts = [
        rod((-0.72, 0.05, 0), (0.10, 0.05, 0), 0.028, GUN), rod((-0.66, -0.01, 0), (0.05, -0.01, 0), 0.024, GUN_PLATE),
        plate(rounded(0.02, -0.05, 0.30, 0.08, 0.025), 0.036, paint.body("#3a3f46")),
        tube([(-0.48, -0.015, 0), (-0.36, -0.02, 0), (-0.20, -0.015, 0)], [0.045, 0.052, 0.045], wood, 18),
        plate(
            [(0.28, 0.05), (0.42, 0.0), (0.72, 0.01), (0.74, -0.17), (0.68, -0.19), (0.42, -0.10), (0.28, -0.05)],
            0.030, wood,
        ),
        plate(rounded(0.725, -0.175, 0.755, 0.01, 0.008), 0.032, BLUED), _guard(0.12, -0.05),
        inlay(rounded(0.08, 0.0, 0.22, 0.04, 0.006), 0.036, BLUED),
        rod((-0.72, 0.085, 0), (-0.69, 0.085, 0), 0.010, paint.lit()),
    ]  # fmt: skip
    parts += [ring((-0.45 + 0.05 * i, -0.017, 0), 0.050, 0.006, BLUED, "x", 20) for i in range(5)]
    parts += [
        rod((0.09 + 0.045 * i, -0.03, 0.05), (0.09 + 0.045 * i, 0.05, 0.05), 0.016, Skin(colour("#b83028"), 0.4))
        for i in range(4)
    ]
    labels = (
        ("PUMP", (-0.34, -0.05, 0.04)),
        ("WALNUT STOCK", (0.60, -0.08, 0.03)),
        ("SPARE SHELLS", (0.16, 0.0, 0.06)),
        ("BEAD SIGHT", (-0.70, 0.09, 0)),
    )
    return thing(parts, labels, (0.40, 0.16, 0.10))


def sniper_rifle(paint: Paint) -> Thing:
    """Make a sniper's rifle with a long scope and a bipod."""
    stock = paint.body("#4a5040", 0.3)
    parts = [
        rod((-0.22, 0.03, 0), (-0.80, 0.03, 0), 0.016, GUN), rod((-0.76, 0.03, 0), (-0.86, 0.03, 0), 0.028, BLUED),
        plate(rounded(-0.26, -0.03, 0.20, 0.06, 0.015), 0.028, paint.body("#3a4038")),
        plate(
            [(0.18, 0.05), (0.34, 0.02), (0.62, 0.07), (0.64, -0.12), (0.40, -0.09), (0.30, -0.05), (0.18, -0.04)],
            0.028, stock,
        ),
        plate([(-0.42, 0.01), (-0.22, 0.05), (-0.22, -0.035), (-0.42, -0.02)], 0.024, stock),
        plate([(0.18, -0.03), (0.26, -0.03), (0.31, -0.19), (0.24, -0.21)], 0.024, BLUED),
        plate(rounded(-0.04, -0.13, 0.08, -0.02, 0.01), 0.022, GUN_PLATE),
        rod((-0.20, 0.125, 0), (0.20, 0.125, 0), 0.024, BLUED),
        rod((-0.30, 0.125, 0), (-0.18, 0.125, 0), 0.042, BLUED),
        rod((0.17, 0.125, 0), (0.26, 0.125, 0), 0.034, BLUED),
        rod((-0.302, 0.125, 0), (-0.310, 0.125, 0), 0.034, paint.lit()),
        rod((0.0, 0.13, 0), (0.0, 0.175, 0), 0.020, GUN_PLATE),
        rod((0.10, 0.03, 0.02), (0.15, 0.0, 0.09), 0.011, STEEL),
        tube([(0.15, 0.0, 0.09), (0.15, -0.02, 0.11)], [0.018, 0.014], STEEL, 10), _guard(0.09, -0.03, 0.09, 0.07),
        strip([(-0.38, -0.01, 0.02), (-0.44, -0.18, 0.08)], 0.010, GUN),
        strip([(-0.38, -0.01, -0.02), (-0.34, -0.18, -0.08)], 0.010, GUN),
    ]  # fmt: skip
    labels = (
        ("12x SCOPE", (-0.25, 0.17, 0.03)),
        ("BOLT", (0.15, -0.01, 0.10)),
        ("MATCH BARREL", (-0.65, 0.04, 0.01)),
        ("CHEEK REST", (0.50, 0.06, 0.03)),
    )
    return thing(parts, labels, (0.40, 0.16, 0.12))


def revolver(paint: Paint) -> Thing:
    """Make a revolver with a wooden grip."""
    steel = paint.body("#7c848e", 1.0)
    grip = [
        (0.16, 0.04),
        (0.30, 0.06),
        (0.36, -0.06),
        (0.44, -0.30),
        (0.38, -0.36),
        (0.24, -0.33),
        (0.22, -0.16),
        (0.16, -0.06),
    ]
    parts = [
        rod((-0.14, 0.10, 0), (-0.58, 0.10, 0), 0.046, steel, 22),
        rod((-0.585, 0.10, 0), (-0.59, 0.10, 0), 0.022, BLUED),
        plate(rounded(-0.56, 0.02, -0.12, 0.09, 0.015), 0.026, steel),
        plate(rounded(-0.16, -0.10, 0.20, 0.02, 0.02), 0.034, steel),
        plate(rounded(-0.16, 0.12, 0.22, 0.17, 0.012), 0.030, steel),
        rod((-0.12, 0.03, 0), (0.10, 0.03, 0), 0.115, paint.body("#69717c", 1.0), 26),
        plate(grip, 0.045, Skin(colour(WOOD), 0.5)),
        plate([(0.20, 0.10), (0.30, 0.20), (0.35, 0.17), (0.28, 0.05)], 0.018, steel),
        _guard(-0.05, -0.10, 0.16, 0.10),
        strip([(0.04, -0.10, 0), (0.02, -0.15, 0), (0.05, -0.19, 0)], 0.013, STEEL, 8),
        plate([(-0.58, 0.14), (-0.50, 0.14), (-0.50, 0.19)], 0.010, BLUED),
        rod((0.30, -0.12, 0.045), (0.30, -0.12, 0.055), 0.03, BRONZE),
    ]  # fmt: skip
    for step in range(6):
        angle = step * math.tau / 6
        y, z = 0.03 + 0.092 * math.sin(angle), 0.092 * math.cos(angle)
        parts.append(strip([(-0.11, y, z), (0.03, y, z)], 0.026, Skin(BLUED.colour, 0.4, lift=LIFT * 0.4), 8))
    labels = (
        ("SIX CHAMBERS", (0.0, 0.10, 0.10)),
        ("WALNUT GRIP", (0.36, -0.25, 0.05)),
        ("VENT RIB", (-0.40, 0.14, 0.03)),
        ("HAMMER", (0.30, 0.17, 0.02)),
    )
    return thing(parts, labels, (0.48, 0.16, 0.05))


def gun_parts(paint: Paint) -> Thing:
    """Make a pistol that is taken apart, laid out in order."""
    parts = [
        plate([(-0.55, 0.34), (0.10, 0.34), (0.12, 0.22), (-0.52, 0.20)], 0.05, paint.body("#4a505a", 0.9)),
        rod((-0.50, 0.08, 0), (-0.02, 0.08, 0), 0.032, STEEL), ring((0.0, 0.08, 0), 0.045, 0.014, STEEL, "x", 20),
        plate(
            [
                (-0.50, -0.02), (0.0, -0.02), (0.02, -0.10), (0.08, -0.36), (-0.10, -0.38), (-0.16, -0.14),
                (-0.50, -0.12),
            ],
            0.045, paint.body("#1f2126", 0.3),
        ),
        plate([(0.24, 0.02), (0.36, 0.02), (0.42, -0.34), (0.30, -0.36)], 0.032, GUN_PLATE),
        *[
            strip(
                [
                    (0.18 + 0.022 * i + 0.011, 0.20 + 0.03 * (i % 2), 0),
                    (0.18 + 0.022 * (i + 1), 0.20 + 0.03 * ((i + 1) % 2), 0),
                ],
                0.006, STEEL, 5,
            )
            for i in range(16)
        ],
        rod((0.20, 0.34, 0), (0.50, 0.34, 0), 0.014, STEEL),
        plate(rounded(0.46, -0.10, 0.56, 0.04, 0.02), 0.02, BLUED),
        *[
            tube(
                [
                    (0.50 + 0.055 * (i % 2), -0.20 - 0.06 * (i // 2), 0),
                    (0.50 + 0.055 * (i % 2), -0.13 - 0.06 * (i // 2), 0),
                ],
                [0.018, 0.012], BRONZE, 10,
            )
            for i in range(4)
        ],
        inlay(rounded(-0.20, 0.26, -0.06, 0.30, 0.006), 0.05, paint.lit()),
    ]  # fmt: skip
    labels = (
        ("SLIDE", (-0.3, 0.30, 0.05)),
        ("BARREL", (-0.3, 0.09, 0.03)),
        ("FRAME", (-0.1, -0.25, 0.05)),
        ("MAGAZINE", (0.35, -0.25, 0.03)),
    )
    return thing(parts, labels, (-0.2, -0.5, 0.0))


MAKERS = {
    "smg": smg,
    "shotgun": shotgun,
    "sniper_rifle": sniper_rifle,
    "revolver": revolver,
    "gun_parts": gun_parts,
}
