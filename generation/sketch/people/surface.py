"""Surfaces on a body: where each point of the base mesh is, as a tailor says it, and quads made finer and rounder."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.people.base_mesh import Numbers, base_mesh

Mask = npt.NDArray[np.bool_]

TRUNK, ARM, LEG, HEAD = range(4)
FRONT = 0.03  # metres of the base mesh: what is farther ahead is the front of the trunk
ARM_BONES = ("upperarm", "lowerarm", "hand", "index", "middle", "ring", "pinky", "thumb")
LEG_BONES = ("thigh", "calf", "foot", "ball")
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))  # of a quad, in its own two directions


@dataclass(frozen=True, slots=True)
class Chart:
    """Places on the base mesh. `along` a limb: 0 at its root, 1 at elbow or knee, 2 at wrist or ankle.

    x, y and z are metres of the base mesh: on the trunk 0 is about the hips, 0.18 the waist, 0.50 the shoulders.
    """

    limb: npt.NDArray[np.int8]
    along: Array
    x: Array
    y: Array
    z: Array

    def of(self, quads: Numbers) -> "Chart":
        """Return the places of the middles of quads."""
        along, x, y, z = (values[quads].mean(axis=1) for values in (self.along, self.x, self.y, self.z))
        return Chart(self.limb[quads[:, 0]], along, x, y, z)


@cache
def chart() -> Chart:
    """Return the places of all points of the base mesh."""
    base = base_mesh()
    kinds = [name.partition("_")[0] for name in base.names]

    def share(kinds_of: tuple[str, ...]) -> Array:
        mine = np.array([kind in kinds_of for kind in kinds])
        return np.asarray((base.weights * mine[base.bones]).sum(axis=1), np.float64)

    limb = np.zeros(len(base.points), np.int8)
    limb[share(ARM_BONES) > 0.5] = ARM
    limb[share(LEG_BONES) > 0.5] = LEG
    limb[share(("head", "neck")) > 0.5] = HEAD
    along = np.zeros(len(base.points))
    for part, names in ((ARM, ("upperarm", "lowerarm", "hand", "middle")), (LEG, ("thigh", "calf", "foot", "ball"))):
        joints = np.array(
            [base.heads[base.bone(f"{name}_01_l" if name == "middle" else f"{name}_l")] for name in names]
        )
        mine = np.flatnonzero(limb == part)
        spots = base.points[mine].copy()
        spots[:, 0] = np.abs(spots[:, 0])
        best = np.full(len(mine), np.inf)
        for index, (start, end) in enumerate(pairwise(joints)):
            way = end - start
            part_of = np.clip((spots - start) @ way / (way @ way), -0.3 if index == 0 else 0.0, 1.0)
            off = np.linalg.norm(spots - start - part_of[:, None] * way, axis=1)
            nearer = off < best
            best[nearer], along[mine[nearer]] = off[nearer], (index + part_of)[nearer]
    x, y, z = base.points.T
    return Chart(limb, along, x, y, z)


def point_normals(points: Array, quads: Numbers) -> Array:
    """Return the normals at all points, of the quads about them; 0 where there are none."""
    corners = points[quads]
    facets = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    flat = np.concatenate([quads[:, column] for column in range(4)])
    out = np.stack([np.bincount(flat, np.tile(facets[:, axis], 4), len(points)) for axis in range(3)], axis=-1)
    return np.asarray(out / np.maximum(np.sqrt((out * out).sum(axis=1, keepdims=True)), 1e-12))


@dataclass(frozen=True, slots=True)
class Patch:
    """Quads of a surface, made finer; `shares` are those of the source quad's four points at the middle of each."""

    corners: Array
    normals: Array
    source: Numbers  # the number of the quad it was cut from
    shares: Array  # (n, 4)

    def at(self, values: Array, quads: Numbers) -> Array:
        """Return what values of points are at the quads' middles."""
        return np.asarray((values[quads[self.source]] * self.shares).sum(axis=1))


def patch(points: Array, quads: Numbers, fine: int, roundness: float = 0.6) -> Patch:
    """Cut each quad into `fine` times `fine`, and round them as the normals at their corners ask for."""
    normals = point_normals(points, quads)
    return patch_of(points, normals, quads, fine, roundness)


def patch_of(points: Array, normals: Array, quads: Numbers, fine: int, roundness: float = 0.6) -> Patch:
    """Cut quads finer, with the normals of their points given."""
    corner, normal = points[quads], normals[quads]
    if fine == 1:
        mean = normal.sum(axis=1)
        mean /= np.maximum(np.sqrt((mean * mean).sum(axis=1, keepdims=True)), 1e-12)
        return Patch(corner, mean, np.arange(len(quads)), np.full((len(quads), 4), 0.25))
    steps = np.linspace(0, 1, fine + 1)
    u, v = (grid.ravel() for grid in np.meshgrid(steps, steps, indexing="ij"))
    weights = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v], axis=-1)
    flat = np.einsum("kc,qcd->qkd", weights, corner)
    if roundness:
        # Phong tessellation: each point is drawn onto the planes that touch the corners.
        onto = np.zeros_like(flat)
        for index in range(4):
            away = np.einsum("qkd,qd->qk", flat - corner[:, None, index], normal[:, index])
            onto += weights[None, :, index, None] * (flat - away[..., None] * normal[:, None, index])
        flat = flat + roundness * (onto - flat)
    side = fine + 1
    starts = (np.arange(fine)[:, None] * side + np.arange(fine)[None]).ravel()
    picks = np.stack([starts + a * side + b for a, b in CORNERS], axis=-1)
    middles = weights[picks].mean(axis=1)
    smooth = np.einsum("kc,qcd->qkd", middles, normal).reshape(-1, 3)
    smooth /= np.maximum(np.sqrt((smooth * smooth).sum(axis=1, keepdims=True)), 1e-12)
    count = len(quads)
    return Patch(
        flat[:, picks].reshape(-1, 4, 3),
        smooth,
        np.repeat(np.arange(count), fine * fine),
        np.tile(middles, (count, 1)),
    )


def painted(part: Patch, colours: Array, stuff: Array) -> Mesh:
    """Return a patch as a mesh, with a colour and `Skin.row` for each quad."""
    return Mesh(part.corners, part.normals, np.clip(colours, 0, 255), stuff)
