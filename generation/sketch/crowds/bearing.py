"""Who bears whom or what: a coffin between two or four, a child on the shoulders, somebody in a wheelchair."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.people.shapes import height_of
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS

People = Sequence[Subject]
SLUNG, APART = 0.40, 0.20  # of the smallest bearer's height: how high a load hangs; metres from its ends to bearers


def borne_between(people: People, load: Subject | None) -> Ensemble:
    """Bear a thing, or a stretcher, between two ends; of more than two half are at each end."""
    low = SLUNG * min(height_of(person, woman=person.gender == "woman") for person in people)
    kind = load.kind if load is not None else ""
    long = ITEMS[kind].size if kind else 2.3
    actors = []
    for at, person in enumerate(people[:4]):
        side, row = -1.0 if at % 2 == 0 else 1.0, at // 2
        z = 0.0 if len(people) < 3 else 0.42 - 0.84 * row
        end, hold = side * (0.5 * long + APART), side * 0.5 * long
        grips = tuple(Grip(off=(hold, low + 0.10, z + way * 0.16)) for way in (side, -side))
        bearer = replace(person, holds=(), deed="", pose="")
        actors.append(Actor(bearer, (end, 0.0, z), -1.15 * side, "carry", grips=(grips[0], grips[1]), shows=person))
    actors += [
        Actor(person, (0.9 * (at + 1) * (1 - 2 * (at % 2)), 0.0, -1.1), 0.4, "walk")
        for at, person in enumerate(people[4:])
    ]
    piece = Piece(f"item {kind}" if kind else "litter", (0.0, low, 0.0))
    return Ensemble(tuple(actors), (piece,), half=0.5 * long + 0.6)


def pushed(people: People, luck: float) -> Ensemble:
    """Push the second, who sits in a wheelchair."""
    first, second = people[:2]
    turn = 0.85
    handles = tuple(Grip(off=(-0.02 + way * 0.14, 0.96, 0.10 + way * 0.16)) for way in (-1.0, 1.0))
    return Ensemble(
        (
            Actor(replace(first, holds=(), deed="", pose=""), (-0.42, 0.0, -0.40), turn, "carry",
                  grips=(handles[0], handles[1]), shows=first),
            Actor(replace(second, pose=""), (0.28, 0.0, 0.24), turn, "sit", seat=0.50, shows=second),
            *[Actor(person, (1.1 + 0.7 * at, 0.0, -0.5), 0.3, "walk") for at, person in enumerate(people[2:])],
        ),
        (Piece("wheelchair", (0.30, 0.0, 0.26), turn),),
    )  # fmt: skip


def on_shoulders(people: People, luck: float) -> Ensemble:
    """Sit on a shoulder of the second, who holds a knee."""
    first, second = people[:2]
    knee = Grip(0, "knees", 1, (0.0, -0.02, 0.04))
    return Ensemble(
        (
            Actor(replace(first, pose="", holds=first.holds[:1]), facing=0.1, stance="shoulders",
                  borne=Grip(1, "shoulders", 1, (0.03, 0.12, 0.02)), shows=first),
            Actor(replace(second, holds=(), pose=""), facing=0.1, stance="stand", grips=(None, knee), shows=second),
            *[Actor(person, (0.8 + 0.7 * at, 0.0, -0.2), -0.3, "stand") for at, person in enumerate(people[2:])],
        )
    )  # fmt: skip
