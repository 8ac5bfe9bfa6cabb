"""The words that the enhancer knows: what each stands for, read once from the data files beside this one.

`vocabulary.json` holds kinds of things, people and places in English, `german.json` the same in German, `topics.json`
what a description may say of weather, time, light and so on; `lexicon` has what can be painted, in both languages. All
become one table of phrases and their senses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from generation.reading.data import grammar, load, phrases
from generation.reading.lexicon import entries
from generation.reading.small_words import small
from generation.reading.words import inflections, key

#: Where a picture plays; the first two outrank the others, whatever place they show.
CONTEXTS = ("matrix", "astral", "outdoors", "indoors", "wilderness")
PEOPLE = frozenset({"person", "creature"})
THINGS = frozenset({"thing", "vehicle", "make"})
PLACES = frozenset(CONTEXTS)
#: Kinds of which the data has the plain forms of verbs.
VERBS = frozenset({"action", "conflict"})
#: What a phrase may name outright, rather than say of something.
OUTRIGHT = PEOPLE | THINGS | PLACES | {"group", "event"}
#: What ends a woman's profession, known or not: "Seiltänzerin".
_WOMEN = ("erin", "istin", "torin", "antin", "entin", "eurin", "ologin", "erinnen")
#: Short words that German compounds end with, as no English word does.
_SHORT_ENDS = frozenset({"frau", "mann"})
#: What ends other words and the names of towns: there is no castle in Duisburg, and nobody in "Kristalle".
_OF_NAMES = frozenset({"alle", "burg", "berg", "dorf", "bach", "stadt", "feld", "furt", "heim"})
#: Letters of the shortest word that a compound among German words ends with.
_SHORTEST = 4
#: What a German word in another form, or a woman's, may end with.
_ENDINGS = ("innen", "in", "nen", "ern", "en", "er", "es", "em", "e", "n", "s")
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
        "bridge": "outdoors", "castle": "outdoors", "park": "outdoors", "village": "outdoors",
    }
)  # fmt: skip


def _of_lexicon() -> Iterator[tuple[str, str]]:
    """Return the words that the lexicon has, with their senses: what the sketch artist knows, the enhancer knows."""
    for name, effect, phrase in entries():
        sense = _WHERE.get(effect.partition("/")[0]) if name == "places" else _KINDS.get(name)
        # "In a van" is a place to whoever paints, and a preposition and a thing to whoever writes.
        if sense is not None and phrase.split()[0] not in small("in") | small("at"):
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
def german_senses() -> MappingProxyType[str, frozenset[str]]:
    """Return what German words stand for that mean something else in English: a "Boot" is no boot."""
    table: dict[str, set[str]] = {word: set() for word in grammar("languages", "false_friends")}
    for sense, lines in load("german.json").items():
        for word in phrases(lines):
            if key(word) in table:
                table[key(word)].add(sense)
    return MappingProxyType({word: frozenset(found) for word, found in table.items()})


@cache
def longest_from() -> MappingProxyType[str, int]:
    """Return how many words the longest phrase has that begins with a word."""
    lengths: dict[str, int] = {}
    for phrase in senses():
        first, *rest = phrase.split()
        lengths[first] = max(lengths.get(first, 1), len(rest) + 1)
    return MappingProxyType(lengths)


@cache
def _german() -> dict[str, frozenset[str]]:
    """Return the words that a German compound may begin or end with."""
    own = [(key(word), sense) for sense, lines in load("german.json").items() for word in phrases(lines)]
    found: dict[str, set[str]] = {}
    for word, sense in [*own, *_of_lexicon()]:
        if len(word) >= _SHORTEST and " " not in word:
            found.setdefault(word, set()).add(sense)
    return {word: frozenset(known) for word, known in found.items()}


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _german()}, reverse=True))


def compound(word: str, *, german: bool) -> tuple[str, frozenset[str]]:
    """Return the known word that a German word ends with, in whatever form, and what the whole stands for.

    What it is lies at its end: a "Drohnenriggerin" is a rigger. How it begins tells of light, weather and the like.
    """
    table = _german()
    for form in _forms(word):
        if form in table and _may_end(form, _SHORTEST if german else 0):
            return form, table[form]
        if ending := _piece(form, at_end=True, shortest=_SHORTEST if german else 0):
            before = table.get(_piece(word, at_end=False), frozenset())
            where = before & PLACES if "event" in table[ending] else frozenset()
            said = frozenset(sense for sense in before if sense in topics() and topics()[sense].slot)
            return ending, table[ending] | said | where
    if word.endswith(_WOMEN):
        return word, frozenset({"person"})
    return word, table.get(_piece(word, at_end=False), frozenset()) - OUTRIGHT


def _forms(word: str) -> list[str]:
    return [word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))]


def _piece(word: str, *, at_end: bool, shortest: int = 0) -> str:
    """Return the longest known word that another ends or begins with, leaving three letters at least."""
    pieces = (word[-length:] if at_end else word[:length] for length in _lengths() if length <= len(word) - 3)
    return next((piece for piece in pieces if piece in _german() and _may_end(piece, shortest)), "")


def _may_end(piece: str, shortest: int) -> bool:
    """Tell whether a word is long enough to be sure of it; among German words, shorter ones are."""
    if piece in _OF_NAMES:
        return False
    least = shortest or _COMPOUND - (not _german()[piece].isdisjoint(PLACES))
    return len(piece) >= least or piece in _SHORT_ENDS
