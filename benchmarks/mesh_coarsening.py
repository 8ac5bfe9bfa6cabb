"""Makes a mesh of fewer faces: edges are collapsed those first that change the form least (Garland and Heckbert)."""

import heapq
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Coarsening:
    """Triangles whose edges are collapsed onto one of their ends, those first that change the form least."""

    def __init__(self, points: Floats, quads: Ints, worth: Callable[[Floats], float]) -> None:
        self._worth = worth
        self.points = points
        self.triangles = [tuple(t) for q in quads.tolist() for t in ((q[0], q[1], q[2]), (q[0], q[2], q[3]))]
        self.about: dict[int, set[int]] = {}  # the triangles about each point
        for index, triangle in enumerate(self.triangles):
            for point in triangle:
                self.about.setdefault(point, set()).add(index)
        self.quadrics = {point: np.zeros((4, 4)) for point in self.about}
        edges: dict[tuple[int, int], int] = {}
        for a, b, c in self.triangles:
            normal = np.cross(points[b] - points[a], points[c] - points[a])
            area = np.linalg.norm(normal)
            plane = np.append(normal, -normal @ points[a]) / max(area, 1e-12)
            for point in (a, b, c):
                self.quadrics[point] += np.outer(plane, plane) * self._worth(points[a]) * area
            for edge in ((a, b), (b, c), (c, a)):
                edges[min(edge), max(edge)] = edges.get((min(edge), max(edge)), 0) + 1
        self.border = {point for edge, count in edges.items() if count == 1 for point in edge}
        self.queue = [(self._cost(a, b), a, b) for edge in edges for a, b in (edge, edge[::-1])]
        heapq.heapify(self.queue)

    def _cost(self, gone: int, kept: int) -> float:
        spot = np.append(self.points[kept], 1.0)
        error = spot @ (self.quadrics[gone] + self.quadrics[kept]) @ spot
        return float(error + 1e-7 * np.linalg.norm(self.points[gone] - self.points[kept]))

    def run(self, faces: int) -> None:
        """Collapse edges until no more than so many triangles are left."""
        alive = len(self.triangles)
        while alive > faces and self.queue:
            value, gone, kept = heapq.heappop(self.queue)
            if not self.about.get(gone) or not self.about.get(kept) or (gone in self.border) > (kept in self.border):
                continue
            now = self._cost(gone, kept)
            if now > value * 1.0001 + 1e-15:  # it has become dearer since it was queued
                heapq.heappush(self.queue, (now, gone, kept))
            elif self.about[gone] & self.about[kept] and not _turns_over(
                self.points, self.triangles, list(self.about[gone]), gone, kept
            ):
                alive -= self._collapse(gone, kept)

    def _collapse(self, gone: int, kept: int) -> int:
        """Collapse an edge; return how many triangles are lost."""
        lost = self.about[gone] & self.about[kept]
        for index in lost:
            for point in self.triangles[index]:
                self.about[point].discard(index)
        for index in self.about.pop(gone):
            self.triangles[index] = tuple(kept if point == gone else point for point in self.triangles[index])
            self.about[kept].add(index)
        self.quadrics[kept] += self.quadrics[gone]
        for neighbour in sorted({point for index in self.about[kept] for point in self.triangles[index]} - {kept}):
            heapq.heappush(self.queue, (self._cost(kept, neighbour), kept, neighbour))
            heapq.heappush(self.queue, (self._cost(neighbour, kept), neighbour, kept))
        return len(lost)

    def left(self) -> Ints:
        """Return the triangles that are left, as quads."""
        live = sorted(set().union(*self.about.values()))
        return np.array([(*self.triangles[index], self.triangles[index][2]) for index in live])


def _turns_over(points: Floats, triangles: list[tuple[int, ...]], mine: list[int], gone: int, kept: int) -> bool:
    for t in mine:
        if kept in triangles[t]:
            continue
        before = points[list(triangles[t])]
        after = points[[kept if point == gone else point for point in triangles[t]]]
        first, second = (np.cross(c[1] - c[0], c[2] - c[0]) for c in (before, after))
        if first @ second < 0.3 * np.linalg.norm(first) * np.linalg.norm(second):
            return True
    return False
