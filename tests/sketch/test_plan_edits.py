"""Edits and variations of a plan: what the words name changes, the rest stays."""

import json
from dataclasses import replace

import pytest

from generation.sketch.planning.edits import edit_plan, vary_plan
from generation.sketch.planning.plan import Garment, Plan, plan_scene

STREET = plan_scene('a rainy street at night with a van, two orks and an elf decker, a sign saying "LAST CALL"')


def changed(before: Plan, after: Plan) -> set[str]:
    first, second = before.to_dict(), after.to_dict()
    return {name for name in first if first[name] != second[name]}


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("make it day", "time", "day"),
        ("make it dawn", "time", "dawn"),
        ("brighter", "time", "dawn"),
        ("add snow", "weather", "snow"),
        ("remove the rain", "weather", "clear"),
        ("no rain", "weather", "clear"),
        ("more neon", "neon", 2),
        ("less neon", "neon", 0),
        ("no neon", "neon", 0),
        ("green neon", "tint", "green"),
        ("zoom in", "camera", "close"),
        ("zoom out", "camera", "wide"),
        ("from a low angle", "camera", "low"),
        ("make it crowded", "crowd", "crowded"),
        ("as a comic", "style", "graphic_novel"),
        ("a sign saying OPEN", "sign", "OPEN"),
        ("remove the sign", "sign", ""),
        ("mach es neblig", "weather", "fog"),
    ],
)
def test_an_edit_changes_what_it_names_and_nothing_else(words: str, field: str, value: object) -> None:
    edited = edit_plan(STREET, words)
    assert getattr(edited, field) == value
    assert changed(STREET, edited) == {field}


@pytest.mark.parametrize("words", ["make it night", "", "please", "blah blah", "\x00", "no no no"])
def test_an_edit_that_changes_nothing_gives_back_an_equal_plan(words: str) -> None:
    assert edit_plan(STREET, words) == STREET


@pytest.mark.parametrize(
    "words", ["remove the van", "no van", "get rid of the van", "without the van", "entferne den Lieferwagen"]
)
def test_things_are_taken_away(words: str) -> None:
    edited = edit_plan(STREET, words)
    assert edited.count("van") == 0
    assert changed(STREET, edited) == {"subjects"}


def test_people_are_taken_away_by_metatype_or_role() -> None:
    assert edit_plan(STREET, "remove the orks").count("figure") == 1
    assert edit_plan(STREET, "remove the decker").count("figure") == 2


def test_gear_is_laid_down() -> None:
    edited = edit_plan(STREET, "take away the hood")
    assert all("hood" not in subject.features for subject in edited.subjects)
    assert edited.count("figure") == 3


def test_things_are_added_and_counted() -> None:
    assert edit_plan(STREET, "add two drones").count("drone") == 2
    assert edit_plan(STREET, "another van").count("van") == 2
    assert edit_plan(STREET, "add a troll").count("figure") == 4


def test_a_thing_changes_its_colour() -> None:
    van = edit_plan(STREET, "make the van red").of("van")
    assert van is not None
    assert (van.count, van.colour) == (1, "red")


def test_a_scene_moves_and_keeps_whom_it_can_show() -> None:
    moved = edit_plan(STREET, "set it in a club instead")
    assert (moved.scene, moved.place) == ("bar", "club")
    assert (moved.count("figure"), moved.count("van"), moved.weather) == (3, 0, "clear")


def test_a_place_that_is_only_mentioned_moves_nothing() -> None:
    assert edit_plan(STREET, "add a drone over the rooftop").scene == "street"


def test_edits_follow_one_another() -> None:
    plan = STREET
    for words in ("make it day", "remove the van", "add snow", "add a dragon"):
        plan = edit_plan(plan, words)
    assert (plan.time, plan.weather, plan.count("van"), plan.count("dragon_western")) == ("day", "snow", 0, 1)


def test_a_variation_keeps_the_composition_and_changes_light_or_palette() -> None:
    for number in range(1, 9):
        assert changed(STREET, vary_plan(STREET, number)) <= {"time", "style"}
        assert vary_plan(STREET, number) != STREET
        assert vary_plan(STREET, number) == vary_plan(STREET, number)


def test_variations_of_a_scene_without_hours_change_the_palette() -> None:
    host = plan_scene("a matrix host")
    assert {tuple(changed(host, vary_plan(host, number))) for number in range(1, 9)} == {("style",)}


def test_a_plan_is_kept_as_json() -> None:
    plan = replace(edit_plan(STREET, "green neon"), place="")
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_a_plan_of_a_later_version_is_read() -> None:
    assert Plan.from_dict({**STREET.to_dict(), "mood": "grim"}) == STREET


@pytest.mark.parametrize(
    "data", [{}, {"scene": "street"}, {"scene": "moon", "style": "toxic"}, {**STREET.to_dict(), "subjects": [{"x": 1}]}]
)
def test_what_is_no_plan_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="sketch artist"):
        Plan.from_dict(data)


PORTRAIT = plan_scene("portrait of an elf decker in a black coat")


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("make the coat red", "garments", (Garment("coat", "red"),)),
        ("give her green hair", "hair", "green"),
        ("let her smile", "expression", "smile"),
    ],
)
def test_what_is_said_of_nobody_else_is_the_first_persons(words: str, field: str, value: object) -> None:
    assert getattr(edit_plan(PORTRAIT, words).subjects[0], field) == value


def test_what_is_put_on_stays_beside_what_was_worn() -> None:
    edited = edit_plan(PORTRAIT, "add sunglasses and a hat")
    assert {"sunglasses", "hat"} <= set(edited.subjects[0].features)
    assert edited.subjects[0].garments == PORTRAIT.subjects[0].garments


def test_an_edit_says_what_it_cannot_paint() -> None:
    edited = edit_plan(STREET, "add a chimera and a cat")
    assert (edited.missing, edited.count("cat")) == (("chimera",), 1)
    assert edited.caption == "chimera"
    assert edit_plan(edited, "make it day").missing == ("chimera",)
