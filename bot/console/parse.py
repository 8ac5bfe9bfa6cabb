"""Parses a typed line into a command; apostrophes and quotes may stand in descriptions."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.console.grammar import BY_NAME, COMMANDS, Kind, Option, Syntax
from storage.errors import SceneError

_WORD = re.compile(r'\s*("[^"]*"\S*|\S+)')
_OPTION = re.compile(r"\s*--([^\W\d_][^\s=]*)(=?)")
_VALUE = re.compile(r"""("[^"]*"(?!\S)|'[^']*'(?!\S)|\S+)""")


class UsageError(SceneError):
    """Say that a line is no command, and what there is."""

    code = "usage"


@dataclass(frozen=True, slots=True)
class Command:
    """A parsed line: the command's name, the words or the text after it, and its options."""

    name: str
    words: tuple[str, ...] = ()
    text: str = ""
    options: Mapping[str, str | int] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        """Return an option's text."""
        value = self.options.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        """Return an option's number."""
        value = self.options.get(name)
        return value if isinstance(value, int) else None


def parse(line: str) -> Command:
    """Parse a line; the slash before it may be left out.

    Raises:
        UsageError: there is no such command or option, or something is missing; the sentence names what there is.

    """
    syntax, rest = _command(line)
    pieces, options = _split_options(syntax, rest)
    if syntax.words is None:
        return Command(syntax.name, text=_unquoted_text(" ".join(pieces)), options=options)
    fewest, most = syntax.words
    if not fewest <= len(pieces) <= most:
        what = "needs more" if len(pieces) < fewest else f"does not take “{_shortened(pieces[most])}”"
        raise UsageError(f"/{syntax.name} {what}. Type it as: {syntax.usage}")
    return Command(syntax.name, words=tuple(_unquoted(piece) for piece in pieces), options=options)


def _command(line: str) -> tuple[Syntax, str]:
    typed = ""
    position = 0
    while match := _WORD.match(line, position):
        typed = f"{typed} {match[1].casefold()}".strip().removeprefix("/")
        position = match.end()
        if syntax := BY_NAME.get(typed):
            return syntax, line[position:]
        if not any(name.startswith(f"{typed} ") for name in BY_NAME):
            break
    known = ", ".join(f"/{command.name}" for command in COMMANDS)
    if not typed or any(name.startswith(f"{typed} ") for name in BY_NAME):
        raise UsageError(f"Say what to do. The commands are {known}.")
    raise UsageError(f"There is no command “/{_shortened(typed)}”. The commands are {known}.")


def _split_options(syntax: Syntax, text: str) -> tuple[list[str], dict[str, str | int]]:
    """Take the options out of the text, wherever they stand outside of double quotes."""
    pieces: list[str] = []
    options: dict[str, str | int] = {}
    position = 0
    while True:
        if match := _OPTION.match(text, position):
            option = _known_option(syntax, match[1])
            options[option.name], position = _option_value(option, text, match)
        elif match := _WORD.match(text, position):
            pieces.append(match[1])
            position = match.end()
        else:
            return pieces, options


def _known_option(syntax: Syntax, typed: str) -> Option:
    if option := syntax.option(typed.lower()):
        return option
    names = [option.name for option in syntax.options]
    close = difflib.get_close_matches(typed.lower(), names, n=1)
    hint = f" Did you mean --{close[0]}?" if close else ""
    known = f"It knows {', '.join(f'--{name}' for name in names)}." if names else "It has no options."
    quote = " Put it in double quotes if it belongs to the description." if syntax.words is None and not close else ""
    raise UsageError(f"/{syntax.name} has no option --{_shortened(typed)}.{hint} {known}{quote}")


def _option_value(option: Option, text: str, match: re.Match[str]) -> tuple[str | int, int]:
    """Return the value of an option that was found, and where the text goes on."""
    position = match.end()
    if option.kind is Kind.FLAG:
        if match[2]:
            raise UsageError(f"--{option.name} stands alone; leave the = away.")
        return 1, position
    if not match[2]:
        position += len(text[position:]) - len(text[position:].lstrip())
    found = None if not match[2] and _OPTION.match(text, position) else _VALUE.match(text, position)
    if found is None:
        raise UsageError(f"--{option.name} needs a value: {option.meaning}.")
    value = _unquoted(found[1])
    return (_number(option, value) if option.kind is Kind.NUMBER else value), found.end()


def _number(option: Option, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise UsageError(f"--{option.name} needs a whole number, not “{_shortened(value)}”.") from None


def _unquoted(word: str) -> str:
    """Take the quotes off a quoted word."""
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word


def _unquoted_text(text: str) -> str:
    """Take the quotes off a description that is one quotation as a whole; quotes within it are the user's."""
    return text[1:-1] if _unquoted(text) != text and text.count(text[0]) == 2 else text


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
