"""What one sits and lies on: chairs, benches, pews, sofas, beds."""

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    LEATHER,
    LINEN,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def chair(piece: Piece, finish: Finish) -> None:
    """Make a chair."""
    paint = mix(WOOD, finish.accent, 0.2)
    _legs(piece, 0.22, 0.22, 0.44, dim(paint, 0.7))
    piece.box((-0.23, 0.23), (0.44, 0.49), (-0.23, 0.23), paint)
    piece.box((-0.22, 0.22), (0.62, 0.95), (0.19, 0.23), dim(paint, 0.9))
    for x in (-0.2, 0.2):
        piece.box((x - 0.025, x + 0.025), (0.49, 0.95), (0.19, 0.23), dim(paint, 0.7))


def office_chair(piece: Piece, finish: Finish) -> None:
    """Make an office chair."""
    paint = finish.one_of("#2a2e36", "#24303c", "#3a2c2c")
    piece.column(0, 0, 0.05, (0.08, 0.42), DARK_STEEL, sides=6)
    piece.turned(0, 0, ((0.3, 0.02), (0.28, 0.07)), BLACK_PAINT, sides=8)
    piece.box((-0.26, 0.26), (0.42, 0.52), (-0.26, 0.24), paint)
    piece.box((-0.25, 0.25), (0.58, 1.12), (0.2, 0.28), dim(paint, 1.15))
    piece.rests((-0.3, 0.3), (-0.3, 0.3))


def stool(piece: Piece, finish: Finish) -> None:
    """Make a stool."""
    piece.column(0, 0, 0.035, (0.04, 0.68), CHROME, sides=6)
    piece.turned(0, 0, ((0.2, 0.0), (0.18, 0.04)), STEEL, sides=9)
    piece.turned(0, 0, ((0.2, 0.68), (0.21, 0.72), (0.2, 0.78)), finish.accent, sides=10)
    piece.rests((-0.22, 0.22), (-0.22, 0.22))


def armchair(piece: Piece, finish: Finish) -> None:
    """Make an armchair."""
    _sofa(piece, 0.48, finish.accent, 1)


def sofa(piece: Piece, finish: Finish) -> None:
    """Make a sofa."""
    _sofa(piece, 1.05, mix(finish.accent, finish.one_of("#5a3430", "#3a4450", "#5a4c34", "#4a3048"), 0.5), 3)


def bench(piece: Piece, finish: Finish) -> None:
    """Make a bench."""
    for x in (-0.75, 0.75):
        piece.box((x - 0.05, x + 0.05), (0, 0.42), (-0.2, 0.2), DARK_STEEL)
    for z in (-0.17, 0.0, 0.17):
        piece.box((-0.95, 0.95), (0.42, 0.47), (z - 0.07, z + 0.07), mix(WOOD, finish.accent, 0.25))
    piece.rests((-0.95, 0.95), (-0.25, 0.25))


def pew(piece: Piece, finish: Finish) -> None:
    """Make a pew."""
    wood = mix(WOOD, finish.accent, 0.15)
    for x in (-1.5, 1.5):
        piece.box((x - 0.05, x + 0.05), (0, 0.98), (-0.3, 0.3), dim(wood, 0.8))
    piece.box((-1.45, 1.45), (0.42, 0.47), (-0.25, 0.2), wood)
    piece.box((-1.45, 1.45), (0.47, 0.92), (0.2, 0.26), dim(wood, 0.9)).panel(
        "back", 0.03, 0.1, 0.97, 0.85, dim(wood, 0.75)
    )
    piece.rests((-1.5, 1.5), (-0.3, 0.3))


def theatre_seats(piece: Piece, finish: Finish) -> None:
    """Make theatre seats."""
    paint = mix(finish.accent, colour("#7a1420"), 0.5)
    for seat in range(5):
        x = -1.3 + 0.65 * seat
        piece.box((x - 0.27, x + 0.27), (0.2, 0.5), (-0.3, 0.15), dim(paint, 0.8))
        piece.box((x - 0.27, x + 0.27), (0.4, 1.0), (0.15, 0.27), paint).panel(
            "back", 0.1, 0.05, 0.9, 0.9, dim(paint, 0.6)
        )
        piece.box((x - 0.33, x - 0.28), (0.3, 0.68), (-0.25, 0.2), DARK_WOOD)
    piece.rests((-1.6, 1.6), (-0.35, 0.3))


def bed(piece: Piece, finish: Finish) -> None:
    """Make a bed."""
    cover = mix(finish.accent, colour("#6a7484"), 0.4)
    piece.box((-0.9, 0.9), (0.0, 0.3), (-1.0, 1.05), DARK_WOOD)
    piece.box((-0.85, 0.85), (0.3, 0.52), (-0.95, 1.0), LINEN)
    piece.box((-0.88, 0.88), (0.5, 0.58), (-0.98, 0.3), cover).panel("top", 0, 0.0, 1, 0.16, dim(cover, 1.3))
    for x in (-0.42, 0.42):
        piece.box((x - 0.34, x + 0.34), (0.52, 0.66), (0.5, 0.92), WHITE_PAINT)
    head = piece.box((-0.95, 0.95), (0.0, 1.2), (1.05, 1.15), mix(DARK_WOOD, finish.accent, 0.3))
    head.grid("front", 4, 1, mix(DARK_WOOD, finish.accent, 0.45))
    piece.rests((-0.95, 0.95), (-1.05, 1.15))


def hospital_bed(piece: Piece, finish: Finish) -> None:
    """Make a hospital bed."""
    for x in (-0.4, 0.4):
        for z in (-0.85, 0.85):
            piece.box((x - 0.03, x + 0.03), (0, 0.5), (z - 0.03, z + 0.03), CHROME)
    piece.box((-0.46, 0.46), (0.5, 0.58), (-0.95, 0.95), STEEL)
    piece.box((-0.44, 0.44), (0.58, 0.74), (-0.93, 0.93), WHITE_PAINT)
    piece.box((-0.46, 0.46), (0.73, 0.78), (-0.93, 0.25), mix(finish.accent, LINEN, 0.4)).panel(
        "top", 0, 0.8, 1, 1, LINEN
    )
    piece.box((-0.34, 0.34), (0.74, 0.86), (0.5, 0.88), colour("#e8ecee"))
    for z, high in ((0.95, 1.15), (-0.98, 0.95)):
        piece.box((-0.46, 0.46), (0.55, high), (z, z + 0.04), mix(WHITE_PAINT, finish.accent, 0.3))
    for x in (-0.5, 0.47):
        piece.box((x, x + 0.03), (0.78, 0.98), (-0.5, 0.4), CHROME)
    piece.rests((-0.5, 0.5), (-1.0, 1.0))


def bunk(piece: Piece, finish: Finish) -> None:
    """Make a bunk."""
    for x in (-0.45, 0.45):
        for z in (-0.95, 0.95):
            piece.box((x - 0.03, x + 0.03), (0, 1.75), (z - 0.03, z + 0.03), DARK_STEEL)
    for level in (0.4, 1.3):
        piece.box((-0.46, 0.46), (level, level + 0.06), (-0.95, 0.95), STEEL)
        piece.box((-0.42, 0.42), (level + 0.06, level + 0.2), (-0.92, 0.92), colour("#8a8a7c"))
        piece.box(
            (-0.43, 0.43), (level + 0.18, level + 0.23), (-0.92, 0.35), mix(finish.accent, colour("#5a6058"), 0.5)
        )
        piece.box((-0.3, 0.3), (level + 0.2, level + 0.3), (0.55, 0.88), LINEN)
    piece.rests((-0.48, 0.48), (-1.0, 1.0))


def mattress(piece: Piece, finish: Finish) -> None:
    """Make a mattress."""
    piece.box((-0.5, 0.5), (0.0, 0.18), (-0.95, 0.95), colour("#9a927e")).grid(
        "top", 1, 6, colour("#8a826e"), share=0.9
    )
    piece.box((-0.45, 0.5), (0.18, 0.27), (-0.95, 0.1), mix(finish.accent, colour("#4a4e44"), 0.6))
    piece.box((-0.3, 0.25), (0.18, 0.3), (0.5, 0.88), LINEN)
    piece.rests((-0.55, 0.55), (-1.0, 1.0))


def throne(piece: Piece, finish: Finish) -> None:
    """Make a throne."""
    gold, cloth = colour("#c89a3c"), mix(finish.accent, colour("#6a1020"), 0.5)
    for step in range(3):
        half = 2.2 - 0.45 * step
        piece.box((-half, half), (0.18 * step, 0.18 * step + 0.18), (-half * 0.8, 1.0), colour("#8c867c"))
    piece.box((-0.55, 0.55), (0.54, 1.0), (-0.4, 0.45), gold).panel("top", 0.12, 0.0, 0.88, 0.8, cloth)
    piece.box((-0.55, 0.55), (1.0, 2.5), (0.45, 0.6), gold).panel("front", 0.14, 0.05, 0.86, 0.85, cloth)
    for side in (-1, 1):
        piece.box((side * 0.55 - 0.09, side * 0.55 + 0.09), (0.54, 1.3), (-0.4, 0.45), dim(gold, 0.9))
        piece.turned(side * 0.5, 0.5, ((0.1, 2.5), (0.13, 2.62), (0.02, 2.85)), gold)
    piece.turned(0, 0.5, ((0.14, 2.5), (0.2, 2.68), (0.02, 3.05)), gold)
    piece.rests((-2.2, 2.2), (-1.8, 1.0))


def wall_bench(piece: Piece, finish: Finish) -> None:
    """Make a wall bench."""
    piece.box((-0.6, 0.6), (0.38, 0.46), (-0.28, 0.25), mix(finish.accent, BLACK_PAINT, 0.3))
    piece.box((-0.6, 0.6), (0.55, 1.05), (0.18, 0.25), mix(finish.accent, BLACK_PAINT, 0.4)).grid(
        "front", 2, 1, mix(finish.accent, BLACK_PAINT, 0.2)
    )
    piece.box((-0.6, 0.6), (0.0, 0.38), (-0.1, 0.25), DARK_STEEL)
    piece.rests((-0.6, 0.6), (-0.3, 0.3))


def dentist_chair(piece: Piece, finish: Finish) -> None:
    """Make a dentist chair."""
    paint = mix(finish.accent, LEATHER, 0.4)
    piece.column(0, 0, 0.3, (0, 0.12), STEEL)
    piece.column(0, 0, 0.12, (0.12, 0.5), CHROME)
    piece.box((-0.3, 0.3), (0.5, 0.62), (-0.5, 0.25), paint)
    piece.slanted([(-0.28, 0.6, 0.2), (0.28, 0.6, 0.2), (0.24, 1.25, 0.6), (-0.24, 1.25, 0.6)], dim(paint, 1.15))
    piece.slanted([(-0.22, 0.6, -0.5), (0.22, 0.6, -0.5), (0.2, 0.3, -1.0), (-0.2, 0.3, -1.0)], paint)
    piece.rests((-0.4, 0.4), (-0.9, 0.6))


def _legs(piece: Piece, half: float, deep: float, high: float, paint: Colour, thick: float = 0.03) -> None:
    for x in (-half + thick, half - thick):
        for z in (-deep + thick, deep - thick):
            piece.box((x - thick, x + thick), (0, high), (z - thick, z + thick), paint)
    piece.rests((-half, half), (-deep, deep))


def _sofa(piece: Piece, half: float, paint: Colour, seats: int) -> None:
    piece.box((-half, half), (0.08, 0.32), (-0.42, 0.4), dim(paint, 0.8))
    piece.box((-half, half), (0.32, 0.86), (0.2, 0.42), paint)
    for side in (-1, 1):
        x = side * (half - 0.1)
        piece.box((x - 0.1, x + 0.1), (0.32, 0.62), (-0.42, 0.2), dim(paint, 0.95))
    inner = 2 * (half - 0.2) / seats
    for seat in range(seats):
        left = -half + 0.2 + seat * inner
        piece.box((left + 0.01, left + inner - 0.01), (0.32, 0.46), (-0.42, 0.2), dim(paint, 1.12))
    piece.rests((-half, half), (-0.45, 0.45))


SEATING: dict[str, Maker] = {
    "chair": chair,
    "office_chair": office_chair,
    "stool": stool,
    "armchair": armchair,
    "sofa": sofa,
    "bench": bench,
    "pew": pew,
    "theatre_seats": theatre_seats,
    "bed": bed,
    "hospital_bed": hospital_bed,
    "bunk": bunk,
    "mattress": mattress,
    "throne": throne,
    "wall_bench": wall_bench,
    "dentist_chair": dentist_chair,
}
