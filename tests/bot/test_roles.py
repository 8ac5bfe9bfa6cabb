"""One bot in several processes: each does its part, and they share what is stored."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.commands.roles import GATEWAY, ROLES, WEB, WORKER, parse_roles
from bot.environment import SettingsError
from bot.settings import Settings
from storage.shards import ALL_SHARDS, Shards
from tests.clock import PATIENCE
from tests.servers.discord import BotProcess, FakeDiscord, Message, guild
from tests.servers.discord.guild import CHANNEL_ID, GM_ID, PLAYER_ID

PAINTED = 30.0
SMALL = {"size": "512x512"}


class Parts:
    """Processes of one bot on one folder."""

    def __init__(self, discord: FakeDiscord, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._discord, self._folder = discord, folder

    def process(self, *roles: str, token: str = "", shards: Shards = ALL_SHARDS) -> BotProcess:
        """Return a process with these roles, which a context starts; others than the gateway know this token alone."""
        home = self._folder / "-".join((*roles, str(shards.count)))
        home.mkdir()
        environment = {"DATA_DIR": str(self._folder / "data"), "API_AUTH": "trusted"}
        environment |= {"API_PORT": str(self.port)} if WEB in roles else {}
        environment |= {"DISCORD_TOKEN": token} if GATEWAY not in roles else {}
        if shards is not ALL_SHARDS:
            ids = ",".join(map(str, shards.ids))
            environment |= {"SHARD_COUNT": str(shards.count), "SHARD_IDS": ids}
        arguments = ["run", *(word for role in roles for word in ("--role", role))]
        return BotProcess(self._discord, home, arguments=arguments, environment=environment)

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """Call the HTTP API."""
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{self.port}") as http,
            http.request(method, f"/api/{path}", json=body) as answer,
        ):
            return answer.status, await answer.json()

    async def until_completed(self, path: str) -> None:
        """Wait until a request has its image; another process does not tell."""
        async with asyncio.timeout(PAINTED):
            while (await self.call("GET", path))[1]["request_status"] != "completed":  # noqa: ASYNC110  # see above
                await asyncio.sleep(0.05)


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


@pytest.fixture
def parts(discord: FakeDiscord, tmp_path: Path) -> Parts:
    return Parts(discord, tmp_path)


def picture(discord: FakeDiscord) -> Message | None:
    return next((each for each in discord.messages() if any("favorite" in name for name in each.custom_ids)), None)


async def test_what_the_web_takes_a_worker_paints(parts: Parts, discord: FakeDiscord) -> None:
    async with parts.process(WEB) as web:
        await web.printed("the API and the gallery page are at", within=PATIENCE)
        assert "ready: 0 workers" in web.log
        asked = {"prompt": "a bar", "user_id": "ann", "style_preferences": SMALL}
        await parts.call("POST", "session", {"session_id": "table", "user_id": "ann"})
        status, queued = await parts.call("POST", "session/table/generate-image", asked)
        assert status == 200
        of_request = f"session/table/request/{queued['request_id']}?user_id=ann"
        async with parts.process(WORKER) as worker:
            await worker.printed("ready: 4 workers", within=PATIENCE)
            status, painted = await parts.call("POST", "session/table/generate-image-instant", asked)
            assert (status, painted["provider"]) == (200, "sketch")
            await parts.until_completed(of_request)
            assert await worker.terminate(within=PATIENCE) == 0
        status, waiting = await parts.call("POST", "session/table/generate-image", asked)
        assert (await parts.call("GET", of_request.replace(queued["request_id"], waiting["request_id"])))[1][
            "request_status"
        ] == "queued"
        assert await web.terminate(within=PATIENCE) == 0


async def test_a_gateway_that_counts_the_shards_otherwise_does_not_start(parts: Parts) -> None:
    async with parts.process(GATEWAY) as gateway:
        await gateway.ready()
        async with parts.process(GATEWAY, shards=Shards(2, (0,))) as other:
            await other.printed("SHARD_COUNT is 2 here and 1 at a gateway that runs", within=PATIENCE)
            assert await other.exited(within=PATIENCE) == 1
        assert await gateway.terminate(within=PATIENCE) == 0


async def test_what_the_gateway_takes_a_worker_paints(parts: Parts, discord: FakeDiscord) -> None:
    async with parts.process(GATEWAY) as gateway:
        await gateway.ready()
        await discord.slash("image generate", {"description": "a bar", **SMALL})
        assert picture(discord) is None
        async with parts.process(WORKER):
            message = await discord.until(lambda: picture(discord), within=PAINTED)
        assert message.visible_attachments
        assert "ready: 0 workers" in gateway.log
        assert await gateway.terminate(within=PATIENCE) == 0


async def test_with_discord_beside_it_the_web_asks_who_belongs(
    parts: Parts, discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with parts.process(GATEWAY, WEB) as both:
        await both.ready()
        await both.printed("the API and the gallery page are at", within=PATIENCE)
        await discord.slash("image generate", {"description": "a bar", **SMALL})
        me = f"session/{CHANNEL_ID}/me?user_id={PLAYER_ID}"
        monkeypatch.delitem(guild._NAMES, PLAYER_ID)
        status, answer = await parts.call("GET", me)
        assert (status, answer["error"]) == (403, "User not in session")
        monkeypatch.undo()
        async with asyncio.timeout(PATIENCE):
            # That somebody does not belong is believed for a second.
            while (await parts.call("GET", me))[0] != 200:  # noqa: ASYNC110  # nobody tells when they do
                await asyncio.sleep(0.1)
        assert (await parts.call("GET", me))[1]["role"] == "player"


def test_without_a_named_role_one_process_does_all(settings: Settings) -> None:
    assert parse_roles([], settings) == frozenset(ROLES)
    assert parse_roles([WORKER, WEB, WORKER], settings) == {WORKER, WEB}


def test_a_gateway_without_a_token_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        parse_roles([GATEWAY], settings)


async def test_without_discord_beside_it_the_web_asks_the_gateway_who_leads(parts: Parts, discord: FakeDiscord) -> None:
    async with parts.process(GATEWAY) as gateway:
        await gateway.ready()
        await discord.slash("image generate", {"description": "a bar", **SMALL}, user=GM_ID)
        # Without a token there is no other way.
        async with parts.process(WEB) as web:
            await web.printed("the API and the gallery page are at", within=PATIENCE)
            status, answer = await parts.call("GET", f"session/{CHANNEL_ID}/me?user_id={GM_ID}")
            assert (status, answer["role"]) == (200, "gm")
            assert await web.terminate(within=PATIENCE) == 0


async def test_where_the_gateway_is_silent_the_web_asks_over_rest_who_leads(parts: Parts, discord: FakeDiscord) -> None:
    async with parts.process(GATEWAY) as gateway:
        await gateway.ready()
        await discord.slash("image generate", {"description": "a bar", **SMALL}, user=GM_ID)
        async with parts.process(WEB, token=discord.token) as web:
            await web.printed("the API and the gallery page are at", within=PATIENCE)
            os.kill(gateway.pid, signal.SIGSTOP)
            status, answer = await parts.call("GET", f"session/{CHANNEL_ID}/me?user_id={GM_ID}")
            assert (status, answer["role"]) == (200, "gm")
            assert await web.terminate(within=PATIENCE) == 0
