"""The bot's life on Discord: it tries again while Discord cannot be reached, and ends with a traceback at a bug."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr
from yarl import URL

from bot.commands.roles import GATEWAY
from bot.commands.run import run
from bot.discord_client import DiscordConnection
from bot.settings import Settings
from bot.wiring.app import open_app
from cogs.bot import DiscordOptions
from tests.clock import PATIENCE
from tests.servers.discord import FakeDiscord

NO_COG = "'NoneType' object has no attribute 'cog'"


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    monkeypatch.setattr("bot.discord_client.FIRST_PAUSE", 0.01)
    async with FakeDiscord() as server:
        monkeypatch.setattr(Route, "BASE", f"{server.url}/api/v10")
        address = URL(f"{server.url.replace('http', 'ws', 1)}/websocket")
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", address)
        yield server


@pytest.fixture
async def connection(settings: Settings, server: FakeDiscord) -> AsyncIterator[DiscordConnection]:
    async with open_app(settings) as app:
        yield DiscordConnection(app.services, DiscordOptions("GM", ()), server.token)


@pytest.fixture
def broken_setup(monkeypatch: pytest.MonkeyPatch) -> None:
    async def add_cogs(_client: object) -> None:
        raise AttributeError(NO_COG)

    monkeypatch.setattr("bot.discord_client.add_cogs", add_cogs)


@pytest.mark.usefixtures("broken_setup")
async def test_a_bug_in_the_setup_ends_the_start(connection: DiscordConnection) -> None:
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(AttributeError, match=NO_COG):
            await connection.run()


@pytest.mark.usefixtures("broken_setup", "server")
async def test_a_bug_in_the_setup_is_logged_with_its_traceback_and_status_1(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings.model_copy(update={"discord_token": SecretStr(FakeDiscord.token)})
    async with asyncio.timeout(PATIENCE):
        assert await run(settings, {GATEWAY}) == 1
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.message == "discord failed"
    assert record.exc_info


@pytest.mark.parametrize(
    ("path", "reason"), [("/users/@me", "Forbidden"), ("/gateway/bot", "GatewayNotFound")], ids=["login", "gateway"]
)
async def test_a_discord_that_cannot_be_reached_is_tried_again(
    connection: DiscordConnection, server: FakeDiscord, caplog: pytest.LogCaptureFixture, path: str, reason: str
) -> None:
    server.fail("GET", path, status=403)
    running = asyncio.create_task(connection.run())
    try:
        await server.until(lambda: server.identifies, within=PATIENCE)
    finally:
        running.cancel()
        await asyncio.wait({running})
    assert f"Discord cannot be reached ({reason}: " in caplog.text
