"""Commands are told to Discord when they have changed, and not else."""

import discord
import pytest
from discord import app_commands

from cogs.bot import DiscordOptions
from cogs.owner import sync_commands
from tests.cogs.table import Table


def synced(table: Table) -> list[str]:
    """Return where commands were sent to."""
    calls = [each.path for each in table.env.http_requests if each.method == "PUT" and each.path.endswith("/commands")]
    return ["global" if "/guilds/" not in path else path.split("/")[-2] for path in calls]


async def test_the_first_start_syncs_and_the_second_does_not(table: Table) -> None:
    assert synced(table) == ["global"]
    await table.restart()
    await table.restart()
    assert synced(table) == ["global"]


async def test_forced_they_are_synced_again(table: Table) -> None:
    await sync_commands(table.client, force=True)
    assert synced(table) == ["global"] * 2


async def test_a_changed_tree_is_synced_once(table: Table) -> None:
    @app_commands.command(description="A new one")
    async def extra(_interaction: discord.Interaction) -> None: ...

    table.client.tree.add_command(extra)
    await sync_commands(table.client)
    await sync_commands(table.client)
    assert synced(table) == ["global"] * 2


async def test_a_changed_word_is_a_change(table: Table) -> None:
    group = table.client.tree.get_command("image")
    assert isinstance(group, app_commands.Group)
    command = group.get_command("gallery")
    assert isinstance(command, app_commands.Command)
    command.description, before = "Look around", command.description
    try:
        await sync_commands(table.client)
    finally:
        command.description = before
    assert synced(table) == ["global"] * 2


async def test_configured_servers_have_the_commands_to_themselves(table: Table) -> None:
    elsewhere = table.env.create_guild("Elsewhere")
    options = DiscordOptions(guild_ids=(table.guild.id, elsewhere.id))
    await table.restart(options)
    await table.restart(options)
    assert synced(table) == ["global", str(table.guild.id), str(elsewhere.id)]


async def test_a_sync_that_failed_is_done_the_next_time(table: Table) -> None:
    table.client.options = DiscordOptions(guild_ids=(table.guild.id,))
    table.env.inject_error("PUT", "/applications/*/commands", status=500)
    with pytest.raises(discord.HTTPException):
        await sync_commands(table.client)
    for _ in range(2):
        await sync_commands(table.client)
    assert synced(table) == ["global", str(table.guild.id), str(table.guild.id)]


async def test_a_server_that_the_bot_is_not_in_keeps_it_from_nothing(
    table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    table.env.inject_error("PUT", "/applications/*/guilds/1/commands", status=403, code=50001, message="Missing Access")
    await table.restart(DiscordOptions(guild_ids=(1, table.guild.id)))
    assert synced(table) == ["global", "1", str(table.guild.id)]
    assert "DISCORD_GUILD_IDS" in caplog.text
