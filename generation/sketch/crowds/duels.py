"""Who fights whom: two hold each other or land a blow, mages cast at each other."""

import math
from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.planning.subject import Subject

People = Sequence[Subject]
SIDE = 1.12  # radians: how far two who face each other are turned, so that their faces are seen


def grapple(people: People, luck: float) -> Ensemble:
    """Fight with bare hands: hold each other, or land a blow on the chin."""
    a, b = people[:2]
    if luck < 0.5:
        return Ensemble(
            (
                Actor(
                    a,
                    (-0.36, 0.0, 0.03),
                    SIDE,
                    "fight",
                    grips=(Grip(1, "shoulders", 1, (0.0, -0.02, 0.05)), Grip(1, "shoulders", 0, (0.0, -0.05, 0.05))),
                ),
                Actor(
                    b,
                    (0.36, 0.0, -0.03),
                    -SIDE,
                    "fight",
                    grips=(Grip(0, "chest", off=(-0.08, 0.02, 0.12)), Grip(0, "shoulders", 0, (0.0, 0.0, 0.05))),
                ),
            ),
            half=0.85,
        )
    return Ensemble(
        (
            Actor(a, (-0.44, 0.0, 0.03), SIDE, "fight", grips=(Grip(1, "head", off=(0.04, -0.06, 0.07)), None)),
            Actor(b, (0.40, 0.0, -0.03), -SIDE, "reel", look=0.7),
        ),
        half=0.95,
    )


def spell_duel(people: People, luck: float) -> Ensemble:
    """Cast at each other, the fires meeting in the middle."""
    actors = [
        Actor(
            replace(person, pose=""),
            ((-1.25 - 0.3 * (at // 2)) * (1 - 2 * (at % 2)), 0.0, -0.55 * (at // 2)),
            SIDE * (1 - 2 * (at % 2)),
            "cast",
            shows=person,
        )
        for at, person in enumerate(people)
    ]
    fires = tuple(Piece("fireball", (x, 1.35, 0.1), 0.0 if x < 0 else math.pi, 0.75) for x in (-0.32, 0.32))
    return Ensemble(tuple(actors), fires, half=1.7)
