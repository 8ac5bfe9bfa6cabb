"""The marks of coats: stripes, saddles, patches, socks, by the middles of a body's quads."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.models.mesh import Array


@dataclass(frozen=True, slots=True)
class Chance:
    """What differs from one of a breed to another: phases of waves, places of spots, and how light the coat is."""

    phase: Array
    spots: Array
    tone: float


def _tabby(at: Array, out: Array, chance: Chance) -> Array:
    if not 40 < chance.tone < 200:
        return out
    x, y = at[:, 0], at[:, 1]
    stripe = np.sin(x * 26 + 3 * np.sin(y * 7 + chance.phase[0])) * np.clip((y - 0.25) * 2.5, 0, 1)
    return np.asarray(out * (1 - 0.42 * np.clip(stripe * 2.2 - 0.6, 0, 1))[:, None])


def _tiger(at: Array, out: Array, chance: Chance) -> Array:
    x, y = at[:, 0], at[:, 1]
    stripe = np.sin(x * 24 + 2.5 * np.sin(y * 6 + chance.phase[0])) * np.clip((y - 0.18) * 3, 0, 1)
    return np.asarray(out * (1 - 0.88 * np.clip(stripe * 3 - 1.2, 0, 1))[:, None])


def _saddle(at: Array, out: Array, chance: Chance) -> Array:
    back = np.clip((at[:, 1] - 0.72) * 5 + 0.25 * np.sin(at[:, 0] * 17 + chance.phase[1]), 0, 1)
    return np.asarray(out * (1 - 0.5 * back)[:, None])


def _patches(at: Array, out: Array, chance: Chance) -> Array:
    x, y = at[:, 0], at[:, 1]
    for px, py in chance.spots:
        far = np.hypot(x - (px * 1.6 - 0.8), (y - py) * 0.9) + 0.02 * np.sin(x * 19 + y * 13)
        out = out * (1 - 0.40 * np.clip((0.22 - far) * 7, 0, 1))[:, None]
    return out


def _cow(at: Array, out: Array, chance: Chance) -> Array:
    patch = sum(np.sin(at[:, axis] * (6.0, 7.0, 6.0)[axis] + chance.phase[axis]) for axis in range(3))
    return np.asarray(out * (1 - 0.86 * np.clip(patch * 5 - 2.0, 0, 1))[:, None])


def _mange(at: Array, out: Array, chance: Chance) -> Array:
    phase = chance.phase
    patch = np.sin(at[:, 0] * 15 + phase[0]) * np.sin(at[:, 1] * 19 + phase[1]) * np.sin(at[:, 2] * 21 + phase[2])
    return np.asarray(out + np.clip(patch - 0.15, 0, 0.5)[:, None] * np.array([46.0, 14.0, 16.0]))


def _dark_feet(at: Array, out: Array, chance: Chance) -> Array:
    return np.asarray(out * (1 - 0.55 * np.clip((0.30 - at[:, 1]) * 4, 0, 1) * (chance.tone < 170))[:, None])


def _socks(at: Array, out: Array, chance: Chance) -> Array:
    return np.asarray(out * (1 - 0.75 * np.clip((0.32 - at[:, 1]) * 5, 0, 1))[:, None])


MARKS: dict[str, Callable[[Array, Array, Chance], Array]] = {
    "tabby": _tabby,
    "tiger": _tiger,
    "saddle": _saddle,
    "patches": _patches,
    "cow": _cow,
    "mange": _mange,
    "mane": _dark_feet,
    "socks": _socks,
}
