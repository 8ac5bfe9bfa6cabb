"""Items as hands hold them: the models that lie on plinths, in their own size, turned the way they are held."""

import math
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import Colour
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.models.parts import Paint
from generation.sketch.people.hands import GRIPS, ONE
from generation.sketch.people.person import Person
from generation.sketch.planning.things import ITEMS

#: What points ahead, and how far behind its middle, as a share of its length, it is held.
GUNS = {
    "smg": 0.10,
    "shotgun": 0.12,
    "sniper_rifle": 0.15,
    "revolver": 0.30,
    "pistol": 0.30,
    "rifle": 0.12,
    "flamethrower": 0.14,
    "chainsaw": 0.24,
}
#: What is held at its end and points up, ahead and inwards.
BLADES = {
    "knife": 0.36,
    "axe": 0.34,
    "sword": 0.40,
    "key": 0.3,
    "syringe": 0.2,
    "credstick": 0.2,
    "baseball_bat": 0.40,
    "crowbar": 0.40,
    "monowhip": 0.34,
    "whip": 0.30,
    "leg": -0.3,
}
UPRIGHT = {"bow": 0.0, "umbrella": 0.3, "spear": 0.05, "scythe": 0.1}
HANGING = frozenset({"case", "medkit", "suitcase", "helmet", "lamp", "lantern", "bucket", "cage"})


@lru_cache(maxsize=64)
def _model(kind: str, accent: Colour, second: Colour) -> Mesh:
    """Return an item's model about its middle, its longest side 1."""
    mesh = ITEM_MAKERS[kind](Paint(accent, second)).mesh
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    middle = (low + high) / 2
    return mesh.moved((-float(middle[0]), -float(middle[1]), -float(middle[2]))).moved(
        (0.0, 0.0, 0.0), 1 / float((high - low).max())
    )


def held_thing(person: Person, kind: str, side: int) -> Mesh:
    """Put an item into a hand: the right one (0) or the left; what takes both lies between them."""
    mesh = _model(kind, person.accent, person.second)
    # Who is larger has larger things, but not by as much.
    size = ITEMS[kind].size * (person.tall / 1.8) ** 0.7
    hand, elbow = person.pose.hands[side], person.pose.elbows[side]
    spots = mesh.corners.reshape(-1, 3)
    foot, head = float(spots[:, 1].min()), float(spots[:, 1].max())
    if kind in GUNS:
        along = np.array([0.0, -0.1, 1.0]) if person.pose.stance in {"aim", "aim_at_us"} else _aim(hand - elbow)
        return _turned(mesh, along, np.array([0.0, 1.0, 0.0]), hand + along * GUNS[kind] * size, size)
    if kind in BLADES:
        along = np.array([0.15 if side else -0.15, 0.85, 0.45])
        along /= np.linalg.norm(along)
        return _turned(mesh, along, np.array([0.0, -0.4, 1.0]), hand + along * BLADES[kind] * size, size)
    at = hand + np.array([0.0, 0.0, 0.02 * person.tall])
    if kind in HANGING:
        at = hand - np.array([0.0, head * size * 0.9, 0.0])
    elif kind in UPRIGHT:
        along = np.array([0.0, 1.0, 0.0])
        return _turned(mesh, along, np.array([1.0, 0.0, 0.0]), hand + along * UPRIGHT[kind] * size, size)
    elif len(GRIPS.get(kind, ONE)) > 1 or size > 0.45:
        at = (person.pose.hands[0] + person.pose.hands[1]) / 2 + np.array([0.0, -foot * size * 0.6, 0.05 * person.tall])
    else:
        at = at + np.array([0.0, -foot * size * 0.35, 0.0])
    return mesh.turned(0.0, 0.15).moved((float(at[0]), float(at[1]), float(at[2])), size)


def _aim(forearm: Array) -> Array:
    way = forearm / max(float(np.linalg.norm(forearm)), 1e-9) * 0.5 + np.array([0.0, -0.25, 0.6])
    return np.asarray(way / math.sqrt(float(way @ way)))


def _turned(mesh: Mesh, along: Array, up: Array, at: Array, size: float) -> Mesh:
    """Turn a model whose length lies along x so that it points `along`, its upper side to `up`."""
    along = along / np.linalg.norm(along)
    up = up - along * float(up @ along)
    up /= np.linalg.norm(up)
    turn = np.stack([along, up, np.cross(along, up)])
    moved = Mesh(mesh.corners @ turn, mesh.normals @ turn, mesh.colours, mesh.stuff)
    return moved.moved((float(at[0]), float(at[1]), float(at[2])), size)
