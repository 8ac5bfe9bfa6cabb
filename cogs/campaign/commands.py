"""`/campaign`: bring sessions together, see which they are, and part again."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actors import channel_language, enter_session
from cogs.bot import SceneBot
from cogs.campaign.embeds import campaign_embed
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.embeds import escape_markdown
from cogs.ui.replies.replies import reply, reply_privately
from generation.i18n import N_, _


class CampaignCog(commands.Cog):
    """What the GM decides of the campaign that this session is in, and what everybody may know of it."""

    campaign = app_commands.Group(
        name="campaign",
        description=N_("Sessions that share a gallery, styles, lines and veils"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(self, bot: SceneBot) -> None:
        self._campaigns = bot.services.campaigns

    @campaign.command(name="create", description=N_("Create a campaign with this session as its first (GM)"))
    @app_commands.describe(name=N_("What the campaign is called"))
    async def create(self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, 80]) -> None:
        """Create a campaign, and give its code to the GM alone."""
        created = await self._campaigns.create(await enter_session(interaction), name)
        text = _(
            "The campaign **{name}** is created, and this session is in it. Its code is `{code}`: another GM types "
            "`/campaign join code:{code}` in their channel, also on another server. Whoever has it can bring a session "
            "in, so give it to GMs alone."
        ).format(name=escape_markdown(created.name), code=created.join_code)
        await reply_privately(interaction, text)

    @campaign.command(name="join", description=N_("Bring this session into a campaign by its code (GM)"))
    @app_commands.describe(code=N_("The code that its GM has given you"))
    async def join(self, interaction: discord.Interaction[Any], code: app_commands.Range[str, 1, 40]) -> None:
        """Bring the session in; the channel is told."""
        joined = await self._campaigns.join(await enter_session(interaction), code)
        with channel_language(interaction):
            text = _(
                "This session is in the campaign **{name}** now. `/image gallery scope:The whole campaign` shows the "
                "pictures of all its sessions that you may see, for your eyes; its lines and veils hold here, too."
            ).format(name=escape_markdown(joined.name))
        await reply(interaction, text)

    @campaign.command(
        name="leave", description=N_("Take this session out of its campaign; it takes nothing along (GM)")
    )
    async def leave(self, interaction: discord.Interaction[Any]) -> None:
        """Take the session out; the channel is told."""
        left = await self._campaigns.leave(await enter_session(interaction))
        with channel_language(interaction):
            text = _(
                "This session has left the campaign **{name}**. What was painted here stays here; what the others have "
                "painted stays theirs."
            ).format(name=escape_markdown(left.name))
        await reply(interaction, text)

    @campaign.command(name="info", description=N_("Which sessions of the campaign you may see; the GM sees its code"))
    async def info(self, interaction: discord.Interaction[Any]) -> None:
        """Tell of the campaign, for the user's eyes."""
        info = await self._campaigns.info(await enter_session(interaction))
        await reply(interaction, embed=campaign_embed(info), ephemeral=True)

    @campaign.command(name="rename", description=N_("Call the campaign something else (GM)"))
    @app_commands.describe(name=N_("What the campaign is called from now on"))
    async def rename(self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, 80]) -> None:
        """Rename the campaign."""
        await self._campaigns.rename(await enter_session(interaction), name)
        await reply_privately(interaction, _("The campaign has its new name."))

    @campaign.command(name="code", description=N_("Get another code; the old one lets nobody in any more (GM)"))
    async def code(self, interaction: discord.Interaction[Any]) -> None:
        """Change the code."""
        code = await self._campaigns.new_code(await enter_session(interaction))
        text = _("The campaign's code is `{code}` from now on. Sessions that are in it stay.").format(code=code)
        await reply_privately(interaction, text)
