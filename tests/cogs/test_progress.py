"""Progress on placeholders: the newest, seldom enough for Discord, and never on a finished image."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ResponseMessage

from cogs.delivery.placeholder import Placeholder
from generation.events import Progress
from storage.params import PUBLIC
from storage.records import Request
from tests.clock import PATIENCE, LoopClock, breathe
from tests.cogs.discord_harness import DiscordHarness, custom_ids, fields
from tests.cogs.network_faults import NetworkFaults
from tests.generation.fake_provider import FakeProvider, hang


class TrackedPlaceholder:
    """A placeholder that is kept up to date, with what happens to its request."""

    def __init__(self, harness: DiscordHarness, placeholder: ResponseMessage, request: Request) -> None:
        self.harness, self.request, self.placeholder = harness, request, placeholder
        self._before = len(harness.env.http_requests)

    async def report(self, stage: str, fraction: float, preview: bytes | None = None) -> None:
        self.harness.services.events.publish(
            Progress(self.request.session_id, PUBLIC, self.request.id, stage, fraction, preview)
        )
        await breathe()

    @property
    def edits(self) -> list[str]:
        """Return the stage of each edit that was sent."""
        calls = self.harness.env.http_requests[self._before :]
        bodies: list[Any] = [each.json for each in calls if each.method == "PATCH"]
        return [body["embeds"][0]["fields"][0]["name"] for body in bodies]


@pytest.fixture
async def tracked(harness: DiscordHarness, painter: FakeProvider) -> AsyncIterator[TrackedPlaceholder]:
    """Track a placeholder that nothing else happens to: its image is never finished."""
    painter.then(hang)
    placeholder = await harness.generate()
    await painter.painting.wait()
    # Where the clock is put forward, a painter would run out of time.
    await harness.work.end()
    await harness.client.background.end()
    request = await harness.services.requests.unchecked_request(custom_ids(placeholder)[0].rpartition(":")[2])
    assert request is not None
    channel = harness.client.get_partial_messageable(harness.channel.id)
    request = replace(request, notes=("A note.",))
    # An edit that was put off would be sent as soon as the clock is put forward.
    await harness.client.tracker.release(request.id)
    harness.client.tracker.track(Placeholder.for_requests([request]), channel.get_partial_message(placeholder.id))
    harness.client.tracker._queue_moved.clear()
    with harness.env.time_context():
        tracker = asyncio.create_task(harness.client.tracker.run())
    await breathe()
    yield TrackedPlaceholder(harness, placeholder, request)
    tracker.cancel()


async def test_an_edit_follows_another_after_a_second_and_a_half_with_the_newest(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    await tracked.report("plan", 0.1)
    await tracked.report("sky", 0.2)
    await clock.forward(1.3)
    assert tracked.edits == [], "the placeholder itself was sent just now"
    await tracked.report("street", 0.5)
    await clock.forward(0.3)
    assert tracked.edits == ["Street"]
    await tracked.report("rain", 0.8)
    await tracked.report("neon", 0.9)
    await clock.forward(1.3)
    assert tracked.edits == ["Street"]
    await clock.forward(0.3)
    assert tracked.edits == ["Street", "Neon"]


async def test_without_news_nothing_is_edited(clock: LoopClock, tracked: TrackedPlaceholder) -> None:
    await tracked.report("sky", 0.2)
    for _ in range(3):
        await clock.forward(1.6)
    assert tracked.edits == ["Sky"]


async def test_progress_shows_a_bar_a_preview_the_notes_and_the_way_out(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    await tracked.report("street", 0.5, b"a preview")
    await clock.forward(1.6)
    message = tracked.harness.refetch(tracked.placeholder)
    assert fields(message) == {"Street": "▰▰▰▰▰▰▱▱▱▱▱▱ 50%", "Note": "A note."}
    assert await message.attachments[0].read() == b"a preview"
    assert custom_ids(message) == custom_ids(tracked.placeholder)


async def test_a_preview_stays_while_nothing_newer_is_painted(clock: LoopClock, tracked: TrackedPlaceholder) -> None:
    await tracked.report("street", 0.5, b"a preview")
    await tracked.report("rain", 0.6)
    await clock.forward(1.6)
    assert tracked.edits == ["Rain"]
    assert await tracked.harness.refetch(tracked.placeholder).attachments[0].read() == b"a preview"


async def test_another_try_starts_without_the_old_preview(clock: LoopClock, tracked: TrackedPlaceholder) -> None:
    await tracked.report("street", 0.5, b"a preview")
    await tracked.report("starting", 0.0)
    await clock.forward(1.6)
    assert not tracked.harness.refetch(tracked.placeholder).attachments


async def test_the_final_edit_waits_for_a_progress_edit_in_flight(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    gate = NetworkFaults(tracked.harness.client).hold("PATCH")
    await tracked.report("sky", 0.2)
    await clock.forward(1.6)
    releasing = asyncio.create_task(tracked.harness.client.tracker.release(tracked.request.id))
    await breathe()
    assert not releasing.done()
    gate.set()
    await releasing
    assert tracked.edits == ["Sky"]


async def test_an_edit_that_waits_for_its_turn_is_given_up_for_the_final_one(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    await tracked.report("sky", 0.2)
    async with asyncio.timeout(PATIENCE):
        await tracked.harness.client.tracker.release(tracked.request.id)
    await clock.forward(2)
    assert tracked.edits == []


async def test_late_progress_changes_nothing(clock: LoopClock, tracked: TrackedPlaceholder) -> None:
    await tracked.harness.client.tracker.release(tracked.request.id)
    await tracked.report("neon", 0.9)
    await clock.forward(2)
    assert tracked.edits == []


async def test_progress_that_is_still_looked_up_when_the_result_goes_out_changes_nothing(
    clock: LoopClock, tracked: TrackedPlaceholder, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests, gate, looking = tracked.harness.services.requests, asyncio.Event(), asyncio.Event()

    async def slow(_request_id: str) -> Request:
        looking.set()
        await gate.wait()
        return tracked.request

    monkeypatch.setattr(requests, "unchecked_request", slow)
    tracker = tracked.harness.client.tracker
    tracker._tracked.clear()
    await tracked.report("neon", 0.9)
    await looking.wait()
    await tracker.release(tracked.request.id)
    gate.set()
    await clock.forward(2)
    assert tracked.edits == []


async def test_after_fifty_five_minutes_nothing_is_edited_any_more(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    await tracked.harness.env.advance_time(timedelta(minutes=54, seconds=30).total_seconds())
    await tracked.report("sky", 0.2)
    await clock.forward(1.6)
    assert tracked.edits == ["Sky"]
    await tracked.harness.env.advance_time(60)
    await tracked.report("street", 0.5)
    await clock.forward(1.6)
    await tracked.report("neon", 0.9)
    await clock.forward(1.6)
    assert tracked.edits == ["Sky"]


async def test_an_edit_that_fails_is_followed_by_the_next(clock: LoopClock, tracked: TrackedPlaceholder) -> None:
    tracked.harness.env.inject_error("PATCH", "/channels/*/messages/*", status=502)
    await tracked.report("sky", 0.2)
    await clock.forward(1.6)
    await tracked.report("street", 0.5)
    await clock.forward(1.6)
    assert tracked.edits == ["Sky", "Street"]
    assert "Street" in fields(tracked.harness.refetch(tracked.placeholder))


async def test_an_edit_by_a_client_that_was_closed_meanwhile_is_no_failure(
    clock: LoopClock, tracked: TrackedPlaceholder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("Session is closed")

    monkeypatch.setattr(discord.PartialMessage, "edit", refuse)
    monkeypatch.setattr(tracked.harness.client, "is_closed", lambda: True)
    await tracked.report("street", 0.5)
    await clock.forward(2)
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_placeholder_that_cannot_be_edited_is_left_alone(
    clock: LoopClock, tracked: TrackedPlaceholder, status: int
) -> None:
    tracked.harness.env.inject_error("PATCH", "/channels/*/messages/*", status=status, times=None)
    for stage in ("sky", "street", "neon"):
        await tracked.report(stage, 0.5)
        await clock.forward(1.6)
    assert tracked.edits == ["Sky"]


async def test_progress_of_what_nobody_on_discord_asked_for_is_not_shown(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    tracked.harness.services.events.publish(Progress("console", PUBLIC, "somebody-elses", "sky", 0.2))
    await clock.forward(2)
    assert tracked.edits == []


async def test_a_result_waits_for_its_placeholder_to_be_there(tracked: TrackedPlaceholder) -> None:
    tracker = tracked.harness.client.tracker
    async with tracker.acknowledging("fresh"):
        releasing = asyncio.create_task(tracker.release("fresh"))
        await breathe()
        assert not releasing.done()
        message = tracked.harness.client.get_partial_messageable(tracked.harness.channel.id).get_partial_message(1)
        tracker.track(Placeholder.for_requests([tracked.request]), message)
        tracker._tracked["fresh"] = tracker._tracked[tracked.request.id]
    await releasing


async def test_what_happens_while_a_placeholder_cannot_be_sent_is_shown_later(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    async def fail_to_send() -> None:
        async with tracked.harness.client.tracker.acknowledging(tracked.request.id):
            await tracked.report("sky", 0.2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_to_send()
    await clock.forward(1.6)
    assert tracked.edits == ["Sky"]


async def test_what_is_held_back_comes_before_what_happened_later(
    clock: LoopClock, tracked: TrackedPlaceholder
) -> None:
    async with tracked.harness.client.tracker.acknowledging(tracked.request.id):
        await tracked.report("sky", 0.2)
        later = Progress(tracked.request.session_id, PUBLIC, tracked.request.id, "street", 0.5)
        tracked.harness.services.events.publish(later)
    await clock.forward(1.6)
    assert tracked.edits == ["Street"]


async def test_an_acknowledgement_that_never_comes_does_not_hold_the_result(
    tracked: TrackedPlaceholder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.delivery.progress.ACKNOWLEDGED_WITHIN", 0.01)
    async with tracked.harness.client.tracker.acknowledging("fresh"), asyncio.timeout(PATIENCE):
        await tracked.harness.client.tracker.release("fresh")


async def test_the_oldest_requests_are_forgotten(tracked: TrackedPlaceholder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.delivery.progress.MAX_REMEMBERED", 3)
    tracker = tracked.harness.client.tracker
    for number in range(10):
        await tracker.release(f"request {number}")
    assert list(tracker._tracked) == ["request 7", "request 8", "request 9"]


async def test_a_fresh_bot_goes_on_with_the_placeholders_of_the_old_one(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.then(hang)
    placeholder = await harness.generate()
    await painter.painting.wait()
    await harness.restart()
    request_id = custom_ids(placeholder)[0].rpartition(":")[2]
    harness.services.events.publish(Progress(harness.session_id, PUBLIC, request_id, "neon", 0.9))
    await harness.wait_until(lambda: "Neon" in fields(harness.refetch(placeholder)))
    assert isinstance(harness.refetch(placeholder), discord.Message)
