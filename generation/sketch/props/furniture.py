"""Boardroom furniture and its people: the long table, executive chairs, seated silhouettes and the hologram over it."""

import math

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.solids import draw_cylinder
from generation.sketch.canvas.sprite import Spot, Sprite
from generation.sketch.canvas.stage import Point, Stage

LEATHER = colour("#34363f")
STEEL = colour("#5a606c")
TOP = 0.76  # metres; the table's height


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


def draw_side_chair(stage: Stage, x: float, z: float, tint: Colour, *, person: bool, seed: int) -> None:
    """Draw a chair that faces the table from the side, and who sits in it."""
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
    if person:
        stage.stand(
            lambda sprite: draw_seated(sprite, -away, tint, seed),
            x + away * 0.08,
            z - 0.02,
            (-0.55, 0, 0.55, 1.0),
            y=0.46,
        )
    stage.line([(x - away * 0.16, 0.68, z - 0.29), (back, 0.70, z - 0.29)], 0.05, STEEL)


def draw_seated(sprite: Sprite, facing: int, tint: Colour, seed: int) -> None:
    """Draw somebody seated, turned towards the table: a leaning back, an arm on the table, a head in profile."""
    rng = np.random.Generator(np.random.PCG64(seed))
    cloth = dim(mix(colour("#2a3040"), colour("#43343a"), float(rng.random())), 1.1)
    skin = mix(colour("#8a6450"), colour("#4a3226"), float(rng.random()))
    lean = 0.06 * float(rng.random())
    shoulder: Spot = (facing * (0.0 + lean), 0.55)
    torso = [
        (-0.16, 0.0),
        (0.18, 0.0),
        (0.20, 0.34),
        (0.17, 0.56),
        (0.05, 0.63),
        (-0.08, 0.62),
        (-0.18, 0.52),
        (-0.20, 0.25),
    ]
    sprite.polygon([(facing * x + facing * lean * y, y) for x, y in torso], cloth)
    sprite.limb([(facing * -0.02, 0.08), (facing * 0.42, 0.10)], (0.19, 0.15), dim(cloth, 0.7))
    sprite.limb([(facing * 0.04 + lean * facing, 0.60), (facing * 0.06 + lean * facing, 0.72)], (0.11, 0.09), skin)
    head = [(-0.11, 0.76), (-0.10, 0.90), (-0.03, 0.965), (0.06, 0.955), (0.11, 0.89), (0.115, 0.85),
    (0.145, 0.81), (0.115, 0.79), (0.11, 0.73),
            (0.06, 0.695), (-0.02, 0.71)]  # fmt: skip
    middle = facing * (0.06 + lean)
    sprite.polygon([(middle + facing * x, y) for x, y in head], skin)
    hair = [
        (-0.13, 0.78),
        (-0.13, 0.92),
        (-0.04, 0.985),
        (0.08, 0.975),
        (0.10, 0.90),
        (0.02, 0.90),
        (-0.03, 0.80),
        (-0.08, 0.75),
    ]
    sprite.polygon([(middle + facing * x, y) for x, y in hair], colour("#0e0c10"))
    if rng.random() < 0.35:
        sprite.line([(middle + facing * 0.02, 0.855), (middle + facing * 0.12, 0.85)], 0.03, BLACK, tint)
    sprite.limb([shoulder, (facing * 0.14, 0.32), (facing * 0.44, 0.34)], (0.15, 0.11, 0.075), dim(cloth, 1.35))
    sprite.disc(facing * 0.47, 0.345, 0.045, 0.035, skin)


def draw_end_chair(stage: Stage, z: float, tint: Colour, *, person: bool) -> None:
    """Draw the high chair at the head of the table, facing the viewer, and who presides."""

    def draw(sprite: Sprite) -> None:
        sprite.polygon([(-0.36, 0.30), (-0.40, 1.15), (-0.28, 1.46), (0.28, 1.46), (0.40, 1.15), (0.36, 0.30)], LEATHER)
        sprite.line(
            [(-0.33, 0.4), (-0.365, 1.13), (-0.26, 1.41), (0.26, 1.41), (0.365, 1.13), (0.33, 0.4)],
            0.02,
            LEATHER,
            dim(tint, 0.4),
        )
        if not person:
            return
        suit = colour("#262833")
        sprite.polygon([(-0.34, 0.3), (-0.33, 0.88), (-0.20, 1.02), (0.20, 1.02), (0.33, 0.88), (0.34, 0.3)], suit)
        sprite.polygon([(-0.07, 1.03), (0.07, 1.03), (0, 0.68)], colour("#9aa0ac"))
        sprite.polygon([(-0.016, 1.0), (0.016, 1.0), (0.024, 0.72), (-0.024, 0.72)], dim(colour("#c02030"), 0.5))
        sprite.limb([(0, 0.98), (0, 1.1)], (0.12, 0.11), colour("#6a4c3c"))
        sprite.disc(0, 1.2, 0.105, 0.14, colour("#7a5846"))
        sprite.polygon(
            [(-0.12, 1.2), (-0.11, 1.33), (0, 1.375), (0.11, 1.33), (0.12, 1.2), (0.08, 1.28), (-0.08, 1.28)],
            colour("#0e0c10"),
        )
        for side in (-1, 1):
            sprite.limb(
                [(side * 0.3, 0.9), (side * 0.42, 0.62), (side * 0.12, 0.56)], (0.15, 0.12, 0.08), dim(suit, 1.3)
            )

    stage.stand(draw, 0, z, (-0.6, 0.2, 0.6, 1.5))
