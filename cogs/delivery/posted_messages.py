"""Messages that show images follow what happens to these: stars, reveals and deletions, wherever they come from.

What has changed is counted in the database, so that a change of another process, or of a time when the bot was away,
is shown as well. A channel gets one edit in ten seconds at most, results first; what is deleted is taken down at once.
Where a channel takes nothing (an archived thread, no access) it stays recorded until the channel is open again.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.embeds import deleted_embed, with_stars
from cogs.delivery.refusals import ARCHIVED, closes_channel, passes
from cogs.delivery.result_renderer import ResultRenderer
from cogs.delivery.secret_renderer import SecretRenderer
from cogs.ui.edit_pace import EditPace, Turn
from cogs.ui.replies.answer import DISCORD_ERRORS
from generation.events import ChangedElsewhere, Event, GalleryChanged, RequestChanged, Subscription
from generation.i18n import speaking
from storage.errors import SceneError
from storage.outbox import RESULT
from storage.recaps import RECAP
from storage.records import PostedMessage, Posting, Request
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: Whoever has changed something by a press is answered first, and what often comes together is shown together.
SETTLE_SECONDS = 1.0
#: Results go first, for so long.
RESULTS_WITHIN = 30.0
#: How often an edit is tried where Discord is away, and the pause after the first try; each further one is longer.
MAX_TRIES, FIRST_PAUSE = 6, 10.0


class PostedMessageUpdater:
    """Bring the messages of images up to date."""

    def __init__(self, bot: SceneBot, pace: EditPace) -> None:
        self._bot = bot
        self._services = bot.services
        self._renderer = ResultRenderer(bot.services)
        self._secrets = SecretRenderer(bot.services, self._renderer)
        self._pace = pace
        self._running: dict[str, asyncio.Task[None]] = {}
        #: Channels that take nothing now.
        self._closed: set[str] = set()
        self._events = Subscription(_is_wanted)

    async def run(self) -> None:
        """Update messages as images change; first those whose images have changed before."""
        try:
            with self._services.events.subscribe(_is_wanted) as self._events:
                await self._start_outdated()
                async for _event in self._events:
                    await self._start_outdated()
        finally:
            running = list(self._running.values())
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def try_again(self, channel_id: str | None = None) -> None:
        """Bring the messages of a channel up to date that may take edits again; of all channels where none is named."""
        closed = self._closed & {channel_id} if channel_id else self._closed
        if closed:
            self._closed = self._closed - closed
            self._events.offer(ChangedElsewhere("", ""))

    async def _start_outdated(self) -> None:
        for channel_id in await self._services.postings.outdated_channels():
            if channel_id not in self._running and channel_id not in self._closed:
                self._running[channel_id] = spawn(self._update_channel(channel_id), f"posted in {channel_id}")

    async def _update_channel(self, channel_id: str) -> None:
        """Update the messages of a channel, one after the other, for as long as there are outdated ones."""
        tries = 0
        try:
            await asyncio.sleep(SETTLE_SECONDS)
            while outdated := await self._services.postings.outdated(channel_id):
                if channel_id in self._closed:
                    return
                try:
                    await self._update_in_turn(outdated[0])
                    tries = 0
                except DISCORD_ERRORS as error:
                    tries += 1
                    log.info("a message in %s could not be brought up to date: %s", channel_id, error)
                    if tries >= MAX_TRIES:
                        # What has changed stays recorded; the next change, or start, tries again.
                        return
                    await asyncio.sleep(FIRST_PAUSE * 2 ** (tries - 1))
        except SceneError as error:
            log.warning("the messages of %s cannot be brought up to date: %s", channel_id, error)
        finally:
            # At once after the last look: a change that comes now begins a task of its own.
            del self._running[channel_id]

    async def update_at_once(self, message_id: str) -> Exception | None:
        """Have a message show what is so, whatever else is edited; return the error where Discord refuses it."""
        posted = await self._services.postings.message(message_id)
        if posted is None:
            return None
        try:
            return await self._update(posted, Turn())
        except DISCORD_ERRORS as error:
            log.info("message %s is brought up to date later: %s", message_id, error)
            return None

    async def _update_in_turn(self, posted: PostedMessage) -> None:
        if not await self._services.postings.of_message(posted.message_id):
            # Nobody waits for a channel's turn to see something vanish.
            await self._update(posted, Turn())
            return
        async with self._pace.turn(posted.channel_id) as turn:
            await self._wait_for_results()
            await self._update(posted, turn)

    async def _update(self, posted: PostedMessage, turn: Turn) -> Exception | None:
        """Have a message show what is so; return the error where Discord lets nobody do that.

        Raises:
            DISCORD_ERRORS: Discord is away, or wants to be asked later.

        """
        try:
            try:
                turn.used = await self._show(posted)
            except discord.HTTPException as error:
                if error.code != ARCHIVED or not await self._has_lost(posted):
                    raise
                async with self._opened_thread(posted.channel_id):
                    turn.used = await self._show(posted)
        except discord.NotFound:
            # The message, or its channel, is gone; its images stay in the gallery.
            await self._services.postings.forget_message(posted.message_id)
        except discord.HTTPException as error:
            if passes(error):
                raise
            if closes_channel(error):
                log.info(
                    "the messages of %s are brought up to date when that is possible: %s", posted.channel_id, error
                )
                self._closed.add(posted.channel_id)
                return error
            log.warning("message %s cannot be brought up to date: %s", posted.message_id, error)
            await self._services.postings.note_shown(posted, posted.images)
            return error
        return None

    async def _show(self, posted: PostedMessage) -> bool:
        """Edit a message, or take it down; return whether it was edited."""
        postings = await self._services.postings.of_message(posted.message_id)
        if postings:
            return await self._edit(posted, postings)
        await self._take_down(posted)
        return False

    async def _has_lost(self, posted: PostedMessage) -> bool:
        return len(await self._services.postings.of_message(posted.message_id)) < posted.images

    @contextlib.asynccontextmanager
    async def _opened_thread(self, channel_id: str) -> AsyncIterator[None]:
        """Open an archived thread, as Discord itself does where somebody deletes in one, and archive it again."""
        thread_id = int(channel_id)
        await self._bot.http.edit_channel(thread_id, archived=False)
        try:
            yield
        finally:
            with contextlib.suppress(*DISCORD_ERRORS):
                await self._bot.http.edit_channel(thread_id, archived=True)

    async def _wait_for_results(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(RESULTS_WITHIN):
                await self._services.deliveries.nothing_due()

    async def _edit(self, posted: PostedMessage, postings: Sequence[Posting]) -> bool:
        """Edit a message where it shows what is not so; return whether it had to be edited."""
        request = await self._services.requests.unchecked_request(posted.request_id)
        assert request is not None  # noqa: S101  # a foreign key holds it
        message = self._partial(posted)
        with speaking(await self._services.sessions.locale(request.session_id)):
            if len(postings) < posted.images:
                changes = await self._without_deleted(posted, request)
            else:
                current = await message.fetch()
                changes = await self._changes(posted, request, postings, current) if current.embeds else {}
        if changes:
            await message.edit(**changes)
        await self._services.postings.note_shown(posted, len(postings))
        return bool(changes)

    async def _without_deleted(self, posted: PostedMessage, request: Request) -> dict[str, Any]:
        """Return a message's content without the images that are gone."""
        render = self._secrets.render_direct(request) if _is_direct(posted, request) else None
        outgoing = await (render or self._renderer.render(request, posted.kind))
        if outgoing is None:
            return {}
        return {"embed": outgoing.embed, "attachments": outgoing.files(), "view": outgoing.view}

    async def _changes(
        self, posted: PostedMessage, request: Request, postings: Sequence[Posting], current: discord.Message
    ) -> dict[str, Any]:
        """Return what of a message is to be edited where its images are all there."""
        if posted.kind.startswith(RECAP):
            # It tells of no stars.
            return {}
        changes: dict[str, Any] = {}
        if posted.kind == RESULT and request.batch_id is not None:
            embed, changes["view"] = await self._renderer.render_batch_details(request)
        else:
            stars = await self._services.gallery.unchecked_stars(postings[0].image_id)
            embed = with_stars(current.embeds[0], len(stars))
        if _is_direct(posted, request):
            embed, changes["view"] = (
                await self._secrets.titled(request, embed),
                await self._secrets.direct_view(request),
            )
        return {} if _texts(embed) == _texts(current.embeds[0]) else {"embed": embed, **changes}

    async def _take_down(self, posted: PostedMessage) -> None:
        """Delete a message whose images are all deleted, or, where that is refused, what it shows."""
        message = self._partial(posted)
        try:
            await message.delete()
        except discord.Forbidden:
            # The images must not stay up.
            await message.edit(embed=deleted_embed(), attachments=[], view=None)
        await self._services.postings.forget_message(posted.message_id)

    def _partial(self, posted: PostedMessage) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(int(posted.channel_id)).get_partial_message(int(posted.message_id))


def _is_wanted(event: Event) -> bool:
    return isinstance(event, GalleryChanged | RequestChanged | ChangedElsewhere)


def _is_direct(posted: PostedMessage, request: Request) -> bool:
    """Tell whether a message is the GM's own, in which a secret result was sent."""
    return posted.kind == RESULT and posted.channel_id != request.session_id


def _texts(embed: discord.Embed) -> tuple[object, ...]:
    fields = [(field.name, field.value) for field in embed.fields]
    return embed.title, embed.description, embed.author.name, fields
