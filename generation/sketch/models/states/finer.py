"""Meshes made finer, so that what is laid on them has an edge of its own, and places spread over their surface."""

import numpy as np
import numpy.typing as npt

from generation.sketch.models.mesh import Array, Mesh

MOST_CUTS = 32  # of a quad's side


def ends_of(mesh: Mesh) -> tuple[Array, Array]:
    """Return a mesh's least and greatest x, y and z."""
    spots = mesh.corners.reshape(-1, 3)
    return spots.min(axis=0), spots.max(axis=0)


def size_of(mesh: Mesh) -> float:
    """Return a mesh's longest side."""
    low, high = ends_of(mesh)
    return max(float((high - low).max()), 1e-6)


def finer(mesh: Mesh, share: float = 0.035) -> Mesh:
    """Cut quads until no side is longer than a share of the mesh's longest one; names keep theirs."""
    side = share * size_of(mesh)
    corners = mesh.corners
    along = np.maximum(_far(corners, 0, 1), _far(corners, 3, 2))
    across = np.maximum(_far(corners, 1, 2), _far(corners, 0, 3))
    cuts = np.clip(np.ceil(np.stack([along, across], axis=1) / side), 1, MOST_CUTS).astype(int)
    pieces, sources = list[Array](), list[npt.NDArray[np.intp]]()
    for rows, columns in np.unique(cuts, axis=0).tolist():
        mine = np.flatnonzero((cuts == (rows, columns)).all(axis=1))
        pieces.append(_cut(corners[mine], rows, columns))
        sources.append(np.repeat(mine, rows * columns))
    source = np.concatenate(sources)
    order = np.argsort(source, kind="stable")
    source = source[order]
    starts = np.searchsorted(source, np.arange(len(mesh) + 1))
    names = tuple((name, int(starts[first]), int(starts[end])) for name, first, end in mesh.names)
    return Mesh(
        np.concatenate(pieces)[order], mesh.normals[source], mesh.colours[source], mesh.stuff[source], names
    )  # fmt: skip


def _far(corners: Array, first: int, second: int) -> Array:
    return np.asarray(np.linalg.norm(corners[:, first] - corners[:, second], axis=1))


def _cut(corners: Array, rows: int, columns: int) -> Array:
    """Cut quads into a grid each."""
    if rows == columns == 1:
        return corners
    u, v = np.linspace(0, 1, rows + 1)[:, None, None], np.linspace(0, 1, columns + 1)[None, :, None]
    a, b, c, d = (corners[:, None, None, index] for index in range(4))
    grid = a * (1 - u) * (1 - v) + b * u * (1 - v) + c * u * v + d * (1 - u) * v
    parts = grid[:, :-1, :-1], grid[:, 1:, :-1], grid[:, 1:, 1:], grid[:, :-1, 1:]
    return np.stack(parts, axis=3).reshape(-1, 4, 3)


def areas_of(mesh: Mesh) -> Array:
    """Return the area of each quad."""
    corners = mesh.corners
    return np.asarray(
        np.linalg.norm(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]), axis=1) / 2
    )


def spread(mesh: Mesh, rng: np.random.Generator, count: int, liking: Array | None = None) -> npt.NDArray[np.intp]:
    """Choose quads by chance, the larger the likelier; `liking` is how much each is liked."""
    weight = areas_of(mesh) * (1.0 if liking is None else liking) + 1e-12
    return rng.choice(len(mesh), count, p=weight / weight.sum())


def patches(at: Array, rng: np.random.Generator, size: float) -> Array:
    """Return blotches at places, from 0 to 1 and half of the places above one half; `size` is that of a blotch."""
    out = np.zeros(len(at))
    for octave in range(3):
        ways, phases = rng.normal(size=(3, 4)) * (2**octave) * 2 / size, rng.random(4) * 6.3
        out += np.sin(at @ ways + phases).sum(axis=1) * 0.6**octave
    return np.asarray(np.clip(0.5 + (out - np.median(out)) / 4.4, 0, 1))
