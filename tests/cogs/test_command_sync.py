"""Commands are told to Discord when they have changed, and not else."""

import discord
import pytest
from discord import app_commands

from cogs.bot import DiscordOptions
from cogs.commands.sync import sync_commands
from tests.cogs.discord_harness import DiscordHarness


def synced(harness: DiscordHarness, *, taken_away: bool = False) -> list[str]:
    """Return where commands were sent to, or an empty list of them."""
    calls = [
        each.path
        for each in harness.env.http_requests
        if each.method == "PUT" and each.path.endswith("/commands") and (each.json == []) is taken_away
    ]
    return ["global" if "/guilds/" not in path else path.split("/")[-2] for path in calls]


async def test_the_first_start_syncs_and_the_second_does_not(harness: DiscordHarness) -> None:
    assert synced(harness) == ["global"]
    await harness.restart()
    await harness.restart()
    assert synced(harness) == ["global"]


async def test_forced_they_are_synced_again(harness: DiscordHarness) -> None:
    await sync_commands(harness.client, force=True)
    assert synced(harness) == ["global"] * 2


async def test_a_changed_tree_is_synced_once(harness: DiscordHarness) -> None:
    @app_commands.command(description="A new one")
    async def extra(_interaction: discord.Interaction) -> None: ...

    harness.client.tree.add_command(extra)
    await sync_commands(harness.client)
    await sync_commands(harness.client)
    assert synced(harness) == ["global"] * 2


async def test_a_changed_word_is_a_change(harness: DiscordHarness) -> None:
    group = harness.client.tree.get_command("image")
    assert isinstance(group, app_commands.Group)
    command = group.get_command("gallery")
    assert isinstance(command, app_commands.Command)
    command.description, before = "Look around", command.description
    try:
        await sync_commands(harness.client)
    finally:
        command.description = before
    assert synced(harness) == ["global"] * 2


async def test_configured_servers_have_the_commands_to_themselves(harness: DiscordHarness) -> None:
    elsewhere = harness.env.create_guild("Elsewhere")
    options = DiscordOptions(guild_ids=(harness.guild.id, elsewhere.id))
    await harness.restart(options)
    await harness.restart(options)
    assert synced(harness) == ["global", str(harness.guild.id), str(elsewhere.id)]


async def test_a_sync_that_failed_is_done_the_next_time(harness: DiscordHarness) -> None:
    harness.client.options = DiscordOptions(guild_ids=(harness.guild.id,))
    harness.env.inject_error("PUT", "/applications/*/commands", status=500)
    with pytest.raises(discord.HTTPException):
        await sync_commands(harness.client)
    for _ in range(2):
        await sync_commands(harness.client)
    assert synced(harness) == ["global", str(harness.guild.id), str(harness.guild.id)]


async def test_a_server_that_the_bot_is_not_in_keeps_it_from_nothing(
    harness: DiscordHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.env.inject_error(
        "PUT", "/applications/*/guilds/1/commands", status=403, code=50001, message="Missing Access"
    )
    await harness.restart(DiscordOptions(guild_ids=(1, harness.guild.id)))
    assert synced(harness) == ["global", "1", str(harness.guild.id)]
    assert "DISCORD_GUILD_IDS" in caplog.text


async def test_a_scope_that_is_left_is_emptied_once(harness: DiscordHarness) -> None:
    here, elsewhere = harness.guild.id, harness.env.create_guild("Elsewhere").id
    await harness.restart(DiscordOptions(guild_ids=(here, elsewhere)))
    assert synced(harness, taken_away=True) == ["global"], "each command stood twice"
    await harness.restart(DiscordOptions(guild_ids=(here,)))
    assert synced(harness, taken_away=True) == ["global", str(elsewhere)], "stale ones stayed there"
    for _ in range(2):
        await harness.restart(DiscordOptions())
    assert synced(harness, taken_away=True) == ["global", str(elsewhere), str(here)]
    assert synced(harness)[-1] == "global"


async def test_a_server_that_the_bot_has_left_is_asked_once(harness: DiscordHarness) -> None:
    await harness.services.facts.set(f"commands:{harness.client.application_id}:42", "of yesterday")
    harness.env.inject_error("PUT", "*/guilds/42/commands", status=403, code=50001)
    for _ in range(2):
        await sync_commands(harness.client)
    assert synced(harness, taken_away=True) == ["42"]
