"""How things look in a terminal, narrow and wide, and what the prompt completes."""

import io
import re
from collections.abc import Callable

import pytest
import rich.console
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.console.commands import run_command
from bot.console.context import CommandContext
from bot.console.follow import shared_workers
from bot.console.grammar import COMMANDS
from bot.console.interrupts import Interrupts
from bot.console.parse import parse
from bot.console.prompt import CommandCompleter
from bot.console.render_text import TextOutput
from bot.console.results import Result
from bot.console.terminal import Terminal
from bot.console.terminal_images import terminal_shows_images
from bot.settings import Settings
from bot.wiring.app import open_app
from generation.sessions.permissions import GM, Actor
from storage.errors import SceneError
from tests.console.conftest import Console


class Screen(io.TextIOWrapper):
    """A terminal that is none."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding)

    def isatty(self) -> bool:
        return True


async def result_of(settings: Settings, line: str) -> Result:
    async with open_app(settings) as app:
        actor = Actor("console", "local", GM)
        return await run_command(
            CommandContext(app.services, actor, shared_workers, Interrupts(), TextOutput()), parse(line)
        )


@pytest.mark.parametrize("width", [60, 160])
async def test_help_fits_the_terminal(width: int) -> None:
    output = TextOutput()
    file = io.StringIO()
    output.console.file, output.console.width = file, width
    output.show(await run_command(None, parse("/help")))  # type: ignore[arg-type]  # help needs no services
    lines = file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    for command in COMMANDS:
        assert f"/{command.name}" in file.getvalue()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["/image generate", "/image enhance", "/image gallery", "/image show", "/image favorite"]),
        ("/im", ["/image generate", "/image enhance", "/image gallery"]),
        ("image g", ["/image generate", "/image gallery"]),
        ("/image generate a street --s", ["--style", "--size", "--seed"]),
        ("/image generate a street --style neon", ["neon_noir"]),
        ("/image generate a street", []),
        ("/image generate a street --size ", ["wide"]),
        ("/image gallery --", ["--favorites", "--limit"]),
        ("/image gallery --favorites ", []),
        ("/nothing ", []),
    ],
)
def test_the_prompt_completes(typed: str, offered: list[str]) -> None:
    completer = CommandCompleter({"style": ("neon_noir", "dossier"), "size": ("wide",)})
    found = [one.text for one in completer.get_completions(Document(typed), CompleteEvent())]
    assert found[: len(offered)] == offered
    assert offered or not found


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Terminal]:
    """Return a way to a terminal of a width, whose screen is its file."""

    def of_width(width: int) -> Terminal:
        # What rich reads of a terminal that is none.
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
        terminal = Terminal()
        terminal.file, terminal.width = io.StringIO(), width
        return terminal

    return of_width


def written(terminal: Terminal) -> str:
    assert isinstance(terminal.file, io.StringIO)
    return re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", terminal.file.getvalue())


@pytest.mark.parametrize("width", [20, 60, 80, 120])
async def test_a_path_is_never_broken_whatever_the_width(
    console: Console, settings: Settings, terminal: Callable[[int], Terminal], width: int
) -> None:
    path = (await console("/image generate a street under the rain of a long night")).last["path"]
    output = TextOutput()
    results = [await result_of(settings, line) for line in ("/image show last", "/image gallery")]
    for result in results:
        output.console = terminal(width)
        output.show(result)
        assert path in written(output.console)
        others = [each for each in written(output.console).splitlines() if path not in each]
        assert max(map(len, others)) <= width


async def test_a_path_in_an_error_is_not_broken_either(terminal: Callable[[int], Terminal]) -> None:
    output, path = TextOutput(), f"/srv/{'deep/' * 20}scenes.db"
    output._errors = terminal(40)
    output.show_error(SceneError(f"The database {path} cannot be written. Give the bot write access to it."))
    assert path in written(output._errors)


@pytest.mark.parametrize("line", ["/image show last", "/image gallery", "/image styles", "/help", "/image providers"])
async def test_in_a_pipe_no_line_has_blanks_at_its_end(console: Console, line: str) -> None:
    await console("/image generate a street")
    out = (await console(line, as_json=False)).out
    assert out
    assert [each for each in out.splitlines() if each != each.rstrip()] == []


@pytest.mark.parametrize("word", ["quit", "exit", "/quit", "/exit", "EXIT"])
async def test_quit_and_exit_leave(console: Console, word: str) -> None:
    answer = await console(stdin=f"{word}\n/help\n")
    assert answer.status == 0
    assert answer.objects == [{"status": "success"}]


@pytest.mark.parametrize("system", ["standard", "256", "truecolor"])
def test_images_are_shown_in_sixteen_colours_and_more_where_half_blocks_can_be_written(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("bot.console.terminal_images.os.isatty", lambda _handle: True)
    monkeypatch.setattr("sys.stdin", Screen("utf-8"))

    def shows(encoding: str) -> bool:
        return terminal_shows_images(rich.console.Console(file=Screen(encoding), color_system=system))  # type: ignore[arg-type]  # one of rich's

    assert shows("utf-8")
    assert not shows("ascii")
