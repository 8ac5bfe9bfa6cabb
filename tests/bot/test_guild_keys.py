"""A server's own key through a gateway, a worker and a web process: typed, used, offered, and in clear nowhere."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import PIL.Image
import pytest

from bot.cli import main
from bot.settings import load_settings
from bot.wiring.app import open_app
from generation.guild_keys.sealing import Sealing, new_secret
from storage.guild_keys import GuildKey
from tests.bot.ports import free_port
from tests.clock import PATIENCE
from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message
from tests.servers.discord.guild import CHANNEL_ID, OWNER_ID, PLAYER_ID
from tests.servers.openai_images import OpenAIServer, answers, fails
from tests.storage.postgresql_server import Server

KEY = "sk-own-key-of-this-server-0123456789"
PAINTED = 60.0


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        yield discord


@pytest.fixture
async def openai() -> AsyncIterator[OpenAIServer]:
    file = io.BytesIO()
    PIL.Image.effect_noise((1024, 1024), 60).convert("RGB").save(file, "PNG")
    async with OpenAIServer() as server:
        server.then(answers(file.getvalue()))
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Return the variables that say where the database is."""
    if request.param == "sqlite":
        return {}
    server: Server = request.getfixturevalue("postgresql_server")
    asyncio.run(server.execute("DROP DATABASE IF EXISTS guild_keys WITH (FORCE)"))
    asyncio.run(server.execute("CREATE DATABASE guild_keys"))
    return {"DATABASE_URL": server.url("guild_keys")}


async def shown(discord: FakeDiscord, interaction: Interaction) -> Message:
    """Return what an interaction was answered with, when it is there."""

    def answered() -> Message | None:
        message = interaction.response
        return message if message is not None and (message.content or message.embeds) else None

    return await discord.until(answered, within=PATIENCE)


async def set_key(discord: FakeDiscord, key: str) -> str:
    """Type a key as the server's owner, and return the answer."""
    opened = await discord.slash("admin key set", {"provider": "dalle"}, user=OWNER_ID)
    return (await shown(discord, await discord.submit_modal(opened, {"key": key}))).content


async def painted(discord: FakeDiscord) -> Message:
    """Have a picture painted by whoever is asked first, and return its message."""
    asked = await shown(
        discord, await discord.slash("image generate", {"description": "a street", "size": "1024x1024"})
    )

    def done() -> bool:
        return bool(asked.attachments) and "scene:favorite" in str(asked.components)

    await discord.until(done, within=PAINTED)
    return asked


async def test_a_key_goes_its_way_through_all_processes_and_stays_in_none(
    discord: FakeDiscord, openai: OpenAIServer, database: dict[str, str], tmp_path: Path
) -> None:
    common = database | {
        "DATA_DIR": str(tmp_path / "data"),
        "GUILD_KEYS_SECRET": new_secret(),
        "OPENAI_BASE_URL": openai.url,
        "OPENAI_IMAGE_PREVIEWS": "0",
        "OPENAI_TEXT_MODEL": "off",
        "LOG_LEVEL": "DEBUG",
        "API_AUTH": "trusted",
    }
    texts, bots, port = list[str](), list[BotProcess](), free_port()
    async with AsyncExitStack() as stack:
        for role in ("worker", "web", "gateway"):
            home = tmp_path / role
            home.mkdir()
            environment = common | ({"API_PORT": str(port)} if role == "web" else {})
            environment |= {} if role == "gateway" else {"DISCORD_TOKEN": ""}
            process = BotProcess(discord, home, arguments=["run", "--role", role], environment=environment)
            bots.append(await stack.enter_async_context(process))
        await bots[-1].ready()
        assert "DALL-E" not in str((await painted(discord)).embeds)
        texts.append(await set_key(discord, KEY))
        assert texts[-1].startswith("DALL-E takes this key: it works.")
        offered = await discord.autocomplete("image generate", {"description": "x", "provider": ""}, "provider")
        assert [each["value"] for each in offered] == ["dalle", "sketch"]
        await painted(discord)
        assert [call.headers["authorization"] for call in openai.painted] == [f"Bearer {KEY}"]
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
            path = f"/api/session/{CHANNEL_ID}/image-providers"
            async with http.get(path, params={"user_id": str(PLAYER_ID)}) as answer:
                texts.append(await answer.text())
            assert '"default":"dalle"' in texts[-1].replace(" ", "")
        openai.then(fails(401, f"Incorrect API key provided: {KEY}", code="invalid_api_key"))
        openai._paint.popleft()
        refused = await painted(discord)
        texts.append(str(refused.embeds))
        assert "DALL-E refuses this server's own key." in texts[-1]
        listed = await shown(discord, await discord.slash("admin key list", user=OWNER_ID))
        texts.append(str(listed.embeds))
        assert "refused: set another one" in texts[-1]
        assert f"<@{OWNER_ID}>" in texts[-1]
        gone = await shown(discord, await discord.slash("admin key remove", {"provider": "dalle"}, user=OWNER_ID))
        assert gone.content.startswith("This server's key for DALL-E is deleted.")
        await painted(discord)
        assert len(openai.painted) == 2
    assert all(KEY not in text for text in texts)
    await asyncio.to_thread(_assert_nowhere, tmp_path)


def _assert_nowhere(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert "bot.log" in {path.name for path in files}
    logs = b"".join(path.read_bytes() for path in files if path.name == "bot.log")
    assert b"DEBUG" in logs
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path


def test_a_new_secret_is_printed_as_the_only_word(capsys: pytest.CaptureFixture[str], clean_environment: Path) -> None:
    assert main(["guild-keys", "new"]) == 0
    assert len(capsys.readouterr().out.strip()) == 44


def test_a_rotation_without_a_secret_says_what_to_set(
    capsys: pytest.CaptureFixture[str], clean_environment: Path
) -> None:
    assert main(["guild-keys", "rotate"]) != 0
    assert "GUILD_KEYS_SECRET" in capsys.readouterr().err


def test_a_secret_that_is_none_is_not_repeated(
    capsys: pytest.CaptureFixture[str], clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILD_KEYS_SECRET", "my-own-bad-secret")
    assert main(["guild-keys", "rotate"]) != 0
    error = capsys.readouterr().err
    assert "GUILD_KEYS_SECRET" in error
    assert "44 characters" in error
    assert "my-own-bad-secret" not in error


async def test_doctor_counts_the_keys_that_no_secret_reads(
    capsys: pytest.CaptureFixture[str], clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = new_secret()
    monkeypatch.setenv("GUILD_KEYS_SECRET", secret)
    async with open_app(load_settings()) as app:
        sealed = Sealing([secret]).seal(KEY, "100", "gemini")
        await app.stores.guild_keys.set(GuildKey("k1", "100", "gemini", sealed, "7", datetime.now(UTC), "works"))
    assert "1 key of a server can be read." in await asyncio.to_thread(_doctor, capsys)
    monkeypatch.setenv("GUILD_KEYS_SECRET", new_secret())
    assert "1 of 1 keys of servers cannot be used: GUILD_KEYS_SECRET" in await asyncio.to_thread(_doctor, capsys)
    assert await asyncio.to_thread(main, ["guild-keys", "rotate"]) == 1
    assert "The key of server 100 for gemini is read by none of these secrets." in capsys.readouterr().out
    monkeypatch.setenv("GUILD_KEYS_SECRET", f"{new_secret()},{secret}")
    assert await asyncio.to_thread(main, ["guild-keys", "rotate"]) == 0
    assert "1 key is encrypted anew." in capsys.readouterr().out


async def test_backup_and_personal_archive_hold_no_key(
    capsys: pytest.CaptureFixture[str], clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = new_secret()
    monkeypatch.setenv("GUILD_KEYS_SECRET", secret)
    async with open_app(load_settings()) as app:
        sealed = Sealing([secret]).seal(KEY, "100", "gemini")
        await app.stores.guild_keys.set(GuildKey("k1", "100", "gemini", sealed, "7", datetime.now(UTC), "works"))
    kept, archive = clean_environment / "kept", clean_environment / "archive"
    archive.mkdir()
    assert await asyncio.to_thread(main, ["backup", str(kept)]) == 0
    assert await asyncio.to_thread(main, ["privacy", "export", "--user", "7", "--to", str(archive)]) == 0
    (file,) = archive.glob("*.zip")
    with zipfile.ZipFile(file) as opened:
        told = opened.read("my-data.json").decode()
    assert '"provider": "gemini"' in told
    for text in (KEY, secret, sealed):
        assert text not in told
    backups = [path.read_bytes() for path in kept.rglob("*") if path.is_file()]
    assert any(sealed.encode() in each for each in backups)
    assert not any(text.encode() in each for each in backups for text in (KEY, secret))
    capsys.readouterr()


def _doctor(capsys: pytest.CaptureFixture[str]) -> str:
    main(["doctor"])
    return capsys.readouterr().out
