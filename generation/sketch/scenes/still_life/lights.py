"""The lights of a still life: the lamp, what lights the edges, and the light from everywhere."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import WHITE, Colour, colour, linear, mix
from generation.sketch.models.lighting import Lamp
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.scenes.still_life.surface import OUTSIDE
from generation.sketch.scenes.still_life.viewpoint import Eye

#: How bright a dark thing is at most, of 255; how bright, in linear light, what it lies on is to be; how much that is
#: lifted at most.
DARK_THING, LIT_GROUND, MOST_LIFTED = 90, 0.075, 6.0
GREY = colour("#3c424e")  # what the light from everywhere has of no style


@dataclass(frozen=True, slots=True)
class Lights:
    """The lights of a still life: where the lamp hangs, its colour, that of what lights the edges, and of the rest."""

    lamp: Array
    key: Field
    rim: Field
    rest: Field

    def lamps(self, turn: Array) -> list[Lamp]:
        """Return the lamps that light a model, as they stand to the viewer."""
        x, y, z = (self.lamp @ turn / np.linalg.norm(self.lamp)).tolist()
        return [
            Lamp((x, -y, z), self.key * np.float32(1.35)),
            Lamp((-math.copysign(0.95, x), -0.25, 0.1), self.rim * np.float32(1.1), 0.85),
            Lamp((-x * 0.6, 0.1, 0.9), self.rest * np.float32(1.6)),
        ]


def lights_of(canvas: Canvas, surface: str, side: float, rng: np.random.Generator) -> Lights:
    """Choose the lights: a warm lamp over tables, signs over bars, the sky over ground; in the style's colours."""
    palette = canvas.palette
    warm: Colour = {
        "table": colour("#ffd09a"), "desk": colour("#ffdcb0"), "cloth": colour("#ffe0b8"),
        "altar": colour("#ffc890"), "bench": colour("#e4eefa"), "snow": colour("#dce8ff"),
        "sand": colour("#ffe8c0"),
    }.get(surface, mix(palette.neon[0], WHITE, 0.78))  # fmt: skip
    key = linear(mix(warm, palette.neon[0], 0.07))
    lamp = np.array(
        [side * (0.7 + 0.9 * float(rng.random())), 1.3 + 0.7 * float(rng.random()), 1.3 * float(rng.random()) - 0.45]
    )
    open_air = 3.6 if surface in OUTSIDE else 1.0
    strength = (1.7 if surface in OUTSIDE else 0.95) + 0.5 * float(rng.random())
    rest = np.asarray(
        linear(mix(palette.mid, GREY, 0.6)) * np.float32(0.55 * open_air)
        + linear(palette.neon[1]) * np.float32(0.03)
        + np.float32(0.012 * open_air),
        np.float32,
    )
    return Lights(
        lamp,
        np.asarray(key * np.float32(strength), np.float32),
        np.asarray(linear(mix(palette.neon[1], WHITE, 0.15)), np.float32),
        rest,
    )


def light_for(mesh: Mesh, eye: Eye, picture: Field) -> None:
    """Light what a dark thing lies on, in place: black on black would hide it."""
    if float(mesh.colours.mean()) > DARK_THING:
        return
    (left, top), (right, bottom) = (
        (int(x), int(y))
        for x, y in (edge(eye.pixels(mesh.corners).reshape(-1, 2), axis=0) for edge in (np.min, np.max))
    )
    about = picture[max(0, top) : bottom : 4, max(0, left) : right : 4]
    light = float(np.median(about.mean(axis=-1))) if about.size else LIT_GROUND
    picture *= np.float32(min(MOST_LIFTED, max(1.0, LIT_GROUND / max(light, 1e-3))))
