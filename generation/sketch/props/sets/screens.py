"""Screens that stand on furniture."""

from generation.sketch.canvas.palette import BLACK, WHITE, dim, mix
from generation.sketch.props.sets.finish import BLACK_PAINT, GLASS, Finish
from generation.sketch.props.sets.pieces import Piece


def screen_on(piece: Piece, finish: Finish, x: float, y: float, z: float, half: float = 0.28) -> None:
    """Stand a screen on something, facing who sits before it."""
    tint = finish.tint()
    piece.box((x - 0.05, x + 0.05), (y, y + 0.1), (z - 0.04, z + 0.04), BLACK_PAINT)
    box = piece.box((x - half, x + half), (y + 0.1, y + 0.1 + 1.2 * half), (z - 0.02, z + 0.02), BLACK_PAINT)
    box.panel("front", 0.04, 0.06, 0.96, 0.94, GLASS, dim(tint, 0.28))
    for line in range(4):
        low = 0.16 + 0.19 * line
        box.panel("front", 0.1, low, 0.2 + 0.6 * finish.luck(), low + 0.08, BLACK, dim(mix(tint, WHITE, 0.3), 0.7))
