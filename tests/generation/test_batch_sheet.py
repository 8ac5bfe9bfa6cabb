"""Sheets of batches: every cell in its place under its number, with labels that can be read in a message."""

import io
import os

import pytest
from PIL import Image, ImageChops

from generation.images.batch_sheet import SheetCell, batch_sheet

COLOURS = ["red", "lime", "blue", "yellow", "magenta", "cyan", "white", "orange"]
DARK = (18, 20, 26)


def file(colour: str = "red", size: tuple[int, int] = (1024, 1024)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def opened(sheet: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(sheet))
    assert image.format == "JPEG"
    return image.convert("RGB")


def is_near(pixel: object, colour: str) -> bool:
    wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert isinstance(wanted, tuple)
    return all(abs(one - other) < 60 for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize(("count", "across"), [(1, 1), (2, 2), (3, 3), (4, 2), (5, 3), (6, 3), (7, 4), (8, 4)])
async def test_up_to_eight_stand_in_rows_in_their_order(count: int, across: int) -> None:
    sheet = opened(await batch_sheet([SheetCell(file(colour)) for colour in COLOURS[:count]]))
    step = (sheet.width - 10) / across
    for index, colour in enumerate(COLOURS[:count]):
        middle = round(10 + (index % across + 0.5) * step), round(10 + (index // across + 0.5) * step)
        assert is_near(sheet.getpixel(middle), colour), colour


async def test_what_cannot_be_compressed_well_still_fits_what_may_be_sent() -> None:
    noise = io.BytesIO()
    Image.frombytes("RGB", (1024, 1024), os.urandom(1024 * 1024 * 3)).save(noise, "JPEG", quality=95)
    assert len(await batch_sheet([SheetCell(noise.getvalue())] * 4)) <= 1_000_000


def _written_height(band: Image.Image) -> int:
    """Return how many rows of pixels the letters of a band take."""
    dark = Image.new("L", band.size, 20)
    box = ImageChops.difference(band.convert("L"), dark).point(lambda level: 255 * (level > 100)).getbbox()
    return box[3] - box[1] if box else 0


@pytest.mark.parametrize("label", ["Neon noir", "Schwarzweißer Räuberfilm", "街角のネオン"])
async def test_labels_stay_readable_where_a_message_shows_the_sheet_small(label: str) -> None:
    sheet = opened(await batch_sheet([SheetCell(file("black"), label=label)] * 8))
    small = sheet.resize((550, round(sheet.height * 550 / sheet.width)))
    assert _written_height(small.crop((3, 0, 134, 24))) >= 8, "the letters of the first line are too small to be read"


async def test_a_matrix_has_its_labels_along_both_edges() -> None:
    plain = opened(await batch_sheet([SheetCell(file("black"))] * 6))
    sheet = opened(
        await batch_sheet(
            [SheetCell(file("black"))] * 6, across=("Noir", "Dossier", "Comic"), down=("Sketch", "DALL-E")
        )
    )
    assert sheet.height > plain.height - 120
    assert _written_height(sheet.crop((66, 0, sheet.width, 56))) > 20
    left = sheet.crop((0, 70, 56, sheet.height)).rotate(-90, expand=True)
    assert _written_height(left) > 20


async def test_where_there_is_no_picture_it_is_told_why() -> None:
    told = opened(await batch_sheet([SheetCell(file()), SheetCell(told="The provider refused the description.")]))
    silent = opened(await batch_sheet([SheetCell(file()), SheetCell()]))
    cell = (told.width // 2 + 10, 90, told.width - 20, told.height - 20)
    assert _written_height(told.crop(cell)) > 20
    assert _written_height(silent.crop(cell)) == 0


async def test_a_picture_of_another_shape_is_shown_whole() -> None:
    sheet = opened(
        await batch_sheet([SheetCell(file("red", (1024, 512))), SheetCell(file("blue"))], shape=(1024, 1024))
    )
    quarter = sheet.width // 4
    assert is_near(sheet.getpixel((quarter, sheet.height // 2)), "red")
    assert is_near(sheet.getpixel((quarter, sheet.height // 6)), "#12141a")
