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

#: What points ahead, and where its grip is that the hand closes on: along its length, to the muzzle, and up.
GUNS = {
    "smg": (-0.13, -0.16), "shotgun": (-0.22, -0.03), "sniper_rifle": (-0.22, -0.11), "revolver": (-0.34, -0.26),
    "pistol": (-0.32, -0.22), "rifle": (-0.18, -0.12), "flamethrower": (-0.18, -0.20), "chainsaw": (-0.45, 0.0),
}  # fmt: skip
#: Models whose muzzle or point lies to the left, and those that stand upright.
LEFTWARDS = frozenset({"smg", "shotgun", "sniper_rifle", "revolver", "pistol", "rifle", "knife"})
STANDING = frozenset({"axe"})
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
    mesh = mesh.moved((-float(middle[0]), -float(middle[1]), -float(middle[2]))).moved(
        (0.0, 0.0, 0.0), 1 / float((high - low).max())
    )
    if kind in STANDING:  # its length along x, as of all that is long
        mesh = mesh.turned(0.0, 0.0, -math.pi / 2)
    return mesh.mirrored() if kind in LEFTWARDS else mesh


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
        if len(GRIPS.get(kind, ONE)) > 1:  # the other hand carries it farther ahead
            along = person.pose.hands[1] - person.pose.hands[0]
        return _gripped(mesh, along, hand, GUNS[kind], size)
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


def _gripped(mesh: Mesh, along: Array, hand: Array, grip: tuple[float, float], size: float) -> Mesh:
    """Put a gun's grip into a hand, so that it points `along`, upright."""
    along = along / max(float(np.linalg.norm(along)), 1e-9)
    up = np.array([0.0, 1.0, 0.0]) - along * float(along[1])
    up /= max(float(np.linalg.norm(up)), 1e-9)
    return _turned(mesh, along, up, hand - (along * grip[0] + up * grip[1]) * size, size)


def _turned(mesh: Mesh, along: Array, up: Array, at: Array, size: float) -> Mesh:
    """Turn a model whose length lies along x so that it points `along`, its upper side to `up`."""
    along = along / np.linalg.norm(along)
    up = up - along * float(up @ along)
    up /= np.linalg.norm(up)
    turn = np.stack([along, up, np.cross(along, up)])
    moved = Mesh(mesh.corners @ turn, mesh.normals @ turn, mesh.colours, mesh.stuff)
    return moved.moved((float(at[0]), float(at[1]), float(at[2])), size)
