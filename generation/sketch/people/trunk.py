"""The trunk as a place to hang things on: its spine, and strips that lie on the chest."""

from dataclasses import replace

import numpy as np

from generation.sketch.models.mesh import Array, Mesh, Skin, sheet
from generation.sketch.people.person import Person


def spine(person: Person, share: float) -> Array:
    """Return a point of the spine: 0 at the pelvis, 1 at the neck."""
    return np.asarray(person.pose.pelvis + (person.pose.neck - person.pose.pelvis) * share)


def head_height(person: Person) -> float:
    """Return the height of the head in metres."""
    return person.build.head * person.build.height


def chest_strip(person: Person, edges: Array, out: float, skin: Skin) -> Mesh:
    """Lay a strip on the chest: rows of (share of the spine, from angle, to angle), `out` girths over the trunk."""
    wide, columns = person.build.girth, 8
    half = np.interp(edges[:, 0], (0.0, 0.45, 0.66, 0.86, 0.97, 1.06), (0.104, 0.104, 0.115, 0.116, 0.070, 0.044))
    deep = np.interp(edges[:, 0], (0.0, 0.45, 0.66, 0.86, 0.97, 1.06), (0.078, 0.078, 0.082, 0.070, 0.056, 0.044))
    angle = edges[:, 1:2] + (edges[:, 2:3] - edges[:, 1:2]) * np.linspace(0, 1, columns + 1)[None]
    middle = np.array([spine(person, share) for share in edges[:, 0]])
    x = middle[:, :1] + (half[:, None] + out) * wide * np.sin(angle)
    z = middle[:, 2:] + (deep[:, None] + out) * wide * np.cos(angle)
    return sheet(np.stack([x, middle[:, 1:2] + 0 * x, z], axis=-1), middle, replace(skin, thin=True, lift=0.04 * wide))
