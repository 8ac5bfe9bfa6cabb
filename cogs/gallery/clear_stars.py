"""Take all stars: the GM takes everybody's stars off an image."""

from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.components import button, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import STAR
from cogs.ui.replies.replies import edit_message, reply_privately
from generation.i18n import _


class ClearStarsActions:
    """Ask once, then take everybody's stars off an image."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the button on a page, and the one that confirms, do."""
        return Handlers(buttons={"unstar": self._confirm, "unstarall": self._clear})

    async def _confirm(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        stars = len(await self._services.gallery.unchecked_stars(image.id))
        confirm = button("unstarall", image.id, label=_("Take them off"), style=discord.ButtonStyle.danger)
        text = _("Take everybody's {star} off this picture ({stars})? To leave them, dismiss this message.").format(
            star=STAR, stars=stars
        )
        await reply_privately(interaction, text, view=make_view(confirm))

    async def _clear(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        await self._services.gallery.clear_favorites(ids[0], actor)
        await edit_message(interaction, content=_("No {star} is left on it.").format(star=STAR), view=None)
