"""Holograms that hang in the air: a figure, a globe or a rune of light over a projector."""

import math
from collections.abc import Callable

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.solids import draw_disc, draw_ring
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.crowd import paint_of


def draw_holograms(canvas: Canvas, stage: Stage, places: list[tuple[float, float]]) -> None:
    """Draw the plan's holograms at (x, z), in metres, over projectors; further ones stand behind one another."""
    subject = canvas.plan.of("hologram")
    for index in range(canvas.plan.count("hologram")):
        x, z = places[index % len(places)]
        z += 2.5 * (index // len(places))
        tint = paint_of(subject, canvas.palette.neon[(index + 1) % 3])
        _draw_hologram(stage, x, z, tint, index)


def _draw_hologram(stage: Stage, x: float, z: float, tint: Colour, index: int) -> None:
    draw_disc(stage, (x, 0.02, z), 0.62, colour("#14161c"))
    draw_ring(stage, (x, 0.05, z), 0.55, 0.05, mix(tint, WHITE, 0.3))
    stage.stand((_figure if index % 2 == 0 else _globe)(tint), x, z, (-0.9, 0.0, 0.9, 2.9), rim=False)


def _figure(tint: Colour) -> Callable[[Sprite], None]:
    """Return the painter of a woman of scan lines, as shops show them."""

    def draw(sprite: Sprite) -> None:
        outline = (
            (0.30, 0.10),
            (0.6, 0.13),
            (1.0, 0.20),
            (1.25, 0.24),
            (1.45, 0.19),
            (1.65, 0.16),
            (1.9, 0.24),
            (2.1, 0.27),
            (2.2, 0.12),
            (2.28, 0.09),
            (2.36, 0.13),
            (2.48, 0.155),
            (2.6, 0.13),
            (2.66, 0.05),
        )
        level, step = 0.25, 0.045
        while level < 2.66:
            below = max((spot for spot in outline if spot[0] <= level), default=outline[0])
            above = min((spot for spot in outline if spot[0] > level), default=outline[-1])
            share = (level - below[0]) / max(0.01, above[0] - below[0])
            half = below[1] + (above[1] - below[1]) * min(1.0, max(0.0, share))
            sway = 0.05 * math.sin(level * 2.3)
            sprite.line(
                [(sway - half, level), (sway + half, level)], 0.026, BLACK, dim(tint, 0.55 + 0.4 * (level / 2.7))
            )
            level += step

    return draw


def _globe(tint: Colour) -> Callable[[Sprite], None]:
    """Return the painter of a turning globe of lines."""

    def draw(sprite: Sprite) -> None:
        turn = [math.tau * step / 36 for step in range(37)]
        for tilt in range(6):
            wide = math.cos(math.pi * tilt / 6)
            sprite.line(
                [(0.75 * wide * math.cos(a), 1.7 + 0.75 * math.sin(a)) for a in turn], 0.02, BLACK, dim(tint, 0.7)
            )
        for ring in range(-2, 3):
            level, half = 0.28 * ring, math.sqrt(max(0.0, 0.75**2 - (0.28 * ring) ** 2))
            sprite.line([(-half, 1.7 + level), (half, 1.7 + level)], 0.02, BLACK, dim(tint, 0.7))

    return draw
