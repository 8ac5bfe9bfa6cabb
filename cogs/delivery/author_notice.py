"""Telling the author of a message that the channel does not take it: by the interaction, else by a direct message."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.refusals import is_about_content, is_reachable, reason_of
from cogs.delivery.result_renderer import OutgoingMessage, ResultRenderer
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import follow_up
from generation.i18n import _, speak
from storage.outbox import ClaimedDelivery
from storage.reveals import REVEAL

log = logging.getLogger(__name__)

#: Sends a text, and what else a message holds.
Send = Callable[..., Awaitable[object]]


class AuthorNotice:
    """Tell authors of what cannot be delivered where it is, and why."""

    def __init__(self, bot: SceneBot, tracker: ProgressTracker, renderer: ResultRenderer) -> None:
        self._bot = bot
        self._services = bot.services
        self._tracker = tracker
        self._renderer = renderer

    async def send(self, claimed: ClaimedDelivery, error: discord.HTTPException) -> None:
        """Say why Discord refuses a message, and show what it holds: by the interaction that asked for it, or directly.

        An interaction may have died before its time, or speak into a channel that is gone.
        """
        delivery, request = claimed.delivery, claimed.request
        interaction = self._tracker.forget_interaction(request.id)
        if interaction is not None:
            speak(interaction.locale)
        message = await self._renderer.render(request, delivery.kind, claimed.session)
        sentence = reason_of(error, delivery.channel_id)
        if message and message.image_ids and is_reachable(error):
            sentence = f"{sentence} {_('The picture is in the gallery: /image gallery.')}"
        if interaction is not None and not interaction.is_expired():
            failure = await _tell(partial(follow_up, interaction), sentence, message)
            if failure is None:
                return
            log.info("the author of %s is told directly, not by the interaction: %s", request.id, failure)
        user_id = await self._recipient(claimed)
        if not user_id.isdecimal():
            log.warning("the author of %s has asked elsewhere than on Discord, and is not told", request.id)
            return
        failure = await _tell(partial(self._send_directly, int(user_id)), sentence, message)
        if failure is not None:
            log.warning("the author of %s could not be told either: %s", request.id, failure)

    async def _send_directly(self, user_id: int, text: str, **more: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
        user = await self._bot.fetch_user(user_id)
        await user.send(text, **more)

    async def _recipient(self, claimed: ClaimedDelivery) -> str:
        """Return whose message it is: of a reveal the GM's, who need not be who asked for the image."""
        request = claimed.request
        leader = await self._services.members.leader(request.session_id) if claimed.delivery.kind == REVEAL else None
        return leader or request.user_id


async def _tell(send: Send, sentence: str, message: OutgoingMessage | None) -> Exception | None:
    """Send a sentence with what a message shows, or, where that is what is refused, alone; return what went wrong.

    A message's buttons are left out: they would not answer elsewhere.
    """
    try:
        if message is not None:
            try:
                await send(sentence, embed=message.embed, files=message.files())
            except discord.HTTPException as failure:
                if not is_about_content(failure):
                    return failure
            else:
                return None
        await send(sentence)
    except DISCORD_ERRORS as failure:
        return failure
    return None
