"""What time, fights, fire, water and feasts leave in a place: the layers of its states."""

import math
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import DARK_WOOD, GLASS, PAPER, STONE, WOOD, Finish, Maker
from generation.sketch.props.sets.pieces import Piece

FIRE = ("#ff4a0a", "#ff8a20", "#ffd468")
BAUBLES = ("#e8343c", "#ffd060", "#40c0ff", "#60e080", "#ff70c0")


def toppled_chair(piece: Piece, finish: Finish) -> None:
    """Throw a chair over, one of its legs broken off."""
    wood = mix(WOOD, finish.accent, 0.2)
    piece.slanted([(-0.25, 0.04, -0.25), (0.25, 0.04, -0.25), (0.25, 0.5, -0.05), (-0.25, 0.5, -0.05)], wood)
    piece.slanted([(-0.25, 0.03, -0.25), (0.25, 0.03, -0.25), (0.25, 0.06, -0.8), (-0.25, 0.06, -0.8)], dim(wood, 0.85))
    for x in (-0.22, 0.22):
        piece.bar((x, 0.06, -0.2), (x, 0.1, 0.3), 0.05, wood)
    piece.bar((0.2, 0.48, -0.05), (0.24, 0.55, 0.4), 0.05, wood)
    piece.bar((0.6, 0.03, 0.1), (0.95, 0.04, -0.15), 0.05, wood)
    piece.rests((-0.3, 0.3), (-0.6, 0.3))


def shards(piece: Piece, finish: Finish) -> None:
    """Strew broken glass about, and a puddle of what was in it."""
    spill = finish.one_of("#6a4a24", "#5a2020", "#4a5a5c")
    turns = [step * 0.7 for step in range(9)]
    rim = [(0.5 * math.cos(turn) * (0.6 + 0.5 * finish.luck()), 0.35 * math.sin(turn)) for turn in turns]
    for (x, z), (to_x, to_z) in pairwise([*rim, rim[0]]):
        piece.slanted([(0, 0.006, 0), (x, 0.006, z), (to_x, 0.006, to_z), (0.01, 0.006, 0.01)], dim(spill, 0.7))
    for _ in range(16):
        x, z, size = 1.3 * (finish.luck() - 0.5), 0.9 * (finish.luck() - 0.5), 0.03 + 0.06 * finish.luck()
        pane = mix(GLASS, colour("#a8c8c8"), 0.5 + 0.4 * finish.luck())
        high = 0.01 + 0.08 * finish.luck()
        piece.slanted(
            [(x, 0.008, z), (x + size, 0.008, z), (x + size * 0.6, high, z + size), (x, 0.01, z + size)], pane
        )


def strewn_papers(piece: Piece, finish: Finish) -> None:
    """Strew sheets of paper, tins and rags about."""
    for _ in range(9):
        x, z, turn = 1.6 * (finish.luck() - 0.5), 1.0 * (finish.luck() - 0.5), finish.luck() * math.tau
        dx, dz = 0.15 * math.cos(turn), 0.15 * math.sin(turn)
        lift = 0.012 + 0.05 * finish.luck()
        sheet = dim(PAPER, 0.6 + 0.4 * finish.luck())
        corners = [(x - dx, 0.012, z - dz), (x + dz, lift, z - dx), (x + dx, 0.012, z + dz), (x - dz, 0.012, z + dx)]
        piece.slanted(corners, sheet)
    for _ in range(3):
        x, z = 1.2 * (finish.luck() - 0.5), 0.8 * (finish.luck() - 0.5)
        piece.turned(x, z, ((0.05, 0), (0.05, 0.12)), finish.one_of("#8a3c34", "#5c6a70", "#7a7a74"), sides=7)


def plank_heap(piece: Piece, finish: Finish) -> None:
    """Let beams and planks that have fallen down lie over one another, plaster about them."""
    for _ in range(6):
        x, turn = 0.9 * (finish.luck() - 0.5), finish.luck() * math.pi
        dx, dz = 0.9 * math.cos(turn), 0.9 * math.sin(turn)
        start = (x - dx, 0.08 + 0.1 * finish.luck(), -dz)
        piece.bar(
            start, (x + dx, 0.1 + 0.6 * finish.luck(), dz), 0.12, dim(mix(WOOD, STONE, 0.4), 0.6 + 0.4 * finish.luck())
        )
    for _ in range(8):
        x, z, size = 1.8 * (finish.luck() - 0.5), 1.2 * (finish.luck() - 0.5), 0.08 + 0.14 * finish.luck()
        rings = ((size, 0), (size * 0.8, size * 0.7), (size * 0.2, size))
        piece.turned(x, z, rings, dim(STONE, 0.7 + 0.3 * finish.luck()), sides=5)
    piece.rests((-0.9, 0.9), (-0.7, 0.7))


def leaning_board(piece: Piece, finish: Finish) -> None:
    """Lean a board that was torn off against whatever is behind it, a dust sheet over its foot."""
    piece.slanted(
        [(-0.5, 0, -0.35), (0.5, 0, -0.3), (0.62, 1.5, 0.2), (-0.4, 1.6, 0.2)], dim(mix(WOOD, STONE, 0.5), 0.8)
    )
    for step in range(3):
        y = 0.3 + 0.4 * step
        piece.bar((-0.45, y, -0.28 + 0.14 * step), (0.55, y + 0.05, -0.26 + 0.14 * step), 0.05, DARK_WOOD)


def vines(piece: Piece, finish: Finish) -> None:
    """Let ivy climb up and hang down."""
    for _ in range(4):
        x, y, z = 1.6 * (finish.luck() - 0.5), 0.0, -0.12
        leaf = finish.one_of("#3c6a34", "#4a7a2c", "#2c5a3c", "#5a7a34")
        for _ in range(9):
            to_x, to_y = x + 0.4 * (finish.luck() - 0.5), y + 0.29
            for side in (-1, 1):
                size = 0.14 + 0.12 * finish.luck()
                ring = [
                    (x, y, z - 0.02),
                    (x + side * size, y + 0.04, z - 0.05),
                    (x + side * size * 1.4, y + size, z - 0.04),
                    (x, y + size, z - 0.02),
                ]
                piece.slanted(ring, dim(leaf, 0.75 + 0.5 * finish.luck()))
            x, y = to_x, to_y


def flames(piece: Piece, finish: Finish) -> None:
    """Let fire stand as high as a man."""
    seed = int(finish.luck() * 2**31)
    size = 0.8 + 0.7 * finish.luck()

    def draw(sprite: Sprite) -> None:
        rng = np.random.default_rng(seed)
        luck = rng.random((42, 4)).tolist()
        for layer, code in enumerate(FIRE):
            light = dim(colour(code), 0.95)
            for across, reach, lean, turn in luck[layer::3]:
                x = 1.5 * (across - 0.5) * (1 - 0.25 * layer) * size
                long = size * (0.7 + 1.5 * reach) * (1 - 0.9 * abs(across - 0.5)) * (1 - 0.24 * layer)
                sway = 0.4 * long * (lean - 0.5)
                path = [
                    (x + sway * step**2 + 0.05 * math.sin(6 * turn + 5 * step), long * step)
                    for step in (0.0, 0.25, 0.5, 0.75, 1.0)
                ]
                half = size * 0.12 * (0.6 + 0.6 * turn) * (1 - 0.2 * layer)
                sprite.limb(path, [half * (1 - 0.24 * index) for index in range(5)], BLACK, light)

    piece.stand(draw, (-1.4 * size, 0.0, 1.4 * size, 2.8 * size))


def charred(piece: Piece, finish: Finish) -> None:
    """Leave charred beams with embers in them."""
    for _ in range(5):
        x, turn = 1.0 * (finish.luck() - 0.5), finish.luck() * math.pi
        dx, dz = 0.8 * math.cos(turn), 0.8 * math.sin(turn)
        piece.bar((x - dx, 0.06, -dz), (x + dx, 0.2 + 0.5 * finish.luck(), dz), 0.13, colour("#1c1614"))
    for _ in range(8):
        x, z = 1.2 * (finish.luck() - 0.5), 0.8 * (finish.luck() - 0.5)
        ember = colour("#ff6a20")
        piece.turned(x, z, ((0.04, 0.02), (0.07, 0.06), (0.02, 0.12)), ember, dim(ember, 0.9), 5)


def floating_junk(piece: Piece, finish: Finish) -> None:
    """Let a crate, a bottle and planks float half under water."""
    piece.slanted([(-0.4, 0.05, -0.3), (0.3, 0.12, -0.3), (0.35, 0.3, 0.3), (-0.35, 0.22, 0.3)], WOOD)
    piece.slanted([(-0.4, 0.0, -0.32), (0.3, 0.0, -0.32), (0.3, 0.12, -0.3), (-0.4, 0.05, -0.3)], dim(WOOD, 0.7))
    piece.bar((0.6, 0.03, -0.2), (1.3, 0.05, 0.2), 0.1, dim(WOOD, 0.8))
    piece.bar((-0.9, 0.03, 0.1), (-0.7, 0.1, 0.1), 0.08, finish.one_of("#2c6a4a", "#8a8c90"))
    for radius in (0.7, 1.0):
        ring = [
            (radius * math.cos(math.tau * step / 16), radius * 0.7 * math.sin(math.tau * step / 16))
            for step in range(17)
        ]
        for (x, z), (to_x, to_z) in pairwise(ring):
            piece.bar((x, 0.01, z), (to_x, 0.01, to_z), 0.015, colour("#7c98a0"))


def christmas_tree(piece: Piece, finish: Finish) -> None:
    """Stand a fir hung with lights and balls, parcels under it."""
    green = colour("#1c4a2c")
    piece.column(0, 0, 0.08, (0, 0.4), DARK_WOOD, sides=6)
    for low, wide in ((0.3, 0.85), (0.8, 0.68), (1.25, 0.5), (1.65, 0.32)):
        piece.turned(
            0, 0, ((wide, low), (wide * 0.5, low + 0.35), (0.04, low + 0.75)), dim(green, 0.9 + 0.2 * wide), sides=10
        )
    for index in range(26):
        level = 0.35 + 1.9 * index / 26
        reach, angle = 0.86 * (1 - (level - 0.3) / 2.2), index * 2.4
        tint = colour(BAUBLES[index % len(BAUBLES)])
        x, z = reach * math.cos(angle), reach * math.sin(angle)
        piece.turned(x, z, ((0.02, level), (0.05, level + 0.05), (0.02, level + 0.1)), tint, dim(tint, 0.95), 5)
    star = colour("#ffe080")
    piece.turned(0, 0, ((0.02, 2.35), (0.1, 2.45), (0.01, 2.65)), star, star, 5)
    for index in range(4):
        x, z = 0.9 * math.cos(index * 1.3 - 2.4), 0.7 * math.sin(index * 1.3 - 2.4)
        box = piece.box((x - 0.16, x + 0.16), (0, 0.22), (z - 0.14, z + 0.14), colour(BAUBLES[index]))
        for side in ("front", "left", "right", "top"):
            box.panel(side, 0.42, 0, 0.58, 1, WHITE)
    piece.rests((-0.8, 0.8), (-0.8, 0.8))


def garland(piece: Piece, finish: Finish) -> None:
    """Hang a garland of fir and coloured bulbs across."""
    spots = [(-2.2 + 0.275 * step, -0.45 * math.sin(math.pi * ((step % 8) / 8))) for step in range(17)]
    for index, ((x, y), (to_x, to_y)) in enumerate(pairwise(spots)):
        piece.bar((x, y, 0), (to_x, to_y, 0), 0.11, colour("#1c4a2c"))
        tint = colour(BAUBLES[index % len(BAUBLES)])
        piece.turned(x, -0.06, ((0.02, y - 0.1), (0.05, y - 0.04), (0.02, y + 0.02)), tint, dim(tint, 0.95), 5)


def cobweb(piece: Piece, finish: Finish) -> None:
    """Stretch cobwebs in a corner under the ceiling."""
    grey = colour("#8a8c8c")
    for index in range(6):
        angle = 0.2 + 0.25 * index
        piece.bar((0, 0, 0), (1.0 * math.cos(angle), -1.0 * math.sin(angle), -0.05), 0.008, grey)
    for reach in (0.3, 0.5, 0.75):
        ring = [(reach * math.cos(0.2 + 0.25 * index), -reach * math.sin(0.2 + 0.25 * index)) for index in range(6)]
        for (x, y), (to_x, to_y) in pairwise(ring):
            piece.bar((x, y, -0.03), (to_x, to_y, -0.03), 0.007, grey)


DEBRIS: dict[str, Maker] = {
    "toppled_chair": toppled_chair,
    "shards": shards,
    "strewn_papers": strewn_papers,
    "plank_heap": plank_heap,
    "leaning_board": leaning_board,
    "vines": vines,
    "flames": flames,
    "charred": charred,
    "floating_junk": floating_junk,
    "christmas_tree": christmas_tree,
    "garland": garland,
    "cobweb": cobweb,
}
