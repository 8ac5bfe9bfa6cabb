"""Mountain ridges: a crest by midpoint displacement, capped with snow down to a ragged line."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import Colour, dim, mix
from generation.sketch.canvas.stage import Point, Stage


def ridge_heights(rng: np.random.Generator, rough: float) -> list[float]:
    """Return a ridge's heights, 0 to 1, by midpoint displacement."""
    heights = (0.3 + 0.6 * rng.random(9)).tolist()
    spread = 0.3 * rough
    for _ in range(5):
        spread *= 0.55
        finer = [heights[0]]
        for left, right in pairwise(heights):
            finer += [(left + right) / 2 + spread * (float(rng.random()) - 0.5) * 1.6, right]
        heights = finer
    return [max(0.12, min(1.1, height)) for height in heights]


def draw_snow(
    stage: Stage, crest: list[Point], high: float, snow: Colour, rng: np.random.Generator, low: float
) -> None:
    """Cap the crest with snow from the share `low` of its height up, brighter where the crest rises to the right."""
    line = high * low
    ragged = line + high * 0.16 * (rng.random(len(crest)) - 0.5)
    for index, (left, right) in enumerate(pairwise(crest)):
        if max(left[1], right[1]) <= line:
            continue
        rise = (crest[min(len(crest) - 1, index + 9)][1] - crest[max(0, index - 8)][1]) / high
        feet = [
            (right[0], min(right[1], float(ragged[index + 1])), right[2]),
            (left[0], min(left[1], float(ragged[index])), left[2]),
        ]
        stage.polygon([left, right, *feet], dim(snow, 0.86 + 0.14 * max(-1.0, min(1.0, rise * 2.5))))


@dataclass(frozen=True, slots=True)
class Ridge:
    """A ridge: its distance and height in metres, its rock, its snow from the share `low` up, its peak's x/z if any."""

    z: float
    high: float
    rock: Colour
    snow: Colour
    low: float
    peak: float | None = None


def draw_ridge(stage: Stage, rng: np.random.Generator, ridge: Ridge) -> None:
    """Draw a ridge; one with a peak rises to it from both sides, and its right flank lies in the shade."""
    heights = ridge_heights(rng, 1.0)
    half = ridge.z * 1.8
    crest: list[Point] = []
    for step, rough in enumerate(heights):
        x = -half + 2 * half * step / (len(heights) - 1)
        value = rough
        if ridge.peak is not None:
            slope = max(0.0, 1 - abs(x / ridge.z - ridge.peak) / 0.46)
            value = 0.12 + 0.30 * rough + slope**1.35 * (0.52 + 0.2 * rough)
        crest.append((x, ridge.high * value, ridge.z))
    stage.polygon([(-half, -400, ridge.z), *crest, (half, -400, ridge.z)], ridge.rock)
    draw_snow(stage, crest, ridge.high, ridge.snow, rng, ridge.low)
    if ridge.peak is not None:
        _shade(stage, rng, crest, ridge)


def _shade(stage: Stage, rng: np.random.Generator, crest: list[Point], ridge: Ridge) -> None:
    """Darken the flank right of the peak, from a broken spine that runs down from it to the foot, spur by spur."""
    top = max(range(len(crest)), key=lambda index: crest[index][1])
    x, y, z = crest[top]
    flank = crest[top : top + 46]
    foot = flank[-1][1] * 0.4
    spine: list[Point] = []
    for step in range(15):
        down = step / 14
        zigzag = (0.030 if step % 2 else -0.006) * (0.4 + down) + 0.02 * (float(rng.random()) - 0.5)
        spine.append((x + (0.10 * down + zigzag * (step > 0)) * z, y + (foot - y) * down, z))
    stage.polygon(
        [*spine, (flank[-1][0], foot, z), *flank[::-1]], mix(dim(ridge.rock, 0.72), dim(ridge.snow, 0.5), 0.3)
    )
    for spur in range(3):  # ribs that catch the light again
        start = flank[min(len(flank) - 8, 4 + 7 * spur)]
        length = (0.05 + 0.05 * float(rng.random())) * z
        low = max(foot, start[1] * (0.45 + 0.2 * float(rng.random())))
        rib: list[Point] = [start, (start[0] + 0.35 * length, (start[1] + low) / 2, z), (start[0] + length, low, z),
                            (start[0] + 0.15 * length, (start[1] + low) / 2, z)]  # fmt: skip
        stage.polygon(rib, mix(dim(ridge.rock, 0.9), ridge.snow, 0.12))
