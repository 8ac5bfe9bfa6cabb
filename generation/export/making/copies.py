"""Copies of pictures as an export needs them: in a file format, for the page of an album, or small enough."""

import io
from pathlib import Path

from PIL import Image

from generation.images.renditions import fitting

#: How large a picture on a page of an album is at most, in pixels: 225 to the inch.
PAGE_SIDE = 1600
_QUALITIES = (90, 80, 65, 45)
#: AVIF's slower ones take seconds.
_SPEED = 8


def write_copy(source: Path, target: Path, format_: str, most_bytes: int | None) -> Path:
    """Write a picture in a format; where it has too many bytes the best copy that fits. Return where it is.

    What is transparent turns white where the format has no transparency.
    """
    with Image.open(source) as image:
        whole = _opaque(image) if format_ == "jpeg" else image.convert(_mode(image))
    if format_ == "png":
        return _fit(_saved(whole, "PNG", compress_level=4), target, most_bytes)
    how = {"speed": _SPEED} if format_ == "avif" else {}
    return _fit(saved_within(whole, format_, most_bytes, **how), target, most_bytes)


def write_for_page(source: Path, target: Path, most_bytes: int | None) -> Path:
    """Write a picture as an opaque JPEG for a page of an album, and return where it is: it may be well as it stands."""
    if source.suffix == ".jpg" and (most_bytes is None or source.stat().st_size <= most_bytes):
        with Image.open(source) as image:
            if max(image.size) <= PAGE_SIDE and image.mode == "RGB":
                return source
    with Image.open(source) as image:
        image.draft("RGB", (PAGE_SIDE, PAGE_SIDE))
        page = _opaque(image)
    page.thumbnail((PAGE_SIDE, PAGE_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return _put(target.with_suffix(".jpg"), saved_within(page, "jpeg", most_bytes))


def saved_within(image: Image.Image, format_: str, most_bytes: int | None, **how: int) -> bytes:
    """Return an image as a file of the best quality that has not too many bytes; of the worst where none has."""
    data = b""
    for quality in _QUALITIES:
        data = _saved(image, format_.upper(), quality=quality, **how)
        if most_bytes is None or len(data) <= most_bytes:
            break
    return data


def write_original(source: Path, target: Path, most_bytes: int | None) -> Path:
    """Return a picture's file as it stands, or write the best copy that has not too many bytes."""
    if most_bytes is None or source.stat().st_size <= most_bytes:
        return source
    return _fit(source.read_bytes(), target, most_bytes)


def _fit(data: bytes, target: Path, most_bytes: int | None) -> Path:
    if most_bytes is not None and len(data) > most_bytes and (copy := fitting(data, most_bytes)):
        return _put(target.with_suffix(f".{copy.format}"), copy.data)
    return _put(target, data)


def _put(path: Path, data: bytes) -> Path:
    partial = path.with_name(f".{path.name}")
    partial.write_bytes(data)
    partial.replace(path)
    return path


def _mode(image: Image.Image) -> str:
    return "RGBA" if image.has_transparency_data else "RGB"


def _opaque(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    above = image.convert("RGBA")
    page = Image.new("RGB", above.size, "white")
    page.paste(above, mask=above.getchannel("A"))
    return page


def _saved(image: Image.Image, format_: str, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **how)
    return file.getvalue()
