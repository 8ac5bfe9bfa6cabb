"""A drain: what is being painted is finished or left to the next process, and the rest is given back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generation.clock import now
from generation.errors import ContentRefusedError
from generation.providers.base import ProgressStep, ProviderRequest, ProviderResult, ReportProgress
from generation.providers.handover import job_goes_on
from generation.requests.requests import CANCELLED
from tests.clock import PATIENCE, LoopClock
from tests.generation.fake_provider import Behaviour, hang, paint_when
from tests.generation.wired_services import ANN, WiredServices, until, wire_services


async def test_a_drain_lets_finish_what_can_and_gives_the_rest_back_uncounted(
    table: WiredServices, clock: LoopClock
) -> None:
    free = asyncio.Event()
    table.painter.then(paint_when(free), hang)
    async with table.working(2) as workers:
        quick = await table.ask()
        # Two that are claimed at once may reach the painter in either order.
        await until(lambda: len(table.painter.orders) == 1)
        slow, waiting = [await table.ask() for _ in range(2)]
        await until(lambda: len(table.painter.orders) == 2)
        draining = asyncio.create_task(table.workers.drain(20))
        free.set()
        await table.ended(quick)
        await clock.forward(20)
        await draining
        await asyncio.wait_for(asyncio.gather(*workers), PATIENCE)
    assert (await table.stores.again(quick)).status == "completed"
    for request_id in (slow, waiting):
        request = await table.stores.again(request_id)
        assert (request.status, request.retry_count, request.lease_token) == ("queued", 0, None)
    assert table.painter.cancelled == [slow]
    assert len(table.files()) == 3


class RefusingWriter:
    """Refuse every description."""

    async def moderate_prompt(self, *_: object) -> None:
        raise ContentRefusedError("No.")


def paint_at_a_remote(goes_on: list[bool]) -> Behaviour:
    """Return a deed that has begun a job, and notes whether that goes on when the call is cancelled."""

    async def deed(_order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        report(ProgressStep("queued", 0.0, job_id="job-1"))
        try:
            await asyncio.Event().wait()
        finally:
            goes_on.append(job_goes_on())
        raise AssertionError

    return deed


@pytest.mark.parametrize(("resumes", "outcome"), [(True, "open"), (False, "abandoned")])
async def test_a_drain_leaves_a_job_that_can_be_resumed_to_the_next_process(
    table: WiredServices, *, resumes: bool, outcome: str
) -> None:
    goes_on: list[bool] = []
    request_id = await left_at_a_remote(table, goes_on, resumes=resumes)
    assert (await table.stores.again(request_id)).status == "queued"
    assert goes_on == [resumes]
    (attempt,) = await table.stores.attempts.of_request(request_id)
    assert attempt.outcome == outcome
    job = await table.stores.attempts.take_open_job(request_id, now())
    assert (job is not None and job.job_id == "job-1") is resumes


async def left_at_a_remote(table: WiredServices, goes_on: list[bool] | None = None, *, resumes: bool = True) -> str:
    """Have a request begun at a provider and drained; return its id."""
    table.painter.capabilities = replace(table.painter.capabilities, resume=resumes)
    table.painter.then(paint_at_a_remote([] if goes_on is None else goes_on))
    async with table.working() as workers:
        request_id = await table.ask()
        await table.painter.painting.wait()
        async with asyncio.timeout(PATIENCE):
            await table.workers.drain(0)
            await asyncio.gather(*workers)
    return request_id


async def test_a_cancel_while_nobody_waits_for_a_job_calls_it_off(table: WiredServices) -> None:
    request_id = await left_at_a_remote(table)
    await table.requests.cancel(request_id, ANN)
    await until(lambda: table.painter.called_off == ["job-1"])
    assert await table.stores.turns(request_id) == [("sketch", "abandoned")]
    await table.workers.recover()
    await asyncio.sleep(0.05)
    assert table.painter.called_off == ["job-1"], "once"


async def test_a_provider_that_hangs_at_it_holds_nothing_up(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hang_on(_job_id: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(table.painter, "call_off", hang_on)
    request_id = await left_at_a_remote(table)
    await table.stores.queue.cancel(request_id, CANCELLED, now())
    async with asyncio.timeout(PATIENCE):
        await table.workers.check_cancelled()
        await table.workers.recover()
        await begun.wait()


async def test_a_cancel_by_another_process_is_found_and_the_job_called_off(table: WiredServices) -> None:
    request_id = await left_at_a_remote(table)
    await table.stores.queue.cancel(request_id, CANCELLED, now())
    await table.workers.check_cancelled()
    await until(lambda: table.painter.called_off == ["job-1"])


async def test_a_cancel_that_is_seen_at_the_claim_calls_the_job_off(table: WiredServices, tmp_path: Path) -> None:
    request_id = await left_at_a_remote(table)
    claim = await table.stores.claim(now())
    await table.stores.queue.cancel(request_id, CANCELLED, now())
    await table.stores.queue.give_back(claim)
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        assert (await after.ended(request_id)).status == "cancelled"
        await until(lambda: table.painter.called_off == ["job-1"])


async def test_a_request_that_is_refused_before_its_job_is_resumed_has_it_called_off(
    table: WiredServices, tmp_path: Path
) -> None:
    request_id = await left_at_a_remote(table)
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        after.pipeline._writer = RefusingWriter()  # type: ignore[assignment]  # all that is asked of it before
        assert (await after.ended(request_id)).status == "failed"
        await until(lambda: table.painter.called_off == ["job-1"])


async def test_a_users_cancel_ends_a_job_that_could_be_resumed(table: WiredServices) -> None:
    goes_on: list[bool] = []
    table.painter.capabilities = replace(table.painter.capabilities, resume=True)
    table.painter.then(paint_at_a_remote(goes_on))
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        await table.requests.cancel(request_id, ANN)
        await table.ended(request_id)
    assert goes_on == [False]
    assert [each.outcome for each in await table.stores.attempts.of_request(request_id)] == ["abandoned"]


@pytest.mark.parametrize("goes_on", [True, False])
async def test_a_lost_lease_leaves_a_job_alone_where_another_process_resumes_it(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, *, goes_on: bool
) -> None:
    monkeypatch.setattr("generation.execution.worker.LEASE", timedelta(seconds=0.06))
    went_on: list[bool] = []
    table.painter.capabilities = replace(table.painter.capabilities, resume=True)
    table.painter.then(paint_at_a_remote(went_on))
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        request = await table.stores.again(request_id)
        table.workers._draining = True
        if goes_on:
            assert await table.stores.queue.requeue_lost(request)
        else:
            assert await table.stores.queue.end_lost(request, "worker_died", "It died.", now())
        await until(lambda: bool(went_on))
    assert went_on == [goes_on]
    job = await table.stores.attempts.take_open_job(request_id, now())
    assert (job is not None and job.job_id == "job-1") is goes_on


async def test_a_drain_ends_as_soon_as_everything_is_finished(table: WiredServices) -> None:
    free = asyncio.Event()
    table.painter.then(paint_when(free))
    async with table.working() as workers:
        request_id = await table.ask()
        await table.painter.painting.wait()
        asyncio.get_running_loop().call_later(0.01, free.set)
        async with asyncio.timeout(PATIENCE):
            await table.workers.drain(60)
            await asyncio.gather(*workers)
    assert (await table.stores.again(request_id)).status == "completed"


async def test_idle_workers_end_at_once_when_the_drain_begins(table: WiredServices) -> None:
    async with table.working(3) as workers:
        await asyncio.sleep(0.02)
        async with asyncio.timeout(PATIENCE):
            await table.workers.drain(60)
            await asyncio.gather(*workers)


async def test_a_claim_under_way_when_the_drain_begins_is_given_back(table: WiredServices) -> None:
    """Otherwise the stop would wait, unbounded, for a painting that began after it."""
    table.painter.always = hang
    request_id = await table.ask()
    async with table.working() as workers:
        await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            await table.workers.drain(0.05)
            await asyncio.gather(*workers)
    request = await table.stores.again(request_id)
    assert (request.status, request.retry_count) == ("queued", 0)


async def test_a_cancelled_worker_gives_its_request_back(table: WiredServices) -> None:
    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
    request = await table.stores.again(request_id)
    assert (request.status, request.retry_count, table.painter.cancelled) == ("queued", 0, [request_id])
