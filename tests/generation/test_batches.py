"""Batches: several requests put into the queue together, with one message that is due when all of them are done."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from generation.clock import now
from generation.errors import LimitReachedError, NotAllowedError, NotFoundError, RefusedError
from generation.providers.base import ModeratedError
from generation.requests.batches import ONE_AT_A_TIME, status_of
from generation.requests.requests import Submitted
from generation.sessions.settings import SessionSettings
from storage.errors import ConflictError
from storage.params import GenerationParams
from storage.queue import QueueStore
from storage.records import CANCELLED, COMPLETED, FAILED, HELD, PROCESSING, QUEUED, Request
from storage.requests import RequestStore
from tests.generation.fake_provider import FakeProvider, fail, hang, paint
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices, until, wire_services
from tests.storage.stores import Stores, new_request

FOUR = replace(STREET, count=4)


@pytest.fixture
async def limited(stores: Stores, painter: FakeProvider, tmp_path: Path) -> AsyncIterator[WiredServices]:
    async with wire_services(stores, painter, tmp_path / "owners", user_limit=5) as table:
        yield table


async def submit(table: WiredServices, params: GenerationParams = FOUR, *, key: str | None = None) -> Submitted:
    return await table.requests.submit(
        params, await table.sessions.context(ANN), channel_id="channel", idempotency_key=key
    )


async def due(table: WiredServices) -> int:
    """Count the messages that are due."""
    return (await table.deliveries.counts()).get("ready", 0)


class TestAsking:
    async def test_it_is_as_many_requests_with_one_message(self, table: WiredServices) -> None:
        submitted = await submit(table)
        assert len({request.id for request in submitted.requests}) == 4
        assert {request.batch_id for request in submitted.requests} == {submitted.request.id}
        assert {request.prompt for request in submitted.requests} == {STREET.prompt}
        assert await table.deliveries.counts() == {"waiting": 1}
        assert await table.requests.batch_of(submitted.requests[2]) == submitted.requests

    async def test_a_given_seed_goes_up_by_one_for_each(self, table: WiredServices) -> None:
        submitted = await submit(table, replace(FOUR, seed=2**32 - 3))
        assert [request.params.seed for request in submitted.requests] == [2**32 - 3, 2**32 - 2, 0, 1]

    async def test_without_a_seed_each_has_its_own(self, table: WiredServices, painter: FakeProvider) -> None:
        submitted = await submit(table)
        async with table.working():
            for request in submitted.requests:
                await table.ended(request.id)
        assert len({order.seed for order in painter.orders}) == 4

    async def test_one_is_no_batch(self, table: WiredServices) -> None:
        submitted = await submit(table, STREET)
        assert submitted.request.batch_id is None
        assert await table.requests.batch_of(submitted.request) == submitted.requests

    @pytest.mark.parametrize("count", [0, -1, 9, 1000])
    async def test_another_number_is_refused(self, table: WiredServices, count: int) -> None:
        with pytest.raises(RefusedError, match="1 to 8 pictures at once"):
            await submit(table, replace(STREET, count=count))
        assert await table.requests.counts() == {}

    async def test_the_same_key_again_is_the_same_batch(self, table: WiredServices) -> None:
        first, again = await submit(table, key="k"), await submit(table, key="k")
        assert again.repeated
        assert [request.id for request in again.requests] == [request.id for request in first.requests]
        assert await table.requests.counts() == {QUEUED: 4}

    async def test_another_number_under_the_same_key_is_refused(self, table: WiredServices) -> None:
        await submit(table, key="k")
        with pytest.raises(RefusedError, match="used for another request"):
            await submit(table, STREET, key="k")

    async def test_others_are_served_between(self, table: WiredServices) -> None:
        ours = await submit(table)
        theirs = await table.requests.submit(STREET, await table.sessions.context(BOB))
        order = await table.requests.unchecked_order(10)
        assert order[:2] == (ours.request.id, theirs.request.id)

    async def test_what_the_gm_has_to_see_first_stays_alone_and_says_so(self, table: WiredServices) -> None:
        await table.stores.set_settings(SessionSettings(approval="all").to_json())
        submitted = await submit(table)
        assert [request.status for request in submitted.requests] == [HELD]
        assert ONE_AT_A_TIME in submitted.notes


class TestTheLimit:
    async def test_all_are_refused_where_not_all_have_room(self, limited: WiredServices) -> None:
        await submit(limited)
        with pytest.raises(LimitReachedError, match="4 pictures are more than the 1 you have left") as said:
            await submit(limited)
        assert "You can paint again at" in said.value.sentence
        assert await limited.requests.counts() == {QUEUED: 4}
        assert await limited.deliveries.counts() == {"waiting": 1}

    async def test_the_last_one_may_still_be_had(self, limited: WiredServices) -> None:
        await submit(limited)
        await submit(limited, STREET)
        with pytest.raises(LimitReachedError, match="You have had your 5 pictures"):
            await submit(limited, STREET)

    async def test_batches_at_once_do_not_pass_it_together(self, limited: WiredServices) -> None:
        results = await asyncio.gather(*(submit(limited) for _ in range(5)), return_exceptions=True)
        assert sum(isinstance(result, LimitReachedError) for result in results) == 4
        assert await limited.requests.counts() == {QUEUED: 4}


async def test_it_is_stored_whole_or_not_at_all(table: WiredServices) -> None:
    store = RequestStore(table.stores.database)
    wanted = [new_request() for _ in range(4)]
    broken = replace(wanted[3], id=wanted[0].id)
    with pytest.raises(ConflictError):
        await store.enqueue([*wanted[:3], broken], channel_id="channel", user_limit=0)
    assert await table.requests.counts() == {}
    assert await table.deliveries.counts() == {}


class TestTheEnd:
    async def test_the_message_is_due_when_the_last_one_is_done(self, table: WiredServices) -> None:
        submitted = await submit(table)
        async with table.working():
            for request in submitted.requests:
                await table.ended(request.id)
        assert await due(table) == 1
        claimed = await table.stores.deliveries.claim(now())
        assert claimed is not None
        assert claimed.request.id == submitted.request.id
        assert await table.stores.deliveries.claim(now()) is None

    async def test_it_is_not_due_before(self, table: WiredServices, painter: FakeProvider) -> None:
        painter.then(fail(ModeratedError("No.")))
        submitted = await submit(table)
        painter.always = hang
        async with table.working():
            await table.ended(submitted.request.id)
            await table.reached(submitted.requests[1].id, PROCESSING)
            assert await due(table) == 0

    async def test_what_came_counts_whatever_failed(self, table: WiredServices, painter: FakeProvider) -> None:
        painter.then(fail(ModeratedError("No.")), fail(ModeratedError("No.")))
        submitted = await submit(table)
        async with table.working():
            ended = [await table.ended(request.id) for request in submitted.requests]
        assert [request.status for request in ended] == [FAILED, FAILED, COMPLETED, COMPLETED]
        assert status_of(ended) == COMPLETED
        assert await due(table) == 1

    async def test_a_dead_worker_does_not_keep_it_from_its_end(self, table: WiredServices) -> None:
        submitted = await submit(table)
        crashed = QueueStore(table.stores.database, "owner-that-holds-no-lock")
        assert await crashed.claim(now())
        await table.workers.recover()
        async with table.working(2):
            for request in submitted.requests:
                await table.ended(request.id)
        assert await due(table) == 1
        pictures = [await table.gallery.unchecked_of_request(request.id) for request in submitted.requests]
        assert [len(each) for each in pictures] == [1, 1, 1, 1]


class TestCancelling:
    async def test_it_ends_all_that_waits_and_all_that_is_painted(
        self, table: WiredServices, painter: FakeProvider
    ) -> None:
        painter.always = hang
        submitted = await submit(table)
        async with table.working(2):
            await until(lambda: len(painter.orders) == 2)
            assert await table.requests.cancel_batch(submitted.request.id, ANN)
            ended = [await table.ended(request.id) for request in submitted.requests]
        assert {request.status for request in ended} == {CANCELLED}
        assert status_of(ended) == CANCELLED
        assert len(painter.orders) == 2
        assert await due(table) == 1

    async def test_what_was_painted_before_is_kept(self, table: WiredServices, painter: FakeProvider) -> None:
        painter.then(paint)
        painter.always = hang
        submitted = await submit(table)
        async with table.working():
            await table.ended(submitted.request.id)
            await until(lambda: len(painter.orders) == 2)
            await table.requests.cancel_batch(submitted.request.id, ANN)
            for request in submitted.requests:
                await table.ended(request.id)
        batch = await table.requests.batch_of(submitted.request)
        assert status_of(batch) == COMPLETED
        assert await due(table) == 1

    async def test_twice_is_too_late(self, table: WiredServices) -> None:
        submitted = await submit(table)
        assert await table.requests.cancel_batch(submitted.request.id, THE_GM)
        assert not await table.requests.cancel_batch(submitted.request.id, ANN)

    async def test_it_is_its_authors_or_the_gms(self, table: WiredServices) -> None:
        submitted = await submit(table)
        with pytest.raises(NotAllowedError):
            await table.requests.cancel_batch(submitted.request.id, BOB)
        with pytest.raises(NotFoundError):
            await table.requests.cancel_batch("not-there", ANN)


def test_a_batch_stands_as_what_is_best_of_it(table: WiredServices) -> None:
    def stands(*statuses: str) -> str:
        return status_of([_with(status) for status in statuses])

    assert stands(COMPLETED, FAILED, CANCELLED) == COMPLETED
    assert stands(CANCELLED, FAILED) == FAILED
    assert stands(COMPLETED, PROCESSING) == PROCESSING
    assert stands(CANCELLED) == CANCELLED


def _with(status: str) -> Request:
    values = dict.fromkeys(Request.__slots__) | {"status": status, "notes": "[]"}
    return Request(**values)  # type: ignore[arg-type]  # only the status is looked at
