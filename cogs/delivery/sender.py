"""Sends the outbox: each enqueued message once, whatever Discord answers or does not answer."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.author_notice import AuthorNotice
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.refusals import UNKNOWN_MESSAGE, is_too_large, may_be_sent_instead, passes
from cogs.delivery.result_renderer import OutgoingMessage, ResultRenderer
from cogs.delivery.secret_renderer import SecretRenderer
from cogs.delivery.secret_sender import NOTHING_TO_SAY, SecretSender
from cogs.ui.components import custom_ids_of
from cogs.ui.replies.answer import DISCORD_ERRORS
from generation.errors import logged
from generation.i18n import speak
from generation.observability.request_log import delivery_of
from generation.outbox import TRY_SECONDS, Way, way_of
from generation.requests.reviews import DIRECT
from storage.errors import SceneError
from storage.outbox import RESULT, REVIEW, ClaimedDelivery
from storage.params import PUBLIC
from storage.postings import Posted
from storage.recaps import RECAP
from storage.records import Delivery
from storage.reports import REPORT
from storage.tasks import spawn

log = logging.getLogger(__name__)

MAX_AT_ONCE = 4
#: How far this machine's clock may be ahead of Discord's.
CLOCKS_DIFFER = timedelta(minutes=2)

#: Discord's bound on all files of a message, whatever a server is allowed; and what share of a bound is used, since
#: servers are reported to enforce theirs on the whole form.
MAX_REQUEST_BYTES, USABLE_SHARE = 25 * 2**20, 0.9

#: Stores the stars that a message got before there was an image on it.
TakeUpEarly = Callable[[discord.Message], Coroutine[Any, Any, None]]


class OutboxSender:
    """Send the messages that are due, or edit them into their placeholders.

    `take_up_early` is told of each placeholder that has become its result, as it may have been reacted to before.
    """

    def __init__(self, bot: SceneBot, tracker: ProgressTracker, take_up_early: TakeUpEarly) -> None:
        self._bot = bot
        self._tracker = tracker
        self._take_up_early = take_up_early
        self._renderer = ResultRenderer(bot.services)
        self._notice = AuthorNotice(bot, tracker, self._renderer)
        self._secret = SecretSender(bot, SecretRenderer(bot.services, self._renderer), self._send_or_edit)
        self.secret_answers = self._secret.answers
        self._services = bot.services
        self._deliveries = bot.services.deliveries
        self._in_flight: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Deliver each message when it is due, a few at once."""
        # Made anew for each run: a run that fails takes its slot with it.
        slots = asyncio.Semaphore(MAX_AT_ONCE)
        try:
            await slots.acquire()
            async for claimed in self._deliveries.due():
                task = spawn(self._deliver(claimed), f"deliver {claimed.request.id}")
                self._in_flight.add(task)
                task.add_done_callback(self._in_flight.discard)
                task.add_done_callback(partial(self._let_go, claimed))
                task.add_done_callback(lambda _task: slots.release())
                # Before the next one is claimed: a claimed message must not wait with its lease running.
                await slots.acquire()
        finally:
            for task in self._in_flight:
                task.cancel()
            await asyncio.gather(*self._in_flight, return_exceptions=True)

    def _let_go(self, claimed: ClaimedDelivery, _task: asyncio.Task[None]) -> None:
        self._deliveries.let_go(claimed.delivery)

    async def flush(self, seconds: float) -> None:
        """Wait until nothing is due, for at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._deliveries.nothing_due()
                if self._in_flight:
                    await asyncio.wait(self._in_flight)

    async def _deliver(self, claimed: ClaimedDelivery) -> None:
        """Deliver a message; where not even how that went can be noted, it is taken up again as a lost one."""
        try:
            with delivery_of(claimed.request.id):
                await self._try_to_deliver(claimed)
        except SceneError as error:
            log.warning("how the delivery of %s went could not be noted: %s", claimed.request.id, error)

    async def _try_to_deliver(self, claimed: ClaimedDelivery) -> None:
        """Deliver a message, or say when to try again."""
        delivery = claimed.delivery
        try:
            # discord.py waits for an answer without end.
            async with asyncio.timeout(TRY_SECONDS):
                await self._deliver_message(claimed)
        except asyncio.CancelledError:
            # The next client of this process must not wait for the lease to run out.
            await self._deliveries.try_later(delivery, "stopped under way", after=0.0)
            raise
        except discord.HTTPException as error:
            await self._deliveries.refused(delivery)
            await self._handle_refusal(claimed, error)
        except DISCORD_ERRORS as error:
            # No answer: the message may be out there. `attempted_at` stays, and the next try looks for it.
            log.info("delivery of %s had no answer (%s); trying again", delivery.request_id, type(error).__name__)
            await self._deliveries.try_later(delivery, f"no answer: {type(error).__name__}")
        except SceneError as error:
            log.warning("delivery of %s: %s", delivery.request_id, logged(error))
            await self._deliveries.try_later(delivery, error.sentence)
        except Exception:
            log.exception("delivery of %s failed", delivery.request_id)
            await self._deliveries.try_later(delivery, "an error of the bot's own")

    async def _deliver_message(self, claimed: ClaimedDelivery) -> None:
        """Render a message and send it, smaller where it was too large."""
        delivery, request = claimed.delivery, claimed.request
        if delivery.kind == RESULT:
            await self._tracker.release(request.id)
        # Each delivery is a task of its own, and so is the language that it is made in.
        speak(self._locale(claimed))
        if delivery.kind == RESULT and request.visibility != PUBLIC:
            await self._secret.deliver(delivery, request, self._tracker.forget_interaction(request.id))
            return
        if _is_for_gm(delivery) and delivery.channel_id.startswith(DIRECT):
            asked = await self._services.reviews.asked_now(request.session_id)
            if asked is None:
                # The placeholder in the channel has a button for the GM as well.
                await self._deliveries.undeliverable(delivery, "nobody is known who leads there now")
                return
            delivery = replace(delivery, channel_id=f"{DIRECT}{asked}")
        message = await self._render(claimed)
        if message is None:
            await self._deliveries.undeliverable(delivery, NOTHING_TO_SAY)
            return
        try:
            await self._send_or_edit(delivery, message)
        except discord.HTTPException as error:
            if not is_too_large(error):
                raise
            await self._deliveries.refused(delivery)
            await self._send_or_edit(delivery, await self._render(claimed, small=True) or message)

    def _locale(self, claimed: ClaimedDelivery) -> object:
        """Return the locale of whoever reads a message: the server's, or, of a secret one, its reader's if known."""
        interaction = self._tracker.interaction(claimed.request.id)
        if claimed.request.visibility != PUBLIC and interaction is not None:
            return interaction.locale
        return claimed.session.locale if claimed.session else None

    async def _render(self, claimed: ClaimedDelivery, *, small: bool = False) -> OutgoingMessage | None:
        request, kind, session = claimed.request, claimed.delivery.kind, claimed.session
        max_bytes = self._max_bytes(request.id)
        return await self._renderer.render(request, kind, session, small=small, max_bytes=max_bytes)

    def _max_bytes(self, request_id: str) -> int | None:
        """Return how large a form may be where the request came from; None where that is not known any more."""
        interaction = self._tracker.interaction(request_id)
        return None if interaction is None else int(min(interaction.filesize_limit, MAX_REQUEST_BYTES) * USABLE_SHARE)

    async def _send_or_edit(self, delivery: Delivery, message: OutgoingMessage) -> None:
        way = way_of(delivery)
        message_id = delivery.message_id
        if way is Way.LOOK_FIRST:
            message_id = await self._find_sent(delivery, message)
            if message_id:
                await self._deliveries.adopt(delivery, message_id)
        if message_id:
            if await self._edit(delivery, message_id, message):
                return
            await self._deliveries.adopt(delivery, None)
        await self._send(delivery, message)
        if message_id:
            with contextlib.suppress(*DISCORD_ERRORS):
                await (await self._partial(delivery, message_id)).delete()

    async def _edit(self, delivery: Delivery, message_id: str, message: OutgoingMessage) -> bool:
        """Turn the placeholder into the result; False where that is refused, so that the result must be sent."""
        placeholder = await self._partial(delivery, message_id)
        attempted_before = delivery.attempted_at is not None
        await self._deliveries.attempt(delivery)
        try:
            edited = await placeholder.edit(embed=message.embed, attachments=message.files(), view=message.view)
        except discord.HTTPException as error:
            if not may_be_sent_instead(error):
                raise
            if attempted_before and error.code == UNKNOWN_MESSAGE:
                log.info("the result of %s was deleted; it is not posted again", delivery.request_id)
                await self._deliveries.withdrawn(delivery, "deleted by a person")
                return True
            if not attempted_before or not await self._is_sent(placeholder, message):
                log.info("%s cannot be edited into its placeholder (%s); it is sent", delivery.request_id, error)
                await self._deliveries.refused(delivery)
                return False
            edited = None
        await self._delivered(delivery, message_id, message)
        if message.image_ids and edited is not None:
            spawn(self._take_up_early(edited), f"early stars of {message_id}")
        return True

    async def _is_sent(self, placeholder: discord.PartialMessage, message: OutgoingMessage) -> bool:
        """Tell whether an edit of which no answer came has landed."""
        return bool(message.image_ids) and set(message.image_ids) <= _ids_in_buttons(await placeholder.fetch())

    async def _send(self, delivery: Delivery, message: OutgoingMessage) -> None:
        """Send the result as a new message; Discord drops a second one with the same nonce for a few minutes."""
        await self._deliveries.attempt(delivery)
        content: dict[str, Any] = {"embed": message.embed, "files": message.files(), "nonce": delivery.nonce}
        if message.view:
            content["view"] = message.view
        sent = await (await self._channel(delivery)).send(**content)
        await self._delivered(delivery, str(sent.id), message)

    async def _delivered(self, delivery: Delivery, message_id: str, message: OutgoingMessage) -> None:
        posted = Posted(message_id, delivery.channel_id, message.image_ids)
        await self._deliveries.delivered(delivery, posted)
        self._tracker.forget_interaction(delivery.request_id)

    async def _find_sent(self, delivery: Delivery, message: OutgoingMessage) -> str | None:
        """Find the result, else its placeholder, among the bot's own messages by the ids in its buttons.

        Where both are there, the result was sent in the place of the placeholder, which is deleted.
        """
        placeholder: discord.Message | None = None
        try:
            async for sent in self._recent_messages(delivery):
                is_own = self._bot.user is not None and sent.author.id == self._bot.user.id
                ids = _ids_in_buttons(sent)
                if not is_own or not message.identifying_ids & ids:
                    continue
                if message.image_ids and set(message.image_ids) <= ids:
                    if placeholder is not None:
                        with contextlib.suppress(*DISCORD_ERRORS):
                            await placeholder.delete()
                    return str(sent.id)
                placeholder = placeholder or sent
        except discord.Forbidden:
            log.info("channel %s lets nobody read its history; the nonce alone guards the send", delivery.channel_id)
        return str(placeholder.id) if placeholder is not None else None

    async def _recent_messages(self, delivery: Delivery) -> AsyncIterator[discord.Message]:
        """Yield what was said in a channel since a message was owed, and then, as clocks may be wrong, the newest."""
        channel = await self._channel(delivery)
        after = discord.Object(discord.utils.time_snowflake(delivery.created_at - CLOCKS_DIFFER))
        async for sent in channel.history(limit=300, after=after):
            yield sent
        async for sent in channel.history(limit=100):
            yield sent

    async def _partial(self, delivery: Delivery, message_id: str) -> discord.PartialMessage:
        return (await self._channel(delivery)).get_partial_message(int(message_id))

    async def _channel(self, delivery: Delivery) -> discord.PartialMessageable | discord.DMChannel:
        if delivery.channel_id.startswith(DIRECT):
            user = await self._bot.fetch_user(int(delivery.channel_id.removeprefix(DIRECT)))
            return user.dm_channel or await user.create_dm()
        return self._bot.get_partial_messageable(int(delivery.channel_id))

    async def _handle_refusal(self, claimed: ClaimedDelivery, error: discord.HTTPException) -> None:
        """Try again later what Discord may take then; say why it cannot be delivered to whom it is for."""
        delivery = claimed.delivery
        if passes(error):
            log.info("delivery of %s: Discord said %s; trying again", delivery.request_id, error.status)
            await self._deliveries.try_later(delivery, f"Discord said {error.status}")
            return
        log.warning("delivery of %s to %s: %s", delivery.request_id, delivery.channel_id, error)
        if not _is_for_gm(delivery) and not delivery.kind.startswith(RECAP):
            # Of a review the placeholder in the channel has a button for the GM as well; a recap has no author.
            await self._notice.send(claimed, error)
        await self._deliveries.undeliverable(delivery, f"Discord refused it: {error.text or error.code}")


def _is_for_gm(delivery: Delivery) -> bool:
    return delivery.kind == REVIEW or delivery.kind.startswith(REPORT)


def _ids_in_buttons(message: discord.Message) -> set[str]:
    """Return the custom_ids of a message's buttons, and every id in them."""
    custom_ids = set(custom_ids_of(message))
    return custom_ids | {part for custom_id in custom_ids for part in custom_id.split(":")[2:]}
