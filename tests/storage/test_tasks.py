"""What runs in the background is kept until it ends, and its failure is heard of."""

import asyncio
import gc
import logging

import pytest

from storage.errors import StorageError
from storage.tasks import spawn
from tests.clock import PATIENCE


async def test_what_a_task_raises_is_logged_under_its_name(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise LookupError("gone")

    with caplog.at_level(logging.ERROR):
        task = spawn(fails(), "look for it")
        await asyncio.wait([task])
        await asyncio.sleep(0)
    (record,) = caplog.records
    assert record.getMessage() == "look for it failed"
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], LookupError)


async def test_what_has_a_sentence_is_a_line_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise StorageError("The database is busy.")

    await asyncio.wait([spawn(fails(), "note it")])
    await asyncio.sleep(0)
    (record,) = caplog.records
    assert (record.getMessage(), record.exc_info) == ("note it failed: The database is busy.", None)


async def test_a_cancelled_task_is_not_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    task = spawn(asyncio.Event().wait(), "wait")
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert caplog.records == []


async def test_a_task_that_nobody_keeps_ends_all_the_same() -> None:
    ended = asyncio.Event()

    async def end() -> None:
        await asyncio.sleep(0.01)
        ended.set()

    spawn(end(), "end")
    gc.collect()
    async with asyncio.timeout(PATIENCE):
        await ended.wait()
