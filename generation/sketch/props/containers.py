"""What stands on a quay: freight containers, a gantry crane, lamp masts and a moored ship."""

import math

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.solids import SIDE, Solids
from generation.sketch.canvas.stage import Point, Stage

WIDE, HIGH, LONG = 2.44, 2.6, 6.1  # metres: a container
PAINTS = ("#7a3020", "#2c4a5c", "#3c5a40", "#8a6a2c", "#5c5c60", "#6a2c34", "#30506a", "#4a4038")
SODIUM, BEACON, STEEL = colour("#ffb060"), colour("#ff3020"), colour("#2a2620")


def container_paint(rng: np.random.Generator, day: float) -> Colour:
    """Choose the paint of a container, brighter by day."""
    return dim(colour(PAINTS[int(rng.integers(len(PAINTS)))]), 2.1 - 0.9 * day)


def add_container(solids: Solids, left: float, bottom: float, near: float, paint: Colour) -> None:
    """Add a container that lies along the view: corrugated sides, barred doors."""
    right, top, far = left + WIDE, bottom + HIGH, near + LONG
    solids.box((left, right), (bottom + 0.04, top), (near, far), paint)
    quads = solids.quads
    if left > 0 or right < 0:
        face = left - 0.01 if left > 0 else right + 0.01
        for index in range(15):
            z = near + LONG * (index + 0.5) / 15
            quads.wall(face, bottom + 0.25, top - 0.2, z, z + 0.16, dim(paint, SIDE * 0.62))
        quads.wall(face, top - 0.14, top, near, far, dim(paint, SIDE * 1.35))
    for x in (left + 0.35, left + 0.95, right - 0.95, right - 0.35):
        quads.front(x - 0.03, bottom + 0.15, x + 0.03, top - 0.12, near - 0.01, dim(paint, 1.5))
    quads.front(
        (left + right) / 2 - 0.025, bottom + 0.1, (left + right) / 2 + 0.025, top - 0.1, near - 0.01, dim(paint, 0.4)
    )
    quads.front(right - 0.9, bottom + 1.65, right - 0.45, bottom + 2.1, near - 0.02, dim(mix(paint, WHITE, 0.6), 0.9))
    for level in (bottom + 0.04, top - 0.12):
        quads.front(left, level, right, level + 0.12, near - 0.015, dim(paint, 0.55))


def draw_stack(stage: Stage, rng: np.random.Generator, left: float, near: float, levels: int, day: float) -> None:
    """Draw a stack of containers, the lowest one first."""
    solids = Solids(stage)
    for level in range(levels):
        add_container(solids, left, level * HIGH, near + 0.25 * (float(rng.random()) - 0.5), container_paint(rng, day))
        solids.draw()


def draw_crane(stage: Stage, x: float, z: float, size: float, tint: Colour) -> None:
    """Draw a gantry crane `size` metres high that stands across the quay, its boom over the water to the left."""
    thick = size * 0.022
    for side in (-1, 1):
        foot = x + side * size * 0.28
        stage.line([(foot, 0, z), (x + side * size * 0.17, size * 0.78, z)], thick, STEEL)
        stage.line([(foot, 0, z + 6), (x + side * size * 0.17, size * 0.78, z + 6)], thick, dim(STEEL, 0.7))
    for level in (0.30, 0.56):
        half = size * (0.28 - 0.14 * level)
        stage.line([(x - half, size * level, z), (x + half, size * level, z)], thick * 0.8, STEEL)
    stage.line([(x - size * 0.255, size * 0.06, z), (x + size * 0.20, size * 0.56, z)], thick * 0.5, STEEL)
    boom = size * 0.80
    stage.line([(x - size * 1.05, boom, z), (x + size * 0.5, boom, z)], thick * 1.3, STEEL)
    stage.line([(x - size * 1.05, boom + size * 0.05, z), (x + size * 0.5, boom + size * 0.05, z)], thick * 0.5, STEEL)
    for index in range(20):
        left = x - size * 1.05 + size * 0.0775 * index
        rise = size * 0.05 * (index % 2)
        stage.line([(left, boom + rise, z), (left + size * 0.0775, boom + size * 0.05 - rise, z)], thick * 0.3, STEEL)
    peak: Point = (x - size * 0.05, size * 1.08, z)
    for end in (x - size * 0.8, x - size * 0.12, x + size * 0.1, x + size * 0.45):
        stage.line([peak, (end, boom, z)], thick * 0.5, STEEL)
    stage.front(x - size * 0.06, boom - size * 0.07, x + size * 0.03, boom, z, dim(STEEL, 1.4), dim(tint, 0.15))
    hook = x - size * 0.5
    for side in (-1, 1):
        stage.line(
            [(hook + side * size * 0.03, boom, z), (hook + side * size * 0.03, size * 0.5, z)], thick * 0.2, STEEL
        )
    stage.front(hook - size * 0.09, size * 0.43, hook + size * 0.09, size * 0.5, z, dim(colour(PAINTS[0]), 1.2))
    for spot in (peak, (x - size * 1.04, boom + size * 0.06, z), (x + size * 0.49, boom + size * 0.06, z)):
        half = size * 0.009
        stage.front(spot[0] - half, spot[1], spot[0] + half, spot[1] + 2 * half, z, BLACK, BEACON)


def draw_mast(canvas: Canvas, stage: Stage, x: float, z: float) -> None:
    """Draw a lamp mast with two heads."""
    stage.line([(x, 0, z), (x, 8.2, z)], 0.16, STEEL)
    stage.line([(x - 1.1, 8.2, z), (x + 1.1, 8.2, z)], 0.12, STEEL)
    lamp = mix(SODIUM, canvas.palette.windows[0], 0.35)
    for side in (-1, 1):
        light = mix(lamp, WHITE, 0.3) if canvas.air.day < 1 else dim(lamp, 0.3)
        stage.front(x + side * 1.1 - 0.38, 8.02, x + side * 1.1 + 0.38, 8.17, z, WHITE, light)


def draw_ship(canvas: Canvas, stage: Stage, side: float, near: float, far: float) -> None:
    """Draw a moored freighter along the quay, `side` metres to the left: hull, portholes, load and bridge."""
    rng = canvas.rng("ship")
    hull = mix(colour("#3a2a28"), colour("#2a3440"), float(rng.random()))
    hull = dim(hull, 2.0 + 0.2 * canvas.air.day)
    solids = Solids(stage)
    _draw_bridge(canvas, stage, side, far)
    for z in np.arange(far - 16, near + 6, -6.6).tolist():
        for level in range(int(rng.integers(1, 4))):
            for column in (1, 0):
                add_container(
                    solids,
                    side - 3.1 - 2.6 * column,
                    6.2 + level * HIGH,
                    z,
                    dim(container_paint(rng, canvas.air.day), 0.9),
                )
        solids.draw()
    quads = Quads()
    quads.wall(side, -0.5, 6.2, near, far, hull)
    quads.wall(side + 0.01, -0.5, 1.2, near, far, dim(colour("#6a2a22"), 0.8))
    quads.wall(side + 0.02, 5.9, 6.25, near, far, dim(hull, 1.5))
    for z in np.geomspace(near, far, 16).tolist():
        quads.wall(side + 0.015, 1.2, 5.9, z, z + 0.03 + 0.004 * z, dim(hull, 0.6))
    for z in np.arange(near + 1, far, 2.6).tolist():
        lit = float(rng.random()) < 0.4 * canvas.air.lit
        quads.wall(
            side + 0.03,
            4.35,
            4.75,
            z,
            z + 0.42,
            colour("#08090c"),
            dim(canvas.palette.windows[0], 0.7) if lit else BLACK,
        )
    quads.draw(stage)
    lamp = mix(SODIUM, WHITE, 0.3)
    for z in np.geomspace(far, near + 0.5, 9).tolist():  # lamps along the rail
        stage.front(side - 0.06, 6.3, side + 0.06, 7.0, z, STEEL)
        stage.front(side - 0.16, 7.0, side + 0.16, 7.16, z, WHITE, dim(lamp, canvas.air.lamps))
    for z in np.geomspace(near + 1.5, far * 0.6, 5).tolist():  # mooring lines
        sag: list[Point] = [
            (side + 2.4 * t, 5.6 * (1 - t) ** 1.3 + 0.35 * t - 0.5 * math.sin(math.pi * t), z + 2 * t)
            for t in np.linspace(0, 1, 8).tolist()
        ]
        stage.line(sag, 0.06, colour("#4a4438"))


def _draw_bridge(canvas: Canvas, stage: Stage, side: float, far: float) -> None:
    white = dim(colour("#8a8c8c"), 0.75 + 0.35 * canvas.air.day)
    solids = Solids(stage)
    for level in range(5):
        left, high = side - 9 + 0.4 * level, 6.2 + 2.5 * level
        solids.box((left, side - 0.6), (high, high + 2.5), (far - 9 + level, far), white)
        for index in range(6):
            x = left + 0.8 + index * 1.3
            lit = (index * 7 + level * 3) % 5 < 3
            light = dim(canvas.palette.windows[index % 2], 0.7 * canvas.air.lit) if lit else BLACK
            solids.quads.front(x, high + 1.0, x + 0.7, high + 1.7, far - 9 + level - 0.02, colour("#0a0c12"), light)
        solids.draw()
    stage.line([(side - 4.5, 18.7, far - 5), (side - 4.5, 25.0, far - 5)], 0.3, STEEL)
    stage.front(side - 4.7, 25.0, side - 4.3, 25.4, far - 5, BLACK, BEACON)
