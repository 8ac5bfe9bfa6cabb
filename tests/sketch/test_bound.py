"""What is done, held and where somebody is belongs to its owner, and is shown by that one or said."""

import pytest

from generation.reading.binding import bound
from generation.reading.noun_phrases import Deed
from generation.reading.term_reading import read_terms
from generation.sketch.planning.caption import describe
from generation.sketch.planning.plan import plan_scene


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("a shaman with a raven on her shoulder standing on a cliff", "shoulder", "raven"),
        ("a shaman with a raven on her shoulder standing on a cliff", "standing", "shaman"),
        ("an ork knitting in a rocking chair, a shotgun leaning against the wall", "rocking chair", "ork"),
        ("an ork knitting in a rocking chair, a shotgun leaning against the wall", "leaning", "shotgun"),
        ("a Mr. Johnson sliding a briefcase across a table", "briefcase", "Mr. Johnson"),
        ("ein Decker sitzt am Tisch, neben ihm eine Oma mit Dackel", "Dackel", "Oma"),
        ("im Regen wartet ein Ork mit Bart", "wartet", "Ork"),
        ("a hovercar parked on top of a school", "school", "hovercar"),
    ],
)
def test_each_part_of_a_description_belongs_to_its_owner(text: str, word: str, owner: str) -> None:
    parts = bound(read_terms(text))
    (found,) = [
        each for each in parts if (each.part.term if isinstance(each.part, Deed) else each.part.head).typed == word
    ]
    assert found.owner is not None
    assert found.owner.typed == owner


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a shaman with a raven on her shoulder in a forest", "on her shoulder"),
        ("a dwarf sleeping under a truck on a street", "under a truck"),
        ("two cats in a bar, a wolf sleeping behind the counter", "behind the counter"),
        ("a troll juggling in a bar", "juggling"),
        ("a dwarf polishing a newspaper in a bar", "polishing a newspaper"),
        ("an elf throwing a grenade on a street", "throwing a grenade"),
        ("ein Zwerg schläft unter einem Auto auf der Straße", "unter einem Auto"),
        ("ein Ork wirft eine Granate in einer Bar", "wirft eine Granate"),
    ],
)
def test_a_deed_or_a_relation_that_is_not_shown_is_said_as_it_was_typed(text: str, said: str) -> None:
    plan = plan_scene(text)
    assert said in plan.missing or any(subject.at or subject.pose in {"read", "throw"} for subject in plan.subjects)


def test_what_one_does_is_not_done_by_another() -> None:
    plan = plan_scene("a troll sitting in a bar, a cat running")
    assert ("running" in plan.missing) != (plan.subjects[1].pose == "run")


def test_the_gravest_is_said_first() -> None:
    missing = plan_scene("a gizmotron juggling a striped saxophone on a street beside a shattered troll").missing
    assert "gizmotron" in missing[0]


@pytest.mark.parametrize(
    "text", ["loneliness", "Hoffnung nach einer langen Nacht", "betrayal", "silence after the shot"]
)
def test_a_mood_is_said_to_be_one_and_not_word_by_word(text: str) -> None:
    plan = plan_scene(text)
    assert (plan.is_mood, plan.missing) == (True, ())
    assert "has painted a mood" in describe(plan)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a car wash", "car wash"),
        ("a ferry terminal in the fog", "ferry terminal"),
        ("eine Pistole in einem Geigenkasten", "Geigenkasten"),
        ("eine Kletterhalle", "Kletterhalle"),
    ],
)
def test_a_word_before_a_noun_that_makes_another_thing_of_it_is_said(text: str, said: str) -> None:
    plan = plan_scene(text)
    assert said in plan.missing
    assert plan.scene in {"stage", "street", "item"} or plan.place == "room"  # a plain one


@pytest.mark.parametrize(
    "text", ["Mrs. Kowalski in a bar", "Mr. Brackhaus in a bar", "Onkel Heinz in einer Bar", "a little girl in a bar"]
)
def test_whoever_has_a_title_or_an_age_is_somebody(text: str) -> None:
    plan = plan_scene(text, kind="scene")
    assert [subject.kind for subject in plan.subjects] == ["figure"]
    assert plan.subjects[0].gender
