"""Cars, vans, lorries and motorcycles as meshes in metres, on the ground, their front towards x."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.bodywork import (
    DARK,
    GLASS,
    HEADLIGHT,
    STEEL,
    TAIL,
    TYRE,
    hull,
    on_both_sides,
    set_in,
    wheels,
)
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import inlay, plate, ring, rod, rounded

CAR_PAINTS = ("#5a6472", "#8a2028", "#28406a", "#7a7c80", "#3c5a4c", "#b08a3a")
VAN_PAINTS = ("#7a8088", "#5a4a3c", "#2e4a66", "#8a8478", "#4c5a4a")
LORRY_PAINTS = ("#8a3a28", "#3a5a7a", "#6a6e74", "#7a6a3a")


def car(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a wedge of a car: a glass cabin, a bar of light across its nose and one across its tail."""
    paint = Skin(look.coat(CAR_PAINTS, rng), 0.6)
    half, glow = 0.205, Skin(look.accent, 0.4, 0.45)
    parts = [
        hull(
            [
                (-0.50, 0.10, 0.195, 0.165, 0.150),
                (-0.46, 0.075, 0.205, 0.195, 0.175),
                (-0.25, 0.07, 0.205, 0.205, 0.185),
                (0.0, 0.07, 0.200, 0.205, 0.185),
                (0.24, 0.07, 0.188, 0.205, 0.180),
                (0.42, 0.075, 0.160, 0.195, 0.165),
                (0.50, 0.09, 0.130, 0.165, 0.140),
            ],
            paint,
        ),
        hull(
            [
                (-0.44, 0.185, 0.200, 0.160, 0.150),
                (-0.30, 0.185, 0.272, 0.178, 0.130),
                (-0.14, 0.185, 0.298, 0.180, 0.128),
                (0.0, 0.185, 0.296, 0.180, 0.126),
                (0.12, 0.185, 0.256, 0.176, 0.130),
                (0.27, 0.18, 0.190, 0.160, 0.148),
            ],
            GLASS,
        ),
        hull(
            [
                (-0.31, 0.271, 0.279, 0.120, 0.112),
                (-0.14, 0.295, 0.305, 0.126, 0.118),
                (0.01, 0.293, 0.303, 0.124, 0.116),
                (0.06, 0.280, 0.288, 0.118, 0.110),
            ],
            paint,
        ),
        beam((-0.10, 0.19, -0.185), (-0.10, 0.297, -0.13), 0.022, 0.014, paint, (1, 0, 0)),
        beam((-0.10, 0.19, 0.185), (-0.10, 0.297, 0.13), 0.022, 0.014, paint, (1, 0, 0)),
        *wheels((-0.305, 0.305), 0.078, half + 0.006),
        set_in((0.492, 0.122, -0.135), (0.492, 0.122, 0.135), 0.03, 0.014, HEADLIGHT),
        set_in((0.476, 0.128, -0.165), (0.476, 0.128, -0.115), 0.06, 0.024, HEADLIGHT),
        set_in((0.476, 0.128, 0.165), (0.476, 0.128, 0.115), 0.06, 0.024, HEADLIGHT),
        set_in((0.492, 0.083, -0.12), (0.492, 0.083, 0.12), 0.03, 0.034, DARK),
        set_in((-0.494, 0.165, -0.15), (-0.494, 0.165, 0.15), 0.02, 0.020, TAIL),
        set_in((-0.490, 0.105, -0.11), (-0.490, 0.105, 0.11), 0.03, 0.04, DARK),
        *on_both_sides(rounded(-0.21, 0.078, 0.21, 0.092, 0.004), half, glow),
        *on_both_sides(rounded(-0.185, 0.150, -0.140, 0.157, 0.003), half - 0.001, STEEL),
        *on_both_sides([(-0.105, 0.095), (-0.102, 0.095), (-0.102, 0.185), (-0.105, 0.185)], half - 0.001, DARK),
        *on_both_sides([(0.175, 0.095), (0.178, 0.095), (0.178, 0.182), (0.175, 0.182)], half - 0.001, DARK),
        *[beam((0.15, 0.205, side * 0.185), (0.125, 0.208, side * 0.225), 0.035, 0.022, paint) for side in (-1, 1)],
        *_arches((-0.305, 0.305), 0.092, half),
        beam((-0.40, 0.072, 0), (0.40, 0.072, 0), 0.36, 0.02, DARK),
    ]
    return joined(parts).moved((0.0, 0.0, 0.0), 4.6)


def _arches(spots: tuple[float, ...], radius: float, half: float) -> list[Mesh]:
    """Let the dark of wheel arches into both sides."""
    turn = [math.pi * step / 12 for step in range(13)]
    return [
        mesh
        for x in spots
        for mesh in on_both_sides(
            [(x + radius * math.cos(a), 0.078 + radius * math.sin(a)) for a in turn], half - 0.004, DARK
        )
    ]


def van(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a delivery van: a tall box with a short snout, sliding door and roof rack."""
    paint = Skin(look.coat(VAN_PAINTS, rng), 0.7)
    half = 0.19
    parts = [
        hull(
            [
                (-0.50, 0.09, 0.44, 0.180, 0.160),
                (-0.47, 0.07, 0.465, half, 0.172),
                (-0.20, 0.07, 0.475, half, 0.172),
                (0.10, 0.07, 0.470, half, 0.170),
                (0.20, 0.07, 0.440, half, 0.166),
                (0.34, 0.07, 0.285, half, 0.172),
                (0.46, 0.08, 0.245, 0.180, 0.165),
                (0.50, 0.10, 0.190, 0.165, 0.150),
            ],
            paint,
        ),
        *wheels((-0.30, 0.30), 0.082, half + 0.005),
        *_arches((-0.30, 0.30), 0.098, half),
        _screen((0.207, 0.437), (0.335, 0.290), 0.30),
        *on_both_sides([(0.13, 0.275), (0.13, 0.405), (0.195, 0.400), (0.295, 0.285)], half - 0.006, GLASS),
        *on_both_sides(rounded(-0.11, 0.290, 0.09, 0.405, 0.012), half - 0.006, GLASS if rng.random() < 0.4 else paint),
        *on_both_sides([(0.105, 0.10), (0.110, 0.10), (0.110, 0.42), (0.105, 0.42)], half - 0.003, DARK),
        *on_both_sides([(-0.150, 0.10), (-0.145, 0.10), (-0.145, 0.42), (-0.150, 0.42)], half - 0.003, DARK),
        *on_both_sides(
            rounded(-0.48, 0.215, 0.10, 0.240, 0.004), half, Skin(mix(paint.colour, look.accent, 0.6), 0.4, 0.25)
        ),
        *on_both_sides(rounded(-0.20, 0.075, 0.20, 0.095, 0.004), half + 0.002, DARK),
        set_in((0.485, 0.195, -0.155), (0.485, 0.195, -0.095), 0.03, 0.034, HEADLIGHT),
        set_in((0.485, 0.195, 0.155), (0.485, 0.195, 0.095), 0.03, 0.034, HEADLIGHT),
        set_in((0.490, 0.180, -0.085), (0.490, 0.180, 0.085), 0.03, 0.030, DARK),
        set_in((0.492, 0.105, -0.16), (0.492, 0.105, 0.16), 0.03, 0.045, DARK),
        *[set_in((-0.498, 0.18, side * 0.15), (-0.498, 0.30, side * 0.15), 0.02, 0.028, TAIL) for side in (-1, 1)],
        set_in((-0.500, 0.12, 0.0), (-0.500, 0.44, 0.0), 0.006, 0.01, DARK),
        *[set_in((-0.499, 0.37, side * 0.075), (-0.506, 0.37, side * 0.075), 0.10, 0.09, GLASS) for side in (-1, 1)],
        *[rod((-0.42, 0.490, side * 0.13), (0.08, 0.488, side * 0.13), 0.006, DARK, 8) for side in (-1, 1)],
        *[rod((x, 0.490, -0.13), (x, 0.490, 0.13), 0.005, DARK, 8) for x in (-0.38, -0.2, 0.02)],
        *[beam((0.24, 0.30, side * 0.185), (0.22, 0.31, side * 0.245), 0.02, 0.06, DARK) for side in (-1, 1)],
        beam((-0.45, 0.07, 0), (0.45, 0.07, 0), 0.34, 0.02, DARK),
    ]
    return joined(parts).moved((0.0, 0.0, 0.0), 5.4)


def _screen(top: tuple[float, float], foot: tuple[float, float], wide: float) -> Mesh:
    """Let a front window into the slope between two points of (x, y)."""
    return set_in((top[0], top[1], 0), (foot[0], foot[1], 0), wide, 0.016, GLASS)


def lorry(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a lorry: a cab with a high window, a long box with ribs and lights along its edge."""
    paint = Skin(look.coat(LORRY_PAINTS, rng), 0.7)
    box = Skin(mix(paint.colour, colour("#9aa0a6"), 0.6), 0.3)
    half = 0.135
    parts = [
        plate(rounded(-0.50, 0.125, 0.235, 0.445, 0.008), half, box),
        hull(
            [
                (0.26, 0.06, 0.395, half, 0.125),
                (0.30, 0.06, 0.41, half, 0.125),
                (0.42, 0.06, 0.37, half, 0.122),
                (0.475, 0.06, 0.235, 0.130, 0.122),
                (0.50, 0.07, 0.200, 0.120, 0.112),
            ],
            paint,
        ),
        _screen((0.428, 0.355), (0.474, 0.235), 0.22),
        *on_both_sides([(0.335, 0.235), (0.335, 0.345), (0.405, 0.335), (0.445, 0.235)], half - 0.006, GLASS),
        *on_both_sides([(0.325, 0.07), (0.328, 0.07), (0.328, 0.36), (0.325, 0.36)], half - 0.003, DARK),
        *wheels((-0.40, -0.30, -0.20, 0.39), 0.058, half + 0.003),
        beam((-0.49, 0.10, 0), (0.46, 0.10, 0), 0.16, 0.04, DARK),
        *on_both_sides(rounded(-0.10, 0.055, 0.22, 0.115, 0.006), half - 0.01, DARK),
        *[set_in((0.494, 0.12, side * 0.115), (0.494, 0.12, side * 0.07), 0.03, 0.028, HEADLIGHT) for side in (-1, 1)],
        set_in((0.499, 0.165, -0.08), (0.499, 0.165, 0.08), 0.02, 0.045, DARK),
        set_in((0.498, 0.08, -0.12), (0.498, 0.08, 0.12), 0.02, 0.03, STEEL),
        *[
            ball((0.36, 0.408, side * 0.08), (0.010, 0.006, 0.010), Skin(colour("#ffb040"), 0.3, 1.0), 6, 8)
            for side in (-1, 0, 1)
        ],
        *[set_in((-0.503, 0.14, side * 0.11), (-0.503, 0.14, side * 0.07), 0.01, 0.02, TAIL) for side in (-1, 1)],
        *[tube([(0.25, 0.13, side * 0.12), (0.25, 0.47, side * 0.12)], [0.012, 0.012], STEEL, 10) for side in (-1, 1)],
        *[beam((0.445, 0.28, side * 0.125), (0.44, 0.28, side * 0.165), 0.012, 0.06, DARK) for side in (-1, 1)],
        *on_both_sides(rounded(-0.42, 0.245, 0.16, 0.345, 0.006), half, Skin(mix(paint.colour, WHITE, 0.25), 0.4)),
        *on_both_sides(rounded(-0.38, 0.283, 0.04, 0.308, 0.003), half, Skin(look.accent, 0.4, 0.3), 2),
    ]
    for index in range(9):
        x = -0.475 + 0.085 * index
        parts += on_both_sides(
            [(x, 0.13), (x + 0.005, 0.13), (x + 0.005, 0.44), (x, 0.44)], half, Skin(dim(box.colour, 0.7), 0.3)
        )
        parts += on_both_sides(
            rounded(x + 0.03, 0.130, x + 0.045, 0.137, 0.003), half, Skin(colour("#ff9a30"), 0.3, 0.9)
        )
    return joined(parts).moved((0.0, 0.0, 0.0), 9.0)


def motorcycle(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a racing motorcycle on its stand: broad tyres, lit rims, a fairing with one slit of light."""
    paint = Skin(look.coat(("#8a2030", "#2a4a7a", "#5a5e66", "#9a7a28"), rng), 0.6)
    glow = Skin(look.accent, 0.4, 0.45)
    parts: list[Mesh] = []
    for x in (-0.33, 0.33):
        parts += [
            ring((x, 0.155, 0), 0.112, 0.044, TYRE, steps=40, sides=13),
            ring((x, 0.155, 0), 0.078, 0.008, glow, steps=36, sides=4),
            rod((x, 0.155, -0.05), (x, 0.155, 0.05), 0.026, STEEL, 16),
            *[
                rod((x, 0.155, 0), (x + 0.08 * math.cos(a), 0.155 + 0.08 * math.sin(a), 0), 0.008, STEEL, 6)
                for a in (0.3, 1.55, 2.8, 4.05, 5.3)
            ],
        ]
    fairing = [(0.14, 0.20), (0.30, 0.31), (0.41, 0.37), (0.36, 0.46), (0.25, 0.53), (0.17, 0.42), (0.06, 0.30)]
    tail = [(-0.10, 0.33), (-0.26, 0.40), (-0.50, 0.475), (-0.48, 0.42), (-0.30, 0.34), (-0.12, 0.28)]
    parts += [
        plate(fairing, 0.060, paint),
        plate(tail, 0.042, paint),
        ball((0.05, 0.39, 0), (0.145, 0.075, 0.075), paint, 14, 20),
        ball((-0.20, 0.405, 0), (0.13, 0.030, 0.060), Skin(colour("#1c1c20"), 0.4), 10, 16),
        ball((0.02, 0.215, 0), (0.145, 0.105, 0.075), Skin(colour("#4a5058"), 0.8), 12, 18),
        *[rod((0.06, 0.20, side * 0.05), (0.06, 0.20, side * 0.085), 0.045, STEEL, 16) for side in (-1, 1)],
        *[
            tube(
                [(0.24, 0.46, side * 0.045), (0.29, 0.30, side * 0.05), (0.33, 0.155, side * 0.052)],
                [0.016] * 3,
                STEEL,
                10,
            )
            for side in (-1, 1)
        ],
        *[
            tube(
                [(0.0, 0.21, side * 0.05), (-0.18, 0.17, side * 0.052), (-0.33, 0.155, side * 0.05)],
                [0.02] * 3,
                DARK,
                10,
            )
            for side in (-1, 1)
        ],
        *[
            tube(
                [(-0.04, 0.14, side * 0.075), (-0.22, 0.17, side * 0.09), (-0.44, 0.26, side * 0.10)],
                [0.020, 0.022, 0.028],
                STEEL,
                12,
            )
            for side in (-1, 1)
        ],
        rod((0.225, 0.50, -0.15), (0.225, 0.50, 0.15), 0.011, STEEL, 10),
        *[rod((0.225, 0.50, side * 0.11), (0.20, 0.497, side * 0.175), 0.016, TYRE, 10) for side in (-1, 1)],
        set_in((0.300, 0.52, 0), (0.245, 0.585, 0), 0.10, 0.008, Skin(mix(look.accent, colour("#102028"), 0.6), 1.0)),
        set_in((0.395, 0.385, -0.045), (0.395, 0.385, 0.045), 0.03, 0.030, HEADLIGHT),
        set_in((-0.497, 0.455, -0.035), (-0.497, 0.455, 0.035), 0.02, 0.022, TAIL),
        *[
            inlay([(0.15, 0.30), (0.34, 0.405), (0.345, 0.392), (0.155, 0.287)], 0.060, glow).turned(turn)
            for turn in (0.0,)
        ],
        *on_both_sides([(-0.42, 0.415), (-0.20, 0.350), (-0.20, 0.342), (-0.42, 0.405)], 0.042, glow),
        plate([(-0.36, 0.32), (-0.40, 0.345), (-0.50, 0.27), (-0.48, 0.255)], 0.030, DARK),
        plate([(0.22, 0.30), (0.30, 0.315), (0.43, 0.29), (0.46, 0.24), (0.40, 0.285), (0.30, 0.295)], 0.045, paint),
        rod((-0.04, 0.12, 0.06), (-0.08, 0.0, 0.14), 0.008, STEEL, 8),
    ]
    return joined(parts).moved((0.0, 0.0, 0.0), 2.2)


ROAD_MAKERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "car": car,
    "van": van,
    "truck": lorry,
    "bike": motorcycle,
}
