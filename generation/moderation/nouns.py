"""Nouns in their plurals and cases, the long ones also at the end of a compound; sets, as a pattern would be slow."""

from collections.abc import Sequence

from generation.moderation.term_index import letters_of

#: From this length on a noun is also found at the end of a compound.
_LONG = 5
_ENDINGS = ("", "s", "e", "n", "en", "es", "er", "ern")


def spellings(words: Sequence[str]) -> frozenset[str]:
    """Return words' letters, with their umlauts as one letter and as two."""
    spelt_out = (word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for word in words)
    return frozenset(map(letters_of, (*words, *spelt_out)))


class Nouns:
    """Tell whether a word is one of these; `ends` are shorter ones that end compounds too."""

    def __init__(self, words: Sequence[str], ends: Sequence[str] = (), *, compounds: bool = True) -> None:
        letters = spellings(words)
        self._whole = _inflected(letters)
        long = [word for word in letters if len(word) >= _LONG] if compounds else ()
        self._ends = _inflected((*spellings(ends), *long))
        self._lengths = sorted({len(word) for word in self._ends})

    def __contains__(self, word: str) -> bool:
        return word in self._whole or any(word[-length:] in self._ends for length in self._lengths)


def _inflected(words: Sequence[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(f"{word}{ending}" for word in words for ending in _ENDINGS)
