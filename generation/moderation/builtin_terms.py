"""The built-in words, read once from the data files beside: forms and slots written out, one index of all groups."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from generation.moderation.normalize import key_of
from generation.moderation.term_index import Form, Term, TermIndex, letters_of

FILES = ("terms_sexual.json", "terms_people.json", "terms_categories.json")
#: Groups that make a hard block together, and so are also looked for written as one word.
HARD = ("age", "explicit", "suggestive", "person")

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@cache
def builtin_terms() -> TermIndex:
    """Return the index of all built-in terms; the first call takes some tens of milliseconds."""
    folder = Path(__file__).parent
    parts = [json.loads((folder / name).read_text(encoding="utf-8")) for name in FILES]
    forms = [
        form
        for part in parts
        for group, entries in part["groups"].items()
        for entry in entries
        for form in _forms(group, entry, part["slots"])
    ]
    return TermIndex(forms, innocent=[words for part in parts for words in part["innocent"]], glued=HARD)


def plural(words: str) -> str:
    """Return the regular plural of a phrase's last word."""
    if words.endswith("y") and words[-2:-1] not in set("aeiou"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("s", "x", "z", "ch", "sh")) else f"{words}s"


def _forms(group: str, entry: dict[str, Any], slots: dict[str, list[str]]) -> Iterator[Form]:
    instead = tuple(entry.get("instead", ()))
    company = [_keys(entry.get(name, ())) for name in ("unless_next", "unless_before", "unless_near")]
    for pattern in entry["words"]:
        for words in _filled(pattern, slots):
            term = Term(words, group, instead, *company)
            yield Form(words, term)
            if (spelt_out := words.translate(_UMLAUTS)) != words:
                yield Form(spelt_out, term)
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
