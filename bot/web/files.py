"""Files as responses: strong ETags, ranges, cache headers, and images in another file format."""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from fastapi import Request, Response
from PIL import Image

from bot.web.errors import error_response
from generation.i18n import _

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
Format = Literal["png", "jpeg", "webp"]
ENDINGS: dict[Format, str] = {"png": "png", "jpeg": "jpg", "webp": "webp"}
_SAVE_OPTIONS: dict[Format, dict[str, int]] = {
    "png": {"compress_level": 6},
    "jpeg": {"quality": 92},
    "webp": {"quality": 90},
}

#: A conversion takes up to a second of a core and 50 MB.
_conversion_slots = asyncio.Semaphore(2)


@dataclass(frozen=True, slots=True)
class CacheableFile:
    """A file that never changes under its `etag`; `load` is not called where the caller has it."""

    etag: str
    media_type: str
    load: Callable[[], Awaitable[bytes]]
    cache_control: str
    #: The name under which it is to be saved.
    download: str | None = None


async def file_response(request: Request, file: CacheableFile) -> Response:
    """Return a file, the range that is asked for, or 304 where the caller has it already."""
    etag = f'"{file.etag}"'
    headers = {"ETag": etag, "Cache-Control": file.cache_control, "Accept-Ranges": "bytes"}
    if is_had(request, etag):
        return Response(status_code=304, headers=headers)
    if file.download:
        headers["Content-Disposition"] = f'attachment; filename="{file.download}"'
    data = await file.load()
    range_header = request.headers.get("range")
    if range_header and request.headers.get("if-range", etag) == etag:
        match _range(range_header, len(data)):
            case None:
                pass
            case (first, last) if first > last:
                size = {"Content-Range": f"bytes */{len(data)}"}
                refusal = _("There is no such part of this file.")
                return error_response(416, refusal, "range_not_satisfiable", headers=size)
            case (first, last):
                headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
                return Response(data[first : last + 1], 206, headers, file.media_type)
    return Response(data, 200, headers, file.media_type)


def is_had(request: Request, etag: str) -> bool:
    """Tell whether the caller has what has this ETag."""
    named = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    return "*" in named or etag in named


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of a range, the first behind the last where there is none of it in the file.

    None stands for the whole file: what is no range, and several at once.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        return (max(0, size - int(match[2])), size - 1) if int(match[2]) else (size, size - 1)
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    return (first, last) if first < size else (size, size - 1)


async def convert_image(original: bytes, format_: Format) -> bytes:
    """Return an image file in another format; what is transparent turns black as JPEG."""
    async with _conversion_slots:
        return await asyncio.to_thread(_convert, original, format_)


def _convert(original: bytes, format_: Format) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(original)) as image:
        mode = "RGBA" if image.has_transparency_data and format_ != "jpeg" else "RGB"
        image.convert(mode).save(file, format_.upper(), **_SAVE_OPTIONS[format_])
    return file.getvalue()
