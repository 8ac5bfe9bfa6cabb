"""People who act at the same moment: nobody acts before everybody has looked whether they may."""

import asyncio
from typing import Any

import pytest

from storage.requests import RequestStore

AT_ONCE = 20


def look_before_anybody_acts(
    monkeypatch: pytest.MonkeyPatch, people: int = AT_ONCE, *, store: type = RequestStore, act: str = "enqueue"
) -> None:
    """Have so many wait for each other before the step of a store that changes something."""
    change, barrier, came = getattr(store, act), asyncio.Barrier(people), 0

    async def wait_for_all(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  # as the step has them
        nonlocal came
        came += 1
        if came <= people:
            await barrier.wait()
        return await change(*arguments, **named)

    monkeypatch.setattr(store, act, wait_for_all)
