"""Vehicles and drones, seen from behind or afar, in metres."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.sprite import Spot, Sprite

TYRE = colour("#08080a")
GLASS = colour("#0c1018")
TAIL_LIGHT = colour("#ff2418")
HIDE_LIGHT = 0.2  # a dragon is large and far: what light its hide sends keeps its colour in the haze
DRONE_BODY = colour("#16181e")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A drawn vehicle and the metres it takes about the point it stands on."""

    draw: Callable[[Sprite], None]
    bounds: tuple[float, float, float, float]


def make_van(paint: Colour, trim: Colour) -> Vehicle:
    """Make a boxy delivery van, seen from behind."""

    def draw(sprite: Sprite) -> None:
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.86, 0.22, 0.17, 0.24), TYRE)
        body: list[Spot] = [
            (-1.14, 0.36),
            (-1.2, 0.9),
            (-1.12, 2.25),
            (-0.98, 2.42),
            (0.98, 2.42),
            (1.12, 2.25),
            (1.2, 0.9),
            (1.14, 0.36),
        ]
        sprite.polygon(body, paint)
        sprite.polygon([(-1.08, 2.24), (-0.96, 2.36), (0.96, 2.36), (1.08, 2.24)], dim(paint, 1.5))
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.5, 1.75, 0.40, 0.30), GLASS)
            sprite.polygon(_box(side * 0.5, 1.05, 0.44, 0.28), dim(paint, 0.75))
            sprite.polygon(_box(side * 1.03, 1.02, 0.09, 0.30), dim(TAIL_LIGHT, 0.3), TAIL_LIGHT)
            sprite.polygon(_box(side * 0.07, 1.12, 0.025, 0.12), dim(paint, 2.0))
        sprite.line([(0, 0.55), (0, 2.2)], 0.025, dim(paint, 0.4))
        sprite.polygon(_box(0, 0.62, 0.26, 0.08), colour("#70706a"), dim(WHITE, 0.22))
        sprite.polygon(_box(0, 0.40, 1.12, 0.07), colour("#17181c"))
        sprite.polygon(_box(0, 2.43, 0.40, 0.035), dim(trim, 0.4), dim(trim, 0.7))
        for side in (-1, 1):
            sprite.polygon(_box(side * 1.27, 1.72, 0.07, 0.16), TYRE)

    return Vehicle(draw, (-1.4, 0.0, 1.4, 2.5))


def make_truck(paint: Colour, trim: Colour) -> Vehicle:
    """Make a lorry with a tall box, seen from behind."""

    def draw(sprite: Sprite) -> None:
        for side in (-1, 1):
            for x in (0.98, 0.68):
                sprite.polygon(_box(side * x, 0.45, 0.13, 0.45), TYRE)
        sprite.polygon(_box(0, 2.25, 1.32, 1.6), dim(paint, 0.8))
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.63, 2.25, 0.60, 1.5), paint)
            sprite.polygon(_box(side * 0.12, 2.25, 0.035, 1.45), dim(paint, 1.7))
            sprite.polygon(_box(side * 1.16, 0.72, 0.12, 0.08), dim(TAIL_LIGHT, 0.3), TAIL_LIGHT)
            sprite.polygon(_box(side * 1.24, 3.76, 0.06, 0.05), BLACK, dim(TAIL_LIGHT, 0.8))
        for level in (1.2, 2.25, 3.3):
            sprite.polygon(_box(0, level, 1.28, 0.025), dim(paint, 0.45))
        sprite.polygon(_box(0, 0.62, 1.25, 0.07), colour("#17181c"), dim(trim, 0.2))
        for stripe in range(7):
            sprite.polygon(_box(-1.05 + 0.35 * stripe, 0.48, 0.10, 0.06), colour("#d0a020") if stripe % 2 else TYRE)

    return Vehicle(draw, (-1.4, 0.0, 1.4, 3.95))


def make_car(paint: Colour, trim: Colour) -> Vehicle:
    """Make a low sedan, seen from behind."""

    def draw(sprite: Sprite) -> None:
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.72, 0.20, 0.15, 0.20), TYRE)
        sprite.polygon([(-0.96, 0.28), (-1.0, 0.62), (-0.90, 0.86), (0.90, 0.86), (1.0, 0.62), (0.96, 0.28)], paint)
        sprite.polygon(
            [(-0.86, 0.84), (-0.62, 1.28), (-0.46, 1.36), (0.46, 1.36), (0.62, 1.28), (0.86, 0.84)], dim(paint, 0.8)
        )
        sprite.polygon([(-0.72, 0.88), (-0.54, 1.24), (0.54, 1.24), (0.72, 0.88)], GLASS)
        sprite.line([(-0.9, 0.84), (0.9, 0.84)], 0.03, dim(paint, 1.7))
        sprite.polygon(_box(0, 0.70, 0.88, 0.035), dim(TAIL_LIGHT, 0.3), TAIL_LIGHT)
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.80, 0.66, 0.15, 0.085), dim(TAIL_LIGHT, 0.3), TAIL_LIGHT)
        sprite.polygon(_box(0, 0.50, 0.24, 0.06), colour("#70706a"), dim(WHITE, 0.2))
        sprite.polygon(_box(0, 0.31, 0.90, 0.06), colour("#131418"), dim(trim, 0.25))

    return Vehicle(draw, (-1.1, 0.0, 1.1, 1.42))


def make_bike(paint: Colour, trim: Colour) -> Vehicle:
    """Make a parked motorcycle, seen from the side."""

    def draw(sprite: Sprite) -> None:
        for x in (-0.72, 0.72):
            sprite.disc(x, 0.33, 0.33, 0.33, TYRE)
            sprite.disc(x, 0.33, 0.25, 0.25, BLACK, dim(trim, 0.55))
            sprite.disc(x, 0.33, 0.22, 0.22, colour("#15161a"))
        sprite.limb([(0.72, 0.33), (0.52, 0.95)], (0.07, 0.06), colour("#2a2c32"))
        sprite.limb([(-0.72, 0.33), (-0.1, 0.45)], (0.09, 0.12), colour("#1c1d22"))
        sprite.polygon([(-0.42, 0.28), (0.38, 0.28), (0.50, 0.60), (-0.30, 0.62)], colour("#1a1b20"))
        sprite.polygon(
            [
                (-1.02, 0.92),
                (-0.70, 0.72),
                (-0.1, 0.66),
                (0.36, 0.62),
                (0.62, 0.80),
                (0.46, 1.02),
                (0.1, 0.98),
                (-0.22, 0.80),
            ],
            paint,
        )
        sprite.polygon([(0.44, 1.0), (0.66, 0.82), (0.74, 0.98), (0.56, 1.20)], dim(paint, 1.4))
        sprite.line([(0.42, 1.12), (0.60, 1.06)], 0.05, TYRE)
        sprite.disc(0.74, 0.88, 0.05, 0.05, WHITE, mix(trim, WHITE, 0.6))
        sprite.line([(-1.0, 0.90), (-0.88, 0.82)], 0.06, TAIL_LIGHT, TAIL_LIGHT)

    return Vehicle(draw, (-1.12, 0.0, 1.12, 1.25))


def make_rider(paint: Colour, trim: Colour) -> Vehicle:
    """Make a motorcycle on the move with who rides it, seen from behind."""

    def draw(sprite: Sprite) -> None:
        cloth = colour("#141419")
        sprite.disc(0, 0.33, 0.11, 0.33, TYRE)
        for side in (-1, 1):
            sprite.limb([(side * 0.14, 0.80), (side * 0.33, 0.72), (side * 0.24, 0.30)], (0.19, 0.16, 0.10), cloth)
            sprite.line([(side * 0.2, 1.02), (side * 0.42, 1.0)], 0.05, TYRE)
        sprite.polygon([(-0.16, 0.42), (-0.22, 0.84), (0.22, 0.84), (0.16, 0.42)], paint)
        sprite.polygon(_box(0, 0.70, 0.13, 0.045), dim(TAIL_LIGHT, 0.3), TAIL_LIGHT)
        sprite.polygon(_box(0, 0.50, 0.09, 0.05), colour("#70706a"), dim(WHITE, 0.2))
        sprite.limb([(0, 0.86), (0, 1.30)], (0.34, 0.42), cloth)
        for side in (-1, 1):
            sprite.limb([(side * 0.2, 1.30), (side * 0.36, 1.12), (side * 0.36, 1.0)], (0.14, 0.11, 0.08), cloth)
        sprite.disc(0, 1.52, 0.14, 0.16, dim(paint, 0.9))
        sprite.line([(-0.1, 1.52), (0.1, 1.52)], 0.03, BLACK, dim(trim, 0.8))

    return Vehicle(draw, (-0.5, 0.0, 0.5, 1.7))


def make_oncoming(paint: Colour, trim: Colour) -> Vehicle:
    """Make a car that comes towards the viewer, mostly headlights."""

    def draw(sprite: Sprite) -> None:
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.72, 0.20, 0.14, 0.20), TYRE)
        sprite.polygon([(-0.94, 0.26), (-0.98, 0.6), (-0.86, 0.82), (0.86, 0.82), (0.98, 0.6), (0.94, 0.26)], paint)
        sprite.polygon([(-0.82, 0.82), (-0.58, 1.30), (0.58, 1.30), (0.82, 0.82)], GLASS)
        for side in (-1, 1):
            sprite.polygon(_box(side * 0.70, 0.62, 0.19, 0.075), WHITE, mix(WHITE, trim, 0.12))
        sprite.line([(-0.85, 0.40), (0.85, 0.40)], 0.03, dim(paint, 1.6), dim(trim, 0.4))

    return Vehicle(draw, (-1.1, 0.0, 1.1, 1.36))


def make_drone(trim: Colour, body: Colour = DRONE_BODY) -> Vehicle:
    """Make a four-rotor drone, about two metres across, around its centre."""

    def draw(sprite: Sprite) -> None:
        for x, y in ((-0.78, 0.10), (0.78, 0.10), (-0.52, 0.20), (0.52, 0.20)):
            sprite.limb([(0, 0.02), (x, y)], (0.10, 0.05), body)
            sprite.disc(x, y + 0.05, 0.30, 0.030, colour("#30343c"))
            sprite.disc(x, y + 0.02, 0.05, 0.07, body)
        sprite.disc(0, 0, 0.30, 0.17, dim(body, 1.4))
        sprite.polygon([(-0.22, -0.08), (0.22, -0.08), (0.12, -0.28), (-0.12, -0.28)], body)
        sprite.disc(0, -0.16, 0.075, 0.075, TAIL_LIGHT, TAIL_LIGHT)
        sprite.disc(0, -0.16, 0.03, 0.03, WHITE, WHITE)
        for side, tint in ((-1, trim), (1, colour("#40ff90"))):
            sprite.disc(side * 0.78, 0.02, 0.035, 0.035, tint, tint)

    return Vehicle(draw, (-1.12, -0.34, 1.12, 0.34))


def make_helicopter(trim: Colour, body: Colour = DRONE_BODY) -> Vehicle:
    """Make a helicopter in flight, about twelve metres of rotor, around its cabin."""

    def draw(sprite: Sprite) -> None:
        sprite.limb([(0.8, 0.1), (5.6, 0.7)], (0.9, 0.3), body)
        sprite.polygon([(5.2, 0.5), (6.0, 2.1), (6.4, 2.1), (6.0, 0.4)], body)
        sprite.disc(5.8, 0.9, 0.75, 0.75, dim(body, 0.6))
        sprite.disc(-0.4, 0.0, 2.3, 1.15, dim(body, 1.3))
        sprite.polygon([(-2.5, 0.1), (-1.9, 0.85), (-0.7, 0.95), (-0.6, 0.05)], GLASS, dim(trim, 0.25))
        sprite.polygon([(-0.3, 1.0), (1.0, 1.0), (0.7, 1.5), (0.0, 1.5)], body)
        sprite.disc(0.3, 1.75, 6.2, 0.11, colour("#30343c"))
        for x in (-1.4, 0.7):
            sprite.line([(x, -0.9), (x - 0.2, -1.5)], 0.12, body)
        sprite.line([(-2.4, -1.5), (1.9, -1.5)], 0.14, body)
        sprite.disc(-2.2, -0.75, 0.24, 0.2, WHITE, WHITE)
        sprite.disc(6.2, 2.1, 0.16, 0.16, TAIL_LIGHT, TAIL_LIGHT)
        sprite.disc(0.2, -1.1, 0.13, 0.13, colour("#40ff90"), colour("#40ff90"))

    return Vehicle(draw, (-6.2, -1.8, 6.8, 2.4))


def make_dragon(hide: Colour, eye: Colour) -> Vehicle:
    """Make a dragon in flight, about thirty metres of wing, around its chest."""
    shine = dim(hide, HIDE_LIGHT)

    def draw(sprite: Sprite) -> None:
        for side in (-1, 1):
            _draw_wing(sprite, side, hide)
        body: list[Spot] = [(math.sin(t * 2.4) * 2.2 - t * 3.2, -t * 3.4) for t in (0.0, 0.25, 0.5, 0.8, 1.1, 1.5, 1.9)]
        sprite.limb(body, (2.6, 2.3, 1.8, 1.2, 0.8, 0.5, 0.12), hide, shine)
        neck: list[Spot] = [(0, 0), (1.5, 1.9), (3.2, 2.6), (4.9, 2.3)]
        sprite.limb(neck, (2.5, 1.6, 1.2, 1.1), hide, shine)
        sprite.polygon([(4.5, 2.9), (5.6, 2.75), (7.0, 2.0), (6.9, 1.75), (5.6, 1.7), (4.6, 1.8)], hide, shine)
        for rise in (0.0, 0.35):
            sprite.polygon([(4.7, 2.7 + rise * 0.3), (3.3, 3.9 + rise), (4.4, 2.4)], hide, shine)
        sprite.disc(5.5, 2.38, 0.13, 0.10, eye, eye)

    return Vehicle(draw, (-16, -8, 16, 9))


def _draw_wing(sprite: Sprite, side: int, hide: Colour) -> None:
    wrist = (side * 7.0, 7.2)
    tips: list[Spot] = [(side * 15.4, 4.4), (side * 12.6, 0.2), (side * 8.6, -2.4), (side * 4.2, -2.8)]
    web: list[Spot] = [(side * 0.6, 0.9), wrist, tips[0]]
    for tip, following in pairwise(tips):
        hollow = ((tip[0] + following[0]) / 2 - side * 0.9, (tip[1] + following[1]) / 2 + 1.3)
        web += [hollow, following]
    sprite.polygon([*web, (side * 0.8, -1.0)], dim(hide, 1.5), dim(hide, HIDE_LIGHT))
    for tip in tips:
        sprite.limb([wrist, tip], (0.34, 0.10), hide)
    sprite.limb([(side * 0.4, 0.6), wrist], (0.9, 0.45), hide)


def _box(x: float, y: float, half_wide: float, half_high: float) -> list[Spot]:
    return [
        (x - half_wide, y - half_high),
        (x - half_wide, y + half_high),
        (x + half_wide, y + half_high),
        (x + half_wide, y - half_high),
    ]
