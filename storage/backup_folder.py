"""A folder of backups: snapshots of the database, and the pictures that all of them share.

    TARGET/latest                       the name of the newest complete snapshot
    TARGET/2026-11-30T13.45.00Z/        scenes.db, spool/ and manifest.json, which lists the pictures that belong to it
    TARGET/pictures/                    every picture of every snapshot, under its key: a file never changes

A snapshot is made under another name and renamed when all of it is there, so that an interrupted backup leaves the
last good one as it was.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.durable_files import write_durably
from storage.errors import StorageError, from_os

_PARTIAL, _LATEST, _MANIFEST, _LOCK = ".partial-", "latest", "manifest.json", ".lock"
DATABASE, SPOOL = "scenes.db", "spool"
#: The form of a snapshot; one of a later form is refused.
_FORM = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds: the hash of its database, and the pictures by key with their bytes."""

    database_sha256: str
    pictures: Mapping[str, int]
    form: int = _FORM


class BackupFolder:
    """The snapshots in a folder. The methods block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else make or restore a backup here, for as long as the block runs.

        Raises:
            StorageError: the folder cannot be written, or somebody is at it already.

        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise from_os(error, str(self._folder)) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StorageError(
                "Another backup is at work in {folder}. Wait until it is done.", folder=self._folder
            ) from None
        else:
            yield
        finally:
            os.close(handle)

    def picture(self, key: str) -> Path:
        """Return where the picture of a key is."""
        return self._folder / "pictures" / key

    def pictures(self) -> dict[str, int]:
        """Return the pictures of all snapshots by key, with their bytes."""
        root = self._folder / "pictures"
        files = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
        # What a dot begins was being written when a backup was interrupted.
        return {str(file.relative_to(root)): file.stat().st_size for file in files if not file.name.startswith(".")}

    @contextlib.contextmanager
    def new_snapshot(self) -> Iterator[Path]:
        """Give a folder for a snapshot; what earlier interrupted backups have left is taken away first.

        Raises:
            StorageError: the folder cannot be written.

        """
        try:
            for left in self._folder.glob(f"{_PARTIAL}*"):
                shutil.rmtree(left)
            partial = self._folder / f"{_PARTIAL}{os.getpid()}"
            partial.mkdir()
            partial.chmod(0o700)
        except OSError as error:
            raise from_os(error, str(self._folder)) from error
        try:
            yield partial
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise

    def complete(self, partial: Path, manifest: Manifest) -> str:
        """Make a snapshot the newest one and return its name."""
        write_durably(partial / _MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        name = datetime.now(UTC).strftime("%Y-%m-%dT%H.%M.%S.%fZ")
        try:
            partial.rename(self._folder / name)
        except OSError as error:
            raise from_os(error, str(self._folder)) from error
        write_durably(self._folder / _LATEST, name.encode())
        return name

    def snapshots(self) -> list[str]:
        """Return the names of the complete snapshots, oldest first."""
        return sorted(path.parent.name for path in self._folder.glob(f"*/{_MANIFEST}") if path.parent.name[0] != ".")

    def open(self, name: str | None) -> tuple[Path, Manifest]:
        """Return a snapshot's folder and what it holds; without a name those of the newest.

        Raises:
            StorageError: there is none, or it is of a later version.

        """
        names = self.snapshots()
        chosen = name or (names[-1] if names else "")
        if chosen not in names:
            known = ", ".join(names[-5:]) or "none"
            raise StorageError(
                "There is no backup {name} in {folder}. There are: {known}.",
                name=chosen or "at all", folder=self._folder, known=known,
            )  # fmt: skip
        try:
            manifest = Manifest(**json.loads((self._folder / chosen / _MANIFEST).read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise StorageError("The backup {name} is damaged: its manifest cannot be read.", name=chosen) from error
        if manifest.form != _FORM:
            raise StorageError("The backup {name} was made by a later version of the bot. Install that.", name=chosen)
        return self._folder / chosen, manifest

    def forget_all_but(self, keep: int) -> int:
        """Take away all but the newest snapshots and the pictures that belong to none; return how many were taken."""
        names = self.snapshots()
        old = names[:-keep]
        needed = {key for name in names[-keep:] for key in self.open(name)[1].pictures}
        try:
            for name in old:
                shutil.rmtree(self._folder / name)
            for key in self.pictures().keys() - needed:
                self.picture(key).unlink()
        except OSError as error:
            raise from_os(error, str(self._folder)) from error
        return len(old)


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
