"""Columns, stairs, galleries, rafters: what holds a building up, and how one climbs it."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    CONCRETE,
    DARK_STEEL,
    DARK_WOOD,
    STEEL,
    STONE,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

FLAME, EMBER = colour("#ffd080"), colour("#ff9030")


def column(piece: Piece, finish: Finish) -> None:
    """Make a column."""
    stone = mix(STONE, finish.accent, 0.2)
    piece.box((-0.42, 0.42), (0, 0.3), (-0.42, 0.42), stone)
    piece.turned(0, 0, ((0.38, 0.3), (0.3, 0.5), (0.28, 4.2), (0.4, 4.5)), stone, sides=12)
    piece.box((-0.42, 0.42), (4.5, 4.75), (-0.42, 0.42), stone)
    piece.rests((-0.45, 0.45), (-0.45, 0.45))


def tall_column(piece: Piece, finish: Finish) -> None:
    """Make a tall column."""
    stone = mix(STONE, finish.accent, 0.15)
    piece.box((-0.5, 0.5), (0, 0.5), (-0.5, 0.5), stone)
    for index in range(4):
        a = math.pi / 4 + index * math.pi / 2
        piece.turned(0.24 * math.cos(a), 0.24 * math.sin(a), ((0.2, 0.5), (0.17, 0.7), (0.17, 7.0)), stone, sides=8)
    piece.box((-0.5, 0.5), (7.0, 7.4), (-0.5, 0.5), stone)
    piece.rests((-0.5, 0.5), (-0.5, 0.5))


def pillar(piece: Piece, finish: Finish) -> None:
    """Make a pillar."""
    box = piece.box((-0.3, 0.3), (0, 3.4), (-0.3, 0.3), mix(CONCRETE, finish.accent, 0.2))
    for side in ("front", "left", "right", "back"):
        box.panel(side, 0, 0.06, 1, 0.1, colour("#d0a020")).panel(side, 0, 0.1, 1, 0.14, BLACK_PAINT)
    piece.rests((-0.32, 0.32), (-0.32, 0.32))


def post(piece: Piece, finish: Finish) -> None:
    """Make a post."""
    piece.box((-0.11, 0.11), (0, 3.2), (-0.11, 0.11), dim(WOOD, 0.7))
    piece.rests((-0.15, 0.15), (-0.15, 0.15))


def staircase(piece: Piece, finish: Finish) -> None:
    """Climb away from the viewer, with rails."""
    stone = mix(STONE, finish.accent, 0.25)
    for step in range(16):
        low = step * 0.19
        box = piece.box((-1.7, 1.7), (0, low + 0.19), (step * 0.32, step * 0.32 + 0.34), dim(stone, 0.85))
        box.panel("front", 0, 1 - 0.05 / (low + 0.19), 1, 1, dim(stone, 1.2))
        for x in (-1.62, 1.62):
            if step % 2 == 0:
                piece.box(
                    (x - 0.03, x + 0.03), (low + 0.19, low + 1.15), (step * 0.32 + 0.1, step * 0.32 + 0.16), DARK_STEEL
                )
    for x in (-1.62, 1.62):
        piece.slanted([(x - 0.05, 1.3, 0.1), (x + 0.05, 1.3, 0.1), (x + 0.05, 4.2, 5.0), (x - 0.05, 4.2, 5.0)], BRASS)
    piece.rests((-1.7, 1.7), (0, 5))


def escalator(piece: Piece, finish: Finish) -> None:
    """Make an escalator."""
    for lane in (-0.75, 0.75):
        for step in range(14):
            low = step * 0.22
            piece.box(
                (lane - 0.5, lane + 0.5),
                (max(0.0, low - 0.5), low + 0.22),
                (step * 0.34, step * 0.34 + 0.36),
                dim(DARK_STEEL, 1.3),
            ).panel("front", 0, 0.85, 1, 1, colour("#d8b020"))
        for x in (lane - 0.6, lane + 0.6):
            piece.slanted(
                [(x, 0.2, 0.0), (x, 1.1, 0.0), (x, 4.2, 4.8), (x, 3.2, 4.8)],
                dim(CHROME, 0.7),
                dim(finish.neon[0], 0.12),
            )
            piece.slanted(
                [(x - 0.05, 1.12, 0.0), (x + 0.05, 1.12, 0.0), (x + 0.05, 4.22, 4.8), (x - 0.05, 4.22, 4.8)],
                BLACK_PAINT,
            )
    piece.rests((-1.4, 1.4), (0, 4.8))


def gallery(piece: Piece, finish: Finish) -> None:
    """Run a balcony along, with a rail on the side of the middle."""
    side = -1 if piece.spot.x > 0 else 1
    left, right = sorted((-side * 0.9, side * 0.55))
    piece.box((left, right), (0.0, 0.22), (-1.0, 1.0), mix(CONCRETE, finish.accent, 0.25))
    rail = side * 0.5
    piece.box((rail - 0.03, rail + 0.03), (1.1, 1.17), (-1.0, 1.0), CHROME)
    for z in (-0.95, -0.475, 0.0, 0.475):
        piece.box((rail - 0.02, rail + 0.02), (0.22, 1.1), (z, z + 0.04), STEEL)


def rafters(piece: Piece, finish: Finish) -> None:
    """Span beams under a gable, up to its ridge."""
    wood = dim(WOOD, 0.75)
    piece.box((-2.2, 2.2), (2.45, 2.6), (-0.07, 0.07), wood)
    piece.box((-0.07, 0.07), (2.6, 3.3), (-0.07, 0.07), wood)
    for side in (-1, 1):
        piece.slanted([(side * 3.5, 1.2, -0.06), (side * 3.5, 1.38, -0.06), (0, 3.3, -0.06), (0, 3.1, -0.06)], wood)


def arch_ring(piece: Piece, finish: Finish) -> None:
    """Brace a tunnel with a ring of ribs."""
    half, high = finish.room
    rise = high / (1 + math.sin(0.35))
    steel = mix(DARK_STEEL, finish.accent, 0.3)
    points = []
    for step in range(15):
        a = -0.35 + (math.pi + 0.7) * step / 14
        points.append((-half * 0.985 * math.cos(a), rise * (math.sin(a) + math.sin(0.35)) * 0.985))
    for (x, y), (to_x, to_y) in pairwise(points):
        piece.slanted(
            [(x, y, -0.12), (to_x, to_y, -0.12), (to_x * 0.93, to_y * 0.95, -0.12), (x * 0.93, y * 0.95, -0.12)], steel
        )


def ladder(piece: Piece, finish: Finish) -> None:
    """Make a ladder."""
    for x in (-0.24, 0.24):
        piece.box((x - 0.03, x + 0.03), (0, 3.6), (-0.12, -0.06), STEEL)
    for rung in range(11):
        piece.box((-0.24, 0.24), (0.25 + rung * 0.31, 0.29 + rung * 0.31), (-0.11, -0.07), dim(STEEL, 1.2))


def stage_front(piece: Piece, finish: Finish) -> None:
    """Build a theatre's stage: boards, a red curtain parted, a golden frame, footlights."""
    cloth, gold = colour("#8c1420"), colour("#b8882c")
    piece.box((-4.4, 4.4), (0, 0.95), (0.0, 3.4), DARK_WOOD).grid("front", 9, 1, dim(WOOD, 0.8))
    piece.box((-4.4, 4.4), (0.95, 1.0), (-0.1, 3.4), dim(WOOD, 1.1))
    piece.box((-4.2, 4.2), (1.0, 4.6), (3.1, 3.3), colour("#2c1c3a")).panel(
        "front", 0.3, 0.1, 0.7, 0.7, colour("#3a2c58"), dim(finish.neon[1], 0.18)
    )
    for side in (-1, 1):
        for fold in range(9):
            inner = 1.7 + fold * 0.3
            left, right = sorted((side * inner, side * (inner + 0.3)))
            piece.box((left, right), (1.0, 4.6), (0.35 + 0.06 * (fold % 2), 0.5), dim(cloth, 0.65 + 0.45 * (fold % 2)))
        left, right = sorted((side * 4.4, side * 4.9))
        piece.box((left, right), (0, 5.0), (-0.1, 0.3), gold).grid("front", 1, 7, dim(gold, 0.75))
    for fold in range(15):
        x = -4.4 + fold * 0.587
        piece.box(
            (x, x + 0.587),
            (4.2 - 0.25 * math.sin(math.pi * ((fold * 0.33) % 1)), 4.8),
            (0.1, 0.3),
            dim(cloth, 0.75 + 0.35 * (fold % 2)),
        )
    piece.box((-4.9, 4.9), (4.8, 5.3), (-0.1, 0.3), gold).grid("front", 14, 1, dim(gold, 0.75))
    for index in range(9):
        x = -3.6 + 0.9 * index
        piece.box((x - 0.12, x + 0.12), (1.0, 1.14), (-0.08, 0.06), BLACK_PAINT).panel("back", 0, 0, 1, 1, WHITE, FLAME)
    piece.rests((-4.5, 4.5), (-0.2, 3.4))


BUILDING: dict[str, Maker] = {
    "column": column,
    "tall_column": tall_column,
    "pillar": pillar,
    "post": post,
    "staircase": staircase,
    "escalator": escalator,
    "gallery": gallery,
    "rafters": rafters,
    "arch_ring": arch_ring,
    "ladder": ladder,
    "stage_front": stage_front,
}
