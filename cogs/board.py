"""The progress board: one owner for each placeholder, so that no late progress edit lands on a finished picture."""

import asyncio
import contextlib
import io
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import discord

from cogs.base import SceneBot
from cogs.buttons import button, row
from cogs.embeds import progress_embed
from cogs.replies import DISCORD_ERRORS
from generation.events import Event, Progress
from storage.records import Request

log = logging.getLogger(__name__)

#: Discord allows about five edits in five seconds for a channel; several placeholders may share one.
SECONDS_BETWEEN_EDITS = 1.5
#: Edits of messages older than an hour are limited.
NO_EDITS_AFTER = timedelta(minutes=55)
#: An acknowledgement that takes longer than this has failed: Discord gives it three seconds.
ACKNOWLEDGED_WITHIN = 5.0
#: How many placeholders are remembered, done ones included.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Line:
    """A placeholder on the board."""

    request: Request
    message: discord.PartialMessage
    latest: Progress | None = None
    edited_at: float = 0.0
    editing: asyncio.Task[None] | None = None
    closing: asyncio.Event = field(default_factory=asyncio.Event)


def cancel_row(request_id: str) -> discord.ui.View:
    """Return the placeholder's button; its custom_id is also how a lost placeholder is found again."""
    return row(button("cancel", request_id, label="Cancel", style=discord.ButtonStyle.danger))


class Board:
    """Show progress on placeholders, each edited at most every 1.5 s with the newest that is known."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._lines: dict[str, _Line | None] = {}
        self._acknowledging: dict[str, asyncio.Event] = {}

    @contextlib.asynccontextmanager
    async def acknowledging(self, request_id: str) -> AsyncIterator[None]:
        """Hold the request's delivery back while its placeholder is being made."""
        done = self._acknowledging[request_id] = asyncio.Event()
        try:
            yield
        finally:
            done.set()
            del self._acknowledging[request_id]

    def begin(self, request: Request, message: discord.PartialMessage) -> None:
        """Put a fresh placeholder on the board."""
        self._lines[request.id] = _Line(request, message, edited_at=asyncio.get_running_loop().time())

    async def run(self) -> None:
        """Show every progress event on its placeholder, also of requests from before a restart."""
        with self._bot.services.events.subscribe(lambda event: isinstance(event, Progress)) as events:
            async for event in events:
                await self._show(event)

    async def _show(self, event: Event) -> None:
        assert isinstance(event, Progress)  # noqa: S101  # nothing else is subscribed
        line = await self._line(event.request_id)
        if line is None or line.closing.is_set():
            return
        if line.latest and line.latest.preview and event.preview is None and event.fraction >= line.latest.fraction:
            event = _with_preview(event, line.latest.preview)
        line.latest = event
        if line.editing is None:
            line.editing = asyncio.create_task(self._edit(line), name=f"progress {event.request_id}")

    async def _line(self, request_id: str) -> _Line | None:
        if request_id not in self._lines:
            found = await self._find(request_id)
            # Released, or begun, while it was looked for: that counts.
            self._lines.setdefault(request_id, found)
            self._forget_oldest()
        return self._lines[request_id]

    def _forget_oldest(self) -> None:
        if len(self._lines) > REMEMBERED:
            del self._lines[next(iter(self._lines))]

    async def _find(self, request_id: str) -> _Line | None:
        """Take a placeholder from before a restart back onto the board."""
        delivery = await self._bot.services.deliveries.of_request(request_id)
        if delivery is None or delivery.message_id is None or delivery.state != "waiting":
            return None
        request = await self._bot.services.requests.owed(request_id)
        channel = self._bot.get_partial_messageable(int(delivery.channel_id))
        return _Line(request, channel.get_partial_message(int(delivery.message_id))) if request else None

    async def _edit(self, line: _Line) -> None:
        """Edit the placeholder until there is nothing newer to show."""
        loop = asyncio.get_running_loop()
        try:
            while line.latest is not None:
                with contextlib.suppress(TimeoutError):
                    pause = max(0.0, line.edited_at + SECONDS_BETWEEN_EDITS - loop.time())
                    await asyncio.wait_for(line.closing.wait(), pause)
                progress, line.latest = line.latest, None
                if line.closing.is_set():
                    return
                if discord.utils.utcnow() - line.message.created_at > NO_EDITS_AFTER:
                    line.closing.set()
                    return
                await self._edit_once(line, progress)
                line.edited_at = loop.time()
        finally:
            line.editing = None

    async def _edit_once(self, line: _Line, progress: Progress) -> None:
        name = "preview.jpg" if progress.preview else None
        embed = progress_embed(
            line.request, progress.stage, progress.fraction, notes=line.request.note_lines, preview=name
        )
        files = [discord.File(io.BytesIO(progress.preview), "preview.jpg")] if progress.preview else []
        try:
            await line.message.edit(embed=embed, attachments=files, view=cancel_row(line.request.id))
        except (discord.NotFound, discord.Forbidden):
            line.closing.set()
        except DISCORD_ERRORS as error:
            log.info("progress of %s could not be shown: %s", line.request.id, error)

    async def release(self, request_id: str) -> None:
        """Take a placeholder off the board once no edit of it is under way."""
        if acknowledging := self._acknowledging.get(request_id):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(acknowledging.wait(), ACKNOWLEDGED_WITHIN)
        line = self._lines.get(request_id)
        # None stays on the board: a progress event that is still on its way must not take the placeholder up again.
        self._lines[request_id] = None
        self._forget_oldest()
        if line is None:
            return
        line.closing.set()
        if line.editing:
            # Waited for, not cancelled: a cancelled edit may still land, and then it lands after the final one.
            await asyncio.wait({line.editing})


def _with_preview(event: Progress, preview: bytes) -> Progress:
    return Progress(event.session_id, event.visibility, event.request_id, event.stage, event.fraction, preview)
