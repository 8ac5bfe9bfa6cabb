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

    The sentence is for anybody and names no place of the operator's; `str` of the error is for the operator, and has
    the path or the key, and what to do about it. The storage knows no languages: both are English, and their values are
    put in here, so that catalogues know the sentence.
    """

    code = "storage"

    def __init__(self, sentence: str, detail: str = "", **values: object) -> None:
        self._sentence = sentence.format(**values) if values else sentence
        super().__init__((detail or sentence).format(**values) if values else detail or sentence)

    @property
    def sentence(self) -> str:
        """Return what to tell the user, whoever that is."""
        return self._sentence


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


#: What SQLite says of a file that is none of its own, or that lacks what the migrations have put there.
_SIGNS_OF_DAMAGE = (
    "not a database",
    "malformed",
    "no such table",
    "no such column",
    "no column named",
    "vtable constructor",
)


def from_sqlite(error: sqlite3.Error, path: str) -> StorageError:
    """Translate what SQLite says of the database at `path` into a sentence that says what to do."""
    reason = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        # Which constraint is of use to developers alone.
        log.warning("a write contradicts what is stored: %s", reason)
        return ConflictError(
            "Somebody changed or removed this meanwhile, and nothing was saved. Look again, then try again."
        )
    lowered = reason.lower()
    if "disk is full" in lowered:
        return _full(path)
    if "readonly" in lowered or "unable to open" in lowered:
        return StorageReadOnlyError(
            "The bot cannot write to its database. The operator finds in the log what to do.",
            "The database {path} cannot be written. Give the bot write access to its folder (DATA_DIR) and try again.",
            path=path,
        )
    if any(sign in lowered for sign in _SIGNS_OF_DAMAGE):
        return damaged(path, reason)
    if "locked" in lowered or "busy" in lowered:
        return StorageError(
            "The bot's database is busy. Try again in a moment.",
            "The database {path} is busy with another program. Try again in a moment.",
            path=path,
        )
    return StorageError(
        "The bot's database refused this. Try again; if it stays so, the operator finds the reason in the log.",
        "The database {path} refused: {reason}. Try again; if it stays so, look into the log.",
        path=path,
        reason=reason,
    )


def damaged(path: str, reason: str) -> StorageDamagedError:
    """Return the error that the database at `path` holds what cannot be."""
    return StorageDamagedError(
        "The bot's database is damaged. The operator finds in the log what to do.",
        "The database {path} is damaged ({reason}). Restore it from a backup, or move it away to start afresh.",
        path=path,
        reason=reason,
    )


def _full(path: str) -> StorageFullError:
    return StorageFullError(
        "The bot's disk is full; nothing was lost. The operator has to free some space.",
        "The disk that holds {path} is full. Free some space and try again; nothing was lost.",
        path=path,
    )


def from_os(error: OSError, path: str) -> StorageError:
    """Translate what the operating system says of `path` into a sentence that says what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageReadOnlyError(
            "The bot cannot write to its data folder. The operator finds in the log what to do.",
            "The folder {path} cannot be written. Give the bot write access to its folder (DATA_DIR) and try again.",
            path=path,
        )
    return StorageError(
        "The bot's data folder could not be used. The operator finds the reason in the log.",
        "The folder {path} could not be used: {reason}. Set DATA_DIR to another one.",
        path=path,
        reason=error.strerror or error,
    )
