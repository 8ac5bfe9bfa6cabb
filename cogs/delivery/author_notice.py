"""Telling the author of a message that the channel does not take it: by the interaction, else by a direct message."""

import logging

import discord

from cogs.bot import SceneBot
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.refusals import reason_of
from cogs.delivery.result_renderer import ResultRenderer
from cogs.ui.replies import DISCORD_ERRORS, follow_up
from generation.i18n import _, speak
from storage.outbox import ClaimedDelivery
from storage.reveals import REVEAL

log = logging.getLogger(__name__)


class AuthorNotice:
    """Tell authors of what cannot be delivered where it is, and why."""

    def __init__(self, bot: SceneBot, tracker: ProgressTracker, renderer: ResultRenderer) -> None:
        self._bot = bot
        self._services = bot.services
        self._tracker = tracker
        self._renderer = renderer

    async def send(self, claimed: ClaimedDelivery, error: discord.HTTPException) -> None:
        """Say why Discord refuses a message; the interaction that asked for it, if it lives, gets its content, too."""
        delivery, request = claimed.delivery, claimed.request
        interaction = self._tracker.forget_interaction(request.id)
        if interaction is not None:
            speak(interaction.locale)
        message = await self._renderer.render(request, delivery.kind, claimed.session)
        sentence = reason_of(error, delivery.channel_id)
        if message and message.image_ids:
            sentence = f"{sentence} {_('The picture is in the gallery: /image gallery.')}"
        try:
            if interaction and message and not interaction.is_expired():
                await follow_up(interaction, sentence, embed=message.embed, files=message.files())
            else:
                user = await self._bot.fetch_user(int(await self._recipient(claimed)))
                await user.send(sentence)
        except DISCORD_ERRORS as failure:
            log.warning("the author of %s could not be told either: %s", delivery.request_id, failure)

    async def _recipient(self, claimed: ClaimedDelivery) -> str:
        """Return whose message it is: of a reveal the GM's, who need not be who asked for the image."""
        request = claimed.request
        leader = await self._services.members.leader(request.session_id) if claimed.delivery.kind == REVEAL else None
        return leader or request.user_id
