"""The one error base of the project, and what can go wrong with disk and database."""

import errno
import logging
import sqlite3

log = logging.getLogger(__name__)


class SceneError(Exception):
    """Carry the sentence that the user is to read; `code` names the kind for machines."""

    code = "error"

    @property
    def sentence(self) -> str:
        """Return what to tell the user: what happened and what to do."""
        return str(self)


class StorageError(SceneError):
    """Say that disk or database refused; nothing was half written.

    The storage knows no languages: the sentence is English, and its values are put in here, so that catalogues know it.
    """

    code = "storage"

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)


class StorageFullError(StorageError):
    """Say that the disk is full."""

    code = "storage_full"


class StorageReadOnlyError(StorageError):
    """Say that the data folder cannot be written."""

    code = "storage_readonly"


class StorageDamagedError(StorageError):
    """Say that the database file is damaged."""

    code = "storage_damaged"


class ConflictError(StorageError):
    """Say that what was to be written contradicts what is stored: a key is taken, or what it points to is gone."""

    code = "conflict"


def from_sqlite(error: sqlite3.Error, path: str) -> StorageError:
    """Translate what SQLite says of the database at `path` into a sentence that says what to do."""
    reason = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        # Which constraint is of use to developers alone.
        log.warning("a write contradicts what is stored: %s", reason)
        return ConflictError(
            "This was changed or removed meanwhile, and nothing was written. Look again, then try again."
        )
    lowered = reason.lower()
    if "disk is full" in lowered:
        return StorageFullError(
            "The disk that holds {path} is full. Free some space and try again; nothing was lost.", path=path
        )
    if "readonly" in lowered or "unable to open" in lowered:
        return StorageReadOnlyError(
            "The database {path} cannot be written. Give the bot write access to its folder (DATA_DIR) and try again.",
            path=path,
        )
    if "not a database" in lowered or "malformed" in lowered:
        return StorageDamagedError(
            "The database {path} is damaged ({reason}). Restore it from a backup, or move it away to start afresh.",
            path=path,
            reason=reason,
        )
    if "locked" in lowered or "busy" in lowered:
        return StorageError("The database {path} is busy with another program. Try again in a moment.", path=path)
    return StorageError(
        "The database {path} refused: {reason}. Try again; if it stays so, look into the log.", path=path, reason=reason
    )


def from_os(error: OSError, path: str) -> StorageError:
    """Translate what the operating system says of `path` into a sentence that says what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFullError(
            "The disk that holds {path} is full. Free some space and try again; nothing was lost.", path=path
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageReadOnlyError(
            "The folder {path} cannot be written. Give the bot write access to its folder (DATA_DIR) and try again.",
            path=path,
        )
    return StorageError(
        "The folder {path} could not be used: {reason}. Set DATA_DIR to another one.",
        path=path,
        reason=error.strerror or error,
    )
