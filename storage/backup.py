"""Backing up database and pictures while the bot runs, and restoring them."""

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from storage.at_once import each_of
from storage.backup_folder import DATABASE, SPOOL, BackupFolder, Manifest, sha256_of
from storage.blobs import BlobGoneError, BlobStore
from storage.durable_files import write_durably
from storage.errors import StorageDamagedError, StorageError, from_os, from_sqlite
from storage.integrity import find_damage
from storage.process_locks import living_processes

#: How long a copy is looked through for damage, in seconds.
_CHECK_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup has kept: its name, the bytes of the database, its pictures, and how many of them are new.

    `gone` pictures were deleted while the backup was made.
    """

    name: str
    database_bytes: int
    pictures: int
    new: int
    gone: int
    forgotten: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the backup's name, how many of its pictures were put back, and those that it lacks.

    `set_aside` is where the database that was there before is now.
    """

    name: str
    pictures: int
    put_back: int
    lacking: tuple[str, ...]
    set_aside: Path | None


async def back_up(database: Path, blobs: BlobStore, target: Path, *, keep: int | None = None) -> BackedUp:
    """Copy database, spool and the pictures that the target lacks; the bot may go on meanwhile.

    The database is copied first: a picture lies in the store before its row does, so that each row has its files.

    Raises:
        StorageError: there is no database, it is damaged, or disk or store refuses. The last backup stays as it was.

    """
    await asyncio.to_thread(_check_places, database, blobs.path(""), target)
    folder = BackupFolder(target)
    with folder.alone(), folder.new_snapshot() as snapshot:
        copy = snapshot / DATABASE
        # Before and after: what is stored after the database was copied, and what is kept while it is.
        await asyncio.to_thread(_copy_spool, database.parent / SPOOL, snapshot / SPOOL)
        await asyncio.to_thread(_copy_database, database, copy)
        await asyncio.to_thread(_copy_spool, database.parent / SPOOL, snapshot / SPOOL)
        present = await asyncio.to_thread(folder.pictures)
        stored = await blobs.sizes()
        lacking = [key for key, size in stored.items() if present.get(key) != size]
        copied = await each_of(lacking, partial(_copy_out, blobs, folder))
        gone = {key for key, there in copied.items() if not there}
        pictures = {key: size for key, size in stored.items() if key not in gone}
        manifest = Manifest(await asyncio.to_thread(sha256_of, copy), pictures)
        size = copy.stat().st_size
        name = await asyncio.to_thread(folder.complete, snapshot, manifest)
        forgotten = await asyncio.to_thread(folder.forget_all_but, keep) if keep else 0
    return BackedUp(name, size, len(pictures), len(lacking) - len(gone), len(gone), forgotten)


async def restore(
    target: Path, database: Path, blobs: BlobStore, *, name: str | None = None, replace: bool = False
) -> Restored:
    """Put a backup's pictures into the store, then its database into place: one that was there is set aside.

    Interrupted, it can be begun again; the database comes last.

    Raises:
        StorageError: there is no such backup, it is damaged, the bot is running, a database is there and `replace` is
            not set, or disk or store refuses.

    """
    if await asyncio.to_thread(database.exists) and not replace:
        raise StorageError(
            "There is a database at {path}. Stop the bot and give --replace: the present one is then set aside.",
            path=database,
        )
    if alive := living_processes(database.parent / "owners"):
        raise StorageError("The bot is running (process {numbers}). Stop it first.", numbers=", ".join(alive))
    folder = BackupFolder(target)
    with folder.alone():
        snapshot, manifest = folder.open(name)
        if await asyncio.to_thread(sha256_of, snapshot / DATABASE) != manifest.database_sha256:
            raise StorageDamagedError("The database of the backup {name} is damaged. Take another.", name=snapshot.name)
        stored = await blobs.sizes()
        lacking = [key for key, size in manifest.pictures.items() if stored.get(key) != size]
        put_back = await each_of(lacking, partial(_copy_in, blobs, folder))
        set_aside = await asyncio.to_thread(_put_into_place, snapshot, database)
    lost = tuple(key for key in lacking if not put_back[key])
    return Restored(snapshot.name, len(manifest.pictures), len(lacking) - len(lost), lost, set_aside)


def _check_places(database: Path, pictures: Path | None, target: Path) -> None:
    if not database.is_file():
        raise StorageError("There is no database at {path} to back up.", path=database)
    if pictures is not None and target.resolve().is_relative_to(pictures.resolve()):
        raise StorageError("{path} lies among the pictures. Choose a folder of its own.", path=target)


def _copy_database(source: Path, copy: Path) -> None:
    """Copy a database that others write to, as it is at one moment, and make sure that the copy is sound."""
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read,
            contextlib.closing(sqlite3.connect(copy)) as written,
        ):
            # All pages in one step: in steps it would begin anew whenever another process has written.
            read.backup(written)
            # One file, that needs no log beside it.
            written.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise from_sqlite(error, str(source)) from error
    if damage := find_damage(copy, _CHECK_SECONDS):
        raise StorageDamagedError("The database is damaged, nothing was backed up: {why}", why=damage[0])


def _copy_spool(source: Path, copy: Path) -> None:
    """Copy the results that wait for database or store; what is stored meanwhile is in the backup twice, at worst."""
    try:
        copy.mkdir(exist_ok=True)
        for file in _files_of(source):
            with contextlib.suppress(FileNotFoundError):
                write_durably(copy / file.name, file.read_bytes())
    except OSError as error:
        raise from_os(error, str(copy)) from error


def _files_of(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()


async def _copy_out(blobs: BlobStore, folder: BackupFolder, key: str) -> bool:
    """Copy a picture out of the store and tell whether it was there still."""
    try:
        data = await blobs.get(key)
    except BlobGoneError:
        return False
    await asyncio.to_thread(write_durably, folder.picture(key), data)
    return True


async def _copy_in(blobs: BlobStore, folder: BackupFolder, key: str) -> bool:
    try:
        data = await asyncio.to_thread(folder.picture(key).read_bytes)
    except FileNotFoundError:
        return False
    await blobs.put_all({key: data})
    return True


def _put_into_place(snapshot: Path, database: Path) -> Path | None:
    """Put a snapshot's database and spool where the bot looks for them; return where the old database is now."""
    set_aside = None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        fresh = database.with_name(f".{database.name}.restored")
        shutil.copyfile(snapshot / DATABASE, fresh)
        if database.exists():
            set_aside = database.with_name(f"{database.name}.{stamp}")
            for ending in ("-wal", "-shm", ""):  # the log belongs to the file it lies beside
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{database}{ending}").rename(f"{set_aside}{ending}")
        fresh.rename(database)
        for file in _files_of(snapshot / SPOOL):
            write_durably(database.parent / SPOOL / file.name, file.read_bytes())
    except OSError as error:
        raise from_os(error, str(database.parent)) from error
    return set_aside
