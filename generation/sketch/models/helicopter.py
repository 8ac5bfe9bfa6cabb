"""A helicopter as a mesh in metres, on its wheels, its nose towards x."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.bodywork import DARK, HEADLIGHT, STEEL, TAIL, TYRE, hull, on_both_sides
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import plate, ring, rod, rounded

PAINTS = ("#4a545e", "#5a5e48", "#6a2a2a", "#3a4c66", "#7a7468")
BLADES = 4
GLAZING = Skin(colour("#1c3444"), 1.0, 0.06)


def helicopter(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a transport helicopter: a glass nose, stub wings with engines, a tail with a ringed rotor."""
    paint = Skin(look.coat(PAINTS, rng), 0.7)
    dark = Skin(dim(paint.colour, 0.6), 0.5)
    parts = [
        hull(
            [
                (-0.20, 0.155, 0.230, 0.030, 0.026),
                (-0.10, 0.105, 0.255, 0.075, 0.060),
                (0.06, 0.080, 0.270, 0.098, 0.080),
                (0.22, 0.078, 0.265, 0.098, 0.078),
                (0.32, 0.085, 0.225, 0.088, 0.066),
                (0.40, 0.100, 0.170, 0.055, 0.045),
                (0.435, 0.115, 0.145, 0.024, 0.020),
            ],
            paint,
        ),
        hull(
            [
                (0.205, 0.165, 0.272, 0.100, 0.078),
                (0.27, 0.160, 0.256, 0.097, 0.074),
                (0.335, 0.150, 0.222, 0.084, 0.064),
                (0.395, 0.135, 0.176, 0.058, 0.046),
                (0.425, 0.130, 0.152, 0.030, 0.024),
            ],
            GLAZING,
        ),
        hull(
            [
                (-0.14, 0.250, 0.285, 0.035, 0.028),
                (0.0, 0.255, 0.318, 0.058, 0.044),
                (0.12, 0.255, 0.312, 0.055, 0.040),
                (0.19, 0.255, 0.275, 0.035, 0.026),
            ],
            dark,
        ),
        tube([(-0.15, 0.195, 0), (-0.35, 0.210, 0), (-0.56, 0.225, 0)], [0.044, 0.030, 0.018], paint, 16),
        plate([(-0.50, 0.215), (-0.585, 0.355), (-0.635, 0.355), (-0.605, 0.215), (-0.56, 0.200)], 0.009, paint),
        ring((-0.585, 0.275, 0.0), 0.062, 0.012, dark, steps=28, sides=8),
        *[
            beam(
                (-0.585 - 0.055 * math.cos(a), 0.275 - 0.055 * math.sin(a), 0.012),
                (-0.585 + 0.055 * math.cos(a), 0.275 + 0.055 * math.sin(a), 0.012),
                0.010,
                0.012,
                STEEL,
                (0, 0, 1),
            )
            for a in (0.5, 1.55, 2.6)
        ],
        *[beam((-0.50, 0.222, 0), (-0.515, 0.225, side * 0.115), 0.05, 0.010, paint) for side in (-1, 1)],
        *[beam((0.02, 0.150, side * 0.085), (0.0, 0.140, side * 0.225), 0.085, 0.018, paint) for side in (-1, 1)],
        *[
            tube([(0.09, 0.135, side * 0.20), (-0.06, 0.135, side * 0.20)], [0.030, 0.026], dark, 14)
            for side in (-1, 1)
        ],
        *[
            rod((0.125, 0.135, side * 0.20), (0.118, 0.135, side * 0.20), 0.024, Skin(look.accent, 0.4, 0.4), 14)
            for side in (-1, 1)
        ],
        *on_both_sides(rounded(0.02, 0.115, 0.15, 0.235, 0.008), 0.0965, dark),
        *on_both_sides(rounded(0.04, 0.175, 0.13, 0.225, 0.010), 0.0965, GLAZING, 2),
        *on_both_sides(rounded(-0.09, 0.165, 0.0, 0.180, 0.003), 0.090, Skin(look.accent, 0.4, 0.3)),
        *[rod((0.24, 0.080, side * 0.06), (0.25, 0.030, side * 0.075), 0.008, STEEL, 8) for side in (-1, 1)],
        *[rod((0.25, 0.030, side * 0.062), (0.25, 0.030, side * 0.090), 0.030, TYRE, 16) for side in (-1, 1)],
        *[rod((-0.06, 0.110, side * 0.06), (-0.07, 0.030, side * 0.095), 0.008, STEEL, 8) for side in (-1, 1)],
        *[rod((-0.07, 0.034, side * 0.082), (-0.07, 0.034, side * 0.112), 0.034, TYRE, 16) for side in (-1, 1)],
        ball((0.415, 0.112, 0.0), (0.014, 0.012, 0.018), HEADLIGHT, 8, 10),
        ball((0.0, 0.148, 0.228), (0.010,) * 3, TAIL, 6, 8),
        ball((0.0, 0.148, -0.228), (0.010,) * 3, Skin(colour("#40ff60"), 0.3, 1.0), 6, 8),
        ball((-0.62, 0.36, 0.0), (0.010,) * 3, TAIL, 6, 8),
        rod((0.03, 0.30, 0), (0.03, 0.362, 0), 0.014, STEEL, 12),
        ball((0.03, 0.360, 0), (0.035, 0.014, 0.035), DARK, 8, 14),
    ]
    parts += _rotor(look.pose, rng)
    return joined(parts).moved((0.0, 0.0, 0.0), 11.0)


def _rotor(pose: str, rng: np.random.Generator) -> list[Mesh]:
    """Make the blades: straight ones, or those of a wreck, bent and one of them broken off."""
    start, blade = float(rng.random()) * math.pi / 2, Skin(colour("#34383e"), 0.5)
    wrecked = pose == "lie"
    out = []
    for index in range(BLADES):
        angle = start + math.tau * index / BLADES
        reach = 0.26 if wrecked and index == 0 else 0.58
        middle = 0.5 * reach
        drop = 0.09 if wrecked else 0.012
        cosine, sine = math.cos(angle), math.sin(angle)
        bend = (0.03 + middle * cosine, 0.362, middle * sine)
        end = (0.03 + reach * cosine, 0.362 - drop * (1 + 0.8 * (index % 2)), reach * sine)
        out += [
            beam((0.03, 0.362, 0.0), bend, 0.030, 0.006, blade),
            beam(bend, end, 0.030, 0.006, blade),
        ]
    return out
