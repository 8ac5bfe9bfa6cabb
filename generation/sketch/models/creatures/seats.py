"""What a small creature sits on, whole and on the ground: a gravestone, a shelf, a vehicle, a statue, a table."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.creatures.anatomy import Look, deep, pale
from generation.sketch.models.furniture import FURNITURE_MAKERS
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.joinery import stuff
from generation.sketch.models.mesh import Mesh, Skin, beam, joined
from generation.sketch.models.parts import Paint, inlay, plate, rounded
from generation.sketch.models.road_vehicles import car, motorcycle
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.things import STANDING

Seat = tuple[Mesh, float, float]  # with the level of what is sat on, and where along x that is
#: What a creature sits or lies on along.
LONG = frozenset({"sofa", "bench", "bed", "mattress", "log", "bathtub"})
#: Things that a creature sits on, and how long they are then, in metres.
THINGS = {
    "money": 0.55, "gold_bars": 0.6, "skull": 0.45, "cyberdeck": 0.6, "safe": 0.7, "coffin": 2.0, "book": 0.45,
    "box": 0.6,
}  # fmt: skip
BOOKS = ("#7a2a2a", "#2a4a6a", "#3a5a3a", "#8a6a2a", "#5a3a5a", "#8a8478")


def seat(kind: str, look: Look, rng: np.random.Generator) -> Seat:
    """Make a seat in metres, facing x like a creature, its foot on the ground about the origin."""
    if kind in SEAT_MAKERS:
        return SEAT_MAKERS[kind](look, rng)
    if kind in THINGS:
        return _thing(kind, look)
    furniture = FURNITURE_MAKERS[kind](stuff(look.accent, rng))
    return furniture.turned(0.0 if kind in LONG else math.pi / 2), SEATS[kind].high, 0.0


def _thing(kind: str, look: Look) -> Seat:
    """Lay a thing down that is large enough to sit on."""
    flat = kind not in STANDING
    mesh = ITEM_MAKERS[kind](Paint(look.accent, look.second)).mesh.turned(math.pi / 2)
    mesh = mesh.turned(0.0, 0.0, math.pi / 2) if flat else mesh
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    scale = THINGS[kind] / float((high - low).max())
    x, _, z = ((low + high) / 2 * scale).tolist()
    return mesh.moved((-x, -float(low[1]) * scale, -z), scale).named(kind), scale * float(high[1] - low[1]), 0.0


def _gravestone(look: Look, rng: np.random.Generator) -> Seat:
    stone = Skin(look.coat(("#75787a", "#6a6e64", "#7c746c"), rng), 0.15)
    turn = [math.pi * step / 14 for step in range(15)]
    outline = [(-0.36, 0.0), (0.36, 0.0), *[(0.36 * math.cos(a), 0.72 + 0.26 * math.sin(a)) for a in turn]]
    dark = Skin(deep(stone.colour, 0.55), 0.1)
    parts = [
        plate(outline, 0.09, stone),
        plate(rounded(-0.46, 0.0, 0.46, 0.12, 0.02), 0.17, Skin(deep(stone.colour, 0.85), 0.1)),
        *[inlay(rounded(-0.17, 0.60 - 0.1 * row, 0.17, 0.625 - 0.1 * row, 0.008), 0.09, dark) for row in range(3)],
        inlay([(-0.02, 0.68), (0.02, 0.68), (0.02, 0.88), (-0.02, 0.88)], 0.09, dark),
        inlay([(-0.08, 0.79), (0.08, 0.79), (0.08, 0.825), (-0.08, 0.825)], 0.09, dark),
    ]  # fmt: skip
    return joined(parts), 0.97, 0.0


def _shelf(look: Look, rng: np.random.Generator) -> Seat:
    wood = Skin(colour("#6a452c"), 0.3)
    half, high, deep_ = 0.62, 1.32, 0.15
    back = Skin(deep(wood.colour, 0.5), 0.1)
    parts = [beam((-half, high / 2, -deep_), (half, high / 2, -deep_), 0.02, high, back)]
    parts += [beam((x, 0.0, 0), (x, high, 0), 2 * deep_, 0.04, wood, (1, 0, 0)) for x in (-half, half)]
    for row in range(4):
        y = 0.05 + row * (high - 0.07) / 3
        parts.append(beam((-half, y, 0), (half, y, 0), 2 * deep_, 0.035, wood))
        x = -half + 0.05
        while row < 3 and x < half - 0.07:
            thick, tall = 0.03 + 0.035 * float(rng.random()), 0.24 + 0.10 * float(rng.random())
            tint = Skin(colour(BOOKS[int(rng.integers(len(BOOKS)))]), 0.3)
            if rng.random() < 0.9:
                parts.append(beam((x, y + 0.02, 0.01), (x, y + 0.02 + tall, 0.01), 0.22, 0.9 * thick, tint, (1, 0, 0)))
            x += thick
    return joined(parts), high, 0.0


def _motorcycle(look: Look, rng: np.random.Generator) -> Seat:
    return motorcycle(look, rng), 0.94, -0.40


def _car(look: Look, rng: np.random.Generator) -> Seat:
    return car(look, rng), 1.40, -0.50


def _statue(look: Look, rng: np.random.Generator) -> Seat:
    figure = ITEM_MAKERS["statue"](Paint(look.accent, look.second, colour("#8a8c88"))).mesh
    spots = figure.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    scale = 1.25 / float(high[1] - low[1])
    figure = figure.moved((0.0, 0.35 - float(low[1]) * scale, 0.0), scale)
    stone = Skin(colour("#7a7c7a"), 0.1)
    block = beam((-0.36, 0.175, 0), (0.36, 0.175, 0), 0.6, 0.35, stone)
    return joined([block, figure]), 1.50, 0.0


def _table(look: Look, rng: np.random.Generator) -> Seat:
    wood = Skin(look.coat(("#6a4528", "#54585e", "#7a5a38"), rng), 0.4)
    parts = [beam((-0.62, 0.74, 0), (0.62, 0.74, 0), 0.70, 0.05, Skin(pale(wood.colour, 0.1), 0.4))]
    parts += [
        beam((x, 0.0, z), (x, 0.73, z), 0.06, 0.06, wood, (1, 0, 0)) for x in (-0.56, 0.56) for z in (-0.29, 0.29)
    ]
    parts += [beam((-0.56, 0.67, z), (0.56, 0.67, z), 0.03, 0.10, wood) for z in (-0.31, 0.31)]
    return joined(parts), 0.765, 0.0


SEAT_MAKERS: dict[str, Callable[[Look, np.random.Generator], Seat]] = {
    "gravestone": _gravestone,
    "shelf": _shelf,
    "bike": _motorcycle,
    "car": _car,
    "statue": _statue,
    "table": _table,
}
