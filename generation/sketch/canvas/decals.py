"""Flat pictures on the surfaces of the world: on a wall in perspective, and on the ground under what stands there."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.canvas.field import Field
from generation.sketch.canvas.layers import Pixel
from generation.sketch.canvas.light import BYTE
from generation.sketch.canvas.palette import LINEAR

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OnGround:
    """A picture that lies on the ground: its middle, half of its measures in metres, how it is turned.

    `what` is the name by which it is asked whether it is seen; one that `glows` sends its colour as light.
    """

    what: Hashable
    picture: Image.Image
    x: float
    z: float
    half_wide: float
    half_high: float
    turn: float
    flipped: bool = False
    glows: float = 0.0
    wet: float = 0.0

    def sample(self, x: Field, z: Field) -> tuple[Field, Field] | None:
        """Return its linear colour and its cover at places in the world, nothing where it is not."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        aside, along = x - np.float32(self.x), z - np.float32(self.z)
        across = (aside * np.float32(cos) - along * np.float32(sin)) / np.float32(2 * self.half_wide) + np.float32(0.5)
        up = (aside * np.float32(sin) + along * np.float32(cos)) / np.float32(2 * self.half_high) + np.float32(0.5)
        if self.flipped:
            across = 1 - across
        inside = (across > 0) & (across < 1) & (up > 0) & (up < 1)
        if not inside.any():
            return None
        texels = np.asarray(self.picture)
        high, wide = texels.shape[:2]
        rows = np.clip((1 - up) * high, 0, high - 1).astype(np.intp)
        columns = np.clip(across * wide, 0, wide - 1).astype(np.intp)
        drawn = texels[rows, columns]
        return LINEAR[drawn[..., :3]], np.asarray(drawn[..., 3] * BYTE * inside, np.float32)


def perspective(corners: Sequence[Pixel], size: tuple[int, int]) -> list[float] | None:
    """Return Pillow's numbers that draw a picture of a size into four corners: from its left upper one clockwise."""
    wide, high = size
    rows, wanted = list[list[float]](), list[float]()
    for (x, y), (u, v) in zip(corners, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    try:
        return [float(value) for value in np.linalg.solve(np.array(rows, np.float64), np.array(wanted, np.float64))]
    except np.linalg.LinAlgError:
        return None


def shaded(picture: Image.Image, tones: Field) -> Image.Image:
    """Return a picture in a light: by how much of its linear colour is seen, (rows, columns, 3)."""
    plane = np.asarray(picture)
    small = Image.fromarray(np.asarray(np.clip(tones, 0, 2.4) * (255 / 2.4), np.uint8))
    light = np.asarray(small.resize(picture.size, Image.Resampling.BICUBIC), np.float32) * np.float32(2.4 / 255)
    lit = np.clip(LINEAR[plane[..., :3]] * light, 0, 1) ** np.float32(1 / 2.2) * 255
    return Image.fromarray(np.dstack([lit.astype(np.uint8), plane[..., 3]]))
