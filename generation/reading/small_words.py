"""The small words of English and German: `small_words.toml`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from generation.reading.lexicon import fold


@cache
def _lists() -> MappingProxyType[str, frozenset[str]]:
    data: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: frozenset(fold(" ".join(word.split())) for word in words.split(",")) for name, words in data.items()}
    )


def small(name: str) -> frozenset[str]:
    """Return one of the lists of small words, as the lexicon has words."""
    return _lists()[name]
