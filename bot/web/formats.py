"""A picture in another file format."""

import asyncio
import io
from typing import Literal

from PIL import Image

Format = Literal["png", "jpeg", "webp"]
ENDINGS: dict[Format, str] = {"png": "png", "jpeg": "jpg", "webp": "webp"}
_HOW: dict[Format, dict[str, int]] = {"png": {"compress_level": 6}, "jpeg": {"quality": 92}, "webp": {"quality": 90}}

#: A picture takes up to a second of a core and 50 MB.
_room = asyncio.Semaphore(2)


async def converted(original: bytes, format_: Format) -> bytes:
    """Return a stored picture file in another format; what is transparent turns black as JPEG."""
    async with _room:
        return await asyncio.to_thread(_convert, original, format_)


def _convert(original: bytes, format_: Format) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(original)) as picture:
        mode = "RGBA" if picture.has_transparency_data and format_ != "jpeg" else "RGB"
        picture.convert(mode).save(file, format_.upper(), **_HOW[format_])
    return file.getvalue()
