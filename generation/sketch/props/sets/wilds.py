"""Crops, grass, palms, jungle, driftwood: what grows in the wild and on fields."""

import math
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import DARK_WOOD, WOOD, Finish, Maker
from generation.sketch.props.sets.pieces import Piece

HALF_STRIP = 15.0  # metres: half of how wide a strip of a crop is


def _strip(piece: Piece, finish: Finish, high: float, tints: tuple[str, ...], ears: str = "") -> None:
    """Grow a strip of stalks across what is seen of the field there, from a seed of the piece's own."""
    seed = int(finish.luck() * 2**31)
    paints = [finish.daylit(colour(code)) for code in tints]
    ear = finish.daylit(colour(ears)) if ears else BLACK
    stage, (x, _, z) = piece.pieces.stage, piece.world(0.0, 0.0, 0.0)
    away = max(1.2, stage.before_eye((x, 0.0, z))[2])
    half = min(HALF_STRIP, 0.85 * away)
    middle_x, middle_z = stage.in_world(0.0, away)

    def draw(sprite: Sprite) -> None:
        rng = np.random.default_rng(seed)
        spots = rng.random((round(26 * half) + 60, 4)).tolist()
        steps = 20 + round(8 * half)
        top = [
            (-half + 2 * half * step / steps, high * (0.55 + 0.16 * float(rng.random()))) for step in range(steps + 1)
        ]
        sprite.polygon([(-half, 0), *top, (half, 0)], dim(paints[0], 0.55))
        for across, tall, lean, tone in spots:
            at, y = (across - 0.5) * 2 * half, high * (0.62 + 0.38 * tall)
            tip = at + (lean - 0.5) * 0.4 * high
            paint = dim(paints[int(tone * len(paints))], 0.7 + 0.5 * lean)
            sprite.polygon([(at - 0.022, y * 0.2), (tip - 0.006, y), (tip + 0.006, y), (at + 0.022, y * 0.2)], paint)
            if ears:
                grain = [
                    (tip - 0.022, y - 0.03),
                    (tip - 0.004, y + 0.13),
                    (tip + 0.01, y + 0.12),
                    (tip + 0.022, y - 0.02),
                ]
                sprite.polygon(grain, dim(ear, 0.8 + 0.45 * tone))

    start = piece.world(0.0, 0.0, 0.0)
    low, top = (middle_x - half, start[1], middle_z - 0.02), (middle_x + half, start[1] + high, middle_z + 0.02)
    bounds = (-half, 0.0, half, high * 1.25)
    piece.pieces.add(low, top, lambda: stage.stand(draw, middle_x, middle_z, bounds, rim=False))


def wheat(piece: Piece, finish: Finish) -> None:
    """Grow a strip of ripe wheat."""
    _strip(piece, finish, 0.95, ("#8a6828", "#a88038", "#987430"), "#b89248")


def maize(piece: Piece, finish: Finish) -> None:
    """Grow a strip of maize."""
    _strip(piece, finish, 1.9, ("#3c6a2c", "#5a8a34", "#4a7830"), "#c8a84a")


def meadow_grass(piece: Piece, finish: Finish) -> None:
    """Grow a strip of high grass with flowers."""
    _strip(piece, finish, 0.5, ("#3c5c2c", "#5c7c38", "#4c6c30"))


def reeds(piece: Piece, finish: Finish) -> None:
    """Grow a clump of reeds."""
    green = finish.daylit(colour("#5c6c34"))
    for _ in range(16):
        x, z, high = 0.9 * (finish.luck() - 0.5), 0.6 * (finish.luck() - 0.5), 0.9 + 0.9 * finish.luck()
        lean = 0.3 * (finish.luck() - 0.5)
        piece.slanted(
            [(x - 0.02, 0, z), (x + 0.02, 0, z), (x + lean + 0.01, high, z), (x + lean - 0.01, high, z)],
            dim(green, 0.7 + 0.6 * finish.luck()),
        )
        if finish.luck() < 0.3:
            piece.column(x + lean, z, 0.03, (high - 0.05, high + 0.2), DARK_WOOD, sides=5)


def grass_tuft(piece: Piece, finish: Finish) -> None:
    """Grow a tuft of grass."""
    green = finish.daylit(mix(finish.one_of("#5c7038", "#7a8044", "#4c6434"), finish.accent, 0.2))
    for index in range(9):
        angle, high = index * 0.7, 0.25 + 0.35 * finish.luck()
        x, z = 0.16 * math.cos(angle), 0.12 * math.sin(angle)
        tip_x, tip_z = x * 2.6, z * 2.2
        piece.slanted(
            [(x - 0.03, 0, z), (x + 0.03, 0, z), (tip_x, high, tip_z), (tip_x - 0.01, high, tip_z)],
            dim(green, 0.75 + 0.5 * finish.luck()),
        )


def tall_palm(piece: Piece, finish: Finish) -> None:
    """Grow a palm as high as a house, bent by the wind."""
    high, bend = 5.0 + 2.5 * finish.luck(), 1.4 * (finish.luck() - 0.5)
    spots = [(bend * (step / 6) ** 2, high * step / 6) for step in range(7)]
    for (x, y), (to_x, to_y) in pairwise(spots):
        piece.bar((x, y, 0), (to_x, to_y, 0), 0.3 - 0.02 * y, finish.daylit(colour("#7a6248")))
    leaf = finish.daylit(colour("#3c7034"))
    for index in range(11):
        angle = math.tau * index / 11 + finish.luck()
        dx, dz = math.cos(angle), math.sin(angle)
        ends = [(0.0, 0.0), (1.1, 0.5), (2.1, 0.0), (2.7, -0.9)]
        for (out, rise), (to_out, to_rise) in pairwise(ends):
            wide, to_wide = 0.34 * (1 - out / 3.4), 0.34 * (1 - to_out / 3.4)
            piece.slanted(
                [
                    (bend + dx * out - dz * wide, high + rise, dz * out + dx * wide),
                    (bend + dx * out + dz * wide, high + rise, dz * out - dx * wide),
                    (bend + dx * to_out + dz * to_wide, high + to_rise, dz * to_out - dx * to_wide),
                    (bend + dx * to_out - dz * to_wide, high + to_rise, dz * to_out + dx * to_wide),
                ],
                dim(leaf, 0.7 + 0.5 * finish.luck()),
            )
    piece.rests((-1.2, 1.2), (-1.0, 1.0))


def jungle_tree(piece: Piece, finish: Finish) -> None:
    """Grow a jungle tree: buttress roots, a high trunk, a wide crown, lianas."""
    bark, leaf = finish.daylit(colour("#4c3c2c")), finish.daylit(finish.one_of("#2c5c34", "#3c6c2c", "#24503c"))
    high = 7.0 + 3.0 * finish.luck()
    piece.turned(0, 0, ((0.9, 0), (0.45, 0.9), (0.34, high)), bark, sides=8)
    for index in range(5):
        angle = math.tau * index / 5
        piece.slanted(
            [
                (1.3 * math.cos(angle), 0, 1.3 * math.sin(angle)),
                (0.4 * math.cos(angle), 1.4, 0.4 * math.sin(angle)),
                (0.3 * math.cos(angle), 1.3, 0.3 * math.sin(angle)),
                (0.5 * math.cos(angle), 0, 0.5 * math.sin(angle)),
            ],
            dim(bark, 1.15),
        )
    for index in range(7):
        angle, out, size = index * 2.4, 1.7 * (0.2 + 0.8 * finish.luck()), 1.1 + 0.7 * finish.luck()
        x, z, y = out * math.cos(angle), out * math.sin(angle), high + 0.9 * (finish.luck() - 0.4)
        crown = (
            (0.4 * size, y - 0.5 * size),
            (1.1 * size, y - 0.2 * size),
            (0.9 * size, y + 0.3 * size),
            (0.1, y + 0.6 * size),
        )
        piece.turned(x, z, crown, dim(leaf, 0.7 + 0.5 * finish.luck()), sides=9)
    for _ in range(4):
        x, z = 2.4 * (finish.luck() - 0.5), 1.2 * (finish.luck() - 0.5)
        piece.bar((x, high - 0.4, z), (x + 0.3, high - 3.5 - 2 * finish.luck(), z), 0.05, dim(leaf, 0.6))
    piece.rests((-1.6, 1.6), (-1.4, 1.4))


def fern(piece: Piece, finish: Finish) -> None:
    """Grow a fern as high as a man."""
    leaf = finish.daylit(finish.one_of("#2c6a34", "#3c7a34", "#2c5a44"))
    size = 0.8 + 0.6 * finish.luck()
    for index in range(10):
        angle = math.tau * index / 10
        dx, dz = math.cos(angle), math.sin(angle)
        ends = [(0.05, 0.0), (0.4, 0.75), (0.9, 0.85), (1.2, 0.5)]
        for (out, rise), (to_out, to_rise) in pairwise(ends):
            wide, to_wide = 0.16 * (1.1 - out / 1.3), 0.16 * (1.1 - to_out / 1.3)
            piece.slanted(
                [
                    (size * (dx * out - dz * wide), size * rise, size * (dz * out + dx * wide)),
                    (size * (dx * out + dz * wide), size * rise, size * (dz * out - dx * wide)),
                    (size * (dx * to_out + dz * to_wide), size * to_rise, size * (dz * to_out - dx * to_wide)),
                    (size * (dx * to_out - dz * to_wide), size * to_rise, size * (dz * to_out + dx * to_wide)),
                ],
                dim(leaf, 0.7 + 0.5 * finish.luck()),
            )


def dead_tree(piece: Piece, finish: Finish) -> None:
    """Stand a drowned tree with moss hanging from its boughs."""
    bark, moss = finish.daylit(colour("#4a443c")), finish.daylit(colour("#5c6c48"))
    high = 4.0 + 2.5 * finish.luck()
    piece.turned(0, 0, ((0.7, 0), (0.32, 0.8), (0.2, high * 0.7), (0.06, high)), bark, sides=7)
    for index in range(7):
        angle, low = index * 2.2 + finish.luck(), high * (0.4 + 0.45 * finish.luck())
        tip = (1.5 * math.cos(angle), low + 0.8 + 0.6 * finish.luck(), 1.5 * math.sin(angle))
        piece.bar((0, low, 0), tip, 0.1, bark)
        for step in range(3):
            share = 0.5 + 0.22 * step
            x, y, z = tip[0] * share, low + (tip[1] - low) * share, tip[2] * share
            long = 0.4 + 0.8 * finish.luck()
            piece.slanted(
                [(x - 0.1, y, z), (x + 0.1, y, z), (x + 0.02, y - long, z), (x - 0.02, y - long, z)],
                dim(moss, 0.7 + 0.5 * finish.luck()),
            )
    piece.rests((-0.7, 0.7), (-0.7, 0.7))


def driftwood(piece: Piece, finish: Finish) -> None:
    """Leave a bleached trunk on the sand, with shells about."""
    wood = mix(WOOD, WHITE, 0.4)
    piece.bar((-1.3, 0.15, 0), (1.1, 0.25, 0.3), 0.28, wood)
    piece.bar((0.4, 0.2, 0.2), (0.9, 0.9, 0.0), 0.12, wood)
    piece.bar((-0.6, 0.2, 0), (-0.9, 0.65, -0.2), 0.09, wood)
    for _ in range(6):
        x, z = 2.4 * (finish.luck() - 0.5), -0.5 - 0.8 * finish.luck()
        piece.turned(x, z, ((0.06, 0), (0.05, 0.03), (0.01, 0.05)), finish.one_of("#e8dcc8", "#d8b8a0"), sides=6)
    piece.rests((-1.3, 1.2), (-0.2, 0.3))


def gangplank(piece: Piece, finish: Finish) -> None:
    """Lay two metres of a jetty of planks over the water."""
    for plank in range(8):
        z = -1.0 + 0.25 * plank
        paint = dim(finish.daylit(mix(WOOD, finish.accent, 0.5)), 0.85 + 0.3 * finish.luck())
        piece.box((-1.0, 1.0), (0.22, 0.28), (z, z + 0.22), paint)
    for x in (-0.9, 0.9):
        piece.column(x, 0.8, 0.08, (0, 0.5), DARK_WOOD, sides=6)


WILDS: dict[str, Maker] = {
    "wheat": wheat,
    "maize": maize,
    "meadow_grass": meadow_grass,
    "reeds": reeds,
    "grass_tuft": grass_tuft,
    "tall_palm": tall_palm,
    "jungle_tree": jungle_tree,
    "fern": fern,
    "dead_tree": dead_tree,
    "driftwood": driftwood,
    "gangplank": gangplank,
}
