"""Every call has an end in the ledger, however it ended, and a job that was begun is not ordered again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from generation.clock import now
from generation.prompts.writer import PromptWriter
from generation.providers.base import InvalidError, ProgressStep, ProviderRequest, ProviderResult, ReportProgress
from storage.attempts import AttemptStore
from storage.errors import StorageError
from storage.usage import Costs
from tests.generation.fake_provider import FakeProvider, fail, hang, paint
from tests.generation.wired_services import ANN, WiredServices, until


class Resuming(FakeProvider):
    """A provider that goes on with jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = replace(self.capabilities, resume=True)
        self.resumed: list[str] = []

    async def resume(self, job_id: str, order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        self.resumed.append(job_id)
        return await paint(order, report)


async def report_a_job(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
    report(ProgressStep("queued", 0.0, job_id="job-1"))
    return await hang(order, report)


async def test_who_is_cancelled_again_while_a_call_is_closed_closes_it_all_the_same(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row tells that it was abandoned, not that nobody knows."""
    noted = asyncio.Event()
    note_job = AttemptStore.note_job

    async def note_slowly(store: AttemptStore, attempt_id: str, job_id: str) -> None:
        await noted.wait()
        await note_job(store, attempt_id, job_id)

    monkeypatch.setattr(AttemptStore, "note_job", note_slowly)
    table.painter.then(report_a_job)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        running = table.workers._running[request_id]
        assert await table.requests.cancel(request_id, ANN)
        await until(lambda: bool(table.painter.cancelled))
        running.task.cancel()
        noted.set()
        assert (await table.ended(request_id)).status == "cancelled"
        async with asyncio.timeout(5):
            while await table.stores.turns(request_id) != [("sketch", "abandoned")]:  # noqa: ASYNC110  # a row tells of no event
                await asyncio.sleep(0.01)


async def test_a_cancelled_call_that_cannot_be_closed_ends_cancelled_and_closed(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise StorageError("The database is busy.")

    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        monkeypatch.setattr(AttemptStore, "close", refuse)
        assert await table.requests.cancel(request_id, ANN)
        done = await table.ended(request_id)
    assert (done.status, done.retry_count, len(table.painter.orders)) == ("cancelled", 0, 1)
    assert await table.stores.turns(request_id) == [("sketch", "lost")]


async def test_what_a_failed_call_may_have_cost_is_in_the_ledger(table: WiredServices) -> None:
    error = InvalidError("What?")
    error.cost = 0.05
    table.painter.then(fail(error))
    async with table.working():
        request_id = await table.ask()
        await table.ended(request_id)
    spent = await table.stores.usage.spent("table", now() - timedelta(hours=1), Costs({}, 0.0))
    assert (await table.stores.turns(request_id), spent) == ([("sketch", "invalid")], 0.05)


@pytest.fixture
def painter() -> FakeProvider:
    return Resuming()


async def left_behind(table: WiredServices) -> str:
    """Return a request for which a process that died has begun a job."""
    request_id = await table.ask()
    ledger = table.stores.attempts
    await ledger.note_job(await ledger.open(request_id, "sketch", now()), "job-1")
    return request_id


@pytest.mark.parametrize("error", [StorageError("The database is busy."), RuntimeError("a bug")])
async def test_a_job_outlives_a_prompt_that_could_not_be_written(
    error: Exception, table: WiredServices, painter: Resuming, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals, write = [error], PromptWriter.write

    async def refuse_once(*arguments: object) -> object:
        if refusals:
            raise refusals.pop()
        return await write(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(PromptWriter, "write", refuse_once)
    request_id = await left_behind(table)
    async with table.working():
        assert (await table.ended(request_id)).status == "completed"
    assert (painter.resumed, painter.orders) == (["job-1"], [])
    assert await table.stores.turns(request_id) == [("sketch", "completed")]


async def test_a_job_that_its_provider_cannot_go_on_with_is_written_off(
    table: WiredServices, painter: Resuming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Resuming, "resume", None)
    request_id = await left_behind(table)
    ends = []
    close = AttemptStore.close

    async def note(store: AttemptStore, attempt_id: str, outcome: str, *rest: object, **more: object) -> None:
        ends.append(outcome)
        await close(store, attempt_id, outcome, *rest, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(AttemptStore, "close", note)
    async with table.working():
        assert (await table.ended(request_id)).status == "completed"
    assert (ends, len(painter.orders)) == (["lost"], 1)
    written_off, painted = await table.stores.turns(request_id)
    # A written-off job is called off in the background, maybe by now.
    assert written_off in {("sketch", "lost"), ("sketch", "abandoned")}
    assert painted == ("sketch", "completed")


async def test_a_job_for_other_words_is_written_off(table: WiredServices) -> None:
    request_id = await left_behind(table)
    claim = await table.stores.queue.claim(now())
    assert claim is not None
    await table.stores.reviews.hold(claim, "The GM has to see it.", now(), review_channel=None)
    request = await table.stores.again(request_id)
    await table.stores.reviews.approve(
        request_id, "gm", now(), changed=replace(request.params, prompt="a market at night")
    )
    assert await table.stores.turns(request_id) == [("sketch", "lost")]


async def test_a_rejected_request_leaves_no_call_open(table: WiredServices) -> None:
    request_id = await left_behind(table)
    claim = await table.stores.queue.claim(now())
    assert claim is not None
    await table.stores.reviews.hold(claim, "The GM has to see it.", now(), review_channel=None)
    await table.stores.reviews.reject(request_id, "rejected", "No.", now())
    assert await table.stores.turns(request_id) == [("sketch", "lost")]
