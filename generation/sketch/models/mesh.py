"""Meshes: bodies of quads in space, from rings, tubes and boxes. x to the right, y up, z towards the viewer."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.palette import Colour

Array: TypeAlias = npt.NDArray[np.float64]
Vector: TypeAlias = tuple[float, float, float]
#: The name of a part that one sees through.
CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Skin:
    """What a surface is made of: colour, gloss and glow from 0 to 1; a thin one is also seen from behind.

    `lift` is a length: what is let into another surface is drawn as if it were that much nearer.
    """

    colour: Colour
    gloss: float = 0.15
    glow: float = 0.0
    thin: bool = False
    lift: float = 0.0

    def row(self) -> list[float]:
        """Return the numbers a mesh keeps for each quad."""
        return [self.gloss, self.glow, float(self.thin), self.lift]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Quads: corners (n, 4, 3), outward normals (n, 3), sRGB colours (n, 3), and `Skin.row` of each (n, 4).

    `names` tells which of them are something to ask for: the name, the first quad, and the one after the last.
    """

    corners: Array
    normals: Array
    colours: Array
    stuff: Array
    names: tuple[tuple[Hashable, int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.corners)

    def turned(self, yaw: float, pitch: float = 0.0, roll: float = 0.0) -> "Mesh":
        """Turn about the origin: yaw turns the front to the right, pitch nods, roll leans; radians."""
        turn = turning(yaw, pitch, roll)
        return replace(self, corners=self.corners @ turn, normals=self.normals @ turn)

    def moved(self, offset: Vector, scale: float = 1.0) -> "Mesh":
        """Scale about the origin, then move."""
        stuff = self.stuff * np.array([1.0, 1.0, 1.0, scale])
        return replace(self, corners=self.corners * scale + np.array(offset), stuff=stuff)

    def mirrored(self) -> "Mesh":
        """Mirror left and right."""
        flip = np.array([-1.0, 1.0, 1.0])
        return replace(self, corners=self.corners * flip, normals=self.normals * flip)

    def named(self, name: Hashable) -> "Mesh":
        """Return the mesh under a name, by which what is seen of it can be asked for; what is in it keeps its own."""
        return replace(self, names=((name, 0, len(self)), *self.names))

    def where(self, kept: npt.NDArray[np.bool_]) -> "Mesh":
        """Return the quads that are kept, one flag each; names keep theirs."""
        before = np.concatenate([[0], np.cumsum(kept)])
        names = tuple((name, int(before[first]), int(before[end])) for name, first, end in self.names)
        return Mesh(self.corners[kept], self.normals[kept], self.colours[kept], self.stuff[kept], names)

    def tinted(self, colours: Array) -> "Mesh":
        """Return the mesh with a colour for each quad."""
        return replace(self, colours=np.clip(colours, 0, 255))

    def centres(self) -> Array:
        """Return the middle of each quad."""
        return np.asarray(self.corners.mean(axis=1))


def turning(yaw: float, pitch: float = 0.0, roll: float = 0.0) -> Array:
    """Return the matrix that turns row vectors: first roll, then pitch, then yaw."""
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (math.cos, math.sin))
    about_z = np.array([[cr, sr, 0], [-sr, cr, 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    about_y = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    return np.asarray(about_z @ about_x @ about_y)


def joined(meshes: Sequence[Mesh]) -> Mesh:
    """Put meshes together."""
    starts = np.cumsum([0, *map(len, meshes)]).tolist()
    return Mesh(
        np.concatenate([mesh.corners for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.concatenate([mesh.stuff for mesh in meshes]),
        tuple(
            (name, first + start, end + start)
            for mesh, start in zip(meshes, starts, strict=False)
            for name, first, end in mesh.names
        ),
    )


def _cross(first: Array, second: Array) -> Array:
    """Return cross products, faster than numpy's for the few vectors of a limb."""
    a, b, c = first[..., 0], first[..., 1], first[..., 2]
    x, y, z = second[..., 0], second[..., 1], second[..., 2]
    out = np.empty(np.broadcast_shapes(first.shape, second.shape))
    out[..., 0] = b * z - c * y
    out[..., 1] = c * x - a * z
    out[..., 2] = a * y - b * x
    return out


def _dot(first: Array, second: Array) -> Array:
    """Return dot products, (..., 1)."""
    return np.asarray(np.einsum("...i,...i->...", first, second)[..., None])


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.sqrt(_dot(vectors, vectors)), 1e-12))


def sheet(grid: Array, inside: Array, skin: Skin) -> Mesh:
    """Span quads over a grid of points (rows, columns, 3); normals point away from `inside`, one point or one a row."""
    corners = np.empty((grid.shape[0] - 1, grid.shape[1] - 1, 4, 3))
    around = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
    for index, corner in enumerate(around):
        corners[:, :, index] = corner
    normals = _unit(_cross(around[2] - around[0], around[3] - around[1]))
    middle = (around[0] + around[1] + around[2] + around[3]) / 4
    away = middle - (inside if inside.ndim == 1 else ((inside[:-1] + inside[1:]) / 2)[:, None])
    normals *= np.where(_dot(normals, away) < 0, -1.0, 1.0)
    count = normals.shape[0] * normals.shape[1]
    stuff, colours = np.empty((count, 4)), np.empty((count, 3))
    stuff[:], colours[:] = skin.row(), skin.colour
    return Mesh(corners.reshape(-1, 4, 3), normals.reshape(-1, 3), colours, stuff)


@lru_cache(maxsize=32)
def _curve(steps: int) -> Array:
    """Return the weights of the four points about each step of a Catmull-Rom curve: (steps, 4)."""
    t = np.linspace(0, 1, steps, endpoint=False)
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
    return np.asarray(0.5 * np.stack(weights, axis=-1))


@lru_cache(maxsize=32)
def _circle(sides: int) -> tuple[Array, Array]:
    """Return the cosines and sines of a whole turn."""
    angle = np.linspace(0, math.tau, sides + 1)
    return np.cos(angle), np.sin(angle)


def eased(rows: Array, steps: int) -> Array:
    """Run a Catmull-Rom curve through rows of numbers, with that many steps between two of them."""
    if steps < 2:
        return rows
    padded = np.concatenate([2 * rows[:1] - rows[1:2], rows, 2 * rows[-1:] - rows[-2:-1]])
    weights = _curve(steps)
    out = sum(weights[:, index, None] * padded[index : len(padded) - 3 + index, None] for index in range(4))
    return np.concatenate([out.reshape(-1, rows.shape[1]), rows[-1:]])


def tube(points: Sequence[Vector], radii: Sequence[float], skin: Skin, sides: int = 8, flat: float = 1.0) -> Mesh:
    """Sweep a rounded tube along points; `flat` squeezes it in the direction that is nearest to z."""
    rows = np.column_stack([np.array(points, np.float64), np.array(radii, np.float64)])
    rows = eased(rows, 1 + sides // 9)
    path, sizes = rows[:, :3], np.maximum(rows[:, 3], 1e-5)
    ahead = _unit(path[[*range(1, len(path)), -1]] - path[[0, *range(len(path) - 1)]])
    # Round ends: two smaller rings beyond the first and the last point.
    path = np.concatenate(
        [[path[0] - ahead[0] * sizes[0] * 0.9], [path[0] - ahead[0] * sizes[0] * 0.6], path,
         [path[-1] + ahead[-1] * sizes[-1] * 0.6], [path[-1] + ahead[-1] * sizes[-1] * 0.9]]
    )  # fmt: skip
    sizes = np.concatenate([[0.0, sizes[0] * 0.75], sizes, [sizes[-1] * 0.75, 0.0]])
    ahead = np.concatenate([ahead[:1], ahead[:1], ahead, ahead[-1:], ahead[-1:]])
    mean = ahead.mean(axis=0)
    deep = np.array([0.0, 0.0, 1.0]) if abs(mean[2]) < 0.9 * np.linalg.norm(mean) else np.array([0.0, 1.0, 0.0])
    across = _unit(_cross(ahead, np.broadcast_to(deep, ahead.shape)))
    depth = _cross(across, ahead)
    cosine, sine = _circle(sides)
    ring = cosine[:, None] * across[:, None] + flat * sine[:, None] * depth[:, None]
    return sheet(path[:, None] + sizes[:, None, None] * ring, path, skin)


def strands(paths: Array, radii: Array, colours: Array, skin: Skin, sides: int) -> Mesh:
    """Sweep many thin tubes at once, open at the ends: paths (n, points, 3), radii (n, points), colours (n, 3)."""
    ahead = _unit(np.gradient(paths, axis=1))
    across = _unit(_cross(ahead, np.broadcast_to(np.array([0.05, 0.05, 1.0]), ahead.shape)))
    angle = np.linspace(0, math.tau, sides + 1)[None, None, :, None]
    ring = np.cos(angle) * across[:, :, None] + np.sin(angle) * _cross(across, ahead)[:, :, None]
    grid = paths[:, :, None] + radii[..., None, None] * ring
    corners = np.stack([grid[:, :-1, :-1], grid[:, :-1, 1:], grid[:, 1:, 1:], grid[:, 1:, :-1]], axis=3)
    normals = _unit(ring[:, :-1, :-1] + ring[:, 1:, 1:])
    each = normals.shape[1] * normals.shape[2]
    stuff = np.tile(np.array(skin.row()), (len(paths) * each, 1))
    tints = np.repeat(np.clip(colours, 0, 255), each, axis=0)
    return Mesh(corners.reshape(-1, 4, 3), normals.reshape(-1, 3), tints, stuff)


def loft(
    levels: Sequence[tuple[float, float, float, float, float]],
    skin: Skin,
    sides: int = 14,
    *,
    folds: Array | None = None,
    gap: Sequence[float] = (),
) -> Mesh:
    """Span a body through level rings: each (x, y, z, half width, half depth).

    `folds` (levels, sides + 1) scales the rings. `gap` leaves each ring open at the front, by half an angle in radians;
    without it the body is closed, with lids.
    """
    rows = np.column_stack([np.array(levels, np.float64), np.array(gap or [0.0] * len(levels))])
    steps = 1 + sides // 12
    rows = eased(rows, steps)
    folds = None if folds is None else eased(folds, steps)
    if not gap:
        lids = rows[[0, -1]] * np.array([1, 1, 1, 1e-3, 1e-3, 1])
        rows = np.concatenate([lids[:1], rows, lids[1:]])
        folds = None if folds is None else np.concatenate([folds[:1], folds, folds[-1:]])
    half = rows[:, 5:]
    angle = half + (math.tau - 2 * half) * np.linspace(0, 1, sides + 1)[None]
    scale = np.ones((1, 1)) if folds is None else folds
    x = rows[:, :1] + rows[:, 3:4] * np.sin(angle) * scale
    z = rows[:, 2:3] + rows[:, 4:5] * np.cos(angle) * scale
    y = np.repeat(rows[:, 1:2], sides + 1, axis=1)
    return sheet(np.stack([x, y, z], axis=-1), rows[:, :3], skin)


def ball(centre: Vector, radii: Vector, skin: Skin, rows: int = 8, columns: int = 12,
         span: tuple[float, float] = (-90.0, 90.0)) -> Mesh:  # fmt: skip
    """Make an ellipsoid, or the part of it between two latitudes in degrees."""
    up = np.radians(np.linspace(span[0], span[1], rows + 1))[:, None]
    round_ = np.linspace(0, math.tau, columns + 1)[None]
    grid = np.stack([np.cos(up) * np.cos(round_), np.sin(up) * np.ones_like(round_), np.cos(up) * np.sin(round_)], -1)
    return sheet(grid * np.array(radii) + np.array(centre), np.array(centre), skin)


def beam(start: Vector, end: Vector, wide: float, high: float, skin: Skin, up: Vector = (0.0, 1.0, 0.0)) -> Mesh:
    """Make a box along a line: `high` in the direction of `up`, `wide` across it."""
    first, last = np.array(start), np.array(end)
    along = last - first
    along /= max(float(np.linalg.norm(along)), 1e-9)
    across = np.cross(along, np.array(up))
    if np.linalg.norm(across) < 1e-6:
        across = np.array([1.0, 0.0, 0.0])
    across /= np.linalg.norm(across)
    top = np.cross(across, along)
    ring = [across * wide / 2 * a + top * high / 2 * b for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
    middle = np.array(ring) * 0
    grid = np.stack([first + middle, first + np.array(ring), last + np.array(ring), last + middle])
    return sheet(grid, (first + last) / 2, skin)
