"""The bot as the cogs know it: a discord.py bot that carries the services."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from generation.services import Services

#: Guilds to know channels, messages for the mention prefix, reactions for the stars; none of them privileged.
INTENTS = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)


@dataclass(frozen=True, slots=True)
class OwnerTools:
    """What the bot's owner may do and know that is of the process, not of a service."""

    version: str
    #: Returns who goes on with another key, and what is wrong, in sentences.
    reload_keys: Callable[[], Awaitable[tuple[tuple[str, ...], tuple[str, ...]]]]
    #: Raises a SceneError where database or picture store are not well.
    check_storage: Callable[[], Awaitable[None]]
    #: The event loop's lag in seconds, on average since the start.
    loop_lag: Callable[[], float]
    #: By the monotonic clock.
    started_at: float = field(default_factory=monotonic)


@dataclass(frozen=True, slots=True)
class DiscordOptions:
    """What the operator decides about Discord."""

    gm_role: str = "GM"
    guild_ids: tuple[int, ...] = ()
    #: How many shards there are, None for as many as Discord advises, and which of them this process connects.
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None
    owner_tools: OwnerTools | None = None


class SceneBot(commands.AutoShardedBot):
    """A Discord bot with the services at hand."""

    def __init__(
        self, services: Services, options: DiscordOptions, *, tree_cls: type[app_commands.CommandTree[Any]]
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=INTENTS,
            tree_cls=tree_cls,
            # Whatever a player writes into a description, nobody is ever pinged.
            allowed_mentions=discord.AllowedMentions.none(),
            # The bot reads single messages when it needs them; a cache of the last thousand would only hold memory.
            max_messages=None,
            shard_count=options.shard_count,
            shard_ids=list(options.shard_ids) if options.shard_ids else None,  # type: ignore[arg-type]  # None: all of them
        )
        self.services = services
        self.options = options
