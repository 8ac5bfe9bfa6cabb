"""The two smaller sizes of a picture: one for pages, one for lists. Both JPEG, because somebody waits for them."""

import io

from PIL import Image

DISPLAY_SIDE, THUMBNAIL_SIDE = 1024, 320


def display_copy(image: Image.Image) -> bytes:
    """Return an RGB picture as JPEG, at most 1024 pixels a side."""
    return _jpeg(image, DISPLAY_SIDE, 85)


def thumbnail_of(image: Image.Image) -> bytes:
    """Return an RGB picture as JPEG, at most 320 pixels a side."""
    return _jpeg(image, THUMBNAIL_SIDE, 80)


def _jpeg(image: Image.Image, side: int, quality: int) -> bytes:
    scale = min(1.0, side / max(image.size))
    if scale < 1:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.0)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()
