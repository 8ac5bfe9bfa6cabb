"""Imprinting: a flat picture on the sides of a mesh, whose quads are cut as finely there as the picture needs it."""

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.models.decal_paint import Art
from generation.sketch.models.mesh import Array, Mesh

CELLS = 96  # along the picture: how finely a side is cut
FACING = 0.5  # of a quad's normal: what counts as a side
MOST = 40  # parts along one edge of a quad
WIDE, HIGH, LOW = 0.46, 0.46, 0.34  # of a body's length and height, and where on that the picture begins


def imprinted(mesh: Mesh, art: Art) -> Mesh:
    """Print a picture on both sides of a body that faces x, so that it reads on either."""
    spots = mesh.corners.reshape(-1, 3)
    low, high = np.percentile(spots, 1, axis=0), np.percentile(spots, 99, axis=0)
    long, tall = float(high[0] - low[0]), float(high[1] - low[1])
    size = min(WIDE * long / art.wide, HIGH * tall / art.high)
    half = size * art.wide / 2, size * art.high / 2
    middle = float(low[0]) + 0.42 * long, float(low[1]) + LOW * tall + half[1]
    picture = np.asarray(art.picture.resize((CELLS, max(4, round(CELLS * half[1] / half[0]))), Image.Resampling.BOX))
    counts, pieces = _cut(mesh, middle, half)
    before = np.concatenate([[0], np.cumsum(counts)])
    names = tuple((name, int(before[first]), int(before[end])) for name, first, end in mesh.names)
    source = np.repeat(np.arange(len(mesh)), counts)
    colours, stuff = mesh.colours[source].copy(), mesh.stuff[source].copy()
    normals = mesh.normals[source]
    centres = pieces.mean(axis=1)
    for side in (-1.0, 1.0):
        across = (centres[:, 0] - middle[0]) / (2 * half[0]) * side + 0.5
        up = (centres[:, 1] - middle[1]) / (2 * half[1]) + 0.5
        mine = (normals[:, 2] * side > FACING) & (across > 0) & (across < 1) & (up > 0) & (up < 1)
        texels = picture[
            ((1 - up[mine]) * picture.shape[0]).astype(np.intp), (across[mine] * picture.shape[1]).astype(np.intp)
        ]
        cover = texels[:, 3:] / 255
        colours[mine] = colours[mine] * (1 - cover) + texels[:, :3] * cover
        stuff[mine, 0] *= 1 - 0.7 * cover[:, 0]
        stuff[mine, 1] *= 1 - cover[:, 0]
    return Mesh(pieces, normals, colours, stuff, names)


def _parts(edge: Array, opposite: Array, cell: float) -> int:
    return max(1, min(MOST, math.ceil(max(float(np.linalg.norm(edge)), float(np.linalg.norm(opposite))) / cell)))


def _cut(mesh: Mesh, middle: tuple[float, float], half: tuple[float, float]) -> tuple[npt.NDArray[np.intp], Array]:
    """Cut the quads that lie under a picture; return into how many parts each is cut, and the parts' corners."""
    low, high = mesh.corners[..., :2].min(axis=1), mesh.corners[..., :2].max(axis=1)
    under = np.abs(mesh.normals[:, 2]) > FACING
    for axis in (0, 1):
        under &= (high[:, axis] > middle[axis] - half[axis]) & (low[:, axis] < middle[axis] + half[axis])
    cell = 2 * half[0] / CELLS
    counts, parts = np.ones(len(mesh), np.intp), list[Array]()
    for at in range(len(mesh)):
        quad = mesh.corners[at]
        if not under[at]:
            parts.append(quad[None])
            continue
        along, up = (
            _parts(quad[b] - quad[a], quad[d] - quad[c], cell)
            for (a, b), (c, d) in (((0, 1), (3, 2)), ((0, 3), (1, 2)))
        )  # fmt: skip
        grid_u, grid_v = np.linspace(0, 1, along + 1)[:, None, None], np.linspace(0, 1, up + 1)[None, :, None]
        points = (1 - grid_u) * ((1 - grid_v) * quad[0] + grid_v * quad[3]) + grid_u * (
            (1 - grid_v) * quad[1] + grid_v * quad[2]
        )
        cut = np.stack([points[:-1, :-1], points[1:, :-1], points[1:, 1:], points[:-1, 1:]], axis=2).reshape(-1, 4, 3)
        counts[at] = len(cut)
        parts.append(cut)
    return counts, np.concatenate(parts)
