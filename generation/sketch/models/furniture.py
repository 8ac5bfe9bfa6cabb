"""What people sit and lie on, as meshes in metres about the origin, the front to the viewer (z), the feet on y = 0."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Mesh, Skin, ball, beam, joined, loft, tube
from generation.sketch.models.parts import plate, ring, turned_body
from generation.sketch.models.road_vehicles import car, motorcycle

WOOD, IRON, CHROME = colour("#6a4528"), Skin(colour("#26282e"), 0.6), Skin(colour("#a4adb8"), 0.9)
LINEN, WHITE = Skin(colour("#b8b4aa"), 0.05), Skin(colour("#c4c6c8"), 0.7)
CLOTHS = ("#7a2e2c", "#2e4a6e", "#4a5a3a", "#5a4468", "#6a5638", "#3a5a5e")


@dataclass(frozen=True, slots=True)
class Stuff:
    """The cloth and wood of a piece, a light of the place, and its chance."""

    cloth: Colour
    wood: Colour
    light: Colour
    rng: np.random.Generator

    @property
    def soft(self) -> Skin:
        """Return the cloth as a skin."""
        return Skin(self.cloth, 0.1)

    @property
    def board(self) -> Skin:
        """Return the wood as a skin."""
        return Skin(self.wood, 0.35)


def stuff(light: Colour, rng: np.random.Generator) -> Stuff:
    """Choose what a piece is made of."""
    cloth = dim(colour(CLOTHS[int(rng.integers(len(CLOTHS)))]), 0.8 + 0.4 * float(rng.random()))
    return Stuff(cloth, dim(WOOD, 0.8 + 0.5 * float(rng.random())), light, rng)


def block(across: tuple[float, float], up: tuple[float, float], along: tuple[float, float], skin: Skin) -> Mesh:
    """Make a box between two places on each axis."""
    middle, deep = (up[0] + up[1]) / 2, along[1] - along[0]
    z = (along[0] + along[1]) / 2
    return beam((across[0], middle, z), (across[1], middle, z), deep, up[1] - up[0], skin)


def cushion(across: tuple[float, float], up: tuple[float, float], along: tuple[float, float], skin: Skin) -> Mesh:
    """Make a box with soft edges."""
    (x0, x1), (y0, y1), (z0, z1) = across, up, along
    x, z, wide, deep = (x0 + x1) / 2, (z0 + z1) / 2, (x1 - x0) / 2, (z1 - z0) / 2
    edge = min(0.35 * (y1 - y0), 0.3 * wide, 0.3 * deep, 0.06)
    levels = ((y0, edge), (y0 + edge, 0.0), (y1 - edge, 0.0), (y1, edge))
    parts = [
        joined([
            _slab(x, z, wide - low_in, deep - low_in, low, wide - high_in, deep - high_in, high, skin)
            for (low, low_in), (high, high_in) in zip(levels[:-1], levels[1:], strict=True)
        ]),
        block((x0 + edge, x1 - edge), (y1 - 0.004, y1), (z0 + edge, z1 - edge), skin),
    ]  # fmt: skip
    return joined(parts)


def _slab(x: float, z: float, wide: float, deep: float, low: float, wide2: float, deep2: float, high: float, skin: Skin
          ) -> Mesh:  # fmt: skip
    corners, normals = [], []
    for a, b in (((-1, 1), (1, 1)), ((1, 1), (1, -1)), ((1, -1), (-1, -1)), ((-1, -1), (-1, 1))):
        corners.append([
            (x + a[0] * wide, low, z + a[1] * deep), (x + b[0] * wide, low, z + b[1] * deep),
            (x + b[0] * wide2, high, z + b[1] * deep2), (x + a[0] * wide2, high, z + a[1] * deep2),
        ])  # fmt: skip
        out = np.array([(a[0] + b[0]) / 2, 0.0, (a[1] + b[1]) / 2])
        rise = (wide - wide2) / max(high - low, 1e-6)
        out = out + np.array([0.0, rise, 0.0])
        normals.append(out / np.linalg.norm(out))
    count = len(corners)
    return Mesh(np.array(corners), np.array(normals), np.tile(np.array(skin.colour, np.float64), (count, 1)),
                np.tile(np.array(skin.row()), (count, 1)))  # fmt: skip


def legs(x: float, z: float, high: float, skin: Skin, thick: float = 0.05) -> list[Mesh]:
    """Make four legs."""
    return [
        block((a * x - thick / 2, a * x + thick / 2), (0.0, high), (b * z - thick / 2, b * z + thick / 2), skin)
        for a in (-1, 1)
        for b in (-1, 1)
    ]


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
    feet = [tube([(0, 0.08, 0), (0.27 * math.cos(a), 0.05, 0.27 * math.sin(a))], [0.025, 0.02], IRON, 6)
            for a in np.linspace(0, math.tau, 6)[:5]]  # fmt: skip
    return joined([
        *feet, tube([(0, 0.06, 0), (0, 0.42, 0)], [0.03] * 2, CHROME, 8),
        cushion((-0.26, 0.26), (0.40, 0.50), (-0.24, 0.26), dark), cushion((-0.24, 0.24), (0.58, 1.08), (-0.32, -0.22), dark),
        *[beam((x, 0.68, -0.15), (x, 0.68, 0.12), 0.05, 0.03, IRON) for x in (-0.29, 0.29)],
    ])  # fmt: skip


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
        cushion((-0.22, 0.22), (0.44, 0.52), (-0.22, 0.22), seat), cushion((-0.21, 0.21), (0.56, 0.96), (-0.28, -0.22), seat),
        *[beam((x, 0.72, -0.22), (x, 0.72, 0.14), 0.06, 0.03, seat) for x in (-0.25, 0.25)],
        *[tube([(x, 1.0, -0.34), (x, 0.98, -0.25), (x, 0.30, -0.24), (x, 0.30, 0.20), (x, 0.14, 0.40)], [0.014] * 5, CHROME, 6)
          for x in (-0.23, 0.23)],
        *[beam((x - 0.08, 0.12, 0.42), (x + 0.08, 0.12, 0.42), 0.12, 0.02, IRON) for x in (-0.12, 0.12)],
    ]  # fmt: skip
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
    return joined([
        turned_body(foot, CHROME, 16), ring((0, 0, 0), 0.17, 0.012, CHROME, steps=20, sides=5).turned(0.0, math.pi / 2).moved((0, 0.26, 0)),
        turned_body([(0.17, 0.68), (0.20, 0.70), (0.20, 0.75), (0.17, 0.77)], stuff.soft, 18),
    ])  # fmt: skip


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
    return joined([
        block((-0.75, 0.75), (0.0, 0.12), (-0.5, 0.85), stone), block((-0.5, 0.5), (0.12, 0.46), (-0.40, 0.34), stone),
        plate(spire, 0.06, gold, -0.42), plate(inner, 0.02, red, -0.35), cushion((-0.36, 0.36), (0.45, 0.58), (-0.32, 0.36), red),
        *[block((x - 0.07, x + 0.07), (0.12, 0.82), (-0.36, 0.34), gold) for x in (-0.46, 0.46)],
        *[ball((x, 0.86, 0.28), (0.09, 0.09, 0.09), gold, 8, 12) for x in (-0.46, 0.46)],
    ]).moved((0.0, -0.02, 0.0))  # fmt: skip


def _bed(stuff: Stuff) -> Mesh:
    """Make a bed that is seen from its long side, its head to the left."""
    frame = Skin(dim(stuff.wood, 0.8), 0.3)
    return joined([
        block((-1.08, 1.06), (0.10, 0.34), (-0.72, 0.72), frame), *legs(1.0, 0.66, 0.12, frame, 0.08),
        cushion((-1.03, 1.03), (0.32, 0.56), (-0.70, 0.70), LINEN),
        block((-1.16, -1.08), (0.0, 1.08), (-0.76, 0.76), frame), block((1.04, 1.10), (0.0, 0.66), (-0.76, 0.76), frame),
        cushion((-0.98, -0.58), (0.54, 0.66), (-0.56, 0.56), Skin(colour("#cfcabd"), 0.05)),
    ])  # fmt: skip


def _mattress(stuff: Stuff) -> Mesh:
    return joined([
        cushion((-1.0, 1.0), (0.0, 0.16), (-0.45, 0.45), Skin(mix(LINEN.colour, stuff.cloth, 0.25), 0.05)),
        cushion((-0.95, -0.60), (0.15, 0.24), (-0.28, 0.28), LINEN),
    ])  # fmt: skip


def _stretcher(stuff: Stuff) -> Mesh:
    sheet = Skin(colour("#8fa6a4"), 0.1)
    return joined([
        cushion((-1.0, 1.0), (0.70, 0.80), (-0.34, 0.34), sheet), block((-1.02, 1.02), (0.64, 0.70), (-0.36, 0.36), CHROME),
        tube([(0, 0.1, 0), (0, 0.66, 0)], [0.11, 0.09], WHITE, 12), block((-0.5, 0.5), (0.0, 0.08), (-0.30, 0.30), WHITE),
        cushion((-0.98, -0.68), (0.79, 0.87), (-0.22, 0.22), WHITE),
    ])  # fmt: skip


def _bathtub(stuff: Stuff) -> Mesh:
    """Make a tub on feet, seen from its long side, full of water and foam."""
    white = Skin(colour("#c2c8ca"), 0.8)
    rows = 7
    wall = loft([(0.0, y, 0.0, 0.62 + 0.26 * (y / 0.58) ** 0.5, 0.30 + 0.12 * (y / 0.58) ** 0.5)
                 for y in np.linspace(0.10, 0.58, rows).tolist()], white, 28)  # fmt: skip
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
    return joined([
        block((-1.3, 1.3), (0.0, 0.21 * (step + 1)), (-0.1 - 0.30 * step, 0.42 - 0.30 * step), stone) for step in range(4)
    ])  # fmt: skip


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
    return joined([
        block((-0.80, 0.80), (0.71, 0.76), (-0.45, 0.45), stuff.board), *legs(0.73, 0.38, 0.72, Skin(dim(stuff.wood, 0.7), 0.3), 0.07),
        block((-0.74, 0.74), (0.62, 0.71), (-0.40, 0.40), Skin(dim(stuff.wood, 0.7), 0.3)),
    ])  # fmt: skip


def _car(stuff: Stuff) -> Mesh:
    """Stand a car with its nose to the right, its bonnet under who sits on it."""
    body = car(Look("", None, stuff.light, stuff.light), stuff.rng)
    return body.turned(-0.35).moved((-1.55, 0.0, -0.45))


def _bike(stuff: Stuff) -> Mesh:
    return motorcycle(Look("", None, stuff.light, stuff.light), stuff.rng)


def _cushion(stuff: Stuff) -> Mesh:
    return ball((0, 0.08, 0), (0.36, 0.09, 0.34), stuff.soft, 8, 18)


FURNITURE_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    "sofa": _sofa, "armchair": _armchair, "chair": _chair, "office_chair": _office_chair, "rocking_chair": _rocking_chair,
    "wheelchair": _wheelchair, "bar_stool": _bar_stool, "bench": _bench, "throne": _throne, "bed": _bed,
    "mattress": _mattress, "stretcher": _stretcher, "bathtub": _bathtub, "crate": _crate, "barrel": _barrel, "log": _log,
    "rock": _rock, "kerb": _kerb, "stairs": _stairs, "ledge": _ledge, "table": _table, "car": _car, "bike": _bike,
    "cushion": _cushion,
}  # fmt: skip
