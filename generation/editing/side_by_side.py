"""Two images next to each other, to be compared: the one before on the left, the one after on the right."""

import asyncio
import io

from PIL import Image

#: The height of both, in pixels, and how far apart they stand.
HEIGHT, GAP = 640, 8
_GROUND = "#12141a"


async def side_by_side(before: bytes, after: bytes) -> bytes:
    """Return two image files side by side in one, each of the same height: a JPEG."""
    return await asyncio.to_thread(_side_by_side, before, after)


def _side_by_side(*files: bytes) -> bytes:
    pictures = list[Image.Image]()
    for data in files:
        with Image.open(io.BytesIO(data)) as opened:
            opened.draft("RGB", (HEIGHT * 2, HEIGHT))
            width = max(1, round(opened.width * HEIGHT / opened.height))
            pictures.append(opened.convert("RGB").resize((width, HEIGHT), Image.Resampling.BICUBIC, reducing_gap=1.5))
    sheet = Image.new("RGB", (sum(each.width for each in pictures) + GAP * (len(pictures) - 1), HEIGHT), _GROUND)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=88)
    return file.getvalue()
