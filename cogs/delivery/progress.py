"""Progress on placeholders: one owner for each message, so that no late progress edit lands on a finished image."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.placeholder import Placeholder
from cogs.delivery.refusals import passes
from cogs.ui.replies.answer import DISCORD_ERRORS, AnswerMessage
from generation.events import ChangedElsewhere, Event, Progress, RequestChanged, Subscription
from generation.i18n import speaking
from generation.requests.estimates import likely_provider
from storage.errors import SceneError
from storage.records import DELAYED, HELD, PROCESSING, QUEUED, TERMINAL, Request
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: Discord allows about five edits in five seconds for a channel; several placeholders may share one.
SECONDS_BETWEEN_EDITS = 1.5
#: Positions in the queue may change for all who wait at once: so seldom, and so many at a time, are they told.
SECONDS_BETWEEN_POSITIONS, POSITIONS_AT_ONCE = 10.0, 10
#: Of so many who wait the positions are followed; whoever is further back is told when that has changed.
MAX_FOLLOWED = 100
#: Edits of messages older than an hour are limited.
NO_EDITS_AFTER = timedelta(minutes=55)
#: An acknowledgement that takes longer than this has failed: Discord gives it three seconds.
ACKNOWLEDGED_WITHIN = 5.0
#: What Discord answers where a token is none any more: that of an interaction lives for 15 minutes.
UNAUTHORIZED = 401
#: How many requests are remembered, done ones included.
MAX_REMEMBERED = 10_000

#: A placeholder's message; an answer that only its user sees is edited by the interaction.
Editable = discord.PartialMessage | AnswerMessage


@dataclass(slots=True)
class _Tracked:
    """A placeholder that is kept up to date; the requests of a batch share one."""

    placeholder: Placeholder
    message: Editable
    #: That of whoever reads it: the server's, or of a secret one its only reader's.
    locale: object = None
    outdated: bool = False
    edited_at: float = 0.0
    editing: asyncio.Task[None] | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class _Acknowledgement:
    """A placeholder that is being sent, and the events that have come meanwhile for its requests."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    events: dict[str, list[Progress | RequestChanged]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Acknowledged(Event):
    """A placeholder is sent, or could not be: what was held back for its request is shown now."""

    request_id: str


class ProgressTracker:
    """Show progress on placeholders, each edited at most every 1.5 s with the newest that is known."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._tracked: dict[str, _Tracked | None] = {}
        self._acknowledgements: dict[str, _Acknowledgement] = {}
        #: By which a request was made: it may speak where the bot itself may not.
        self._interactions: dict[str, discord.Interaction[Any]] = {}
        self._queue_moved = asyncio.Event()
        self._events = Subscription(_is_wanted)

    def remember_interaction(self, request_id: str, interaction: discord.Interaction[Any]) -> None:
        """Keep the interaction by which a request was made, for as long as its token lives."""
        self._interactions[request_id] = interaction
        for old, kept in list(self._interactions.items()):
            if kept.is_expired():
                del self._interactions[old]

    def interaction(self, request_id: str) -> discord.Interaction[Any] | None:
        """Return the interaction by which a request was made, if it is remembered."""
        return self._interactions.get(request_id)

    def forget_interaction(self, request_id: str) -> discord.Interaction[Any] | None:
        """Return the interaction by which a request was made, and remember it no more."""
        return self._interactions.pop(request_id, None)

    @contextlib.asynccontextmanager
    async def acknowledging(self, *request_ids: str) -> AsyncIterator[None]:
        """Hold the requests' delivery, and what happens to them, back while their placeholder is being sent."""
        acknowledgement = _Acknowledgement()
        self._acknowledgements |= dict.fromkeys(request_ids, acknowledgement)
        try:
            yield
        finally:
            acknowledgement.done.set()
            for request_id in request_ids:
                self._events.offer(_Acknowledged("", "", request_id))

    async def new_placeholder(self, requests: Sequence[Request], position: int, *, is_covered: bool) -> Placeholder:
        """Return the placeholder of requests that were just put into the queue, behind `position` others.

        `is_covered` tells whether the session shows images behind spoilers.
        """
        placeholder = Placeholder.for_requests(requests, is_covered=is_covered)
        for number, request in enumerate(requests):
            placeholder.set_position(request.id, position + number)
        first = placeholder.first_request
        if first.status == QUEUED:
            placeholder.set_remaining(await self._seconds_until(first, position + len(requests) - 1))
        return placeholder

    def track(self, placeholder: Placeholder, message: Editable, *, locale: object = None) -> None:
        """Keep a placeholder that was just sent up to date; `locale` is that of whoever reads it."""
        tracked = _Tracked(placeholder, message, locale, edited_at=asyncio.get_running_loop().time())
        self._tracked |= dict.fromkeys(placeholder.progress, tracked)

    async def run(self) -> None:
        """Show every change on its placeholder, also of requests from before a restart."""
        with self._services.events.subscribe(_is_wanted) as self._events:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow_queue())
                async for event in self._events:
                    await self._handle(event)

    async def _handle(self, event: Event) -> None:
        if not isinstance(event, Progress | _Acknowledged):
            self._queue_moved.set()
        if not isinstance(event, Progress | RequestChanged | _Acknowledged):
            return
        acknowledgement = self._acknowledgements.get(event.request_id)
        if acknowledgement is None:
            await self._show(event)
        elif acknowledgement.done.is_set():
            # In the order in which it happened, whatever has come since.
            del self._acknowledgements[event.request_id]
            for held_back in (*acknowledgement.events.get(event.request_id, ()), event):
                await self._show(held_back)
        elif not isinstance(event, _Acknowledged):
            acknowledgement.events.setdefault(event.request_id, []).append(event)

    async def _show(self, event: Progress | RequestChanged | _Acknowledged) -> None:
        if isinstance(event, Progress):
            await self._show_progress(event)
        elif isinstance(event, RequestChanged):
            await self._show_change(event)

    async def _show_progress(self, event: Progress) -> None:
        tracked = await self._find(event.request_id)
        if tracked is None or tracked.released.is_set():
            return
        tracked.placeholder.set_progress(event)
        self._schedule_edit(tracked)

    async def _show_change(self, event: RequestChanged) -> None:
        if event.status in {HELD, DELAYED}:
            tracked = await self._find(event.request_id)
        else:
            tracked = self._tracked.get(event.request_id)
        if tracked is None or tracked.released.is_set():
            return
        placeholder = tracked.placeholder
        before, request = placeholder.request(event.request_id), event.request
        placeholder.set_request(request)
        if request.status == PROCESSING:
            placeholder.set_remaining(await self._seconds_until(request, placeholder.unfinished - 1))
        if _is_visible(placeholder, before, request):
            self._schedule_edit(tracked)

    async def _follow_queue(self) -> None:
        """Tell those who wait when their positions have changed."""
        while True:
            await self._queue_moved.wait()
            self._queue_moved.clear()
            await self._show_positions()
            await asyncio.sleep(SECONDS_BETWEEN_POSITIONS)

    async def _show_positions(self) -> None:
        moved: list[tuple[_Tracked, str, int]] = []
        for position, request_id in enumerate(await self._services.requests.unchecked_order(MAX_FOLLOWED)):
            tracked = await self._find(request_id)
            if tracked and not tracked.released.is_set() and tracked.placeholder.position(request_id) != position:
                moved.append((tracked, request_id, position))
        # Those who have waited for news longest come first.
        moved.sort(key=lambda each: each[0].edited_at)
        for tracked, request_id, position in moved[:POSITIONS_AT_ONCE]:
            placeholder = tracked.placeholder
            placeholder.set_position(request_id, position)
            last = position + placeholder.unfinished - 1
            placeholder.set_remaining(await self._seconds_until(placeholder.request(request_id), last))
            self._schedule_edit(tracked)
        if len(moved) > POSITIONS_AT_ONCE:
            self._queue_moved.set()

    async def _seconds_until(self, request: Request, position: int) -> float | None:
        providers = await self._services.guild_providers.of_session(request.session_id)
        provider = likely_provider(providers, request)
        return await self._services.requests.seconds_until(request, position, provider)

    async def _find(self, request_id: str) -> _Tracked | None:
        """Return a request's placeholder, looked up once where it is from before a restart."""
        if request_id not in self._tracked:
            tracked = await self._look_up(request_id)
            for each in tracked.placeholder.progress if tracked else (request_id,):
                # Released, or tracked, while it was looked up: that counts.
                self._tracked.setdefault(each, tracked)
            self._forget_oldest()
        return self._tracked.get(request_id)

    def _forget_oldest(self) -> None:
        while len(self._tracked) > MAX_REMEMBERED:
            del self._tracked[next(iter(self._tracked))]

    async def _look_up(self, request_id: str) -> _Tracked | None:
        """Rebuild a placeholder from the rows; None where no message waits for a result."""
        request = await self._services.requests.unchecked_request(request_id)
        if request is None or not await self._services.sessions.is_own(request.session_id):
            return None
        delivery = await self._services.deliveries.of_request(request.batch_id or request.id)
        if delivery is None or delivery.message_id is None or delivery.state != "waiting":
            return None
        channel = self._bot.get_partial_messageable(int(delivery.channel_id))
        placeholder = await self._placeholder(await self._services.requests.batch_of(request))
        locale = await self._services.sessions.locale(request.session_id)
        return _Tracked(placeholder, channel.get_partial_message(int(delivery.message_id)), locale)

    async def _placeholder(self, requests: Sequence[Request]) -> Placeholder:
        is_covered = await self._services.reveals.is_covered(requests[0])
        return Placeholder.for_requests(requests, is_covered=is_covered)

    def _schedule_edit(self, tracked: _Tracked) -> None:
        tracked.outdated = True
        if tracked.editing is None:
            tracked.editing = spawn(self._edit(tracked), f"progress {tracked.placeholder.first_request.id}")

    async def _edit(self, tracked: _Tracked) -> None:
        """Edit the placeholder until there is nothing newer to show."""
        loop = asyncio.get_running_loop()
        try:
            while tracked.outdated:
                with contextlib.suppress(TimeoutError):
                    pause = max(0.0, tracked.edited_at + SECONDS_BETWEEN_EDITS - loop.time())
                    async with asyncio.timeout(pause):
                        await tracked.released.wait()
                tracked.outdated = False
                if tracked.released.is_set():
                    return
                if discord.utils.utcnow() - tracked.message.created_at > NO_EDITS_AFTER:
                    tracked.released.set()
                    return
                await self._edit_once(tracked)
                tracked.edited_at = loop.time()
        finally:
            tracked.editing = None

    async def _edit_once(self, tracked: _Tracked) -> None:
        placeholder = tracked.placeholder
        with speaking(tracked.locale):
            if placeholder.lacks_sheet:
                placeholder.lacks_sheet = False
                try:
                    placeholder.set_sheet(await self._services.batch_sheets.unchecked_sheet(placeholder.requests))
                except SceneError as error:
                    # It is shown without; the result has it in any case.
                    log.info("no sheet of %s so far: %s", placeholder.first_request.id, error)
            content = placeholder.render()
        try:
            await tracked.message.edit(embed=content.embed, attachments=content.files(), view=content.view)
        except DISCORD_ERRORS as error:
            if isinstance(error, discord.HTTPException) and (error.status == UNAUTHORIZED or not passes(error)):
                # The result finds out whether it may be sent instead.
                tracked.released.set()
            log.info("progress of %s could not be shown: %s", tracked.placeholder.first_request.id, error)
        except RuntimeError:
            # So says aiohttp where the client was closed while this waited for its turn; the next client goes on.
            if not self._bot.is_closed():
                raise
            tracked.released.set()

    async def release(self, request_id: str) -> None:
        """Edit a placeholder no more, and return once no edit of it is under way; of a batch, by its first request."""
        if acknowledgement := self._acknowledgements.get(request_id):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
                    await acknowledgement.done.wait()
        tracked = self._tracked.get(request_id)
        # None is remembered: a progress event that is still on its way must not take the placeholder up again.
        self._tracked |= dict.fromkeys(tracked.placeholder.progress if tracked else (request_id,))
        self._forget_oldest()
        if tracked is None:
            return
        tracked.released.set()
        if tracked.editing:
            # Waited for, not cancelled: a cancelled edit may still land, and then it lands after the final one.
            await asyncio.wait({tracked.editing})


def _is_wanted(event: Event) -> bool:
    return isinstance(event, Progress | RequestChanged | ChangedElsewhere | _Acknowledged)


def _is_visible(placeholder: Placeholder, before: Request, after: Request) -> bool:
    """Tell whether a change is one that its placeholder shows: progress tells of the others, the result of the end."""
    if after.status in TERMINAL:
        return before.status != HELD and placeholder.unfinished > 0
    return HELD in {before.status, after.status} or before.waits_for_a_place or after.waits_for_a_place
