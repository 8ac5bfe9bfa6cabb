"""Positions as texts: read by who wrote them alone, and telling nothing of what lies between two."""

from itertools import pairwise

import pytest

from generation.gallery.positions import Positions
from storage.gallery_pages import END

KEY = b"k" * 32
PLACES = [0, 1, 2, 1000, 2**31, END]


def test_a_position_is_read_as_it_was_written() -> None:
    positions = Positions(KEY)
    assert [positions.read("table", positions.write("table", place)) for place in PLACES] == PLACES


@pytest.mark.parametrize(
    ("session_id", "place", "text"),
    [("table", 7, "788fe86de1363249"), ("table", 2**31, "602818b17dcaecbb"), ("tisch", 0, "bfd92550776fc858")],
)
def test_what_stands_in_messages_that_were_posted_is_still_read(session_id: str, place: int, text: str) -> None:
    assert Positions(KEY).write(session_id, place) == text
    assert Positions(KEY).read(session_id, text) == place


def test_it_is_good_for_its_session_and_its_key_alone() -> None:
    text = Positions(KEY).write("table", 7)
    assert Positions(KEY).read("other", text) is None
    assert Positions(b"other").read("table", text) is None


def test_what_nobody_has_written_is_none() -> None:
    positions = Positions(KEY)
    guesses = ["", "7", "0" * 16, "f" * 16, "-1" * 8, "１" * 16, "x" * 16, positions.write("table", 7).upper() + "0"]  # noqa: RUF001  # digits that are none of ours
    assert [positions.read("table", guess) for guess in guesses] == [None] * len(guesses)


def test_texts_tell_no_order() -> None:
    texts = [Positions(KEY).write("table", place) for place in range(1, 200)]
    assert len(set(texts)) == len(texts)
    ascending = sum(earlier < later for earlier, later in pairwise(texts))
    assert 60 < ascending < 140
