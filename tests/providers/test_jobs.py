"""Asking after a job that goes on: what is lost on the way, and what a limit wants."""

import asyncio
from collections import deque

import pytest

from generation.providers.base import RateLimitedError, UnavailableError
from generation.providers.http.jobs import MAX_LOST_POLLS, poll
from tests.clock import LoopClock

DOWN = UnavailableError("It is down.")


async def answered(*answers: str | Exception, asked: list[str | Exception]) -> str:
    """Poll for a job that is answered so, without rests."""
    coming = deque(answers)

    async def ask() -> str | None:
        asked.append(coming.popleft())
        if isinstance(asked[-1], Exception):
            raise asked[-1]
        return asked[-1] or None

    return await poll(ask, lambda: asyncio.sleep(0))


async def test_a_job_is_asked_after_until_there_is_an_answer_though_polls_are_lost() -> None:
    lost = [DOWN] * (MAX_LOST_POLLS - 1)
    assert await answered("", *lost, "", *lost, "there", asked=[]) == "there"


async def test_a_provider_of_which_nothing_is_heard_is_given_up() -> None:
    asked: list[str | Exception] = []
    with pytest.raises(UnavailableError, match="down"):
        await answered(*[DOWN] * (MAX_LOST_POLLS + 1), asked=asked)
    assert len(asked) == MAX_LOST_POLLS


async def test_who_limits_is_not_gone_and_is_asked_when_the_time_is_over(clock: LoopClock) -> None:
    asked: list[str | Exception] = []
    limits = [RateLimitedError("Slow down.", 60.0)] * (MAX_LOST_POLLS + 1)
    job = asyncio.create_task(answered(*limits, "there", asked=asked))
    await clock.forward(59.0)
    assert len(asked) == 1
    for _ in limits:
        await clock.forward(60.0)
    assert await job == "there"
