"""Several pictures in one: the contact sheet of a gallery, and the grid of a batch. JPEG, because somebody waits."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from generation.images.renditions import THUMBNAIL_SIDE

_BACKGROUND, _BADGE, _INK, _FRAME = "#12141a", "#12141a", "#f4f1e8", "#3a3f4b"
#: Tried in turn until a sheet is small enough; the last is taken as it is.
_QUALITIES = (82, 70, 55, 40, 25)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Square cells of `cell` pixels, `gap` apart, at most `across` in a row, in a file of at most `most_bytes`."""

    across: int
    cell: int
    gap: int
    badge: int
    most_bytes: int


#: A thumbnail has its cell as it is: to be made smaller would take longer than all else.
_SHEET = _Layout(across=3, cell=THUMBNAIL_SIDE, gap=6, badge=34, most_bytes=300_000)
_GRID = _Layout(across=2, cell=768, gap=8, badge=64, most_bytes=1_000_000)


async def contact_sheet(thumbnails: Sequence[bytes | None]) -> bytes:
    """Return one to nine thumbnails as a sheet of three in a row, numbered from 1: JPEG of at most 300 KB.

    None stands for a picture whose file is gone; its cell stays empty under its number.
    """
    return await asyncio.to_thread(_sheet, thumbnails, _SHEET)


async def grid(pictures: Sequence[bytes | None]) -> bytes:
    """Return one to four pictures as a grid of two in a row, numbered from 1: JPEG of at most 1 MB.

    None stands for a picture whose file is gone.
    """
    return await asyncio.to_thread(_sheet, pictures, _GRID)


def _sheet(files: Sequence[bytes | None], layout: _Layout) -> bytes:
    columns = min(layout.across, max(1, len(files)))
    rows = max(1, -(-len(files) // columns))
    step = layout.cell + layout.gap
    sheet = Image.new("RGB", (columns * step + layout.gap, rows * step + layout.gap), _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=layout.badge * 0.72)
    for index, file in enumerate(files):
        left, top = layout.gap + index % columns * step, layout.gap + index // columns * step
        if file is None:
            draw.rectangle((left, top, left + layout.cell - 1, top + layout.cell - 1), outline=_FRAME, width=2)
        else:
            picture = _fitting(file, layout.cell)
            sheet.paste(picture, (left + (layout.cell - picture.width) // 2, top + (layout.cell - picture.height) // 2))
        draw.rectangle((left, top, left + layout.badge, top + layout.badge), fill=_BADGE)
        middle = left + layout.badge / 2, top + layout.badge / 2
        draw.text(middle, str(index + 1), fill=_INK, font=font, anchor="mm")
    return _small_enough(sheet, layout.most_bytes)


def _fitting(file: bytes, side: int) -> Image.Image:
    """Return the whole picture, as large as a square of `side` pixels has room for."""
    with Image.open(io.BytesIO(file)) as picture:
        # A JPEG is decoded at a half or a quarter of its size where that is enough.
        picture.draft("RGB", (side, side))
        scale = side / max(picture.size)
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        return picture.convert("RGB").resize(size, Image.Resampling.BICUBIC, reducing_gap=1.0)


def _small_enough(sheet: Image.Image, most_bytes: int) -> bytes:
    data = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        sheet.save(file, "JPEG", quality=quality)
        data = file.getvalue()
        if len(data) <= most_bytes:
            break
    return data
