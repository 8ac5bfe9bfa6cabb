"""The bust of a portrait: who sits, how they are turned, and the mesh of them about the middle of the head."""

from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour
from generation.sketch.models.mesh import Mesh
from generation.sketch.people.figures import mesh_of
from generation.sketch.people.person import Person, make_person
from generation.sketch.planning.subject import Subject


@dataclass(frozen=True, slots=True)
class Framing:
    """How a portrait is taken. Radians: the turn of body and head (to the right in the picture), the head's nod.

    Light by direction: the key's place (x right, y down, z to the viewer) and its strength, that of the rim behind the
    other cheek, of the fill, and of the light behind all.
    """

    body: float
    head: float
    nod: float
    key: tuple[float, float, float]
    strength: float
    rim: float
    fill: float
    size: float = 1.0  # of the head, against the usual
    backlight: float = 1.0
    half: bool = False  # down to the hips, with the hands


FRAMINGS: dict[str, Framing] = {
    "profile": Framing(1.05, 1.24, -0.02, (0.90, -0.35, 0.22), 3.6, 5.5, 0.5),
    "half in shadow": Framing(0.30, 0.55, 0.02, (0.93, -0.42, 0.34), 4.4, 4.2, 0.35, 1.06),
    "back-lit": Framing(0.55, 0.95, 0.04, (0.75, -0.55, -0.62), 5.0, 8.5, 0.55, 0.94, 2.1),
    "over the shoulder": Framing(1.85, 1.02, 0.04, (0.90, -0.35, 0.30), 3.8, 5.5, 0.4, 0.92),
    "low light": Framing(0.15, 0.28, 0.10, (0.60, -0.85, 0.38), 4.4, 4.6, 0.3, 1.08),
    "hooded": Framing(0.20, 0.38, 0.10, (0.50, -0.80, 0.42), 4.6, 6.0, 0.35, 1.0),
    "visored": Framing(0.35, 0.60, 0.0, (0.85, -0.45, 0.34), 4.0, 5.5, 0.4, 1.02),
    "masked": Framing(0.35, 0.62, 0.02, (0.85, -0.50, 0.36), 4.4, 5.5, 0.4, 1.02),
}
HALF, CLOSE = 0.60, 1.22  # the head's size in a half-length portrait and in a close one, against the usual
AT_EASE = ("stand", "watch", "arms_crossed")
FACING = ("half in shadow", "back-lit", "low light")  # in which a raised hand does not hide the face
FREE = ("profile", "half in shadow", "half in shadow", "back-lit", "over the shoulder", "low light")


def framing_of(subject: Subject, rng: np.random.Generator) -> Framing:
    """Choose a framing: what hides the face asks for its own, else chance decides; no two turns are quite the same."""
    free = FACING if subject.role == "mage" else FREE
    drawn = free[int(rng.integers(len(free)))]
    wobble = float(rng.random() - 0.5)
    name = "hooded" if "hood" in subject.features else "masked" if "mask" in subject.features else drawn
    if name == drawn and "visor" in subject.features:
        name = "visored"
    chosen = FRAMINGS[name]
    chosen = replace(chosen, body=chosen.body + 0.2 * wobble, head=chosen.head + 0.16 * wobble)
    luck = float(rng.random())
    busy = bool(subject.holds) or subject.pose not in {"", "stand"} or subject.role == "mage"
    if busy or luck < 0.35:
        body = min(chosen.body, 0.75)
        return replace(chosen, size=chosen.size * HALF, half=True, body=body, head=min(chosen.head, body + 0.25))
    return replace(chosen, size=chosen.size * CLOSE) if luck > 0.82 else chosen


def portrayed(subject: Subject, first: Colour, second: Colour, rng: np.random.Generator, framing: Framing) -> Person:
    """Return a subject as it is portrayed: as it is asked to be, else at ease, a caster with the hand raised."""
    stance = "cast" if subject.role == "mage" else AT_EASE[int(rng.integers(len(AT_EASE)))] if framing.half else "stand"
    stance = subject.pose or stance
    return make_person(subject, rng, (first, second), stance=stance, look=framing.head - framing.body, detail=2)


def bust_mesh(person: Person, framing: Framing) -> Mesh:
    """Make the person in heads about the middle of the head, turned as the framing wants."""
    size = float(person.body.skull[1])
    x, y, z = (float(value) for value in person.pose.head)
    person = replace(person, pose=replace(person.pose, turn=0.0))
    mesh = mesh_of(person, y - (4.6 if framing.half else 2.4) * size)
    return mesh.moved((-x, -y, -z)).moved((0.0, 0.0, 0.0), 1 / size).turned(framing.body, framing.nod)
