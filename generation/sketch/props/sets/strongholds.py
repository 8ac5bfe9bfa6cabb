"""Castles, houses, tents, wells: where people live under the sky."""

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    STONE,
    WOOD,
    Finish,
    Maker,
)  # fmt: skip
from generation.sketch.props.sets.pieces import Piece, Sides

THATCH = colour("#8a6a3a")
TILE = colour("#7a3a2c")


def castle_wall(piece: Piece, finish: Finish) -> None:
    """Build ten metres of a wall with battlements."""
    stone = mix(STONE, finish.accent, 0.2)
    wall = piece.box((-5.0, 5.0), (0, 7.0), (-0.8, 0.8), stone)
    _courses(wall, 9, 8, stone, finish)
    for merlon in range(7):
        x = -4.7 + 1.5 * merlon
        piece.box((x - 0.45, x + 0.45), (7.0, 8.2), (-0.8, -0.3), dim(stone, 1.05))
    piece.rests((-5.0, 5.0), (-0.8, 0.8))


def castle_tower(piece: Piece, finish: Finish) -> None:
    """Build a round tower with a pointed roof and lit slits."""
    stone = mix(STONE, finish.accent, 0.2)
    high = 11.0 + 3.0 * finish.luck()
    piece.turned(0, 0, ((2.6, 0), (2.3, 2.0), (2.2, high)), stone, sides=14)
    piece.turned(0, 0, ((2.2, high), (2.7, high + 0.4), (2.7, high + 1.6)), dim(stone, 1.08), sides=14)
    piece.turned(0, 0, ((2.9, high + 1.6), (0.05, high + 6.2)), mix(TILE, finish.accent, 0.2), sides=14)
    light = mix(finish.lamp, colour("#ffb050"), 0.5)
    for level, across in ((0.35, -0.5), (0.55, 0.6), (0.78, -0.1)):
        y = high * level
        glow = dim(light, 0.85 if finish.night else 0.05)
        piece.box((across - 0.16, across + 0.16), (y, y + 0.9), (-2.36, -2.3), BLACK_PAINT, glow)
    piece.bar((0, high + 6.1, 0), (0, high + 8.0, 0), 0.07, DARK_WOOD)
    flag = mix(finish.accent, colour("#a81c28"), 0.6)
    piece.slanted([(0, high + 8.0, 0), (1.6, high + 7.7, 0), (1.6, high + 7.1, 0), (0, high + 7.0, 0)], flag)
    piece.rests((-2.5, 2.5), (-2.5, 2.5))


def gatehouse(piece: Piece, finish: Finish) -> None:
    """Build a gate between two towers, its portcullis half up."""
    stone = mix(STONE, finish.accent, 0.2)
    for side in (-3.4, 3.4):
        tower = piece.box((side - 1.6, side + 1.6), (0, 11.0), (-1.8, 1.8), stone)
        _courses(tower, 3, 11, stone, finish)
        light = dim(finish.lamp, 0.8 if finish.night else 0.05)
        tower.panel("front", 0.42, 0.62, 0.58, 0.74, BLACK_PAINT, light)
        for merlon in range(3):
            x = side - 1.3 + 1.3 * merlon
            piece.box((x - 0.4, x + 0.4), (11.0, 12.2), (-1.8, -1.3), dim(stone, 1.05))
    arch = piece.box((-1.8, 1.8), (0, 8.5), (-1.2, 1.2), stone)
    arch.panel("front", 0.0, 0.0, 1.0, 0.55, BLACK_PAINT, dim(finish.lamp, 0.06))
    for bar in range(7):
        left = 0.06 + 0.14 * bar
        arch.panel("front", left, 0.24, left + 0.03, 0.55, DARK_STEEL)
    arch.panel("front", 0.0, 0.3, 1.0, 0.33, DARK_STEEL).panel("front", 0.0, 0.42, 1.0, 0.45, DARK_STEEL)
    for side in (-1.9, 1.9):
        piece.turned(
            side, -2.0, ((0.08, 2.6), (0.2, 2.8), (0.1, 3.2), (0.01, 3.6)), colour("#ffb050"), colour("#ffb050"), 6
        )
    piece.rests((-5.0, 5.0), (-1.8, 1.8))


def keep(piece: Piece, finish: Finish) -> None:
    """Build the great tower in the middle of a castle."""
    stone = mix(STONE, finish.accent, 0.25)
    body = piece.box((-4.5, 4.5), (0, 17.0), (-3.5, 3.5), stone)
    _courses(body, 8, 14, stone, finish)
    light = dim(mix(finish.lamp, colour("#ffb050"), 0.4), 0.85 if finish.night else 0.05)
    for row in range(3):
        for column in range(3):
            left, low = 0.2 + 0.26 * column, 0.35 + 0.2 * row
            body.panel("front", left, low, left + 0.06, low + 0.09, BLACK_PAINT, light)
    for merlon in range(6):
        x = -4.1 + 1.64 * merlon
        piece.box((x - 0.5, x + 0.5), (17.0, 18.4), (-3.5, -3.0), dim(stone, 1.05))
    for x in (-4.6, 4.6):
        piece.turned(x, -3.0, ((1.0, 10.0), (1.1, 19.0)), stone, sides=10)
        piece.turned(x, -3.0, ((1.4, 19.0), (0.03, 22.5)), mix(TILE, finish.accent, 0.2), sides=10)
    piece.rests((-4.5, 4.5), (-3.5, 3.5))


def _courses(sides: Sides, columns: int, rows: int, stone: Colour, finish: Finish) -> None:
    """Let single stones stand out of a wall."""
    for name in ("front", "left", "right"):
        for row in range(rows):
            for column in range(columns):
                if finish.luck() < 0.45:
                    left, low = (column + 0.5 * (row % 2) * 0.5) / columns, row / rows
                    tone = dim(stone, 0.8 + 0.35 * finish.luck())
                    sides.panel(name, left, low + 0.005, min(1.0, left + 0.9 / columns), low + 0.92 / rows, tone)


def house(piece: Piece, finish: Finish) -> None:
    """Build a small house with a gable roof, lit windows, a chimney."""
    wall = mix(finish.one_of("#b0a48c", "#9a8a70", "#c4b8a0", "#8a7058"), finish.accent, 0.12)
    roof = finish.one_of("#7a3a2c", "#5a4a3c", "#8a6a3a", "#4a4a50")
    body = piece.box((-2.6, 2.6), (0, 2.6), (-2.0, 2.0), wall)
    light = dim(mix(finish.lamp, colour("#ffc070"), 0.5), 0.85 if finish.night else 0.06)
    body.panel("front", 0.42, 0.0, 0.58, 0.75, DARK_WOOD)
    for name in ("front", "left", "right"):
        for left in (0.12, 0.7):
            body.panel(name, left - 0.01, 0.33, left + 0.19, 0.75, DARK_WOOD)
            body.panel(name, left, 0.36, left + 0.18, 0.72, GLASS, light)
            body.panel(name, left + 0.08, 0.36, left + 0.1, 0.72, DARK_WOOD)
    for beam in (0.0, 0.32, 0.65, 0.97):
        body.panel("front", beam, 0, beam + 0.03, 1, dim(DARK_WOOD, 1.1))
    for side in (-1, 1):
        piece.slanted(
            [(-2.9, 2.4, side * 2.4), (2.9, 2.4, side * 2.4), (2.9, 4.6, 0), (-2.9, 4.6, 0)],
            dim(roof, 1.0 if side < 0 else 0.8),
        )
    for x in (-2.6, 2.6):
        piece.slanted([(x, 2.6, -2.0), (x, 2.6, 2.0), (x, 4.5, 0.02), (x, 4.5, -0.02)], dim(wall, 0.85))
    piece.box((1.2, 1.8), (3.2, 5.2), (-0.3, 0.3), dim(TILE, 0.8))
    piece.rests((-2.7, 2.7), (-2.1, 2.1))


def well(piece: Piece, finish: Finish) -> None:
    """Make a well."""
    piece.turned(0, 0, ((0.9, 0), (0.95, 0.85)), STONE, sides=12)
    piece.turned(0, 0, ((0.7, 0.86), (0.1, 0.87)), BLACK_PAINT, sides=12)
    for x in (-0.85, 0.85):
        piece.box((x - 0.07, x + 0.07), (0.8, 2.2), (-0.07, 0.07), DARK_WOOD)
    piece.slanted([(-1.2, 2.1, -0.8), (1.2, 2.1, -0.8), (1.2, 2.7, 0), (-1.2, 2.7, 0)], THATCH)
    piece.bar((-0.85, 1.8, 0), (0.85, 1.8, 0), 0.1, WOOD)
    piece.rests((-0.9, 0.9), (-0.9, 0.9))


def fence(piece: Piece, finish: Finish) -> None:
    """Make a fence."""
    for x in (-1.4, 0.0, 1.4):
        piece.box((x - 0.06, x + 0.06), (0, 1.1), (-0.06, 0.06), WOOD)
    for y in (0.4, 0.8):
        piece.box((-1.5, 1.5), (y, y + 0.1), (-0.1, -0.06), mix(WOOD, finish.accent, 0.2))


def tent(piece: Piece, finish: Finish) -> None:
    """Make a tent."""
    cloth = finish.one_of("#a08a5a", "#6a6a4a", "#8a5a3c")
    for side in (-1, 1):
        piece.slanted(
            [(side * 1.5, 0, -1.6), (side * 1.5, 0, 1.6), (0, 2.1, 1.4), (0, 2.1, -1.4)],
            dim(cloth, 1.1 if side < 0 else 0.85),
        )
    piece.slanted([(-1.5, 0, -1.6), (-0.3, 0, -1.6), (0, 2.1, -1.4), (-0.02, 2.1, -1.4)], dim(cloth, 0.95))
    piece.slanted([(1.5, 0, -1.6), (0.3, 0, -1.6), (0, 2.1, -1.4), (0.02, 2.1, -1.4)], dim(cloth, 0.9))
    piece.slanted(
        [(-0.3, 0, -1.5), (0.3, 0, -1.5), (0.02, 2.0, -1.38), (-0.02, 2.0, -1.38)], BLACK_PAINT, dim(finish.lamp, 0.4)
    )
    piece.rests((-1.5, 1.5), (-1.6, 1.6))


STRONGHOLDS: dict[str, Maker] = {
    "castle_wall": castle_wall,
    "castle_tower": castle_tower,
    "gatehouse": gatehouse,
    "keep": keep,
    "house": house,
    "well": well,
    "fence": fence,
    "tent": tent,
}
