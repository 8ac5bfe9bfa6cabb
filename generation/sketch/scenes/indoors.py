"""Rooms: the shell of an interior that is lit by its own lamps, and how it is lit and finished."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field
from generation.sketch.canvas.light import Gains
from generation.sketch.canvas.palette import Colour, dim
from generation.sketch.canvas.stage import Stage
from generation.sketch.props.ground import Ground
from generation.sketch.scenes.outdoors import light_outdoors

DARKNESS_STEP = 8
ADAPTED = 0.13  # of linear light: as bright as the middle of a picture is where nothing is to be made up for
GLARE = 0.9  # of linear light: no more than a fourteenth of a room is brighter


@dataclass(frozen=True, slots=True)
class Room:
    """A room's measures, in metres: half its width, its height, where it begins and ends; and its walls."""

    half: float
    high: float
    near: float
    far: float
    wall: Colour
    ceiling: Colour


def darkness(canvas: Canvas) -> Coarse:
    """Return the backdrop of a closed room: nothing to see."""
    small = canvas.frame.coarse(DARKNESS_STEP)
    return Coarse(np.zeros((small.height, small.width, 3), np.float32), canvas.frame)


def draw_shell(canvas: Canvas, stage: Stage, room: Room, panels: int = 12) -> None:
    """Draw the back wall, the side walls in panels of uneven brightness, and the ceiling; leave the floor open."""
    stage.open_ground(
        [(-room.half, 0, room.near), (room.half, 0, room.near), (room.half, 0, room.far), (-room.half, 0, room.far)]
    )
    stage.front(-room.half, 0, room.half, room.high, room.far, dim(room.wall, 0.9))
    stage.slab(-room.half, room.half, room.high, room.near, room.far, room.ceiling)
    joints = np.geomspace(room.near, room.far, panels).tolist()
    for side in (-1, 1):
        rng = canvas.rng(f"wall {side}")
        for near, far in zip(joints[-2::-1], joints[:0:-1], strict=True):
            tone = 0.8 + 0.35 * float(rng.random())
            stage.wall(side * room.half, 0, room.high, near, far, dim(room.wall, tone))
        stage.wall(side * (room.half - 0.02), 0, 0.14, room.near, room.far, dim(room.wall, 0.4))


def light_room(canvas: Canvas, stage: Stage, gains: Gains, floor: Ground) -> tuple[Field, Coarse]:
    """Light a closed room; return the picture and the glow in its air."""
    return light_outdoors(canvas, stage, darkness(canvas), gains, floor)


def exposure_of(picture: Field) -> float:
    """Return how much brighter to finish a picture: as an eye does that gets used to the dark, and to glare."""
    middle = float(np.exp(np.log(picture[::8, ::8].mean(axis=-1) + np.float32(0.004)).mean()))
    bright = float(np.quantile(picture[::8, ::8].mean(axis=-1), 0.93))
    return float(np.clip(min((ADAPTED / middle) ** 0.62, GLARE / max(bright, 0.05)), 0.45, 2.8))
