"""Keys read again without a restart: from their files, at SIGHUP, and for /admin reload."""

import asyncio
import logging
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.signals import on_reload
from bot.wiring.app import App, open_app
from generation.guild_keys.sealing import Sealing, new_secret
from storage.guild_keys import GuildKey
from tests.clock import PATIENCE

FIRST, SECOND = "sk-first-0123456789", "sk-second-0123456789"


@pytest.fixture
def key_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have Stability's and OpenAI's keys come from files, and return the first one's."""
    path = clean / "stability-key"
    path.write_text(FIRST)
    (clean / "openai-key").write_text(FIRST)
    monkeypatch.setenv("STABILITY_API_KEY_FILE", str(path))
    monkeypatch.setenv("OPENAI_API_KEY_FILE", str(clean / "openai-key"))
    return path


def write(path: Path, text: str | None) -> None:
    """Give a file another text, or take it away."""
    path.unlink() if text is None else path.write_text(text)


def key_of(app: App, name: str) -> str:
    """Return the key that the provider of a name sends now."""
    provider = app.services.providers.get(name)
    return next(key for key in (FIRST, SECOND) if key in _texts(provider))


def _texts(thing: object, depth: int = 5) -> str:
    """Return all texts that an object holds, however deep."""
    if isinstance(thing, str | bytes):
        return str(thing)
    if not depth or thing is None:
        return ""
    if isinstance(thing, dict):
        return " ".join(_texts(each, depth - 1) for each in thing.values())
    if isinstance(thing, list | tuple):
        return " ".join(_texts(each, depth - 1) for each in thing)
    if hasattr(thing, "get_secret_value"):
        return str(thing.get_secret_value())
    names = [*getattr(thing, "__dict__", {}), *getattr(type(thing), "__slots__", ())]
    return " ".join(_texts(getattr(thing, name, None), depth - 1) for name in names)


async def test_a_provider_goes_on_with_the_key_that_its_file_has_now(key_file: Path) -> None:
    async with open_app(load_settings()) as app:
        before = app.services.providers.get("stability")
        write(key_file, SECOND)
        reloaded = await app.keys.everywhere()
        assert reloaded.problems == ()
        assert reloaded.renewed == ("Stable Diffusion",)
        assert app.services.providers.get("stability") is not before
        assert key_of(app, "stability") == SECOND
        assert key_of(app, "dalle") == FIRST
        assert (await app.keys.here()).renewed == ()


async def test_a_key_of_openai_is_the_language_models_and_moderations_too(key_file: Path) -> None:
    async with open_app(load_settings()) as app:
        write(key_file.parent / "openai-key", SECOND)
        assert (await app.keys.here()).renewed[-2:] == ("the language model", "moderation")
        assert key_of(app, "dalle") == SECOND


async def test_a_file_that_is_gone_or_empty_leaves_the_former_key(key_file: Path) -> None:
    async with open_app(load_settings()) as app:
        write(key_file, "")
        (problem,) = (await app.keys.here()).problems
        assert problem.startswith("STABILITY_API_KEY: it is empty or gone")
        assert key_of(app, "stability") == FIRST
        write(key_file, None)
        (problem,) = (await app.keys.here()).problems
        assert problem.startswith("STABILITY_API_KEY_FILE: the file that it names cannot be read")


async def test_a_provider_that_was_not_set_up_needs_a_restart(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app(load_settings()) as app:
        monkeypatch.setenv("GEMINI_API_KEY", SECOND)
        (problem,) = (await app.keys.here()).problems
        assert problem.endswith("was not set up when the bot started. Restart it.")


async def test_another_process_reads_them_when_it_hears_of_it(key_file: Path) -> None:
    async with open_app(load_settings()) as app, open_app(load_settings()) as other:
        write(key_file, SECOND)
        await app.keys.everywhere()
        await other.keys.look()
        assert key_of(other, "stability") == SECOND


async def test_the_new_key_is_hidden_in_the_log_and_so_is_the_former(
    key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(load_settings())
    async with open_app(load_settings()) as app:
        write(key_file, SECOND)
        await app.keys.here()
        logging.getLogger("test").warning("%s and %s", FIRST, SECOND)
    assert "*** and ***" in capsys.readouterr().err


async def test_sighup_reads_them() -> None:
    heard = asyncio.Event()

    async def reload() -> None:
        heard.set()

    with on_reload(reload):
        os.kill(os.getpid(), signal.SIGHUP)
        async with asyncio.timeout(PATIENCE):
            await heard.wait()


async def test_servers_own_keys_are_read_by_the_secret_that_its_file_has_now(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, old, new = clean / "secret", new_secret(), new_secret()
    file.write_text(old)
    monkeypatch.setenv("GUILD_KEYS_SECRET_FILE", str(file))
    async with open_app(load_settings()) as app:
        sealed = Sealing([old]).seal(FIRST, "100", "stability")
        key = GuildKey("k1", "100", "stability", sealed, None, datetime.now(UTC), "works")
        await app.stores.guild_keys.set(key)
        file.write_text(f"{new},{old}")
        assert (await app.keys.here()).renewed == ("servers' own keys",)
        assert (await app.services.guild_keys.reseal()).count == 1
        file.write_text(new)
        await app.keys.here()
        assert "stability" in (await app.services.guild_providers.of("100")).names
        file.write_text("no secret at all")
        (problem,) = (await app.keys.here()).problems
        assert problem.startswith("GUILD_KEYS_SECRET: each has to be 44 characters")
        assert "stability" in (await app.services.guild_providers.of("100")).names
