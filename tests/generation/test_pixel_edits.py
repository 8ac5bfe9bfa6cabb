"""What is done to an image's pixels: each edit by itself, their order, colours, files and bad values."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms

from generation.editing.apply import apply_edits, edited_file, preview, size_after
from generation.editing.captions import require_writable
from generation.editing.grades import GRADES, IDENTITY, after, saturation_matrix, tone_matrix
from generation.editing.pixel_edits import FRAMES, RATIOS, PixelEdits, parse_edits, read_edits
from generation.errors import RefusedError

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def corners(mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Return an image whose quarters are red, green, blue and white, from the top left in reading order."""
    image = Image.new(mode, size)
    wide, high = size[0] // 2, size[1] // 2
    for number, colour in enumerate((RED, GREEN, BLUE, WHITE)):
        left, top = number % 2 * wide, number // 2 * high
        image.paste(colour, (left, top, left + wide, top + high))
    return image


def seen(image: Image.Image) -> list[tuple[int, ...]]:
    """Return the colours near the four corners, in reading order."""
    right, bottom = image.width - 2, image.height - 2
    found = [image.convert("RGB").getpixel(at) for at in ((1, 1), (right, 1), (1, bottom), (right, bottom))]
    return [tuple(each) for each in found if isinstance(each, tuple)]


def file_of(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:  # noqa: ANN401  # Pillow's own keywords
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (PixelEdits(rotate=90), [BLUE, RED, WHITE, GREEN]),
        (PixelEdits(rotate=180), [WHITE, BLUE, GREEN, RED]),
        (PixelEdits(rotate=270), [GREEN, WHITE, RED, BLUE]),
        (PixelEdits(flip=True), [GREEN, RED, WHITE, BLUE]),
        (PixelEdits(flop=True), [BLUE, WHITE, RED, GREEN]),
        (PixelEdits(crop="1:1", crop_x=0), [RED, RED, BLUE, BLUE]),
        (PixelEdits(crop="1:1", crop_x=100), [GREEN, GREEN, WHITE, WHITE]),
        (PixelEdits(rotate=90, flip=True), [RED, BLUE, GREEN, WHITE]),
    ],
)
def test_geometry_is_turned_then_mirrored_then_cropped(edits: PixelEdits, expected: list[tuple[int, ...]]) -> None:
    edited = apply_edits(corners(), edits)
    assert seen(edited) == expected
    assert edited.size == size_after((64, 32), edits)


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_crop_has_its_ratio_and_as_much_as_there_is(ratio: str) -> None:
    across, down = RATIOS[ratio]
    width, height = size_after((1000, 1000), PixelEdits(crop=ratio))
    assert abs(width / height - across / down) < 0.01
    assert max(width, height) == 1000


def test_tones_go_the_way_that_they_are_called() -> None:
    grey, colour = Image.new("RGB", (32, 32), (100, 100, 100)), Image.new("RGB", (32, 32), (120, 80, 60))

    def of(image: Image.Image, **edits: Any) -> tuple[int, ...]:  # noqa: ANN401  # fields of the edits
        pixel = apply_edits(image, PixelEdits(**edits)).getpixel((5, 5))
        assert isinstance(pixel, tuple)
        return tuple(pixel)

    assert of(grey, brightness=100) == (200, 200, 200)
    assert of(grey, brightness=-100) == (50, 50, 50)
    assert of(grey, contrast=100) == (73, 73, 73)
    warm, cold = of(grey, temperature=100), of(grey, temperature=-100)
    assert warm[0] > 100 > warm[2]
    assert cold[0] < 100 < cold[2]
    assert len(set(of(colour, saturation=-100))) == 1
    assert of(colour, saturation=60)[0] > 120


def test_nothing_is_cut_off_between_two_tones() -> None:
    bright = Image.new("RGB", (32, 32), (200, 200, 200))
    back = apply_edits(bright, PixelEdits(brightness=100, saturation=-100, contrast=-100)).getpixel((0, 0))
    assert back == (255, 255, 255)
    assert tone_matrix(0, 0, 0, 0, "") == IDENTITY
    assert after(saturation_matrix(0.0), IDENTITY) == saturation_matrix(0.0)


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_changes_colours_and_keeps_the_size(grade: str) -> None:
    edited = apply_edits(corners(), PixelEdits(grade=grade))
    assert edited.size == (64, 32)
    assert seen(edited) != seen(corners())


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_stands_around_the_image_or_within_it(frame: str) -> None:
    framed = apply_edits(corners(size=(400, 200)), PixelEdits(frame=frame))
    assert framed.size >= (400, 200)
    middle = framed.width // 2
    assert framed.convert("RGB").getpixel((middle - 30, framed.height // 2 - 40)) == RED


def test_a_caption_is_written_on_a_fade_at_the_foot() -> None:
    plain = Image.new("RGB", (600, 400), (90, 120, 90))
    captioned = apply_edits(plain, PixelEdits(caption="Previously, in the Barrens"))
    assert captioned.crop((0, 0, 600, 200)).tobytes() == plain.crop((0, 0, 600, 200)).tobytes()
    levels = captioned.crop((0, 330, 600, 400)).convert("L").tobytes()
    assert min(levels) < 60
    assert max(levels) > 200


async def test_the_same_file_and_edits_give_the_same_bytes_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "somebody's living room"
    data = file_of(corners(size=(256, 128)), "JPEG", exif=exif, comment=b"secret words")
    edits = PixelEdits(crop="4:3", grade="noir", caption="Gone")
    first, second = await edited_file(data, edits), await edited_file(data, edits)
    assert first == second
    assert b"living room" not in first
    assert b"secret words" not in first
    assert not opened(first).getexif()


async def test_transparent_parts_stay_transparent() -> None:
    image = corners("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    edited = opened(await edited_file(file_of(image), PixelEdits(grade="sepia")))
    assert edited.mode == "RGBA"
    assert edited.getchannel("A").tobytes() == image.getchannel("A").tobytes()
    assert opened((await preview(file_of(image), PixelEdits(frame="line"), image.size)).data).mode == "RGB"


async def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (64, 64), (40, 180, 90))
    edited = opened(await edited_file(file_of(image, icc_profile=srgb), PixelEdits(flip=True)))
    assert "icc_profile" not in edited.info
    pixel = edited.getpixel((3, 3))
    assert isinstance(pixel, tuple)
    assert all(abs(found - was) <= 1 for found, was in zip(pixel, (40, 180, 90), strict=True))
    nonsense = opened(await edited_file(file_of(image, icc_profile=b"nonsense"), PixelEdits(flip=True)))
    assert nonsense.getpixel((3, 3)) == (40, 180, 90)


async def test_a_preview_is_small_and_tells_the_size_of_the_whole() -> None:
    data = file_of(corners(size=(1024, 512)))
    small = await preview(data, PixelEdits(rotate=90, crop="1:1"), (4096, 2048))
    assert (small.width, small.height) == (2048, 2048)
    assert max(opened(small.data).size) <= 768


def test_edits_are_kept_as_what_differs_and_read_back() -> None:
    edits = PixelEdits(
        rotate=270, crop="16:9", crop_y=10, temperature=-40, grade="smog", caption="Später", frame="line"
    )
    assert read_edits(edits.to_text()) == edits
    assert PixelEdits().to_text() == "{}"
    assert read_edits('{"contrast": 5, "of_a_later_version": 1}') == PixelEdits(contrast=5)
    assert PixelEdits(crop_x=0).does_nothing
    assert not PixelEdits(flip=True).does_nothing


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"crop": "7:1"}, "I do not know “7:1” for crop. There are: 1:1, 4:3"),
        ({"grade": "x" * 60}, "for filter"),
        ({"frame": "gold"}, "There are: line, white"),
        ({"rotate": 45}, "turned by 90, 180 or 270"),
        ({"brightness": 101}, "brightness is a number from -100 to 100."),
        ({"crop_x": -1}, "crop_x is a number from 0 to 100."),
        ({"caption": "x" * 161}, "at most 160 characters; yours has 161"),
    ],
)
def test_a_bad_value_is_told_with_what_there_is(given: dict[str, Any], said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_edits(given)
    assert said in refusal.value.sentence


def test_a_caption_of_letters_that_the_typeface_lacks_is_refused() -> None:
    require_writable("Über die Straße, “Ça va?”")
    with pytest.raises(RefusedError, match="龍"):
        require_writable("the 龍 wakes")


def test_what_was_done_is_told() -> None:
    told = PixelEdits(crop="16:9", flip=True, brightness=20, grade="noir", frame="cinema", caption="End").told()
    assert told == (
        "Edited: cropped to 16:9, mirrored left to right, brighter, filter: noir, frame: cinema bars, caption: “End”."
    )
    assert PixelEdits().told() == ""
