"""The part of a picture that is painted anew, as a workflow is given it."""

import io

from PIL import Image, ImageFilter

#: How far the new part runs into what is around it, in pixels.
_SEAM = 8


def with_soft_edge(mask: bytes) -> bytes:
    """Return a mask, a PNG that is white where the change is to be, a little larger and with a soft edge."""
    with Image.open(io.BytesIO(mask)) as opened:
        hard = opened.convert("L")
    # What was the edge is half white after the blur: all within it stays white, and the fall lies outside.
    soft = hard.filter(ImageFilter.GaussianBlur(_SEAM)).point([min(255, 2 * value) for value in range(256)])
    file = io.BytesIO()
    soft.convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()
