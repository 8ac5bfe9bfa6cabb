"""Sofas, chairs and thrones as meshes in metres about the origin, the front to the viewer (z), the feet on y = 0."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.joinery import CHROME, IRON, Stuff, block, cushion, legs
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, tube
from generation.sketch.models.parts import plate, ring, turned_body


def _upholstered(half: float, seats: int, stuff: Stuff) -> Mesh:
    body, seat = Skin(dim(stuff.cloth, 0.8), 0.1), stuff.soft
    inner = half - 0.18
    step = 2 * inner / seats
    parts = [
        cushion((-half + 0.05, half - 0.05), (0.06, 0.34), (-0.40, 0.36), body),
        cushion((-half + 0.08, half - 0.08), (0.20, 0.90), (-0.52, -0.28), body),
        *[
            cushion((side * half - 0.10, side * half + 0.10), (0.06, 0.62), (-0.44, 0.38), seat)
            for side in (-0.94, 0.94)
        ],
        *legs(half - 0.1, 0.30, 0.08, Skin(dim(stuff.wood, 0.6), 0.3)),
    ]
    for index in range(seats):
        left = -inner + index * step
        parts += [
            cushion((left + 0.005, left + step - 0.005), (0.30, 0.46), (-0.32, 0.40), seat),
            cushion((left + 0.01, left + step - 0.01), (0.44, 0.88), (-0.36, -0.22), seat),
        ]
    return joined(parts)


def _sofa(stuff: Stuff) -> Mesh:
    return _upholstered(1.15, 3, stuff)


def _armchair(stuff: Stuff) -> Mesh:
    return _upholstered(0.50, 1, stuff)


def _chair(stuff: Stuff) -> Mesh:
    wood = stuff.board
    rails = [beam((-0.19, y, -0.21), (0.19, y, -0.21), 0.03, 0.07, wood) for y in (0.66, 0.80, 0.93)]
    posts = [block((x - 0.02, x + 0.02), (0.44, 0.96), (-0.23, -0.19), wood) for x in (-0.19, 0.19)]
    return joined(
        [block((-0.22, 0.22), (0.43, 0.47), (-0.22, 0.22), wood), *legs(0.19, 0.19, 0.44, wood, 0.04), *rails, *posts]
    )


def _office_chair(stuff: Stuff) -> Mesh:
    dark = Skin(dim(stuff.cloth, 0.6), 0.1)
    feet = [
        tube([(0, 0.08, 0), (0.27 * math.cos(a), 0.05, 0.27 * math.sin(a))], [0.025, 0.02], IRON, 6)
        for a in np.linspace(0, math.tau, 6)[:5]
    ]
    return joined(
        [
            *feet,
            tube([(0, 0.06, 0), (0, 0.42, 0)], [0.03] * 2, CHROME, 8),
            cushion((-0.26, 0.26), (0.40, 0.50), (-0.24, 0.26), dark),
            cushion((-0.24, 0.24), (0.58, 1.08), (-0.32, -0.22), dark),
            *[beam((x, 0.68, -0.15), (x, 0.68, 0.12), 0.05, 0.03, IRON) for x in (-0.29, 0.29)],
        ]
    )


def _rocking_chair(stuff: Stuff) -> Mesh:
    wood = stuff.board
    parts = [_chair(stuff).moved((0.0, 0.03, 0.0))]
    for x in (-0.25, 0.25):
        run = [(x, 0.10 * (z / 0.5) ** 2, z) for z in np.linspace(-0.55, 0.48, 9).tolist()]
        parts += [
            tube(run, [0.02] * 9, wood, 6),
            beam((x, 0.68, -0.22), (x, 0.66, 0.24), 0.05, 0.03, wood),
            block((x - 0.02, x + 0.02), (0.04, 0.66), (0.17, 0.21), wood),
        ]
    parts += [beam((x, 0.5, -0.22), (x * 1.05, 1.12, -0.30), 0.03, 0.03, wood) for x in (-0.2, -0.1, 0.0, 0.1, 0.2)]
    parts.append(beam((-0.24, 1.12, -0.30), (0.24, 1.12, -0.30), 0.04, 0.10, wood))
    return joined(parts)


def _wheelchair(stuff: Stuff) -> Mesh:
    seat = Skin(colour("#22252c"), 0.2)
    parts = [
        cushion((-0.22, 0.22), (0.44, 0.52), (-0.22, 0.22), seat),
        cushion((-0.21, 0.21), (0.56, 0.96), (-0.28, -0.22), seat),
        *[beam((x, 0.72, -0.22), (x, 0.72, 0.14), 0.06, 0.03, seat) for x in (-0.25, 0.25)],
        *[
            tube(
                [(x, 1.0, -0.34), (x, 0.98, -0.25), (x, 0.30, -0.24), (x, 0.30, 0.20), (x, 0.14, 0.40)],
                [0.014] * 5,
                CHROME,
                6,
            )
            for x in (-0.23, 0.23)
        ],
        *[beam((x - 0.08, 0.12, 0.42), (x + 0.08, 0.12, 0.42), 0.12, 0.02, IRON) for x in (-0.12, 0.12)],
    ]
    for x in (-0.31, 0.31):
        wheel = [
            ring((0, 0, 0), 0.30, 0.022, IRON, steps=32, sides=6),
            ring((0, 0, 0), 0.25, 0.008, CHROME, steps=28, sides=4),
        ]
        wheel += [
            tube([(0, 0, 0), (0.29 * math.cos(a), 0.29 * math.sin(a), 0)], [0.004] * 2, CHROME, 4)
            for a in np.linspace(0, math.tau, 13)[:12]
        ]
        parts.append(joined(wheel).turned(math.pi / 2).moved((x, 0.32, -0.06)))
        parts.append(
            ring((0, 0, 0), 0.075, 0.02, IRON, steps=16, sides=6).turned(math.pi / 2).moved((0.7 * x, 0.095, 0.30))
        )
    return joined(parts)


def _bar_stool(stuff: Stuff) -> Mesh:
    foot = [(0.21, 0.0), (0.20, 0.03), (0.04, 0.06), (0.03, 0.68)]
    return joined(
        [
            turned_body(foot, CHROME, 16),
            ring((0, 0, 0), 0.17, 0.012, CHROME, steps=20, sides=5).turned(0.0, math.pi / 2).moved((0, 0.26, 0)),
            turned_body([(0.17, 0.68), (0.20, 0.70), (0.20, 0.75), (0.17, 0.77)], stuff.soft, 18),
        ]
    )


def _bench(stuff: Stuff) -> Mesh:
    boards = [beam((-1.0, 0.44, z), (1.0, 0.44, z), 0.12, 0.035, stuff.board) for z in (-0.16, 0.0, 0.16)]
    back = [
        beam((-1.0, y, -0.27 - 0.1 * (y - 0.6)), (1.0, y, -0.27 - 0.1 * (y - 0.6)), 0.03, 0.11, stuff.board)
        for y in (0.62, 0.80)
    ]
    feet = [
        tube([(x, 0.0, 0.2), (x, 0.42, 0.18), (x, 0.42, -0.2), (x, 0.86, -0.30)], [0.02] * 4, IRON, 6)
        for x in (-0.85, 0.85)
    ] + [tube([(x, 0.42, -0.2), (x, 0.0, -0.24)], [0.02] * 2, IRON, 6) for x in (-0.85, 0.85)]
    return joined([*boards, *back, *feet])


def _throne(stuff: Stuff) -> Mesh:
    gold, stone = Skin(colour("#a8883c"), 0.9), Skin(colour("#5c5a60"), 0.2)
    red = Skin(colour("#7a1a22"), 0.1)
    spire = [
        (-0.48, 0.0),
        (0.48, 0.0),
        (0.48, 1.65),
        (0.34, 1.95),
        (0.22, 1.80),
        (0.0, 2.25),
        (-0.22, 1.80),
        (-0.34, 1.95),
        (-0.48, 1.65),
    ]
    inner = [(-0.34, 0.0), (0.34, 0.0), (0.34, 1.50), (0.0, 1.86), (-0.34, 1.50)]
    return joined(
        [
            block((-0.75, 0.75), (0.0, 0.12), (-0.5, 0.85), stone),
            block((-0.5, 0.5), (0.12, 0.46), (-0.40, 0.34), stone),
            plate(spire, 0.06, gold, -0.42),
            plate(inner, 0.02, red, -0.35),
            cushion((-0.36, 0.36), (0.45, 0.58), (-0.32, 0.36), red),
            *[block((x - 0.07, x + 0.07), (0.12, 0.82), (-0.36, 0.34), gold) for x in (-0.46, 0.46)],
            *[ball((x, 0.86, 0.28), (0.09, 0.09, 0.09), gold, 8, 12) for x in (-0.46, 0.46)],
        ]
    ).moved((0.0, -0.02, 0.0))


CHAIR_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    "sofa": _sofa,
    "armchair": _armchair,
    "chair": _chair,
    "office_chair": _office_chair,
    "rocking_chair": _rocking_chair,
    "wheelchair": _wheelchair,
    "bar_stool": _bar_stool,
    "bench": _bench,
    "throne": _throne,
}
