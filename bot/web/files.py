"""Files as answers: strong ETags, ranges, what a cache may keep, and images in another file format."""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from fastapi import Request, Response
from PIL import Image

from bot.web.errors import error_answer

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
Format = Literal["png", "jpeg", "webp"]
ENDINGS: dict[Format, str] = {"png": "png", "jpeg": "jpg", "webp": "webp"}
_HOW: dict[Format, dict[str, int]] = {"png": {"compress_level": 6}, "jpeg": {"quality": 92}, "webp": {"quality": 90}}

#: A picture takes up to a second of a core and 50 MB.
_room = asyncio.Semaphore(2)


@dataclass(frozen=True, slots=True)
class File:
    """A file that never changes under its `etag`; `load` is not called where the caller has it."""

    etag: str
    media_type: str
    load: Callable[[], Awaitable[bytes]]
    cache_control: str
    #: The name under which it is to be saved.
    download: str | None = None


async def send(request: Request, file: File) -> Response:
    """Return a file, what of it is asked for, or the word that the caller has it already."""
    etag = f'"{file.etag}"'
    headers = {"ETag": etag, "Cache-Control": file.cache_control, "Accept-Ranges": "bytes"}
    if _names(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    if file.download:
        headers["Content-Disposition"] = f'attachment; filename="{file.download}"'
    data = await file.load()
    wanted = request.headers.get("range")
    if wanted and request.headers.get("if-range", etag) == etag:
        match _range(wanted, len(data)):
            case None:
                pass
            case (first, last) if first > last:
                size = {"Content-Range": f"bytes */{len(data)}"}
                return error_answer(416, "There is no such part of this file.", "range_not_satisfiable", headers=size)
            case (first, last):
                headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
                return Response(data[first : last + 1], 206, headers, file.media_type)
    return Response(data, 200, headers, file.media_type)


def _names(header: str, etag: str) -> bool:
    named = {part.strip().removeprefix("W/") for part in header.split(",")}
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
