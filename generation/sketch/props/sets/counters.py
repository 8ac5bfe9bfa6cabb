"""What one is served and works at, standing."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece
from generation.sketch.props.sets.screens import screen_on

LEATHER_DARK = colour("#4a1c1c")


def counter(piece: Piece, finish: Finish) -> None:
    """Make a counter."""
    wood = mix(WOOD, finish.accent, 0.3)
    body = piece.box((-0.75, 0.75), (0, 1.02), (-0.3, 0.3), dim(wood, 0.8))
    for side in ("front", "back"):
        body.grid(side, 3, 1, wood, share=0.86)
    body.panel("front", 0, 0.0, 1, 0.03, BLACK, dim(finish.neon[0], 0.6))
    piece.box((-0.75, 0.75), (1.02, 1.08), (-0.38, 0.34), dim(wood, 1.3))
    piece.rests((-0.75, 0.75), (-0.4, 0.35))


def noodle_counter(piece: Piece, finish: Finish) -> None:
    """Make a noodle counter."""
    counter(piece, finish)
    x = -0.4 + 0.2 * finish.luck()
    piece.turned(
        x, -0.15, ((0.06, 1.08), (0.12, 1.12), (0.14, 1.18)), finish.one_of("#c83c2c", "#e8e0d0", "#2c4a7a"), sides=9
    )
    piece.turned(x, -0.15, ((0.12, 1.181), (0.05, 1.185)), colour("#e0b860"), sides=8)
    piece.bar((x + 0.02, 1.18, -0.15), (x + 0.2, 1.34, -0.2), 0.014, WOOD)
    piece.turned(
        x + 0.45, 0.0, ((0.035, 1.08), (0.035, 1.2), (0.015, 1.26)), finish.one_of("#3c1c10", "#a02818"), sides=6
    )
    piece.turned(x + 0.6, -0.05, ((0.04, 1.08), (0.045, 1.18)), colour("#c8a060"), sides=6)


def till(piece: Piece, finish: Finish) -> None:
    """Make a till."""
    counter(piece, finish)
    piece.box((-0.3, 0.15), (1.08, 1.22), (-0.2, 0.2), BLACK_PAINT)
    screen_on(piece, finish, -0.1, 1.2, 0.0, 0.2)
    piece.turned(
        0.5, 0, ((0.1, 1.08), (0.12, 1.35), (0.1, 1.4)), mix(finish.tint(), WHITE, 0.3), dim(finish.tint(), 0.15), 8
    )


def reception(piece: Piece, finish: Finish) -> None:
    """Make a reception."""
    stone = mix(WHITE_PAINT, finish.accent, 0.25)
    body = piece.box((-1.8, 1.8), (0, 1.05), (-0.35, 0.2), stone)
    body.panel("front", 0.03, 0.1, 0.97, 0.16, BLACK, dim(finish.neon[0], 0.8))
    body.grid("front", 5, 1, dim(stone, 0.9), share=0.9)
    piece.box((-1.85, 1.85), (1.05, 1.12), (-0.42, 0.25), DARK_STEEL)
    for x in (-0.8, 0.8):
        screen_on(piece, finish, x, 1.0, 0.4, 0.24)
    piece.rests((-1.85, 1.85), (-0.45, 0.3))


def kitchen_unit(piece: Piece, finish: Finish) -> None:
    """Make a kitchen unit."""
    front = mix(WHITE_PAINT, finish.accent, 0.4)
    body = piece.box((-0.6, 0.6), (0.08, 0.88), (-0.3, 0.3), dim(front, 0.75))
    for left in (0.02, 0.51):
        body.panel("front", left, 0.03, left + 0.47, 0.97, front)
        body.panel("front", left + 0.1, 0.86, left + 0.37, 0.9, DARK_STEEL)
    piece.box((-0.6, 0.6), (0.88, 0.93), (-0.34, 0.3), CHROME)
    if finish.luck() < 0.6:
        _pot(piece, finish, -0.25)
    else:
        piece.box((-0.4, -0.05), (0.93, 0.96), (-0.2, 0.1), WOOD)
        piece.box((-0.3, -0.1), (0.96, 1.0), (-0.1, 0.02), finish.one_of("#c84030", "#6a9a3c", "#e0a040"))
    upper = piece.box((-0.6, 0.6), (1.5, 2.15), (0.02, 0.3), dim(front, 0.75))
    for left in (0.02, 0.51):
        upper.panel("front", left, 0.04, left + 0.47, 0.96, front)
    piece.rests((-0.6, 0.6), (-0.35, 0.3))


def stove(piece: Piece, finish: Finish) -> None:
    """Make a stove."""
    body = piece.box((-0.5, 0.5), (0, 0.92), (-0.35, 0.3), STEEL)
    body.panel("front", 0.1, 0.12, 0.9, 0.62, BLACK_PAINT).panel(
        "front", 0.16, 0.2, 0.84, 0.52, GLASS, dim(colour("#ff7a20"), 0.45)
    )
    body.panel("front", 0.1, 0.66, 0.9, 0.7, CHROME)
    for knob in range(5):
        body.panel("front", 0.12 + knob * 0.17, 0.8, 0.18 + knob * 0.17, 0.88, BLACK_PAINT)
    for x in (-0.25, 0.25):
        piece.turned(x, -0.1, ((0.17, 0.922), (0.16, 0.94)), BLACK_PAINT, dim(colour("#3080ff"), 0.6), 9)
        if finish.luck() < 0.75:
            paint = finish.one_of("#8a9098", "#b06a3c", "#3a3c42")
            piece.turned(x, -0.1, ((0.15, 0.95), (0.16, 1.17), (0.03, 1.22)), paint, sides=10)
    piece.slanted([(-0.5, 1.75, -0.35), (0.5, 1.75, -0.35), (0.2, 2.3, 0.1), (-0.2, 2.3, 0.1)], CHROME)
    piece.box((-0.5, 0.5), (1.68, 1.75), (-0.36, 0.3), dim(CHROME, 0.8))
    piece.box((-0.18, 0.18), (2.2, 3.2), (0.05, 0.3), dim(CHROME, 0.9))
    piece.rests((-0.5, 0.5), (-0.4, 0.3))


def kitchen_island(piece: Piece, finish: Finish) -> None:
    """Make a kitchen island."""
    front = mix(STEEL, finish.accent, 0.2)
    piece.box((-1.1, 1.1), (0.1, 0.86), (-0.45, 0.45), dim(front, 0.7)).grid("front", 4, 1, front).grid(
        "left", 2, 1, front
    ).grid("right", 2, 1, front)
    piece.box((-1.15, 1.15), (0.86, 0.92), (-0.5, 0.5), CHROME)
    piece.box((-0.8, -0.3), (0.92, 0.95), (-0.2, 0.2), WOOD)
    for index in range(4):
        piece.turned(
            -0.75 + 0.13 * index,
            0.05 - 0.1 * (index % 2),
            ((0.03, 0.95), (0.05, 0.99), (0.02, 1.03)),
            finish.one_of("#c84030", "#6a9a3c", "#e0a040"),
            sides=6,
        )
    piece.turned(0.3, 0.0, ((0.12, 0.92), (0.18, 1.0), (0.2, 1.05)), WHITE_PAINT, sides=10)
    piece.turned(0.75, 0.1, ((0.14, 0.92), (0.15, 1.14), (0.02, 1.19)), finish.one_of("#b06a3c", "#8a9098"), sides=10)
    piece.box((-0.15, 0.05), (0.92, 0.93), (-0.35, -0.31), CHROME)
    piece.rests((-1.15, 1.15), (-0.5, 0.5))


def workbench(piece: Piece, finish: Finish) -> None:
    """Make a workbench."""
    for x in (-0.9, 0.9):
        piece.box((x - 0.06, x + 0.06), (0, 0.85), (-0.3, 0.3), DARK_STEEL)
    piece.box((-1.0, 1.0), (0.85, 0.92), (-0.38, 0.35), dim(WOOD, 0.8))
    piece.box((-0.95, 0.95), (0.25, 0.3), (-0.3, 0.3), DARK_STEEL)
    piece.box((-0.7, -0.3), (0.3, 0.6), (-0.2, 0.2), colour("#b02820")).grid("front", 1, 2, colour("#d03830"))
    board = piece.box((-1.0, 1.0), (1.15, 2.1), (0.32, 0.36), mix(finish.accent, colour("#5a5448"), 0.6))
    for index in range(12):
        left, low = 0.05 + 0.078 * index, 0.2 + 0.3 * (index % 2)
        board.panel(
            "front",
            left,
            low,
            left + 0.025,
            low + 0.3 + 0.1 * finish.luck(),
            finish.one_of("#8a9098", "#c8ccd0", "#b02820", "#c8a020"),
        )
        board.panel("front", left - 0.012, low + 0.28, left + 0.037, low + 0.36, STEEL)
    piece.box((0.4, 0.65), (0.92, 1.06), (-0.1, 0.1), DARK_STEEL)
    piece.box((-0.3, 0.1), (0.92, 0.98), (-0.1, 0.15), finish.one_of("#5a6068", "#8a4a28"))
    piece.rests((-1.0, 1.0), (-0.4, 0.35))


def judge_bench(piece: Piece, finish: Finish) -> None:
    """Make a judge bench."""
    wood = mix(DARK_WOOD, WOOD, 0.55)
    piece.box((-2.2, 2.2), (0, 0.4), (-0.9, 1.2), dim(wood, 0.7))
    body = piece.box((-1.8, 1.8), (0.4, 1.5), (-0.6, -0.1), wood)
    body.grid("front", 5, 1, dim(wood, 0.8), share=0.8)
    piece.box((-1.9, 1.9), (1.5, 1.58), (-0.7, 0.1), dim(wood, 1.2))
    piece.box((-0.4, 0.4), (0.8, 2.5), (0.5, 0.62), LEATHER_DARK)
    piece.turned(0.5, -0.35, ((0.06, 1.58), (0.06, 1.66)), dim(wood, 0.7), sides=7)
    piece.rests((-2.2, 2.2), (-0.9, 1.2))


def _pot(piece: Piece, finish: Finish, x: float) -> None:
    paint = finish.one_of("#8a9098", "#b06a3c", "#3a3c42")
    piece.turned(x, -0.05, ((0.15, 0.93), (0.16, 1.15), (0.14, 1.17)), paint, sides=10)
    piece.box((x - 0.26, x - 0.16), (1.08, 1.1), (-0.07, -0.03), BLACK_PAINT)


COUNTERS: dict[str, Maker] = {
    "counter": counter,
    "noodle_counter": noodle_counter,
    "till": till,
    "reception": reception,
    "kitchen_unit": kitchen_unit,
    "stove": stove,
    "kitchen_island": kitchen_island,
    "workbench": workbench,
    "judge_bench": judge_bench,
}
