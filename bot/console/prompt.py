"""The prompt: one edited line at a time, with history, completion and suggestions."""

import contextlib
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.console.grammar import COMMANDS, Kind, Syntax
from generation.i18n import _
from generation.images.sizes import NAMED
from generation.prompts.text import TYPES
from generation.services import Services
from generation.styles.catalogue import all_styles


class _History(FileHistory):
    """Keep the history in a file; a disk that takes no line costs the line's memory, not the prompt."""

    def store_string(self, string: str) -> None:
        with contextlib.suppress(OSError):
            super().store_string(string)


class CommandCompleter(Completer):
    """Complete commands, option names, and the values of options that have a known few."""

    def __init__(self, values: Mapping[str, tuple[str, ...]]) -> None:
        self._values = values

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what could stand at the cursor."""
        before = document.text_before_cursor
        typed = before.lstrip().removeprefix("/")
        syntax = next((command for command in COMMANDS if typed.startswith(f"{command.name} ")), None)
        if syntax is None:
            for command in COMMANDS:
                if command.name.startswith(typed.lower()):
                    yield Completion(f"/{command.name}", -len(before.lstrip()), display_meta=_(command.meaning))
            return
        yield from self._complete_option(syntax, typed)

    def _complete_option(self, syntax: Syntax, typed: str) -> Iterable[Completion]:
        *_before, previous, word = ["", *typed.split(" ")]
        option = syntax.option(previous.removeprefix("--")) if previous.startswith("--") else None
        if option and option.kind is not Kind.FLAG:
            for value in self._values.get(option.name, ()):
                if value.lower().startswith(word.lower()):
                    yield Completion(value, -len(word))
        elif word.startswith("--"):
            for option in syntax.options:
                if option.name.startswith(word[2:].lower()):
                    yield Completion(f"--{option.name}", -len(word), display_meta=_(option.meaning))


def _typed(value: str) -> str:
    """Return a value as it has to be typed."""
    return f'"{value}"' if " " in value else value


def completer_for(services: Services) -> CommandCompleter:
    """Return a completer that knows what is set up here."""
    return CommandCompleter(
        {
            "type": TYPES,
            "style": tuple(all_styles()),
            "provider": tuple(_typed(offer.reference) for offer in services.providers.offers),
            "size": (*NAMED, "16:9", "9:16", "21:9"),
            "quality": ("standard", "hd"),
            "priority": ("1", "2", "3"),
        }
    )


class Prompt:
    """Ask for one line after the other."""

    def __init__(self, services: Services, history: Path) -> None:
        self._session: PromptSession[str] = PromptSession(
            "scene> ",
            history=_History(history),
            completer=completer_for(services),
            auto_suggest=AutoSuggestFromHistory(),
        )

    async def read(self) -> str | None:
        """Return what is typed, or None at Ctrl-D; Ctrl-C drops the line."""
        with patch_stdout(raw=True), _logs_above_prompt():
            while True:
                try:
                    # Signals are the console's own; at the prompt Ctrl-C is a key.
                    return await self._session.prompt_async(handle_sigint=False)
                except KeyboardInterrupt:
                    continue
                except EOFError:
                    return None


@contextlib.contextmanager
def _logs_above_prompt() -> Iterator[None]:
    """Send what is logged through the prompt, which keeps it out of the line that is being typed."""
    handlers = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    streams = [handler.setStream(sys.stderr) for handler in handlers]
    try:
        yield
    finally:
        for handler, stream in zip(handlers, streams, strict=True):
            if stream is not None:
                handler.setStream(stream)
