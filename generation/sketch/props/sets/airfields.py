"""Aeroplanes, towers and lights: what stands on an airfield."""

import math
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, colour, dim, mix
from generation.sketch.props.sets.finish import (
    BLACK_PAINT,
    CONCRETE,
    DARK_STEEL,
    GLASS,
    STEEL,
    WHITE_PAINT,
    Finish,
    Maker,
)
from generation.sketch.props.sets.pieces import Piece

RED = colour("#ff3020")


def aeroplane(piece: Piece, finish: Finish) -> None:
    """Park a jet: a round body, swept wings with engines, a high tail."""
    paint = mix(WHITE_PAINT, finish.accent, 0.1)
    stripe = finish.one_of("#c8343c", "#2c6cb0", "#3c8a6a")
    sides = 14
    rings = [(-8.0, 0.25), (-7.2, 0.9), (-5.4, 1.45), (4.0, 1.5), (8.0, 0.9), (10.5, 0.25)]
    for (z, radius), (to_z, to_radius) in pairwise(rings):
        for step in range(sides):
            a, b = math.tau * step / sides, math.tau * (step + 1) / sides
            ring = [
                (radius * math.cos(a), 3.0 + radius * math.sin(a), z),
                (radius * math.cos(b), 3.0 + radius * math.sin(b), z),
                (to_radius * math.cos(b), 3.0 + to_radius * math.sin(b), to_z),
                (to_radius * math.cos(a), 3.0 + to_radius * math.sin(a), to_z),
            ]
            piece.slanted(
                ring,
                dim(
                    paint if abs(math.sin((a + b) / 2)) > 0.2 else stripe, 0.72 + 0.3 * max(0.0, math.sin((a + b) / 2))
                ),
            )
    for side in (-1, 1):
        piece.slanted(
            [(side * 1.2, 2.5, -2.0), (side * 1.2, 2.5, 2.6), (side * 11.0, 3.3, 5.2), (side * 11.0, 3.3, 4.0)],
            dim(paint, 0.8),
        )
        piece.turned(side * 4.2, 0.2, ((0.7, 1.3), (0.75, 1.9), (0.6, 2.5)), dim(paint, 0.75), sides=10)
        piece.slanted(
            [(side * 0.3, 3.6, 7.6), (side * 0.3, 3.6, 9.6), (side * 4.0, 3.9, 10.6), (side * 4.0, 3.9, 9.8)],
            dim(paint, 0.85),
        )
        light = RED if side < 0 else colour("#30ff60")
        piece.turned(side * 11.0, 4.4, ((0.06, 3.2), (0.14, 3.3), (0.06, 3.4)), light, finish.on(light), 5)
    piece.slanted([(-0.1, 4.2, 6.4), (0.1, 4.2, 9.8), (0.1, 7.6, 10.8), (-0.1, 7.6, 9.2)], stripe)
    window = dim(mix(finish.lamp, colour("#ffe8b8"), 0.5), 0.6) if finish.night and finish.lights else BLACK
    piece.box((-0.55, 0.55), (3.55, 3.9), (-7.35, -7.2), GLASS, dim(window, 0.6))
    for side in (-1, 1):
        for index in range(12):
            z = -4.8 + 0.85 * index
            left, right = sorted((side * 1.44, side * 1.5))
            piece.box((left, right), (3.25, 3.6), (z, z + 0.35), GLASS, window)
    for x, z in ((0.0, -5.6), (-1.6, 1.4), (1.6, 1.4)):
        piece.box((x - 0.1, x + 0.1), (0.4, 1.7), (z - 0.1, z + 0.1), STEEL)
        piece.box((x - 0.25, x + 0.25), (0, 0.7), (z - 0.35, z + 0.35), BLACK_PAINT)
    piece.rests((-1.6, 1.6), (-7.0, 9.0))


def control_tower(piece: Piece, finish: Finish) -> None:
    """Raise an airport's tower with a lit crown of glass."""
    stone = mix(CONCRETE, WHITE, 0.2)
    piece.turned(0, 0, ((1.8, 0), (1.4, 10.0), (2.2, 12.0)), stone, sides=12)
    light = dim(mix(finish.lamp, colour("#bfe8d0"), 0.5), 0.6) if finish.night and finish.lights else BLACK
    piece.turned(0, 0, ((2.2, 12.0), (2.8, 13.6)), mix(GLASS, colour("#6c8c98"), 0.4), light, 14)
    piece.turned(0, 0, ((3.0, 13.6), (2.6, 14.1)), dim(stone, 0.8), sides=14)
    piece.bar((0, 14.1, 0), (0, 17.0, 0), 0.1, DARK_STEEL)
    piece.turned(0, 0, ((0.1, 17.0), (0.18, 17.2), (0.04, 17.4)), RED, finish.on(RED), 6)


def runway_lights(piece: Piece, finish: Finish) -> None:
    """Set lamps along both edges of a runway, and its middle line."""
    for step in range(8):
        z = 2.5 * step
        piece.box((-0.18, 0.18), (0, 0.01), (z, z + 1.4), colour("#d8d4c8"))
        for x, tint in ((-6.0, "#5090ff"), (6.0, "#5090ff")):
            light = colour(tint)
            piece.turned(
                x,
                z,
                ((0.08, 0), (0.1, 0.14), (0.03, 0.2)),
                light,
                light if finish.night and finish.lights else BLACK,
                5,
            )


AIRFIELDS: dict[str, Maker] = {
    "aeroplane": aeroplane,
    "control_tower": control_tower,
    "runway_lights": runway_lights,
}
