"""Fitting a text into what a provider takes: whole phrases, by characters and by CLIP's tokens."""

from generation.prompts.rules.clip_tokens import MARKS, most_tokens
from generation.prompts.values import Limits


class Room:
    """What is left of a provider's limits; a phrase goes in whole or not at all."""

    def __init__(self, limits: Limits) -> None:
        self._characters = limits.longest
        self._tokens = None if limits.clip_tokens is None else max(0, limits.clip_tokens - MARKS)

    def take(self, text: str) -> bool:
        """Tell whether a text fits, and if it does, take its room."""
        tokens = 0 if self._tokens is None else most_tokens(text)
        if len(text) > self._characters or (self._tokens is not None and tokens > self._tokens):
            return False
        self._characters -= len(text)
        if self._tokens is not None:
            self._tokens -= tokens
        return True


def fits(text: str, limits: Limits) -> bool:
    """Tell whether a text is within the limits."""
    return Room(limits).take(text)


def cut(text: str, limits: Limits) -> str:
    """Return the text, cut at a word where it is too long alone; a single word too long is cut inside."""
    if fits(text, limits):
        return text
    ends = [at for at in range(1, len(text)) if text[at] == " "]
    return _longest(text, ends, limits) or _longest(text, list(range(1, len(text))), limits)


def _longest(text: str, ends: list[int], limits: Limits) -> str:
    """Return the longest beginning, up to one of these places, that fits; bisected, since a longer one needs more."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if fits(text[: ends[middle]], limits):
            low = middle + 1
        else:
            high = middle
    return text[: ends[low - 1]].rstrip(" ,;:-") if low else ""
