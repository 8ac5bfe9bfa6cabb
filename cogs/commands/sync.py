"""The sync of the bot's commands: where they are told to Discord, and when.

Discord allows 200 creations of commands a day, so it is told of them only when they have changed. A scope that is not
configured any more, all servers or one of them, is emptied: commands would stand there twice, or stale.
"""

import hashlib
import json
import logging
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.ui.translator import CommandTranslator

log = logging.getLogger(__name__)

_GLOBAL = "global"
#: What is noted of a scope that was emptied.
_EMPTY = "none"


async def sync_commands(bot: SceneBot, *, force: bool = False) -> None:
    """Sync the command tree globally, or to the configured guilds, if it is not what was synced last."""
    guild_ids = bot.options.guild_ids
    scopes = [str(guild_id) for guild_id in guild_ids] or [_GLOBAL]
    for scope in scopes:
        await _sync(bot, scope, force=force)
    prefix = _fact(bot, "")
    known = [name.removeprefix(prefix) for name in await bot.services.facts.names(prefix)]
    # What stands globally may be from before this database.
    for scope in dict.fromkeys((*known, _GLOBAL)):
        if scope not in scopes:
            await _clear(bot, scope, force=force)


async def _sync(bot: SceneBot, scope: str, *, force: bool) -> None:
    guild = None if scope == _GLOBAL else discord.Object(int(scope))
    if guild is not None:
        bot.tree.copy_global_to(guild=guild)
    digest = _digest(
        [
            await command.get_translated_payload(bot.tree, bot.tree.translator or CommandTranslator())
            for command in bot.tree.get_commands(guild=guild)
        ]
    )
    if not force and await bot.services.facts.get(_fact(bot, scope)) == digest:
        return
    try:
        await bot.tree.sync(guild=guild)
    except discord.Forbidden as error:
        if guild is None:
            raise
        # One wrong number must not keep the bot from every other server.
        log.error("DISCORD_GUILD_IDS: no commands for %s (%s); is the bot a member there?", scope, error.text)  # noqa: TRY400  # the sentence says it all
        return
    await bot.services.facts.set(_fact(bot, scope), digest)
    log.info("commands synced (%s)", scope)


async def _clear(bot: SceneBot, scope: str, *, force: bool) -> None:
    if not force and await bot.services.facts.get(_fact(bot, scope)) == _EMPTY:
        return
    application_id = bot.application_id or 0
    try:
        if scope == _GLOBAL:
            await bot.http.bulk_upsert_global_commands(application_id, [])
        else:
            await bot.http.bulk_upsert_guild_commands(application_id, int(scope), [])
    except (discord.Forbidden, discord.NotFound):
        # The bot has left that server, and its commands with it.
        pass
    except discord.HTTPException as error:
        log.warning("the commands of %s could not be taken away: %s", scope, error)
        return
    await bot.services.facts.set(_fact(bot, scope), _EMPTY)
    log.info("commands taken away (%s)", scope)


def _fact(bot: SceneBot, scope: str) -> str:
    return f"commands:{bot.application_id}:{scope}"


def _digest(commands: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(commands, sort_keys=True, default=str).encode()).hexdigest()
