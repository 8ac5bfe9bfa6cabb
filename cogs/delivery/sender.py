"""The outbox's hands: bring each owed message out, once, whatever Discord answers or does not answer."""

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.messages import Outgoing, ResultRenderer
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.secret import Private
from cogs.ui.replies import DISCORD_ERRORS
from generation.i18n import _, speak
from generation.outbox import Way, way_of
from generation.requests.reviews import DIRECT
from storage.errors import SceneError
from storage.outbox import RESULT, REVIEW, Posted
from storage.params import PUBLIC
from storage.records import Delivery, Request
from storage.reveals import REVEAL

log = logging.getLogger(__name__)

AT_ONCE = 4
#: How far this machine's clock may be ahead of Discord's.
CLOCKS_DIFFER = timedelta(minutes=2)

#: Discord's bound on all files of a message, whatever a server is allowed; and what of a bound is used, since servers
#: are reported to enforce theirs on the whole form.
LARGEST_REQUEST, ROOM = 25 * 2**20, 0.9

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, TOO_LARGE, OLD_MESSAGE = 10003, 10008, 40005, 30046


class Outbox:
    """Deliver what is due."""

    def __init__(self, bot: SceneBot, tracker: ProgressTracker) -> None:
        self._bot = bot
        self._tracker = tracker
        self._composer = ResultRenderer(bot.services)
        self.private = Private(bot, self._composer, self._bring_out)
        self._deliveries = bot.services.deliveries
        self._interactions: dict[str, discord.Interaction[Any]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def remember(self, request_id: str, interaction: discord.Interaction[Any]) -> None:
        """Keep an interaction for as long as its token lives: it may speak where the bot itself may not."""
        self._interactions[request_id] = interaction
        for old, kept in list(self._interactions.items()):
            if kept.is_expired():
                del self._interactions[old]

    async def run(self) -> None:
        """Deliver each message when it is due, a few at once."""
        # Made anew for each run: a run that fails takes its place at the semaphore with it.
        free = asyncio.Semaphore(AT_ONCE)
        try:
            await free.acquire()
            async for delivery in self._deliveries.due():
                task = asyncio.create_task(self._deliver(delivery), name=f"deliver {delivery.request_id}")
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
                task.add_done_callback(lambda _task: free.release())
                # Before the next one is claimed: a claimed message must not wait with its lease running.
                await free.acquire()
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def flush(self, seconds: float) -> None:
        """Wait until nothing is due, for at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._deliveries.nothing_due()
                if self._under_way:
                    await asyncio.wait(self._under_way)

    async def _deliver(self, delivery: Delivery) -> None:
        """Bring a message out, or say when to try again."""
        try:
            # Each delivery is a task of its own, and so is the language that it is made in.
            speak(await self._locale(delivery))
            await self._bring(delivery)
        except asyncio.CancelledError:
            # The next client of this process must not wait for the lease to run out.
            await self._deliveries.try_later(delivery, "stopped under way", after=0.0)
            raise
        except discord.Forbidden as error:
            await self._deliveries.refused(delivery)
            await self._tell_author(delivery, error)
        except discord.HTTPException as error:
            await self._deliveries.refused(delivery)
            await self._after_no(delivery, error)
        except DISCORD_ERRORS as error:
            # No answer: the message may be out there. `attempted_at` stays, and the next try looks for it.
            log.info("delivery of %s had no answer (%s); trying again", delivery.request_id, type(error).__name__)
            await self._deliveries.try_later(delivery, f"no answer: {type(error).__name__}")
        except SceneError as error:
            log.warning("delivery of %s: %s", delivery.request_id, error.sentence)
            await self._deliveries.try_later(delivery, error.sentence)
        except Exception:
            log.exception("delivery of %s failed", delivery.request_id)
            await self._deliveries.try_later(delivery, "an error of the bot's own")

    async def _locale(self, delivery: Delivery) -> object:
        """Return the locale of whoever reads a message: the server's, or, of a secret one, its reader's if known."""
        request = await self._bot.services.requests.owed(delivery.request_id)
        if request is None:
            return None
        interaction = self._interactions.get(request.id)
        if request.visibility != PUBLIC and interaction is not None:
            return interaction.locale
        return await self._bot.services.sessions.locale(request.session_id)

    async def _bring(self, delivery: Delivery) -> None:
        """Compose a message and bring it out, smaller where it was too large."""
        if delivery.kind == RESULT:
            await self._tracker.release(delivery.request_id)
            request = await self._bot.services.requests.owed(delivery.request_id)
            if request is not None and request.visibility != PUBLIC:
                await self.private.bring_private(delivery, request, self._interactions.pop(request.id, None))
                return
        outgoing = await self._compose(delivery)
        if outgoing is None:
            await self._deliveries.undeliverable(delivery, "there is nothing to say any more")
            return
        try:
            await self._bring_out(delivery, outgoing)
        except discord.HTTPException as error:
            if error.status != 413 and error.code != TOO_LARGE:
                raise
            await self._deliveries.refused(delivery)
            await self._bring_out(delivery, await self._compose(delivery, small=True) or outgoing)

    async def _compose(self, delivery: Delivery, *, small: bool = False) -> Outgoing | None:
        request = await self._bot.services.requests.owed(delivery.request_id)
        if request is None:
            return None
        return await self._composer.compose(
            request, delivery.kind, small=small, most_bytes=self._most_bytes(delivery.request_id)
        )

    def _most_bytes(self, request_id: str) -> int | None:
        """Return how large a form may be where the request came from; None where that is not known any more."""
        interaction = self._interactions.get(request_id)
        return None if interaction is None else int(min(interaction.filesize_limit, LARGEST_REQUEST) * ROOM)

    async def _bring_out(self, delivery: Delivery, outgoing: Outgoing) -> None:
        way = way_of(delivery)
        message_id = delivery.message_id
        if way is Way.LOOK_FIRST:
            message_id = await self._look_for(delivery, outgoing)
            if message_id:
                await self._deliveries.adopt(delivery, message_id)
        if message_id:
            if await self._edit(delivery, message_id, outgoing):
                return
            await self._deliveries.adopt(delivery, None)
        await self._send(delivery, outgoing)

    async def _edit(self, delivery: Delivery, message_id: str, outgoing: Outgoing) -> bool:
        """Turn the placeholder into the result; False where it is gone, so that the result must be sent."""
        message = (await self._channel(delivery)).get_partial_message(int(message_id))
        may_be_out = delivery.attempted_at is not None
        await self._deliveries.attempt(delivery)
        try:
            await message.edit(embed=outgoing.embed, attachments=outgoing.files(), view=outgoing.view)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
            if may_be_out:
                log.info("the result of %s was deleted; it is not posted again", delivery.request_id)
                await self._deliveries.withdrawn(delivery, "deleted by a person")
                return True
            log.info("the placeholder of %s was deleted; its result is sent", delivery.request_id)
            await self._deliveries.refused(delivery)
            return False
        except discord.HTTPException as error:
            if error.code != OLD_MESSAGE:
                raise
            await self._deliveries.refused(delivery)
            with contextlib.suppress(*DISCORD_ERRORS):
                await message.delete()
            return False
        await self._delivered(delivery, message_id, outgoing)
        return True

    async def _send(self, delivery: Delivery, outgoing: Outgoing) -> None:
        """Send the result as a new message; Discord drops a second one with the same nonce for a few minutes."""
        await self._deliveries.attempt(delivery)
        content: dict[str, Any] = {"embed": outgoing.embed, "files": outgoing.files(), "nonce": delivery.nonce}
        if outgoing.view:
            content["view"] = outgoing.view
        message = await (await self._channel(delivery)).send(**content)
        await self._delivered(delivery, str(message.id), outgoing)

    async def _delivered(self, delivery: Delivery, message_id: str, outgoing: Outgoing) -> None:
        posted = Posted(message_id, delivery.channel_id, outgoing.image_ids)
        await self._deliveries.delivered(delivery, posted)
        self._interactions.pop(delivery.request_id, None)
        log.info("request %s delivered as message %s", delivery.request_id, message_id)

    async def _look_for(self, delivery: Delivery, outgoing: Outgoing) -> str | None:
        """Find the placeholder or the result among the bot's own messages by the ids in its buttons."""
        after = discord.Object(discord.utils.time_snowflake(delivery.created_at - CLOCKS_DIFFER))
        try:
            channel = await self._channel(delivery)
            async for message in channel.history(limit=300, after=after):
                if self._bot.user and message.author.id == self._bot.user.id and outgoing.marks & _marks_on(message):
                    return str(message.id)
        except discord.Forbidden:
            log.info("channel %s lets nobody read its history; the nonce alone guards the send", delivery.channel_id)
        return None

    async def _channel(self, delivery: Delivery) -> discord.PartialMessageable | discord.DMChannel:
        if delivery.channel_id.startswith(DIRECT):
            user = await self._bot.fetch_user(int(delivery.channel_id.removeprefix(DIRECT)))
            return user.dm_channel or await user.create_dm()
        return self._bot.get_partial_messageable(int(delivery.channel_id))

    async def _after_no(self, delivery: Delivery, error: discord.HTTPException) -> None:
        if error.code == UNKNOWN_CHANNEL:
            log.warning(
                "channel %s is gone; the result of %s stays in the gallery", delivery.channel_id, delivery.request_id
            )
            await self._deliveries.undeliverable(delivery, "the channel is gone")
        elif error.status in {401, 429} or error.status >= 500:
            # 401: the token was replaced; whoever has done that starts the bot with the new one.
            log.info("delivery of %s: Discord said %s; trying again", delivery.request_id, error.status)
            await self._deliveries.try_later(delivery, f"Discord said {error.status}")
        else:
            log.error("delivery of %s: Discord refused it: %s", delivery.request_id, error)
            await self._deliveries.undeliverable(delivery, f"Discord refused it: {error.text}")

    async def _tell_author(self, delivery: Delivery, error: discord.Forbidden) -> None:
        """Bring the result to its author where the channel refuses the bot: by the interaction, else a DM says why."""
        if delivery.kind == REVIEW:
            # The placeholder in the channel has a button for the GM as well.
            log.info("the GM cannot be asked about %s by %s: %s", delivery.request_id, delivery.channel_id, error.text)
            await self._deliveries.undeliverable(delivery, f"missing permissions: {error.text}")
            return
        request = await self._bot.services.requests.owed(delivery.request_id)
        interaction = self._interactions.pop(delivery.request_id, None)
        if interaction is not None:
            speak(interaction.locale)
        outgoing = await self._compose(delivery)
        sentence = _(
            "I may not post in <#{channel}> ({error}). Ask a server admin to grant my role View Channel, Send "
            "Messages, Attach Files and Embed Links there."
        ).format(channel=delivery.channel_id, error=error.text or _("missing permissions"))
        if outgoing and outgoing.image_ids:
            sentence = f"{sentence} {_('The picture is in the gallery: /image gallery.')}"
        try:
            if interaction and outgoing and not interaction.is_expired():
                await interaction.followup.send(sentence, embed=outgoing.embed, files=outgoing.files(), ephemeral=True)
            elif request:
                user = await self._bot.fetch_user(int(await self._whom(delivery, request)))
                await user.send(sentence)
        except DISCORD_ERRORS as failure:
            log.warning("the author of %s could not be told either: %s", delivery.request_id, failure)
        await self._deliveries.undeliverable(delivery, f"missing permissions: {error.text}")

    async def _whom(self, delivery: Delivery, request: Request) -> str:
        """Return whose message it is: of a reveal the GM's, who need not be who asked for the picture."""
        leader = await self._bot.services.members.leader(request.session_id) if delivery.kind == REVEAL else None
        return leader or request.user_id


def _marks_on(message: discord.Message) -> set[str]:
    """Return the custom_ids of a message's buttons, and every id in them."""
    custom_ids = {
        getattr(child, "custom_id", None) or ""
        for component in message.components
        for child in getattr(component, "children", ())
    }
    return custom_ids | {part for custom_id in custom_ids for part in custom_id.split(":")[2:]}
