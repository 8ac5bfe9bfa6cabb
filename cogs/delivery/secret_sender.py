"""Secret results: sent to the GM by the interaction or a direct message, never to the channel."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.result_renderer import OutgoingMessage
from cogs.delivery.secret_answers import SecretAnswers
from cogs.delivery.secret_renderer import SecretRenderer
from cogs.ui.replies.answer import DISCORD_ERRORS, AnswerMessage
from cogs.ui.replies.replies import edit_answer, follow_up
from generation.errors import NotAllowedError
from generation.log_codes import person_code
from storage.postings import Posted
from storage.records import CANCELLED, Delivery, Request

log = logging.getLogger(__name__)

#: An interaction's token lives for 15 minutes; what is edited in its last seconds may come too late.
TOKEN_LEFT = timedelta(seconds=20)
NOTHING_TO_SAY = "there is nothing to say any more"

#: Sends a message, or edits the one that is there already.
SendOrEdit = Callable[[Delivery, OutgoingMessage], Awaitable[None]]


class SecretSender:
    """Send the GM what only the GM may see; `send_or_edit` is the outbox's way with a message."""

    def __init__(self, bot: SceneBot, renderer: SecretRenderer, send_or_edit: SendOrEdit) -> None:
        self._bot = bot
        self.answers = SecretAnswers(bot, renderer)
        self._services = bot.services
        self._renderer = renderer
        self._send_or_edit = send_or_edit

    async def deliver(self, delivery: Delivery, request: Request, interaction: discord.Interaction[Any] | None) -> None:
        """Send a secret result to the GM who asked for it; where that cannot be done, the GM's gallery has it."""
        try:
            await self._services.reviews.reviewer_of(request.id, request.user_id)
        except NotAllowedError:
            await self._services.deliveries.undeliverable(delivery, "whoever asked is not the GM any more")
            return
        if interaction is not None and not _expires_soon(interaction):
            shown, answer = await self._renderer.image_ids(request), await self._renderer.render_answer(request)
            if answer is None:
                await self._services.deliveries.undeliverable(delivery, NOTHING_TO_SAY)
                return
            message = await _edit_answer(interaction, answer)
            if message is not None:
                # No image is noted for this message: the bot's own token cannot reach it.
                await self._services.deliveries.delivered(delivery, Posted(str(message.id), delivery.channel_id))
                self.answers.remember(request, interaction, message, shown)
                return
        if request.status == CANCELLED:
            await self._services.deliveries.withdrawn(delivery, "cancelled")
            return
        await self._send_directly(delivery, request)

    async def _send_directly(self, delivery: Delivery, request: Request) -> None:
        message = await self._renderer.render_direct(request)
        if message is None:
            await self._services.deliveries.undeliverable(delivery, NOTHING_TO_SAY)
            return
        try:
            user = await self._bot.fetch_user(int(request.user_id))
            channel = user.dm_channel or await user.create_dm()
            await self._send_or_edit(replace(delivery, channel_id=str(channel.id)), message)
        except discord.Forbidden as error:
            log.info(
                "user %s takes no direct messages; %s stays in the gallery", person_code(request.user_id), request.id
            )
            await self._services.deliveries.undeliverable(delivery, f"no direct messages: {error.text}")


def _expires_soon(interaction: discord.Interaction[Any]) -> bool:
    return discord.utils.utcnow() + TOKEN_LEFT >= interaction.expires_at


async def _edit_answer(interaction: discord.Interaction[Any], message: OutgoingMessage) -> AnswerMessage | None:
    """Turn an interaction's answer into a result, or follow up where it was dismissed; None where neither worked."""
    with contextlib.suppress(*DISCORD_ERRORS):
        try:
            edited = await edit_answer(interaction, embed=message.embed, attachments=message.files(), view=message.view)
        except discord.NotFound:
            edited = None
        if edited is None:
            view = message.view or discord.utils.MISSING
            return await follow_up(interaction, embed=message.embed, files=message.files(), view=view)
        return edited
    return None
