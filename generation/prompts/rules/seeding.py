"""Choosing by seed: a hash for each slot, so that slots vary independently of each other."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def turned(pool: Sequence[T], seed: int, slot: str) -> tuple[T, ...]:
    """Return a pool that begins with what the seed chooses for a slot; the seed 0 leaves it as it is."""
    if not pool or seed == 0:
        return tuple(pool)
    digest = blake2b(f"{seed}/{slot}".encode(), digest_size=8).digest()
    first = int.from_bytes(digest) % len(pool)
    return (*pool[first:], *pool[:first])
