"""What people lie on, and whatever else they sit on, as meshes in metres: beds, tubs, crates, logs, steps, a car."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.chairs import CHAIR_MAKERS
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.joinery import CHROME, LINEN, WHITE, Stuff, block, cushion, legs
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, loft, tube
from generation.sketch.models.parts import turned_body
from generation.sketch.models.road_vehicles import car, motorcycle


def _bed(stuff: Stuff) -> Mesh:
    """Make a bed that is seen from its long side, its head to the left."""
    frame = Skin(dim(stuff.wood, 0.8), 0.3)
    return joined(
        [
            block((-1.08, 1.06), (0.10, 0.34), (-0.72, 0.72), frame),
            *legs(1.0, 0.66, 0.12, frame, 0.08),
            cushion((-1.03, 1.03), (0.32, 0.56), (-0.70, 0.70), LINEN),
            block((-1.16, -1.08), (0.0, 1.08), (-0.76, 0.76), frame),
            block((1.04, 1.10), (0.0, 0.66), (-0.76, 0.76), frame),
            cushion((-0.98, -0.58), (0.54, 0.66), (-0.56, 0.56), Skin(colour("#cfcabd"), 0.05)),
        ]
    )


def _mattress(stuff: Stuff) -> Mesh:
    return joined(
        [
            cushion((-1.0, 1.0), (0.0, 0.16), (-0.45, 0.45), Skin(mix(LINEN.colour, stuff.cloth, 0.25), 0.05)),
            cushion((-0.95, -0.60), (0.15, 0.24), (-0.28, 0.28), LINEN),
        ]
    )


def _stretcher(stuff: Stuff) -> Mesh:
    sheet = Skin(colour("#8fa6a4"), 0.1)
    return joined(
        [
            cushion((-1.0, 1.0), (0.70, 0.80), (-0.34, 0.34), sheet),
            block((-1.02, 1.02), (0.64, 0.70), (-0.36, 0.36), CHROME),
            tube([(0, 0.1, 0), (0, 0.66, 0)], [0.11, 0.09], WHITE, 12),
            block((-0.5, 0.5), (0.0, 0.08), (-0.30, 0.30), WHITE),
            cushion((-0.98, -0.68), (0.79, 0.87), (-0.22, 0.22), WHITE),
        ]
    )


def _bathtub(stuff: Stuff) -> Mesh:
    """Make a tub on feet, seen from its long side, full of water and foam."""
    white = Skin(colour("#c2c8ca"), 0.8)
    rows = 7
    wall = loft(
        [
            (0.0, y, 0.0, 0.62 + 0.26 * (y / 0.58) ** 0.5, 0.30 + 0.12 * (y / 0.58) ** 0.5)
            for y in np.linspace(0.10, 0.58, rows).tolist()
        ],
        white,
        28,
    )
    keep = wall.centres()[:, 1] < 0.565  # without its lid
    wall = Mesh(wall.corners[keep], wall.normals[keep], wall.colours[keep], wall.stuff[keep])
    angles = np.linspace(0, math.tau, 33)
    rim = tube([(0.88 * math.cos(a), 0.58, 0.42 * math.sin(a)) for a in angles.tolist()], [0.035] * 33, white, 8)
    water = ball((0.0, 0.50, 0.0), (0.84, 0.012, 0.39), Skin(colour("#6a9ab0"), 0.9, 0.05), 4, 24)
    foam = [
        ball((x, 0.52, z), (0.05 + 0.05 * size,) * 3, Skin(colour("#d4dadc"), 0.1), 5, 8)
        for x, z, size in (stuff.rng.random((16, 3)) * (1.5, 0.56, 1.0) - (0.75, 0.28, 0.0)).tolist()
        if abs(x) > 0.2
    ]
    feet = [
        ball((x, 0.06, z), (0.07, 0.08, 0.07), Skin(colour("#a8883c"), 0.9), 6, 8)
        for x in (-0.5, 0.5)
        for z in (-0.2, 0.2)
    ]
    tap = tube([(0.86, 0.56, 0.0), (0.92, 0.86, 0.0), (0.80, 0.88, 0.0), (0.76, 0.78, 0.0)], [0.022] * 4, CHROME, 8)
    return joined([wall, rim, water, *foam, *feet, tap])


def _crate(stuff: Stuff) -> Mesh:
    wood, edge = Skin(colour("#7a5a34"), 0.15), Skin(colour("#97744a"), 0.15)
    half = 0.55
    parts = [block((-half, half), (0.0, 0.50), (-0.36, 0.36), wood)]
    parts += [block((-half - 0.01, half + 0.01), (y, y + 0.08), (0.34, 0.375), edge) for y in (0.0, 0.21, 0.42)]
    parts += [block((x - 0.05, x + 0.05), (0.0, 0.50), (0.35, 0.385), edge) for x in (-half + 0.05, half - 0.05)]
    return joined(parts)


def _barrel(stuff: Stuff) -> Mesh:
    tint = Skin(mix(stuff.cloth, colour("#5a6a4a"), 0.4), 0.4)
    outline = [
        (0.29, 0.0),
        (0.29, 0.28),
        (0.31, 0.30),
        (0.29, 0.32),
        (0.29, 0.56),
        (0.31, 0.58),
        (0.29, 0.60),
        (0.29, 0.86),
        (0.01, 0.86),
    ]
    return turned_body(outline, tint, 24)


def _log(stuff: Stuff) -> Mesh:
    bark, cut = Skin(colour("#4a3826"), 0.05), Skin(colour("#a8845a"), 0.1)
    run = [(x, 0.17 + 0.01 * math.sin(5 * x), 0.02 * math.cos(4 * x)) for x in np.linspace(-0.72, 0.72, 7).tolist()]
    ends = [ball((x, 0.17, 0.0), (0.16 * 0.15, 0.155, 0.155), cut, 8, 14) for x in (-0.85, 0.85)]
    knots = [ball((x, 0.17 + 0.1, z), (0.05, 0.05, 0.05), bark, 5, 8) for x, z in ((-0.3, 0.12), (0.4, 0.1))]
    return joined([tube(run, [0.165] * 7, bark, 12), *ends, *knots])


def _rock(stuff: Stuff) -> Mesh:
    parts = []
    for x, z, size in (stuff.rng.random((7, 3)) * (0.5, 0.3, 0.16) - (0.25, 0.15, -0.20)).tolist():
        stone = ball((0, 0, 0), (size * 1.2, size * 0.9, size), Skin(colour("#66645f"), 0.05), 4, 7)
        parts.append(stone.turned(*(stuff.rng.random(3)).tolist()).moved((x, 0.26, z)))
    return joined([ball((0, 0.20, 0), (0.45, 0.28, 0.34), Skin(colour("#5c5a56"), 0.05), 7, 12), *parts])


def _kerb(stuff: Stuff) -> Mesh:
    stone = Skin(colour("#77777a"), 0.1)
    stones = [
        block((x + 0.006, x + 0.694), (0.0, 0.20), (-0.45, 0.18), stone) for x in np.arange(-2.1, 2.1, 0.7).tolist()
    ]
    return joined([mesh.tinted(mesh.colours * (0.9 + 0.2 * float(stuff.rng.random()))) for mesh in stones])


def _stairs(stuff: Stuff) -> Mesh:
    stone = Skin(colour("#75726e"), 0.1)
    return joined(
        [
            block((-1.3, 1.3), (0.0, 0.21 * (step + 1)), (-0.1 - 0.30 * step, 0.42 - 0.30 * step), stone)
            for step in range(4)
        ]
    )


def _ledge(stuff: Stuff) -> Mesh:
    stone, cap = Skin(colour("#6a6668"), 0.1), Skin(colour("#8a8684"), 0.15)
    rows = []
    for row in range(3):
        for x in np.arange(-1.6, 1.6, 0.4).tolist():
            brick = block(
                (x + 0.2 * (row % 2), x + 0.2 * (row % 2) + 0.385),
                (0.185 * row, 0.185 * row + 0.175),
                (-0.22, 0.16),
                stone,
            )
            rows.append(brick.tinted(brick.colours * (0.85 + 0.3 * float(stuff.rng.random()))))
    return joined([*rows, block((-1.65, 1.85), (0.55, 0.62), (-0.25, 0.20), cap)])


def _table(stuff: Stuff) -> Mesh:
    return joined(
        [
            block((-0.80, 0.80), (0.71, 0.76), (-0.45, 0.45), stuff.board),
            *legs(0.73, 0.38, 0.72, Skin(dim(stuff.wood, 0.7), 0.3), 0.07),
            block((-0.74, 0.74), (0.62, 0.71), (-0.40, 0.40), Skin(dim(stuff.wood, 0.7), 0.3)),
        ]
    )


def _car(stuff: Stuff) -> Mesh:
    """Stand a car with its nose to the right, its bonnet under who sits on it."""
    body = car(Look("", None, stuff.light, stuff.light), stuff.rng)
    return body.turned(-0.35).moved((-1.55, 0.0, -0.45))


def _bike(stuff: Stuff) -> Mesh:
    return motorcycle(Look("", None, stuff.light, stuff.light), stuff.rng)


def _cushion(stuff: Stuff) -> Mesh:
    return ball((0, 0.08, 0), (0.36, 0.09, 0.34), stuff.soft, 8, 18)


FURNITURE_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    **CHAIR_MAKERS,
    "bed": _bed,
    "mattress": _mattress,
    "stretcher": _stretcher,
    "bathtub": _bathtub,
    "crate": _crate,
    "barrel": _barrel,
    "log": _log,
    "rock": _rock,
    "kerb": _kerb,
    "stairs": _stairs,
    "ledge": _ledge,
    "table": _table,
    "car": _car,
    "bike": _bike,
    "cushion": _cushion,
}
