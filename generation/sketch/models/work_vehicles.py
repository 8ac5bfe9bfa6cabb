"""Limousines, patrol cars, lorries of a town, forklifts, excavators, mechs; in metres, their front towards x."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim
from generation.sketch.models.bodywork import DARK, GLASS, HEADLIGHT, STEEL, TYRE, hull, on_both_sides, wheels
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import Flat, plate, ring, rod, rounded
from generation.sketch.models.road_vehicles import car, lorry

LORRY = 9.0  # metres
RED, BLUE = Skin(colour("#ff2030"), 0.4, 1.0), Skin(colour("#2060ff"), 0.4, 1.0)


def _light_bar(x: float, y: float, wide: float) -> list[Mesh]:
    halves = ((-1, RED), (1, BLUE))
    return [beam((x, y, 0.04 * s * wide), (x, y, 0.5 * s * wide), 0.20, 0.12, skin, (1, 0, 0)) for s, skin in halves]


def limousine(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a stretched car with a long dark cabin."""
    made = car(replace(look, asked=look.asked or colour("#15161a")), rng)
    corners = made.corners.copy()
    corners[..., 0] += 1.5 * np.clip(corners[..., 0] / 0.55, -1, 1)
    return replace(made, corners=corners)


def police_car(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a patrol car: dark with white doors, a bar of red and blue light, a star."""
    made = car(replace(look, asked=look.asked or colour("#1c2430")), rng)
    white = Skin(colour("#dfe3e8"), 0.6)
    doors = on_both_sides([(-0.75, 0.36), (0.72, 0.36), (0.78, 0.80), (-0.85, 0.82)], 0.945, white)
    star = [
        (r * math.sin(k * math.pi / 5), 0.60 + r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in [0.17 if k % 2 == 0 else 0.07]
    ]
    stars = on_both_sides(star, 0.946, Skin(colour("#d8a830"), 0.8), 2)
    return joined([made, *doors, *stars, *_light_bar(-0.45, 1.44, 1.1)])


def _chassis(look: Look, rng: np.random.Generator, tint: Colour) -> Mesh:
    """Make a lorry without its box."""
    made = lorry(replace(look, asked=tint), rng)
    middle = made.centres()
    keep = (middle[:, 0] > 0.245 * LORRY) | (middle[:, 1] < 0.122 * LORRY)
    return Mesh(made.corners[keep], made.normals[keep], made.colours[keep], made.stuff[keep])


def fire_engine(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a fire engine: red, with a ladder on its roof, lockers and blue lights."""
    red: Colour = look.asked or colour("#b81c20")
    steel = Skin(colour("#aab2bc"), 0.8)
    parts = [plate([(-0.50, 0.115), (0.235, 0.115), (0.235, 0.36), (-0.50, 0.36)], 0.136, Skin(red, 0.6))]
    for index in range(4):
        left = -0.47 + 0.165 * index
        parts += on_both_sides(rounded(left, 0.14, left + 0.14, 0.27, 0.005), 0.136, steel)
    parts += on_both_sides(rounded(-0.50, 0.295, 0.235, 0.315, 0.002), 0.136, Skin(WHITE, 0.5))
    rails = [((-0.48, 0.385, z), (0.42, 0.455, z)) for z in (-0.04, 0.04)]
    parts += [rod(start, end, 0.008, STEEL, 8) for start, end in rails]
    for index in range(16):
        x, y = -0.47 + 0.058 * index, 0.386 + 0.0045 * index
        parts.append(rod((x, y, -0.04), (x, y, 0.04), 0.005, STEEL, 6))
    parts += [beam((0.33, 0.425, 0.03 * s), (0.33, 0.425, 0.10 * s), 0.03, 0.022, BLUE, (1, 0, 0)) for s in (-1, 1)]
    return joined([_chassis(look, rng, red), joined(parts).moved((0.0, 0.0, 0.0), LORRY)])


def garbage_truck(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a refuse lorry: a ribbed body with a hopper and sacks at its back."""
    tint = look.asked or colour("#c86a1c")
    green, rib = Skin(colour("#5a7a4a"), 0.4), Skin(colour("#44603a"), 0.4)
    hopper: list[Flat] = [(-0.54, 0.09), (-0.42, 0.09), (-0.40, 0.36), (-0.48, 0.37)]
    parts = [
        plate([(-0.43, 0.12), (0.235, 0.12), (0.235, 0.41), (-0.32, 0.43), (-0.45, 0.35)], 0.137, green),
        plate(hopper, 0.132, Skin(dim(tint, 0.85), 0.4)),
        beam((-0.545, 0.16, 0), (-0.549, 0.29, 0), 0.21, 0.007, DARK),
        beam((0.18, 0.44, 0.05), (0.18, 0.44, 0.09), 0.02, 0.018, Skin(colour("#ffa020"), 0.3, 1.0), (1, 0, 0)),
    ]
    for index in range(7):
        left = -0.36 + 0.085 * index
        parts += on_both_sides(rounded(left, 0.13, left + 0.016, 0.40, 0.003), 0.137, rib)
    sack = Skin(colour("#202228"), 0.7)
    parts += [ball((-0.56, 0.14 + 0.022 * i, 0.05 * (i - 1)), (0.037, 0.04, 0.04), sack, 10, 14) for i in range(3)]
    return joined([_chassis(look, rng, tint), joined(parts).moved((0.0, 0.0, 0.0), LORRY)])


def forklift(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a forklift: a cage over its seat, a mast with two forks, a weight at its back."""
    paint = Skin(look.coat(("#d8a018", "#c8601c"), rng), 0.6)
    parts = [
        hull(
            [
                (-1.2, 0.35, 1.0, 0.50, 0.45),
                (-0.9, 0.22, 1.15, 0.55, 0.5),
                (-0.1, 0.22, 0.75, 0.55, 0.52),
                (0.75, 0.22, 0.72, 0.52, 0.5),
            ],
            paint,
        ),
        *wheels((-0.75,), 0.28, 0.52),
        *wheels((0.55,), 0.36, 0.55),
        beam((-0.45, 0.85, 0), (-0.05, 0.85, 0), 0.5, 0.12, DARK),
        beam((-0.5, 1.1, 0), (-0.58, 1.1, 0), 0.5, 0.5, DARK),
        rod((0.25, 0.75, 0), (0.12, 1.12, 0), 0.03, DARK, 8),
        ring((0.10, 1.15, 0), 0.15, 0.02, DARK, "x"),
        *[rod((-0.75, 1.0, 0.46 * s), (-0.62, 2.05, 0.44 * s), 0.04, DARK, 8) for s in (-1, 1)],
        *[rod((0.55, 0.7, 0.46 * s), (0.30, 2.05, 0.44 * s), 0.04, DARK, 8) for s in (-1, 1)],
        *[rod((-0.62, 2.05, z), (0.30, 2.05, z), 0.035, DARK, 8) for z in (-0.44, -0.22, 0, 0.22, 0.44)],
        *[beam((0.95, 0.12, 0.34 * s), (0.95, 2.3, 0.34 * s), 0.12, 0.10, DARK, (1, 0, 0)) for s in (-1, 1)],
        beam((0.95, 2.2, -0.34), (0.95, 2.2, 0.34), 0.1, 0.1, STEEL, (1, 0, 0)),
        beam((1.02, 0.55, -0.45), (1.02, 0.55, 0.45), 0.06, 0.35, STEEL, (1, 0, 0)),
        *[beam((1.05, 0.30, 0.25 * s), (2.1, 0.27, 0.25 * s), 0.12, 0.05, STEEL) for s in (-1, 1)],
        *[ball((0.36, 2.0, 0.4 * s), (0.05, 0.07, 0.07), HEADLIGHT, 8, 10) for s in (-1, 1)],
        ball((-0.2, 2.15, 0), (0.07, 0.09, 0.07), Skin(colour("#ffa020"), 0.3, 1.0), 8, 10),
    ]
    return joined(parts)


def excavator(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an excavator: tracks, a cab, a jointed arm with a toothed bucket."""
    paint = Skin(look.coat(("#d89a18", "#c86a1c"), rng), 0.5)
    parts: list[Mesh] = [
        plate([(-1.9, 1.15), (0.9, 1.15), (0.9, 2.0), (-1.6, 2.2), (-1.9, 1.9)], 1.15, paint),
        rod((0, 0.8, 0), (0, 1.2, 0), 0.6, DARK, 20),
        plate([(-0.3, 2.0), (0.95, 2.0), (0.95, 2.6), (0.7, 3.25), (-0.3, 3.25)], 0.48, paint, 0.55),
        *[
            plate(
                [(-0.1, 2.15), (0.8, 2.15), (0.8, 2.6), (0.62, 3.05), (-0.1, 3.05)], 0.005, replace(GLASS, lift=0.1), z
            )
            for z in (1.04, 0.06)
        ],
    ]
    for s in (-1.0, 1.0):
        z = 1.05 * s
        turn = np.linspace(0, math.tau, 41)
        path = [
            (
                1.8 * math.copysign(abs(math.cos(a)) ** 0.5, math.cos(a)),
                0.45 + 0.40 * math.copysign(abs(math.sin(a)) ** 0.8, math.sin(a)),
            )
            for a in turn.tolist()
        ]
        parts += [beam((x0, y0, z), (x1, y1, z), 0.55, 0.10, TYRE) for (x0, y0), (x1, y1) in pairwise(path)]
        parts += [rod((x, 0.42, z - 0.2), (x, 0.42, z + 0.29 * s), 0.26, DARK, 16) for x in (-1.35, -0.45, 0.45, 1.35)]
    arm = Skin(dim(paint.colour, 1.05), 0.5)
    parts += [
        tube([(0.6, 1.9, -0.25), (1.6, 3.9, -0.25), (3.2, 4.4, -0.25)], [0.30, 0.30, 0.22], arm, 4, 0.7),
        tube([(3.1, 4.6, -0.25), (3.9, 1.9, -0.25)], [0.24, 0.16], arm, 4, 0.7),
        rod((0.9, 1.7, -0.1), (1.9, 3.6, -0.1), 0.09, STEEL, 10),
        rod((2.0, 4.7, -0.25), (3.1, 4.9, -0.25), 0.08, STEEL, 10),
        plate(
            [(3.75, 2.0), (4.2, 1.7), (3.9, 0.9), (3.1, 0.75), (2.95, 1.1), (3.5, 1.3)],
            0.45,
            Skin(colour("#4a4c50"), 0.5),
            -0.25,
        ),
        *[
            tube([(3.05, 0.95, -0.6 + 0.175 * i), (2.7, 1.05, -0.6 + 0.175 * i)], [0.08, 0.02], STEEL, 6)
            for i in range(5)
        ],
    ]
    return joined(parts)


def mech(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a battle mech that faces the viewer: a cockpit on two jointed legs, a gun and a claw for arms."""
    paint = Skin(look.coat(("#4a5240", "#50555e", "#6a5a44"), rng), 0.6)
    light = Skin(dim(paint.colour, 1.35), 0.6)
    parts = [
        beam((-0.75, 3.55, 0), (0.75, 3.55, 0), 1.1, 1.0, paint),
        beam((-0.5, 3.55, 0.5), (0.5, 3.55, 0.5), 0.5, 0.75, light),
        beam((-0.38, 3.75, 0.77), (0.38, 3.75, 0.77), 0.04, 0.26, Skin(look.second, 0.6, 0.7, lift=0.2)),
        beam((-0.45, 2.85, 0), (0.45, 2.85, 0), 0.7, 0.5, DARK),
        *[beam((0.85 * s - 0.25, 4.25, -0.1), (0.85 * s + 0.25, 4.25, -0.1), 0.9, 0.45, light) for s in (-1, 1)],
        *[
            rod((0.85 * s + x, 4.25 + y, 0.34), (0.85 * s + x, 4.25 + y, 0.38), 0.07, DARK, 12)
            for s in (-1, 1)
            for x in (-0.12, 0.12)
            for y in (-0.1, 0.1)
        ],
        rod((0.3, 4.1, -0.4), (0.34, 5.0, -0.4), 0.03, STEEL, 6),
        *[ball((0.22 * s, 3.25, 0.76), (0.07, 0.07, 0.05), HEADLIGHT, 8, 10) for s in (-1, 1)],
        rod((1.15, 3.4, 0.2), (1.2, 2.7, 0.7), 0.22, paint, 12),
        rod((1.2, 2.75, 0.4), (1.2, 2.7, 1.9), 0.20, DARK, 14),
        *[
            rod(
                (1.2 + 0.1 * math.cos(a), 2.7 + 0.1 * math.sin(a), 1.9),
                (1.2 + 0.1 * math.cos(a), 2.7 + 0.1 * math.sin(a), 2.4),
                0.045,
                STEEL,
                8,
            )
            for a in (0.3, 1.55, 2.8, 4.05, 5.3)
        ],
        rod((-1.15, 3.4, 0.2), (-1.3, 2.6, 0.5), 0.20, paint, 12),
        rod((-1.3, 2.6, 0.5), (-1.25, 2.0, 1.0), 0.18, DARK, 12),
        *[
            tube(
                [(-1.25 + 0.2 * k, 2.0, 1.0), (-1.25 + 0.42 * k, 1.75, 1.3), (-1.25 + 0.12 * k, 1.55, 1.5)],
                [0.10, 0.10, 0.03],
                STEEL,
                8,
            )
            for k in (-1, 0, 1)
        ],
    ]
    for s in (-1, 1):
        hip, knee, ankle = (0.5 * s, 2.7, 0.0), (0.72 * s, 1.75, 0.55), (0.74 * s, 0.45, -0.15)
        parts += [
            ball(hip, (0.32,) * 3, DARK, 10, 14),
            rod(hip, knee, 0.28, paint, 12),
            ball(knee, (0.30,) * 3, DARK, 10, 14),
            rod(knee, ankle, 0.24, paint, 12),
            beam((0.74 * s - 0.3, 0.17, 0.2), (0.74 * s + 0.3, 0.17, 0.2), 1.3, 0.32, light),
            beam((0.72 * s - 0.2, 1.75, 0.8), (0.72 * s + 0.2, 1.75, 0.8), 0.15, 0.6, light),
        ]
    return joined(parts)


WORK_VEHICLES: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "limousine": limousine,
    "police_car": police_car,
    "fire_engine": fire_engine,
    "garbage_truck": garbage_truck,
    "forklift": forklift,
    "excavator": excavator,
    "mech": mech,
}
