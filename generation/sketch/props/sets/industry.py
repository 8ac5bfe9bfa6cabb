"""Cooling towers, pylons, derricks, railways in the air, outfalls: large works under the sky."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.airfields import RED
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    RUST,
    STEEL,
    WHITE_PAINT,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def cooling_tower(piece: Piece, finish: Finish) -> None:
    """Raise a cooling tower, waisted, dark at its foot."""
    stone = mix(CONCRETE, finish.accent, 0.1)
    rings = [(7.6 - 3.0 * math.sin(math.pi * 0.62 * step / 12) + 0.03 * step, 24.0 * step / 12) for step in range(13)]
    piece.turned(0, 0, rings, stone, sides=22)
    for step in range(14):
        angle = math.tau * step / 14
        piece.column(7.5 * math.cos(angle), 7.5 * math.sin(angle), 0.25, (0, 1.6), dim(stone, 0.6), sides=5)
    piece.turned(0, 0, ((5.4, 23.4), (5.45, 24.0)), dim(stone, 0.75), sides=22)
    piece.rests((-7.5, 7.5), (-7.5, 7.5))


def chimney(piece: Piece, finish: Finish) -> None:
    """Raise a chimney banded red and white, with beacons."""
    for band in range(7):
        low, paint = 4.0 * band, WHITE_PAINT if band % 2 else colour("#b03428")
        radius = 1.3 - 0.07 * band
        piece.turned(0, 0, ((radius, low), (radius - 0.07, low + 4.0)), mix(paint, CONCRETE, 0.4), sides=12)
    for angle in (0.4, 2.6, 4.6):
        piece.turned(
            0.9 * math.cos(angle),
            0.9 * math.sin(angle),
            ((0.1, 27.6), (0.2, 27.8), (0.05, 28.0)),
            RED,
            finish.on(RED),
            6,
        )
    piece.rests((-1.3, 1.3), (-1.3, 1.3))


def pylon(piece: Piece, finish: Finish) -> None:
    """Raise a pylon with arms, and the wires from it."""
    steel = dim(STEEL, 0.7)
    for side in (-1, 1):
        for deep in (-1, 1):
            piece.bar((side * 1.8, 0, deep * 1.2), (side * 0.35, 14.0, deep * 0.3), 0.16, steel)
    for step in range(7):
        low, wide = 2.0 * step, 1.8 - 0.207 * step
        piece.bar((-wide, low, -0.8), (wide - 0.2, low + 2.0, -0.6), 0.08, steel)
        piece.bar((wide, low, -0.8), (-wide + 0.2, low + 2.0, -0.6), 0.08, steel)
    for y, reach in ((10.5, 3.6), (12.4, 2.8), (14.0, 2.0)):
        piece.bar((-reach, y, 0), (reach, y, 0), 0.14, steel)
        for side in (-1, 1):
            piece.bar((side * reach, y, 0), (side * reach, y - 0.8, 0), 0.1, colour("#5a3c30"))
            spots = [
                (side * reach - 1.5 * step, y - 0.8 - 1.2 * math.sin(math.pi * min(1.0, step / 10)), 2.0 * step)
                for step in range(11)
            ]
            for start, end in pairwise(spots):
                piece.bar(start, end, 0.035, BLACK_PAINT)
    piece.rests((-1.8, 1.8), (-1.2, 1.2))


def pipe_rack(piece: Piece, finish: Finish) -> None:
    """Lead a rack of pipes over posts, with valves and a hiss of light."""
    for x in (-4.0, 0.0, 4.0):
        piece.box((x - 0.12, x + 0.12), (0, 3.6), (-0.12, 0.12), DARK_STEEL)
    for row, (y, wide) in enumerate(((3.6, 0.3), (3.0, 0.22), (2.4, 0.4))):
        paint = (colour("#8a8c90"), colour("#b07a34"), colour("#5a7a8a"))[row]
        piece.bar((-5.0, y, 0.1 * row), (5.0, y, 0.1 * row), wide, paint)
        for x in (-2.0, 2.4):
            piece.turned(
                x,
                0.1 * row,
                ((wide * 0.7, y - 0.25), (wide * 0.8, y), (wide * 0.7, y + 0.25)),
                dim(paint, 0.7),
                sides=8,
            )
    piece.rests((-4.2, 4.2), (-0.3, 0.3))


def tank_farm(piece: Piece, finish: Finish) -> None:
    """Stand a storage tank with a ladder round it."""
    paint = mix(WHITE_PAINT, RUST, 0.2)
    piece.turned(0, 0, ((3.2, 0), (3.2, 5.0)), paint, sides=18)
    piece.turned(0, 0, ((3.25, 4.8), (3.25, 5.1)), dim(paint, 0.7), sides=18)
    piece.turned(0, 0, ((3.2, 5.0), (0.2, 5.7)), dim(paint, 0.9), sides=18)
    for step in range(12):
        a, b = -2.4 + 0.14 * step, -2.4 + 0.14 * (step + 1)
        piece.bar(
            (3.3 * math.cos(a), 0.4 * step, 3.3 * math.sin(a)),
            (3.3 * math.cos(b), 0.4 * step + 0.4, 3.3 * math.sin(b)),
            0.12,
            DARK_STEEL,
        )
    piece.rests((-3.2, 3.2), (-3.2, 3.2))


def derrick(piece: Piece, finish: Finish) -> None:
    """Raise a drilling derrick over a floor of machines, lamps up its edges."""
    steel = mix(colour("#c8a030"), finish.accent, 0.2)
    piece.box((-3.2, 3.2), (0, 2.4), (-2.6, 2.6), dim(STEEL, 0.7)).grid("front", 6, 2, dim(DARK_STEEL, 1.2), share=0.8)
    for side in (-1, 1):
        for deep in (-1, 1):
            piece.bar((side * 2.2, 2.4, deep * 2.0), (side * 0.5, 18.0, deep * 0.5), 0.24, steel)
    for step in range(8):
        low, wide = 2.4 + 1.95 * step, 2.2 - 0.212 * step
        piece.bar((-wide, low, -2.0 + 0.18 * step), (wide - 0.2, low + 1.95, -1.8 + 0.18 * step), 0.1, steel)
        piece.bar((wide, low, -2.0 + 0.18 * step), (-wide + 0.2, low + 1.95, -1.8 + 0.18 * step), 0.1, steel)
        light = dim(mix(finish.lamp, WHITE, 0.5), 0.95) if finish.night and finish.lights else BLACK
        piece.turned(
            wide, -2.05 + 0.18 * step, ((0.05, low), (0.12, low + 0.1), (0.05, low + 0.2)), WHITE_PAINT, light, 5
        )
    piece.box((-0.8, 0.8), (18.0, 18.8), (-0.8, 0.8), DARK_STEEL)
    piece.turned(0, 0, ((0.1, 18.8), (0.2, 19.0), (0.04, 19.3)), RED, finish.on(RED), 6)
    piece.rests((-3.2, 3.2), (-2.6, 2.6))


def flare_stack(piece: Piece, finish: Finish) -> None:
    """Lean a boom out with a flame at its end."""
    for side in (-0.3, 0.3):
        piece.bar((side, 0.5, 0), (7.0, 9.0 + side, 0), 0.14, STEEL)
    for step in range(7):
        piece.bar((step, 0.5 + 1.2 * step, -0.3), (step + 0.9, 1.6 + 1.2 * step, 0.3), 0.07, dim(STEEL, 0.8))
    for radius, low, tint in ((0.9, 9.0, "#ff6a1c"), (0.6, 9.1, "#ffa83c"), (0.32, 9.2, "#ffe090")):
        flame = colour(tint)
        rings = ((radius * 0.4, low), (radius, low + 0.9), (radius * 0.7, low + 1.9), (0.02, low + 2.8))
        piece.turned(7.2, 0, rings, flame, flame, 8)


def gangway(piece: Piece, finish: Finish) -> None:
    """Cross a deck with a bridge of grating between rails, and a crane's cabin beyond."""
    piece.box((-4.0, 4.0), (2.8, 2.95), (-0.7, 0.7), dim(STEEL, 0.6))
    for height in (3.4, 3.95):
        piece.bar((-4.0, height, -0.7), (4.0, height, -0.7), 0.06, colour("#d0a828"))
    for step in range(6):
        x = -4.0 + 1.6 * step
        piece.box((x - 0.04, x + 0.04), (2.9, 3.95), (-0.74, -0.66), colour("#d0a828"))
    for x in (-3.8, 3.8):
        piece.box((x - 0.14, x + 0.14), (0, 2.8), (-0.14, 0.14), DARK_STEEL)


def rail_frame(piece: Piece, finish: Finish) -> None:
    """Stand one of the frames that carry a railway in the air, eight metres of its track with it."""
    steel = mix(colour("#5c7a6a"), finish.accent, 0.2)
    for side in (-1, 1):
        piece.bar((side * 5.4, 0, 0), (side * 2.5, 8.6, 0), 0.5, steel)
        piece.bar((side * 4.4, 3.2, 0), (side * 2.6, 3.6 + 3.0, 0), 0.2, dim(steel, 0.8))
    piece.box((-2.9, 2.9), (8.5, 9.0), (-0.3, 0.3), steel)
    for x in (-1.9, 1.9):
        piece.box((x - 0.22, x + 0.22), (8.0, 8.6), (-4.1, 4.1), dim(steel, 0.9))
        for z in (-3.0, -1.0, 1.0, 3.0):
            piece.bar((x, 8.6, z), (0, 9.2, z), 0.1, dim(steel, 0.7))
    piece.box((-0.1, 0.1), (9.1, 9.3), (-4.1, 4.1), dim(steel, 0.7))


def hanging_train(piece: Piece, finish: Finish) -> None:
    """Hang a train of two cars from its rail."""
    paint = finish.one_of("#2c7ac0", "#d87828", "#c8343c")
    lit = dim(mix(finish.lamp, colour("#ffe8b8"), 0.5), 0.75) if finish.night and finish.lights else BLACK
    for start in (0.0, 9.4):
        body = piece.box((-1.25, 1.25), (4.6, 7.3), (start, start + 9.0), paint)
        body.panel("front", 0.08, 0.42, 0.92, 0.9, GLASS, dim(lit, 0.6)).panel("front", 0.0, 0.0, 1.0, 0.1, DARK_STEEL)
        for x in (0.08, 0.74):
            body.panel("front", x, 0.14, x + 0.18, 0.26, WHITE, WHITE if finish.lights else BLACK)
        for side in ("left", "right"):
            for window in range(7):
                left = 0.04 + 0.135 * window
                body.panel(side, left, 0.44, left + 0.11, 0.86, mix(GLASS, colour("#7c98a8"), 0.3), lit)
            body.panel(side, 0, 0.12, 1, 0.2, WHITE_PAINT)
        piece.box((-1.0, 1.0), (7.3, 7.45), (start + 0.3, start + 8.7), dim(paint, 0.6))
        for z in (start + 1.6, start + 7.2):
            piece.box((-0.15, 1.9), (7.45, 7.75), (z - 0.2, z + 0.2), DARK_STEEL)
            piece.box((1.55, 1.85), (7.5, 8.7), (z - 0.3, z + 0.3), DARK_STEEL)


def river_strip(piece: Piece, finish: Finish) -> None:
    """Let ten metres of a river run between walls."""
    water = mix(colour("#2c4450"), finish.accent, 0.1)
    tone = dim(water, 0.5 if finish.night else 0.9)
    piece.box((-3.6, 3.6), (0.0, 0.01), (-5.0, 5.0), tone)
    for _ in range(9):
        x, z = 6.4 * (finish.luck() - 0.5), 9.0 * (finish.luck() - 0.5)
        piece.box((x - 0.5, x + 0.5), (0.01, 0.014), (z - 0.04, z + 0.04), dim(tone, 1.6))
    for side in (-1, 1):
        left, right = sorted((side * 3.6, side * 4.1))
        piece.box((left, right), (0, 0.7), (-5.0, 5.0), CONCRETE).grid("top", 1, 6, dim(CONCRETE, 0.85), share=0.95)


def station_roof(piece: Piece, finish: Finish) -> None:
    """Cover six metres of a platform in the air with a glass roof on posts, lamps under it."""
    for x in (-2.6, 2.6):
        piece.box((x - 0.1, x + 0.1), (0, 4.0), (-0.1, 0.1), mix(DARK_STEEL, finish.accent, 0.4))
        piece.bar((x, 3.1, 0), (x * 0.55, 4.1, 0), 0.1, DARK_STEEL)
    for side in (-1, 1):
        piece.slanted(
            [(side * 3.4, 4.0, -3.0), (side * 3.4, 4.0, 3.0), (0, 4.7, 3.0), (0, 4.7, -3.0)], mix(STEEL, GLASS, 0.25)
        )
    light = dim(mix(finish.lamp, WHITE, 0.4), 0.9) if finish.night and finish.lights else BLACK
    piece.box((-0.08, 0.08), (3.9, 3.97), (-1.2, 1.2), WHITE_PAINT, light)


def outfall(piece: Piece, finish: Finish) -> None:
    """Open a great round drain in a wall of concrete, water running from it."""
    stone = mix(CONCRETE, finish.accent, 0.15)
    body = piece.box((-9.0, 9.0), (0, 6.5), (0.6, 1.6), stone)
    for column in range(9):
        body.panel("front", column / 9, 0, column / 9 + 0.004, 1, dim(stone, 0.6))
        body.panel("front", column / 9 + 0.02, 1 - 0.5 * finish.luck(), column / 9 + 0.06, 1, dim(stone, 0.7))
    rim = [(2.6 * math.cos(math.tau * step / 22), 2.7 + 2.6 * math.sin(math.tau * step / 22)) for step in range(23)]
    for (x, y), (to_x, to_y) in pairwise(rim):
        piece.slanted(
            [(x, y, 0.58), (to_x, to_y, 0.58), (to_x * 0.05, 2.7, 0.57), (x * 0.05, 2.7, 0.57)], colour("#0a0c0c")
        )
        piece.slanted(
            [
                (x * 1.14, 2.7 + (y - 2.7) * 1.14, -0.1),
                (to_x * 1.14, 2.7 + (to_y - 2.7) * 1.14, -0.1),
                (to_x, to_y, -0.1),
                (x, y, -0.1),
            ],
            dim(stone, 0.85),
        )
        piece.slanted([(x, y, -0.1), (to_x, to_y, -0.1), (to_x, to_y, 0.6), (x, y, 0.6)], dim(stone, 0.4))
    for step in range(4):
        x = -1.3 + 0.85 * step
        tall = 2.7 + math.sqrt(max(0.1, 2.6**2 - x * x))
        piece.bar((x, 2.7 - math.sqrt(max(0.1, 2.6**2 - x * x)), 0.1), (x, tall, 0.1), 0.1, RUST)
    water = mix(colour("#4c6454"), finish.accent, 0.2)
    piece.slanted([(-1.4, 0.55, 0.5), (1.4, 0.55, 0.5), (1.9, 0.02, -1.6), (-1.9, 0.02, -1.6)], dim(water, 1.3))
    piece.turned(0, -3.2, ((3.0, 0.0), (2.9, 0.012)), dim(water, 0.9), sides=16)
    piece.rests((-9.0, 9.0), (0.6, 1.6))


INDUSTRY: dict[str, Maker] = {
    "cooling_tower": cooling_tower,
    "chimney": chimney,
    "pylon": pylon,
    "pipe_rack": pipe_rack,
    "tank_farm": tank_farm,
    "derrick": derrick,
    "flare_stack": flare_stack,
    "gangway": gangway,
    "rail_frame": rail_frame,
    "hanging_train": hanging_train,
    "river_strip": river_strip,
    "station_roof": station_roof,
    "outfall": outfall,
}
