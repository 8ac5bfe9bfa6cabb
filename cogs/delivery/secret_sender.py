"""Secret results: sent to the GM by the interaction or a direct message, never to the channel."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.result_renderer import OutgoingMessage, ResultRenderer
from cogs.delivery.reveals import LAST_ROW, reveal_buttons
from cogs.ui.components import make_view
from cogs.ui.replies import DISCORD_ERRORS, edit_answer, follow_up
from generation.errors import NotAllowedError
from generation.i18n import N_, _
from storage.outbox import RESULT
from storage.params import PUBLIC
from storage.postings import Posted
from storage.records import CANCELLED, COMPLETED, Delivery, Request

log = logging.getLogger(__name__)

#: An interaction's token lives for 15 minutes; what is edited in its last seconds may come too late.
TOKEN_LEFT = timedelta(seconds=20)
_ONLY_YOU = N_("Secret: only you see this until you reveal it")

#: Sends a message, or edits the one that is there already.
SendOrEdit = Callable[[Delivery, OutgoingMessage], Awaitable[None]]


class SecretSender:
    """Send the GM what only the GM may see; `send_or_edit` is the outbox's way with a message."""

    def __init__(self, bot: SceneBot, renderer: ResultRenderer, send_or_edit: SendOrEdit) -> None:
        self._bot = bot
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
        message = await self._renderer.render(request, RESULT)
        if message is None:
            await self._services.deliveries.undeliverable(delivery, "there is nothing to say any more")
            return
        message = replace(message, embed=message.embed.copy().set_author(name=_(_ONLY_YOU)))
        if interaction is not None and not _expires_soon(interaction):
            items = [*(message.view.children if message.view else ()), *await self._reveal_buttons(request)]
            answer = replace(message, view=make_view(*items) if items else None)
            message_id = await _edit_answer(interaction, answer)
            if message_id is not None:
                # No image is noted for this message: the bot's own token cannot reach it.
                await self._services.deliveries.delivered(delivery, Posted(message_id, delivery.channel_id))
                return
        if request.status == CANCELLED:
            await self._services.deliveries.withdrawn(delivery, "cancelled")
            return
        await self._send_directly(delivery, request, message)

    async def _send_directly(self, delivery: Delivery, request: Request, message: OutgoingMessage) -> None:
        """Send a direct message; its buttons are those that answer outside of a server."""
        session = await self._services.sessions.get(request.session_id)
        url = f"https://discord.com/channels/{session.guild_id if session else '@me'}/{request.session_id}"
        link: discord.ui.Button[Any] = discord.ui.Button(label=_("Open the channel"), url=url, row=LAST_ROW)
        view = make_view(*await self._reveal_buttons(request), link)
        try:
            user = await self._bot.fetch_user(int(request.user_id))
            channel = user.dm_channel or await user.create_dm()
            await self._send_or_edit(replace(delivery, channel_id=str(channel.id)), replace(message, view=view))
        except discord.Forbidden as error:
            log.info("user %s takes no direct messages; %s stays in the gallery", request.user_id, request.id)
            await self._services.deliveries.undeliverable(delivery, f"no direct messages: {error.text}")

    async def _reveal_buttons(self, request: Request) -> list[discord.ui.Button[Any]]:
        batch = await self._services.requests.batch_of(request)
        secret = [each for each in batch if each.status == COMPLETED and each.visibility != PUBLIC]
        return reveal_buttons(
            [image for each in secret for image in await self._services.gallery.unchecked_of_request(each.id)]
        )


def _expires_soon(interaction: discord.Interaction[Any]) -> bool:
    return discord.utils.utcnow() + TOKEN_LEFT >= interaction.expires_at


async def _edit_answer(interaction: discord.Interaction[Any], message: OutgoingMessage) -> str | None:
    """Turn an interaction's answer into a result, or follow up where it was dismissed; None where neither worked."""
    with contextlib.suppress(*DISCORD_ERRORS):
        try:
            edited = await edit_answer(interaction, embed=message.embed, attachments=message.files(), view=message.view)
        except discord.NotFound:
            edited = None
        if edited is None:
            view = message.view or discord.utils.MISSING
            sent = await follow_up(interaction, embed=message.embed, files=message.files(), view=view)
            return str(sent.id)
        return str(edited.id)
    return None
