"""What people wrote is shown as they wrote it."""

import warnings

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.ui.embeds import escape_markdown

MARKS = st.text(alphabet="ab _*~|`\\>#-[]()<>:/.\n", max_size=40)


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("*bold* _moves_", r"\*bold\* \_moves\_"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("> quoted\n# title\n- item", "\\> quoted\n\\# title\n\\- item"),
        ("[here](https://example.com)", r"\[here](https://example.com)"),
        ("see https://example.com/a_b_c, now", "see https://example.com/a_b_c, now"),
        ("a 10 - 20 # 3", "a 10 - 20 # 3"),
    ],
)
def test_a_backslash_stands_before_each_mark_and_links_stay(written: str, escaped: str) -> None:
    assert escape_markdown(written) == escaped


@given(MARKS)
@example("<https://example.com/a_b> https://example.com/*.")
def test_it_escapes_what_discord_py_escapes(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert escape_markdown(text) == discord.utils.escape_markdown(text)


def test_it_raises_nothing_where_warnings_are_errors() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert escape_markdown("*") == r"\*"
