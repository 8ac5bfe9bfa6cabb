"""Who is down beside somebody who lies there, and what the hands do: feed, search, treat, look closely."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Beast, Ensemble, Grip
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]
#: Where those are who are down beside the body, how far turned, and of which joint each hand takes hold.
BESIDE = (
    ((-0.22, 0.0, -0.46), 0.22, ("chest", "chest")),
    ((0.52, 0.0, -0.44), -0.25, ("pelvis", "pelvis")),
    ((-1.10, 0.0, 0.02), 1.25, ("chest", "chest")),
)
CREATURE_HALF = 0.55  # metres: half the length of a beast that lies there
TEETH = frozenset({"ghoul", "zombie", "vampire", "wendigo"})  # whose head is at the body


def over_body(people: People, luck: float) -> Ensemble:
    """Kneel beside the last, who lies on the ground, hands on the body and the head over it."""
    *doers, body = people
    way = 1.0 if luck < 0.5 else -1.0
    slack = replace(body, holds=(), deed="", pose="", place="", at="")
    actors = [_down(person, at, len(doers), way) for at, person in enumerate(doers[: len(BESIDE)])]
    actors += [
        Actor(replace(person, pose=""), ((1.15 + 0.5 * at) * way, 0.0, -0.35), -0.85 * way, "attend", shows=person)
        for at, person in enumerate(doers[len(BESIDE) :])
    ]
    lying = Actor(slack, (0.0, 0.0, 0.14), 1.57 * way, "slack", shows=body)  # the last, as the grips count
    return Ensemble((*actors, lying), half=1.15, pitch=0.22)


def _down(person: Subject, at: int, body: int, way: float) -> Actor:
    (x, y, z), facing, joints = BESIDE[at]
    eats = person.metatype in TEETH or person.deed == "eat"
    off = 0.10 if eats else 0.13
    hands = [Grip(body, joint, off=(0.0, hand * 0.09, off)) for joint, hand in zip(joints, (way, -way), strict=True)]
    shown = replace(person, deed="", pose="", holds=())
    z += 0.08 if eats else 0.0
    return Actor(
        shown, (x * way, y, z), facing * way, "gnaw" if eats else "stoop", grips=(hands[0], hands[1]), shows=person
    )


def over_beast(people: People, beasts: Sequence[Subject]) -> Ensemble:
    """Kneel beside a creature that lies there."""
    hand = (Grip(off=(-0.12, 0.24, 0.02)), Grip(off=(0.16, 0.24, 0.04)))
    actors = [
        Actor(replace(person, deed="", pose="", holds=()), (x, 0.0, -0.52), 0.15 - 0.3 * (x > 0), "stoop",
              grips=hand if not at else (None, None), shows=person)
        for at, (person, x) in enumerate(zip(people, (-0.05, 0.72, -0.8, 1.4), strict=False))
    ]  # fmt: skip
    lying = Beast(replace(beasts[0], count=1), (CREATURE_HALF, 0.0, 0.12), 1.0, "lie", 0.2)
    return Ensemble(tuple(actors), half=1.3, pitch=0.2, beasts=(lying,))
