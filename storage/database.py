"""One SQLite file: a connection that writes, some that read, and transactions that cannot be left half done.

A transaction runs whole in the connection's own thread, in one hop: nothing of the event loop can come between BEGIN
and COMMIT, a cancelled caller cannot leave the connection inside a transaction, and the thread is the lock. Measured:
`docs/decisions.md`, "One hop a transaction".
"""

import asyncio
import contextlib
import contextvars
import json
import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

import aiosqlite

from storage import errors, migrations
from storage.connections import LOOK_MS, begin_writing, set_up, use_log
from storage.sql_database import Body, SqlDatabase, Transaction, other_processes
from storage.transactions import load_queries, run_transaction

__all__ = ["Database", "other_processes"]

T = TypeVar("T")

log = logging.getLogger(__name__)

#: How long a caller waits for a database that is locked by another program: one who had to stand in line as well.
BUSY_SECONDS = 10.0
#: How long a start waits for that of another process, which may be migrating a large database.
START_SECONDS = 60.0
#: As much as a small transaction writes, and more than what is left over of blocks on a full disk.
SCRATCH_BYTES = 64 * 2**10
#: How often the log is tried to be emptied while somebody reads what stands in it, and for how long each time.
LOG_TRIES, LOG_SECONDS = 5, 0.2
#: While the writer has been at one transaction for `STUCK_SECONDS`, no more than so many stand in line behind it.
MOST_WAITING, STUCK_SECONDS = 32, 1.0


class Database(SqlDatabase):
    """Open the database, apply what migrations it lacks, and run transactions on it."""

    def __init__(self, path: Path, *, readers: int = 2) -> None:
        self._path = path
        self._reader_count = readers
        self._queries = load_queries()
        self._stack = contextlib.AsyncExitStack()
        self.gallery_version = 0
        #: The connections that read and are at no transaction; what is idle last is taken first, its cache is warm.
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        #: How many writes are under way or in line, and when the one under way began.
        self._writes, self._began = 0, 0.0

    async def __aenter__(self) -> Self:
        """Open the connections.

        Raises:
            StorageError: the file cannot be opened, written or read as a database.

        """
        async with contextlib.AsyncExitStack() as stack:
            try:
                self._writer = await self._connect(stack)
                await self._hop(self._writer, self._prepare)
                for _ in range(self._reader_count):
                    self._idle.put_nowait(await self._connect(stack))
                self._data_version = await self._hop(self._writer, self._look_for_changes)
            except sqlite3.Error as error:
                raise errors.from_sqlite(error, str(self._path)) from error
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Close the connections; what was begun is finished first."""
        await self._stack.aclose()

    async def _connect(self, stack: contextlib.AsyncExitStack) -> aiosqlite.Connection:
        # The level None leaves BEGIN and COMMIT to `run_transaction`.
        types = sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES
        connection = aiosqlite.connect(self._path, isolation_level=None, detect_types=types, timeout=BUSY_SECONDS)
        try:
            return await stack.enter_async_context(connection)
        except sqlite3.Error:
            # aiosqlite does not wait for the thread to end; one that outlives the event loop prints a traceback.
            await asyncio.to_thread(connection._thread.join)  # noqa: SLF001  # as in `_hop`
            raise

    async def _hop(self, connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the connection's own thread, with the caller's context: its language, above all."""
        execute: Callable[..., Awaitable[T]] = connection._execute  # noqa: SLF001  # aiosqlite's only door to its thread; the version is pinned below 0.23
        return await execute(contextvars.copy_context().run, work, connection._conn)  # noqa: SLF001  # as above

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA busy_timeout = {int(START_SECONDS * 1000)}")
        use_log(connection, time.monotonic() + START_SECONDS)
        set_up(connection)
        migrations.apply(connection)
        connection.execute(f"PRAGMA busy_timeout = {LOOK_MS}")

    async def write(self, body: Body[T]) -> T:
        """Run `body` as one durable transaction.

        Raises:
            ConflictError: what was to be written contradicts what is stored; nothing was written.
            StorageError: the disk is full, the folder is read-only, the file is damaged, or it is locked, and too many
                wait for it already; nothing was written.

        """
        came = time.monotonic()
        if self._writes > MOST_WAITING and came - self._began > STUCK_SECONDS:
            raise errors.from_sqlite(sqlite3.OperationalError("database is locked"), str(self._path))

        def work(connection: sqlite3.Connection) -> T:
            self._began = time.monotonic()
            # Whoever has stood in line has waited already.
            seconds = BUSY_SECONDS - (self._began - came)
            result = run_transaction(connection, body, partial(begin_writing, seconds=seconds))
            # What is committed must not be called refused: it would be written again.
            with contextlib.suppress(sqlite3.Error):
                self.gallery_version = _gallery_version(connection)
            return result

        if not self._writes:
            self._began = came
        self._writes += 1
        try:
            return await self._hop(self._writer, work)
        except (sqlite3.Error, json.JSONDecodeError) as error:
            raise self._translated(error) from error
        finally:
            self._writes -= 1

    async def read(self, body: Body[T]) -> T:
        """Run `body` on one consistent view of the database, as soon as a connection is idle.

        Raises:
            StorageError: the file is damaged or gone.

        """
        reader, loop = await self._idle.get(), asyncio.get_running_loop()

        def work(connection: sqlite3.Connection) -> T:
            try:
                set_up(connection)
                return run_transaction(connection, body, _begin_reading)
            finally:
                # Said by the thread: a caller that was cancelled does not wait for it.
                loop.call_soon_threadsafe(self._idle.put_nowait, reader)

        try:
            return await self._hop(reader, work)
        except (sqlite3.Error, json.JSONDecodeError) as error:
            raise self._translated(error) from error

    def _translated(self, error: sqlite3.Error | json.JSONDecodeError) -> errors.StorageError:
        path = str(self._path)
        if isinstance(error, sqlite3.Error):
            return errors.from_sqlite(error, path)
        return errors.damaged(path, f"a column that is to hold JSON: {error}")

    def run_alone(self, query: str, body: Body[T]) -> Awaitable[T]:
        """Run a body of one query on a connection that reads, where it reads."""
        return self.read(body) if self._queries[query].reads else self.write(body)

    async def check_writable(self) -> None:
        """Make sure that something can be written: the lock can be had, and the disk takes a file.

        The database stays as it is, or every other process would look what has changed.

        Raises:
            StorageError: another program holds the database, the disk is full, or the folder is read-only.

        """
        await self.write(_change_nothing)
        try:
            await asyncio.to_thread(_write_scratch_file, self._path.parent)
        except OSError as error:
            raise errors.from_os(error, str(self._path.parent)) from error

    async def empty_log(self) -> bool:
        """Write the log into the database file and empty it: deleted texts stand in it until then.

        Returns:
            False where somebody reads at the time, or the file cannot be written: the log stays for the next time.

        """
        for _ in range(LOG_TRIES):
            try:
                if await self._hop(self._writer, self._checkpoint):
                    return True
            except sqlite3.Error as error:
                log.warning("the write-ahead log could not be emptied: %s", error)
                return False
            await asyncio.sleep(LOG_SECONDS)
        log.warning("the write-ahead log is read by others and could not be emptied yet")
        return False

    def _checkpoint(self, connection: sqlite3.Connection) -> bool:
        # Short, as writers wait meanwhile.
        connection.execute(f"PRAGMA busy_timeout = {int(LOG_SECONDS * 1000)}")
        try:
            busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.execute(f"PRAGMA busy_timeout = {LOOK_MS}")
        return not busy

    async def changed_elsewhere(self) -> bool:
        """Tell whether another process has written since the last time this was asked.

        The writer's own connection asks, so this process's own writes do not count.

        Raises:
            StorageError: the file is damaged or gone.

        """
        before = self._data_version
        try:
            self._data_version = await self._hop(self._writer, self._look_for_changes)
        except sqlite3.Error as error:
            raise errors.from_sqlite(error, str(self._path)) from error
        return self._data_version != before

    async def wait_to_look(self, seconds: float) -> None:
        """Wait for so long: SQLite tells nobody."""
        await asyncio.sleep(seconds)

    def _look_for_changes(self, connection: sqlite3.Connection) -> int:
        data_version: int = connection.execute("PRAGMA data_version").fetchone()[0]
        self.gallery_version = _gallery_version(connection)
        return data_version


def _begin_reading(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")


async def _change_nothing(_tx: Transaction) -> None:
    """Begin and end a transaction."""


def _write_scratch_file(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(SCRATCH_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _gallery_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("SELECT changes FROM gallery_version").fetchone()[0]
    return version
