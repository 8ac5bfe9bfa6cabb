"""The spool: paid results that image store or database did not take yet, each a file beside the database.

Where the disk of the database takes no file either, a spare folder on another one may.

A file is a line of JSON (what the caller noted, and the lengths of the blobs) and the blobs behind it; it is written
durably and complete, or not at all, and outlives the process.
"""

import contextlib
import json
import logging
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.durable_files import write_durably
from storage.errors import StorageError

log = logging.getLogger(__name__)

_SUFFIX = ".result"


@dataclass(frozen=True, slots=True)
class Spooled:
    """A spooled result: what was noted of it, as JSON holds it, and its blobs."""

    notes: Mapping[str, Any]
    blobs: tuple[bytes, ...]


class Spool:
    """Keep results under names in a folder, or in the spare one, if that is ours alone. The methods block."""

    def __init__(self, folder: Path, spare: Path | None = None) -> None:
        self._folder, self._spare = folder, spare

    def put(self, name: str, notes: Mapping[str, Any], blobs: Sequence[bytes]) -> None:
        """Write a result, in place of an earlier one of this name.

        Raises:
            StorageError: the disk refuses.

        """
        head = json.dumps({"notes": dict(notes), "lengths": [len(blob) for blob in blobs]}).encode()
        data = b"\n".join((head, b"".join(blobs)))
        try:
            write_durably(_path(self._folder, name), data)
        except StorageError as error:
            if self._spare is None or not _put_spare(self._spare, name, data):
                raise
            log.warning("a result is kept in %s: %s", self._spare, error)

    def has(self, name: str) -> bool:
        """Tell whether there is a result of this name; this takes no time to speak of."""
        return self._find(name) is not None

    def get(self, name: str) -> Spooled | None:
        """Return a result; None where there is none, or none that can be read."""
        path = self._find(name)
        if path is None:
            return None
        try:
            head, _, rest = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            blobs, at = list[bytes](), 0
            for length in told["lengths"]:
                blobs.append(rest[at : at + length])
                at += length
            return Spooled(told["notes"], tuple(blobs))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("the kept result %s cannot be read: %s", path, error)  # noqa: TRY400  # the line says it all
            return None

    def names(self) -> tuple[str, ...]:
        """Return the names of all results."""
        found = set[str]()
        for folder in self._usable():
            with contextlib.suppress(OSError):
                found |= {path.name.removesuffix(_SUFFIX) for path in folder.glob(f"*{_SUFFIX}")}
        return tuple(sorted(found))

    def delete(self, name: str) -> None:
        """Delete a result; one that is not there is no error."""
        for folder in self._usable():
            try:
                _path(folder, name).unlink(missing_ok=True)
            except OSError as error:
                # It is looked at again: what a request that is done has left is deleted with every recovery.
                log.warning("the kept result %s cannot be deleted: %s", _path(folder, name), error)

    def _find(self, name: str) -> Path | None:
        paths = (_path(folder, name) for folder in self._usable())
        return next((path for path in paths if path.exists()), None)

    def _usable(self) -> Iterator[Path]:
        yield self._folder
        if self._spare is not None and _is_ours(self._spare):
            yield self._spare


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{_SUFFIX}"


def _put_spare(folder: Path, name: str, data: bytes) -> bool:
    """Write into a spare folder, which others may write beside, and tell whether that was done."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(folder):
            return False
        write_durably(_path(folder, name), data)
    except (OSError, StorageError):
        return False
    return True


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is there, no link, and nobody else's: what lies there is shown as painted."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
