"""What is behind houses: brick walls, back doors, dumpsters, washing on a line."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    LINEN,
    RUST,
    STEEL,
    WHITE_PAINT,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

CLOTHES = ("#d8d4c8", "#a83c3c", "#3c6a9a", "#d8a83c", "#5a8a6a", "#8a5a8a", "#c8c8d0")


def brick_wall(piece: Piece, finish: Finish) -> None:
    """Build six metres of a high blind wall of bricks, with a window here and there and a fire escape."""
    wall = mix(finish.one_of("#94604e", "#8a6e64", "#a0725a"), finish.accent, 0.1)
    body = piece.box((-3.0, 3.0), (0, 13.0), (0.0, 3.0), wall)
    for row in range(22):
        for column in range(7):
            if finish.luck() < 0.4:
                left, low = (column + 0.5 * (row % 2)) / 7.5, row / 22
                body.panel("front", left, low + 0.004, left + 0.12, low + 0.038, dim(wall, 0.75 + 0.45 * finish.luck()))
    for row in range(3):
        for left in (0.16, 0.62):
            if finish.luck() < 0.75:
                low = 0.34 + 0.2 * row
                body.panel("front", left - 0.02, low - 0.015, left + 0.24, low + 0.13, dim(wall, 0.5))
                body.panel("front", left, low, left + 0.22, low + 0.12, GLASS, finish.pane(0.3))
                body.panel("front", left + 0.1, low, left + 0.115, low + 0.12, dim(wall, 0.5))
    if finish.luck() < 0.6:
        _fire_escape(piece)
    else:
        piece.column(2.2, -0.15, 0.1, (0, 13.0), dim(RUST, 0.9), sides=6)
    piece.rests((-3.0, 3.0), (-0.3, 3.0))


def _fire_escape(piece: Piece) -> None:
    """Hang landings, rails and ladders before a wall."""
    for row in range(3):
        y = 3.6 + 2.9 * row
        piece.box((-1.6, 1.6), (y, y + 0.07), (-1.0, 0.0), DARK_STEEL)
        for height in (0.5, 1.0):
            piece.bar((-1.6, y + height, -1.0), (1.6, y + height, -1.0), 0.05, DARK_STEEL)
        for step in range(9):
            x = -1.6 + 0.4 * step
            piece.bar((x, y, -1.0), (x, y + 1.0, -1.0), 0.035, DARK_STEEL)
        piece.bar((1.3, y, -0.5), (-1.2, y + 2.9, -0.5), 0.12, dim(STEEL, 0.7))


def back_door(piece: Piece, finish: Finish) -> None:
    """Set a steel door into a wall, with a caged lamp over it."""
    frame = piece.box((-0.65, 0.65), (0, 2.3), (-0.08, 0.0), dim(CONCRETE, 0.7))
    frame.panel("front", 0.1, 0, 0.9, 0.94, mix(DARK_STEEL, finish.accent, 0.4))
    frame.panel("front", 0.16, 0.5, 0.84, 0.88, dim(mix(DARK_STEEL, finish.accent, 0.4), 1.2))
    light = dim(mix(finish.lamp, WHITE, 0.3), 0.95) if finish.night and finish.lights else BLACK
    piece.turned(0, -0.25, ((0.16, 2.55), (0.05, 2.7)), DARK_STEEL, sides=8)
    piece.turned(0, -0.25, ((0.05, 2.44), (0.1, 2.5), (0.08, 2.56)), WHITE_PAINT, light, 7)


def dumpster(piece: Piece, finish: Finish) -> None:
    """Stand a dumpster with its lid half open and bags in it."""
    paint = mix(finish.one_of("#2c5a44", "#3c4a6a", "#5a5a50"), RUST, 0.25)
    piece.slanted([(-1.1, 0.15, -0.6), (1.1, 0.15, -0.6), (1.2, 1.25, -0.75), (-1.2, 1.25, -0.75)], paint)
    body = piece.box((-1.15, 1.15), (0.15, 1.25), (-0.58, 0.6), dim(paint, 0.85))
    for step in range(5):
        body.panel("front", 0.06 + 0.21 * step, 0, 0.09 + 0.21 * step, 1, dim(paint, 0.6))
    for x in (-0.6, 0.1, 0.6):
        bag = finish.one_of("#1c1e20", "#26262c", "#3c3c3a")
        piece.turned(x, -0.1, ((0.3, 1.1), (0.36, 1.3), (0.2, 1.52), (0.03, 1.6)), bag, sides=8)
    piece.slanted([(-1.2, 1.25, 0.6), (1.2, 1.25, 0.6), (1.2, 2.0, 0.95), (-1.2, 2.0, 0.95)], dim(BLACK_PAINT, 1.5))
    piece.rests((-1.2, 1.2), (-0.75, 0.7))


def rubbish_bags(piece: Piece, finish: Finish) -> None:
    """Heap up bags of rubbish, a box and a bottle among them."""
    for _ in range(6):
        x, z, size = 1.1 * (finish.luck() - 0.5), 0.7 * (finish.luck() - 0.5), 0.22 + 0.16 * finish.luck()
        paint = finish.one_of("#1a1c1e", "#24262a", "#2c3a34", "#3a3a38")
        rings = (
            (size * 0.9, 0),
            (size * 1.1, size * 0.5),
            (size * 0.7, size * 1.1),
            (0.06, size * 1.4),
            (0.1, size * 1.6),
        )
        piece.turned(x, z, rings, paint, sides=9)
    piece.box((0.3, 0.8), (0, 0.35), (-0.7, -0.3), colour("#8a6a44"))
    piece.rests((-0.8, 0.8), (-0.6, 0.6))


def clothes_line(piece: Piece, finish: Finish) -> None:
    """Stretch a line across, hung with shirts, sheets and trousers."""
    low = 3.0 + 1.6 * finish.luck()
    for x in (-4.6, 4.6):
        piece.column(x, 0, 0.05, (low - 0.5, low + 0.1), STEEL, sides=5)
    spots = [(-4.6 + 0.46 * step, low - 0.35 * (1 - ((step - 10) / 10) ** 2)) for step in range(21)]
    for index in range(20):
        piece.bar((*spots[index], 0.0), (*spots[index + 1], 0.0), 0.025, LINEN)
    for index in range(1, 19):
        x, y = spots[index]
        luck, cloth = finish.luck(), finish.one_of(*CLOTHES)
        if luck < 0.3:  # a shirt: sleeves and body
            piece.slanted(
                [(x - 0.24, y, 0), (x + 0.24, y, 0), (x + 0.2, y - 0.7, 0.05), (x - 0.2, y - 0.7, 0.05)], cloth
            )
            for side in (-1, 1):
                piece.slanted(
                    [
                        (x + side * 0.2, y, 0),
                        (x + side * 0.42, y - 0.32, 0.02),
                        (x + side * 0.3, y - 0.4, 0.02),
                        (x + side * 0.2, y - 0.25, 0),
                    ],
                    dim(cloth, 0.9),
                )
        elif luck < 0.5:  # trousers
            for side in (-1, 1):
                piece.slanted(
                    [
                        (x, y, 0),
                        (x + side * 0.2, y, 0),
                        (x + side * 0.24, y - 0.95, 0.06),
                        (x + side * 0.05, y - 0.95, 0.06),
                    ],
                    cloth,
                )
        elif luck < 0.72:  # a sheet
            piece.slanted(
                [(x - 0.22, y, 0), (x + 0.42, y, 0), (x + 0.4, y - 1.1, 0.1), (x - 0.22, y - 1.1, 0.06)], cloth
            )


BACKYARDS: dict[str, Maker] = {
    "brick_wall": brick_wall,
    "back_door": back_door,
    "dumpster": dumpster,
    "rubbish_bags": rubbish_bags,
    "clothes_line": clothes_line,
}
