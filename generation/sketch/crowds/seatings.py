"""Seatings: people on seats, at what they work on, and by themselves with something under, before or behind them."""

import math
from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.anchored import anchored
from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.crowds.solo import alone
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.seats import SEATS, USUAL_SEATS
from generation.sketch.planning.subject import SLACK, Garment, Subject

MOUNTS = {"on scooter": "vehicle scooter", "on hover_bike": "vehicle hover_bike"}
LYING = frozenset({"lie", "curl"})
BROAD = frozenset(
    {
        "sofa",
        "bed",
        "bench",
        "car",
        "stretcher",
        "mattress",
        "bathtub",
        "ledge",
        "stairs",
        "kerb",
        "log",
        "table",
        "hot_tub",
    }
)
LONGEST_SLEEPER = 1.95  # metres: for who is taller beds are larger
WITH_BLANKET = frozenset({"bed"})
#: Radians by which a seat is turned to the side, so that it is seen what it is.
TURNS = {
    "wheelchair": 0.75,
    "rocking_chair": 0.55,
    "armchair": 0.4,
    "chair": 0.5,
    "office_chair": 0.5,
    "throne": 0.25,
    "bar_stool": 0.5,
    "sofa": 0.15,
    "bench": 0.2,
}


def place_of(subject: Subject, pose: str) -> str:
    """Return what somebody is on in a pose, nothing for who stands."""
    if subject.place in SEATS:
        return subject.place
    return USUAL_SEATS.get(pose, "")


def seated_together(people: Sequence[Subject], pose: str, luck: float) -> Ensemble | None:
    """Return people on one seat, side by side, or one at work, on a ladder, at a window; None for who only stands."""
    first = people[0]
    pose = first.pose or pose
    if (at_thing := anchored(people, pose, luck)) is not None:
        return at_thing
    seat = place_of(first, pose)
    if seat == "bike":
        return _riding(people)
    at_desk = seat in {"chair", "office_chair"} and "type" in {first.deed, pose}
    if not seat or seat == "table_side" or at_desk:
        return alone(first, "type" if at_desk else pose)
    if pose in LYING and SEATS[seat].lies:
        return _lying(people, seat, luck)
    return _sitting(people, seat, pose, luck)


def _sitting(people: Sequence[Subject], seat: str, pose: str, luck: float) -> Ensemble:
    """Sit people on a seat side by side."""
    known = SEATS[seat]
    middle = (len(people) - 1) / 2
    actors = [
        Actor(
            person,
            ((at - middle) * known.room, 0.0, -known.back),
            0.12 * (middle - at) if middle else 0.0,
            "ground" if seat == "ground" else "lounge" if pose == "lounge" or seat == "bathtub" else "sit",
            None if seat == "ground" else known.high,
        )
        for at, person in enumerate(people)
    ]
    pieces = [] if seat == "ground" else [Piece(seat)]
    if seat == "hot_tub":  # about its edge, up to the chest in water
        actors = [
            Actor(_bathing(actor.subject), (1.02 * math.sin(way), -0.26, -0.92 * math.cos(way) + 0.15),
                -0.5 * way, "sit",
                  0.46, shows=actor.subject)
            for actor, way in zip(actors, (0.0, -1.15, 1.15, 0.55), strict=False)
        ]  # fmt: skip
    if seat == "bathtub":  # along the tub, the head at its end
        actors = [
            Actor(_bathing(actor.subject), (-0.46, 0.14, -0.05), 1.45, "soak", shows=actor.subject)
            for actor in actors[:1]
        ]
    turn = TURNS.get(seat, 0.0) * (1 if luck < 0.5 else -1) if len(people) == 1 else 0.0
    actors = [replace(actor, facing=actor.facing + turn) for actor in actors]
    pieces = [replace(piece, turn=turn) for piece in pieces]
    half = max(1.0 if seat in BROAD else 0.55, known.room * len(people) / 2 + 0.2)
    return Ensemble(
        tuple(actors), tuple(pieces), half=1.9 if seat == "car" else half, pitch=0.12, afloat=seat == "hot_tub"
    )


def _bathing(subject: Subject) -> Subject:
    """Return somebody without a coat, where none is said."""
    return replace(subject, pose="", garments=subject.garments or (Garment("tank_top"),))


def _lying(people: Sequence[Subject], seat: str, luck: float) -> Ensemble:
    """Lay people along a seat, heads to the left."""
    known = SEATS[seat]
    large = max(1.0, *(height_of(person, woman=person.gender == "woman") / LONGEST_SLEEPER for person in people))
    actors = []
    for at, person in enumerate(people):
        z = 0.0 if len(people) == 1 else (0.34 - 0.68 * at)
        z += 0.06 if seat in {"sofa", "bench"} else 0.0
        stance = person.pose if person.pose in LYING else "lie"
        aims = stance == "lie" and bool(GUNS & set(person.holds)) and person.deed != SLACK
        stance = "prone" if aims else stance
        stance = "slack" if stance == "lie" and person.deed == SLACK and seat == "ground" else stance
        stance = "sleep" if stance == "lie" and seat != "ground" else stance
        actors.append(
            Actor(
                replace(person, pose="", holds=() if person.deed == SLACK else person.holds),
                (0.0 if seat == "ground" else -0.24 * large, known.high * large, z),
                0.85 if stance == "prone" else 1.57,
                stance,
            )
        )
    pieces = [] if seat == "ground" else [Piece(seat, scale=large)]
    if seat in WITH_BLANKET:
        pieces.append(Piece("blanket", (0.0, known.high * large, 0.0), scale=large))
    return Ensemble(tuple(actors), tuple(pieces), half=1.15, pitch=0.30)


def _riding(people: Sequence[Subject]) -> Ensemble:
    """Sit astride a motorcycle that comes towards us, the second behind the first."""
    turn = -0.62  # of the bike, whose front is towards x
    out = []
    for at, person in enumerate(people[:2]):
        along = -0.36 - 0.46 * at
        x, z = along * math.cos(turn), -along * math.sin(turn)
        grips: tuple[Grip | None, Grip | None] = (None, None)
        if at:
            grips = (Grip(0, "pelvis", off=(-0.15, 0.12, 0.10)), Grip(0, "pelvis", off=(0.15, 0.12, 0.10)))
        out.append(Actor(replace(person, pose="ride", deed=""), (x, 0.0, z), math.pi / 2 + turn, "ride", 0.86, grips))
    return Ensemble(tuple(out), (Piece(MOUNTS.get(people[0].at, "bike"), turn=turn),), half=1.15, pitch=0.08)
