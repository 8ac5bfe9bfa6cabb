"""An image file from elsewhere: checked to be a whole image, and made into the three sizes, all in threads."""

import asyncio
import hashlib
import struct
from collections.abc import Mapping
from dataclasses import replace

import pybase64
from PIL import Image

from generation.images.kinds import PNG
from generation.images.metadata import rewrite
from generation.images.normalize import BadImageError, Flaw, NormalImage, in_rgb, normalized, opened
from generation.images.renditions import display_copy, is_one_colour, placeholder_of, thumbnail_of

MAX_BYTES = 50 * 2**20
MAX_PIXELS = 4096 * 4096
#: 1536x1024, the largest of the common sizes that keep everything else waiting for less than 30 ms.
QUICK_PIXELS = 1536 * 1024


class CheckedImage:
    """An image file of an allowed format and size, from which the stored sizes are made as they are asked for.

    Those that do not need each other may be made at once. The file counts as whole when all three were made: only its
    header was read before.
    """

    def __init__(self, image: NormalImage, copies: tuple[bytes, bytes] | None, *, alone: bool) -> None:
        self.format, self.width, self.height = image.kind, image.width, image.height
        self.bytes, self.sha256, self.placeholder, self.one_colour = 0, "", "", False
        self._data = image.data
        self._display: bytes | None = copies[0] if copies else None
        self._thumbnail: bytes | None = copies[1] if copies else None
        self._alone = alone
        self._decoding: asyncio.Task[Image.Image] | None = None

    async def original(self, about: Mapping[str, str]) -> bytes:
        """Return the file with `about` as its only metadata; sets `bytes` and `sha256`.

        Raises:
            BadImageError: it is damaged.

        """
        original, self.sha256 = await asyncio.to_thread(_original, self._data, self.format, about)
        self.bytes = len(original)
        return original

    async def display(self) -> bytes:
        """Return the copy for pages, as JPEG.

        Raises:
            BadImageError: the file is not a whole image.

        """
        if self._display is None:
            self._display = await asyncio.to_thread(display_copy, await self._pixels())
        return self._display

    async def thumbnail(self) -> bytes:
        """Return the copy for lists, as JPEG; sets `placeholder` (base64) and `one_colour`.

        Raises:
            BadImageError: the file is not a whole image.

        """
        if self._thumbnail is None:
            self._thumbnail = await asyncio.to_thread(thumbnail_of, await self._pixels())
            self.one_colour = await asyncio.to_thread(is_one_colour, self._thumbnail)
        self.placeholder = pybase64.b64encode_as_string(await asyncio.to_thread(placeholder_of, self._thumbnail))
        return self._thumbnail

    async def _pixels(self) -> Image.Image:
        if self._decoding is None:
            self._decoding = asyncio.create_task(asyncio.to_thread(_decoded, self._data, alone=self._alone))
        return await self._decoding


async def check_image(data: bytes, copies: tuple[bytes, bytes] | None = None, *, alone: bool = False) -> CheckedImage:
    """Return an image file as all others here are, if its header says that it can be one.

    With `copies`, the display copy and the thumbnail that its own painter has made, it is not decoded once more. An
    image that comes `alone` may be decoded in less time, at the cost of all others in this process.

    Raises:
        BadImageError: the bytes are no image, or a larger or smaller one than is allowed.

    """
    if len(data) > MAX_BYTES:
        raise BadImageError(Flaw.TOO_MANY_BYTES)
    return CheckedImage(await normalized(data, MAX_PIXELS), copies, alone=alone)


async def whole_image(data: bytes, most_pixels: int) -> NormalImage:
    """Return a picture that somebody gives: decoded to its end, of at most so many pixels, saying nothing of itself.

    Raises:
        BadImageError: it is no image of a kind that is taken, damaged, or out of bounds.

    """
    image = await normalized(data, most_pixels)
    return await asyncio.to_thread(_bare, image) if image.kept else image


def _bare(image: NormalImage) -> NormalImage:
    """Decode an image that was kept as it came, and take out what it says of itself."""
    _decoded(image.data)
    original, _ = _original(image.data, image.kind, {})
    return replace(image, data=original)


def _original(data: bytes, format_: str, about: Mapping[str, str]) -> tuple[bytes, str]:
    try:
        original = rewrite(data, format_, about)
    except (struct.error, LookupError) as error:
        raise BadImageError(Flaw.DAMAGED) from error
    return original, hashlib.sha256(original).hexdigest()


def _decoded(data: bytes, *, alone: bool = False) -> Image.Image:
    """Decode a file to its end and return it in RGB."""
    image, kind = opened(data)
    if alone and kind == PNG and (quickly := _quickly(data, image)):
        return quickly
    try:
        image.load()
        return in_rgb(image).convert("RGB")
    except Exception as error:
        raise BadImageError(Flaw.DAMAGED) from error


def _quickly(data: bytes, image: Image.Image) -> Image.Image | None:
    """Decode a PNG of three times eight bits in half of Pillow's time, which is most of what an image costs us.

    Unlike Pillow it holds the interpreter meanwhile, so it is for small pictures only. Whatever it does not like is
    left to Pillow, whose word on a file is the last.
    """
    if image.mode != "RGB" or image.width * image.height > QUICK_PIXELS:
        return None
    import kornia_rs.io  # noqa: PLC0415  # 15 MB that a table of sketches never needs

    try:
        pixels = kornia_rs.io.decode_image_png_u8(data, (image.height, image.width), "rgb")
    except Exception:  # noqa: BLE001  # it raises nothing more specific
        return None
    return Image.fromarray(pixels)
