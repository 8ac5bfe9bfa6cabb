"""The supervisor restarts what fails and takes nothing else down."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.supervisor import Supervisor
from storage.errors import StorageError
from tests.clock import PATIENCE


@pytest.fixture
async def supervisor(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Supervisor]:
    monkeypatch.setattr("bot.supervisor.FIRST_PAUSE", 0.002)
    supervisor = Supervisor()
    yield supervisor
    await supervisor.end()


@pytest.mark.parametrize("error", [ValueError("boom"), asyncio.CancelledError()])
async def test_a_job_that_fails_is_started_again_and_others_run_on(
    error: BaseException, supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    starts, steady_starts, third = 0, 0, asyncio.Event()

    async def failing() -> None:
        nonlocal starts
        starts += 1
        if starts == 3:
            third.set()
            await asyncio.Event().wait()
        raise error

    async def steady() -> None:
        nonlocal steady_starts
        steady_starts += 1
        await asyncio.Event().wait()

    supervisor.start("steady", steady)
    supervisor.start("failing", failing)
    await asyncio.wait_for(third.wait(), PATIENCE)
    assert steady_starts == 1
    assert caplog.text.count("failing") >= 2
    assert "Traceback" in caplog.text


async def test_a_job_that_returns_is_not_started_again(supervisor: Supervisor) -> None:
    starts = 0

    async def once() -> None:
        nonlocal starts
        starts += 1

    supervisor.start("once", once)
    await supervisor.finished("once", within=PATIENCE)
    await asyncio.sleep(0.01)
    assert starts == 1


async def test_ending_one_job_cancels_it_alone_and_waits_for_its_last_words(supervisor: Supervisor) -> None:
    said, other = [], asyncio.Event()

    async def talker() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            said.append("goodbye")

    async def quiet() -> None:
        await other.wait()

    supervisor.start("talker", talker)
    supervisor.start("quiet", quiet)
    await asyncio.sleep(0)
    await supervisor.end("talker")
    assert said == ["goodbye"]
    other.set()
    await supervisor.finished("quiet", within=PATIENCE)


async def test_waiting_for_a_job_that_does_not_return_has_an_end(supervisor: Supervisor) -> None:
    async def endless() -> None:
        await asyncio.Event().wait()

    supervisor.start("endless", endless)
    async with asyncio.timeout(PATIENCE):
        await supervisor.finished("endless", within=0.01)


async def test_a_job_that_keeps_failing_can_be_ended_during_its_pause(supervisor: Supervisor) -> None:
    async def failing() -> None:
        raise ValueError

    supervisor.start("failing", failing)
    await asyncio.sleep(0.01)
    await asyncio.wait_for(supervisor.end(), PATIENCE)


async def test_a_job_that_fails_while_it_is_ended_is_not_started_again() -> None:
    supervisor, starts = Supervisor(), []

    async def job() -> None:
        starts.append(1)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise StorageError("The database is locked.") from None

    supervisor.start("job", job)
    await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        await supervisor.end()
    assert starts == [1]
