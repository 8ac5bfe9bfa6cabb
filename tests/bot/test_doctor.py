"""`doctor` as a new operator walks into it: each sentence says what to do, and none repeats a secret."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest

from bot.cli import main
from bot.commands.checks.discord_server import NEEDED
from bot.commands.checks.discord_token import check_discord
from bot.commands.checks.finding import Mark
from bot.commands.checks.variables import known_variables
from bot.settings import Settings, load_settings
from storage.database import Database
from storage.gateway_processes import GatewayProcessStore
from storage.process_locks import ProcessLocks, lock_process
from storage.shards import ALL_SHARDS, Shards
from tests.bot.ports import free_port
from tests.bot.processes import STARTED
from tests.servers.discord import BotProcess, FakeDiscord, Permission
from tests.servers.discord.guild import CHANNEL_ID, GUILD_ID, SECOND_CHANNEL_ID

SECRET = "hunter2-hunter2"
#: Shaped like one, and nobody's.
TOKEN = "MTIzNDU2.Gabcde.c2VjcmV0c2VjcmV0"


@pytest.fixture(autouse=True)
def port(clean: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    number = free_port()
    monkeypatch.setenv("API_PORT", str(number))
    return number


def answer_of(capsys: pytest.CaptureFixture[str], status: int) -> str:
    assert main(["doctor"]) == status
    answer = capsys.readouterr()
    assert answer.err == ""
    assert SECRET not in answer.out
    return answer.out


@pytest.fixture
def taken_port(port: int) -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        yield port


def test_a_new_operator_reads_what_works_without_anything_set(
    port: int, clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answer_of(capsys, 0)
    assert f"There is no {clean / '.env'}, so settings come from the environment alone" in answer
    assert f"The HTTP API and the gallery page will be at http://127.0.0.1:{port}." in answer
    assert "the console, the HTTP API and the gallery page work, Discord does not. README.md says how" in answer


def test_without_a_port_only_the_console_works(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_PORT", "0")
    assert "only the console works" in answer_of(capsys, 0)


def test_a_port_in_use_is_told(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = f"BAD  Another program uses 127.0.0.1:{taken_port} already. End it, or set API_PORT to another port."
    assert sentence in answer_of(capsys, 1)


async def test_a_bot_that_runs_already_is_no_fault(clean: Path, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "running").mkdir()
    environment = {"API_PORT": str(port), "DISCORD_TOKEN": ""}
    async with FakeDiscord() as server, BotProcess(server, clean / "running", environment=environment) as running:
        await running.printed("gallery page are at", within=STARTED)
        assert await asyncio.to_thread(main, ["doctor"]) == 0
    assert f"note A bot is running at http://127.0.0.1:{port} already." in capsys.readouterr().out


@pytest.mark.parametrize("token", ["hunter2-hunter2", "Bot hunter2-hunter2"])
def test_what_is_no_token_is_told_without_asking_discord(
    token: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert "BAD  DISCORD_TOKEN" in answer_of(capsys, 1)


def settings_with(token: str) -> Settings:
    return Settings(discord_token=token)  # type: ignore[arg-type]  # pydantic makes it secret


@pytest.fixture
async def fake_discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", f"{server.url}/api/v10")
        yield server


async def test_a_token_that_discord_takes_is_told_with_the_bots_name(fake_discord: FakeDiscord) -> None:
    findings = await check_discord(settings_with(fake_discord.token), {})
    assert {finding.mark for finding in findings[:2]} == {Mark.FINE}
    assert "is valid; the bot's name on Discord is" in findings[0].sentence
    assert findings[1].sentence == "This machine's clock is right."


async def test_a_channel_where_the_bot_may_not_post_is_named(fake_discord: FakeDiscord) -> None:
    sessions = {str(GUILD_ID): [str(CHANNEL_ID), str(SECOND_CHANNEL_ID)]}
    await fake_discord.deny(SECOND_CHANNEL_ID, Permission.ATTACH_FILES | Permission.EMBED_LINKS)
    findings = await check_discord(settings_with(fake_discord.token), sessions)
    (bad,) = [finding.sentence for finding in findings if finding.mark is Mark.WRONG]
    assert bad.startswith("In #table-two of ")
    assert "may not: embed links, attach files." in bad
    assert any("In 1 channel of " in finding.sentence for finding in findings)


async def test_before_the_first_start_discord_knows_no_commands(fake_discord: FakeDiscord) -> None:
    findings = await check_discord(settings_with(fake_discord.token), {})
    assert any("Discord knows no commands for all servers" in finding.sentence for finding in findings)


def test_the_findings_are_one_json_object_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert {each["mark"] for each in told["findings"]} <= {"fine", "note"}


async def test_the_invite_link_asks_for_what_the_readme_says(
    fake_discord: FakeDiscord, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", fake_discord.token)
    assert await asyncio.to_thread(main, ["doctor", "--invite"]) == 0
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://discord.com/oauth2/authorize?client_id=1000")
    permissions = f"permissions={NEEDED.value}"
    assert permissions in link
    assert permissions in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_a_page_without_encryption_for_everybody_is_noted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_HOST", "0.0.0.0")  # noqa: S104  # what is warned of
    assert "lets other machines reach the page without encryption" in answer_of(capsys, 0)


async def test_a_token_that_discord_refuses_is_told(fake_discord: FakeDiscord) -> None:
    (finding,) = await check_discord(settings_with(TOKEN), {})
    assert finding.mark is Mark.WRONG
    assert "Discord refuses this token. Copy it again from the developer portal, page Bot." in finding.sentence
    assert TOKEN not in finding.sentence


async def test_discord_has_so_long_to_answer_and_silence_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{silent.getsockname()[1]}")
        monkeypatch.setattr("bot.commands.checks.discord_token.ASK_SECONDS", 0.05)
        (finding,) = await check_discord(settings_with(TOKEN), {})
    assert finding.mark is Mark.NOTE
    assert "did not answer" in finding.sentence


async def test_where_discord_cannot_be_reached_there_is_no_verdict_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr("bot.commands.checks.discord_token.ASK_SECONDS", 0.5)
    (finding,) = await check_discord(settings_with(TOKEN), {})
    assert finding.mark is Mark.NOTE


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("OPENAI_KEY", "OPENAI_API_KEY"),
        ("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"),
        ("STABILITY_KEY", "STABILITY_API_KEY"),
        ("COMFY_UI_URL", "COMFYUI_URL"),
        ("OPENAI_APIKEY_FILE", "OPENAI_API_KEY_FILE"),
    ],
)
def test_a_misspelt_variable_is_told_wherever_it_stands(
    misspelt: str, meant: str, clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(misspelt, SECRET)
    assert f"note {misspelt} is set in the environment, but nothing reads it. Did you mean {meant}?" in answer_of(
        capsys, 0
    )
    monkeypatch.delenv(misspelt)
    (clean / ".env").write_text(f"# the bot's\n{misspelt}={SECRET}\n", encoding="utf-8")
    assert f"BAD  .env, line 2: there is no variable {misspelt}. Did you mean {meant}?" in answer_of(capsys, 1)


def test_other_programs_variables_are_passed_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ENDPOINT_URL_S3", "HOSTNAME", "PORT", "LANGUAGE", "OPENAI_ORG_ID", "DATA_DIRS_XDG"):
        monkeypatch.setenv(name, SECRET)
    # Set as it is meant, the other one is somebody else's.
    monkeypatch.setenv("GM_ROLE", "GM")
    monkeypatch.setenv("GM_ROLES", "GM")
    assert "nothing reads it" not in answer_of(capsys, 0)


@pytest.mark.parametrize("line", [f"sk-{SECRET}", f"{SECRET.replace('-', '_')}", f"a b {SECRET}=1"])
def test_a_line_that_sets_nothing_is_told_by_its_number_alone(
    line: str, clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean / ".env").write_text(f"GM_ROLE=GM\n{line}\n", encoding="utf-8")
    answer = answer_of(capsys, 1)
    assert "line 2" in answer
    assert line not in answer


def test_a_quote_that_is_never_closed_stops_the_start_with_one_line(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean / ".env").write_text('WORKERS=1\nGM_ROLE="GM\nAPI_PORT=0\n', encoding="utf-8")
    sentence = ".env: line 2 cannot be read. Write NAME=value there, and close every quote."
    assert f"BAD  {sentence}" in answer_of(capsys, 1)
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"


def test_a_folder_in_place_of_the_env_file_stops_the_start_with_one_line(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # As a container's runtime makes one where the file that it is to mount is not there.
    (clean / ".env").mkdir()
    sentence = ".env: this cannot be read (Is a directory). It has to be a text file that the bot may read."
    assert answer_of(capsys, 1).count(f"BAD  {sentence}") == 1
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"


def test_bad_settings_are_findings_beside_the_others(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKERS", "many")
    (clean / ".env").write_text(f"OPENAI_KEY={SECRET}\n", encoding="utf-8")
    answer = answer_of(capsys, 1)
    assert "Did you mean OPENAI_API_KEY?" in answer
    assert "BAD  WORKERS: this has to be a whole number." in answer


def test_it_speaks_the_terminals_language(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("WORKERS", "many")
    assert "FEHLER  WORKERS: das muss eine ganze Zahl sein. Berichtige es" in answer_of(capsys, 1)
    monkeypatch.delenv("WORKERS")
    answer = answer_of(capsys, 0)
    assert "Hinweis DISCORD_TOKEN ist nicht gesetzt: Konsole, HTTP-API und Galerieseite laufen" in answer
    assert "sketch kann malen" in answer


def test_every_variable_of_the_example_is_known() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    named = {line.partition("=")[0] for line in example.splitlines() if line and not line.startswith("#")}
    assert named <= known_variables()


@contextlib.contextmanager
def gateway_of(database: Path, shards: Shards) -> Iterator[None]:
    """Have a process that lives as a gateway with some shards for as long as the block runs."""

    async def enter(locks: ProcessLocks) -> None:
        async with Database(database) as opened:
            await GatewayProcessStore(opened, locks).enter(shards)

    with lock_process(database.parent / "owners") as locks:
        asyncio.run(enter(locks))
        yield


@pytest.mark.parametrize(
    ("running", "status", "said"),
    [
        ([], 0, "note No gateway runs at the moment: nobody answers on any of the 2 shards."),
        ([Shards(2, (1,))], 1, "BAD  Nobody has shard 0 of 2: its servers get no answer. Start a gateway with"),
        ([ALL_SHARDS], 1, "BAD  Gateways that run have SHARD_COUNT 1, and here it is 2"),
        ([Shards(2, (0,)), Shards(2, (1,))], 0, "ok   2 gateways run, with all shards between them."),
    ],
)
def test_a_shard_that_nobody_has_is_told(
    running: list[Shards], status: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHARD_COUNT", "2")
    monkeypatch.setenv("SHARD_IDS", "0")
    database = load_settings().database_path
    with contextlib.ExitStack() as stack:
        for shards in running:
            stack.enter_context(gateway_of(database, shards))
        assert said in answer_of(capsys, status)
