"""Gear that is worn, driven or carried about: foci, medkits, cyberarms, helmets, racing bikes, locked cases."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import WHITE, colour, mix
from generation.sketch.models.materials import ALLOY, CASING, DARK, GLASS, GOLD, RUBBER
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, loft, tube
from generation.sketch.models.parts import LIFT, Paint, Thing, inlay, plate, ring, rod, rounded, strip, thing


def focus(paint: Paint) -> Thing:
    """Make a focus: a cut crystal in a gold ring with claws, on a chain."""
    crystal = Skin(mix(paint.asked or paint.accent, WHITE, 0.15), 1.0, 0.30)
    parts = [
        ball((0, -0.08, 0), (0.15, 0.22, 0.11), crystal, 4, 6),
        ring((0, -0.08, 0), 0.27, 0.026, GOLD, steps=60, sides=12),
        ring((0, -0.08, 0), 0.22, 0.009, paint.lit_second(0.9), steps=60),
    ]
    for step in range(6):
        angle = step * math.tau / 6 + 0.52
        x, y = math.cos(angle), math.sin(angle)
        parts.append(
            tube(
                [
                    (0.26 * x, -0.08 + 0.26 * y, 0.0),
                    (0.19 * x, -0.08 + 0.20 * y, 0.06),
                    (0.10 * x, -0.08 + 0.14 * y, 0.07),
                ],
                [0.024, 0.018, 0.006],
                GOLD,
                10,
            )
        )
    for step in range(24):
        angle = step * math.tau / 24
        x, y = 0.27 * math.cos(angle), -0.08 + 0.27 * math.sin(angle)
        parts.append(
            beam((x, y, 0.026), (x * 1.05, -0.08 + (y + 0.08) * 1.05, 0.026), 0.008, 0.006, paint.lit(0.7), (0, 0, 1))
        )
    parts.append(ring((0, 0.225, 0), 0.035, 0.012, GOLD, "x"))
    for side in (-1, 1):
        for link in range(9):
            share = link / 8
            x, y = side * (0.03 + 0.36 * share), 0.25 + 0.28 * math.sin(share * 1.45)
            parts.append(ring((x, y, 0), 0.026, 0.007, GOLD, "z" if link % 2 else "y", 16))
    labels = (
        ("BOUND CRYSTAL", (0.0, 0.04, 0.1)),
        ("ORICHALCUM", (-0.25, -0.16, 0.02)),
        ("WARD SIGNS", (0.20, -0.26, 0.03)),
        ("SILVERED CHAIN", (0.30, 0.48, 0)),
    )
    return thing(parts, labels, (-0.45, 0.10, 0.0))


def medkit(paint: Paint) -> Thing:
    """Make a medkit: a hard case with a lit cross, a diagnostic screen and a handle."""
    green = Skin(colour("#30e0c0"), 0.4, 1.0)
    parts = [
        plate(rounded(-0.42, -0.28, 0.42, 0.28, 0.05), 0.16, paint.body("#868d94", 0.6)),
        inlay(rounded(-0.43, -0.03, 0.43, 0.0, 0.01), 0.160, DARK),
        inlay(rounded(-0.28, 0.095, -0.10, 0.145, 0.004), 0.162, green),
        inlay(rounded(-0.215, 0.03, -0.165, 0.21, 0.004), 0.162, green),
        inlay(rounded(0.04, 0.05, 0.34, 0.22, 0.02), 0.161, GLASS),
        strip([(-0.14, 0.28, 0), (-0.13, 0.37, 0), (0.13, 0.37, 0), (0.14, 0.28, 0)], 0.024, RUBBER, 10),
        inlay(rounded(-0.30, -0.07, -0.20, 0.02, 0.01), 0.166, ALLOY, 0.012),
        inlay(rounded(0.20, -0.07, 0.30, 0.02, 0.01), 0.166, ALLOY, 0.012),
    ]
    pulse = [(0.06, 0.13), (0.13, 0.13), (0.15, 0.19), (0.18, 0.08), (0.21, 0.15), (0.23, 0.13), (0.32, 0.13)]
    parts.append(strip([(x, y, 0.170) for x, y in pulse], 0.005, replace(paint.lit(), lift=2 * LIFT), 4))
    parts += [
        ball((x, y, z), (0.05, 0.05, 0.05), RUBBER, 8, 12)
        for x in (-0.39, 0.39)
        for y in (-0.25, 0.25)
        for z in (-0.13, 0.13)
    ]
    labels = (
        ("VITALS", (0.30, 0.20, 0.17)),
        ("TRAUMA SEAL", (-0.25, 0.0, 0.18)),
        ("SHOCK CORNER", (0.40, -0.26, 0.14)),
        ("RATING 6", (-0.18, 0.14, 0.17)),
    )
    return thing(parts, labels, (-0.55, 0.26, 0.0))


def cyberarm(paint: Paint) -> Thing:
    """Make a cyberarm: plated upper arm and forearm, pistons, and a hand with five fingers."""
    chrome = paint.body("#858f9c", 1.0)
    parts = [
        ball((-0.62, 0.08, 0), (0.10, 0.13, 0.12), chrome, 18, 26),
        tube([(-0.58, 0.07, 0), (-0.40, 0.06, 0), (-0.22, 0.02, 0)], [0.085, 0.098, 0.070], chrome, 24),
        ball((-0.16, 0.0, 0), (0.075, 0.075, 0.082), DARK, 16, 22),
        rod((-0.16, 0, -0.09), (-0.16, 0, 0.09), 0.034, ALLOY),
        tube(
            [(-0.10, 0.01, 0), (0.04, 0.05, 0), (0.20, 0.09, 0), (0.30, 0.115, 0)],
            [0.070, 0.086, 0.066, 0.050],
            chrome,
            24,
        ),
        rod((0.29, 0.112, 0), (0.35, 0.128, 0), 0.044, DARK),
        ball((0.43, 0.148, 0), (0.085, 0.050, 0.072), chrome, 14, 20),
        strip(
            [(-0.52, -0.02, 0.075), (-0.34, -0.035, 0.085), (-0.20, -0.03, 0.07), (-0.06, -0.03, 0.066)], 0.013, RUBBER
        ),
        rod((-0.34, 0.115, 0.06), (-0.12, 0.085, 0.07), 0.016, ALLOY),
        rod((-0.12, 0.085, 0.07), (0.03, 0.115, 0.06), 0.010, ALLOY),
        strip([(-0.50, 0.075, 0.098), (-0.38, 0.062, 0.104), (-0.27, 0.04, 0.090)], 0.007, paint.lit(), 6),
        strip([(-0.04, 0.03, 0.084), (0.08, 0.064, 0.088), (0.22, 0.098, 0.068)], 0.007, paint.lit(), 6),
    ]
    for index, (z, long) in enumerate(((-0.055, 0.15), (-0.02, 0.18), (0.018, 0.175), (0.052, 0.14))):
        knuckle, joint = (0.49, 0.165, z), (0.49 + long * 0.5, 0.165 + 0.012, z * 1.25)
        end = (0.49 + long * 0.95, 0.165 - 0.05 - 0.01 * index, z * 1.35)
        parts += [
            tube([knuckle, joint, end], [0.021, 0.019, 0.013], chrome, 12),
            ball(joint, (0.021, 0.021, 0.021), DARK, 8, 10),
        ]
    parts.append(
        tube([(0.40, 0.125, 0.07), (0.47, 0.09, 0.115), (0.55, 0.085, 0.125)], [0.024, 0.021, 0.014], chrome, 12)
    )
    parts += [
        ring((x, y, 0), radius, 0.008, DARK, "x")
        for x, y, radius in ((-0.46, 0.065, 0.094), (-0.30, 0.042, 0.086), (0.12, 0.072, 0.080))
    ]
    labels = (
        ("SHOULDER MOUNT", (-0.64, 0.14, 0.1)),
        ("SERVO PISTON", (-0.18, 0.09, 0.07)),
        ("SPUR SHEATH", (0.10, 0.07, 0.09)),
        ("TOUCH LINK", (0.62, 0.15, 0.0)),
    )
    return thing(parts, labels, (-0.40, 0.34, -0.10))


def helmet(paint: Paint) -> Thing:
    """Make a helmet with a lit visor."""
    shell = paint.body("#3c444e", 0.9)
    parts = [
        ball((0, 0.06, -0.03), (0.31, 0.34, 0.36), shell, 36, 60, (-20, 90)),
        loft([(0, -0.30, 0.02, 0.22, 0.27), (0, -0.20, 0.02, 0.285, 0.34), (0, -0.06, -0.02, 0.305, 0.352)], shell, 60),
        beam((0, 0.405, 0.12), (0, 0.37, -0.22), 0.07, 0.05, CASING),
        tube([(-0.10, -0.22, 0.335), (0.10, -0.22, 0.335)], [0.045, 0.045], DARK, 18),
    ]
    for level, thick, skin in ((0.075, 0.060, GLASS), (0.02, 0.060, GLASS), (0.05, 0.016, paint.lit(0.9))):
        reach = 1.0 if skin is not GLASS else 0.985
        spots = [
            ((0.318 + 0.02 * reach) * math.sin(a), level, -0.01 + (0.352 + 0.022 * reach) * math.cos(a))
            for a in [-1.25 + 2.5 * i / 24 for i in range(25)]
        ]
        parts.append(tube(spots, [thick] * 25, skin, 12, 0.35 if skin is GLASS else 1.0))
    for side in (-1, 1):
        parts += [
            ball((side * 0.31, -0.02, -0.04), (0.05, 0.11, 0.11), CASING, 14, 22),
            ring((side * 0.355, -0.02, -0.04), 0.05, 0.010, paint.lit_second(), "x"),
        ]
    parts.append(ball((0.20, 0.27, 0.17), (0.035, 0.03, 0.04), Skin(mix(paint.second, WHITE, 0.5), 0.5, 1.0), 10, 12))
    labels = (
        ("IMAGE LINK", (-0.20, 0.06, 0.30)),
        ("LAMP", (0.21, 0.28, 0.2)),
        ("COMM POD", (0.36, -0.04, -0.02)),
        ("AIR FILTER", (-0.08, -0.24, 0.36)),
    )
    return thing(parts, labels, (-0.55, 0.16, 0.0))


def motorbike(paint: Paint) -> Thing:
    """Make a racing bike, seen from the side."""
    body = paint.body("#7a2030", 1.0)
    parts: list[Mesh] = []
    for x in (-0.46, 0.46):
        parts += [
            ring((x, -0.18, 0), 0.185, 0.052, RUBBER, steps=48, sides=14),
            ring((x, -0.18, 0), 0.125, 0.014, paint.lit(0.8), steps=40),
            rod((x, -0.18, -0.06), (x, -0.18, 0.06), 0.045, ALLOY, 20),
            ring((x, -0.18, 0.036), 0.075, 0.010, ALLOY),
        ]
        parts += [
            rod((x, -0.18, 0.0), (x + 0.13 * math.cos(a), -0.18 + 0.13 * math.sin(a), 0.0), 0.011, ALLOY, 8)
            for a in (0.3, 1.55, 2.8, 4.05, 5.3)
        ]
    fairing = [
        (-0.56, 0.06),
        (-0.50, 0.22),
        (-0.36, 0.32),
        (-0.28, 0.20),
        (-0.16, 0.02),
        (-0.24, -0.16),
        (-0.36, -0.06),
        (-0.44, 0.04),
    ]
    tail = [(0.06, 0.10), (0.30, 0.14), (0.62, 0.27), (0.60, 0.20), (0.42, 0.08), (0.14, 0.02)]
    parts += [
        plate(fairing, 0.085, body),
        plate(tail, 0.055, body),
        ball((-0.10, 0.16, 0), (0.22, 0.11, 0.10), body, 20, 30),
        ball((0.24, 0.165, 0), (0.18, 0.045, 0.075), RUBBER, 12, 22),
        ball((-0.04, -0.10, 0), (0.19, 0.14, 0.10), CASING, 16, 24),
        rod((-0.12, -0.12, 0.08), (-0.12, -0.12, 0.11), 0.060, ALLOY, 20),
        rod((0.04, -0.13, 0.08), (0.04, -0.13, 0.115), 0.045, ALLOY, 20),
        strip([(-0.36, 0.20, 0.055), (-0.42, 0.0, 0.06), (-0.46, -0.18, 0.062)], 0.020, ALLOY, 12),
        strip([(-0.36, 0.20, -0.055), (-0.42, 0.0, -0.06), (-0.46, -0.18, -0.062)], 0.020, ALLOY, 12),
        strip([(0.02, -0.10, 0.06), (0.22, -0.14, 0.06), (0.46, -0.18, 0.06)], 0.026, CASING, 12),
        strip([(0.08, -0.20, 0.09), (0.30, -0.16, 0.11), (0.58, -0.04, 0.12)], 0.030, ALLOY, 14),
        rod((-0.33, 0.27, -0.17), (-0.33, 0.27, 0.17), 0.014, ALLOY),
        rod((-0.33, 0.27, 0.12), (-0.31, 0.265, 0.20), 0.020, RUBBER),
        rod((-0.33, 0.27, -0.12), (-0.31, 0.265, -0.20), 0.020, RUBBER),
        ball((-0.55, 0.10, 0.0), (0.035, 0.05, 0.055), Skin(mix(paint.accent, WHITE, 0.6), 0.5, 1.0), 10, 14),
        beam((0.605, 0.235, -0.04), (0.605, 0.235, 0.04), 0.02, 0.02, Skin(colour("#ff3040"), 0.4, 1.0)),
        strip([(-0.50, 0.12, 0.088), (-0.36, 0.10, 0.088), (-0.22, -0.08, 0.088)], 0.008, paint.lit_second(0.9), 6),
    ]
    labels = (
        ("RIGGER LINK", (-0.10, 0.26, 0.05)),
        ("RUN-FLAT TYRE", (-0.60, -0.27, 0.05)),
        ("TURBINE", (-0.04, -0.10, 0.10)),
        ("HEAT SINK", (0.50, -0.08, 0.12)),
    )
    return thing(parts, labels, (0.50, 0.16, 0.0))


def case(paint: Paint) -> Thing:
    """Make a locked case, for whatever nobody has a shape for."""
    parts = [
        plate(rounded(-0.50, -0.30, 0.50, 0.30, 0.04), 0.115, paint.body("#4a505a", 0.7)),
        inlay(rounded(-0.50, -0.012, 0.50, 0.012, 0.01), 0.115, DARK),
        strip([(-0.15, 0.30, 0), (-0.14, 0.39, 0), (0.14, 0.39, 0), (0.15, 0.30, 0)], 0.022, RUBBER, 10),
        inlay(rounded(-0.12, -0.09, 0.12, 0.09, 0.015), 0.118, DARK, 0.008),
        inlay(rounded(-0.09, 0.02, 0.09, 0.06, 0.006), 0.130, paint.lit(0.9), level=2),
        rod((0, -0.035, 0.12), (0, -0.035, 0.135), 0.028, replace(ALLOY, lift=2 * LIFT), 20),
    ]
    for x in (-0.33, 0.33):
        parts += [
            inlay(rounded(x - 0.045, -0.06, x + 0.045, 0.06, 0.01), 0.120, ALLOY, 0.010),
            inlay(rounded(x - 0.02, -0.02, x + 0.02, 0.02, 0.004), 0.133, paint.lit_second(0.8), level=2),
        ]
    parts += [
        ball((x, y, z), (0.045, 0.045, 0.045), ALLOY, 10, 14)
        for x in (-0.475, 0.475)
        for y in (-0.275, 0.275)
        for z in (-0.09, 0.09)
    ]
    parts += [inlay(rounded(-0.44 + i * 0.22, 0.14, -0.40 + i * 0.22, 0.27, 0.008), 0.115, CASING) for i in range(5)]
    labels = (
        ("MAGLOCK", (0.0, 0.04, 0.13)),
        ("SHOCK FRAME", (-0.48, -0.28, 0.1)),
        ("LATCH", (0.33, 0.05, 0.13)),
        ("CONTENTS: SEALED", (0.42, 0.20, 0.12)),
    )
    return thing(parts, labels, (-0.50, 0.28, 0.0))


MAKERS = {
    "focus": focus,
    "medkit": medkit,
    "cyberarm": cyberarm,
    "helmet": helmet,
    "motorbike": motorbike,
    "case": case,
}
