"""Where the artist chooses the style, what it has chosen is said."""

import json

import pytest

from generation.i18n import speaking
from generation.styles.chosen import chosen_style, style_of, style_of_all
from tests.generation.image_rows import image_row

NOIR = json.dumps({"scene": "street", "style": "neon_noir"})
GRIT = json.dumps({"scene": "barrens", "style": "barrens_grit"})


def test_the_artists_choice_is_named_in_the_readers_language() -> None:
    image = image_row(recipe=NOIR)
    assert (chosen_style(image), style_of(image)) == ("neon_noir", "Artist's choice: Neon Noir")
    with speaking("de"):
        assert style_of(image_row(recipe=GRIT)) == "Wahl des Künstlers: Schmutz der Barrens"


def test_a_style_that_was_asked_for_is_nobody_elses_choice() -> None:
    image = image_row(style="neon_noir", recipe=GRIT)
    assert (chosen_style(image), style_of(image)) == (None, "Neon Noir")


def test_an_edited_picture_is_still_in_the_style_that_the_artist_chose() -> None:
    edited = image_row(provider="editor", recipe=json.dumps({"provider": "sketch", "recipe": NOIR, "edits": ["{}"]}))
    assert (chosen_style(edited), style_of(edited)) == ("neon_noir", "Artist's choice: Neon Noir")


UNSTYLED = (
    None,
    "",
    "{",
    "[]",
    "{}",
    '{"style": "no_such"}',
    '{"style": 7}',
    '{"edits": [], "recipe": 7}',
    '{"style": []}',
)


@pytest.mark.parametrize("recipe", UNSTYLED)
def test_of_a_provider_without_styles_no_style_is_named(recipe: str | None) -> None:
    assert style_of(image_row(recipe=recipe)) == "Artist's choice"


def test_of_several_images_each_style_is_named_once() -> None:
    images = [image_row(recipe=recipe) for recipe in (NOIR, GRIT, NOIR)]
    assert style_of_all(images) == "Artist's choice: Neon Noir, Barrens Grit"
    assert style_of_all([image_row(style="neon_noir")] * 2) == "Neon Noir"
