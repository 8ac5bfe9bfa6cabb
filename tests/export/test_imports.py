"""Imports: an exported archive hung into another session, once; and what somebody might send in its place."""

import io
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from generation.clock import now
from generation.errors import NotAllowedError, RefusedError
from generation.events import Event, GalleryChanged
from generation.export import reading
from generation.export.imports import Imported
from generation.sessions.permissions import GM, Actor
from storage.exports import Chosen
from storage.records import Image
from tests.export.taken_along import WHISPER, Shelf, packed, unpacked
from tests.generation.fake_provider import picture_file, pixels
from tests.generation.wired_services import ANN, THE_GM
from tests.storage.stores import MOMENT

CARL = Actor("elsewhere", "carl", GM)
ENTRY: dict[str, Any] = {"id": "one", "file": "1.png", "prompt": "a rain-soaked street", "type": "scene"}


@pytest.fixture
async def elsewhere(shelf: Shelf) -> Shelf:
    """Return the table beside which another session is led by Carl."""
    await shelf.table.stores.sessions.open("elsewhere", "Elsewhere", MOMENT)
    await shelf.table.stores.sessions.join("elsewhere", "carl", GM, MOMENT)
    return shelf


async def bring(shelf: Shelf, data: bytes | Path, by: Actor = CARL) -> Imported:
    path = data if isinstance(data, Path) else shelf.put(data)
    return await shelf.table.imports.bring_in(path, await shelf.table.sessions.context(by))


async def gallery(shelf: Shelf, by: Actor = CARL) -> list[Image]:
    """Return what hangs in a gallery, oldest first."""
    page = await shelf.table.gallery.page(by, most=50)
    return list(reversed(page.images))


def listed(*entries: dict[str, Any], pictures: dict[str, bytes] | None = None) -> bytes:
    """Return an archive with a list of these entries."""
    manifest = {"kind": "scene-visualizer-export", "version": 1, "images": [ENTRY | entry for entry in entries]}
    return packed({"manifest.json": json.dumps(manifest).encode(), **(pictures or {"1.png": picture_file()})})


async def test_the_style_that_the_artist_chose_comes_along(elsewhere: Shelf) -> None:
    noir = json.dumps({"scene": "street", "style": "neon_noir"})
    edited = json.dumps({"provider": "sketch", "recipe": noir, "edits": ["{}"]})
    entries = [{"id": str(number), "recipe": recipe} for number, recipe in enumerate((noir, edited, "{", "7" * 5000))]
    path = elsewhere.folder / "styles.zip"
    path.write_bytes(listed(*entries))
    assert (await bring(elsewhere, path)).added == 4
    assert [image.style for image in await gallery(elsewhere)] == ["neon_noir", "neon_noir", None, None]


async def test_an_archive_hangs_in_another_session_with_stars_tags_and_captions(elsewhere: Shelf) -> None:
    first = await elsewhere.paint("a dock at night")
    second = await elsewhere.paint("a bar in Redmond", parent=first.id)
    await elsewhere.table.gallery.add_tags(first.id, ANN, ["run 12"])
    await elsewhere.table.gallery.favorite(first.id, await elsewhere.table.sessions.context(ANN), starred=True)
    archive = await elsewhere.file(
        await elsewhere.export(chosen=(Chosen(first.id, "Where it began"), Chosen(second.id)))
    )
    assert await bring(elsewhere, archive) == Imported(added=2)
    dock, bar = await gallery(elsewhere)
    assert (dock.prompt, dock.tag_names, dock.is_favorite) == ("a dock at night", ("run 12",), True)
    assert (dock.seed, dock.provider, dock.created_at) == (
        first.seed,
        "sketch",
        first.created_at.replace(microsecond=0),
    )
    assert dock.user_id == "carl"
    assert (bar.parent_id, bar.is_favorite) == (dock.id, False)
    assert pixels(await elsewhere.table.gallery.original(dock)) == pixels(await elsewhere.table.gallery.original(first))
    assert await elsewhere.table.gallery.thumbnail(dock)
    again = await elsewhere.table.requests.again(dock.request_id or "", CARL)
    assert again.prompt == "a dock at night"
    exported, _files = unpacked(await elsewhere.file(await elsewhere.export(by=CARL)))
    assert [entry["caption"] for entry in exported["images"]] == ["Where it began", ""]


async def test_the_same_archive_twice_adds_nothing_twice(elsewhere: Shelf) -> None:
    await elsewhere.paint()
    archive = await elsewhere.file(await elsewhere.export())
    await bring(elsewhere, archive)
    assert await bring(elsewhere, archive) == Imported(known=1)
    assert len(await gallery(elsewhere)) == 1
    assert await bring(elsewhere, archive, THE_GM) == Imported(known=1), "it hangs here as it is"
    await elsewhere.table.gallery.delete((await gallery(elsewhere))[0].id, CARL)
    assert (await bring(elsewhere, archive)).added == 1, "what was deleted can be brought back"


async def test_an_import_that_was_cut_off_goes_on_and_knows_what_was_made_of_what(elsewhere: Shelf) -> None:
    parent, child = {"id": "first"}, {"id": "second", "parent_id": "first"}
    await bring(elsewhere, listed(parent))
    assert await bring(elsewhere, listed(parent, child)) == Imported(added=1, known=1)
    first, second = await gallery(elsewhere)
    assert second.parent_id == first.id


async def test_what_is_secret_stays_secret(elsewhere: Shelf) -> None:
    await elsewhere.whisper()
    archive = await elsewhere.file(await elsewhere.export(by=THE_GM))
    heard = list[Event]()
    elsewhere.table.events.listen(heard.append, GalleryChanged)
    assert await bring(elsewhere, archive) == Imported(added=1, secrets=1)
    assert await gallery(elsewhere, Actor("elsewhere", "dora")) == []
    assert [image.prompt for image in await gallery(elsewhere)] == [WHISPER]
    assert [event.visibility for event in heard] == ["secret"]


async def test_only_the_gm_imports(elsewhere: Shelf) -> None:
    await elsewhere.table.stores.sessions.join("elsewhere", "dora", "player", MOMENT)
    with pytest.raises(NotAllowedError, match="Only the GM"):
        await bring(elsewhere, listed({}), Actor("elsewhere", "dora"))


async def test_what_was_painted_just_now_counts_against_nobodys_limit(elsewhere: Shelf) -> None:
    await elsewhere.paint()
    await bring(elsewhere, await elsewhere.file(await elsewhere.export()))
    assert await elsewhere.table.stores.requests.spent("carl", now()) == 0


# What somebody might send.


def _bomb() -> bytes:
    return packed({"manifest.json": b"{}", "1.png": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED)


def _liar() -> bytes:
    """Return a ZIP whose directory says of a file that it is small."""
    data = bytearray(packed({"manifest.json": b'{"images": ' + b"[" * 200_000}, compression=zipfile.ZIP_DEFLATED))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 20)
    return bytes(data)


def _locked() -> bytes:
    data = bytearray(listed({}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _well_packed_bomb() -> bytes:
    """Return a ZIP with a file that says to be small, packed so well that its first bytes are hundreds of megabytes."""
    data = bytearray(
        packed(
            {"manifest.json": json.dumps({"images": [ENTRY]}).encode(), "1.png": b"\0" * 10_000_000},
            compression=zipfile.ZIP_BZIP2,
        )
    )
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100_000)
    return bytes(data)


HOSTILE = {
    "no ZIP": (b"GIF89a is no ZIP", "no ZIP file"),
    "nothing": (b"", "no ZIP file"),
    "half of one": (listed({})[:200], "no ZIP file"),
    "a bomb": (_bomb(), "far more than it says"),
    "a bomb by a better packer": (_well_packed_bomb(), "packed in a way"),
    "a path that leads out": (packed({"../../etc/passwd": b"root"}), "outside of its own folder"),
    "an absolute path": (packed({"/etc/passwd": b"root"}), "outside of its own folder"),
    "a path of Windows": (packed({"..\\..\\boot.ini": b"x"}), "outside of its own folder"),
    "a password": (_locked(), "password"),
    "no list": (packed({"1.png": picture_file()}), "no list of pictures"),
    "a list that is no JSON": (packed({"manifest.json": b"{"}), "no list of pictures"),
    "JSON of something else": (packed({"manifest.json": b'[{"images": 1}]'}), "no list of pictures"),
    "JSON as deep as a well": (packed({"manifest.json": b"[" * 200_000}), "no list of pictures"),
    "a size that is a lie": (_liar(), "no list of pictures"),
    "a list of another program": (packed({"manifest.json": b'{"kind": "other", "images": []}'}), "no list of pictures"),
    "a later version": (packed({"manifest.json": b'{"version": 9, "images": []}'}), "no list of pictures"),
    "an id that is none": (listed({"id": "../../x"}), "no list of pictures"),
    "a type that is none": (listed({"type": "<b>"}), "no list of pictures"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_no_export_is_refused_in_a_sentence(elsewhere: Shelf, name: str) -> None:
    data, sentence = HOSTILE[name]
    before = elsewhere.table.files()
    with pytest.raises(RefusedError, match=sentence):
        await bring(elsewhere, data)
    assert await gallery(elsewhere) == []
    assert elsewhere.table.files() == before


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"file": "none.png"}, "Its file is no picture that I can read."),
        ({"file": None}, "Its file is no picture that I can read."),
        ({"file": "manifest.json"}, "Its file is no picture that I can read."),
        ({"file": "text.png"}, "Its file is no picture that I can read."),
        ({"file": "half.png"}, "Its file is no picture that I can read."),
        ({"prompt": "\u200b\u200b"}, "It has no description."),
        ({"prompt": "a naked child"}, "Its words are not for this table: "),
        ({"caption": "a naked child"}, "Its words are not for this table: "),
        ({"enhanced_prompt": "a naked child"}, "Its words are not for this table: "),
        ({"tags": ["naked child"]}, "Its words are not for this table: "),
    ],
)
async def test_one_bad_picture_is_left_out_and_the_others_hang(
    elsewhere: Shelf, entry: dict[str, Any], reason: str
) -> None:
    pictures = {
        "1.png": picture_file(),
        "text.png": b"no picture",
        "half.png": picture_file(width=512, height=512)[:300],
    }
    brought = await bring(elsewhere, listed(entry | {"id": "bad"}, {"id": "good"}, pictures=pictures))
    assert brought.added == 1
    (left_out,) = brought.left_out
    assert left_out.number == 1
    assert left_out.reason.startswith(reason)


async def test_tags_styles_and_authors_of_elsewhere_are_taken_as_far_as_they_are_of_use(elsewhere: Shelf) -> None:
    entry = {
        "tags": ["#Run", "x" * 99, "a,b"],
        "style": "their own",
        "author_id": "ann",
        "created_at": "2999-01-01T00:00:00Z",
    }
    await bring(elsewhere, listed(entry))
    (image,) = await gallery(elsewhere)
    assert (image.tag_names, image.style, image.user_id) == (("run",), None, "carl")
    assert image.created_at.year < 2999


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_time_at_the_end_of_all_times_breaks_nothing(elsewhere: Shelf, moment: str) -> None:
    assert await bring(elsewhere, listed({"created_at": moment})) == Imported(added=1)
    (image,) = await gallery(elsewhere)
    assert 1970 <= image.created_at.year <= now().year


async def test_a_table_of_contents_without_end_is_not_even_read(elsewhere: Shelf) -> None:
    one = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    files = 200_000
    size = files * len(one)
    ends = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, files, files, size, 0)
    ends += struct.pack("<IIQI", 0x07064B50, 0, size, 1)
    ends += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path = elsewhere.put(one * files + ends)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError, match="more than 2100 files"):
            await bring(elsewhere, path)
        assert tracemalloc.get_traced_memory()[1] < 2 * reading.MOST_CONTENTS
    finally:
        tracemalloc.stop()


async def test_too_many_files_are_refused(elsewhere: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 1)
    with pytest.raises(RefusedError, match="more than 1 files"):
        await bring(elsewhere, listed({}))


async def test_two_files_of_one_name_are_refused(elsewhere: Shelf) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("1.png", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("1.png", b"two")
    with pytest.raises(RefusedError, match="same name"):
        await bring(elsewhere, written.getvalue())
