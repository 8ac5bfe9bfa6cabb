"""The part of an image that a change is for: cells of a 3x3 grid, or what was brushed; a short text in a row.

The text is `cells:` and the numbers of cells (1 top left, 9 bottom right), or `brush:` and a small PNG in base64, white
where the change is to be. Either is made as large as the image only for the provider.
"""

import asyncio
import io

import pybase64
from PIL import Image, ImageDraw, ImageFont

from generation.errors import RefusedError
from generation.i18n import _

CELLS, BRUSH = "cells:", "brush:"
SIDE = 3
#: A brushed mask is kept with no longer side, in pixels, and in no more bytes.
LONGEST, MOST_BYTES = 256, 12_000
#: What of 255 counts as brushed.
_HALF = 128


def cells_region(cells: tuple[int, ...]) -> str:
    """Return the region of some cells.

    Raises:
        RefusedError: there are none, or all, or a number is none.

    """
    chosen = sorted(set(cells))
    if not chosen:
        raise RefusedError(_("Choose at least one field of the picture."))
    if chosen[0] < 1 or chosen[-1] > SIDE * SIDE:
        raise RefusedError(_("The fields of a picture are numbered from 1, top left, to 9, bottom right."))
    return CELLS + ",".join(map(str, chosen))


def cells_of(region: str) -> tuple[int, ...]:
    """Return the cells of a region; none of what was brushed."""
    numbers = region.removeprefix(CELLS) if region.startswith(CELLS) else ""
    return tuple(int(each) for each in numbers.split(",") if each)


async def brush_region(mask: bytes) -> str:
    """Return the region of a brushed mask, an image file that is white, or not transparent, where it was brushed.

    Raises:
        RefusedError: it is no image, or nothing was brushed.

    """
    return await asyncio.to_thread(_brush_region, mask)


async def mask_of(region: str, image: bytes) -> bytes | None:
    """Return a region as a PNG of an image's size, white where the change is to be; None where there is no region."""
    return await asyncio.to_thread(_mask, region, image) if region else None


async def numbered_fields(image: bytes) -> bytes:
    """Return an image under the lines and numbers of its fields, to choose some of them: a JPEG."""
    return await asyncio.to_thread(_numbered_fields, image)


def _numbered_fields(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((640, 640))
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size=34)
    for number in range(SIDE * SIDE):
        left, top = (number % SIDE) * picture.width / SIDE, (number // SIDE) * picture.height / SIDE
        right, bottom = left + picture.width / SIDE, top + picture.height / SIDE
        draw.rectangle((left, top, right, bottom), outline="#00d6c8", width=2)
        draw.text(
            (left + 12, top + 6), str(number + 1), fill="#ffffff", stroke_fill="#000000", stroke_width=3, font=font
        )
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _brush_region(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as given:
            if given.width * given.height > 4096 * 4096:
                raise RefusedError(_("The mask of a region is no larger than its picture."))
            # Small first, as Pillow keeps the interpreter to itself at all that comes after.
            small = given if given.mode in {"L", "RGB", "RGBA"} else given.convert("RGBA")
            small.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
            flat = Image.new("RGBA", small.size, "black")
            flat.alpha_composite(small.convert("RGBA"))
    except (OSError, SyntaxError, ValueError) as error:
        raise RefusedError(_("The mask of a region has to be a PNG file.")) from error
    mask = flat.convert("L")
    mask = mask.point(lambda value: 255 if value >= _HALF else 0)
    if mask.getextrema()[1] == 0:
        raise RefusedError(_("Brush over what is to be changed first."))
    file = io.BytesIO()
    mask.convert("1").save(file, "PNG", optimize=True)
    if len(file.getvalue()) > MOST_BYTES:
        raise RefusedError(_("That mask is too finely brushed; use a broader brush."))
    return BRUSH + pybase64.b64encode_as_string(file.getvalue())


def _mask(region: str, image: bytes) -> bytes:
    with Image.open(io.BytesIO(image)) as opened:
        size = opened.size
    if region.startswith(BRUSH):
        small = Image.open(io.BytesIO(pybase64.b64decode(region.removeprefix(BRUSH)))).convert("L")
        mask = small.resize(size, Image.Resampling.BILINEAR).point(lambda value: 255 if value >= _HALF else 0)
    else:
        small = Image.new("L", (SIDE, SIDE))
        for cell in cells_of(region):
            small.putpixel(((cell - 1) % SIDE, (cell - 1) // SIDE), 255)
        mask = small.resize(size, Image.Resampling.NEAREST)
    file = io.BytesIO()
    mask.convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()
