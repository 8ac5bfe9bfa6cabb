"""Results for people: pictures, tables and sentences in a terminal; plain text in a pipe."""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import chain

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.console.painting import Report
from bot.console.pictures import terminal_shows_pictures, thumbnail, whole_picture
from bot.console.results import (
    Cancelled,
    GalleryListed,
    HelpShown,
    Left,
    Painted,
    Picture,
    ProvidersListed,
    QueueListed,
    Result,
    Shown,
    Starred,
    StylesListed,
)
from bot.console.syntax import Syntax
from generation.status import ProviderStatus
from generation.styles import all_styles
from storage.errors import SceneError
from storage.records import CANCELLED, Image, Request

#: In a pipe nothing is wrapped: whoever reads there, cuts lines himself.
PIPE_WIDTH = 5000
SHORT_ID = 8
LONGEST_EXCERPT = 200


class _Terminal(Console):
    """A console that shows text as it is, and reports a closed pipe instead of ending the process."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False, highlight=False)
        if not self.is_terminal:
            self.width = PIPE_WIDTH

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704  # rich calls this where the error was caught


class TextOutput:
    """Show results on stdout, and progress and refusals on stderr."""

    def __init__(self) -> None:
        self.console = _Terminal()
        self._errors = _Terminal(stderr=True)
        self.shows_pictures = terminal_shows_pictures(self.console)

    @contextlib.contextmanager
    def painting(self) -> Iterator[Report]:
        """Show a progress bar while the context is open."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TimeElapsedColumn(),
        )
        bar = Progress(
            *columns, console=self._errors, transient=True, expand=True, disable=not self._errors.is_terminal
        )
        with bar:
            task = bar.add_task("queued", total=1.0)

            def report(_request_id: str, stage: str, fraction: float) -> None:
                bar.update(task, description=_printable(stage[:1].upper() + stage[1:]), completed=fraction)

            yield report

    def show(self, result: Result) -> None:
        """Show a result."""
        for part in self._parts(result):
            self.console.print(part)

    def refuse(self, error: SceneError) -> None:
        """Show why there is none."""
        self._errors.print(Text(_printable(error.sentence), style="red"))

    def _parts(self, result: Result) -> Iterable[RenderableType]:
        match result:
            case Painted(request, picture, notes):
                yield from self._whole(picture) if picture else [_no_picture(request)]
                yield from map(Text, notes)
            case Shown(picture):
                yield from self._whole(picture)
            case Starred(picture, starred):
                yield Text(f"Picture {picture.image.seq}: your star {'shines' if starred else 'is gone'}.")
            case GalleryListed():
                yield from self._gallery(result)
            case _:
                yield from _listed(result)

    def _whole(self, picture: Picture) -> Iterable[RenderableType]:
        if picture.copy:
            yield whole_picture(self.console, picture.copy)
        image = picture.image
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row("Prompt", Text(image.prompt))
        if image.enhanced_prompt and image.enhanced_prompt != image.prompt:
            table.add_row("Painted as", Text(image.enhanced_prompt))
        table.add_row("Picture", Text(f"{_star(image)}{image.seq} · {image.id} · {_made(image)}"))
        took = "" if image.generation_time is None else f" in {image.generation_time:.1f} s"
        table.add_row("Painted by", Text(f"{image.provider}{took}, seed {image.seed}"))
        table.add_row("File", _path(picture))
        yield table

    def _gallery(self, listed: GalleryListed) -> Iterable[RenderableType]:
        if not listed.pictures:
            yield Text(
                "No picture has a star here yet. Give one with /image favorite last."
                if listed.favorites
                else "This session has no pictures yet. Paint the first one with /image generate."
            )
            return
        table = Table.grid(padding=(0, 2, int(self.shows_pictures), 0))
        if self.shows_pictures:
            table.add_column(no_wrap=True)
        table.add_column(justify="right", style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for picture in listed.pictures:
            image = picture.image
            lines = Text(f"{_star(image)}{_excerpt(image.prompt)}\n")
            lines.append(f"{image.id[:SHORT_ID]} · {_made(image)} · {image.provider}, seed {image.seed}", style="dim")
            lines.append(f" · {image.created_at:%Y-%m-%d %H:%M} UTC\n", style="dim").append(_path(picture))
            look = [thumbnail(picture.copy) if picture.copy else ""] if self.shows_pictures else []
            table.add_row(*look, str(image.seq), lines)
        yield table
        yield Text(f"{len(listed.pictures)} of {listed.total} pictures, newest first.", style="dim")


def _listed(
    result: ProvidersListed | StylesListed | QueueListed | Cancelled | HelpShown | Left,
) -> Iterable[RenderableType]:
    match result:
        case ProvidersListed(providers):
            yield from map(_provider_line, providers)
        case StylesListed(styles):
            yield _pairs((style.id, f"{style.name}: {style.description}") for style in styles)
        case QueueListed(()):
            yield Text("Nothing is waiting in this session.")
        case QueueListed(requests):
            yield _pairs((request.id, f"{request.status}: {_excerpt(request.prompt)}") for request in requests)
        case Cancelled(request):
            yield Text(f"Cancelled: {_excerpt(request.prompt)}")
        case HelpShown(commands):
            yield from chain.from_iterable(map(_help_on, commands))
        case Left():
            pass


def _provider_line(status: ProviderStatus) -> Text:
    able = "can paint" if status.available else "cannot paint" if status.configured else "not set up"
    default = " (the default)" if status.default else ""
    parts = [status.reason, status.abilities, *(f"Warning: {warning}" for warning in status.warnings)]
    more = "; ".join(part.rstrip(".") for part in parts if part)
    return Text(f"{status.name}{default}: {status.title}, {able}{': ' if more else ''}{more}.")


def _help_on(command: Syntax) -> Iterable[RenderableType]:
    yield Text.assemble((command.usage, "bold"), f"  {command.meaning}")
    if command.options:
        yield _pairs(((f"  {option.usage}", option.meaning) for option in command.options), style="")


def _pairs(rows: Iterable[tuple[str, str]], style: str = "bold") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=style, no_wrap=True)
    table.add_column(overflow="fold")
    for name, meaning in rows:
        table.add_row(Text(name), Text(meaning))
    return table


def _no_picture(request: Request) -> Text:
    if request.status == CANCELLED:
        return Text("Cancelled; nothing was painted.", style="yellow")
    return Text(f"No picture this time: {request.error_message or 'the reason is in the log.'}", style="red")


def _made(image: Image) -> str:
    look = all_styles()[image.style].name if image.style in all_styles() else "artist's choice of style"
    return f"{image.type}, {look}, {image.width}x{image.height}"


def _star(image: Image) -> str:
    return "★ " if image.is_favorite else ""


def _path(picture: Picture) -> Text:
    return Text(picture.path or "", style=f"link file://{picture.path}" if picture.path else "")


def _excerpt(prompt: str) -> str:
    return prompt if len(prompt) <= LONGEST_EXCERPT else f"{prompt[: LONGEST_EXCERPT - 1]}…"


def _printable(text: str) -> str:
    """Return text that cannot steer the terminal: refusals repeat what was typed."""
    return "".join(char if char.isprintable() else " " for char in text)
