"""Who belongs to a channel at this moment: asked of Discord for those who come in by another door."""

import discord

from cogs.actors import seen_as
from cogs.bot import SceneBot
from generation.sessions.entry import Seen


async def look_up(bot: SceneBot, channel_id: str, user_id: str) -> Seen | None:
    """Return a member of a channel as Discord shows them now, or None for whoever cannot see it (any more).

    Raises:
        discord.DiscordException: Discord does not tell.
        LookupError: the bot does not know the channel's server yet.

    """
    if not (channel_id.isdecimal() and user_id.isdecimal()):
        return None
    try:
        channel = bot.get_channel(int(channel_id)) or await bot.fetch_channel(int(channel_id))
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return None
        if channel.guild.unavailable:
            raise LookupError(f"the server of channel {channel_id} is not known yet")
        # Discord tells the bot of no change to members (that takes a privileged intent), so no cache would be true.
        member = await channel.guild.fetch_member(int(user_id))
        granted = channel.permissions_for(member)
        if not granted.view_channel:
            return None
        if isinstance(channel, discord.Thread) and channel.is_private() and not granted.manage_threads:
            # Not found means here that nobody has added this member to the thread.
            await channel.fetch_member(member.id)
    except discord.NotFound:
        return None
    return seen_as(member.roles, granted, channel, bot.options.gm_role)
