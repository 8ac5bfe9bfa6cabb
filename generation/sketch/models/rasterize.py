"""Modelling: which quad of a mesh is seen at each pixel, and from that its normals, colours and depth as arrays."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Field, blurred
from generation.sketch.canvas.sprite import filler
from generation.sketch.models.mesh import Array, Mesh

EVEN = 2  # a part begins and ends at whole pairs of pixels, so that it can be averaged
Indices = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a mesh in a part of the picture: for each pixel its quad, counted from 1; 0 where there is none.

    What the methods return holds for the covered pixels only, in the order of `covered`.
    """

    mesh: Mesh
    index: Indices
    left: int  # where the part begins in the picture
    top: int
    covered: npt.NDArray[np.bool_]
    places: npt.NDArray[np.intp]  # of the covered pixels, row by row
    quads: npt.NDArray[np.intp]  # of the covered pixels, counted from 0
    scale: float  # pixels to one of the mesh's lengths
    middles: Array  # of the quads, in pixels of the part

    def table(self, values: Array, nothing: float = 0.0) -> npt.NDArray[np.uint8]:
        """Look bytes up for every pixel of the part: `values` (quads, channels), 0 to 255."""
        rows = np.concatenate([np.full((1, values.shape[1]), nothing), values])
        return np.take(np.asarray(np.clip(np.rint(rows), 0, 255), np.uint8), self.index, axis=0)

    def towards(self) -> Array:
        """Return each quad's normal, turned to the viewer: of a thin one to its other side, else up to its edge."""
        normals, thin = self.mesh.normals, self.mesh.stuff[:, 2:3] > 0
        return np.where(thin & (normals[:, 2:] < 0), -normals, np.maximum(normals, (-1.0, -1.0, 0.0)))

    def inside(self) -> Array:
        """Return 1 for each quad of a thin surface that is seen from behind."""
        return ((self.mesh.normals[:, 2] < 0) & (self.mesh.stuff[:, 2] > 0)).astype(np.float64)

    def normals(self, soft: float) -> Field:
        """Return the normals, turned to the viewer, with facets smoothed over `soft` pixels: (3, pixels)."""
        coded = Image.fromarray(self.table(self.towards() * 127 + 128, 128))
        smooth = np.asarray(blurred(coded, soft)).reshape(-1, 3).take(self.places, axis=0)
        return (smooth.T.astype(np.float32, order="C") - np.float32(128)) * np.float32(1 / 127)

    def colours(self) -> Field:
        """Return the sRGB colours, 0 to 255: (3, pixels)."""
        return np.take(self.mesh.colours.T.astype(np.float32, order="C"), self.quads, axis=1)

    def stuff(self, column: int) -> Field:
        """Return gloss (0), glow (1) or thinness (2)."""
        return np.take(self.mesh.stuff[:, column].astype(np.float32), self.quads)

    def inner(self) -> Field:
        """Return 1 where a thin surface is seen from behind."""
        return np.take(self.inside().astype(np.float32), self.quads)

    def depth(self, nothing: float, step: int = EVEN) -> Field:
        """Return how near every `step`-th pixel is, in the mesh's own lengths; `nothing` where the mesh is not."""
        index = self.index[::step, ::step]
        planes = _planes(self.mesh, self.middles, self.scale)
        table = np.concatenate([[[nothing, 0.0, 0.0]], planes])
        plane = np.take(table.astype(np.float32), index, axis=0)
        x = np.arange(index.shape[1], dtype=np.float32) * np.float32(step)
        y = np.arange(index.shape[0], dtype=np.float32) * np.float32(step)
        return np.asarray(plane[..., 0] + plane[..., 1] * x[None] + plane[..., 2] * y[:, None], np.float32)

    def parts(self) -> Iterator[tuple[Hashable, npt.NDArray[np.bool_], float]]:
        """Return where each named part of the mesh is seen, and how much of it lies inside the picture."""
        high, wide = self.index.shape
        for name, first, end in self.mesh.names:
            x, y = self.middles[first:end].T
            inside = float(((x >= 0) & (x < wide) & (y >= 0) & (y < high)).mean())
            yield name, (self.index > first) & (self.index <= end), inside

    def picture(self, planes: Field) -> Image.Image:
        """Lay values of the covered pixels, 0 to 255, out over the part: from (3, pixels)."""
        out = np.zeros((self.covered.size, 3), np.uint8)
        for channel, plane in enumerate(planes):
            out[self.places, channel] = np.clip(plane, 0, 255)
        return Image.fromarray(out.reshape(*self.covered.shape, 3))


def seen(mesh: Mesh, pixels: Array, scale: float, width: int, height: int) -> Seen:
    """Look at a mesh along z: the nearer quad covers the farther.

    `pixels` (n, 4, 2) are its corners in the picture, `scale` of them to one of its own lengths.
    """
    # numpy takes four slices much faster than it reduces an axis of four.
    corners = [pixels[:, corner] for corner in range(4)]
    facing = (mesh.normals[:, 2] > -0.02) | (mesh.stuff[:, 2] > 0)
    low = np.minimum(np.minimum(corners[0], corners[1]), np.minimum(corners[2], corners[3]))
    high = np.maximum(np.maximum(corners[0], corners[1]), np.maximum(corners[2], corners[3]))
    facing &= (high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < width) & (low[:, 1] < height)
    drawn = np.flatnonzero(facing)
    start, end = (low[drawn].min(axis=0), high[drawn].max(axis=0)) if len(drawn) else (np.zeros(2), np.zeros(2))
    left, top = (int(max(0, v - 4)) // EVEN * EVEN for v in start)
    wide, tall = (int(min(edge, v + 5)) - at for edge, v, at in zip((width, height), end, (left, top), strict=True))
    size = (max(EVEN, -(-wide // EVEN) * EVEN), max(EVEN, -(-tall // EVEN) * EVEN))
    deep = mesh.corners[drawn, :, 2]
    middle = (deep[:, 0] + deep[:, 1] + deep[:, 2] + deep[:, 3]) / 4 + mesh.stuff[drawn, 3]
    drawn = drawn[np.argsort(middle, kind="stable")]
    middles = sum(corners) / 4 - np.array([left, top])
    over = mesh.stuff[drawn, 3] > 0
    index = _indices(drawn[~over], pixels - np.array([left, top]), size)
    if over.any():
        index = _nearer(index, _indices(drawn[over], pixels - np.array([left, top]), size), mesh, middles, scale)
    covered = index > 0
    places = np.flatnonzero(covered)
    quads = index.ravel().take(places).astype(np.intp) - 1
    return Seen(mesh, index, left, top, covered, places, quads, scale, middles)


def _indices(drawn: npt.NDArray[np.intp], pixels: Array, size: tuple[int, int]) -> Indices:
    """Draw quads, in their order, as their numbers from 1."""
    layer = Image.new("I", size)
    fill = filler(ImageDraw.Draw(layer))
    for flat, quad in zip(pixels[drawn].reshape(-1, 8).tolist(), drawn.tolist(), strict=True):
        fill(flat, quad + 1, 1)
    return np.array(layer, np.int32)


def _nearer(under: Indices, over: Indices, mesh: Mesh, middles: Array, scale: float) -> Indices:
    """Choose the nearer of two quads at each pixel, so that a sleeve and the coat that it comes out of meet in a line.

    Quads sorted by their middles alone would cut each other to saw teeth there.
    """
    planes = (_planes(mesh, middles, scale) + np.pad(mesh.stuff[:, 3:], ((0, 0), (0, 2)))).astype(np.float32)
    both = np.flatnonzero((under > 0) & (over > 0))
    y, x = (np.asarray(places, np.float32) for places in np.divmod(both, under.shape[1]))
    depths = []
    for index in (under, over):
        base, across, down = planes.take(index.ravel().take(both) - 1, axis=0).T
        depths.append(base + across * x + down * y)
    index = np.where(over > 0, over, under)
    behind = both[depths[0] > depths[1]]
    index.ravel()[behind] = under.ravel()[behind]
    return index


def _planes(mesh: Mesh, middles: Array, scale: float) -> Array:
    """Return each quad's plane: its depth at the part's corner, and how that changes to the right and downwards."""
    upright = mesh.normals[:, 2:]
    slope = np.clip(mesh.normals[:, :2] / np.where(np.abs(upright) < 0.12, 9.0, upright), -8, 8)
    near = mesh.corners[..., 2].sum(axis=1) / 4
    base = near + (slope[:, 0] * middles[:, 0] - slope[:, 1] * middles[:, 1]) / scale
    return np.column_stack([base, -slope[:, 0] / scale, slope[:, 1] / scale])
