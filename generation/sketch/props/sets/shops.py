"""What shops and parlours are furnished with."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    PAPER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def weapon_wall(piece: Piece, finish: Finish) -> None:
    """Hang guns and blades on a lit panel over a glass counter."""
    board = piece.box(
        (-1.5, 1.5), (1.1, 2.6), (-0.05, 0.05), mix(BLACK_PAINT, finish.accent, 0.2), dim(finish.glow(), 0.05)
    )
    for row in range(4):
        low = 0.1 + 0.23 * row
        for start in (0.05, 0.53):
            steel = finish.one_of("#3a3c40", "#54504a", "#2c3034")
            board.panel("front", start, low + 0.06, start + 0.38, low + 0.11, steel)
            board.panel("front", start + 0.02, low, start + 0.1, low + 0.11, finish.one_of("#5a3c24", "#2c2e32"))
            board.panel("front", start + 0.16, low - 0.02, start + 0.2, low + 0.07, steel)
    piece.box((-1.5, 1.5), (2.6, 2.68), (-0.2, 0.05), STEEL).panel(
        "under", 0.05, 0.1, 0.95, 0.6, WHITE, dim(finish.glow(), 0.7)
    )


def glass_counter(piece: Piece, finish: Finish) -> None:
    """Run a counter of glass with what is for sale in it: watches, rings, chrome, pistols."""
    piece.box((-1.2, 1.2), (0, 0.45), (-0.3, 0.3), dim(WOOD, 0.8))
    case = piece.box(
        (-1.2, 1.2), (0.45, 1.0), (-0.3, 0.3), mix(GLASS, colour("#a8c0c8"), 0.35), dim(finish.glow(), 0.1)
    )
    for index in range(10):
        left = 0.04 + 0.095 * index
        ware = finish.one_of("#d8b045", "#c0c4c8", "#a83c3c", "#3c3e44", "#5a8ab0")
        case.panel("front", left, 0.12, left + 0.06, 0.2 + 0.4 * finish.luck(), ware, dim(ware, 0.1))
    piece.box((-1.25, 1.25), (1.0, 1.04), (-0.35, 0.35), CHROME)
    piece.rests((-1.2, 1.2), (-0.3, 0.3))


def fetish_shelf(piece: Piece, finish: Finish) -> None:
    """Fill shelves with skulls, jars, bundles of herbs, candles and figures."""
    case = piece.box((-0.7, 0.7), (0, 2.2), (-0.05, 0.25), dim(DARK_WOOD, 1.1))
    for row in range(5):
        low = 0.12 + 0.42 * row
        piece.box((-0.7, 0.7), (low - 0.05, low), (-0.3, 0.0), WOOD)
        for index in range(5):
            x = -0.55 + 0.27 * index + 0.06 * finish.luck()
            kind = finish.luck()
            if kind < 0.25:
                bone = colour("#d8cfb0")
                piece.turned(
                    x, -0.18, ((0.05, low), (0.08, low + 0.06), (0.09, low + 0.13), (0.03, low + 0.19)), bone, sides=7
                )
            elif kind < 0.6:
                jar = finish.one_of("#4a7a5a", "#8a5a2c", "#6a3c6a", "#3c6a8a")
                piece.turned(x, -0.18, ((0.07, low), (0.07, low + 0.16), (0.04, low + 0.2)), jar, dim(jar, 0.15), 8)
            elif kind < 0.8:
                piece.column(x, -0.18, 0.03, (low, low + 0.18), PAPER, sides=6)
                flame = colour("#ffd080")
                piece.turned(x, -0.18, ((0.015, low + 0.18), (0.03, low + 0.21), (0.003, low + 0.28)), flame, flame, 5)
            else:
                herb = finish.one_of("#5a6a34", "#7a6a3c", "#4a5a44")
                piece.turned(x, -0.18, ((0.1, low + 0.02), (0.06, low + 0.12), (0.02, low + 0.3)), herb, sides=6)
    case.panel("front", 0, 0.96, 1, 1, finish.accent)
    piece.rests((-0.7, 0.7), (-0.3, 0.25))


def barber_chair(piece: Piece, finish: Finish) -> None:
    """Stand a barber's chair on its pump."""
    piece.turned(0, 0, ((0.34, 0), (0.3, 0.06), (0.08, 0.1), (0.08, 0.5)), CHROME, sides=12)
    piece.box((-0.34, 0.34), (0.5, 0.64), (-0.3, 0.32), finish.accent)
    piece.slanted([(-0.32, 0.64, 0.28), (0.32, 0.64, 0.28), (0.32, 1.35, 0.5), (-0.32, 1.35, 0.5)], finish.accent)
    piece.slanted(
        [(-0.3, 0.5, -0.3), (0.3, 0.5, -0.3), (0.3, 0.18, -0.62), (-0.3, 0.18, -0.62)], dim(finish.accent, 0.8)
    )
    for x in (-0.38, 0.34):
        piece.box((x, x + 0.06), (0.72, 0.8), (-0.25, 0.3), CHROME)
    piece.rests((-0.35, 0.35), (-0.5, 0.5))


def vanity(piece: Piece, finish: Finish) -> None:
    """Stand a dressing table before a mirror with bulbs round it."""
    piece.box((-0.7, 0.7), (0.68, 0.76), (-0.3, 0.2), mix(WOOD, finish.accent, 0.2))
    for x in (-0.65, 0.6):
        piece.box((x, x + 0.05), (0, 0.68), (-0.25, 0.15), DARK_WOOD)
    piece.box((-0.6, 0.6), (0.9, 2.0), (0.16, 0.2), BRASS).panel(
        "front", 0.05, 0.05, 0.95, 0.95, colour("#8aa0a8"), dim(finish.glow(), 0.16)
    )
    bright = dim(mix(finish.lamp, WHITE, 0.4), 0.9) if finish.lights else BLACK
    for index in range(6):
        for x in (-0.66, 0.66):
            y = 0.95 + 0.2 * index
            piece.turned(x, 0.14, ((0.03, y - 0.05), (0.055, y), (0.03, y + 0.05)), WHITE_PAINT, bright, 6)
    for index in range(5):
        pot = finish.one_of("#e05070", "#d8b045", "#7a4aa0", "#e8e0d8")
        piece.turned(-0.4 + 0.2 * index, -0.05, ((0.04, 0.76), (0.04, 0.84), (0.02, 0.9)), pot, sides=6)
    piece.rests((-0.7, 0.7), (-0.3, 0.2))


def clothes_rail(piece: Piece, finish: Finish) -> None:
    """Hang costumes on a rail."""
    piece.box((-1.1, 1.1), (1.72, 1.77), (-0.03, 0.03), CHROME)
    for x in (-1.08, 1.04):
        piece.box((x, x + 0.05), (0, 1.75), (-0.25, 0.25), DARK_STEEL)
    for index in range(12):
        x = -0.95 + 0.16 * index
        cloth = finish.one_of("#a82c4a", "#3c4a8a", "#d8b45c", "#2c6a5a", "#e0dcd8", "#5a2c6a", "#1c1c22")
        piece.box((x, x + 0.12), (0.45 + 0.4 * finish.luck(), 1.68), (-0.22, 0.22), cloth)
    piece.rests((-1.1, 1.1), (-0.3, 0.3))


def tattoo_wall(piece: Piece, finish: Finish) -> None:
    """Cover a wall with sheets of drawings and a sign that glows."""
    for row in range(3):
        for column in range(5):
            x, y = -1.3 + 0.56 * column, 1.0 + 0.55 * row
            sheet = piece.box((x, x + 0.46), (y, y + 0.46), (-0.03, 0.0), dim(PAPER, 0.85 + 0.15 * finish.luck()))
            ink = finish.one_of("#1c2430", "#a02c34", "#2c5a3c", "#2c3c7a")
            for _ in range(5):
                left, low = 0.12 + 0.55 * finish.luck(), 0.12 + 0.55 * finish.luck()
                sheet.panel(
                    "front", left, low, left + 0.06 + 0.18 * finish.luck(), low + 0.06 + 0.16 * finish.luck(), ink
                )


SHOPS: dict[str, Maker] = {
    "weapon_wall": weapon_wall,
    "glass_counter": glass_counter,
    "fetish_shelf": fetish_shelf,
    "barber_chair": barber_chair,
    "vanity": vanity,
    "clothes_rail": clothes_rail,
    "tattoo_wall": tattoo_wall,
}
