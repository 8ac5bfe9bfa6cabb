"""Add to album in the context menu of a message."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actors import enter_session
from cogs.album.actions import AlbumActions
from cogs.bot import SceneBot
from cogs.gallery.context_menus import images_on
from cogs.ui.contexts import WHERE_THE_BOT_IS
from generation.i18n import N_


class AlbumMenuCog(commands.Cog):
    """Put an image of a message into an album."""

    def __init__(self, bot: SceneBot, actions: AlbumActions) -> None:
        self._services = bot.services
        self._actions = actions
        contexts = WHERE_THE_BOT_IS
        menu = app_commands.ContextMenu(name=N_("Add to album"), callback=self._add, allowed_contexts=contexts)
        bot.tree.add_command(menu)

    async def _add(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        actor = await enter_session(interaction)
        images = await images_on(self._services, message, actor)
        if len(images) > 1:
            await self._actions.ask_which(interaction, images)
        else:
            await self._actions.open_add_form(interaction, actor, images[0].id)
