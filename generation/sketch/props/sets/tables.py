"""What one sits at, and what lies on it."""

import math

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    LINEN,
    PAPER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece
from generation.sketch.props.sets.screens import screen_on


def table(piece: Piece, finish: Finish) -> None:
    """Make a table."""
    wood = mix(WOOD, finish.accent, 0.2)
    _four_legs(piece, 0.75, 0.5, 0.7, dim(wood, 0.7))
    piece.box((-0.78, 0.78), (0.7, 0.76), (-0.52, 0.52), wood)
    _litter(piece, finish, 0.6, 0.35, 0.76)


def round_table(piece: Piece, finish: Finish) -> None:
    """Make a round table."""
    wood = mix(WOOD, finish.accent, 0.25)
    piece.column(0, 0, 0.07, (0.03, 0.72), DARK_STEEL, sides=7)
    piece.turned(0, 0, ((0.3, 0), (0.26, 0.04)), DARK_STEEL)
    piece.turned(0, 0, ((0.55, 0.72), (0.55, 0.76)), wood, sides=16)
    piece.turned(
        0, 0, ((0.06, 0.76), (0.05, 0.85), (0.02, 0.9)), mix(finish.lamp, WHITE, 0.4), dim(finish.lamp, 0.9), 6
    )
    for index in range(2):
        x = -0.3 + 0.55 * index
        piece.turned(
            x,
            0.1 - 0.25 * index,
            ((0.035, 0.76), (0.04, 0.9)),
            mix(finish.tint(), WHITE, 0.3),
            dim(finish.tint(), 0.2),
            6,
        )
    piece.rests((-0.5, 0.5), (-0.5, 0.5))


def loaded_table(piece: Piece, finish: Finish) -> None:
    """Make a safehouse's table: maps, guns, a lamp, a deck."""
    table(piece, finish)
    piece.box((-0.4, 0.15), (0.765, 0.775), (-0.3, 0.25), PAPER).panel("top", 0.1, 0.1, 0.9, 0.9, colour("#a8b48a"))
    piece.box((0.3, 0.6), (0.765, 0.8), (-0.05, 0.03), BLACK_PAINT)
    piece.box((0.3, 0.36), (0.765, 0.8), (-0.16, -0.05), BLACK_PAINT)
    piece.box((0.25, 0.62), (0.765, 0.81), (0.15, 0.4), DARK_STEEL).panel(
        "top", 0.1, 0.4, 0.9, 0.9, GLASS, dim(finish.tint(), 0.5)
    )


def desk(piece: Piece, finish: Finish) -> None:
    """Make a desk."""
    wood = mix(WHITE_PAINT, mix(WOOD, finish.accent, 0.3), 0.6)
    piece.box((-0.8, -0.45), (0, 0.7), (-0.35, 0.35), dim(wood, 0.75)).grid("back", 1, 3, dim(wood, 0.9)).grid(
        "front", 1, 3, dim(wood, 0.9)
    )
    piece.box((0.74, 0.8), (0, 0.7), (-0.35, 0.35), dim(wood, 0.75))
    piece.box((-0.84, 0.84), (0.7, 0.75), (-0.4, 0.4), wood)
    piece.box((-0.8, 0.8), (0.25, 0.7), (0.33, 0.36), dim(wood, 0.7))
    screen_on(piece, finish, -0.1, 0.75, 0.15)
    piece.box((-0.32, 0.12), (0.75, 0.78), (-0.25, -0.1), BLACK_PAINT).grid("top", 8, 3, DARK_STEEL)
    piece.box((0.35, 0.58), (0.75, 0.79), (-0.2, 0.12), PAPER)
    piece.turned(0.66, 0.2, ((0.04, 0.75), (0.045, 0.85)), finish.accent, sides=6)
    piece.rests((-0.84, 0.84), (-0.4, 0.4))


def cubicle(piece: Piece, finish: Finish) -> None:
    """Make a cubicle."""
    cloth = mix(finish.accent, colour("#7c8490"), 0.6)
    desk(piece, finish)
    piece.box((-0.95, 0.95), (0.1, 1.3), (0.44, 0.5), cloth).panel("front", 0, 0.96, 1, 1, STEEL).panel(
        "back", 0, 0.96, 1, 1, STEEL
    )
    for x in (-0.95, 0.9):
        piece.box((x, x + 0.05), (0.1, 1.3), (-0.5, 0.44), dim(cloth, 0.9))


def school_desk(piece: Piece, finish: Finish) -> None:
    """Make a school desk."""
    for x in (-0.32, 0.32):
        piece.box((x - 0.02, x + 0.02), (0, 0.7), (-0.2, 0.2), STEEL)
    piece.box((-0.38, 0.38), (0.7, 0.74), (-0.26, 0.26), mix(WOOD, colour("#c8a060"), 0.6))
    if finish.luck() < 0.6:
        piece.box((-0.15, 0.1), (0.74, 0.76), (-0.15, 0.1), finish.one_of("#c83c2c", "#2c6cc0", "#d8d4c8"))
    for x in (-0.16, 0.16):
        piece.box((x - 0.02, x + 0.02), (0, 0.85), (-0.66, -0.62), STEEL)
    piece.box((-0.2, 0.2), (0.42, 0.46), (-0.66, -0.32), mix(WOOD, finish.accent, 0.3))
    piece.box((-0.2, 0.2), (0.6, 0.85), (-0.68, -0.64), mix(WOOD, finish.accent, 0.3))
    piece.rests((-0.38, 0.38), (-0.7, 0.28))


def card_table(piece: Piece, finish: Finish) -> None:
    """Make a card table."""
    felt = finish.one_of("#14683c", "#14683c", "#1c3c7a")
    piece.column(0, 0, 0.22, (0, 0.74), DARK_WOOD)
    piece.turned(0, 0, ((1.05, 0.74), (1.1, 0.8), (1.05, 0.86)), dim(WOOD, 0.8), sides=18)
    piece.turned(0, 0, ((0.94, 0.862), (0.94, 0.866)), felt, sides=18)
    for index in range(6):
        x, z = (finish.luck() - 0.5) * 1.2, (finish.luck() - 0.5) * 1.1
        if index % 2:
            piece.box((x - 0.07, x + 0.07), (0.868, 0.875), (z - 0.1, z + 0.1), WHITE)
            piece.box((x + 0.04, x + 0.18), (0.868, 0.876), (z - 0.08, z + 0.12), WHITE).panel(
                "top", 0.3, 0.3, 0.7, 0.7, colour("#c82020")
            )
        else:
            piece.turned(
                x,
                z,
                ((0.05, 0.868), (0.05, 0.92 + 0.08 * finish.luck())),
                finish.one_of("#c82828", "#2848c8", "#e8c030", "#e8e8e8"),
                sides=7,
            )
    for seat in range(4):
        a = (-2.4, -0.75, 0.75, 2.4)[seat]
        sx, sz = 1.45 * math.sin(a), 1.45 * math.cos(a)
        piece.turned(sx, sz, ((0.04, 0.05), (0.04, 0.6)), CHROME, sides=6)
        piece.turned(sx, sz, ((0.24, 0.6), (0.24, 0.7)), finish.accent, sides=9)
    piece.rests((-1.1, 1.1), (-1.1, 1.1))


def roulette(piece: Piece, finish: Finish) -> None:
    """Make a roulette."""
    piece.box((-0.7, 0.7), (0, 0.75), (-1.4, 1.4), DARK_WOOD).grid("left", 5, 1, WOOD).grid("right", 5, 1, WOOD).grid(
        "front", 2, 1, WOOD
    )
    top = piece.box((-0.8, 0.8), (0.75, 0.86), (-1.5, 1.5), dim(WOOD, 0.8))
    top.panel("top", 0.08, 0.04, 0.92, 0.6, colour("#14683c"))
    for row in range(9):
        for column in range(3):
            paint = colour("#b01c1c") if (row + column) % 2 else BLACK_PAINT
            top.panel("top", 0.22 + column * 0.19, 0.08 + row * 0.055, 0.38 + column * 0.19, 0.125 + row * 0.055, paint)
    piece.turned(0, 0.85, ((0.55, 0.86), (0.58, 0.94), (0.5, 0.97)), BRASS, sides=16)
    piece.turned(0, 0.85, ((0.45, 0.972), (0.2, 0.975)), colour("#8a1818"), sides=12)
    piece.turned(0, 0.85, ((0.08, 0.98), (0.03, 1.1), (0.06, 1.15)), BRASS, sides=6)
    piece.rests((-0.8, 0.8), (-1.5, 1.5))


def slab_table(piece: Piece, finish: Finish) -> None:
    """Make a table for the dead, with a sheet over somebody."""
    piece.box((-0.15, 0.15), (0, 0.75), (-0.5, 0.5), STEEL)
    piece.box((-0.42, 0.42), (0.75, 0.84), (-1.05, 1.05), CHROME)
    if finish.luck() < 0.75:
        for z0, z1, half, high in (
            (-0.95, -0.75, 0.14, 0.22),
            (-0.75, -0.1, 0.2, 0.14),
            (-0.1, 0.6, 0.25, 0.2),
            (0.62, 0.9, 0.13, 0.2),
        ):
            piece.box((-half, half), (0.84, 0.84 + high), (z0, z1), dim(LINEN, 1.0))
        piece.box((-0.36, 0.36), (0.835, 0.86), (-1.0, 0.62), dim(LINEN, 0.85))
    piece.rests((-0.42, 0.42), (-1.05, 1.05))


def dining_table(piece: Piece, finish: Finish) -> None:
    """Make a dining table."""
    wood = mix(DARK_WOOD, WOOD, 0.5)
    _four_legs(piece, 0.6, 1.9, 0.7, dim(wood, 0.8))
    piece.box((-0.65, 0.65), (0.7, 0.77), (-2.0, 2.0), wood).panel(
        "top", 0.3, 0.0, 0.7, 1, mix(finish.accent, LINEN, 0.3)
    )
    for seat in range(4):
        z = -1.5 + seat
        for x in (-0.42, 0.42):
            piece.turned(x, z, ((0.13, 0.77), (0.15, 0.785)), WHITE_PAINT, sides=9)
            piece.turned(
                x * 0.6,
                z + 0.2,
                ((0.02, 0.77), (0.045, 0.87), (0.04, 0.93)),
                mix(finish.lamp, WHITE, 0.5),
                dim(finish.lamp, 0.15),
                6,
            )
    for z in (-0.8, 0.8):
        piece.turned(0, z, ((0.06, 0.77), (0.015, 0.82), (0.015, 1.0)), BRASS, sides=6)
        piece.turned(0, z, ((0.018, 1.0), (0.018, 1.2)), WHITE, sides=5)
        piece.turned(0, z, ((0.02, 1.21), (0.03, 1.25), (0.003, 1.32)), colour("#ffd080"), colour("#ffc060"), 5)
    piece.rests((-0.65, 0.65), (-2.0, 2.0))


def reading_table(piece: Piece, finish: Finish) -> None:
    """Make a reading table."""
    wood = mix(DARK_WOOD, WOOD, 0.6)
    _four_legs(piece, 1.1, 0.55, 0.72, dim(wood, 0.8))
    piece.box((-1.15, 1.15), (0.72, 0.78), (-0.6, 0.6), wood).panel(
        "top", 0.05, 0.1, 0.95, 0.9, mix(wood, colour("#2c5a3c"), 0.5)
    )
    for x in (-0.6, 0.6):
        piece.column(x, 0, 0.02, (0.78, 1.08), BRASS, sides=5)
        piece.turned(x, 0, ((0.08, 0.78), (0.06, 0.81)), BRASS, sides=8)
        piece.turned(x, 0, ((0.17, 1.06), (0.1, 1.18)), colour("#1c8a4c"), dim(colour("#30c070"), 0.6), 9)
        piece.box((x - 0.25, x), (0.78, 0.8), (-0.4, -0.22), PAPER).panel("top", 0.48, 0, 0.52, 1, dim(PAPER, 0.5))
        for level in range(2):
            piece.box(
                (x + 0.1, x + 0.32),
                (0.78 + 0.05 * level, 0.825 + 0.05 * level),
                (0.1, 0.4),
                finish.one_of("#7a2a22", "#2c4a5e", "#3e5a34"),
            )
    piece.rests((-1.15, 1.15), (-0.6, 0.6))


def coffee_table(piece: Piece, finish: Finish) -> None:
    """Make a coffee table."""
    _four_legs(piece, 0.6, 0.35, 0.36, DARK_STEEL)
    piece.box((-0.65, 0.65), (0.36, 0.41), (-0.38, 0.38), mix(DARK_WOOD, finish.accent, 0.2))
    _litter(piece, finish, 0.5, 0.25, 0.41)


def _four_legs(piece: Piece, half: float, deep: float, high: float, paint: Colour) -> None:
    for x in (-half + 0.06, half - 0.06):
        for z in (-deep + 0.06, deep - 0.06):
            piece.box((x - 0.04, x + 0.04), (0, high), (z - 0.04, z + 0.04), paint)
    piece.rests((-half, half), (-deep, deep))


def _litter(piece: Piece, finish: Finish, half: float, deep: float, y: float) -> None:
    """Let a few things lie about."""
    for _ in range(5):
        x, z, kind = (finish.luck() - 0.5) * 2 * half, (finish.luck() - 0.5) * 2 * deep, finish.luck()
        if kind < 0.35:
            piece.box((x - 0.11, x + 0.11), (y, y + 0.012), (z - 0.14, z + 0.14), PAPER)
        elif kind < 0.6:
            piece.turned(x, z, ((0.035, y), (0.04, y + 0.1)), finish.one_of("#c8c8c0", "#a84030", "#405a7a"), sides=6)
        elif kind < 0.8:
            piece.turned(
                x,
                z,
                ((0.035, y), (0.035, y + 0.16), (0.012, y + 0.21), (0.014, y + 0.27)),
                finish.one_of("#4a6a30", "#7a4a1c"),
                sides=6,
            )
        else:
            piece.box((x - 0.06, x + 0.06), (y, y + 0.03), (z - 0.1, z + 0.1), BLACK_PAINT, dim(finish.tint(), 0.3))


TABLES: dict[str, Maker] = {
    "table": table,
    "round_table": round_table,
    "loaded_table": loaded_table,
    "desk": desk,
    "cubicle": cubicle,
    "school_desk": school_desk,
    "card_table": card_table,
    "roulette": roulette,
    "slab_table": slab_table,
    "dining_table": dining_table,
    "reading_table": reading_table,
    "coffee_table": coffee_table,
}
