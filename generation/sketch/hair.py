"""The hair of a portrait: masses with strands of light along their flow."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from generation.sketch.field import Field
from generation.sketch.palette import Colour, colour, dim, linear, mix
from generation.sketch.relief import Matter, Relief, Spot, curve
from generation.sketch.sitter import Sitter

DARK_HAIR = colour("#15121a")


def hair_style(sitter: Sitter) -> str:
    """Return what hair the sitter has: as asked, or what fits."""
    for style in ("mohawk", "dreads", "long_hair", "bald"):
        if sitter.has(style):
            return style
    if sitter.has("woman") or sitter.subject.metatype == "elf":
        return "long_hair"
    return "bald" if sitter.subject.metatype == "troll" else "short"


def hair_colour(sitter: Sitter) -> Colour:
    """Return the hair's colour: dyed in a sign's colour as often as not."""
    dyed = sitter.first if hair_style(sitter) == "mohawk" else sitter.second
    return mix(DARK_HAIR, dyed, 0.7 if hair_style(sitter) in {"mohawk", "dreads"} else 0.10)


def draw_back_hair(relief: Relief, sitter: Sitter) -> None:
    """Draw the hair that falls behind the neck."""
    if hair_style(sitter) == "long_hair":
        mass = [
            (-0.02, -0.50),
            (-0.30, -0.44),
            (-0.50, -0.20),
            (-0.54, 0.15),
            (-0.60, 0.55),
            (-0.66, 0.98),
            (-0.42, 1.12),
            (-0.16, 1.0),
            (-0.12, 0.5),
            (0.0, 0.1),
        ]
        relief.shape(curve(mass), _matter(hair_colour(sitter)))
        _draw_strands(
            relief,
            sitter,
            26,
            lambda t: [
                (-0.12 - 0.20 * t, -0.40 + 0.1 * t),
                (-0.20 - 0.28 * t, -0.1),
                (-0.20 - 0.36 * t, 0.45),
                (-0.22 - 0.40 * t, 1.0),
            ],
        )
    if hair_style(sitter) == "dreads":
        for index in range(11):
            t = index / 10
            _draw_lock(
                relief,
                sitter,
                [
                    (-0.05 - 0.30 * t, -0.35 + 0.2 * t),
                    (-0.30 - 0.20 * t, 0.0),
                    (-0.30 - 0.28 * t, 0.5),
                    (-0.26 - 0.34 * t, 0.72 + 0.2 * math.sin(index * 2.1)),
                ],
            )


def draw_hair(relief: Relief, sitter: Sitter) -> None:
    """Draw the hair over the skull."""
    style = hair_style(sitter)
    if style == "mohawk":
        _draw_mohawk(relief, sitter)
    elif style == "long_hair":
        cap = [(0.30, -0.33), (0.24, -0.45), (0.02, -0.545), (-0.25, -0.47), (-0.46, -0.22), (-0.50, 0.10),
        (-0.50, 0.45), (-0.34, 0.55), (-0.17, 0.38), (-0.13, 0.10),
               (-0.06, -0.10), (0.06, -0.18), (0.20, -0.24)]  # fmt: skip
        relief.shape(curve(cap), _matter(hair_colour(sitter)))
        _draw_strands(
            relief,
            sitter,
            34,
            lambda t: [
                (0.26 - 0.1 * t, -0.36 - 0.05 * t),
                (0.0 - 0.25 * t, -0.42 + 0.06 * t),
                (-0.16 - 0.26 * t, -0.12),
                (-0.18 - 0.28 * t, 0.42),
            ],
        )
    elif style == "dreads":
        cap = [
            (0.28, -0.34),
            (0.18, -0.49),
            (-0.06, -0.55),
            (-0.34, -0.44),
            (-0.48, -0.15),
            (-0.44, 0.12),
            (-0.25, 0.15),
            (-0.10, -0.10),
            (0.10, -0.22),
        ]
        relief.shape(curve(cap), _matter(hair_colour(sitter)))
        for index in range(7):
            t = index / 6
            _draw_lock(
                relief,
                sitter,
                [
                    (0.12 - 0.30 * t, -0.44 + 0.04 * t),
                    (-0.10 - 0.26 * t, -0.25),
                    (-0.14 - 0.30 * t, 0.15),
                    (-0.10 - 0.36 * t, 0.42 + 0.12 * math.sin(index * 1.7)),
                ],
            )
    elif style == "short":
        cap = [(0.285, -0.325), (0.24, -0.44), (0.04, -0.53), (-0.24, -0.47), (-0.455, -0.20), (-0.44, 0.08),
        (-0.28, 0.17), (-0.19, 0.05), (-0.13, -0.12), (-0.01, -0.14), (0.03, -0.05),
               (0.06, -0.18), (0.16, -0.27)]  # fmt: skip
        relief.shape(curve(cap), _matter(hair_colour(sitter)))
        _draw_strands(
            relief,
            sitter,
            30,
            lambda t: [
                (0.24 - 0.3 * t, -0.38 - 0.08 * t + 0.1 * t * t),
                (0.0 - 0.3 * t, -0.42 + 0.12 * t),
                (-0.20 - 0.2 * t, -0.22 + 0.3 * t),
            ],
        )
    if sitter.has("beard") or (sitter.subject.metatype == "dwarf" and not sitter.has("woman")):
        _draw_beard(relief, sitter)


def _matter(tint: Colour) -> Matter:
    return Matter(linear(tint), 0.16, 0.9, 0.25, 10)


def _draw_mohawk(relief: Relief, sitter: Sitter) -> None:
    tint = hair_colour(sitter)
    stubble = [
        (0.27, -0.32),
        (0.22, -0.42),
        (0.0, -0.515),
        (-0.25, -0.45),
        (-0.44, -0.2),
        (-0.40, 0.08),
        (-0.22, 0.05),
        (-0.10, -0.14),
        (0.05, -0.22),
    ]
    relief.shape(curve(stubble), _matter(dim(DARK_HAIR, 1.2)), 0.75)
    for layer in range(3):
        count = 15 + layer
        for index in range(count):
            angle = -0.95 + 2.05 * (index + 0.5 * (layer % 2)) / count  # from the forehead over the crown to the nape
            base = (-0.05 - 0.40 * math.sin(angle), -0.02 - 0.44 * math.cos(angle))
            reach = 0.46 - 0.07 * layer + 0.10 * float(sitter.rng.random()) - 0.07 * abs(angle)
            lean = angle + 0.22 + 0.16 * (float(sitter.rng.random()) - 0.5)
            tip = (base[0] - reach * math.sin(lean), base[1] - reach * math.cos(lean))
            side = (math.cos(angle) * 0.036, -math.sin(angle) * 0.036)
            middle = (base[0] * 0.45 + tip[0] * 0.55, base[1] * 0.45 + tip[1] * 0.55)
            blade = [
                (base[0] - side[0], base[1] - side[1]),
                (middle[0] - side[0] * 0.8, middle[1] - side[1] * 0.8),
                tip,
                (middle[0] + side[0] * 0.8, middle[1] + side[1] * 0.8),
                (base[0] + side[0], base[1] + side[1]),
            ]
            relief.shape(curve(blade, 3), Matter(linear(dim(tint, 0.7 + 0.2 * layer)), 0.03, 0.8, 0.25, 8))


def _draw_lock(relief: Relief, sitter: Sitter, spine: list[Spot]) -> None:
    points = curve(spine, 8, closed=False)
    left, right = [], []
    for (x, y), (ahead_x, ahead_y) in pairwise(points):
        length = math.hypot(ahead_x - x, ahead_y - y) or 1.0
        nx, ny = -(ahead_y - y) / length * 0.034, (ahead_x - x) / length * 0.034
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    ridges = [(points[index][0], points[index][1], 0.05, 0.010, 0.010) for index in range(2, len(points), 3)]
    relief.shape(
        [*left, points[-1], *right[::-1]], Matter(linear(hair_colour(sitter)), 0.03, 1.1, 0.3, 10, None, ridges)
    )


def _draw_strands(relief: Relief, sitter: Sitter, count: int, flow: Callable[[float], list[Spot]]) -> None:
    """Let strands of light and shadow run along the hair."""
    shine: Field = linear(mix(sitter.second, sitter.first, 0.3)) * np.float32(0.16)
    for index in range(count):
        t = (index + float(sitter.rng.random())) / count
        spine = curve([(x + 0.02 * (float(sitter.rng.random()) - 0.5), y) for x, y in flow(t)], 6, closed=False)
        if index % 3:
            relief.glow(spine, shine * np.float32(float(sitter.rng.random()) ** 2 * 2), 0.004, 0.004)
        else:
            relief.darken(spine, 0.5, 0.004, 0.008)


def _draw_beard(relief: Relief, sitter: Sitter) -> None:
    long = 0.92 if sitter.subject.metatype == "dwarf" else 0.60
    mass = [(0.385, 0.20), (0.30, 0.205), (0.22, 0.27), (0.06, 0.16), (-0.06, 0.02), (-0.10, 0.18), (-0.06, 0.36),
    (0.06, 0.50), (0.16, long * 0.85), (0.27, long), (0.36, long * 0.86),
            (0.41, 0.50), (0.41, 0.38), (0.39, 0.31), (0.33, 0.28), (0.37, 0.25)]  # fmt: skip
    tint = mix(colour("#5a2c14"), DARK_HAIR, 0.35)
    relief.shape(curve(mass), Matter(linear(tint), 0.09, 1.1, 0.3, 8))
    _draw_strands(
        relief,
        sitter,
        18,
        lambda t: [(0.0 + 0.34 * t, 0.25 + 0.06 * t), (0.08 + 0.28 * t, 0.45), (0.20 + 0.16 * t, long * 0.9)],
    )
