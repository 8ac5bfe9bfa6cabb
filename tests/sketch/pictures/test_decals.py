"""What is painted, spilt or shot on a surface is read in both languages, is seen there in its colour, and is said."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generation.sketch.paint import painting_of
from generation.sketch.planning import decal_captions
from generation.sketch.planning.decals import Decal, painted_in
from generation.sketch.planning.in_view import InView
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.telling import telling_of


@pytest.mark.parametrize(
    ("description", "motif", "on", "left"),
    [
        ("graffiti that says NO GODS on the wall of an alley", "words", "wall", "in an alley"),
        ("a graffiti unicorn on a concrete wall", "unicorn", "wall", ""),
        ("ein Drachen-Graffiti an der Wand einer U-Bahn-Station", "dragon_western", "wall", "in einer U-Bahn-Station"),
        ("a chalk circle on a warehouse floor", "circle", "floor", "in the warehouse"),
        ("Beschwörungskreis aus Blut auf dem Boden einer Kirche", "circle", "floor", "in einer Kirche"),
        ("a pool of blood on the kitchen floor", "pool", "floor", "in the kitchen"),
        ("Einschusslöcher in der Wand eines Korridors", "holes", "wall", "in einem Korridors"),
        ("a big red X painted on a door", "cross", "door", ""),
        ("wanted posters on a brick wall", "posters", "wall", ""),
        ("a white van with bullet holes in the side", "holes", "vehicle", "a white van"),
        ("a police car with a skull sprayed on it", "skull", "vehicle", "a police car"),
        ("Ein schwarzer Lieferwagen mit einem Drachenlogo auf der Tür", "dragon_western", "vehicle",
         "Ein schwarzer Lieferwagen"),
        ("a mage kneels in a summoning circle drawn in chalk on the floor of a basement", "circle", "floor",
         "a mage kneels in a basement"),
    ],
)  # fmt: skip
def test_what_is_on_a_surface_is_taken_out_of_the_words(description: str, motif: str, on: str, left: str) -> None:
    painted = painted_in(description)
    assert [(decal.motif, decal.on) for decal in painted.decals] == [(motif, on)]
    assert painted.text == left


@pytest.mark.parametrize(
    "description",
    [
        "a poster of an elf singer lies on a table", "an ork shoots an arrow", "a dragon lands on the wall of a castle",
        "a blood mage in a bar", "two runners talk in a circle of trees", "ein Magier im Regen", "X-ray of a hand",
        "a street with a logo", "a vampire drinks blood",
    ],
)  # fmt: skip
def test_nothing_else_is_taken_for_paint(description: str) -> None:
    assert painted_in(description).decals == ()


def test_words_and_colour_are_kept() -> None:
    (decal,) = painted_in("an abandoned warehouse, someone sprayed RUN AWAY on the wall in red").decals
    assert (decal.words, decal.colour) == ("RUN AWAY", "red")
    (german,) = painted_in('Graffiti mit den Worten "HAUT AB" an einer Betonwand').decals
    assert german.words == "HAUT AB"


def _painted(plan: Plan, seed: int = 3) -> tuple[Image.Image, InView]:
    painting = painting_of(plan, seed, 512, 512, lambda *_: None)
    return painting.picture, painting.in_view


@pytest.mark.parametrize(
    ("description", "least"),
    [
        ("a white chalk circle on the floor of a basement", 0.010),
        ("a pool of blood on the kitchen floor", 0.010),
        ("graffiti that says RUN in red on the wall of a church", 0.006),
        ("graffiti of a dragon in green on a concrete wall", 0.010),
        ("blood spatter on the wall of a hotel room", 0.005),
    ],
)
def test_a_decal_is_seen_where_it_is_and_in_its_colour(description: str, least: float) -> None:
    plan = plan_scene(description)
    picture, view = _painted(plan)
    assert view.plan.decals == plan.decals
    bare, _ = _painted(replace(plan, decals=()))
    one, other = (np.asarray(each, np.int16) for each in (picture, bare))
    changed = np.abs(one - other).max(axis=-1) > 24
    assert changed.mean() > least
    if plan.decals[0].colour in {"red", "blood"}:
        red = one[changed]
        assert (red[:, 0] > red[:, 1:].max(axis=1)).mean() > 0.5


def test_a_van_has_its_holes() -> None:
    plan = plan_scene("a white van with bullet holes in the side")
    picture, bare = _painted(plan)[0], _painted(replace(plan, decals=()))[0]
    assert (np.abs(np.asarray(picture, np.int16) - np.asarray(bare, np.int16)).max(axis=-1) > 24).mean() > 0.002


def test_what_can_be_put_nowhere_is_said() -> None:
    plan = plan_scene("graffiti that says HELLO on the wall, on the open sea")
    assert not plan.decals
    assert any("HELLO" in words for words in plan.missing)


def test_graffiti_of_what_nobody_can_draw_is_said() -> None:
    plan = plan_scene("graffiti of a xylophonist on a wall")
    assert [decal.motif for decal in plan.decals] == ["scrawl"]
    assert "xylophonist" in plan.missing


def test_what_is_hidden_is_not_claimed() -> None:
    plan = plan_scene("a pool of blood on the kitchen floor")
    hidden = InView(replace(plan, decals=()), unpainted=plan.decals)
    told = telling_of(hidden, "a pool of blood on the kitchen floor")
    assert "blood" not in told.alt_text.partition("Not to be seen")[0]
    assert any("pool of blood" in note for note in told.notes)


def test_a_caption_says_what_is_on_which_surface() -> None:
    plan = plan_scene("a chalk circle on the floor of a church, graffiti that says NO GODS on the wall")
    assert "On the wall: the words NO GODS." in decal_captions.in_english(plan)
    assert "On the ground: a magic circle." in decal_captions.in_english(plan)
    assert "An der Wand: die Worte NO GODS." in decal_captions.in_german(plan)
    assert "Auf dem Boden: ein magischer Kreis." in decal_captions.in_german(plan)


def test_a_plan_keeps_its_decals_in_json() -> None:
    plan = plan_scene("a glowing circle of runes on the floor of a cave")
    assert plan.decals[0] == Decal("circle", "floor", "white", "", plan.decals[0].said, glows=True)
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan
