"""Whatever is said of somebody is shown of that one, or it is said that it is not: made by a grammar, in two languages.

Two who do something each, with a look, a thing in hand and a place that they are on, in or behind. What the plan shows
is asked of its subjects alone: the reading that says what is missing has no part in it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.subject import Subject

Shows = Callable[[Subject], bool]


def posed(*poses: str) -> Shows:
    return lambda subject: not {subject.pose, subject.deed}.isdisjoint(poses)


def holding(kind: str) -> Shows:
    return lambda subject: kind in subject.holds


def at(word: str) -> Shows:
    return lambda subject: word in f"{subject.at} {subject.place} {' '.join(subject.features)}"


def never(_: Subject) -> bool:
    return False


@dataclass(frozen=True)
class Who:
    words: str
    look: str  # the word of it that tells the look, "" where there is none
    shows: Shows
    kind: str = "figure"


@dataclass(frozen=True)
class Said:
    words: str
    key: str
    shows: Shows


WHO = {
    "en": [
        Who("an old troll", "old", lambda subject: subject.age == "old"), Who("an elf", "", never),
        Who("a fat dwarf", "fat", lambda subject: subject.physique == "fat"), Who("a striped ork", "striped", never),
        Who("a one-armed decker", "armed", never), Who("a transparent mage", "transparent", never),
        Who("a cat", "", never, "cat"), Who("a holographic wolf", "holographic", never, "wolf"),
        Who("a headless hellhound", "headless", never, "hellhound"),
    ],
    "de": [
        Who("ein alter Troll", "alter", lambda subject: subject.age == "old"), Who("eine Elfe", "", never),
        Who("ein dicker Zwerg", "dicker", lambda subject: subject.physique == "fat"),
        Who("ein durchsichtiger Ork", "durchsichtiger", never), Who("eine Katze", "", never, "cat"),
        Who("ein kopfloser Wolf", "kopfloser", never, "wolf"), Who("ein bemalter Magier", "bemalter", never),
    ],
}  # fmt: skip
DOES = {
    "en": [
        Said("sleeping", "sleeping", posed("lie")), Said("juggling", "juggling", posed("juggle")),
        Said("kneeling", "kneeling", posed("kneel")), Said("knitting", "knitting", posed("knit")),
        Said("sneezing", "sneezing", never), Said("somersaulting", "somersaulting", never),
        Said("vomiting", "vomiting", never), Said("whittling", "whittling", never),
    ],
    "de": [
        Said("schläft", "schläft", posed("lie")), Said("jongliert", "jongliert", posed("juggle")),
        Said("niest", "niest", never), Said("strickt", "strickt", posed("knit")), Said("gähnt", "gähnt", never),
    ],
}  # fmt: skip
WHERE = {
    "en": [
        Said("on a wardrobe", "wardrobe", at("wardrobe")), Said("under a truck", "truck", at("under")),
        Said("inside a barrel", "barrel", at("in barrel")), Said("strapped to a piano", "strapped", never),
        Said("glued to an anvil", "glued", never), Said("behind a jukebox", "jukebox", at("behind")),
        Said("against a mirror", "mirror", at("against")), None,
    ],
    "de": [
        Said("auf einem Schrank", "Schrank", at("wardrobe")), Said("unter einem Lastwagen", "Lastwagen", at("under")),
        Said("in einem Fass", "Fass", at("in barrel")), Said("hinter einer Jukebox", "Jukebox", at("behind")), None,
    ],
}  # fmt: skip
HOLDS = {
    "en": [("with a katana", "katana", "katana"), ("with a saxophone", "saxophone", ""), None],
    "de": [("mit einer Pistole", "Pistole", "pistol"), ("mit einem Saxophon", "Saxophon", ""), None],
}  # fmt: skip


@dataclass(frozen=True)
class Actor:
    who: Who
    does: Said
    where: Said | None
    holds: tuple[str, str, str] | None

    @property
    def words(self) -> str:
        parts = [self.who.words, self.holds[0] if self.holds else "", self.does.words]
        return " ".join(filter(None, [*parts, self.where.words if self.where else ""]))


def made(chance: random.Random) -> tuple[str, list[Actor]]:
    language = chance.choice(["en", "de"])
    actors = [
        Actor(who, chance.choice(DOES[language]), chance.choice(WHERE[language]), chance.choice(HOLDS[language]))
        for who in chance.sample(WHO[language], 2)
    ]
    joint = ", and " if language == "en" else ", und "
    return actors[0].words + joint + actors[1].words, actors


CHANCE = random.Random(17)  # noqa: S311  # the same descriptions each time, no secret
MADE = [made(CHANCE) for _ in range(500)]


def subject_for(actor: Actor, plan: Plan) -> Subject | None:
    """Return who in a plan can only be the one whom a description names."""
    alike = [subject for subject in plan.subjects if subject.kind == actor.who.kind]
    if actor.who.kind != "figure":
        return alike[0] if alike else None
    names = {
        "elf": "elf", "dwarf": "dwarf", "ork": "ork", "decker": "decker", "mage": "mage", "troll": "troll",
        "Troll": "troll", "Elfe": "elf", "Zwerg": "dwarf", "Ork": "ork", "Magier": "mage",
    }  # fmt: skip
    name = names[actor.who.words.split()[-1]]
    return next((subject for subject in alike if name in {subject.metatype, subject.role}), None)


def left_unsaid(actor: Actor, plan: Plan, said: str) -> list[str]:
    """Return what is said of somebody that is neither shown of that one nor said to be missing."""
    subject = subject_for(actor, plan)
    if subject is None:
        return [] if actor.who.words.split()[-1] in said else [actor.who.words]
    asked = [(actor.who.look, actor.who.shows), (actor.does.key, actor.does.shows)]
    asked += [(actor.where.key, actor.where.shows)] if actor.where else []
    asked += [(actor.holds[1], holding(actor.holds[2]))] if actor.holds else []
    return [key for key, shows in asked if key and key not in said and not shows(subject)]


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_what_is_said_of_somebody_is_shown_of_that_one_or_said(start: int) -> None:
    for text, actors in MADE[start : start + 50]:
        plan = plan_scene(text)
        said = " ".join(plan.missing)
        if len(plan.missing) < 6:  # a longer list is cut
            assert [each for actor in actors for each in left_unsaid(actor, plan, said)] == [], (text, plan.missing)


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_who_is_named_is_in_the_picture(start: int) -> None:
    for text, actors in MADE[start : start + 50]:
        plan = plan_scene(text)
        assert all(subject_for(actor, plan) is not None for actor in actors), (text, plan.subjects)
