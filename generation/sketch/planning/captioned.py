"""The words that are set into a picture: what a player has named and the artist could not paint, as it was typed.

What is painted needs no caption; how something is said to look, and is not, the note alone says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generation.reading.noun_phrases import is_noun
from generation.reading.small_words import small
from generation.reading.term_reading import read_terms
from generation.reading.words import words_of
from generation.sketch.planning.told import is_of_a_noun, missing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generation.sketch.planning.plan import Plan

LONGEST = 46  # letters: what two lines hold
_RELATIVE = frozenset({"that", "which", "who"})
#: With which no line ends.
_LOOSE = ("determiners", "with", "in", "of", "at", "near", "above", "joints", "is", "owners")


def caption_of(plan: Plan, description: str) -> str:
    """Return the caption of a plan: the things, people and places that are absent; of a mood its first words."""
    if plan.is_mood:
        return shortened(description)
    absent = [phrase for phrase in missing_of(plan).absent if is_of_a_noun(phrase)]
    return shortened(*(phrase for phrase in absent if not _is_said_of_a_noun(phrase, description)))


def _is_said_of_a_noun(phrase: str, description: str) -> bool:
    """Tell whether a phrase stands right behind a noun, or "that": of a word nobody knows, that makes a verb."""
    terms = read_terms(description)
    at = description.find(phrase)
    term = next((term for term in terms.terms if term.start == at), None)
    before = terms.before(term) if term else None
    if before is None or any(other.folded in small("with") for other in read_terms(phrase).terms):
        return False  # "runs with a narwhal" names one
    return is_noun(before) or before.folded in _RELATIVE


def shortened(*phrases: str) -> str:
    """Join phrases until a caption is full; the first one ends, if it must, with a clause or where a word can end."""
    taken = list[str]()
    for phrase in phrases:
        if len(", ".join([*taken, phrase])) <= LONGEST:
            taken.append(phrase)
    return ", ".join(taken) if taken else _cut(phrases[0]) if phrases else ""


def _cut(phrase: str) -> str:
    whole = phrase[: LONGEST + 1]
    clause = max(whole.rfind(mark) for mark in ",.;:")
    if clause > LONGEST // 3:
        return whole[:clause].strip()
    words = whole[: whole.rfind(" ")].split() if " " in whole else [whole[:LONGEST]]
    return " ".join(without_loose_end(words))


def without_loose_end(words: Sequence[str]) -> list[str]:
    """Return words without those at their end that lead on to others: "a man with the"."""
    kept = list(words)
    while len(kept) > 1 and _is_loose(kept[-1]):
        kept.pop()
    return kept


def _is_loose(word: str) -> bool:
    folded = " ".join(words_of(word.lower()))
    return not folded or any(folded in small(name) for name in _LOOSE)
