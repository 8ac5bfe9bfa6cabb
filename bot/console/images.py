"""Images in the terminal: real pixels where it can show them, coloured half blocks where it cannot."""

import io
import os
import sys

from PIL import Image as Pillow
from rich.console import Console, RenderableType

#: A thumbnail's columns at most, and its rows.
THUMBNAIL_COLUMNS, THUMBNAIL_ROWS = 24, 9
WIDEST = 96


def terminal_shows_images(console: Console) -> bool:
    """Tell whether images can be shown: in colours, and where the terminal can be asked what else it can."""
    colours = console.color_system in {"256", "truecolor"}
    return colours and console.is_terminal and not console.is_dumb_terminal and sys.stdin.isatty() and os.isatty(1)


def full_image(console: Console, data: bytes) -> RenderableType:
    """Return an image that leaves room on the screen for what is written below it."""
    # Imported when first needed: the import asks the terminal what it can, which only a terminal answers.
    from textual_image.renderable import Image  # noqa: PLC0415

    image = Pillow.open(io.BytesIO(data))
    rows = max(8, console.height - 10)
    # A cell is about twice as high as it is wide.
    columns = min(console.width, WIDEST, round(2 * rows * image.width / image.height))
    return Image(image, width=max(1, columns), height="auto")


def thumbnail(data: bytes) -> RenderableType:
    """Return a small image in half blocks: in a table, a terminal's own pixels would not keep to their cell."""
    from textual_image.renderable import HalfcellImage  # noqa: PLC0415  # as above

    image = Pillow.open(io.BytesIO(data))
    columns = min(THUMBNAIL_COLUMNS, round(2 * THUMBNAIL_ROWS * image.width / image.height))
    return HalfcellImage(image, width=max(1, columns), height="auto")
