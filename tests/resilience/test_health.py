"""Providers' health: what probes have found is stored, and shown of every provider."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from generation.providers.base import BillingError, Health
from generation.providers.breaker import CircuitBreaker
from generation.providers.gemini import provider as gemini
from generation.providers.health import BELIEVED_FOR, ProviderHealth, ProviderStatus
from generation.providers.pace import ProviderPace
from generation.providers.registry import Providers
from storage.attempts import AttemptStore
from storage.database import Database
from storage.provider_state import ProviderStore
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import until

Probe = Callable[[], Awaitable[Health]]


class Probed(FakeProvider):
    """A painter whose probes are counted."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.title = name, name.capitalize()
        self.probes = 0
        self.answer: Probe = self._able

    async def _able(self) -> Health:
        return Health(able=True, queue=3, warnings=("It ends next month.",))

    async def probe(self) -> Health:
        self.probes += 1
        return await self.answer()


@pytest.fixture
def painters() -> list[Probed]:
    return [Probed("first"), Probed("second")]


@pytest.fixture
def statuses(database: Database, painters: list[Probed]) -> ProviderHealth:
    return statuses_on(database, painters)


def statuses_on(database: Database, painters: list[Probed]) -> ProviderHealth:
    pace = ProviderPace(AttemptStore(database))
    return ProviderHealth(Providers(painters[:1], painters[1:], [gemini.PROVIDER]), ProviderStore(database), pace)


def counted(painters: list[Probed]) -> list[int]:
    return [painter.probes for painter in painters]


async def told(statuses: ProviderHealth) -> dict[str, ProviderStatus]:
    return {status.name: status for status in await statuses.all()}


async def test_every_provider_is_told_of(statuses: ProviderHealth) -> None:
    first, second, third = await statuses.all()
    assert (first.name, first.configured, first.available, first.default) == ("first", True, True, True)
    assert (first.reason, first.queue, first.warnings) == (None, 3, ("It ends next month.",))
    assert first.abilities == "512 to 2048 pixels, free, seeds, live progress"
    assert (second.name, second.default) == ("second", False)
    assert (third.name, third.title, third.configured, third.available) == ("gemini", "Gemini", False, False)
    assert third.reason == "GEMINI_API_KEY is not set."
    assert not third.abilities


async def test_a_probe_is_believed_for_a_while_by_every_process(
    statuses: ProviderHealth, database: Database, painters: list[Probed], monkeypatch: pytest.MonkeyPatch
) -> None:
    time = datetime(2026, 11, 22, 12, tzinfo=UTC)
    monkeypatch.setattr("generation.providers.health.now", lambda: time)
    for _ in range(3):
        await statuses.all()
        await statuses_on(database, painters).all()
    assert counted(painters) == [1, 1]
    time += BELIEVED_FOR - timedelta(seconds=1)
    await statuses.all()
    assert counted(painters) == [1, 1]
    time += timedelta(seconds=1)
    await statuses.all()
    assert counted(painters) == [2, 2]
    await statuses.refresh()
    assert counted(painters) == [3, 3], "the scheduler asks in any case"


async def test_callers_at_once_share_one_probe_and_none_ends_it_for_the_others(
    statuses: ProviderHealth, painters: list[Probed]
) -> None:
    answered = asyncio.Event()

    async def slow() -> Health:
        await answered.wait()
        return Health(able=True, queue=7)

    painters[0].answer = slow
    callers = [asyncio.create_task(statuses.refresh()) for _ in range(5)]
    await until(lambda: all(counted(painters)))
    callers[0].cancel()
    await asyncio.wait(callers[:1])
    answered.set()
    await asyncio.gather(*callers[1:])
    assert counted(painters) == [1, 1]
    first, *_ = await statuses.all()
    assert (first.available, first.queue) == (True, 7)
    await statuses.refresh()
    assert counted(painters) == [2, 2], "once it has ended, the next caller begins another"


async def test_a_failing_probe_is_a_reason_and_harms_no_other(
    statuses: ProviderHealth, painters: list[Probed], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks() -> Health:
        raise RuntimeError("sk-secret")

    painters[0].answer = breaks
    found = await told(statuses)
    assert not found["first"].available
    assert found["first"].reason == "First could not be asked; the log has the details."
    assert found["second"].available


async def test_where_a_provider_is_stays_in_the_log(
    statuses: ProviderHealth, painters: list[Probed], caplog: pytest.LogCaptureFixture
) -> None:
    async def down() -> Health:
        return Health(able=False, reason="Nobody at 10.0.0.5:8188.", warnings=("/home/fixer/models is full.",))

    painters[0].answer = down
    first = (await told(statuses))["first"]
    assert (first.reason, first.warnings) == ("Nobody at ….", ("… is full.",))
    await statuses.refresh()
    assert caplog.messages == ["first: Nobody at 10.0.0.5:8188.", "first: /home/fixer/models is full."], "once"
    painters[0].answer = painters[1].answer
    await statuses.refresh()
    painters[0].answer = down
    await statuses.refresh()
    assert caplog.messages.count("first: Nobody at 10.0.0.5:8188.") == 2, "it was up meanwhile"


async def test_a_probe_that_hangs_is_cut(
    statuses: ProviderHealth, painters: list[Probed], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs() -> Health:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr("generation.providers.health.PROBE_SECONDS", 0.02)
    painters[1].answer = hangs
    found = await told(statuses)
    assert found["second"].reason == "Second did not answer within 0 seconds."
    assert found["first"].available


async def test_who_rests_cannot_paint_whatever_the_probe_says(
    statuses: ProviderHealth, database: Database, painters: list[Probed], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaker = CircuitBreaker(ProviderStore(database))
    await breaker.try_acquire(painters[0])
    await breaker.failed(painters[0], BillingError("First is out of credit."))
    status = (await told(statuses))["first"]
    assert (status.available, status.reason) == (False, "First is out of credit.")
    later = datetime.now(UTC) + timedelta(hours=1)
    monkeypatch.setattr("generation.providers.health.now", lambda: later)
    status = (await told(statuses))["first"]
    assert (status.available, status.reason) == (True, None)


async def test_who_cannot_paint_may_again_after_the_next_probe(
    statuses: ProviderHealth, painters: list[Probed]
) -> None:
    async def down() -> Health:
        return Health(able=False, reason="It is down.")

    able, painters[0].answer = painters[0].answer, down
    assert (await told(statuses))["first"].reason == "It is down."
    painters[0].answer = able
    await statuses.refresh()
    status = (await told(statuses))["first"]
    assert (status.available, status.reason) == (True, None)
