"""How cloth hangs: it spans hollows of the body and falls from where the body stands out, as stiff as it is."""

import math

import numpy as np

from generation.sketch.models.mesh import Array
from generation.sketch.people.surface import HEAD, TRUNK, Chart, Mask

#: How far a garment keeps off what the body sinks back to, 0 (as a glove) to 1 (as a board).
STIFFNESS = {
    "tank_top": 0.25, "t_shirt": 0.70, "shirt": 0.70, "dress": 0.20, "vest": 0.80, "uniform": 0.75, "hoodie": 0.95,
    "armour": 1.0, "plate": 1.0, "suit": 0.80, "school_uniform": 0.80, "jacket": 0.85, "kimono": 0.95, "robe": 0.85,
    "lab_coat": 0.85,
    "coat": 0.85, "apron": 0.6, "sweater": 0.9, "gown": 0.15, "hospital_gown": 0.9, "overalls": 0.9, "scrubs": 0.85,
}  # fmt: skip
TURNS, LEVELS = 36, 34
FALL = 0.16  # metres that cloth comes nearer to the body in a metre of falling


class Drape:
    """Where cloth hangs about a trunk: its distance from the middle by direction and level."""

    def __init__(self, points: Array, at: Chart) -> None:
        """Measure a trunk, of the points of the body at rest with what is worn on it."""
        trunk = ((at.limb == TRUNK) | (at.limb == HEAD)) & (at.y < 0.56)
        mine = points[trunk]
        self.middle = float(mine[:, 2].mean())
        self.levels = np.linspace(float(mine[:, 1].min()), float(mine[:, 1].max()), LEVELS)
        self.turns = (np.arange(TURNS) + 0.5) * math.tau / TURNS
        turn, reach, level = self._placed(mine)
        column, row = np.floor(turn / math.tau * TURNS).astype(int) % TURNS, np.searchsorted(self.levels, level)
        table = np.zeros((LEVELS, TURNS))
        for up in (-1, 0, 1):
            np.maximum.at(table, (np.clip(row + up, 0, LEVELS - 1), column), reach * (1 - 0.02 * abs(up)))
        for _ in range(4):  # where no point lies, as its neighbours
            near = np.maximum(np.roll(table, 1, 1), np.roll(table, -1, 1))
            table = np.where(table > 0, table, near * 0.98)
        cosine = np.cos(self.turns[:, None] - self.turns[None])
        support = (table[:, None, :] * cosine[None]).max(axis=2)
        wide = np.where(cosine > 0.25, cosine, 1e-9)
        hull = (support[:, None, :] / wide[None]).min(axis=2)
        step = float(self.levels[1] - self.levels[0])
        for index in range(LEVELS - 2, -1, -1):
            hull[index] = np.maximum(hull[index], hull[index + 1] - FALL * step)
        self.table = (np.roll(hull, 1, 1) + 2 * hull + np.roll(hull, -1, 1)) / 4

    def _placed(self, points: Array) -> tuple[Array, Array, Array]:
        x, z = points[:, 0], points[:, 2] - self.middle
        return np.arctan2(x, z) % math.tau, np.hypot(x, z), points[:, 1]

    def hung(self, points: Array, amount: Array) -> Array:
        """Return points put out to where cloth hangs, by `amount` from 0 to 1 of the way."""
        turn, reach, level = self._placed(points)
        across = turn / math.tau * TURNS - 0.5
        first = np.floor(across).astype(int)
        share = across - first
        rise = np.interp(level, self.levels, np.arange(LEVELS))
        low = np.minimum(rise.astype(int), LEVELS - 2)
        up = rise - low
        rows = [
            self.table[low + k, first % TURNS] * (1 - share) + self.table[low + k, (first + 1) % TURNS] * share
            for k in (0, 1)
        ]
        want = rows[0] * (1 - up) + rows[1] * up
        grow = 1 + amount * np.maximum(want / np.maximum(reach, 1e-6) - 1, 0)
        out = points.copy()
        out[:, 0] *= grow
        out[:, 2] = (points[:, 2] - self.middle) * grow + self.middle
        return np.asarray(out)


def hanging(at: Chart, stiff: Array) -> Array:
    """Return by how much each point of the trunk is hung: not at the shoulders, nor on limbs."""
    trunk: Mask = np.asarray((at.limb == TRUNK) | (at.limb == HEAD))
    return np.asarray(stiff * np.clip((0.53 - at.y) / 0.09, 0, 1) * trunk)
