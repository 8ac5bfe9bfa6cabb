"""What tells that channels may take edits again: a thread is opened, a permission is given, a server is joined."""

import discord
from discord.ext import commands

from cogs.delivery.posted_messages import PostedMessageUpdater


class OpenedChannelsCog(commands.Cog):
    """Have posted messages brought up to date where that was not possible before."""

    def __init__(self, posted: PostedMessageUpdater) -> None:
        self._posted = posted

    @commands.Cog.listener()
    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        """Look at a thread that is not archived, or not any more."""
        if not event.data.get("thread_metadata", {}).get("archived"):
            self._posted.try_again(str(event.thread_id))

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Look at all channels: what is allowed in one counts in its threads, and in those below it."""
        if before.overwrites != after.overwrites:
            self._posted.try_again()

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Look at all channels where a role may do something else now."""
        if before.permissions != after.permissions:
            self._posted.try_again()

    @commands.Cog.listener()
    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Look at all channels: the bot may have been in this server before."""
        self._posted.try_again()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """Look at all channels: nobody knows what has changed meanwhile."""
        self._posted.try_again()
