"""What the specification puts beside a place of which nothing is said, "A street scene", by slot."""

from functools import cache
from pathlib import Path

from generation.prompts.rules.seeding import turned
from generation.reading.data import load
from generation.reading.words import key


@cache
def _pools() -> dict[str, tuple[str, ...]]:
    return {slot: tuple(pool) for slot, pool in load("bare_place.json", Path(__file__).parent).items()}


def bare_place(seed: int) -> dict[str, tuple[str, ...]]:
    """Return the phrases for each slot in the order of the text, the one that the seed chooses first; 0 the example."""
    return {slot: turned(pool, seed, slot) for slot, pool in _pools().items()}


@cache
def phrases_of_bare_place() -> frozenset[str]:
    """Return every phrase of the slots as tables know it."""
    parts = (part for pool in _pools().values() for phrase in pool for part in phrase.replace("|", ",").split(","))
    return frozenset(key(part) for part in parts) - {""}
