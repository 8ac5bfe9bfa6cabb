"""A provider's bytes: checked to be a picture, and made into the three sizes, all in threads."""

import asyncio
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from generation.copies import display_copy, thumbnail_of
from generation.metadata import rewrite
from generation.providers.base import Copies, UnavailableError

FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
MAX_BYTES = 50 * 2**20
MAX_PIXELS = 4096 * 4096
MIN_SIDE = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture in its three sizes."""

    original: bytes
    display: bytes
    thumbnail: bytes
    width: int
    height: int
    format: str
    sha256: str


async def prepare(data: bytes, about: Mapping[str, str], copies: Copies | None = None) -> Picture:
    """Check a picture file, make its smaller copies, and have it say what `about` says, nothing else.

    Where its own painter has made the `copies`, it is not decoded once more.

    Raises:
        UnavailableError: the bytes are not a whole picture, or a larger or smaller one than is allowed.

    """
    if len(data) > MAX_BYTES:
        raise UnavailableError("The provider sent a file that is too large to be a picture.")
    if copies is not None:
        header = Image.open(io.BytesIO(data), formats=list(FORMATS))
        format_ = FORMATS[header.format or "PNG"]
        original, sha256 = await asyncio.to_thread(_original, data, format_, about)
        return Picture(original, copies.display, copies.thumbnail, header.width, header.height, format_, sha256)
    image, format_ = await asyncio.to_thread(_open, data)
    (original, sha256), display, thumbnail = await asyncio.gather(
        asyncio.to_thread(_original, data, format_, about),
        asyncio.to_thread(display_copy, image),
        asyncio.to_thread(thumbnail_of, image),
    )
    return Picture(original, display, thumbnail, image.width, image.height, format_, sha256)


def _original(data: bytes, format_: str, about: Mapping[str, str]) -> tuple[bytes, str]:
    original = rewrite(data, format_, about)
    return original, hashlib.sha256(original).hexdigest()


def picture_format(data: bytes) -> str:
    """Decode a picture file whole and return its format: png, jpg or webp.

    Raises:
        UnavailableError: the bytes are not a whole picture, or one of a size that is not allowed.

    """
    return _open(data)[1]


def _open(data: bytes) -> tuple[Image.Image, str]:
    try:
        # A bomb needs none of Pillow's warnings (whose filters threads share): the size is refused before decoding.
        image: Image.Image = Image.open(io.BytesIO(data), formats=list(FORMATS))
        if image.width * image.height > MAX_PIXELS:
            raise UnavailableError("The provider sent a picture that is too large.")
        if min(image.size) < MIN_SIDE:
            raise UnavailableError("The provider sent a picture that is too small to be one.")
        image.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise UnavailableError("The provider sent something that is not a whole picture.") from error
    format_ = FORMATS[image.format or "PNG"]
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow's own conversion would cut them off at white.
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB"), format_
