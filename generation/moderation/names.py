"""What has the form of a person's full name: two words with capitals that are no words of the setting."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generation.moderation.normalize import FoldedWord, plain
from generation.moderation.term_index import Hit, letters_of

_SHORTEST = 2


def full_names(tokens: Sequence[FoldedWord], others: Sequence[Hit]) -> list[int]:
    """Return where two words stand that look like a first and a last name, beside the words of `others`.

    A text whose words nearly all begin with a capital says nothing by them.
    """
    if 2 * sum(token.capital for token in tokens) > len(tokens) + 2:
        return []
    taken = {place for hit in others for place in range(hit.first, hit.last + 1)}
    return [
        place
        for place in range(len(tokens) - 1)
        if not tokens[place + 1].free
        and tokens[place + 1].apart
        and all(_may_name(tokens[each]) and each not in taken for each in (place, place + 1))
    ]


def _may_name(token: FoldedWord) -> bool:
    word = plain(token)
    return token.capital and len(word) >= _SHORTEST and word.isalpha() and word not in _no_names()


@cache
def _no_names() -> frozenset[str]:
    data = json.loads((Path(__file__).parent / "no_names.json").read_text(encoding="utf-8"))
    return frozenset(form for word in data["words"] for form in _forms(letters_of(word)))


def _forms(word: str) -> tuple[str, ...]:
    return tuple(f"{word}{ending}" for ending in ("", "s", "e", "n", "en", "in", "er"))
