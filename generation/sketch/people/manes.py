"""Manes: hair that falls as one mass, from the temples round the back, in head heights about the head's middle."""

import math
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import Colour
from generation.sketch.models.mesh import Array, Mesh, Skin, sheet
from generation.sketch.people.haircuts import sheen, streaks
from generation.sketch.people.person import Person

CROWN_LEVEL = 0.34  # where the mass leaves the cap of hair on the crown
EDGE = 0.045  # radians that the front edge wanders
LOCKS = 90  # stripes of one tone round the head


@dataclass(frozen=True, slots=True)
class Mane:
    """How a mass of hair falls: how low, how far it stands off, how wavy it is, whether it lies behind the ears."""

    low: float
    off: float = 0.045
    wave: float = 0.02
    tucked: bool = False
    curled: float = 0.0  # how far its ends turn in


LONG = Mane(-1.05, wave=0.035)
TUCKED = Mane(-1.10, off=0.035, wave=0.025, tucked=True)
BOB = Mane(-0.46, off=0.055, wave=0.012, curled=0.10)


def mane(person: Person, tint: Colour, cut: Mane) -> Mesh:
    """Let hair fall from the crown to its ends, parted over the face."""
    rng = person.rng("mane")
    columns, rows = (16, 30, 120)[person.detail], (8, 12, 40)[person.detail]
    share = np.linspace(0, 1, rows + 1)[:, None]
    ragged = np.zeros(columns + 1)
    for index in range(4):
        ragged += float(rng.random()) * np.sin(int(rng.integers(9, 40)) * _round(columns) + index)
    low = cut.low + cut.wave * ragged[None]
    y = CROWN_LEVEL + (low - CROWN_LEVEL) * share
    # The front edge, an angle from straight ahead: at the temples, then before the ears or behind them.
    edge = np.interp(-y[:, 0], (-0.34, -0.18, 0.0, 0.25, 0.6), (0.86, 1.04, 1.28, 1.24, 1.14))
    if cut.tucked:
        edge = np.interp(-y[:, 0], (-0.34, -0.20, -0.08, 0.10, 0.6), (0.95, 1.45, 2.05, 2.10, 1.90))
    first, second = (float(value) * math.tau for value in person.rng("edge").random(2))
    edge = edge + EDGE * (np.sin(7 * y[:, 0] + first) + 0.6 * np.sin(19 * y[:, 0] + second))  # locks leave its edge
    turn = math.pi + (_round(columns)[None] / math.pi) * (math.pi - edge[:, None])
    half = np.sqrt(np.clip(1 - ((np.maximum(y, 0.0) - 0.015) / 0.56) ** 2, 0.05, 1))  # as the skull curves
    fallen = np.clip((-0.10 - y) / 0.6, 0, 1)
    wide = (0.392 + cut.off) * half * (1 - 0.04 * np.sin(math.pi * fallen)) - cut.curled * fallen**3
    deep = (0.452 + cut.off) * half * (1 - 0.06 * np.sin(math.pi * fallen)) - cut.curled * fallen**3
    locks = sum(
        float(0.4 + rng.random()) * np.sin(int(rng.integers(7, 26)) * turn + 3.0 * y + float(rng.random()) * 6)
        for _ in range(5)
    )
    out = 1 + cut.wave * (0.25 + fallen) * locks * 0.5 + 0.02 * np.sin(9 * y + 2 * turn) * fallen
    x = wide * out * np.sin(turn)
    front = np.clip(np.cos(turn) + 0.45, 0, 1)
    over = np.clip((-0.58 - y) / 0.35, 0, 1)  # over the shoulders it lies on the breast or the back
    z = -0.045 + deep * out * np.cos(turn) + over * (0.26 * front - 0.06 * (1 - front))
    grid = np.stack([x, y + 0 * x, z], axis=-1)
    mesh = sheet(grid, np.array([0.0, 0.0, -0.045]), Skin(tint, 0.16, thin=True, lift=0.012))
    middle = mesh.centres()
    lock = ((np.arctan2(middle[:, 0], middle[:, 2]) + 0.05 * np.sin(6 * middle[:, 1])) * LOCKS / math.tau).astype(int)
    tone = person.rng("locks").random(2 * LOCKS)[lock % (2 * LOCKS)]
    tones = (0.72 + 0.30 * tone) * streaks(person, middle)
    return mesh.tinted(sheen(middle, np.array(tint, np.float64) * tones[:, None]))


def _round(columns: int) -> Array:
    return np.linspace(-math.pi, math.pi, columns + 1)
