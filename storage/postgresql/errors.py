"""What PostgreSQL and the way to it say, as sentences that say what to do."""

import logging
from typing import NamedTuple

import asyncpg
from asyncpg import exceptions

from storage.errors import ConflictError, StorageDamagedError, StorageError, StorageFullError, StorageReadOnlyError

log = logging.getLogger(__name__)

#: The connection is gone, or could not be had: nothing that was not committed is kept.
LOST = (
    exceptions.PostgresConnectionError,
    exceptions.AdminShutdownError,
    exceptions.CrashShutdownError,
    exceptions.CannotConnectNowError,
    exceptions.TooManyConnectionsError,
    exceptions.IdleInTransactionSessionTimeoutError,
    exceptions.InterfaceError,
    exceptions.InternalClientError,
    OSError,
    TimeoutError,
)
#: Those that say that the last statement was not carried out: it was not sent, or the server ended before it.
NOT_DONE = (
    exceptions.AdminShutdownError,
    exceptions.IdleInTransactionSessionTimeoutError,
    exceptions.InterfaceError,
    exceptions.InternalClientError,
)
#: The database has rolled back what it could not do beside what others did.
ROLLED_BACK = (exceptions.SerializationError, exceptions.DeadlockDetectedError)
#: What `asyncpg` raises, and what the way to the server does.
ERRORS = (asyncpg.PostgresError, exceptions.InterfaceError, exceptions.InternalClientError, OSError, TimeoutError)


class _Meaning(NamedTuple):
    """What some errors mean: to anybody, and to the operator."""

    sentence: str
    detail: str
    errors: tuple[type[Exception], ...]
    kind: type[StorageError] = StorageError


_MEANINGS = (
    _Meaning(
        "The bot's disk is full; nothing was lost. The operator has to free some space.",
        "The disk of the database {where} is full. Free some space and try again; nothing was lost.",
        (exceptions.DiskFullError,),
        StorageFullError,
    ),
    _Meaning(
        "The bot cannot write to its database. The operator finds in the log what to do.",
        "The database {where} cannot be written: {reason}. DATABASE_URL has to name the primary server, and a user who "
        "owns the tables.",
        (exceptions.ReadOnlySQLTransactionError, exceptions.InsufficientPrivilegeError),
        StorageReadOnlyError,
    ),
    _Meaning(
        "The bot's database is damaged. The operator finds in the log what to do.",
        "The database {where} is damaged ({reason}). Restore it from a backup.",
        (
            *(exceptions.UndefinedTableError, exceptions.UndefinedColumnError, exceptions.UndefinedFunctionError),
            *(exceptions.DataCorruptedError, exceptions.IndexCorruptedError),
        ),
        StorageDamagedError,
    ),
    _Meaning(
        "The bot's database cannot be reached. The operator finds in the log what to do.",
        "The database {where} does not let the bot in: {reason}. Correct DATABASE_URL.",
        (
            exceptions.InvalidAuthorizationSpecificationError,
            exceptions.InvalidCatalogNameError,
            exceptions.ClientConfigurationError,
        ),
    ),
    _Meaning(
        "The bot's database is busy. Try again in a moment.",
        "The database {where} is busy: {reason}. Try again in a moment.",
        (exceptions.LockNotAvailableError, exceptions.QueryCanceledError),
    ),
    _Meaning(
        "The bot's database cannot be reached. Try again in a moment.",
        "The database {where} cannot be reached: {reason}. Look whether it runs, and whether DATABASE_URL is right.",
        LOST,
    ),
    _Meaning(
        "The bot's database refused this. Try again; if it stays so, the operator finds the reason in the log.",
        "The database {where} refused: {reason}. Try again; if it stays so, look into the log.",
        (Exception,),
    ),
)


def from_postgresql(error: Exception, where: str) -> StorageError:
    """Translate an error of the database at `where`, an address without its password."""
    reason = _reason(error)
    if isinstance(error, exceptions.IntegrityConstraintViolationError):
        # Which constraint is of use to developers alone; the values, which may be a person's words, to nobody.
        log.warning("a write contradicts what is stored: %s", error.constraint_name or type(error).__name__)
        return ConflictError(
            "Somebody changed or removed this meanwhile, and nothing was saved. Look again, then try again."
        )
    meaning = next(meaning for meaning in _MEANINGS if isinstance(error, meaning.errors))
    return meaning.kind(meaning.sentence, meaning.detail, where=where, reason=reason)


def unknown_end(error: Exception, where: str) -> StorageError:
    """Return the error that a commit was sent and not answered: nobody knows whether it holds."""
    return StorageError(
        "The bot's database was lost while this was saved. Look whether it was, then try again.",
        "The connection to {where} was lost during a commit ({reason}): what was written may be there or not.",
        where=where,
        reason=_reason(error),
    )


def _reason(error: Exception) -> str:
    """Return what it says without its details, which may be a person's words."""
    return str(error.args[0]) if len(error.args) == 1 else str(error) or type(error).__name__
