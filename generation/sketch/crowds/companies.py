"""Companies: which people make an ensemble, by what they do together, what they are on, what they work at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.sketch.crowds.beasts import with_beasts
from generation.sketch.crowds.counters import MOST_GUESTS, at_counter
from generation.sketch.crowds.ensemble import Actor, Ensemble
from generation.sketch.crowds.seatings import place_of, seated_together
from generation.sketch.crowds.staging import POSES
from generation.sketch.crowds.together import arranged
from generation.sketch.planning.anchors import is_anchored
from generation.sketch.planning.creatures import MOUNT
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.stagings import COUNTERS, staging_of
from generation.sketch.planning.subject import Subject

AROUND_ONE = 7  # how many gather about one thing
TOGETHER_AT_ONE = 3  # how many are at one thing that all are at


@dataclass(frozen=True, slots=True)
class Company:
    """Some people, and the ensemble that they make; None where each just stands there, and then it is one."""

    people: tuple[Subject, ...]
    ensemble: Ensemble | None = None


def companies(action: str, people: Sequence[Subject], luck: float, beasts: Sequence[Subject] = ()) -> list[Company]:
    """Part people into companies, in the order in which they are named."""
    met = with_beasts(action, people, beasts, luck)
    if met is not None:
        return [Company(tuple(people), met)]
    together, used = arranged(action, people, luck)
    out = [Company(tuple(actor.subject for actor in ensemble.actors), ensemble) for ensemble in together]
    left = list(people[used:])
    while left:
        first = left[0]
        pose = first.pose or POSES.get(action, "")
        mates = [first]
        seat = place_of(first, pose)
        room = SEATS[seat].many if seat in SEATS and first.place == seat else 1
        if is_anchored(first):
            room = AROUND_ONE if staging_of(first.at)[0] == "around" else TOGETHER_AT_ONE
        if first.at in COUNTERS and len(mates) == 1:
            guests = [other for other in left[1:] if not (other.place or other.at)][:MOST_GUESTS]
            if guests and len(guests) == len(left) - 1:
                out.append(Company((first, *guests), at_counter(first, guests, luck)))
                return out
        while len(mates) < min(room, len(left)) and _is_with(left[len(mates)], first, seat):
            mates.append(left[len(mates)])
        ensemble = seated_together(mates, pose, luck)
        if ensemble is None:
            mates = mates[:1]
        out.append(Company(tuple(mates), ensemble))
        left = left[len(mates) :]
    return out


def _is_with(other: Subject, first: Subject, seat: str) -> bool:
    """Tell whether another one is on the same seat, or at the same thing."""
    return other.at == first.at if is_anchored(first) else other.place == seat


def with_pets(company: Company, pets: Sequence[Subject]) -> Company:
    """Return the company that creatures are on, which needs to be an ensemble with them."""
    if not pets or not company.people:
        return company
    first = company.people[0]
    deed = {"arms": "cradle", "arm": "falcon"}.get(pets[0].place, "")
    if pets[0].place == MOUNT:
        rider = Actor(replace(first, pose="ride", deed="", place=""), (-0.05, 0.0, 0.0), 0.97, "ride", 1.0, shows=first)
        return Company(company.people, Ensemble((rider,), half=1.3))
    if company.ensemble is not None:
        return company
    bearer = replace(first, deed=first.deed or deed)
    if pets[0].place == "lap":
        seated = seated_together([replace(bearer, pose="sit", place=first.place or "chair")], "sit", 0.3)
        return Company(company.people, seated)
    stance = first.pose if first.pose not in {"", "cast", "aim"} else "stand"
    return Company(company.people, Ensemble((Actor(bearer, facing=0.25, stance=stance, shows=first),)))
