"""Consoles, robots, engines."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    BRASS,
    CHROME,
    DARK_STEEL,
    GLASS,
    PAPER,
    STEEL,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece
from generation.sketch.props.sets.screens import screen_on


def robot_arm(piece: Piece, finish: Finish) -> None:
    """Make a robot arm."""
    paint = colour("#d8841c")
    piece.turned(0, 0, ((0.4, 0), (0.35, 0.3), (0.22, 0.45)), DARK_STEEL)
    lean = 0.5 * (finish.luck() - 0.5)
    piece.bar((0, 0.4, 0), (lean - 0.2, 1.5, 0), 0.26, paint)
    piece.bar((lean - 0.2, 1.5, 0), (lean + 0.7, 1.9, -0.1), 0.2, paint)
    piece.bar((lean + 0.7, 1.9, -0.1), (lean + 0.8, 1.25, -0.15), 0.13, DARK_STEEL)
    piece.turned(lean - 0.2, 0, ((0.1, 1.38), (0.17, 1.5), (0.1, 1.62)), BLACK_PAINT, sides=8)
    piece.turned(
        lean + 0.8, -0.15, ((0.02, 1.12), (0.07, 1.2), (0.02, 1.28)), WHITE, mix(colour("#80c0ff"), WHITE, 0.6), 6
    )
    piece.rests((-0.4, 0.4), (-0.4, 0.4))


def conveyor(piece: Piece, finish: Finish) -> None:
    """Make a conveyor."""
    for z in (-0.8, 0.8):
        piece.box((-0.4, 0.4), (0, 0.7), (z - 0.05, z + 0.05), DARK_STEEL)
    piece.box((-0.55, 0.55), (0.7, 0.9), (-1.0, 1.0), STEEL).panel("top", 0.08, 0, 0.92, 1, BLACK_PAINT).panel(
        "left", 0, 0.3, 1, 0.5, colour("#d0a020")
    ).panel("right", 0, 0.3, 1, 0.5, colour("#d0a020"))
    if finish.luck() < 0.8:
        z = 0.6 * (finish.luck() - 0.5)
        piece.box(
            (-0.28, 0.28), (0.9, 1.25), (z - 0.28, z + 0.28), finish.one_of("#9a7448", "#5a6a7a", "#8a3c30")
        ).panel("front", 0.3, 0.3, 0.7, 0.7, PAPER)
    piece.rests((-0.55, 0.55), (-1.0, 1.0))


def big_machine(piece: Piece, finish: Finish) -> None:
    """Make a big machine."""
    paint = mix(finish.accent, colour("#4a5a5a"), 0.5)
    body = piece.box((-1.0, 1.0), (0, 2.1), (-0.8, 0.6), paint)
    body.panel("front", 0.08, 0.35, 0.5, 0.85, BLACK_PAINT).panel(
        "front", 0.12, 0.4, 0.46, 0.8, GLASS, dim(colour("#ff8a30"), 0.45)
    )
    body.panel("front", 0.62, 0.5, 0.92, 0.8, BLACK, dim(finish.tint(), 0.5)).panel(
        "front", 0.0, 0.0, 1.0, 0.08, colour("#d0a020")
    )
    for index in range(4):
        body.panel(
            "front",
            0.64 + index * 0.07,
            0.35,
            0.68 + index * 0.07,
            0.42,
            BLACK,
            finish.one_of("#ff4030", "#40ff80", "#ffc030"),
        )
    piece.turned(0.5, 0, ((0.25, 2.1), (0.25, 3.2)), STEEL)
    piece.turned(-0.5, 0, ((0.4, 2.1), (0.45, 2.4), (0.2, 2.7)), dim(paint, 0.8))
    piece.rests((-1.0, 1.0), (-0.8, 0.6))


def console(piece: Piece, finish: Finish) -> None:
    """Make a console with a sloped board of lights and screens over it."""
    piece.box((-0.8, 0.8), (0, 0.75), (-0.25, 0.35), DARK_STEEL).grid("front", 3, 1, dim(DARK_STEEL, 1.4))
    piece.slanted([(-0.8, 0.75, -0.3), (0.8, 0.75, -0.3), (0.8, 0.98, 0.12), (-0.8, 0.98, 0.12)], dim(DARK_STEEL, 1.5))
    for row in range(3):
        for column in range(11):
            x, z = -0.72 + column * 0.14, -0.22 + row * 0.12
            y = 0.75 + (z + 0.3) * 0.55 + 0.012
            tint = finish.one_of("#ff4030", "#40ff80", "#ffc030") if finish.luck() < 0.5 else finish.tint()
            piece.box((x, x + 0.07), (y, y + 0.015), (z, z + 0.06), BLACK, dim(tint, 0.3 + 0.6 * finish.luck()))
    piece.box((-0.8, 0.8), (0.75, 0.98), (0.12, 0.35), DARK_STEEL)
    for x in (-0.42, 0.42):
        screen_on(piece, finish, x, 0.9, 0.22, 0.36)
    piece.rests((-0.8, 0.8), (-0.3, 0.35))


def screen_wall(piece: Piece, finish: Finish) -> None:
    """Make a screen wall."""
    frame = piece.box((-2.6, 2.6), (1.0, 3.2), (-0.1, 0.05), BLACK_PAINT)
    for row in range(3):
        for column in range(5):
            tint = finish.tint()
            left, low = column / 5 + 0.01, row / 3 + 0.02
            frame.panel("front", left, low, left + 0.18, low + 0.29, GLASS, dim(tint, 0.18 + 0.2 * finish.luck()))
            for line in range(4):
                x, y = left + 0.015 + 0.06 * finish.luck(), low + 0.04 + 0.06 * line
                frame.panel(
                    "front", x, y, x + 0.03 + 0.07 * finish.luck(), y + 0.025, BLACK, dim(mix(tint, WHITE, 0.3), 0.8)
                )


def periscope(piece: Piece, finish: Finish) -> None:
    """Make a periscope."""
    piece.column(0, 0, 0.13, (0.6, 3.2), CHROME, sides=10)
    piece.box((-0.22, 0.22), (1.2, 1.6), (-0.25, 0.2), DARK_STEEL).panel(
        "front", 0.3, 0.4, 0.7, 0.7, BLACK, dim(finish.neon[0], 0.8)
    )
    for side in (-1, 1):
        piece.bar((side * 0.2, 1.35, -0.1), (side * 0.5, 1.3, -0.1), 0.05, BLACK_PAINT)
    piece.turned(0, 0, ((0.4, 0), (0.35, 0.08)), DARK_STEEL)


def torpedo_rack(piece: Piece, finish: Finish) -> None:
    """Make a torpedo rack."""

    def draw(sprite: Sprite) -> None:
        for y in (0.75, 1.75):
            for x in (-0.55, 0.55):
                for radius, paint in ((0.46, BRASS), (0.4, dim(BRASS, 0.6)), (0.33, dim(STEEL, 0.8)), (0.06, BRASS)):
                    sprite.disc(x, y, radius, radius, paint)
                sprite.line([(x - 0.33, y), (x + 0.33, y)], 0.05, dim(BRASS, 0.8))

    piece.stand(draw, (-1.1, 0.2, 1.1, 2.3), z=-0.05)


MACHINERY: dict[str, Maker] = {
    "robot_arm": robot_arm,
    "conveyor": conveyor,
    "big_machine": big_machine,
    "console": console,
    "screen_wall": screen_wall,
    "periscope": periscope,
    "torpedo_rack": torpedo_rack,
}
