"""The commands and their options, as data that the parser, the help and the completion read."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kind of value that an option takes."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command, typed as `--name VALUE` or `--name=VALUE`."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT

    @property
    def usage(self) -> str:
        """Return the option as the help shows it."""
        return f"--{self.name}" if self.kind is Kind.FLAG else f"--{self.name} {self.name.upper()}"


@dataclass(frozen=True, slots=True)
class Syntax:
    """A command: its name, what follows the name, and its options."""

    name: str
    meaning: str
    arguments: str = ""
    #: How few and how many words may follow; None is free text, kept as it was typed.
    words: tuple[int, int] | None = (0, 0)
    options: tuple[Option, ...] = ()

    @property
    def usage(self) -> str:
        """Return the command as the help shows it."""
        return " ".join(filter(None, (f"/{self.name}", self.arguments)))

    def option(self, name: str) -> Option | None:
        """Return an option of this command."""
        return next((option for option in self.options if option.name == name), None)


COMMANDS = (
    Syntax(
        "image generate",
        "paint a picture and show it",
        "<description>",
        None,
        (
            Option("type", "scene, character, location or item"),
            Option("style", "a look, see /image styles"),
            Option("provider", "who paints, see /image providers"),
            Option("size", "square, landscape, portrait, wide, tall, 16:9 or 1024x1024"),
            Option("quality", "standard or hd"),
            Option("seed", "the same seed paints the same picture", Kind.NUMBER),
            Option("count", "how many at once, 1 to 4", Kind.NUMBER),
            Option("priority", "1 to 3; 3 is served first", Kind.NUMBER),
        ),
    ),
    Syntax(
        "image enhance",
        "show what would be sent to the painter; nothing is painted",
        "<description>",
        None,
        (
            Option("type", "scene, character, location or item"),
            Option("style", "a look, see /image styles"),
            Option("provider", "who would paint"),
            Option("size", "as for /image generate"),
            Option("seed", "the seed shapes what the rules add", Kind.NUMBER),
        ),
    ),
    Syntax(
        "image gallery",
        "show the session's pictures, newest first; /image show opens one",
        options=(
            Option("favorites", "only those with a star", Kind.FLAG),
            Option("limit", "how many at most (default 10, in a grid 12)", Kind.NUMBER),
            Option("before", "only pictures older than the one with this number", Kind.NUMBER),
        ),
    ),
    Syntax("image show", "show one picture", "<number|id|last>", (1, 1)),
    Syntax(
        "image favorite", "give or take your star; without on or off, turn it over", "<number|id|last> [on|off]", (1, 2)
    ),
    Syntax("image providers", "list who can paint here"),
    Syntax("image styles", "list the looks"),
    Syntax("image queue", "list what waits and what is being painted"),
    Syntax("image cancel", "cancel a request", "<request id>", (1, 1)),
    Syntax("help", "list the commands"),
    Syntax("quit", "leave"),
)
BY_NAME = {command.name: command for command in COMMANDS}
