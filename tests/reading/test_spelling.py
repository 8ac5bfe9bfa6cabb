"""A word with a slip of the fingers is read as the known word that was meant, and ordinary words are left alone."""

import pytest

from generation.reading.spelling import meant
from generation.reading.term_reading import read_terms


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("greeen", "green"), ("motorcyle", "motorcycle"), ("cybearm", "cyberarm"), ("burnig", "burning"),
        ("helicoptre", "helicopter"), ("gewiter", "gewitter"), ("drohnne", "drohne"), ("schwrt", "schwert"),
    ],
)  # fmt: skip
def test_one_slip_is_mended(typed: str, known: str) -> None:
    assert meant(typed, german=typed in {"gewiter", "drohnne", "schwrt"}) == known


@pytest.mark.parametrize(
    "typed",
    ["state", "layer", "trail", "gravel", "plaster", "punkt", "strom", "traum", "figur", "magazin", "green", "gren",
     "drones", "wolves", "guards"],
)  # fmt: skip
def test_an_ordinary_word_is_left_alone(typed: str) -> None:
    assert (meant(typed, german=False), meant(typed, german=True)) == ("", "")


def test_a_name_with_a_capital_in_english_is_left_alone_and_a_german_noun_is_mended() -> None:
    assert [term.folded for term in read_terms("the dwarf Greeen").terms][-1] == "greeen"
    assert read_terms("ein Gewiter über dem Hafen").terms[1].effects


def test_what_was_typed_stays_as_it_was() -> None:
    (_, term, _) = read_terms("a greeen dwarf").terms
    assert (term.typed, term.means("colours")) == ("greeen", "green")
