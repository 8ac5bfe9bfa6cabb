"""Image files from elsewhere: made into three sizes, or refused before they do harm."""

import hashlib
import io
import random
import struct
import zlib
from dataclasses import dataclass, replace

import pytest
from PIL import ExifTags, Image

from generation.images.decode import MAX_BYTES, CheckedImage, check_image
from generation.images.normalize import BadImageError, Flaw
from generation.images.renditions import DISPLAY_SIDE, THUMBNAIL_SIDE
from tests.generation.fake_provider import picture_file

ABOUT = {"model": "fake-1", "seed": "7"}
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


@dataclass(frozen=True, slots=True)
class Made:
    """A picture and its three sizes."""

    picture: CheckedImage
    original: bytes
    display: bytes
    thumbnail: bytes


async def made_of(data: bytes) -> Made:
    """Return what a file is made into: the same when it comes alone, and is decoded in another way, as among others."""
    among, alone = [await _made(data, alone=alone) for alone in (False, True)]
    assert replace(among, picture=alone.picture) == alone
    return alone


async def _made(data: bytes, *, alone: bool) -> Made:
    picture = await check_image(data, alone=alone)
    return Made(picture, await picture.original(ABOUT), await picture.display(), await picture.thumbnail())


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16"])
async def test_every_kind_of_png_is_read_alone_as_among_others(mode: str) -> None:
    picture = Image.effect_noise((90, 60), 80).convert("RGB")
    drawn = Image.new("I;16", (90, 60), 4000) if mode == "I;16" else picture.convert(mode)
    file = io.BytesIO()
    drawn.save(file, "PNG")
    await made_of(file.getvalue())


async def test_a_damaged_picture_is_refused_alone_as_among_others() -> None:
    data = picture_file("PNG", 64, 64)
    for damaged in (data[:-40], data[: len(data) // 2]):
        for alone in (False, True):
            with pytest.raises(BadImageError):
                await _made(damaged, alone=alone)


def header_of_a_bomb(side: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_picture_is_kept_as_it_came_beside_two_smaller_copies(kind: str) -> None:
    data = picture_file(kind, 1600, 800)
    made = await made_of(data)
    kept, sent = (Image.open(io.BytesIO(each)).convert("RGB").tobytes() for each in (made.original, data))
    assert kept == sent
    assert b"fake-1" in made.original
    picture = made.picture
    assert (picture.width, picture.height, picture.format) == (1600, 800, FORMATS[kind])
    assert (picture.bytes, picture.sha256) == (len(made.original), hashlib.sha256(made.original).hexdigest())
    sizes = [Image.open(io.BytesIO(copy)).size for copy in (made.display, made.thumbnail)]
    assert sizes == [(DISPLAY_SIDE, DISPLAY_SIDE // 2), (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2)]
    assert [Image.open(io.BytesIO(copy)).format for copy in (made.display, made.thumbnail)] == ["JPEG", "JPEG"]


async def test_a_small_picture_is_not_made_larger() -> None:
    picture = await made_of(picture_file("PNG", 200, 100))
    assert Image.open(io.BytesIO(picture.display)).size == (200, 100)
    assert Image.open(io.BytesIO(picture.thumbnail)).size == (200, 100)


async def test_a_copy_looks_like_the_original() -> None:
    gradient = Image.linear_gradient("L").resize((1500, 1500)).convert("RGB")
    file = io.BytesIO()
    gradient.save(file, "PNG")
    picture = await made_of(file.getvalue())
    for copy in (picture.display, picture.thumbnail):
        shown = Image.open(io.BytesIO(copy))
        side = shown.width
        for height in (0.1, 0.5, 0.9):
            wanted = gradient.getpixel((750, int(1500 * height)))
            got = shown.getpixel((side // 2, int(side * height)))
            assert isinstance(wanted, tuple)
            assert isinstance(got, tuple)
            assert abs(wanted[0] - got[0]) <= 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
async def test_a_picture_of_any_mode_gets_its_copies(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (40, 30)).save(file, "PNG")
    assert (await made_of(file.getvalue())).picture.width == 40


async def test_a_very_narrow_picture_keeps_a_pixel() -> None:
    picture = await made_of(picture_file("PNG", 4000, 20))
    assert Image.open(io.BytesIO(picture.thumbnail)).size == (320, 2)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<!doctype html><html><body>502 Bad Gateway</body></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"%PDF-1.7",
        picture_file("BMP"),
        picture_file("TIFF"),
        *(picture_file(kind)[: len(picture_file(kind)) * 2 // 3] for kind in FORMATS),
        *(picture_file(kind)[:30] for kind in FORMATS),
    ],
    ids=lambda data: repr(data[:12]),
)
async def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(BadImageError) as refused:
        await made_of(data)
    assert refused.value.flaw in {Flaw.NO_IMAGE, Flaw.DAMAGED}


@pytest.mark.parametrize("side", [10_001, 60_000])
async def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    with pytest.raises(BadImageError) as refused:
        await made_of(header_of_a_bomb(side))
    assert refused.value.flaw == Flaw.TOO_MANY_PIXELS


async def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(BadImageError) as refused:
        await made_of(bytes(60 * 2**20))
    assert refused.value.flaw == Flaw.TOO_MANY_BYTES
    assert MAX_BYTES < 60 * 2**20


@pytest.mark.parametrize("kind", FORMATS)
async def test_damaged_bytes_never_cause_another_error(kind: str) -> None:
    dice, data = random.Random(7), picture_file(kind)  # noqa: S311  # the same damage each time
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(dice.randint(1, 5)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            await made_of(bytes(damaged[: dice.randint(len(data) // 2, len(data))]))
        except BadImageError:
            continue


def turned(kind: str, orientation: int) -> bytes:
    """Return a picture, left half black and right half white, that asks to be turned by whoever shows it."""
    image, tags, file = Image.new("RGB", (80, 40)), Image.Exif(), io.BytesIO()
    image.paste((255, 255, 255), (40, 0, 80, 40))
    tags[ExifTags.Base.Orientation] = orientation
    image.save(file, kind, exif=tags)
    return file.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_picture_that_asks_to_be_turned_is_turned(kind: str) -> None:
    made = await made_of(turned(kind, 6))
    assert (made.picture.width, made.picture.height, made.picture.format) == (40, 80, "png" if kind == "PNG" else "jpg")
    for file in (made.original, made.display, made.thumbnail):
        image = Image.open(io.BytesIO(file))
        assert not image.getexif()
        upper, lower = image.convert("L").resize((1, 2), Image.Resampling.BOX).tobytes()
        assert upper < 10
        assert lower > 245


@pytest.mark.parametrize("orientation", [0, 1, 9])
async def test_a_picture_that_stands_upright_is_not_written_anew(orientation: int) -> None:
    data = turned("JPEG", orientation)
    kept, sent = (Image.open(io.BytesIO(each)).tobytes() for each in ((await made_of(data)).original, data))
    assert kept == sent
