"""What Discord shows of a member of a channel: asked over the gateway's connection, or over REST alone."""

import asyncio
from collections.abc import Iterable

import discord

from cogs.bot import SceneBot
from generation.sessions.members import Seen


def member_seen(roles: Iterable[discord.Role], permissions: discord.Permissions, channel: object, gm_role: str) -> Seen:
    """Return a member as Discord shows them: who has the GM role, or may manage the channel, leads."""
    roles = tuple(roles)
    leads = can_manage(permissions, channel) or any(role.name.casefold() == gm_role.casefold() for role in roles)
    return Seen(leads, frozenset(str(role.id) for role in roles))


def can_manage(permissions: discord.Permissions, channel: object) -> bool:
    """Tell whether somebody may manage a channel, or a thread, and so a session in it."""
    return permissions.manage_channels or (isinstance(channel, discord.Thread) and permissions.manage_threads)


async def look_up_member(bot: SceneBot, channel_id: str, user_id: str) -> Seen | None:
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
        return await _seen_in(channel, member, channel.permissions_for(member), bot.options.gm_role)
    except discord.NotFound:
        return None


async def look_up_member_by_rest(
    client: discord.Client, guild_id: str, channel_id: str, user_id: str, gm_role: str
) -> Seen | None:
    """Return the same as `look_up_member` by a client that is logged in and has no gateway, and so knows no server.

    Raises:
        discord.DiscordException: Discord does not tell, or the bot is not on the server any more.

    """
    if not (channel_id.isdecimal() and user_id.isdecimal()):
        return None
    guild = await client.fetch_guild(int(guild_id), with_counts=False)
    try:
        channel, member = await asyncio.gather(guild.fetch_channel(int(channel_id)), guild.fetch_member(int(user_id)))
        # A thread has its parent's permissions, and looks for it among the channels that a gateway has told of.
        decisive = await guild.fetch_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
        return await _seen_in(channel, member, decisive.permissions_for(member), gm_role)
    except discord.NotFound:
        return None


async def _seen_in(
    channel: discord.abc.GuildChannel | discord.Thread,
    member: discord.Member,
    permissions: discord.Permissions,
    gm_role: str,
) -> Seen | None:
    """Return a member as a channel shows them, None for who cannot see it.

    Raises:
        discord.NotFound: it is a private thread to which nobody has added this member.

    """
    if not permissions.view_channel:
        return None
    if isinstance(channel, discord.Thread) and channel.is_private() and not permissions.manage_threads:
        await channel.fetch_member(member.id)
    return member_seen(member.roles, permissions, channel, gm_role)
