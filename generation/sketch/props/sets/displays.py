"""What is shown, or laid ready: plinths, gun racks, gold, coffins."""

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    STEEL,
    STONE,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def gun_rack(piece: Piece, finish: Finish) -> None:
    """Make a gun rack."""
    case = piece.box((-0.75, 0.75), (0.2, 2.2), (0.0, 0.12), dim(DARK_STEEL, 0.9))
    case.panel("front", 0.0, 0.97, 1.0, 1.0, finish.accent, dim(finish.tint(), 0.5))
    for gun in range(6):
        x = 0.1 + gun * 0.16
        case.panel("front", x, 0.12, x + 0.05, 0.42, dim(DARK_WOOD, 1.2) if finish.luck() < 0.4 else colour("#26282c"))
        case.panel("front", x + 0.01, 0.42, x + 0.045, 0.62, colour("#34363c"))
        case.panel("front", x + 0.02, 0.62, x + 0.032, 0.9, colour("#52565e"))
        case.panel("front", x + 0.045, 0.44, x + 0.075, 0.54, colour("#1a1b1e"))
    case.panel("front", 0.03, 0.2, 0.97, 0.23, STEEL).panel("front", 0.03, 0.72, 0.97, 0.75, STEEL)
    low = piece.box((-0.75, 0.75), (0.0, 0.75), (-0.35, 0.0), DARK_STEEL)
    low.grid("front", 3, 2, dim(DARK_STEEL, 1.5))
    piece.rests((-0.75, 0.75), (-0.4, 0.1))


def ammo_crates(piece: Piece, finish: Finish) -> None:
    """Make ammo crates."""
    paint = colour("#4c5a38")
    for x, level, z in ((-0.35, 0, 0), (0.35, 0, 0.05), (0.02, 0.36, 0)):
        box = piece.box(
            (x - 0.33, x + 0.33), (level, level + 0.35), (z - 0.25, z + 0.25), dim(paint, 0.85 + 0.3 * finish.luck())
        )
        box.panel("front", 0.1, 0.3, 0.6, 0.6, colour("#c8b040")).panel("front", 0, 0.84, 1, 0.92, dim(paint, 0.5))
    piece.rests((-0.7, 0.7), (-0.3, 0.3))


def armour_stand(piece: Piece, finish: Finish) -> None:
    """Make an armour stand."""
    paint = mix(finish.accent, DARK_STEEL, 0.6)
    piece.column(0, 0, 0.05, (0, 1.0), STEEL, sides=6)
    piece.turned(0, 0, ((0.3, 0), (0.28, 0.05)), DARK_STEEL)
    piece.turned(0, 0, ((0.17, 0.9), (0.2, 1.05), (0.25, 1.3), (0.24, 1.45), (0.1, 1.55)), paint)
    for side in (-1, 1):
        piece.turned(side * 0.3, 0, ((0.06, 1.1), (0.11, 1.35), (0.12, 1.45), (0.03, 1.54)), dim(paint, 1.2))
    piece.turned(0, 0, ((0.09, 1.57), (0.13, 1.65), (0.13, 1.78), (0.05, 1.87)), dim(paint, 1.1))
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def plinth(piece: Piece, finish: Finish) -> None:
    """Make a plinth."""
    piece.box((-0.4, 0.4), (0, 1.0), (-0.4, 0.4), WHITE_PAINT).panel("front", 0.3, 0.55, 0.7, 0.7, BRASS)
    kind = int(finish.luck() * 4)
    bronze = finish.one_of("#8a6a3c", "#b8b0a0", "#6a7a6a")
    if kind == 0:
        piece.turned(0, 0, ((0.12, 1.0), (0.22, 1.2), (0.26, 1.4), (0.1, 1.62), (0.14, 1.7)), bronze)
    elif kind == 1:
        piece.turned(
            0, 0, ((0.2, 1.0), (0.12, 1.1), (0.22, 1.3), (0.08, 1.42), (0.14, 1.52), (0.15, 1.66), (0.04, 1.78)), bronze
        )
    elif kind == 2:
        piece.turned(
            0, 0, ((0.02, 1.05), (0.2, 1.3), (0.02, 1.6)), mix(finish.tint(), WHITE, 0.3), dim(finish.tint(), 0.5), 5
        )
    else:
        piece.turned(0, 0, ((0.05, 1.0), (0.17, 1.1), (0.2, 1.25), (0.14, 1.42), (0.04, 1.5)), bronze)
    for x in (-0.36, 0.36):
        for z in (-0.36, 0.36):
            piece.box((x - 0.015, x + 0.015), (1.0, 1.9), (z - 0.015, z + 0.015), BRASS)
    piece.box((-0.38, 0.38), (1.9, 1.94), (-0.38, 0.38), BRASS)
    piece.rests((-0.42, 0.42), (-0.42, 0.42))


def gold_pile(piece: Piece, finish: Finish) -> None:
    """Make a gold pile."""
    gold = colour("#e0a830")
    for level in range(4):
        count = 5 - level
        for bar in range(count):
            left = -0.5 + 0.1 * level + bar * 0.2
            tone = dim(gold, 0.85 + 0.3 * finish.luck())
            piece.box(
                (left, left + 0.18), (0.16 + level * 0.1, 0.25 + level * 0.1), (-0.25, 0.25), tone, dim(gold, 0.06)
            )
    piece.box((-0.6, 0.6), (0, 0.16), (-0.4, 0.4), WOOD).grid("front", 3, 1, BLACK_PAINT)
    piece.rests((-0.6, 0.6), (-0.4, 0.4))


def coffin(piece: Piece, finish: Finish) -> None:
    """Make a coffin."""
    for x in (-0.2, 0.2):
        piece.box((x - 0.1, x + 0.1), (0, 0.35), (-0.7, 0.7), STONE)
    box = piece.box((-0.42, 0.42), (0.35, 0.9), (-1.1, 1.1), mix(STONE, finish.accent, 0.15))
    box.panel("left", 0.05, 0.15, 0.95, 0.8, dim(STONE, 0.8)).panel("right", 0.05, 0.15, 0.95, 0.8, dim(STONE, 0.8))
    piece.box((-0.47, 0.47), (0.9, 1.02), (-1.15, 1.15), dim(STONE, 1.15)).panel(
        "top", 0.42, 0.1, 0.58, 0.9, dim(STONE, 0.8)
    ).panel("top", 0.2, 0.6, 0.8, 0.7, dim(STONE, 0.8))
    piece.rests((-0.5, 0.5), (-1.2, 1.2))


def display_case(piece: Piece, finish: Finish) -> None:
    """Make a display case."""
    piece.box((-0.8, 0.8), (0, 0.7), (-0.35, 0.35), DARK_WOOD)
    glass = piece.box((-0.8, 0.8), (0.7, 1.05), (-0.35, 0.35), GLASS, dim(finish.lamp, 0.18))
    for index in range(6):
        left = 0.06 + index * 0.155
        glass.panel(
            "front",
            left,
            0.1,
            left + 0.09,
            0.3 + 0.3 * finish.luck(),
            finish.one_of("#d0a040", "#c03c3c", "#40a0c0", "#d8d8d8"),
        )
        glass.panel("top", left, 0.3, left + 0.09, 0.6, finish.one_of("#d0a040", "#c03c3c", "#40a0c0", "#d8d8d8"))
    piece.rests((-0.8, 0.8), (-0.4, 0.4))


DISPLAYS: dict[str, Maker] = {
    "gun_rack": gun_rack,
    "ammo_crates": ammo_crates,
    "armour_stand": armour_stand,
    "plinth": plinth,
    "gold_pile": gold_pile,
    "coffin": coffin,
    "display_case": display_case,
}
