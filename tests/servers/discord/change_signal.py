"""Waiting for the fake's state to change, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class ChangeSignal:
    """One signal for everything that happens, and the wait for it."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def notify(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, look: Callable[[], Found | None], *, within: float, describe: Callable[[], str]) -> Found:
        """What `look` returns once it is true; a LookupError in it means not yet."""
        try:
            async with asyncio.timeout(within):
                while not (found := or_nothing(look)):
                    await self._next.wait()
        except TimeoutError:
            msg = f"still waiting after {within} s; there is:\n{describe()}"
            raise AssertionError(msg) from None
        return found


def or_nothing(look: Callable[[], Found | None]) -> Found | None:
    """What `look` sees; nothing where it looks for what is not there yet."""
    try:
        return look()
    except LookupError:
        return None
