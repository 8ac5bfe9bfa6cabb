"""Pixel edits applied to an image file by Pillow, in a thread: the same bytes for the same file and edits.

Colours are brought to sRGB first, what the file says of itself is left out, and what is transparent stays so.
"""

import asyncio
import io
from dataclasses import dataclass

from PIL import Image, ImageCms

from generation.editing.captions import with_caption
from generation.editing.frames import framed
from generation.editing.grades import IDENTITY, tone_matrix
from generation.editing.pixel_edits import RATIOS, PixelEdits
from generation.images.kinds import JPEG, PNG
from generation.images.normalize import MIN_SIDE, BadImageError, Flaw, in_rgb, opened

#: The longest side of a preview, in pixels.
PREVIEW_SIDE = 768
#: So many rows are recoloured at once, as that keeps the interpreter to itself: a few milliseconds.
_STRIP = 128
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Preview:
    """What edits would make of an image, small: a JPEG (transparent parts grey), and the size that it would have."""

    data: bytes
    width: int
    height: int


async def edited_file(data: bytes, edits: PixelEdits) -> bytes:
    """Return an edited image file: PNG where it was one or is transparent, else JPEG of a quality that shows nothing.

    Raises:
        BadImageError: it is no whole image.

    """
    return await asyncio.to_thread(_edited_file, data, edits)


async def preview(data: bytes, edits: PixelEdits, size: tuple[int, int]) -> Preview:
    """Return what edits would make of an image of a size, from any copy of it.

    Raises:
        BadImageError: it is no whole image.

    """
    return await asyncio.to_thread(_preview, data, edits, size)


def size_after(size: tuple[int, int], edits: PixelEdits) -> tuple[int, int]:
    """Return the size of an image, before its frame, of which edits have been made."""
    width, height = reversed(size) if edits.rotate in {90, 270} else size
    left, top, right, bottom = _crop_box(width, height, edits)
    return right - left, bottom - top


def apply_edits(image: Image.Image, edits: PixelEdits) -> Image.Image:
    """Return an image in RGB or RGBA with the edits made, in the order that they have."""
    if edits.rotate:
        image = image.transpose(_TURNS[edits.rotate])
    if edits.flip:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if edits.flop:
        image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if edits.crop:
        image = image.crop(_crop_box(image.width, image.height, edits))
    image = _recoloured(image, edits)
    if edits.caption:
        image = with_caption(image, edits.caption)
    return framed(image, edits.frame) if edits.frame else image


def _crop_box(width: int, height: int, edits: PixelEdits) -> tuple[int, int, int, int]:
    if not edits.crop:
        return 0, 0, width, height
    across, down = RATIOS[edits.crop]
    # Whole numbers throughout, so that the page cuts at the same pixel.
    wide = max(MIN_SIDE, min(width, height * across // down))
    high = max(MIN_SIDE, min(height, width * down // across))
    left, top = (width - wide) * edits.crop_x // 100, (height - high) * edits.crop_y // 100
    return left, top, left + wide, top + high


def _recoloured(image: Image.Image, edits: PixelEdits) -> Image.Image:
    matrix = tone_matrix(edits.brightness, edits.contrast, edits.saturation, edits.temperature, edits.grade)
    if matrix == IDENTITY:
        return image
    flat = tuple(value for row in matrix for value in row)
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    coloured = Image.new("RGB", image.size)
    for top in range(0, image.height, _STRIP):
        strip = image.crop((0, top, image.width, min(image.height, top + _STRIP))).convert("RGB")
        coloured.paste(strip.convert("RGB", flat), (0, top))
    if alpha is not None:
        coloured.putalpha(alpha)
    return coloured


def _loaded(data: bytes) -> tuple[Image.Image, str]:
    """Decode a file to its end, and bring its colours to sRGB."""
    image, kind = opened(data)
    try:
        profile = image.info.get("icc_profile")
        image.load()
        image = in_rgb(image)
    except Exception as error:
        raise BadImageError(Flaw.DAMAGED) from error
    if profile:
        image = _in_srgb(image, profile)
    image.info = {}
    return image, kind


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        converted = ImageCms.profileToProfile(image.convert("RGB"), source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        # A profile that says nothing readable is taken for what nearly all are.
        return image
    if converted is None:
        return image
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _edited_file(data: bytes, edits: PixelEdits) -> bytes:
    image, kind = _loaded(data)
    image = apply_edits(image, edits)
    file = io.BytesIO()
    if kind == JPEG and image.mode == "RGB":
        image.save(file, "JPEG", quality=95)
    else:
        image.save(file, PNG.upper(), compress_level=2)
    return file.getvalue()


def _preview(data: bytes, edits: PixelEdits, size: tuple[int, int]) -> Preview:
    image, _ = _loaded(data)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.BICUBIC, reducing_gap=1.5)
    edited = apply_edits(image, edits)
    if edited.mode == "RGBA":
        ground = Image.new("RGBA", edited.size, "#808080")
        edited = Image.alpha_composite(ground, edited).convert("RGB")
    file = io.BytesIO()
    edited.save(file, "JPEG", quality=88)
    return Preview(file.getvalue(), *size_after(size, edits))
