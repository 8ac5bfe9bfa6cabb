"""What becomes of any model: it breaks, burns, glows, rusts, is bloodied or bitten into."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import BLACK, colour
from generation.sketch.models.creatures.anatomy import FIRE, flames
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, strands

GAP, BITE = 0.07, 0.34  # lengths between the halves of what is broken, and the reach of a bite
#: What is broken in its own way, by its maker.
BREAK_THEMSELVES = frozenset({"mirror", "trid", "street_lamp"})


def in_states(mesh: Mesh, kind: str, states: frozenset[str]) -> Mesh:
    """Return a model as it is said to be; what its maker has shown already is left."""
    rng = np.random.default_rng(len(mesh))
    for state, become in BECOME.items():
        if state in states and not (state == "broken" and kind in BREAK_THEMSELVES):
            mesh = become(mesh, rng)
    return mesh


def _size(mesh: Mesh) -> tuple[Array, Array]:
    spots = mesh.corners.reshape(-1, 3)
    return spots.min(axis=0), spots.max(axis=0)


def _broken(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    """Break it across its longest side along a jagged line; the second part lies apart, and turned."""
    low, high = _size(mesh)
    sides = high - low
    axis, across = (int(at) for at in np.argsort(sides)[::-1][:2])
    long = float(sides[axis])
    where = mesh.centres()
    cut = (low[axis] + high[axis]) / 2 + 0.06 * long * np.sin(where[:, across] / max(float(sides[across]), 1e-6) * 17)
    part = where[:, axis] > cut
    middle = (low + high) / 2
    offset = np.zeros(3)
    offset[axis] = GAP * long
    offset[across] = 0.5 * GAP * long
    turn = 0.22
    c, s = math.cos(turn), math.sin(turn)
    rotation = np.eye(3)
    rotation[axis, axis] = rotation[across, across] = c
    rotation[axis, across], rotation[across, axis] = s, -s
    pieces = []
    for chosen, way in ((~part, -0.5), (part, 0.5)):
        piece = Mesh(mesh.corners[chosen], mesh.normals[chosen], mesh.colours[chosen], mesh.stuff[chosen])
        stuff = piece.stuff.copy()
        stuff[:, 2] = 1.0  # one sees into it
        bent = rotation if way > 0 else np.eye(3)
        pieces.append(
            Mesh((piece.corners - middle) @ bent + middle + way * offset, piece.normals @ bent, piece.colours, stuff)
        )
    chips = rng.random((9, 3)) - 0.5
    chips[:, axis] *= 0.35
    spots = middle + chips * sides * 1.05
    paths = np.stack([spots, spots + 0.05 * long * (rng.random((9, 3)) - 0.5)], axis=1)
    tints = mesh.colours[rng.integers(len(mesh), size=9)]
    pieces.append(strands(paths, np.full((9, 2), 0.012 * long), tints, Skin(BLACK, 0.3), 4))
    return joined(pieces)


def _burning(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    """Let flames rise from all over it, and char it."""
    low, high = _size(mesh)
    size = float((high - low).max())
    chosen = rng.integers(len(mesh), size=70)
    roots = mesh.centres()[chosen]
    roots = roots[roots[:, 1] > low[1] + 0.25 * (high[1] - low[1])]
    charred = mesh.tinted(mesh.colours * (0.45 + 0.35 * rng.random((len(mesh), 1))))
    return joined([charred, flames(roots, rng, 0.24 * size, FIRE, (0.05, 1.0, 0.0))])


def _glowing(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    stuff = mesh.stuff.copy()
    stuff[:, 1] = np.maximum(stuff[:, 1], 0.30)
    return replace(mesh.tinted(mesh.colours * 0.75 + 60), stuff=stuff)


def _rusty(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    low, high = _size(mesh)
    at = (mesh.centres() - low) / max(float((high - low).max()), 1e-6)
    phase = rng.random(3) * 6
    patch = np.sin(at[:, 0] * 21 + phase[0]) + np.sin(at[:, 1] * 17 + phase[1]) + np.sin(at[:, 2] * 19 + phase[2])
    share = np.clip(0.62 + 0.30 * patch + 0.25 * (rng.random(len(mesh)) - 0.5), 0.15, 0.95)[:, None]
    rust = np.array(colour("#8a4218"), np.float64) * (0.6 + 0.6 * rng.random((len(mesh), 1)))
    stuff = mesh.stuff.copy()
    stuff[:, 0] *= 1 - 0.85 * share[:, 0]
    return replace(mesh.tinted(mesh.colours * 0.8 * (1 - share) + rust * share), stuff=stuff)


def _bloody(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    low, high = _size(mesh)
    size = max(float((high - low).max()), 1e-6)
    at, share = mesh.centres(), np.zeros(len(mesh))
    for _ in range(9):
        spot = at[int(rng.integers(len(mesh)))]
        reach = (0.05 + 0.10 * rng.random()) * size
        far = np.linalg.norm((at - spot) * np.array([1.0, 0.6, 1.0]), axis=1)
        share = np.maximum(share, np.clip((reach - far) / (0.3 * reach), 0, 0.9))
    red = np.array(colour("#7a0810"), np.float64)
    return mesh.tinted(mesh.colours * (1 - share[:, None]) + red * share[:, None])


def _bitten(mesh: Mesh, rng: np.random.Generator) -> Mesh:
    """Press two bites into its side: what is within a bite is pushed back to the bite's surface."""
    low, high = _size(mesh)
    size, middle = high - low, (low + high) / 2
    corners = mesh.corners.copy()
    tints = mesh.colours.copy()
    for turn in (0.35, 1.15):
        way = np.array([math.sin(turn), 0.15, math.cos(turn)])
        centre = middle + way * size / 2 * np.array([1.02, 1.0, 1.02])
        reach = BITE * float(size[0]) * 0.8
        apart = corners - centre
        far = np.linalg.norm(apart, axis=-1, keepdims=True)
        inside = far < reach
        corners = np.where(inside, centre + apart / np.maximum(far, 1e-6) * reach, corners)
        hollow = inside[..., 0].all(axis=1)
        tints[hollow] = tints[hollow] * 0.7 + np.array(colour("#e0b878"), np.float64) * 0.25
    return replace(mesh, corners=corners).tinted(tints)


BECOME: dict[str, Callable[[Mesh, np.random.Generator], Mesh]] = {
    "rusty": _rusty,
    "bloody": _bloody,
    "bitten": _bitten,
    "glowing": _glowing,
    "broken": _broken,
    "burning": _burning,
}
