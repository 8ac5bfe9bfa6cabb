"""What a provider takes is kept to, in characters and in CLIP's tokens, by whole phrases."""

import pytest

from generation.prompts.rules.clip_tokens import most_tokens
from generation.prompts.rules.fitting import Room, cut, fits
from generation.prompts.rules.glosses import without_glosses
from generation.prompts.values import Limits
from tests.enhancement.inputs import CLIP, enhanced, prompt_of, style


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("", 0),
        ("a rain-soaked street", 5),
        ("A RAIN-SOAKED STREET", 5),
        ("4k, 35mm", 6),
        ("it's", 2),
        ("renraku", 3),
        ("xqzt", 4),
        ("\u96e8", 3),
        ("...", 3),
    ],
)
def test_tokens_are_counted_exactly_for_known_words_and_by_bytes_for_others(text: str, most: int) -> None:
    assert most_tokens(text) == most


def test_a_phrase_goes_in_whole_or_not_at_all() -> None:
    room = Room(Limits("x", longest=10))
    assert room.take("a bar")
    assert not room.take(", smoky")
    assert room.take(", 4k")


def test_a_text_too_long_alone_is_cut_at_a_word() -> None:
    assert cut("a street at night", Limits("x", longest=12)) == "a street at"
    assert cut("supercalifragilistic", Limits("x", longest=5)) == "super"
    assert cut("a street", Limits("x", longest=8)) == "a street"


@pytest.mark.parametrize("longest", [20, 60, 90, 120, 200, 400])
def test_additions_fit_by_whole_phrases(longest: int) -> None:
    made = enhanced("A street scene", Limits("x", longest=longest))
    assert len(made.prompt) <= longest
    assert made.prompt.lower().startswith("a ")
    assert all(phrase in made.prompt for phrase in made.added)


@pytest.mark.parametrize("text", ["A street", "Alley scene", "no neon, a bar", "GANG WAR!!! \u96e8"])
def test_even_the_smallest_room_is_kept_to(text: str) -> None:
    for longest in range(1, 60):
        for tokens in (None, 2, 3, 9):
            limits = Limits("x", longest, tokens, negative=True)
            made = enhanced(text, limits)
            assert fits(made.prompt, limits)
            assert fits(made.negative, limits)


def test_clips_tokens_are_kept_to_with_the_players_words_first() -> None:
    text = "Ork street samurai with a katana in a ruined church"
    made = enhanced(text, CLIP, style=style("dossier"), locked=style("painted_cover"))
    assert fits(made.prompt, CLIP)
    assert fits(made.negative, CLIP)
    assert without_glosses(made.prompt).startswith(text)
    assert "visible brushwork" in made.prompt


def test_a_locked_style_comes_before_all_else_in_a_small_room() -> None:
    text = prompt_of("a bar", Limits("x", longest=80), style=style("neon_noir"), locked=style("graphic_novel"))
    assert text.endswith("graphic novel panel, confident ink lines, heavy spotted blacks")
