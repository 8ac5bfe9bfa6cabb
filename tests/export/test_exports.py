"""Exports, opened with readers that are not ours: zipfile, pypdf, pdftotext, an HTML parser, Pillow."""

import asyncio
import io
import json
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pybase64
import pypdf
import pytest
from PIL import Image as Pillow

from generation.errors import NotFoundError
from generation.export.choosing import chosen_by_ids
from generation.export.exports import MOST_KEPT
from storage.exports import Chosen
from storage.gallery_filters import GalleryFilter
from tests.export.taken_along import WHISPER, Shelf, unpacked
from tests.generation.fake_provider import pixels
from tests.generation.wired_services import ANN, BOB, THE_GM

FORMATS = ("zip", "pdf", "html", "sheet", "png", "jpeg", "webp", "avif")
CAPTION = "Ärger im Büro 🔥 東京 서울 Ночь"


class _Album(HTMLParser):
    """What is in an HTML album: its texts, its pictures, what it would load, and what could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts, self.pictures, self.loads, self.runs = list[str](), list[bytes](), list[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.pictures.append(pybase64.b64decode((given["src"] or "").removeprefix("data:image/jpeg;base64,")))
        self.runs += [tag] if tag == "script" else [name for name in given if name.startswith("on")]
        self.loads += [given[name] or "" for name in ("src", "href") if name in given]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


async def test_an_archive_has_the_pictures_as_they_are_and_everything_that_is_known_of_them(shelf: Shelf) -> None:
    first = await shelf.paint("a dock at night")
    second = await shelf.paint("a bar in Redmond", by=BOB, parent=first.id)
    await shelf.table.gallery.add_tags(first.id, ANN, ["run 12", "büro"])
    await shelf.table.gallery.favorite(first.id, await shelf.table.sessions.context(BOB), starred=True)
    listed, files = unpacked(await shelf.file(await shelf.export()))
    assert [entry["prompt"] for entry in listed["images"]] == ["a dock at night", "a bar in Redmond"]
    told = listed["images"][0]
    assert told["tags"] == ["run 12", "büro"]
    assert (told["stars"], told["is_favorite"]) == (1, True)
    assert (told["provider"], told["author_id"], told["seed"]) == ("sketch", "ann", first.seed)
    assert told["created_at"] == first.created_at.isoformat(timespec="seconds")
    assert told["enhanced_prompt"] == first.enhanced_prompt
    assert listed["images"][1]["parent_id"] == first.id
    for image, entry in zip((first, second), listed["images"], strict=True):
        assert files[entry["file"]] == await shelf.table.gallery.original(image)


async def test_the_album_as_pdf_has_title_contents_captions_outline_and_metadata(shelf: Shelf) -> None:
    images = [await shelf.paint(f"street number {number}") for number in (1, 2, 3)]
    chosen = (Chosen(images[2].id), Chosen(images[0].id, CAPTION), Chosen(images[1].id))
    album = await shelf.file(await shelf.export("pdf", chosen=chosen, title="Neon Nächte"))
    read = pypdf.PdfReader(io.BytesIO(album))
    assert len(read.pages) == 5
    assert read.metadata is not None
    assert read.metadata.title == "Neon Nächte"
    assert [str(dict(entry)["/Title"]) for entry in read.outline if isinstance(entry, dict)] == [
        "1. street number 3",
        f"2. {CAPTION}",
        "3. street number 2",
    ]
    texts = [page.extract_text() for page in read.pages]
    assert "Neon Nächte" in texts[0]
    assert "3 pictures" in texts[0]
    assert [f"{number}." in texts[1] for number in (1, 2, 3)] == [True] * 3
    assert CAPTION in texts[3]
    assert "street number 1" in texts[3]
    assert "Painted by Sketch artist" in texts[3]
    assert [len(page.images) for page in read.pages] == [1, 0, 1, 1, 1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext (Debian: apt-get install poppler-utils)")
async def test_pdftotext_reads_the_same(shelf: Shelf) -> None:
    image = await shelf.paint()
    album = await shelf.file(await shelf.export("pdf", chosen=(Chosen(image.id, CAPTION),)))
    path = shelf.put(album, "album.pdf")
    process = await asyncio.create_subprocess_exec("pdftotext", path, "-", stdout=asyncio.subprocess.PIPE)
    text, _errors = await process.communicate()
    assert CAPTION in text.decode()


async def test_two_pictures_fit_on_a_page(shelf: Shelf) -> None:
    for number in range(3):
        await shelf.paint(f"street number {number}")
    read = pypdf.PdfReader(io.BytesIO(await shelf.file(await shelf.export("pdf", per_page=2))))
    assert [len(page.images) for page in read.pages] == [1, 0, 2, 1]


async def test_the_album_as_html_needs_nothing_else_and_runs_nothing(shelf: Shelf) -> None:
    await shelf.paint("<script>alert(1)</script> in a bar & grill")
    album = _Album((await shelf.file(await shelf.export("html"))).decode())
    assert album.runs == []
    assert [each for each in album.loads if not each.startswith(("data:", "#"))] == []
    assert any("<script>alert(1)</script> in a bar & grill" in text for text in album.texts)
    (picture,) = album.pictures
    assert Pillow.open(io.BytesIO(picture)).size == (512, 512)


async def test_a_contact_sheet_shows_thirty_pictures_a_sheet(shelf: Shelf) -> None:
    image = await shelf.paint()
    sheets = await shelf.files(await shelf.export("sheet", chosen=(Chosen(image.id, CAPTION),)))
    (sheet,) = (Pillow.open(io.BytesIO(data)) for data in sheets.values())
    assert sheet.format == "JPEG"
    assert min(sheet.size) > 320


@pytest.mark.parametrize("format_", ["png", "jpeg", "webp", "avif"])
async def test_single_pictures_are_files_in_the_format_asked_for(shelf: Shelf, format_: str) -> None:
    await shelf.paint("a dock")
    await shelf.paint("a bar")
    files = await shelf.files(await shelf.export(format_))
    assert len(files) == 2
    for data in files.values():
        assert Pillow.open(io.BytesIO(data)).format == format_.upper()


async def test_many_single_pictures_come_as_an_archive_of_them(shelf: Shelf) -> None:
    for number in range(11):
        await shelf.paint(f"street {number}")
    listed, files = unpacked(await shelf.file(await shelf.export("webp")))
    assert len(listed["images"]) == 11
    assert {Pillow.open(io.BytesIO(data)).format for data in files.values()} == {"WEBP"}


async def test_a_filter_and_a_list_of_ids_choose_what_is_exported(shelf: Shelf) -> None:
    first, second, third = [await shelf.paint(f"street {number}") for number in (1, 2, 3)]
    await shelf.table.gallery.favorite(second.id, await shelf.table.sessions.context(ANN), starred=True)
    listed, _files = unpacked(await shelf.file(await shelf.export(shown=GalleryFilter(favorites=True))))
    assert [entry["id"] for entry in listed["images"]] == [second.id]
    listed, _files = unpacked(
        await shelf.file(await shelf.export(chosen=chosen_by_ids([third.id, first.id, third.id])))
    )
    assert [entry["id"] for entry in listed["images"]] == [third.id, first.id]


# Secrecy.


@pytest.mark.parametrize("format_", FORMATS)
async def test_no_secret_picture_is_in_a_players_export_whatever_is_asked_for(shelf: Shelf, format_: str) -> None:
    secret, public = await shelf.whisper(), await shelf.paint()
    export = await shelf.export(format_, chosen=chosen_by_ids([secret.id, public.id]))
    files = await shelf.files(export)
    shown = pixels(await shelf.table.gallery.original(public))
    assert export.secrets == 0
    for name, data in files.items():
        assert secret.id[:8].encode() not in data
        assert "dragon" not in name
        assert b"Lofwyr" not in data
        if format_ == "zip":
            listed, pictures = unpacked(data)
            assert WHISPER not in json.dumps(listed)
            assert [pixels(each) for each in pictures.values()] == [shown]
        if format_ == "pdf":
            read = pypdf.PdfReader(io.BytesIO(data))
            assert "Lofwyr" not in "".join(page.extract_text() for page in read.pages)
            assert sum(len(page.images) for page in read.pages) == 2


async def test_only_a_secret_asked_for_by_a_player_is_a_sentence_that_tells_nothing(shelf: Shelf) -> None:
    secret = await shelf.whisper()
    export = await shelf.export(chosen=chosen_by_ids([secret.id]))
    assert export.state == "failed"
    assert export.error_message == "None of these pictures is in the gallery any more."


async def test_of_a_picture_made_of_a_secret_one_nobody_is_told_what_it_was_made_of(shelf: Shelf) -> None:
    secret = await shelf.whisper()
    made = await shelf.paint("a mirror", by=THE_GM, secret=True, parent=secret.id)
    await shelf.table.stores.database.run("publish_images", request_id=made.request_id)
    listed, _files = unpacked(await shelf.file(await shelf.export(chosen=chosen_by_ids([made.id]))))
    assert listed["images"][0]["parent_id"] is None
    assert secret.id not in json.dumps(listed)


async def test_a_gms_own_export_marks_what_is_secret_and_may_leave_it_out(shelf: Shelf) -> None:
    await shelf.whisper()
    await shelf.paint()
    whole = await shelf.export(by=THE_GM)
    listed, _files = unpacked(await shelf.file(whole))
    assert [entry["visibility"] for entry in listed["images"]] == ["secret", "public"]
    assert (whole.secrets, listed["secret_pictures"]) == (1, 1)
    album = pypdf.PdfReader(io.BytesIO(await shelf.file(await shelf.export("pdf", by=THE_GM))))
    assert "For the GM alone: 1 picture in here is secret." in album.pages[0].extract_text()
    assert "Secret: only the GM sees this picture." in album.pages[2].extract_text()
    listed, _files = unpacked(await shelf.file(await shelf.export(by=THE_GM, secrets=False)))
    assert [entry["visibility"] for entry in listed["images"]] == ["public"]


async def test_nobody_gets_anothers_export_and_no_former_gm_the_secrets(shelf: Shelf) -> None:
    await shelf.whisper()
    export = await shelf.export(by=THE_GM)
    assert (await shelf.table.exports.get(export.id, THE_GM)).id == export.id
    for somebody in (ANN, replace(THE_GM, role="player")):
        with pytest.raises(NotFoundError):
            await shelf.table.exports.get(export.id, somebody)
        assert await shelf.table.exports.of(somebody) == ()


# Parts, limits, jobs.


@pytest.mark.parametrize("format_", ["zip", "pdf", "html"])
async def test_what_is_too_large_for_one_message_comes_in_parts_that_are_whole_each(
    shelf: Shelf, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        await shelf.paint(f"street {number}")
    # As small as nobody may ask for: the pictures are.
    monkeypatch.setattr("generation.export.exports.SMALLEST_PART", 1)
    export = await shelf.export(format_, part_bytes={"zip": 40_000, "pdf": 620_000, "html": 60_000}[format_])
    files = await shelf.files(export)
    assert len(files) > 1
    assert [name.split("-of-")[0][-1] for name in files] == [str(each) for each in range(1, len(files) + 1)]
    assert all(len(data) <= (export.part_bytes or 0) for data in files.values())
    if format_ == "zip":
        found = [entry["prompt"] for data in files.values() for entry in unpacked(data)[0]["images"]]
        assert found == [f"street {number}" for number in range(6)]


async def test_who_exports_again_and_again_does_not_fill_the_disk(shelf: Shelf) -> None:
    await shelf.paint()
    stored = len(shelf.table.files())
    made = [await shelf.export() for _each in range(MOST_KEPT + 3)]
    await shelf.export(by=BOB)
    await shelf.table.export_worker.forget_ended()
    kept = [each.id for each in await shelf.table.exports.of(ANN)]
    assert kept == [each.id for each in reversed(made[-MOST_KEPT:])]
    assert len(shelf.table.files()) == stored + MOST_KEPT + 1
