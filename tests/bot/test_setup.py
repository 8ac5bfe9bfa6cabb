"""`setup` as somebody new walks through it: each answer is tried, what is good is written, and no secret is shown."""

import asyncio
import io
import stat
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import discord
import pytest

from bot.cli import main
from bot.commands.answers import agrees
from bot.commands.setup import QUESTIONS, set_up
from generation.providers.local.manifest import listed_models
from tests.bot.ports import free_port
from tests.servers.discord import FakeDiscord

#: Shaped like one, and nobody's.
BAD_TOKEN = "MTIzNDU2.Gabcde.c2VjcmV0c2VjcmV0"


@pytest.fixture
async def fake_discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", f"{server.url}/api/v10")
        yield server


async def walk(answers: Iterable[str]) -> tuple[bool, list[str]]:
    """Give these answers, and nothing from then on; return whether it starts, and what was asked for unseen."""
    left, unseen = list(answers), list[str]()

    def ask(prompt: str, *, secret: bool = False) -> str:
        if secret:
            unseen.append(prompt)
        return left.pop(0) if left else ""

    return await asyncio.to_thread(set_up, ask), unseen


async def test_who_answers_nothing_starts_with_the_sketch_artist(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    starts, unseen = await walk([])
    assert starts
    assert not (clean / ".env").exists()
    assert len(unseen) == sum(question.secret for question in QUESTIONS)
    assert "The invite link needs DISCORD_TOKEN." in capsys.readouterr().out


async def test_a_token_is_tried_written_and_never_shown(
    clean: Path, fake_discord: FakeDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    await walk([fake_discord.token])
    said = capsys.readouterr().out
    assert "DISCORD_TOKEN is valid" in said
    assert "Invite the bot to your server: https://discord.com/oauth2/authorize?client_id=1000" in said
    assert fake_discord.token not in said
    written = clean / ".env"
    assert fake_discord.token in written.read_text(encoding="utf-8")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


async def test_what_is_refused_is_not_written(
    clean: Path, fake_discord: FakeDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    await walk([BAD_TOKEN, "n", ""])
    said = capsys.readouterr().out
    assert "Discord refuses this token" in said
    assert BAD_TOKEN not in said
    assert not (clean / ".env").exists()


async def test_a_server_that_is_not_started_yet_may_be_kept(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    answers = {"COMFYUI_URL": [address, "y"]}
    await walk(answer for question in QUESTIONS for answer in answers.get(question.variable, [""]))
    assert f"COMFYUI_URL='{address}'" in (clean / ".env").read_text(encoding="utf-8")
    assert "ComfyUI cannot paint" in capsys.readouterr().out


async def test_what_stands_in_the_file_stays(clean: Path, fake_discord: FakeDiscord) -> None:
    (clean / ".env").write_text("# the table's\nWORKERS=2\n", encoding="utf-8")
    await walk([fake_discord.token])
    assert (clean / ".env").read_text(encoding="utf-8").startswith("# the table's\nWORKERS=2\n")


async def test_who_does_not_want_to_start_is_done(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where the extra is installed, a model is offered as well.
    monkeypatch.setattr("bot.commands.setup.is_there", lambda: False)
    starts, _ = await walk([*("" for _ in QUESTIONS), "n"])
    assert not starts


async def test_a_model_is_shown_once_and_fetched_for_nobody_who_does_not_agree(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("setup", "model"):
        monkeypatch.setattr(f"bot.commands.{module}.is_there", lambda: True)
    starts, _ = await walk([])
    assert starts
    said = capsys.readouterr().out
    assert said.count("can be added") == said.count("Licence:") == 1
    assert "Nothing was fetched." in said


def test_where_nobody_sits_no_licence_is_agreed_to(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.commands.model.is_there", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["model", "add", next(iter(listed_models()))]) == 1
    assert "Nothing was fetched." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "usually", "agreed"),
    [("", True, True), ("", False, False), ("Ja ", False, True), ("n", True, False), ("perhaps", True, False)],
)
def test_enter_answers_what_is_usual(answer: str, usually: bool, agreed: bool) -> None:  # noqa: FBT001  # of the table
    asked = list[str]()

    def ask(prompt: str, *, secret: bool = False) -> str:
        asked.append(prompt)
        return "" if secret else answer

    assert agrees(ask, "Start?", usually=usually) == agreed
    assert asked == ["Start? [Y/n] " if usually else "Start? [y/N] "]
