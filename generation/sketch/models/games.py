"""What is played on tables: chess, chips, cards."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, tube
from generation.sketch.models.parts import (
    LIFT,
    Paint,
    Thing,
    block,
    plate,
    ring,
    rounded,
    thing,
    turned_body,
)

_MEN = {
    "pawn": [
        (1.0, 0),
        (1.0, 0.12),
        (0.55, 0.25),
        (0.38, 0.9),
        (0.6, 1.0),
        (0.35, 1.1),
        (0.6, 1.35),
        (0.45, 1.7),
        (0.1, 1.8),
    ],
    "bishop": [
        (1.1, 0),
        (1.1, 0.15),
        (0.6, 0.3),
        (0.38, 1.5),
        (0.65, 1.6),
        (0.4, 1.75),
        (0.55, 2.1),
        (0.3, 2.6),
        (0.1, 2.8),
    ],
    "rook": [(1.1, 0), (1.1, 0.2), (0.7, 0.35), (0.58, 1.4), (0.85, 1.5), (0.85, 2.0), (0.6, 2.0), (0.55, 1.8)],
    "queen": [
        (1.2, 0),
        (1.2, 0.2),
        (0.65, 0.4),
        (0.4, 2.0),
        (0.75, 2.1),
        (0.5, 2.25),
        (0.85, 3.0),
        (0.5, 3.05),
        (0.1, 3.3),
    ],
    "king": [
        (1.2, 0),
        (1.2, 0.2),
        (0.65, 0.4),
        (0.45, 2.2),
        (0.8, 2.3),
        (0.55, 2.45),
        (0.8, 3.1),
        (0.3, 3.2),
        (0.12, 3.7),
    ],
}


def _man(kind: str, x: float, z: float, skin: Skin) -> Mesh:
    if kind == "knight":
        base = turned_body([(0.026, 0), (0.026, 0.005), (0.014, 0.01), (0.012, 0.02)], skin, 14)
        neck = tube(
            [(0, 0.015, 0), (-0.004, 0.04, 0), (0.004, 0.06, 0), (0.022, 0.052, 0)],
            [0.015, 0.013, 0.012, 0.007],
            skin,
            8,
        )
        return joined([base, neck, ball((-0.004, 0.068, 0), (0.004, 0.01, 0.006), skin, 4, 6)]).moved((x, 0.03, z))
    return turned_body([(0.024 * r, 0.024 * h) for r, h in _MEN[kind]], skin, 14).moved((x, 0.03, z))


def chess_board(paint: Paint) -> Thing:
    """Make a chess board with its men in play."""
    ivory, ebony = paint.body("#e0d4b4", 0.7), Skin(colour("#2c221c"), 0.8)
    wood = Skin(colour("#5a3820"), 0.5)
    parts: list[Mesh] = [plate(rounded(-0.5, -0.5, 0.5, 0.5, 0.01), 0.028, wood).turned(0.0, -math.pi / 2)]
    for row in range(8):
        for column in range(8):
            light = (row + column) % 2 == 1
            tint = colour("#d8c090") if light else colour("#6a4024")
            x, z = 0.11 * (column - 3.5), 0.11 * (row - 3.5)
            parts.append(block((x, 0.029, z), (0.108, 0.004, 0.108), Skin(tint, 0.6, lift=0.006)))
    back = ("rook", "knight", "bishop", "queen", "king", "bishop", "knight", "rook")
    moved = {(0, 6): (0, 4), (0, 2): (2, 2), (1, 4): (3, 4)}
    for who, skin in ((0, ivory), (1, ebony)):
        for rank in (0, 1):
            for column in range(8):
                row, col = (
                    moved.get((rank, column), (rank, column))
                    if who == 0
                    else moved.get((rank, 7 - column), (rank, column))
                )
                kind = back[column] if rank == 0 else "pawn"
                if (rank, column) == (1, 3) and who:
                    continue  # it has been taken
                spot = row if who else 7 - row
                parts.append(_man(kind, 0.11 * (col - 3.5), 0.11 * (spot - 3.5), skin))
    labels = (
        ("KING", (0.05, 0.1, -0.38)),
        ("e4", (0.05, 0.04, 0.05)),
        ("BOARD", (0.45, 0.03, 0.45)),
        ("KNIGHT", (-0.16, 0.08, 0.16)),
    )
    return thing(parts, labels, (-0.5, 0.6, 0.0))


def poker_chips(paint: Paint) -> Thing:
    """Make stacks of poker chips."""
    codes = ("#b8202c", "#1c1e24", "#2a6a48", "#2a4a9a", "#d8d4c8")
    parts: list[Mesh] = []
    for index, (x, z, count) in enumerate(
        ((-0.28, 0.05, 8), (0.0, -0.16, 11), (0.27, 0.0, 6), (0.02, 0.20, 4), (0.36, 0.3, 1))
    ):
        usual = Skin(colour(codes[index]), 0.5)
        skin = paint.body(codes[index], 0.5) if paint.asked else usual
        for level in range(count):
            y, shift = -0.28 + 0.036 * level, 0.006 * math.sin(level * 2.3 + index)
            parts.append(
                turned_body([(0.135, 0.0), (0.14, 0.004), (0.14, 0.028), (0.135, 0.032)], skin, 28).moved(
                    (x + shift, y, z - shift)
                )
            )
            parts += [
                block((0.14, 0.016, 0), (0.006, 0.026, 0.05), Skin(colour("#ece6d6"), 0.4, lift=0.01))
                .turned(a + level)
                .moved((x + shift, y, z - shift))
                for a in np.linspace(0, math.tau, 7)[:-1].tolist()
            ]
        top = -0.28 + 0.036 * count
        parts.append(ring((x, top, z), 0.09, 0.006, Skin(colour("#ece6d6"), 0.4), "y", 26, 5))
    labels = (
        ("1000", (0, 0.12, -0.16)),
        ("CLAY", (-0.28, 0, 0.19)),
        ("EDGE", (0.4, -0.2, 0)),
        ("RFID", (0.02, -0.12, 0.2)),
    )
    return thing(parts, labels, (-0.2, 0.45, 0.0))


def cards(paint: Paint) -> Thing:
    """Make a fan of playing cards, with their faces up."""
    parts: list[Mesh] = []
    for index in range(5):
        turn, red = 0.36 * (index - 2), index % 2 == 0
        ink = Skin(colour("#c01828") if red else colour("#141416"), 0.3)
        one = [
            plate(rounded(-0.16, -0.24, 0.16, 0.24, 0.02), 0.004, Skin(colour("#ece8dc"), 0.5, lift=LIFT * index)),
            plate(
                [(0, -0.12), (0.08, 0), (0, 0.12), (-0.08, 0)],
                0.003,
                Skin(ink.colour, 0.3, lift=LIFT * index + 0.02),
                0.006,
            ),
            plate(
                [(-0.12, 0.15), (-0.10, 0.18), (-0.12, 0.21), (-0.14, 0.18)],
                0.003,
                Skin(ink.colour, 0.3, lift=LIFT * index + 0.02),
                0.006,
            ),
            plate(
                [(0.12, -0.15), (0.10, -0.18), (0.12, -0.21), (0.14, -0.18)],
                0.003,
                Skin(ink.colour, 0.3, lift=LIFT * index + 0.02),
                0.006,
            ),
        ]
        parts += [part.moved((0, 0.30, 0.008 * index)).turned(0.0, 0.0, turn) for part in one]
    labels = (
        ("ACE", (-0.25, 0.2, 0)),
        ("MARKED", (0, 0.3, 0.02)),
        ("SUIT", (0.2, 0.25, 0.03)),
        ("PLASTIC", (0.3, 0.1, 0.03)),
    )
    return thing(parts, labels, (-0.3, -0.4, 0.0))


MAKERS = {
    "chess_board": chess_board,
    "poker_chips": poker_chips,
    "hand_of_cards": cards,
}
