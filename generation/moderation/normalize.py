"""Undo disguises: fold a text to small Latin letters and take it apart into words, without guessing yet.

What a sign stands for is often open (1 is an i or an l, and often a 1). So a token keeps its letters as they were typed
and has a key beside them that is the same for all spellings; `term_index` finds by the key and then looks whether the
letters can spell the word. That is every reading of a text at once, and no list of readings that grows with its length.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generation.moderation.lookalikes import BLANK, BOXED, COULD_BE, EMOJI, LETTERS, LOOKALIKES, SKELETON, TALL_I
from generation.text.cache import text_cache

# A word, with letters that are masked by asterisks; or one sign that may stand for a letter.
_TOKEN = re.compile(r"[^\W_]+(?:\*+[^\W_]+)*|[@$!|+€£]")
_RUN = re.compile(r"(.)\1+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """A word, or a sign that may be a letter; `start` and `end` are its place in the text as it was typed.

    `apart` tells that white space stands before it, `free` that something else than white space or a hyphen does,
    `capital` that it was typed with a capital letter, `shouted` with nothing else.
    """

    letters: str
    key: str
    start: int
    end: int
    apart: bool
    free: bool
    capital: bool = False
    shouted: bool = False


def tokenize(text: str) -> tuple[FoldedWord, ...]:
    """Return a text's tokens."""
    folded, places = fold(text)
    tokens: list[FoldedWord] = []
    before = 0
    for found in _TOKEN.finditer(folded):
        first, behind = found.span()
        gap = folded[before:first]
        letters = found[0]
        key = key_of(letters.replace("*", ""))
        free = bool(gap.strip(" \t\n-")) or not tokens
        apart = not tokens or gap != "".join(gap.split())
        start, end = places[first], places[behind - 1] + 1
        capital = text[start].isupper()
        shouted = capital and end - start > 1 and text[start:end].isupper()
        tokens.append(FoldedWord(letters, key, start, end, apart, free, capital, shouted))
        before = behind
    return tuple(tokens)


def plain(token: FoldedWord) -> str:
    """Return a token's letters with every tall I read as an i."""
    return token.letters.replace(TALL_I, "i")


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in small Latin letters as far as it can be, and where each of them was in the text."""
    if text.isascii():
        return text.replace("I", TALL_I).lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _plain(sign)
        folded.append(plain)
        places.extend([place] * len(plain))
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """Return what a character says: nothing for what is not seen, several letters for a ligature."""
    if sign in EMOJI:
        return f" {EMOJI[sign]} "
    for first in BOXED:
        if 0 <= ord(sign) - first < len(LETTERS):
            return LETTERS[ord(sign) - first]
    plain = ""
    for part in unicodedata.normalize("NFKD", LOOKALIKES.get(sign, sign)):
        # Marks sit on a letter, formats (joiners, directions, soft hyphens) are not seen.
        if unicodedata.category(part) not in {"Mn", "Me", "Cf"} and part not in BLANK:
            letter = LOOKALIKES.get(part, part)
            plain += TALL_I if letter == "I" else letter.casefold()
    return plain


def skeleton(letters: str) -> str:
    """Return letters with one sign for all that may stand for each other, each run shortened to one."""
    return _RUN.sub(r"\1", letters.translate(SKELETON))


key_of = text_cache(maxsize=8192)(skeleton)


def spells(letters: str, word: str) -> bool:
    """Tell whether letters as typed can be read as this word, some of them repeated; a digit is not repeated."""
    at = 0
    for sign in letters:
        could = COULD_BE.get(sign, sign)
        if at < len(word) and word[at] in could:
            at += 1
        elif not at or word[at - 1] not in could or word[at - 1].isdigit():
            return False
    return at == len(word)
