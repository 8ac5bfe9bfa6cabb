"""How much memory the gateway holds for each thousand servers, beside what a bot with discord.py's defaults holds.

Servers as Discord tells them (40 channels, 5 threads, 25 roles, 30 emojis) are fed to the bot's own client and to a
client with discord.py's usual intents and caches, each in a process of its own; the memory of the empty client is taken
off. What counts is the ratio.

    uv run python -m benchmarks.guild_memory [1000]
"""

import asyncio
import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.bot import DiscordOptions, SceneBot

GUILDS = 1_000
CHANNELS, THREADS, ROLES, EMOJIS = 40, 5, 25, 30
MEMBERS = 250  # that a server of a client with the members intent tells of
FIRST_ID = 10**17
OURS, USUAL = "the bot", "discord.py's defaults"


def guild(number: int, *, members: int) -> Any:  # noqa: ANN401  # discord.py names each of its keys
    """Return a server as Discord tells of it (GUILD_CREATE)."""
    first = FIRST_ID + number * 10_000
    ids = iter(range(first + 1, first + 10_000))
    roles = [_role(str(first), "@everyone"), *(_role(str(next(ids)), f"role {n}") for n in range(ROLES - 1))]
    channels = [_channel(str(next(ids)), n) for n in range(CHANNELS)]
    parent = channels[0]["id"]
    return {
        **dict.fromkeys(("icon", "banner", "splash", "discovery_splash", "description", "vanity_url_code"), None),
        **dict.fromkeys(("afk_channel_id", "system_channel_id", "rules_channel_id", "application_id"), None),
        **dict.fromkeys(("verification_level", "default_message_notifications", "mfa_level", "nsfw_level"), 0),
        **dict.fromkeys(("explicit_content_filter", "system_channel_flags", "premium_tier", "afk_timeout"), 0),
        **{key: [] for key in ("voice_states", "presences", "stickers", "features", "stage_instances")},
        "id": str(first), "name": f"Server {number}", "owner_id": str(next(ids)), "member_count": 250, "large": False,
        "preferred_locale": "en-US", "premium_progress_bar_enabled": False, "guild_scheduled_events": [],
        "roles": roles, "channels": channels, "threads": [_thread(str(next(ids)), parent, n) for n in range(THREADS)],
        "emojis": [{"id": str(next(ids)), "name": f"emoji_{n}", "roles": [], "animated": False} for n in range(EMOJIS)],
        "members": [_member(str(next(ids)), n, roles[1]["id"]) for n in range(members)],
    }  # fmt: skip


def _role(id_: str, name: str) -> dict[str, Any]:
    return {
        "id": id_, "name": name, "color": 0, "colors": {"primary_color": 0}, "hoist": False, "position": 1,
        "permissions": "1071698660929", "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip


def _channel(id_: str, number: int) -> dict[str, Any]:
    allowed = {"id": id_, "type": 0, "allow": "1024", "deny": "0"}
    return {
        "id": id_, "type": 0, "name": f"channel-{number}", "position": number, "topic": f"What channel {number} is for",
        "permission_overwrites": [allowed, {**allowed, "id": str(int(id_) + 1)}], "nsfw": False, "parent_id": None,
        "rate_limit_per_user": 0, "last_message_id": id_, "flags": 0,
    }  # fmt: skip


def _thread(id_: str, parent: str, number: int) -> dict[str, Any]:
    about = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": "2026-11-30T12:00:00+00:00"}
    return {
        "id": id_, "type": 11, "name": f"scene {number}", "parent_id": parent, "owner_id": id_, "message_count": 3,
        "member_count": 2, "thread_metadata": {**about, "locked": False}, "rate_limit_per_user": 0, "flags": 0,
    }  # fmt: skip


def _member(id_: str, number: int, role: str) -> dict[str, Any]:
    user = {"id": id_, "username": f"user{number}", "discriminator": "0", "avatar": None, "global_name": None}
    return {
        "user": user,
        "roles": [role],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def _client(kind: str) -> commands.AutoShardedBot:
    if kind == OURS:
        return SceneBot(None, DiscordOptions(), tree_cls=app_commands.CommandTree)  # type: ignore[arg-type]  # no service is asked
    intents = discord.Intents.default()
    intents.members = True
    return commands.AutoShardedBot(command_prefix="!", intents=intents)


async def _hold(kind: str, guilds: int) -> int:
    """Return how many bytes a client of a kind holds for so many servers."""
    client = _client(kind)
    state = client._connection  # noqa: SLF001  # where Discord's events arrive
    state.shard_count = 1
    state.user = discord.ClientUser(state=state, data=_member(str(FIRST_ID - 1), 0, "")["user"])
    members = MEMBERS if kind == USUAL else 1
    state._add_guild_from_data(guild(0, members=members))  # noqa: SLF001  # as above
    gc.collect()
    before = _resident()
    for number in range(1, guilds + 1):
        state._add_guild_from_data(guild(number, members=members))  # noqa: SLF001  # as above
    gc.collect()
    return _resident() - before


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def main() -> None:
    """Measure both clients and print what a thousand servers cost."""
    if len(sys.argv) == 3:
        print(asyncio.run(_hold(sys.argv[1], int(sys.argv[2]))))
        return
    guilds = int(sys.argv[1]) if len(sys.argv) > 1 else GUILDS
    held = {}
    for kind in (OURS, USUAL):
        command = [sys.executable, "-m", "benchmarks.guild_memory", kind, str(guilds)]
        held[kind] = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603  # this file
        print(f"{kind:>24}: {held[kind] / guilds * 1000 / 1e6:7.1f} MB for 1,000 servers")
    print(f"{'ratio':>24}: {held[OURS] / held[USUAL]:7.2f}")


if __name__ == "__main__":
    main()
