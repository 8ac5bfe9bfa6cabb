"""How a model lies or stands that is not as it should: on its side, on its head, spilled, on bricks, in the air."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.bodywork import WHEEL
from generation.sketch.models.mesh import Array, Mesh, Skin, beam, joined
from generation.sketch.models.states.coats import puddle
from generation.sketch.models.states.finer import ends_of, size_of

BRICK = ("#8a4a32", "#7a3c28", "#96583c")
#: What runs out of a vessel.
LIQUIDS = {
    "coffee": "#4a2a12", "cup": "#5a3010", "bottle": "#7a3e10", "beer": "#c08a28", "wine_glass": "#4a0614",
    "cocktail": "#b8c890", "barrel": "#1c2410", "can": "#6a3018", "vial": "#3a8a5a", "jar": "#8a6a28",
    "bucket": "#5a707c",
}  # fmt: skip


def _settled(mesh: Mesh) -> Mesh:
    """Let it stand on y = 0 as it did before."""
    low, _ = ends_of(mesh)
    return mesh.moved((0.0, -float(low[1]), 0.0))


def turned_over(mesh: Mesh, *, onto_roof: bool, lengthwise: bool) -> Mesh:
    """Lay what stands over: onto its side, or on its head; `lengthwise` what is long in x, about that."""
    angle = math.pi if onto_roof else math.pi / 2
    low, _ = ends_of(mesh)
    over = mesh.turned(0.0, angle - 0.03, 0.0) if lengthwise else mesh.turned(0.0, 0.0, angle)
    return _settled(over).moved((0.0, float(low[1]), 0.0))


def spilled(mesh: Mesh, kind: str, rng: np.random.Generator) -> Mesh:
    """Lay a vessel over, with what was in it about its mouth."""
    over = turned_over(mesh, onto_roof=False, lengthwise=False).turned(0.25)
    low, high = ends_of(over)
    tint = colour(LIQUIDS.get(kind, "#5a707c"))
    aside = np.array([float(low[0] - high[0]) * 0.62, 0.0, 0.10 * size_of(over)])
    return joined([over, puddle(over, np.array([0.0, 1.0, 0.0]), rng, tint, aside)])


def _wheels(mesh: Mesh) -> list[tuple[int, int]]:
    return [(first, end) for name, first, end in mesh.names if name == WHEEL]


def on_bricks(mesh: Mesh, _up: Array, rng: np.random.Generator) -> Mesh:
    """Take a vehicle's wheels off and set it on piles of bricks."""
    wheels = _wheels(mesh)
    if not wheels:
        return mesh
    kept = np.ones(len(mesh), bool)
    piles = list[Mesh]()
    low, _ = ends_of(mesh)
    for first, end in wheels:
        kept[first:end] = False
        spots = mesh.corners[first:end].reshape(-1, 3)
        x, y, z = ((spots.min(axis=0) + spots.max(axis=0)) / 2).tolist()
        radius = float(np.ptp(spots[:, 1])) / 2
        high = (y - float(low[1])) * 0.95
        for level in range(3):
            tint = colour(BRICK[int(rng.integers(3))])
            at, deep = float(low[1]) + high * (level + 0.5) / 3, 0.94 if level % 2 else 1.04
            long, wide = radius * deep * 0.75, radius * 0.85
            inner = z - math.copysign(0.3 * radius, z)
            piles.append(beam((x - long, at, inner), (x + long, at, inner), wide, high / 3 * 0.92, Skin(tint, 0.05)))
    return joined([mesh.where(kept), *piles])


def flat_tyred(mesh: Mesh, _up: Array, _rng: np.random.Generator) -> Mesh:
    """Let the air out of the front tyres: they spread on the ground, and the vehicle sinks onto them."""
    wheels = _wheels(mesh)
    if not wheels:
        return mesh
    front = max(float(mesh.corners[first:end, :, 0].mean()) for first, end in wheels)
    corners = mesh.corners.copy()
    low, high = ends_of(mesh)
    sunk = 0.0
    for first, end in wheels:
        part = corners[first:end]
        if float(part[..., 0].mean()) < front - 0.05 * float(high[0] - low[0]):
            continue
        bottom, top = float(part[..., 1].min()), float(part[..., 1].max())
        tall = top - bottom
        sunk = 0.20 * tall
        share = np.clip((bottom + 0.5 * tall - part[..., 1]) / (0.5 * tall), 0, 1)
        middle = float(part[..., 0].mean())
        part[..., 0] = middle + (part[..., 0] - middle) * (1 + 0.55 * share**2)
        part[..., 1] = np.maximum(part[..., 1], bottom + sunk)
    if not sunk:
        return mesh
    nod = sunk / max(front - float(low[0]), 1e-6)
    part_of = np.clip((corners[..., 0] - low[0]) / max(front - float(low[0]), 1e-6), 0, 1.2)
    corners[..., 1] -= nod * (front - float(low[0])) * part_of * (corners[..., 1] > float(low[1]) - 1)
    floor = float(low[1])
    corners[..., 1] = np.maximum(corners[..., 1], floor)
    return replace(mesh, corners=corners)
