"""From a prompt to a plan: pure data that says what will be painted. Standard library only, quick to import."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any

from generation.sketch import caption, lexicon
from generation.sketch.reading import Reading, nearest, read, sign_text

PLACE_WEIGHT = 3  # of a place named outright; a hint weighs one
KINDS = ("scene", "character", "location", "item")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to see: a figure, a thing, or the item on the plinth."""

    kind: str
    count: int = 1
    metatype: str = "human"
    role: str = ""
    features: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be painted. Every field changes pixels; what a scene cannot show is not in its plan."""

    scene: str
    style: str
    time: str = "night"
    weather: str = "clear"
    camera: str = "eye"
    crowd: str = "some"
    neon: bool = True
    subjects: tuple[Subject, ...] = ()
    sign: str = ""

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
        """Read what `to_dict` wrote, also after a trip through JSON."""
        subjects = tuple(Subject(**{**item, "features": tuple(item["features"])}) for item in data["subjects"])
        return cls(**{**data, "subjects": subjects})


def plan_scene(prompt: str, *, kind: str | None = None, style: str | None = None) -> Plan:
    """Plan a picture for a prompt.

    `kind` is one of KINDS or None, `style` one of the style ids or None; a style that is not known counts as None.
    Every prompt gives a plan: one with no known word gives the scene that fits its kind.
    """
    words = read(prompt)
    scene = _route(words, kind)
    plan = Plan(
        scene=scene,
        style=style if style in lexicon.STYLES else words.last(lexicon.STYLE_WORDS) or lexicon.DEFAULT_STYLE[scene],
        time=words.last(lexicon.TIMES) or lexicon.DEFAULT_TIME.get(scene, "night"),
        weather=words.last(lexicon.WEATHER) or "clear",
        camera=words.last(lexicon.CAMERAS) or "eye",
        crowd=_crowd(words),
        neon=not words.refuses("neon"),
        subjects=_subjects(words, scene),
        sign=sign_text(prompt),
    )
    return _only_shown(plan)


def _route(words: Reading, kind: str | None) -> str:
    """Choose the scene: a place outranks a person, unless a portrait is asked for."""
    if kind in {"character", "item"}:
        return "portrait" if kind == "character" else "item"
    asked = words.last(lexicon.ASKED)
    if kind is None and asked:
        return asked
    scores: Counter[str] = Counter()
    for effect in words.all(lexicon.PLACES):
        scores[effect] += PLACE_WEIGHT
    for effect in words.all(lexicon.HINTS):
        scores[effect] += 1
    named = any(score >= PLACE_WEIGHT for score in scores.values())
    if kind is None and not named:
        if words.all(lexicon.ROLES) or words.all(lexicon.METATYPES):
            return "portrait"
        if not scores and words.all(lexicon.ITEMS):
            return "item"
    return scores.most_common(1)[0][0] if scores else "street"


def _crowd(words: Reading) -> str:
    if words.refuses(*lexicon.NEGATED_ONLY):
        return "empty"
    said = [found.effect for found in words.found(lexicon.CROWDS) if found.phrase not in lexicon.NEGATED_ONLY]
    return said[-1] if said else "some"


def _subjects(words: Reading, scene: str) -> tuple[Subject, ...]:
    if scene == "item":
        first = next(iter(words.found(lexicon.ITEMS)), None)
        return (Subject(first.effect, colour=first.colour) if first else Subject("commlink"),)
    people = _figures(words, scene)
    if scene == "portrait":
        return (replace(people[0], count=1) if people else Subject("figure", role="runner"),)
    things: dict[str, Subject] = {}
    for found in words.found(lexicon.THINGS):
        if found.effect in lexicon.THINGS_SHOWN[scene]:
            tint = found.colour if found.effect in lexicon.COLOURED else ""
            things.setdefault(found.effect, Subject(found.effect, found.count, colour=tint))
    return (*people, *things.values())


def _figures(words: Reading, scene: str) -> list[Subject]:
    """Gather the people: one subject a role, the first one carrying what the prompt mentions."""
    shown = lexicon.PORTRAIT_FEATURES if scene == "portrait" else lexicon.FIGURE_FEATURES
    if scene not in lexicon.FIGURES_SHOWN | {"portrait"}:
        return []
    mentioned = tuple(dict.fromkeys(words.all(lexicon.FEATURES)))
    refused = frozenset(words.refused(lexicon.FEATURES))
    metatypes = words.found(lexicon.METATYPES)
    roles = [found for found in words.found(lexicon.ROLES) if found.effect != "runner"]
    people = roles or words.found(lexicon.ROLES) or metatypes
    subjects: dict[tuple[str, str], Subject] = {}
    for index, found in enumerate(people[:3]):
        near = nearest(metatypes, found.at)
        metatype = near.effect if near is not None and (abs(near.at - found.at) <= 3 or len(people) == 1) else "human"
        role = found.effect if found in roles else "runner"
        worn = (*lexicon.OUTFITS[role], *(mentioned if index == 0 else ()))
        features = tuple(item for item in dict.fromkeys(worn) if item in shown and item not in refused)
        count = max(found.count, near.count if near is not None and metatype != "human" else 1)
        subjects.setdefault((role, metatype), Subject("figure", count, metatype, role, features, found.colour))
    if not subjects and mentioned and scene == "portrait":
        subjects["runner", "human"] = Subject(
            "figure", role="runner", features=tuple(f for f in mentioned if f in shown)
        )
    return list(subjects.values())


def _only_shown(plan: Plan) -> Plan:
    """Reset what the scene cannot show."""
    bare = Plan(plan.scene, plan.style)
    return replace(
        plan,
        time=plan.time if plan.scene in lexicon.TIME_SHOWN else bare.time,
        weather=plan.weather if plan.scene in lexicon.WEATHER_SHOWN else bare.weather,
        camera=plan.camera if plan.scene in lexicon.CAMERA_SHOWN else bare.camera,
        crowd=plan.crowd if plan.scene in lexicon.CROWD_SHOWN else bare.crowd,
        neon=plan.neon if plan.scene in lexicon.NEON_SHOWN else bare.neon,
        sign=plan.sign if plan.scene in lexicon.SIGN_SHOWN else bare.sign,
    )


def describe(plan: Plan) -> str:
    """Say in one plain English sentence what will be painted, for alt text."""
    return caption.sentence(
        plan.scene,
        (plan.time, plan.weather),
        plan.sign,
        [_phrase(subject, plan.scene) for subject in plan.subjects],
        neon=plan.neon,
    )


def _phrase(subject: Subject, scene: str) -> str:
    if scene == "item":
        return " ".join(word for word in (subject.colour, caption.ITEMS.get(subject.kind, subject.kind)) if word)
    if subject.kind != "figure":
        return caption.counted(subject.count, subject.colour, caption.THINGS.get(subject.kind, subject.kind))
    metatype = "" if subject.metatype == "human" else subject.metatype
    role = caption.ROLES.get(subject.role, "figure")
    worn = [caption.FEATURES[feature] for feature in subject.features if feature in caption.FEATURES]
    who = caption.counted(subject.count, " ".join(word for word in (subject.colour, metatype) if word), role)
    return f"{who} with {caption.listed(worn)}" if worn else who
