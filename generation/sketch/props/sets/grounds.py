"""Trees, dunes, graves, waves: what the ground bears."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    DARK_STEEL,
    LEAF,
    STONE,
    WHITE_PAINT,
    Finish,
    Maker,
)  # fmt: skip
from generation.sketch.props.sets.pieces import Piece

SAND = colour("#b88a54")
SWELL = {"day": "#3c6878", "dawn": "#485a70", "dusk": "#343f58"}  # the colour of waves by the hour


def tree(piece: Piece, finish: Finish) -> None:
    """Grow a broad tree: a trunk, and a crown of several balls of leaves."""
    leaf = mix(finish.one_of("#3c6a34", "#4a7a2c", "#2c5a3c"), finish.accent, 0.15)
    size = 0.85 + 0.4 * finish.luck()
    piece.turned(0, 0, ((0.3 * size, 0), (0.2 * size, 0.7), (0.16 * size, 2.6 * size)), colour("#4a3424"), sides=7)
    for index in range(6):
        a, out = index * 2.4, 0.9 * size * (0.3 + 0.7 * finish.luck())
        x, z, y = out * math.cos(a), out * math.sin(a), (2.6 + 1.6 * finish.luck()) * size
        r = (0.8 + 0.5 * finish.luck()) * size
        ball = (
            (0.3 * r, y - 0.8 * r),
            (0.9 * r, y - 0.35 * r),
            (r, y + 0.1 * r),
            (0.7 * r, y + 0.65 * r),
            (0.1 * r, y + 0.9 * r),
        )
        piece.turned(x, z, ball, dim(leaf, 0.75 + 0.5 * finish.luck()), sides=8)
    piece.rests((-1.2 * size, 1.2 * size), (-1.0 * size, 1.0 * size))


def bare_tree(piece: Piece, finish: Finish) -> None:
    """Make a bare tree."""
    bark = colour("#2a2420")
    piece.turned(0, 0, ((0.3, 0), (0.18, 1.0), (0.12, 2.6)), bark, sides=6)
    for _ in range(9):
        a, low = finish.luck() * math.tau, 1.2 + 1.4 * finish.luck()
        mid = (0.7 * math.cos(a), low + 0.9, 0.7 * math.sin(a))
        piece.bar((0, low, 0), mid, 0.1, bark)
        piece.bar(mid, (mid[0] * 1.9, mid[1] + 0.9 * finish.luck(), mid[2] * 1.7), 0.05, bark)
        piece.bar(mid, (mid[0] * 1.3, mid[1] + 1.1, mid[2] * 0.6), 0.04, bark)
    piece.rests((-0.4, 0.4), (-0.4, 0.4))


def bush(piece: Piece, finish: Finish) -> None:
    """Make a bush."""
    leaf = mix(finish.one_of("#3c6a34", "#4a7a2c", "#2c5a3c"), finish.accent, 0.1)
    for index in range(3):
        r = 0.35 + 0.3 * finish.luck()
        x = 0.45 * (index - 1)
        piece.turned(
            x,
            0.15 * (index % 2),
            ((0.6 * r, 0), (r, 0.5 * r), (0.8 * r, 1.1 * r), (0.1 * r, 1.5 * r)),
            dim(leaf, 0.8 + 0.4 * finish.luck()),
            sides=7,
        )
        if finish.luck() < 0.4:
            bloom = finish.one_of("#e04878", "#f0c030", "#f0f0f0")
            piece.turned(x, -r * 0.8, ((0.02, r), (0.08, r + 0.06), (0.02, r + 0.12)), bloom, sides=5)


def dune(piece: Piece, finish: Finish) -> None:
    """Heap up sand with a sharp crest."""
    sand = mix(SAND, finish.accent, 0.2)
    wide, high = 5.0 + 5.0 * finish.luck(), 0.8 + 1.5 * finish.luck()
    crest = [(-wide + 2 * wide * step / 6, high * math.sin(math.pi * step / 6) ** 1.3) for step in range(7)]
    for (x, y), (to_x, to_y) in pairwise(crest):
        piece.slanted(
            [(x, 0.0, -2.2 - 0.2 * y), (x, y, 0), (to_x, to_y, 0), (to_x, 0.0, -2.2 - 0.2 * to_y)], dim(sand, 1.1)
        )
        piece.slanted([(x, 0.0, 3.5), (x, y, 0.05), (to_x, to_y, 0.05), (to_x, 0.0, 3.5)], dim(sand, 0.7))


def cactus(piece: Piece, finish: Finish) -> None:
    """Make a cactus."""
    green, high = colour("#4a6a3c"), 1.6 + 1.2 * finish.luck()
    piece.turned(0, 0, ((0.2, 0), (0.24, high * 0.6), (0.2, high), (0.03, high + 0.2)), green, sides=8)
    for side, level in ((-1, 0.5), (1, 0.65)):
        y = high * level
        piece.box(
            (min(side * 0.2, side * 0.6), max(side * 0.2, side * 0.6)), (y, y + 0.2), (-0.1, 0.1), dim(green, 0.9)
        )
        piece.turned(side * 0.6, 0, ((0.12, y), (0.13, y + 0.7), (0.02, y + 0.85)), green, sides=7)
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def mesa(piece: Piece, finish: Finish) -> None:
    """Raise a table mountain far off."""
    rock = mix(colour("#9a5a3a"), finish.accent, 0.15)
    wide, high = 9.0 + 8.0 * finish.luck(), 7.0 + 8.0 * finish.luck()
    outline = (
        (wide, 0),
        (wide * 0.72, high * 0.4),
        (wide * 0.62, high * 0.5),
        (wide * 0.6, high),
        (wide * 0.5, high * 1.02),
    )
    piece.turned(0, 0, outline, rock, sides=9)


def stone_arch(piece: Piece, finish: Finish) -> None:
    """Make a stone arch."""
    rock = mix(colour("#9a5a3a"), finish.accent, 0.6)
    for side in (-2.2, 2.2):
        piece.turned(side, 0, ((1.2, 0), (0.9, 2.0), (0.7, 4.0)), rock, sides=7)
    for step in range(6):
        a = math.pi * step / 6
        b = math.pi * (step + 1) / 6
        low = [(-2.2 * math.cos(t), 3.8 + 1.6 * math.sin(t)) for t in (a, b)]
        high = [(-2.9 * math.cos(t), 4.0 + 2.4 * math.sin(t)) for t in (a, b)]
        piece.slanted(
            [
                (low[0][0], low[0][1], -0.5),
                (high[0][0], high[0][1], -0.5),
                (high[1][0], high[1][1], -0.5),
                (low[1][0], low[1][1], -0.5),
            ],
            rock,
        )
    piece.rests((-2.8, 2.8), (-1.0, 1.0))


def wave(piece: Piece, finish: Finish) -> None:
    """Raise a low wave, darker than the sky in the water, in strips that lighten to a thin broken crest."""
    stormy = finish.weather in {"rain", "snow"}
    water = mix(colour(SWELL.get(finish.hour, "#16323e")), colour("#525e68"), 0.5 if stormy else 0.0)
    wide, high = 1.6 + 2.4 * finish.luck(), (0.10 + 0.14 * finish.luck()) * (2.6 if stormy else 1.0)
    for step in range(3):
        low, top = step / 3, (step + 1) / 3
        ends = [(wide * (1 - 0.55 * share), high * share * share, 0.5 * (share - 1)) for share in (low, top)]
        (first, y, z), (last, next_y, next_z) = ends
        ring = [(-first, y, z), (first, y, z), (last, next_y, next_z), (-last, next_y, next_z)]
        piece.slanted(ring, dim(water, 0.7 + 0.16 * step))
    crest = 0.42 * wide * (0.5 + 0.5 * finish.luck())
    piece.slanted(
        [(-crest, high, 0), (crest, high, 0), (0.6 * crest, 1.22 * high, 0.06), (-0.8 * crest, 1.16 * high, 0.06)],
        mix(water, WHITE, 0.3),
    )


def gravestone(piece: Piece, finish: Finish) -> None:
    """Make a gravestone."""
    stone = dim(mix(STONE, finish.accent, 0.2), 0.75 + 0.4 * finish.luck())
    if finish.luck() < 0.35:
        piece.box((-0.09, 0.09), (0, 1.3), (-0.08, 0.08), stone)
        piece.box((-0.38, 0.38), (0.8, 0.98), (-0.08, 0.08), stone)
    else:
        high = 0.6 + 0.4 * finish.luck()
        slab = piece.box((-0.35, 0.35), (0, high), (-0.09, 0.09), stone)
        piece.turned(0, 0, ((0.33, high - 0.02), (0.26, high + 0.14), (0.05, high + 0.22)), stone, sides=8)
        for line in range(3):
            slab.panel("front", 0.2, 0.4 + 0.15 * line, 0.8 - 0.15 * line, 0.45 + 0.15 * line, dim(stone, 0.55))
    piece.box((-0.4, 0.4), (0, 0.06), (-1.6, -0.2), mix(LEAF, colour("#4a3a28"), 0.6))
    piece.rests((-0.4, 0.4), (-0.2, 0.2))


def mausoleum(piece: Piece, finish: Finish) -> None:
    """Make a mausoleum."""
    stone = mix(STONE, finish.accent, 0.15)
    piece.box((-2.2, 2.2), (0, 0.3), (-2.0, 2.0), dim(stone, 0.9))
    body = piece.box((-1.8, 1.8), (0.3, 3.2), (-1.4, 1.8), stone)
    body.panel("front", 0.38, 0.0, 0.62, 0.7, BLACK_PAINT, dim(finish.neon[0], 0.08))
    for x in (-1.5, -0.75, 0.75, 1.5):
        piece.column(x, -1.7, 0.16, (0.3, 3.2), dim(stone, 1.1), sides=8)
    piece.box((-2.1, 2.1), (3.2, 3.5), (-2.0, 1.9), dim(stone, 1.05))
    piece.slanted([(-2.1, 3.5, -2.0), (2.1, 3.5, -2.0), (0.02, 4.6, -2.0), (-0.02, 4.6, -2.0)], stone)
    piece.rests((-2.2, 2.2), (-2.0, 2.0))


def path(piece: Piece, finish: Finish) -> None:
    """Lay two metres of a gravel path."""
    for row in range(4):
        z = -1.0 + 0.5 * row
        shift = 0.1 * (finish.luck() - 0.5)
        paint = dim(colour("#8a7e68"), 0.85 + 0.2 * finish.luck())
        piece.box((-1.3 + shift, 1.3 + shift), (0, 0.012), (z, z + 0.5), paint)


def fountain(piece: Piece, finish: Finish) -> None:
    """Make a fountain."""
    piece.turned(0, 0, ((2.2, 0), (2.3, 0.6)), STONE, sides=18)
    piece.turned(0, 0, ((2.0, 0.605), (0.3, 0.61)), colour("#3c7a8a"), dim(colour("#60c0d0"), 0.12), 18)
    piece.turned(0, 0, ((0.3, 0.6), (0.2, 1.4), (0.9, 1.7), (0.95, 1.8)), dim(STONE, 1.1), sides=12)
    for jet in range(8):
        a = math.tau * jet / 8
        out = [(r * math.cos(a), y, r * math.sin(a)) for r, y in ((0.1, 2.4), (0.7, 2.2), (1.2, 1.3), (1.5, 0.65))]
        for start, end in pairwise(out):
            piece.bar(start, end, 0.05, colour("#b8d8e0"), dim(colour("#c0e8f0"), 0.25))
    piece.rests((-2.2, 2.2), (-2.2, 2.2))


def lamp_post(piece: Piece, finish: Finish) -> None:
    """Make a lamp post."""
    piece.turned(0, 0, ((0.16, 0), (0.06, 0.4), (0.05, 3.4)), DARK_STEEL, sides=7)
    light = dim(mix(finish.lamp, WHITE, 0.4), 1.0 if finish.night else 0.12)
    piece.turned(0, 0, ((0.1, 3.4), (0.22, 3.55), (0.2, 3.85), (0.04, 4.05)), WHITE_PAINT, light, 8)


def sun_shade(piece: Piece, finish: Finish) -> None:
    """Plant a sunshade on a beach, with a towel."""
    piece.column(0, 0, 0.03, (0, 2.1), WHITE_PAINT, sides=5)
    paint = finish.one_of("#d83c3c", "#e0a020", "#2c7ab0")
    piece.turned(0, 0, ((1.2, 1.9), (0.7, 2.2), (0.03, 2.4)), paint, sides=10)
    piece.box((0.4, 1.1), (0, 0.02), (-0.9, 0.9), mix(paint, WHITE, 0.5))


GROUNDS: dict[str, Maker] = {
    "tree": tree,
    "bare_tree": bare_tree,
    "bush": bush,
    "dune": dune,
    "cactus": cactus,
    "mesa": mesa,
    "stone_arch": stone_arch,
    "wave": wave,
    "gravestone": gravestone,
    "mausoleum": mausoleum,
    "fountain": fountain,
    "path": path,
    "lamp_post": lamp_post,
    "sun_shade": sun_shade,
}
