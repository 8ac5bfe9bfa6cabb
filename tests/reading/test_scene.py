"""What a description shows: whom and what it names, and what is said of each."""

import pytest

from generation.reading.named import Person, Worn
from generation.reading.scene import read_scene


def only(text: str) -> Person:
    (person,) = read_scene(text).people
    return person


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two runners meet a fixer", [2, 1]),
        ("three women and a Johnson", [3, 1]),
        ("Mr. Johnson in a white suit with a purple tie", [1]),
        ("a group of orks playing poker", [4]),
        ("a decker, a mage and a troll shaman in an alley", [1, 1, 1]),
        ("seven guards", [7]),
        ("five corp guards with rifles chase two runners", [5, 2]),
        ("the team waits in line at a noodle stand", [4]),
        ("zwei Söldnerinnen und ein Orkschamane", [2, 1]),
        ("my decker, a tall elf woman, in a bar", [1]),
        ("a corporate executive in a suit", [1]),
        ("a street kid steals a credstick from a suit", [1, 1]),
        ("a street doc's clinic", []),
        ("die Klinik des Straßendocs", []),
        ("a rigger's van", []),
    ],
)
def test_people_are_counted_and_owners_and_clothes_are_none(text: str, counts: list[int]) -> None:
    assert [person.count for person in read_scene(text).people] == counts


def test_attributes_are_bound_to_their_noun() -> None:
    elf = only("a red-haired elf woman in a long black leather coat with a silver katana and a cyberarm")
    assert (elf.metatype, elf.gender, elf.hair, elf.colour) == ("elf", "woman", "red", "")
    assert (elf.garments, elf.holds, elf.features) == ([Worn("coat", "black")], ["katana"], ["leather", "cyberarm"])


def test_each_of_several_has_attributes_of_its_own() -> None:
    ork, elf = read_scene("an ork with a green mohawk and an old elf in a white suit, smoking").people
    assert (ork.hair, ork.features, ork.garments, ork.age) == ("green", ["mohawk"], [], "")
    assert (elf.garments, elf.age, elf.features) == ([Worn("suit", "white")], "old", [])


def test_german_plurals_compounds_and_derivations_are_understood() -> None:
    decker = only("Elfische Deckerin mit grünem Irokesen in der Konzernlobby")
    assert (decker.metatype, decker.role, decker.gender, decker.hair) == ("elf", "decker", "woman", "green")
    assert only("ein alter Straßensamurai im roten Mantel").garments == [Worn("coat", "red")]
    assert [place.effect for place in read_scene("eine Konzernlobby").places] == ["room/lobby"]
    assert [thing.kind for thing in read_scene("drei Höllenhunde jagen zwei Katzen").things] == ["hellhound", "cat"]


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("two runners negotiate with a Johnson", "table_talk"),
        ("orks playing poker", "play_cards"),
        ("a shootout between gangers and Lone Star", "gunfight"),
        ("drei Magier in einem Ritualkreis", "ritual"),
        ("eine Verfolgungsjagd auf der Autobahn", "chase"),
        ("a wounded runner carried by a troll", "carry"),
    ],
)
def test_what_is_done_is_known(text: str, doing: str) -> None:
    assert doing in read_scene(text).doing


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two cats playing basketball", ["basketball"]),
        ("zwei Katzen spielen Basketball", ["Basketball"]),
        ("an insect hive", ["hive"]),
        ("a dragon hoard", ["dragon hoard"]),
        ("ein Flugzeugträger", ["Flugzeugträger"]),
    ],
)
def test_a_word_that_is_not_understood_stays_what_it_is(text: str, words: list[str]) -> None:
    things = read_scene(text).things
    assert [thing.words for thing in things if not thing.kind] == words


@pytest.mark.parametrize("text", ["a bouncer who doesn't wear a helmet", "ein Troll ohne Helm", "a troll, no helmet"])
def test_what_is_refused_is_not_worn(text: str) -> None:
    assert "helmet" not in only(text).features


@pytest.mark.parametrize("text", ["a statue of a dragon", "a bar called “The Dragon”", "a katana with a dragon on it"])
def test_what_only_says_of_what_sort_something_is_is_no_subject(text: str) -> None:
    assert "dragon_western" not in [thing.kind for thing in read_scene(text.replace("“The Dragon”", "")).things]
