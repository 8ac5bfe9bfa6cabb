"""`/privacy`: be told what is kept of oneself, take it along, have it deleted."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.export.actions import ExportActions
from cogs.privacy.embeds import choice_embed, kept_embed
from cogs.ui.components import button, make_view
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import ASH
from cogs.ui.replies.replies import edit_message, reply
from generation.i18n import N_, _


class PrivacyActions:
    """Delete a person's data when they have chosen how."""

    def __init__(self, bot: SceneBot) -> None:
        self._privacy = bot.services.privacy

    def handlers(self) -> Handlers:
        """Return what the buttons do; whoever presses one speaks for themselves."""
        return Handlers(buttons={"forgetall": self._delete_all, "forgetme": self._leave_pictures})

    async def _delete_all(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await self._delete(interaction, keeps_pictures=False)

    async def _leave_pictures(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await self._delete(interaction, keeps_pictures=True)

    async def _delete(self, interaction: discord.Interaction[Any], *, keeps_pictures: bool) -> None:
        title = _("Deleting …")
        await edit_message(interaction, embed=discord.Embed(title=title, color=ASH), view=None)
        is_done = await self._privacy.delete(str(interaction.user.id), keeps_pictures=keeps_pictures)
        text = _("Everything is deleted. Messages of the bot follow within a minute or so.")
        if not is_done:
            text = _("Something of yours is still being painted. It is stopped, and the rest is deleted when it ends.")
        await edit_message(interaction, embed=discord.Embed(title=_("Deleted"), description=text, color=ASH), view=None)


class PrivacyCog(commands.Cog):
    """What everybody may know and decide of their own data, in every channel and in a private chat."""

    privacy = app_commands.Group(
        name="privacy",
        description=N_("What is kept of you, and how to have it deleted"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(self, bot: SceneBot, exports: ExportActions) -> None:
        self._services = bot.services
        self._exports = exports

    @privacy.command(name="show", description=N_("What is kept of you, why, and who sees it"))
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Tell what is kept."""
        user_id = str(interaction.user.id)
        kept, names = await self._services.privacy.kept(user_id), await self._services.privacy.names(user_id)
        guild_id = str(interaction.guild_id) if interaction.guild_id else None
        providers = [each.title for each in await self._services.guild_providers.of(guild_id)]
        await reply(interaction, embed=kept_embed(kept, names, providers), ephemeral=True)

    @privacy.command(name="export", description=N_("All that is kept of you, as a ZIP for you alone"))
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Begin an export of everything."""
        await self._exports.begin_personal(interaction)

    @privacy.command(name="delete", description=N_("Delete what is kept of you, for good; asks first"))
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Ask what is to be deleted."""
        kept = await self._services.privacy.kept(str(interaction.user.id))
        buttons = [
            button("forgetall", label=_("Delete everything"), style=discord.ButtonStyle.danger),
            button("forgetme", label=_("Leave the pictures, delete me")),
        ]
        await reply(interaction, embed=choice_embed(kept), view=make_view(*buttons), ephemeral=True)
