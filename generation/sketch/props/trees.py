"""Trees and what grows under them: pines, near trunks, boughs, ferns, grass and stones."""

import math

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim
from generation.sketch.canvas.stage import Point, Stage


def draw_pine(stage: Stage, x: float, z: float, high: float, tint: Colour, foot: float = 0.0) -> None:
    """Draw a pine `high` metres tall."""
    left: list[Point] = []
    right: list[Point] = []
    tiers = 6
    for tier in range(tiers):
        low, top = 0.08 + 0.92 * tier / tiers, 0.08 + 0.92 * (tier + 0.75) / tiers
        width = high * 0.20 * (1 - tier / tiers) + high * 0.015
        left += [(x - width, foot + high * low, z), (x - width * 0.42, foot + high * top, z)]
        right += [(x + width, foot + high * low, z), (x + width * 0.42, foot + high * top, z)]
    stage.front(x - high * 0.018, foot, x + high * 0.018, foot + high * 0.1, z, colour("#14100c"))
    stage.polygon([*left, (x, foot + high, z), *right[::-1]], tint)


def draw_trunk(stage: Stage, x: float, z: float, wide: float, bark: Colour, lean: float = 0.0) -> None:
    """Draw a great trunk with roots and a lit edge, taller than any frame."""
    outline: list[Point] = [
        (x - wide * 2.2, 0, z), (x - wide * 1.2, 0.7, z), (x - wide, 2, z), (x - wide * 0.8 + lean, 26, z),
        (x + wide * 0.8 + lean, 26, z), (x + wide, 2, z), (x + wide * 1.25, 0.6, z), (x + wide * 2.4, 0, z),
    ]  # fmt: skip
    stage.polygon(outline, bark)
    inner = -1 if x > 0 else 1
    edge: list[Point] = [
        (x + inner * wide * 0.95, 0.4, z), (x + inner * wide, 2, z), (x + inner * wide * 0.8 + lean, 26, z),
        (x + inner * wide * 0.45 + lean, 26, z), (x + inner * wide * 0.6, 2, z),
    ]  # fmt: skip
    stage.polygon(edge, dim(bark, 1.7))
    for share in (-0.5, -0.1, 0.3):
        stage.line([(x + share * wide, 0.3, z), (x + share * wide * 0.8 + lean, 24, z)], wide * 0.07, dim(bark, 0.6))


def draw_bough(stage: Stage, root: Point, reach: float, droop: float, tint: Colour) -> None:
    """Draw a bough that hangs from its root, with twigs of needles along both sides."""
    x, y, z = root
    twigs = 20
    spine: list[Point] = []
    for step in range(twigs + 1):
        share = step / twigs
        px, py = x + reach * share, y - droop * share * share
        spine.append((px, py, z))
        for side, tone in ((1, 0.85), (-1, 1.0)):
            wobble = 0.75 + 0.5 * abs(math.sin(step * 12.9 + y * 7 + side))
            hang = (
                (0.10 + 0.30 * math.sin(math.pi * min(1.0, 0.15 + share * 0.85))) * wobble * (0.45 if side > 0 else 1)
            )
            ahead = reach * (0.10 + 0.05 * wobble) * (1.1 - 0.5 * share)
            tip: Point = (px + ahead, py + side * hang * (0.5 if side > 0 else 1) - 0.5 * hang * (side > 0), z)
            half = 0.075 * (1.15 - share)
            stage.polygon([(px - half, py, z), tip, (px + half, py + 0.01, z)], dim(tint, tone * (0.8 + 0.3 * wobble)))
    stage.line(spine, 0.045, dim(tint, 0.7))


def draw_fern(stage: Stage, x: float, z: float, size: float, tint: Colour, lean: float) -> None:
    """Draw a fern: a fan of bent blades."""
    for blade in range(7):
        angle = (blade - 3) * 0.42 + lean * 0.3
        tip = (x + math.sin(angle) * size, max(0.02, math.cos(angle) * size * 0.75), z)
        bend = (x + math.sin(angle) * size * 0.5, math.cos(angle) * size * 0.62 + size * 0.08, z)
        stage.polygon(
            [(x - 0.02, 0, z), bend, tip, (bend[0] + 0.05, bend[1] - 0.06, z), (x + 0.02, 0, z)],
            dim(tint, 0.7 + 0.12 * blade),
        )


def draw_stone(stage: Stage, x: float, z: float, radius: float, tint: Colour, foot: float = 0.0) -> None:
    """Draw a broken stone that lies on the ground: a lit crown over a shaded flank."""
    crown: list[Point] = []
    for step in range(7):
        angle = math.pi * step / 6
        jag = 0.85 + 0.3 * math.sin(step * 7.3 + x * 11 + z * 5)
        crown.append((x - radius * 1.35 * math.cos(angle) * jag, foot + radius * 0.95 * math.sin(angle) * jag, z))
    stage.polygon([(x - radius * 1.2, foot, z), *crown[1:6], (x + radius * 1.2, foot, z)], dim(tint, 0.72))
    ridge: Point = (x + radius * 0.25 * math.sin(x * 9), foot + radius * 0.42, z)
    stage.polygon([crown[1], crown[2], crown[3], ridge], dim(tint, 1.35))
    stage.polygon([crown[3], crown[4], crown[5], ridge], dim(tint, 1.0))


def draw_campfire(stage: Stage, rng: np.random.Generator, x: float, z: float) -> None:
    """Draw a fire of logs in a ring of stones."""
    for turn in range(7):
        angle = math.pi * turn / 6
        draw_stone(stage, x + 0.62 * math.cos(angle), z - 0.05 * turn, 0.13, colour("#2c2a28"))
    for lean in (-0.4, 0.35, -0.1):
        stage.line([(x - lean, 0.05, z), (x + lean, 0.42, z)], 0.12, colour("#1a100a"))
    low, high = colour("#ff5a10"), colour("#ffd060")
    for layer, (tint, share) in enumerate(((low, 1.0), (colour("#ff9a30"), 0.72), (high, 0.45))):
        for _ in range(7):
            aside, up = (float(rng.random()) - 0.5) * 0.6 * share, (0.55 + 0.75 * float(rng.random())) * share
            half = 0.13 * (1 - 0.2 * layer)
            flame: list[Point] = [
                (x + aside - half, 0.12, z),
                (x + aside - half * 0.6, 0.12 + up * 0.5, z),
                (x + aside * 0.6, 0.12 + up, z),
                (x + aside + half, 0.3, z),
                (x + aside + half, 0.12, z),
            ]
            stage.polygon(flame, colour("#000000"), dim(tint, 0.85))
