"""Ships, bridges, building sites."""

import math

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    RUST,
    STEEL,
    STONE,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)  # fmt: skip
from generation.sketch.props.sets.pieces import Piece

CHROME_RAIL = colour("#b8c0c8")


def ship_deck(piece: Piece, finish: Finish) -> None:
    """Lay a ship's deck to the bow, with rails, hatches and winches."""
    wood = mix(WOOD, finish.accent, 0.2)
    for row in range(10):
        z, to_z = -1.0 + row * 1.6, 0.6 + row * 1.6
        half, to_half = (4.2 * math.sqrt(max(0.02, 1 - max(0.0, (at - 6.0) / 9.2) ** 2)) for at in (z, to_z))
        piece.slanted(
            [(-half, 0.03, z), (half, 0.03, z), (to_half, 0.03, to_z), (-to_half, 0.03, to_z)],
            dim(wood, 0.8 + 0.1 * (row % 2)),
        )
        for side in (-1, 1):
            piece.slanted(
                [(side * half, 0, z), (side * half, 0.5, z), (side * to_half, 0.5, to_z), (side * to_half, 0, to_z)],
                WHITE_PAINT,
            )
            piece.bar((side * half, 1.15, z), (side * to_half, 1.15, to_z), 0.06, CHROME_RAIL)
            piece.bar((side * half, 0.5, z), (side * half, 1.15, z), 0.05, CHROME_RAIL)
    piece.box((-1.0, 1.0), (0.03, 0.5), (6.0, 8.0), dim(WHITE_PAINT, 0.8)).panel("top", 0.1, 0.1, 0.9, 0.9, DARK_STEEL)
    for x in (-0.9, 0.9):
        piece.turned(x, 10.5, ((0.3, 0.03), (0.2, 0.3), (0.3, 0.55)), RUST, sides=9)


def mast(piece: Piece, finish: Finish) -> None:
    """Make a mast."""
    piece.turned(0, 0, ((0.2, 0), (0.14, 9.0)), WHITE_PAINT, sides=8)
    piece.bar((-2.4, 6.0, 0), (2.4, 6.0, 0), 0.14, WHITE_PAINT)
    for side in (-1, 1):
        piece.bar((side * 4.0, 0.5, 0), (0, 8.6, 0), 0.03, BLACK_PAINT)
        piece.bar((side * 2.3, 6.0, 0), (0, 8.8, 0), 0.03, BLACK_PAINT)
    piece.turned(0, 0, ((0.1, 9.0), (0.16, 9.2), (0.05, 9.4)), WHITE, dim(finish.neon[0], 0.9), 7)


def boat(piece: Piece, finish: Finish) -> None:
    """Make a boat."""
    paint = finish.one_of("#a83c2c", "#2c5a8a", "#d0d0c8")
    for side in (-1, 1):
        piece.slanted(
            [(side * 0.9, 0.1, -1.8), (side * 1.1, 0.9, -2.0), (0.0, 1.2, 2.6), (0.0, 0.2, 2.2)],
            dim(paint, 1.0 if side < 0 else 0.8),
        )
    piece.slanted([(-0.9, 0.1, -1.8), (0.9, 0.1, -1.8), (1.1, 0.9, -2.0), (-1.1, 0.9, -2.0)], dim(paint, 1.15))
    piece.box((-0.5, 0.5), (0.6, 1.6), (-0.9, 0.3), WHITE_PAINT).panel(
        "front", 0.1, 0.4, 0.9, 0.85, GLASS, dim(finish.lamp, 0.4)
    )


def lighthouse(piece: Piece, finish: Finish) -> None:
    """Make a lighthouse."""
    piece.turned(0, 0, ((6.0, 0), (4.5, 1.8), (2.2, 2.6)), dim(STONE, 0.7), sides=9)
    for band in range(5):
        paint = WHITE_PAINT if band % 2 else colour("#b02c24")
        piece.turned(0, 0, ((1.9 - 0.13 * band, 2.4 + 2 * band), (1.77 - 0.13 * band, 4.4 + 2 * band)), paint, sides=12)
    piece.turned(0, 0, ((1.6, 12.4), (1.6, 12.6)), DARK_STEEL, sides=12)
    piece.turned(0, 0, ((0.9, 12.6), (0.9, 14.0)), WHITE, colour("#fff0c0"), 10)
    piece.turned(0, 0, ((1.1, 14.0), (0.05, 15.2)), colour("#b02c24"), sides=10)


def bridge_span(piece: Piece, finish: Finish) -> None:
    """Carry six metres of road between rails, on girders."""
    piece.box((-4.2, 4.2), (-0.5, 0.0), (-3.0, 3.0), DARK_STEEL)
    for side in (-1, 1):
        left, right = sorted((side * 3.6, side * 4.2))
        piece.box((left, right), (0.0, 0.35), (-3.0, 3.0), CONCRETE)
        x = side * 3.9
        piece.box((x - 0.05, x + 0.05), (1.1, 1.2), (-3.0, 3.0), STEEL)
        for z in (-2.8, -1.3, 0.2, 1.7):
            piece.box((x - 0.05, x + 0.05), (0.35, 1.1), (z, z + 0.1), STEEL)


def bridge_tower(piece: Piece, finish: Finish) -> None:
    """Raise a tower of a bridge over its road, with the cables that come down from it."""
    paint = mix(colour("#9a4030"), finish.accent, 0.2)
    for side in (-4.6, 4.6):
        piece.box((side - 0.6, side + 0.6), (-4.0, 17.0), (-0.6, 0.6), paint)
        for step in range(1, 6):
            piece.bar((side, 16.6, 0), (side, 1.2, -3.4 * step), 0.1, dim(paint, 0.8))
            piece.bar((side, 16.6, 0), (side, 1.2, 3.4 * step), 0.1, dim(paint, 0.8))
        piece.turned(side, 0, ((0.2, 17.0), (0.25, 17.3), (0.05, 17.5)), WHITE, colour("#ff3020"), 6)
    for y in (7.0, 12.0, 15.6):
        piece.box((-4.6, 4.6), (y, y + 0.9), (-0.4, 0.4), paint)


def scaffold(piece: Piece, finish: Finish) -> None:
    """Stand a raw floor of concrete in scaffolding, with netting and planks."""
    for level in range(4):
        y = 2.8 * level
        piece.box((-4.0, 4.0), (y + 2.5, y + 2.8), (-2.0, 3.0), CONCRETE)
        for x in (-3.7, 0.0, 3.7):
            piece.box((x - 0.25, x + 0.25), (y, y + 2.5), (-1.6, -1.1), dim(CONCRETE, 0.9))
        for x in (-4.2, -2.1, 0.0, 2.1, 4.2):
            piece.box((x - 0.04, x + 0.04), (y, y + 2.8), (-2.7, -2.62), STEEL)
        piece.box((-4.2, 4.2), (y + 1.2, y + 1.26), (-2.75, -2.2), WOOD)
        piece.bar((-4.2, y, -2.7), (-2.1, y + 2.8, -2.7), 0.05, STEEL)
    for x in (-3.0, -1.2, 1.0, 2.8):
        piece.bar((x, 11.2, -1.0), (x, 12.4, -1.0), 0.06, RUST)
    piece.slanted(
        [(2.1, 3.0, -2.76), (4.2, 3.0, -2.76), (4.2, 8.2, -2.76), (2.1, 8.2, -2.76)],
        mix(finish.accent, colour("#3c7a4a"), 0.6),
    )
    piece.rests((-4.2, 4.2), (-2.7, 3.0))


def tower_crane(piece: Piece, finish: Finish) -> None:
    """Make a tower crane."""
    yellow = colour("#d8a41c")
    for y in range(0, 22, 2):
        piece.bar((-0.6, y, 0), (0.6, y + 2, 0), 0.12, yellow)
        piece.bar((0.6, y, 0), (-0.6, y + 2, 0), 0.12, yellow)
    for x in (-0.6, 0.6):
        piece.bar((x, 0, 0), (x, 23, 0), 0.2, yellow)
    piece.bar((-7.0, 22.5, 0), (16.0, 22.5, 0), 0.35, yellow)
    piece.bar((0, 26.0, 0), (14.0, 22.7, 0), 0.08, BLACK_PAINT)
    piece.bar((0, 26.0, 0), (-6.5, 22.7, 0), 0.08, BLACK_PAINT)
    piece.box((-7.0, -5.0), (21.0, 22.4), (-0.6, 0.6), CONCRETE)
    piece.bar((11.0, 22.4, 0), (11.0, 12.0, 0), 0.06, BLACK_PAINT)
    piece.box((10.2, 11.8), (11.2, 12.0), (-0.3, 0.3), RUST)
    piece.turned(0, 0, ((0.2, 26.0), (0.3, 26.3), (0.05, 26.6)), WHITE, colour("#ff3020"), 6)


def digger(piece: Piece, finish: Finish) -> None:
    """Make a digger."""
    yellow = colour("#d09a18")
    for x in (-0.9, 0.9):
        piece.box((x - 0.3, x + 0.3), (0, 0.7), (-1.4, 1.4), BLACK_PAINT).grid("left", 5, 1, DARK_STEEL)
    piece.box((-1.1, 1.1), (0.7, 1.6), (-0.8, 1.4), yellow)
    piece.box((-1.0, 0.1), (1.6, 2.7), (-0.7, 0.5), yellow).panel("front", 0.1, 0.2, 0.9, 0.9, GLASS).panel(
        "left", 0.1, 0.2, 0.9, 0.9, GLASS
    )
    piece.bar((0.6, 1.6, -0.6), (0.8, 3.6, -2.0), 0.34, yellow)
    piece.bar((0.8, 3.6, -2.0), (0.9, 1.6, -3.3), 0.26, yellow)
    piece.box((0.4, 1.4), (0.8, 1.6), (-3.6, -3.0), DARK_STEEL)
    piece.rests((-1.2, 1.2), (-1.4, 1.4))


def brick_pile(piece: Piece, finish: Finish) -> None:
    """Make a brick pile."""
    piece.box((-0.8, 0.8), (0, 0.12), (-0.5, 0.5), WOOD)
    piece.box((-0.7, 0.7), (0.12, 0.9), (-0.45, 0.45), colour("#8a4a34")).grid(
        "front", 6, 6, colour("#a05a40"), share=0.9
    ).grid("top", 6, 3, colour("#a86448"), share=0.9)
    piece.rests((-0.8, 0.8), (-0.5, 0.5))


def hoarding(piece: Piece, finish: Finish) -> None:
    """Fence a site with boards and lamps of warning."""
    board = piece.box((-1.5, 1.5), (0.1, 2.1), (-0.05, 0.05), mix(colour("#3c5a7a"), finish.accent, 0.3))
    board.panel("front", 0.0, 0.42, 1.0, 0.52, WHITE_PAINT)
    for index in range(6):
        board.panel("front", index / 6, 0.42, index / 6 + 0.08, 0.52, colour("#c82c20"))
    piece.turned(1.4, 0, ((0.05, 2.1), (0.12, 2.2), (0.1, 2.35), (0.02, 2.42)), colour("#ff9020"), colour("#ff9020"), 6)


STRUCTURES: dict[str, Maker] = {
    "ship_deck": ship_deck,
    "mast": mast,
    "boat": boat,
    "lighthouse": lighthouse,
    "bridge_span": bridge_span,
    "bridge_tower": bridge_tower,
    "scaffold": scaffold,
    "tower_crane": tower_crane,
    "digger": digger,
    "brick_pile": brick_pile,
    "hoarding": hoarding,
}
