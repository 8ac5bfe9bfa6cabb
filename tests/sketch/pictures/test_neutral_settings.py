"""Where it plays that nobody has named, or that is not understood: a stage that names no place, never a wrong one."""

from dataclasses import replace

import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.planning.caption import describe
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.stage_settings import INDOORS, OUTDOORS
from generation.sketch.scenes.places.place import open_places, places
from generation.sketch.scenes.stage import setting_of, settings_for


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two hackers in a faraday cage", "faraday cage"),
        ("an elf woman holding a baby at the quinceañera hall", "quinceañera hall"),
        ("two runners in a zorgblat", "zorgblat"),
        ("zwei Runner in einer Schwurbelei", "Schwurbelei"),
    ],
)
def test_a_place_that_is_not_understood_is_named_and_no_other_is_painted(text: str, words: str) -> None:
    plan = plan_scene(text)
    assert plan.scene == "stage"
    assert words in " ".join(plan.missing)


@pytest.mark.parametrize(
    "text",
    [
        "a vampire in a white suit looking at a mirror", "cat sitting on a commlink",
        "two elves talk", "a mother and her daughter", "three gangers", "ein Zwerg und eine Katze", "two mages fight",
        "an ork and his dog", "a woman crying", "a rigger and a decker",
    ],
)  # fmt: skip
def test_where_no_place_is_named_the_stage_is_set(text: str) -> None:
    plan = plan_scene(text, kind="scene")
    assert plan.scene == "stage"
    assert setting_of(plan, 7) in {*INDOORS, *OUTDOORS}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a bartender and an ork", "bar"), ("a train", "outdoors/"), ("two priests", "room/"),
        ("ein Koch und eine Köchin", "room/kitchen"),
    ],
)  # fmt: skip
def test_a_trade_or_thing_that_is_at_home_in_one_place_is_there(text: str, where: str) -> None:
    plan = plan_scene(text, kind="scene")
    assert f"{plan.scene}/{plan.place}".startswith(where)


def test_vehicles_stand_on_a_road_beasts_of_the_wild_under_the_sky_and_people_in_light() -> None:
    assert set(settings_for(Plan("stage", "neon_noir"))) == {"dark_room", "before_lights"}
    for text, settings in (("two cars", {"wet_asphalt", "open_ground"}), ("two elves in the rain", {"open_ground"})):
        plan = plan_scene(text)
        assert set(settings_for(plan)) == settings, text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("an ork in the guard room", "guard_room"), ("eine Wache im Wachraum", "guard_room"),
        ("a guard sleeps in front of a wall of monitors", "guard_room"), ("two elves in a booth", "booth"),
        ("zwei Elfen in einer Nische", "booth"), ("a troll in a small kitchen", "kitchenette"),
        ("In der kleinen Küche kocht ein Troll", "kitchenette"), ("two elves in a doorway", "doorway"),
        ("zwei Orks im Türrahmen", "doorway"), ("two dwarfs in an onsen", "onsen"),
        ("zwei Zwerge in einer heißen Quelle", "onsen"), ("zwei Zwerge baden in einer heißen Quelle", "onsen"),
    ],
)  # fmt: skip
def test_rooms_and_springs_are_read_in_both_languages(text: str, place: str) -> None:
    plan = plan_scene(text)
    assert plan.place == place
    assert plan.place in places() or f"outdoors/{plan.place}" in open_places()


def test_a_temple_that_somebody_has_is_no_building_and_to_see_is_no_lake() -> None:
    assert plan_scene("an elf in a server room, cables plugged into her temple").place == "server_room"
    assert plan_scene("an elf before a temple").place != "server_room"
    assert plan_scene("a guard in an office, you can see the runners").place == "office"
    assert plan_scene("ein Elf am See").scene == "wilderness"


@pytest.mark.parametrize(
    "text", ["astral view of a nightclub", "a nightclub, seen astrally", "Astralsicht: ein Nachtclub"]
)
def test_an_astral_view_is_a_look_at_the_place_that_is_named(text: str) -> None:
    plan = plan_scene(text)
    assert (plan.scene, plan.place, plan.style) == ("bar", "club", "astral_dream")


def test_a_stage_without_a_place_says_only_what_is_there() -> None:
    plan = plan_scene("two elves talk")
    for place in INDOORS:
        assert "bare" in describe(replace(plan, place=place))


def test_nights_over_a_city_differ_from_seed_to_seed() -> None:
    plan = plan_scene("a street at night")
    hazes = {Canvas(plan, seed, Frame(64, 64), lambda *_: None).palette.mid for seed in range(4)}
    assert len(hazes) == 4
