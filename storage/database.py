"""One SQLite file: a connection that writes, some that read, and transactions that cannot be left half done.

A transaction is a coroutine function that takes a `Transaction` and awaits nothing but its queries. It runs whole in
the connection's own thread, in one hop: nothing of the event loop can come between BEGIN and COMMIT, a cancelled caller
cannot leave the connection inside a transaction, and the thread is the lock. A body that waits for anything else (a
provider, a blob, Discord) is an error at its first try. Measured: `docs/decisions.md`, "One hop a transaction".
"""

import asyncio
import contextlib
import functools
import itertools
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosql
import aiosqlite

from storage import errors, migrations

log = logging.getLogger(__name__)

T = TypeVar("T")
Row = sqlite3.Row
Body = Callable[["Transaction"], Coroutine[Any, Any, T]]

SQL = Path(__file__).parent / "sql"
BUSY_SECONDS = 10.0


def _to_text(moment: datetime) -> str:
    """Write a moment in UTC with microseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _to_moment(text: bytes) -> datetime:
    return datetime.fromisoformat(text.decode()).replace(tzinfo=UTC)


sqlite3.register_adapter(datetime, _to_text)
sqlite3.register_converter("DATETIME", _to_moment)
sqlite3.register_converter("BOOLEAN", lambda text: text not in {b"0", b"FALSE"})


class _InThread:
    """Run aiosql's queries on the sqlite3 connection itself; the caller is in its thread already.

    Every statement is fetched to its end: a RETURNING cursor that is left open holds the write lock.
    """

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        return sql

    async def select(
        self, connection: sqlite3.Connection, _name: str, sql: str, values: Any, _record: object
    ) -> AsyncIterator[Row]:
        for row in connection.execute(sql, values).fetchall():
            yield row

    async def select_one(
        self, connection: sqlite3.Connection, _name: str, sql: str, values: Any, _record: object
    ) -> Row | None:
        rows = connection.execute(sql, values).fetchall()
        return rows[0] if rows else None

    async def select_value(self, connection: sqlite3.Connection, _name: str, sql: str, values: Any) -> Any:
        rows = connection.execute(sql, values).fetchall()
        return rows[0][0] if rows else None

    async def insert_update_delete(self, connection: sqlite3.Connection, _name: str, sql: str, values: Any) -> int:
        return connection.execute(sql, values).rowcount


@functools.cache
def _load_queries() -> Any:
    """Load every SQL file into one set of queries, the visibility predicate put in its places."""
    visible = (SQL / "visible.sql").read_text().strip()
    text = "\n".join(path.read_text() for path in sorted(SQL.glob("*.sql")) if path.name != "visible.sql")
    return aiosql.from_str(text.replace("@visible", visible), _InThread, mandatory_parameters=False)  # type: ignore[arg-type]  # what no query here needs is left out


class Transaction:
    """Run named queries of `storage/sql/` inside one transaction."""

    __slots__ = ("_connection", "_queries")

    def __init__(self, connection: sqlite3.Connection, queries: Any) -> None:
        self._connection = connection
        self._queries = queries

    async def one(self, query: str, **values: Any) -> Row | None:
        """Run a query whose name ends in `^` and return its first row."""
        row: Row | None = await getattr(self._queries, query)(self._connection, **values)
        return row

    async def all(self, query: str, **values: Any) -> list[Row]:
        """Run a query whose name has no suffix and return its rows."""
        return [row async for row in getattr(self._queries, query)(self._connection, **values)]

    async def value(self, query: str, **values: Any) -> Any:
        """Run a query whose name ends in `$` and return the first row's first column."""
        return await getattr(self._queries, query)(self._connection, **values)

    async def run(self, query: str, **values: Any) -> int:
        """Run a query whose name ends in `!` and return how many rows it touched."""
        count: int = await getattr(self._queries, query)(self._connection, **values)
        return count


def _drive(connection: sqlite3.Connection, queries: Any, body: Body[T], begin: str) -> T:
    """Run `body` from BEGIN to COMMIT in the thread that owns `connection`."""
    connection.execute(begin)
    try:
        coroutine = body(Transaction(connection, queries))
        try:
            coroutine.send(None)
        except StopIteration as finished:
            result: T = finished.value
        else:
            coroutine.close()
            raise RuntimeError("a transaction may await nothing but its queries")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


class Database:
    """Open the database, apply what migrations it lacks, and run transactions on it."""

    def __init__(self, path: Path, *, readers: int = 2) -> None:
        self._path = path
        self._reader_count = readers
        self._queries = _load_queries()
        self._stack = contextlib.AsyncExitStack()
        #: Grows when this process has written, and when `changed_elsewhere` has found that another one has.
        self.version = 0

    async def __aenter__(self) -> Self:
        """Open the connections.

        Raises:
            StorageError: the file cannot be opened, written or read as a database.

        """
        async with contextlib.AsyncExitStack() as stack:
            try:
                self._writer = await self._connect(stack)
                await self._hop(self._writer, self._prepare)
                connections = [await self._connect(stack) for _ in range(self._reader_count)]
            except sqlite3.Error as error:
                raise errors.from_sqlite(error, str(self._path)) from error
            self._readers = itertools.cycle(connections)
            self._data_version = await self._hop(self._writer, _data_version)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Close the connections; what was begun is finished first."""
        await self._stack.aclose()

    async def _connect(self, stack: contextlib.AsyncExitStack) -> aiosqlite.Connection:
        # The level None leaves BEGIN and COMMIT to `_drive`.
        types = sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES
        connection = aiosqlite.connect(self._path, isolation_level=None, detect_types=types, timeout=BUSY_SECONDS)
        try:
            return await stack.enter_async_context(connection)
        except sqlite3.Error:
            # aiosqlite does not wait for the thread to end; one that outlives the event loop prints a traceback.
            await asyncio.to_thread(connection._thread.join)  # noqa: SLF001  # as in `_hop`
            raise

    async def _hop(self, connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the connection's own thread."""
        execute: Callable[..., Awaitable[T]] = connection._execute  # noqa: SLF001  # aiosqlite's only door to its thread; the version is pinned below 0.23
        return await execute(work, connection._conn)  # noqa: SLF001  # as above

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        _set_up(connection)
        migrations.apply(connection)

    async def write(self, body: Body[T]) -> T:
        """Run `body` as one durable transaction.

        Raises:
            StorageError: the disk is full, the folder is read-only, or the file is damaged; nothing was written.

        """

        def work(connection: sqlite3.Connection) -> T:
            return _drive(connection, self._queries, body, "BEGIN IMMEDIATE")

        try:
            return await self._hop(self._writer, work)
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise errors.from_sqlite(error, str(self._path)) from error
        finally:
            self.version += 1

    async def read(self, body: Body[T]) -> T:
        """Run `body` on one consistent view of the database.

        Raises:
            StorageError: the file is damaged or gone.

        """

        def work(connection: sqlite3.Connection) -> T:
            _set_up(connection)
            return _drive(connection, self._queries, body, "BEGIN")

        try:
            return await self._hop(next(self._readers), work)
        except sqlite3.Error as error:
            raise errors.from_sqlite(error, str(self._path)) from error

    async def changed_elsewhere(self) -> bool:
        """Tell whether another process has written since the last time this was asked.

        The writer's own connection asks, so this process's own writes do not count.
        """
        before = self._data_version
        self._data_version = await self._hop(self._writer, _data_version)
        changed = self._data_version != before
        self.version += changed
        return changed


def _set_up(connection: sqlite3.Connection) -> None:
    if connection.row_factory is sqlite3.Row:
        return
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _data_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()["data_version"]
    return version


async def other_processes(database: Database, interval: float = 0.2) -> AsyncIterator[None]:
    """Yield each time another process has written to the database."""
    while True:
        await asyncio.sleep(interval)
        if await database.changed_elsewhere():
            yield
