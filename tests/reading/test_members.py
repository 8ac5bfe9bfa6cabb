"""Who does what of several: one of them, the members of a family, and numbers that count nobody."""

import pytest

from generation.reading.scene import read_scene
from generation.sketch.planning.plan import plan_scene


def counts(text: str) -> list[int]:
    return [person.count for person in read_scene(text).people]


@pytest.mark.parametrize(
    "text",
    ["a ten year old boy in an alley", "a forty-year old ork", "a ten foot tall troll", "ein 8 Jahre alter Junge"],
)
def test_a_number_that_measures_counts_nobody(text: str) -> None:
    assert counts(text) == [1]


@pytest.mark.parametrize("text", ["a couple kissing", "Liebespaar auf einer Parkbank", "ein Paar im Regen"])
def test_a_couple_is_two(text: str) -> None:
    assert sum(counts(text)) == 2


@pytest.mark.parametrize(
    ("text", "metatypes"),
    [
        ("a family of dwarves: father, mother and little son", ["dwarf"] * 3),
        ("the team: an ork, a troll and a decker", ["ork", "troll", ""]),
    ],
)
def test_members_that_are_named_stand_for_their_group(text: str, metatypes: list[str]) -> None:
    people = read_scene(text).people
    assert ([person.metatype for person in people], {person.count for person in people}) == (metatypes, {1})


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("drei Freunde am Lagerfeuer, einer spielt Gitarre", [(2, ""), (1, "play_guitar")]),
        ("three friends at a campfire, one of them plays the guitar", [(2, ""), (1, "play_guitar")]),
        ("four runners in a bar, one reading a book", [(3, ""), (1, "read")]),
    ],
)
def test_what_one_of_several_does_the_others_do_not(text: str, deeds: list[tuple[int, str]]) -> None:
    people = [each for each in plan_scene(text).subjects if each.kind == "figure"]
    assert [(each.count, each.deed) for each in people] == deeds


def test_the_rest_of_a_team_stands_while_one_is_in_bed() -> None:
    plan = plan_scene("our troll in a hospital bed, the rest of the team standing around")
    troll, team = plan.subjects
    assert (troll.place, team.pose, plan.action) == ("bed", "stand", "")


@pytest.mark.parametrize("text", ["four runners in a van", "zwei Orks im Lieferwagen"])
def test_who_is_in_a_vehicle_is_there(text: str) -> None:
    assert len(counts(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("two gunmen in a bank", 2), ("drei Bankräuber mit Masken", 3), ("the suspect runs", 1), ("two swordmen", 2),
        ("die Kameraden im Regen", 3), ("a climber on a cliff", 1), ("zwei Zechkumpane und ein Leidensgenosse", 3),
    ],
)  # fmt: skip
def test_who_is_made_as_words_for_people_are_is_somebody(text: str, count: int) -> None:
    assert sum(counts(text)) == count


@pytest.mark.parametrize("text", ["a printer", "a monster", "ein Flugzeugträger", "a lighter and a container"])
def test_things_that_end_alike_are_nobody(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a motorcyle", "bike"),
        ("a helicoptr", "helicopter"),
        ("ein Hubschraubr", "helicopter"),
        ("a pistoll", "pistol"),
    ],
)
def test_a_slip_of_one_letter_is_understood(text: str, kind: str) -> None:
    assert [thing.kind for thing in read_scene(text).things] == [kind]


def test_who_takes_part_in_an_event_is_there() -> None:
    assert [person.metatype for person in read_scene("wedding of a troll and an elf on a beach").people] == [
        "troll",
        "elf",
    ]


def test_a_face_is_somebodys() -> None:
    assert counts("human face with a scar, close up") == [1]
