"""`bot.py token`: a token as the last word, a link, a revocation; and the running bot that takes them."""

import asyncio
import signal
from datetime import timedelta

import aiohttp
import pytest

from bot.cli import main
from bot.command_line import TOKEN_ROLES
from generation.errors import RefusedError
from generation.sessions import tokens
from generation.sessions.tokens import parse_lasting
from tests.bot.ports import free_port
from tests.bot.processes import ROOT, running
from tests.clock import PATIENCE


def said(arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments.split()) == 0
    return capsys.readouterr().out


async def me(port: int, token: str) -> tuple[int, dict[str, object]]:
    async with (
        aiohttp.ClientSession() as http,
        http.get(
            f"http://127.0.0.1:{port}/api/session/table/me", headers={"Authorization": f"Bearer {token}"}
        ) as answer,
    ):
        return answer.status, await answer.json()


def test_the_running_bot_takes_a_token_until_it_is_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    token = said("token --user ann --session table --role gm", capsys).split()[-1]
    port = free_port()
    bot = str(ROOT / "bot.py")

    async def use() -> None:
        async with running(bot, "run", API_PORT=str(port), WORKERS="1") as process:
            await process.printed(b"gallery page are at")
            status, answer = await me(port, token)
            assert (status, answer["user_id"], answer["role"]) == (200, "ann", "gm")
            async with running(bot, "token", "--user", "ann", "--session", "table", "--revoke") as revoking:
                assert await revoking.ended() == 0
            async with asyncio.timeout(PATIENCE):
                while (await me(port, token))[0] == 200:  # noqa: ASYNC110  # another process does not tell
                    await asyncio.sleep(0.05)
            process.signal(signal.SIGTERM)
            said_since = await process.stdout.read()
            assert await process.ended() == 0
            assert b"Traceback" not in said_since

    asyncio.run(use())


def test_it_speaks_the_terminals_language(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert said("token --user ann --session table", capsys).startswith("ann in der Sitzung table als player, bis ")
    assert said("token --user ann --session table --revoke", capsys) == (
        "1 Token von ann für die Sitzung table ist widerrufen.\n"
    )


def test_a_link_opens_the_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://scenes.example.org/")
    link = said("token --user ann --session table --link", capsys)
    assert link.startswith("https://scenes.example.org/gallery/table#code=")


def test_the_command_line_knows_every_role_of_a_token() -> None:
    assert TOKEN_ROLES == tokens.TOKEN_ROLES


@pytest.mark.parametrize(
    "arguments",
    ["--user ann --session ../x", "--user ann --session table --ttl never", "--user ann --session t --ttl 9999d"],
)
def test_what_cannot_be_is_one_sentence(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", *arguments.split()]) == 1
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "lasts"),
    [
        ("1s", timedelta(seconds=1)),
        ("90m", timedelta(minutes=90)),
        (" 12H ", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        ("366d", timedelta(days=366)),
        ("8784h", timedelta(days=366)),
    ],
)
def test_how_long_a_token_lasts_is_typed_in_seconds_minutes_hours_or_days(typed: str, lasts: timedelta) -> None:
    assert parse_lasting(typed) == lasts


@pytest.mark.parametrize(
    "typed", ["", "0s", "00m", "7", "7w", "d", "-1d", "1.5h", "367d", "8785h", "1d1h", "٩d", "9" * 30 + "s"]
)
def test_what_is_no_time_to_last_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError, match="Say how long, such as 90m, 12h or 7d"):
        parse_lasting(typed)
