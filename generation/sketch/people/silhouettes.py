"""Silhouettes and their like: how somebody is asked to be lit and turned, as the face in shadow, from behind, aglow."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.people.person import Person

INK, DARK = np.array(colour("#06070a"), np.float64), 0.035  # of a silhouette; what is left of a face in shadow
AGLOW, HELD = np.array(colour("#ffb838"), np.float64), 0.25  # the light of who glows; what is left of their colours
GLOW = 0.30  # of what a sign has: more would leave no form
CHIN, BROW = -0.62, 0.66  # in heights of the head, from its middle
BESIDE, BEFORE = -0.05, 0.28  # in the same: how far before its middle the shadow begins, and is whole


def as_asked(person: Person, body: Mesh, head: Mesh, rest: Mesh | None) -> list[Mesh]:
    """Return the parts of somebody — the body, the head, what is on it and in the hands — lit as they are asked for."""
    parts = [body, head, *([] if rest is None else [rest])]
    if person.has("silhouette"):
        return [_inked(part) for part in parts]
    if person.has("aglow"):
        return [_aglow(part) for part in parts]
    if person.has("faceless"):
        return [_in_shadow(person, body), _in_shadow(person, head), *parts[2:]]
    return parts


def turn_of(person: Person) -> float:
    """Return how far somebody is turned to the right: who is seen from behind looks away."""
    return person.pose.turn + (math.pi if person.has("from_behind") else 0.0)


def _inked(mesh: Mesh) -> Mesh:
    return replace(mesh, colours=np.tile(INK, (len(mesh), 1)), stuff=_dull(mesh.stuff))


def _aglow(mesh: Mesh) -> Mesh:
    stuff = mesh.stuff.copy()
    stuff[:, 1] = np.maximum(stuff[:, 1], GLOW)
    return replace(mesh, colours=AGLOW * (1 - HELD) + HELD * mesh.colours, stuff=stuff)


def _in_shadow(person: Person, mesh: Mesh) -> Mesh:
    """Darken what of a mesh is in the face: from the chin to the brow."""
    high = float(person.body.skull[1])
    middle = (mesh.corners.mean(axis=1) - np.asarray(person.pose.head)) / high
    near = (middle[:, 1] > CHIN) & (middle[:, 1] < BROW) & (np.hypot(middle[:, 0], middle[:, 2]) < 1.0)
    dark = near * np.clip((middle[:, 2] - BESIDE) / (BEFORE - BESIDE), 0, 1)
    lit = (1 - (1 - DARK) * dark)[:, None]
    dull = np.hstack([lit, lit, np.ones((len(mesh), 2))])
    return replace(mesh, colours=mesh.colours * lit, stuff=mesh.stuff * dull)


def _dull(stuff: Array) -> Array:
    return np.asarray(stuff * np.array([0.0, 0.0, 1.0, 1.0]))
