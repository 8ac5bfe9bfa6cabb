"""Beards and moustaches, as strands in head heights about the middle of the head."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim
from generation.sketch.models.mesh import Mesh, Skin, joined, tube
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.face import EARS, LIPS, depth_at, in_head, mouth_at
from generation.sketch.people.haircuts import Strand, grown, toned
from generation.sketch.people.person import Person
from generation.sketch.people.surface import painted, patch_of, point_normals

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


@dataclass(frozen=True, slots=True)
class Beard:
    """How a beard is grown: how long at the chin, how thick, whether it covers the cheeks, whether it is braided."""

    long: float
    thick: float
    cheeks: bool = True
    braided: bool = False


BEARDS = {"beard": Beard(0.07, 0.034), "goatee": Beard(0.07, 0.030, cheeks=False), "long_beard": Beard(0.62, 0.060)}


def beard(person: Person, tint: Colour, cut: Beard) -> Mesh:
    """Let a beard grow along the jaw and from the lip, as one mass that hangs from the chin, with hairs over it."""
    base, rng = base_mesh(), person.rng("beard")
    middle, half = mouth_at(person)
    faces = base.quads["body"][(base.region != LIPS) & (base.region != EARS)]
    rest = in_head(person, person.body.shape.points)
    spots = rest[faces].mean(axis=1)
    quads = faces[(spots[:, 1] < middle[1] + 0.34) & (spots[:, 1] > -0.62) & (spots[:, 2] > -0.02)]
    points, back = np.unique(quads, return_inverse=True)
    quads = back.reshape(quads.shape)
    at = rest[points]
    x, y, z = at.T
    top = middle[1] + np.interp(np.abs(x), (0.0, 0.8 * half, half, 0.24, 0.36), (-0.062, -0.03, 0.03, 0.10, 0.32))
    if not cut.cheeks:
        top = top - 3.0 * np.clip(np.abs(x) - 1.05 * half, 0, 0.2)
    over = np.clip((top - y) / 0.045, -1, 1)
    over = np.minimum(over, np.clip((z - 0.02) / 0.08, -1, 1))  # it ends before the ears, and on the throat
    over = np.minimum(over, np.clip((0.48 + z - 0.55 * (y < -0.47)), -1, 1))
    near = np.clip(1 - np.abs(x) / 0.34, 0, 1) ** 0.8 * np.clip((top - y) / 0.22, 0, 1)
    away = at - np.array([0.0, -0.20, 0.0])
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    curl = 1 + 0.22 * np.sin(43 * x + 9 * y + float(rng.random()) * 6) + 0.15 * np.sin(71 * x - 17 * y)
    thick = cut.thick * np.sqrt(np.maximum(over, 0)) * curl + 0.012 * np.minimum(over, 0)
    grown_out = at + away * thick[:, None]
    drop = cut.long * near**1.5 * (1 + 0.10 * np.sin(37 * x))
    grown_out[:, 1] -= drop
    grown_out[:, 0] *= 1 - 0.55 * np.clip(drop / 0.6, 0, 1)
    grown_out[:, 2] += np.clip(drop, 0, 0.5) * np.where(z > 0.25, 0.02, 0.30)
    quads = quads[(over[quads] > 0).any(axis=1)]
    part = patch_of(grown_out, point_normals(grown_out, quads), quads, (1, 1, 3)[person.detail])
    cx, cy, _ = part.corners.mean(axis=1).T
    strand = ((cx * 70 + 3 * np.sin(cy * 9)) % 400).astype(int)
    tone = person.rng("beard strands").random(400)[strand]
    colours = np.array(tint, np.float64) * (0.74 + 0.42 * tone[:, None])
    thin = np.clip(1 - part.at(over, quads) / 0.5, 0, 1)[:, None] * 0.6
    colours = colours + (np.array(dim(person.skin, 0.8)) - colours) * thin
    stuff = np.tile(np.array([0.10, 0.0, 0.0, 0.006]), (len(cx), 1))
    parts = [painted(part, colours, stuff), grown(person, moustache(person, tint))]
    if person.metatype == "dwarf" and cut.long > 0.3:
        parts += _braids(tint)
    return joined(parts)


def _braids(tint: Colour) -> list[Mesh]:
    """Hang two braids with rings of brass from a dwarf's beard."""
    parts = []
    for side in (-1, 1):
        path = [(side * 0.09, -0.58, 0.40), (side * 0.10, -0.86, 0.42), (side * 0.085, -1.12, 0.40)]
        parts.append(tube(path, [0.052, 0.044, 0.020], Skin(tint, 0.1), 10))
        parts.append(tube([(side * 0.098, -0.95, 0.415), (side * 0.096, -1.0, 0.415)], [0.05, 0.05], BRASS, 10))
    return parts
