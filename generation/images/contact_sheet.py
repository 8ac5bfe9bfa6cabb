"""The contact sheet of a gallery: several thumbnails in one. JPEG, because somebody waits."""

import asyncio
import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from generation.images.renditions import THUMBNAIL_SIDE

BACKGROUND, INK, FRAME = "#12141a", "#f4f1e8", "#3a3f4b"
#: Tried in turn until a sheet is small enough; the last is taken as it is.
_QUALITIES = (82, 70, 55, 40, 25)


#: Square cells, what is between them and the square of a number, in pixels. A thumbnail has its cell as it is: to be
#: made smaller would take longer than all else.
_ACROSS, _CELL, _GAP, _BADGE, _MOST_BYTES = 3, THUMBNAIL_SIDE, 6, 34, 300_000


async def contact_sheet(thumbnails: Sequence[bytes | None]) -> bytes:
    """Return one to nine thumbnails as a sheet of three in a row, numbered from 1: JPEG of at most 300 KB.

    None stands for a picture whose file is gone; its cell stays empty under its number.
    """
    return await asyncio.to_thread(_sheet, thumbnails)


def _sheet(files: Sequence[bytes | None]) -> bytes:
    columns = min(_ACROSS, max(1, len(files)))
    rows = max(1, -(-len(files) // columns))
    step = _CELL + _GAP
    sheet = Image.new("RGB", (columns * step + _GAP, rows * step + _GAP), BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    for index, file in enumerate(files):
        left, top = _GAP + index % columns * step, _GAP + index // columns * step
        if file is None:
            draw.rectangle((left, top, left + _CELL - 1, top + _CELL - 1), outline=FRAME, width=2)
        else:
            picture = fitting(file, _CELL, _CELL)
            sheet.paste(picture, (left + (_CELL - picture.width) // 2, top + (_CELL - picture.height) // 2))
        draw_badge(draw, (left, top), _BADGE, index + 1)
    return small_enough(sheet, _MOST_BYTES)


def draw_badge(draw: ImageDraw.ImageDraw, at: tuple[int, int], side: int, number: int) -> None:
    """Draw a cell's number in a square of `side` pixels."""
    left, top = at
    draw.rectangle((left, top, left + side, top + side), fill=BACKGROUND)
    font = ImageFont.load_default(size=side * 0.72)
    draw.text((left + side / 2, top + side / 2), str(number), fill=INK, font=font, anchor="mm")


def fitting(file: bytes, width: int, height: int) -> Image.Image:
    """Return the whole picture, as large as a box of this size in pixels has room for."""
    with Image.open(io.BytesIO(file)) as picture:
        # A JPEG is decoded at a half or a quarter of its size where that is enough.
        picture.draft("RGB", (width, height))
        scale = min(width / picture.width, height / picture.height)
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        return picture.convert("RGB").resize(size, Image.Resampling.BICUBIC, reducing_gap=1.0)


def small_enough(sheet: Image.Image, most_bytes: int) -> bytes:
    """Return a sheet as JPEG of at most so many bytes, as far as the lowest quality goes."""
    data = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        sheet.save(file, "JPEG", quality=quality)
        data = file.getvalue()
        if len(data) <= most_bytes:
            break
    return data
