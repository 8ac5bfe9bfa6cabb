"""A rig: the bones of a body while they are turned, parents first, and how a limb of two bones bends to reach."""

import math

import numpy as np

from generation.sketch.models.mesh import Array
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.body import Body, bone


def turn_about(axis: Array, angle: float) -> Array:
    """Return the matrix that turns columns about an axis, thumb along it."""
    x, y, z = axis / max(float(np.linalg.norm(axis)), 1e-9)
    cosine, sine = math.cos(angle), math.sin(angle)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(cosine * np.eye(3) + sine * cross + (1 - cosine) * np.outer((x, y, z), (x, y, z)))


X, Y, Z = np.eye(3)


class Rig:
    """The bones of a body while they are being turned, parents first."""

    def __init__(self, body: Body) -> None:
        self.base = base_mesh()
        self.rest = body.shape.heads
        self.matrices = np.tile(np.eye(3), (len(self.base.names), 1, 1))
        self.places = self.rest[: len(self.base.names)].copy()

    def follow(self, name: str, turn: Array | None = None) -> None:
        """Put a bone where its parent takes it, and turn it, in the world's axes."""
        index = bone(name)
        parent = self.base.parents[index]
        matrix = self.matrices[parent]
        self.places[index] = self.places[parent] + matrix @ (self.rest[index] - self.rest[parent])
        self.matrices[index] = matrix if turn is None else turn @ matrix

    def at(self, name: str) -> Array:
        """Return where a bone begins."""
        return np.asarray(self.places[bone(name)])

    def at_rest(self, name: str) -> Array:
        """Return where a bone begins at rest."""
        return np.asarray(self.rest[bone(name)])


def aside_of(along: Array, pole: Array) -> Array:
    """Return the direction, square to a way, that is nearest to a pole."""
    along = along / max(float(np.linalg.norm(along)), 1e-9)
    aside = pole - along * float(pole @ along)
    return np.asarray(aside / max(float(np.linalg.norm(aside)), 1e-9))


def frame_of(along: Array, aside: Array) -> Array:
    """Return the matrix whose columns are a way, what is aside of it, and what is square to both."""
    first = along / max(float(np.linalg.norm(along)), 1e-9)
    second = aside_of(first, aside)
    return np.column_stack([first, second, np.cross(first, second)])


def bent(root: Array, target: Array, upper: float, lower: float, pole: Array) -> tuple[Array, Array, Array]:
    """Return where a limb of two bones bends and ends, reaching for a target, and the way it bends to (the pole's)."""
    way = target - root
    length = float(np.linalg.norm(way))
    reach = min(max(length, abs(upper - lower) * 1.05 + 1e-6), 0.995 * (upper + lower))
    along = way / max(length, 1e-9)
    share = (upper**2 - lower**2 + reach**2) / (2 * reach)
    aside = aside_of(along, pole)
    middle = root + along * share + aside * math.sqrt(max(upper**2 - share**2, 0.0))
    return middle, root + along * reach, aside
