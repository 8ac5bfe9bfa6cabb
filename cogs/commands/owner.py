"""The owner's commands: mention the bot and write `sync` or `status`, or use `/admin`."""

import logging
import math
from datetime import timedelta
from time import monotonic
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.commands.sync import sync_commands
from cogs.guild_keys.commands import GuildKeyCommands, GuildKeyForms
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.embeds import sentence_text
from cogs.ui.replies.replies import reply_privately
from generation.errors import NotAllowedError, RefusedError
from generation.i18n import N_, _
from storage.errors import SceneError

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
        await ctx.send("\n".join(await status_lines(self._bot)))


class AdminCog(commands.Cog):
    """`/admin`: what only the bot's owner may do, and a server's keys; Discord shows it to who manages a server."""

    admin = app_commands.Group(
        name="admin",
        description=N_("For who manages the server: its own keys; for the bot's owner: how it does"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(self, bot: SceneBot, forms: GuildKeyForms) -> None:
        self._bot = bot
        self.admin.add_command(GuildKeyCommands(bot, forms))

    @admin.command(name="status", description=N_("How the bot is doing (its owner)"))
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Say how the bot is doing."""
        await self._require_owner(interaction)
        await reply_privately(interaction, "\n".join(await status_lines(self._bot)))

    @admin.command(name="reload", description=N_("Read keys from their files again, without a restart (its owner)"))
    async def reload(self, interaction: discord.Interaction[Any]) -> None:
        """Read the keys again, in all processes."""
        await self._require_owner(interaction)
        tools = self._bot.options.owner_tools
        if tools is None:
            raise RefusedError(_("Nothing can be read again here. Restart the bot."))
        renewed, problems = await tools.reload_keys()
        lines = [_("Keys read again; another one is used by: {names}.").format(names=", ".join(renewed))]
        if not renewed:
            lines = [_("Keys read again; none has changed.")]
        lines += [sentence_text(problem) for problem in problems]
        lines.append(_("Discord's token, API_SECRET and the picture store's keys need a restart."))
        await reply_privately(interaction, "\n".join(lines))

    async def _require_owner(self, interaction: discord.Interaction[Any]) -> None:
        if not await self._bot.is_owner(interaction.user):
            raise NotAllowedError(_("Only the bot's owner may do that."))


async def _with_keys(bot: SceneBot) -> str:
    """Return how many servers paint by keys of their own, where any do."""
    count = len(await bot.services.guild_keys.guilds())
    return f", {count} with keys of their own" if count else ""


async def status_lines(bot: SceneBot) -> list[str]:
    """Return how the bot is doing, in English: what the owner may quote to others."""
    services, tools = bot.services, bot.options.owner_tools
    requests, messages = await services.requests.counts(), await services.deliveries.counts()
    queue = (
        f"Queue: {requests.get('queued', 0)} waiting, {requests.get('processing', 0)} being painted, "
        f"{requests.get('delayed', 0)} to be tried again. Messages: {messages.get('ready', 0)} due, "
        f"{messages.get('undeliverable', 0)} undeliverable. "
        f"Providers: {', '.join(services.providers.names)}. Servers: {len(bot.guilds)}{await _with_keys(bot)}."
    )
    if tools is None:
        return [queue]
    up = timedelta(seconds=int(monotonic() - tools.started_at))
    storage = "well"
    try:
        await tools.check_storage()
    except SceneError as error:
        storage = str(error)
    # A shard that was never heard of has none.
    shards = [f"{number}: {seconds * 1000:.0f} ms" for number, seconds in bot.latencies if math.isfinite(seconds)]
    return [
        f"Version {tools.version}, up for {up}.",
        queue,
        *[f"{each.title}: {each.reason}" for each in await services.health.all() if each.configured and each.reason],
        f"Database and picture store: {storage}.",
        f"Shards: {', '.join(shards) or 'none'}. Event loop's lag: {tools.loop_lag() * 1000:.1f} ms.",
    ]
