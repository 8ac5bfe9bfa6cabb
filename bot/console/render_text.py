"""Results as text: images, tables and sentences in a terminal; plain text in a pipe."""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import chain

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.console.follow import Report
from bot.console.grammar import Syntax
from bot.console.images import THUMBNAIL_COLUMNS, full_image, terminal_shows_images, thumbnail
from bot.console.results import (
    BatchGenerated,
    Cancelled,
    Enhanced,
    FavoriteSet,
    GalleryListed,
    Generated,
    HelpShown,
    ImageFile,
    ImageShown,
    ProvidersListed,
    QueueListed,
    Quit,
    Result,
    StylesListed,
)
from generation.errors import ContentRefusedError
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.catalogue import all_styles
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
        self.shows_images = terminal_shows_images(self.console)

    @contextlib.contextmanager
    def progress(self) -> Iterator[Report]:
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

    def show_error(self, error: SceneError) -> None:
        """Show an error."""
        self._errors.print(Text(_printable(str(error)), style="red"))
        if isinstance(error, ContentRefusedError) and error.rephrase:
            self._errors.print(Text(f"This would do: {_printable(error.rephrase)}"))

    def _parts(self, result: Result) -> Iterable[RenderableType]:
        match result:
            case Generated(request, image_file, notes):
                yield from self._full_image(image_file) if image_file else [_no_image(request)]
                yield from map(Text, notes)
            case BatchGenerated(generated):
                yield from chain.from_iterable(map(self._parts, generated))
            case Enhanced(preview):
                yield _preview(preview)
            case ImageShown(image_file):
                yield from self._full_image(image_file)
            case FavoriteSet(image_file, starred):
                yield Text(f"Picture {image_file.image.seq}: your star {'shines' if starred else 'is gone'}.")
            case GalleryListed():
                yield from self._gallery(result)
            case _:
                yield from _listed(result)

    def _full_image(self, image_file: ImageFile) -> Iterable[RenderableType]:
        if image_file.copy:
            yield full_image(self.console, image_file.copy)
        image = image_file.image
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row("Prompt", Text(image.prompt))
        if image.enhanced_prompt and image.enhanced_prompt != image.prompt:
            table.add_row("Painted as", Text(image.enhanced_prompt))
        table.add_row("Picture", Text(f"{_star(image)}{image.seq} · {image.id} · {_summary(image)}"))
        took = "" if image.generation_time is None else f" in {image.generation_time:.1f} s"
        table.add_row("Painted by", Text(f"{image.provider}{took}, seed {image.seed}"))
        table.add_row("File", _path(image_file))
        yield table

    def _gallery(self, listed: GalleryListed) -> Iterable[RenderableType]:
        if not listed.image_files:
            yield Text(_empty_gallery(listed))
            return
        yield self._grid(listed) if self.shows_images else _list(listed)
        shown, oldest = len(listed.image_files), listed.image_files[-1].image.seq
        yield Text(f"{shown} of {listed.total} pictures, newest first. /image show NUMBER opens one.", style="dim")
        if shown < listed.total:
            yield Text(f"Older ones: /image gallery --before {oldest}", style="dim")

    def _grid(self, listed: GalleryListed) -> Table:
        """Return the images side by side, as many as the terminal has room for."""
        table = Table.grid(padding=(0, 2, 1, 0))
        across = max(1, min(len(listed.image_files), (self.console.width + 2) // (THUMBNAIL_COLUMNS + 2)))
        for _ in range(across):
            table.add_column(width=THUMBNAIL_COLUMNS, vertical="bottom")
        cells = [_cell(image_file) for image_file in listed.image_files]
        for first in range(0, len(cells), across):
            table.add_row(*cells[first : first + across])
        return table


def _cell(image_file: ImageFile) -> Group:
    """Return a thumbnail above its number, its star and what of its description has room."""
    image = image_file.image
    caption = Text.assemble(
        (f"{image.seq} ", "bold"), f"{_star(image)}{image.prompt}", no_wrap=True, overflow="ellipsis"
    )
    caption.truncate(THUMBNAIL_COLUMNS, overflow="ellipsis")
    return Group(thumbnail(image_file.copy), caption) if image_file.copy else Group(caption)


def _empty_gallery(listed: GalleryListed) -> str:
    if listed.total:
        return "There are no older pictures."
    if listed.favorites:
        return "No picture has a star here yet. Give one with /image favorite last."
    return "This session has no pictures yet. Paint the first one with /image generate."


def _list(listed: GalleryListed) -> Table:
    """Return a line or two for each image, where the terminal cannot show images."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for image_file in listed.image_files:
        image = image_file.image
        lines = Text(f"{_star(image)}{_excerpt(image.prompt)}\n")
        lines.append(f"{image.id[:SHORT_ID]} · {_summary(image)} · {image.provider}, seed {image.seed}", style="dim")
        lines.append(f" · {image.created_at:%Y-%m-%d %H:%M} UTC\n", style="dim").append(_path(image_file))
        table.add_row(str(image.seq), lines)
    return table


def _listed(
    result: ProvidersListed | StylesListed | QueueListed | Cancelled | HelpShown | Quit,
) -> Iterable[RenderableType]:
    match result:
        case ProvidersListed(providers):
            yield from map(_provider_line, providers)
        case StylesListed(styles):
            yield _two_columns((style.id, f"{style.name}: {style.description}") for style in styles)
        case QueueListed(()):
            yield Text("Nothing is waiting in this session.")
        case QueueListed(requests):
            yield _two_columns((request.id, f"{request.status}: {_excerpt(request.prompt)}") for request in requests)
        case Cancelled(request):
            yield Text(f"Cancelled: {_excerpt(request.prompt)}")
        case HelpShown(commands):
            yield from chain.from_iterable(map(_help_on, commands))
        case Quit():
            pass


def _preview(preview: Preview) -> Table:
    enhanced = preview.enhanced
    rows = [("Sent", enhanced.prompt), ("Avoided", enhanced.negative), ("Type", enhanced.type)]
    rows += [("Style", preview.style or "artist's choice"), ("Painted by", preview.provider.title)]
    rows += [("Alt text", enhanced.alt_text), *(("Note", note) for note in (*preview.notes, enhanced.note))]
    return _two_columns(((name, text) for name, text in rows if text), style="dim")


def _provider_line(status: ProviderStatus) -> Text:
    able = "can paint" if status.available else "cannot paint" if status.configured else "not set up"
    default = " (the default)" if status.default else ""
    parts = [status.reason, status.abilities, *(f"Warning: {warning}" for warning in status.warnings)]
    more = "; ".join(part.rstrip(".") for part in parts if part)
    return Text(f"{status.name}{default}: {status.title}, {able}{': ' if more else ''}{more}.")


def _help_on(command: Syntax) -> Iterable[RenderableType]:
    yield Text.assemble((command.usage, "bold"), f"  {command.meaning}")
    if command.options:
        yield _two_columns(((f"  {option.usage}", option.meaning) for option in command.options), style="")


def _two_columns(rows: Iterable[tuple[str, str]], style: str = "bold") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=style, no_wrap=True)
    table.add_column(overflow="fold")
    for name, meaning in rows:
        table.add_row(Text(name), Text(meaning))
    return table


def _no_image(request: Request) -> Text:
    if request.status == CANCELLED:
        return Text("Cancelled; nothing was painted.", style="yellow")
    return Text(f"No picture this time: {request.error_message or 'the reason is in the log.'}", style="red")


def _summary(image: Image) -> str:
    shipped = all_styles().get(image.style or "")
    look = shipped.name if shipped else (image.style or "artist's choice of style").replace("_", " ")
    return f"{image.type}, {look}, {image.width}x{image.height}"


def _star(image: Image) -> str:
    return "★ " if image.is_favorite else ""


def _path(image_file: ImageFile) -> Text:
    """Return where the file is: on this machine, or its key in the image store."""
    if image_file.path is None:
        return Text(image_file.image.image_url or "")
    return Text(image_file.path, style=f"link file://{image_file.path}")


def _excerpt(prompt: str) -> str:
    return prompt if len(prompt) <= LONGEST_EXCERPT else f"{prompt[: LONGEST_EXCERPT - 1]}…"


def _printable(text: str) -> str:
    """Return text that cannot steer the terminal: refusals repeat what was typed."""
    return "".join(char if char.isprintable() else " " for char in text)
