"""Signs painted on a model: a skull, a star, a heart, a cross, on its largest side."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Array, Mesh, Skin, joined
from generation.sketch.models.parts import Flat, plate
from generation.sketch.models.states.finer import areas_of, ends_of, finer, size_of

PAINTED = colour("#e8e6e0")
DARK, PALE = (14, 12, 12), 150  # of what is dark in a sign; brightness from which on something is pale
LEAST_FACING = 0.35  # of a side that a sign is painted on


def _oval(x: float, y: float, wide: float, high: float) -> list[Flat]:
    return [(x + wide * math.cos(a), y + high * math.sin(a)) for a in np.linspace(0, math.tau, 20, endpoint=False)]


def _star() -> list[list[Flat]]:
    reach = (1.0, 0.40)
    turns = [(reach[n % 2], n * math.pi / 5) for n in range(10)]
    return [[(far * math.sin(turn), far * math.cos(turn)) for far, turn in turns]]


def _heart() -> list[list[Flat]]:
    turns = np.linspace(0, math.tau, 28, endpoint=False)
    return [
        [(float(np.sin(t) ** 3), float((13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t)) / 16)) for t in turns]
    ]


def _cross() -> list[list[Flat]]:
    a = 0.30
    return [
        [(-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a), (-1, -a), (-a, -a)]
    ]


def _skull() -> list[list[Flat]]:
    """Draw the skull, then what is dark in it: eyes, nose, the gaps between teeth."""
    head = [(math.cos(a) * 0.82, 0.22 + math.sin(a) * 0.78) for a in np.linspace(-0.45, math.pi + 0.45, 22)]
    jaw = [(-0.52, -0.30), (-0.46, -0.95), (0.46, -0.95), (0.52, -0.30)]
    gaps = [
        [(x - 0.035, -0.95), (x + 0.035, -0.95), (x + 0.035, -0.62), (x - 0.035, -0.62)] for x in (-0.22, 0.0, 0.22)
    ]
    nose = [(-0.10, -0.36), (0.10, -0.36), (0.0, -0.12)]
    return [[*head, *jaw], _oval(-0.36, 0.12, 0.23, 0.25), _oval(0.36, 0.12, 0.23, 0.25), nose, *gaps]


SIGNS = {
    "star_sign": (_star, colour("#b01818")), "skull_sign": (_skull, PAINTED),
    "heart_sign": (_heart, colour("#c01840")), "cross_sign": (_cross, colour("#b01818")),
}  # fmt: skip


def painted_with(mesh: Mesh, sign: str) -> Mesh:
    """Paint a sign on both of a model's largest sides."""
    draw, usual = SIGNS[sign]
    outlines = draw()
    low, high = ends_of(mesh)
    size = size_of(mesh)
    surface, parts = finer(mesh, 0.03), [mesh]
    # A pale sign is a dark one on what is pale.
    pale_on_pale = min(usual) > PALE < float(mesh.colours.mean())
    tints = (DARK, PAINTED) if pale_on_pale else (usual, DARK)
    half = 0.27 * float(min(high[0] - low[0], high[1] - low[1]))
    for side in (1.0, -1.0):
        mine = surface.normals[:, 2] * side > LEAST_FACING
        if not mine.any():
            continue
        centres, normals = surface.centres()[mine], surface.normals[mine]
        weight = areas_of(surface)[mine] * (normals[:, 2] * side) ** 2
        x, y = (float(np.average(centres[:, axis], weights=weight)) for axis in (0, 1))
        for number, outline in enumerate(outlines):
            skin = Skin(tints[min(number, 1)], 0.1, 0.0, lift=(0.09 + 0.02 * number) * size)
            flat = plate([(x + half * u * side, y + half * v) for u, v in outline], 0.0, skin)
            flat = flat.where(flat.normals[:, 2] > LEAST_FACING)
            parts.append(_laid_on(finer(flat, 0.08), centres, normals, side, 0.03 * size))
    return joined(parts)


def _laid_on(flat: Mesh, centres: Array, normals: Array, side: float, near: float) -> Mesh:
    """Lay a flat mesh on a surface; what of it lies beside that is left out."""
    spots = flat.corners.reshape(-1, 3)
    away = ((spots[:, None, :2] - centres[None, :, :2]) ** 2).sum(axis=2)
    # Of what lies behind one another, as the walls of a mug, the nearest to us is painted.
    depth = centres[None, :, 2] * side
    nearest = np.where(away < near**2, -depth, 1e3 + away).argmin(axis=1)
    slope = normals[nearest, :2] / (normals[nearest, 2:] + 1e-9)
    level = centres[nearest, 2] - (slope * (spots[:, :2] - centres[nearest, :2])).sum(axis=1)
    corners = np.column_stack([spots[:, :2], level + 0.1 * side * near]).reshape(flat.corners.shape)
    kept = (away.min(axis=1) < near**2).reshape(-1, 4).all(axis=1)
    return replace(flat, corners=corners, normals=flat.normals * side).where(kept)
