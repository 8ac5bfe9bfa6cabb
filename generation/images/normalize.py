"""A picture from elsewhere, whoever gives it: one upright frame in RGB or RGBA, of no more pixels than can be used.

What is so already stays byte for byte as it came. Whatever else the file says is taken out by
`generation.images.metadata`, without decoding.
"""

import asyncio
import io
import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto

from PIL import ExifTags, Image

from generation.images.kinds import AVIF, GIF, HEIC, JPEG, PNG, WEBP, kind_of
from storage.errors import SceneError

#: What a file may have by its header. To decode any of them takes up to 500 MB; a JPEG is decoded at an eighth to a
#: half of its size, and takes 60 (progressive, 310).
MOST_PIXELS: Mapping[str, int] = {
    JPEG: 100_000_000,
    PNG: 100_000_000,
    GIF: 100_000_000,
    HEIC: 60_000_000,
    AVIF: 50_000_000,
    WEBP: 30_000_000,
}
MIN_SIDE = 16
#: What is stored and sent on as it came.
_STORED = frozenset({PNG, JPEG, WEBP})
_PILLOW = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP", AVIF: "AVIF", HEIC: "HEIF", GIF: "GIF"}
#: What is to be done about an orientation of EXIF.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: So many rows are brought into RGB at once.
_STRIP = 256
# Sizes are refused below, by the header and before decoding; Pillow's own warning goes by filters that threads share.
Image.MAX_IMAGE_PIXELS = None
#: One at a time, because of the memory.
_one_thread = ThreadPoolExecutor(1, "rewritten-picture")


class Flaw(Enum):
    """Why a file is of no use as a picture."""

    NO_IMAGE = auto()
    DAMAGED = auto()
    #: A HEIC that the library does not read, or for which there is none on this system.
    UNREADABLE_HEIC = auto()
    TOO_MANY_BYTES = auto()
    TOO_MANY_PIXELS = auto()
    TOO_SMALL = auto()


class BadImageError(SceneError):
    """Say why bytes are no image that can be used: the flaw, and the kind and size of what has too many pixels."""

    code = "bad_image"

    def __init__(self, flaw: Flaw, kind: str = "", pixels: int = 0) -> None:
        super().__init__(flaw.name)
        self.flaw, self.kind, self.pixels = flaw, kind, pixels


@dataclass(frozen=True, slots=True)
class NormalImage:
    """A PNG, JPEG or WebP file (`kind` is its ending) of one upright frame in RGB or RGBA; only its header was read.

    Its metadata are still those that it came with, where it was `kept` as it came.
    """

    data: bytes
    kind: str
    width: int
    height: int
    kept: bool


async def normalized(data: bytes, most_pixels: int) -> NormalImage:
    """Return an image file as all others here are, with at most so many pixels; larger ones are made smaller.

    Raises:
        BadImageError: it is no image of a kind that is taken, damaged, or out of bounds.

    """
    image, kind, is_normal = await asyncio.to_thread(_looked_at, data, most_pixels)
    if is_normal:
        return NormalImage(data, kind, image.width, image.height, kept=True)
    return await asyncio.get_running_loop().run_in_executor(_one_thread, _rewritten, image, kind, most_pixels)


def opened(data: bytes) -> tuple[Image.Image, str]:
    """Open an image file without decoding it, and return it with its kind.

    Raises:
        BadImageError: it is no image of a kind that is taken, or one of a size that is not.

    """
    kind = kind_of(data)
    if kind is None:
        raise BadImageError(Flaw.NO_IMAGE)
    try:
        if kind == HEIC:
            import pi_heif  # noqa: PLC0415  # 4 MB that few pictures need

            pi_heif.register_heif_opener()
        image = Image.open(io.BytesIO(data), formats=[_PILLOW[kind]])
    except Exception as error:
        raise _damaged(kind) from error
    if image.width * image.height > MOST_PIXELS[kind]:
        raise BadImageError(Flaw.TOO_MANY_PIXELS, kind, image.width * image.height)
    if min(image.size) < MIN_SIDE:
        raise BadImageError(Flaw.TOO_SMALL)
    return image, kind


def in_rgb(image: Image.Image) -> Image.Image:
    """Return a decoded image in RGB, or in RGBA if there is something transparent about it."""
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow's own conversion would cut them off at white.
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _damaged(kind: str) -> BadImageError:
    return BadImageError(Flaw.UNREADABLE_HEIC if kind == HEIC else Flaw.DAMAGED)


def _looked_at(data: bytes, most_pixels: int) -> tuple[Image.Image, str, bool]:
    """Open an image file and return it with its kind, and whether it can stay as it came."""
    image, kind = opened(data)
    # Of a JPEG (MPO) or PNG with more frames than one, the others are left out with its metadata.
    frames = getattr(image, "n_frames", 1) if kind == WEBP else 1
    can_stay = kind in _STORED and frames == 1 and image.mode in {"RGB", "RGBA"}
    is_small = image.width * image.height <= most_pixels
    return image, kind, can_stay and is_small and _orientation(image) not in _UPRIGHT


def _orientation(image: Image.Image) -> int:
    """Return how viewers turn or mirror an image because its EXIF says so; 1 is not at all."""
    # To ask Pillow for what is not there would decode a PNG to its end.
    if "exif" not in image.info:
        return 1
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # damaged tags raise anything, and are no reason to refuse the picture
        return 1


def _rewritten(image: Image.Image, kind: str, most_pixels: int) -> NormalImage:
    try:
        orientation, profile = _orientation(image), image.info.get("icc_profile")
        # A profile of grey or of inks says nothing about the colours that are written.
        profile = profile if image.mode in {"RGB", "RGBA"} else None
        small = _within(image, kind, most_pixels)
        if orientation in _UPRIGHT:
            small = small.transpose(_UPRIGHT[orientation])
        if small.mode == "RGBA" and small.getchannel("A").getextrema() == (255, 255):
            small = small.convert("RGB")
        written = PNG if small.mode == "RGBA" or kind in {PNG, GIF} else JPEG
        file = io.BytesIO()
        # So well that nobody sees it. What the image says of itself is not handed on.
        how = {"compress_level": 1} if written == PNG else {"quality": 95}
        small.info = {}
        small.save(file, _PILLOW[written], icc_profile=profile, **how)
    except Exception as error:
        raise _damaged(kind) from error
    return NormalImage(file.getvalue(), written, small.width, small.height, kept=False)


def _within(image: Image.Image, kind: str, most_pixels: int) -> Image.Image:
    """Decode an image and return it in RGB or RGBA with at most so many pixels."""
    scale = min(1.0, math.sqrt(most_pixels / (image.width * image.height)))
    width, height = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    if kind == JPEG:
        # The decoder leaves out what is not needed.
        image.draft(None, (width, height))
    image.load()
    factor = min(image.width // width, image.height // height)
    small = in_rgb(image) if factor < 2 else _by_strips(image, factor)  # nothing to divide by
    return small if scale == 1 else small.resize((width, height), Image.Resampling.BICUBIC)


def _by_strips(image: Image.Image, factor: int) -> Image.Image:
    """Return an image in RGB or RGBA at a whole fraction of its size; but for the result it takes no memory."""
    rows = _STRIP * factor
    strips = [
        in_rgb(image.crop((0, top, image.width, min(image.height, top + rows)))).reduce(factor)
        for top in range(0, image.height, rows)
    ]
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * _STRIP))
    return whole
