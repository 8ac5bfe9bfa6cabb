"""A session is called what its channel and its server are called, also after those were renamed."""

import logging

import discord
from discord.ext import commands

from cogs.bot import SceneBot
from storage.errors import StorageError

log = logging.getLogger(__name__)


class ChannelNamesCog(commands.Cog):
    """Take over new names of channels, threads, forum posts and servers."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Rename the session of a channel."""
        if before.name != after.name:
            await self._rename(str(after.id), after.name)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        """Rename the session of a thread; an archived one is not in the cache, and nobody knows what it was called."""
        if name := event.data.get("name"):
            await self._rename(str(event.thread_id), name)

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Rename the server of its sessions."""
        if before.name == after.name:
            return
        try:
            await self._services.sessions.rename_guild(str(after.id), after.name)
        except StorageError as error:
            log.warning("the sessions of server %s keep its name for now: %s", after.id, error)

    async def _rename(self, channel_id: str, name: str) -> None:
        try:
            await self._services.sessions.rename(channel_id, name)
        except StorageError as error:
            log.warning("the session of channel %s keeps its name for now: %s", channel_id, error)
