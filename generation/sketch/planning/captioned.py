"""The words that are set into a picture: what a player has named and the artist could not paint, as it was typed.

What is painted needs no caption; how something is said to look, and is not, the note alone says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generation.reading.small_words import small
from generation.reading.words import words_of
from generation.sketch.planning.told import is_of_a_noun, missing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generation.sketch.planning.plan import Plan

LONGEST = 46  # letters: what two lines hold
#: With which no line ends.
_LOOSE = ("determiners", "with", "in", "of", "at", "near", "above", "joints", "is", "owners")


def caption_of(plan: Plan, description: str) -> str:
    """Return the caption of a plan: the things, people and places that are absent; of a mood its first words."""
    if plan.is_mood:
        return shortened(description)
    return shortened(*(phrase for phrase in missing_of(plan).absent if is_of_a_noun(phrase)))


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
