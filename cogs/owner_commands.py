"""The owner's commands (mention the bot and write `sync` or `status`), and the sync of the bot's own commands.

Discord allows 200 creations of commands a day, so it is told of them only when they have changed.
"""

import hashlib
import json
import logging
from typing import Any

import discord
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.ui.translator import CommandTranslator

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


async def sync_commands(bot: SceneBot, *, force: bool = False) -> None:
    """Sync the command tree globally, or to the configured guilds, if it is not what was synced last."""
    guilds: list[discord.Object | None] = [discord.Object(guild_id) for guild_id in bot.options.guild_ids]
    for guild in guilds or [None]:
        if guild is not None:
            bot.tree.copy_global_to(guild=guild)
        translator = bot.tree.translator or CommandTranslator()
        commands = [
            await command.get_translated_payload(bot.tree, translator) for command in bot.tree.get_commands(guild=guild)
        ]
        digest = hashlib.sha256(json.dumps(commands, sort_keys=True, default=str).encode()).hexdigest()
        where = "global" if guild is None else str(guild.id)
        name = f"commands:{bot.application_id}:{where}"
        if not force and await bot.services.facts.get(name) == digest:
            continue
        try:
            await bot.tree.sync(guild=guild)
        except discord.Forbidden as error:
            if guild is None:
                raise
            # One wrong number must not keep the bot from every other server.
            log.error("DISCORD_GUILD_IDS: no commands for %s (%s); is the bot a member there?", where, error.text)  # noqa: TRY400  # the sentence says it all
            continue
        await bot.services.facts.set(name, digest)
        log.info("commands synced (%s)", where)
