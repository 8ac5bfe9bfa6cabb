"""What is typed in haste is read as it is meant: short words, chat words, nicknames, lower-case German."""

import pytest

from generation.sketch.planning.caption import describe
from generation.sketch.planning.plan import plan_scene


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ork chick w/ green mohawk", "ork woman"),
        ("dwarf dad w two dogs in a park", "two dogs"),
        ("troll w/ a hat lol", "troll"),
        ("elfin mit ner pistole auf ner brücke", "with a pistol"),
        ("zwerg mit nem hund", "a dog"),
        ("der hehler sitz in einer bar", "sitting"),
        ("ork repariert ne drohne in der garage", "a drone"),
        ("zwergin kocht suppe in der küche", "dwarf woman"),
        ("messerklaue lehnt an einer wand", "street samurai"),
        ("a tired streetdoc in a clinic", "streetdoc"),
        ("a cyberzombie in an alley", "zombie"),
    ],
)
def test_short_words_and_trades_are_understood(text: str, told: str) -> None:
    assert told in describe(plan_scene(text)).partition(" The sketch artist")[0]


@pytest.mark.parametrize("text", ["an elf with a frobnitz lol", "bro an elf pls", "ngl a zwurbled troll tbh"])
def test_chat_words_are_not_said_to_be_missing(text: str) -> None:
    assert {"lol", "bro", "pls", "ngl", "tbh"}.isdisjoint(" ".join(plan_scene(text).missing).split())


@pytest.mark.parametrize(
    "text",
    [
        'our fixer "Papa Grin" an old troll',
        'my decker "Zero", a skinny ork kid',
        "the mechanic, an old dwarf woman",
        "a hound on a leash held by a knight errant officer",
    ],
)
def test_one_person_is_one_figure(text: str) -> None:
    plan = plan_scene(text)
    assert plan.count("figure") == 1
    assert plan.sign == ""


def test_a_quotation_that_names_nobody_is_still_a_sign() -> None:
    assert plan_scene('a bar called "The Rusty Nail"').sign


@pytest.mark.parametrize("text", ["a courier carrying a suitcase", "two orks carry a coffin"])
def test_nobody_is_told_to_carry_something(text: str) -> None:
    assert "carrying something" not in describe(plan_scene(text))


@pytest.mark.parametrize(
    ("text", "lost"),
    [("a bus without doors", "without doors"), ("alter lieferwagen ohne türen am hafen", "ohne türen")],
)
def test_what_a_vehicle_is_to_lack_is_said(text: str, lost: str) -> None:
    assert lost in plan_scene(text).missing


@pytest.mark.parametrize(("text", "colour"), [("a van, yellow, in a park", "yellow"), ("alte karre, rot", "red")])
def test_a_colour_behind_a_comma_is_the_things(text: str, colour: str) -> None:
    assert plan_scene(text).subjects[0].colour == colour


def test_who_rides_is_the_one_who_is_said_to() -> None:
    beast, rider = plan_scene("a barghest chasing a thief on a motorbike").subjects
    assert beast.place != "bike" == rider.place
