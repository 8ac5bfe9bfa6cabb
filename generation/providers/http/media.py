"""Image files as providers' wires want them: named by their first bytes, out of base64, as masks."""

import binascii
import io
import re

import pybase64
from PIL import Image

from generation.i18n import N_
from generation.images.kinds import MEDIA_TYPES, kind_of
from generation.providers.base import InvalidError
from generation.providers.http.unreadable import not_a_picture

_BROKEN = re.compile(r"\s")


def media_type(data: bytes) -> str | None:
    """Return the media type of an image file of a kind that is taken; `None` is something else."""
    kind = kind_of(data)
    return MEDIA_TYPES[kind] if kind else None


def from_base64(title: str, text: str) -> bytes:
    """Return the image file that a provider has sent as base64, or as a `data:` URL.

    Raises:
        UnreadableError: it is no base64, or no image.

    """
    try:
        text = text.partition(",")[2] if text.startswith("data:") else text
        # Some break their lines, as in a mail; some write it as for an address, or leave out what fills it up.
        text = "".join(text.split()) if _BROKEN.search(text) else text
        signs = b"-_" if "-" in text or "_" in text else None
        data = pybase64.b64decode(text + "=" * (-len(text) % 4), altchars=signs, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if media_type(data) is None:
        raise not_a_picture(title)
    return data


def cutout(title: str, image: bytes, mask: bytes) -> bytes:
    """Return our mask (white is to be filled in) as a PNG of the image's size that is transparent there.

    Raises:
        InvalidError: one of them cannot be read.

    """
    try:
        with Image.open(io.BytesIO(image)) as below, Image.open(io.BytesIO(mask)) as white:
            kept = white.convert("L").resize(below.size).point(lambda level: 255 - level)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidError(
            N_("{provider} cannot paint into this picture: one of the files cannot be read.").format(provider=title)
        ) from error
    hole = Image.new("LA", kept.size)
    hole.putalpha(kept)
    file = io.BytesIO()
    hole.convert("RGBA").save(file, "PNG")
    return file.getvalue()
