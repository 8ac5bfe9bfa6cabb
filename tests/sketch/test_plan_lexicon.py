"""The lexicon as data, and how prompts that an enhancer or a German player writes are read."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from generation.prompts import rules
from generation.sketch.planning import lexicon
from generation.sketch.planning.description import LONGEST_PHRASE, words_of
from generation.sketch.planning.plan import Plan, describe, plan_scene
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.scenes import SCENES

DATA = tomllib.loads(Path(lexicon.__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
PHRASES = Path(rules.__file__).with_name("phrases.json")
SHOWN_IN = {"matrix": "a matrix host", "astral": "the astral plane", "barrens": "the barrens", "wilderness": "a lake"}


def test_the_lexicon_is_large() -> None:
    assert sum(len(table) for table in lexicon.TABLES.values()) >= 400


@pytest.mark.parametrize("name", [name for name in DATA if name != "numbers"])
def test_a_phrase_is_written_as_the_reader_reads_it_and_stands_once_in_a_table(name: str) -> None:
    phrases = [phrase.strip() for line in DATA[name].values() for phrase in line.split(",")]
    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []
    for phrase in phrases:
        assert " ".join(words_of(phrase)) == phrase
        assert 1 <= len(phrase.split()) <= LONGEST_PHRASE or name == "text_only"


def test_every_effect_is_one_that_the_painter_knows() -> None:
    places = {
        f"{scene}/{place}" for scene in SCENERY for place in ("club", "clinic", "warehouse", "forest", "mountain")
    }
    for table in (lexicon.PLACES, lexicon.HINTS, lexicon.ASKED):
        assert set(table.values()) <= set(SCENERY) | places
    assert set(lexicon.THINGS.values()) <= frozenset().union(*(scenery.things for scenery in SCENERY.values()))
    assert set(lexicon.COLOUR_WORDS.values()) == set(lexicon.COLOURS)
    assert set(lexicon.STYLE_WORDS.values()) <= set(lexicon.STYLES)
    assert set(lexicon.ROLES.values()) == set(lexicon.OUTFITS)
    assert set(SCENES) == set(SCENERY)


def test_what_is_text_only_says_why_and_changes_no_plan() -> None:
    bare = plan_scene("a street with a van")
    for phrase, why in lexicon.TEXT_ONLY.items():
        assert len(why) > 10
        if phrase not in set().union(*lexicon.TABLES.values()):
            assert plan_scene(f"a street with a van, {phrase}") == bare, phrase


def place_of(plan: Plan) -> str:
    return f"{plan.scene}/{plan.place}".rstrip("/")


@pytest.mark.parametrize("name", ["places", "hints"])
def test_every_place_is_found_by_each_of_its_phrases(name: str) -> None:
    for phrase, effect in lexicon.TABLES[name].items():
        assert place_of(plan_scene(phrase, kind="location")) == effect, phrase


@pytest.mark.parametrize(
    ("name", "field"),
    [("times", "time"), ("weather", "weather"), ("cameras", "camera"), ("crowds", "crowd"), ("styles", "style")],
)
def test_every_phrase_about_the_picture_sets_its_field(name: str, field: str) -> None:
    for phrase, effect in lexicon.TABLES[name].items():
        if phrase not in lexicon.NEGATED_ONLY:
            assert getattr(plan_scene(f"{phrase} on a street", kind="location"), field) == effect, phrase


def test_every_phrase_about_light_sets_how_much_or_what_colour() -> None:
    for phrase, effect in lexicon.NEON.items():
        assert plan_scene(f"a street, {phrase}").neon == {"much": 2, "none": 0}[effect], phrase
    for phrase in lexicon.LIGHTS:
        assert plan_scene(f"green {phrase} on a street").tint == "green", phrase


def test_every_phrase_about_people_shapes_a_figure() -> None:
    for phrase, effect in lexicon.METATYPES.items():
        assert plan_scene(phrase, kind="character").subjects[0].metatype == effect, phrase
    for phrase, effect in lexicon.ROLES.items():
        assert plan_scene(phrase, kind="character").subjects[0].role == effect, phrase
    for phrase, effect in lexicon.FEATURES.items():
        shown = {"kind": "character"} if effect in lexicon.PORTRAIT_FEATURES else {}
        assert effect in plan_scene(f"{phrase} runner on a street", **shown).subjects[0].features, phrase


def test_every_phrase_about_things_puts_one_into_a_scene() -> None:
    for phrase, effect in lexicon.THINGS.items():
        scene = next(scene for scene, scenery in SCENERY.items() if effect in scenery.things)
        assert plan_scene(f"{SHOWN_IN.get(scene, scene)} with {phrase}", kind="location").count(effect) > 0, phrase
    for phrase, effect in lexicon.ITEMS.items():
        assert plan_scene(phrase, kind="item").subjects[0].kind == effect, phrase


@pytest.mark.parametrize(
    ("prompt", "scene", "place"),
    [
        ("a bar", "bar", ""),
        ("dancing in a nightclub", "bar", "club"),
        ("an alley market full of stalls", "market", ""),
        ("the Tacoma docks", "docks", ""),
        ("an empty warehouse", "docks", "warehouse"),
        ("a secret research lab", "lab", ""),
        ("a street doc in her clinic", "lab", "clinic"),
        ("a car chase on the highway", "highway", ""),
        ("site plan of a warehouse", "siteplan", ""),
        ("a forest", "wilderness", "forest"),
        ("a snowy mountain pass", "wilderness", "mountain"),
        ("a forest lake", "wilderness", ""),
    ],
)
def test_a_place_chooses_the_scene_and_its_kind(prompt: str, scene: str, place: str) -> None:
    plan = plan_scene(prompt)
    assert (plan.scene, plan.place) == (scene, place)


def test_the_first_phrase_weighs_most() -> None:
    assert plan_scene("a bar, corporate towers in background, street, city, skyline").scene == "bar"
    assert plan_scene("a decker, street lights").scene == "street"


def test_the_place_one_is_in_outranks_the_place_one_looks_at() -> None:
    assert plan_scene("the skyline seen from inside a bar").scene == "bar"


ENHANCED_STREET = (
    "A rain-soaked Seattle street with neon lighting, cyberpunk aesthetic, urban decay, high-tech low-life atmosphere, "
    "corporate towers in background, cinematic lighting, detailed, 4k"
)
ENHANCED_DECKER = (
    "Ork decker in a bar, muscular ork with lower tusks, hacker with a keyboard-like deck, practical lamps and screen "
    "glow, half-body framing"
)


def test_an_enhanced_street_is_the_street_that_was_asked_for() -> None:
    plan = plan_scene(ENHANCED_STREET)
    assert (plan.scene, plan.weather, plan.style, plan.subjects) == ("street", "rain", "neon_noir", ())


def test_glosses_on_a_person_make_no_further_people() -> None:
    plan = plan_scene(ENHANCED_DECKER)
    assert plan.scene == "bar"
    assert [(person.metatype, person.role, person.count) for person in plan.subjects] == [("ork", "decker", 1)]


def test_people_in_later_phrases_count_where_a_number_or_an_article_brings_them() -> None:
    plan = plan_scene("a street with an elf, two orks, a van")
    assert {(person.metatype, person.count) for person in plan.subjects if person.kind == "figure"} == {
        ("elf", 1),
        ("ork", 2),
    }


def test_what_is_carried_goes_to_whom_it_is_said_of() -> None:
    elf, ork = plan_scene("an elf with a katana and an ork with a rifle on a street").subjects
    assert ("katana" in elf.features, "rifle" in elf.features) == (True, False)
    assert ("katana" in ork.features, "rifle" in ork.features) == (False, True)


@pytest.mark.parametrize(
    ("prompt", "kind", "colour"),
    [
        ("a red van on a street", "van", "red"),
        ("a van in blue on a street", "van", "blue"),
        ("a street, a black armored truck", "truck", "black"),
        ("a red-haired elf on a street", "figure", ""),
        ("a mage in a green robe on a street", "figure", ""),
        ("a red sign and a van on a street", "van", ""),
    ],
)
def test_a_colour_belongs_to_its_noun(prompt: str, kind: str, colour: str) -> None:
    subject = plan_scene(prompt).of(kind)
    assert subject is not None
    assert subject.colour == colour


def test_the_lights_take_a_colour() -> None:
    assert plan_scene("a street in green neon").tint == "green"
    assert plan_scene("a bar in red light").tint == "red"
    assert plan_scene("a street, wet asphalt mirroring magenta and cyan signs").tint == ""


@pytest.mark.parametrize(
    ("negative", "field", "value"),
    [
        ("neon", "neon", 0),
        ("blurry, rain", "weather", "clear"),
        ("people", "crowd", "empty"),
        ("night", "time", "day"),
        ("neon overload, rain indoors, lowres", "weather", "rain"),
    ],
)
def test_a_negative_prompt_is_honoured_where_it_names_a_thing_outright(
    negative: str, field: str, value: object
) -> None:
    assert getattr(plan_scene("a neon street in the rain with a van", negative), field) == value


def test_a_negative_prompt_takes_things_away() -> None:
    assert plan_scene("a street with a van and a drone", "vans, watermark").count("van") == 0


def test_a_german_prompt_is_read() -> None:
    plan = plan_scene("ein roter Lieferwagen in einer verregneten Straße bei Nacht, drei Trolle, ohne Neon")
    van = plan.of("van")
    assert (plan.scene, plan.time, plan.weather, plan.neon) == ("street", "night", "rain", 0)
    assert van is not None
    assert van.colour == "red"
    assert [(person.metatype, person.count) for person in plan.subjects if person.kind == "figure"] == [("troll", 3)]


def test_no_scene_shows_what_it_cannot() -> None:
    for scene, scenery in SCENERY.items():
        asked = SHOWN_IN.get(scene, "a site plan" if scene == "siteplan" else scene)
        plan = plan_scene(f"{asked} by day in the rain, low angle, crowded, two vans, a dragon, ice")
        assert plan.scene == scene
        assert scenery.weather or plan.weather == "clear"
        assert scenery.time or plan.time == Plan(scene, "toxic").time
        assert all(thing.kind in scenery.things or thing.kind == "figure" or scene == "item" for thing in plan.subjects)


@pytest.mark.parametrize(
    "place", ["a bar", "a club", "a street clinic", "the docks", "a warehouse", "a mountain", "a highway"]
)
def test_a_caption_names_the_place(place: str) -> None:
    said = describe(plan_scene(f"{place}, two trolls"))
    assert place.rsplit(maxsplit=1)[-1].removesuffix("s") in said.lower()
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("prompt", "kind", "scene", "place"),
    [
        ("an ork in a back-alley clinic", None, "lab", "clinic"),
        ("the team's van parked in an alley", "item", "market", ""),
        ("a thing nobody knows, on a table in a bar", "item", "item", ""),
        ("a dragon over Seattle", None, "skyline", ""),
        ("a mage on a rooftop", "character", "portrait", "skyline"),
    ],
)
def test_the_last_of_two_places_and_what_is_there_decide(prompt: str, kind: str | None, scene: str, place: str) -> None:
    plan = plan_scene(prompt, kind=kind)
    assert (plan.scene, plan.place) == (scene, place)


@pytest.mark.parametrize(
    ("prompt", "time", "weather"),
    [
        ("a street, hazy natural light, at blue hour", "dusk", "fog"),
        ("a street, cold clear light", "day", "clear"),
        ("a cloud-dimmed street, heavy low clouds, late at night", "night", "overcast"),
        ("a street at night, low golden light", "night", "clear"),
        ("a forest, soft light from above", "dawn", "clear"),
    ],
)
def test_the_light_an_enhancer_adds_is_read_after_what_the_player_said(prompt: str, time: str, weather: str) -> None:
    plan = plan_scene(prompt)
    assert (plan.time, plan.weather, plan.camera) == (time, weather, "eye")


def test_what_an_enhancer_adds_moves_no_scene() -> None:
    pools = json.loads(PHRASES.read_text(encoding="utf-8"))["outdoors"].values()
    for phrase in "|".join(phrase for pool in pools for phrase in pool).split("|"):
        for scene, prompt in (("street", "something happens"), ("docks", "the docks"), ("bar", "a bar")):
            assert plan_scene(f"{prompt}, {phrase}", kind="location").scene == scene, phrase
