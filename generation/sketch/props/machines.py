"""Machines of laboratories and clinics: jointed arms, screens on walls, racks of blinking lights."""

import math
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.stage import Point, Stage

GLASS = colour("#060a10")


def draw_arm(stage: Stage, joints: list[Point], paint: Colour, tint: Colour) -> None:
    """Draw a jointed arm from its mount to its tip, which glows."""
    for index, (start, end) in enumerate(pairwise(joints)):
        thick = 0.17 - 0.035 * index
        stage.line([start, end], thick, paint)
        stage.line([start, end], thick * 0.25, dim(paint, 1.5))
    for index, (x, y, z) in enumerate(joints[1:-1]):
        half = 0.11 - 0.02 * index
        turn = [math.tau * step / 14 for step in range(14)]
        stage.polygon([(x + half * math.cos(a), y + half * math.sin(a), z) for a in turn], dim(paint, 0.7))
        stage.polygon(
            [(x + half * 0.4 * math.cos(a), y + half * 0.4 * math.sin(a), z) for a in turn], BLACK, dim(tint, 0.8)
        )
    x, y, z = joints[-1]
    stage.line([(x, y, z), (x - 0.03, y - 0.22, z)], 0.035, WHITE, mix(tint, WHITE, 0.5))


def draw_screen(
    stage: Stage, rng: np.random.Generator, face: tuple[float, float, float], along: tuple[float, float], tint: Colour
) -> None:
    """Draw a screen on a wall at (x, bottom, top) over (near, far): a curve over a grid, and columns of figures."""
    x, bottom, top = face
    near, far = along
    inward = -0.015 if x > 0 else 0.015
    stage.wall(x, bottom - 0.03, top + 0.03, near - 0.03, far + 0.03, colour("#14171d"))
    stage.wall(x + inward, bottom, top, near, far, GLASS, dim(tint, 0.16))
    quads = Quads()
    for row in range(5):
        level = bottom + (top - bottom) * (0.12 + 0.17 * row)
        length = (far - near) * (0.12 + 0.22 * float(rng.random()))
        quads.wall(
            x + 2 * inward,
            level,
            level + (top - bottom) * 0.07,
            near + 0.06,
            near + 0.06 + length,
            BLACK,
            dim(tint, 0.6),
        )
    quads.draw(stage)
    beat: list[Point] = []
    for step in range(40):
        share = step / 39
        pulse = math.exp(-((((share * 3) % 1) - 0.5) ** 2) / 0.003) - 0.4 * math.exp(
            -((((share * 3) % 1) - 0.58) ** 2) / 0.002
        )
        level = bottom + (top - bottom) * (0.45 + 0.38 * pulse + 0.03 * math.sin(share * 40))
        beat.append((x + 2 * inward, level, near + (far - near) * (0.42 + 0.54 * share)))
    stage.line(beat, 0.02, BLACK, mix(tint, WHITE, 0.4))


def draw_rack_of_lights(
    stage: Stage,
    rng: np.random.Generator,
    across: tuple[float, float],
    up: tuple[float, float],
    z: float,
    tints: tuple[Colour, ...],
) -> None:
    """Draw a cabinet of machines that faces the viewer, with rows of small lights."""
    (left, right), (bottom, top) = across, up
    quads = Quads()
    quads.front(left, bottom, right, top, z, colour("#181b22"))
    rows = max(3, int((top - bottom) / 0.16))
    for row in range(rows):
        level = bottom + (top - bottom) * (row + 0.2) / rows
        quads.front(left + 0.05, level, right - 0.05, level + 0.1, z - 0.01, colour("#0b0d12"))
        for slot, luck in enumerate(rng.random(9).tolist()):
            if luck < 0.6:
                x = left + 0.1 + (right - left - 0.25) * slot / 9
                tint = tints[int(luck * 100) % len(tints)]
                quads.front(x, level + 0.03, x + 0.06, level + 0.07, z - 0.02, BLACK, dim(tint, 0.4 + 0.6 * luck))
    quads.draw(stage)
