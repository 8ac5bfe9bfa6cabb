"""The outbox's rules: when a message is due, which way it takes, when the next try follows."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generation.clock import now
from generation.outbox import MAX_TRIES, NONCE_LIVES, TRY_SECONDS, Way, way_of
from storage.outbox import LEASE, DeliveryStore
from storage.process_locks import lock_process
from storage.records import Delivery
from tests.clock import PATIENCE
from tests.generation.wired_services import ANN, STREET, WiredServices, until
from tests.storage.stores import MOMENT

INSTANT = timedelta(microseconds=1)


def delivery(message_id: str | None = None, attempted_ago: timedelta | None = None, attempts: int = 1) -> Delivery:
    attempted = None if attempted_ago is None else MOMENT - attempted_ago
    return Delivery("d", "result", "r", "c", message_id, "n", "ready", attempts, attempted, None, "o:t", None, MOMENT)


async def ask(table: WiredServices) -> str:
    return (await table.requests.submit(STREET, await table.sessions.context(ANN), channel_id="channel")).request.id


@pytest.mark.parametrize(
    ("message_id", "attempted_ago", "way"),
    [
        ("m", None, Way.EDIT),
        ("m", timedelta(hours=1), Way.EDIT),
        (None, timedelta(), Way.SEND),
        (None, NONCE_LIVES - INSTANT, Way.SEND),
        (None, NONCE_LIVES, Way.LOOK_FIRST),
        (None, None, Way.LOOK_FIRST),
        # The clock was set back since: nobody knows how long ago it was.
        (None, -INSTANT, Way.LOOK_FIRST),
    ],
)
def test_the_way_of_a_message_depends_on_what_may_be_out_there(
    message_id: str | None, attempted_ago: timedelta | None, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.outbox.now", lambda: MOMENT)
    assert way_of(delivery(message_id, attempted_ago)) is way


async def test_a_message_is_handed_out_when_its_request_is_done(table: WiredServices) -> None:
    due = table.deliveries.due()
    waiting = asyncio.ensure_future(anext(due))
    await table.deliveries.nothing_due()
    request_id = await ask(table)
    async with table.working():
        async with asyncio.timeout(PATIENCE):
            assert (await waiting).request.id == request_id
    await due.aclose()  # type: ignore[attr-defined]  # it is a generator


async def test_a_message_that_must_wait_comes_again_by_itself(table: WiredServices) -> None:
    request_id = await ask(table)
    await table.requests.cancel(request_id, ANN)
    due = table.deliveries.due()
    async with asyncio.timeout(PATIENCE):
        first = (await anext(due)).delivery
        assert await table.deliveries.try_later(first, "502", after=0.02)
        again = (await anext(due)).delivery
        assert (again.id, again.attempts, again.error_message) == (first.id, 2, "502")
        # It is due until whoever has it comes back for the next one.
        idle = asyncio.ensure_future(table.deliveries.nothing_due())
        await asyncio.sleep(0)
        assert not idle.done()
        next_one = asyncio.ensure_future(anext(due))
        await idle
    next_one.cancel()
    await asyncio.wait({next_one})
    await due.aclose()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_set_prolongs_no_wait_for_another_try(
    hours: int, table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    await table.requests.cancel(await ask(table), ANN)
    due = table.deliveries.due()
    async with asyncio.timeout(PATIENCE):
        first = (await anext(due)).delivery
        assert await table.deliveries.try_later(first, "502", after=0.2)
        again = asyncio.ensure_future(anext(due))
        await table.deliveries.nothing_due()
        await until(lambda: bool(table.deliveries._waits.seconds()))
        for module in ("outbox", "clock"):
            monkeypatch.setattr(f"generation.{module}.now", lambda: now() + timedelta(hours=hours))
        table.deliveries._changed.set()
        assert (await again).delivery.id == first.id
        # Nor does what was waited for before make the next wait shorter.
        assert await table.deliveries.try_later((await again).delivery, "502", after=30)
        waiting = asyncio.ensure_future(anext(due))
        await table.deliveries.nothing_due()
        await until(lambda: bool(table.deliveries._waits.seconds()))
        assert not waiting.done()
        waiting.cancel()


async def test_the_wait_for_messages_ends_even_as_one_comes(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def in_an_hour(_store: DeliveryStore) -> dict[str, datetime]:
        return {"a message": now() + timedelta(hours=1)}

    monkeypatch.setattr(DeliveryStore, "waiting", in_an_hour)
    waiting = asyncio.ensure_future(anext(table.deliveries.due()))
    await table.deliveries.nothing_due()
    await asyncio.sleep(0.05)
    table.deliveries._changed.set()
    waiting.cancel()
    await asyncio.wait({waiting}, timeout=PATIENCE)
    assert waiting.cancelled()


async def test_what_discord_has_refused_was_not_sent(table: WiredServices) -> None:
    request_id = await ask(table)
    await table.requests.cancel(request_id, ANN)
    claimed = await table.stores.deliveries.claim(now())
    assert claimed is not None
    attempted = []
    for note in (table.deliveries.attempt, table.deliveries.refused):
        await note(claimed.delivery)
        noted = await table.deliveries.of_request(request_id)
        assert noted is not None
        attempted.append(noted.attempted_at is not None)
    assert attempted == [True, False]


async def test_after_too_many_tries_a_message_is_given_up(table: WiredServices) -> None:
    request_id = await ask(table)
    await table.requests.cancel(request_id, ANN)
    claimed = await table.stores.deliveries.claim(now())
    assert claimed is not None
    assert not await table.deliveries.try_later(replace(claimed.delivery, attempts=MAX_TRIES), "502")
    assert await table.deliveries.counts() == {"undeliverable": 1}


@pytest.mark.parametrize(
    ("attempts", "after", "seconds"),
    [
        *((1, None, 1), (2, None, 2), (3, None, 4), (9, None, 256), (10, None, 300), (MAX_TRIES - 1, None, 300)),
        *((1, 7.5, 7.5), (MAX_TRIES - 1, 0.0, 0)),
    ],
)
async def test_each_wait_is_twice_the_last_up_to_five_minutes_unless_discord_says_how_long(
    attempts: int, after: float | None, seconds: float, table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = await ask(table)
    await table.requests.cancel(request_id, ANN)
    claimed = await table.stores.deliveries.claim(now())
    assert claimed is not None
    monkeypatch.setattr("generation.outbox.now", lambda: MOMENT)
    assert await table.deliveries.try_later(replace(claimed.delivery, attempts=attempts), "502", after=after)
    waits = await table.deliveries.of_request(request_id)
    assert waits is not None
    assert (waits.not_before, waits.error_message) == (MOMENT + timedelta(seconds=seconds), "502")


async def test_a_dead_process_message_is_free_at_once_and_a_live_ones_is_not(
    table: WiredServices, tmp_path: Path
) -> None:
    await table.requests.cancel(await ask(table), ANN)
    with lock_process(tmp_path / "owners") as other:
        assert await DeliveryStore(table.stores.database, other.name).claim(now())
        await table.deliveries.recover()
        assert await table.stores.deliveries.claim(now()) is None
    await table.deliveries.recover()
    assert await table.stores.deliveries.claim(now()) is not None


async def test_a_message_that_is_being_sent_here_is_left_and_one_whose_try_is_over_is_taken_up(
    table: WiredServices,
) -> None:
    await table.requests.cancel(await ask(table), ANN)
    claimed = await table.stores.deliveries.claim(now())
    assert claimed is not None
    await table.deliveries.recover()
    assert await table.stores.deliveries.claim(now() + timedelta(days=1)) is None
    # Not even its end could be written.
    table.deliveries.let_go(claimed.delivery)
    await table.deliveries.recover()
    assert await table.stores.deliveries.claim(now()) is not None


async def test_where_nobody_can_be_asked_a_message_is_taken_up_after_longer_than_a_try_takes(
    table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "owners" / "odd.lock").mkdir()
    passed = 0.0
    monkeypatch.setattr("generation.outbox.monotonic", lambda: passed)
    await table.requests.cancel(await ask(table), ANN)
    assert await DeliveryStore(table.stores.database, "odd").claim(now() - timedelta(days=1))
    for seconds in (0.0, TRY_SECONDS, LEASE.total_seconds() - 1):
        passed = seconds
        await table.deliveries.recover()
        assert await table.stores.deliveries.claim(now()) is None
    passed = LEASE.total_seconds()
    await table.deliveries.recover()
    assert await table.stores.deliveries.claim(now()) is not None
