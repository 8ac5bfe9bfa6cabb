"""Ruins and what lies about them: broken walls, rubble, wrecks, poles and burning barrels."""

import math

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.stage import Point, Stage

SOOT = colour("#060505")
FLAME_LOW, FLAME_HIGH = colour("#ff5a10"), colour("#ffd060")


def draw_ruin(
    canvas: Canvas, stage: Stage, place: tuple[float, float, float, float], wall: Colour, rng: np.random.Generator
) -> None:
    """Draw one ruin at (x, width, height, z): a broken front, a side wall, dark windows, bare steel."""
    x, wide, high, z = place
    slope = 0.4 if rng.random() < 0.5 else 0.0
    bites = rng.random(25) ** 3 * np.where(rng.random(25) < 0.4, 1.0, 0.35)
    top: list[Point] = [
        (x + wide * index / 24, high * (1 - 0.55 * float(bites[index]) - slope * index / 24), z) for index in range(25)
    ]
    inner, inner_high = (x, top[0][1]) if x > 0 else (x + wide, top[-1][1])
    stage.polygon(
        [(inner, 0, z), (inner, inner_high, z), (inner, inner_high * 0.9, z + 9), (inner, 0, z + 9)], dim(wall, 1.35)
    )
    stage.polygon([(x, 0, z), *top, (x + wide, 0, z)], wall)
    edges, levels = [point[0] for point in top], [point[1] for point in top]
    for storey in range(1, int(high / 3.2)):
        for column in range(int(wide / 2.3)):
            left, sill = x + 0.9 + 2.3 * column, 3.2 * storey - 1.6
            luck = rng.random(2)
            roof = float(np.interp(left + 0.6, edges, levels))
            if sill + 2.2 < roof and luck[0] < 0.85:
                lit = luck[1] < 0.03 * canvas.air.lit
                light = (
                    dim(canvas.palette.windows[0], 0.55)
                    if lit
                    else dim(canvas.palette.mid, 0.25)
                    if luck[1] > 0.7
                    else BLACK
                )
                stage.front(left, sill, left + 1.25, sill + 1.8, z, SOOT, light)
    for index in rng.integers(25, size=6).tolist():  # bare reinforcement
        foot = top[index]
        bend = float(rng.random()) - 0.5
        stage.line([foot, (foot[0] + bend, foot[1] + 0.8 + 1.8 * float(rng.random()), z)], 0.07, SOOT)


def draw_pole(stage: Stage, x: float, z: float) -> None:
    """Draw a leaning utility pole with a torn wire."""
    stage.line([(x, 0, z), (x + 0.35, 8.5, z)], 0.22, SOOT)
    stage.line([(x - 1.2, 7.4, z), (x + 1.8, 7.7, z)], 0.14, SOOT)
    droop: list[Point] = [(x + 1.7 + 6 * t, 7.6 - 9 * t * t, z) for t in (0.0, 0.2, 0.4, 0.6, 0.8)]
    stage.line(droop, 0.04, SOOT)


def draw_rubble(stage: Stage, rng: np.random.Generator, tint: Colour) -> None:
    """Strew stones over the ground, far ones first, leaving a lane in the middle."""
    stones = rng.random((190, 4))
    for far, aside, size, shade in stones[np.argsort(-stones[:, 0])].tolist():
        z = 4.5 + 28 * far**1.3
        x = (aside - 0.5) * 22
        radius = (0.06 + 0.5 * size**3) * (0.7 if abs(x) < 2.5 else 2.0)
        tone = dim(tint, 0.4 + 0.6 * shade)
        angles = [(index + size) * math.tau / 7 for index in range(7)]
        outline: list[Point] = [
            (
                x + radius * math.cos(angle) * (0.7 + 0.5 * ((index * 7 + size * 9) % 1)),
                max(0.0, radius * 0.6 * (math.sin(angle) + 0.35)),
                z,
            )
            for index, angle in enumerate(angles)
        ]
        stage.polygon(outline, tone)
        stage.polygon([(px + radius * 0.1, py * 0.55, pz) for px, py, pz in outline[:4]], dim(tone, 0.55))


def draw_wreck(stage: Stage, x: float, z: float, paint: Colour) -> None:
    """Draw a burnt-out car, seen from the side."""
    body = [
        (-2.2, 0.25),
        (-2.15, 0.8),
        (-1.35, 0.95),
        (-0.85, 1.42),
        (0.7, 1.38),
        (1.15, 0.92),
        (2.1, 0.78),
        (2.2, 0.25),
    ]
    cabin = (
        [(-1.1, 0.95), (-0.75, 1.32), (-0.1, 1.32), (-0.1, 0.95)],
        [(0.02, 0.95), (0.02, 1.31), (0.6, 1.28), (0.9, 0.95)],
    )
    stage.polygon([(x + across, up, z) for across, up in body], paint)
    for pane in cabin:
        stage.polygon([(x + across, up, z - 0.02) for across, up in pane], SOOT)
    for axle in (-1.4, 1.35):
        wheel: list[Point] = [
            (x + axle + 0.36 * math.cos(a), 0.3 + 0.36 * math.sin(a), z - 0.05)
            for a in np.linspace(0, math.tau, 14).tolist()
        ]
        stage.polygon(wheel, SOOT)
    stage.line([(x - 2.1, 0.78, z - 0.05), (x + 2.0, 0.74, z - 0.05)], 0.04, dim(paint, 1.8))


def draw_fire(stage: Stage, rng: np.random.Generator, x: float, z: float, size: float) -> None:
    """Draw a burning barrel with flames `size` metres high."""
    stage.front(x - 0.30, 0, x + 0.30, 0.9, z, colour("#2a1c14"))
    for level in (0.3, 0.6):
        stage.front(x - 0.31, level, x + 0.31, level + 0.04, z, colour("#3c2a1e"))
    for hole in (-0.18, 0.02, 0.17):
        stage.front(x + hole, 0.18, x + hole + 0.05, 0.26, z, BLACK, FLAME_LOW)
    for layer, reach in enumerate((1.0, 0.72, 0.42)):
        for _ in range(9):
            aside = (float(rng.random()) - 0.5) * 0.5 * (1 - layer * 0.22)
            high = size * reach * (0.45 + 0.75 * float(rng.random())) * (1 - abs(aside))
            lean = (float(rng.random()) - 0.35) * 0.3
            base = 0.12 - layer * 0.02
            flame: list[Point] = [
                (x + aside - base, 0.86, z),
                (x + aside - base * 1.1 + lean * 0.25, 0.88 + high * 0.35, z),
                (x + aside + lean, 0.9 + high, z),
                (x + aside + base * 1.1 + lean * 0.2, 0.88 + high * 0.30, z),
                (x + aside + base, 0.86, z),
            ]
            stage.polygon(flame, BLACK, dim(mix(FLAME_LOW, FLAME_HIGH, layer * 0.45), 0.75 + 0.12 * layer))
