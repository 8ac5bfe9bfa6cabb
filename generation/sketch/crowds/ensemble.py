"""Ensembles: people and what they touch as one: who is where on what, in what stance, with the hands where.

Metres about the ensemble's middle on the ground: x to the right, y up, z to the viewer. Nothing is built here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import atan2, pi

from generation.sketch.canvas.palette import Colour
from generation.sketch.models.mesh import Vector
from generation.sketch.planning.subject import Subject

SIDEWAYS = frozenset({"fireball"})  # pieces whose front is to the right, not to the viewer


@dataclass(frozen=True, slots=True)
class Grip:
    """What a hand has hold of: a place, or a joint of another actor's, by number, `off` metres away in their frame.

    Without a joint it is the place `off` itself.

    `joint` is a field of a pose ("chest", "head", "shoulders"); of a pair `side` is meant. "between" is the middle
    between the two chests.
    """

    other: int = -1
    joint: str = ""
    side: int = 0
    off: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody: where, turned how far to the right, in what stance ("" for their own), on what height, holding what.

    Who is `borne` has the hips at that place of somebody else's, wherever `at` is. `shows` is who it is of a plan where
    `subject` has been changed for the deed; `level` metres the head is up at least: a small one stands on something.
    """

    subject: Subject
    at: Vector = (0.0, 0.0, 0.0)
    facing: float = 0.0
    stance: str = ""
    seat: float | None = None
    grips: tuple[Grip | None, Grip | None] = (None, None)
    look: float | None = None
    borne: Grip | None = None
    shows: Subject | None = None
    level: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of furniture or a prop: its kind, where, turned how far, how large."""

    kind: str
    at: Vector = (0.0, 0.0, 0.0)
    turn: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A rope or cable from a joint of an actor, as in `Grip`, to a place; `sag` metres lower in its middle."""

    actor: int
    joint: str
    side: int
    off: Vector
    to: Vector
    sag: float
    colour: Colour
    thick: float


@dataclass(frozen=True, slots=True)
class Beast:
    """A creature among people: where its front is, to which side it looks (1: right), turned to us by how much.

    `rear` is how far its front is up, in radians, `most` how high and `least` how low it is at most, in metres, and
    `leash` tells that the first of the people leads it.
    """

    subject: Subject
    at: Vector = (0.0, 0.0, 0.0)
    side: float = 1.0
    pose: str = "stand"
    turn: float = 0.35
    rear: float = 0.0
    most: float = 3.2
    least: float = 0.0
    leash: bool = False


@dataclass(frozen=True, slots=True)
class Ensemble:
    """People, creatures and pieces that are painted as one: `half` its breadth, with a `fire` in its middle or not.

    `tall` is how high what must be in the frame is, where the frame may cut the rest; of what is `afloat` nobody sees
    what is below the ground, which is water.
    """

    actors: tuple[Actor, ...]
    pieces: tuple[Piece, ...] = ()
    half: float = 0.6
    fire: bool = False
    pitch: float = 0.10
    tall: float = field(default=0.0)
    beasts: tuple[Beast, ...] = ()
    ties: tuple[Tie, ...] = ()
    afloat: bool = False

    def turned(self, turn: float) -> "Ensemble":
        """Return the ensemble to be turned as a whole: only what has no left and right of its own is."""
        if len(self.actors) > 1 or not self.actors or self.beasts or self.ties:
            return self
        return replace(self, actors=tuple(replace(actor, facing=actor.facing + turn) for actor in self.actors))

    def mirrored(self) -> "Ensemble":
        """Return the ensemble with its left and right exchanged; hands stay the hands they are."""
        actors = tuple(
            replace(actor, at=_flipped(actor.at), facing=-actor.facing, grips=_exchanged(actor.grips))
            for actor in self.actors
        )
        pieces = tuple(
            replace(piece, at=_flipped(piece.at), turn=(pi if piece.kind in SIDEWAYS else 0.0) - piece.turn)
            for piece in self.pieces
        )
        beasts = tuple(replace(beast, at=_flipped(beast.at), side=-beast.side) for beast in self.beasts)
        ties = tuple(replace(tie, to=_flipped(tie.to), off=_flipped(tie.off)) for tie in self.ties)
        return replace(self, actors=actors, pieces=pieces, beasts=beasts, ties=ties)


def _exchanged(grips: tuple[Grip | None, Grip | None]) -> tuple[Grip | None, Grip | None]:
    """Return what two hands have hold of with left and right exchanged, where those are places and nobody's joints."""
    if not any(grip is not None and not grip.joint for grip in grips):
        return grips
    right, left = (replace(grip, off=_flipped(grip.off)) if grip is not None else None for grip in grips)
    return left, right


def _flipped(at: Vector) -> Vector:
    return -at[0], at[1], at[2]


def towards(at: tuple[float, float], there: tuple[float, float], most: float = 1.35) -> float:
    """Return how far somebody at x, z is turned who looks there, the face still to be seen."""
    turn = atan2(there[0] - at[0], there[1] - at[1])
    return max(-most, min(most, turn))


def one(subject: Subject, pieces: Sequence[Piece] = (), half: float = 0.6, **how: object) -> Ensemble:
    """Return an ensemble of one."""
    return Ensemble((replace(Actor(subject), **how),), tuple(pieces), half)  # type: ignore[arg-type]
