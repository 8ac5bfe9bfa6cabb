"""The words that the enhancer knows: what each stands for, read once from the data files beside this one.

`vocabulary.json` holds kinds of things, people and places in English, `german.json` the same in German, `topics.json`
what a description may say of weather, time, light and so on; `lexicon` has what can be painted, in both languages. All
become one table of phrases and their senses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from generation.reading.data import load, phrases
from generation.reading.lexicon import entries
from generation.reading.words import inflections, key

#: Where a picture plays; the first two outrank the others, whatever place they show.
CONTEXTS = ("matrix", "astral", "outdoors", "indoors", "wilderness")
PEOPLE = frozenset({"person", "creature"})
THINGS = frozenset({"thing", "vehicle", "make"})
PLACES = frozenset(CONTEXTS)
#: Kinds of which the data has the plain forms of verbs.
VERBS = frozenset({"action", "conflict"})
#: A German compound begins or ends with a word of at least so many letters; with a place's, also of one less.
_COMPOUND = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """What a description may speak of: the slot that it fills, and the topics that cannot stand beside it.

    `instead` is what somebody means who says no to it: "not at night" is by day.
    """

    name: str
    slot: str
    excludes: frozenset[str]
    instead: str = ""


@cache
def topics() -> MappingProxyType[str, Topic]:
    """Return the topics by name; what one excludes excludes it."""
    entries = load("topics.json")
    given = {name: frozenset(" ".join(entry["excludes"]).split()) for name, entry in entries.items()}
    excludes = {name: given[name] | {other for other in given if name in given[other]} for name in entries}
    return MappingProxyType(
        {name: Topic(name, entry["slot"], excludes[name], entry.get("instead", "")) for name, entry in entries.items()}
    )


#: Which kind of thing the tables of the lexicon hold, and where its places are.
_KINDS = MappingProxyType(
    {
        "creatures": "creature", "vehicles": "vehicle", "drones": "vehicle", "items": "thing", "garments": "thing",
        "metatypes": "person", "roles": "person",
    }
)  # fmt: skip
_WHERE = MappingProxyType(
    {
        "matrix": "matrix", "astral": "astral", "wilderness": "wilderness", "desert": "wilderness", "sea": "wilderness",
        "room": "indoors", "bar": "indoors", "lab": "indoors", "boardroom": "indoors", "street": "outdoors",
        "market": "outdoors", "docks": "outdoors", "barrens": "outdoors", "skyline": "outdoors", "highway": "outdoors",
    }
)  # fmt: skip


def _of_lexicon() -> Iterator[tuple[str, str]]:
    """Return the words that the lexicon has, with their senses: what the sketch artist knows, the enhancer knows."""
    for name, effect, phrase in entries():
        sense = _WHERE.get(effect.partition("/")[0]) if name == "places" else _KINDS.get(name)
        if sense is not None:
            yield key(phrase), sense


@cache
def senses() -> MappingProxyType[str, frozenset[str]]:
    """Return what each phrase stands for: kinds, contexts and topics by name."""
    table: dict[str, set[str]] = {}
    for sense, known in _all_phrases():
        for phrase in known:
            table.setdefault(key(phrase), set()).add(sense)
    for phrase, sense in _of_lexicon():
        table.setdefault(phrase, {sense})
    return MappingProxyType({phrase: frozenset(found) for phrase, found in table.items()})


def _all_phrases() -> list[tuple[str, list[str]]]:
    tables = [*load("vocabulary.json").items(), *load("german.json").items()]
    tables += [(name, entry["words"]) for name, entry in load("topics.json").items()]
    return [(sense, _inflected(phrases(lines)) if sense in VERBS else phrases(lines)) for sense, lines in tables]


def _inflected(verbs: list[str]) -> list[str]:
    return [form for verb in verbs for form in inflections(verb)]


@cache
def longest_from() -> MappingProxyType[str, int]:
    """Return how many words the longest phrase has that begins with a word."""
    lengths: dict[str, int] = {}
    for phrase in senses():
        first, *rest = phrase.split()
        lengths[first] = max(lengths.get(first, 1), len(rest) + 1)
    return MappingProxyType(lengths)


@cache
def _german() -> dict[str, str]:
    return {
        key(word): sense
        for sense, words in load("german.json").items()
        for word in phrases(words)
        if len(word) >= _COMPOUND - (sense in PLACES) and " " not in word
    }


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _german()}, reverse=True))


def compound(word: str) -> frozenset[str]:
    """Return what a German compound stands for, by the longest known words at its end and its beginning."""
    table, found = _german(), set()
    for part in ("end", "beginning"):
        for length in _lengths():
            if length <= len(word) - 3:
                piece = word[-length:] if part == "end" else word[:length]
                if piece in table:
                    found.add(table[piece])
                    break
    return frozenset(found)
