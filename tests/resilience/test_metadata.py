"""What a picture file says of itself: others' words out, ours in, the pixels untouched."""

import io
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin

from generation.images.decode import check_image
from generation.images.metadata import rewrite
from generation.images.normalize import BadImageError, Flaw

ABOUT = {"Software": "Scene Visualizer", "provider": "dalle", "seed": "7", "Description": "Straße <&> 東京"}
LEAK = "the steps and the prompt of somebody else"
XMP = f"<x:xmpmeta>{LEAK}</x:xmpmeta>".encode()
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
#: Nothing is left of these in the file.
FOREIGN = (LEAK.encode(), zlib.compress(LEAK.encode())[2:-4], b"Exif\0\0")


def exif() -> bytes:
    tags = Image.Exif()
    tags[0x010E] = LEAK
    return tags.tobytes()


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    grey = Image.linear_gradient("L").resize(size)
    if mode == "P":
        return Image.merge("RGB", (grey, grey.rotate(90).resize(size), grey)).quantize(17)
    if mode == "RGBA":
        return Image.merge("RGBA", (grey, grey.rotate(180), grey, grey.rotate(90).resize(size)))
    return grey.convert(mode)


def file(kind: str, mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    out = io.BytesIO()
    picture(mode).save(out, kind, **options)
    return out.getvalue()


def png(mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    said = PngImagePlugin.PngInfo()
    said.add_text("parameters", LEAK)
    said.add_text("zipped", LEAK, zip=True)
    said.add_itxt("workflow", LEAK)
    return file("PNG", mode, pnginfo=said, exif=exif(), icc_profile=PROFILE, **options)


def jpeg(mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    return file("JPEG", mode, comment=LEAK, exif=exif(), xmp=XMP, icc_profile=PROFILE, **options)


def webp(mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401  # Pillow's own
    return file("WEBP", mode, exif=exif(), xmp=XMP, **options)


def interlaced() -> bytes:
    """A PNG of 8x8 grey pixels in seven passes, which Pillow cannot write."""
    header = b"\0\0\0\x08\0\0\0\x08\x08\0\0\0\x01"
    passes = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
    rows = b"".join((b"\0" + bytes(range(width))) * height for width, height in passes)
    chunks = [
        (b"IHDR", header),
        (b"tEXt", b"Comment\0" + LEAK.encode()),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    out = b"\x89PNG\r\n\x1a\n"
    for kind, body in chunks:
        out += len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    return out


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png": ("png", png),
    "png with a palette": ("png", lambda: png("P", transparency=3)),
    "png with alpha": ("png", lambda: png("RGBA")),
    "png in grey": ("png", lambda: png("L")),
    "png in black and white": ("png", lambda: png("1")),
    "png interlaced": ("png", interlaced),
    "jpeg": ("jpg", jpeg),
    "jpeg progressive": ("jpg", lambda: jpeg(progressive=True)),
    "jpeg in grey": ("jpg", lambda: jpeg("L")),
    "jpeg in cmyk": ("jpg", lambda: jpeg("CMYK")),
    "jpeg with restarts": ("jpg", lambda: jpeg(restart_marker_blocks=1)),
    "jpeg plain": ("jpg", lambda: file("JPEG")),
    "webp lossy": ("webp", webp),
    "webp lossy and plain": ("webp", lambda: file("WEBP")),
    "webp lossless": ("webp", lambda: webp(lossless=True)),
    "webp lossless and plain": ("webp", lambda: file("WEBP", lossless=True)),
    "webp lossless with alpha, plain": ("webp", lambda: file("WEBP", "RGBA", lossless=True)),
    "webp lossy with alpha": ("webp", lambda: webp("RGBA")),
    "webp with a profile": ("webp", lambda: webp(icc_profile=PROFILE)),
}
every_file = pytest.mark.parametrize("name", FILES)


def frames(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    image = Image.open(io.BytesIO(data))
    return [(frame.mode, frame.size, frame.convert("RGBA").tobytes()) for frame in ImageSequence.Iterator(image)]


@every_file
def test_the_pixels_stay_what_they_were(name: str) -> None:
    format_, make = FILES[name]
    before = make()
    after = rewrite(before, format_, ABOUT)
    assert frames(after) == frames(before)
    old, new = (Image.open(io.BytesIO(data)).info for data in (before, after))
    for kept in ("icc_profile", "transparency", "gamma", "adobe", "duration", "loop"):
        assert new.get(kept) == old.get(kept), kept


@every_file
def test_what_others_wrote_is_gone(name: str) -> None:
    format_, make = FILES[name]
    after = rewrite(make(), format_, ABOUT)
    for said in FOREIGN:
        assert said not in after
    assert not Image.open(io.BytesIO(after)).getexif()


@every_file
def test_what_we_know_can_be_read_by_others(name: str) -> None:
    format_, make = FILES[name]
    image = Image.open(io.BytesIO(rewrite(make(), format_, ABOUT)))
    image.load()
    if format_ == "png":
        assert {key: image.info[key] for key in ABOUT} == ABOUT
    elif format_ == "jpg":
        assert json.loads(image.info["comment"]) == ABOUT
    else:
        text = image.info["xmp"].decode().partition('xml:lang="x-default">')[2].partition("</rdf:li>")[0]
        assert json.loads(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) == ABOUT


@every_file
def test_to_write_twice_is_to_write_once(name: str) -> None:
    format_, make = FILES[name]
    once = rewrite(make(), format_, ABOUT)
    assert rewrite(once, format_, ABOUT) == once
    assert ABOUT["Description"] not in str(Image.open(io.BytesIO(rewrite(once, format_, {"seed": "7"}))).info)


@every_file
def test_where_nothing_is_to_be_said_nothing_is(name: str) -> None:
    format_, make = FILES[name]
    bare = rewrite(rewrite(make(), format_, ABOUT), format_, {})
    assert frames(bare) == frames(make())
    info = Image.open(io.BytesIO(bare)).info
    assert not {"comment", "xmp", "exif", *ABOUT} & set(info)


@every_file
def test_what_hangs_behind_the_picture_is_gone(name: str) -> None:
    format_, make = FILES[name]
    after = rewrite(make() + LEAK.encode(), format_, ABOUT)
    assert LEAK.encode() not in after
    assert frames(after) == frames(make())


def test_a_comment_between_the_scans_of_a_progressive_jpeg_is_gone() -> None:
    before = file("JPEG", progressive=True)
    second_scan = before.index(b"\xff\xda", before.index(b"\xff\xda") + 2)
    comment = b"\xff\xfe" + (len(LEAK) + 2).to_bytes(2, "big") + LEAK.encode()
    # Tables may stand before a scan: a comment goes before them all the same.
    table = before.rfind(b"\xff\xc4", 0, second_scan)
    after = rewrite(before[:table] + comment + before[table:], "jpg", ABOUT)
    assert LEAK.encode() not in after
    assert frames(after) == frames(before)


@every_file
def test_a_truncated_file_does_no_harm(name: str) -> None:
    format_, make = FILES[name]
    whole = make()
    for end in range(12, len(whole), max(1, len(whole) // 400)):
        rewrite(whole[:end], format_, ABOUT)


@every_file
async def test_a_truncated_file_is_a_failure_of_the_provider_or_a_picture(name: str) -> None:
    whole = FILES[name][1]()
    for end in range(0, len(whole), max(1, len(whole) // 12)):
        try:
            prepared = await check_image(whole[:end])
            await prepared.original(ABOUT)
            await prepared.display()
        except BadImageError as error:
            assert error.flaw in {Flaw.DAMAGED, Flaw.NO_IMAGE, Flaw.TOO_SMALL}  # noqa: PT017  # not every cut has to be noticed
        else:
            assert prepared.width
