"""Parses a typed line into a command; apostrophes and quotes may stand in descriptions."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.console.grammar import BY_NAME, COMMANDS, Kind, Option, Syntax
from generation.i18n import _
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
        if len(pieces) < fewest:
            sentence = _("{command} needs more. Type it as: {usage}")
        else:
            sentence = _("{command} does not take “{word}”. Type it as: {usage}")
        word = "".join(map(_shortened, pieces[most : most + 1]))
        raise UsageError(sentence.format(command=f"/{syntax.name}", word=word, usage=syntax.usage))
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
    of_group = [command.name for command in COMMANDS if command.name.startswith(f"{typed} ")]
    known = ", ".join(f"/{name}" for name in of_group) or _known_commands()
    if not typed or of_group:
        raise UsageError(_("Say what to do. The commands are {commands}.").format(commands=known))
    unknown = _("There is no command “{command}”.").format(command=f"/{_shortened(typed)}")
    if close := _close_command(line):
        hint = _("Did you mean {name}?").format(name=f"/{close}")
    else:
        hint = _("The commands are {commands}.").format(commands=known)
    raise UsageError(f"{unknown} {hint}")


def _known_commands() -> str:
    """Return the commands of the first group, and the names of the others: one that is typed alone tells its own."""
    groups: dict[str, list[str]] = {}
    for command in COMMANDS:
        group, _space, name = command.name.partition(" ")
        groups.setdefault(group, []).append(name)
    (first, names), *others = groups.items()
    return "; ".join([f"/{first} {', '.join(names)}", *(f"/{group}" for group, _names in others)])


def _close_command(line: str) -> str | None:
    """Return the command that may have been meant; the word before its own may be misspelt, too, or not be there."""
    first, second, *_rest = [*line.casefold().strip().removeprefix("/").split(maxsplit=2), "", ""]
    groups = dict.fromkeys(name.split()[0] for name in BY_NAME if " " in name)
    group = next(iter(difflib.get_close_matches(first, groups, n=1)), "")
    typed = second if group else first
    # Of those that are called the same the first one counts.
    called = {name.split()[-1]: BY_NAME[name].name for name in reversed(BY_NAME) if name.startswith(group)}
    return next((called[word] for word in difflib.get_close_matches(typed, called, n=1, cutoff=0.7)), None)


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
    parts = [_("{command} has no option {option}.").format(command=f"/{syntax.name}", option=f"--{_shortened(typed)}")]
    if close:
        parts.append(_("Did you mean {name}?").format(name=f"--{close[0]}"))
    if names:
        parts.append(_("Its options are {options}.").format(options=", ".join(f"--{name}" for name in names)))
    else:
        parts.append(_("It has no options."))
    if syntax.words is None and not close:
        parts.append(_("Put it in double quotes if it belongs to the description."))
    raise UsageError(" ".join(parts))


def _option_value(option: Option, text: str, match: re.Match[str]) -> tuple[str | int, int]:
    """Return the value of an option that was found, and where the text goes on."""
    position = match.end()
    if option.kind is Kind.FLAG:
        if match[2]:
            raise UsageError(_("{option} stands alone; leave out the =.").format(option=f"--{option.name}"))
        return 1, position
    if not match[2]:
        position += len(text[position:]) - len(text[position:].lstrip())
    found = None if not match[2] and _OPTION.match(text, position) else _VALUE.match(text, position)
    if found is None:
        needs = _("{option} needs a value: {what}.")
        raise UsageError(needs.format(option=f"--{option.name}", what=_(option.meaning)))
    value = _unquoted(found[1])
    return (_number(option, value) if option.kind is Kind.NUMBER else value), found.end()


def _number(option: Option, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        needs = _("{option} needs a whole number, not “{value}”.")
        raise UsageError(needs.format(option=f"--{option.name}", value=_shortened(value))) from None


def _unquoted(word: str) -> str:
    """Take the quotes off a quoted word."""
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word


def _unquoted_text(text: str) -> str:
    """Take the quotes off a description that is one quotation as a whole; quotes within it are the user's."""
    return text[1:-1] if _unquoted(text) != text and text.count(text[0]) == 2 else text


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
