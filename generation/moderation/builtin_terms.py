"""The built-in words, read once from the data files beside: forms and slots written out, one index of all groups."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from generation.moderation.normalize import key_of
from generation.moderation.term_index import Form, Term, TermIndex, letters_of

FILES = (
    "terms_sexual.json",
    "terms_minors.json",
    "terms_people.json",
    "terms_public_figures.json",
    "terms_categories.json",
)
#: Groups that make a hard block together, and so are also looked for written as one word.
HARD = ("age", "explicit", "suggestive", "person")

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ENDINGS = ("", "e", "er", "es", "en", "em")


@cache
def builtin_terms() -> TermIndex:
    """Return the index of all built-in terms; the first call takes some tenths of a second."""
    return TermIndex(*read_terms(FILES), glued=HARD)


def read_terms(files: Sequence[str]) -> tuple[list[Form], list[str]]:
    """Return the forms that data files hold, and the words that only look like one."""
    folder = Path(__file__).parent
    parts = [json.loads((folder / name).read_text(encoding="utf-8")) for name in files]
    forms = [
        form
        for part in parts
        for group, entries in part["groups"].items()
        for entry in entries
        for form in _forms(group, entry, part["slots"])
    ]
    return forms, [words for part in parts for words in part["innocent"]]


def plural(words: str) -> str:
    """Return the regular plural of a phrase's last word."""
    if words.endswith("y") and words[-2:-1] not in set("aeiou"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("s", "x", "z", "ch", "sh")) else f"{words}s"


def _forms(group: str, entry: dict[str, Any], slots: dict[str, list[str]]) -> Iterator[Form]:
    next_, before, around = (_keys(entry.get(name, ())) for name in ("unless_next", "unless_before", "unless_near"))
    of_things = entry.get("of_things", False)
    for pattern in entry["words"]:
        for filled in _filled(pattern, slots):
            for ending in _ENDINGS if entry.get("declined") else ("",):
                words = f"{filled}{ending}"
                instead = tuple(f"{each}{ending}" for each in entry.get("instead", ()))
                term = Term(words, group, instead, next_, before, around, of_things)
                yield Form(words, term)
                if (spelt_out := words.translate(_UMLAUTS)) != words:
                    yield Form(spelt_out, term)
                if words.endswith("in"):
                    yield Form(f"{words}nen", term, several=True)
                if not entry.get("fixed"):
                    yield Form(plural(words), term, several=True)


def _filled(pattern: str, slots: dict[str, list[str]]) -> Iterator[str]:
    """Yield a pattern with every filling of its slots."""
    names = [name for name in slots if f"{{{name}}}" in pattern]
    for filling in product(*(slots[name] for name in names)):
        yield pattern.format(**dict(zip(names, filling, strict=True)))


def _keys(words: list[str] | tuple[()]) -> frozenset[str]:
    """Return the keys of words and of their plurals."""
    return frozenset(key_of(letters_of(form)) for word in words for form in (word, plural(word)))
