"""The bust of a portrait: who sits, how they are turned, and the mesh of them about the middle of the head."""

from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour
from generation.sketch.models.mesh import Mesh
from generation.sketch.people.figures import mesh_of
from generation.sketch.people.person import Person, make_person
from generation.sketch.planning.figures import ONLY_NEAR, WHOLE_GARMENTS, WHOLE_POSES
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
    length: str = "head"  # and shoulders; "half", down to the hips with the hands; or "full", down to the feet


FRAMINGS: dict[str, Framing] = {
    "three quarters": Framing(0.42, 0.50, 0.02, (0.66, -0.56, 0.66), 3.4, 4.2, 0.9),
    "turned to us": Framing(0.16, 0.20, 0.0, (0.72, -0.50, 0.60), 3.4, 4.4, 0.85, 1.03),
    "half in shadow": Framing(0.28, 0.42, 0.02, (0.88, -0.42, 0.42), 4.0, 4.4, 0.6, 1.04),
    "back-lit": Framing(0.50, 0.62, 0.03, (0.58, -0.55, 0.62), 2.9, 8.0, 0.9, 0.96, 1.9),
    "over the shoulder": Framing(1.15, 0.62, 0.03, (0.80, -0.45, 0.52), 3.6, 5.0, 0.8, 0.95),
    "low light": Framing(0.15, 0.26, 0.06, (0.60, -0.60, 0.60), 3.9, 4.6, 0.6, 1.06),
    "hooded": Framing(0.20, 0.36, 0.04, (0.50, -0.62, 0.66), 4.4, 5.5, 0.8, 1.0),
    "visored": Framing(0.35, 0.50, 0.0, (0.80, -0.50, 0.48), 3.8, 5.0, 0.7, 1.02),
    "masked": Framing(0.32, 0.46, 0.02, (0.80, -0.50, 0.48), 4.0, 5.0, 0.7, 1.02),
}
LONG = frozenset({"katana", "sword", "spear", "scythe"})  # what a hand holds down beside the legs
RAISED, ARMS_OUT = 0.58, frozenset({"mage", "shaman"})  # its size where hands are held out, and whose are
HALF, CLOSE = 0.68, 1.22  # the head's size in a half-length portrait and in a close one, against the usual
FACING = ("three quarters", "turned to us", "half in shadow", "low light")  # a raised hand does not hide the face
FREE = ("three quarters", "three quarters", "turned to us", "half in shadow", "back-lit", "over the shoulder",
        "low light")  # fmt: skip
GAZE = 0.30  # radians: how far eyes turn back to us in a face that is turned away


def framing_of(subject: Subject, rng: np.random.Generator, camera: str = "eye") -> Framing:
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
    body = min(chosen.body, 0.75)
    worn = {garment.kind for garment in subject.garments}
    if camera == "close":
        return replace(chosen, size=chosen.size * CLOSE)
    whole = subject.pose in WHOLE_POSES or WHOLE_GARMENTS & worn or LONG & set(subject.holds)
    if whole or "barefoot" in subject.features:
        return replace(chosen, length="full", body=body, head=min(chosen.head, body + 0.1), nod=0.0)
    busy = bool(subject.holds) or subject.pose not in {"", "stand"} or subject.role == "mage"
    faced = bool(subject.expression) or bool(ONLY_NEAR & set(subject.features))  # it is the face that is asked for
    if busy or (luck < 0.35 and not faced):
        size = RAISED if subject.role in ARMS_OUT else HALF
        return replace(chosen, size=chosen.size * size, length="half", body=body, head=min(chosen.head, body + 0.25))
    return replace(chosen, size=chosen.size * CLOSE) if luck > 0.82 else chosen


def portrayed(subject: Subject, first: Colour, second: Colour, rng: np.random.Generator, framing: Framing) -> Person:
    """Return a subject as it is portrayed: as it is asked to be, else at ease, a caster with the hand raised."""
    stance = subject.pose or ("cast" if subject.role == "mage" else "stand")
    person = make_person(subject, rng, (first, second), stance=stance, look=framing.head - framing.body, detail=2)
    return replace(person, gaze=-min(GAZE, 0.8 * framing.head))


def bust_mesh(person: Person, framing: Framing, pixels: float) -> Mesh:
    """Make the person in heads about the middle of the head, turned as the framing wants; a head has so many pixels."""
    person = replace(person, head_pixels=pixels)
    size = float(person.body.skull[1])
    x, y, z = (float(value) for value in person.pose.head)
    person = replace(person, pose=replace(person.pose, turn=0.0))
    below = {"head": 2.4, "half": 4.6}.get(framing.length)
    mesh = mesh_of(person, -1.0 if below is None else y - below * size)
    return mesh.moved((-x, -y, -z)).moved((0.0, 0.0, 0.0), 1 / size).turned(framing.body, framing.nod)
