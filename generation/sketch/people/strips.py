"""Strips of cloth laid on the front of what somebody wears, by their places on the base mesh."""

from functools import lru_cache

import numpy as np

from generation.sketch.models.mesh import Array, Mesh, Skin
from generation.sketch.people.base_mesh import Numbers, base_mesh
from generation.sketch.people.shell import Shell, points_of
from generation.sketch.people.surface import FRONT, HEAD, TRUNK, chart


@lru_cache(maxsize=1)
def _front() -> tuple[Numbers, Array]:
    """Return the triangles of the tights over chest and belly, in their own points, and their corners' x and y."""
    base, places, ids = base_mesh(), chart(), points_of("tights")
    quads = base.quads["tights"]
    where = places.of(quads)
    quads = quads[((where.limb == TRUNK) | (where.limb == HEAD)) & (where.z > FRONT - 0.02)]
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    spots = base.points[triangles][..., :2]
    return np.searchsorted(ids, triangles), spots


def _located(x: Array, y: Array) -> tuple[Numbers, Array]:
    """Return the three points of the tights about each place of the front, and their shares."""
    triangles, spots = _front()
    a, b, c = spots[:, 0], spots[:, 1], spots[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    px, py = x[:, None], y[:, None]
    second = ((px - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (py - a[:, 1])) / area
    third = ((b[:, 0] - a[:, 0]) * (py - a[:, 1]) - (px - a[:, 0]) * (b[:, 1] - a[:, 1])) / area
    least = np.minimum(np.minimum(second, third), 1 - second - third)
    best = (np.arange(len(x)), least.argmax(axis=1))
    mine = np.clip(np.stack([1 - second[best] - third[best], second[best], third[best]], axis=-1), 0, 1)
    return triangles[best[1]], mine / mine.sum(axis=1, keepdims=True)


def strip(shell: Shell, levels: Array, left: Array, right: Array, skin: Skin, *, out: float, columns: int = 6) -> Mesh:
    """Lay a strip on the front: rows at levels, from `left` to `right`, `out` metres over the cloth."""
    share = np.linspace(0, 1, columns + 1)[None]
    x = left[:, None] + (right - left)[:, None] * share
    y = np.repeat(levels[:, None], columns + 1, axis=1)
    points, shares = _located(x.ravel(), y.ravel())
    spots = np.einsum("nk,nkd->nd", shares, shell.points[points])
    normals = np.einsum("nk,nkd->nd", shares, shell.normals[points])
    spots = spots + normals * (out * shell.size)
    numbers = np.arange(x.size).reshape(x.shape)
    quads = np.stack([numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]], axis=-1).reshape(-1, 4)
    smooth = normals[quads].sum(axis=1)  # those of the cloth: the strip's own would show its facets
    smooth /= np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-12)
    row = [skin.gloss, skin.glow, 0.0, (0.014 + 1.5 * out + 1.3 * shell.deep) * shell.size]
    count = len(quads)
    tints, stuff = np.tile(np.array(skin.colour, np.float64), (count, 1)), np.tile(np.array(row), (count, 1))
    return Mesh(spots[quads], smooth, tints, stuff)
