"""The lexicon as data, and how descriptions that players write, English and German, become plans."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from generation.prompts import rules
from generation.reading import lexicon
from generation.reading.lexicon import LONGEST, fold, tables
from generation.reading.scene import Scene, read_scene
from generation.sketch.planning.caption import describe
from generation.sketch.planning.creatures import CREATURES
from generation.sketch.planning.figures import GARMENTS
from generation.sketch.planning.lexicon import COLOURS, OUTFITS, STYLES
from generation.sketch.planning.lights import NEGATED_ONLY
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.scenery import SCENERY, is_painted
from generation.sketch.planning.things import ITEMS
from generation.sketch.scenes import SCENES

FOLDER = Path(lexicon.__file__).with_name("lexicon")
PHRASES = Path(rules.__file__).with_name("bare_place.json")
SHOWN_IN = {
    "construction": "a construction site",
    "outdoors": "a junkyard",
    "matrix": "a matrix host",
    "astral": "the astral plane",
    "barrens": "the barrens",
    "wilderness": "a lake",
    "stage": "a void",
}


def test_the_lexicon_is_large() -> None:
    assert sum(len(table) for table in tables().values()) >= 3000


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_phrase_has_one_effect_within_a_table_and_is_short_enough_to_be_found(path: Path) -> None:
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        effects: dict[str, str] = {}
        for effect, phrases in table.items():
            for phrase in (" ".join(phrase.split()) for phrase in phrases.split(",")):
                assert phrase == phrase.lower()
                assert effects.setdefault(fold(phrase), effect) == effect, (name, phrase)
                assert 1 <= len(phrase.replace("-", " ").split()) <= LONGEST, (name, phrase)


def test_every_effect_is_one_that_the_painter_has_a_name_for() -> None:
    assert set(tables()["colours"].values()) == set(COLOURS)
    assert set(tables()["styles"].values()) <= set(STYLES)
    assert set(tables()["roles"].values()) == set(OUTFITS)
    assert set(tables()["garments"].values()) == GARMENTS
    assert set(tables()["items"].values()) == ITEMS.keys() - {"motorbike"}  # which is a vehicle until it is a plate
    assert CREATURES.keys() <= {*tables()["creatures"].values(), *tables()["drones"].values()}
    assert set(SCENES) == set(SCENERY)


def test_what_is_text_only_says_why_and_changes_no_plan() -> None:
    bare = plan_scene("a street with a van")
    others = set().union(*(table for name, table in tables().items() if name != "text_only"))
    for phrase, why in tables()["text_only"].items():
        assert len(why) > 10
        if phrase not in others:
            assert plan_scene(f"a street with a van, {phrase}") == bare, phrase


def place_of(plan: Plan) -> str:
    return f"{plan.scene}/{plan.place}".rstrip("/")


@pytest.mark.parametrize("name", ["places", "districts"])
def test_every_place_is_found_by_each_of_its_phrases(name: str) -> None:
    for phrase, effect in tables()[name].items():
        if is_painted(effect):
            assert place_of(plan_scene(phrase, kind="location")) == effect, phrase


@pytest.mark.parametrize(
    ("name", "field"),
    [("times", "time"), ("weather", "weather"), ("cameras", "camera"), ("crowds", "crowd"), ("styles", "style")],
)
def test_every_phrase_about_the_picture_sets_its_field(name: str, field: str) -> None:
    for phrase, effect in tables()[name].items():
        if phrase not in NEGATED_ONLY:
            assert getattr(plan_scene(f"{phrase} on a street", kind="location"), field) == effect, phrase


def test_every_phrase_about_light_sets_how_much_or_what_colour() -> None:
    for phrase, effect in tables()["neon"].items():
        assert plan_scene(f"a street, {phrase}").neon == {"much": 2, "none": 0}[effect], phrase
    for phrase in tables()["lights"]:
        assert plan_scene(f"green {phrase} on a street").tint == "green", phrase


def read_in_either(phrase: str) -> list[Scene]:
    """Return how a phrase is read behind an English article and, as German writes a noun, behind a German one."""
    return [read_scene(f"the {phrase}"), read_scene(f"das {phrase.capitalize()}")]


def test_every_person_is_found_by_each_of_its_phrases() -> None:
    for phrase, effect in tables()["roles"].items():
        assert effect in [person.role for scene in read_in_either(phrase) for person in scene.people], phrase
    for phrase, effect in tables()["metatypes"].items():
        assert effect in [person.metatype for scene in read_in_either(phrase) for person in scene.people], phrase


def test_whatever_is_worn_is_bound_to_who_wears_it() -> None:
    for phrase, effect in tables()["garments"].items():
        worn = [worn.kind for worn in read_scene(f"a troll wearing a red {phrase}").people[0].garments]
        assert effect in worn, phrase
    for phrase, effect in tables()["features"].items():
        person = read_scene(f"a troll with {phrase}").people[0]
        assert effect in [*person.features, *(worn.kind for worn in person.garments)], phrase


def test_every_thing_is_found_by_each_of_its_phrases() -> None:
    for name in ("creatures", "drones", "vehicles", "effects", "items"):
        for phrase, effect in tables()[name].items():
            assert effect in [thing.kind for scene in read_in_either(phrase) for thing in scene.things], (name, phrase)


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


def test_the_place_one_is_in_outranks_the_place_one_looks_at() -> None:
    assert plan_scene("the skyline seen from inside a bar").scene == "bar"


ENHANCED_STREET = (
    "A rain-soaked Seattle street with neon lighting, cyberpunk aesthetic, urban decay, high-tech low-life atmosphere, "
    "corporate towers in background, cinematic lighting, detailed, 4k"
)


def test_what_was_added_fills_hour_and_weather_and_nothing_else() -> None:
    plan = plan_scene("a street", enhanced=ENHANCED_STREET + ", green neon, an ork, sodium lamps, at blue hour, a bar")
    assert plan == replace(plan_scene("a street"), weather="rain", time="dusk")
    assert plan_scene("a street at noon in the snow", enhanced=ENHANCED_STREET).weather == "snow"
    assert plan_scene("a street, no rain", enhanced=ENHANCED_STREET).weather == "clear"


def test_people_in_later_phrases_count_where_a_number_or_an_article_brings_them() -> None:
    plan = plan_scene("a street with an elf, two orks, a van")
    assert {(person.metatype, person.count) for person in plan.subjects if person.kind == "figure"} == {
        ("elf", 1),
        ("ork", 2),
    }


def test_what_is_carried_goes_to_whom_it_is_said_of() -> None:
    elf, ork = plan_scene("an elf with a katana and an ork with a rifle on a street").subjects
    assert (elf.holds, ork.holds) == (("katana",), ("rifle",))


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
        if scene in {"stage", "portrait", "item"}:
            continue
        asked = SHOWN_IN.get(scene, "a site plan" if scene == "siteplan" else scene)
        plan = plan_scene(f"{asked} by day in the rain, low angle, crowded, two vans, a dragon, ice")
        assert plan.scene == scene
        assert scenery.weather or plan.weather == "clear"
        assert scenery.time or plan.time == Plan(scene, "toxic").time
        assert all(thing.kind in scenery.things or thing.kind == "figure" or scene == "item" for thing in plan.subjects)


@pytest.mark.parametrize("place", ["a bar", "a club", "a street clinic", "the docks", "a warehouse", "a mountain"])
def test_a_caption_names_the_place(place: str) -> None:
    said = describe(plan_scene(f"{place}, two trolls"))
    assert place.rsplit(maxsplit=1)[-1].removesuffix("s") in said.lower()
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("prompt", "kind", "scene", "place"),
    [
        ("an ork in a back-alley clinic", None, "lab", "clinic"),
        ("the team's van parked in an alley", "item", "outdoors", "alley"),
        ("a thing nobody knows, on a table in a bar", "item", "bar", ""),
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
    pools = json.loads(PHRASES.read_text(encoding="utf-8")).values()
    for phrase in "|".join(phrase for pool in pools for phrase in pool).split("|"):
        for scene, prompt in (("docks", "the docks"), ("bar", "a bar")):
            assert plan_scene(f"{prompt}, {phrase}", kind="location").scene == scene, phrase


@pytest.mark.parametrize(
    ("words", "metatype", "gender", "age"),
    [
        ("a little girl", "human", "woman", "child"),
        ("ein kleiner Junge", "human", "man", "child"),
        ("a teenage boy", "human", "man", "teen"),
        ("an ork woman", "ork", "woman", ""),
    ],
)
def test_words_for_age_and_sex_name_somebody(words: str, metatype: str, gender: str, age: str) -> None:
    (subject,) = plan_scene(words).subjects
    assert (subject.kind, subject.metatype, subject.gender, subject.age) == ("figure", metatype, gender, age)
