"""The cameras of rooms: from the door, from a corner, along a wall, from low, from high; one is chosen by seed."""

import math
from dataclasses import dataclass, replace

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import in_turn
from generation.sketch.canvas.stage import Camera
from generation.sketch.crowds.creature_shots import creature_camera
from generation.sketch.crowds.grouping import with_people
from generation.sketch.scenes.places.place import Place


@dataclass(frozen=True, slots=True)
class View:
    """Where the eye is and what it looks at, in shares of half the room's width and of its length.

    `level` is the eye's height in metres, `lift` how far the horizon is moved down, in units, `reach` the focal
    length against the place's own.
    """

    at: tuple[float, float]
    to: tuple[float, float]
    level: float = 1.6
    lift: float = 0.03
    reach: float = 1.0


NARROW = 2.4  # metres: half the width of a room where people stand close
SMALL_STEP = 0.13  # share of the length by which the eye stands further in where the room is small

VIEWS = {
    "door": View((0.10, 0.0), (-0.04, 0.75), 1.62, -0.05, 1.08),
    "corner": View((-0.82, 0.0), (0.42, 0.66), 1.8, -0.07, 0.96),
    "side": View((-0.88, 0.34), (0.62, 0.80), 1.6, -0.04, 0.95),
    "near": View((0.40, 0.20), (-0.42, 0.80), 1.45, 0.0, 1.3),
    "low": View((0.34, 0.06), (-0.05, 0.75), 0.75, 0.13, 1.02),
    "high": View((0.68, 0.0), (-0.24, 0.55), 2.9, -0.25, 0.95),
    "across": View((-0.80, 0.40), (0.95, 0.66), 1.5, 0.04, 0.98),  # along a wide room's breadth
    "floor": View((0.30, 0.04), (-0.10, 0.75), 0.35, 0.32, 0.85),  # where a low camera is asked for
    "above": View((0.60, 0.0), (-0.20, 0.50), 3.4, -0.34, 0.92),  # where a high one is
}
ASKED = {"low": "floor", "high": "above"}


def camera_of(canvas: Canvas, place: Place) -> Camera:
    """Choose a place's camera: the one the plan's words mean, or one by chance; moved a little, perhaps mirrored."""
    shell, words = place.shell, canvas.plan.camera
    name = place.eyes[in_turn(canvas.seed, "view", len(place.eyes))]
    name = ASKED.get(words, name)
    view = VIEWS[name]
    mirrored = bool(canvas.rng("mirror").random() < 0.5)
    luck = canvas.rng("camera").random(5).tolist()
    level = view.level * (0.93 + 0.14 * luck[3])
    if name in ("high", "above"):
        level = min(shell.high * 0.88, level)
    level = min(level, shell.crown - 0.45)
    inner = min(shell.half - 0.45 if shell.half < 2.5 else 0.71 * shell.half, shell.reach(level + 0.3) - 0.3)
    x = max(-inner, min(inner, shell.half * (view.at[0] + 0.24 * (luck[0] - 0.5))))
    z = 0.1 + shell.far * (view.at[1] + 0.05 * luck[1] + (SMALL_STEP if 4 < shell.far < 11.5 else 0.0))
    if shell.half < NARROW and canvas.plan.count("figure") > 1:
        x *= 0.25  # beside a wall there is no room for several people before the eye
    to_x = shell.half * (view.to[0] + 0.4 * (luck[2] - 0.5))
    to_z = shell.far * view.to[1]
    turn = math.atan2(to_x - x, to_z - z)
    focal = place.focal * view.reach * (0.9 + 0.2 * luck[4])
    focal *= {"close": 1.45, "wide": 0.76}.get(words, 1.0)
    tall = 0.025 * max(0.0, shell.crown - 4.0)
    usual = Camera(0.0, view.lift + min(0.12, tall), focal, level, mirrored, (x, z), turn)
    of_creature = creature_camera(canvas, usual, shell.high - 0.3)
    return (
        replace(of_creature, mirrored=mirrored, at=usual.at, turn=usual.turn)
        if of_creature
        else with_people(canvas, usual)
    )
