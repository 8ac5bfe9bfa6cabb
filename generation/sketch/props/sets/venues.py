"""What diners, halls and playrooms are furnished with."""

import math

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    DARK_STEEL,
    GLASS,
    LEATHER,
    LINEN,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def diner_booth(piece: Piece, finish: Finish) -> None:
    """Set a table between two padded benches."""
    seat = finish.accent
    for way in (-1, 1):
        low, high = sorted((way * 0.62, way * 1.1))
        piece.box((-0.6, 0.6), (0, 0.45), (low, high), dim(seat, 0.7))
        low, high = sorted((way * 1.0, way * 1.14))
        back = piece.box((-0.6, 0.6), (0.45, 1.2), (low, high), seat)
        for fold in range(5):
            for side in ("front", "back"):
                back.panel(side, 0.02 + 0.2 * fold, 0.06, 0.17 + 0.2 * fold, 0.94, dim(seat, 1.15))
    piece.column(0, 0, 0.06, (0, 0.72), CHROME, sides=6)
    piece.box((-0.55, 0.55), (0.72, 0.77), (-0.4, 0.4), WHITE_PAINT).panel("front", 0, 0, 1, 1, CHROME)
    piece.turned(0.3, 0.1, ((0.04, 0.77), (0.05, 0.95), (0.02, 1.0)), colour("#b8281c"), sides=7)
    piece.turned(-0.2, -0.15, ((0.07, 0.77), (0.08, 0.88)), WHITE_PAINT, sides=8)
    piece.rests((-0.6, 0.6), (-1.1, 1.1))


def diner_counter(piece: Piece, finish: Finish) -> None:
    """Run three metres of a chrome counter with a glass case of cakes and rings of dough on it, stools before it."""
    front = piece.box((-1.5, 1.5), (0, 1.0), (-0.3, 0.4), finish.accent)
    for strip in range(4):
        front.panel("front", 0, 0.12 + 0.2 * strip, 1, 0.2 + 0.2 * strip, CHROME)
    piece.box((-1.55, 1.55), (1.0, 1.06), (-0.42, 0.45), WHITE_PAINT)
    case = piece.box((-0.9, 0.9), (1.06, 1.6), (-0.2, 0.3), mix(GLASS, WHITE, 0.25), dim(finish.glow(), 0.12))
    for row in range(2):
        for index in range(7):
            left = 0.06 + 0.13 * index
            dough = finish.one_of("#d89048", "#e87898", "#6a3c24", "#e8d8b8")
            case.panel("front", left, 0.08 + 0.48 * row, left + 0.1, 0.34 + 0.48 * row, dough, dim(finish.glow(), 0.06))
            case.panel("front", left + 0.04, 0.18 + 0.48 * row, left + 0.06, 0.24 + 0.48 * row, BLACK_PAINT)
    for x in (-1.1, 0.0, 1.1):
        piece.turned(x, -0.85, ((0.2, 0), (0.04, 0.05), (0.04, 0.7), (0.2, 0.72), (0.2, 0.8)), CHROME, sides=10)
        piece.turned(x, -0.85, ((0.2, 0.8), (0.17, 0.88)), finish.accent, sides=10)
    piece.rests((-1.5, 1.5), (-0.9, 0.4))


def jukebox(piece: Piece, finish: Finish) -> None:
    """Stand a jukebox with an arch of light."""
    piece.box((-0.45, 0.45), (0, 1.1), (-0.3, 0.3), dim(WOOD, 0.7))
    tint = finish.tint()
    for step in range(8):
        a, b = math.pi * step / 8, math.pi * (step + 1) / 8
        ring = [
            (0.45 * math.cos(a), 1.05 + 0.5 * math.sin(a), -0.31),
            (0.45 * math.cos(b), 1.05 + 0.5 * math.sin(b), -0.31),
            (0.33 * math.cos(b), 1.05 + 0.38 * math.sin(b), -0.31),
            (0.33 * math.cos(a), 1.05 + 0.38 * math.sin(a), -0.31),
        ]
        piece.slanted(ring, tint, dim(tint, 0.8) if finish.lights else BLACK)
    piece.box((-0.32, 0.32), (0.2, 1.05), (-0.33, -0.3), colour("#d8b45c"), dim(finish.glow(), 0.25))
    piece.rests((-0.45, 0.45), (-0.3, 0.3))


def sauna_bench(piece: Piece, finish: Finish) -> None:
    """Build two steps of slatted benches."""
    for low, start in ((0.45, -0.5), (0.95, 0.1)):
        for slat in range(5):
            z = start + 0.12 * slat
            piece.box((-1.5, 1.5), (low, low + 0.06), (z, z + 0.09), dim(colour("#c8965c"), 0.9 + 0.05 * (slat % 2)))
        piece.box((-1.45, 1.45), (0, low), (start + 0.1, start + 0.14), dim(colour("#a87844"), 0.6))
    piece.rests((-1.5, 1.5), (-0.5, 0.7))


def hot_stones(piece: Piece, finish: Finish) -> None:
    """Heap glowing stones on a stove behind a rail of wood."""
    piece.box((-0.4, 0.4), (0, 0.8), (-0.35, 0.35), DARK_STEEL).panel(
        "front", 0.2, 0.2, 0.8, 0.5, BLACK, colour("#ff6a20")
    )
    for _ in range(12):
        x, z = 0.6 * (finish.luck() - 0.5), 0.5 * (finish.luck() - 0.5)
        stone = colour("#6a6460")
        piece.turned(
            x, z, ((0.1, 0.78), (0.12, 0.86), (0.05, 0.95)), stone, dim(colour("#ff5a20"), 0.25 * finish.luck()), 6
        )
    piece.rests((-0.45, 0.45), (-0.4, 0.4))


def bowling_lane(piece: Piece, finish: Finish) -> None:
    """Lay a lane of polished boards to its pins."""
    piece.box((-0.6, 0.6), (0, 0.03), (0.0, 14.0), colour("#c8964c")).grid("top", 9, 1, colour("#d8a85c"), share=0.9)
    for x in (-0.78, 0.6):
        piece.box((x, x + 0.18), (0, 0.02), (0.0, 14.0), BLACK_PAINT)
    back = piece.box(
        (-0.85, 0.85), (0.5, 1.6), (14.0, 14.2), finish.tint(), dim(finish.tint(), 0.35) if finish.lights else BLACK
    )
    back.panel("front", 0.1, 0.2, 0.9, 0.8, BLACK_PAINT, dim(finish.neon[0], 0.3))
    for row in range(4):
        for pin in range(row + 1):
            x, z = (pin - row / 2) * 0.26, 12.6 + 0.24 * row
            rings = ((0.04, 0.03), (0.09, 0.16), (0.04, 0.34), (0.06, 0.42), (0.01, 0.47))
            piece.turned(x, z, rings, WHITE_PAINT, dim(WHITE, 0.08), 7)


def ball_rack(piece: Piece, finish: Finish) -> None:
    """Stand a rack of bowling balls."""
    piece.box((-0.8, 0.8), (0.5, 0.6), (-0.3, 0.3), DARK_STEEL)
    for x in (-0.7, 0.65):
        piece.box((x, x + 0.06), (0, 0.5), (-0.2, 0.2), DARK_STEEL)
    for index in range(6):
        paint = finish.one_of("#c02c3c", "#2c4ac0", "#1c1c22", "#3c9a4a", "#d87828", "#7a3ca0")
        x, z = -0.65 + 0.26 * index, 0.1 * (index % 2)
        piece.turned(x, z, ((0.05, 0.6), (0.12, 0.66), (0.13, 0.72), (0.1, 0.8), (0.03, 0.85)), paint, sides=10)
    piece.rests((-0.8, 0.8), (-0.3, 0.3))


def ring_ropes(piece: Piece, finish: Finish) -> None:
    """Build a boxing ring: a raised floor, posts padded in two colours, three ropes about it."""
    piece.box((-2.7, 2.7), (0, 0.9), (-2.7, 2.7), mix(BLACK_PAINT, finish.accent, 0.3)).panel(
        "front", 0, 0.2, 1, 0.75, finish.accent
    ).panel("top", 0.03, 0.03, 0.97, 0.97, colour("#b8c0c8"))
    for x in (-2.5, 2.5):
        for z in (-2.5, 2.5):
            paint = colour("#c02c34") if x * z < 0 else colour("#2c4ac0")
            piece.box((x - 0.09, x + 0.09), (0.9, 2.3), (z - 0.09, z + 0.09), paint)
    for index, y in enumerate((1.3, 1.7, 2.1)):
        paint = (colour("#c02c34"), WHITE_PAINT, colour("#2c4ac0"))[index]
        for z in (-2.5, 2.5):
            piece.bar((-2.5, y, z), (2.5, y, z), 0.05, paint)
        for x in (-2.5, 2.5):
            piece.bar((x, y, -2.5), (x, y, 2.5), 0.05, paint)
    piece.rests((-2.7, 2.7), (-2.7, 2.7))


def piano(piece: Piece, finish: Finish) -> None:
    """Stand a grand piano, its lid up."""
    black = colour("#16161a")
    piece.box((-0.8, 0.8), (0.7, 1.0), (-0.8, 1.0), black).panel("top", 0.04, 0.0, 0.96, 0.16, WHITE_PAINT)
    piece.slanted([(-0.8, 1.02, -0.2), (-0.8, 1.02, 1.0), (0.3, 1.9, 1.0), (0.3, 1.9, -0.2)], dim(black, 1.6))
    for x, z in ((-0.7, -0.6), (0.7, -0.6), (0.0, 0.85)):
        piece.column(x, z, 0.06, (0, 0.7), black, sides=6)
    piece.box((-0.4, 0.4), (0.4, 0.5), (-1.5, -1.15), LEATHER)
    piece.rests((-0.8, 0.8), (-1.4, 1.0))


def cot(piece: Piece, finish: Finish) -> None:
    """Stand a child's bed of bars with a mobile over it."""
    for z in (-0.4, 0.4):
        piece.box((-0.65, 0.65), (0.95, 1.0), (z - 0.02, z + 0.02), WHITE_PAINT)
        for bar in range(9):
            x = -0.62 + 0.155 * bar
            piece.box((x - 0.012, x + 0.012), (0.25, 0.95), (z - 0.012, z + 0.012), WHITE_PAINT)
    for x in (-0.65, 0.62):
        piece.box((x, x + 0.04), (0, 1.05), (-0.42, 0.42), WHITE_PAINT)
    piece.box((-0.6, 0.6), (0.3, 0.5), (-0.36, 0.36), mix(LINEN, finish.accent, 0.4))
    for index in range(5):
        angle = index * math.tau / 5
        x, z = 0.25 * math.cos(angle), 0.25 * math.sin(angle)
        toy = finish.one_of("#e05070", "#50a0e0", "#e0b040", "#60b070")
        piece.bar((0, 1.75, 0), (x, 1.6, z), 0.015, DARK_STEEL)
        piece.turned(x, z, ((0.02, 1.45), (0.06, 1.52), (0.02, 1.6)), toy, sides=6)
    piece.rests((-0.65, 0.65), (-0.42, 0.42))


def toy_box(piece: Piece, finish: Finish) -> None:
    """Spill blocks, a ball and a bear from a box."""
    piece.box((-0.4, 0.4), (0, 0.4), (0.0, 0.4), finish.one_of("#d8343c", "#2c7ac0", "#e0a428"))
    for _ in range(7):
        x, z = 1.2 * (finish.luck() - 0.5), -0.2 - 0.5 * finish.luck()
        piece.box(
            (x - 0.07, x + 0.07),
            (0, 0.14),
            (z - 0.07, z + 0.07),
            finish.one_of("#d8343c", "#2c7ac0", "#e0a428", "#3c9a5c"),
        )
    fur = colour("#a8744a")
    piece.turned(0.5, -0.1, ((0.1, 0), (0.14, 0.12), (0.08, 0.25), (0.1, 0.32), (0.04, 0.42)), fur, sides=8)
    piece.turned(
        -0.55, -0.2, ((0.04, 0), (0.13, 0.07), (0.14, 0.14), (0.04, 0.26)), finish.one_of("#e05070", "#50a0e0"), sides=9
    )
    piece.rests((-0.5, 0.5), (-0.3, 0.4))


def desk_lamp_table(piece: Piece, finish: Finish) -> None:
    """Stand a little steel table with bottles of ink and a lamp on an arm."""
    piece.box((-0.4, 0.4), (0.72, 0.77), (-0.25, 0.25), STEEL)
    for x in (-0.36, 0.33):
        piece.box((x, x + 0.03), (0, 0.72), (-0.22, 0.22), DARK_STEEL)
    for index in range(6):
        ink = finish.one_of("#c02c3c", "#2c4ac0", "#1c1c22", "#3c9a4a", "#d8a828")
        piece.turned(-0.3 + 0.11 * index, 0.1, ((0.035, 0.77), (0.035, 0.87), (0.015, 0.91)), ink, sides=6)
    piece.bar((0.3, 0.77, 0), (0.45, 1.35, -0.1), 0.03, BLACK_PAINT)
    piece.bar((0.45, 1.35, -0.1), (0.05, 1.5, -0.25), 0.03, BLACK_PAINT)
    bright = dim(WHITE, 0.95) if finish.lights else BLACK
    piece.turned(0.02, -0.27, ((0.12, 1.4), (0.05, 1.5)), BLACK_PAINT, sides=9)
    piece.turned(0.02, -0.27, ((0.1, 1.385), (0.1, 1.395)), WHITE, bright, 9)
    piece.rests((-0.4, 0.4), (-0.25, 0.25))


VENUES: dict[str, Maker] = {
    "diner_booth": diner_booth,
    "diner_counter": diner_counter,
    "jukebox": jukebox,
    "sauna_bench": sauna_bench,
    "hot_stones": hot_stones,
    "bowling_lane": bowling_lane,
    "ball_rack": ball_rack,
    "ring_ropes": ring_ropes,
    "piano": piano,
    "cot": cot,
    "toy_box": toy_box,
    "desk_lamp_table": desk_lamp_table,
}
