"""How a report looks to whoever leads the table: what somebody says of which picture, and what can be decided."""

import discord

from cogs.ui.components import button, make_view
from cogs.ui.embeds import EMBER, prompt_text
from generation.i18n import _
from storage.records import Image


def report_embed(image: Image, reporter: str, reason: str) -> discord.Embed:
    """Show whoever decides which image somebody has reported, and why."""
    embed = discord.Embed(title=_("A picture was reported"), description=prompt_text(image.prompt), color=EMBER)
    embed.add_field(name=_("Why"), value=prompt_text(reason, 1000), inline=False)
    embed.add_field(name=_("Reported by"), value=f"<@{reporter}>")
    embed.add_field(name=_("Requested by"), value=f"<@{image.user_id}>")
    embed.add_field(name=_("In"), value=f"<#{image.session_id}>")
    return embed


def report_view(image: Image, *more: str) -> discord.ui.View:
    """Return the buttons that decide; what is in `more` tells the message from another about the image."""
    ids = image.request_id or "", image.id, *more
    return make_view(
        button("uphold", *ids, label=_("Delete"), style=discord.ButtonStyle.danger),
        button("dismiss", *ids, label=_("Keep")),
    )
