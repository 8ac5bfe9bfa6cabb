"""Captions: a planned picture put in one plain English sentence. Standard library only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generation.i18n import N_
from generation.reading.lexicon import table
from generation.sketch.planning.anchors import SAID as AT
from generation.sketch.planning.anchors import is_anchored
from generation.sketch.planning.caption_words import (
    BUILDS,
    DEEDS,
    EXPRESSIONS,
    FALLING,
    FEATURES,
    GARMENTS,
    INSIDE,
    ITEMS,
    NUMBERS_OF,
    OUTSIDE,
    ROLES,
    SEXES,
    SHOWINGS,
    STANCES,
    STATES,
    TIMES,
    UNCOUNTED,
    UNCOUNTED_CLOTHES,
    WEATHER,
    called,
)
from generation.sketch.planning.creatures import SEATS as SEATS_OF_CREATURES
from generation.sketch.planning.encounter_words import SAID as MET
from generation.sketch.planning.encounter_words import SAYS_ALL, said_of
from generation.sketch.planning.english_grammar import capital, counted, listed, plural, uncapital, with_article
from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.in_view import NEVER_EMPTY
from generation.sketch.planning.outdoor_places import OUTDOOR_PLACES
from generation.sketch.planning.place_states import PLACE_STATES
from generation.sketch.planning.prepositions import where
from generation.sketch.planning.rooms import ROOMS
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.stage_settings import INDOORS, OUTDOORS
from generation.sketch.planning.state_words import said_in
from generation.sketch.planning.told import missing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generation.sketch.planning.plan import Plan
    from generation.sketch.planning.subject import Garment, Subject

NOT_PAINTED = N_("The sketch artist cannot paint: {words}.")
OTHERWISE = N_("Not quite as described: {words}.")
ONLY_A_MOOD = N_("The sketch artist has painted a mood: the words name nothing that it can show.")


UNIQUE = re.compile("open sea|astral plane")  # of which there is one
MOST_DEEDS = 2  # sentences about what somebody does


def describe(plan: Plan) -> str:
    """Say in one plain English sentence what will be painted, for alt text, and in another what will not."""
    near = plan.scene == "portrait"
    subjects = [_phrase(subject, near=near) for subject in plan.subjects]
    if near and subjects:
        text = of_portrait(subjects[0], plan)
    elif plan.scene == "item":
        text = of_item(listed(subjects), plan) if subjects else "A still life"
    else:
        text = of_scene(plan)
    text = f"{text}; a sign says {plan.sign}." if plan.sign else f"{text}."
    return " ".join([text, *notes_on(plan)])


def notes_on(plan: Plan) -> list[str]:
    """Return what the requester is to be told: the words for what is not painted, and for what is so otherwise."""
    if plan.is_mood:
        return [ONLY_A_MOOD]
    said = zip((NOT_PAINTED, OTHERWISE), missing_of(plan), strict=True)
    return [sentence.format(words=", ".join(words)) for sentence, words in said if words]


def garment(worn: Garment, people: int) -> str:
    """Say what somebody wears, or each of several: "a black coat", "white suits"."""
    said = " ".join(word for word in (worn.colour, GARMENTS.get(worn.kind, worn.kind)) if word)
    if worn.kind in UNCOUNTED_CLOTHES:
        return said
    return with_article(said) if people == 1 else plural(said)


def place_of(plan: Plan) -> str:
    """Say where it is, with a capital and nothing at its end."""
    scenery = SCENERY[plan.scene]
    unlit = "" if plan.time == "day" else "unlit "
    neon = f"{plan.tint} neon-lit ".lstrip() if plan.neon else unlit
    named = [place for place in scenery.places if plan.place and plan.place in place]
    place = min(named, key=len, default=scenery.places[0])
    if plan.scene == "room":
        place = ROOMS.get(plan.place, ROOMS["room"])
    elif plan.scene == "outdoors" and plan.place in OUTDOOR_PLACES:
        place = OUTDOOR_PLACES[plan.place].caption
    weather, time = WEATHER[plan.weather], TIMES[plan.time]
    if plan.scene == "stage" and plan.place in INDOORS:
        return capital(with_article(INDOORS[plan.place]))
    if plan.scene == "stage" and plan.place in OUTDOORS:
        return capital(with_article(f"{weather}{OUTDOORS[plan.place]} {time}"))
    if plan.scene == "room" and plan.place in INSIDE:
        return f"The inside of {with_article(INSIDE[plan.place])}"
    words = scenery.caption.format(weather=weather, time=time, neon=neon, place=place)
    words += OUTSIDE.get(plan.weather, "") if plan.scene == "room" else ""
    states = " ".join(PLACE_STATES[state] for state in plan.states if state in PLACE_STATES)
    words = f"{states} {words}".lstrip()
    return f"The {words}" if UNIQUE.search(words) else capital(with_article(words))


def of_scene(plan: Plan) -> str:
    """Say who and what is where and what they do, with nothing at the end but a second sentence's words."""
    bodies = [subject for subject in plan.subjects if subject.kind not in UNCOUNTED]
    air = [_phrase(subject, near=False) for subject in plan.subjects if subject.kind in UNCOUNTED]
    around = "".join(f", {'under' if 'moon' in words else 'with'} {words}" for words in air)
    if plan.scene in NEVER_EMPTY and all(subject.kind != "figure" for subject in plan.subjects):
        around += ", with a figure before it"
    if not bodies:
        return place_of(plan) + around
    who = capital(_named([_phrase(subject, near=False, alone=False) for subject in bodies]))
    place = where(uncapital(place_of(plan))).replace("in the inside of", "inside")
    met = said_of(plan, MET)
    doers = [] if met and plan.action in SAYS_ALL else bodies
    deeds = {_doing(subject) for subject in doers}
    if len(deeds) == 1 and (deed := deeds.pop()):
        several = len(bodies) > 1 or bodies[0].count > 1
        return f"{who.removesuffix(',')} {'are' if several else 'is'} {deed} {place}{around}{met}"
    doing = (f". The {_doer(subject)} {deed}" for subject in doers if (deed := _doing(subject)))
    return f"{who} {place}{around}" + "".join(list(doing)[:MOST_DEEDS]) + met


def _named(phrases: Sequence[str]) -> str:
    """List who is to be seen; where a phrase is long, commas keep the last one and the place apart from it."""
    if len(phrases) > 1 and " with " in phrases[-2]:
        return f"{', '.join(phrases[:-1])}, and {phrases[-1]},"
    return listed(phrases)


def _doer(subject: Subject) -> str:
    noun = _noun(subject) if subject.kind == "figure" else called(subject.kind)
    return f"{noun} is" if subject.count == 1 else f"{plural(noun)} are"


def of_portrait(subject: str, plan: Plan) -> str:
    """Say what a portrait shows, with nothing at its end."""
    scene, _, place = plan.place.partition("/")
    behind = f", with {uncapital(place_of(replace(plan, scene=scene, place=place)))} behind" if scene in SCENERY else ""
    falling = "" if behind else FALLING.get(plan.weather, "")
    sheet = "A dossier picture" if plan.frame == "dossier" else "A portrait"
    return f"{sheet} of {subject}{behind}{falling}"


def of_item(item: str, plan: Plan) -> str:
    """Say what a plate of an item shows, with nothing at its end."""
    if plan.frame == "blueprint":
        return f"{capital(item)}, drawn as a blueprint with its measures"
    return f"{capital(item)}, seen close"


def _phrase(subject: Subject, *, near: bool, alone: bool = True) -> str:
    """Say what a subject is; of somebody alone also what is done."""
    if subject.kind in UNCOUNTED:
        before, after = UNCOUNTED[subject.kind]
        return " ".join(word for word in (before, subject.colour, after) if word)
    if subject.kind != "figure":
        noun = called(subject.kind)
        adjectives, follows = said_in(subject.features)
        states = [*(state for state in subject.features if state in STATES), *adjectives]
        said = " ".join([*(state for state in states if state not in noun), subject.colour]).strip()
        behind = "".join(f" {each}" for each in follows)
        if " of " not in noun and (
            heaped := next((NUMBERS_OF[state] for state in subject.features if state in NUMBERS_OF), "")
        ):
            return " ".join(word for word in (heaped, said, plural(noun)) if word) + behind
        return counted(subject.count, said, noun) + behind
    return _person(subject, near=near, alone=alone)


def _person(subject: Subject, *, near: bool, alone: bool) -> str:
    """Say who somebody is and what is to be seen of it: what is worn, held and done; small things only from near."""
    who = counted(subject.count, " ".join(_sort(subject)), _noun(subject))
    clothes = [garment(worn, subject.count) for worn in subject.garments]
    if clothes or subject.colour:
        who = f"{who} in {listed(clothes) if clothes else subject.colour}"
    seen = [name for name in subject.features if name in FEATURES and (near or name not in ONLY_NEAR)]
    has = [*_hair(subject), *(_of_each(FEATURES[name], subject.count) for name in seen)]
    held = [ITEMS[item] for item in subject.holds if item in ITEMS and item != subject.deed]
    has += [with_article(item) if subject.count == 1 else plural(item) for item in held]
    who = f"{who} with {listed(has)}" if has else who
    who = " ".join([who, *(SHOWINGS[name] for name in subject.features if name in SHOWINGS)])
    doing = [_doing(subject, near=near) if alone else "", EXPRESSIONS.get(subject.expression, "") if near else ""]
    return ", ".join(filter(None, [who, *doing]))


def _doing(subject: Subject, *, near: bool = False) -> str:
    """Say how somebody stands, sits or lies, on what, and what they do."""
    seat = SEATS.get(subject.place)
    on_it = seat.words if seat and (subject.count == 1 or seat.many > 1) else ""
    if on_it and subject.place == "bike" and subject.at.startswith("on "):
        on_it = f"on {with_article(called(subject.at.removeprefix('on ')))}"  # a scooter
    if subject.kind != "figure" and not seat and subject.place in ITEMS and subject.place in SEATS_OF_CREATURES:
        on_it = f"on {with_article(ITEMS[subject.place])}"
    pose = STANCES.get(subject.pose, "")
    if is_anchored(subject) and not near:
        relation, _, name = subject.at.rpartition(" ")
        leans = subject.pose == "lean"
        before = "against" if leans else "from" if subject.pose == "hang" else AT.get(relation, relation)
        on_it = f"{before} {with_article(called(name))}"
        pose = "leaning" if leans else "jacked in" if relation == "to" else pose
    elif subject.place == "arms" and subject.kind != "figure":
        on_it = "in somebody's arms"
    elif subject.kind != "figure" and subject.at.startswith(("out of ", "in ")):
        before, _, name = subject.at.rpartition(" ")
        pose, on_it = ("rising" if before == "out of" else pose), f"{before} {with_article(called(name))}"
    posed = " ".join(filter(None, [pose, on_it]))
    return " and ".join(filter(None, [posed, "" if near else DEEDS.get(subject.deed, "")]))


def _of_each(feature: str, people: int) -> str:
    """Say what each of several has: "a mohawk", "mohawks"."""
    article, _, noun = feature.partition(" ")
    return feature if people == 1 or article not in {"a", "an"} else plural(noun)


def _sort(subject: Subject) -> list[str]:
    """Return what is said before somebody's noun: age, build, sex and metatype, where the noun does not say them."""
    noun = _noun(subject).split()
    age = subject.age if subject.age in {"old", "young"} else ""
    if subject.age in {"child", "teen"} and not {"child", "teenager"} & set(noun):
        age = "young"  # a "kid hacker"
    told = {"woman", "man", "child", "teenager", "bride", "groom"} & set(noun) or subject.called in table("genders")
    sex = "" if told else SEXES.get(subject.gender, "")
    metatype = "" if subject.metatype == "human" or subject.metatype in noun else subject.metatype
    build = subject.physique if subject.physique in BUILDS else ""
    glows = "glowing" if "aglow" in subject.features else ""
    return [word for word in (glows, age, build, sex, metatype) if word]


def _noun(subject: Subject) -> str:
    if subject.called:
        return subject.called
    if subject.role not in {"person", "child", ""}:
        return ROLES.get(subject.role, subject.role)
    if subject.age in {"child", "teen"}:
        return {"child": "child", "teen": "teenager"}[subject.age]
    metatype = "" if subject.metatype == "human" else subject.metatype
    return f"{metatype} {subject.gender}".strip() or "person"


def _hair(subject: Subject) -> list[str]:
    """Return how the hair is, where that is said."""
    length = {"long_hair": "long", "short_hair": "short"}
    said = [length[feature] for feature in subject.features if feature in length]
    words = " ".join([*said, subject.hair] if subject.hair else said)
    return [f"{words} hair"] if words else []
