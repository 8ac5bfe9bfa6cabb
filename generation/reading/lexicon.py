"""The lexicon: what words and phrases mean to whoever paints, in tables of phrase -> effect, and in which forms.

`lexicon/*.toml` holds the tables, English and German side by side. A word is understood in its plural, as a possessive,
with a German ending or as a woman's, and a German compound by the word at its end: "Konzernlobby" is a lobby.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from generation.reading.words import inflections

_FOLDER = Path(__file__).parent / "lexicon"
_GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u2019": "'"})
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
LONGEST = 4  # words of a phrase
_SHORTEST_STEM = 3
_SHORTEST_DEED = 5
_SHORTEST_SURE = 5  # letters of a word at a compound's end that needs no known word before it
_SHORTEST_TAIL = 4  # letters of the word at a compound's end; one less where it is written as a noun
#: Tables whose words can stand at the end of a German compound.
_NOUNS = (
    "places", "roles", "metatypes", "creatures", "drones", "vehicles", "items", "garments", "effects", "furnishings",
    "features", "actions",
)  # fmt: skip
_VERBS = frozenset({"poses", "deeds", "actions", "handling"})  # tables whose English verbs stand in their plain form
#: Nouns but for deeds: a word that is a verb's form and the plural of one of them may be either, as "guards".
_PLAIN = tuple(name for name in _NOUNS if name != "actions")
_BEGINNINGS = ("metatypes", "roles", "vehicles", "creatures", "colours", "districts", "hints")
_IRREGULAR = MappingProxyType(
    {
        "mice": "mouse", "wolves": "wolf", "elves": "elf", "dwarves": "dwarf", "knives": "knife", "thieves": "thief",
        "people": "person", "children": "child", "leute": "person", "geese": "goose", "wives": "wife",
        "men": "man", "women": "woman", "dice": "dice", "staves": "staff", "kinder": "kind",
    }
)  # fmt: skip
_GERMAN_ENDINGS = ("n", "s", "e", "en", "er", "em", "es", "ern", "nen")

Table = Mapping[str, str]


def fold(text: str) -> str:
    """Return a text in lower case and plain letters, as the tables have it; its length may change."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_GERMAN_LETTERS))
    return plain.encode("ascii", "ignore").decode()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: effects by table; whether it is a plural or a woman's word; what a compound begins with."""

    phrase: str
    effects: Table
    plural: bool = False
    feminine: bool = False
    beginning: Table = field(default_factory=dict)


@cache
def entries() -> tuple[tuple[str, str, str], ...]:
    """Return every phrase as it is written, with the names of its table and of its effect: (table, effect, phrase)."""
    return tuple(
        (name, effect, " ".join(phrase.split()))
        for path in sorted(_FOLDER.glob("*.toml"))
        for name, effects in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for effect, phrases in effects.items()
        for phrase in phrases.split(",")
    )


@cache
def tables() -> Mapping[str, Table]:
    """Return every table by name."""
    data: dict[str, dict[str, str]] = {}
    for name, effect, phrase in entries():
        key = " ".join(_WORD.findall(fold(phrase)))
        for form in inflections(key) if name in _VERBS else (key,):
            data.setdefault(name, {})[form] = effect
    return MappingProxyType(data)


def table(name: str) -> Table:
    """Return a table of phrase -> effect."""
    return tables()[name]


@cache
def _meanings() -> Mapping[str, Table]:
    found: dict[str, dict[str, str]] = {}
    for name, entries in tables().items():
        for phrase, effect in entries.items():
            found.setdefault(phrase, {})[name] = effect
    return found


@cache
def _typed() -> frozenset[str]:
    """Return the phrases that stand in the lexicon as they are: English verbs have more forms, that no German has."""
    return frozenset(" ".join(_WORD.findall(fold(phrase))) for _, _, phrase in entries())


def meaning_of(phrase: str, *, german: bool) -> Meaning | None:
    """Return what a folded phrase means, in whatever form it stands."""
    if german and (otherwise := _false_friend(phrase)):
        return Meaning(phrase, otherwise)
    known = _meanings()
    first, _, last = phrase.rpartition(" ")
    if phrase in known:
        one = known.get(phrase.removesuffix("s"), {}) if phrase.endswith("s") else {}
        plural = any(name in one for name in _NOUNS) and not any(name in known[phrase] for name in _PLAIN)
        feminine = german and phrase.endswith("in") and "roles" in known[phrase]
        return Meaning(phrase, {**one, **known[phrase]} if plural else known[phrase], plural, feminine)
    for form, plural, feminine in _forms(last, german=german):
        plain = f"{first} {form}".lstrip()
        if german and (otherwise := _false_friend(plain)):
            return Meaning(plain, otherwise, plural and not feminine, feminine)
        if plain in known and (not german or plain in _typed() or form == last[:-1]):
            return Meaning(plain, known[plain], plural, feminine)
    return None


@cache
def _false_friend(phrase: str) -> Table:
    """Return what a phrase means in German alone."""
    forms = (phrase, *(phrase.removesuffix(ending) for ending in ("s", "es", "e")))
    found = next((table("german")[form] for form in forms if form in table("german")), "")
    effects = (each.partition(" ") for each in found.split(", ") if each)
    return {name: effect for name, _, effect in effects}


def _forms(word: str, *, german: bool) -> Iterator[tuple[str, bool, bool]]:
    """Return what a word may be a form of, and whether as a plural or a woman's."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word], True, False
    if word.endswith("women"):
        yield word[:-2] + "an", True, True
    elif word.endswith("men"):
        yield word[:-2] + "an", True, False
    if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST_STEM:
        yield word[:-1], True, False
        if word.endswith("es"):
            yield word[:-2], True, False
        if word.endswith("ies"):
            yield word[:-3] + "y", True, False
    if german:
        yield from _german_forms(word)


def _german_forms(word: str) -> Iterator[tuple[str, bool, bool]]:
    for ending, plural in (("innen", True), ("in", False)):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem + "in", plural, True
            for base in (stem, stem + "e", *_without_umlaut(stem)):
                yield base, plural, True
    for ending in _GERMAN_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            for base in (stem, stem + "e", *_without_umlaut(stem)):
                yield base, True, False
    for base in _without_umlaut(word):
        yield base, True, False


def _without_umlaut(word: str) -> tuple[str, ...]:
    """Return a folded word without its last umlaut: "maenn" is "mann"."""
    at = max(word.rfind(umlaut) for umlaut in ("ae", "oe", "ue"))
    return (word[: at + 1] + word[at + 2 :],) if at > 0 else ()


def compound_of(word: str, *, written_as_noun: bool) -> Meaning | None:
    """Return what a German compound means: the longest known word at its end, and what stands before that."""
    shortest = _SHORTEST_TAIL - written_as_noun
    for at in range(2, len(word) - shortest + 1):
        tail = meaning_of(word[at:], german=True)
        if tail is None or len(tail.phrase) < shortest or not any(name in tail.effects for name in _NOUNS):
            continue
        if len(tail.phrase) < _SHORTEST_DEED and not any(name in tail.effects for name in _PLAIN):
            continue  # a carousel, "Karussell", sells nothing
        effects = {
            name: effect for name, effect in tail.effects.items() if name in _NOUNS or name in {"genders", "ages"}
        }
        if len(tail.phrase) < _SHORTEST_SURE and not _is_word(word[:at]):
            continue  # treason, "Verrat", is no rat
        return Meaning(tail.phrase, effects, tail.plural, tail.feminine, _beginning(word[:at]))
    return None


def _is_word(part: str) -> bool:
    """Tell whether a compound may begin so: a word that is known, or a long one."""
    forms = (part, *(part.removesuffix(ending) for ending in ("s", "n", "en", "er", "e") if part.endswith(ending)))
    return len(part) >= _SHORTEST_SURE or any(meaning_of(form, german=True) is not None for form in forms)


def _beginning(part: str) -> Table:
    for form in (
        part,
        part.removesuffix("s"),
        part.removesuffix("n"),
        part.removesuffix("en"),
        part.removesuffix("er"),
    ):
        meaning = meaning_of(form, german=True)
        if meaning is not None and (meaning.phrase == form or len(meaning.phrase) >= _SHORTEST_SURE):
            return {name: effect for name, effect in meaning.effects.items() if name in _BEGINNINGS}
    return {}
