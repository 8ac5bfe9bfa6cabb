"""Creatures that are one body with people: ridden, on somebody, or beside them, as an ensemble has them."""

from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour
from generation.sketch.crowds.creature_bodies import creature_mesh, kind_of, yaw_of
from generation.sketch.crowds.ensemble import Actor, Beast
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, tube, turning
from generation.sketch.people.person import Person
from generation.sketch.planning.in_view import shown_as
from generation.sketch.planning.subject import Subject

#: Where a creature is on somebody: the joint, its side, how far from it in heights, and how the creature is turned.
ON_BODY: dict[str, tuple[str, int, Vector, float]] = {
    "shoulder": ("shoulders", 1, (0.015, 0.030, 0.0), -0.6), "arm": ("hands", 1, (0.0, 0.015, 0.0), -0.5),
    "head": ("head", 0, (0.0, 0.070, 0.0), -0.5), "lap": ("knees", 0, (0.06, 0.035, -0.10), -0.4),
    "arms": ("chest", 0, (0.0, -0.08, 0.15), -0.3),
}  # fmt: skip
LEAST_MOUNT, LARGEST_MOUNT = 1.3, 4.0  # metres: how high a creature is that somebody rides
LARGEST_PET = {"shoulder": 0.34, "arm": 0.36, "head": 0.22, "lap": 0.36, "arms": 0.34}  # of the height of who has it
LEATHER = Skin(colour("#7a4a28"), 0.3, lift=0.04)


def beast_of(canvas: Canvas, beast: Beast, number: int) -> tuple[Mesh, Vector]:
    """Make a creature of an ensemble, its front where that says, and tell where its neck is."""
    subject = replace(beast.subject, pose=beast.pose)
    kind = kind_of(subject)
    mesh = creature_mesh(canvas, subject, canvas.rng(f"beast {kind} {number}"))
    size, low, _ = _sized(mesh, beast.most, beast.least)
    mesh = mesh.moved((0.0, -size * low, 0.0), size).turned(0.0, 0.0, beast.rear).turned(yaw_of(kind, -beast.turn))
    mesh = mesh if beast.side > 0 else mesh.mirrored()
    spots = mesh.corners.reshape(-1, 3)
    ahead = float((spots[:, 0] * beast.side).max()) * beast.side
    x, y, z = beast.at
    level = y - float(np.percentile(spots[:, 1], 0.5)) if beast.rear else y
    mesh = mesh.moved((x - ahead, level, z))
    spots = mesh.corners.reshape(-1, 3)
    front = spots[(spots[:, 0] - x) * beast.side > -0.22 * float(np.ptp(spots[:, 0]))]
    neck = (x - 0.16 * beast.side * float(np.ptp(spots[:, 0])), float(front[:, 1].max() * 0.86 + 0.14 * y), z)
    return mesh.named(shown_as(beast.subject)), neck


def _sized(mesh: Mesh, most: float, least: float) -> tuple[float, float, float]:
    """Return by how much a creature is made larger or smaller, and how low and high it is before."""
    low, high = float(np.percentile(mesh.corners[..., 1], 0.5)), float(mesh.corners[..., 1].max())
    tall = high - low
    return min(most / tall, max(1.0, least / tall)), low, high


def leash(actor: Actor, person: Person, neck: Vector) -> Mesh:
    """Hang a leash from the first person's hand to a creature's neck."""
    hand: Array = person.pose.hands[0] @ turning(actor.facing) + np.array(actor.at)
    x, y, z = hand.tolist()
    middle = ((x + neck[0]) / 2, min(y, neck[1]) - 0.06, (z + neck[2]) / 2 + 0.04)
    return tube([(x, y, z), middle, neck], [0.012, 0.012, 0.012], LEATHER, 6)


def mount_of(canvas: Canvas, pet: Subject) -> tuple[Mesh, float]:
    """Make a creature that is ridden, on the ground about the origin, and tell how high its back is."""
    mesh = creature_mesh(canvas, replace(pet, pose=pet.pose or "stand"), canvas.rng(f"mount {pet.kind}"))
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = min(LARGEST_MOUNT / float(high[1] - low[1]), max(1.0, LEAST_MOUNT / float(high[1] - low[1])))
    middle = spots[np.abs(spots[:, 0] - (low[0] + high[0]) / 2) < 0.10 * float(high[0] - low[0])]
    level = size * float(np.percentile(middle[:, 1], 90) - low[1])
    x = -size * float(low[0] + high[0]) / 2
    return mesh.moved((x, -size * float(np.percentile(spots[:, 1], 1)), 0.0), size).turned(-0.6).named(
        shown_as(pet)
    ), level


def borne_by(canvas: Canvas, pet: Subject, actor: Actor, person: Person) -> Mesh:
    """Put a creature on a shoulder, an arm or a head, on a lap, or into the arms."""
    mesh = creature_mesh(canvas, pet, canvas.rng(f"pet {pet.kind}"))
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = min(1.0, LARGEST_PET[pet.place] * person.tall / float((high - low).max()))
    joint, side, off, turn = ON_BODY[pet.place]
    found = getattr(person.pose, joint)
    at = np.array(found[side] if isinstance(found, tuple) else found) + np.array(off) * person.tall
    x, y, z = (at @ turning(actor.facing) + np.array(actor.at)).tolist()
    x0, y0, z0 = (size * value for value in ((low + high) / 2).tolist())
    body = mesh.moved((-x0, -y0 + 0.5 * size * float(high[1] - low[1]), -z0), size)
    return body.turned(turn + 0.5 * actor.facing).moved((x, y, z)).named(shown_as(pet))
