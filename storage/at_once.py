"""Doing many things some at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from storage.errors import StorageError

Given = TypeVar("Given")
T = TypeVar("T")

#: How many files are copied at a time.
MOST_AT_ONCE = 8


async def each_of(given: Iterable[Given], deed: Callable[[Given], Awaitable[T]]) -> dict[Given, T]:
    """Do the same for each, MOST_AT_ONCE at a time, and return what came of it; the first that fails ends the rest.

    Raises:
        StorageError: one has failed.

    """
    left, ends = iter(given), dict[Given, T]()

    async def work() -> None:
        for one in left:
            ends[one] = await deed(one)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(MOST_AT_ONCE):
                group.create_task(work())
    except ExceptionGroup as errors:
        # No `except*`: before Python 3.11.4, what is raised there becomes a group again.
        failed = [error for error in errors.exceptions if isinstance(error, StorageError)]
        if len(failed) < len(errors.exceptions):
            raise
        raise failed[0] from None
    return ends
