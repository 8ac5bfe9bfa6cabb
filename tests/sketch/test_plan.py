"""What a prompt becomes: the plan as data."""

import json
import random
import re
import subprocess
import sys

import pytest

from generation.sketch.planning import lexicon
from generation.sketch.planning.plan import KINDS, Plan, describe, plan_scene
from generation.sketch.planning.scenery import SCENES


@pytest.mark.parametrize(
    ("prompt", "scene"),
    [
        ("a rain-soaked Seattle street", "street"),
        ("Corporate boardroom with holographic display", "boardroom"),
        ("a decker confronts black ICE in a matrix host", "matrix"),
        ("a mage in the astral plane surrounded by spirits", "astral"),
        ("Redmond Barrens at sunset, squatters around a barrel fire", "barrens"),
        ("an elf on a rooftop over the city", "skyline"),
        ("a serene forest lake at dawn, no neon", "wilderness"),
        ("portrait of an ork ganger with a mohawk", "portrait"),
        ("a blueprint of a cyberdeck", "item"),
        ("a monofilament katana", "item"),
    ],
)
def test_the_prompt_chooses_the_scene(prompt: str, scene: str) -> None:
    assert plan_scene(prompt).scene == scene


def test_a_place_outranks_a_person() -> None:
    assert plan_scene("a troll samurai on a street").scene == "street"


def test_a_person_without_a_place_is_a_portrait() -> None:
    assert plan_scene("a troll street samurai with a katana").scene == "portrait"


def test_a_portrait_asked_for_outranks_a_place() -> None:
    assert plan_scene("portrait of a decker in the barrens").scene == "portrait"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_understood_is_replaced_by_nothing(kind: str) -> None:
    plan = plan_scene("a whatchamacallit", kind=kind)
    assert (plan.scene, plan.subjects, plan.missing) == ("stage", (), ("whatchamacallit",))


def test_a_location_is_never_a_portrait() -> None:
    assert plan_scene("a fixer", kind="location").scene != "portrait"


def test_a_character_is_a_portrait_wherever_it_stands() -> None:
    assert plan_scene("a mage in a forest", kind="character").scene == "portrait"


@pytest.mark.parametrize(
    "prompt", ["a street, no rain", "a street without rain", "a rain-free street", "a street with no fog or rain"]
)
def test_what_is_refused_is_not_painted(prompt: str) -> None:
    assert plan_scene(prompt).weather == "clear"


def test_refused_neon_turns_the_signs_off() -> None:
    assert plan_scene("a street at night").neon
    assert not plan_scene("a street at night without neon").neon


def test_a_refusal_ends_at_the_comma() -> None:
    plan = plan_scene("a street with no people, rain and a van")
    assert (plan.crowd, plan.weather, plan.count("van")) == ("empty", "rain", 1)


@pytest.mark.parametrize(
    ("prompt", "time", "weather"),
    [
        ("a street at dawn in the fog", "dawn", "fog"),
        ("a snowy street by day", "day", "snow"),
        ("the barrens at dusk under falling ash", "dusk", "ash"),
        ("a rooftop at midnight in a thunderstorm", "night", "rain"),
    ],
)
def test_time_and_weather_are_read(prompt: str, time: str, weather: str) -> None:
    plan = plan_scene(prompt)
    assert (plan.time, plan.weather) == (time, weather)


def test_what_a_scene_cannot_show_is_not_in_its_plan() -> None:
    plan = plan_scene("a matrix host in the rain at dawn with a van")
    assert (plan.time, plan.weather, plan.count("van")) == ("night", "clear", 0)


def test_things_have_a_number_and_a_colour() -> None:
    plan = plan_scene("two red vans and a swarm of drones on a street")
    van = plan.of("van")
    assert van is not None
    assert (van.count, van.colour, plan.count("drone")) == (2, "red", 7)


@pytest.mark.parametrize(
    ("prompt", "people"),
    [
        ("a decker and a troll in an alley", [("human", "decker"), ("troll", "person")]),
        ("an ork decker and a troll shaman in a bar", [("ork", "decker"), ("troll", "shaman")]),
        ("a street samurai and an ork mage", [("human", "samurai"), ("ork", "mage")]),
        ("ein Decker und ein Troll in einer Bar", [("human", "decker"), ("troll", "person")]),
    ],
)
def test_who_is_joined_by_an_and_are_two(prompt: str, people: list[tuple[str, str]]) -> None:
    plan = plan_scene(prompt)
    assert plan.scene != "portrait", "two do not fit into one"
    assert [(each.metatype, each.role) for each in plan.subjects] == people


def test_a_character_of_several_is_a_scene_and_whoever_wears_a_suit_is_one() -> None:
    assert plan_scene("three trolls and a decker", kind="character").scene == "stage"
    assert plan_scene("a corporate executive in a suit", kind="character").scene == "portrait"


@pytest.mark.parametrize("metatype", ["human", "elf", "dwarf", "ork", "troll"])
def test_metatypes_are_read(metatype: str) -> None:
    assert plan_scene(f"portrait of a {metatype} decker").subjects[0].metatype == metatype


def test_a_role_brings_its_outfit_and_the_prompt_adds_to_it() -> None:
    figure = plan_scene("a hooded street samurai on a street").of("figure")
    assert figure is not None
    assert ([worn.kind for worn in figure.garments], figure.holds, figure.features) == (
        ["coat"],
        ("katana",),
        ("hood",),
    )


def test_gear_refused_is_left_out() -> None:
    figure = plan_scene("a street samurai without a katana on a street").of("figure")
    assert figure is not None
    assert "katana" not in figure.holds


@pytest.mark.parametrize(
    ("prompt", "sign"),
    [
        ('a street, neon sign "Last Call"', "LAST CALL"),
        ("a street with a sign saying LAST CALL, rain", "LAST CALL"),
        ("a bar with a sign that says open 24h and a van", "OPEN 24H"),
        ('a street "<@everyone> $(rm)"', "EVERYONE RM"),
        ('a street "a very long sign indeed"', "A VERY LONG"),
        ('a street "⛧⛧⛧"', ""),
        ("a street", ""),
    ],
)
def test_a_sign_says_what_is_safe_and_short(prompt: str, sign: str) -> None:
    assert plan_scene(prompt).sign == sign


@pytest.mark.parametrize("style", lexicon.STYLES)
def test_every_style_is_kept(style: str) -> None:
    assert plan_scene("a street", style=style).style == style


def test_an_unknown_style_falls_back_to_the_scene() -> None:
    assert plan_scene("a street", style="no such style").style == "neon_noir"


def test_no_prompt_still_makes_a_plan() -> None:
    for kind in (None, *KINDS):
        assert plan_scene("", kind=kind).scene in SCENES


def test_any_text_makes_a_plan_and_a_caption() -> None:
    chance = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(300):
        text = "".join(
            chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xD7FF))))
            for _ in range(chance.randrange(80))
        )
        plan = plan_scene(text, kind=chance.choice((None, *KINDS)))
        assert plan.scene in SCENES
        assert re.fullmatch(r"[A-Z0-9 &!'.:?+-]{0,12}", plan.sign)
        assert describe(plan).endswith(".")


@pytest.mark.parametrize(
    "prompt", ["a" * 6000, "no " * 2000, '"' * 6000, "sign saying " * 500, "van, " * 1200, "\x00\ud800"]
)
def test_long_and_broken_text_makes_a_plan(prompt: str) -> None:
    assert plan_scene(prompt).scene in SCENES


def test_a_plan_survives_json() -> None:
    plan = plan_scene('two red vans on a rainy street, an elf decker, a sign saying "BAR"')
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_the_caption_says_what_will_be_painted() -> None:
    caption = describe(plan_scene('a rain-soaked street at night, a red van, two drones, a sign saying "LAST CALL"'))
    for said in ("rain-soaked", "night", "A red van", "two drones", "LAST CALL"):
        assert said in caption


def test_planning_needs_neither_numpy_nor_pillow() -> None:
    code = "import sys, generation.sketch.planning.plan; print([m for m in ('numpy', 'PIL') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert answer.stdout.strip() == "[]"


def test_what_follows_a_person_after_a_comma_may_say_of_what_sort_it_is() -> None:
    (one,) = plan_scene("my decker, a tall elf woman, in a bar").subjects
    assert (one.metatype, one.role) == ("elf", "decker")
    assert plan_scene("my decker, a tall elf woman").subjects[0].gender == "woman"
    assert len(plan_scene("my decker, then two big trolls, in a bar").subjects) == 2


def test_several_of_an_item_are_counted_up_to_three() -> None:
    assert plan_scene("a blueprint of two drones").subjects[0].count == 2
    assert plan_scene("a blueprint of six drones").subjects[0].count == 3
    assert "two drones" in describe(plan_scene("a blueprint of two drones")).lower()


@pytest.mark.parametrize(
    ("prompt", "said", "unsaid"),
    [
        ("A woman in a black coat in a bar", "in a black coat", "black runner"),
        ("three trolls in white coats on a street", "in white coats", "white troll"),
        ("ein Mann im roten Mantel in einer Bar", "in a red coat", "red runner"),
    ],
)
def test_a_garments_colour_is_the_garments(prompt: str, said: str, unsaid: str) -> None:
    text = describe(plan_scene(prompt))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize("prompt", ["the docks at night", "a warehouse", "two trolls at the docks"])
def test_a_caption_is_grammatical(prompt: str) -> None:
    assert re.search(r"\b[Aa]n? \w*(?:-\w+ )?docks\b", describe(plan_scene(prompt))) is None


def test_what_goes_through_the_barrens_goes_into_no_bar() -> None:
    assert plan_scene("a black helicopter chasing a motorcycle through the Barrens").scene == "barrens"
    assert plan_scene("a truck crashed into a bar").scene != "barrens"


def test_what_is_refused_is_kept_from_the_place_too() -> None:
    plan = plan_scene("abandoned gas station in the desert, no people, no cars")
    assert "car" in plan.without
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan
    assert plan_scene("a gas station with cars").without == ()
