"""Words that are compounds, by how they begin or end: nobody can list what German puts together."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from generation.moderation.normalize import FoldedWord, plain
from generation.moderation.term_index import Hit, Term, letters_of

_SHORTEST = 6


def compounds(tokens: Sequence[FoldedWord]) -> Iterator[Hit]:
    """Yield the tokens that are a compound of a group's words, one hit each."""
    groups = _groups()
    for place, token in enumerate(tokens):
        word = plain(token)
        if len(word) < _SHORTEST:
            continue
        for group, of_things, pattern, innocent in groups:
            if pattern.search(word) and word not in innocent:
                yield Hit(Term(word, group, of_things=of_things), place, place)
                break


@cache
def _groups() -> tuple[tuple[str, bool, re.Pattern[str], frozenset[str]], ...]:
    data = json.loads((Path(__file__).parent / "compounds.json").read_text(encoding="utf-8"))
    return tuple(
        (
            each["group"],
            each.get("of_things", False),
            re.compile(rf"^(?:{_any(each['begins'])})|(?:{_any(each['ends'])})$"),
            frozenset(form for word in each["except"] for form in _spellings(word)),
        )
        for each in data["groups"]
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted({re.escape(form) for word in words for form in _spellings(word)}))


def _spellings(word: str) -> set[str]:
    """Return a word's letters with its umlauts as one letter and as two."""
    return {letters_of(word), letters_of(word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))}
