"""A lost lease, a dead process, a clock that is set: every request is painted to its end, and once."""

import asyncio
import os
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generation.clock import Countdowns, now
from generation.execution.leases import SILENT_SECONDS
from generation.execution.retry_policy import MAX_RETRIES
from generation.requests.requests import CANCELLED
from storage.errors import StorageDamagedError
from storage.process_locks import lock_process
from storage.queue import LEASE, QueueStore
from storage.records import Claim, Request
from storage.request_end import LeaseLostError
from tests.generation.fake_provider import hang, paint_when
from tests.generation.wired_services import ANN, WiredServices, changed, until, wire_services
from tests.storage.stores import finished


@pytest.fixture
def crashed_queue(table: WiredServices, tmp_path: Path) -> QueueStore:
    """Return the queue of a process that is gone by the time it has claimed."""
    with lock_process(tmp_path / "owners") as owners:
        name = owners.name
    return QueueStore(table.stores.database, name)


async def claim_of(queue: QueueStore) -> Claim:
    claim = await queue.claim(now())
    assert claim is not None
    return claim


async def test_a_request_whose_lease_is_lost_while_painted_is_dropped_with_its_files(
    table: WiredServices, crashed_queue: QueueStore
) -> None:
    free = asyncio.Event()
    table.painter.then(paint_when(free))
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        assert await table.stores.queue.requeue_lost(await table.stores.again(request_id))
        winner = await claim_of(crashed_queue)
        await crashed_queue.complete(winner, [finished(winner)], now())
        await table.stores.blobs.put_all({finished(winner).image_url: b"the winner's"})
        free.set()
        await until(lambda: not table.workers._running)
    assert table.files() == [Path(finished(winner).image_url).name]
    assert (await table.stores.again(request_id)).result_image_id == winner.image_id
    session = await table.stores.sessions.get("table")
    assert session is not None
    assert session.public_images == 1


async def test_a_heartbeat_that_finds_the_lease_lost_stops_the_painter(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.execution.worker.LEASE", timedelta(seconds=0.06))
    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        assert await table.stores.queue.requeue_lost(await table.stores.again(request_id))
        assert (await table.ended(request_id)).status == "completed"
    assert table.painter.cancelled == [request_id]


async def test_a_worker_keeps_sending_heartbeats_while_it_paints(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.execution.worker.LEASE", timedelta(seconds=0.03))
    heartbeats: list[datetime] = []

    async def noted(_claim: Claim, moment: datetime) -> bool:
        heartbeats.append(moment)
        return False

    monkeypatch.setattr(table.stores.queue, "heartbeat", noted)
    table.painter.then(hang)
    async with table.working():
        await table.ask()
        await until(lambda: len(heartbeats) >= 2)


async def test_a_dead_process_request_is_painted_again_and_completed_once(
    table: WiredServices, crashed_queue: QueueStore
) -> None:
    request_id = await table.ask()
    claim = await claim_of(crashed_queue)
    await table.stores.attempts.open(request_id, "sketch", now())
    async with table.working():
        assert await table.workers.recover() == 1
        assert await table.workers.recover() == 0
        done = await table.ended(request_id)
    assert (done.status, done.retry_count, done.result_image_id) == ("completed", 1, claim.image_id)
    assert len(table.painter.orders) == 1
    assert (await table.gallery.page(ANN, most=9)).total == 1
    assert await table.stores.turns(request_id) == [("sketch", "lost"), ("sketch", "completed")]


async def test_a_live_process_request_is_left_to_it(table: WiredServices, tmp_path: Path) -> None:
    request_id = await table.ask()
    with ExitStack() as stack:
        other = stack.enter_context(lock_process(tmp_path / "owners"))
        await claim_of(QueueStore(table.stores.database, other.name))
        assert await table.workers.recover() == 0
    assert await table.workers.recover() == 1
    assert (await table.stores.again(request_id)).status == "queued"


async def test_a_live_process_keeps_its_request_however_long_it_is_silent(table: WiredServices, tmp_path: Path) -> None:
    """It was suspended, or the clock was set: its lock says that it lives."""
    request_id = await table.ask()
    with lock_process(tmp_path / "owners") as other:
        claim = await QueueStore(table.stores.database, other.name).claim(now() - timedelta(hours=1))
        assert await table.workers.recover() == 0
    assert claim is not None
    assert (await table.stores.again(request_id)).lease_token == claim.token


async def test_a_process_that_lives_and_does_nothing_is_told_of_and_its_request_can_be_cancelled(
    table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody else paints it: the process may go on, and it would be painted twice."""
    passed = 0.0
    monkeypatch.setattr("generation.execution.leases.monotonic", lambda: passed)
    request_id = await table.ask()
    with lock_process(tmp_path / "owners") as other:
        stuck = QueueStore(table.stores.database, other.name)
        claim = await claim_of(stuck)
        for passed in (0.0, SILENT_SECONDS - 1):  # noqa: B007  # the clock reads it
            assert await table.workers.recover() == 0
        assert not caplog.messages
        for passed in (SILENT_SECONDS, SILENT_SECONDS + 10):  # noqa: B007  # as above
            assert await table.workers.recover() == 0
        (told,) = caplog.messages
        assert f"{request_id} is held by process {os.getpid()}, which lives but has not been heard of for 120 s" in told
        assert await table.requests.cancel(request_id, ANN)
        assert await table.workers.recover() == 0
        assert (await table.stores.again(request_id)).status == "cancelled"
        assert table.told(request_id)[-1] == "cancelled"
        with pytest.raises(LeaseLostError):
            await stuck.heartbeat(claim, now())


async def test_a_process_that_is_heard_of_is_not_told_of(
    table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    passed = 0.0
    monkeypatch.setattr("generation.execution.leases.monotonic", lambda: passed)
    request_id = await table.ask()
    with lock_process(tmp_path / "owners") as other:
        busy = QueueStore(table.stores.database, other.name)
        claim = await claim_of(busy)
        await table.requests.cancel(request_id, ANN)
        for _ in range(3):
            await table.workers.recover()
            passed += SILENT_SECONDS - 1
            await busy.heartbeat(claim, now())
        assert (await table.stores.again(request_id)).status == "processing"
    assert not caplog.messages


async def test_where_nobody_can_be_asked_a_lease_is_lost_when_it_was_seen_not_to_be_renewed(
    table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "owners" / "odd.lock").mkdir()
    passed = 0.0
    monkeypatch.setattr("generation.execution.leases.monotonic", lambda: passed)
    await table.ask()
    odd = QueueStore(table.stores.database, "odd")
    claim = await claim_of(odd)
    assert await table.workers.recover() == 0
    passed = LEASE.total_seconds() - 1
    await odd.heartbeat(claim, now())
    assert await table.workers.recover() == 0
    passed += LEASE.total_seconds() - 1
    assert await table.workers.recover() == 0
    passed += 1
    assert await table.workers.recover() == 1


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_set_takes_no_request_from_its_worker(
    hours: int, table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = asyncio.Event()
    table.painter.then(paint_when(free))
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        for module in ("worker", "settling", "pipeline", "attempts"):
            monkeypatch.setattr(f"generation.execution.{module}.now", lambda: now() + timedelta(hours=hours))
        async with wire_services(table.stores, table.painter, tmp_path / "owners") as other:
            for workers in (table.workers, other.workers):
                assert await workers.recover() == 0
        free.set()
        done = await table.ended(request_id)
    assert (done.status, done.retry_count, len(table.painter.orders)) == ("completed", 0, 1)


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_set_neither_prolongs_nor_shortens_a_wait(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, delayed = Countdowns(timedelta(hours=1)), {"a request": now() + timedelta(minutes=1)}
    watch.see(delayed)
    monkeypatch.setattr("generation.clock.now", lambda: now() + timedelta(hours=hours))
    watch.see(delayed)
    assert 50 < (watch.seconds() or 0) <= 60


async def test_a_wait_that_was_noted_before_the_clock_was_set_back_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = 0.0
    monkeypatch.setattr("generation.clock.monotonic", lambda: passed)
    watch = Countdowns(timedelta(hours=1))
    assert (watch.seconds(), watch.over()) == (None, {})
    soon, late = now() + timedelta(seconds=50), now() + timedelta(days=400)
    watch.see({"soon": soon, "late": late})
    assert 49 < (watch.seconds() or 0) <= 50
    passed = 50.0
    assert watch.over() == {"soon": soon}
    watch.see({"late": late})
    assert watch.seconds() == 3550
    passed = 3600.0
    assert watch.over() == {"late": late}


async def test_a_claim_that_nobody_here_works_on_is_taken_up_again(table: WiredServices) -> None:
    """Its claimer was cancelled before it heard of it."""
    await table.ask()
    claim = await claim_of(table.stores.queue)
    assert await table.workers.recover() == 0
    table.stores.queue.held.let_go(claim.token)
    assert await table.workers.recover() == 1


async def test_a_request_that_kills_its_workers_ends_and_is_told(
    table: WiredServices, crashed_queue: QueueStore
) -> None:
    request_id = await table.ask()
    await table.stores.attempts.open(request_id, "sketch", now())
    for _ in range(MAX_RETRIES + 1):
        await claim_of(crashed_queue)
        assert await table.workers.recover() == 1
    request = await table.stores.again(request_id)
    assert (request.status, request.error_code) == ("failed", "worker_died")
    assert await table.stores.turns(request_id) == [("sketch", "lost")]
    # The outbox and the progress message hear of it only by this event.
    assert table.heard[-1] == changed(request_id, "failed")


async def test_a_cancel_that_a_crash_interrupted_is_carried_out(
    table: WiredServices, crashed_queue: QueueStore
) -> None:
    request_id = await table.ask()
    await claim_of(crashed_queue)
    await crashed_queue.cancel(request_id, CANCELLED, now())
    async with table.working():
        await table.workers.recover()
        done = await table.ended(request_id)
    assert (done.status, table.painter.orders) == ("cancelled", [])


async def test_a_lost_request_that_cannot_be_taken_up_keeps_no_other_waiting(
    table: WiredServices, crashed_queue: QueueStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await table.ask()
    first, *_others = [(await claim_of(crashed_queue)).request for _ in range(3)]
    requeue = QueueStore.requeue_lost

    async def refuse_the_first(queue: QueueStore, request: Request) -> bool:
        if request.id == first.id:
            raise StorageDamagedError("Its page is damaged.")
        return await requeue(queue, request)

    with monkeypatch.context() as patch:
        patch.setattr(QueueStore, "requeue_lost", refuse_the_first)
        assert await table.workers.recover() == 2
    assert f"request {first.id} of a lost worker cannot be taken up yet: Its page is damaged." in caplog.text
    assert await table.workers.recover() == 1
