"""Blobs: complete or absent, under keys that cannot lead out of the store."""

import asyncio
import gc
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generation.maintenance import GRACE, sweep_orphans
from storage import blobs as blobs_module
from storage.blobs import BlobStore, blob_key
from storage.durable_files import write_durably
from storage.errors import StorageError, StorageFullError
from tests.clock import PATIENCE
from tests.storage.stores import MOMENT, Stores, finished, new_request

ROOT = Path(__file__).parents[2]
KEYS = tuple(f"table/1-2/lease-{name}" for name in ("original.png", "display.webp", "thumbnail.webp"))
ODD_SESSIONS = ("123456789012345678", "a b", "a/b", "../..", "..", ".", "...", "ü", "%41", "a:b*c?", "x" * 64)

KILLED_BEFORE_RENAME = """
import os, pathlib, sys
from storage.durable_files import write_durably
pathlib.Path.rename = lambda self, target: os.kill(os.getpid(), 9)
write_durably(pathlib.Path(sys.argv[1]), b"picture")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "images"


@pytest.fixture
def blobs(folder: Path) -> BlobStore:
    return BlobStore.local(folder)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_what_was_put_can_be_got(blobs: BlobStore, folder: Path) -> None:
    await blobs.put_all({key: key.encode() for key in KEYS})
    assert [await blobs.get(key) for key in KEYS] == [key.encode() for key in KEYS]
    assert files(folder) == sorted(KEYS)
    assert blobs.path(KEYS[0]) == (folder / KEYS[0]).resolve()


async def test_what_is_not_there_is_a_sentence(blobs: BlobStore) -> None:
    with pytest.raises(StorageError, match=r"table/1/x\.png is not in the store"):
        await blobs.get("table/1/x.png")


async def test_deleting_what_is_not_there_is_no_error(blobs: BlobStore, folder: Path) -> None:
    await blobs.put_all({KEYS[0]: b"x"})
    await blobs.delete(["table/none/x.png", KEYS[0]])
    assert files(folder) == []


@pytest.mark.parametrize("session", ODD_SESSIONS)
async def test_a_key_of_any_session_stays_inside_the_store_and_comes_back_the_same(
    session: str, blobs: BlobStore, folder: Path, tmp_path: Path
) -> None:
    key = blob_key(session, "1-2", "lease-original.png")
    await blobs.put_all({key: b"x"})
    assert files(tmp_path) == [f"images/{name}" for name in files(folder)]
    assert await blobs.get(key) == b"x"
    listed = [item async for item in blobs.old_pictures(datetime.now(UTC) + GRACE)]
    assert listed == [(key.rpartition("-")[0], [key])]
    await blobs.delete([key])
    assert files(folder) == []


def test_no_two_sessions_share_a_key() -> None:
    keys = {blob_key(session, "1", "x") for session in (*ODD_SESSIONS, "a%20b", "%2E", "%2E.")}
    assert len(keys) == len(ODD_SESSIONS) + 3


def test_a_process_killed_before_the_rename_leaves_no_file_at_the_key(tmp_path: Path) -> None:
    path = tmp_path / "table" / "1" / "original.png"
    command = [sys.executable, "-c", KILLED_BEFORE_RENAME, str(path)]
    killed = subprocess.run(command, cwd=ROOT, check=False, timeout=PATIENCE)  # noqa: S603  # this very file's program
    assert killed.returncode == -9
    assert not path.exists()
    (partial,) = path.parent.iterdir()
    assert partial.read_bytes() == b"picture"


async def test_file_and_folders_are_synced_before_the_write_returns(
    blobs: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())

    monkeypatch.setattr(os, "fsync", fsync)
    await blobs.put_all({"table/1/a-original.png": b"x"})
    assert synced[0].name.endswith(".partial")
    assert {path.resolve() for path in synced[1:]} == {folder, folder / "table", folder / "table" / "1"}


async def test_where_one_of_three_fails_none_is_left_even_if_another_is_slow(
    blobs: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = write_durably

    def write_or_fail(path: Path, data: bytes) -> None:
        if "display" in path.name:
            raise StorageFullError("full")
        if "thumbnail" in path.name:
            time.sleep(0.03)
        write(path, data)

    monkeypatch.setattr(blobs_module, "write_durably", write_or_fail)
    with pytest.raises(StorageFullError):
        await blobs.put_all(dict.fromkeys(KEYS, b"x"))
    assert files(folder) == []


async def test_a_blob_is_written_as_soon_as_it_is_made(blobs: BlobStore, folder: Path) -> None:
    async def once_the_first_is_there() -> bytes:
        async with asyncio.timeout(PATIENCE):
            while not (folder / KEYS[0]).is_file():  # noqa: ASYNC110  # the file is what is waited for
                await asyncio.sleep(0.002)
        return b"late"

    await blobs.put_all({KEYS[0]: b"early", KEYS[1]: once_the_first_is_there})
    assert [await blobs.get(key) for key in KEYS[:2]] == [b"early", b"late"]


async def test_a_blob_that_cannot_be_made_leaves_none_of_the_others(blobs: BlobStore, folder: Path) -> None:
    async def no_picture() -> bytes:
        raise ValueError("not a picture")

    with pytest.raises(ValueError, match="not a picture"):
        await blobs.put_all({KEYS[0]: b"x", KEYS[1]: no_picture})
    assert files(folder) == []


async def test_a_cancelled_put_leaves_nothing(blobs: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = write_durably
    loop, begun, written = asyncio.get_running_loop(), asyncio.Event(), list[Path]()

    def write_slowly(path: Path, data: bytes) -> None:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.03)
        write(path, data)
        written.append(path)

    monkeypatch.setattr(blobs_module, "write_durably", write_slowly)
    putting = asyncio.create_task(blobs.put_all(dict.fromkeys(KEYS, b"x")))
    await begun.wait()
    putting.cancel()
    await asyncio.wait({putting})
    assert putting.cancelled()
    assert len(written) == len(KEYS)
    assert files(folder) == []


async def test_nobody_is_told_of_what_failed_after_it_was_cancelled(
    blobs: BlobStore, caplog: pytest.LogCaptureFixture
) -> None:
    """A task whose error nobody asks for is reported by asyncio, with a traceback."""
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def no_picture() -> bytes:
        begun.set()
        await goes_on.wait()
        raise StorageError("It could not be made.")

    putting = asyncio.create_task(blobs.put_all({KEYS[0]: no_picture}))
    await begun.wait()
    putting.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.wait({putting})
    del putting
    gc.collect()
    assert caplog.text == ""


async def test_a_full_disk_is_told_as_such_and_leaves_nothing(
    blobs: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageFullError, match=r"is full\. Free some space"):
        await blobs.put_all(dict.fromkeys(KEYS, b"x"))
    assert files(folder) == []


def age(path: Path) -> None:
    old = (datetime.now(UTC) - GRACE - timedelta(minutes=1)).timestamp()
    os.utime(path, (old, old))


async def test_the_sweep_takes_old_orphans_and_leaves_what_is_referenced_or_fresh(
    stores: Stores, tmp_path: Path
) -> None:
    folder = tmp_path / "images"
    await stores.enqueue(new_request())
    claim = await stores.claim()
    image = finished(claim)
    kept = [image.image_url, image.thumbnail_url, image.image_url.replace("original.png", "display.webp")]
    lost = [f"table/{claim.image_id}/{name}" for name in ("late0000-original.png", "late0000-display.webp")]
    gone = ["table/0-0/lease-original.png", "table/0-0/.abc.partial"]
    fresh = ["table/9-9/lease-original.png"]
    half_fresh = ["table/8-8/lease-original.png", "table/8-8/lease-display.webp"]
    await stores.blobs.put_all(dict.fromkeys([*kept, *lost, *gone, *fresh, *half_fresh], b"x"))
    await stores.queue.complete(claim, [image], MOMENT)
    for key in (*kept, *lost, *gone, half_fresh[0]):
        age(folder / key)
    assert await sweep_orphans(stores.images, stores.cast, stores.blobs) == 3
    assert files(folder) == sorted([*kept, *fresh, *half_fresh])
    assert await sweep_orphans(stores.images, stores.cast, stores.blobs) == 0
