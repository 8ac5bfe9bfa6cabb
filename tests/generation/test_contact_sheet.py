"""Contact sheets: every picture in its place under its number, small enough to be sent."""

import asyncio
import io
import os

import pytest
from PIL import Image

from generation.events import Broadcaster
from generation.gallery.gallery import Gallery
from generation.images.contact_sheet import contact_sheet
from generation.sessions.permissions import Access, Actor
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import Stores

ANN = Actor("table", "ann")
COLOURS = ["red", "lime", "blue", "yellow", "magenta", "cyan", "white", "orange", "green"]


def file(colour: str = "red", size: tuple[int, int] = (320, 320)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def noise(side: int) -> bytes:
    """Return a picture that no JPEG makes small."""
    written = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(written, "JPEG", quality=95)
    return written.getvalue()


def opened(sheet: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(sheet))
    assert image.format == "JPEG"
    return image.convert("RGB")


def is_near(pixel: object, colour: str) -> bool:
    wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert isinstance(wanted, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, wanted, strict=True))


async def test_nine_thumbnails_stand_in_rows_of_three_in_their_order() -> None:
    sheet = opened(await contact_sheet([file(colour) for colour in COLOURS]))
    third = sheet.width // 3
    for index, colour in enumerate(COLOURS):
        middle = (index % 3 * third + third // 2, index // 3 * third + third // 2)
        assert is_near(sheet.getpixel(middle), colour), colour


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (9, 3, 3)])
async def test_a_sheet_is_as_large_as_it_has_pictures(count: int, columns: int, rows: int) -> None:
    sheet = opened(await contact_sheet([file()] * count))
    assert (round(sheet.width / 326), round(sheet.height / 326)) == (columns, rows)


async def test_every_picture_has_its_number_in_the_corner() -> None:
    sheet = opened(await contact_sheet([file("white")] * 9))
    corners = [
        sheet.crop((6 + index % 3 * 326, 6 + index // 3 * 326, 40 + index % 3 * 326, 40 + index // 3 * 326))
        for index in range(9)
    ]
    marks = [corner.convert("L").point(lambda level: 255 * (level > 128)).tobytes() for corner in corners]
    assert all(0 < mark.count(255) < len(mark) / 2 for mark in marks)
    assert len(set(marks)) == 9


async def test_a_picture_is_shown_whole_whatever_its_shape() -> None:
    sheet = opened(await contact_sheet([file("red", (320, 160)), file("blue", (100, 320))]))
    assert is_near(sheet.getpixel((156, 156)), "red")
    assert is_near(sheet.getpixel((156, 60)), "#12141a")
    assert is_near(sheet.getpixel((462, 290)), "blue")
    assert is_near(sheet.getpixel((330, 156)), "#12141a")


async def test_what_cannot_be_compressed_well_still_fits_what_may_be_sent() -> None:
    assert len(await contact_sheet([noise(320)] * 9)) <= 300_000


async def test_a_gallery_makes_a_sheet_of_its_pictures_and_leaves_a_lost_file_empty(stores: Stores) -> None:
    gallery = Gallery(stores.images, stores.blobs, Access(), Broadcaster())
    images = []
    for kept in (True, False):
        image = await gallery.image(await add_image(stores, Kind()), ANN)
        images.append(image)
        if kept:
            stem = (image.image_url or "").rpartition("-")[0]
            await stores.blobs.put_all({image.thumbnail_url or "": file(), f"{stem}-display.jpg": file()})
    sheet = opened(await gallery.contact_sheet(images))
    assert is_near(sheet.getpixel((sheet.width // 4, sheet.height // 2)), "red")
    assert is_near(sheet.getpixel((sheet.width * 3 // 4, sheet.height // 2)), "#12141a")


async def test_the_event_loop_goes_on_while_a_sheet_is_made() -> None:
    sheet = asyncio.create_task(contact_sheet([noise(320)] * 9))
    turns = 0
    while not sheet.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 3
