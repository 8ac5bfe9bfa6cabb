"""Trains, buses, boats, tanks and their like as meshes in metres, on the ground, their front towards x."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.models.bodywork import (
    DARK,
    GLASS,
    HEADLIGHT,
    STEEL,
    TAIL,
    TYRE,
    headlights,
    on_both_sides,
    pane,
    set_in,
    wheels,
)
from generation.sketch.models.craft import CRAFT
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.helicopter import helicopter
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, loft, sheet, strands, tube
from generation.sketch.models.parts import Flat, plate, ring, rod, rounded
from generation.sketch.models.road_vehicles import ROAD_MAKERS
from generation.sketch.models.small_bikes import SMALL_BIKES
from generation.sketch.models.spacecraft import SPACECRAFT
from generation.sketch.models.work_vehicles import WORK_VEHICLES


def bus(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a city bus: a row of lit windows, doors, a lit board over its front window."""
    paint = Skin(look.coat(("#a83428", "#2a5a8a", "#c89030", "#3a6a4a"), rng), 0.6)
    half, warm = 0.115, colour("#ffdca0")
    parts = [
        plate(rounded(-0.50, 0.035, 0.50, 0.285, 0.02), half, paint), *wheels((-0.30, 0.31), 0.046, half + 0.002),
        beam((-0.42, 0.292, 0), (0.30, 0.292, 0), 0.15, 0.02, Skin(dim(paint.colour, 0.8), 0.3)),
        *headlights(0.502, 0.07, 0.085, 0.018), set_in((0.501, 0.185, 0), (0.507, 0.185, 0), 0.205, 0.11, GLASS),
        set_in((0.503, 0.262, 0), (0.509, 0.262, 0), 0.15, 0.028, Skin(look.accent, 0.4, 1.0)),
        set_in((0.503, 0.045, 0), (0.515, 0.045, 0), 0.22, 0.022, DARK),
        *[ball((-0.502, 0.08, side * 0.09), (0.006, 0.014, 0.014), TAIL, 6, 8) for side in (-1, 1)],
    ]  # fmt: skip
    for index in range(8):
        left = -0.47 + 0.108 * index
        lit = float(rng.random()) < 0.7
        parts += on_both_sides(rounded(left, 0.155, left + 0.092, 0.255, 0.008), half, pane(warm, lit=lit))
    parts += on_both_sides(rounded(0.40, 0.05, 0.475, 0.255, 0.006), half, pane(warm))
    parts += on_both_sides(rounded(-0.49, 0.105, 0.38, 0.125, 0.003), half, Skin(mix(paint.colour, WHITE, 0.55), 0.5))
    return joined(parts).moved((0.0, 0.0, 0.0), 11.0)


def box_car(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an ambulance: white with a band and crosses, a bar of lights on its roof."""
    paint, half = Skin(look.asked or colour("#d8dce0"), 0.5), 0.19
    band = Skin(colour("#c82028"), 0.5)
    parts = [
        plate(
            [
                (-0.50, 0.065), (-0.50, 0.47), (0.17, 0.47), (0.30, 0.315), (0.47, 0.265), (0.50, 0.22),
                (0.50, 0.065),
            ],
            half, paint,
        ),
        *wheels((-0.30, 0.31), 0.085, half + 0.004), *headlights(0.502, 0.17, 0.14, 0.032),
        set_in((0.505, 0.09, 0), (0.52, 0.09, 0), 0.36, 0.05, DARK),
        set_in((0.185, 0.455, 0), (0.295, 0.325, 0), 0.33, 0.012, GLASS),
        set_in((0.504, 0.20, 0), (0.508, 0.20, 0), 0.16, 0.05, DARK),
        *[
            beam((-0.02 + 0.10 * side, 0.495, 0), (0.06 + 0.10 * side, 0.495, 0), 0.26, 0.035, Skin(tint, 0.4, 1.0))
            for side, tint in ((0, colour("#ff2030")), (1, colour("#2060ff")))
        ],
        *on_both_sides(rounded(-0.49, 0.16, 0.49, 0.205, 0.004), half, band),
        *on_both_sides([(0.14, 0.28), (0.14, 0.43), (0.19, 0.43), (0.285, 0.30), (0.285, 0.28)], half, GLASS),
        *on_both_sides(rounded(-0.21, 0.245, -0.16, 0.415, 0.003), half, band),
        *on_both_sides(rounded(-0.27, 0.305, -0.10, 0.355, 0.003), half, band),
    ]  # fmt: skip
    return joined(parts).moved((0.0, 0.0, 0.0), 5.6)


def taxi(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a taxi: a yellow saloon with a chequered band and a lit sign on its roof."""
    paint, half = Skin(look.asked or colour("#d8a818"), 0.9), 0.185
    cabin: list[Flat] = [(-0.37, 0.205), (-0.25, 0.315), (0.08, 0.320), (0.22, 0.205)]
    parts = [
        plate(
            [
                (-0.50, 0.075), (-0.50, 0.19), (-0.47, 0.212), (0.24, 0.215), (0.46, 0.185), (0.50, 0.16),
                (0.50, 0.075),
            ],
            half, paint,
        ),
        plate(cabin, 0.155, paint),
        *on_both_sides([(-0.335, 0.212), (-0.24, 0.300), (-0.09, 0.305), (-0.09, 0.212)], 0.155, GLASS),
        *on_both_sides([(-0.07, 0.212), (-0.07, 0.305), (0.07, 0.305), (0.18, 0.212)], 0.155, GLASS),
        *wheels((-0.30, 0.31), 0.075, half + 0.004), *headlights(0.492, 0.145, 0.135, 0.030),
        set_in((0.50, 0.085, 0), (0.52, 0.085, 0), 0.36, 0.035, STEEL),
        set_in((0.09, 0.315, 0), (0.215, 0.215, 0), 0.29, 0.010, GLASS),
        set_in((0.498, 0.14, 0), (0.503, 0.14, 0), 0.18, 0.04, DARK),
        beam((-0.12, 0.345, 0), (-0.02, 0.345, 0), 0.16, 0.045, Skin(colour("#fff0b0"), 0.3, 1.0)),
        *[ball((-0.502, 0.16, side * 0.14), (0.008, 0.016, 0.03), TAIL, 6, 8) for side in (-1, 1)],
    ]  # fmt: skip
    for index in range(26):
        left, low = -0.46 + 0.034 * index, 0.135 + 0.014 * (index % 2)
        parts += on_both_sides(
            [(left + 0.034, low + 0.014), (left, low + 0.014), (left, low), (left + 0.034, low)], half, Skin(BLACK, 0.5)
        )
    return joined(parts).moved((0.0, 0.0, 0.0), 4.6)


def tank(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a tank: tracks with their wheels, a sloped hull, a turret with a long gun."""
    paint = Skin(look.coat(("#4a5236", "#6a6044", "#4a4e54"), rng), 0.35)
    dark = Skin(dim(paint.colour, 0.7), 0.3)
    parts = [
        plate(
            [(-0.46, 0.13), (-0.46, 0.235), (0.26, 0.245), (0.46, 0.155), (0.36, 0.09), (-0.40, 0.09)], 0.135,
            paint,
        ),
        loft(
            [(-0.04, 0.245, 0, 0.21, 0.155), (-0.05, 0.28, 0, 0.205, 0.15), (-0.08, 0.345, 0, 0.15, 0.115)], paint,
            8,
        ),
        tube([(0.12, 0.29, 0), (0.20, 0.292, 0)], [0.045, 0.036], dark, 16),
        rod((0.18, 0.292, 0), (0.62, 0.302, 0), 0.020, paint, 16),
        rod((0.60, 0.302, 0), (0.68, 0.304, 0), 0.030, dark, 16),
        tube([(-0.12, 0.345, 0.05), (-0.12, 0.365, 0.05)], [0.045, 0.04], dark, 16),
        rod((-0.16, 0.36, -0.05), (-0.20, 0.60, -0.05), 0.004, STEEL, 6),
        rod((-0.10, 0.38, 0.05), (0.06, 0.39, 0.06), 0.008, DARK, 8),
        *[beam((-0.42, 0.195, side * 0.19), (0.38, 0.195, side * 0.19), 0.12, 0.012, paint) for side in (-1, 1)],
        *[ball((0.44, 0.165, side * 0.09), (0.014, 0.016, 0.020), HEADLIGHT, 6, 10) for side in (-1, 1)],
    ]  # fmt: skip
    turn = np.linspace(0, math.tau, 49)
    for side in (-1.0, 1.0):
        z = 0.195 * side
        path = [
            (
                0.47 * math.copysign(abs(math.cos(a)) ** 0.5, math.cos(a)),
                0.095 + 0.09 * math.copysign(abs(math.sin(a)) ** 0.8, math.sin(a)),
            )
            for a in turn
        ]
        parts += [beam((x0, y0, z), (x1, y1, z), 0.105, 0.022, TYRE) for (x0, y0), (x1, y1) in pairwise(path)]
        for index in range(7):
            x = -0.36 + 0.12 * index
            parts += [
                rod((x, 0.085, z - 0.04), (x, 0.085, z + 0.052 * side), 0.056, dark, 20),
                rod((x, 0.085, z), (x, 0.085, z + 0.058 * side), 0.022, STEEL, 12),
            ]
    return joined(parts).moved((0.0, 0.0, 0.0), 7.4)


def train(look: Look, rng: np.random.Generator) -> Mesh:
    """Make the head of a fast train and a wagon behind it, on their rails."""
    paint = Skin(look.coat(("#c8ccd2", "#3a4a6a", "#7a2a2a"), rng), 0.9)
    half, warm = 0.078, colour("#ffe8c0")
    nose: list[Flat] = [
        (-0.48, 0.035),
        (-0.48, 0.215),
        (0.22, 0.215),
        (0.36, 0.185),
        (0.47, 0.105),
        (0.50, 0.06),
        (0.49, 0.035),
    ]
    parts = [
        plate(nose, half, paint),
        set_in((0.265, 0.212, 0), (0.40, 0.155, 0), 0.115, 0.012, GLASS),
        *headlights(0.482, 0.085, 0.052, 0.013),
    ]
    parts += on_both_sides([(0.10, 0.125), (0.10, 0.185), (0.30, 0.178), (0.36, 0.125)], half, GLASS)
    for car in range(2):
        middle = -1.0 * car
        if car:
            parts.append(plate(rounded(middle - 0.48, 0.035, middle + 0.48, 0.215, 0.02), half, paint))
            parts.append(beam((middle + 0.47, 0.12, 0), (middle + 0.53, 0.12, 0), 0.12, 0.15, DARK))
        for index in range(6 if car == 0 else 9):
            left = middle - 0.44 + (0.095 if car else 0.088) * index
            parts += on_both_sides(
                rounded(left, 0.12, left + 0.066, 0.178, 0.008), half, pane(warm, lit=float(rng.random()) < 0.8)
            )
        for x in (-0.455, 0.43 if car else 0.03):
            parts += on_both_sides(
                rounded(middle + x, 0.045, middle + x + 0.03, 0.195, 0.004), half, Skin(dim(paint.colour, 0.75), 0.7)
            )
        parts += on_both_sides(
            rounded(middle - 0.48, 0.085, middle + (0.40 if car == 0 else 0.48), 0.100, 0.002),
            half,
            Skin(look.accent, 0.5, 0.45),
        )
        parts += [
            beam((middle + x - 0.08, 0.025, 0), (middle + x + 0.08, 0.025, 0), 0.12, 0.03, DARK) for x in (-0.32, 0.30)
        ]
        parts += wheels((middle - 0.36, middle - 0.28, middle + 0.26, middle + 0.34), 0.020, 0.06)
    parts += [beam((-1.6, 0.004, z), (0.9, 0.004, z), 0.012, 0.010, STEEL) for z in (-0.055, 0.055)]
    parts += [
        beam((x, -0.004, -0.11), (x, -0.004, 0.11), 0.03, 0.008, Skin(colour("#3a322a"), 0.1))
        for x in np.arange(-1.5, 0.9, 0.09).tolist()
    ]
    return joined(parts).moved((0.6, 0.0, 0.0)).moved((0.0, 0.0, 0.0), 16.0)


def boat(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a motor boat, cut at the water: a hull with a sharp bow, a cabin with windows, a mast, a rail, a wake."""
    paint = Skin(look.coat(("#d8dade", "#2a3a5a", "#8a2a24"), rng), 0.7)
    deck = Skin(colour("#8a6a48"), 0.3)
    rows = []
    for y, long, wide in ((0.0, 0.88, 0.82), (0.05, 0.94, 0.93), (0.115, 1.0, 1.0)):
        rows.append(
            [
                (
                    x * long, y + 0.05 * max(0.0, x) ** 2,
                    wide * 0.135 * math.copysign(max(0.0, 1 - max(0.0, (x - 0.05) / 0.46) ** 2.2) ** 0.8, side),
                )
                for side, xs in (
                    (1, np.linspace(-0.5, 0.505, 24)), (-1, np.linspace(0.505, -0.5, 24)),
                ) for x in xs.tolist()
            ],
        )  # fmt: skip
    grid = np.array(rows)
    hull = sheet(grid, np.array([0.0, 0.05, 0.0]), paint)
    outline: list[Flat] = [(x, -z) for x, _, z in rows[2]]
    floor = plate(outline[:24] + outline[25:-1], 0.004, deck).turned(0.0, -math.pi / 2).moved((0.0, 0.105, 0.0))
    parts = [
        hull, floor,
        plate(
            [(-0.24, 0.11), (-0.22, 0.24), (0.06, 0.245), (0.15, 0.11)], 0.082,
            Skin(mix(paint.colour, WHITE, 0.3), 0.6),
        ),
        beam((-0.26, 0.252, 0), (0.085, 0.252, 0), 0.19, 0.014, paint),
        set_in((0.07, 0.235, 0), (0.125, 0.165, 0), 0.14, 0.008, pane(colour("#ffe0a8"))),
        *on_both_sides([(-0.19, 0.17), (-0.18, 0.225), (-0.08, 0.225), (-0.08, 0.17)], 0.082, pane(colour("#ffe0a8"))),
        *on_both_sides([(-0.06, 0.17), (-0.06, 0.225), (0.05, 0.225), (0.08, 0.17)], 0.082, pane(colour("#ffe0a8"))),
        rod((-0.10, 0.25, 0), (-0.12, 0.44, 0), 0.006, STEEL, 8),
        rod((-0.16, 0.36, 0), (-0.08, 0.36, 0), 0.005, STEEL, 8),
        ball((-0.12, 0.445, 0), (0.010,) * 3, HEADLIGHT, 6, 8),
        ball((0.40, 0.15, -0.03), (0.010,) * 3, Skin(colour("#40ff60"), 0.3, 1.0), 6, 8),
        ball((0.40, 0.15, 0.03), (0.010,) * 3, TAIL, 6, 8),
        ring((-0.26, 0.20, 0.084), 0.026, 0.008, Skin(colour("#e05020"), 0.4)),
    ]  # fmt: skip
    for side in (-1, 1):
        rail = [
            (x, 0.165 + 0.05 * max(0.0, x) ** 2, side * 0.128 * max(0.0, 1 - max(0.0, (x - 0.05) / 0.46) ** 2.2) ** 0.8)
            for x in np.linspace(0.12, 0.47, 8).tolist()
        ]
        parts += [
            tube(rail, [0.004] * 8, STEEL, 6),
            *[rod((x, y - 0.055, z), (x, y, z), 0.003, STEEL, 5) for x, y, z in rail[::2]],
        ]
        foam = np.array(
            [
                [
                    [-0.5 + 0.95 * (1 - share), 0.006, side * (0.10 + 0.16 * share + 0.03 * way)]
                    for share in np.linspace(0, 1, 9)
                ]
                for way in range(3)
            ]
        )
        parts.append(strands(foam, np.full((3, 9), 0.008), np.full((3, 3), 215.0), Skin(WHITE, 0.3, 0.05), 5))
    return joined(parts).moved((0.0, 0.0, 0.0), 9.0)


VEHICLE_MAKERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    **ROAD_MAKERS,
    "helicopter": helicopter,
    "bus": bus,
    "ambulance": box_car,
    "taxi": taxi,
    "tank": tank,
    "train": train,
    "boat": boat,
    **CRAFT,
    **SPACECRAFT,
    **WORK_VEHICLES,
    **SMALL_BIKES,
}
