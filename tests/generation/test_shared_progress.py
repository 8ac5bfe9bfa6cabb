"""Progress across processes: who shows a picture sees how it goes on where it is painted."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from generation.events import Broadcaster, ChangedElsewhere, Progress
from generation.execution import shared_progress
from generation.execution.shared_progress import SharedProgress
from tests.clock import PATIENCE
from tests.generation.wired_services import WiredServices
from tests.storage.behind import execute


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_progress, "SECONDS_BETWEEN", 0.0)


@contextlib.asynccontextmanager
async def telling(table: WiredServices, sharing: SharedProgress | None = None) -> AsyncIterator[SharedProgress]:
    sharing = sharing or SharedProgress(table.stores.progress, table.events)
    task = asyncio.create_task(sharing.tell())
    await asyncio.sleep(0)
    try:
        yield sharing
    finally:
        task.cancel()
        await asyncio.wait({task})


class Elsewhere:
    """Another process on the same database: what it hears."""

    def __init__(self, table: WiredServices) -> None:
        self.heard: list[Progress] = []
        self.events = Broadcaster()
        self.events.listen(self._note, Progress)
        self.sharing = SharedProgress(table.stores.progress, self.events)

    def _note(self, event: object) -> None:
        assert isinstance(event, Progress)
        self.heard.append(event)


async def claimed(table: WiredServices) -> str:
    """Ask for a picture and begin it, and return the request's id."""
    await table.ask()
    return (await table.stores.claim()).request.id


async def publish(table: WiredServices, *steps: Progress, ticks: int = 1) -> None:
    """Publish steps at once and wait until as many as `ticks` have been told of all."""
    for each in steps:
        table.events.publish(each)
    await until_told(table, ticks)


async def until_told(table: WiredServices, ticks: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while sum((await table.stores.progress.ticks()).values()) < ticks:  # noqa: ASYNC110  # rows tell nobody
            await asyncio.sleep(0.005)


def step(request_id: str, fraction: float = 0.5, preview: bytes | None = None) -> Progress:
    return Progress("table", "public", request_id, "painting", fraction, preview)


async def test_a_step_and_its_preview_are_heard_once(table: WiredServices) -> None:
    there = Elsewhere(table)
    request_id = await claimed(table)
    async with telling(table):
        await publish(table, step(request_id, 0.25, b"jpeg"))
    await there.sharing.hear()
    await there.sharing.hear()
    assert there.heard == [step(request_id, 0.25, b"jpeg")]


async def test_a_step_without_a_preview_keeps_the_one_before(table: WiredServices) -> None:
    there = Elsewhere(table)
    request_id = await claimed(table)
    async with telling(table):
        await publish(table, step(request_id, 0.25, b"jpeg"))
        await publish(table, step(request_id, 0.5), ticks=2)
    await there.sharing.hear()
    assert there.heard == [step(request_id, 0.5, b"jpeg")]


async def test_what_comes_faster_than_it_is_told_is_told_as_its_last_step(table: WiredServices) -> None:
    there = Elsewhere(table)
    request_id = await claimed(table)
    async with telling(table):
        await publish(table, *(step(request_id, at / 100, b"jpeg" if at == 3 else None) for at in range(100)))
    await there.sharing.hear()
    assert there.heard == [step(request_id, 0.99, b"jpeg")]


async def test_what_another_takes_up_again_is_told_by_it(table: WiredServices) -> None:
    """Its worker died: the one that paints it anew has heard of it before, as everybody has."""
    there = Elsewhere(table)
    request_id = await claimed(table)
    async with telling(table):
        await publish(table, step(request_id, 0.9, b"jpeg"))
    await there.sharing.hear()
    async with telling(table, there.sharing):
        there.events.publish(step(request_id, 0.1))
        await until_told(table, 2)
        shows = Elsewhere(table)
        await shows.sharing.hear()
        assert shows.heard == [step(request_id, 0.1, b"jpeg")]


async def test_a_step_that_comes_after_the_end_leaves_nothing_and_keeps_no_other_back(table: WiredServices) -> None:
    request_id = await claimed(table)
    gone, done = str(uuid4()), await claimed(table)
    await execute(table.stores.database, "UPDATE image_generation SET status = 'failed' WHERE id = :id", id=done)
    async with telling(table):
        await publish(table, *(step(each, preview=b"jpeg") for each in (gone, done, request_id)))
    rows = await execute(table.stores.database, "SELECT request_id FROM progress")
    assert [row["request_id"] for row in rows] == [request_id]


async def test_who_shows_pictures_looks_while_some_are_painted(table: WiredServices) -> None:
    there = Elsewhere(table)
    following = asyncio.create_task(there.sharing.follow())
    await asyncio.sleep(0.02)
    request_id = await claimed(table)
    there.events.publish(ChangedElsewhere("", "public"))
    async with telling(table), asyncio.timeout(PATIENCE):
        for number in range(1, 4):
            table.events.publish(step(request_id, number / 4))
            while len(there.heard) < number:  # noqa: ASYNC110  # as above
                await asyncio.sleep(0.005)
    following.cancel()
    await asyncio.wait({following})


async def test_nothing_is_left_of_a_request_that_is_done(table: WiredServices) -> None:
    there = Elsewhere(table)
    async with telling(table):
        request_id = await table.ask()
        async with table.working():
            await table.ended(request_id)
        await there.sharing.hear()
        assert there.heard == []
        async with asyncio.timeout(PATIENCE):
            while await execute(table.stores.database, "SELECT request_id FROM progress"):  # noqa: ASYNC110  # rows tell nobody
                await asyncio.sleep(0.005)


async def test_a_process_neither_hears_itself_nor_tells_on_what_it_has_heard(table: WiredServices) -> None:
    request_id = await claimed(table)
    async with telling(table) as here:
        await publish(table, step(request_id))
        before = len(table.heard)
        await here.hear()
        assert len(table.heard) == before
        there = Elsewhere(table)
        telling_there = asyncio.create_task(there.sharing.tell())
        await there.sharing.hear()
        await asyncio.sleep(0.05)
        telling_there.cancel()
        assert len(there.heard) == 1
        assert await table.stores.progress.ticks() == {request_id: 1}
