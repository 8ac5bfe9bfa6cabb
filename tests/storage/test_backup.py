"""Backups: made while the bot writes, whole or not at all, and restored as they were."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import backup as backup_module
from storage.backup import back_up, restore
from storage.backup_folder import BackupFolder
from storage.blobs import BlobStore
from storage.errors import StorageDamagedError, StorageError, StorageFullError
from storage.process_locks import lock_process
from tests.storage.stores import MOMENT, Stores, finished, new_request

pytestmark = pytest.mark.sqlite


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "scenes.db"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "scenes.db"


@pytest.fixture
def fresh(tmp_path: Path) -> BlobStore:
    return BlobStore.local(tmp_path / "elsewhere" / "images")


async def add_picture(stores: Stores) -> str:
    """Add an image, its file first as the worker does, and return where that is."""
    await stores.enqueue(new_request())
    claim = await stores.claim()
    image = finished(claim)
    await stores.blobs.put_all({image.image_url: claim.image_id.encode()})
    await stores.queue.complete(claim, [image], MOMENT)
    return image.image_url


@pytest.mark.parametrize("kept", ["before", "while"])
async def test_a_result_that_moves_from_spool_to_database_meanwhile_is_in_the_backup(
    kept: str, stores: Stores, database_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_database = backup_module._copy_database  # what happens around it is what this is about
    if kept == "before":
        stores.spool.put("waiting", {"request": "1"}, [b"paid for"])

    def copied_between(source: Path, copy: Path) -> None:
        copy_database(source, copy)
        if kept == "before":
            stores.spool.delete("waiting")
        else:
            stores.spool.put("waiting", {"request": "1"}, [b"paid for"])

    monkeypatch.setattr(backup_module, "_copy_database", copied_between)
    made = await back_up(database_path, stores.blobs, target)
    assert [path.name.partition(".")[0] for path in (target / made.name / "spool").iterdir()] == ["waiting"]


def partials(target: Path) -> list[Path]:
    return list(target.glob(".partial*"))


def prompts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM generated_image ORDER BY id")]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_what_is_restored_is_what_was_backed_up(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore, tmp_path: Path
) -> None:
    for _ in range(3):
        await add_picture(stores)
    stores.spool.put("waiting", {"request": "1"}, [b"paid for"])
    made = await back_up(database_path, stores.blobs, target)
    assert (made.pictures, made.new, made.gone) == (3, 3, 0)
    done = await restore(target, elsewhere, fresh)
    assert (done.name, done.pictures, done.put_back, done.lacking, done.set_aside) == (made.name, 3, 3, (), None)
    assert prompts(elsewhere) == prompts(database_path) != []
    assert files(elsewhere.parent / "images") == files(tmp_path / "images")
    assert files(elsewhere.parent / "spool") == files(tmp_path / "spool") != {}


async def test_a_second_backup_copies_only_new_pictures(stores: Stores, database_path: Path, target: Path) -> None:
    first = await add_picture(stores)
    await back_up(database_path, stores.blobs, target)
    copied = (target / "pictures" / first).stat().st_ino
    await add_picture(stores)
    made = await back_up(database_path, stores.blobs, target)
    assert (made.pictures, made.new) == (2, 1)
    assert (target / "pictures" / first).stat().st_ino == copied


async def test_each_row_of_a_backup_made_while_pictures_come_has_its_files(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore
) -> None:
    async def paint() -> None:
        for _ in range(30):
            await add_picture(stores)

    painting = asyncio.create_task(paint())
    await back_up(database_path, stores.blobs, target)
    await painting
    await restore(target, elsewhere, fresh)
    with closing(sqlite3.connect(elsewhere)) as connection:
        rows = connection.execute("SELECT image_url FROM generated_image WHERE status = 'completed'").fetchall()
    assert await fresh.missing([row[0] for row in rows]) == []


async def test_an_interrupted_backup_leaves_the_last_good_one(
    stores: Stores,
    database_path: Path,
    target: Path,
    elsewhere: Path,
    fresh: BlobStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await add_picture(stores)
    good = await back_up(database_path, stores.blobs, target)
    await add_picture(stores)

    def full(path: Path, data: bytes) -> None:
        raise StorageFullError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(backup_module, "write_durably", full)
        with pytest.raises(StorageFullError):
            await back_up(database_path, stores.blobs, target)
    assert partials(target) == []
    assert (await restore(target, elsewhere, fresh)).name == good.name


async def test_what_a_killed_backup_left_is_taken_away(stores: Stores, database_path: Path, target: Path) -> None:
    (target / ".partial-1" / "spool").mkdir(parents=True)
    await back_up(database_path, stores.blobs, target)
    assert partials(target) == []


async def test_pictures_deleted_since_are_in_the_older_backups_until_these_are_forgotten(
    stores: Stores, database_path: Path, target: Path
) -> None:
    old = await add_picture(stores)
    await back_up(database_path, stores.blobs, target)
    await stores.blobs.delete([old])
    await back_up(database_path, stores.blobs, target)
    assert (target / "pictures" / old).exists()
    made = await back_up(database_path, stores.blobs, target, keep=2)
    assert made.forgotten == 1
    assert not (target / "pictures" / old).exists()


async def test_a_database_that_is_there_is_replaced_only_when_asked_and_set_aside(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore
) -> None:
    await add_picture(stores)
    await back_up(database_path, stores.blobs, target)
    await asyncio.to_thread(elsewhere.write_bytes, b"what was there")
    with pytest.raises(StorageError, match="give --replace"):
        await restore(target, elsewhere, fresh)
    done = await restore(target, elsewhere, fresh, replace=True)
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == b"what was there"
    assert prompts(elsewhere) == prompts(database_path)


async def test_nothing_is_restored_under_a_bot_that_runs(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore
) -> None:
    await back_up(database_path, stores.blobs, target)
    with lock_process(elsewhere.parent / "owners"), pytest.raises(StorageError, match="The bot is running"):
        await restore(target, elsewhere, fresh)
    assert not await asyncio.to_thread(elsewhere.exists)


async def test_a_lost_picture_is_named_and_the_rest_is_restored(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore
) -> None:
    lost, kept = await add_picture(stores), await add_picture(stores)
    await back_up(database_path, stores.blobs, target)
    (target / "pictures" / lost).unlink()
    done = await restore(target, elsewhere, fresh)
    assert done.lacking == (lost,)
    assert await fresh.get(kept)


async def test_a_damaged_copy_is_refused_and_another_can_be_chosen(
    stores: Stores, database_path: Path, target: Path, elsewhere: Path, fresh: BlobStore
) -> None:
    first = await back_up(database_path, stores.blobs, target)
    second = await back_up(database_path, stores.blobs, target)
    (target / second.name / "scenes.db").write_bytes(b"rot")
    with pytest.raises(StorageDamagedError, match="Take another"):
        await restore(target, elsewhere, fresh)
    assert (await restore(target, elsewhere, fresh, name=first.name)).name == first.name


@pytest.fixture
def at_work(target: Path) -> Iterator[None]:
    with BackupFolder(target).alone():
        yield


@pytest.mark.usefixtures("at_work")
async def test_two_backups_into_one_folder_do_not_meet(stores: Stores, database_path: Path, target: Path) -> None:
    with pytest.raises(StorageError, match="Another backup is at work"):
        await back_up(database_path, stores.blobs, target)


@pytest.mark.parametrize("name", [None, "2020-01-01T00.00.00.000000Z", "../.."])
async def test_a_backup_that_is_not_there_is_a_sentence(
    target: Path, elsewhere: Path, fresh: BlobStore, name: str | None
) -> None:
    with pytest.raises(StorageError, match="There is no backup"):
        await restore(target, elsewhere, fresh, name=name)


async def test_bad_places_are_sentences(stores: Stores, database_path: Path, tmp_path: Path, target: Path) -> None:
    with pytest.raises(StorageError, match="lies among the pictures"):
        await back_up(database_path, stores.blobs, tmp_path / "images" / "backup")
    with pytest.raises(StorageError, match="There is no database"):
        await back_up(tmp_path / "none.db", stores.blobs, target)
