"""A session is called what its channel is called."""

import asyncio
import logging

import pytest
from discord import RawThreadUpdateEvent

from generation.sessions.permissions import PLAYER, Actor
from storage.errors import StorageError
from storage.sessions import SessionStore
from tests.clock import PATIENCE
from tests.cogs.discord_harness import DiscordHarness


async def name_of(harness: DiscordHarness, session_id: str) -> str:
    session = await harness.services.sessions.get(session_id)
    assert session is not None
    return session.name


async def test_a_renamed_channel_renames_its_session(harness: DiscordHarness) -> None:
    await harness.generate_image()
    assert await name_of(harness, harness.session_id) == "seattle-2080"
    channel = harness.client.get_channel(harness.channel.id)
    await channel.edit(name="redmond-2081")  # type: ignore[union-attr]  # a text channel
    await harness.env.settle()
    assert await name_of(harness, harness.session_id) == "redmond-2081"


async def test_the_server_s_name_is_seen_and_follows_a_new_one(harness: DiscordHarness) -> None:
    await harness.generate_image()
    session = await harness.services.sessions.get(harness.session_id)
    assert session is not None
    assert session.guild_name == harness.guild.name
    await harness.services.sessions.rename_guild(str(harness.guild.id), "of yesterday")
    await harness.generate_image()
    session = await harness.services.sessions.get(harness.session_id)
    assert session is not None
    assert session.guild_name == harness.guild.name
    guild = harness.client.get_guild(harness.guild.id)
    assert guild is not None
    await guild.edit(name="Redmond Nights")
    await harness.env.settle()
    session = await harness.services.sessions.get(harness.session_id)
    assert session is not None
    assert session.guild_name == "Redmond Nights"


async def test_a_channel_that_was_renamed_while_the_bot_was_away_is_noticed(harness: DiscordHarness) -> None:
    await harness.generate_image()
    await harness.services.sessions.rename(harness.session_id, "of yesterday")
    await harness.generate_image()
    assert await name_of(harness, harness.session_id) == "seattle-2080"


async def test_a_renamed_thread_renames_its_session(harness: DiscordHarness) -> None:
    await harness.generate_image()
    data = {"id": harness.session_id, "guild_id": str(harness.guild.id), "parent_id": "7", "type": 11, "name": "run 2"}
    harness.client.dispatch("raw_thread_update", RawThreadUpdateEvent(data))  # type: ignore[arg-type]  # as the gateway sends it
    async with asyncio.timeout(PATIENCE):
        while await name_of(harness, harness.session_id) != "run 2":  # noqa: ASYNC110  # what is waited for is a row
            await asyncio.sleep(0.005)


async def test_a_database_that_takes_no_name_is_a_line_and_no_concern_of_other_channels(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def busy(*_: object) -> None:
        raise StorageError("The database is busy.")

    monkeypatch.setattr(SessionStore, "rename", busy)
    channel = harness.client.get_channel(harness.channel.id)
    await channel.edit(name="somewhere")  # type: ignore[union-attr]  # a text channel
    await harness.env.settle()
    assert "keeps its name" not in caplog.text, "it has no session yet"
    await harness.services.sessions.enter(Actor(harness.session_id, "ann", PLAYER), "somewhere")
    await channel.edit(name="elsewhere")  # type: ignore[union-attr]  # as above
    await harness.env.settle()
    (line,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    assert line.getMessage().endswith("keeps its name for now: The database is busy.")
    assert line.exc_info is None


async def test_a_renamed_channel_without_a_session_is_none(harness: DiscordHarness) -> None:
    channel = harness.client.get_channel(harness.channel.id)
    await channel.edit(name="somewhere")  # type: ignore[union-attr]  # a text channel
    await harness.env.settle()
    assert await harness.services.sessions.get(harness.session_id) is None
