"""A provider that hangs holds neither all workers nor a worker for long, and is said to be slow."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from generation.clock import now
from generation.providers.base import (
    AuthError,
    Capabilities,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.pace import LEAST_SECONDS, PATIENT, ProviderPace
from generation.providers.registry import Providers
from storage.attempts import AttemptStore
from tests.clock import LoopClock
from tests.generation.fake_provider import FakeProvider, fail, hang, paint
from tests.generation.wired_services import STREET, WiredServices, until, wire_services
from tests.storage.stores import Stores, finished, new_request


class Hanging(FakeProvider):
    """A painter that is named in a request, and hangs."""

    name, title = "other", "Other painter"

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = Capabilities(deadline=600.0)
        self.always = hang


@pytest.fixture
def hanging() -> Hanging:
    return Hanging()


@pytest.fixture
async def table(
    stores: Stores, painter: FakeProvider, hanging: Hanging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[WiredServices]:
    """Seat a table with a painter that is asked first, and one that hangs."""
    monkeypatch.setattr(
        "tests.generation.wired_services.Providers", lambda _painters, known: Providers([painter, hanging])
    )
    async with wire_services(stores, painter, tmp_path / "owners") as table:
        yield table


async def painted(stores: Stores, provider: str, seconds: float, *, count: int = 5, side: int = 512) -> None:
    """Put images into the gallery that a provider took so long for."""
    for _ in range(count):
        await stores.enqueue(new_request("zoe"))
        claim = await stores.claim()
        image = replace(finished(claim), provider=provider, generation_time=seconds, width=side, height=side)
        await stores.queue.complete(claim, [image], now())


OTHER = replace(STREET, provider="other", only=True)


@pytest.mark.parametrize("workers", [2, 4])
async def test_one_that_hangs_does_not_hold_all_workers(workers: int, table: WiredServices, hanging: Hanging) -> None:
    async with table.working(workers):
        stuck = [await table.ask(OTHER) for _ in range(workers + 1)]
        await until(lambda: len(hanging.orders) == workers - 1)
        for _ in range(3):
            assert (await table.ended(await table.ask())).status == "completed"
        assert len(hanging.orders) == workers - 1
        assert [(await table.stores.again(each)).status for each in stuck[-2:]] == ["queued", "queued"]


async def test_what_was_passed_over_is_taken_up_when_the_provider_answers(
    table: WiredServices, hanging: Hanging
) -> None:
    free = asyncio.Event()

    async def paint_later(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await free.wait()
        return await paint(order, report)

    hanging.always = paint_later
    async with table.working(3):
        ids = [await table.ask(OTHER) for _ in range(5)]
        await until(lambda: len(hanging.orders) == 2)
        free.set()
        assert [(await table.ended(each)).status for each in ids] == ["completed"] * 5


async def test_one_that_others_fall_back_on_does_not_hold_all_workers_either(
    table: WiredServices, painter: FakeProvider, hanging: Hanging
) -> None:
    painter.then(fail(AuthError("No key.")), fail(AuthError("No key.")))
    async with table.working(2):
        first = await table.ask()
        await until(lambda: len(hanging.orders) == 1)
        second = await table.ask()
        assert (await table.reached(second, "delayed")).error_code == "rate_limited"
        assert (await table.stores.again(first)).status == "processing"
    assert len(hanging.orders) == 1


async def test_a_single_worker_is_not_kept_free(table: WiredServices, hanging: Hanging) -> None:
    hanging.always = None
    async with table.working(1):
        assert (await table.ended(await table.ask(OTHER))).status == "completed"


async def test_a_call_is_cut_when_it_is_silent_for_far_longer_than_the_provider_usually_takes(
    table: WiredServices, hanging: Hanging, clock: LoopClock
) -> None:
    await painted(table.stores, "other", 20.0)
    hanging.then(hang, paint)
    async with table.working(1):
        request_id = await table.ask(OTHER)
        await hanging.painting.wait()
        await clock.forward(PATIENT * 20.0 - 1)
        assert hanging.cancelled == []
        await clock.forward(2)
        done = await table.ended(request_id)
    assert (done.status, hanging.cancelled) == ("completed", [request_id])
    assert await table.stores.turns(request_id) == [("other", "timed_out"), ("other", "completed")]


async def test_a_call_that_reports_progress_goes_on_until_its_deadline(
    table: WiredServices, hanging: Hanging, clock: LoopClock
) -> None:
    await painted(table.stores, "other", 1.0)
    go_on = asyncio.Event()

    async def paint_slowly(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        for _ in range(5):
            await go_on.wait()
            go_on.clear()
            report(ProgressStep("on it", 0.5))
        await asyncio.Event().wait()
        raise AssertionError

    hanging.then(paint_slowly, paint)
    async with table.working(1):
        request_id = await table.ask(OTHER)
        await hanging.painting.wait()
        for _ in range(5):
            await clock.forward(LEAST_SECONDS - 1)
            go_on.set()
            await clock.forward(0)
            assert hanging.cancelled == []
        await clock.forward(LEAST_SECONDS + 1)
        await table.ended(request_id)
    assert hanging.cancelled == [request_id]


@pytest.mark.parametrize(
    ("count", "seconds", "side", "expected"),
    [
        (0, 1.0, 512, 600.0),
        (4, 1.0, 512, 600.0),
        (5, 1.0, 512, LEAST_SECONDS),
        (5, 30.0, 512, 120.0),
        (5, 30.0, 256, 480.0),
        (5, 30.0, 1024, 120.0),
        (5, 500.0, 512, 600.0),
    ],
)
async def test_how_long_a_call_may_be_silent(
    count: int, seconds: float, side: int, expected: float, stores: Stores, hanging: Hanging
) -> None:
    await painted(stores, "other", seconds, count=count, side=side)
    await painted(stores, "another", 5.0)
    assert await ProviderPace(stores.attempts).silence(hanging, 512, 512) == expected


async def slow(stores: Stores, *painters: FakeProvider) -> dict[str, str]:
    return await ProviderPace(stores.attempts).slow(painters)


async def opened(attempts: AttemptStore, stores: Stores, seconds_ago: float, provider: str = "other") -> str:
    request = await stores.enqueue(new_request())
    await stores.queue.claim(now(), only=request.id)
    return await attempts.open(request.id, provider, now() - timedelta(seconds=seconds_ago))


async def test_one_whose_call_waits_for_twice_the_usual_time_is_slow(
    stores: Stores, painter: FakeProvider, hanging: Hanging
) -> None:
    await painted(stores, "other", 20.0)
    await opened(stores.attempts, stores, 300, "sketch")
    attempt = await opened(stores.attempts, stores, 30)
    assert "other" not in await slow(stores, painter, hanging)
    waiting = await opened(stores.attempts, stores, 50)
    assert (await slow(stores, hanging))["other"] == "It is slow right now: a call has been waiting for 50 seconds."
    await stores.attempts.close(waiting, "completed", now())
    await stores.attempts.close(attempt, "timed_out", now() - timedelta(seconds=5))
    assert "other" not in await slow(stores, hanging)
    await stores.attempts.close(attempt, "timed_out", now() + timedelta(seconds=5))
    assert (await slow(stores, hanging))["other"] == "It is slow right now: its last call did not finish in time."


async def test_a_job_that_is_left_to_the_next_process_makes_nobody_slow(
    stores: Stores, painter: FakeProvider, hanging: Hanging
) -> None:
    await painted(stores, "other", 20.0)
    await stores.enqueue(new_request())
    claim = await stores.claim()
    attempt = await stores.attempts.open(claim.request.id, "other", now() - timedelta(seconds=300))
    await stores.attempts.note_job(attempt, "job-1")
    assert "other" in await slow(stores, hanging)
    await stores.queue.give_back(claim)
    assert "other" not in await slow(stores, hanging), "the bot is down, not the provider slow"
    await stores.claim()
    await stores.attempts.take_open_job(claim.request.id, now())
    assert "other" not in await slow(stores, hanging), "it waits since it was taken up again"
    await stores.attempts.take_open_job(claim.request.id, now() - timedelta(seconds=50))
    assert (await slow(stores, hanging))["other"] == "It is slow right now: a call has been waiting for 50 seconds."


@pytest.mark.parametrize(("abilities", "seconds"), [({}, 40), ({"cost": 0.04}, 80), ({"cost_unknown": True}, 80)])
async def test_who_pays_for_a_picture_waits_for_it_twice_as_long(
    stores: Stores, hanging: Hanging, abilities: dict[str, Any], seconds: int
) -> None:
    hanging.capabilities = Capabilities(**abilities)
    await painted(stores, "other", 40.0)
    assert await ProviderPace(stores.attempts).patience(hanging) == seconds


async def test_one_of_whom_little_is_known_is_slow_at_a_quarter_of_its_deadline_and_is_forgiven(
    stores: Stores, hanging: Hanging
) -> None:
    await opened(stores.attempts, stores, 290)
    assert await slow(stores, hanging) == {}
    await opened(stores.attempts, stores, 310)
    assert list(await slow(stores, hanging)) == ["other"]
    await stores.attempts.close(await opened(stores.attempts, stores, 3600), "timed_out", now())
    assert len(await slow(stores, hanging)) == 1
