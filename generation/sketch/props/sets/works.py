"""Pipes, channels, tracks and what runs on them."""

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CHROME,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    RUST,
    STEEL,
    WHITE_PAINT,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece


def pipes(piece: Piece, finish: Finish) -> None:
    """Make pipes."""
    for y, radius, paint in ((2.2, 0.14, RUST), (2.6, 0.09, STEEL), (0.55, 0.1, colour("#4a5a4a"))):
        piece.box((-1.0, 1.0), (y - radius, y + radius), (-radius, radius), paint).panel(
            "front", 0, 0.55, 1, 0.85, dim(paint, 1.5)
        ).panel("front", 0, 0, 1, 0.25, dim(paint, 0.55))
        piece.box(
            (-0.08, 0.08), (y - radius * 1.35, y + radius * 1.35), (-radius * 1.35, radius * 1.35), dim(paint, 0.75)
        )


def big_pipe(piece: Piece, finish: Finish) -> None:
    """Let a pipe come out of the wall, and water out of it."""

    def draw(sprite: Sprite) -> None:
        for radius, tone in ((0.75, 0.55), (0.66, 0.9), (0.56, 0.12)):
            sprite.disc(0, 1.5, radius, radius, dim(CONCRETE, tone))
        for index in range(7):
            x = -0.32 + 0.1 * index
            sprite.line(
                [(x, 1.05), (x * 1.15, 0.0)], 0.11, colour("#5a7a68"), dim(colour("#9ac8b0"), 0.06 + 0.05 * (index % 2))
            )

    piece.stand(draw, (-0.8, 0, 0.8, 2.3), z=-0.05)


def water_channel(piece: Piece, finish: Finish) -> None:
    """Lay dark water in a channel that runs away, between kerbs."""
    water = colour("#2c4a3c")
    piece.box((-1.35, 1.35), (-0.02, 0.02), (-1.0, 1.0), water, dim(colour("#6a9a7a"), 0.05))
    for index in range(3):
        x, z = -1.0 + 2.0 * finish.luck(), -0.9 + 1.8 * finish.luck()
        piece.box(
            (x - 0.3, x + 0.3),
            (0.02, 0.023),
            (z - 0.03, z + 0.03),
            dim(water, 1.4),
            dim(colour("#9ad0b0"), 0.16 + 0.02 * index),
        )
    for side in (-1, 1):
        left, right = sorted((side * 1.35, side * 1.75))
        piece.box((left, right), (0, 0.42), (-1.0, 1.0), mix(CONCRETE, finish.accent, 0.2))


def walkway(piece: Piece, finish: Finish) -> None:
    """Make a walkway."""
    box = piece.box((-0.9, 0.9), (0, 0.42), (-1.0, 1.0), mix(CONCRETE, finish.accent, 0.3))
    box.grid("top", 1, 1, dim(mix(CONCRETE, finish.accent, 0.3), 0.9), share=0.9)


def platform(piece: Piece, finish: Finish) -> None:
    """Lay a length of track in a bed beside the platform, a metre under whose edge it runs."""
    bed = colour("#2a2826")
    piece.box((-1.9, 1.9), (-0.01, 0.03), (-1.0, 1.0), bed)
    for index in range(3):
        z = -0.8 + 0.65 * index
        piece.box((-1.2, 1.2), (0.03, 0.1), (z - 0.12, z + 0.12), colour("#4a3a2c"))
    for x in (-0.72, 0.72):
        piece.box((x - 0.05, x + 0.05), (0.1, 0.24), (-1.0, 1.0), colour("#8a8c90")).panel(
            "top", 0.2, 0, 0.8, 1, CHROME
        )
    piece.box((-1.75, -1.6), (0.0, 0.4), (-1.0, 1.0), colour("#c8a020"))


def rails(piece: Piece, finish: Finish) -> None:
    """Make rails."""
    for index in range(3):
        z = -0.8 + 0.65 * index
        piece.box((-1.0, 1.0), (0.0, 0.06), (z - 0.11, z + 0.11), colour("#4a3a2c"))
    for x in (-0.6, 0.6):
        piece.box((x - 0.04, x + 0.04), (0.06, 0.17), (-1.0, 1.0), colour("#8a8c90")).panel(
            "top", 0.1, 0, 0.9, 1, CHROME
        )


def train(piece: Piece, finish: Finish) -> None:
    """Stand a coach of the underground at the platform."""
    paint = mix(STEEL, WHITE_PAINT, 0.4)
    box = piece.box((-1.25, 1.25), (0.35, 3.0), (-4.5, 4.5), paint)
    for side in ("left", "right"):
        box.panel(side, 0, 0.18, 1, 0.24, finish.neon[0], dim(finish.neon[0], 0.3)).panel(
            side, 0, 0.0, 1, 0.1, DARK_STEEL
        )
        for index in range(6):
            left = 0.02 + index / 6
            if index % 3 == 1:
                box.panel(side, left, 0.04, left + 0.13, 0.86, dim(paint, 0.7))
                box.panel(side, left + 0.01, 0.3, left + 0.06, 0.8, GLASS, dim(finish.lamp, 0.7)).panel(
                    side, left + 0.07, 0.3, left + 0.12, 0.8, GLASS, dim(finish.lamp, 0.7)
                )
            else:
                box.panel(side, left, 0.42, left + 0.13, 0.8, GLASS, dim(mix(finish.lamp, WHITE, 0.3), 0.75))
    box.panel("front", 0.1, 0.45, 0.9, 0.85, GLASS, dim(finish.lamp, 0.25)).panel(
        "front", 0.1, 0.87, 0.9, 0.95, BLACK, dim(colour("#ffa020"), 0.7)
    )
    for x in (0.15, 0.75):
        box.panel("front", x, 0.16, x + 0.1, 0.24, WHITE, WHITE)
    piece.box((-1.1, 1.1), (0.1, 0.35), (-4.4, 4.4), BLACK_PAINT)


def boiler(piece: Piece, finish: Finish) -> None:
    """Make a boiler."""
    piece.turned(0, 0, ((0.5, 0), (0.6, 0.2), (0.6, 1.7), (0.4, 2.0), (0.15, 2.1), (0.15, 3.2)), RUST, sides=12)
    piece.box((-0.25, 0.25), (0.4, 0.8), (-0.66, -0.5), DARK_STEEL).panel(
        "front", 0.12, 0.12, 0.88, 0.88, BLACK, dim(colour("#ff7a20"), 0.8)
    )
    piece.turned(0.3, -0.5, ((0.08, 1.3), (0.1, 1.38), (0.08, 1.46)), CHROME, sides=8)
    piece.rests((-0.6, 0.6), (-0.6, 0.6))


WORKS: dict[str, Maker] = {
    "pipes": pipes,
    "big_pipe": big_pipe,
    "water_channel": water_channel,
    "walkway": walkway,
    "platform": platform,
    "rails": rails,
    "train": train,
    "boiler": boiler,
}
