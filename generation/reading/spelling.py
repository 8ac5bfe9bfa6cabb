"""Spelling: the one known word that somebody meant who typed a letter too many, too few, a wrong one, or two swapped.

Only a word of some length is mended that nobody knows, and only where a single known word is that near: "greeen" is
green. Ordinary words that are as near to a known one by chance stand in `ordinary_words.txt`, and stay what they are:
"state" is no statue. They are those among the 60,000 commonest of each language that would be mended without it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generation.reading.lexicon import compound_of, entries, fold, meaning_of
from generation.reading.small_words import small
from generation.reading.vocabulary import compound, senses
from generation.text.cache import text_cache

SHORTEST = 5  # letters of a word that is mended
SURE = 6  # letters of one in which a letter may be a wrong one
_ENDINGS = ("", "s", "es", "e", "n", "en", "er", "em", "ed", "ing")
_REPEATED = {False: ("", "s"), True: ("", "n", "en", "e", "er", "es", "em", "s")}  # that a mended word may have
_SHORTEST_STEM = 4


@text_cache(maxsize=4096)
def meant(word: str, *, german: bool) -> str:
    """Return the known word that a folded, unknown one was meant to be, or nothing."""
    if len(word) < SHORTEST or not word.isalpha() or _is_known(word, german=german):
        return ""
    found = {
        stem + ending
        for ending in _REPEATED[german]
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
        for stem in _near(word.removesuffix(ending))
        if meaning_of(stem + ending, german=german) is not None
    }
    effects = {tuple(sorted(meaning.effects.items())) for form in found if (meaning := meaning_of(form, german=german))}
    return min(found, key=lambda form: (abs(len(form) - len(word)), form)) if len(effects) == 1 else ""


def _is_known(word: str, *, german: bool) -> bool:
    """Tell whether a word is one that anybody knows, in this form or another."""
    if word in _ordinary() or any(word in small(name) for name in ("german", "english")):
        return True
    stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))}
    if any(stem in _plain_words() for stem in stems) or any(
        meaning_of(word, german=speech) for speech in (True, False)
    ):
        return True
    return bool(german and (compound_of(word, written_as_noun=True) or compound(word, german=True)[1]))


def _near(word: str) -> Iterator[str]:
    """Return the known words that are one letter from a word, and begin like it."""
    for key in {word, *_without_one(word)}:
        for known in _by_less().get(key, ()):
            if known != word and known[0] == word[0] and _is_one_off(word, known):
                yield known


def _is_one_off(word: str, known: str) -> bool:
    """Tell whether a single slip makes one word of the other."""
    if len(word) != len(known):
        return abs(len(word) - len(known)) == 1 and min(word, known, key=len) in _without_one(max(word, known, key=len))
    other = [at for at in range(len(word)) if word[at] != known[at]]
    if len(other) == 1:
        return len(word) >= SURE and other[0] < len(word) - 1
    swapped = len(other) == 2 and other[1] == other[0] + 1
    return swapped and word[other[0]] == known[other[1]] and word[other[1]] == known[other[0]]


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@cache
def _by_less() -> Mapping[str, tuple[str, ...]]:
    """Return the words of the lexicon by what is left of them without one letter, and by themselves."""
    found: dict[str, list[str]] = {}
    for known in {fold(phrase) for _, _, phrase in entries()}:
        if known.isalpha() and len(known) >= _SHORTEST_STEM:
            for key in {known, *_without_one(known)}:
                found.setdefault(key, []).append(known)
    return {key: tuple(sorted(words)) for key, words in found.items()}


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())


@cache
def _plain_words() -> frozenset[str]:
    """Return every word that stands in any phrase that the enhancer or the artist knows, or is small."""
    lists = ("unseen", "views", "groups", "adverbs", "adjectives", "abstract", "harmless", "breaks", "degrees",
             "plain to see", "invisible deeds", "just holding", "determiners", "qualities")  # fmt: skip
    return frozenset(
        word
        for phrase in (*map(fold, senses()), *(each for name in lists for each in small(name)))
        for word in phrase.split()
    )
