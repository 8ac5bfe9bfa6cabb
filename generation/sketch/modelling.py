"""Modelling: which quad of a mesh is seen at each pixel, and from that its normals, colours and depth as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.field import Field
from generation.sketch.mesh import Array, Mesh

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
    quads: npt.NDArray[np.intp]  # of the covered pixels, counted from 0
    scale: float  # pixels to one of the mesh's lengths
    middles: Array  # of the quads, in pixels of the part

    def table(self, values: Array, nothing: float = 0.0) -> npt.NDArray[np.uint8]:
        """Look bytes up for every pixel of the part: `values` (quads, channels), 0 to 255."""
        rows = np.concatenate([np.full((1, values.shape[1]), nothing), values])
        return np.take(np.asarray(np.clip(np.rint(rows), 0, 255), np.uint8), self.index, axis=0)

    def towards(self) -> Array:
        """Return each quad's normal, turned to the viewer."""
        return np.asarray(self.mesh.normals * np.where(self.mesh.normals[:, 2:] < 0, -1.0, 1.0))

    def inside(self) -> Array:
        """Return 1 for each quad of a thin surface that is seen from behind."""
        return ((self.mesh.normals[:, 2] < 0) & (self.mesh.stuff[:, 2] > 0)).astype(np.float64)

    def normals(self, soft: float) -> Field:
        """Return the normals, turned to the viewer, with facets smoothed over `soft` pixels: (pixels, 3)."""
        coded = Image.fromarray(self.table(self.towards() * 127 + 128, 128))
        smooth = np.asarray(coded.filter(ImageFilter.GaussianBlur(soft)))[self.covered]
        return (smooth.astype(np.float32) - np.float32(128)) * np.float32(1 / 127)

    def colours(self) -> Field:
        """Return the sRGB colours, 0 to 255."""
        return np.take(self.mesh.colours.astype(np.float32), self.quads, axis=0)

    def stuff(self, column: int) -> Field:
        """Return gloss (0), glow (1) or thinness (2)."""
        return np.take(self.mesh.stuff[:, column].astype(np.float32), self.quads)

    def inner(self) -> Field:
        """Return 1 where a thin surface is seen from behind."""
        return np.take(self.inside().astype(np.float32), self.quads)

    def depth(self, nothing: float, step: int = EVEN) -> Field:
        """Return how near every `step`-th pixel is, in the mesh's own lengths; `nothing` where the mesh is not."""
        index = self.index[::step, ::step]
        slope = np.clip(
            self.mesh.normals[:, :2] / np.where(np.abs(self.mesh.normals[:, 2:]) < 0.12, 9.0, self.mesh.normals[:, 2:]),
            -8,
            8,
        )
        near = self.mesh.corners[..., 2].mean(axis=1)
        # A quad's plane: its middle's depth, and how that changes to the right and downwards.
        base = near + (slope[:, 0] * self.middles[:, 0] - slope[:, 1] * self.middles[:, 1]) / self.scale
        table = np.concatenate(
            [[[nothing, 0.0, 0.0]], np.column_stack([base, -slope[:, 0] / self.scale, slope[:, 1] / self.scale])]
        )
        plane = np.take(table.astype(np.float32), index, axis=0)
        x = np.arange(index.shape[1], dtype=np.float32) * np.float32(step)
        y = np.arange(index.shape[0], dtype=np.float32) * np.float32(step)
        return np.asarray(plane[..., 0] + plane[..., 1] * x[None] + plane[..., 2] * y[:, None], np.float32)

    def spread(self, values: Field) -> Field:
        """Lay values of the covered pixels out over the part."""
        out = np.zeros((*self.covered.shape, *values.shape[1:]), np.float32)
        out[self.covered] = values
        return out


def seen(mesh: Mesh, pixels: Array, scale: float, width: int, height: int) -> Seen:
    """Look at a mesh along z: the nearer quad covers the farther.

    `pixels` (n, 4, 2) are its corners in the picture, `scale` of them to one of its own lengths.
    """
    facing = (mesh.normals[:, 2] > -0.02) | (mesh.stuff[:, 2] > 0)
    low, high = pixels.min(axis=1), pixels.max(axis=1)
    facing &= (high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < width) & (low[:, 1] < height)
    shown = pixels[facing].reshape(-1, 2) if facing.any() else np.zeros((1, 2))
    left, top = (int(max(0, v - 4)) // EVEN * EVEN for v in shown.min(axis=0))
    wide, high = (int(min(edge, v + 5)) - at for edge, v, at in zip((width, height), shown.max(axis=0), (left, top),
                                                                    strict=True))  # fmt: skip
    layer = Image.new("I", (max(EVEN, -(-wide // EVEN) * EVEN), max(EVEN, -(-high // EVEN) * EVEN)))
    pen = ImageDraw.Draw(layer)
    flat = (pixels - np.array([left, top])).reshape(-1, 8).tolist()
    for index in np.argsort(mesh.corners[..., 2].mean(axis=1) + mesh.stuff[:, 3], kind="stable").tolist():
        if facing[index]:
            pen.polygon(flat[index], index + 1)
    index = np.asarray(layer, np.int32)
    covered = index > 0
    middles = pixels.mean(axis=1) - np.array([left, top])
    return Seen(mesh, index, left, top, covered, index[covered].astype(np.intp) - 1, scale, middles)
