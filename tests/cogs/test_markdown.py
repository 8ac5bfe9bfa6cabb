"""What people wrote is shown as they wrote it, wherever it is shown."""

import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.ui.embeds import escape_markdown, prompt_text, sentence_text
from generation.i18n import N_
from tests.cogs.discord_markdown import shown

PIECES = st.sampled_from(
    [
        *"ab _*~|`\\>#-+[]()<>:/.@!&\n1",
        *(
            "**",
            "__",
            "~~",
            "||",
            "```",
            "](",
            "](https://a.b)",
            "[here](https://a.b)",
            "https://a.b/c_d",
            "<https://a.b>",
        ),
        *(
            "<@1>",
            "<@&2>",
            "<#3>",
            "<:skull:4>",
            "<a:b:5>",
            "<t:6:R>",
            "</go:7>",
            "<id:browse>",
            ":skull:",
            "@everyone",
        ),
        *("\n# ", "\n-# ", "\n> ", "\n>>> ", "\n- ", "\n1. ", "1. ", "# "),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
LINKS = "two [links](https://good.example) and [here](https://evil.example)"


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("*bold* _moves_", r"\*bold\* \_moves\_"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("> quoted\n# title\n- item\n2. second", "\\> quoted\n\\# title\n\\- item\n2\\. second"),
        ("[here](https://example.com)", r"\[here](https://example.com)"),
        (LINKS, r"two \[links](https://good.example) and \[here](https://evil.example)"),
        ("see https://example.com/a_b_c, now", "see https://example.com/a_b_c, now"),
        ("<@2001> throws <:skull:5> at <t:0:R>", r"\<@2001> throws \<\:skull:5> at \<t\:0:R>"),
        ("@everyone, :skull: at 12:30", r"\@everyone, \:skull: at 12:30"),
        ("a 10 - 20 # 3, rain-soaked > dry", "a 10 - 20 # 3, rain-soaked > dry"),
    ],
)
def test_a_backslash_stands_before_each_mark_and_bare_links_stay(written: str, escaped: str) -> None:
    assert escape_markdown(written) == escaped


def test_the_model_of_discord_knows_what_it_is_to_guard_against() -> None:
    for live in ("**a**", "_a_", "[a](https://b)", "<@1>", "<:a:1>", "<t:1:R>", "# a", "a\n- b", "||a||", "`a`", ":a:"):
        assert shown(live).markup, live


@given(TEXTS)
@example(LINKS)
@example("https://a.b/[x](https://c.d) [y](https://e.f)")
@example("\\[a](https://b.c)")
@example("\\\\[a](https://b.c)")
def test_discord_shows_it_as_it_was_written_and_leads_nowhere_else(text: str) -> None:
    seen = shown(escape_markdown(text))
    assert seen.text == text
    assert seen.markup == ()
    assert all(link in text for link in seen.links)


@given(TEXTS, st.integers(2, 30))
def test_a_text_that_is_cut_disarms_nothing_behind_it(text: str, most: int) -> None:
    cut = prompt_text(text, most)
    assert len(cut) <= most
    assert shown(f"{cut}*").text.endswith("*")
    assert shown(cut).text.removesuffix("…") == text[: len(shown(cut).text.removesuffix("…"))]


def test_a_sentence_of_ours_shows_what_people_wrote_in_it() -> None:
    sentence = N_("I do not know the style “{name}”.").format(name="[neon](https://evil.example)")
    assert shown(sentence_text(sentence)).markup == ()
    assert shown(sentence_text(sentence)).text == sentence


def test_it_raises_nothing_where_warnings_are_errors() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert escape_markdown("*") == r"\*"
