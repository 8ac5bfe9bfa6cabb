"""Tell Discord the commands, only when they have changed: 200 creations a day are all it allows."""

import hashlib
import json
import logging

import discord

from cogs.bot import SceneBot
from cogs.ui.locales import CommandTranslator

log = logging.getLogger(__name__)


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
        if not force and await bot.services.sessions.fact(name) == digest:
            continue
        try:
            await bot.tree.sync(guild=guild)
        except discord.Forbidden as error:
            if guild is None:
                raise
            # One wrong number must not keep the bot from every other server.
            log.error("DISCORD_GUILD_IDS: no commands for %s (%s); is the bot a member there?", where, error.text)  # noqa: TRY400  # the sentence says it all
            continue
        await bot.services.sessions.set_fact(name, digest)
        log.info("commands synced (%s)", where)
