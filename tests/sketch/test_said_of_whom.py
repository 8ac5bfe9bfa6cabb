"""Of whom or what something is said: fires, wounds and deeds are theirs, and what is not shown is said."""

import pytest

from generation.sketch.planning.plan import describe, plan_scene


@pytest.mark.parametrize("text", ["a car on fire", "a burning car in a parking lot", "ein brennender Lieferwagen"])
def test_a_things_fire_is_not_its_places(text: str) -> None:
    plan = plan_scene(text)
    assert (plan.states, plan.subjects[0].features) == ((), ("burning",))


@pytest.mark.parametrize("text", ["a van in a burning warehouse", "a burning great hall with a piano"])
def test_a_places_fire_is_not_the_things(text: str) -> None:
    plan = plan_scene(text)
    assert (plan.states, plan.subjects[0].features) == (("burning",), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a datajack", "datajack"), ("a street in Tokyo", "Tokyo"), ("Frankfurter Skyline", "Frankfurter Skyline"),
        ("a beat up van", "beat up van"), ("an angry vending machine", "angry vending machine"),
        ("warehouse at the docks", "docks"), ("an armed drone over a street", "armed drone"),
        ("Drohne über dem Brandenburger Tor", "Brandenburger Tor"),
        ("an elf painting her nails", "painting her nails"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_said(text: str, words: str) -> None:
    assert words in plan_scene(text).missing


@pytest.mark.parametrize(
    "text",
    [
        "a barghest chasing a runner", "a medic tends to a wounded ork", "a fixer talking on the phone in a limousine",
        "a rain-slicked rooftop",
        "fog-shrouded docks",
        "the traitor's face",
        "snow falling on a street in Seattle",
        "ein Zwerg fährt auf einem viel zu großen Motorrad durch die Wüste",
    ],
)  # fmt: skip
def test_what_is_shown_is_not_denied(text: str) -> None:
    assert plan_scene(text).missing == ()


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("black helicopter chasing a motorcycle through the barrens", "barrens/"),
        ("the Johnson slides a credstick across the table", "stage/"),
        ("a fishing boat smuggling crates", "docks/"),
        ("a fixer talking on the phone in a limousine", "room/limousine"), ("Hamburg unter Wasser", "street/"),
        ("a hacker in the Matrix room", "matrix/"), ("an empty hospital corridor", "room/corridor"),
    ],
)  # fmt: skip
def test_it_plays_where_it_is_said_to(text: str, scene: str) -> None:
    plan = plan_scene(text)
    assert f"{plan.scene}/{plan.place}" == scene


def test_who_wears_a_dress_is_a_woman_unless_it_is_said_otherwise() -> None:
    assert plan_scene("a vampire in a red dress").subjects[0].gender == "woman"
    assert plan_scene("a man in a red dress").subjects[0].gender == "man"


def test_a_beast_is_not_said_to_do_what_it_is_not_painted_in() -> None:
    assert "is fighting" not in describe(plan_scene("the dragon is fighting"))


def test_where_no_place_is_named_none_is_made_up() -> None:
    texts = [
        "two runners and a dog",
        "three runners, tense",
        "two runners whispering",
        "four runners",
        "two runners, angry",
        "six runners",
    ]
    assert {(plan.scene, plan.place) for plan in map(plan_scene, [*texts, "two kids"])} == {("stage", "")}
