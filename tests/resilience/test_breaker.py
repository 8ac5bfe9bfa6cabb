"""The circuit breaker and the token bucket of a provider, in a real database that all processes share."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generation.providers.base import (
    AuthError,
    BillingError,
    CallRate,
    Capabilities,
    InvalidError,
    ModeratedError,
    ProviderError,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
)
from generation.providers.breaker import (
    FAILURES_THAT_OPEN,
    FIRST_REST,
    LONGEST_REST,
    OPERATOR_REST,
    TRIAL,
    CircuitBreaker,
)
from storage.database import Database
from storage.provider_state import ProviderStore
from tests.generation.fake_provider import FakeProvider

DOWN = UnavailableError("It is down.")


@dataclass(slots=True)
class Clock:
    """A clock that a test sets, and one beside it that only runs forward."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    passed: float = 0.0

    def __call__(self) -> datetime:
        return self.time

    def passes(self, time: timedelta) -> None:
        self.time += time
        self.passed += time.total_seconds()

    def is_set(self, by: timedelta) -> None:
        self.time += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("generation.providers.breaker.now", clock)
    monkeypatch.setattr("generation.clock.now", clock)
    monkeypatch.setattr("generation.clock.monotonic", lambda: clock.passed)
    return clock


@pytest.fixture
def breaker(database: Database, clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(ProviderStore(database))


@pytest.fixture
async def other_breaker(database: Database, clock: Clock, tmp_path: Path) -> AsyncIterator[CircuitBreaker]:
    """The breaker of another process, on the same file."""
    async with Database(tmp_path / "scenes.db") as other:
        yield CircuitBreaker(ProviderStore(other))


def limited(per_minute: int) -> FakeProvider:
    painter = FakeProvider()
    painter.capabilities = Capabilities(calls_per_minute=per_minute)
    return painter


async def fail(breaker: CircuitBreaker, painter: FakeProvider, times: int, error: ProviderError = DOWN) -> None:
    await breaker.try_acquire(painter)
    for _ in range(times):
        await breaker.failed(painter, error)


async def test_a_provider_without_a_limit_is_always_let_through(breaker: CircuitBreaker, painter: FakeProvider) -> None:
    for _ in range(100):
        assert await breaker.try_acquire(painter) is None


async def test_a_bucket_is_shared_and_refills(
    breaker: CircuitBreaker, other_breaker: CircuitBreaker, clock: Clock
) -> None:
    painter = limited(6)
    admitted = [await each.try_acquire(painter) is None for _ in range(4) for each in (breaker, other_breaker)]
    assert admitted == [True] * 6 + [False] * 2
    clock.passes(timedelta(seconds=9))
    assert await other_breaker.try_acquire(painter) is not None, "not yet"
    clock.passes(timedelta(seconds=1))
    assert await other_breaker.try_acquire(painter) is None
    assert await breaker.try_acquire(painter) is not None
    clock.passes(timedelta(hours=1))
    assert [await breaker.try_acquire(painter) is None for _ in range(7)] == [True] * 6 + [False], (
        "no more than a bucket holds"
    )


async def test_an_empty_bucket_says_when_to_come_again(breaker: CircuitBreaker, clock: Clock) -> None:
    painter = limited(1)
    await breaker.try_acquire(painter)
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert closed.reason == "Fake painter has no free slot."
    assert closed.until == clock() + timedelta(minutes=1)


async def test_a_bucket_that_is_filling_up_says_when_the_next_place_is_there(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    painter = limited(2)
    for _ in range(2):
        await breaker.try_acquire(painter)
    clock.passes(timedelta(seconds=20))
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert closed.seconds == 10
    clock.passes(timedelta(seconds=closed.seconds))
    assert await breaker.try_acquire(painter) is None


async def test_a_probe_before_the_first_call_takes_nothing_from_the_bucket(
    breaker: CircuitBreaker, database: Database, clock: Clock
) -> None:
    probed = ProviderStore(database).record_probe("sketch", clock(), able=True, reason=None, warnings=(), waiting=None)
    await probed
    assert [await breaker.try_acquire(limited(5)) is None for _ in range(6)] == [True] * 5 + [False]


async def test_four_failures_in_a_row_open_the_breaker_for_everybody(
    breaker: CircuitBreaker, other_breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN - 1)
    assert await breaker.try_acquire(painter) is None
    await fail(other_breaker, painter, 1, TimedOutError("It hangs."))
    for each in (breaker, other_breaker):
        closed = await each.try_acquire(painter)
        assert closed is not None
        assert (closed.reason, closed.until) == ("It hangs.", clock() + FIRST_REST)


async def test_what_lies_between_failures_makes_them_none_in_a_row(
    breaker: CircuitBreaker, painter: FakeProvider
) -> None:
    for between in (ModeratedError("No."), InvalidError("What?"), None):
        await fail(breaker, painter, FAILURES_THAT_OPEN - 1)
        if between:
            await breaker.failed(painter, between)
        else:
            await breaker.succeeded(painter)
    await fail(breaker, painter, FAILURES_THAT_OPEN - 1)
    assert await breaker.try_acquire(painter) is None


async def test_after_its_rest_one_call_tries_and_its_failure_doubles_the_rest(
    breaker: CircuitBreaker, other_breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    rest = FIRST_REST
    for _ in range(8):
        clock.passes(rest)
        assert await breaker.try_acquire(painter) is None, "one tries"
        assert await other_breaker.try_acquire(painter) is not None, "and nobody else meanwhile"
        await breaker.failed(painter, DOWN)
        rest = min(rest * 2, LONGEST_REST)
        closed = await other_breaker.try_acquire(painter)
        assert closed is not None
        assert closed.until == clock() + rest


async def test_a_rest_lasts_no_longer_for_a_clock_that_is_set_back(
    breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    clock.is_set(timedelta(hours=-1))
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert (closed.seconds, closed.after_failures) == (FIRST_REST.total_seconds(), True)
    clock.passes(FIRST_REST)
    assert await breaker.try_acquire(painter) is None, "one tries"
    assert await breaker.try_acquire(painter) is not None, "and nobody else meanwhile"


async def test_a_rest_that_was_noted_before_the_clock_was_set_back_is_bounded(
    breaker: CircuitBreaker, other_breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    clock.is_set(timedelta(hours=-1))
    assert await other_breaker.try_acquire(painter) is not None
    clock.passes(LONGEST_REST)
    assert await other_breaker.try_acquire(painter) is None


async def test_a_bucket_fills_though_the_clock_was_set_back(breaker: CircuitBreaker, clock: Clock) -> None:
    painter = limited(2)
    assert [await breaker.try_acquire(painter) is None for _ in range(3)] == [True, True, False]
    clock.is_set(timedelta(hours=-1))
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert closed.seconds == 30
    clock.passes(timedelta(seconds=30))
    assert await breaker.try_acquire(painter) is None


async def test_a_success_that_changes_nothing_writes_nothing(
    breaker: CircuitBreaker, painter: FakeProvider, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write(*_: object) -> object:
        raise AssertionError

    await breaker.try_acquire(painter)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", write)
        await breaker.succeeded(painter)
        await breaker.failed(painter, ModeratedError("No."))
    assert await database.value(int, "is_troubled", provider=painter.name) == 0


async def test_a_trial_that_never_ends_lets_another_one_try(
    breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    clock.passes(FIRST_REST)
    assert await breaker.try_acquire(painter) is None
    assert await breaker.try_acquire(painter) is not None
    clock.passes(TRIAL)
    assert await breaker.try_acquire(painter) is None


async def test_a_success_closes_the_breaker(breaker: CircuitBreaker, painter: FakeProvider, clock: Clock) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    clock.passes(FIRST_REST)
    await breaker.try_acquire(painter)
    await breaker.succeeded(painter)
    assert await breaker.try_acquire(painter) is None
    await fail(breaker, painter, FAILURES_THAT_OPEN - 1)
    assert await breaker.try_acquire(painter) is None, "the count began anew"


@pytest.mark.parametrize(
    ("error", "rest"),
    [
        (AuthError("Wrong key."), OPERATOR_REST),
        (BillingError("No credit."), OPERATOR_REST),
        (RateLimitedError("Slow down.", 17.0), timedelta(seconds=17)),
        (RateLimitedError("Slow down.", 86400.0), LONGEST_REST),
        (RateLimitedError("Slow down.", float("inf")), LONGEST_REST),
    ],
)
async def test_some_errors_open_the_breaker_at_once(
    breaker: CircuitBreaker, painter: FakeProvider, clock: Clock, error: ProviderError, rest: timedelta
) -> None:
    await fail(breaker, painter, 1, error)
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert (closed.reason, closed.until) == (error.sentence, clock() + rest)


async def test_after_a_rate_limit_everybody_goes(
    breaker: CircuitBreaker, other_breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, 1, RateLimitedError("Slow down.", 1.0))
    closed = await other_breaker.try_acquire(painter)
    assert closed is not None
    assert (closed.limited, closed.after_failures) == (True, False)
    clock.passes(timedelta(seconds=1))
    assert [await each.try_acquire(painter) for each in (breaker, other_breaker) * 3] == [None] * 6


async def test_a_call_that_ends_meanwhile_does_not_lift_a_rate_limit(
    breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, 1, RateLimitedError("Slow down.", 60.0))
    await breaker.succeeded(painter)
    await breaker.failed(painter, RateLimitedError("Slow down.", 1.0))
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    assert closed.seconds == 60, "the longest of several counts"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        (AuthError("Wrong key."), RateLimitedError("Slow down.", 1.0)),
        (RateLimitedError("Slow down.", 60.0), DOWN),
        (RateLimitedError("Slow down.", 60.0), RateLimitedError("Slow down.", 1.0)),
        (AuthError("Wrong key."), DOWN),
    ],
)
async def test_of_two_rests_the_later_end_counts(
    breaker: CircuitBreaker,
    painter: FakeProvider,
    clock: Clock,
    order: int,
    longer: ProviderError,
    shorter: ProviderError,
) -> None:
    await breaker.try_acquire(painter)
    for error in (longer, shorter)[::order]:
        for _ in range(FAILURES_THAT_OPEN if error is DOWN else 1):
            await breaker.failed(painter, error)
    closed = await breaker.try_acquire(painter)
    assert closed is not None
    limited = isinstance(longer, RateLimitedError)
    assert (closed.reason, closed.limited) == (longer.sentence, limited)
    assert closed.seconds == (60 if limited else OPERATOR_REST.total_seconds())
    assert not (limited and closed.after_failures)
    clock.passes(timedelta(seconds=closed.seconds))
    assert [await breaker.try_acquire(painter) is None for _ in range(2)] == [True, limited]


async def test_a_provider_that_limits_is_not_down(breaker: CircuitBreaker, painter: FakeProvider, clock: Clock) -> None:
    await fail(breaker, painter, FAILURES_THAT_OPEN)
    clock.passes(FIRST_REST)
    await breaker.try_acquire(painter)
    await breaker.failed(painter, RateLimitedError("Slow down.", 1.0))
    clock.passes(timedelta(seconds=1))
    assert [await breaker.try_acquire(painter) for _ in range(3)] == [None] * 3


async def test_a_pace_that_a_provider_tells_is_kept(
    breaker: CircuitBreaker, painter: FakeProvider, clock: Clock
) -> None:
    await fail(breaker, painter, 1, RateLimitedError("Slow down.", 1.0, CallRate(2, 1.0)))
    clock.passes(timedelta(seconds=1))
    admitted = [await breaker.try_acquire(painter) is None for _ in range(4)]
    assert admitted == [True, True, False, False]
    clock.passes(timedelta(seconds=0.5))
    assert [await breaker.try_acquire(painter) is None for _ in range(2)] == [True, False]


async def test_a_rate_limit_that_names_no_time_opens_nothing(breaker: CircuitBreaker, painter: FakeProvider) -> None:
    await fail(breaker, painter, 10, RateLimitedError("Slow down."))
    assert await breaker.try_acquire(painter) is None
