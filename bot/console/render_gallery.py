"""The gallery in a terminal: a grid of images where it can show them, lines where it cannot."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.console.image_words import excerpt, path_of, seed_of, star_of, summary_of
from bot.console.results import GalleryListed, ImageFile
from bot.console.terminal import UnbrokenLine
from bot.console.terminal_images import THUMBNAIL_COLUMNS, thumbnail
from generation.i18n import _, ngettext
from generation.provider_catalogue.titles import provider_title
from storage.records import Image

SHORT_ID = 8


def gallery_parts(listed: GalleryListed, width: int, *, shows_images: bool) -> Iterator[RenderableType]:
    """Yield a page of the gallery, in a grid where the terminal, of `width` columns, shows images."""
    if not listed.image_files:
        yield Text(_empty_gallery(listed))
        return
    yield from [_grid(listed, width)] if shows_images else _list(listed)
    shown = len(listed.image_files)
    counted = ngettext("{shown} of {total} picture", "{shown} of {total} pictures", listed.total)
    yield Text(f"{counted.format(shown=shown, total=listed.total)}, {_how(listed)}", style="dim")
    if shown < listed.total and listed.order == "newest":
        scope = " --scope campaign" if listed.of_campaign else ""
        command = f"/image gallery{scope} --before {listed.oldest}"
        yield Text(_("Older ones: {command}").format(command=command), style="dim")


def _how(listed: GalleryListed) -> str:
    """Say in which order the pictures are, and how one is opened."""
    if listed.order == "oldest":
        how = _("oldest first.")
    elif listed.order == "stars":
        how = _("those with the most stars first.")
    elif listed.of_campaign:
        return _("of the campaign, newest first. /image show ID opens one.")
    else:
        return _("newest first. /image show NUMBER opens one.")
    return f"{how} {_('/image show ID opens one.') if listed.of_campaign else _('/image show NUMBER opens one.')}"


def _grid(listed: GalleryListed, width: int) -> Table:
    """Return the images side by side, as many as the terminal has room for."""
    table = Table.grid(padding=(0, 2, 1, 0))
    across = max(1, min(len(listed.image_files), (width + 2) // (THUMBNAIL_COLUMNS + 2)))
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
    caption = Text.assemble((f"{label} ", "bold"), f"{star_of(image)}{image.prompt}", no_wrap=True, overflow="ellipsis")
    caption.truncate(THUMBNAIL_COLUMNS, overflow="ellipsis")
    return Group(thumbnail(image_file.copy), caption) if image_file.copy else Group(caption)


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
        about = f"{image.id[:SHORT_ID]} · {summary_of(image)} · {provider_title(image.provider)}{seed_of(image)}"
        about += f" · {image.created_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(
            _label(image, listed), Text.assemble(f"{star_of(image)}{excerpt(image.prompt)}\n", (about, "dim"))
        )
        yield table
        yield UnbrokenLine.assemble(" " * (width + 2), path_of(image_file))
