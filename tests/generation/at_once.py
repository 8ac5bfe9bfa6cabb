"""People who ask at the same moment: nobody's request is put into the queue before everybody has found room for it."""

import asyncio
from typing import Any

import pytest

from storage.enqueueing import Enqueued
from storage.requests import RequestStore

AT_ONCE = 20


def look_before_anybody_acts(monkeypatch: pytest.MonkeyPatch, people: int = AT_ONCE) -> None:
    """Have so many requests wait for each other between the look for room and the queue."""
    enqueue, barrier, came = RequestStore.enqueue, asyncio.Barrier(people), 0

    async def wait_for_all(store: RequestStore, *arguments: Any, **named: Any) -> Enqueued:  # noqa: ANN401  # as it takes them
        nonlocal came
        came += 1
        if came <= people:
            await barrier.wait()
        return await enqueue(store, *arguments, **named)

    monkeypatch.setattr(RequestStore, "enqueue", wait_for_all)
