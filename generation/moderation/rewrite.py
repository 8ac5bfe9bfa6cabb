"""Put other words in place of some, so that the sentence still reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ARTICLE = re.compile(r"\b([Aa])n? $")
_ANY_ARTICLE = re.compile(r"\b(?:an?|the|eine?[nmrs]?|d(?:er|ie|as|en|em|es)) $", re.IGNORECASE)
_GAP = re.compile(r"[ \t]+")
_LONELY_SIGN = re.compile(r"[ \t]+([,.;:!?])")


@dataclass(frozen=True, slots=True)
class Swap:
    """Words to put in place of a part of a text; with `alone` an article before it goes as well."""

    start: int
    end: int
    words: str
    alone: bool = False


def rewrite(text: str, swaps: Iterable[Swap]) -> str:
    """Return the text with the swaps made; of two that overlap it is the longer one, which says more."""
    chosen = _without_overlaps(swaps)
    if not chosen:
        return text
    pieces: list[str] = []
    end = 0
    for swap in chosen:
        before = text[end : swap.start]
        before = (
            _ANY_ARTICLE.sub("", before) if swap.alone else _agree(before, swap.words or text[swap.end : swap.end + 9])
        )
        opens = text[:1].isupper() and not pieces and not before.strip()
        pieces += [before, _capital(swap.words) if opens else swap.words]
        end = swap.end
    return _tidy("".join([*pieces, text[end:]]))


def _without_overlaps(swaps: Iterable[Swap]) -> list[Swap]:
    """Return the swaps in the text's order; of those that share a place the longest."""
    chosen: list[Swap] = []
    for swap in sorted(swaps, key=lambda each: (each.start, -each.end)):
        if not chosen or swap.start >= chosen[-1].end:
            chosen.append(swap)
        elif swap.end - swap.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = swap
    return chosen


def _agree(before: str, following: str) -> str:
    """Return a text whose last word, where it is `a` or `an`, agrees with what follows."""
    vowel = following.lstrip()[:1].lower() in set("aeiou")
    return _ARTICLE.sub(lambda found: f"{found[1]}{'n' if vowel else ''} ", before)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tidy(text: str) -> str:
    return _LONELY_SIGN.sub(r"\1", _GAP.sub(" ", text)).strip()
