"""What is said of a sketch to whoever does not see it, in English and German, and set into it in letters."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generation.i18n import speaking
from generation.reading.lexicon import tables
from generation.sketch.looks.lettering import BY_STYLE, SUBTITLE, InTheWay, lettered, set_out
from generation.sketch.planning import german
from generation.sketch.planning.caption import describe
from generation.sketch.planning.caption_words import DEEDS, STANCES
from generation.sketch.planning.captioned import LONGEST, shortened
from generation.sketch.planning.creatures import CREATURES
from generation.sketch.planning.figures import FEATURES, GARMENTS, METATYPES, POSES
from generation.sketch.planning.lexicon import COLOURS, OUTFITS, STYLES
from generation.sketch.planning.plan import plan_scene
from generation.sketch.planning.rooms import ROOMS
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.things import ITEMS
from generation.sketch.provider import describe as describe_recipe


@pytest.mark.parametrize(
    ("text", "english", "in_german"),
    [
        (
            "two red vans on a street at dawn",
            "Two red vans on a neon-lit street at dawn.",
            "Zwei rote Lieferwagen auf einer Straße im Morgengrauen im Neonlicht.",
        ),
        (
            "eine alte Zwergin im roten Mantel in einer Werkstatt mit zwei Katzen",
            "An old dwarf woman in a red coat and two cats in a workshop.",
            "Eine alte Zwergin in einem roten Mantel und zwei Katzen in einer Werkstatt.",
        ),
        ("a bottle", "A bottle, seen close.", "Eine Flasche in Nahaufnahme."),
        (
            "an ork sits in a casino",
            "An ork is sitting on a chair in a casino.",
            "Ein Ork sitzt in einem Kasino auf einem Stuhl.",
        ),
        (
            "a mage with a staff and a tank in the Barrens at night",
            (
                "A mage in a robe with a magic staff, and a tank, on a ruined street in the Barrens at night around a "
                "burning barrel."
            ),
            (
                "Ein Magier in einem Gewand mit Zauberstab, und ein Panzer, auf einer zerstörten Straße in den "
                "Barrens bei Nacht."
            ),
        ),
        ("inside a submarine", "The inside of a submarine.", "Ein U-Boot."),
    ],
)
def test_a_plan_is_put_in_grammatical_words(text: str, english: str, in_german: str) -> None:
    plan = plan_scene(text)
    assert (describe(plan), german.describe(plan)) == (english, in_german)


def test_german_has_a_word_for_all_that_can_be_seen() -> None:
    named = {
        "things": {*CREATURES, *ITEMS, *(thing for scenery in SCENERY.values() for thing in scenery.things)},
        "places": {*(f"room/{room}" for room in ROOMS), *(set(SCENERY) - {"room", "portrait", "item"})},
        "garments": set(GARMENTS),
        "features": set(FEATURES) - {"hood"},
        "roles": set(OUTFITS),
        "metatypes": set(METATYPES),
    }
    for table, keys in named.items():
        assert [key for key in sorted(keys) if german.noun(table, key) is None] == [], table
    assert [
        pose for pose in (*POSES, *tables()["expressions"].values()) if pose != "stand" and not german.word(pose)
    ] == []
    assert [name for name in COLOURS if not german.colour(name)] == []


def test_german_has_a_verb_for_all_that_is_done() -> None:
    deeds = tomllib.loads(Path(german.__file__).with_suffix(".toml").read_text(encoding="utf-8"))["deeds"]
    assert sorted((STANCES.keys() | DEEDS.keys()) - deeds.keys()) == []


def test_a_recipe_is_described_in_the_language_that_is_spoken() -> None:
    recipe = json.dumps(plan_scene("two cats playing chess in a bar").to_dict())
    with speaking("de"):
        told = describe_recipe(recipe, "de")
    assert told == "Zwei Katzen in einer Bar im Neonlicht. Der Skizzenzeichner kann nicht malen: playing chess."
    assert describe_recipe(recipe, "fr") == describe_recipe("no recipe", "de") == ""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("caption", ["a kraken", "Straßenkämpfer vor dem Türmchen, " * 3, "x" * 90])
def test_words_are_set_into_a_picture_of_every_style_and_stay_within_it(style: str, caption: str) -> None:
    blank = Image.new("RGB", (256, 192), (90, 90, 90))
    drawn = np.asarray(lettered(blank.copy(), caption, style), np.int16)
    changed = np.abs(drawn - 90).max(axis=-1) > 24
    assert changed.any()
    assert not changed[:, :3].any()
    assert not changed[-3:].any()
    assert set(BY_STYLE) <= set(STYLES)


def test_what_the_typeface_has_no_letters_for_is_not_set() -> None:
    blank = Image.new("RGB", (128, 128))
    assert lettered(blank.copy(), "クラーケン", "neon_noir").tobytes() == blank.tobytes()


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("two red vans on a street at dawn", ""),  # all is painted
        ("thunderbird over the desert, lightning", "thunderbird, lightning"),
        ("ghoul feeding on a body in an alley", ""),  # what is done, the note says
        ("a man with an unheard-of zorgblat", "zorgblat"),
        ("a vending machine that ate a drone", ""),
        ("a barghest howls on a rooftop", ""),
        ("an ork woman buys ammo from a dwarf", ""),
        ("three runners plan a heist around a table", "heist"),
    ],
)
def test_a_caption_is_of_what_is_named_and_not_painted(text: str, caption: str) -> None:
    plan = plan_scene(text)
    assert (caption in plan.caption) if caption else plan.caption == ""


def test_a_caption_ends_where_words_can_end() -> None:
    long = "the forgotten loneliness of the last and saddest of all the evenings of a long and weary life"
    for words in (long, "solitude, " + long, "x" * 90):
        cut = shortened(words)
        assert len(cut) <= LONGEST
        assert not cut.endswith(("…", " of", " the", " a", " and", ","))
        assert words.startswith(cut)


def test_a_caption_stands_where_the_picture_is_empty_and_nowhere_if_all_is_full() -> None:
    size, nothing = (256, 256), np.zeros((64, 64), np.bool_)
    below = np.zeros((64, 64), np.float32)
    below[40:] = 0.5
    above = set_out("a kraken", SUBTITLE, size, InTheWay(nothing, nothing, below))
    assert above is not None
    assert above.box[3] < 160
    full = np.full((64, 64), 0.5, np.float32)
    assert set_out("a kraken", SUBTITLE, size, InTheWay(nothing, nothing, full)) is None
    assert len(set_out("of many words " * 3, SUBTITLE, size).lines) <= 2  # type: ignore[union-attr]
