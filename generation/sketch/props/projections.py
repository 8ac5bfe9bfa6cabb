"""Projections: what floats over a table of those who decide: a globe, a model of a city, or rings of figures."""

import math

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, dim, mix
from generation.sketch.canvas.stage import Point, Stage


def draw_globe(stage: Stage, rng: np.random.Generator, z: float, tint: Colour, accent: Colour) -> None:
    """Draw a globe of light over the table, with marked places, rings and floating panes."""
    y, radius = 2.02, 0.82

    def on_globe(latitude: float, longitude: float, reach: float = 1.0) -> Point:
        flat = radius * reach * math.cos(latitude)
        return flat * math.cos(longitude), y + radius * reach * math.sin(latitude), z + flat * math.sin(longitude)

    turn = [math.tau * index / 36 for index in range(37)]
    for ring in range(8):
        latitude = math.pi * (ring + 1) / 9 - math.pi / 2
        stage.line([on_globe(latitude, angle) for angle in turn], 0.013, BLACK, dim(tint, 0.75))
    for meridian in range(8):
        stage.line([on_globe(angle, math.pi * meridian / 8) for angle in turn], 0.013, BLACK, dim(tint, 0.7))
    for index in range(30):
        up, around = math.asin(float(rng.random()) * 2 - 1), float(rng.random()) * math.tau
        spot, end = on_globe(up, around), on_globe(up, around, 1.25 + 0.35 * float(rng.random()))
        light = accent if index % 4 == 0 else mix(tint, WHITE, 0.6)
        stage.front(spot[0] - 0.018, spot[1] - 0.018, spot[0] + 0.018, spot[1] + 0.018, spot[2], BLACK, light)
        if index % 3 == 0:
            stage.line([spot, end], 0.006, BLACK, dim(light, 0.6))
    for index, reach in enumerate((1.12, 1.3, 1.42)):
        arc: list[Point] = [
            (radius * reach * math.cos(a + index), y - 0.18 * index + 0.12, z + radius * reach * math.sin(a + index))
            for a in turn[:30]
        ]
        stage.line(arc, 0.012, BLACK, dim(accent if index == 1 else tint, 0.75))
    _draw_panes(stage, z, tint, rng)


def _draw_pane(stage: Stage, x: float, z: float, tint: Colour, rng: np.random.Generator) -> None:
    left, right, bottom, top = x - 0.42, x + 0.42, 1.45, 2.32
    outline: list[Point] = [(left, bottom, z), (left, top, z), (right, top, z), (right, bottom, z), (left, bottom, z)]
    stage.line(outline, 0.012, BLACK, dim(tint, 0.7))
    for row in range(8):
        level = bottom + 0.08 + row * 0.09
        stage.line(
            [(left + 0.06, level, z), (left + 0.14 + 0.6 * float(rng.random()), level, z)], 0.02, BLACK, dim(tint, 0.55)
        )


def draw_city_model(stage: Stage, rng: np.random.Generator, z: float, tint: Colour, accent: Colour) -> None:
    """Draw blocks of a city in lines of light, one of them marked."""
    marked = int(rng.integers(4, 12))
    blocks = sorted(rng.random((16, 4)).tolist(), key=lambda block: -block[1])
    for index, (aside, behind, tall, wide) in enumerate(blocks):
        x, at, half = 2.2 * (aside - 0.5), z + 1.6 * (behind - 0.5), 0.09 + 0.10 * wide
        foot, top = 1.12, 1.35 + 1.35 * tall**1.6
        light = accent if index == marked else tint
        near, far = at - half, at + half
        for level in np.linspace(foot, top, 2 + int(5 * tall)).tolist():
            ring: list[Point] = [(x - half, level, near), (x + half, level, near), (x + half, level, far),
                                 (x - half, level, far), (x - half, level, near)]  # fmt: skip
            stage.line(ring, 0.010, BLACK, dim(light, 0.75))
        for edge_x, edge_z in ((x - half, near), (x + half, near), (x + half, far), (x - half, far)):
            stage.line([(edge_x, foot, edge_z), (edge_x, top, edge_z)], 0.012, BLACK, dim(light, 0.8))
        if index == marked:
            stage.line([(x, top, at), (x, top + 0.35, at)], 0.012, BLACK, mix(light, WHITE, 0.5))
            stage.front(x - 0.05, top + 0.35, x + 0.05, top + 0.45, at, BLACK, mix(light, WHITE, 0.6))
    for line in range(9):
        x = -1.2 + 0.3 * line
        stage.line([(x, 1.12, z - 0.9), (x, 1.12, z + 0.9)], 0.008, BLACK, dim(tint, 0.5))
    for line in range(7):
        at = z - 0.9 + 0.3 * line
        stage.line([(-1.2, 1.12, at), (1.2, 1.12, at)], 0.008, BLACK, dim(tint, 0.5))
    _draw_panes(stage, z, tint, rng)


def draw_rings(stage: Stage, rng: np.random.Generator, z: float, tint: Colour, accent: Colour) -> None:
    """Draw rings of bars about a bright core: figures of a year, turning."""
    for ring, (radius, level) in enumerate(((0.35, 2.45), (0.75, 2.05), (1.15, 1.62))):
        count = 14 + 8 * ring
        high = rng.random(count).tolist()
        for index in range(count):
            angle = math.tau * index / count
            x, at = radius * math.cos(angle), z + radius * math.sin(angle)
            light = accent if index % 7 == ring else tint
            top = level + 0.06 + 0.34 * high[index]
            stage.front(x - 0.028, level, x + 0.028, top, at, BLACK, dim(light, 0.45 + 0.35 * (at < z)))
        circle: list[Point] = [
            (radius * math.cos(math.tau * step / 36), level - 0.03, z + radius * math.sin(math.tau * step / 36))
            for step in range(37)
        ]
        stage.line(circle, 0.016, BLACK, dim(tint, 0.9))
    stage.front(-0.07, 1.3, 0.07, 2.75, z, BLACK, dim(mix(tint, WHITE, 0.5), 0.7))
    _draw_panes(stage, z, tint, rng)


def _draw_panes(stage: Stage, z: float, tint: Colour, rng: np.random.Generator) -> None:
    for side in (-1, 1):
        _draw_pane(stage, side * 1.62, z - 0.2, tint, rng)
