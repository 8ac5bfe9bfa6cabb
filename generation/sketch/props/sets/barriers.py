"""Fences, walls, booths, towers and stands: what keeps people out, in, or in their seats."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    CONCRETE,
    DARK_STEEL,
    GLASS,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def wire_fence(piece: Piece, finish: Finish) -> None:
    """Run three metres of a wire fence, barbed on top."""
    for x in (-1.5, 0.0, 1.5):
        piece.bar((x, 0, 0), (x, 2.4, 0), 0.07, STEEL)
        piece.bar((x, 2.4, 0), (x, 2.75, -0.3), 0.05, STEEL)
    for step in range(9):
        x = -1.5 + 0.375 * step
        piece.bar((x, 0.05, 0), (min(1.5, x + 1.2), 2.35, 0), 0.014, dim(STEEL, 0.75))
        piece.bar((x, 0.05, 0), (max(-1.5, x - 1.2), 2.35, 0), 0.014, dim(STEEL, 0.75))
    for height, back in ((2.5, -0.1), (2.62, -0.2), (2.74, -0.3)):
        piece.bar((-1.5, height, back), (1.5, height, back), 0.022, dim(STEEL, 0.6))


def border_wall(piece: Piece, finish: Finish) -> None:
    """Build five metres of a high wall of concrete slabs with rolls of wire on it."""
    stone = mix(CONCRETE, finish.accent, 0.12)
    body = piece.box((-2.5, 2.5), (0, 5.4), (0.0, 0.4), stone)
    for column in range(4):
        body.panel("front", column / 4, 0, column / 4 + 0.012, 1, dim(stone, 0.55))
        body.panel("front", column / 4 + 0.04, 0.0, column / 4 + 0.23, 0.2 * finish.luck(), dim(stone, 0.72))
    body.panel("front", 0.0, 0.9, 1.0, 0.93, dim(stone, 0.6))
    for step in range(10):
        x = -2.5 + 0.5 * step
        ring = [(x + 0.3 * math.cos(a), 5.75 + 0.35 * math.sin(a)) for a in (0, 1.2, 2.5, 3.8, 5.0, 6.28)]
        for (x0, y0), (x1, y1) in pairwise(ring):
            piece.bar((x0, y0, 0.2), (x1, y1, 0.2), 0.03, dim(STEEL, 0.8))
    piece.rests((-2.5, 2.5), (0.0, 0.4))


def guard_booth(piece: Piece, finish: Finish) -> None:
    """Stand a guard's booth of glass and steel, lit within."""
    body = piece.box((-0.9, 0.9), (0, 2.6), (-0.9, 0.9), mix(WHITE_PAINT, finish.accent, 0.3))
    for side in ("front", "left", "right"):
        body.panel(side, 0.1, 0.42, 0.9, 0.85, GLASS, dim(finish.white_lamp(), 0.45)).panel(
            side, 0.48, 0.42, 0.52, 0.85, DARK_STEEL
        )
        body.panel(side, 0.0, 0.2, 1.0, 0.28, colour("#c8302c"))
    piece.box((-1.1, 1.1), (2.6, 2.75), (-1.1, 1.1), DARK_STEEL)
    beacon = colour("#ff4030")
    piece.turned(0, 0, ((0.12, 2.75), (0.14, 2.95), (0.03, 3.02)), beacon, beacon if finish.lights else BLACK, 7)
    piece.rests((-0.9, 0.9), (-0.9, 0.9))


def barrier(piece: Piece, finish: Finish) -> None:
    """Let a striped barrier down across the road."""
    piece.box((-0.25, 0.25), (0, 1.15), (-0.2, 0.2), colour("#d0a020"))
    for step in range(10):
        x = 0.25 + 0.55 * step
        piece.box((x, x + 0.55), (0.95, 1.1), (-0.05, 0.05), colour("#c8302c") if step % 2 else WHITE_PAINT)
    for x in (2.0, 4.4):
        red = colour("#ff3020")
        piece.turned(x, -0.08, ((0.04, 1.1), (0.08, 1.18), (0.03, 1.26)), red, red if finish.lights else BLACK, 6)
    piece.box((5.6, 5.9), (0, 1.0), (-0.15, 0.15), DARK_STEEL)


def road_block(piece: Piece, finish: Finish) -> None:
    """Set a block of concrete across the way, striped."""
    body = piece.box((-1.0, 1.0), (0, 0.35), (-0.35, 0.35), CONCRETE)
    top = piece.box((-0.95, 0.95), (0.35, 0.95), (-0.16, 0.16), dim(CONCRETE, 1.1))
    for step in range(5):
        top.panel("front", 0.02 + 0.2 * step, 0.3, 0.12 + 0.2 * step, 0.8, colour("#d0a020"))
    body.panel("front", 0, 0, 1, 0.2, dim(CONCRETE, 0.6))
    piece.rests((-1.0, 1.0), (-0.35, 0.35))


def watchtower(piece: Piece, finish: Finish) -> None:
    """Raise a watchtower on four legs with a searchlight."""
    for x in (-1.2, 1.2):
        for z in (-1.2, 1.2):
            piece.bar((x * 1.25, 0, z * 1.25), (x, 6.2, z), 0.18, DARK_STEEL)
    for low in (0.4, 3.2):
        piece.bar((-1.4, low, -1.4), (1.4, low + 2.6, -1.3), 0.09, DARK_STEEL)
        piece.bar((1.4, low, -1.4), (-1.4, low + 2.6, -1.3), 0.09, DARK_STEEL)
    cabin = piece.box((-1.6, 1.6), (6.2, 8.8), (-1.6, 1.6), mix(WOOD, finish.accent, 0.4))
    for side in ("front", "left", "right"):
        cabin.panel(side, 0.08, 0.46, 0.92, 0.86, GLASS, dim(finish.white_lamp(), 0.4))
    piece.box((-2.0, 2.0), (8.8, 9.0), (-2.0, 2.0), DARK_STEEL)
    piece.turned(0.9, -1.9, ((0.18, 6.0), (0.36, 6.2), (0.36, 6.5), (0.1, 6.6)), WHITE_PAINT, finish.white_lamp(1.0), 9)
    piece.rests((-1.5, 1.5), (-1.5, 1.5))


def floodlights(piece: Piece, finish: Finish) -> None:
    """Raise a mast with a rack of floodlights."""
    piece.turned(0, 0, ((0.28, 0), (0.16, 13.0)), STEEL, sides=8)
    rack = piece.box((-1.8, 1.8), (12.2, 14.4), (-0.2, 0.1), DARK_STEEL)
    rack.grid("front", 5, 3, WHITE, finish.white_lamp(1.0), share=0.7)


def grandstand(piece: Piece, finish: Finish) -> None:
    """Build steps of seats, with people on them where there are any."""
    seat = mix(CONCRETE, finish.accent, 0.3)
    for row in range(9):
        y, z = 0.75 * row, 1.05 * row
        step = piece.box(
            (-6.0, 6.0), (0 if row == 0 else y - 0.1, y + 0.75), (z, z + 1.1), dim(seat, 0.75 + 0.05 * (row % 2))
        )
        for column in range(30):
            left = column / 30
            if finish.luck() < 0.72 and finish.lights:
                coat = finish.one_of("#a83c3c", "#3c5a8a", "#d8c8a0", "#3c3c44", "#5a8a5a", "#8a5a8a", "#c88a3c")
                x = -6.0 + 12 * (left + 0.012)
                piece.box((x, x + 0.26), (y + 0.75, y + 1.3), (z + 0.5, z + 0.7), dim(coat, 0.8))
                piece.box(
                    (x + 0.05, x + 0.21),
                    (y + 1.3, y + 1.55),
                    (z + 0.5, z + 0.68),
                    finish.one_of("#c89a78", "#8a5c40", "#d8b090"),
                )
            else:
                step.panel("front", left + 0.004, 0.4, left + 0.028, 0.85, finish.accent)
    roof = [(-6.2, 8.9, 4.5), (6.2, 8.9, 4.5), (6.2, 10.2, 11.0), (-6.2, 10.2, 11.0)]
    piece.slanted(roof, dim(STEEL, 0.7))
    piece.rests((-6.0, 6.0), (0.0, 9.0))


def arena_barrier(piece: Piece, finish: Finish) -> None:
    """Run a barrier along a field, with a lit band of advertising on it."""
    body = piece.box((-2.5, 2.5), (0, 1.0), (-0.15, 0.15), DARK_STEEL)
    tint = finish.tint()
    for step in range(6):
        body.panel(
            "front",
            step / 6 + 0.01,
            0.15,
            step / 6 + 0.15,
            0.85,
            dim(tint, 0.5),
            dim(tint if step % 2 else WHITE, 0.5) if finish.lights else BLACK,
        )


BARRIERS: dict[str, Maker] = {
    "wire_fence": wire_fence,
    "border_wall": border_wall,
    "guard_booth": guard_booth,
    "barrier": barrier,
    "road_block": road_block,
    "watchtower": watchtower,
    "floodlights": floodlights,
    "grandstand": grandstand,
    "arena_barrier": arena_barrier,
}
