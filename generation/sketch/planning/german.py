"""The German words of a caption: how a planned picture is put in plain German."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generation.sketch.planning.anchors import is_anchored
from generation.sketch.planning.caption_words import FEATURES, ITEMS, SHOWINGS
from generation.sketch.planning.encounter_words import SAYS_ALL, said_of
from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.stage_settings import INDOORS
from generation.sketch.planning.state_words import said_in
from generation.sketch.planning.vehicles import CRASHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generation.sketch.planning.plan import Plan
    from generation.sketch.planning.subject import Subject

NUMBERS = ("kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben")
ENDINGS = {"m": "er", "f": "e", "n": "es", "p": "e"}
DATIVE = {"m": "em", "f": "er", "n": "em", "p": "en"}
WEAK = ("at", "ent", "ist", "e")  # ends of masculine nouns that have their plural's form in the dative, too
UNCOUNTED = frozenset({"moon", "steam"})
NEVER_EMPTY = frozenset({"matrix", "astral"})  # where somebody stands for whoever looks
UNBENT = frozenset({"orange", "lila", "rosa", "magenta", "türkis"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: its gender (p: it has no singular) and both numbers."""

    gender: str
    one: str
    several: str

    def counted(self, count: int, adjectives: Sequence[str] = ()) -> str:
        """Say how many there are: "ein rotes Auto", "zwei rote Autos"."""
        if count > 1 or self.gender == "p":
            number = [NUMBERS[min(count, len(NUMBERS) - 1)]] if self.gender != "p" else []
            return " ".join([*number, *(bent(word, "p") for word in adjectives), self.several])
        article = "eine" if self.gender == "f" else "ein"
        return " ".join([article, *(bent(word, self.gender) for word in adjectives), self.one])

    def dative(self, count: int, adjectives: Sequence[str] = ()) -> str:
        """Say where or in what: "einem roten Auto", "roten Autos"."""
        if count > 1 or self.gender == "p":
            return self.bare_dative(adjectives, several=True)
        article = "einer" if self.gender == "f" else "einem"
        weak = self.gender == "m" and self.one.endswith(WEAK) and self.several.endswith("n")
        said = self.several if weak else _after_article(self.one)
        return " ".join([article, *(bent(word, "p", DATIVE) for word in adjectives), said])

    def bare_dative(self, adjectives: Sequence[str] = (), *, several: bool = False) -> str:
        """Say with what, without an article: "rotem Mantel", "langen Zöpfen"."""
        gender = "p" if several else self.gender
        said = self.several if gender == "p" else self.one
        *before, last = said.split(" ") if said[:1].islower() else [said]
        before = [*(bent(word, gender, DATIVE) for word in adjectives), *(_turned(word, gender) for word in before)]
        if gender == "p" and not last.endswith(("n", "s")):
            last += "n"
        return " ".join([*before, last])

    def bare(self, adjectives: Sequence[str] = (), *, several: bool = False) -> str:
        """Say it without an article: "roter Mantel"."""
        gender = "p" if several else self.gender
        return " ".join([*(bent(word, gender) for word in adjectives), self.several if several else self.one])


def bent(adjective: str, gender: str, endings: Mapping[str, str] = ENDINGS) -> str:
    """Return an adjective as it stands before a noun without a definite article."""
    return adjective if adjective in UNBENT else adjective + endings[gender]


def _turned(adjective: str, gender: str) -> str:
    """Turn an adjective from the nominative into the dative, without an article: "langer" to "langem"."""
    return adjective.removesuffix(ENDINGS[gender]) + DATIVE[gender]


def _after_article(words: str) -> str:
    """Turn the adjectives that a name begins with into the dative after an article: "großer Saal" to "großen Saal"."""
    said = words.split(" ")
    for at, each in enumerate(said):
        if not each[:1].islower():
            break
        said[at] = re.sub("(er|es|e)$", "en", each)
    return " ".join(said)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def noun(table: str, key: str, *, woman: bool = False) -> Noun | None:
    """Return a noun of a table; a woman's form where it has one."""
    entry = _tables()[table].get(key)
    if entry is None:
        return None
    usual, _, feminine = entry.partition(" / ")
    gender, one, several = usual.split()
    if woman and feminine:
        gender, (one, several) = "f", feminine.split()
    return Noun(gender, one.replace("_", " "), several.replace("_", " "))


def word(key: str) -> str:
    """Return a word that is no noun, nothing where there is none."""
    return _tables()["words"].get(key, "")


def colour(name: str) -> list[str]:
    """Return a colour as adjectives: one or none."""
    return [found] if (found := _tables()["colours"].get(name)) else []


def describe(plan: Plan) -> str:
    """Say in plain German what is painted, for alt text."""
    near = plan.scene == "portrait"
    if near and plan.subjects:
        text = _portrait(plan)
    elif plan.scene == "item" and not plan.subjects:
        text = "Ein Stillleben"
    elif plan.scene == "item":
        text = _capital(_listed([_subject(subject, near=False) for subject in plan.subjects]))
        text += ", als Bauplan gezeichnet" if plan.frame == "blueprint" else " in Nahaufnahme"
    else:
        text = _scene(plan)
    return f"{text}. Auf einem Schild steht: {plan.sign}." if plan.sign else f"{text}."


def _portrait(plan: Plan) -> str:
    subject = plan.subjects[0]
    doing = ", ".join(filter(None, [word(subject.pose), word(subject.expression)]))
    scene, _, place = plan.place.partition("/")
    behind = _where(replace(plan, scene=scene, place=place)) if scene in SCENERY else ""
    return ", ".join(filter(None, [f"Porträt: {_person(subject, near=True)}", doing, behind]))


def _scene(plan: Plan) -> str:
    """Say who and what is where, and what they do."""
    bodies = [subject for subject in plan.subjects if subject.kind not in UNCOUNTED]
    air = "".join(f", {_AIR[subject.kind]}" for subject in plan.subjects if subject.kind in UNCOUNTED)
    if plan.scene in NEVER_EMPTY and all(subject.kind != "figure" for subject in plan.subjects):
        air += ", davor eine Gestalt"
    if not bodies:
        return _capital(_place(plan)) + air
    who = _capital(_named(bodies))
    several = len(bodies) > 1 or bodies[0].count > 1
    met = said_of(plan, _tables()["encounters"])
    doers = [] if met and plan.action in SAYS_ALL else bodies
    doing = {(subject.pose, subject.place, subject.deed) for subject in doers}
    if len(doing) == 1 and (done := _predicate(bodies[0], _where(plan), several=several)):
        return f"{who.removesuffix(',')} {done}{air}{met}"
    more = [f". {_doer(one)} {done}" for one in doers if (done := _predicate(one, "", several=one.count > 1))]
    return f"{who} {_where(plan)}{air}" + "".join(more[:MOST_DEEDS]) + met


def _predicate(subject: Subject, where: str, *, several: bool) -> str:
    """Say what is done, where and on what: "sitzt in einer Bar auf einem Stuhl und liest"."""
    seat = _seat(subject)
    poses = (subject.pose, subject.deed)
    if is_anchored(subject):
        relation, _, name = subject.at.rpartition(" ")
        thing = noun("things", name)
        before = "an" if subject.pose in {"lean", "hang"} else _AT.get(relation, "an")
        seat = f"{before} {thing.dative(1)}" if thing else ""
        poses = (
            "jacked_in" if relation == "to" else "lean" if relation == "out of" else subject.pose or "stand",
            subject.deed,
        )
    elif subject.kind != "figure" and subject.at.startswith(("out of ", "in ")):
        before, _, name = subject.at.rpartition(" ")
        thing = noun("things", name)
        seat = f"{'aus' if before == 'out of' else 'in'} {thing.dative(1)}" if thing else ""
        poses = ("rise" if before == "out of" else subject.pose or "stand", subject.deed)
    deeds = [deed for key in dict.fromkeys(poses) if (deed := _deed(key, several=several))]
    if not deeds:
        is_there = " ".join(filter(None, ["sind" if several else "ist", where, seat]))
        return is_there if seat and subject.kind != "figure" else ""
    verb, _, rest = deeds[0].partition(" ")
    return " und ".join([" ".join(filter(None, [verb, where, seat, rest])), *deeds[1:]])


def _seat(subject: Subject) -> str:
    """Say on what somebody or a creature is, nothing where on nothing."""
    if subject.place == "bike" and subject.at.startswith("on ") and subject.count == 1:
        ridden = noun("things", subject.at.removeprefix("on "))
        return f"auf {ridden.dative(1)}" if ridden is not None else ""
    if (subject.kind == "figure" and subject.count > 1) or subject.place in _tables()["seats"]:
        return _tables()["seats"].get(subject.place, "") if subject.count == 1 else ""
    below = noun("things", subject.place) if subject.place in ITEMS and subject.kind != "figure" else None
    return f"auf {below.dative(1)}" if below is not None else ""


def _deed(key: str, *, several: bool) -> str:
    """Return what is done as a verb, and what belongs to it."""
    one, _, more = _tables()["deeds"].get(key, "").partition(" / ")
    return more if several else one


def _doer(subject: Subject) -> str:
    found = _who(subject) if subject.kind == "figure" else noun("things", subject.kind)
    found = found or Noun("f", "Person", "Personen")
    if subject.count > 1:
        return f"Die {found.several}"
    return f"{ {'m': 'Der', 'f': 'Die', 'n': 'Das', 'p': 'Die'}[found.gender] } {found.one}".strip()


def _listed(phrases: Sequence[str]) -> str:
    return " und ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]]))


def _named(bodies: Sequence[Subject]) -> str:
    """List who is to be seen; where a phrase is long, commas keep the last one and the place apart from it."""
    phrases = [_subject(subject, near=False) for subject in bodies]
    if len(phrases) > 1 and " mit " in phrases[-2]:
        return f"{', '.join(phrases[:-1])}, und {phrases[-1]},"
    return _listed(phrases)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place_noun(plan: Plan) -> Noun:
    name = f"{plan.scene}/{plan.place}".rstrip("/")
    return noun("places", name) or noun("places", plan.scene) or Noun("m", "Ort", "Orte")


def _place(plan: Plan) -> str:
    if plan.scene in _ONLY_ONE and not plan.place:
        return _ONLY_ONE[plan.scene][0] + _circumstances(plan)
    return _place_noun(plan).counted(1, _states(plan)) + _circumstances(plan)


def _states(plan: Plan) -> list[str]:
    """Return the states that the place is in as adjectives."""
    return [adjective for state in plan.states if (adjective := word(state))]


def _where(plan: Plan) -> str:
    """Say where something is: "auf einem Dach bei Nacht"."""
    if plan.scene in _ONLY_ONE and not plan.place:
        return _ONLY_ONE[plan.scene][1] + _circumstances(plan)
    found = _place_noun(plan)
    head = next((word for word in found.one.split() if word[:1].isupper()), found.one)
    before = next((word for word, nouns in _tables()["before"].items() if head in nouns.split()), "in")
    return f"{before} {found.dative(1, _states(plan))}{_circumstances(plan)}"


def _circumstances(plan: Plan) -> str:
    """Say when it is, what the weather is like, and what lights it."""
    scenery = SCENERY[plan.scene]
    timed = scenery.time and "{time}" in scenery.caption and plan.place not in INDOORS  # without a window, no hour
    said = [
        word(plan.time) if timed else "",
        word(f"{plan.weather}_outside" if plan.scene == "room" else plan.weather) if scenery.weather else "",
    ]
    lit = " ".join([*(bent(each, "n", DATIVE) for each in colour(plan.tint)), "Neonlicht"])
    said.append(f"in {lit}" if plan.tint else "im Neonlicht") if scenery.neon and plan.neon else None
    return "".join(f" {each}" for each in said if each)


def _subject(subject: Subject, *, near: bool) -> str:
    if subject.kind != "figure":
        found = noun("things", subject.kind) or Noun("n", subject.kind, subject.kind)
        adjectives, behind = said_in(subject.features, german=True)
        states = [*([word(CRASHED)] if CRASHED in subject.features else []), *adjectives]
        after = "".join(f" {each}" for each in behind)
        heaped = next((_HEAPS[state] for state in subject.features if state in _HEAPS), "")
        if heaped and " " not in found.one:
            return f"{heaped} {found.bare([*states, *colour(subject.colour)], several=True)}{after}"
        return found.counted(subject.count, [*states, *colour(subject.colour)]) + after
    return _person(subject, near=near)


def _who(subject: Subject) -> Noun | None:
    woman = subject.gender == "woman"
    role = None if subject.role in {"person", ""} else noun("roles", subject.role, woman=woman)
    if role is not None and subject.metatype == "human":
        return role
    plain = subject.metatype == "human" and not subject.gender
    return noun("roles", "person") if plain else noun("metatypes", subject.metatype, woman=woman)


def _person(subject: Subject, *, near: bool) -> str:
    """Say who somebody is, what is worn, and what is held or otherwise to be seen of them."""
    woman, several = subject.gender == "woman", subject.count > 1
    role = None if subject.role in {"person", ""} else noun("roles", subject.role, woman=woman)
    who = _who(subject) or Noun("f", "Person", "Personen")
    age = "young" if role is not None and subject.role != "child" and subject.age in {"child", "teen"} else subject.age
    adjectives = [found for key in (age, subject.physique) if key in _SORTS and (found := word(key))]
    text = who.counted(subject.count, adjectives)
    if role is not None and who.one != role.one:
        text += f" als {role.bare(several=several)}"
    worn = [(noun("garments", one.kind), colour(one.colour)) for one in subject.garments]
    clothes = [garment.dative(subject.count, tint) for garment, tint in worn if garment is not None]
    if clothes:
        text += f" in {' und '.join(filter(None, [', '.join(clothes[:-1]), clothes[-1]]))}"
    hair = [Noun("p", "Haare", "Haare").bare_dative(colour(subject.hair))] if subject.hair else []
    seen = [noun("features", name) for name in subject.features if name in _SEEN and (near or name not in ONLY_NEAR)]
    held = [noun("things", item) for item in subject.holds]
    has = [*hair, *(each.bare_dative(several=several) for each in (*seen, *held) if each is not None)]
    if has:
        text += f" mit {' und '.join(filter(None, [', '.join(has[:-1]), has[-1]]))}"
    return " ".join([text, *(word(each) for each in subject.features if each in {*SHOWINGS, "aglow"})])


_AT = {
    "on": "auf",
    "behind": "hinter",
    "in": "in",
    "under": "unter",
    "to": "per Kabel an",
    "against": "an",
    "into": "vor",
    "around": "an",
    "before": "vor",
    "out of": "aus",
}
_HEAPS = {"heap": "ein Haufen", "stack": "ein Stapel"}
MOST_DEEDS = 2  # sentences about what somebody does
_ONLY_ONE = {"sea": ("das offene Meer", "auf dem offenen Meer"), "astral": ("der Astralraum", "im Astralraum")}
_AIR = {"moon": "unter dem Vollmond", "steam": "mit aufsteigendem Dampf"}
_SEEN = FEATURES.keys() | {"long_hair", "short_hair"}  # of leather or silk something is, but nobody has it
_SORTS = frozenset({"old", "young", "slim", "stocky", "muscular", "fat", "tall", "short"})
