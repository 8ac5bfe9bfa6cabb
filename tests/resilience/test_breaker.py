"""The gate before a provider: a bucket and a breaker in a real database, shared by all processes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generation.providers.base import (
    AuthError,
    BillingError,
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
from tests.generation.painter import FakePainter

DOWN = UnavailableError("It is down.")


@dataclass(slots=True)
class Clock:
    """A clock that a test sets."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def passes(self, time: timedelta) -> None:
        self.time += time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("generation.providers.breaker.now", clock)
    return clock


@pytest.fixture
def gate(database: Database, clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(ProviderStore(database))


@pytest.fixture
async def other_gate(database: Database, clock: Clock, tmp_path: Path) -> AsyncIterator[CircuitBreaker]:
    """The gate of another process, on the same file."""
    async with Database(tmp_path / "scenes.db") as other:
        yield CircuitBreaker(ProviderStore(other))


def limited(per_minute: int) -> FakePainter:
    painter = FakePainter()
    painter.capabilities = Capabilities(calls_per_minute=per_minute)
    return painter


async def fail(gate: CircuitBreaker, painter: FakePainter, times: int, error: ProviderError = DOWN) -> None:
    await gate.admit(painter)
    for _ in range(times):
        await gate.failed(painter, error)


async def test_a_provider_without_a_limit_is_always_let_through(gate: CircuitBreaker, painter: FakePainter) -> None:
    for _ in range(100):
        assert await gate.admit(painter) is None


async def test_a_bucket_is_shared_and_refills(gate: CircuitBreaker, other_gate: CircuitBreaker, clock: Clock) -> None:
    painter = limited(6)
    admitted = [await each.admit(painter) is None for _ in range(4) for each in (gate, other_gate)]
    assert admitted == [True] * 6 + [False] * 2
    clock.passes(timedelta(seconds=9))
    assert await other_gate.admit(painter) is not None, "not yet"
    clock.passes(timedelta(seconds=1))
    assert await other_gate.admit(painter) is None
    assert await gate.admit(painter) is not None
    clock.passes(timedelta(hours=1))
    assert [await gate.admit(painter) is None for _ in range(7)] == [True] * 6 + [False], "no more than a bucket holds"


async def test_an_empty_bucket_says_when_to_come_again(gate: CircuitBreaker, clock: Clock) -> None:
    painter = limited(1)
    await gate.admit(painter)
    closed = await gate.admit(painter)
    assert closed is not None
    assert closed.reason == "Fake painter has as much to do as it may."
    assert closed.until == clock() + timedelta(minutes=1)


async def test_a_bucket_that_is_filling_up_says_when_the_next_place_is_there(
    gate: CircuitBreaker, clock: Clock
) -> None:
    painter = limited(2)
    for _ in range(2):
        await gate.admit(painter)
    clock.passes(timedelta(seconds=20))
    closed = await gate.admit(painter)
    assert closed is not None
    assert closed.seconds == 10
    clock.passes(timedelta(seconds=closed.seconds))
    assert await gate.admit(painter) is None


async def test_a_probe_before_the_first_call_takes_nothing_from_the_bucket(
    gate: CircuitBreaker, database: Database, clock: Clock
) -> None:
    probed = ProviderStore(database).record_probe("sketch", clock(), able=True, reason=None, warnings=(), waiting=None)
    await probed
    assert [await gate.admit(limited(5)) is None for _ in range(6)] == [True] * 5 + [False]


async def test_four_failures_in_a_row_open_the_breaker_for_everybody(
    gate: CircuitBreaker, other_gate: CircuitBreaker, painter: FakePainter, clock: Clock
) -> None:
    await fail(gate, painter, FAILURES_THAT_OPEN - 1)
    assert await gate.admit(painter) is None
    await fail(other_gate, painter, 1, TimedOutError("It hangs."))
    for each in (gate, other_gate):
        closed = await each.admit(painter)
        assert closed is not None
        assert (closed.reason, closed.until) == ("It hangs.", clock() + FIRST_REST)


async def test_what_lies_between_failures_makes_them_none_in_a_row(gate: CircuitBreaker, painter: FakePainter) -> None:
    for between in (ModeratedError("No."), InvalidError("What?"), None):
        await fail(gate, painter, FAILURES_THAT_OPEN - 1)
        if between:
            await gate.failed(painter, between)
        else:
            await gate.succeeded(painter)
    await fail(gate, painter, FAILURES_THAT_OPEN - 1)
    assert await gate.admit(painter) is None


async def test_after_its_rest_one_call_tries_and_its_failure_doubles_the_rest(
    gate: CircuitBreaker, other_gate: CircuitBreaker, painter: FakePainter, clock: Clock
) -> None:
    await fail(gate, painter, FAILURES_THAT_OPEN)
    rest = FIRST_REST
    for _ in range(8):
        clock.passes(rest)
        assert await gate.admit(painter) is None, "one tries"
        assert await other_gate.admit(painter) is not None, "and nobody else meanwhile"
        await gate.failed(painter, DOWN)
        rest = min(rest * 2, LONGEST_REST)
        closed = await other_gate.admit(painter)
        assert closed is not None
        assert closed.until == clock() + rest


async def test_a_trial_that_never_ends_lets_another_one_try(
    gate: CircuitBreaker, painter: FakePainter, clock: Clock
) -> None:
    await fail(gate, painter, FAILURES_THAT_OPEN)
    clock.passes(FIRST_REST)
    assert await gate.admit(painter) is None
    assert await gate.admit(painter) is not None
    clock.passes(TRIAL)
    assert await gate.admit(painter) is None


async def test_a_success_closes_the_breaker(gate: CircuitBreaker, painter: FakePainter, clock: Clock) -> None:
    await fail(gate, painter, FAILURES_THAT_OPEN)
    clock.passes(FIRST_REST)
    await gate.admit(painter)
    await gate.succeeded(painter)
    assert await gate.admit(painter) is None
    await fail(gate, painter, FAILURES_THAT_OPEN - 1)
    assert await gate.admit(painter) is None, "the count began anew"


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
    gate: CircuitBreaker, painter: FakePainter, clock: Clock, error: ProviderError, rest: timedelta
) -> None:
    await fail(gate, painter, 1, error)
    closed = await gate.admit(painter)
    assert closed is not None
    assert (closed.reason, closed.until) == (error.sentence, clock() + rest)


async def test_a_rate_limit_that_names_no_time_opens_nothing(gate: CircuitBreaker, painter: FakePainter) -> None:
    await fail(gate, painter, 10, RateLimitedError("Slow down."))
    assert await gate.admit(painter) is None
