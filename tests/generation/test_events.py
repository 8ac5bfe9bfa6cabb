"""Events: progress is replaced by newer progress, changes are never lost, nobody delays anybody."""

import asyncio

import pytest

from generation.events import BACKLOG, Broadcaster, ChangedElsewhere, Event, Progress, RequestChanged, Subscription
from tests.clock import PATIENCE
from tests.generation.wired_services import changed


def progress(fraction: float, request_id: str = "r") -> Progress:
    return Progress("table", "public", request_id, "sky", fraction)


def change(status: str, request_id: str = "r") -> RequestChanged:
    return changed(request_id, status)


async def read(subscription: Subscription, count: int) -> list[Event]:
    async with asyncio.timeout(PATIENCE):
        return [await anext(subscription) for _ in range(count)]


async def test_unread_progress_of_a_request_is_replaced_by_the_newer() -> None:
    events = Broadcaster()
    with events.subscribe() as heard:
        for event in (progress(0.1), progress(0.1, "other"), progress(0.2), change("completed")):
            events.publish(event)
        assert await read(heard, 3) == [progress(0.1, "other"), progress(0.2), change("completed")]


async def test_progress_never_overtakes_a_change() -> None:
    events = Broadcaster()
    with events.subscribe() as heard:
        for event in (progress(0.1), change("queued"), progress(0.2)):
            events.publish(event)
        assert await read(heard, 2) == [change("queued"), progress(0.2)]


async def test_a_backlog_loses_progress_but_never_a_change() -> None:
    events = Broadcaster()
    changes = [change("queued", str(number)) for number in range(2 * BACKLOG)]
    with events.subscribe() as heard:
        for number, event in enumerate(changes):
            events.publish(event)
            events.publish(progress(0.5, str(number)))
        read_back = await read(heard, len(changes))
    assert [event for event in read_back if isinstance(event, RequestChanged)] == changes[: len(read_back)]
    assert sum(isinstance(event, Progress) for event in read_back) <= BACKLOG


async def test_a_subscription_gets_only_what_it_wants() -> None:
    events = Broadcaster()
    with events.subscribe(lambda event: isinstance(event, RequestChanged)) as heard:
        events.publish(progress(0.1))
        events.publish(change("queued"))
        assert await read(heard, 1) == [change("queued")]


async def test_whoever_waits_is_woken() -> None:
    events = Broadcaster()
    with events.subscribe() as heard:
        waiting = asyncio.ensure_future(anext(heard))
        await asyncio.sleep(0)
        events.publish(change("queued"))
        assert await asyncio.wait_for(waiting, PATIENCE) == change("queued")


async def test_a_closed_subscription_hears_nothing_more() -> None:
    events = Broadcaster()
    with events.subscribe() as heard:
        pass
    events.publish(change("queued"))
    assert not heard._waiting


async def test_a_listener_hears_at_once() -> None:
    events, heard = Broadcaster(), list[Event]()
    events.listen(heard.append)
    events.publish(change("queued"))
    assert heard == [change("queued")]


async def test_a_listener_that_raises_is_logged_and_harms_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    events, heard = Broadcaster(), list[Event]()

    def broken(_event: Event) -> None:
        raise ZeroDivisionError

    events.listen(broken)
    events.listen(heard.append)
    with events.subscribe(lambda _event: bool(1 / 0)), events.subscribe() as subscription:
        events.publish(change("queued"))
        assert await read(subscription, 1) == heard == [change("queued")]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "ZeroDivisionError" in caplog.text


async def test_a_listener_may_leave_while_it_is_told() -> None:
    events, heard = Broadcaster(), list[Event]()

    def leave(event: Event) -> None:
        heard.append(event)
        events.unlisten(leave)

    events.listen(leave)
    events.listen(heard.append)
    events.publish(change("queued"))
    assert heard == [change("queued")] * 2


async def test_a_listener_may_ask_for_some_kinds_alone() -> None:
    events, heard = Broadcaster(), list[Event]()
    events.listen(heard.append, Progress, ChangedElsewhere)
    for event in (change("queued"), progress(0.1)):
        events.publish(event)
    assert heard == [progress(0.1)]
