"""A note never denies what the alt text tells of: what is there, but otherwise, is said to be so."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from generation.reading.small_words import small
from generation.sketch.planning.caption import describe
from generation.sketch.planning.in_view import InView
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.telling import telling_of
from generation.sketch.planning.told import missing_of

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WHO = ["an ork mother", "a troll with a tiny kitten", "a boring detective in a cheap grey suit", "a robot cat",
       "a drunk dwarf girl", "two glowing watcher spirits", "a one legged elf", "a fat dragon"]  # fmt: skip
DOES = ["", "riding a purple pig", "slapping a fat policeman", "holding an ugly drone", "carrying a coffin together"]
WHERE = ["", "in a bar", "on a roof with a broken guitar", "next to a burnt van"]
SUBJECTS = frozenset({
    "kitten", "cat", "pig", "drone", "suit", "dragon", "spirit", "spirits", "dwarf", "ork", "elf", "troll", "coffin",
    "van", "guitar",
})  # fmt: skip


def made() -> Iterator[str]:
    yield from (" ".join(filter(None, parts)) for parts in product(WHO, DOES, WHERE))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - small("determiners")


def denied(text: str) -> set[str]:
    """Return the nouns that a plan's alt text tells of and its note denies."""
    plan = plan_scene(text)
    told = words_of(describe(plan).partition(" The sketch artist cannot")[0].partition(" Not quite")[0])
    heads = {words_of(phrase.split()[-1]).pop() for phrase in missing_of(plan).absent if words_of(phrase.split()[-1])}
    return told & heads & SUBJECTS


def test_nothing_that_is_told_is_denied_in_made_descriptions() -> None:
    assert {text: words for text in made() if (words := denied(text))} == {}


@pytest.mark.parametrize("file", sorted(BENCHMARKS.glob("*_descriptions.txt")), ids=lambda file: file.stem)
def test_nothing_that_is_told_is_denied_in_judged_descriptions(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert {line: words for line in lines if line.strip() and (words := denied(line))} == {}


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("a fat cat on a sofa", "fat cat"),
        ("two gangers carrying a couch and a small dog", "small dog"),
        ("an orc on a robot horse", "robot horse"),
        ("a soldier with a machine gun", "machine gun (an assault rifle instead)"),
    ],
)
def test_what_is_there_but_otherwise_is_said_to_be_otherwise(text: str, otherwise: str) -> None:
    plan = plan_scene(text)
    assert otherwise in missing_of(plan).otherwise or otherwise not in plan.missing
    assert otherwise not in missing_of(plan).absent


def test_who_has_a_thing_is_not_denied_with_it() -> None:
    plan = Plan("street", "noir", subjects=(Subject("figure", metatype="ork"),), missing=("ork frobnitz",))
    assert missing_of(plan).absent == ("frobnitz",)


def test_nobody_misses_what_nobody_has_asked_for_or_what_is_seen_of_another() -> None:
    plan = Plan("street", "noir", subjects=(Subject("dragon_western"),), missing=("holding a kitten",))
    view = InView(plan, hidden=("staff", "dragon_western", "cat"))
    assert telling_of(view, "a great dragon and a mage holding a kitten").unseen == ()
