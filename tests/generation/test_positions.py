"""Positions as texts: read by who wrote them alone, and telling nothing of what lies between two."""

from itertools import pairwise

from generation.gallery.positions import Positions
from storage.gallery_pages import END

KEY = b"k" * 32
PLACES = [0, 1, 2, 1000, 2**31, END]


def test_a_position_is_read_as_it_was_written() -> None:
    positions = Positions(KEY)
    assert [positions.read("table", positions.write("table", place)) for place in PLACES] == PLACES


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
