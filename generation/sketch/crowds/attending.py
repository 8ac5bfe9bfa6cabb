"""Who is about somebody: they hold one at gunpoint, or stand and kneel about one who lies."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece, towards
from generation.sketch.crowds.seatings import LYING, place_of, seated_together
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]
BLADES = frozenset({"knife", "sword", "katana", "dagger", "axe"})
LOW = frozenset({"kneel", "crouch", "sit", "ground", "bound"})
#: What people do of whom others are about one who lies there.
QUIET = frozenset({"", "sleep", "talk", "meet", "tend", "work", "guard"})


def held_up(people: People, luck: float) -> Ensemble:
    """Hold a weapon to the head of the second, who kneels or has the hands up."""
    if len(people) == 1:  # of somebody with a pistol at the head nobody says whose that is
        people = (Subject("figure", role="ganger", holds=("pistol",)), people[0])
    first, second, others = people[0], people[1], people[2:]
    armed = first if (GUNS | BLADES) & set(first.holds) else replace(first, holds=("pistol",))
    low = second.pose in LOW
    tall = height_of(second, woman=second.gender == "woman")
    level, far = (0.60 if low else 0.93) * tall, 0.30 if BLADES & set(armed.holds) else 0.40
    reach = 0.84 if low else 0.80
    victim = replace(second, holds=(), deed="", pose="")
    return Ensemble(
        (
            Actor(replace(armed, pose="", deed=""), (-reach + 0.15, 0.0, 0.0), 1.12, "aim",
                  grips=(Grip(off=(0.30 - far, level, 0.05)), None), shows=first),
            Actor(victim, (0.36, 0.0, 0.05), -0.45, "surrender" if low else "raise", look=-0.1, shows=second),
            *[Actor(person, (1.05 + 0.65 * at, 0.0, -0.35), -0.6, _beside(person)) for at, person in enumerate(others)],
        ),
        half=1.0,
    )  # fmt: skip


def _beside(person: Subject) -> str:
    """Return the stance of a further one: held up as well, armed as well, or looking on."""
    return "surrender" if person.pose in LOW else "aim" if GUNS & set(person.holds) else "watch"


def about_one(people: People, action: str, luck: float) -> Ensemble | None:
    """Stand and kneel about the first who lies; None where nobody lies, or everybody does."""
    lying = next((person for person in people if person.pose in LYING), None)
    others = [person for person in people if person is not lying]
    if lying is None or not others or action not in QUIET or any(person.pose in LYING for person in others):
        return None
    if any(person.place or person.pose not in {"", "stand", "kneel", "crouch", "arms_crossed"} for person in others):
        return None
    bed = seated_together([lying], lying.pose, luck)
    if bed is None:
        return None
    seat = place_of(lying, lying.pose)
    deep = 0.50 if seat == "ground" else 0.62 if SEATS[seat].many == 1 else 1.0
    count = len(others)
    actors = []
    for at, person in enumerate(others):
        share = (at + 0.5) / count - 0.5
        x, z = (1.5 + 0.42 * count) * share, -deep - 0.10 * (at % 2)
        if count > 2 and at in {0, count - 1}:
            x, z = (1.55 if at else -1.55), -0.35
        kneels = person.pose in {"kneel", "crouch"}
        actors.append(
            Actor(
                replace(person, pose=""),
                (x, 0.0, z),
                towards((x, z), (0.0, 0.25), 1.1),
                person.pose if kneels else ("watch" if at % 2 else person.pose or "stand"),
                grips=(Grip(len(others), "chest", off=(0.04, 0.0, 0.12)), None) if kneels and abs(x) < 0.7 else
                (None, None),
                shows=person,
            )
        )  # fmt: skip
    pieces: tuple[Piece, ...] = bed.pieces
    return Ensemble((*actors, *bed.actors), pieces, half=1.7, pitch=0.26)
