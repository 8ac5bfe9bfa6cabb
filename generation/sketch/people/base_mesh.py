"""The base mesh of a human, its morph targets, rig and skin weights: MakeHuman's, given to everybody under CC0 1.0.

`body.npz` is written by `benchmarks.body_data`, whose docstring says what is in it and where it was taken from. Lengths
are metres; x to the right (the body's own left), y up, z towards the viewer whom the body faces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generation.sketch.models.mesh import Array

Numbers = npt.NDArray[np.intp]

FILE = Path(__file__).with_name("body.npz")
METRE = 1e-4  # of the file's units
ESCAPE = -128
PARTS = ("body", "tights", "skirt", "lashes", "teeth")


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """The mesh as it stands, arms half raised. Each point hangs on four `bones`, with their `weights`."""

    points: Array  # (n, 3)
    quads: dict[str, Numbers]  # by part, (faces, 4), and "coarse": the body in fewer faces
    region: npt.NDArray[np.uint8]  # of the body's quads: 0 skin, 1 lips, 2 the inside of the mouth, 3 nails, 4 ears
    bones: Numbers
    weights: npt.NDArray[np.float32]
    names: tuple[str, ...]  # of the bones, parents first
    parents: tuple[int, ...]
    heads: Array  # where the bones begin; then the middles of the left and the right eye
    paired: int  # how many points have their mirror images that much further on
    targets: dict[str, tuple[Numbers, npt.NDArray[np.int16]]]  # which points move, and by how much

    def bone(self, name: str) -> int:
        """Return the place of a bone."""
        return self.names.index(name)


@dataclass(frozen=True, slots=True)
class Shape:
    """A body of somebody: points and bones' heads in metres, standing as the base mesh does."""

    points: Array
    heads: Array


@cache
def base_mesh() -> BaseMesh:
    """Read the file, once."""
    with np.load(FILE) as data:
        ends = data["ends"].tolist()
        quads = np.split(data["quads"].astype(np.intp), ends[:-1])
        moves = data["moves"].astype(np.int16)
        moves[moves == ESCAPE] = data["wide"]
        starts, names = data["starts"].tolist(), data["names"].tolist()
        moved = data["moved"].astype(np.intp)
        targets = {}
        for name, start, end in zip(names, starts, starts[1:], strict=False):
            steps = moves[3 * start : 3 * end].reshape(3, -1)
            targets[name] = np.cumsum(moved[start:end]), np.cumsum(steps, axis=1, dtype=np.int16).T
        return BaseMesh(
            points=data["points"] * METRE,
            quads={**dict(zip(PARTS, quads, strict=True)), "coarse": data["coarse"].astype(np.intp)},
            region=data["region"],
            bones=data["bones"].astype(np.intp),
            weights=data["weights"].astype(np.float32) / np.float32(255),
            names=tuple(data["bone_names"].tolist()),
            parents=tuple(data["parents"].tolist()),
            heads=data["heads"] * METRE,
            paired=int(data["paired"]),
            targets=targets,
        )


def morphed(targets: Iterable[tuple[str, float]]) -> Shape:
    """Return the body that the targets, each by its share, make of the base mesh."""
    base = base_mesh()
    count = len(base.points)
    moves = np.zeros((count + len(base.heads), 3))
    for name, share in targets:
        at, steps = base.targets[name]
        moves[at] += steps * (share * METRE)
    pairs = base.paired
    moves[pairs : 2 * pairs] = moves[:pairs] * (-1, 1, 1)
    return Shape(base.points + moves[:count], base.heads + moves[count:])
