"""Wrecks: how a crashed vehicle lies, and the flames of a burning one."""

import math

import numpy as np

from generation.sketch.canvas.palette import BLACK, colour, dim
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.models.mesh import Mesh
from generation.sketch.models.painting import Bounds

SUNK = 0.04  # of its height: how deep a wreck lies in the ground
TONGUES = 46  # of fire
FIRE = ("#ff4a0a", "#ff8a20", "#ffd468")
HIGHEST = 0.75  # of a vehicle's height: how far above it flames reach


def wrecked(mesh: Mesh, kind: str, rng: np.random.Generator) -> Mesh:
    """Tilt a vehicle that faces x as it has come to lie: nose down, on its side or on its roof."""
    if kind == "helicopter":
        mesh = mesh.turned(0.0, 0.30, -0.22)
    elif kind in {"train", "boat", "tank"}:
        mesh = mesh.turned(0.0, 0.38 if kind != "tank" else 0.16, -0.06)
    else:
        roll = (1.50, -3.02)[int(rng.integers(2))]
        mesh = mesh.turned(0.0, roll, 0.08 * (float(rng.random()) - 0.5))
    spots = mesh.corners[..., 1]
    low, high = float(spots.min()), float(spots.max())
    return mesh.moved((0.0, -low - SUNK * (high - low), 0.0))


def over_flames(bounds: Bounds) -> Bounds:
    """Return the room that a burning body takes with its flames."""
    left, bottom, right, top = bounds
    return left - 0.05 * (right - left), bottom, right + 0.05 * (right - left), top + HIGHEST * (top - bottom)


def draw_flames(sprite: Sprite, body: Bounds, rng: np.random.Generator) -> None:
    """Draw fire that comes out of a body: broad red tongues, narrower ones in orange, the hottest low down."""
    left, bottom, right, top = body
    wide, high = right - left, top - bottom
    luck = rng.random((TONGUES, 5)).tolist()
    heart = left + wide * (0.35 + 0.3 * float(rng.random()))
    for layer, code in enumerate(FIRE):
        light = dim(colour(code), 0.9)
        for across, level, reach, lean, turn in luck[layer::3]:
            x = heart + 0.75 * wide * (across - 0.5) * (1 - 0.25 * layer)
            near = max(0.15, 1 - abs(x - heart) / (0.5 * wide))
            y = bottom + high * (0.42 + 0.40 * level)
            long = high * HIGHEST * near * (0.35 + 0.75 * reach) * (1 - 0.22 * layer)
            half = 0.050 * wide * (0.6 + 0.6 * turn) * (1 - 0.2 * layer)
            sway = 0.35 * long * (lean - 0.5)
            path = [
                (x + sway * step**2 + 0.05 * long * math.sin(6 * turn + 5 * step), y + long * step)
                for step in (0.0, 0.25, 0.5, 0.75, 1.0)
            ]
            sprite.limb(path, [half * (1 - 0.24 * index) for index in range(5)], BLACK, light)
