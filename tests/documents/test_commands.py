"""Every command of the documents' blocks runs, in an empty folder with an empty home, but for those that are listed."""

import argparse
import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.command_line import command_line
from bot.settings import Settings
from tests.clock import PATIENCE
from tests.documents.blocks import PAGES, ROOT, Line, commands, mentioned, page_name, settings
from tests.servers.reverse_proxy import free_port

#: What is not run here, and why.
NOT_RUN = {
    r"python3 -m pip install -qq .*": "`.ci/readme` runs both of these, on each Python, in fresh clones",
    r"python3 -m pip install --target .uv uv .*": "it installs uv, as `.ci/run` does by itself",
    r"uv (sync|venv|pip) .*": "they install from an index; the files that they name are looked for below",
    r"uv run --group lint pre-commit install.*": "it would change this repository's own hooks",
    r"\.ci/(run|lock|sbom).*": "CI runs them; that they are there is looked for below",
    r"uv run bot\.py setup": "it asks; tests/bot/test_setup.py answers",
    r"uv run --extra local bot\.py model (add|test).*": "it fetches gigabytes; tests/local_models has small models",
    r"docker compose (up|logs) .*": "there is no engine here; the options are looked at below",
    r"(systemctl|systemd-run|journalctl) .*": "there is no systemd here; tests/deploy has the unit read by its tools",
    r"(cd /opt|install -m 600|cp deploy/).*": "the folders are the machine's; what is copied is looked for below",
    r"git .*": "it changes the repository or its server",
    r"ssh .*": "there is no such server",
}  # fmt: skip
#: What goes on until it is ended.
SERVES = re.compile(r".*bot\.py(?: run.*)?")
#: uv and docker, as far as the documents call the bot by them.
SHIMS = {
    "uv": """#!/bin/sh
[ "$1" = run ] && shift
while [ "$1" = --group ] || [ "$1" = --extra ] || [ "$1" = --offline ]; do
    [ "$1" = --offline ] || shift
    shift
done
[ "$1" = bot.py ] && shift && exec "{python}" "{root}/bot.py" "$@"
echo "not known here: $*" >&2; exit 3
""",
    "docker": """#!/bin/sh
[ "$1 $2 $3 $4 $5" = "compose exec bot python bot.py" ] && shift 5 && exec "{python}" "{root}/bot.py" "$@"
echo "not known here: $*" >&2; exit 3
""",
}


def not_run(line: Line) -> bool:
    return any(re.fullmatch(pattern, line.text) for pattern in NOT_RUN)


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine with nothing set up, whose working folder is `tmp_path`."""
    shims = tmp_path / "bin"
    shims.mkdir()
    for name, text in SHIMS.items():
        (shims / name).write_text(text.format(python=sys.executable, root=ROOT), encoding="utf-8")
        (shims / name).chmod(0o755)
    (tmp_path / ".env.example").symlink_to(ROOT / ".env.example")
    home = tmp_path / "home"
    home.mkdir()
    path = f"{shims}:/usr/local/bin:/usr/bin:/bin"
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "API_PORT": str(free_port())}


@pytest.mark.parametrize("page", [page for page in PAGES if not all(map(not_run, commands(page)))], ids=page_name)
async def test_the_commands_of_a_page_do_what_they_should(page: Path, machine: dict[str, str], tmp_path: Path) -> None:
    for line in commands(page):
        # Where a backup goes is the reader's.
        text = line.text.replace("FOLDER", str(tmp_path / "folder")).replace("/data/", f"{tmp_path}/")
        if not_run(line):
            continue
        if SERVES.fullmatch(text.partition(" #")[0].strip()):
            await serves(text, machine, tmp_path)
            continue
        ran = await asyncio.to_thread(
            subprocess.run, ["/bin/sh", "-c", text], cwd=tmp_path, env=machine, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not ran.returncode, f"{line.page}: {line.text}\n{ran.stdout}{ran.stderr}"


async def serves(text: str, machine: dict[str, str], folder: Path) -> None:
    """Start a bot, see it answer, and end it."""
    process = await asyncio.create_subprocess_exec("/bin/sh", "-c", f"exec {text}", cwd=folder, env=machine)
    try:
        async with aiohttp.ClientSession() as http, asyncio.timeout(PATIENCE):
            while process.returncode is None:
                try:
                    async with http.get(f"http://127.0.0.1:{machine['API_PORT']}/readyz") as answer:
                        assert answer.status == 200
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_nothing_is_left_out_that_is_not_there_any_more() -> None:
    lines = [line.text for page in PAGES for line in commands(page)]
    assert not [pattern for pattern in NOT_RUN if not any(re.fullmatch(pattern, line) for line in lines)]


def test_the_first_commands_are_those_that_the_readme_is_tried_by() -> None:
    readme = {line.text for line in commands(ROOT / "README.md")}
    others = [line for page in PAGES for line in commands(page) if ".uv/bin/uv run" in line.text]
    assert [line for line in others if line.text not in readme] == []


def words() -> list[tuple[str, str]]:
    """Return the words of the commands that are not run, each with its page."""
    lines = [line for page in PAGES for line in commands(page) if not_run(line)]
    return [(line.page, word) for line in lines for word in shlex.split(line.text, comments=True)]


def test_the_files_that_commands_name_are_there() -> None:
    files = re.compile(r"(?:\.ci|deploy|\./examples)/[\w.-]+|requirements\S*\.lock|\.env\.example")
    named = [(page, word) for page, word in words() if files.fullmatch(word)]
    assert len(named) > 5
    assert [each for each in named if not (ROOT / each[1]).exists()] == []


def test_docker_compose_knows_the_options() -> None:
    program = Path(sys.executable).parent / "docker-compose"
    lines = [shlex.split(line.text, comments=True) for page in PAGES for line in commands(page)]
    calls = [line[2:] for line in lines if line[:2] == ["docker", "compose"]]
    assert calls
    for subcommand, *arguments in calls:
        known = subprocess.run([program, subcommand, "--help"], capture_output=True, text=True, check=True).stdout  # noqa: S603  # compose, with words of our documents
        own = arguments[: arguments.index("bot")] if "bot" in arguments else arguments
        assert [each for each in own if each.startswith("-") and not re.search(rf"(^|[\s,]){each}\b", known)] == []


def test_the_units_that_systemd_is_told_of_are_there() -> None:
    named = {word for _, word in words() if word.startswith("scene-visualizer")}
    assert named == {"scene-visualizer"}
    assert (ROOT / "deploy" / "scene-visualizer.service").exists()


@pytest.mark.parametrize("page", [page for page in PAGES if mentioned(page)], ids=page_name)
def test_the_program_knows_what_the_text_calls_it_with(page: Path) -> None:
    for arguments in mentioned(page):
        parsers = [command_line()]
        for word in arguments.split():
            if word.startswith("--"):
                assert any(word in parser._option_string_actions for parser in parsers), arguments
            elif below := [each for each in parsers[-1]._actions if isinstance(each, argparse._SubParsersAction)]:
                parsers.append(below[0].choices[word])


#: What compose.yaml and the S3 client read.
OF_OTHERS = {"COMPOSE_PROFILES", "POSTGRES_PASSWORD", "SITE_ADDRESS"}


@pytest.mark.parametrize("page", [page for page in PAGES if settings(page)], ids=page_name)
def test_settings_of_recipes_are_settings(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.lower() in Settings.model_fields]:
        monkeypatch.delenv(name)
    for block in settings(page):
        own = {
            name.lower(): value.replace("…", "made-up") for name, value in block.items() if not name.startswith("AWS_")
        }
        unknown = [name for name in own if name not in Settings.model_fields and name.upper() not in OF_OTHERS]
        assert not unknown
        Settings(_env_file=None, **{name: value for name, value in own.items() if name in Settings.model_fields})  # type: ignore[call-arg, arg-type]  # texts, as variables are
