"""An elevated railway along a street: pillars, girders, and now and then a train with lit windows."""

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.stage import Stage

HALF, UNDER, DEEP = 1.7, 6.4, 0.9  # metres: half the track's breadth, its height over the street, and how thick it is
BAY = 12.0  # metres between pillars
CAR = 15.0  # metres: a carriage's length
TRAIN = 0.6  # how often one passes
STEEL = colour("#565c6c")


def draw_elevated(canvas: Canvas, stage: Stage, x: float, far: float) -> None:
    """Draw a railway over the street at x, from where it can be seen to `far` metres."""
    rng = canvas.rng("elevated")
    steel = mix(STEEL, colour("#8a8e94"), 0.6 * canvas.air.day)
    quads = Quads()
    if rng.random() < TRAIN:
        _add_train(canvas, quads, x, 16.0 + 30.0 * float(rng.random()), rng)
    for z in np.arange(far, 9.0, -BAY).tolist():
        _add_bay(quads, x, z, steel)
        if canvas.plan.neon:
            tint = canvas.palette.neon[0]
            quads.front(x - HALF, UNDER + 0.1, x + HALF, UNDER + 0.22, z - 0.01, BLACK, dim(tint, 0.5))
    quads.draw(stage)


def _add_bay(quads: Quads, x: float, z: float, steel: Colour) -> None:
    """Add a pillar, and the girders from it to the next one on the viewer's side."""
    near = max(4.0, z - BAY)
    quads.front(x - 0.28, 0.0, x + 0.28, UNDER, z, dim(steel, 0.8))
    quads.front(x - HALF, UNDER - 0.5, x + HALF, UNDER, z, dim(steel, 0.9))
    quads.slab(x - HALF, x + HALF, UNDER, near, z, dim(steel, 0.45))
    for side in (-1, 1):
        edge = x + side * HALF
        quads.wall(edge, UNDER, UNDER + DEEP, near, z, steel)
        quads.wall(edge, UNDER + DEEP, UNDER + DEEP + 0.12, near, z, dim(steel, 1.5))


def _add_train(canvas: Canvas, quads: Quads, x: float, z: float, rng: np.random.Generator) -> None:
    """Add three carriages with lit windows and a bright front."""
    body = mix(colour("#5a606c"), canvas.palette.neon[2], 0.15)
    light = dim(canvas.palette.windows[0], 0.8 * canvas.air.lit)
    floor, roof = UNDER + DEEP, UNDER + DEEP + 3.0
    for index in (2, 1, 0):
        start = z + index * (CAR + 0.6)
        for side in (-1, 1):
            edge = x + side * (HALF - 0.2)
            quads.wall(edge, floor, roof, start, start + CAR, body)
            for pane in np.arange(start + 0.8, start + CAR - 1.2, 1.9).tolist():
                quads.wall(edge + 0.02 * side, floor + 1.3, floor + 2.3, pane, pane + 1.3, BLACK, light)
        quads.front(x - HALF + 0.2, floor, x + HALF - 0.2, roof, start, dim(body, 0.8))
    quads.front(x - 1.0, floor + 1.3, x + 1.0, floor + 2.5, z - 0.01, BLACK, dim(light, 0.7))
    for lamp in (x - 0.9, x + 0.9):
        quads.front(lamp - 0.16, floor + 0.4, lamp + 0.16, floor + 0.65, z - 0.02, BLACK, colour("#fff0d0"))
