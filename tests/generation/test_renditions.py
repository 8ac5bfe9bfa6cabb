"""Smaller copies of an image: the best one below a number of bytes, or none."""

import io

import pytest
from PIL import Image

from generation.images.renditions import fitting_copy


def noisy(width: int, height: int, mode: str = "RGB") -> bytes:
    """Return a PNG file that no format makes small."""
    file = io.BytesIO()
    Image.effect_noise((width, height), 80).convert(mode).save(file, "PNG")
    return file.getvalue()


async def test_what_has_room_keeps_its_size() -> None:
    copy = await fitting_copy(noisy(256, 192), 200_000)
    assert copy is not None
    assert (copy.format, copy.width, copy.height) == ("webp", 256, 192)
    with Image.open(io.BytesIO(copy.data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (256, 192))


async def test_the_less_room_the_smaller_the_copy() -> None:
    original = noisy(512, 512)
    sizes = []
    for most in (200_000, 80_000, 30_000, 8_000):
        copy = await fitting_copy(original, most)
        assert copy is not None
        assert len(copy.data) <= most
        sizes.append((copy.width, len(copy.data)))
    assert sizes == sorted(sizes, reverse=True)


async def test_where_nothing_has_room_there_is_none() -> None:
    assert await fitting_copy(noisy(512, 512), 100) is None


@pytest.mark.parametrize(("mode", "kept"), [("RGBA", True), ("RGB", False), ("L", False)])
async def test_what_is_transparent_stays_so(mode: str, kept: bool) -> None:  # noqa: FBT001  # a parameter of the test
    picture = Image.new(mode, (64, 64))
    file = io.BytesIO()
    picture.save(file, "PNG")
    copy = await fitting_copy(file.getvalue(), 10_000)
    assert copy is not None
    with Image.open(io.BytesIO(copy.data)) as opened:
        assert opened.has_transparency_data is kept
