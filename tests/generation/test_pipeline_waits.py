"""A provider whose rate limit is used up: waited for where that is short, else another one is asked."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError
from generation.events import ChangedElsewhere
from generation.execution.places import PutAsideError
from generation.execution.retry_policy import LIMITS_BEFORE_ANOTHER, MAX_RETRIES
from generation.providers.base import AuthError, Capabilities, RateLimitedError
from generation.providers.breaker import CircuitBreaker
from generation.providers.registry import Providers
from storage.params import PUBLIC
from storage.places import PlaceWait
from storage.provider_state import ProviderStore
from storage.records import ANOTHER, WAIT, Request
from tests.generation.fake_provider import FakeProvider, fail
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices, wire_services


@pytest.fixture
def other(table: WiredServices, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """Set a second painter up who has a place at any time."""
    other = FakeProvider()
    other.name, other.title = "other", "Other painter"
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter, other]))
    return other


async def empty_bucket(table: WiredServices, *, per_minute: int) -> None:
    """Let the first painter have no place left, and a new one `per_minute` times."""
    table.painter.capabilities = Capabilities(calls_per_minute=per_minute)
    breaker = CircuitBreaker(ProviderStore(table.stores.database))
    while await breaker.try_acquire(table.painter) is None:
        pass


async def test_a_short_wait_is_spent_in_the_worker(table: WiredServices, other: FakeProvider) -> None:
    await empty_bucket(table, per_minute=300)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count, done.notes) == ("completed", 0, ())
    assert await table.stores.turns(done.id) == [("sketch", "completed")]
    assert other.orders == []


async def test_a_longer_one_is_spent_aside_and_leaves_the_worker_free(
    table: WiredServices, other: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.breaker.MAX_WAIT", timedelta(0))
    await empty_bucket(table, per_minute=30)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count, done.notes) == ("completed", 0, ())
    assert "delayed" in table.told(done.id)
    assert await table.stores.turns(done.id) == [("sketch", "skipped"), ("sketch", "completed")]
    assert other.orders == []


async def test_a_request_waits_aside_a_few_times_and_then_goes_on_to_the_next_provider(
    table: WiredServices, other: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.breaker.MAX_WAIT", timedelta(0))
    monkeypatch.setattr("generation.providers.breaker.CircuitOpen.seconds", 0.01)
    await empty_bucket(table, per_minute=1)
    async with table.working():
        done = await table.ended(await table.ask())
    waits = [("sketch", "skipped")] * (LIMITS_BEFORE_ANOTHER + 1)
    assert await table.stores.turns(done.id) == [*waits, ("other", "completed")]


async def test_a_long_wait_goes_on_to_the_next_provider(table: WiredServices, other: FakeProvider) -> None:
    await empty_bucket(table, per_minute=1)
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count) == ("completed", 0)
    assert done.notes == ("Fake painter has no free slot; painted by Other painter.",)
    assert await table.stores.turns(done.id) == [("sketch", "skipped"), ("other", "completed")]


async def test_a_cancel_ends_the_wait(
    table: WiredServices, other: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.breaker.MAX_WAIT", timedelta(minutes=5))
    await empty_bucket(table, per_minute=1)
    async with table.working():
        request_id = await table.ask()
        await table.reached(request_id, "processing")
        await table.requests.cancel(request_id, ANN)
        done = await table.ended(request_id)
    assert done.status == "cancelled"
    assert table.painter.orders == other.orders == []


async def test_a_herd_at_an_empty_bucket_is_painted_one_after_the_other_at_the_providers_pace(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter]))
    monkeypatch.setattr("generation.providers.breaker.MAX_WAIT", timedelta(0))
    await empty_bucket(table, per_minute=600)
    async with table.working():
        requests = [await table.ask() for _ in range(14)]
        done = [await table.ended(request_id) for request_id in requests]
    assert [(each.status, each.retry_count) for each in done] == [("completed", 0)] * 14
    calls = [await table.stores.turns(each.id) for each in done]
    # Woken all at once, each would lose its place to the others again and again: 91 waits and more.
    assert sum(outcome == "skipped" for turns in calls for _, outcome in turns) < 30


async def test_who_comes_anew_does_not_push_ahead_of_those_who_wait(table: WiredServices) -> None:
    breaker = CircuitBreaker(ProviderStore(table.stores.database))
    await empty_bucket(table, per_minute=60)
    request_id = await table.ask()
    claim = await table.stores.claim(now())
    closed = await breaker.try_acquire(table.painter)
    assert closed is not None
    error = PutAsideError(table.painter, closed)
    await table.pipeline.places.put_aside(claim, error)
    behind = await breaker.try_acquire(table.painter)
    assert behind is not None
    assert 0.9 < (behind.until - closed.until).total_seconds() < 1.1
    await asyncio.sleep(closed.seconds + 0.01)
    assert await breaker.try_acquire(table.painter) is not None, "the place is another's"
    assert await breaker.try_acquire(table.painter, in_line=True) is None
    assert (await table.stores.again(request_id)).waits_for == "sketch"


async def wait_for_sketch(table: WiredServices, wait: timedelta) -> str:
    """Have a request wait for the first painter, as a worker does; return its id."""
    request_id = await table.ask()
    claim = await table.stores.claim(now())
    await table.stores.places.put_aside(claim, PlaceWait("sketch", wait, "rate_limited", "Slow down."), now())
    return request_id


@pytest.mark.parametrize("case", ["there is no place in time", "it has waited long enough"])
async def test_a_wait_has_an_end_that_is_explained(
    case: str, table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter]))
    table.painter.capabilities = Capabilities(calls_per_minute=1)
    waiting = await wait_for_sketch(table, timedelta(minutes=59))
    if case == "it has waited long enough":
        request_id = waiting
        await table.stores.queue.wake_delayed([waiting])
        table.painter.then(fail(RateLimitedError("Slow down.", 61.0)))
    else:
        table.painter.then(fail(RateLimitedError("Slow down.", 3600.0)))
        # Who waits comes first in any case; here both are called at once.
        monkeypatch.setattr(CircuitBreaker, "acquire", no_wait)
        request_id = await table.ask()
    async with table.working():
        done = await table.ended(request_id)
    assert (done.status, done.error_code) == ("failed", "rate_limited")
    assert done.error_message == (
        "Slow down. There is no place for this picture within an hour. Ask again later, or choose another provider."
    )


async def no_wait(self: CircuitBreaker, provider: FakeProvider, *, in_line: bool) -> None:
    """Let everybody through."""
    assert await self.try_acquire(provider, in_line=True) is None, in_line


async def test_a_limit_of_the_providers_own_is_no_failed_try(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter]))
    monkeypatch.setattr("generation.providers.breaker.MAX_WAIT", timedelta(0))
    monkeypatch.setattr("generation.execution.retry_policy.LONGEST_WAIT", timedelta(seconds=0.01))
    table.painter.then(*[fail(RateLimitedError("Slow down.", 0.01))] * (MAX_RETRIES + 2))
    async with table.working():
        done = await table.ended(await table.ask())
    assert (done.status, done.retry_count) == ("completed", 0)
    assert done.waited > 0.9 * 0.01 * (MAX_RETRIES + 2), "so that there is an end to it"


async def test_of_a_rest_that_no_limit_is_nobody_is_told_when_there_is_a_place(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong key may be as wrong in ten minutes."""
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter]))
    breaker = CircuitBreaker(ProviderStore(table.stores.database))
    await breaker.try_acquire(table.painter)
    await breaker.failed(table.painter, AuthError("The key is wrong."))
    async with table.working():
        request = await table.reached(await table.ask(), "delayed")
    assert (request.waits_for, request.free_at, request.error_message) == ("sketch", None, "The key is wrong.")
    assert request.not_before is not None


class TestTheChoice:
    """Where the wait for a provider is long the player whose request is shown says whether to wait."""

    @pytest.fixture(autouse=True)
    async def full(self, table: WiredServices, other: FakeProvider) -> None:
        await empty_bucket(table, per_minute=1)
        assert other.orders == []

    async def asked(self, table: WiredServices) -> Request:
        """Have a request put aside whose player is asked."""
        context = await table.sessions.context(ANN)
        request_id = (await table.requests.submit(STREET, context, channel_id="5")).request.id
        return await table.reached(request_id, "delayed")

    async def test_is_offered_for_a_while_with_the_time_that_there_is_a_place(self, table: WiredServices) -> None:
        async with table.working():
            request = await self.asked(table)
        assert (request.waits_for, request.place_choice, request.waited) == ("sketch", "asked", 0)
        assert request.free_at is not None
        assert request.not_before is not None
        assert 55 < (request.free_at - now()).total_seconds() < 60
        assert 15 < (request.not_before - now()).total_seconds() <= 20

    async def test_where_nobody_chooses_another_provider_takes_over(
        self, table: WiredServices, other: FakeProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with table.working():
            request = await self.asked(table)
            # The rest of the wait is short by now.
            monkeypatch.setattr("generation.providers.pace.LEAST_PATIENCE", 120.0)
            await table.stores.queue.wake_delayed([request.id])
            table.workers._work_came.set()
            done = await table.ended(request.id)
        assert (done.status, len(other.orders), table.painter.orders) == ("completed", 1, [])

    async def test_another_provider_paints_at_once(self, table: WiredServices, other: FakeProvider) -> None:
        async with table.working():
            request = await self.asked(table)
            await table.choices.choose(request.id, ANN, ANOTHER)
            done = await table.ended(request.id)
            with pytest.raises(NotFoundError, match="does not wait for a provider any more"):
                await table.choices.choose(request.id, ANN, WAIT)
        assert (done.status, len(other.orders), table.painter.orders) == ("completed", 1, [])

    async def test_waiting_waits_until_there_is_a_place(self, table: WiredServices, other: FakeProvider) -> None:
        async with table.working():
            request = await self.asked(table)
            chosen = await table.choices.choose(request.id, ANN, WAIT)
            assert (chosen.place_choice, chosen.not_before) == ("wait", request.free_at)
            assert 35 < chosen.waited < 41
            again = await table.choices.choose(request.id, ANN, WAIT)
            assert again == chosen, "pressed twice"
            await empty_bucket(table, per_minute=6000)
            await table.stores.queue.wake_delayed([request.id])
            table.workers._work_came.set()
            done = await table.ended(request.id)
        assert (done.status, other.orders, len(table.painter.orders)) == ("completed", [], 1)

    async def test_who_waits_may_still_change_the_mind(self, table: WiredServices, other: FakeProvider) -> None:
        async with table.working():
            request = await self.asked(table)
            await table.choices.choose(request.id, ANN, WAIT)
            await table.choices.choose(request.id, THE_GM, ANOTHER)
            assert (await table.ended(request.id)).status == "completed"
        assert len(other.orders) == 1

    async def test_is_told_in_another_process_and_made_there(
        self, table: WiredServices, other: FakeProvider, tmp_path: Path
    ) -> None:
        async with wire_services(table.stores, table.painter, tmp_path / "owners") as gateway, table.working():
            request = await self.asked(table)
            for _ in range(2):
                await gateway.choices.tell_changes()
            assert gateway.told(request.id) == ["delayed"], "once"
            await gateway.choices.choose(request.id, ANN, WAIT)
            await gateway.choices.choose(request.id, ANN, ANOTHER)
            table.events.publish(ChangedElsewhere("", PUBLIC))
            assert (await table.ended(request.id)).status == "completed"
            await gateway.choices.tell_changes()
        assert (len(other.orders), gateway.told(request.id)) == (1, ["delayed", "delayed", "queued"])

    async def test_another_process_is_told_that_a_wait_is_over(self, table: WiredServices, tmp_path: Path) -> None:
        async with wire_services(table.stores, table.painter, tmp_path / "owners") as gateway, table.working():
            request = await self.asked(table)
            await gateway.choices.tell_changes()
        await table.stores.queue.wake_delayed([request.id])
        await gateway.choices.tell_changes()
        assert gateway.told(request.id) == ["delayed", "queued"]

    async def test_another_process_is_told_once_that_it_is_another_wait(
        self, table: WiredServices, tmp_path: Path
    ) -> None:
        async with wire_services(table.stores, table.painter, tmp_path / "owners") as gateway, table.working():
            request = await self.asked(table)
            await gateway.choices.tell_changes()
        await table.stores.queue.wake_delayed([request.id])
        claim = await table.stores.claim(now())
        await table.stores.queue.delay(claim, now() + timedelta(seconds=90), "unavailable", "It is down.")
        for _ in range(2):
            await gateway.choices.tell_changes()
        assert gateway.told(request.id) == ["delayed", "delayed"]

    async def test_is_the_authors_or_the_gms(self, table: WiredServices) -> None:
        async with table.working():
            request = await self.asked(table)
            with pytest.raises(NotAllowedError):
                await table.choices.choose(request.id, BOB, WAIT)

    async def test_counts_for_a_whole_batch(self, table: WiredServices, other: FakeProvider) -> None:
        context = await table.sessions.context(ANN)
        batch = (await table.requests.submit(replace(STREET, count=3), context, channel_id="5")).requests
        async with table.working():
            await table.reached(batch[0].id, "delayed")
            await table.choices.choose(batch[0].id, ANN, WAIT)
            for each in batch[1:]:
                waiting = await table.reached(each.id, "delayed")
                assert waiting.place_choice == "wait"
            await table.choices.choose(batch[0].id, ANN, ANOTHER)
            assert [(await table.ended(each.id)).status for each in batch] == ["completed"] * 3
        assert len(other.orders) == 3

    @pytest.mark.parametrize("of_a_batch", ["waits for another provider", "tries again"])
    async def test_to_wait_leaves_alone_what_rests_for_another_reason(
        self, table: WiredServices, of_a_batch: str
    ) -> None:
        context = await table.sessions.context(ANN)
        batch = (await table.requests.submit(replace(STREET, count=2), context, channel_id="5")).requests
        async with table.working():
            asked, resting = [await table.reached(each.id, "delayed") for each in batch]
        await table.stores.queue.wake_delayed([resting.id])
        claim, moment = await table.stores.claim(now()), now()
        if of_a_batch == "tries again":
            await table.stores.queue.delay(claim, moment + timedelta(seconds=90), "unavailable", "It is down.")
        else:
            no_slot = PlaceWait("other", timedelta(seconds=5), "rate_limited", "No slot.", told=False)
            await table.stores.places.put_aside(claim, no_slot, moment)
        before = await table.stores.again(resting.id)
        await table.choices.choose(asked.id, ANN, WAIT)
        assert await table.stores.again(resting.id) == replace(before, place_choice="wait")

    @pytest.mark.parametrize("choice", [None, WAIT])
    async def test_is_none_where_there_is_no_place_within_an_hour(
        self, table: WiredServices, other: FakeProvider, monkeypatch: pytest.MonkeyPatch, choice: str | None
    ) -> None:
        async with table.working():
            request = await self.asked(table)
            if choice is not None:
                await table.choices.choose(request.id, ANN, choice)
            monkeypatch.setattr("generation.execution.places.LONGEST_WAITED", timedelta(seconds=30))
            await table.stores.queue.wake_delayed([request.id])
            table.workers._work_came.set()
            assert (await table.ended(request.id)).status == "completed", "it is better than none"
        assert len(other.orders) == 1

    async def test_is_asked_of_nobody_whose_request_no_message_shows(
        self, table: WiredServices, other: FakeProvider
    ) -> None:
        async with table.working():
            done = await table.ended(await table.ask())
        assert (done.status, done.place_choice, len(other.orders)) == ("completed", None, 1)

    async def test_is_none_where_nobody_else_can_paint_it(
        self, table: WiredServices, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter]))
        async with table.working():
            request = await self.asked(table)
        assert (request.waits_for, request.place_choice) == ("sketch", None)
        assert request.free_at == request.not_before

    async def test_is_offered_after_a_call_that_was_refused_for_long(
        self, table: WiredServices, other: FakeProvider
    ) -> None:
        table.painter.capabilities = Capabilities()
        table.painter.then(fail(RateLimitedError("Slow down.", 300.0)))
        async with table.working():
            request = await self.asked(table)
            assert (request.place_choice, request.error_message) == ("asked", "Slow down.")
            await table.choices.choose(request.id, ANN, ANOTHER)
            assert (await table.ended(request.id)).status == "completed"
        assert len(other.orders) == 1
