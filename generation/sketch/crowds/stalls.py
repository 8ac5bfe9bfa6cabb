"""Market stalls: a counter with goods under a striped awning, a lamp, a board, and who sells."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.solids import Solids
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.crowd import cloth_for
from generation.sketch.crowds.extras import make_extra
from generation.sketch.people.figures import make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.signs import WORDS, draw_lettering
from generation.sketch.props.vehicles import Vehicle

WOOD, BULB = colour("#5c4636"), colour("#ffd08a")
SPARSE_FROM = 13.0  # metres; further stalls show every other of their goods
EXTRAS_FROM = 4.8  # metres; who sells further off is an extra
LENGTH = 2.9  # metres along the alley


@dataclass(frozen=True, slots=True)
class Stall:
    """A stall: its side of the alley (-1 or 1), where it begins, the wall behind it, and what its board says."""

    side: int
    z: float
    wall: float
    board: str


def draw_stall(canvas: Canvas, stage: Stage, stall: Stall, rng: np.random.Generator) -> None:
    """Draw a stall with its goods."""
    side, near, far = stall.side, stall.z, stall.z + LENGTH
    inner, edge = side * (stall.wall - 1.7), side * (stall.wall - 2.0)
    tint, cloth = canvas.palette.sign(rng), rng.random(3).tolist()
    bulb = mix(BULB, canvas.palette.windows[0], 0.3)
    sparse = 2 if near > SPARSE_FROM else 1
    solids = Solids(stage)
    solids.quads.wall(side * (stall.wall - 0.1), 0.4, 2.5, near, far, dim(WOOD, 0.8), dim(bulb, 0.16))
    for shelf in (1.25, 1.75):
        for z in np.arange(near + 0.2, far - 0.2, 0.36 * sparse).tolist():
            high, kind = rng.random(2).tolist()
            goods = canvas.palette.neon[int(kind * 3)]
            face = side * (stall.wall - 0.14)
            solids.quads.wall(
                face, shelf, shelf + 0.12 + 0.28 * high, z, z + 0.26, dim(goods, 0.35), dim(goods, 0.22 * high)
            )
        solids.quads.wall(side * (stall.wall - 0.16), shelf - 0.05, shelf, near, far, dim(WOOD, 1.3))
    solids.draw()
    _draw_vendor(canvas, stage, stall, rng)
    solids.box((min(inner, side * stall.wall), max(inner, side * stall.wall)), (0.0, 0.88), (near, far), WOOD)
    solids.quads.wall(inner - side * 0.01, 0.1, 0.8, near + 0.06, far - 0.06, mix(WOOD, dim(tint, 0.5), 0.4))
    if canvas.plan.neon:
        solids.quads.wall(inner - side * 0.02, 0.06, 0.10, near + 0.06, far - 0.06, BLACK, dim(tint, 0.55))
        solids.quads.wall(inner - side * 0.02, 0.82, 0.86, near, far, BLACK, dim(bulb, 0.5))
    for row in range(2):
        for z in np.arange(near + 0.1, far - 0.25, 0.42 * sparse).tolist():
            high, kind, glow = rng.random(3).tolist()
            goods = canvas.palette.neon[int(kind * 3)]
            left = inner + side * (0.12 + 0.5 * row)
            span = (min(left, left + side * 0.36), max(left, left + side * 0.36))
            light = dim(goods, 0.5) if glow < 0.2 else BLACK
            solids.box(
                span, (0.88, 0.98 + 0.22 * high), (z, z + 0.32), mix(dim(goods, 0.4), colour("#6a5240"), 0.4), light
            )
    solids.draw()
    _draw_awning(canvas, stage, stall, edge, (tint, cloth[0]))
    for z in np.linspace(near + 0.5, far - 0.5, 2).tolist():
        stage.front(inner - 0.07, 2.02, inner + 0.07, 2.17, z, WHITE, mix(bulb, WHITE, 0.3))
        stage.line([(inner, 2.17, z), (inner, 2.45, z)], 0.015, BLACK)
    if stall.board:
        draw_lettering(
            stage, stall.board, (side * (stall.wall - 1.25), 2.62, near - 0.02), 0.30, tint, canvas.palette.neon[1]
        )


def _draw_vendor(canvas: Canvas, stage: Stage, stall: Stall, rng: np.random.Generator) -> None:
    if canvas.plan.crowd == "empty":
        return
    looks = (("hat", "jacket"), ("hood",), ("jacket",), ("robe", "hood"), ("long_hair", "woman"))[int(rng.integers(5))]
    metatype = ("human", "ork", "dwarf", "elf")[int(rng.integers(4))]
    cloth = colour("#3a342e")
    if stall.z > EXTRAS_FROM:
        vendor = make_extra(metatype, (), canvas.palette, rng, cloth_for(canvas))
    else:
        figure = make_figure(Subject("figure", 1, metatype, "worker", looks), canvas.palette, rng, cloth)
        vendor = Vehicle(figure.draw, figure.bounds)
    stage.stand(vendor.draw, stall.side * (stall.wall - 0.75), stall.z + 1.2, vendor.bounds)


def _draw_awning(canvas: Canvas, stage: Stage, stall: Stall, edge: float, look: tuple[Colour, float]) -> None:
    """Draw the awning in stripes along its slope, with a lit edge, and its posts."""
    tint, kind = look
    side, near, far = stall.side, stall.z, stall.z + LENGTH
    cloth = mix(dim(tint, 0.55), colour("#8a5a40"), kind * 0.5)
    stripes = 7
    for stripe in range(stripes):
        start, stop = near + LENGTH * stripe / stripes, near + LENGTH * (stripe + 1) / stripes
        tone = cloth if stripe % 2 else mix(cloth, WHITE, 0.35)
        wall, low = side * (stall.wall - 0.05), edge
        stage.polygon(
            [(wall, 2.95, start), (wall, 2.95, stop), (low, 2.45, stop), (low, 2.45, start)], tone, dim(tone, 0.10)
        )
        drop = 2.30 if stripe % 2 else 2.27
        stage.polygon(
            [(low, 2.45, start), (low, 2.45, stop), (low, drop, stop), (low, drop, start)],
            dim(tone, 0.8),
            dim(tone, 0.14),
        )
    stage.polygon(
        [
            (side * (stall.wall - 0.05), 2.95, near),
            (edge, 2.45, near),
            (edge, 2.28, near),
            (side * (stall.wall - 0.05), 2.5, near),
        ],
        dim(cloth, 0.7),
    )
    for z in (far - 0.05, near + 0.03):
        stage.line([(edge, 0, z), (edge, 2.4, z)], 0.05, dim(WOOD, 0.8))
    if canvas.plan.neon:
        stage.wall(edge - side * 0.02, 2.43, 2.47, near, far, BLACK, dim(tint, 0.85))


def board_for(canvas: Canvas, rng: np.random.Generator) -> str:
    """Return what a stall's board says: a word of the trade, or nothing."""
    return WORDS[int(rng.integers(len(WORDS)))] if rng.random() < 0.55 and canvas.plan.neon else ""
