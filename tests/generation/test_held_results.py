"""What was painted and paid is held until it is written, whatever refuses; it is not painted again."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generation.clock import now
from generation.execution.job import Job
from generation.execution.kept_results import KeptResult, KeptResults, PaintedBy
from generation.execution.retry_policy import MAX_RETRIES
from generation.prompts.writer import PromptWriter
from generation.providers.base import ProviderRequest, ProviderResult, ReportProgress
from generation.providers.registry import Providers
from storage.attempts import CompletedCall
from storage.blobs import BlobStore
from storage.durable_files import write_durably
from storage.errors import StorageDamagedError, StorageError, StorageFullError
from storage.process_locks import lock_process
from storage.provider_state import ProviderStore
from storage.queue import QueueStore
from storage.records import Claim
from storage.request_end import LeaseLostError
from storage.spool import Spool
from storage.usage import Costs
from tests.clock import LoopClock, breathe
from tests.generation.fake_provider import Behaviour, paint, paint_when
from tests.generation.wired_services import ANN, WiredServices, until, wire_services
from tests.storage.disk import fill_disk, free_disk

SENT = ProviderRequest("r", "a street", "scene", None, 64, 48, "hd", 7)


async def paid(table: WiredServices) -> list[tuple[str, int, float]]:
    """Return provider, number and cost of the calls that were completed."""
    shares = await table.stores.usage.shares(
        "table", datetime.min.replace(tzinfo=UTC), Costs({}, 0.0), sees_secrets=True
    )
    return [(share.provider, share.pictures, share.cost) for share in shares]


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the database as another program would."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def and_then(deed: Callable[[], object]) -> Behaviour:
    """Return a deed that paints, and lets something happen before the picture arrives."""

    async def painted(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        result = await paint(order, report)
        deed()
        return result

    return painted


async def pass_until(true: Callable[[], bool], clock: LoopClock) -> None:
    """Let time pass until something is true."""
    for _ in range(5000):
        if true():
            return
        await clock.forward(5)
        await asyncio.sleep(0.002)
    raise AssertionError


@pytest.fixture
def spooled(tmp_path: Path) -> Callable[[], int]:
    """Return what counts the results in the spool."""
    return lambda: len(list((tmp_path / "spool").glob("*")))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for a locked database."""
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.0)


@contextlib.asynccontextmanager
async def refusing(
    table: WiredServices, refusals: list[StorageError], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """Have the database refuse to complete requests as long as `refusals` hold one."""
    complete = QueueStore.complete

    async def refuse(*arguments: object, **named: object) -> object:
        if refusals:
            raise refusals[0]
        return await complete(*arguments, **named)  # type: ignore[arg-type]  # handed on as they came

    with monkeypatch.context() as patch:
        patch.setattr(QueueStore, "complete", refuse)
        yield


@pytest.mark.usefixtures("impatient")
@pytest.mark.sqlite
async def test_a_database_that_is_locked_for_long_has_nothing_painted_twice(
    table: WiredServices, clock: LoopClock, tmp_path: Path, spooled: Callable[[], int]
) -> None:
    with contextlib.ExitStack() as lock:
        table.painter.then(and_then(lambda: lock.enter_context(locked(tmp_path / "scenes.db"))))
        async with table.working():
            request_id = await table.ask()
            await until(lambda: spooled() == 1)
            for _ in range(9):
                await clock.forward(20)
                with contextlib.suppress(StorageError):
                    await table.workers.recover()
            lock.close()
            await pass_until(lambda: not table.workers._running, clock)
            done = await table.ended(request_id)
    assert (done.status, done.retry_count, len(table.painter.orders)) == ("completed", 0, 1)
    assert await table.stores.turns(request_id) == [("sketch", "completed")]
    assert await paid(table) == [("sketch", 1, 0.25)]
    assert spooled() == 0
    assert len(table.files()) == 3


@pytest.mark.sqlite
async def test_a_disk_of_the_database_that_is_full_for_long_has_nothing_painted_twice(
    table: WiredServices, clock: LoopClock, spooled: Callable[[], int]
) -> None:
    async def paint_much(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        result = await paint(order, report)
        await fill_disk(table.stores.database)
        return replace(result, recipe="much " * 100_000)

    table.painter.then(paint_much)
    async with table.working():
        request_id = await table.ask()
        await until(lambda: spooled() == 1)
        for _ in range(9):
            await clock.forward(20)
        await free_disk(table.stores.database)
        await pass_until(lambda: not table.workers._running, clock)
        done = await table.ended(request_id)
    assert (done.status, len(table.painter.orders)) == ("completed", 1)
    assert await paid(table) == [("sketch", 1, 0.25)]


async def test_a_disk_that_takes_neither_image_nor_spool_has_it_held_in_memory(
    table: WiredServices, clock: LoopClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    async def full(_self: object, _blobs: object) -> None:
        nonlocal tries
        tries += 1
        raise StorageFullError("The disk is full.")

    def refuse(*_: object) -> None:
        raise StorageFullError("The disk is full.")

    monkeypatch.setattr(Spool, "put", refuse)
    async with table.working():
        with monkeypatch.context() as patch:
            patch.setattr(BlobStore, "put_all", full)
            request_id = await table.ask()
            await pass_until(lambda: tries > 20, clock)
        assert "painted; not stored yet: The disk is full." in table.stages(request_id)
        await pass_until(lambda: not table.workers._running, clock)
        done = await table.ended(request_id)
    assert (done.status, done.retry_count, len(table.painter.orders)) == ("completed", 0, 1)
    assert await table.stores.turns(request_id) == [("sketch", "completed")]


async def test_a_breaker_that_cannot_be_noted_costs_no_image(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise StorageFullError("Full.")

    monkeypatch.setattr(ProviderStore, "succeeded", refuse)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, len(table.painter.orders)) == ("completed", 1)


@pytest.mark.parametrize("where", ["images", "database"])
async def test_a_process_that_ends_before_it_could_write_leaves_the_result_to_the_next(
    where: str, table: WiredServices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spooled: Callable[[], int]
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise StorageFullError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(BlobStore, "put_all", full) if where == "images" else patch.setattr(QueueStore, "complete", full)
        async with table.working() as workers:
            request_id = await table.ask()
            await until(lambda: spooled() == 1)
            await table.workers.drain(0)
            await asyncio.wait(workers)
    table.stores.queue.held._tokens.clear()
    await table.workers.recover()
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        done = await after.ended(request_id)
    assert (done.status, len(table.painter.orders)) == ("completed", 1)
    assert await table.stores.turns(request_id) == [("sketch", "completed")]
    assert await paid(table) == [("sketch", 1, 0.25)]
    (image,) = await table.stores.images.unchecked_of_request(request_id)
    assert (image.model, image.seed, image.cost) == ("fake-1", table.painter.orders[0].seed, 0.25)
    assert image.enhanced_prompt == table.painter.orders[0].prompt
    assert spooled() == 0


async def test_what_is_kept_does_not_end_though_its_workers_died_again_and_again(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spooled: Callable[[], int]
) -> None:
    async with refusing(table, [StorageFullError("Full.")], monkeypatch), table.working() as workers:
        request_id = await table.ask()
        await until(lambda: spooled() == 1)
        await table.workers.drain(0)
        await asyncio.wait(workers)
    with lock_process(tmp_path / "owners") as owners:
        crashed = QueueStore(table.stores.database, owners.name)
    table.stores.queue.held._tokens.clear()
    await table.workers.recover()
    for _ in range(MAX_RETRIES):
        await crashed.claim(now())
        assert await table.workers.recover() == 1
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        done = await after.ended(request_id)
    assert (done.status, len(table.painter.orders)) == ("completed", 1)


async def test_what_can_never_be_committed_ends_with_its_reason_after_one_painting(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, spooled: Callable[[], int]
) -> None:
    async with refusing(table, [StorageDamagedError("The database is damaged.")], monkeypatch), table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.error_code) == ("failed", "storage_damaged")
    assert done.error_message == "What was painted could not be stored. The database is damaged."
    assert len(table.painter.orders) == 1
    assert await paid(table) == [("sketch", 1, 0.25)]
    assert "was painted and cannot be stored: The database is damaged." in caplog.text
    assert spooled() == 0


async def test_where_only_its_own_row_can_be_written_it_ends_so(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(*_: object, **__: object) -> None:
        raise StorageDamagedError("The database is damaged.")

    monkeypatch.setattr(QueueStore, "fail", damaged)
    async with refusing(table, [StorageDamagedError("The database is damaged.")], monkeypatch), table.working():
        done = await table.ended(await table.ask())
    assert (done.status, len(table.painter.orders)) == ("failed", 1)
    assert await table.stores.turns(done.id) == [("sketch", "completed")]


async def test_where_nothing_can_be_written_the_request_rests_and_is_painted_once(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def damaged(*_: object, **__: object) -> None:
        raise StorageDamagedError("The database is damaged.")

    for step in ("complete", "fail", "fail_row"):
        monkeypatch.setattr(QueueStore, step, damaged)
    async with table.working():
        request_id = await table.ask()
        await until(lambda: "rests until the database is whole" in caplog.text)
        assert await table.workers.recover() == 0
        await breathe()
    assert (await table.stores.again(request_id)).status == "processing"
    assert len(table.painter.orders) == 1


async def test_what_is_another_workers_by_the_time_that_nothing_can_be_written_is_let_go_of(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(*_: object, **__: object) -> None:
        raise StorageDamagedError("The database is damaged.")

    async def lost(_queue: QueueStore, claim: Claim, *_: object, **__: object) -> None:
        raise LeaseLostError(claim.request.id)

    for step, refuse in (("complete", damaged), ("fail", damaged), ("fail_row", lost)):
        monkeypatch.setattr(QueueStore, step, refuse)
    async with table.working():
        request_id = await table.ask()
        await until(lambda: bool(table.painter.orders) and request_id not in table.workers._running)
        # Nobody here stands in the way of who takes it up.
        assert await table.workers.recover() == 1


async def test_a_cancelled_request_pays_what_was_kept_for_it_and_keeps_nothing(
    table: WiredServices, clock: LoopClock, monkeypatch: pytest.MonkeyPatch, spooled: Callable[[], int]
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise StorageFullError("The disk is full.")

    monkeypatch.setattr(BlobStore, "put_all", full)
    async with table.working():
        request_id = await table.ask()
        await until(lambda: spooled() == 1)
        assert await table.requests.cancel(request_id, ANN)
        done = await table.ended(request_id)
    assert (done.status, spooled()) == ("cancelled", 0)
    assert await table.stores.turns(request_id) == [("sketch", "completed")]
    assert await paid(table) == [("sketch", 1, 0.25)]


async def test_what_a_dead_process_has_kept_of_a_request_that_is_done_is_dropped_and_accounted_for(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, spooled: Callable[[], int]
) -> None:
    async with refusing(table, [StorageFullError("Full.")], monkeypatch), table.working() as workers:
        request_id = await table.ask()
        await until(lambda: spooled() == 1)
        await table.workers.drain(0)
        await asyncio.wait(workers)
    request = await table.stores.again(request_id)
    claim = Claim(request, request.lease_token or "", "")
    await table.stores.queue.end_cancelled(claim, "No more.", now())
    assert await table.stores.turns(request_id) == [("sketch", "lost")]
    await table.workers.recover()
    assert spooled() == 0
    assert await paid(table) == [("sketch", 1, 0.25)]


# On PostgreSQL a cancelled worker may just have begun a claim, which the end of its process, or a look, gives back.
@pytest.mark.sqlite
async def test_a_settlement_that_fails_for_a_bug_ends_neither_the_worker_nor_the_image(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(QueueStore, "complete", lambda *_, **__: 1 / 0)
        async with table.working() as workers:
            request_id = await table.ask()
            await until(lambda: table.painter.orders != [] and not table.workers._running)
            assert not workers[0].done()
    async with table.working():
        assert await table.workers.recover() == 1
        assert (await table.ended(request_id)).status == "completed"
        assert (await table.ended(await table.ask())).status == "completed"
    assert len(table.painter.orders) == 2


async def test_what_is_drained_while_it_is_stored_is_not_painted_again(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    storing, put_all = asyncio.Event(), BlobStore.put_all

    async def slowly(store: BlobStore, blobs: object) -> None:
        storing.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(BlobStore, "put_all", slowly)
        async with table.working() as workers:
            request_id = await table.ask()
            await storing.wait()
            await table.workers.drain(0)
            await asyncio.wait(workers)
    assert BlobStore.put_all is put_all
    assert (await table.stores.again(request_id)).status == "queued"
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        assert (await after.ended(request_id)).status == "completed"
    assert len(table.painter.orders) == 1


@pytest.mark.parametrize("moderated", [False, True], ids=["while it is stored", "while it is looked at"])
async def test_what_no_disk_takes_at_a_stop_is_told_and_not_painted_again_unasked(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, moderated: bool
) -> None:
    stopped_at = asyncio.Event()

    async def wait(*_: object) -> None:
        stopped_at.set()
        await asyncio.Event().wait()

    def refuse(*_: object) -> None:
        raise StorageFullError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(PromptWriter, "moderate_image", wait) if moderated else patch.setattr(BlobStore, "put_all", wait)
        patch.setattr(Spool, "put", refuse)
        async with table.working() as workers:
            request_id = await table.ask()
            await stopped_at.wait()
            await table.workers.drain(0)
            await asyncio.wait(workers)
    done = await table.stores.again(request_id)
    assert (done.status, done.error_message) == (
        "failed",
        (
            "What was painted could not be stored. The bot was stopped while its disk was full. The operator has "
            "to free some space."
        ),
    )
    assert await paid(table) == [("sketch", 1, 0.25)]
    async with wire_services(table.stores, table.painter, tmp_path / "owners") as after, after.working():
        await after.ended(await after.ask())
    assert len(table.painter.orders) == 2


async def test_what_cannot_be_written_is_tried_again_after_ever_longer_up_to_ten_seconds(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, refusals = list[float](), list[StorageError]([StorageFullError("Full.")])

    async def note(_leaving: asyncio.Event, seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 6:
            refusals.clear()

    monkeypatch.setattr("generation.execution.settling._either", note)
    async with refusing(table, refusals, monkeypatch), table.working():
        assert (await table.ended(await table.ask())).status == "completed"
    assert waits == [1, 2, 5, 10, 10, 10]
    assert len(table.painter.orders) == 1


async def test_a_kept_file_that_cannot_be_read_is_painted_anew(
    table: WiredServices, tmp_path: Path, spooled: Callable[[], int]
) -> None:
    request_id = await table.ask()
    write_durably(tmp_path / "spool" / f"{request_id}.result", b"half")
    async with table.working():
        done = await table.ended(request_id)
    assert (done.status, spooled()) == ("completed", 0)


@pytest.mark.parametrize("version", ["this", "earlier"])
async def test_what_is_kept_of_a_provider_that_is_gone_is_delivered_and_not_painted_again(
    version: str, table: WiredServices, tmp_path: Path, spooled: Callable[[], int]
) -> None:
    request_id = await table.ask()
    claim = await table.stores.claim(now())
    attempt = await table.stores.attempts.open(request_id, "gone", now())
    job = Job(claim, await table.sessions.context(ANN), Providers([table.painter]), SENT)
    gone = PaintedBy("gone", "Gone painter", hd=False)
    call = CompletedCall(attempt, 3.0, 0.25)
    spool = Spool(tmp_path / "spool")
    await KeptResults(spool).keep(KeptResult.of(job, gone, await paint(SENT, lambda _step: None), call))
    if version == "earlier":
        spooled_before = spool.get(request_id)
        assert spooled_before is not None
        spool.put(request_id, {**spooled_before.notes, "provider": "gone"}, spooled_before.blobs)
    await table.stores.queue.give_back(claim)
    async with table.working():
        done = await table.ended(request_id)
    assert (done.status, table.painter.orders, spooled()) == ("completed", [], 0)
    assert await table.stores.turns(request_id) == [("gone", "completed")]
    (image,) = await table.stores.images.unchecked_of_request(request_id)
    assert (image.provider, image.cost) == ("gone", 0.25)


async def test_several_workers_hold_what_each_has_painted(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals: list[StorageError] = [StorageFullError("Full.")]
    free = asyncio.Event()
    table.painter.always = paint_when(free)
    monkeypatch.setattr("generation.execution.settling.SETTLE_AGAIN_AFTER", (0.01,))
    async with refusing(table, refusals, monkeypatch), table.working(3):
        ids = [await table.ask() for _ in range(3)]
        await until(lambda: len(table.painter.orders) == 3)
        free.set()
        await asyncio.sleep(0.05)
        refusals.clear()
        assert [(await table.ended(each)).status for each in ids] == ["completed"] * 3
    assert len(table.painter.orders) == 3
