"""Images in the terminal: real pixels where it can show them, coloured half blocks where it cannot."""

import io
import os
import sys

from PIL import Image as Pillow
from rich.console import Console, RenderableType

from bot.console.half_blocks import HALF_BLOCK, HalfBlocks

#: A thumbnail's columns at most, and its rows.
THUMBNAIL_COLUMNS, THUMBNAIL_ROWS = 24, 9
WIDEST = 96


def terminal_shows_images(console: Console) -> bool:
    """Tell whether images can be shown: in colours, and where the terminal can be asked what else it can."""
    colours = console.color_system in {"standard", "256", "truecolor"} and _can_write(HALF_BLOCK, console.encoding)
    return colours and console.is_terminal and not console.is_dumb_terminal and sys.stdin.isatty() and os.isatty(1)


def full_image(console: Console, data: bytes) -> RenderableType:
    """Return an image that leaves room on the screen for what is written below it."""
    # Imported when first needed: the import asks the terminal what it can, which only a terminal answers.
    from textual_image.renderable import Image as PixelImage  # noqa: PLC0415
    from textual_image.renderable import SixelImage, TGPImage  # noqa: PLC0415

    image = Pillow.open(io.BytesIO(data))
    rows = max(8, console.height - 10)
    columns = max(1, min(console.width, WIDEST, _columns_of(image, rows)))
    if PixelImage in {SixelImage, TGPImage}:
        return PixelImage(image, width=columns, height="auto")
    return HalfBlocks(image, columns)


def thumbnail(data: bytes) -> RenderableType:
    """Return a small image in half blocks: in a table, a terminal's own pixels would not keep to their cell."""
    image = Pillow.open(io.BytesIO(data))
    return HalfBlocks(image, min(THUMBNAIL_COLUMNS, _columns_of(image, THUMBNAIL_ROWS)))


def _columns_of(image: Pillow.Image, rows: int) -> int:
    """Return how wide an image is that has so many rows: a cell is about twice as high as it is wide."""
    return round(2 * rows * image.width / image.height)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
