"""What things are kept in: shelves, crates, racks, lockers, cabinets."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    PAPER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def bookshelf(piece: Piece, finish: Finish) -> None:
    """Make a bookshelf."""
    wood = mix(DARK_WOOD, WOOD, 0.3)
    case = piece.box((-0.6, 0.6), (0, 2.7), (-0.16, 0.2), wood)
    for row in range(7):
        low = (0.12 + row * 0.37) / 2.7
        case.panel("front", 0.04, low, 0.96, low + 0.115, dim(wood, 0.3))
        left = 0.05
        while left < 0.92:
            wide, tall = 0.022 + 0.03 * finish.luck(), 0.07 + 0.04 * finish.luck()
            if finish.luck() < 0.93:
                paint = finish.one_of("#7a2a22", "#2c4a5e", "#3e5a34", "#8a6a34", "#4a3050", "#9a8a6a", "#26303e")
                case.panel("front", left, low, min(0.95, left + wide), low + tall, paint)
            left += wide + 0.004
    piece.rests((-0.6, 0.6), (-0.25, 0.2))


def goods_shelf(piece: Piece, finish: Finish) -> None:
    """Make a goods shelf."""
    case = piece.box((-0.6, 0.6), (0, 1.9), (-0.22, 0.22), mix(DARK_STEEL, WHITE_PAINT, 0.35))
    for side in ("front", "back"):
        for row in range(5):
            low = (0.1 + row * 0.36) / 1.9
            case.panel(side, 0.02, low, 0.98, low + 0.17, BLACK_PAINT)
            for column in range(5):
                if finish.luck() < 0.9:
                    paint = finish.one_of("#c83c2c", "#e0b030", "#3c8c4c", "#2c6cc0", "#d8d4c8", "#c050a0", "#e07828")
                    left, high = 0.03 + column * 0.19, low + 0.08 + 0.07 * finish.luck()
                    case.panel(side, left, low, left + 0.165, high, paint)
                    case.panel(side, left + 0.03, low + 0.025, left + 0.135, low + 0.06, mix(paint, WHITE, 0.6))
            case.panel(side, 0.0, low - 0.02, 1.0, low, finish.accent)
    piece.rests((-0.6, 0.6), (-0.25, 0.25))


def bottle_shelf(piece: Piece, finish: Finish) -> None:
    """Make a bottle shelf."""
    case = piece.box((-0.7, 0.7), (0.9, 2.4), (0.0, 0.2), DARK_WOOD)
    for row in range(3):
        low = 0.05 + row * 0.32
        case.panel("front", 0.02, low, 0.98, low + 0.27, dim(finish.lamp, 0.3), dim(finish.lamp, 0.16))
        for column in range(11):
            paint = finish.one_of("#6a8a3c", "#a85a20", "#3c6a8a", "#c8b88a", "#7a2020")
            left = 0.04 + column * 0.085
            case.panel("front", left, low, left + 0.05, low + 0.13 + 0.05 * finish.luck(), paint, dim(paint, 0.15))
            case.panel("front", left + 0.015, low + 0.13, left + 0.035, low + 0.23, paint)


def crate(piece: Piece, finish: Finish) -> None:
    """Make a crate."""
    half, high = 0.35 + 0.25 * finish.luck(), 0.5 + 0.4 * finish.luck()
    paint = finish.one_of("#7a5c3c", "#6a5034", "#4a5640", "#5a5a58")
    for level in range(1 + int(finish.luck() < 0.35)):
        inner = half * (1 - 0.2 * level)
        box = piece.box((-inner, inner), (level * high, (level + 1) * high), (-inner, inner), paint)
        for side in ("front", "left", "right", "back"):
            box.panel(side, 0, 0.8, 1, 0.95, dim(paint, 0.65)).panel(side, 0, 0.05, 1, 0.2, dim(paint, 0.65))
    piece.rests((-half, half), (-half, half))


def card_boxes(piece: Piece, finish: Finish) -> None:
    """Make card boxes."""
    x, level = 0.0, 0.0
    for index in range(3):
        half = 0.3 - 0.05 * index
        high = 0.25 + 0.15 * finish.luck()
        paint = dim(colour("#9a7448"), 0.8 + 0.3 * finish.luck())
        shift = 0.1 * (finish.luck() - 0.5)
        box = piece.box((x - half + shift, x + half + shift), (level, level + high), (-half, half), paint)
        box.panel("front", 0.42, 0, 0.58, 1, dim(paint, 1.2)).panel("top", 0.42, 0, 0.58, 1, dim(paint, 1.2))
        level += high
    piece.rests((-0.35, 0.35), (-0.35, 0.35))


def barrel(piece: Piece, finish: Finish) -> None:
    """Make a barrel."""
    paint = finish.one_of("#2c5a7a", "#8a3c20", "#5a6a2c", "#6a6a6c")
    piece.turned(
        0,
        0,
        ((0.29, 0), (0.29, 0.3), (0.31, 0.31), (0.29, 0.33), (0.29, 0.6), (0.31, 0.62), (0.29, 0.63), (0.29, 0.9)),
        paint,
    )
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def cask(piece: Piece, finish: Finish) -> None:
    """Make a cask."""
    piece.turned(
        0,
        0,
        ((0.28, 0), (0.34, 0.25), (0.37, 0.45), (0.34, 0.68), (0.28, 0.92)),
        mix(WOOD, finish.accent, 0.1),
        sides=12,
    )
    for low in (0.22, 0.66):
        piece.turned(0, 0, ((0.345, low), (0.35, low + 0.06)), DARK_STEEL, sides=12)
    piece.rests((-0.36, 0.36), (-0.36, 0.36))


def locker(piece: Piece, finish: Finish) -> None:
    """Make a locker."""
    paint = mix(finish.accent, STEEL, 0.5)
    case = piece.box((-0.45, 0.45), (0, 1.95), (-0.25, 0.25), dim(paint, 0.7))
    for column in range(3):
        left = column / 3
        case.panel("front", left + 0.01, 0.02, left + 0.32, 0.98, paint)
        for slot in range(4):
            case.panel("front", left + 0.08, 0.82 + slot * 0.03, left + 0.25, 0.835 + slot * 0.03, dim(paint, 0.35))
        case.panel("front", left + 0.25, 0.48, left + 0.285, 0.56, BLACK_PAINT)
    piece.rests((-0.45, 0.45), (-0.3, 0.25))


def deposit_boxes(piece: Piece, finish: Finish) -> None:
    """Make deposit boxes."""
    case = piece.box((-0.75, 0.75), (0.1, 2.6), (-0.1, 0.2), dim(BRASS, 0.55))
    for row in range(10):
        for column in range(5):
            left, low = column / 5 + 0.01, row / 10 + 0.008
            case.panel(
                "front", left, low, left + 0.18, low + 0.084, dim(mix(BRASS, STEEL, 0.4), 0.8 + 0.3 * finish.luck())
            )
            case.panel("front", left + 0.08, low + 0.03, left + 0.1, low + 0.055, BLACK_PAINT)


def morgue_drawers(piece: Piece, finish: Finish) -> None:
    """Make morgue drawers."""
    case = piece.box((-0.8, 0.8), (0.05, 2.45), (-0.1, 0.3), dim(STEEL, 0.6))
    for row in range(3):
        for column in range(2):
            left, low = column / 2 + 0.03, row / 3 + 0.03
            case.panel("front", left, low, left + 0.44, low + 0.27, dim(CHROME, 0.85 + 0.15 * finish.luck()))
            case.panel("front", left + 0.3, low + 0.1, left + 0.4, low + 0.16, DARK_STEEL)
            case.panel("front", left + 0.05, low + 0.14, left + 0.18, low + 0.22, PAPER)
    piece.rests((-0.8, 0.8), (-0.2, 0.3))


def filing_cabinet(piece: Piece, finish: Finish) -> None:
    """Make a filing cabinet."""
    paint = mix(STEEL, finish.accent, 0.25)
    case = piece.box((-0.28, 0.28), (0, 1.35), (-0.3, 0.3), paint)
    for row in range(4):
        case.panel("front", 0.05, row / 4 + 0.02, 0.95, row / 4 + 0.235, dim(paint, 1.15))
        case.panel("front", 0.35, row / 4 + 0.12, 0.65, row / 4 + 0.15, BLACK_PAINT)
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def wardrobe(piece: Piece, finish: Finish) -> None:
    """Make a wardrobe."""
    wood = mix(WOOD, finish.accent, 0.25)
    case = piece.box((-0.65, 0.65), (0, 2.1), (-0.3, 0.3), dim(wood, 0.8))
    for left in (0.03, 0.52):
        case.panel("front", left, 0.05, left + 0.45, 0.96, wood)
        case.panel("front", left + 0.06, 0.1, left + 0.39, 0.9, dim(wood, 0.85))
    case.panel("front", 0.45, 0.45, 0.47, 0.55, BRASS).panel("front", 0.53, 0.45, 0.55, 0.55, BRASS)
    piece.rests((-0.65, 0.65), (-0.35, 0.3))


def trunk(piece: Piece, finish: Finish) -> None:
    """Make a trunk."""
    wood = mix(WOOD, finish.accent, 0.2)
    box = piece.box((-0.5, 0.5), (0, 0.42), (-0.28, 0.28), wood)
    piece.box((-0.52, 0.52), (0.42, 0.55), (-0.3, 0.3), dim(wood, 1.15)).panel("front", 0.42, 0.0, 0.58, 0.8, BRASS)
    for left in (0.08, 0.86):
        box.panel("front", left, 0, left + 0.06, 1, dim(wood, 0.5))
    piece.rests((-0.5, 0.5), (-0.3, 0.3))


def tyres(piece: Piece, finish: Finish) -> None:
    """Make tyres."""
    for level in range(2 + int(2 * finish.luck())):
        low = level * 0.22
        piece.turned(
            0, 0, ((0.28, low), (0.34, low + 0.06), (0.34, low + 0.16), (0.28, low + 0.21)), colour("#1c1c1e"), sides=12
        )
    piece.rests((-0.35, 0.35), (-0.35, 0.35))


def wine_rack(piece: Piece, finish: Finish) -> None:
    """Make a wine rack."""
    case = piece.box((-0.6, 0.6), (0, 1.8), (-0.15, 0.15), DARK_WOOD)
    for row in range(6):
        for column in range(5):
            case.panel("front", column / 5 + 0.03, row / 6 + 0.02, column / 5 + 0.17, row / 6 + 0.14, BLACK)
            if finish.luck() < 0.7:
                case.panel(
                    "front",
                    column / 5 + 0.07,
                    row / 6 + 0.05,
                    column / 5 + 0.13,
                    row / 6 + 0.11,
                    finish.one_of("#5a1420", "#2c4a2c", "#8a6a20"),
                )
    piece.rests((-0.6, 0.6), (-0.2, 0.2))


def scrap_heap(piece: Piece, finish: Finish) -> None:
    """Make a scrap heap."""
    for _ in range(9):
        x, z, size = 1.2 * (finish.luck() - 0.5), 0.8 * (finish.luck() - 0.5), 0.08 + 0.2 * finish.luck()
        piece.box(
            (x - size, x + size),
            (0, size * (0.6 + finish.luck())),
            (z - size * 0.6, z + size * 0.6),
            finish.one_of("#5a4a3c", "#4a4a4c", "#6a4028", "#3c4a4a"),
        )
    piece.rests((-0.7, 0.7), (-0.5, 0.5))


STORAGE: dict[str, Maker] = {
    "bookshelf": bookshelf,
    "goods_shelf": goods_shelf,
    "bottle_shelf": bottle_shelf,
    "crate": crate,
    "card_boxes": card_boxes,
    "barrel": barrel,
    "cask": cask,
    "locker": locker,
    "deposit_boxes": deposit_boxes,
    "morgue_drawers": morgue_drawers,
    "filing_cabinet": filing_cabinet,
    "wardrobe": wardrobe,
    "trunk": trunk,
    "tyres": tyres,
    "wine_rack": wine_rack,
    "scrap_heap": scrap_heap,
}
