"""What an action needs besides people: the table they sit at, the circle they stand about, the flash of their shots."""

import math
from functools import partial

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.staging import CIRCLE, Mark
from generation.sketch.crowds.standing import Standing
from generation.sketch.props.trees import draw_campfire

FLASH = colour("#ffd070")
GUN_LEVEL = 0.79  # of the height of who aims
USUAL_HEIGHT = 1.78  # metres


def props_of(canvas: Canvas, stage: Stage, middle: tuple[float, float], marks: list[Mark]) -> list[Standing]:
    """Return what stands among people at their marks; `middle` is the group's, to the right of the eye and away."""
    action = canvas.plan.action
    if not marks:
        return []
    if action == "ritual":
        return [_circle(canvas, stage, middle)]
    if action == "gunfight":
        return [_flash(stage, middle, mark, canvas.rng(f"flash {index}")) for index, mark in enumerate(marks)]
    return []


def campfire(canvas: Canvas, stage: Stage, x: float, z: float) -> Standing:
    """Return a fire that people sit about: before those who are behind it, and lighting them all."""
    near = stage.before_eye((x, 0.0, z))[2]
    at_x, at_z = x * (1 - 0.12 / near), z - 0.35
    stage.burning.append(((at_x, 0.6, at_z - 0.3), 0.7))
    return Standing(at_x, at_z, partial(draw_campfire, stage, canvas.rng("campfire"), at_x, at_z), deep=0.3)


def fires_of(canvas: Canvas, stage: Stage) -> list[Standing]:
    """Return the plan's fires, beside those who are to be seen; that which people sit about is theirs."""
    if canvas.plan.action == "campfire" and canvas.plan.count("figure"):
        return []
    standings = []
    for index in range(canvas.plan.count("fire")):
        x, z = stage.in_world(1.5 - 3.4 * (index % 2), 6.2 + 1.5 * (index // 2))
        draw = partial(draw_campfire, stage, canvas.rng(f"fire {index}"), x, z)
        standings.append(Standing(x, z, draw, deep=0.3))
    return standings


def _circle(canvas: Canvas, stage: Stage, middle: tuple[float, float]) -> Standing:
    """Draw a circle of light with signs in it on the ground, and a glow over it."""
    tint = canvas.palette.neon[0]
    x, z = stage.in_world(middle[0], middle[1] + CIRCLE)
    signs = canvas.rng("signs").random((9, 3)).tolist()

    def ring(radius: float, width: float, light: Colour) -> None:
        turn = [math.tau * step / 40 for step in range(41)]
        stage.line([(x + radius * math.cos(a), 0.02, z + radius * math.sin(a)) for a in turn], width, BLACK, light)

    def draw() -> None:
        bright = mix(tint, WHITE, 0.35)
        for radius, width in ((1.18, 0.05), (0.98, 0.03), (0.45, 0.03)):
            ring(radius, width, bright)
        points = [(x + 0.98 * math.cos(a), 0.02, z + 0.98 * math.sin(a)) for a in np.arange(6) * math.tau * 0.4]
        stage.line(points, 0.03, BLACK, bright)
        for index, (lean, long, rise) in enumerate(signs):
            a = math.tau * index / len(signs)
            foot = (x + 1.08 * math.cos(a), 0.03, z + 1.08 * math.sin(a))
            stage.line([foot, (foot[0] + 0.1 * (lean - 0.5), 0.03, foot[2] + 0.12 * long)], 0.03, BLACK, bright)
            stage.line([foot, (foot[0], 0.15 + 0.5 * rise, foot[2])], 0.015, BLACK, tint)

    return Standing(x, z + CIRCLE, draw, bounds=(-1.2, 0.0, 1.2, 0.05), deep=1.2)


def _flash(stage: Stage, middle: tuple[float, float], mark: Mark, rng: np.random.Generator) -> Standing:
    """Let a shot flash before a muzzle, with its smoke of sparks."""
    side = 1.0 if (mark.facing or 0.0) > 0 else -1.0
    x, z = stage.in_world(middle[0] + mark.aside + side * 0.72, middle[1] + mark.behind - 0.25)
    rays = rng.random((9, 2)).tolist()

    def draw(sprite: Sprite) -> None:
        for index, (turn, long) in enumerate(rays):
            angle = (turn - 0.5) * 2.0 if index else 0.0
            reach = side * (0.16 + 0.4 * long) if index else side * 0.75
            end = (reach * math.cos(angle), abs(reach) * math.sin(angle))
            sprite.limb([(0.0, 0.0), end], (0.09, 0.01), FLASH, mix(FLASH, WHITE, 0.3))
        sprite.disc(0.05 * side, 0.0, 0.13, 0.10, WHITE, WHITE)

    level = GUN_LEVEL * USUAL_HEIGHT
    bounds = (-0.9, -0.7, 0.9, 0.7)
    return Standing(x, z, lambda: stage.stand(draw, x, z, bounds, y=level, rim=False), level, bounds, deep=0.05)
