"""Beams: light that one sees in the air, from lamps, spots, windows and projectors. Added over a lit picture."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, noise, smoothstep
from generation.sketch.canvas.palette import Colour, linear
from generation.sketch.canvas.stage import Point, Stage

BEAM_STEP = 4


@dataclass(frozen=True, slots=True)
class Beam:
    """A cone of light from a lamp to where it fades, with its half widths there in metres."""

    start: Point
    end: Point
    widths: tuple[float, float]
    tint: Colour
    strength: float = 0.1


def add_beams(canvas: Canvas, stage: Stage, picture: Field, beams: list[Beam], layer: str = "beams") -> None:
    """Add beams to a lit picture, uneven as smoke is, in place."""
    if not beams:
        return
    small = canvas.frame.coarse(BEAM_STEP)
    light = np.zeros((small.height, small.width, 3), np.float32)
    x, y = small.grid()
    for beam in beams:
        light += _shape(stage, beam, x, y)[..., None] * linear(beam.tint) * np.float32(beam.strength)
    light *= (0.55 + 0.9 * noise(canvas.rng(layer), small, 0.22, 4))[..., None]
    glow = Coarse(light, canvas.frame)
    for rows in bands(canvas.frame.height):
        picture[rows] += glow.rows(rows)


def _shape(stage: Stage, beam: Beam, x: Field, y: Field) -> Field:
    """Return how bright the beam is at every place: soft at its sides, fading towards its end."""
    from_x, from_y = stage.in_units(beam.start)
    to_x, to_y = stage.in_units(beam.end)
    dx, dy = to_x - from_x, to_y - from_y
    length = max(1e-4, float(np.hypot(dx, dy)))
    ahead = (x - np.float32(from_x)) * np.float32(dx) + (y - np.float32(from_y)) * np.float32(dy)
    along: Field = np.asarray(ahead / length**2, np.float32)
    across = np.abs((x - np.float32(from_x)) * np.float32(dy) - (y - np.float32(from_y)) * np.float32(dx)) / length
    narrow = beam.widths[0] * stage.scale_at(beam.start)
    wide = beam.widths[1] * stage.scale_at(beam.end)
    width = np.maximum(np.float32(narrow) + np.float32(wide - narrow) * along, np.float32(1e-3))
    sides = smoothstep(1.0, 0.25, np.asarray(across / width, np.float32))
    return np.asarray(sides * smoothstep(-0.01, 0.02, along) * smoothstep(1.0, 0.15, along), np.float32)
