"""Leases in the hands of this process: rows say whose a lease is, only the process knows who here still works on it."""

from collections.abc import Awaitable, Callable, Container
from typing import TypeVar
from uuid import uuid4

T = TypeVar("T")


class HeldLeases(Container[str]):
    """Hand out tokens of leases in the name of `owner`, and remember those that somebody here works under."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._tokens: set[str] = set()

    def __contains__(self, token: object) -> bool:
        """Tell whether somebody here works under this token."""
        return token in self._tokens

    def let_go(self, token: str) -> None:
        """Say that nobody here works under this token any more: what of it is still leased is lost."""
        self._tokens.discard(token)

    async def take(self, claim: Callable[[str], Awaitable[T | None]]) -> T | None:
        """Claim something by a fresh token, and hold that where there was something to claim."""
        token = f"{self._owner}:{uuid4().hex}"
        # Before the row says so: who looks for lost leases must find this one held.
        self._tokens.add(token)
        claimed = None
        try:
            claimed = await claim(token)
        finally:
            if claimed is None:
                self._tokens.discard(token)
        return claimed
