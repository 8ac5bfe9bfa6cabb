"""How a campaign looks to somebody."""

import discord

from cogs.ui.embeds import NEON, prompt_text, session_title
from generation.campaigns.campaigns import CampaignInfo, SharedSession
from generation.i18n import _, ngettext

#: What Discord takes in a field.
_LONGEST_FIELD = 1024


def campaign_embed(info: CampaignInfo) -> discord.Embed:
    """Return what a viewer may know of a campaign."""
    lines = [_line(each) for each in info.sessions]
    embed = discord.Embed(
        title=prompt_text(_("Campaign {name}").format(name=info.name), 256),
        description="\n".join((_("The sessions that you may see, and how many pictures you see there:"), *lines)),
        color=NEON,
    )
    if info.join_code:
        code = _("`{code}`, for GMs alone; `/campaign code` makes another one").format(code=info.join_code)
        embed.add_field(name=_("Code"), value=code, inline=False)
    for title, words in ((_("Lines of all sessions"), info.lines), (_("Veils of all sessions"), info.veils)):
        if words:
            embed.add_field(name=title, value=prompt_text(", ".join(words), _LONGEST_FIELD), inline=False)
    return embed


def _line(shared: SharedSession) -> str:
    pictures = ngettext("{count} picture", "{count} pictures", shared.images).format(count=shared.images)
    return f"{session_title(shared.session)}: {pictures}"
