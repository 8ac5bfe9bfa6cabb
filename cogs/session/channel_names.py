"""A session is called what its channel is called, also after that was renamed."""

import discord
from discord.ext import commands

from cogs.bot import SceneBot


class ChannelNamesCog(commands.Cog):
    """Take over new names of channels, threads and forum posts."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Rename the session of a channel."""
        if before.name != after.name:
            await self._services.sessions.rename(str(after.id), after.name)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        """Rename the session of a thread; an archived one is not in the cache, and nobody knows what it was called."""
        if name := event.data.get("name"):
            await self._services.sessions.rename(str(event.thread_id), name)
