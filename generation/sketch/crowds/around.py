"""Who is about one thing in the middle: a table, a fire, a bound man, a patient, or nothing but their own backs."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece, towards
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]


def _interrogate(people: People, luck: float) -> Ensemble:
    """Bind the last to a chair under a lamp; the first leans over them, the others look on."""
    bound = people[-1] if len(people) > 1 else Subject("figure", role="person")
    asks, others = people[0], people[1:-1]
    actors = [
        Actor(replace(bound, holds=(), deed="", pose=""), (0.25, 0.0, 0.1), -0.35, "bound", seat=0.46),
        Actor(asks, (-0.62, 0.0, 0.12), 1.0, "lecture", grips=(None, None)),
        *[Actor(person, (1.25 + 0.6 * at, 0.0, -0.3), -0.8, "arms_crossed") for at, person in enumerate(others)],
    ]
    pieces = (
        Piece("chair", (0.25, 0.0, 0.12), -0.35),
        Piece("bonds", (0.25, 0.0, 0.1), -0.35),
        Piece("hung_lamp", (0.25, 0.0, 0.0)),
    )
    return Ensemble(tuple(actors), pieces, half=1.1 + 0.5 * len(others))


def at_table(people: People, luck: float) -> Ensemble:
    """Sit round a table: at its ends, then behind it; what they do lies on it."""
    places = [(-1.12, 0.05), (1.12, 0.0), (-0.42, -0.75), (0.42, -0.75), (-1.30, -0.62), (1.30, -0.62), (0.0, -0.85)]
    if len(people) in {1, 3}:
        places = [(0.0, -0.75)] if len(people) == 1 else [(-1.12, 0.05), (1.12, 0.0), (0.0, -0.78)]
    actors, pieces = list[Actor](), [Piece("round_table")]
    for person, (x, z) in zip(people, places, strict=False):
        facing = towards((x, z), (0.0, 0.15), 1.15)
        actors.append(Actor(replace(person, pose=""), (x, 0.0, z), facing, "sit", seat=0.46))
        pieces.append(Piece("chair", (x, 0.0, z), facing))
    return Ensemble(tuple(actors), tuple(pieces), half=1.45, pitch=0.2)


def _playing_cards(people: People, luck: float) -> Ensemble:
    table = at_table([replace(person, deed="play_cards", holds=("card",)) for person in people], luck)
    return replace(table, pieces=(Piece("card_table"), *table.pieces[1:], Piece("cards", (0.0, 0.76, 0.0))))


def _round_fire(people: People, luck: float) -> Ensemble:
    """Sit on logs round a fire, that nobody hides."""
    actors, pieces = [], []
    count = len(people)
    for at, person in enumerate(people):
        angle = math.pi * ((0.06 + 0.88 * at / max(1, count - 1)) if count > 1 else 0.28)
        x, z = -1.30 * math.cos(angle), -0.95 * math.sin(angle) + 0.1
        facing = towards((x, z), (0.0, 0.75), 0.95)
        actors.append(Actor(replace(person, pose=""), (x, 0.0, z), facing, "sit", seat=0.34))
        pieces.append(Piece("log", (x, 0.0, z), facing, 0.72))
        if person.deed == "play_drums":
            before = x + 0.36 * math.sin(facing), 0.0, z + 0.36 * math.cos(facing)
            pieces.append(Piece("hand_drum", before))
    return Ensemble(tuple(actors), tuple(pieces), half=1.25 if count == 1 else 1.65, fire=True, pitch=0.16)


def _back_to_back(people: People, luck: float) -> Ensemble:
    """Stand back to back, each looking another way, none hidden behind another."""
    count = len(people)
    turns = {1: (0.0,), 2: (-1.15, 1.15), 3: (-1.25, 0.05, 1.25), 4: (-1.35, -0.42, 0.42, 1.35)}.get(count) or tuple(
        -1.4 + 2.8 * at / (count - 1) for at in range(count)
    )
    reach = 0.17 if count == 2 else 0.20 + 0.11 * count
    return Ensemble(
        tuple(
            Actor(
                person,
                (reach * math.sin(turn), 0.0, 0.32 * math.cos(turn) - 0.2),
                turn,
                "aim" if _is_armed(person) else "fight",
            )
            for person, turn in zip(people, turns, strict=True)
        ),
        half=reach + 0.6,
    )


def _is_armed(person: Subject) -> bool:
    return bool(GUNS & set(person.holds))


def _operate(people: People, luck: float) -> Ensemble:
    """Bend over the last, who lies on a table; whoever works alone has somebody there to work on."""
    doer = people[0]
    patient = people[-1] if len(people) > 1 else Subject("figure", role="patient", metatype="human")
    others = people[1:-1]
    actors = [
        Actor(
            replace(doer, pose="", deed="operate"),
            (0.1, 0.0, -0.46),
            0.1,
            "stand",
            grips=(Grip(1, "chest", off=(0.08, 0.10, 0.0)), Grip(1, "chest", off=(-0.10, 0.10, 0.0))),
        ),
        Actor(replace(patient, holds=(), deed="", pose=""), (0.0, 0.80, 0.0), 1.57, "lie"),
        *[
            Actor(person, (1.0 - 2.0 * (at % 2), 0.0, -0.55), -0.5 + (at % 2), "watch")
            for at, person in enumerate(others)
        ],
    ]
    return Ensemble(tuple(actors), (Piece("stretcher"), Piece("hung_lamp", (0.1, 0.15, -0.1))), half=1.1, pitch=0.2)


def _dine(people: People, luck: float) -> Ensemble:
    table = at_table([replace(person, deed=person.deed or "eat") for person in people], luck)
    return replace(table, pieces=(*table.pieces, Piece("meal", (0.0, 0.76, 0.0))))


def _toast(people: People, luck: float) -> Ensemble:
    """Raise cups in the middle of a half circle."""
    count = max(2, len(people))
    actors = []
    for at, person in enumerate(people):
        angle = math.pi * (0.04 + 0.92 * at / (count - 1))
        x, z = -(0.32 + 0.17 * count) * math.cos(angle), -0.35 * math.sin(angle)
        actors.append(Actor(replace(person, deed="toast"), (x, 0.0, z), towards((x, z), (0.0, 0.4), 0.9), "stand"))
    return Ensemble(tuple(actors), half=0.75 + 0.17 * count)


ABOUT_ONE: dict[str, Callable[[People, float], Ensemble]] = {
    "interrogate": _interrogate, "table_talk": at_table, "play_cards": _playing_cards, "campfire": _round_fire,
    "back_to_back": _back_to_back, "operate": _operate, "dine": _dine, "toast": _toast,
}  # fmt: skip
