"""Crops, grass, jungle, rock walls, ice, falls, craters: what the wild and the fields are made of."""

import math
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import DARK_WOOD, STONE, WOOD, Finish, Maker
from generation.sketch.props.sets.pieces import Piece

HALF_STRIP = 15.0  # metres: half of how wide a strip of a crop is


def _daylit(finish: Finish, tint: Colour) -> Colour:
    """Return a plant's colour at this hour: what grows far from any lamp is dark by night."""
    return dim(tint, 0.42) if finish.night else tint


def _strip(piece: Piece, finish: Finish, high: float, tints: tuple[str, ...], ears: str = "") -> None:
    """Grow a strip of stalks across what is seen of the field there, from a seed of the piece's own."""
    seed = int(finish.luck() * 2**31)
    paints = [_daylit(finish, colour(code)) for code in tints]
    ear = _daylit(finish, colour(ears)) if ears else BLACK
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
    green = _daylit(finish, colour("#5c6c34"))
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
    green = _daylit(finish, mix(finish.one_of("#5c7038", "#7a8044", "#4c6434"), finish.accent, 0.2))
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
        piece.bar((x, y, 0), (to_x, to_y, 0), 0.3 - 0.02 * y, _daylit(finish, colour("#7a6248")))
    leaf = _daylit(finish, colour("#3c7034"))
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
    bark, leaf = _daylit(finish, colour("#4c3c2c")), _daylit(finish, finish.one_of("#2c5c34", "#3c6c2c", "#24503c"))
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
    leaf = _daylit(finish, finish.one_of("#2c6a34", "#3c7a34", "#2c5a44"))
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


def rock_wall(piece: Piece, finish: Finish) -> None:
    """Raise a wall of rock in steps, each layer of another tone."""
    rock = _daylit(finish, mix(colour("#a05c34"), finish.accent, 0.5))
    luck = [finish.luck() for _ in range(16)]
    layers = ((0.0, 4.2), (3.0, 3.7), (5.5, 3.5), (9.0, 3.0), (12.0, 2.5), (14.5, 2.2))
    for index, ((low, out), (top, to_out)) in enumerate(pairwise(layers)):
        wide, next_wide = out * (0.8 + 0.4 * luck[index]), to_out * (0.8 + 0.4 * luck[index])
        piece.turned(
            1.2 * (luck[index + 6] - 0.5),
            0.8 * (luck[15 - index] - 0.5),
            ((wide, low), (next_wide * 1.05, top)),
            dim(rock, (1.12, 0.82, 1.0, 0.76, 0.95)[index]),
            sides=9,
        )
    piece.rests((-4.0, 4.0), (-3.5, 3.5))


def crag(piece: Piece, finish: Finish) -> None:
    """Raise a crag of bare rock, its faces split."""
    rock = _daylit(finish, mix(STONE, finish.accent, 0.3))
    for index in range(5):
        angle, out = index * 2.1, 0.9 * finish.luck()
        high, wide = 1.2 + 2.4 * finish.luck(), 0.7 + 0.5 * finish.luck()
        rings = ((wide, 0), (wide * 0.9, high * 0.4), (wide * 0.5, high * 0.85), (wide * 0.12, high))
        piece.turned(
            out * math.cos(angle), out * math.sin(angle), rings, dim(rock, 0.65 + 0.4 * finish.luck()), sides=6
        )
    piece.rests((-1.4, 1.4), (-1.2, 1.2))


def waterfall(piece: Piece, finish: Finish) -> None:
    """Let water fall over a wall of rock into a white pool."""
    rock = _daylit(finish, mix(colour("#5a5c58"), finish.accent, 0.2))
    seed = int(finish.luck() * 2**31)
    for side in (-1, 1):
        for index in range(5):
            x, high = side * (2.6 + 2.0 * index), 11.0 - 0.7 * index + 2.0 * finish.luck()
            for low, top, wide in ((0.0, 0.36, 2.3), (0.36, 0.7, 2.0), (0.7, 1.0, 1.7)):
                width = wide * (0.8 + 0.4 * finish.luck())
                piece.turned(
                    x + 0.6 * (finish.luck() - 0.5),
                    1.6 + 0.5 * finish.luck(),
                    ((width, high * low), (width * 0.92, high * top)),
                    dim(rock, 0.6 + 0.5 * finish.luck()),
                    sides=7,
                )
    piece.box((-2.4, 2.4), (0, 11.0), (1.6, 3.0), dim(rock, 0.5))

    def draw(sprite: Sprite) -> None:
        rng = np.random.default_rng(seed)
        water = colour("#c8dce4") if not finish.night else colour("#7c94ac")
        sprite.polygon([(-1.5, 11.0), (1.4, 11.0), (1.9, 0.0), (-2.0, 0.0)], dim(water, 0.62))
        for across, wide, tone, start in rng.random((90, 4)).tolist():
            x, top = (across - 0.5) * 2.7, 11.0 - 6.0 * start * start
            foot = x * 1.35
            paint = dim(water, 0.7 + 0.45 * tone)
            sprite.polygon(
                [(x, top), (x + 0.05 + 0.1 * wide, top), (foot + 0.1 + 0.14 * wide, 0), (foot - 0.05, 0)], paint
            )
        for across, up, size, tone in rng.random((60, 4)).tolist():
            radius = 0.25 + 0.4 * size
            sprite.disc((across - 0.5) * 5.0, 0.1 + 0.9 * up * up, radius, 0.6 * radius, dim(water, 0.8 + 0.25 * tone))

    piece.stand(draw, (-3.0, -0.1, 3.0, 11.2), z=1.2)
    pool = mix(colour("#2c5a64"), finish.accent, 0.1)
    piece.turned(0, -3.2, ((5.6, 0.0), (5.5, 0.02)), _daylit(finish, pool), sides=22)
    for ring in range(5):
        piece.turned(
            0,
            -1.0 - 0.5 * ring,
            ((1.6 + 0.5 * ring, 0.021 + 0.001 * ring), (1.5 + 0.5 * ring, 0.022 + 0.001 * ring)),
            _daylit(finish, mix(pool, WHITE, 0.5 - 0.09 * ring)),
            sides=18,
        )


def ice_block(piece: Piece, finish: Finish) -> None:
    """Raise a broken block of blue ice."""
    ice = mix(colour("#a8d4e8"), WHITE, 0.3 * finish.luck())
    ice = dim(ice, 0.6) if finish.night else ice
    for index in range(4):
        x, high, wide = 1.6 * (finish.luck() - 0.5), 0.8 + 2.6 * finish.luck(), 0.5 + 0.6 * finish.luck()
        lean = 0.4 * (finish.luck() - 0.5)
        rings = ((wide, 0), (wide * 0.95, high * 0.55), (wide * 0.6, high * 0.9), (wide * 0.3, high))
        piece.turned(x + lean, 0.6 * (index - 1.5) * finish.luck(), rings, dim(ice, 0.7 + 0.4 * finish.luck()), sides=5)
    piece.rests((-1.2, 1.2), (-0.9, 0.9))


def crevasse(piece: Piece, finish: Finish) -> None:
    """Open a crack in the ice, blue within."""
    rim, deep = colour("#88c0dc"), colour("#123c5c")
    edge = [(-6.0 + 1.2 * step, 0.5 * math.sin(step * 1.7) + 0.4 * (finish.luck() - 0.5)) for step in range(11)]
    for (x, z), (to_x, to_z) in pairwise(edge):
        for wide, tint in ((0.75, rim), (0.45, deep)):
            piece.slanted(
                [(x, 0.012, z - wide), (to_x, 0.012, to_z - wide), (to_x, 0.012, to_z + wide), (x, 0.012, z + wide)],
                dim(tint, 0.5 if finish.night else 1.0),
            )


def crater(piece: Piece, finish: Finish) -> None:
    """Sink a crater: a raised rim of broken earth about a hollow that still glows."""
    earth = mix(colour("#4c4038"), finish.accent, 0.3)
    piece.turned(0, 0, ((6.4, 0.0), (5.4, 0.012)), dim(earth, 0.6), sides=26)
    for radius, tone in ((4.6, 0.42), (3.6, 0.28), (2.4, 0.18)):
        piece.turned(
            0, 0, ((radius, 0.014 + 0.004 / radius), (radius - 0.2, 0.016 + 0.004 / radius)), dim(earth, tone), sides=24
        )
    ember = colour("#ff6a20")
    piece.turned(0, 0, ((1.5, 0.03), (1.3, 0.032)), dim(ember, 0.5), dim(ember, 0.5), 16)
    for index in range(26):
        angle = math.tau * index / 26
        reach, high = 5.4 + 0.8 * finish.luck(), 0.35 + 0.9 * finish.luck()
        rings = ((0.9, 0), (0.6, high * 0.6), (0.1, high))
        piece.turned(
            reach * math.cos(angle), reach * math.sin(angle), rings, dim(earth, 0.7 + 0.5 * finish.luck()), sides=6
        )
    for _ in range(7):
        angle, out = math.tau * finish.luck(), 0.8 + 2.2 * finish.luck()
        piece.turned(
            out * math.cos(angle),
            out * math.sin(angle),
            ((0.04, 0.04), (0.1, 0.1), (0.02, 0.2)),
            ember,
            dim(ember, 0.9),
            5,
        )


def step_pyramid(piece: Piece, finish: Finish) -> None:
    """Build a pyramid in steps, with a stair up its front and a temple on its top, weeds in its joints."""
    stone = _daylit(finish, mix(colour("#a09478"), finish.accent, 0.2))
    steps, half, rise = 8, 10.0, 1.45
    for step in range(steps):
        reach = half - step * 1.05
        body = piece.box(
            (-reach, reach),
            (step * rise, (step + 1) * rise),
            (step * 1.05, 20.0 - step * 1.05),
            dim(stone, 0.95 + 0.04 * (step % 2)),
        )
        body.panel("front", 0, 0.86, 1, 1, dim(stone, 1.25)).panel("front", 0, 0, 1, 0.1, dim(stone, 0.6))
        for column in range(14):
            if finish.luck() < 0.4:
                left = column / 14
                body.panel("front", left, 0.12, left + 0.06, 0.84, dim(stone, 0.7 + 0.5 * finish.luck()))
        if finish.luck() < 0.8:
            left = 0.05 + 0.8 * finish.luck()
            body.panel("front", left, 0.5 * finish.luck(), left + 0.06, 1.0, _daylit(finish, colour("#4c6c34")))
    for stair in range(steps * 4):
        y, z = stair * rise / 4, stair * 1.05 / 4
        piece.box((-1.5, 1.5), (y, y + rise / 4), (z - 0.9, z + 0.3), dim(stone, 1.15 if stair % 2 else 0.95))
    for x in (-1.75, 1.5):
        piece.slanted(
            [(x, 0.2, -1.0), (x + 0.25, 0.2, -1.0), (x + 0.25, steps * rise + 0.2, 7.4), (x, steps * rise + 0.2, 7.4)],
            dim(stone, 1.2),
        )
    top = steps * rise
    shrine = piece.box((-1.5, 1.5), (top, top + 2.2), (8.6, 11.4), stone)
    fire = dim(colour("#ffb050"), 0.5) if finish.night else BLACK
    shrine.panel("front", 0.36, 0, 0.64, 0.75, colour("#14100c"), fire).panel("front", 0, 0.86, 1, 1, dim(stone, 1.3))
    piece.box((-1.1, 1.1), (top + 2.2, top + 3.4), (9.0, 11.0), dim(stone, 0.9))
    piece.rests((-10.0, 10.0), (-1.0, 20.0))


def stone_head(piece: Piece, finish: Finish) -> None:
    """Set up a great head of stone, overgrown."""
    stone = _daylit(finish, mix(colour("#8c8678"), finish.accent, 0.2))
    body = piece.box((-0.7, 0.7), (0, 1.9), (-0.6, 0.6), stone)
    for left in (0.16, 0.6):
        body.panel("front", left, 0.56, left + 0.24, 0.68, dim(stone, 0.35))
    body.panel("front", 0.4, 0.34, 0.6, 0.6, dim(stone, 1.2)).panel("front", 0.24, 0.14, 0.76, 0.26, dim(stone, 0.4))
    body.panel("front", 0.0, 0.78, 1.0, 0.86, dim(stone, 0.6)).panel(
        "front", 0.72, 0.0, 1.0, 0.5, _daylit(finish, colour("#44643a"))
    )
    piece.box((-0.85, 0.85), (1.55, 2.15), (-0.7, 0.7), dim(stone, 0.9))
    piece.rests((-0.8, 0.8), (-0.7, 0.7))


def dead_tree(piece: Piece, finish: Finish) -> None:
    """Stand a drowned tree with moss hanging from its boughs."""
    bark, moss = _daylit(finish, colour("#4a443c")), _daylit(finish, colour("#5c6c48"))
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
        paint = dim(_daylit(finish, mix(WOOD, finish.accent, 0.5)), 0.85 + 0.3 * finish.luck())
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
    "rock_wall": rock_wall,
    "crag": crag,
    "waterfall": waterfall,
    "ice_block": ice_block,
    "crevasse": crevasse,
    "crater": crater,
    "step_pyramid": step_pyramid,
    "stone_head": stone_head,
    "dead_tree": dead_tree,
    "driftwood": driftwood,
    "gangplank": gangplank,
}
