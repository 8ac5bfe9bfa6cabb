"""The worker, end to end: claimed, painted, stored, told; and every way in which that goes wrong."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generation.clock import now
from generation.errors import LimitReachedError, RefusedError
from generation.events import ChangedElsewhere, GalleryChanged, Progress
from generation.execution.retry_policy import LONGEST_WAIT, MAX_RETRIES, TRIES_ALONE, after_failure
from generation.execution.worker import Workers
from generation.providers.base import (
    AuthError,
    BillingError,
    Capabilities,
    InvalidError,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    ReportProgress,
    TimedOutError,
    UnavailableError,
)
from generation.requests.params import parse_params
from generation.requests.requests import CANCELLED
from storage.attempts import AttemptStore
from storage.blobs import Blob, BlobStore
from storage.database import Database
from storage.errors import SceneError, StorageFullError
from storage.params import SECRET, GenerationParams
from storage.queue import QueueStore
from storage.records import Claim
from storage.usage import Costs
from tests.clock import PATIENCE
from tests.generation.fake_provider import FakeProvider, deliver, fail, hang, paint, paint_in_steps, paint_when
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices, until, wire_services
from tests.storage.stores import Stores

FINAL = [ModeratedError("Not this."), AuthError("No key."), BillingError("No money."), InvalidError("What?")]
PASSING = [
    UnavailableError("Gone."),
    RateLimitedError("Slowly."),
    TimedOutError("Too long."),
    StorageFullError("Full."),
]


async def paid(table: WiredServices) -> list[tuple[str, int, float]]:
    """Return provider, number and cost of the calls that were completed."""
    shares = await table.stores.usage.shares(
        "table", datetime.min.replace(tzinfo=UTC), Costs({}, 0.0), sees_secrets=True
    )
    return [(share.provider, share.pictures, share.cost) for share in shares]


async def test_a_request_becomes_a_picture_in_the_gallery(table: WiredServices) -> None:
    async with table.working():
        done = await table.ended(await table.ask(parse_params("a street", type="location", size="512x512", seed=5)))
    image = await table.gallery.image(done.result_image_id or "", ANN)
    assert (done.status, image.status, image.seq, image.type, image.seed) == (
        "completed",
        "completed",
        1,
        "location",
        5,
    )
    assert (image.provider, image.model, image.cost, image.format) == ("sketch", "fake-1", 0.25, "png")
    assert (image.width, image.height) == (512, 512)
    assert image.alt_text == "A gradient. Asked for: a street"
    assert image.generation_time is not None
    original = await table.gallery.original(image)
    assert (len(original), Image.open(io.BytesIO(original)).size) == (image.bytes, (512, 512))
    for smaller in (await table.gallery.display_copy(image), await table.gallery.thumbnail(image)):
        assert Image.open(io.BytesIO(smaller)).format == "JPEG"
    assert table.told(done.id) == ["queued", "processing", "completed"]
    assert table.heard[-1] == GalleryChanged("table", "public", image.id, "added")


async def test_no_seed_is_recorded_where_the_painter_takes_none(table: WiredServices) -> None:
    async def paint_by_chance(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        return replace(await paint(order, report), seed=None)

    table.painter.capabilities = replace(table.painter.capabilities, seed=False)
    table.painter.then(paint_by_chance)
    async with table.working():
        done = await table.ended(await table.ask(parse_params("a street", size="512x512", seed=5)))
    image = await table.gallery.image(done.result_image_id or "", ANN)
    assert image.seed is None
    assert "seed" not in Image.open(io.BytesIO(await table.gallery.original(image))).info


async def test_the_order_says_what_was_asked(table: WiredServices) -> None:
    async with table.working():
        await table.ended(await table.ask(parse_params("a street", size="640x512", quality="hd", seed=9)))
    (order,) = table.painter.orders
    assert (order.width, order.height, order.quality, order.seed) == (640, 512, "hd", 9)


async def test_the_order_bears_the_enhanced_description_and_the_row_both(table: WiredServices) -> None:
    async with table.working():
        done = await table.ended(await table.ask(GenerationParams("a street scene", seed=0)))
    (order,) = table.painter.orders
    assert order.prompt.startswith("a rain-soaked Seattle street with neon lighting, cyberpunk aesthetic")
    (image,) = await table.stores.images.unchecked_of_request(done.id)
    assert (image.prompt, image.enhanced_prompt) == ("a street scene", order.prompt)


async def test_a_text_that_is_to_be_sent_as_it_stands_is_sent_so(table: WiredServices) -> None:
    async with table.working():
        await table.ended(await table.ask(GenerationParams("a street", exact="Just a street.", negative="rain")))
    (order,) = table.painter.orders
    assert (order.prompt, order.negative) == ("Just a street.", "rain")


async def test_steps_are_told_as_progress_with_their_previews(table: WiredServices) -> None:
    table.painter.then(paint_in_steps)
    async with table.working():
        done = await table.ended(await table.ask())
    assert table.stages(done.id) == ["starting", "sky", "street"]
    assert Progress("table", "public", done.id, "street", 0.75, b"preview") in table.heard


@pytest.mark.parametrize(("reported", "told"), [(-0.5, 0.0), (0.0, 0.0), (0.4, 0.4), (1.0, 1.0), (1.5, 1.0)])
async def test_progress_is_told_from_none_to_all_whatever_a_provider_says(
    reported: float, told: float, table: WiredServices
) -> None:
    async def paint_so_far(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        report(ProgressStep("sky", reported))
        return await paint(order, report)

    table.painter.then(paint_so_far)
    async with table.working():
        done = await table.ended(await table.ask())
    assert Progress("table", "public", done.id, "sky", told, None) in table.heard


async def test_a_listener_that_raises_does_not_fail_what_is_committed(table: WiredServices) -> None:
    def broken(_event: object) -> None:
        raise ZeroDivisionError

    table.events.listen(broken)
    async with table.working():
        done = await table.ended(await table.ask())
    assert done.status == "completed"


async def test_events_of_a_secret_request_are_secret(table: WiredServices) -> None:
    async with table.working():
        await table.ended(await table.ask(GenerationParams("a trap", visibility=SECRET), THE_GM))
    assert {event.visibility for event in table.heard} == {"secret"}


@pytest.mark.parametrize("error", FINAL, ids=lambda error: error.code)
async def test_an_error_that_would_come_again_ends_the_request_with_its_sentence(
    error: ProviderError, table: WiredServices
) -> None:
    table.painter.always = fail(error)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.error_code, done.error_message) == ("failed", error.code, error.sentence)
    assert (done.retry_count, len(table.painter.orders)) == (0, 1)
    assert await table.stores.turns(done.id) == [("sketch", error.code)]


@pytest.mark.parametrize("colour", ["black", "white", (90, 90, 91)])
async def test_a_picture_of_one_colour_is_a_refusal_and_no_picture(
    table: WiredServices, colour: str | tuple[int, int, int]
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "PNG")
    table.painter.then(deliver(file.getvalue()))
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.error_code) == ("failed", ModeratedError.code)
    assert (done.error_message or "").startswith("Fake painter sent a picture of one colour")
    assert await table.stores.turns(done.id) == [("sketch", ModeratedError.code)]
    assert (table.files(), await paid(table)) == ([], [])


@pytest.mark.parametrize("error", PASSING[:3], ids=lambda error: error.code)
async def test_an_error_that_may_pass_is_tried_again_and_then_ends_the_request(
    error: ProviderError, table: WiredServices
) -> None:
    # A rate limit is no failure: it is waited for as long as a request is tried at all.
    tries = MAX_RETRIES + 1 if isinstance(error, RateLimitedError) else TRIES_ALONE
    table.painter.always = fail(error)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.error_code, done.error_message) == ("failed", error.code, error.sentence)
    assert (done.retry_count, len(table.painter.orders)) == (tries - 1, tries)
    assert await table.stores.turns(done.id) == [("sketch", error.code)] * tries
    again = ["processing", "delayed"] * (tries - 1)
    assert table.told(done.id) == ["queued", *again, "processing", "failed"]


async def test_every_try_of_a_request_has_the_same_seed(table: WiredServices) -> None:
    table.painter.then(fail(UnavailableError("Gone.")))
    async with table.working():
        done = await table.ended(await table.ask())
    assert done.status == "completed"
    assert len({order.seed for order in table.painter.orders}) == 1
    assert await table.stores.turns(done.id) == [("sketch", "unavailable"), ("sketch", "completed")]


async def test_bytes_that_are_no_picture_are_tried_again(table: WiredServices) -> None:
    table.painter.then(deliver(b"<html>busy</html>"))
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count) == ("completed", 1)


async def test_an_error_of_the_bots_own_is_logged_and_ends_with_a_sentence(
    table: WiredServices, caplog: pytest.LogCaptureFixture
) -> None:
    table.painter.always = fail(ZeroDivisionError("secret detail"))
    async with table.working() as workers:
        done = await table.ended(await table.ask())
        table.painter.always = None
        after = await table.ended(await table.ask())
        assert not workers[0].done()
    assert (done.status, done.error_code) == ("failed", "unavailable")
    assert "secret detail" not in (done.error_message or "")
    assert "secret detail" in caplog.text
    assert after.status == "completed"


async def test_a_provider_whose_own_call_was_cancelled_does_not_loop_for_ever(table: WiredServices) -> None:
    table.painter.always = fail(asyncio.CancelledError())
    async with table.working() as workers:
        done = await table.ended(await table.ask())
        assert not workers[0].done()
    assert (done.status, done.error_code, len(table.painter.orders)) == ("failed", "internal", MAX_RETRIES + 1)


async def test_a_hanging_provider_is_cut_at_its_deadline(table: WiredServices) -> None:
    table.painter.capabilities = Capabilities(deadline=0.05)
    table.painter.then(hang)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count) == ("completed", 1)
    assert table.painter.cancelled == [done.id]
    assert await table.stores.turns(done.id) == [("sketch", "timed_out"), ("sketch", "completed")]


async def test_where_a_provider_is_stays_in_the_log(table: WiredServices, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    table.painter.then(fail(InvalidError("No such file: '/home/fixer/models/x.safetensors'.")))
    async with table.working():
        request = await table.ended(await table.ask())
    assert request.error_message == "No such file: '…'."
    assert [each.reason for each in await table.stores.attempts.of_request(request.id)] == [request.error_message]
    assert "/home/fixer/models/x.safetensors" in caplog.text


async def test_a_request_that_nobody_can_paint_any_more_fails_with_a_sentence(table: WiredServices) -> None:
    request_id = await table.ask(parse_params("a street", size="1024x1024"))
    table.painter.capabilities = Capabilities(largest=512)
    async with table.working():
        done = await table.ended(request_id)
    assert (done.status, done.error_code) == ("failed", RefusedError.code)
    assert "1024x1024" in (done.error_message or "")


async def test_what_a_full_disk_did_not_take_is_stored_later_and_not_painted_anew(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.execution.pipeline.STORE_AGAIN_AFTER", (0.0,))
    put_all = table.stores.blobs.put_all
    monkeypatch.setattr(type(table.stores.blobs), "put_all", fail_once(StorageFullError("Full."), put_all))
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count, len(table.painter.orders)) == ("completed", 0, 1)
    assert len(table.files()) == 3


async def test_a_completed_call_is_accounted_for_in_the_transaction_that_completes_its_request(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise StorageFullError("The disk is full.")

    monkeypatch.setattr(AttemptStore, "close", refuse)
    async with table.working():
        done = await table.ended(await table.ask())
    assert done.status == "completed"
    assert await table.stores.turns(done.id) == [("sketch", "completed")]
    assert await paid(table) == [("sketch", 1, 0.25)]


async def test_a_call_is_paid_even_where_its_request_was_cancelled_before_the_image_was_stored(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_all, storing, go_on = BlobStore.put_all, asyncio.Event(), asyncio.Event()

    async def slowly(store: BlobStore, blobs: Mapping[str, Blob]) -> None:
        storing.set()
        await go_on.wait()
        await put_all(store, blobs)

    monkeypatch.setattr(BlobStore, "put_all", slowly)
    async with table.working():
        request_id = await table.ask()
        await storing.wait()
        await table.requests.cancel(request_id, ANN)
        go_on.set()
        done = await table.ended(request_id)
    assert done.status == "cancelled"
    assert await paid(table) == [("sketch", 1, 0.25)]
    assert table.files() == []


async def test_the_watch_over_delays_ends_even_as_something_changes(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def in_an_hour(_queue: QueueStore) -> dict[str, datetime]:
        return {"a request": now() + timedelta(hours=1)}

    monkeypatch.setattr(QueueStore, "delayed", in_an_hour)
    watching = asyncio.create_task(table.workers.watch_delays())
    await asyncio.sleep(0.05)
    table.workers._delays_changed.set()
    watching.cancel()
    await asyncio.wait({watching}, timeout=PATIENCE)
    assert watching.cancelled()


def fail_once(error: Exception, then: object) -> object:
    errors = [error]

    async def method(_self: object, *arguments: object) -> object:
        if errors:
            raise errors.pop()
        return await then(*arguments)  # type: ignore[operator]  # a bound coroutine method

    return method


async def test_a_request_cancelled_while_it_waits_is_never_painted(table: WiredServices) -> None:
    request_id = await table.ask()
    assert await table.requests.cancel(request_id, ANN)
    async with table.working():
        await table.ended(await table.ask())
    assert request_id not in [order.request_id for order in table.painter.orders]


async def test_a_request_cancelled_while_it_is_painted_stops_the_provider(table: WiredServices) -> None:
    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        assert await table.requests.cancel(request_id, ANN)
        done = await table.ended(request_id)
        after = await table.ended(await table.ask())
    assert (done.status, done.error_message, table.painter.cancelled) == ("cancelled", CANCELLED, [request_id])
    assert await table.stores.turns(request_id) == [("sketch", "abandoned")]
    assert after.status == "completed"


async def test_who_cancels_what_is_being_painted_does_not_get_round_the_limit(stores: Stores, tmp_path: Path) -> None:
    painter = FakeProvider()
    painter.always = hang
    async with wire_services(stores, painter, tmp_path / "owners", user_limit=3) as table, table.working():
        for number in range(1, 4):
            request_id = await table.ask()
            await until(lambda count=number: len(painter.orders) == count)  # type: ignore[misc]  # the default binds it
            await table.requests.cancel(request_id, ANN)
            await table.ended(request_id)
        with pytest.raises(LimitReachedError):
            await table.ask()
        assert await table.ask(by=BOB)


async def test_a_cancel_from_another_process_is_found(table: WiredServices) -> None:
    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask()
        await table.painter.painting.wait()
        await table.stores.queue.cancel(request_id, CANCELLED, (await table.stores.again(request_id)).created_at)
        await table.workers.check_cancelled()
        assert (await table.ended(request_id)).status == "cancelled"


async def test_a_picture_that_was_finished_after_the_cancel_is_dropped_with_its_files(table: WiredServices) -> None:
    async def paint_and_cancel(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await table.stores.queue.cancel(
            order.request_id, CANCELLED, (await table.stores.again(order.request_id)).created_at
        )
        return await paint(order, report)

    table.painter.then(paint_and_cancel)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.result_image_id, table.files()) == ("cancelled", None, [])


async def test_work_from_another_process_is_found_when_it_is_told(table: WiredServices) -> None:
    async with table.working():
        await asyncio.sleep(0.01)
        new = (await table.requests.submit(STREET, await table.sessions.context(ANN))).request
        table.events.publish(ChangedElsewhere("", "public"))
        assert (await table.ended(new.id)).status == "completed"


def are_idle(workers: Workers, count: int) -> bool:
    """Tell whether so many workers have looked for work, have found none, and wait to be woken."""
    told = workers._work_came.is_set() or workers._delays_changed.is_set()
    return workers._slots.workers == count and workers._found_nothing and not (workers._claiming.locked() or told)


async def test_several_workers_paint_at_once_and_none_the_same(table: WiredServices) -> None:
    free = asyncio.Event()
    table.painter.always = paint_when(free)
    async with table.working(3):
        ids = [await table.ask() for _ in range(9)]
        await until(lambda: len(table.workers._running) == 3)
        free.set()
        for request_id in ids:
            await table.ended(request_id)
    assert sorted(order.request_id for order in table.painter.orders) == sorted(ids)
    page = await table.gallery.page(ANN, most=20)
    assert [image.seq for image in page.images] == list(range(9, 0, -1))


@pytest.mark.sqlite
async def test_nobody_asks_the_database_while_nothing_happens(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops = under_way = 0
    database = table.stores.database
    assert isinstance(database, Database)
    hop = database._hop

    async def counted(*arguments: object) -> object:
        nonlocal hops, under_way
        hops += 1
        under_way += 1
        try:
            return await hop(*arguments)  # type: ignore[arg-type]  # handed on as they came
        finally:
            under_way -= 1

    monkeypatch.setattr(table.stores.database, "_hop", counted)
    async with table.working(4):
        await table.ended(await table.ask())
        await until(lambda: are_idle(table.workers, 4) and not under_way)
        hops = 0
        await asyncio.sleep(0.5)
        assert hops == 0


@pytest.mark.parametrize("error", PASSING, ids=lambda error: error.code)
def test_the_wait_grows_with_the_tries_up_to_the_last(error: SceneError) -> None:
    waits = [after_failure(error, tries).wait for tries in range(MAX_RETRIES)]
    assert all(wait is not None and timedelta(0) < wait <= LONGEST_WAIT for wait in waits)
    assert (waits[2] or LONGEST_WAIT) > (waits[0] or LONGEST_WAIT)
    assert after_failure(error, MAX_RETRIES).wait is None


@pytest.mark.parametrize("error", FINAL, ids=lambda error: error.code)
def test_what_would_come_again_is_not_tried_again(error: SceneError) -> None:
    assert after_failure(error, 0).wait is None


def test_a_provider_that_asks_for_time_gets_it() -> None:
    decision = after_failure(RateLimitedError("Slowly.", retry_after=300), 0)
    assert decision.wait == timedelta(seconds=300)


async def test_of_workers_that_are_woken_at_once_one_looks_for_work(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a cluster each process is woken by every other's writes: as many looks as workers would be for nothing."""
    looks = 0
    claim = QueueStore.claim

    async def counted(*args: Any, **kwargs: Any) -> Claim | None:  # noqa: ANN401  # whatever it is asked with
        nonlocal looks
        looks += 1
        return await claim(*args, **kwargs)

    monkeypatch.setattr(QueueStore, "claim", counted)
    async with table.working(workers=4):
        await until(lambda: are_idle(table.workers, 4))
        looks = 0
        table.events.publish(ChangedElsewhere("", "public"))
        await until(lambda: looks > 0 and are_idle(table.workers, 4))
        await asyncio.sleep(0.1)
        assert looks == 1
        asked = [await table.ask() for _ in range(6)]
        for request_id in asked:
            assert (await table.ended(request_id)).status == "completed"
