"""The style picker's picture: the previews of a table's styles side by side, numbered as its menus number them."""

import asyncio
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

#: Written by `python -m benchmarks.style_previews`, one WebP for each shipped style.
PREVIEWS = Path(__file__).parent / "style_previews"
#: Pixels a side of a preview, and between two.
SIDE, GAP = 192, 6
#: As wide as Discord shows a picture without making it smaller.
ACROSS = 4

_BACKGROUND, _INK, _BADGE = "#12141a", "#f4f1e8", 28


async def style_sheet(style_ids: Sequence[str]) -> bytes:
    """Return the previews of shipped styles, four in a row, numbered from 1, as WebP."""
    return await asyncio.to_thread(_sheet, style_ids)


def _sheet(style_ids: Sequence[str]) -> bytes:
    rows, step = -(-len(style_ids) // ACROSS), SIDE + GAP
    sheet = Image.new("RGB", (ACROSS * step + GAP, rows * step + GAP), _BACKGROUND)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=_BADGE * 0.7)
    for index, style_id in enumerate(style_ids):
        left, top = GAP + index % ACROSS * step, GAP + index // ACROSS * step
        with Image.open(io.BytesIO(_preview(style_id))) as picture:
            sheet.paste(picture, (left, top))
        draw.rectangle((left, top, left + _BADGE, top + _BADGE), fill=_BACKGROUND)
        draw.text((left + _BADGE / 2, top + _BADGE / 2), str(index + 1), fill=_INK, font=font, anchor="mm")
    file = io.BytesIO()
    sheet.save(file, "WEBP", quality=80, method=2)
    return file.getvalue()


@cache
def _preview(style_id: str) -> bytes:
    return (PREVIEWS / f"{style_id}.webp").read_bytes()
