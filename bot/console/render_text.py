"""Results as text: images, tables and sentences in a terminal; plain text in a pipe."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.console.cast_output import as_lines
from bot.console.comparison_output import comparison_lines
from bot.console.follow import Report
from bot.console.grammar import Syntax
from bot.console.images import THUMBNAIL_COLUMNS, full_image, terminal_shows_images, thumbnail
from bot.console.recap_output import recap_lines
from bot.console.render_exports import export_lines, import_lines
from bot.console.results import (
    AlbumDeleted,
    AlbumShown,
    AlbumsListed,
    ArchiveImported,
    BatchGenerated,
    CampaignShown,
    Cancelled,
    CastExported,
    CastImported,
    CastListed,
    CharacterRemoved,
    CharacterShown,
    Compared,
    ComparisonPainted,
    Enhanced,
    Exported,
    FavoriteSet,
    GalleryListed,
    Generated,
    HelpShown,
    ImageFile,
    ImageShown,
    ProvidersListed,
    QueueListed,
    Quit,
    RecapResult,
    Result,
    StylesListed,
    VersionsListed,
)
from bot.console.sharing_output import sharing_lines
from bot.console.terminal import Terminal, UnbrokenLine
from generation.builtin_providers import painted_by, provider_title
from generation.errors import ContentRefusedError
from generation.i18n import N_, _, ngettext, said
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.chosen import style_name, style_of
from storage.errors import SceneError
from storage.records import CANCELLED, DELAYED, HELD, PROCESSING, QUEUED, Image, Request

SHORT_ID = 8
LONGEST_EXCERPT = 200


#: What is said of a request that has not ended.
_STATUSES = {
    QUEUED: N_("queued"),
    PROCESSING: N_("being painted"),
    DELAYED: N_("waiting to try again"),
    HELD: N_("waiting for the GM"),
}


class TextOutput:
    """Show results on stdout, and progress and refusals on stderr."""

    def __init__(self) -> None:
        self.console = Terminal()
        self._errors = Terminal(stderr=True)
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
            task = bar.add_task(_as_title(N_("queued")), total=1.0)

            def report(_request_id: str, stage: str, fraction: float) -> None:
                bar.update(task, description=_as_title(stage), completed=fraction)

            yield report

    def show(self, result: Result) -> None:
        """Show a result."""
        for part in self._parts(result):
            self.console.show(part)

    def show_error(self, error: SceneError) -> None:
        """Show an error."""
        self._errors.show(Text(_printable(said(str(error))), style="red"))
        if isinstance(error, ContentRefusedError) and error.rephrase:
            self._errors.show(Text(_("This would work: {text}").format(text=_printable(error.rephrase))))

    def _parts(self, result: Result) -> Iterable[RenderableType]:
        match result:
            case Generated(request, image_file, notes):
                yield from self._full_image(image_file) if image_file else [_no_image(request)]
                yield from (Text(said(note)) for note in notes)
            case BatchGenerated(generated):
                yield from chain.from_iterable(map(self._parts, generated))
            case Enhanced(preview):
                yield _preview(preview)
            case ImageShown(image_file):
                yield from self._full_image(image_file)
            case FavoriteSet(image_file, starred):
                told = (
                    _("Picture {number} has your star.") if starred else _("Picture {number} no longer has your star.")
                )
                yield Text(told.format(number=image_file.image.seq))
            case GalleryListed():
                yield from self._gallery(result)
            case CastListed() | CharacterShown() | CharacterRemoved() | CastExported() | CastImported():
                yield from (Text(_printable(line)) for line in as_lines(result))
            case VersionsListed() | Compared() | ComparisonPainted():
                yield from self._side_by_side(result)
            case CampaignShown() | AlbumsListed() | AlbumShown() | AlbumDeleted():
                yield from (Text(_printable(line)) for line in sharing_lines(result))
            case _:
                yield from _listed(result)

    def _side_by_side(self, result: VersionsListed | Compared | ComparisonPainted) -> Iterable[RenderableType]:
        if isinstance(result, VersionsListed):
            yield from _versions(result)
            return
        if isinstance(result, ComparisonPainted):
            if result.sheet and self.shows_images:
                yield full_image(self.console, result.sheet)
            # A path breaks in no line.
            yield from (UnbrokenLine(_printable(line)) for line in comparison_lines(result))
            return
        if result.both:
            yield full_image(self.console, result.both)
        for each in (result.before, result.after):
            yield UnbrokenLine.assemble(f"{each.image.seq}  ", _path(each))

    def _full_image(self, image_file: ImageFile) -> Iterable[RenderableType]:
        if image_file.copy:
            yield full_image(self.console, image_file.copy)
        image = image_file.image
        rows = [(_("Description"), image.prompt)]
        if image.enhanced_prompt and image.enhanced_prompt != image.prompt:
            rows.append((_("Prompt"), image.enhanced_prompt))
        rows += [
            (_("Picture"), f"{_star(image)}{image.seq} · {image.id} · {_summary(image)}"),
            (_("Painted by"), f"{_painter(image)}{_seed(image)}"),
        ]
        # A path has a line of its own, without a table's width.
        width = max(cell_len(name) for name in (_("File"), *(name for name, _text in rows)))
        yield _two_columns(rows, style="dim", width=width)
        yield UnbrokenLine.assemble((f"{_('File'):<{width}}  ", "dim"), _path(image_file))

    def _gallery(self, listed: GalleryListed) -> Iterable[RenderableType]:
        if not listed.image_files:
            yield Text(_empty_gallery(listed))
            return
        yield from [self._grid(listed)] if self.shows_images else _list(listed)
        shown = len(listed.image_files)
        counted = ngettext("{shown} of {total} picture", "{shown} of {total} pictures", listed.total)
        how = _("newest first. /image show NUMBER opens one.")
        if listed.of_campaign:
            how = _("of the campaign, newest first. /image show ID opens one.")
        yield Text(f"{counted.format(shown=shown, total=listed.total)}, {how}", style="dim")
        if shown < listed.total:
            scope = " --scope campaign" if listed.of_campaign else ""
            command = f"/image gallery{scope} --before {listed.oldest}"
            yield Text(_("Older ones: {command}").format(command=command), style="dim")

    def _grid(self, listed: GalleryListed) -> Table:
        """Return the images side by side, as many as the terminal has room for."""
        table = Table.grid(padding=(0, 2, 1, 0))
        across = max(1, min(len(listed.image_files), (self.console.width + 2) // (THUMBNAIL_COLUMNS + 2)))
        for _column in range(across):
            table.add_column(width=THUMBNAIL_COLUMNS, vertical="bottom")
        cells = [_cell(image_file, _label(image_file.image, listed)) for image_file in listed.image_files]
        for first in range(0, len(cells), across):
            table.add_row(*cells[first : first + across])
        return table


def _label(image: Image, listed: GalleryListed) -> str:
    """Return by what a picture is opened: a number is one of the session alone."""
    return image.id[:SHORT_ID] if listed.of_campaign else str(image.seq)


def _cell(image_file: ImageFile, label: str) -> Group:
    """Return a thumbnail above its number, its star and what of its description has room."""
    image = image_file.image
    caption = Text.assemble((f"{label} ", "bold"), f"{_star(image)}{image.prompt}", no_wrap=True, overflow="ellipsis")
    caption.truncate(THUMBNAIL_COLUMNS, overflow="ellipsis")
    return Group(thumbnail(image_file.copy), caption) if image_file.copy else Group(caption)


def _versions(listed: VersionsListed) -> Iterable[RenderableType]:
    rows = [
        (f"{'▸ ' if number == listed.at else '  '}{file.image.seq}", done or _excerpt(file.image.prompt))
        for number, (file, done) in enumerate(zip(listed.image_files, listed.done, strict=True))
    ]
    yield _two_columns(rows)
    yield Text(_("/image show NUMBER opens one, /image compare NUMBER sets it beside the one before."), style="dim")


def _empty_gallery(listed: GalleryListed) -> str:
    if listed.total:
        return _("There are no older pictures.")
    if listed.of_campaign:
        return _("There are no such pictures in the campaign that you may see.")
    if listed.favorites:
        return _("No picture has a star here yet. Give one with /image favorite last.")
    return _("This session has no pictures yet. Paint the first one with /image generate.")


def _list(listed: GalleryListed) -> Iterator[RenderableType]:
    """Return three lines or more for each image, where the terminal cannot show images."""
    width = max(len(_label(image_file.image, listed)) for image_file in listed.image_files)
    for image_file in listed.image_files:
        image = image_file.image
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", style="bold", no_wrap=True, width=width)
        table.add_column(overflow="fold")
        about = f"{image.id[:SHORT_ID]} · {_summary(image)} · {provider_title(image.provider)}{_seed(image)}"
        about += f" · {image.created_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(_label(image, listed), Text.assemble(f"{_star(image)}{_excerpt(image.prompt)}\n", (about, "dim")))
        yield table
        yield UnbrokenLine.assemble(" " * (width + 2), _path(image_file))


def _listed(
    result: ProvidersListed
    | StylesListed
    | QueueListed
    | Cancelled
    | Exported
    | ArchiveImported
    | RecapResult
    | HelpShown
    | Quit,
) -> Iterable[RenderableType]:
    match result:
        case ProvidersListed(providers):
            yield from map(_provider_line, providers)
        case StylesListed(styles):
            yield _two_columns([(style.id, f"{_(style.name)}: {_(style.description)}") for style in styles])
        case QueueListed(()):
            yield Text(_("Nothing is waiting in this session."))
        case QueueListed(requests):
            yield _two_columns(
                [(request.id, f"{_(_STATUSES[request.status])}: {_excerpt(request.prompt)}") for request in requests]
            )
        case Cancelled(request):
            yield Text(_("Cancelled: {description}").format(description=_excerpt(request.prompt)))
        case Exported():
            # A path has a line of its own.
            yield from (UnbrokenLine(_printable(line)) for line in export_lines(result))
        case ArchiveImported():
            yield from (Text(_printable(line)) for line in import_lines(result))
        case HelpShown(commands):
            yield from chain.from_iterable(map(_help_on, commands))
        case Quit():
            pass
        case _:
            yield from (Text(_printable(line)) for line in recap_lines(result))


def _preview(preview: Preview) -> Table:
    enhanced = preview.enhanced
    rows = [
        (_("Prompt"), enhanced.prompt),
        (_("Avoid"), enhanced.negative),
        (_("Type"), _type(enhanced.type)),
        (_("Style"), _style(preview.style)),
        (_("Painted by"), preview.provider.title),
        (_("Alt text"), said(enhanced.alt_text)),
        *((_("Note"), said(note or "")) for note in (*preview.notes, enhanced.note)),
    ]
    return _two_columns([(name, text) for name, text in rows if text], style="dim")


def _provider_line(status: ProviderStatus) -> Text:
    able = _("can paint") if status.available else _("cannot paint") if status.configured else _("not set up")
    name = _("{name} (the default)").format(name=status.name) if status.default else status.name
    warnings = (_("Warning: {warning}").format(warning=said(warning)) for warning in status.warnings)
    models = ", ".join(each.reference for each in status.models)
    choices = _("models: {models}").format(models=models) if models else ""
    parts = (said(status.reason or ""), status.abilities, choices, *warnings)
    more = "; ".join(part.rstrip(".") for part in parts if part)
    return Text(f"{name}: {status.title}, {able}{': ' if more else ''}{more}.")


def _help_on(command: Syntax) -> Iterable[RenderableType]:
    yield Text.assemble((command.usage, "bold"), f"  {_(command.meaning)}")
    if command.options:
        yield _two_columns([(f"  {option.usage}", _(option.meaning)) for option in command.options], style="")


def _two_columns(rows: Sequence[tuple[str, str]], style: str = "bold", width: int | None = None) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=style, no_wrap=True, width=width)
    table.add_column(overflow="fold")
    for name, meaning in rows:
        table.add_row(Text(name), Text(meaning))
    return table


def _no_image(request: Request) -> Text:
    if request.status == CANCELLED:
        return Text(_("Cancelled; nothing was painted."), style="yellow")
    reason = said(request.error_message or N_("The reason is in the log."))
    return Text(_("No picture this time: {reason}").format(reason=reason), style="red")


def _summary(image: Image) -> str:
    return f"{_type(image.type)}, {style_of(image)}, {image.width}x{image.height}"


def _type(image_type: str) -> str:
    return _(image_type.capitalize())


def _style(style: str | None) -> str:
    return style_name(style) if style else _("Artist's choice")


def _painter(image: Image) -> str:
    """Return who has painted it, and how long that took."""
    title = painted_by(image.provider, image.model)
    if image.generation_time is None:
        return title
    return _("{provider} in {seconds} s").format(provider=title, seconds=f"{image.generation_time:.1f}")


def _seed(image: Image) -> str:
    """Return the seed as it stands behind the provider; nothing where there is none."""
    return "" if image.seed is None else ", " + _("seed {seed}").format(seed=image.seed)


def _star(image: Image) -> str:
    return "★ " if image.is_favorite else ""


def _path(image_file: ImageFile) -> Text:
    """Return where the file is: on this machine, or its key in the image store."""
    if image_file.path is None:
        return Text(image_file.image.image_url or "")
    return Text(image_file.path, style=f"link {Path(image_file.path).as_uri()}")


def _excerpt(prompt: str) -> str:
    return prompt if len(prompt) <= LONGEST_EXCERPT else f"{prompt[: LONGEST_EXCERPT - 1]}…"


def _as_title(stage: str) -> str:
    """Return a stage of the work as the bar shows it."""
    text = _printable(said(stage))
    return text[:1].upper() + text[1:]


def _printable(text: str) -> str:
    """Return text that cannot steer the terminal: refusals repeat what was typed."""
    return "".join(char if char.isprintable() else " " for char in text)
