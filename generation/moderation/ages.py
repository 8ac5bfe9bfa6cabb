"""Numbers that may be somebody's age: those that count nothing else."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generation.moderation.normalize import FoldedWord, plain
from generation.moderation.term_index import letters_of


def bare_ages(tokens: Sequence[FoldedWord]) -> list[int]:
    """Return the places of numbers below eighteen beside which nothing says what they count."""
    ages, counted = _words()
    return [
        place
        for place, token in enumerate(tokens)
        if plain(token) in ages and not _counts_something(tokens, place, counted)
    ]


def stands_alone(tokens: Sequence[FoldedWord], place: int) -> bool:
    """Tell whether a word stands between marks, as an age may: "elf, 14"."""
    return tokens[place].free and (place + 1 >= len(tokens) or tokens[place + 1].free)


def _counts_something(tokens: Sequence[FoldedWord], place: int, counted: frozenset[str]) -> bool:
    """Tell whether a number is that of a room, a calibre or the like."""
    behind = place + 1 < len(tokens) and not tokens[place + 1].free and plain(tokens[place + 1]) in counted
    return behind or (place > 0 and not tokens[place].free and plain(tokens[place - 1]) in counted)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    words = json.loads((Path(__file__).parent / "ages.json").read_text(encoding="utf-8"))
    return frozenset(map(letters_of, words["ages"])), frozenset(map(letters_of, words["counted"]))
