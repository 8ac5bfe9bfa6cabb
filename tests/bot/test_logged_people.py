"""People stand in the log by a code that all processes of the bot write alike, and never by their Discord id."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generation.log_codes import person_code
from tests.clock import PATIENCE
from tests.servers.discord import BotProcess, FakeDiscord
from tests.servers.discord.guild import GM_ID, PLAYER_ID

ROOT = Path(__file__).parents[2]
LOGGERS = {"log", "logger", "_log"}
#: Names of what identifies a person, and calls that make of it what may be logged.
PEOPLE = {"user_id", "owner_id", "member_id", "author_id", "gm_id"}
WHOLE = {"user", "member", "author", "actor", "owner"}
CODED = {"person_code", "digest"}


def named_in(call: ast.Call) -> Iterator[str]:
    """Yield the people that a call names as they are."""
    waiting: list[ast.AST] = [*call.args, *(keyword.value for keyword in call.keywords)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODED:
            continue
        if isinstance(node, ast.Attribute):
            holder = ast.unparse(node.value).rpartition(".")[2]
            if node.attr in PEOPLE or node.attr in WHOLE or (node.attr in {"id", "name"} and holder in WHOLE):
                yield ast.unparse(node)
            # A session's id is none of the person's, though it is asked of them.
            waiting += [] if isinstance(node.value, ast.Name | ast.Attribute) else [node.value]
            continue
        if isinstance(node, ast.Name) and node.id in PEOPLE | WHOLE:
            yield node.id
        waiting += ast.iter_child_nodes(node)


def log_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id in LOGGERS:
                yield node


def test_no_line_of_the_code_logs_a_person_as_they_are() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {', '.join(named_in(call))}"
        for folder in ("bot", "cogs", "generation", "storage")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for call in log_calls(path)
        if any(named_in(call))
    ]
    # The bot itself is no person.
    assert [each for each in found if not each.startswith("bot/discord_client.py")] == []


@pytest.mark.parametrize("line", ["log.info('%s', actor.user_id)", "log.info('%s', interaction.user.id)"])
def test_that_would_be_found(line: str) -> None:
    call = ast.parse(line).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert list(named_in(call.value))


async def test_what_the_bot_says_at_debug_has_codes_alone_and_the_same_in_all_processes(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        shared = {"DATA_DIR": str(tmp_path / "data"), "API_PORT": "0", "LOG_LEVEL": "DEBUG"}

        def process(role: str, **environment: str) -> BotProcess:
            (tmp_path / role).mkdir()
            arguments = ["run", "--role", role]
            return BotProcess(discord, tmp_path / role, arguments=arguments, environment=shared | environment)

        async with process("gateway") as gateway, process("worker", DISCORD_TOKEN="") as worker:
            await gateway.ready()
            await discord.slash("session start", user=GM_ID)
            await discord.slash("image generate", {"description": "a naked child", "size": "512x512"})
            await discord.slash("image generate", {"description": "a bar", "size": "512x512"})
            await discord.until(
                lambda: next((each for each in discord.messages() if each.visible_attachments), None), within=60.0
            )
            await discord.slash("privacy show")
            await discord.slash("image usage")
            assert await worker.terminate(within=PATIENCE) == 0
            assert await gateway.terminate(within=PATIENCE) == 0
        said = {"gateway": gateway.log, "worker": worker.log}
    for lines in said.values():
        assert re.findall(rf".*(?<![\d.:])(?:{PLAYER_ID}|{GM_ID})(?!\d).*", lines) == []
    codes = [set(re.findall(r"user ([0-9a-f]{12})\b", lines)) for lines in said.values()]
    assert codes[0] & codes[1]


def test_a_code_is_the_same_for_a_number_and_its_text() -> None:
    assert person_code(80351110224678912) == person_code("80351110224678912")
