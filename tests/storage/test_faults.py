"""A full disk, a folder that cannot be written, a damaged file: a clear sentence each, and nothing half written."""

import errno
import sqlite3
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.database import Database
from storage.errors import (
    StorageDamagedError,
    StorageError,
    StorageFullError,
    StorageReadOnlyError,
    from_os,
    from_sqlite,
)
from storage.process_locks import lock_process
from storage.transactions import Transaction
from tests.storage.disk import fill_disk, free_disk, pragma
from tests.storage.stores import MOMENT, Stores, finished, new_request

pytestmark = pytest.mark.sqlite

LONG = "a street " * 20_000


async def test_a_full_disk_refuses_a_request_and_stores_nothing_of_it(stores: Stores) -> None:
    await fill_disk(stores.database)
    with pytest.raises(StorageFullError, match=r"The disk that holds .*scenes\.db is full\. Free some space"):
        await stores.enqueue(new_request(prompt=LONG), channel_id="channel")
    assert await stores.requests.counts() == {}
    assert await stores.deliveries.counts() == {}


async def test_after_space_was_freed_the_same_request_is_taken(stores: Stores) -> None:
    await fill_disk(stores.database)
    new = new_request(prompt=LONG)
    with pytest.raises(StorageFullError):
        await stores.enqueue(new)
    await free_disk(stores.database)
    assert (await stores.enqueue(new)).id == new.id


async def test_a_full_disk_at_completion_leaves_the_request_with_its_worker(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    claim = await stores.claim()
    await fill_disk(stores.database)
    with pytest.raises(StorageFullError):
        await stores.queue.complete(claim, [finished(claim, name=LONG)], MOMENT)
    await free_disk(stores.database)
    assert (await stores.again(request.id)).status == "processing"
    session = await stores.sessions.get("table")
    assert session is not None
    assert (session.last_seq, session.public_images) == (0, 0)
    await stores.queue.complete(claim, [finished(claim)], MOMENT)


async def test_a_database_that_cannot_be_written_is_named_with_what_to_do(stores: Stores) -> None:
    await pragma(stores.database, "PRAGMA query_only = ON")
    with pytest.raises(StorageReadOnlyError, match=r"scenes\.db cannot be written.*DATA_DIR"):
        await stores.enqueue(new_request())
    await pragma(stores.database, "PRAGMA query_only = OFF")
    await stores.enqueue(new_request())


async def test_a_data_folder_below_a_file_is_refused_by_all_that_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    below = tmp_path / "file" / "data"
    with pytest.raises(StorageError, match="file/data"):
        async with Database(below / "scenes.db"):
            pass
    with pytest.raises(StorageError, match=r"file/data could not be used: Not a directory.*DATA_DIR"):
        BlobStore.local(below)
    with pytest.raises(StorageError, match="file/data"), lock_process(below):
        pass


async def test_a_picture_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    blobs = BlobStore.local(tmp_path / "images")
    (tmp_path / "images" / "table").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match="could not be used"):
        await blobs.put_all({"table/1/a-original.png": b"x"})


@pytest.mark.parametrize("content", [b"garbage " * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_a_file_that_is_no_database_is_refused_at_start(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    path.write_bytes(content)
    with pytest.raises(StorageDamagedError, match=r"scenes\.db is damaged .*Restore it from a backup"):
        async with Database(path):
            pass
    assert path.read_bytes() == content


async def fill(path: Path) -> None:
    async with Database(path) as database:

        async def body(tx: Transaction) -> None:
            for number in range(300):
                await tx.run("set_fact", name=f"fact {number}", value="x" * 500)

        await database.write(body)


async def read_all(path: Path) -> None:
    async with Database(path) as database:

        async def body(tx: Transaction) -> list[object]:
            return [await tx.value(str, "fact", name=f"fact {number}") for number in range(300)]

        await database.read(body)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
async def test_a_truncated_database_is_called_damaged(kept: float, tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    await fill(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(StorageDamagedError, match=r"scenes\.db is damaged"):
        await read_all(path)


async def test_a_database_with_a_hole_of_garbage_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    await fill(path)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(StorageDamagedError, match=r"scenes\.db is damaged"):
        await read_all(path)


async def test_an_empty_file_is_a_fresh_database(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    path.touch()
    async with Database(path) as database:
        assert await pragma(database, "SELECT count(*) FROM image_generation") == 0


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("database or disk is full", StorageFullError),
        ("attempt to write a readonly database", StorageReadOnlyError),
        ("unable to open database file", StorageReadOnlyError),
        ("file is not a database", StorageDamagedError),
        ("database disk image is malformed", StorageDamagedError),
        ("no such table: fact", StorageDamagedError),
        ("no such column: request.held_reason", StorageDamagedError),
        ("table image_generation has no column named notes", StorageDamagedError),
        ("vtable constructor failed: image_search", StorageDamagedError),
        ("database is locked", StorageError),
        ("disk I/O error", StorageError),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_that_names_the_file(said: str, kind: type[StorageError]) -> None:
    error = from_sqlite(sqlite3.OperationalError(said), "/data/scenes.db")
    assert type(error) is kind
    assert "/data/scenes.db" in str(error)
    assert "/" not in error.sentence


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageFullError),
        (errno.EDQUOT, StorageFullError),
        (errno.EACCES, StorageReadOnlyError),
        (errno.EPERM, StorageReadOnlyError),
        (errno.EROFS, StorageReadOnlyError),
        (errno.ENOTDIR, StorageError),
        (errno.EIO, StorageError),
    ],
)
def test_what_the_system_says_becomes_a_sentence_that_names_the_folder(number: int, kind: type[StorageError]) -> None:
    error = from_os(OSError(number, "why"), "/data")
    assert type(error) is kind
    assert "/data" in str(error)
    assert "/" not in error.sentence
