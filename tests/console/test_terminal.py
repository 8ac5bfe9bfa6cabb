"""How things look in a terminal, narrow and wide, and what the prompt completes."""

import io

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.console.commands import run_command
from bot.console.grammar import COMMANDS
from bot.console.parse import parse
from bot.console.prompt import CommandCompleter
from bot.console.render_text import TextOutput


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
