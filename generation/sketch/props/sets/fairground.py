"""Ferris wheel, roller coaster, carousel, stalls, and what children climb on."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    DARK_STEEL,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

GAY = ("#d8343c", "#e8a428", "#2c7ac0", "#3c9a5c", "#a84ab0", "#e86a9a")
CABINS = 14


def _bulb(finish: Finish, code: str) -> tuple[int, int, int]:
    """Return the light of a coloured bulb: dark where the lights are off."""
    return dim(mix(colour(code), WHITE, 0.3), 0.9) if finish.night and finish.lights else BLACK


def ferris_wheel(piece: Piece, finish: Finish) -> None:
    """Raise a wheel of cabins on two legs, its spokes hung with bulbs."""
    radius, hub = 10.0, 12.2
    turn = finish.luck()
    steel = mix(WHITE_PAINT, finish.accent, 0.25)
    for side in (-0.9, 0.9):
        for foot in (-5.2, 5.2):
            piece.bar((foot, 0, side * 1.6), (0, hub, side), 0.42, dim(steel, 0.7))
    rim = [
        (radius * math.cos(math.tau * (step + turn) / 42), hub + radius * math.sin(math.tau * (step + turn) / 42))
        for step in range(43)
    ]
    for reach, wide in ((1.0, 0.26), (0.86, 0.16)):
        for (x, y), (to_x, to_y) in pairwise(rim):
            start = (x * reach, hub + (y - hub) * reach, 0.0)
            piece.bar(start, (to_x * reach, hub + (to_y - hub) * reach, 0.0), wide, steel)
    for index in range(CABINS):
        angle = math.tau * (index + turn) / CABINS
        x, y = radius * math.cos(angle), hub + radius * math.sin(angle)
        piece.bar((0, hub, 0.0), (x, y, 0.0), 0.11, dim(steel, 0.85))
        code = GAY[index % len(GAY)]
        paint = colour(code)
        for step in range(1, 5):
            piece.bar(
                (x * step / 5, hub + (y - hub) * step / 5, -0.1),
                (x * (step + 0.18) / 5, hub + (y - hub) * (step + 0.18) / 5, -0.1),
                0.22,
                dim(paint, 0.7),
                _bulb(finish, code),
            )
        cabin = piece.box((x - 0.8, x + 0.8), (y - 1.9, y - 0.4), (-0.7, 0.7), paint)
        cabin.panel("front", 0.12, 0.42, 0.88, 0.9, colour("#18222c"), dim(_bulb(finish, code), 0.35))
        piece.box((x - 0.9, x + 0.9), (y - 0.5, y - 0.35), (-0.8, 0.8), dim(paint, 0.6))
        piece.bar((x, y, 0.0), (x, y - 0.4, 0.0), 0.1, DARK_STEEL)
    piece.turned(0, -0.5, ((0.3, hub - 0.9), (1.0, hub - 0.4), (1.0, hub + 0.4), (0.3, hub + 0.9)), dim(steel, 0.8))
    piece.box((-3.2, 3.2), (0, 0.9), (-2.6, 2.0), mix(WOOD, finish.accent, 0.3)).grid("front", 8, 1, dim(WOOD, 0.8))
    piece.rests((-5.2, 5.2), (-2.0, 2.0))


def coaster(piece: Piece, finish: Finish) -> None:
    """Run the track of a roller coaster over hills of trestles."""
    paint = mix(colour("#c83c34"), finish.accent, 0.2)
    spots = [(-14 + 1.4 * step, 4.6 + 3.6 * math.sin(step * 0.62) + 1.6 * math.sin(step * 0.27)) for step in range(21)]
    for (x, y), (to_x, to_y) in pairwise(spots):
        for z in (-0.5, 0.5):
            piece.bar((x, y, z), (to_x, to_y, z), 0.22, paint)
        piece.bar((x, y, -0.5), (x, y, 0.5), 0.12, STEEL)
        piece.bar((x, 0, 0), (x, y, 0), 0.2, WHITE_PAINT)
        piece.bar((x, 0, 0), (to_x, to_y * 0.9, 0), 0.09, dim(WHITE_PAINT, 0.8))


def carousel(piece: Piece, finish: Finish) -> None:
    """Build a carousel: a striped roof over horses on poles."""
    piece.turned(0, 0, ((3.2, 0), (3.2, 0.35)), mix(WOOD, finish.accent, 0.3), sides=20)
    piece.turned(0, 0, ((0.7, 0.35), (0.7, 3.1)), colour("#d8b45c"), dim(_bulb(finish, "#ffd070"), 0.4), 10)
    for index in range(9):
        angle = math.tau * index / 9
        x, z = 2.4 * math.cos(angle), 2.4 * math.sin(angle)
        low = 0.9 + 0.35 * math.sin(index * 2.2)
        piece.column(x, z, 0.05, (0.35, 3.1), colour("#d8b45c"), sides=6)
        coat = colour(("#e8e4dc", "#8a5a3c", "#3c3a3c")[index % 3])
        piece.box((x - 0.55, x + 0.55), (low, low + 0.45), (z - 0.16, z + 0.16), coat)
        piece.box((x + 0.42, x + 0.72), (low + 0.3, low + 0.85), (z - 0.12, z + 0.12), coat)
        for leg in (-0.42, 0.36):
            piece.bar((x + leg, low - 0.4, z), (x + leg, low + 0.1, z), 0.12, coat)
    for index in range(20):
        start, end = math.tau * index / 20, math.tau * (index + 1) / 20
        paint = colour(GAY[0]) if index % 2 else WHITE_PAINT
        rim = [(3.5 * math.cos(a), 3.1, 3.5 * math.sin(a)) for a in (start, end)]
        piece.slanted([rim[0], rim[1], (0.02, 4.9, 0.02), (-0.02, 4.9, 0)], paint)
        middle = (3.52 * math.cos((start + end) / 2), 3.52 * math.sin((start + end) / 2))
        code = GAY[index % len(GAY)]
        piece.turned(
            middle[0], middle[1], ((0.05, 2.9), (0.12, 3.0), (0.05, 3.1)), colour(code), _bulb(finish, code), 5
        )
    piece.turned(0, 0, ((0.2, 4.9), (0.24, 5.1), (0.02, 5.6)), colour("#e0b040"), sides=7)
    piece.rests((-3.3, 3.3), (-3.3, 3.3))


def fair_stall(piece: Piece, finish: Finish) -> None:
    """Set up a stall under a striped awning, with prizes on its shelf."""
    first = colour(GAY[int(finish.luck() * len(GAY))])
    piece.box((-1.5, 1.5), (0, 1.0), (-0.5, 0.1), first).grid("front", 9, 1, WHITE_PAINT, share=0.5)
    back = piece.box((-1.5, 1.5), (0, 2.6), (1.0, 1.15), mix(BLACK_PAINT, first, 0.35))
    for row in range(2):
        for column in range(7):
            left = 0.05 + column * 0.135
            prize = finish.one_of(*GAY)
            back.panel(
                "front", left, 0.48 + 0.25 * row, left + 0.09, 0.62 + 0.25 * row, prize, dim(finish.glow(), 0.12)
            )
    for x in (-1.5, 1.5):
        piece.box((x - 0.05, x + 0.05), (0, 2.7), (-0.55, -0.45), WHITE_PAINT)
    for index in range(10):
        x = -1.7 + 0.34 * index
        paint = first if index % 2 else WHITE_PAINT
        piece.slanted([(x, 2.5, -0.95), (x + 0.34, 2.5, -0.95), (x + 0.34, 3.1, 1.1), (x, 3.1, 1.1)], paint)
        piece.slanted(
            [(x, 2.25, -0.95), (x + 0.34, 2.25, -0.95), (x + 0.34, 2.5, -0.95), (x, 2.5, -0.95)], dim(paint, 0.9)
        )
        code = GAY[index % len(GAY)]
        piece.turned(x + 0.17, -1.0, ((0.03, 2.1), (0.08, 2.16), (0.03, 2.22)), colour(code), _bulb(finish, code), 5)
    piece.rests((-1.5, 1.5), (-0.6, 1.1))


def light_string(piece: Piece, finish: Finish) -> None:
    """Hang bulbs on a cable between two poles."""
    spots = [(-4.5 + 0.6 * step, 4.0 - 0.9 * math.sin(math.pi * step / 15)) for step in range(16)]
    for x in (-4.5, 4.5):
        piece.column(x, 0, 0.06, (0, 4.1), DARK_STEEL, sides=6)
    for index, ((x, y), (to_x, to_y)) in enumerate(pairwise(spots)):
        piece.bar((x, y, 0), (to_x, to_y, 0), 0.025, BLACK_PAINT)
        code = GAY[index % len(GAY)] if finish.luck() < 0.3 else "#ffd890"
        piece.turned(x, 0, ((0.03, y - 0.2), (0.075, y - 0.13), (0.03, y - 0.03)), colour(code), _bulb(finish, code), 5)


def swing(piece: Piece, finish: Finish) -> None:
    """Hang two swings from a frame."""
    paint = finish.one_of(*GAY)
    for x in (-1.6, 1.6):
        for z in (-0.9, 0.9):
            piece.bar((x, 0, z), (x * 0.92, 2.4, 0), 0.09, paint)
    piece.bar((-1.5, 2.4, 0), (1.5, 2.4, 0), 0.1, paint)
    for middle in (-0.65, 0.65):
        sway = 0.5 * (finish.luck() - 0.4)
        for x in (middle - 0.22, middle + 0.22):
            piece.bar((x, 2.4, 0), (x, 0.5, sway), 0.03, STEEL)
        piece.box((middle - 0.25, middle + 0.25), (0.46, 0.52), (sway - 0.12, sway + 0.12), BLACK_PAINT)
    piece.rests((-1.6, 1.6), (-0.8, 0.8))


def slide(piece: Piece, finish: Finish) -> None:
    """Lead a slide down from a little tower."""
    paint, tower = finish.one_of(*GAY), finish.one_of(*GAY)
    for x in (-0.5, 0.5):
        for z in (0.2, 1.2):
            piece.box((x - 0.06, x + 0.06), (0, 2.9), (z - 0.06, z + 0.06), WOOD)
    piece.box((-0.55, 0.55), (1.5, 1.6), (0.15, 1.25), WOOD)
    piece.slanted([(-0.75, 2.8, 0.0), (0.75, 2.8, 0.0), (0.02, 3.6, 0.7), (-0.02, 3.6, 0.7)], tower)
    piece.slanted([(-0.75, 2.8, 1.4), (0.75, 2.8, 1.4), (0.02, 3.6, 0.7), (-0.02, 3.6, 0.7)], dim(tower, 0.8))
    piece.slanted([(-0.35, 1.55, 0.15), (0.35, 1.55, 0.15), (0.35, 0.15, -2.2), (-0.35, 0.15, -2.2)], paint)
    for x in (-0.38, 0.38):
        piece.slanted([(x, 1.55, 0.15), (x, 1.8, 0.15), (x, 0.4, -2.2), (x, 0.15, -2.2)], dim(paint, 0.75))
    piece.rests((-0.6, 0.6), (-2.0, 1.3))


def climbing_frame(piece: Piece, finish: Finish) -> None:
    """Bend bars into a dome to climb on."""
    paint = finish.one_of(*GAY)
    rings = [(1.7 * math.cos(lift), 1.7 * math.sin(lift)) for lift in (0.0, 0.5, 1.0, 1.4)]
    for (reach, high), (to_reach, to_high) in pairwise(rings):
        for index in range(8):
            a, b = math.tau * index / 8, math.tau * (index + 1) / 8
            start = (reach * math.cos(a), high, reach * math.sin(a))
            piece.bar(start, (to_reach * math.cos(a), to_high, to_reach * math.sin(a)), 0.07, paint)
            piece.bar(start, (to_reach * math.cos(b), to_high, to_reach * math.sin(b)), 0.05, dim(paint, 0.8))
    piece.rests((-1.4, 1.4), (-1.4, 1.4))


def sandpit(piece: Piece, finish: Finish) -> None:
    """Frame a pit of sand, with a bucket left in it."""
    piece.box((-1.6, 1.6), (0, 0.22), (-1.3, 1.3), WOOD).panel("top", 0.06, 0.08, 0.94, 0.92, colour("#d0b078"))
    piece.turned(0.5, 0.2, ((0.13, 0.2), (0.18, 0.5)), finish.one_of(*GAY), sides=9)
    piece.turned(-0.4, -0.3, ((0.5, 0.2), (0.3, 0.4), (0.03, 0.52)), colour("#d8b880"), sides=9)


def seesaw(piece: Piece, finish: Finish) -> None:
    """Lay a plank over a block, one end up."""
    paint = finish.one_of(*GAY)
    piece.box((-0.2, 0.2), (0, 0.45), (-0.15, 0.15), DARK_STEEL)
    piece.slanted([(-1.7, 0.15, -0.14), (1.7, 0.85, -0.14), (1.7, 0.85, 0.14), (-1.7, 0.15, 0.14)], paint)
    for x, y in ((-1.4, 0.2), (1.4, 0.8)):
        piece.bar((x, y, 0), (x, y + 0.3, 0), 0.06, STEEL)
    piece.rests((-1.5, 1.5), (-0.2, 0.2))


FAIRGROUND: dict[str, Maker] = {
    "ferris_wheel": ferris_wheel,
    "coaster": coaster,
    "carousel": carousel,
    "fair_stall": fair_stall,
    "light_string": light_string,
    "swing": swing,
    "slide": slide,
    "climbing_frame": climbing_frame,
    "sandpit": sandpit,
    "seesaw": seesaw,
}
