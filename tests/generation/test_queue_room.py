"""Room in the queue: of one person, of a session, of all; whoever finds none is told when to come again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generation.clock import now
from generation.errors import QueueFullError, RefusedError
from generation.requests.queue_room import UNKNOWN_SECONDS
from generation.sessions.permissions import Actor
from storage.bounds import QueueLimits
from storage.enqueueing import CROWDED, Enqueued
from storage.records import HELD
from storage.requests import RequestStore
from storage.sql_database import SqlDatabase
from tests.generation.at_once import AT_ONCE, look_before_anybody_acts
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import ANN, BOB, STREET, WiredServices, wire_services
from tests.storage.behind import execute
from tests.storage.stores import Stores, stores_on

ELSEWHERE = Actor("another", "cat")


@pytest.fixture
async def bounded(stores: Stores, painter: FakeProvider, tmp_path: Path) -> AsyncIterator[WiredServices]:
    limits = QueueLimits(user=2, session=3, everybody=4)
    async with wire_services(stores, painter, tmp_path / "owners", queue_limits=limits) as table:
        await stores.sessions.open("another", "Another table", now())
        yield table


async def refused(table: WiredServices, by: Actor, count: int = 1) -> QueueFullError:
    before = await table.requests.counts()
    with pytest.raises(QueueFullError) as caught:
        await table.ask(replace(STREET, count=count), by)
    assert await table.requests.counts() == before
    return caught.value


async def test_one_person_waits_for_so_many(bounded: WiredServices) -> None:
    await bounded.ask()
    await bounded.ask()
    error = await refused(bounded, ANN)
    assert str(error).startswith("One person may wait for 2 pictures at once; you are waiting for 2. There is ")
    assert await bounded.ask(by=BOB)


async def test_a_batch_is_refused_whole(bounded: WiredServices) -> None:
    await bounded.ask()
    await refused(bounded, ANN, count=2)


async def test_what_never_has_room_is_not_told_to_come_again(bounded: WiredServices) -> None:
    with pytest.raises(RefusedError) as caught:
        await bounded.ask(replace(STREET, count=3), ANN)
    assert str(caught.value) == "3 pictures at once are more than the queue takes: 2. Ask for fewer."
    assert not isinstance(caught.value, QueueFullError)


async def test_a_session_and_the_whole_queue_have_bounds_of_their_own(bounded: WiredServices) -> None:
    for by in (ANN, ANN, BOB):
        await bounded.ask(by=by)
    assert str(await refused(bounded, BOB)).startswith("A channel may wait for 3 pictures at once; this one")
    await bounded.ask(by=ELSEWHERE)
    assert str(await refused(bounded, ELSEWHERE)).startswith(
        "The queue is full: it holds 4 pictures at most, and 4 are"
    )


async def test_there_is_room_again_when_one_is_done_or_cancelled(bounded: WiredServices) -> None:
    first, second = await bounded.ask(), await bounded.ask()
    await refused(bounded, ANN)
    await bounded.requests.cancel(second, ANN)
    third = await bounded.ask()
    async with bounded.working():
        await bounded.ended(first)
        await bounded.ended(third)
    assert await bounded.ask()


async def test_what_waits_for_the_gm_takes_up_room(bounded: WiredServices) -> None:
    await bounded.stores.set_settings('{"approval": "all"}')
    first, _second = await bounded.ask(), await bounded.ask()
    assert (await bounded.stores.again(first)).status == HELD
    assert str(await refused(bounded, ANN)).endswith(
        "They wait for the GM: there is room again when something is approved, rejected or cancelled."
    )
    await bounded.ask(by=BOB)
    assert str(await refused(bounded, BOB)).startswith("A channel may wait for 3 pictures at once; this one")
    await bounded.ask(by=ELSEWHERE)
    assert str(await refused(bounded, ELSEWHERE)).startswith("The queue is full")
    await bounded.requests.cancel(first, ANN)
    assert await bounded.ask()


async def test_the_time_comes_from_what_pictures_took(bounded: WiredServices, stores: Stores) -> None:
    await bounded.ask()
    await bounded.ask()
    assert (await refused(bounded, ANN)).seconds == UNKNOWN_SECONDS
    bounded.painter.capabilities = replace(bounded.painter.capabilities, usual_seconds=90.0)
    assert (await refused(bounded, ANN)).seconds == 90.0
    waiting = await bounded.requests.waiting(ANN)
    async with bounded.working():
        for request in waiting:
            await bounded.ended(request.id)
    await execute(stores.database, "UPDATE generated_image SET generation_time = 240")
    await bounded.ask()
    await bounded.ask()
    error = await refused(bounded, ANN)
    assert error.seconds == 240.0
    there = {f"{now() + timedelta(seconds=error.seconds + late):%H:%M}" for late in (-5, 0)}
    assert any(f"There is room again at about {time} UTC." in str(error) for time in there)


async def taken(table: WiredServices, askers: Sequence[Actor], count: int = 1) -> int:
    """Have everybody ask at the same moment and return how many pictures wait; whoever found no room was told so."""
    asked = [table.ask(replace(STREET, count=count), by) for by in askers]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refusals = [answer for answer in answers if not isinstance(answer, str)]
    assert {type(refusal) for refusal in refusals} == {QueueFullError}
    waiting = sum((await table.requests.counts()).values())
    assert waiting == (len(askers) - len(refusals)) * count
    return waiting


async def test_of_many_that_one_person_asks_for_at_once_no_more_are_taken_than_there_is_room_for(
    bounded: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_before_anybody_acts(monkeypatch)
    assert await taken(bounded, [ANN] * AT_ONCE) == 2


async def test_of_many_batches_at_once_none_is_taken_in_part(
    bounded: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_before_anybody_acts(monkeypatch)
    assert await taken(bounded, [ANN] * AT_ONCE, count=2) == 2


async def test_of_many_people_of_a_session_no_more_are_taken_at_once_than_it_has_room_for(
    bounded: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_before_anybody_acts(monkeypatch)
    assert await taken(bounded, [Actor("table", f"user {number}") for number in range(AT_ONCE)]) == 3


async def test_of_many_sessions_no_more_are_taken_at_once_than_the_queue_has_room_for(
    bounded: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    askers = [Actor(f"table {number}", f"user {number}") for number in range(AT_ONCE)]
    for by in askers:
        await bounded.stores.sessions.open(by.session_id, "Another table", now())
    look_before_anybody_acts(monkeypatch)
    assert await taken(bounded, askers) == 4


async def test_two_processes_take_no_more_than_there_is_room_for(
    bounded: WiredServices,
    open_database: Callable[[], SqlDatabase],
    painter: FakeProvider,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_before_anybody_acts(monkeypatch)
    async with open_database() as database:
        elsewhere = await stores_on(database, tmp_path / "images", owner="another process")
        limits = QueueLimits(user=2)
        async with wire_services(elsewhere, painter, tmp_path / "elsewhere", queue_limits=limits) as other:
            answers = await asyncio.gather(
                *(table.ask() for _ in range(AT_ONCE // 2) for table in (bounded, other)), return_exceptions=True
            )
    assert sum(isinstance(answer, str) for answer in answers) == 2
    assert sum((await bounded.requests.counts()).values()) == 2


async def test_who_is_too_late_each_time_is_told_to_come_again(
    bounded: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crowded(*_arguments: object, **_named: object) -> Enqueued:
        return CROWDED

    monkeypatch.setattr(RequestStore, "enqueue", crowded)
    assert str(await refused(bounded, ANN)) == "Too many ask for pictures at this moment. Ask again in a minute."
