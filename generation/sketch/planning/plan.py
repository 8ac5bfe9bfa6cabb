"""From a prompt to a plan: pure data that says what will be painted. Standard library only, quick to import."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from generation.sketch.planning import caption, lexicon
from generation.sketch.planning.description import Found, Reading, read, sign_text
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.subject import Garment, Subject
from generation.sketch.planning.subjects import are_several, subjects_of

__all__ = ["KINDS", "Garment", "Plan", "Subject", "describe", "only_shown", "plan_scene", "route"]

# What a word adds to a scene's score: a place named outright, a hint; more in the first clause and after "in" or "at".
PLACE_WEIGHT, HINT_WEIGHT, FIRST_CLAUSE, INSIDE = 3.0, 1.0, 3.0, 1.5
VERSION = 2  # of a plan's form
KINDS = ("scene", "character", "location", "item")
UNCOUNTED = {"steam": ("rising", "steam"), "moon": ("a full", "moon")}  # words before and after a colour
OTHER_TIME = {"night": "day", "dusk": "night", "dawn": "day", "day": "night"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be painted. Every field changes pixels; what a scene cannot show is not in its plan.

    `place` is a kind of the scene, "" the usual one, and for a portrait the scene behind it; `neon` is 0 for none, 1 as
    usual, 2 for much; `tint` names the colour of the lights where one is asked for. `action` is what the people do
    together, `frame` the sheet that was asked for ("dossier", "blueprint"), and `caption` the words that are set into
    the picture because the artist could not paint them. `version` is of the plan's own form: 1 had none of these.
    """

    scene: str
    style: str
    time: str = "night"
    weather: str = "clear"
    camera: str = "eye"
    crowd: str = "some"
    neon: int = 1
    subjects: tuple[Subject, ...] = ()
    sign: str = ""
    place: str = ""
    tint: str = ""
    action: str = ""
    frame: str = ""
    caption: str = ""
    version: int = VERSION

    def of(self, kind: str) -> Subject | None:
        """Return the first subject of a kind."""
        return next((subject for subject in self.subjects if subject.kind == kind), None)

    def count(self, kind: str) -> int:
        """Return how many of a kind there are."""
        return sum(subject.count for subject in self.subjects if subject.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON-friendly data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Plan:
        """Read what `to_dict` wrote, also after a trip through JSON; what a later version added is passed over.

        Raises:
            ValueError: it is no plan.

        """
        try:
            given = {field.name: data[field.name] for field in fields(cls) if field.name in data}
            subjects = tuple(Subject.from_dict(item) for item in given.pop("subjects", ()))
            plan = cls(**{"version": 1, **given}, subjects=subjects)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is not a plan of the sketch artist") from error
        if plan.scene not in SCENERY or plan.style not in lexicon.STYLES:
            raise ValueError(f"the sketch artist has no scene {plan.scene!r} in the style {plan.style!r}")
        return plan


def plan_scene(prompt: str, negative: str = "", *, kind: str | None = None, style: str | None = None) -> Plan:
    """Plan a picture for a prompt, without what the negative prompt names.

    `kind` is one of KINDS or None, `style` one of the style ids or None; a style that is not known counts as None.
    Every prompt gives a plan: one with no known word gives the scene that fits its kind.
    """
    words = read(prompt, negative)
    scene, _, place = route(words, kind).partition("/")
    if scene == "portrait":
        place = _scene_behind(words)
    plan = Plan(
        scene=scene,
        style=style if style in lexicon.STYLES else words.chosen(lexicon.STYLE_WORDS) or SCENERY[scene].style,
        time=time_of(words) or _default_time(words, scene),
        weather=words.chosen(lexicon.WEATHER) or "clear",
        camera=words.chosen(lexicon.CAMERAS) or "eye",
        crowd=crowd_of(words) or "some",
        neon=neon_of(words, 1),
        subjects=subjects_of(words, scene),
        sign=sign_text(prompt),
        place=place,
        tint=tint_of(words),
    )
    return only_shown(plan)


def route(words: Reading, kind: str | None = None) -> str:
    """Choose the scene and its place, as "bar/club": a place outranks a person, unless a portrait is asked for."""
    places, hints = _heads(words.found(lexicon.PLACES)), words.found(lexicon.HINTS)
    several = are_several(words)
    if kind == "character" and not several:
        return "portrait"
    if kind == "item" and (words.all(lexicon.ITEMS) or not (places and words.all(lexicon.THINGS))):
        return "item"  # but a van in an alley is no item, whoever calls it one
    asked = words.chosen(lexicon.ASKED)
    if asked and (kind is None or asked == "siteplan"):
        return asked
    if kind is None and not places:
        if not several and (words.all(lexicon.ROLES) or words.all(lexicon.METATYPES)):
            return "portrait"
        if not hints and words.all(lexicon.ITEMS):
            return "item"
    return _leading([(PLACE_WEIGHT, places), (HINT_WEIGHT, hints)], words) or "street"


def _heads(places: list[Found]) -> list[Found]:
    """Leave out the places that only say of what sort the next one is: the alley of "a back alley clinic"."""
    follow = {found.at for found in places}
    return [found for found in places if found.at + len(found.phrase.split()) not in follow]


def _scene_behind(words: Reading) -> str:
    """Return the scene of the place that a portrait is taken at, or nothing."""
    return _leading([(PLACE_WEIGHT, words.found(lexicon.PLACES))], words).partition("/")[0]


def _weight(words: Reading, found: Found) -> float:
    first = FIRST_CLAUSE if found.clause == 0 else 1.0
    return first * (INSIDE if words.place_is_inside(found.at) else 1.0)


def _leading(said: list[tuple[float, list[Found]]], words: Reading) -> str:
    """Return the best effect of the best scene, or nothing: "bar" and "bar/club" speak for one scene together."""
    scores: dict[str, float] = defaultdict(float)
    for weight, phrases in said:
        for found in phrases:
            scores[found.effect] += weight * _weight(words, found)
    if not scores:
        return ""
    scenes: dict[str, float] = defaultdict(float)
    for effect, score in scores.items():
        scenes[effect.partition("/")[0]] += score
    scene = max(scenes, key=lambda name: scenes[name])
    return max((effect for effect in scores if effect.partition("/")[0] == scene), key=lambda effect: scores[effect])


def time_of(words: Reading) -> str:
    """Return the time of day that is asked for, or that the light is of, or nothing."""
    return words.chosen(lexicon.TIMES) or words.chosen(lexicon.HOURS)


def _default_time(words: Reading, scene: str) -> str:
    usual = SCENERY[scene].default_time
    return OTHER_TIME[usual] if usual in words.refused(lexicon.TIMES) else usual


def crowd_of(words: Reading) -> str:
    """Return how full of people it is asked to be, or nothing."""
    refused = {found.phrase for found in words.negated(lexicon.CROWDS)} | words.unwanted
    if refused & lexicon.NEGATED_ONLY:
        return "empty"
    said = [found.effect for found in words.found(lexicon.CROWDS) if found.phrase not in lexicon.NEGATED_ONLY]
    return said[-1] if said else ""


def neon_of(words: Reading, usual: int) -> int:
    """Return how much neon is asked for: 0, 1 or 2."""
    if "neon" in words.refused(lexicon.LIGHTS) or "none" in words.all(lexicon.NEON):
        return 0
    return 2 if "much" in words.all(lexicon.NEON) else usual


def tint_of(words: Reading) -> str:
    """Return the colour that the lights are asked to have, or nothing: "green neon", "in red light".

    Of lights and signs only the first clause is asked: later ones are where an enhancer puts its palette.
    """
    lights = [found for found in words.found(lexicon.LIGHTS) if found.colour]
    return next((found.colour for found in lights if found.effect == "neon" or not found.clause), "")


def only_shown(plan: Plan) -> Plan:
    """Reset what the scene cannot show."""
    scenery, bare = SCENERY[plan.scene], Plan(plan.scene, plan.style)
    return replace(
        plan,
        time=plan.time if scenery.time else bare.time,
        weather=plan.weather if scenery.weather else bare.weather,
        camera=plan.camera if plan.camera in scenery.cameras else bare.camera,
        crowd=plan.crowd if scenery.crowd else bare.crowd,
        neon=plan.neon if scenery.neon else bare.neon,
        sign=plan.sign if scenery.sign else bare.sign,
        subjects=tuple(
            subject
            for subject in plan.subjects
            if subject.kind in scenery.things or plan.scene == "item" or (subject.kind == "figure" and scenery.figures)
        ),
    )


def describe(plan: Plan) -> str:
    """Say in one plain English sentence what will be painted, for alt text."""
    subjects = [_phrase(subject, plan.scene) for subject in plan.subjects]
    if plan.scene == "portrait":
        text = caption.of_portrait(subjects[0], plan.weather)
    elif plan.scene == "item":
        text = caption.of_item(subjects[0])
    else:
        text = _place(plan) + (f", with {caption.listed(subjects)}" if subjects else "")
    return f"{text}; a sign says {plan.sign}." if plan.sign else f"{text}."


def _place(plan: Plan) -> str:
    scenery = SCENERY[plan.scene]
    neon = f"{plan.tint} neon-lit ".lstrip() if plan.neon else "unlit "
    place = next((place for place in scenery.places if plan.place and plan.place in place), scenery.places[0])
    weather, time = caption.WEATHER[plan.weather], caption.TIMES[plan.time]
    words = scenery.caption.format(weather=weather, time=time, neon=neon, place=place)
    return caption.capital(caption.with_article(words))


def _phrase(subject: Subject, scene: str) -> str:
    if scene == "item":
        return caption.counted(subject.count, subject.colour, caption.ITEMS.get(subject.kind, subject.kind))
    if subject.kind in UNCOUNTED:
        return " ".join(
            word for word in (UNCOUNTED[subject.kind][0], subject.colour, UNCOUNTED[subject.kind][1]) if word
        )
    if subject.kind != "figure":
        return caption.counted(subject.count, subject.colour, caption.THINGS.get(subject.kind, subject.kind))
    metatype = "" if subject.metatype == "human" else subject.metatype
    role = caption.ROLES.get(subject.role, subject.role)
    worn = [caption.FEATURES[feature] for feature in subject.features if feature in caption.FEATURES]
    who = caption.counted(subject.count, metatype, role)
    clothes = [caption.garment(garment.kind, garment.colour, subject.count) for garment in subject.garments]
    if clothes or subject.colour:
        who = f"{who} in {caption.listed(clothes) if clothes else subject.colour}"
    stance = next((f" {caption.STANCES[feature]}" for feature in subject.features if feature in caption.STANCES), "")
    return f"{who}{stance} with {caption.listed(worn)}" if worn else f"{who}{stance}"
