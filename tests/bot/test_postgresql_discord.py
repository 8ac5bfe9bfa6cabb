"""The real bot on the fake Discord, on PostgreSQL: pictures, gallery and stars, a kill, a lost connection."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.servers.discord import BotProcess, FakeDiscord, Message
from tests.storage.postgresql_server import Server
from tests.test_image_generation import fields, generate, painted, picture_of, pictures, press

STREET = "a rain-soaked Seattle street"
#: Longer than a role that was not given back waits for another process.
TAKEN_OVER = 60.0
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'discord' AND pid <> pg_backend_pid()"


@pytest.fixture
def database_url(postgresql_server: Server) -> str:
    asyncio.run(postgresql_server.execute("DROP DATABASE IF EXISTS discord WITH (FORCE)"))
    asyncio.run(postgresql_server.execute("CREATE DATABASE discord"))
    return postgresql_server.url("discord")


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


def on(url: str, discord: FakeDiscord, home: Path) -> BotProcess:
    return BotProcess(discord, home, environment={"DATABASE_URL": url})


def assert_calm(process: BotProcess, *, but: str = "$^") -> None:
    """No warning, and nothing worse."""
    lines = [line for line in process.log.splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) |Traceback", line)]
    assert not [line for line in lines if not re.search(but, line)], process.tail


async def shown(discord: FakeDiscord, **options: bool) -> Message:
    page = (await discord.slash("image gallery", options)).response
    assert page is not None
    return page


async def test_pictures_gallery_and_stars(discord: FakeDiscord, database_url: str, tmp_path: Path) -> None:
    async with on(database_url, discord, tmp_path) as bot:
        await bot.ready(within=TAKEN_OVER)
        older = await picture_of(discord, "an older tower")
        await picture_of(discord, "a newer tower")
        page = await shown(discord)
        assert "a newer tower" in page.embeds[0]["description"]
        assert page.embeds[0]["footer"]["text"] == "Picture 1 of 2, newest first"
        await discord.click(page.id, press(page, "older"))
        assert "an older tower" in page.embeds[0]["description"]
        await discord.click(older.id, press(older, "favorite"))
        assert fields(older)["Stars"] == "⭐ 1"
        assert "an older tower" in (await shown(discord, favorites=True)).embeds[0]["description"]
        assert await bot.terminate(within=TAKEN_OVER) == 0
        assert_calm(bot)
    async with on(database_url, discord, tmp_path) as bot:
        # What was given back is had at once.
        await bot.ready(within=TAKEN_OVER)
        assert (await shown(discord)).embeds[0]["footer"]["text"] == "Picture 1 of 2, newest first"
        assert_calm(bot)


async def test_what_a_killed_bot_was_asked_for_is_painted_and_posted_once(
    discord: FakeDiscord, database_url: str, tmp_path: Path
) -> None:
    scenes = [f"{STREET}, number {number}" for number in range(5)]
    async with on(database_url, discord, tmp_path) as bot:
        await bot.ready(within=TAKEN_OVER)
        for scene in scenes:
            await generate(discord, scene)
        await discord.until(lambda: pictures(discord), within=TAKEN_OVER)
        await bot.kill()
        assert_calm(bot)
    async with on(database_url, discord, tmp_path) as bot:
        await bot.ready(within=TAKEN_OVER)
        for scene in scenes:
            await painted(discord, scene)
        assert [len(pictures(discord, scene)) for scene in scenes] == [1] * 5
        assert len([message for message in discord.messages() if not message.deleted]) == 5
        assert_calm(bot)


async def test_a_bot_whose_connections_are_cut_stays_the_gateway_and_goes_on(
    discord: FakeDiscord, database_url: str, tmp_path: Path, postgresql_server: Server
) -> None:
    async with on(database_url, discord, tmp_path) as bot:
        await bot.ready(within=TAKEN_OVER)
        identified = len(discord.identifies)
        await generate(discord, STREET)
        await postgresql_server.execute(CUT)
        await painted(discord, STREET)
        await picture_of(discord, "another street")
        assert len(discord.identifies) == identified
        assert_calm(bot, but="the connection to the database was lost; it is made anew")
