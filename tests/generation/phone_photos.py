"""Pictures as phones and messengers make them: turned by a tag, located, in containers of several, and large."""

import io
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

SECRET = "the phone of the table's GM"
#: 80x40 in HEIC, as a phone held upright takes it: black above white once it is turned, by the container and not by the
#: tag of EXIF that says the same.
HEIC = (Path(__file__).parent / "pictures" / "phone.heic").read_bytes()


def halves(width: int = 80, height: int = 40) -> Image.Image:
    """Return a picture whose left half is black and whose right half is white."""
    image = Image.new("RGB", (width, height))
    image.paste((255, 255, 255), (width // 2, 0, width, height))
    return image


def tags(orientation: int = 6) -> Image.Exif:
    """Return tags that ask for a quarter turn, and tell where the picture was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (47.0, 36.0, 35.0), 3: "W", 4: (122.0, 19.0, 59.0)})
    return exif


def written(image: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def two_in_one(orientation: int = 6) -> bytes:
    """Return a JPEG with a second picture inside, as phones add for depth or brightness: MPO to Pillow."""
    second = Image.new("RGB", (40, 40), (255, 0, 0))
    return written(halves(), "MPO", save_all=True, append_images=[second], exif=tags(orientation))


def moving(kind: str) -> bytes:
    """Return an animation whose first frame is the picture."""
    return written(halves(), kind, save_all=True, append_images=[Image.new("RGB", (80, 40), (255, 0, 0))], duration=50)


def large(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    """Return a large picture of one colour, which is small as a file."""
    return written(Image.new(mode, (width, height), "teal" if mode == "RGB" else 1), kind, **options)
