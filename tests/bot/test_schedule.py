"""Jobs at intervals go on whatever the wall clock does, and a failure that has a sentence is a line in the log."""

import asyncio
from datetime import datetime, timedelta, tzinfo

import pytest

from bot.schedule import at_intervals, run_shared_jobs
from bot.settings import Settings
from bot.wiring.app import open_app
from generation.clock import now
from storage.errors import StorageError
from tests.clock import PATIENCE
from tests.generation.wired_services import until

SHORT = timedelta(milliseconds=20)


@pytest.mark.parametrize("hours", [-1, 1])
async def test_they_go_on_when_the_clock_is_set(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ran, real = asyncio.Semaphore(0), datetime

    class SetClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # the scheduler looks for no more
            return real.now(tz) + timedelta(hours=hours)

    async def run() -> None:
        ran.release()

    monkeypatch.setattr("bot.schedule.CLOCK_SECONDS", 0.05)
    with at_intervals({"run": (SHORT, run)}):
        async with asyncio.timeout(PATIENCE):
            await ran.acquire()
            monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetClock)
            monkeypatch.setattr("bot.schedule.now", lambda: now() + timedelta(hours=hours))
            for _ in range(5):
                await ran.acquire()


async def test_a_failure_with_a_sentence_is_a_line_and_the_job_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    ran = asyncio.Semaphore(0)

    async def fail() -> None:
        ran.release()
        raise StorageError("The database is busy.")

    with at_intervals({"recovery": (SHORT, fail)}):
        async with asyncio.timeout(PATIENCE):
            await ran.acquire()
            await ran.acquire()
    assert "recovery: The database is busy." in caplog.messages
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_job_that_is_under_way_at_the_end_is_cancelled_and_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    began, cancelled = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async with asyncio.timeout(PATIENCE):
        with at_intervals({"reveals": (SHORT, wait)}):
            await began.wait()
        await cancelled.wait()
        await asyncio.sleep(0)
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_is_done_for_all_is_done_by_one_process_and_then_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.schedule.REVEAL", SHORT)
    monkeypatch.setattr("storage.process_locks.ROLE_SECONDS", 0.01)
    ran = list[object]()

    async def note(reveals: object) -> None:
        ran.append(reveals)

    monkeypatch.setattr("generation.gallery.reveals.Reveals.run_due", note)
    async with open_app(settings) as one, open_app(settings) as two:
        first, second = one.services.reveals, two.services.reveals
        running = asyncio.create_task(run_shared_jobs(one))
        await until(lambda: ran.count(first) > 2)
        waiting = asyncio.create_task(run_shared_jobs(two))
        await until(lambda: ran.count(first) > 6)
        assert second not in ran
        running.cancel()
        await asyncio.wait({running})
        await until(lambda: second in ran)
        waiting.cancel()
        await asyncio.wait({waiting})
