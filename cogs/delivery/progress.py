"""The progress board: one owner for each placeholder, so that no late progress edit lands on a finished picture."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import discord

from cogs.bot import SceneBot
from cogs.delivery.placeholder import Placeholder
from cogs.ui.replies import DISCORD_ERRORS
from generation.events import ChangedElsewhere, Event, Progress, RequestChanged, Subscription
from generation.i18n import speaking
from generation.requests.estimates import likely_provider
from storage.records import HELD, PROCESSING, QUEUED, TERMINAL, Request

log = logging.getLogger(__name__)

#: Discord allows about five edits in five seconds for a channel; several placeholders may share one.
SECONDS_BETWEEN_EDITS = 1.5
#: Places in the queue may change for all who wait at once: so seldom, and so many at a time, are they told.
SECONDS_BETWEEN_PLACES, PLACES_AT_ONCE = 10.0, 10
#: Of so many who wait the places are followed; whoever is further back is told when that has changed.
FOLLOWED = 100
#: Edits of messages older than an hour are limited.
NO_EDITS_AFTER = timedelta(minutes=55)
#: An acknowledgement that takes longer than this has failed: Discord gives it three seconds.
ACKNOWLEDGED_WITHIN = 5.0
#: What Discord answers where a token is none any more: that of an interaction lives for 15 minutes.
EXPIRED = 401
#: How many requests are remembered, done ones included.
REMEMBERED = 10_000

#: A placeholder's message; an answer that only its asker sees is edited by the interaction.
Editable = discord.PartialMessage | discord.InteractionMessage


@dataclass(slots=True)
class _Line:
    """A placeholder on the board; the requests of a batch share one."""

    shown: Placeholder
    message: Editable
    #: That of whoever reads it: the server's, or of a secret one its only reader's.
    locale: object = None
    outdated: bool = False
    edited_at: float = 0.0
    editing: asyncio.Task[None] | None = None
    closing: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class _Acknowledging:
    """A placeholder that is being made, and what has happened meanwhile to that which it will show."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    happened: list[Progress | RequestChanged] = field(default_factory=list)


class ProgressTracker:
    """Show progress on placeholders, each edited at most every 1.5 s with the newest that is known."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._lines: dict[str, _Line | None] = {}
        self._acknowledging: dict[str, _Acknowledging] = {}
        self._queue_moved = asyncio.Event()
        self._happened = Subscription(_concerns)

    @contextlib.asynccontextmanager
    async def acknowledging(self, *request_ids: str) -> AsyncIterator[None]:
        """Hold the requests' delivery, and what happens to them, back while their placeholder is being made."""
        acknowledging = _Acknowledging()
        self._acknowledging |= dict.fromkeys(request_ids, acknowledging)
        try:
            yield
        finally:
            acknowledging.done.set()
            for request_id in request_ids:
                del self._acknowledging[request_id]
        for event in acknowledging.happened:
            self._happened.offer(event)

    async def placeholder(self, requests: Sequence[Request], place: int) -> Placeholder:
        """Return the placeholder of requests that were just put into the queue, behind `place` others."""
        shown = await self._shown(requests)
        for number, request in enumerate(requests):
            shown.move(request.id, place + number)
        if shown.first.status == QUEUED:
            shown.expect(await self._seconds_until(shown.first, place + len(requests) - 1))
        return shown

    def begin(self, shown: Placeholder, message: Editable, *, locale: object = None) -> None:
        """Put a fresh placeholder on the board; `locale` is that of whoever reads it."""
        line = _Line(shown, message, locale, edited_at=asyncio.get_running_loop().time())
        self._lines |= dict.fromkeys(shown.stands, line)

    async def run(self) -> None:
        """Show every change on its placeholder, also of requests from before a restart."""
        with self._services.events.subscribe(_concerns) as self._happened:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow_queue())
                async for event in self._happened:
                    await self._show(event)

    async def _show(self, event: Event) -> None:
        if not isinstance(event, Progress):
            self._queue_moved.set()
        if not isinstance(event, Progress | RequestChanged):
            return
        if acknowledging := self._acknowledging.get(event.request_id):
            acknowledging.happened.append(event)
        elif isinstance(event, Progress):
            await self._show_progress(event)
        else:
            await self._show_change(event)

    async def _show_progress(self, event: Progress) -> None:
        line = await self._line(event.request_id)
        if line is None or line.closing.is_set():
            return
        line.shown.go_on(event)
        self._edit_soon(line)

    async def _show_change(self, event: RequestChanged) -> None:
        line = await self._line(event.request_id) if event.status == HELD else self._lines.get(event.request_id)
        if line is None or line.closing.is_set():
            return
        before = line.shown.request(event.request_id).status
        request = await self._services.requests.owed(event.request_id)
        if request is None:
            return
        line.shown.change(request)
        if request.status == PROCESSING:
            line.shown.expect(await self._seconds_until(request, line.shown.still_open - 1))
        if _is_shown(line.shown, before, event.status):
            self._edit_soon(line)

    async def _follow_queue(self) -> None:
        """Tell those who wait when their places have changed."""
        while True:
            await self._queue_moved.wait()
            self._queue_moved.clear()
            await self._tell_places()
            await asyncio.sleep(SECONDS_BETWEEN_PLACES)

    async def _tell_places(self) -> None:
        moved: list[tuple[_Line, str, int]] = []
        for place, request_id in enumerate(await self._services.requests.order(FOLLOWED)):
            line = await self._line(request_id)
            if line and not line.closing.is_set() and line.shown.place(request_id) != place:
                moved.append((line, request_id, place))
        # Those who have waited for news longest come first.
        moved.sort(key=lambda each: each[0].edited_at)
        for line, request_id, place in moved[:PLACES_AT_ONCE]:
            line.shown.move(request_id, place)
            behind = line.shown.still_open - 1
            line.shown.expect(await self._seconds_until(line.shown.request(request_id), place + behind))
            self._edit_soon(line)
        if len(moved) > PLACES_AT_ONCE:
            self._queue_moved.set()

    async def _seconds_until(self, request: Request, place: int) -> float | None:
        painter = likely_provider(self._services.providers, request)
        return await self._services.requests.seconds_until(request, place, painter)

    async def _line(self, request_id: str) -> _Line | None:
        if request_id not in self._lines:
            found = await self._find(request_id)
            for each in found.shown.stands if found else (request_id,):
                # Released, or begun, while it was looked for: that counts.
                self._lines.setdefault(each, found)
            self._forget_oldest()
        return self._lines.get(request_id)

    def _forget_oldest(self) -> None:
        while len(self._lines) > REMEMBERED:
            del self._lines[next(iter(self._lines))]

    async def _find(self, request_id: str) -> _Line | None:
        """Take a placeholder from before a restart back onto the board."""
        request = await self._services.requests.owed(request_id)
        if request is None:
            return None
        delivery = await self._services.deliveries.of_request(request.batch_id or request.id)
        if delivery is None or delivery.message_id is None or delivery.state != "waiting":
            return None
        channel = self._bot.get_partial_messageable(int(delivery.channel_id))
        shown = await self._shown(await self._services.requests.together(request))
        locale = await self._services.sessions.locale(request.session_id)
        return _Line(shown, channel.get_partial_message(int(delivery.message_id)), locale)

    async def _shown(self, requests: Sequence[Request]) -> Placeholder:
        return Placeholder.of(requests, is_covered=await self._services.reveals.is_covered(requests[0]))

    def _edit_soon(self, line: _Line) -> None:
        line.outdated = True
        if line.editing is None:
            line.editing = asyncio.create_task(self._edit(line), name=f"progress {line.shown.first.id}")

    async def _edit(self, line: _Line) -> None:
        """Edit the placeholder until there is nothing newer to show."""
        loop = asyncio.get_running_loop()
        try:
            while line.outdated:
                with contextlib.suppress(TimeoutError):
                    pause = max(0.0, line.edited_at + SECONDS_BETWEEN_EDITS - loop.time())
                    async with asyncio.timeout(pause):
                        await line.closing.wait()
                line.outdated = False
                if line.closing.is_set():
                    return
                if discord.utils.utcnow() - line.message.created_at > NO_EDITS_AFTER:
                    line.closing.set()
                    return
                await self._edit_once(line)
                line.edited_at = loop.time()
        finally:
            line.editing = None

    async def _edit_once(self, line: _Line) -> None:
        with speaking(line.locale):
            look = line.shown.look()
        try:
            await line.message.edit(embed=look.embed, attachments=look.files(), view=look.view)
        except (discord.NotFound, discord.Forbidden):
            line.closing.set()
        except DISCORD_ERRORS as error:
            if isinstance(error, discord.HTTPException) and error.status == EXPIRED:
                line.closing.set()
            log.info("progress of %s could not be shown: %s", line.shown.first.id, error)

    async def release(self, request_id: str) -> None:
        """Take a placeholder off the board once no edit of it is under way; of a batch, by its first request."""
        if acknowledging := self._acknowledging.get(request_id):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
                    await acknowledging.done.wait()
        line = self._lines.get(request_id)
        # None stays on the board: a progress event that is still on its way must not take the placeholder up again.
        self._lines |= dict.fromkeys(line.shown.stands if line else (request_id,))
        self._forget_oldest()
        if line is None:
            return
        line.closing.set()
        if line.editing:
            # Waited for, not cancelled: a cancelled edit may still land, and then it lands after the final one.
            await asyncio.wait({line.editing})


def _concerns(event: Event) -> bool:
    return isinstance(event, Progress | RequestChanged | ChangedElsewhere)


def _is_shown(shown: Placeholder, before: str, after: str) -> bool:
    """Tell whether a change is one that its placeholder shows: progress tells of the others, the result of the end."""
    if HELD in {before, after}:
        return after not in TERMINAL
    return after in TERMINAL and shown.still_open > 0
