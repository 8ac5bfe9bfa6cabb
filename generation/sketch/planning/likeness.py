"""Likeness: somebody of the table's cast looks the same in every picture, whatever they do in it.

Their looks are read by themselves, so that no other word of a description gets to them; what they do, hold and show of
their mood is the scene's. What the scene has somebody wear, as "in a red dress", is worn in place of their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from generation.reading.scene import Scene, read_scene
from generation.sketch.planning.casting import Cast, plate_of
from generation.sketch.planning.figures import GARMENTS, HAIRCUTS, HEADGEAR, METATYPES, OUTER
from generation.sketch.planning.people import MOST_HELD, figure_of
from generation.sketch.planning.subject import Subject

#: Poses that leave the hands to what somebody always has with them.
_FREE_HANDED = frozenset({"", "stand", "walk", "run", "sneak", "carry", "crouch"})
_GERMAN = {"elf woman": "eine Elfe", "elf man": "ein Elf", "dwarf woman": "eine Zwergin", "dwarf man": "ein Zwerg",
           "ork woman": "eine Orkfrau", "ork man": "ein Ork", "troll woman": "eine Trollfrau", "troll man": "ein Troll",
           "woman": "eine Frau", "man": "ein Mann", "person": "eine Person"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody of the cast: how the description calls them at first and from then on, what they are, their looks.

    The same `face`, a number from 1, is the same face in every picture.
    """

    first: str
    later: str
    noun: str
    looks: str
    face: int

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Likeness":
        """Read what an order holds."""
        return cls(data["first"], data["later"], data["noun"], data["looks"], data["face"])


def plainly(description: str, likenesses: Sequence[Likeness]) -> tuple[str, tuple[Likeness, ...]]:
    """Return a description that calls a "dwarf man" a dwarf, as it is read best, with likenesses that are called so.

    That somebody is a man their own looks say.
    """
    plain = list[Likeness]()
    for likeness in likenesses:
        kind, _, gender = likeness.noun.rpartition(" ")
        if gender != "man" or kind not in METATYPES:
            plain.append(likeness)
            continue
        first, later = (called.removesuffix(" man") for called in (likeness.first, likeness.later))
        for long, short in ((likeness.first, first), (likeness.later, later)):
            description = re.sub(rf"\b{re.escape(long)}\b", short, description, flags=re.IGNORECASE)
        plain.append(replace(likeness, first=first, later=later))
    return description, tuple(plain)


def with_faces(scene: Scene, cast: Cast, likenesses: Sequence[Likeness]) -> Cast:
    """Return a cast in which the table's own look as ever; who is named twice still stands there twice."""
    subjects, shown = list(cast.subjects), cast.shown(scene)
    for likeness in likenesses:
        for called in (likeness.first, likeness.later):
            for subject in _called(scene, shown, called):
                number = next((at for at, each in enumerate(subjects) if each is subject), None)
                if number is not None and not subjects[number].face:
                    subjects[number] = in_character(subject, likeness)
    return replace(cast, subjects=tuple(subjects))


def once_each(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """Return subjects with each face once, doing what any sentence on them says."""
    faces = [subject.face for subject in subjects]
    alike = {face: [each for each in subjects if each.face == face] for face in faces if face}
    return tuple(
        reduce(_together, alike[each.face]) if each.face else each
        for number, each in enumerate(subjects)
        if not each.face or faces.index(each.face) == number
    )


def in_character(subject: Subject, likeness: Likeness) -> Subject:
    """Return a subject of a scene as somebody of the cast who does in it what the subject does."""
    own = plan_of_person(likeness)
    dressed = any(garment.kind in OUTER for garment in subject.garments) or not own.garments
    hooded = any(feature in HEADGEAR for feature in subject.features)
    features = [each for each in own.features if not (hooded and each in HEADGEAR)]
    has_hair = bool(set(own.features) & set(HAIRCUTS))
    features += [each for each in subject.features if not (has_hair and each in HAIRCUTS)]
    free = subject.pose in _FREE_HANDED and not subject.deed
    return replace(
        subject,
        count=1,
        metatype=own.metatype,
        role=own.role if own.role != "person" else subject.role,
        features=tuple(dict.fromkeys(features)),
        colour=own.colour if not dressed else subject.colour,
        gender=own.gender or subject.gender,
        age=own.age or subject.age,
        physique=own.physique or subject.physique,
        skin=own.skin or subject.skin,
        hair=own.hair or subject.hair,
        expression=subject.expression or own.expression,
        garments=subject.garments if dressed else (*own.garments, *_small(subject, own)),
        holds=subject.holds or (own.holds if free else ()),
        face=likeness.face,
    )


def plan_of_person(likeness: Likeness) -> Subject:
    """Return what looks say of somebody, read by themselves: a subject that does nothing."""
    # Words in a row tell little of their language: it is the one in which more is understood.
    readings = (f"a {likeness.noun}", _GERMAN.get(likeness.noun, likeness.noun))
    scene = max((read_scene(f"{who}: {likeness.looks}") for who in readings), key=_understood)
    if not scene.people:
        return Subject("figure", role="person")
    own = figure_of(scene.people[0], frozenset())
    held = [*own.holds, *(plate for thing in scene.things if (plate := plate_of(thing)))]
    metatype = own.metatype if own.metatype in METATYPES else "human"
    return replace(own, count=1, metatype=metatype, holds=tuple(dict.fromkeys(held))[:MOST_HELD], pose="", deed="")


def _understood(scene: Scene) -> int:
    """Return how much a reading knows of somebody."""
    if not scene.people:
        return 0
    person = scene.people[0]
    clothes = sum(1 + bool(worn.colour) for worn in person.garments)
    return clothes + len(person.features) + len(person.holds) + bool(person.hair) + bool(person.skin)


def _small(subject: Subject, own: Subject) -> tuple[Any, ...]:
    """Return what a scene adds to somebody's own clothes: gloves, a scarf."""
    worn = {garment.kind for garment in own.garments}
    return tuple(each for each in subject.garments if each.kind in GARMENTS - OUTER and each.kind not in worn)


def _called(scene: Scene, shown: Mapping[int, Subject], words: str) -> list[Subject]:
    """Return the subjects that a description calls so, in order."""
    spans = [match.span() for match in re.finditer(rf"\b{re.escape(words)}\b", scene.terms.text, re.IGNORECASE)]
    found = list[Subject]()
    for number, term in enumerate(scene.terms.terms):
        subject = shown.get(number)
        if subject is not None and any(start <= term.start < end for start, end in spans) and subject.kind == "figure":
            found.append(subject)
    return found


def _together(one: Subject, other: Subject) -> Subject:
    return replace(
        one,
        expression=other.expression or one.expression,
        pose=one.pose or other.pose,
        deed=one.deed or other.deed,
        place=one.place or other.place,
        at=one.at or other.at,
        holds=tuple(dict.fromkeys((*one.holds, *other.holds)))[:MOST_HELD],
    )
