"""Lamps, lanterns, candles and fires that stand or hang about."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    DARK_STEEL,
    PAPER,
    STEEL,
    STONE,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

FLAME, EMBER = colour("#ffd080"), colour("#ff9030")


def lantern(piece: Piece, finish: Finish) -> None:
    """Hang a round paper lantern."""
    tint = finish.one_of("#e8342c", "#e8342c", "#ff9030")
    piece.column(0, 0, 0.01, (0.4, 0.9), BLACK_PAINT, sides=4)
    piece.turned(
        0, 0, ((0.1, 0.0), (0.22, 0.1), (0.25, 0.2), (0.22, 0.3), (0.1, 0.4)), dim(tint, 0.6), dim(tint, 0.75), 10
    )
    piece.turned(0, 0, ((0.1, 0.4), (0.1, 0.44)), BLACK_PAINT, sides=8)


def brazier(piece: Piece, finish: Finish) -> None:
    """Make a brazier."""
    piece.turned(0, 0, ((0.25, 0), (0.06, 0.15), (0.06, 0.95), (0.2, 1.05), (0.32, 1.2)), DARK_STEEL)
    for index in range(5):
        x, z = 0.14 * math.cos(index * 1.3), 0.12 * math.sin(index * 1.3)
        piece.turned(
            x,
            z,
            ((0.05, 1.2), (0.11, 1.32), (0.07, 1.5), (0.005, 1.7 + 0.2 * finish.luck())),
            EMBER,
            mix(EMBER, FLAME, 0.3 + 0.4 * finish.luck()),
            6,
        )
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def candle_stand(piece: Piece, finish: Finish) -> None:
    """Make a candle stand."""
    piece.turned(0, 0, ((0.22, 0), (0.05, 0.06), (0.03, 1.2), (0.3, 1.28)), BRASS)
    for index in range(5):
        a = index * math.tau / 5
        x, z = 0.22 * math.cos(a), 0.22 * math.sin(a)
        piece.column(x, z, 0.025, (1.28, 1.42 + 0.1 * finish.luck()), PAPER, sides=5)
        piece.turned(x, z, ((0.02, 1.52), (0.035, 1.56), (0.003, 1.66)), FLAME, FLAME, 5)
    piece.rests((-0.25, 0.25), (-0.25, 0.25))


def floor_candles(piece: Piece, finish: Finish) -> None:
    """Make floor candles."""
    for _ in range(6):
        x, z, high = 0.6 * (finish.luck() - 0.5), 0.6 * (finish.luck() - 0.5), 0.06 + 0.22 * finish.luck()
        piece.column(x, z, 0.04, (0, high), PAPER, dim(FLAME, 0.12), 6)
        piece.turned(x, z, ((0.02, high), (0.03, high + 0.05), (0.003, high + 0.13)), FLAME, FLAME, 5)


def fireplace(piece: Piece, finish: Finish) -> None:
    """Make a fireplace."""
    stone = mix(STONE, finish.accent, 0.2)
    body = piece.box((-1.1, 1.1), (0, 1.5), (-0.35, 0.1), stone)
    body.panel("front", 0.22, 0.0, 0.78, 0.68, BLACK, dim(EMBER, 0.12))
    piece.box((-1.25, 1.25), (1.5, 1.6), (-0.5, 0.1), dim(stone, 1.15))
    piece.box((-0.75, 0.75), (1.6, 3.2), (-0.2, 0.1), dim(stone, 0.85))
    for index in range(6):
        x = -0.4 + 0.16 * index
        piece.turned(
            x,
            -0.42,
            ((0.07, 0.08), (0.13, 0.25), (0.07, 0.5), (0.01, 0.65 + 0.25 * finish.luck())),
            EMBER,
            mix(EMBER, FLAME, 0.2 + 0.5 * finish.luck()),
            6,
        )
    piece.box((-0.5, 0.5), (0.0, 0.12), (-0.5, -0.36), dim(WOOD, 0.5))


def floor_lamp(piece: Piece, finish: Finish) -> None:
    """Make a floor lamp."""
    piece.turned(0, 0, ((0.16, 0), (0.03, 0.05), (0.02, 1.5)), BRASS, sides=7)
    piece.turned(0, 0, ((0.26, 1.42), (0.16, 1.78)), PAPER, mix(finish.lamp, WHITE, 0.1), 10)
    piece.rests((-0.15, 0.15), (-0.15, 0.15))


def lamp_panel(piece: Piece, finish: Finish) -> None:
    """Let a lamp into the ceiling."""
    box = piece.box((-0.4, 0.4), (-0.04, 0.0), (-0.3, 0.3), STEEL)
    box.grid("under", 2, 2, WHITE, dim(mix(finish.lamp, WHITE, 0.4), 0.62), share=0.84)


def bulb_hung(piece: Piece, finish: Finish) -> None:
    """Make a bulb hung."""
    piece.column(0, 0, 0.01, (0.05, 0.7), BLACK_PAINT, sides=4)
    piece.turned(0, 0, ((0.02, -0.14), (0.07, -0.05), (0.03, 0.06)), WHITE, mix(finish.lamp, WHITE, 0.5), 7)


def pendant(piece: Piece, finish: Finish) -> None:
    """Make a pendant."""
    piece.column(0, 0, 0.012, (0.2, 0.9), BLACK_PAINT, sides=4)
    piece.turned(0, 0, ((0.42, 0.0), (0.16, 0.16), (0.05, 0.22)), DARK_STEEL, sides=12)
    piece.turned(0, 0, ((0.36, -0.02), (0.36, -0.01)), WHITE, mix(finish.lamp, WHITE, 0.5), 12)


def surgical_lamp(piece: Piece, finish: Finish) -> None:
    """Hang a round lamp on an arm."""
    piece.bar((0, 1.0, 0.2), (0.5, 0.6, 0.1), 0.07, WHITE_PAINT)
    piece.bar((0.5, 0.6, 0.1), (0, 0.25, 0), 0.06, WHITE_PAINT)
    piece.turned(0, 0, ((0.55, 0.0), (0.5, 0.12), (0.15, 0.22)), WHITE_PAINT, sides=14)
    piece.turned(0, 0, ((0.48, -0.02), (0.48, -0.005)), WHITE, colour("#f0f4ff"), 12)


def lit_doorway(piece: Piece, finish: Finish) -> None:
    """Open a door to a bright room, its light in the opening and on the floor before it."""
    light = mix(finish.lamp, WHITE, 0.25)
    frame = piece.box((-0.78, 0.78), (0, 2.45), (-0.06, 0.1), dim(finish.accent, 0.5))
    frame.panel("front", 0.1, 0.0, 0.9, 0.93, WHITE, dim(light, 0.62))
    frame.panel("front", 0.2, 0.0, 0.8, 0.80, WHITE, dim(light, 0.80))
    piece.box((0.66, 0.72), (0, 2.25), (-1.2, -0.06), dim(finish.accent, 0.7))


LIGHTS: dict[str, Maker] = {
    "lit_doorway": lit_doorway,
    "lantern": lantern,
    "brazier": brazier,
    "candle_stand": candle_stand,
    "floor_candles": floor_candles,
    "fireplace": fireplace,
    "floor_lamp": floor_lamp,
    "lamp_panel": lamp_panel,
    "bulb_hung": bulb_hung,
    "pendant": pendant,
    "surgical_lamp": surgical_lamp,
}
