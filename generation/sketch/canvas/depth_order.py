"""The order in which boxes that do not cut each other are drawn, so that what is nearer covers what is farther."""

import numpy as np
import numpy.typing as npt

TOUCHING = 1e-3  # metres that two boxes may share and still count as apart

Corners = npt.NDArray[np.float64]  # (boxes, 3): x, y, z


def back_to_front(low: Corners, high: Corners, eye: tuple[float, float, float]) -> list[int]:
    """Return the indexes of boxes in drawing order, for an eye at a point.

    A plane between two boxes tells which of them may cover the other: the one on the eye's side. Boxes that cut each
    other keep the order in which they are given.
    """
    count = len(low)
    if not count:
        return []
    apart = np.zeros((count, count), bool)
    hidden = np.zeros((count, count), bool)  # hidden[a, b]: a plane shows that a never covers b
    for axis in range(3):
        at = eye[axis]
        above = low[:, None, axis] >= high[None, :, axis] - TOUCHING  # a lies beyond b on this axis
        apart |= above | above.T
        # With b below a, b never covers a if the eye is above b's upper face; a never covers b if it is below a's.
        hidden |= (above & (at <= low[:, None, axis])) | (above.T & (at >= high[:, None, axis]))
    order = np.arange(count)
    covers = np.where(apart, ~hidden & hidden.T, order[:, None] > order[None, :])
    return _sorted(covers, -np.linalg.norm((low + high) / 2 - np.array(eye), axis=1))


def _sorted(covers: npt.NDArray[np.bool_], nearness: npt.NDArray[np.float64]) -> list[int]:
    """Sort so that nothing comes before what it covers; the farthest first, which also breaks circles."""
    waiting = covers.sum(axis=1).astype(np.int64)
    left = np.ones(len(covers), bool)
    out: list[int] = []
    rank = np.argsort(nearness, kind="stable")
    for _ in range(len(covers)):
        open_ones = rank[left[rank]]
        free = open_ones[waiting[open_ones] <= 0]
        pick = int(free[0]) if len(free) else int(open_ones[0])
        out.append(pick)
        left[pick] = False
        waiting -= covers[:, pick]
    return out
