"""Beards and moustaches, as strands in head heights about the middle of the head."""

import numpy as np

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.mesh import Mesh, Skin, joined, tube
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.face import EARS, LIPS, depth_at, in_head, mouth_at
from generation.sketch.people.haircuts import Strand, grown, toned
from generation.sketch.people.person import Person

BRASS = Skin(colour("#b89048"), 0.9)


def moustache(person: Person, tint: Colour) -> list[Strand]:
    """Let a moustache grow from under the nose to beyond the corners of the mouth."""
    rng, (middle, half) = person.rng("moustache"), mouth_at(person)
    parts = []
    for index in range((6, 10, 44)[person.detail]):
        luck = rng.random(3)
        side = 1 if index % 2 else -1
        share = float(luck[0])
        x = side * half * (0.06 + 0.75 * share)
        y = float(middle[1]) + 0.062 - 0.014 * share + 0.012 * float(luck[1])
        root = np.array([x, y, min(depth_at(person, x, y), float(middle[2]) + 0.005)])
        away = np.array([side * (0.03 + 0.07 * share), -0.030 - 0.05 * share, 0.018 - 0.02 * share])
        path = np.stack([root, root + 0.5 * away + (0, 0, 0.014), root + away])
        parts.append(Strand(path, (0.018, 0.015, 0.0075)[person.detail], toned(tint, float(luck[2])), 0.2))
    return parts


def beard(person: Person, tint: Colour) -> Mesh:
    """Let a beard grow along the jaw and from the lip; a dwarf's is long and ends in two braids."""
    base, rng = base_mesh(), person.rng("beard")
    dwarf = person.metatype == "dwarf"
    long = 0.40 if dwarf else 0.09 + 0.07 * float(rng.random())
    middle, half = mouth_at(person)
    quads = base.quads["body"][(base.region != LIPS) & (base.region != EARS)]
    spots = in_head(person, person.body.shape.points[quads].mean(axis=1))
    x, y, z = spots.T
    top = middle[1] + np.interp(np.abs(x), (0.0, half, 0.24, 0.36), (-0.055, 0.02, 0.10, 0.30))
    jaw = (y < top) & (y > -0.50) & (z > 0.02) & (np.abs(x) < 0.40)
    roots = spots[jaw]
    count = min(len(roots), (26, 60, 420 if dwarf else 620)[person.detail])
    parts = []
    for index in rng.permutation(len(roots))[:count].tolist():
        luck = rng.random(4)
        root = roots[index]
        near = max(0.0, 1 - abs(float(root[0])) / 0.30)
        drop = long * (0.25 + 0.75 * near) * (0.6 + 0.6 * float(luck[1]))
        out = np.array([0.25 * root[0], -0.15, 0.30 * max(0.2, float(root[2]))])
        tip = root + np.array([-0.55 * root[0] * drop, -drop, 0.03 - 0.05 * drop])
        path = np.stack([root, root + out * 0.10 + np.array([0, -0.35 * drop, 0.012]), tip])
        thick = (0.030, 0.026, 0.016 if dwarf else 0.009)[person.detail]
        parts.append(Strand(path, thick, toned(tint, float(luck[2]))))
    parts += moustache(person, tint)
    if not dwarf:
        return grown(person, parts)
    for side in (-1, 1):
        braid = np.array([(side * 0.07, -0.50, 0.34), (side * 0.08, -0.72, 0.34), (side * 0.07, -0.98, 0.32)])
        parts.append(Strand(braid, 0.045, tint, 0.5))
    rings = [
        tube([(side * 0.075, -0.86, 0.33), (side * 0.074, -0.90, 0.33)], [0.05, 0.05], BRASS, 8) for side in (-1, 1)
    ]
    return joined([grown(person, parts), *rings])
