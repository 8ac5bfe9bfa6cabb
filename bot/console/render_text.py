"""Results as text: images, tables and sentences in a terminal; plain text in a pipe."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.cells import cell_len
from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.console.cast_output import as_lines
from bot.console.comparison_output import comparison_lines
from bot.console.follow import Report
from bot.console.grammar import Syntax
from bot.console.image_words import excerpt, painter_of, path_of, seed_of, star_of, summary_of, type_name
from bot.console.recap_output import recap_lines
from bot.console.render_exports import export_lines, import_lines
from bot.console.render_gallery import gallery_parts
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
    TagsShown,
    VersionsListed,
)
from bot.console.sharing_output import sharing_lines
from bot.console.terminal import Terminal, UnbrokenLine
from bot.console.terminal_images import full_image, terminal_shows_images
from generation.errors import ContentRefusedError
from generation.i18n import N_, _, said
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.chosen import style_name
from storage.errors import SceneError
from storage.records import CANCELLED, DELAYED, HELD, PROCESSING, QUEUED, Request

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
            case FavoriteSet() | TagsShown():
                yield Text(_printable(_told_of_image(result)))
            case GalleryListed():
                yield from gallery_parts(result, self.console.width, shows_images=self.shows_images)
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
            yield UnbrokenLine.assemble(f"{each.image.seq}  ", path_of(each))

    def _full_image(self, image_file: ImageFile) -> Iterable[RenderableType]:
        if image_file.copy:
            yield full_image(self.console, image_file.copy)
        image = image_file.image
        rows = [(_("Description"), image.prompt)]
        if image.enhanced_prompt and image.enhanced_prompt != image.prompt:
            rows.append((_("Prompt"), image.enhanced_prompt))
        rows += [
            (_("Picture"), f"{star_of(image)}{image.seq} · {image.id} · {summary_of(image)}"),
            (_("Painted by"), f"{painter_of(image)}{seed_of(image)}"),
        ]
        # A path has a line of its own, without a table's width.
        width = max(cell_len(name) for name in (_("File"), *(name for name, _text in rows)))
        yield _two_columns(rows, style="dim", width=width)
        yield UnbrokenLine.assemble((f"{_('File'):<{width}}  ", "dim"), path_of(image_file))


def _versions(listed: VersionsListed) -> Iterable[RenderableType]:
    rows = [
        (f"{'▸ ' if number == listed.at else '  '}{file.image.seq}", done or excerpt(file.image.prompt))
        for number, (file, done) in enumerate(zip(listed.image_files, listed.done, strict=True))
    ]
    yield _two_columns(rows)
    yield Text(_("/image show NUMBER opens one, /image compare NUMBER sets it beside the one before."), style="dim")


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
                [(request.id, f"{_(_STATUSES[request.status])}: {excerpt(request.prompt)}") for request in requests]
            )
        case Cancelled(request):
            yield Text(_("Cancelled: {description}").format(description=excerpt(request.prompt)))
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
        (_("Type"), type_name(enhanced.type)),
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


def _style(style: str | None) -> str:
    return style_name(style) if style else _("Artist's choice")


def _as_title(stage: str) -> str:
    """Return a stage of the work as the bar shows it."""
    text = _printable(said(stage))
    return text[:1].upper() + text[1:]


def _printable(text: str) -> str:
    """Return text that cannot steer the terminal: refusals repeat what was typed."""
    return "".join(char if char.isprintable() else " " for char in text)


def _told_of_image(result: FavoriteSet | TagsShown) -> str:
    """Return in a sentence what an image has now."""
    image = result.image_file.image
    if isinstance(result, FavoriteSet):
        told = (
            _("Picture {number} has your star.") if result.starred else _("Picture {number} no longer has your star.")
        )
        return told.format(number=image.seq)
    tags = ", ".join(image.tag_names)
    told = _("Picture {number} has these tags: {tags}") if tags else _("Picture {number} has no tags.")
    return told.format(number=image.seq, tags=tags)
