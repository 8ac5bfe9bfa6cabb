"""Rock walls, ice, falls, craters, and what was hewn of stone long ago."""

import math
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import STONE, Finish, Maker
from generation.sketch.props.sets.pieces import Piece


def rock_wall(piece: Piece, finish: Finish) -> None:
    """Raise a wall of rock in steps, each layer of another tone."""
    rock = finish.daylit(mix(colour("#a05c34"), finish.accent, 0.5))
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
    rock = finish.daylit(mix(STONE, finish.accent, 0.3))
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
    rock = finish.daylit(mix(colour("#5a5c58"), finish.accent, 0.2))
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
    piece.turned(0, -3.2, ((5.6, 0.0), (5.5, 0.02)), finish.daylit(pool), sides=22)
    for ring in range(5):
        piece.turned(
            0,
            -1.0 - 0.5 * ring,
            ((1.6 + 0.5 * ring, 0.021 + 0.001 * ring), (1.5 + 0.5 * ring, 0.022 + 0.001 * ring)),
            finish.daylit(mix(pool, WHITE, 0.5 - 0.09 * ring)),
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
    stone = finish.daylit(mix(colour("#a09478"), finish.accent, 0.2))
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
            body.panel("front", left, 0.5 * finish.luck(), left + 0.06, 1.0, finish.daylit(colour("#4c6c34")))
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
    stone = finish.daylit(mix(colour("#8c8678"), finish.accent, 0.2))
    body = piece.box((-0.7, 0.7), (0, 1.9), (-0.6, 0.6), stone)
    for left in (0.16, 0.6):
        body.panel("front", left, 0.56, left + 0.24, 0.68, dim(stone, 0.35))
    body.panel("front", 0.4, 0.34, 0.6, 0.6, dim(stone, 1.2)).panel("front", 0.24, 0.14, 0.76, 0.26, dim(stone, 0.4))
    body.panel("front", 0.0, 0.78, 1.0, 0.86, dim(stone, 0.6)).panel(
        "front", 0.72, 0.0, 1.0, 0.5, finish.daylit(colour("#44643a"))
    )
    piece.box((-0.85, 0.85), (1.55, 2.15), (-0.7, 0.7), dim(stone, 0.9))
    piece.rests((-0.8, 0.8), (-0.7, 0.7))


def rock_pool(piece: Piece, finish: Finish) -> None:
    """Fill a round basin of boulders with warm water."""
    water = colour("#5aa4ac")
    piece.turned(0, 0, ((2.9, 0.10), (2.9, 0.16), (0.01, 0.17)), water, dim(colour("#70c8cc"), 0.16), 18)
    for index in range(15):
        angle = math.tau * (index + 0.5 * finish.luck()) / 15
        high = (0.30 if math.sin(angle) < 0 else 0.65) + 0.3 * finish.luck()  # lower where the eye looks in
        wide = 0.5 + 0.25 * finish.luck()
        rings = ((wide, 0), (wide * 1.05, high * 0.5), (wide * 0.5, high), (0.05, high * 1.05))
        tone = 0.55 + 0.4 * finish.luck()
        piece.turned(3.0 * math.cos(angle), 3.0 * math.sin(angle), rings, dim(finish.daylit(STONE), tone), sides=7)


ROCKS: dict[str, Maker] = {
    "rock_pool": rock_pool,
    "rock_wall": rock_wall,
    "crag": crag,
    "waterfall": waterfall,
    "ice_block": ice_block,
    "crevasse": crevasse,
    "crater": crater,
    "step_pyramid": step_pyramid,
    "stone_head": stone_head,
}
