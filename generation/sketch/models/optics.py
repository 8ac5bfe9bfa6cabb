"""What one sees with or is seen by: telescopes, binoculars, goggles, spectacles, cameras, torches, cybereyes."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
    upright,
)


def telescope(paint: Paint) -> Thing:
    """Make a telescope on three legs."""
    body = paint.body("#b88a3c", 1.0)
    barrel = [
        rod((-0.16, 0, 0), (0.30, 0, 0), 0.070, body, 26),
        rod((0.28, 0, 0), (0.42, 0, 0), 0.085, body, 28),
        rod((-0.32, 0, 0), (-0.14, 0, 0), 0.050, body, 22),
        rod((-0.42, 0, 0), (-0.30, 0, 0), 0.034, DARK, 18),
        *[
            ring((x, 0, 0), r, 0.012, Skin(dim(body.colour, 1.2), 1.0), "x", 26, 8)
            for x, r in ((0.42, 0.085), (-0.15, 0.072), (-0.30, 0.052))
        ],
        ball((0.43, 0, 0), (0.02, 0.07, 0.07), Skin(colour("#2a4a6a"), 1.0, 0.1, lift=0.04), 10, 18),
        rod((-0.10, 0.085, 0), (0.10, 0.085, 0), 0.018, DARK, 12),
    ]
    parts: list[Mesh] = [part.turned(0.0, 0.0, 0.42).moved((0.02, 0.22, 0)) for part in barrel]
    wood = Skin(colour("#5a3820"), 0.4)
    parts += [
        rod((0.02, 0.08, 0), (0.02 + 0.30 * math.cos(a), -0.50, 0.30 * math.sin(a)), 0.022, wood, 10)
        for a in (0.6, 2.6, 4.9)
    ]
    parts += [ball((0.02, 0.12, 0), (0.06,) * 3, DARK, 10, 14), ring((0.02, -0.16, 0), 0.13, 0.008, STEEL, "y", 24, 6)]
    labels = (
        ("LENS", (0.4, 0.4, 0.05)),
        ("EYEPIECE", (-0.35, 0.06, 0.02)),
        ("TRIPOD", (0.2, -0.3, 0.1)),
        ("FINDER", (0, 0.3, 0.02)),
    )
    return thing(parts, labels, (-0.4, 0.08, 0.0))


def binoculars(paint: Paint) -> Thing:
    """Make a pair of binoculars."""
    body = paint.body("#2c3230", 0.4)
    parts: list[Mesh] = []
    for side in (-1, 1):
        x = 0.18 * side
        parts += [
            turned_body(
                [(0.10, -0.30), (0.11, -0.28), (0.12, 0.02), (0.16, 0.12), (0.17, 0.34), (0.16, 0.36)],
                body,
                28,
                (x, 0.0),
            ),
            turned_body([(0.085, -0.42), (0.10, -0.40), (0.095, -0.28)], DARK, 24, (x, 0.0)),
            ring((x, 0.36, 0), 0.155, 0.014, STEEL, "y", 28, 8),
            turned_body(
                [(0.14, 0.355), (0.13, 0.37), (0.01, 0.385)],
                Skin(mix(colour("#38205a"), paint.accent, 0.3), 1.0, 0.15, lift=0.03),
                26,
                (x, 0.0),
            ),
            ring((x, -0.18, 0), 0.112, 0.010, DARK, "y", 24, 6),
        ]
    parts += [
        rod((0, -0.20, 0), (0, 0.14, 0), 0.045, DARK, 14),
        block((0, 0.04, 0), (0.30, 0.08, 0.06), body),
        rod((0, -0.28, 0), (0, -0.20, 0), 0.06, STEEL, 18),
    ]
    labels = (
        ("LENS", (0.18, 0.38, 0.08)),
        ("FOCUS", (0, -0.24, 0.06)),
        ("EYECUP", (-0.18, -0.41, 0.08)),
        ("10X50", (-0.18, 0.2, 0.16)),
    )
    return thing(parts, labels, (-0.2, 0.9, 0.2))


def goggles(paint: Paint) -> Thing:
    """Make AR goggles: one glowing visor, a padded strap, a lamp at its temple."""
    body = paint.body("#23262e", 0.8)
    front = [(-0.40, 0.02, -0.18), (-0.32, 0.03, 0.10), (0, 0.03, 0.24), (0.32, 0.03, 0.10), (0.40, 0.02, -0.18)]
    lens = [(x * 0.96, y - 0.005, z + 0.045) for x, y, z in front[1:4]]
    parts = [
        tube(front, [0.13, 0.15, 0.155, 0.15, 0.13], body, 18, 0.55),
        tube(
            [(-0.31, 0.03, 0.15), *lens[1:2], (0.31, 0.03, 0.15)],
            [0.09, 0.112, 0.09],
            Skin(mix(paint.accent, WHITE, 0.1), 1.0, 0.55, lift=0.08),
            16,
            0.5,
        ),
        *[
            strip(
                [(x0, 0.03 + dy, z0 + 0.07), (x1, 0.03 + dy, z1 + 0.07)],
                0.006,
                Skin(paint.second, 0.3, 1.0, lift=0.16),
                5,
            )
            for x0, z0, x1, z1, dy in (
                (-0.22, 0.19, -0.02, 0.27, 0.05),
                (-0.20, 0.19, -0.08, 0.25, 0.02),
                (0.10, 0.25, 0.24, 0.18, -0.04),
            )
        ],
        tube(
            [(-0.40, 0.02, -0.18), (-0.34, 0.03, -0.42), (0, 0.04, -0.52), (0.34, 0.03, -0.42), (0.40, 0.02, -0.18)],
            [0.06] * 5,
            DARK,
            12,
            0.4,
        ),
        *[block((0.415 * s, 0.03, -0.10), (0.03, 0.12, 0.20), STEEL) for s in (-1, 1)],
        ball((0.435, 0.05, -0.06), (0.012, 0.02, 0.02), paint.lit_second(1.0), 6, 8),
        tube([(-0.05, -0.10, 0.22), (0, -0.13, 0.24), (0.05, -0.10, 0.22)], [0.03, 0.02, 0.03], DARK, 8),
    ]
    labels = (
        ("VISOR", (0, 0.05, 0.3)),
        ("STRAP", (0.2, 0.04, -0.48)),
        ("SIMLINK", (0.43, 0.05, -0.05)),
        ("NOSE PAD", (0, -0.12, 0.25)),
    )
    return thing(parts, labels, (-0.5, 0.25, 0.0))


def glasses(paint: Paint) -> Thing:
    """Make a pair of spectacles with dark lenses, folded open."""
    frame = paint.body("#16171b", 0.8)
    parts: list[Mesh] = []
    for side in (-1, 1):
        x = 0.23 * side
        oval = [
            (x + 0.18 * math.cos(a), 0.14 * math.sin(a) - 0.01 * math.cos(2 * a))
            for a in np.linspace(0, math.tau, 33).tolist()
        ]
        parts += [
            tube([(a, b, 0.20) for a, b in oval], [0.020] * 33, frame, 8),
            plate(oval[:-1], 0.006, Skin(mix(colour("#1a2430"), paint.accent, 0.15), 1.0, 0.05), 0.20),
            plate(
                [(x - 0.10, 0.02), (x - 0.02, 0.10), (x + 0.03, 0.10), (x - 0.10, -0.04)],
                0.002,
                Skin(WHITE, 0.6, 0.25, lift=0.03),
                0.208,
            ),
            strip(
                [
                    (0.41 * side, 0.05, 0.20),
                    (0.43 * side, 0.06, 0.12),
                    (0.43 * side, 0.05, -0.30),
                    (0.42 * side, -0.06, -0.42),
                ],
                0.018,
                frame,
                8,
            ),
        ]
    parts.append(strip([(-0.06, 0.03, 0.20), (0, 0.06, 0.22), (0.06, 0.03, 0.20)], 0.018, frame, 8))
    labels = (
        ("LENS", (0.23, 0, 0.21)),
        ("BRIDGE", (0, 0.06, 0.22)),
        ("ARM", (-0.43, 0.05, -0.1)),
        ("SMARTLINK", (0.4, 0.05, 0.18)),
    )
    return thing(parts, labels, (-0.5, 0.3, 0.0))


def camera(paint: Paint) -> Thing:
    """Make a camera with its lens and flash."""
    body = paint.body("#24262c", 0.5)
    parts = [
        plate(rounded(-0.42, -0.26, 0.42, 0.20, 0.05), 0.14, body),
        plate(rounded(-0.42, 0.12, 0.42, 0.24, 0.03), 0.135, STEEL),
        plate([(-0.14, 0.20), (0.14, 0.20), (0.09, 0.34), (-0.09, 0.34)], 0.11, STEEL),
        *[
            upright(turned_body([(r, 0.0), (r, d), (0.9 * r, d + 0.01)], skin, 32)).moved((0, -0.04, 0.14 + z))
            for r, d, z, skin in ((0.20, 0.08, 0.0, DARK), (0.18, 0.10, 0.08, STEEL), (0.165, 0.06, 0.18, DARK))
        ],
        ball((0, -0.04, 0.385), (0.13, 0.13, 0.03), Skin(colour("#22304e"), 1.0, 0.1, lift=0.06), 10, 22),
        ball((-0.05, 0.02, 0.41), (0.03, 0.025, 0.008), Skin(WHITE, 1.0, 0.6, lift=0.12), 6, 8),
        inlay(rounded(-0.07, 0.23, 0.07, 0.31, 0.01), 0.11, Skin(colour("#e8f0f4"), 0.8, 0.3), 0.004),
        rod((0.28, 0.24, 0), (0.28, 0.29, 0), 0.055, STEEL, 18),
        rod((-0.28, 0.24, 0), (-0.28, 0.28, 0), 0.07, DARK, 18),
        ball((-0.34, 0.06, 0.145), (0.02, 0.02, 0.01), Skin(colour("#ff2020"), 0.3, 1.0, lift=0.04), 6, 8),
        strip(
            [(-0.42, 0.16, 0), (-0.54, 0.0, 0.10), (-0.44, -0.28, 0.22), (-0.1, -0.33, 0.34)],
            0.022,
            Skin(colour("#3a2a20"), 0.2),
            8,
        ),
    ]
    labels = (
        ("LENS", (0, -0.04, 0.4)),
        ("FLASH", (0, 0.28, 0.12)),
        ("SHUTTER", (0.28, 0.3, 0.02)),
        ("STRAP", (-0.52, 0, 0.1)),
    )
    return thing(parts, labels, (-0.45, 0.2, 0.0))


def flashlight(paint: Paint) -> Thing:
    """Make a torch that is lit."""
    body = paint.body("#2a2d34", 0.7)
    lit = Skin(colour("#fff4d0"), 0.3, 1.0)
    parts = [
        rod((-0.44, 0, 0), (0.16, 0, 0), 0.075, body, 24),
        tube([(0.14, 0, 0), (0.26, 0, 0), (0.44, 0, 0)], [0.077, 0.12, 0.13], body, 26),
        *[ring((-0.36 + 0.05 * i, 0, 0), 0.076, 0.007, DARK, "x", 24, 6) for i in range(7)],
        ball((0.455, 0, 0), (0.035, 0.115, 0.115), lit, 10, 20),
        ring((0.46, 0, 0), 0.125, 0.014, STEEL, "x", 28, 8),
        block((0.06, 0.08, 0), (0.09, 0.025, 0.05), Skin(colour("#c03028"), 0.5)),
        ring((-0.47, 0, 0), 0.04, 0.010, STEEL, "z", 18, 6),
    ]
    labels = (
        ("BULB", (0.46, 0, 0.08)),
        ("SWITCH", (0.06, 0.1, 0.02)),
        ("KNURL", (-0.25, 0, 0.08)),
        ("LOW LIGHT", (0.3, 0.1, 0.06)),
    )
    return thing(parts, labels, (-0.5, 0.25, 0.0))


def cybereye(paint: Paint) -> Thing:
    """Make a cybereye: an iris that glows in rings, plates, a plug with its cables."""
    tint = paint.asked or paint.accent
    parts: list[Mesh] = [
        ball((0, 0, 0), (0.34, 0.34, 0.34), Skin(colour("#d4d8dc"), 0.9), 26, 36),
        *[ring((0, 0, z), r, 0.016, STEEL, "z", 36, 8) for r, z in ((0.21, 0.27), (0.32, 0.10), (0.335, -0.04))],
        ball((0, 0, 0.235), (0.19, 0.19, 0.11), Skin(colour("#10141a"), 1.0, lift=0.04), 14, 28),
        *[
            ring((0, 0, z), r, 0.014, Skin(tint, 0.4, g, lift=0.10), "z", 34, 6)
            for r, z, g in ((0.16, 0.30, 1.0), (0.12, 0.33, 0.6), (0.07, 0.345, 1.0))
        ],
        ball((0, 0, 0.345), (0.035, 0.035, 0.015), Skin(mix(tint, WHITE, 0.6), 0.3, 1.0, lift=0.14), 8, 12),
        *[
            block((0.325 * math.cos(a), 0.325 * math.sin(a), 0.03), (0.05, 0.05, 0.08), DARK)
            for a in (0.4, 1.97, 3.54, 5.1)
        ],
        rod((0, 0, -0.30), (0, 0, -0.44), 0.10, STEEL, 18),
    ]
    for index, a in enumerate((0.3, 1.6, 2.8, 4.2, 5.4)):
        rows = [
            (0.06 * math.cos(a), 0.06 * math.sin(a), -0.42),
            (0.14 * math.cos(a), 0.14 * math.sin(a) - 0.03, -0.62),
            (0.3 * math.cos(a), 0.2 * math.sin(a) - 0.14, -0.72),
        ]
        parts.append(
            tube(rows, [0.02, 0.018, 0.015], Skin(paint.second if index % 2 else colour("#c8a050"), 0.5, 0.1), 8)
        )
    labels = (
        ("IRIS", (0, 0.1, 0.33)),
        ("LENS", (0, 0, 0.36)),
        ("OPTIC LINE", (0.1, 0, -0.5)),
        ("ZEISS", (0.3, 0.1, 0.1)),
    )
    return thing(parts, labels, (-0.6, 0.2, 0.0))


MAKERS = {
    "telescope": telescope,
    "binoculars": binoculars,
    "goggles": goggles,
    "glasses": glasses,
    "camera": camera,
    "flashlight": flashlight,
    "cybereye": cybereye,
}
