"""Smaller copies of an image: one for pages, one for lists, and one for wherever the original is too large.

The first two are JPEG, because somebody waits for them.
"""

import asyncio
import io
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

#: So many of 256 levels apart are still one colour.
NOTHING_SEEN = 4
DISPLAY_SIDE, THUMBNAIL_SIDE, PLACEHOLDER_SIDE = 1024, 320, 16


@dataclass(frozen=True, slots=True)
class Fitting:
    """A copy that is no larger than asked for, and the ending of its file's name."""

    data: bytes
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Step:
    scale: float
    format: str
    quality: int


#: Tried in turn until a copy is small enough; WebP keeps what is transparent, and takes longest.
_STEPS = (
    _Step(1.0, "webp", 92),
    _Step(1.0, "webp", 80),
    _Step(0.75, "webp", 80),
    _Step(0.5, "jpg", 85),
    _Step(0.25, "jpg", 80),
)
_PILLOW = {"webp": "WEBP", "jpg": "JPEG"}


def display_copy(image: Image.Image) -> bytes:
    """Return an RGB image as JPEG, at most 1024 pixels a side."""
    return _jpeg(image, DISPLAY_SIDE, 85)


def thumbnail_of(image: Image.Image) -> bytes:
    """Return an RGB image as JPEG, at most 320 pixels a side."""
    return _jpeg(image, THUMBNAIL_SIDE, 80)


def placeholder_of(thumbnail: bytes) -> bytes:
    """Return what an image looks like from afar, as a WebP file of some 100 bytes, made of its thumbnail."""
    with Image.open(io.BytesIO(thumbnail)) as picture:
        # The JPEG decoder leaves out what is not needed.
        picture.draft("RGB", (PLACEHOLDER_SIDE, PLACEHOLDER_SIDE))
        small = _scaled(picture.convert("RGB"), PLACEHOLDER_SIDE / max(picture.size))
    # Browsers grow it by straight lines between its pixels, whose edges would show.
    small = small.filter(ImageFilter.GaussianBlur(1))
    file = io.BytesIO()
    small.save(file, "WEBP", quality=60, method=0)
    return file.getvalue()


async def fitting_copy(original: bytes, most_bytes: int) -> Fitting | None:
    """Return the best copy of a stored image file that has at most so many bytes; None where not even a small has."""
    return await asyncio.to_thread(fitting, original, most_bytes)


def fitting(original: bytes, most_bytes: int) -> Fitting | None:
    """Return what `fitting_copy` does, for who may block."""
    with Image.open(io.BytesIO(original)) as picture:
        whole = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    for step in _STEPS:
        image = _scaled(whole, step.scale)
        file = io.BytesIO()
        # `method` is WebP's: its fastest but one.
        (image if step.format == "webp" else image.convert("RGB")).save(
            file, _PILLOW[step.format], quality=step.quality, method=1
        )
        if file.tell() <= most_bytes:
            return Fitting(file.getvalue(), step.format, image.width, image.height)
    return None


def _jpeg(image: Image.Image, side: int, quality: int) -> bytes:
    image = _scaled(image, min(1.0, side / max(image.size)))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.0)


def is_one_colour(thumbnail: bytes) -> bool:
    """Tell whether an image shows nothing but one colour: so servers hide what their filter objects to."""
    with Image.open(io.BytesIO(thumbnail)) as image:
        spans = ImageStat.Stat(image.convert("RGB")).extrema
    return all(high - low <= NOTHING_SEEN for low, high in spans)
