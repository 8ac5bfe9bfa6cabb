"""Caches of what is made of texts that people write; all are emptied when such a text is deleted for good."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_clears: list[Callable[[], None]] = []


def text_cache(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache a function of texts like `lru_cache`, until `forget_texts`."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cached = lru_cache(maxsize)(function)
        _clears.append(cached.cache_clear)
        return cached  # type: ignore[return-value]  # the types of lru_cache know no parameters

    return decorate


def forget_texts() -> None:
    """Empty every `text_cache` of this process."""
    for clear in _clears:
        clear()
