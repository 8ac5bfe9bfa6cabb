"""Lamps of a room, as the paint of what stands about them: a face's colour is worked out from where the lamps are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.palette import LINEAR, Colour, linear
from generation.sketch.canvas.stage import Point

Array = npt.NDArray[np.float64]

WRAP = 0.35  # how much of a lamp's light reaches faces that are turned away from it: rooms throw light back
PALER = 0.55  # the power that takes a part of their colour from lamps: eyes get used to it
BRIGHTEST = 2.3  # of a tone; brighter ones would only be white


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp: where it hangs, its colour, how strong it is, and how many metres away it has lost three quarters."""

    at: Point
    tint: Colour
    power: float = 1.0
    reach: float = 3.0


@dataclass(frozen=True, slots=True)
class Lamplight:
    """The light in a room: what comes from everywhere, and the lamps."""

    base: float
    lamps: tuple[Lamp, ...]

    def tones(self, middles: Array, normals: Array) -> Array:
        """Return how bright faces (n, 3) are against their own colour, by channel, (n, 3)."""
        out = np.empty_like(middles)
        out[:] = (self.base * (0.75 + 0.25 * normals[:, 1]))[:, None]
        for lamp in self.lamps:
            way = np.array(lamp.at) - middles
            far = np.linalg.norm(way, axis=1)
            facing = (way * normals).sum(axis=1) / np.maximum(far, 1e-6)
            share = np.maximum(0.0, (facing + WRAP) / (1 + WRAP)) * lamp.power / (1 + 3 * (far / lamp.reach) ** 2)
            out += share[:, None] * _hue(lamp.tint)
        return out

    def paint(self, colours: Sequence[Colour], middles: Array, normals: Array) -> list[Colour]:
        """Return the colours that faces have in this light."""
        own = LINEAR[np.array(colours, np.intp).reshape(-1, 3)]
        lit = np.clip(own * np.minimum(self.tones(middles, normals), BRIGHTEST), 0, 1) ** (1 / 2.2) * 255
        return [(int(red), int(green), int(blue)) for red, green, blue in lit.astype(int).tolist()]


def _hue(tint: Colour) -> npt.NDArray[np.float32]:
    """Return a colour's light, as bright as white light is."""
    light = (linear(tint) + np.float32(0.02)) ** np.float32(PALER)
    return np.asarray(light / (0.3 * light[0] + 0.55 * light[1] + 0.15 * light[2]), np.float32).clip(0, 2.6)
