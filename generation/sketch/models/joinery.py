"""What furniture is made of: cloth, wood and steel, boxes with hard and with soft edges, legs; in metres."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim
from generation.sketch.models.mesh import Mesh, Skin, beam, joined

WOOD, IRON, CHROME = colour("#6a4528"), Skin(colour("#26282e"), 0.6), Skin(colour("#a4adb8"), 0.9)
LINEN, WHITE = Skin(colour("#b8b4aa"), 0.05), Skin(colour("#c4c6c8"), 0.7)
CLOTHS = ("#7a2e2c", "#2e4a6e", "#4a5a3a", "#5a4468", "#6a5638", "#3a5a5e")


@dataclass(frozen=True, slots=True)
class Stuff:
    """The cloth and wood of a piece, a light of the place, and its chance."""

    cloth: Colour
    wood: Colour
    light: Colour
    rng: np.random.Generator

    @property
    def soft(self) -> Skin:
        """Return the cloth as a skin."""
        return Skin(self.cloth, 0.1)

    @property
    def board(self) -> Skin:
        """Return the wood as a skin."""
        return Skin(self.wood, 0.35)


def stuff(light: Colour, rng: np.random.Generator) -> Stuff:
    """Choose what a piece is made of."""
    cloth = dim(colour(CLOTHS[int(rng.integers(len(CLOTHS)))]), 0.8 + 0.4 * float(rng.random()))
    return Stuff(cloth, dim(WOOD, 0.8 + 0.5 * float(rng.random())), light, rng)


def block(across: tuple[float, float], up: tuple[float, float], along: tuple[float, float], skin: Skin) -> Mesh:
    """Make a box between two places on each axis."""
    middle, deep = (up[0] + up[1]) / 2, along[1] - along[0]
    z = (along[0] + along[1]) / 2
    return beam((across[0], middle, z), (across[1], middle, z), deep, up[1] - up[0], skin)


def cushion(across: tuple[float, float], up: tuple[float, float], along: tuple[float, float], skin: Skin) -> Mesh:
    """Make a box with soft edges."""
    (x0, x1), (y0, y1), (z0, z1) = across, up, along
    x, z, wide, deep = (x0 + x1) / 2, (z0 + z1) / 2, (x1 - x0) / 2, (z1 - z0) / 2
    edge = min(0.35 * (y1 - y0), 0.3 * wide, 0.3 * deep, 0.06)
    levels = ((y0, edge), (y0 + edge, 0.0), (y1 - edge, 0.0), (y1, edge))
    parts = [
        joined(
            [
                _slab(x, z, (wide - low_in, deep - low_in, low), (wide - high_in, deep - high_in, high), skin)
                for (low, low_in), (high, high_in) in pairwise(levels)
            ]
        ),
        block((x0 + edge, x1 - edge), (y1 - 0.004, y1), (z0 + edge, z1 - edge), skin),
    ]
    return joined(parts)


def _slab(x: float, z: float, low: tuple[float, float, float], high: tuple[float, float, float], skin: Skin) -> Mesh:
    """Make the four sides between two rectangles, each half its breadth, half its depth and its level."""
    corners, normals = [], []
    (wide, deep, bottom), (wide2, deep2, top) = low, high
    rise = (wide - wide2) / max(top - bottom, 1e-6)
    for a, b in (((-1, 1), (1, 1)), ((1, 1), (1, -1)), ((1, -1), (-1, -1)), ((-1, -1), (-1, 1))):
        corners.append([
            (x + a[0] * wide, bottom, z + a[1] * deep), (x + b[0] * wide, bottom, z + b[1] * deep),
            (x + b[0] * wide2, top, z + b[1] * deep2), (x + a[0] * wide2, top, z + a[1] * deep2),
        ])  # fmt: skip
        out = np.array([(a[0] + b[0]) / 2, rise, (a[1] + b[1]) / 2])
        normals.append(out / np.linalg.norm(out))
    count = len(corners)
    return Mesh(
        np.array(corners), np.array(normals), np.tile(np.array(skin.colour, np.float64), (count, 1)),
        np.tile(np.array(skin.row()), (count, 1)),
    )  # fmt: skip


def legs(x: float, z: float, high: float, skin: Skin, thick: float = 0.05) -> list[Mesh]:
    """Make four legs."""
    return [
        block((a * x - thick / 2, a * x + thick / 2), (0.0, high), (b * z - thick / 2, b * z + thick / 2), skin)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
