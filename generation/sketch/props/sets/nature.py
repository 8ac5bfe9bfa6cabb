"""Plants, rocks and water."""

import math

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.stage import Point
from generation.sketch.props.sets.finish import (
    LEAF,
    RUST,
    STONE,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def plant(piece: Piece, finish: Finish) -> None:
    """Make a plant."""
    piece.turned(0, 0, ((0.17, 0), (0.22, 0.42), (0.2, 0.43)), mix(finish.accent, WHITE_PAINT, 0.6))
    _leaves(piece, finish, (0.0, 0.42, 0.0), 13, 0.9)
    piece.rests((-0.22, 0.22), (-0.22, 0.22))


def planter_bed(piece: Piece, finish: Finish) -> None:
    """Grow rows of plants in a raised bed."""
    piece.box((-0.9, 0.9), (0, 0.55), (-0.4, 0.4), dim(WOOD, 0.8)).panel(
        "top", 0.04, 0.06, 0.96, 0.94, colour("#2a1c12")
    )
    for row in range(3):
        for column in range(2):
            leaf = finish.one_of("#356a36", "#4a8a34", "#2c5a4a", "#6a8a2c")
            _leaves(piece, finish, (-0.6 + 0.6 * row, 0.52, -0.18 + 0.36 * column), 6, 0.6 + 0.35 * finish.luck(), leaf)
            if finish.luck() < 0.5:
                bloom = finish.one_of("#e04878", "#f0c030", "#b050e0", "#e86028")
                piece.turned(
                    -0.6 + 0.6 * row,
                    -0.18 + 0.36 * column,
                    ((0.02, 0.95), (0.07, 1.0), (0.02, 1.06)),
                    bloom,
                    dim(bloom, 0.15),
                    6,
                )
    piece.rests((-0.9, 0.9), (-0.4, 0.4))


def palm(piece: Piece, finish: Finish) -> None:
    """Make a palm."""
    piece.turned(0, 0, ((0.35, 0), (0.42, 0.5)), mix(STONE, finish.accent, 0.2))
    piece.turned(0, 0, ((0.1, 0.5), (0.07, 1.4), (0.09, 2.2)), colour("#6a5034"), sides=7)
    _leaves(piece, finish, (0, 2.1, 0), 16, 1.3)
    piece.rests((-0.4, 0.4), (-0.4, 0.4))


def hanging_plant(piece: Piece, finish: Finish) -> None:
    """Make a hanging plant."""
    piece.turned(0, 0, ((0.1, 0.0), (0.18, 0.2)), RUST)
    for index in range(9):
        a = index * 0.7
        ends = ((0.15, a, 0.2), (0.3, a, 0.1), (0.26, a + 0.2, -0.3 - 0.5 * finish.luck()), (0.2, a + 0.4, 0.1))
        ring = [(far * math.cos(turn), y, far * math.sin(turn)) for far, turn, y in ends]
        piece.slanted(ring, dim(LEAF, 0.8 + 0.5 * finish.luck()))


def boulder(piece: Piece, finish: Finish) -> None:
    """Make a boulder."""
    size, paint = 0.35 + 0.5 * finish.luck(), dim(mix(STONE, finish.accent, 0.4), 0.6 + 0.3 * finish.luck())
    piece.turned(
        0,
        0,
        ((size, 0), (size * 1.05, size * 0.35), (size * 0.7, size * 0.85), (size * 0.2, size * 1.05)),
        paint,
        sides=7,
    )
    piece.turned(
        size * 0.8,
        0.2,
        ((size * 0.5, 0), (size * 0.45, size * 0.3), (size * 0.1, size * 0.5)),
        dim(paint, 0.85),
        sides=6,
    )
    piece.rests((-size, size), (-size, size))


def stalagmite(piece: Piece, finish: Finish) -> None:
    """Make a stalagmite."""
    high, paint = 0.8 + 1.6 * finish.luck(), dim(mix(STONE, finish.accent, 0.4), 0.7)
    piece.turned(0, 0, ((0.4, 0), (0.25, high * 0.3), (0.12, high * 0.7), (0.01, high)), paint, sides=8)
    piece.rests((-0.4, 0.4), (-0.4, 0.4))


def stalactite(piece: Piece, finish: Finish) -> None:
    """Make a stalactite."""
    long, paint = 0.8 + 1.6 * finish.luck(), dim(mix(STONE, finish.accent, 0.4), 0.6)
    piece.turned(0, 0, ((0.01, -long), (0.12, -long * 0.6), (0.4, 0.3)), paint, sides=8)


def crystals(piece: Piece, finish: Finish) -> None:
    """Make crystals."""
    tint = finish.neon[0]
    for index in range(5):
        x, z = 0.5 * (finish.luck() - 0.5), 0.4 * (finish.luck() - 0.5)
        high = 0.5 + 0.9 * finish.luck()
        piece.turned(
            x,
            z,
            ((0.07, 0), (0.11, high * 0.7), (0.005, high)),
            mix(tint, WHITE, 0.3),
            dim(tint, 0.3 + 0.12 * index),
            5,
        )


def pool(piece: Piece, finish: Finish) -> None:
    """Lay still lit water in a rim."""
    water = colour("#2a8aa8")
    piece.box((-2.4, 2.4), (0, 0.14), (-4.0, 4.0), WHITE_PAINT)
    top = piece.box((-2.2, 2.2), (0.14, 0.15), (-3.8, 3.8), water, dim(colour("#40c0e0"), 0.25))
    for _ in range(26):
        left, low = 0.92 * finish.luck(), 0.96 * finish.luck()
        top.panel(
            "top",
            left,
            low,
            left + 0.05 + 0.05 * finish.luck(),
            low + 0.012,
            colour("#8ae0f0"),
            dim(colour("#a0f0ff"), 0.35),
        )
    for lane in (0.33, 0.66):
        for index in range(20):
            top.panel(
                "top", lane - 0.008, index / 20, lane + 0.008, (index + 0.6) / 20, finish.one_of("#d83030", "#f0f0f0")
            )


def cave_pool(piece: Piece, finish: Finish) -> None:
    """Let water stand in a hollow, lit from within."""
    tint = finish.neon[0]
    piece.turned(0, 0, ((1.7, 0.0), (1.6, 0.03)), colour("#2c3a40"), sides=14)
    piece.turned(0, 0, ((1.45, 0.031), (1.4, 0.034)), mix(colour("#1c4a5a"), tint, 0.3), dim(tint, 0.14), 14)
    piece.turned(0.2, 0.1, ((0.8, 0.035), (0.78, 0.036)), mix(colour("#1c4a5a"), tint, 0.4), dim(tint, 0.24), 12)


def _leaves(piece: Piece, finish: Finish, at: Point, count: int, size: float, leaf: Colour = LEAF) -> None:
    x, y, z = at
    for index in range(count):
        a, lean = index * 2.4, (0.2 + 0.5 * finish.luck()) * size
        high = (0.5 + 0.6 * finish.luck()) * size
        dx, dz = math.cos(a), math.sin(a)
        wide = 0.07 * size
        piece.slanted([(x, y, z), (x + dx * lean * 0.5 - dz * wide, y + high * 0.7, z + dz * lean * 0.5 + dx * wide),
                       (x + dx * lean, y + high, z + dz * lean),
                       (x + dx * lean * 0.5 + dz * wide, y + high * 0.7, z + dz * lean * 0.5 - dx * wide)],
                      dim(leaf, 0.7 + 0.7 * finish.luck()))  # fmt: skip


NATURE: dict[str, Maker] = {
    "plant": plant,
    "planter_bed": planter_bed,
    "palm": palm,
    "hanging_plant": hanging_plant,
    "boulder": boulder,
    "stalagmite": stalagmite,
    "stalactite": stalactite,
    "crystals": crystals,
    "pool": pool,
    "cave_pool": cave_pool,
}
