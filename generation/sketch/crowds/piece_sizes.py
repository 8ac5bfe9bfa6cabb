"""Which piece stands for a thing that people are at, and how large that is."""

from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.joinery import stuff
from generation.sketch.models.pieces import made
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

WOODEN = colour("#b09868")
#: Pieces by another name than the lexicon's, and what stands there for what has no mesh of its own.
PIECES = {
    "fence": "railing",
    "street_lamp": "item street_lamp", "desk": "executive_desk", "wall": "wall", "console": "terminal",
    "screen": "item trid", "machine": "item vending_machine", "table": "table", "bed": "bed", "mirror": "tall_mirror",
}  # fmt: skip


def piece_of(name: str) -> str:
    """Return the piece that a thing, a vehicle or a furnishing is."""
    if name in PIECES:
        return PIECES[name]
    return f"item {name}" if name in ITEMS else f"vehicle {name}" if name in VEHICLES else name


@lru_cache(maxsize=64)
def extent_of(name: str) -> tuple[float, float, float, float]:
    """Return half the breadth, half the depth, the height and the height of the middle of a piece, in metres."""
    spots = made(piece_of(name), stuff(WOODEN, np.random.default_rng(1))).corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    near = np.abs(spots[:, 0]) < 0.35 * high[0]
    within = spots[near & (np.abs(spots[:, 2]) < 0.8 * high[2])]
    level = float(np.percentile(within[:, 1], 97)) if len(within) else float(high[1])
    return float(high[0]), float((high[2] - low[2]) / 2), float(high[1]), level
