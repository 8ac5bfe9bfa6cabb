"""Blending: the tubes and balls of a body flow into one another as under one skin, where they are near each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.models.mesh import Array, Mesh, eased

REACH = 0.028  # lengths over which two forms flow into one another
STEPS = 2  # how often points are moved nearer to the skin
FINE = 1e-4
GRAIN = 1e6  # to a length: points that are nearer than that are one
WAYS = np.array([[1.0, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]])


@dataclass(frozen=True, slots=True)
class Form:
    """A rounded form of a body: a line of points with a radius at each, squeezed to `flat` of its breadth along z."""

    points: Array
    radii: Array
    flat: float = 1.0

    @classmethod
    def tube(cls, points: Sequence[Sequence[float]], radii: Sequence[float], flat: float) -> "Form":
        """Return the form of a tube through points."""
        rows = eased(np.column_stack([np.array(points, np.float64), np.array(radii, np.float64)]), 2)
        return cls(rows[:, :3], rows[:, 3], flat)

    def distances(self, at: Array) -> Array:
        """Return how far points (n, 3) are from its surface, less than 0 within."""
        squeeze = np.array([1.0, 1.0, 1 / self.flat])
        spots, line = at * squeeze, self.points * squeeze
        out = np.full(len(at), np.inf)
        for start, end, thick, thin in zip(line, line[1:], self.radii, self.radii[1:], strict=False):
            way = end - start
            share = np.clip((spots - start) @ way / max(float(way @ way), 1e-9), 0, 1)
            apart = spots - start - share[:, None] * way
            far = np.sqrt(np.einsum("ij,ij->i", apart, apart)) - (thick + share * (thin - thick))
            np.minimum(out, far, out=out)
        return out


def blended(meshes: Sequence[Mesh], forms: Sequence[Form]) -> list[Mesh]:
    """Lay meshes on the skin that is common to all forms; whatever lies under it comes up to it."""
    out = []
    for mesh in meshes:
        corners = mesh.corners.reshape(-1, 3)
        keys = np.rint(corners * GRAIN).astype(np.int64) @ np.array([1, 2_097_169, 4_398_042_316_799])
        _, first, back = np.unique(keys, return_index=True, return_inverse=True)
        spots = corners[first]
        for _ in range(STEPS):
            spots = spots - _field(spots, forms)[:, None] * _slope(spots, forms)
        moved = spots[back].reshape(mesh.corners.shape)
        normals = _slope(moved.mean(axis=1), forms)
        out.append(replace(mesh, corners=moved, normals=normals))
    return out


def finer(mesh: Mesh, forms: Sequence[Form]) -> Mesh:
    """Cut each quad of a mesh without named parts into four, which face as the skin of the forms does there."""
    a, b, c, d = (mesh.corners[:, corner] for corner in range(4))
    ab, bc, cd, da, middle = (a + b) / 2, (b + c) / 2, (c + d) / 2, (d + a) / 2, (a + b + c + d) / 4
    quads = ((a, ab, middle, da), (ab, b, bc, middle), (middle, bc, c, cd), (da, middle, cd, d))
    corners = np.concatenate([np.stack(quad, axis=1) for quad in quads])
    colours, stuff = (np.tile(rows, (4, 1)) for rows in (mesh.colours, mesh.stuff))
    return Mesh(corners, _slope(corners.mean(axis=1), forms), colours, stuff)


def _field(at: Array, forms: Sequence[Form]) -> Array:
    """Return the distance from the common skin: what is near two forms is within a little more than either."""
    far = np.stack([form.distances(at) for form in forms])
    least = far.min(axis=0)
    return np.asarray(least - REACH * np.log(np.exp(-(far - least) / REACH).sum(axis=0)) * _spare(far, least))


def _spare(far: Array, least: Array) -> Array:
    """Return how much of the blending there is: none deep within, where it would only fatten."""
    return np.asarray(np.clip(1.2 - np.abs(least) / (6 * REACH), 0, 1))


def _slope(at: Array, forms: Sequence[Form]) -> Array:
    """Return which way leads out of the skin fastest, of length 1."""
    out = sum(way * _field(at + FINE * way, forms)[:, None] for way in WAYS)
    return np.asarray(out / np.maximum(np.linalg.norm(np.asarray(out), axis=1, keepdims=True), 1e-12))
