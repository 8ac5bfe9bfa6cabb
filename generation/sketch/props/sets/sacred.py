"""What is prayed before."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BRASS,
    CHROME,
    DARK_WOOD,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def altar(piece: Piece, finish: Finish) -> None:
    """Make an altar."""
    stone = colour("#a8a094")
    piece.box((-2.0, 2.0), (0, 0.18), (-1.1, 1.1), dim(stone, 0.8))
    piece.box((-1.6, 1.6), (0.18, 0.36), (-0.8, 1.0), dim(stone, 0.9))
    piece.box((-0.95, 0.95), (0.36, 1.25), (-0.35, 0.4), stone).panel("front", 0.08, 0.1, 0.92, 0.85, dim(stone, 0.85))
    cloth = piece.box((-1.0, 1.0), (1.25, 1.33), (-0.42, 0.46), mix(finish.accent, WHITE, 0.3))
    cloth.panel("front", 0, 0, 1, 0.2, BRASS)
    piece.box((-0.3, 0.3), (0.75, 1.25), (-0.43, -0.36), mix(finish.accent, WHITE, 0.1)).panel(
        "front", 0.42, 0.2, 0.58, 0.9, BRASS
    ).panel("front", 0.2, 0.6, 0.8, 0.72, BRASS)
    for x in (-0.75, -0.5, 0.5, 0.75):
        piece.column(x, 0, 0.025, (1.33, 1.6), BRASS, sides=5)
        piece.column(x, 0, 0.022, (1.6, 1.8), WHITE, sides=5)
        piece.turned(x, 0, ((0.018, 1.8), (0.035, 1.85), (0.003, 1.95)), colour("#ffd080"), colour("#ffc860"), 5)
    piece.rests((-2.0, 2.0), (-1.1, 1.1))


def statue(piece: Piece, finish: Finish) -> None:
    """Seat a golden figure on a lotus, legs crossed."""
    gold = colour("#c8962c")
    piece.box((-1.3, 1.3), (0, 0.6), (-0.9, 0.9), colour("#5a1c18")).panel(
        "front", 0.03, 0.1, 0.97, 0.9, colour("#7a2820")
    )
    piece.turned(0, 0, ((0.9, 0.6), (1.05, 0.75), (0.85, 0.9)), dim(gold, 0.7), sides=16)
    piece.turned(0, 0, ((0.75, 0.9), (0.8, 1.05), (0.55, 1.25)), gold, sides=14)
    piece.turned(0, 0.05, ((0.45, 1.2), (0.42, 1.5), (0.52, 1.95), (0.42, 2.1), (0.14, 2.2)), gold, sides=14)
    piece.turned(
        0,
        0,
        ((0.1, 2.18), (0.24, 2.3), (0.27, 2.48), (0.2, 2.68), (0.1, 2.75), (0.09, 2.85), (0.02, 2.9)),
        dim(gold, 1.1),
        sides=12,
    )
    for side in (-1, 1):
        piece.turned(
            side * 0.5, -0.05, ((0.1, 1.25), (0.15, 1.6), (0.16, 1.95), (0.05, 2.05)), dim(gold, 0.95), sides=8
        )
    piece.turned(0, -0.55, ((0.12, 1.12), (0.2, 1.2), (0.1, 1.28)), dim(gold, 1.1), sides=8)

    def halo(sprite: Sprite) -> None:
        sprite.disc(0, 2.4, 0.75, 0.75, dim(gold, 0.6), dim(colour("#ffb040"), 0.25))
        sprite.disc(0, 2.4, 0.62, 0.62, colour("#7a2820"), dim(colour("#ff9030"), 0.1))

    piece.stand(halo, (-0.8, 1.5, 0.8, 3.3), z=0.75)
    piece.rests((-1.3, 1.3), (-0.9, 0.9))


def incense(piece: Piece, finish: Finish) -> None:
    """Make an incense."""
    piece.turned(0, 0, ((0.15, 0), (0.3, 0.25), (0.38, 0.6), (0.32, 0.75), (0.36, 0.8)), BRASS)
    for index in range(5):
        x = -0.16 + 0.08 * index
        piece.bar((x, 0.78, 0), (x * 1.3, 1.15, 0), 0.015, colour("#8a2c20"))
        piece.box((x * 1.3 - 0.012, x * 1.3 + 0.012), (1.15, 1.18), (-0.01, 0.01), BLACK, colour("#ff6020"))
    piece.rests((-0.35, 0.35), (-0.35, 0.35))


def cross(piece: Piece, finish: Finish) -> None:
    """Make a cross."""
    wood = colour("#4a3020")
    piece.box((-0.12, 0.12), (2.0, 5.0), (-0.1, 0.0), wood)
    piece.box((-0.95, 0.95), (3.8, 4.05), (-0.11, -0.01), dim(wood, 1.1))


def organ(piece: Piece, finish: Finish) -> None:
    """Make an organ."""
    piece.box((-1.8, 1.8), (0, 1.4), (-0.3, 0.3), DARK_WOOD).grid("front", 6, 1, WOOD)
    for index in range(15):
        x = -1.6 + 0.23 * index
        high = 3.0 + 1.6 * abs(math.cos(index / 14 * math.pi))
        piece.column(x, 0, 0.09, (1.4, high), dim(CHROME, 0.9), sides=7)
    piece.rests((-1.8, 1.8), (-0.3, 0.3))


SACRED: dict[str, Maker] = {"altar": altar, "statue": statue, "incense": incense, "cross": cross, "organ": organ}
