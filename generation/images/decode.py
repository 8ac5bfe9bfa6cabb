"""An image file from elsewhere: checked to be a whole image, and made into the three sizes, all in threads."""

import asyncio
import hashlib
import io
import struct
from collections.abc import Mapping

import pybase64
from PIL import ExifTags, Image, ImageOps

from generation.i18n import N_
from generation.images.metadata import rewrite
from generation.images.renditions import display_copy, placeholder_of, thumbnail_of
from storage.errors import SceneError

FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
MAX_BYTES = 50 * 2**20
MAX_PIXELS = 4096 * 4096
MIN_SIDE = 16
#: 1536x1024, the largest of the common sizes that keep everything else waiting for less than 30 ms.
QUICK_PIXELS = 1536 * 1024

#: What Pillow and `struct` raise over a damaged file.
_DAMAGED = (OSError, SyntaxError, ValueError, struct.error, Warning, Image.DecompressionBombError)
_NO_IMAGE = N_("The provider sent something that is not a whole picture.")
#: How a turned image is written anew: so well that nobody sees it.
_ANEW: dict[str, dict[str, int]] = {"jpg": {"quality": 95}, "png": {"compress_level": 1}, "webp": {"lossless": 1}}


class BadImageError(SceneError):
    """Say why bytes are no image that can be stored."""

    code = "bad_image"


class CheckedImage:
    """An image file of an allowed format and size, from which the stored sizes are made as they are asked for.

    Those that do not need each other may be made at once. The file counts as whole when all three were made: only its
    header was read before.
    """

    def __init__(  # what the header says, and how the sizes are made
        self, data: bytes, format_: str, width: int, height: int, copies: tuple[bytes, bytes] | None, *, alone: bool
    ) -> None:
        self.format, self.width, self.height = format_, width, height
        self.bytes, self.sha256, self.placeholder = 0, "", ""
        self._data = data
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
        """Return the copy for lists, as JPEG; sets `placeholder` (base64).

        Raises:
            BadImageError: the file is not a whole image.

        """
        if self._thumbnail is None:
            self._thumbnail = await asyncio.to_thread(thumbnail_of, await self._pixels())
        self.placeholder = pybase64.b64encode_as_string(await asyncio.to_thread(placeholder_of, self._thumbnail))
        return self._thumbnail

    async def _pixels(self) -> Image.Image:
        if self._decoding is None:
            self._decoding = asyncio.create_task(asyncio.to_thread(_decoded, self._data, alone=self._alone))
        return await self._decoding


async def check_image(data: bytes, copies: tuple[bytes, bytes] | None = None, *, alone: bool = False) -> CheckedImage:
    """Return an image file whose header says that it is of an allowed format and size.

    With `copies`, the display copy and the thumbnail that its own painter has made, it is not decoded once more. An
    image that comes `alone` may be decoded in less time, at the cost of all others in this process.

    Raises:
        BadImageError: the bytes are no image, or a larger or smaller one than is allowed.

    """
    return CheckedImage(*await asyncio.to_thread(_read_header, data), copies, alone=alone)


def image_format(data: bytes) -> str:
    """Decode an image file to its end and return its format: png, jpg or webp.

    Raises:
        BadImageError: the bytes are not a whole image, or one of a size that is not allowed.

    """
    _decoded(data)
    return _opened(data)[1]


def _read_header(data: bytes) -> tuple[bytes, str, int, int]:
    """Return the file, its first row of pixels the upper edge, and its format, width and height."""
    image, format_ = _opened(data)
    if not _is_turned(image):
        return data, format_, image.width, image.height
    # Others' metadata go, and with them the word that viewers should turn it.
    try:
        upright = ImageOps.exif_transpose(image)
        file = io.BytesIO()
        upright.save(file, image.format, icc_profile=image.info.get("icc_profile"), **_ANEW[format_])
    except _DAMAGED as error:
        raise BadImageError(_NO_IMAGE) from error
    return file.getvalue(), format_, upright.width, upright.height


def _opened(data: bytes) -> tuple[Image.Image, str]:
    """Open a file without decoding it, if it is of an allowed format and size."""
    if len(data) > MAX_BYTES:
        raise BadImageError(N_("The provider sent a file that is too large to be a picture."))
    try:
        # A bomb needs none of Pillow's warnings (whose filters threads share): the size is refused before decoding.
        image = Image.open(io.BytesIO(data), formats=list(FORMATS))
    except _DAMAGED as error:
        raise BadImageError(_NO_IMAGE) from error
    if image.width * image.height > MAX_PIXELS:
        raise BadImageError(N_("The provider sent a picture that is too large."))
    if min(image.size) < MIN_SIDE:
        raise BadImageError(N_("The provider sent a picture that is too small to be one."))
    return image, FORMATS[image.format or "PNG"]


def _is_turned(image: Image.Image) -> bool:
    """Tell whether viewers turn or mirror an image because its EXIF says so."""
    # To ask Pillow for what is not there would decode a PNG to its end.
    if "exif" not in image.info:
        return False
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1) in range(2, 9)
    except (*_DAMAGED, LookupError, TypeError):
        return False


def _original(data: bytes, format_: str, about: Mapping[str, str]) -> tuple[bytes, str]:
    try:
        original = rewrite(data, format_, about)
    except (struct.error, LookupError) as error:
        raise BadImageError(_NO_IMAGE) from error
    return original, hashlib.sha256(original).hexdigest()


def _decoded(data: bytes, *, alone: bool = False) -> Image.Image:
    """Decode a file to its end and return it in RGB."""
    image, _ = _opened(data)
    if alone and (quickly := _quickly(data, image)):
        return quickly
    try:
        image.load()
    except _DAMAGED as error:
        raise BadImageError(_NO_IMAGE) from error
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow's own conversion would cut them off at white.
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _quickly(data: bytes, image: Image.Image) -> Image.Image | None:
    """Decode a PNG of three times eight bits in half of Pillow's time, which is most of what an image costs us.

    Unlike Pillow it holds the interpreter meanwhile, so it is for small pictures only. Whatever it does not like is
    left to Pillow, whose word on a file is the last.
    """
    if image.format != "PNG" or image.mode != "RGB" or image.width * image.height > QUICK_PIXELS:
        return None
    import kornia_rs.io  # noqa: PLC0415  # 15 MB that a table of sketches never needs

    try:
        pixels = kornia_rs.io.decode_image_png_u8(data, (image.height, image.width), "rgb")
    except Exception:  # noqa: BLE001  # it raises nothing more specific
        return None
    return Image.fromarray(pixels)
