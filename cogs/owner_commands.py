"""The owner's commands: mention the bot and write `sync` or `status`."""

import logging
from typing import Any

from discord.ext import commands

from cogs.bot import SceneBot
from cogs.command_sync import sync_commands

log = logging.getLogger(__name__)


class OwnerCog(commands.Cog):
    """What only the bot's owner may do."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot

    async def cog_check(self, ctx: commands.Context[SceneBot]) -> bool:  # type: ignore[override]  # discord.py allows a coroutine here
        """Let the owner alone in."""
        return await ctx.bot.is_owner(ctx.author)

    async def cog_command_error(self, ctx: commands.Context[Any], error: Exception) -> None:
        """Say why a command did not run."""
        if isinstance(error, commands.CheckFailure):
            await ctx.send("Only the bot's owner may do that.")
            return
        log.error("owner's command %s failed", ctx.command, exc_info=error)
        await ctx.send("That failed. The log has the details.")

    @commands.command(name="sync")
    async def sync(self, ctx: commands.Context[SceneBot]) -> None:
        """Tell Discord the commands anew, changed or not."""
        await sync_commands(self._bot, force=True)
        await ctx.send("The commands are synced.")

    @commands.command(name="status")
    async def status(self, ctx: commands.Context[SceneBot]) -> None:
        """Say how the bot is doing."""
        services = self._bot.services
        requests, messages = await services.requests.counts(), await services.deliveries.counts()
        await ctx.send(
            f"Queue: {requests.get('queued', 0)} waiting, {requests.get('processing', 0)} being painted, "
            f"{requests.get('delayed', 0)} to be tried again. Messages: {messages.get('ready', 0)} due, "
            f"{messages.get('undeliverable', 0)} undeliverable. "
            f"Providers: {', '.join(services.providers.names)}. Servers: {len(self._bot.guilds)}."
        )
