"""A provider whose rate limit is used up: waited for where that is short, else another one is asked."""

from datetime import timedelta

import pytest

from generation.execution.retry_policy import LIMITS_BEFORE_ANOTHER
from generation.providers.base import Capabilities
from generation.providers.breaker import CircuitBreaker
from generation.providers.registry import Providers
from storage.provider_state import ProviderStore
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import ANN, WiredServices


@pytest.fixture
def other(table: WiredServices, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """Set a second painter up who has a place at any time."""
    other = FakeProvider()
    other.name, other.title = "other", "Other painter"
    monkeypatch.setattr(table.pipeline, "_providers", Providers([table.painter, other]))
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
    assert (done.status, done.retry_count, done.notes) == ("completed", 1, ())
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
