"""Boardroom furniture and its people: the long table, executive chairs, seated silhouettes and the hologram over it."""

import math
from collections.abc import Callable

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim
from generation.sketch.canvas.solids import draw_cylinder
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Point, Stage

LEATHER = colour("#34363f")
STEEL = colour("#5a606c")
TOP = 0.76  # metres; the table's height
SEAT, LAP = (
    0.50,
    0.225,
)  # metres: the seat's height; that of who sits on it over the feet, as a share of how tall one is
UP_TO_TABLE, UNDER = 0.08, 0.40  # metres: how far behind the chair's middle one sits, and in front of one the table is


def draw_table(stage: Stage, half: float, near: float, far: float, tint: Colour) -> None:
    """Draw a long table with rounded ends, a lit edge and a glowing inlay."""
    outline = _table_outline(half, near, far)
    front = [spot for spot in outline if spot[1] <= near + 1.0]
    for z in (far - 1.6, (near + far) / 2, near + 1.3):  # pedestals of brushed steel, lit from within
        draw_cylinder(stage, 0.0, z, half * 0.34, (0.0, TOP - 0.1), dim(STEEL, 0.45))
        stage.front(-half * 0.34, 0.03, half * 0.34, 0.06, z - half * 0.34, BLACK, dim(tint, 0.5))
    edge: list[Point] = [(x, TOP, z) for x, z in front] + [(x, TOP - 0.10, z) for x, z in reversed(front)]
    stage.polygon(edge, colour("#3a4150"))
    stage.polygon([(x, TOP, z) for x, z in outline], colour("#46505f"))
    inlay = [(x * 0.90, near + (z - near) * 0.97 + 0.1) for x, z in outline]
    stage.line([(x, TOP + 0.002, z) for x, z in [*inlay, inlay[0]]], 0.022, BLACK, dim(tint, 0.75))
    stage.line([(x, TOP - 0.05, z) for x, z in front], 0.025, BLACK, dim(tint, 0.55))
    stage.slab(-0.03, 0.03, TOP + 0.003, near + 0.8, far - 0.8, BLACK, dim(tint, 0.4))


def _table_outline(half: float, near: float, far: float) -> list[tuple[float, float]]:
    bend = 0.9
    points = []
    for index in range(13):
        angle = math.pi + math.pi * index / 12
        points.append((half * math.cos(angle), near + bend + bend * math.sin(angle)))
    for index in range(13):
        angle = math.pi * index / 12
        points.append((half * math.cos(angle), far - bend + bend * math.sin(angle)))
    return points


def draw_place(stage: Stage, x: float, z: float, tint: Colour, bright: float) -> None:
    """Draw what lies before a seat: a lit screen in the table and a glass."""
    toward = -1 if x > 0 else 1
    stage.slab(x - 0.22, x + 0.22, TOP + 0.004, z - 0.32, z + 0.32, BLACK, dim(tint, 0.12 + 0.3 * bright))
    for line in range(4):
        across = x - 0.16 + line * 0.09
        stage.slab(
            across,
            across + 0.035,
            TOP + 0.005,
            z - 0.24,
            z - 0.24 + 0.45 * abs(math.sin(line * 9.1 + bright * 7)),
            BLACK,
            dim(tint, 0.75),
        )
    stage.front(
        x + toward * 0.34 - 0.03, TOP, x + toward * 0.34 + 0.03, TOP + 0.11, z, dim(WHITE, 0.25), dim(tint, 0.10)
    )


def draw_side_chair(stage: Stage, x: float, z: float, sit: Callable[[], None] | None) -> None:
    """Draw a chair that faces the table from the side, and who sits in it, whom `sit` draws."""
    away = 1 if x > 0 else -1
    back = x + away * 0.30
    stage.front(x - 0.04, 0.06, x + 0.04, 0.42, z, STEEL)
    for reach in (-0.30, 0.30):
        stage.line([(x, 0.07, z), (x + reach, 0.04, z + 0.10)], 0.05, STEEL)
    shell = [
        (0.42, -0.27),
        (0.95, -0.31),
        (1.22, -0.25),
        (1.30, -0.10),
        (1.30, 0.10),
        (1.22, 0.25),
        (0.95, 0.31),
        (0.42, 0.27),
    ]
    for shift, tone in ((0.11, 0.7), (0.0, 1.5)):
        stage.polygon(
            [(back + away * (shift + 0.10 * (up - 0.42)), up, z + deep) for up, deep in shell], dim(LEATHER, tone)
        )
    stage.slab(min(x - away * 0.24, back), max(x - away * 0.24, back), 0.47, z - 0.27, z + 0.27, dim(LEATHER, 1.8))
    stage.front(min(x - away * 0.24, back), 0.38, max(x - away * 0.24, back), 0.47, z - 0.27, LEATHER)
    if sit is not None:
        sit()
    stage.line([(x - away * 0.16, 0.68, z - 0.29), (back, 0.70, z - 0.29)], 0.05, STEEL)


def draw_end_chair(stage: Stage, z: float, tint: Colour, sit: Callable[[], None] | None) -> None:
    """Draw the high chair at the head of the table, facing the viewer, and who presides, whom `sit` draws."""

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-0.36, 0.30), (-0.40, 1.15), (-0.28, 1.46), (0.28, 1.46), (0.40, 1.15), (0.36, 0.30)], LEATHER)
        sprite.line(
            [(-0.33, 0.4), (-0.365, 1.13), (-0.26, 1.41), (0.26, 1.41), (0.365, 1.13), (0.33, 0.4)],
            0.02,
            LEATHER,
            dim(tint, 0.4),
        )

    stage.stand(draw, 0, z, (-0.6, 0.2, 0.6, 1.5))
    if sit is not None:
        sit()
