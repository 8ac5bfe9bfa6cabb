"""The distant city: rows of towers with lit windows, and the landmarks that make it Seattle."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.stage import Point, Stage
from generation.sketch.props.signs import holo_advert

BEACON = colour("#ff3020")
OVER_ROOFS = 4.0  # metres; an eye higher than that looks over houses
LOOKED_DOWN = 0.42  # of a tower's distance: so far below the eye a roof's edge lets one see its windows


@dataclass(frozen=True, slots=True)
class Row:
    """A row of towers: its layer, distance, mean width, heights, colour, lit share of windows, lowest point. Metres.

    `aside`, in a street, is how far aside a tower may stand to be seen over the houses, for each metre of its height.
    """

    layer: str
    z: float
    width: float
    heights: tuple[float, float]
    base: Colour
    lit: float
    foot: float = 0.0
    aside: float = math.inf


def draw_towers(canvas: Canvas, stage: Stage, row: Row) -> None:
    """Draw a row of towers across more than the widest frame."""
    rng = canvas.rng(f"towers {row.layer}")
    quads = Quads()
    reach = row.z * 1.9  # a fixed width, so that every ratio of frame sees the same row
    x = -reach
    low, high = row.heights
    aside = row.aside if stage.camera.height < OVER_ROOFS else math.inf
    # An eye that is turned sees further on one side.
    seen = stage.half_width(row.z) * (1 + abs(math.tan(stage.camera.turn))) + row.z * abs(math.tan(stage.camera.turn))
    while x < reach:
        wide = row.width * (0.5 + float(rng.random()))
        tall = low + (high - low) * float(rng.random()) ** 2.2
        shade = dim(row.base, 0.8 + 0.5 * float(rng.random()))
        own = fork(rng)
        if abs(x + wide / 2) - wide < min(seen, aside * 1.3 * tall):
            _add_tower(canvas, quads, row, (x, wide, tall), shade, own)
        x += wide * (0.8 + 0.5 * float(rng.random()))
    quads.draw(stage)


def _add_tower(
    canvas: Canvas, quads: Quads, row: Row, place: tuple[float, float, float], shade: Colour, rng: np.random.Generator
) -> None:
    x, wide, high = place
    z, palette = row.z, canvas.palette
    quads.front(x, row.foot, x + wide, high, z, shade)
    roof = int(rng.integers(4))
    if roof == 0:
        quads.front(x + wide * 0.2, high, x + wide * 0.8, high * 1.1, z, shade)
        quads.front(x + wide * 0.47, high * 1.1, x + wide * 0.53, high * 1.3, z, shade)
    elif roof == 1:
        quads.gable(x, high, x + wide, high * 1.2, z, shade)
    if rng.random() < 0.35:
        quads.front(x + wide * 0.48, high, x + wide * 0.54, high + z * 0.008, z, BLACK, BEACON)
    _add_windows(canvas, quads, row, place, rng)
    if not canvas.plan.neon:
        return
    if rng.random() < 0.3:
        quads.front(x, row.foot, x + wide * 0.035, high, z, BLACK, dim(palette.sign(rng), 0.9))
    if rng.random() < 0.25 and high > 30:
        y = high * (0.5 + 0.3 * float(rng.random()))
        holo_advert(quads, (x + wide * 0.15, y, x + wide * 0.85, y + wide * 0.9), z, palette.sign(rng), rng)


def _add_windows(
    canvas: Canvas, quads: Quads, row: Row, place: tuple[float, float, float], rng: np.random.Generator
) -> None:
    x, wide, high = place
    z, lit = row.z, row.lit * canvas.air.lit
    bottom = max(-LOOKED_DOWN * z, row.foot)
    across, up = max(wide / 12, z / 260), max(high / 40, z / 200)
    columns, floors = max(1, int(wide / across)), max(1, int((high - bottom) / up))
    chance, bright = rng.random((floors, columns)), rng.random((floors, columns))
    busy = np.where(rng.random(floors) < 0.12, lit * 2.2, lit * 0.8)
    tint = canvas.palette.window(rng)
    for floor, column in np.argwhere(chance < busy[:, None]).tolist():
        left, sill = x + (column + 0.2) * across, bottom + (floor + 0.25) * up
        light = dim(tint, 0.3 + 0.55 * float(bright[floor, column]))
        quads.front(left, sill, left + across * 0.6, sill + up * 0.45, z, BLACK, light)


def draw_arcology(canvas: Canvas, stage: Stage, x: float, z: float, size: float, foot: float = -10.0) -> None:
    """Draw the great tapering arcology, `size` metres high, at x as a share of z."""
    rng = canvas.rng("arcology")
    girth, narrowing = rng.random(2).tolist()
    centre, half = x * z, size * (0.34 + 0.22 * girth)
    taper = 0.10 + 0.42 * narrowing
    day = canvas.air.day
    stage.polygon(_taper(centre, half, size, z, foot, taper), mix(colour("#0d1020"), colour("#7c8a9a"), day * 0.7))
    shaded: list[Point] = [
        (centre + half * 0.1, foot, z),
        (centre + half, foot, z),
        (centre + half * taper, size, z),
        (centre + half * 0.1, size, z),
    ]
    stage.polygon(shaded, mix(colour("#141a30"), colour("#93a0ae"), day * 0.7))
    quads = Quads()
    chance, bright = rng.random((46, 22)), rng.random((46, 22))
    for row, column in np.argwhere(chance < 0.38 * canvas.air.lit).tolist():
        share = (row + 0.3) / 46
        reach = half * (1 - (1 - taper) * share)
        left = centre - reach + 2 * reach * (column + 0.2) / 22
        light = dim(canvas.palette.windows[column % 3], 0.3 + 0.5 * float(bright[row, column]))
        quads.front(left, size * share, left + reach * 0.055, size * (share + 0.01), z, BLACK, light)
    quads.draw(stage)
    if canvas.plan.neon:
        tint = canvas.palette.neon[0]
        for side in (-1, 1):
            stage.line(
                [(centre + side * half, 0, z), (centre + side * half * taper, size, z)],
                size * 0.007,
                BLACK,
                dim(tint, 0.9),
            )
        stage.front(centre - half * taper, size * 0.985, centre + half * taper, size, z, BLACK, tint)


def _taper(x: float, half: float, high: float, z: float, foot: float, taper: float) -> list[Point]:
    return [(x - half, foot, z), (x + half, foot, z), (x + half * taper, high, z), (x - half * taper, high, z)]


def draw_needle(canvas: Canvas, stage: Stage, x: float, z: float, size: float) -> None:
    """Draw the tower with the saucer, `size` metres high, at x as a share of z."""
    metre = size / 104
    shade = mix(colour("#171c2e"), colour("#8794a4"), canvas.air.day * 0.7)

    def at(across: float, up: float) -> Point:
        return x * z + across * metre, up * metre, z

    legs = [(-7, -5), (-1.6, 70), (1.6, 70), (7, -5), (1.1, 40), (-1.1, 40)]
    saucer = [(-3, 70), (-13, 76), (-11, 79), (-4, 84), (-0.8, 88), (-0.3, 104)]
    stage.polygon([at(*spot) for spot in legs], shade)
    stage.polygon([at(*spot) for spot in saucer] + [at(-across, up) for across, up in reversed(saucer)], shade)
    stage.line([at(-12.6, 76.7), at(12.6, 76.7)], 1.4 * metre, BLACK, dim(canvas.palette.neon[1], 0.9))
    stage.line([at(0, 102), at(0, 104)], 1.0 * metre, BLACK, BEACON)


def draw_cables(
    stage: Stage, rng: np.random.Generator, reach: float, z: float, tint: Colour, *, lanterns: bool
) -> None:
    """Hang a cable across a street, with a few lanterns on it if wanted."""
    high = 7.5 + 7 * float(rng.random())
    points: list[Point] = []
    for index in range(15):
        share = index / 14
        points.append((reach * (2 * share - 1), high - 2.6 * math.sin(math.pi * share), z))
    stage.line(points, 0.05, colour("#08080a"))
    if lanterns:
        for x, y, _ in points[2:-2:2]:
            stage.front(x - 0.16, y - 0.45, x + 0.16, y - 0.05, z, dim(tint, 0.3), dim(tint, 0.75))
