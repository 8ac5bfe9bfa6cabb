"""Blocks of flats, motels, farms, churches, huts: what people live and work in, seen from outside."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.props.sets.backyards import CLOTHES
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_WOOD,
    GLASS,
    RUST,
    STEEL,
    STONE,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece, Sides

ROOFS = ("#7a3a2c", "#5a4a3c", "#6a3430", "#4a4a50")


def _windows(
    body: Sides, side: str, columns: int, floors: int, finish: Finish, frame: Colour, lit: float = 0.35
) -> None:
    for row in range(floors):
        for column in range(columns):
            left, low = (column + 0.25) / columns, (row + 0.3) / floors
            right, top = left + 0.5 / columns, low + 0.48 / floors
            rim = 0.05 / columns
            body.panel(side, left - rim, low - 0.05 / floors, right + rim, top + 0.05 / floors, frame)
            sky = mix(GLASS, colour("#8aa4b8"), 0.0 if finish.night else 0.45)
            body.panel(side, left, low, right, top, sky, finish.pane(lit))
            middle = (left + right) / 2
            body.panel(side, middle - 0.2 * rim, low, middle + 0.2 * rim, top, frame)


def tenement(piece: Piece, finish: Finish) -> None:
    """Build a block of flats of five floors, with sills, a door and downpipes."""
    wall = mix(finish.one_of("#8a7464", "#7c7068", "#9a8468", "#6e6a66", "#84625a"), finish.accent, 0.12)
    floors, high = 5, 15.5 + 2.0 * finish.luck()
    body = piece.box((-5.0, 5.0), (0, high), (-0.0, 5.0), wall)
    body.panel("front", 0, 0, 1, 0.02, dim(wall, 0.5))
    for row in range(1, floors):
        body.panel("front", 0, row / floors - 0.006, 1, row / floors, dim(wall, 0.72))
    _windows(body, "front", 5, floors, finish, dim(wall, 1.35))
    for side in ("left", "right"):
        _windows(body, side, 2, floors, finish, dim(wall, 1.3))
    body.panel("front", 0.44, 0, 0.56, 0.155, dim(finish.accent, 0.5)).panel("front", 0.46, 0, 0.54, 0.14, DARK_WOOD)
    for x in (-4.9, 4.85):
        piece.column(x, -0.08, 0.07, (0, high), dim(STEEL, 0.6), sides=5)
    piece.box((-5.2, 5.2), (high, high + 0.35), (-0.3, 5.2), dim(wall, 0.7))
    piece.rests((-5.0, 5.0), (0.0, 5.0))


def balcony_block(piece: Piece, finish: Finish) -> None:
    """Build a slab of concrete flats with a balcony to each, washing on some."""
    wall = mix(CONCRETE, finish.accent, 0.15)
    floors, high = 6, 17.5
    body = piece.box((-6.0, 6.0), (0, high), (0.0, 6.0), wall)
    for column in range(6):
        body.panel("front", column / 6 - 0.003, 0, column / 6 + 0.003, 1, dim(wall, 0.7))
    _windows(body, "front", 6, floors, finish, dim(wall, 0.8), 0.4)
    for row in range(1, floors):
        for column in range(0, 6, 2):
            x, y = -5.0 + 2.0 * column, row * high / floors
            rail = finish.one_of("#5a7a8a", "#a06a4a", "#7a8a5a", "#8a8a88")
            piece.box((x - 0.9, x + 0.9), (y, y + 0.12), (-1.0, 0.0), dim(wall, 0.85))
            piece.box((x - 0.9, x + 0.9), (y + 0.12, y + 1.0), (-1.0, -0.94), rail)
            if finish.luck() < 0.4:
                for index in range(3):
                    left = x - 0.7 + 0.5 * index
                    piece.box((left, left + 0.36), (y + 1.05, y + 1.8), (-0.72, -0.7), finish.one_of(*CLOTHES))
    piece.box((-6.2, 6.2), (high, high + 0.5), (-0.2, 6.2), dim(wall, 0.7))
    piece.rests((-6.0, 6.0), (0.0, 6.0))


def motel_wing(piece: Piece, finish: Finish) -> None:
    """Build two floors of a motel: doors and curtained windows under galleries."""
    wall = mix(finish.one_of("#c8a078", "#8ab0a8", "#c0888a"), finish.accent, 0.15)
    piece.box((-6.0, 6.0), (0, 6.0), (0.0, 4.0), wall)
    body = piece.box((-6.0, 6.0), (0, 6.0), (-0.02, 0.0), wall)
    for row in range(2):
        low = 0.5 * row
        for room in range(4):
            left = room / 4
            body.panel("front", left + 0.02, low, left + 0.085, low + 0.36, mix(finish.accent, DARK_WOOD, 0.3))
            body.panel("front", left + 0.105, low + 0.12, left + 0.215, low + 0.34, WHITE_PAINT)
            light = finish.pane(0.5)
            cloth = finish.one_of("#8a3c3c", "#5a6a4a", "#b08a4a")
            body.panel(
                "front", left + 0.11, low + 0.13, left + 0.21, low + 0.33, mix(GLASS, cloth, 0.3), dim(light, 0.8)
            )
            body.panel("front", left + 0.11, low + 0.13, left + 0.145, low + 0.33, cloth, dim(light, 0.3))
            x = -6.0 + 12 * (left + 0.0525)
            lamp = dim(mix(finish.lamp, WHITE, 0.2), 0.9) if finish.night and finish.lights else BLACK
            piece.turned(
                x, -0.12, ((0.05, 3 * row + 2.4), (0.1, 3 * row + 2.5), (0.05, 3 * row + 2.6)), WHITE_PAINT, lamp, 6
            )
    for y in (2.85, 5.9):
        piece.box((-6.1, 6.1), (y, y + 0.16), (-1.7, 0.0), dim(wall, 0.75))
    for height in (0.45, 0.95):
        piece.bar((-6.0, 3.0 + height, -1.6), (6.0, 3.0 + height, -1.6), 0.06, WHITE_PAINT)
    for step in range(9):
        x = -6.0 + 1.5 * step
        piece.box((x - 0.06, x + 0.06), (0, 5.9), (-1.66, -1.54), WHITE_PAINT)
    piece.rests((-6.0, 6.0), (-1.6, 4.0))


def barn(piece: Piece, finish: Finish) -> None:
    """Build a red barn with a hipped gable, white-edged doors and a hayloft."""
    red, roof = mix(colour("#8a2c20"), finish.accent, 0.12), colour("#54504c")
    body = piece.box((-4.0, 4.0), (0, 4.2), (0.0, 8.0), red)
    for plank in range(16):
        body.panel("front", plank / 16, 0, plank / 16 + 0.006, 1, dim(red, 0.7))
    body.panel("front", 0.28, 0, 0.72, 0.78, WHITE_PAINT).panel("front", 0.295, 0.02, 0.495, 0.76, dim(red, 0.85))
    body.panel("front", 0.505, 0.02, 0.705, 0.76, dim(red, 0.85))
    outline = ((-4.0, 4.2), (-2.9, 6.4), (0.0, 7.6), (2.9, 6.4), (4.0, 4.2))
    piece.slanted([(-4.0, 4.2, 0), (4.0, 4.2, 0), (2.9, 6.4, 0), (-2.9, 6.4, 0)], red)
    piece.slanted([(-2.9, 6.4, 0), (2.9, 6.4, 0), (0.02, 7.6, 0), (-0.02, 7.6, 0)], red)
    for (x, y), (to_x, to_y) in pairwise(outline):
        shade = dim(roof, 1.15 if x < 0 else 0.8)
        piece.slanted(
            [(x * 1.06, y, -0.4), (to_x * 1.06, to_y, -0.4), (to_x * 1.06, to_y, 8.3), (x * 1.06, y, 8.3)], shade
        )
    piece.box((-0.7, 0.7), (4.7, 6.1), (-0.06, 0.0), WHITE_PAINT).panel("front", 0.08, 0.06, 0.92, 0.94, BLACK_PAINT)
    piece.rests((-4.0, 4.0), (0.0, 8.0))


def silo(piece: Piece, finish: Finish) -> None:
    """Stand a silo with hoops and a domed roof."""
    steel = mix(STEEL, WHITE, 0.2)
    piece.turned(0, 0, ((1.7, 0), (1.7, 9.0)), steel, sides=16)
    for level in range(1, 9):
        piece.turned(0, 0, ((1.74, level), (1.74, level + 0.12)), dim(steel, 0.7), sides=16)
    piece.turned(0, 0, ((1.7, 9.0), (1.3, 10.1), (0.5, 10.7), (0.05, 10.8)), dim(RUST, 1.2), sides=14)
    piece.rests((-1.7, 1.7), (-1.7, 1.7))


def hay_bale(piece: Piece, finish: Finish) -> None:
    """Leave a round bale of hay."""
    hay = colour("#c0983c")
    for step in range(10):
        a, b = math.pi * step / 9 - 0.1, math.pi * (step + 1) / 9 - 0.1
        spots = [(0.75 * math.cos(t), 0.75 + 0.75 * math.sin(t)) for t in (a, b)]
        piece.slanted(
            [
                (-0.6, spots[0][1], spots[0][0]),
                (0.6, spots[0][1], spots[0][0]),
                (0.6, spots[1][1], spots[1][0]),
                (-0.6, spots[1][1], spots[1][0]),
            ],
            dim(hay, 0.75 + 0.04 * step),
        )
    piece.rests((-0.7, 0.7), (-0.8, 0.8))


def chapel(piece: Piece, finish: Finish) -> None:
    """Build a church from outside: a nave, a tower with a pointed roof, tall windows that are lit."""
    wall = mix(STONE, finish.accent, 0.15)
    roof = colour("#4c4644")
    nave = piece.box((-3.2, 3.2), (0, 6.0), (2.0, 13.0), wall)
    glass = dim(mix(finish.lamp, colour("#ffb860"), 0.5), 0.7) if finish.night and finish.lights else BLACK
    for index in range(4):
        for side in ("left", "right"):
            nave.panel(side, 0.1 + 0.22 * index, 0.25, 0.2 + 0.22 * index, 0.8, colour("#2a3a4a"), glass)
    for way in (-1, 1):
        piece.slanted(
            [(way * 3.5, 5.8, 1.8), (way * 3.5, 5.8, 13.2), (0, 9.4, 13.2), (0, 9.4, 1.8)],
            dim(roof, 1.15 if way < 0 else 0.8),
        )
    piece.slanted([(-3.2, 6.0, 2.0), (3.2, 6.0, 2.0), (0.02, 9.3, 2.0), (-0.02, 9.3, 2.0)], wall)
    tower = piece.box((-1.7, 1.7), (0, 12.0), (0.0, 3.4), dim(wall, 1.08))
    tower.panel("front", 0.28, 0, 0.72, 0.24, DARK_WOOD).panel("front", 0.22, 0.24, 0.78, 0.27, dim(wall, 0.6))
    for low in (0.36, 0.62):
        tower.panel("front", 0.36, low, 0.64, low + 0.18, colour("#222c38"), glass)
        for side in ("left", "right"):
            tower.panel(side, 0.38, low, 0.62, low + 0.18, colour("#222c38"), glass)
    for course in range(9):
        tower.panel("front", 0, course / 9, 1, course / 9 + 0.006, dim(wall, 0.75))
    for corners in (
        ((-1.9, -0.2), (1.9, -0.2)),
        ((1.9, -0.2), (1.9, 3.6)),
        ((1.9, 3.6), (-1.9, 3.6)),
        ((-1.9, 3.6), (-1.9, -0.2)),
    ):
        (x, z), (to_x, to_z) = corners
        piece.slanted(
            [(x, 12.0, z), (to_x, 12.0, to_z), (0.02, 18.0, 1.7), (-0.02, 18.0, 1.7)], dim(roof, 0.9 if z < 0 else 1.1)
        )
    piece.box((-0.06, 0.06), (18.0, 19.4), (1.64, 1.76), colour("#b89040"))
    piece.box((-0.45, 0.45), (18.8, 18.95), (1.64, 1.76), colour("#b89040"))
    piece.rests((-3.2, 3.2), (0.0, 13.0))


def town_house(piece: Piece, finish: Finish) -> None:
    """Build a narrow old house of four floors with shutters and a stepped or pointed gable."""
    wall = mix(finish.one_of("#c8a47c", "#b88a7a", "#9aa48c", "#c0b498", "#a8949c"), finish.accent, 0.1)
    high = 9.0 + 1.5 * finish.luck()
    body = piece.box((-2.6, 2.6), (0, high), (0.0, 4.0), wall)
    _windows(body, "front", 3, 4, finish, mix(wall, WHITE, 0.5), 0.45)
    body.panel("front", 0.0, 0.0, 1.0, 0.21, dim(wall, 0.62))
    shop = dim(mix(finish.lamp, WHITE, 0.2), 0.5) if finish.night and finish.lights else BLACK
    body.panel("front", 0.08, 0.02, 0.52, 0.19, mix(GLASS, wall, 0.15), shop).panel(
        "front", 0.64, 0.0, 0.84, 0.19, DARK_WOOD
    )
    roof = finish.one_of(*ROOFS)
    piece.slanted([(-2.6, high, 0), (2.6, high, 0), (0.1, high + 2.6, 0), (-0.1, high + 2.6, 0)], wall)
    for side in (-1, 1):
        piece.slanted(
            [
                (side * 2.8, high - 0.2, -0.3),
                (side * 2.8, high - 0.2, 4.2),
                (0, high + 2.8, 4.2),
                (0, high + 2.8, -0.3),
            ],
            dim(roof, 1.15 if side < 0 else 0.8),
        )
    piece.rests((-2.6, 2.6), (0.0, 4.0))


def hut(piece: Piece, finish: Finish) -> None:
    """Build a hut of boards and corrugated iron on stilts or stones."""
    wall = mix(WOOD, finish.accent, 0.3)
    body = piece.box((-1.8, 1.8), (0.5, 2.9), (0.0, 3.0), wall)
    for plank in range(9):
        body.panel("front", plank / 9, 0, plank / 9 + 0.02, 1, dim(wall, 0.6))
    body.panel("front", 0.3, 0, 0.52, 0.8, BLACK_PAINT, dim(finish.pane(0.8), 0.35))
    body.panel("front", 0.65, 0.4, 0.88, 0.75, GLASS, finish.pane(0.8))
    for x in (-1.6, 1.6):
        for z in (0.2, 2.8):
            piece.column(x, z, 0.1, (0, 0.5), DARK_WOOD, sides=6)
    piece.slanted([(-2.1, 2.8, -0.5), (2.1, 2.8, -0.5), (2.1, 3.7, 3.3), (-2.1, 3.7, 3.3)], dim(RUST, 0.9))
    piece.rests((-1.8, 1.8), (0.0, 3.0))


def hangar_shed(piece: Piece, finish: Finish) -> None:
    """Build a hangar with a round roof and a lit gate."""
    steel = mix(STEEL, finish.accent, 0.2)
    arc = [(9.0 * math.cos(math.pi * step / 14), 8.0 * math.sin(math.pi * step / 14)) for step in range(15)]
    for (x, y), (to_x, to_y) in pairwise(arc):
        piece.slanted([(x, y, 0), (to_x, to_y, 0), (to_x, to_y, 18), (x, y, 18)], dim(steel, 0.7 + 0.035 * abs(x)))
        piece.slanted([(x, y, 0), (to_x, to_y, 0), (to_x * 0.02, 0.0, 0), (x * 0.02, 0.0, 0)], dim(steel, 0.8))
    gate = dim(mix(finish.lamp, WHITE, 0.3), 0.4) if finish.night and finish.lights else BLACK
    piece.box((-5.0, 5.0), (0, 5.0), (-0.1, 0.0), BLACK_PAINT, gate).grid("front", 8, 1, dim(steel, 0.5), share=0.1)
    piece.rests((-9.0, 9.0), (0.0, 18.0))


DWELLINGS: dict[str, Maker] = {
    "tenement": tenement,
    "balcony_block": balcony_block,
    "motel_wing": motel_wing,
    "barn": barn,
    "silo": silo,
    "hay_bale": hay_bale,
    "chapel": chapel,
    "town_house": town_house,
    "hut": hut,
    "hangar_shed": hangar_shed,
}
