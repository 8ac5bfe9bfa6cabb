"""What a model has suffered: cracks, bullet holes, dents."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, strands
from generation.sketch.models.states.finer import finer, size_of, spread

CRACK, PALE_CRACK, BARE = colour("#0c0b0b"), colour("#c8c6c0"), colour("#b9b4aa")
DARK = 70  # of 255: how bright a surface is at most on which only pale cracks can be seen
HOLE = 0.04  # metres or lengths: the radius of a bullet hole at most


def _upon(mesh: Mesh, paths: Array, lift: float) -> Array:
    """Lay paths (n, points, 3) that start on a surface down on it, `lift` above the nearest quads."""
    centres, normals = mesh.centres(), mesh.normals
    flat = paths.reshape(-1, 3)
    nearest = np.empty(len(flat), np.intp)
    for start in range(0, len(flat), 256):
        part = flat[start : start + 256]
        away = (part * part).sum(axis=1)[:, None] - 2 * part @ centres.T + (centres * centres).sum(axis=1)
        nearest[start : start + 256] = away.argmin(axis=1)
    out = normals[nearest]
    height = ((flat - centres[nearest]) * out).sum(axis=1, keepdims=True)
    return np.asarray((flat - (height - lift) * out).reshape(paths.shape))


def _beside(out: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return two ways that lie in the surface with that normal, at right angles."""
    first = np.cross(out, rng.normal(size=3))
    first /= max(float(np.linalg.norm(first)), 1e-6)
    return first, np.cross(out, first)


def cracked(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Let cracks run from where it was struck, like a spider's web."""
    fine = finer(mesh, 0.04)
    size, paths, radii = size_of(mesh), list[Array](), list[Array]()
    tints = list[Colour]()
    front = 0.15 + np.clip(fine.normals[:, 2], 0, 1) + 0.6 * np.clip(fine.normals[:, 1], 0, 1)
    for index in spread(fine, rng, 5, front).tolist():
        middle, out = fine.centres()[index], fine.normals[index]
        first, second = _beside(out, rng)
        rays = int(rng.integers(6, 9))
        tint = PALE_CRACK if float(fine.colours[index].mean()) < DARK else CRACK
        for ray in range(rays):
            angle = (ray + 0.6 * float(rng.random())) * math.tau / rays
            long = size * (0.10 + 0.20 * float(rng.random()))
            share = np.linspace(0, 1, 9)
            bend = np.cumsum(rng.normal(size=9) * 0.16)
            way = np.cos(angle + bend)[:, None] * first + np.sin(angle + bend)[:, None] * second
            paths.append(middle + np.cumsum(way, axis=0) * long / 9)
            radii.append(size * 0.0075 * (1.12 - share))
            tints.append(tint)
            if ray % 2:
                branch = paths[-1][4] + (share[:, None] * long * 0.5) * np.cross(out, way[4])
                paths.append(branch + rng.normal(size=(9, 3)) * 0.004 * size)
                radii.append(size * 0.0045 * (1.1 - share))
                tints.append(tint)
    laid = _upon(fine, np.array(paths), 0.003 * size)
    return joined(
        [mesh, strands(laid, np.array(radii), np.array(tints, np.float64), Skin(CRACK, 0.0, lift=0.07 * size), 4)]
    )


def shot(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Pierce it with bullets: dark holes in rims of bare metal."""
    fine = finer(mesh, 0.04)
    size, parts = size_of(mesh), [mesh]
    radius = min(0.0155 * size, HOLE)
    level = 1 - 0.75 * np.abs(fine.normals[:, 1]) * (np.abs(fine.normals[:, 1]) > 0.8)
    angle = np.linspace(0, math.tau, 13)
    for index in spread(fine, rng, 54, level).tolist():
        middle, out = fine.centres()[index], fine.normals[index]
        first, second = _beside(out, rng)
        ring = np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second
        each = radius * (0.75 + 0.5 * float(rng.random()))
        ragged = 1.9 + 0.55 * rng.random(13)
        ragged[-1] = ragged[0]
        for inner, outer, tint, gloss, lift in (
            (np.full(13, 0.9), ragged, BARE, 0.9, 0.07), (np.full(13, 0.0), np.full(13, 1.05), BLACK, 0.0, 0.08),
        ):  # fmt: skip
            grid = middle + out * 0.004 * size + each * np.stack([ring * inner[:, None], ring * outer[:, None]])
            corners = np.stack([grid[0, :-1], grid[0, 1:], grid[1, 1:], grid[1, :-1]], axis=1)
            stuff = np.tile(np.array([gloss, 0.0, 0.0, lift * size]), (12, 1))
            parts.append(Mesh(corners, np.tile(out, (12, 1)), np.tile(np.array(tint, np.float64), (12, 1)), stuff))
    return joined(parts)


def dented(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Beat dents into it."""
    mesh = finer(mesh, 0.025)
    size, corners = size_of(mesh), mesh.corners.copy()
    tints, normals = mesh.colours.copy(), mesh.normals.copy()
    for index in spread(mesh, rng, 22).tolist():
        middle, out = mesh.centres()[index], mesh.normals[index]
        reach = size * (0.05 + 0.06 * float(rng.random()))
        share = np.exp(-(((corners - middle) ** 2).sum(axis=-1)) / (0.35 * reach**2))
        corners -= (share * 0.55 * reach)[..., None] * out
        away = mesh.centres() - middle
        near = np.exp(-(away**2).sum(axis=1) / (0.35 * reach**2))
        normals -= (near[:, None] * away) * (2.6 / reach)
        tints *= (1 - 0.35 * near)[:, None]
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return replace(mesh, corners=corners, normals=normals).tinted(tints)
