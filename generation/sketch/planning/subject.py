"""A subject of a plan: somebody or something to be seen, as plain data that survives a trip through JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CORPSE = "corpse"  # the role of who is dead, and lies there whatever is said of others
SLACK = "slack"  # the deed of who lies there asleep, out or dead: what else it is, no picture shows


@dataclass(frozen=True, slots=True)
class Garment:
    """What somebody wears: its kind, and the name of its colour, "" for the usual one."""

    kind: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to see: a figure, a creature, a vehicle or a thing. An empty text or tuple is the painter's choice.

    `kind` is "figure", or what the thing or creature is. Of a figure `colour` tints all its clothes, where no garment
    has a colour of its own; of anything else it is the thing's. `features` are of the body or on the head, `holds` is
    what the hands hold. `place` says where it is in the scene, as "front", "back", "left", "right" or "above", and `at`
    on, in, behind or around what, as "on sofa" or "behind counter": only what `whereabouts.SHOWN` has.
    `deed` is what the hands do, however the body's `pose` is. Whoever has the same `face`, a number from 1, is the same
    person in every picture; 0 is anybody. `called` is the English word for a trade that the role is only the nearest
    of, as "waitress".
    """

    kind: str
    count: int = 1
    metatype: str = "human"
    role: str = ""
    features: tuple[str, ...] = ()
    colour: str = ""
    gender: str = ""
    age: str = ""
    physique: str = ""
    skin: str = ""
    hair: str = ""
    expression: str = ""
    garments: tuple[Garment, ...] = ()
    holds: tuple[str, ...] = ()
    pose: str = ""
    place: str = ""
    at: str = ""
    deed: str = ""
    face: int = 0
    called: str = ""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Subject:
        """Read what `asdict` wrote, also after a trip through JSON and from before there were garments."""
        lists: dict[str, Any] = {name: tuple(data[name]) for name in ("features", "holds") if name in data}
        garments = tuple(Garment(**garment) for garment in data.get("garments", ()))
        return cls(**{**data, **lists, "garments": garments})
