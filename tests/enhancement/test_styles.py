"""Style templates, and how they stand beside a player's words."""

import re

import pytest

from generation.providers.stability.api import PRESETS
from generation.sketch.canvas.palette import PALETTES, colour
from generation.styles.catalogue import all_styles
from tests.enhancement.inputs import NEGATIVE, enhanced, prompt_of, style

#: Stability's own list, of its interface's documentation.
STABILITYS = {
    *("3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance", "fantasy-art"),
    *("isometric", "line-art", "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art"),
    "tile-texture",
}


@pytest.mark.parametrize("name", list(all_styles()))
def test_every_style_is_whole(name: str) -> None:
    one = style(name)
    assert one.id == name
    assert len(one.positive.split(", ")) >= 5
    assert len(one.negative.split(", ")) >= 3
    assert len(one.palette) == 5
    assert all(re.fullmatch("#[0-9a-f]{6}", code) for code in one.palette)
    assert one.preset in STABILITYS | {""}


def test_the_painter_and_stability_read_the_one_truth() -> None:
    assert set(PALETTES) == set(PRESETS) == set(all_styles())
    assert PALETTES["neon_noir"].dark == colour(style("neon_noir").palette[0])
    assert PRESETS["graphic_novel"] == "comic-book"


def test_there_are_sixteen() -> None:
    assert len(all_styles()) == 16


def test_a_styles_phrases_stand_behind_the_players_words_and_fill_their_slots() -> None:
    text = prompt_of("a bar", style=style("security_cam"))
    assert text.startswith("a bar, ")
    assert text.endswith("high-angle surveillance camera frame, wide lens, monochrome green-grey, sensor noise, "
                         "motion smear, tracking reticle")  # fmt: skip
    assert "cinematic" not in text


def test_a_styles_negative_goes_to_the_negative_prompt() -> None:
    assert "medieval castle" in enhanced("a bar", NEGATIVE, style=style("neon_noir")).negative


def test_a_locked_style_comes_last_and_outranks_the_other() -> None:
    text = prompt_of("a bar", style=style("vhs_90s"), locked=style("painted_cover"))
    assert text.endswith(style("painted_cover").positive)
    assert "video still" not in text
    assert "scanlines" in text


def test_a_style_twice_is_said_once() -> None:
    one = style("neon_noir")
    assert prompt_of("a street", style=one, locked=one) == prompt_of("a street", locked=one)


@pytest.mark.parametrize("name", list(all_styles()))
def test_no_style_contradicts_what_the_player_asks_for(name: str) -> None:
    text = prompt_of("a sunny street at noon, no neon", style=style(name))
    assert "night" not in text
    assert text.count("neon") == 1
