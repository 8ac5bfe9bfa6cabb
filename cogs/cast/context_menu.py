"""Make a character of this, in the context menu of a message with a picture."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.cast.forms import CharacterForms
from cogs.gallery.context_menus import images_on
from cogs.ui.contexts import WHERE_THE_BOT_IS
from generation.cast.sheet import LONGEST_LOOKS, Sheet
from generation.i18n import N_
from storage.params import PUBLIC


class MakeCharacterCog(commands.Cog):
    """Open the form of a character that a picture shows."""

    def __init__(self, bot: SceneBot, forms: CharacterForms) -> None:
        self._services = bot.services
        self._forms = forms
        bot.tree.add_command(
            app_commands.ContextMenu(
                name=N_("Make a character of this"),
                callback=self._make,
                allowed_contexts=WHERE_THE_BOT_IS,
            )
        )

    async def _make(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Open the form with the picture's description for looks; of several pictures the first is taken."""
        image, *_others = await images_on(self._services, message, await enter_session(interaction))
        looks = image.prompt.replace("@", "")
        sheet = Sheet(looks=looks if len(looks) <= LONGEST_LOOKS else "")
        await self._forms.open_new(interaction, sheet, image_id=image.id, secret=image.visibility != PUBLIC)
