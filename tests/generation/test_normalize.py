"""Pictures that come in: whoever gives them, one upright frame in RGB or RGBA, of no more pixels than can be used."""

import io
import re
from itertools import pairwise

import pytest
from PIL import Image

from generation.errors import RefusedError
from generation.images.decode import check_image, whole_image
from generation.images.given import KEPT_PIXELS, check_references
from generation.images.normalize import MIN_SIDE, MOST_PIXELS, BadImageError, Flaw, normalized
from tests.generation.fake_provider import picture_file
from tests.generation.phone_photos import HEIC, SECRET, halves, large, moving, tags, two_in_one, written
from tests.generation.test_decode import header_of_a_bomb

ORIENTED = {
    "a phone's JPEG": written(halves(), "JPEG", exif=tags()),
    "a JPEG with a second picture inside": two_in_one(),
    "a PNG": written(halves(), "PNG", exif=tags()),
    "a WebP": written(halves(), "WEBP", exif=tags()),
    "an AVIF": written(halves(), "AVIF", exif=tags()),
    "a HEIC": HEIC,
}
UPRIGHT = {
    "a JPEG with a second picture inside": two_in_one(1),
    "an AVIF": written(halves(), "AVIF"),
    "a GIF": written(halves(), "GIF"),
    "a moving GIF": moving("GIF"),
    "a moving PNG": moving("PNG"),
    "a moving WebP": moving("WEBP"),
    "a palette": written(halves().quantize(4), "PNG"),
    "grey": written(halves().convert("L"), "PNG"),
    "16 bits of grey": written(
        halves().convert("L").convert("I").point(lambda level: level * 257).convert("I;16"), "PNG"
    ),
    "one bit": written(halves().convert("1"), "PNG"),
    "inks": written(halves().convert("CMYK"), "JPEG"),
}


def shown(data: bytes) -> Image.Image:
    """Return what a file shows to whoever knows nothing of tags and further frames."""
    image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"])
    assert image.format in {"PNG", "JPEG", "WEBP"}
    assert getattr(image, "n_frames", 1) == 1
    assert image.mode in {"RGB", "RGBA"}
    assert not {"exif", "xmp", "comment"} & set(image.info)
    return image


def ends(image: Image.Image, size: tuple[int, int]) -> list[bool]:
    """Tell of both ends of a picture whether they are light."""
    return [level > 200 for level in image.convert("L").resize(size, Image.Resampling.BOX).tobytes()]


@pytest.mark.parametrize("name", ORIENTED)
async def test_what_asks_to_be_turned_is_upright_for_everybody_and_tells_nothing(name: str) -> None:
    given = ORIENTED[name]
    reference = await whole_image(given, KEPT_PIXELS)
    result = await check_image(given)
    for data in (reference.data, await result.original({}), await result.display(), await result.thumbnail()):
        image = shown(data)
        assert image.size == (40, 80)
        assert ends(image, (1, 2)) == [False, True]
        assert SECRET.encode() not in data
    assert (reference.width, reference.height, result.width, result.height) == (40, 80, 40, 80)


@pytest.mark.parametrize("name", UPRIGHT)
async def test_of_everything_else_the_first_frame_is_taken_in_plain_colours(name: str) -> None:
    given = UPRIGHT[name]
    result = await check_image(given)
    for data in ((await whole_image(given, KEPT_PIXELS)).data, await result.original({}), await result.display()):
        image = shown(data)
        assert image.size == (80, 40)
        assert ends(image, (2, 1)) == [False, True]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_what_needs_nothing_stays_as_it_came(kind: str) -> None:
    given = picture_file(kind)
    assert (await normalized(given, KEPT_PIXELS)).data is given
    assert (await whole_image(given, KEPT_PIXELS)).data == given


async def test_a_photo_that_is_upright_keeps_its_pixels_and_loses_its_words() -> None:
    given = written(halves(), "JPEG", exif=tags(1), comment=SECRET)
    kept = (await whole_image(given, KEPT_PIXELS)).data
    assert shown(kept).tobytes() == Image.open(io.BytesIO(given)).tobytes()
    assert SECRET.encode() not in kept


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
async def test_what_is_transparent_stays_so(mode: str) -> None:
    image = halves().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    given = written(image.convert(mode), "PNG", **({"transparency": 0} if mode == "P" else {}))
    out = shown((await whole_image(given, KEPT_PIXELS)).data)
    assert out.mode == "RGBA"
    assert out.getchannel("A").getextrema()[0] == 0


@pytest.mark.parametrize(
    ("given", "size", "most"),
    [
        (large(6000, 4000), (6000, 4000), KEPT_PIXELS),
        (large(11600, 8600), (11600, 8600), KEPT_PIXELS),
        (large(2500, 2000, progressive=True), (2500, 2000), 300_000),
        (large(2500, 2000, "PNG"), (2500, 2000), 300_000),
        (large(2500, 2000, "PNG", "L"), (2500, 2000), 300_000),
        (large(1000, 800, "WEBP"), (1000, 800), 300_000),
        (large(1001, 4007, "PNG"), (1001, 4007), 4_000_000),
    ],
    ids=["24 megapixels", "100 megapixels", "progressive", "PNG", "grey PNG", "WebP", "hardly too large"],
)
async def test_a_large_picture_is_made_smaller_and_keeps_its_shape(
    given: bytes, size: tuple[int, int], most: int
) -> None:
    small = await normalized(given, most)
    assert most * 0.98 < small.width * small.height <= most
    assert small.width / small.height == pytest.approx(size[0] / size[1], rel=0.003)
    image = shown(small.data)
    assert image.size == (small.width, small.height)
    corner, centre = (image.getpixel(at) for at in ((image.width - 1, image.height - 1), (small.width // 2, 1)))
    assert corner == centre


async def test_the_strips_of_a_large_picture_meet_without_a_seam() -> None:
    gradient = Image.linear_gradient("L").resize((290, 6001)).convert("RGBA")
    gradient.putalpha(128)
    small = shown((await normalized(written(gradient, "PNG", compress_level=1), 100_000)).data)
    column = list(small.getchannel("R").crop((5, 0, 6, small.height)).tobytes())
    assert column == sorted(column)
    assert max(later - earlier for earlier, later in pairwise(column)) <= 2
    assert small.getchannel("A").getextrema() == (128, 128)


async def refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        await check_references([data])
    return refused.value.sentence


async def test_each_reason_to_refuse_a_picture_has_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [
        await refusal(b"%PDF-1.7"),
        await refusal(picture_file("JPEG")[:300]),
        await refusal(HEIC[:300]),
        await refusal(bytes(26 * 2**20)),
        await refusal(header_of_a_bomb(10_500)),
        await refusal(picture_file("PNG", MIN_SIDE - 1, 40)),
    ]
    expected = [
        "not a picture that I can read.*JPEG, PNG, WebP, AVIF, HEIC or GIF",
        "damaged or incomplete",
        "HEIC photo cannot be read here. Send it as a JPEG",
        "larger than 25 MB",
        "has 111 megapixels; a PNG file may have 100",
        "too small: each side needs 16 pixels",
    ]
    for sentence, words in zip(sentences, expected, strict=True):
        assert re.search(words, sentence), sentence
    monkeypatch.setitem(__import__("sys").modules, "pi_heif", None)
    assert await refusal(HEIC) == sentences[2], "a system without the library"


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
async def test_kinds_that_can_only_be_decoded_whole_are_taken_to_a_smaller_size(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = kind.lower()
    assert MOST_PIXELS[ending] < MOST_PIXELS["jpg"]
    monkeypatch.setattr("generation.images.normalize.MOST_PIXELS", {**MOST_PIXELS, ending: 3000})
    with pytest.raises(BadImageError) as refused:
        await normalized(written(halves(), kind), KEPT_PIXELS)
    assert (refused.value.flaw, refused.value.kind, refused.value.pixels) == (Flaw.TOO_MANY_PIXELS, ending, 3200)
