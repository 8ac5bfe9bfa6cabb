"""How somebody is said to be shown — as a silhouette, from behind, the face in shadow, aglow — is so in the picture."""

import numpy as np
import pytest

from generation.sketch.canvas.palette import PALETTES
from generation.sketch.people.figures import mesh_of
from generation.sketch.people.person import Person, make_person
from generation.sketch.planning import german
from generation.sketch.planning.caption import describe
from generation.sketch.planning.plan import plan_scene
from generation.sketch.planning.subject import Subject


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("silhouette of a samurai in front of a burning car", "silhouette"),
        ("Schattenriss eines Trolls", "silhouette"),
        ("a mage in silhouette on a roof", "silhouette"),
        ("troll seen from behind on a street", "from_behind"),
        ("Magierin von hinten in einer Bar", "from_behind"),
        ("an elf on a bridge, her back to us", "from_behind"),
        ("the johnson, no face visible, in a bar", "faceless"),
        ("Eine Frau ohne Gesicht in einem Flur", "faceless"),
        ("a man with his face in shadow in an alley", "faceless"),
        ("a street, only one person glows gold", "aglow"),
        ("ein Friedhof, nur ein Kind leuchtet", "aglow"),
    ],
)
def test_it_is_read_in_both_languages_and_nobody_says_that_it_is_missing(text: str, shown: str) -> None:
    plan = plan_scene(text)
    figure = plan.of("figure")
    assert figure is not None
    assert shown in figure.features
    assert figure.count == 1
    assert plan.missing == ()


def test_a_cigarette_that_glows_makes_nobody_glow() -> None:
    figure = plan_scene("a man in a bar, his cigarette glows").of("figure")
    assert figure is not None
    assert "aglow" not in figure.features


@pytest.mark.parametrize("text", ["an ork in a hall, light from behind", "two snipers shoot from behind a wall"])
def test_light_and_shots_from_behind_turn_nobody_round(text: str) -> None:
    figure = plan_scene(text).of("figure")
    assert figure is not None
    assert "from_behind" not in figure.features


def test_who_is_excepted_does_not_do_what_all_others_do() -> None:
    for text in ("everyone except the bartender is dead", "alle außer dem Barmann liegen am Boden"):
        figure = plan_scene(text).of("figure")
        assert figure is not None
        assert figure.pose != "lie", text


def test_alt_texts_tell_of_it() -> None:
    plan = plan_scene("troll seen from behind on a street")
    assert "seen from behind" in describe(plan)
    assert "von hinten" in german.describe(plan)


def _person(*features: str) -> Person:
    neon = PALETTES["neon_noir"].neon
    return make_person(
        Subject("figure", features=features), np.random.default_rng(3), (neon[0], neon[1]), stance="stand"
    )


def test_a_silhouette_is_dark_all_over_and_a_face_in_shadow_only_before() -> None:
    plain, inked, shaded = (mesh_of(_person(*each)) for each in ((), ("silhouette",), ("faceless",)))
    assert inked.colours.max() < 16
    darker = shaded.colours.mean(axis=1) < 0.5 * plain.colours.mean(axis=1) - 1
    assert 0.01 < darker.mean() < 0.5


def test_who_is_seen_from_behind_turns_round_and_who_glows_gives_light() -> None:
    plain, turned, glowing = (mesh_of(_person(*each)) for each in ((), ("from_behind",), ("aglow",)))
    assert np.allclose(turned.corners[..., 2], -plain.corners[..., 2], atol=0.02)
    assert glowing.stuff[:, 1].min() > plain.stuff[:, 1].min()


def test_who_is_seen_from_above_stands_in_a_place() -> None:
    for text in ("a troll on a roof, view from above", "Blick von oben auf einen Ork in einer Gasse"):
        plan = plan_scene(text)
        assert plan.scene != "portrait"
        assert plan.camera == "high"


def test_a_close_up_is_nearer_than_a_portrait() -> None:
    assert plan_scene("close-up of a dwarf woman").camera == "close"
    assert plan_scene("Nahaufnahme einer Zwergin").camera == "close"
    assert plan_scene("portrait of a dwarf woman").camera == "eye"
