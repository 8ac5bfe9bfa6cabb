"""What stands in homes, wards and gyms."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    DARK_WOOD,
    GLASS,
    LEATHER,
    PAPER,
    STEEL,
    WHITE_PAINT,
    WOOD,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def fridge(piece: Piece, finish: Finish) -> None:
    """Make a fridge."""
    paint = mix(CHROME, WHITE_PAINT, 0.4)
    body = piece.box((-0.42, 0.42), (0, 2.0), (-0.38, 0.35), dim(paint, 0.8))
    body.panel("front", 0.02, 0.02, 0.98, 0.6, paint).panel("front", 0.02, 0.62, 0.98, 0.98, paint).panel(
        "front", 0.06, 0.3, 0.1, 0.56, DARK_STEEL
    ).panel("front", 0.06, 0.66, 0.1, 0.85, DARK_STEEL).panel(
        "front", 0.6, 0.8, 0.8, 0.88, BLACK, dim(finish.neon[0], 0.6)
    )
    piece.rests((-0.42, 0.42), (-0.4, 0.35))


def washing_machine(piece: Piece, finish: Finish) -> None:
    """Make a washing machine."""
    body = piece.box((-0.38, 0.38), (0, 1.0), (-0.36, 0.36), WHITE_PAINT)
    body.panel("front", 0.05, 0.82, 0.95, 0.95, STEEL).panel(
        "front", 0.7, 0.85, 0.9, 0.92, BLACK, dim(finish.neon[0], 0.7)
    )
    tint = finish.one_of("#3c6a8a", "#8a3c3c", "#4a5a6a")

    for half, paint in ((0.26, CHROME), (0.21, colour("#10161c")), (0.17, tint)):
        for wide, tall in ((1.0, 0.5), (0.5, 1.0), (0.8, 0.8)):  # three rectangles make a round door
            body.panel(
                "front", 0.5 - half * wide, 0.42 - half * tall * 0.8, 0.5 + half * wide, 0.42 + half * tall * 0.8, paint
            )
    piece.rests((-0.38, 0.38), (-0.38, 0.36))


def trid(piece: Piece, finish: Finish) -> None:
    """Make the big screen of a living room, on a low board."""
    piece.box((-1.0, 1.0), (0, 0.45), (-0.2, 0.22), mix(DARK_WOOD, finish.accent, 0.2)).grid(
        "front", 3, 1, mix(DARK_WOOD, finish.accent, 0.35)
    )
    screen = piece.box((-0.85, 0.85), (0.55, 1.5), (-0.03, 0.03), BLACK_PAINT)
    sky, tint = finish.tint(), finish.tint()
    screen.panel("front", 0.02, 0.03, 0.98, 0.97, GLASS, dim(sky, 0.4)).panel(
        "front", 0.02, 0.03, 0.98, 0.35, GLASS, dim(tint, 0.3)
    )
    screen.panel("front", 0.4, 0.2, 0.6, 0.7, BLACK, dim(mix(tint, WHITE, 0.5), 0.6))
    piece.box((-0.1, 0.1), (0.45, 0.56), (-0.05, 0.05), BLACK_PAINT)
    piece.rests((-1.0, 1.0), (-0.25, 0.22))


def bathtub(piece: Piece, finish: Finish) -> None:
    """Make a bathtub."""
    box = piece.box((-0.85, 0.85), (0, 0.6), (-0.4, 0.4), WHITE_PAINT)
    box.panel("top", 0.05, 0.1, 0.95, 0.9, dim(WHITE_PAINT, 0.6)).panel(
        "top", 0.08, 0.15, 0.92, 0.85, mix(colour("#6aa8b8"), WHITE, 0.3), dim(finish.lamp, 0.06)
    )
    piece.box((0.7, 0.74), (0.6, 0.85), (-0.03, 0.03), CHROME)
    piece.rests((-0.85, 0.85), (-0.4, 0.4))


def toilet(piece: Piece, finish: Finish) -> None:
    """Make a toilet."""
    piece.turned(0, -0.1, ((0.14, 0), (0.13, 0.2), (0.22, 0.4), (0.23, 0.44)), WHITE_PAINT, sides=10)
    piece.turned(0, -0.1, ((0.17, 0.445), (0.05, 0.447)), colour("#5a8a9a"), sides=9)
    piece.box((-0.24, 0.24), (0.4, 0.85), (0.12, 0.3), WHITE_PAINT).panel("top", 0.4, 0.3, 0.6, 0.7, CHROME)
    piece.rests((-0.25, 0.25), (-0.35, 0.3))


def washbasin(piece: Piece, finish: Finish) -> None:
    """Make a washbasin."""
    piece.column(0, 0.1, 0.1, (0, 0.75), WHITE_PAINT, sides=8)
    piece.box((-0.38, 0.38), (0.75, 0.9), (-0.25, 0.28), WHITE_PAINT).panel(
        "top", 0.15, 0.1, 0.85, 0.75, colour("#8aa8b0")
    )
    piece.box((-0.03, 0.03), (0.9, 1.08), (0.14, 0.2), CHROME)
    piece.box((-0.4, 0.4), (1.25, 2.05), (0.26, 0.3), CHROME).panel(
        "front", 0.04, 0.03, 0.96, 0.97, colour("#8aa0a8"), dim(finish.lamp, 0.22)
    ).panel("front", 0.12, 0.5, 0.4, 0.95, WHITE, dim(finish.lamp, 0.3))
    piece.box((-0.35, 0.35), (2.1, 2.18), (0.2, 0.3), WHITE, mix(finish.lamp, WHITE, 0.3))
    piece.rests((-0.38, 0.38), (-0.25, 0.3))


def monitor_stand(piece: Piece, finish: Finish) -> None:
    """Make a patient's monitor with a drip."""
    piece.column(0.3, 0, 0.02, (0.05, 2.0), CHROME, sides=5)
    piece.box((0.2, 0.4), (1.65, 1.95), (-0.04, 0.04), colour("#c8d8e0"), dim(finish.neon[0], 0.1))
    piece.bar((0.3, 1.65, 0), (0.1, 0.8, -0.1), 0.012, WHITE)
    piece.column(-0.25, 0, 0.03, (0.05, 1.1), STEEL, sides=5)
    piece.box((-0.5, 0.4), (0.0, 0.06), (-0.2, 0.2), DARK_STEEL)
    box = piece.box((-0.52, 0.02), (1.1, 1.5), (-0.1, 0.1), WHITE_PAINT)
    box.panel("front", 0.06, 0.08, 0.94, 0.92, GLASS, dim(colour("#20c070"), 0.1))
    for index in range(12):
        high = 0.5 + (0.32 if index % 4 == 2 else -0.12 if index % 4 == 3 else 0.0)
        box.panel(
            "front",
            0.1 + index * 0.066,
            min(0.5, high),
            0.14 + index * 0.066,
            max(0.54, high),
            BLACK,
            colour("#40ff90"),
        )
    piece.rests((-0.5, 0.4), (-0.2, 0.2))


def treadmill(piece: Piece, finish: Finish) -> None:
    """Make a treadmill."""
    piece.box((-0.38, 0.38), (0.05, 0.2), (-0.8, 0.8), DARK_STEEL).panel("top", 0.12, 0.02, 0.88, 0.9, BLACK_PAINT)
    for x in (-0.36, 0.36):
        piece.bar((x, 0.2, 0.65), (x, 1.25, 0.8), 0.06, STEEL)
        piece.bar((x, 1.05, 0.75), (x, 0.98, 0.1), 0.05, BLACK_PAINT)
    piece.box((-0.4, 0.4), (1.2, 1.5), (0.76, 0.84), BLACK_PAINT).panel(
        "front", 0.15, 0.2, 0.85, 0.8, GLASS, dim(finish.tint(), 0.6)
    )
    piece.rests((-0.4, 0.4), (-0.8, 0.85))


def weight_rack(piece: Piece, finish: Finish) -> None:
    """Make a weight rack."""
    for x in (-0.8, 0.8):
        piece.box((x - 0.05, x + 0.05), (0, 1.1), (-0.2, 0.2), DARK_STEEL)
    for level in (0.25, 0.6, 0.95):
        piece.box((-0.85, 0.85), (level, level + 0.05), (-0.2, 0.2), STEEL)
        for index in range(6):
            x = -0.66 + 0.265 * index
            piece.turned(
                x, -0.05, ((0.08, level + 0.06), (0.1, level + 0.12), (0.08, level + 0.2)), BLACK_PAINT, sides=7
            )
            piece.box((x - 0.02, x + 0.02), (level + 0.1, level + 0.16), (-0.2, 0.1), CHROME)
    piece.rests((-0.85, 0.85), (-0.25, 0.2))


def bench_press(piece: Piece, finish: Finish) -> None:
    """Make a bench press."""
    piece.box((-0.16, 0.16), (0.38, 0.5), (-0.9, 0.5), mix(finish.accent, BLACK_PAINT, 0.3))
    for z in (-0.8, 0.35):
        piece.box((-0.05, 0.05), (0, 0.38), (z - 0.05, z + 0.05), DARK_STEEL)
    for x in (-0.55, 0.55):
        piece.box((x - 0.04, x + 0.04), (0, 1.15), (0.42, 0.5), STEEL)
    piece.box((-1.0, 1.0), (1.1, 1.14), (0.38, 0.42), CHROME)

    def draw(sprite: Sprite) -> None:
        for x in (-0.9, -0.8, 0.8, 0.9):
            sprite.disc(x, 1.12, 0.07, 0.27, dim(BLACK_PAINT, 1.0 if abs(x) > 0.85 else 1.6))
            sprite.disc(x, 1.12, 0.02, 0.06, CHROME)

    piece.stand(draw, (-1.05, 0.8, 1.05, 1.45), z=0.37)
    piece.rests((-0.9, 0.9), (-0.9, 0.5))


def punching_bag(piece: Piece, finish: Finish) -> None:
    """Make a punching bag."""
    piece.column(0, 0, 0.015, (1.9, 3.2), CHROME, sides=4)
    piece.turned(
        0, 0, ((0.12, 0.75), (0.19, 0.8), (0.19, 1.8), (0.05, 1.92)), mix(LEATHER, colour("#a02020"), 0.5), sides=11
    )
    piece.turned(0, 0, ((0.195, 1.2), (0.195, 1.35)), BLACK_PAINT, sides=11)
    piece.rests((-0.2, 0.2), (-0.2, 0.2))


def nightstand(piece: Piece, finish: Finish) -> None:
    """Make a nightstand."""
    wood = mix(DARK_WOOD, WOOD, 0.5)
    box = piece.box((-0.25, 0.25), (0, 0.5), (-0.22, 0.22), wood)
    for low in (0.1, 0.55):
        box.panel("front", 0.08, low, 0.92, low + 0.38, dim(wood, 1.2)).panel(
            "front", 0.45, low + 0.16, 0.55, low + 0.22, BRASS
        )
    piece.turned(0, 0, ((0.09, 0.5), (0.03, 0.56), (0.03, 0.74)), BRASS, sides=7)
    piece.turned(0, 0, ((0.17, 0.72), (0.1, 0.95)), PAPER, mix(finish.lamp, WHITE, 0.1), 9)
    piece.rests((-0.25, 0.25), (-0.22, 0.22))


HOME_FURNITURE: dict[str, Maker] = {
    "fridge": fridge,
    "washing_machine": washing_machine,
    "trid": trid,
    "bathtub": bathtub,
    "toilet": toilet,
    "washbasin": washbasin,
    "monitor_stand": monitor_stand,
    "treadmill": treadmill,
    "weight_rack": weight_rack,
    "bench_press": bench_press,
    "punching_bag": punching_bag,
    "nightstand": nightstand,
}
