"""The German words of a caption: how a planned picture is put in plain German, every noun in the nominative."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.scenery import SCENERY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generation.sketch.planning.plan import Plan
    from generation.sketch.planning.subject import Subject

NUMBERS = ("kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben")
ENDINGS = {"m": "er", "f": "e", "n": "es", "p": "e"}
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

    def bare(self, adjectives: Sequence[str] = (), *, several: bool = False) -> str:
        """Say it without an article: "roter Mantel"."""
        gender = "p" if several else self.gender
        return " ".join([*(bent(word, gender) for word in adjectives), self.several if several else self.one])


def bent(adjective: str, gender: str) -> str:
    """Return an adjective as it stands before a noun without a definite article."""
    return adjective if adjective in UNBENT else adjective + ENDINGS[gender]


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
    """Say in plain German what will be painted, for alt text."""
    near = plan.scene == "portrait"
    subjects = [_subject(subject, near=near) for subject in plan.subjects]
    if near and subjects:
        around = [f"Hintergrund: {_place(plan, *plan.place.partition('/')[::2])}"] if plan.place else []
        text = ". ".join([f"Porträt: {subjects[0]}", *around])
    elif plan.scene == "item" and subjects:
        text = f"{_capital(_listed(subjects))}, "
        text += "als Bauplan gezeichnet" if plan.frame == "blueprint" else "im Licht"
    else:
        text = _capital(_place(plan, plan.scene, plan.place))
        text += f". Zu sehen: {'; '.join(subjects)}" if subjects else ""
    return f"{text}. Auf einem Schild steht: {plan.sign}." if plan.sign else f"{text}."


def _listed(phrases: Sequence[str]) -> str:
    return " und ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(plan: Plan, scene: str, place: str) -> str:
    scenery = SCENERY[scene]
    found = noun("places", f"{scene}/{place}".rstrip("/")) or noun("places", scene) or Noun("m", "Ort", "Orte")
    neon = scenery.neon and plan.neon
    said = [found.counted(1), word(plan.time) if scenery.time else "", word(plan.weather) if scenery.weather else ""]
    lit = " ".join([*(bent(each, "n") for each in colour(plan.tint)), "Neonlicht"]) if neon else ""
    return " ".join(filter(None, said)) + (f", {lit}" if lit else "")


def _subject(subject: Subject, *, near: bool) -> str:
    if subject.kind != "figure":
        found = noun("things", subject.kind) or Noun("n", subject.kind, subject.kind)
        states = [said for state in subject.features if (said := word(state))]
        if heaped := next((_HEAPS[state] for state in subject.features if state in _HEAPS), ""):
            return f"{heaped} {found.bare([*states, *colour(subject.colour)], several=True)}"
        full = " mit Schleim" if "slime" in subject.features else ""
        return found.counted(subject.count, [*states, *colour(subject.colour)]) + full
    return _person(subject, near=near)


def _person(subject: Subject, *, near: bool) -> str:
    """Say who somebody is, what is worn and held in brackets, and what is done."""
    woman = subject.gender == "woman"
    role = None if subject.role in {"person", ""} else noun("roles", subject.role, woman=woman)
    plain = "person" if subject.metatype == "human" and not subject.gender else ""
    metatype = noun("roles", "person") if plain else noun("metatypes", subject.metatype, woman=woman)
    who = metatype if role is None or subject.metatype != "human" else role
    adjectives = [found for key in (subject.age, subject.physique) if key in _SORTS and (found := word(key))]
    text = (who or Noun("f", "Person", "Personen")).counted(subject.count, adjectives)
    several = subject.count > 1
    has = [role.bare(several=several)] if role is not None and who is not role else []
    for worn in subject.garments:
        garment = noun("garments", worn.kind)
        has += [garment.bare(colour(worn.colour), several=several)] if garment else []
    has += [f"{bent(each, 'p')} Haare" for each in colour(subject.hair)]
    seen = [noun("features", name) for name in subject.features if near or name not in ONLY_NEAR]
    held = [noun("things", item) for item in subject.holds]
    has += [each.bare(several=several) for each in (*seen, *held) if each is not None]
    posed = " ".join(filter(None, [word(subject.pose), _tables()["seats"].get(subject.place, "")]))
    does = [posed, "" if near else word(subject.deed), word(subject.expression) if near else ""]
    return ", ".join(filter(None, [f"{text} ({', '.join(has)})" if has else text, *does]))


_HEAPS = {"heap": "ein Haufen", "stack": "ein Stapel"}
_SORTS = frozenset({"old", "young", "slim", "stocky", "muscular", "fat", "tall", "short"})
