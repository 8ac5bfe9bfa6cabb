"""A PostgreSQL database: a pool of connections, and transactions that are run once more where nothing of them was kept.

Transactions see what others have committed (READ COMMITTED); what reads before it decides what to write says
`Transaction.alone` first. Reads of several queries have one view of the database.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self, TypeVar

import asyncpg
from asyncpg import exceptions

from storage.postgresql import migrations
from storage.postgresql.errors import ERRORS, LOST, NOT_DONE, ROLLED_BACK, from_postgresql, unknown_end
from storage.postgresql.held_connection import FIRST_PAUSE, HeldConnection
from storage.postgresql.news import News
from storage.postgresql.one_statement import shorter_way
from storage.postgresql.queries import load_queries
from storage.postgresql.server import check_server
from storage.postgresql.transactions import PostgresqlTransaction
from storage.postgresql_url import place_of
from storage.sql_database import Body, SqlDatabase, Step

T = TypeVar("T")

log = logging.getLogger(__name__)

#: For how long a transaction is tried again while the database is away or others are in its way.
TRY_SECONDS = 10.0
#: The longest pause between two tries.
LONGEST_PAUSE = 1.0
#: How long one statement may take, and how long a connection may take to be made.
STATEMENT_SECONDS, CONNECT_SECONDS = 30.0, 10.0
_SESSION = {
    "application_name": "scene-visualizer",
    "TimeZone": "UTC",
    "lock_timeout": "10s",
    # To compile a query of a few milliseconds takes hundreds.
    "jit": "off",
    "idle_in_transaction_session_timeout": "60s",
    # Locks of a machine that is gone without a word are freed within a minute.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
_VIEW = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class PostgresqlDatabase(SqlDatabase):
    """Connect, apply what migrations the database lacks, and run transactions on it."""

    def __init__(self, url: str, *, connections: int = 10) -> None:
        self._url = url
        self._where = place_of(url)
        self._connections = connections
        self._queries = load_queries()
        self._stack = contextlib.AsyncExitStack()
        self._writing: set[asyncio.Task[Any]] = set()
        self.gallery_version = 0

    async def __aenter__(self) -> Self:
        """Open the connections.

        Raises:
            StorageError: the database cannot be reached, is too old, or cannot be written.

        """
        loop = asyncio.get_running_loop()
        async with contextlib.AsyncExitStack() as stack:
            try:
                self.held = await stack.enter_async_context(HeldConnection(self._connect))
                await self.held.use(check_server)
                await self.held.use(migrations.apply, endless=True)
                self._pool: asyncpg.Pool = await stack.enter_async_context(
                    asyncpg.create_pool(
                        self._url,
                        min_size=0,
                        max_size=self._connections,
                        command_timeout=STATEMENT_SECONDS,
                        timeout=CONNECT_SECONDS,
                        statement_cache_size=len(self._queries) + 10,
                        server_settings=_SESSION,
                        # No session is left in another state than it was taken in: nothing is to be undone.
                        reset=_leave,
                    )
                )
                self._news = News(self.held, loop.time)
                await self._news.listen()
                stack.push_async_callback(self._news.stop)
                await self._look_for_changes(self._pool)
            except ERRORS as error:
                raise from_postgresql(error, self._where) from error
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Close the connections; what was begun is finished first."""
        if self._writing:
            await asyncio.wait(self._writing)
        await self._stack.aclose()

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self._url, timeout=CONNECT_SECONDS, server_settings=_SESSION)

    async def write(self, body: Body[T]) -> T:
        """Run `body` as one durable transaction; a caller that is cancelled does not cut it short.

        Raises:
            ConflictError: what was to be written contradicts what is stored; nothing was written.
            StorageError: the database cannot be reached, or refuses; nothing was written, but where it says otherwise.

        """
        return await self._uncut(self._write(body, alone=False))

    async def perform(self, step: Step[T]) -> T:
        """Run a step as one durable transaction, by its shorter way where there is one; errors are those of `write`."""
        way = shorter_way(step)
        if way is None:
            return await self.write(step.run)
        return await self._uncut(self._write(way.body, alone=way.alone, repeatable=way.repeatable))

    async def read(self, body: Body[T]) -> T:
        """Run `body` on one consistent view of the database.

        Raises:
            StorageError: the database cannot be reached or read.

        """

        async def work(connection: asyncpg.Connection, _attempt: _Attempt) -> T:
            tx = PostgresqlTransaction(connection, self._queries, _VIEW)
            try:
                return await body(tx)
            finally:
                # Nothing was written: whichever way it ends is the same.
                if tx.begun:
                    await _end(connection, "COMMIT")

        return await self._try(work)

    def run_alone(self, query: str, body: Body[T]) -> Awaitable[T]:
        """Run a body of one query as the one statement that it is."""
        if not self._queries[query].reads:
            return self._uncut(self._write(body, alone=True))

        async def work(connection: asyncpg.Connection, _attempt: _Attempt) -> T:
            return await body(PostgresqlTransaction(connection, self._queries))

        return self._try(work)

    async def _uncut(self, write: Coroutine[Any, Any, T]) -> T:
        # Not `spawn`, which would log what the caller is told.
        task = asyncio.create_task(write)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_log_failure)
            raise

    async def _write(self, body: Body[T], *, alone: bool, repeatable: bool = False) -> T:
        async def work(connection: asyncpg.Connection, attempt: "_Attempt") -> T:
            tx = PostgresqlTransaction(connection, self._queries, "" if alone else "BEGIN")
            # A single statement commits by itself; one that finds what it has written before may be sent again.
            attempt.committing = alone and not repeatable
            try:
                result = await body(tx)
            except BaseException:
                if tx.begun:
                    await _end(connection, "ROLLBACK")
                raise
            if tx.begun:
                attempt.committing = True
                await connection.execute("COMMIT")
            if tx.loud:
                self._news.tell()
            self.gallery_version += tx.brought
            if tx.shown_on_pages:
                # What is committed must not be called refused: it would be written again.
                with contextlib.suppress(*ERRORS):
                    await self._look_for_changes(connection)
            return result

        return await self._try(work)

    async def _try(self, work: Callable[[asyncpg.Connection, "_Attempt"], Awaitable[T]]) -> T:
        """Run `work` on a connection, and once more from the beginning where nothing of it was kept."""
        loop = asyncio.get_running_loop()
        until, pause, conflicts = loop.time() + TRY_SECONDS, FIRST_PAUSE, 0
        while True:
            attempt = _Attempt()
            try:
                async with asyncio.timeout(TRY_SECONDS):
                    connection = await self._pool.acquire()
                try:
                    return await work(connection, attempt)
                finally:
                    await self._pool.release(connection)
            except ERRORS as error:
                if attempt.committing and isinstance(error, LOST) and not isinstance(error, NOT_DONE):
                    raise unknown_end(error, self._where) from error
                if isinstance(error, exceptions.IntegrityConstraintViolationError):
                    # Of two who came at once the second one finds, when it looks again, what the first has written.
                    conflicts += 1
                if not _may_help(error, conflicts) or loop.time() > until:
                    raise from_postgresql(error, self._where) from error
                if isinstance(error, exceptions.ReadOnlySQLTransactionError):
                    # A server that has been put behind another one: the address leads to that one by now.
                    await self._pool.expire_connections()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    @property
    def clock_offset(self) -> float:
        """Return how far the server's clock is ahead of this machine's, in seconds."""
        return self.held.clock_offset

    async def check_writable(self) -> None:
        """Make sure that the server is one that takes writes.

        Raises:
            StorageError: it is not, or cannot be reached.

        """

        async def work(connection: asyncpg.Connection, _attempt: _Attempt) -> None:
            if await connection.fetchval("SELECT current_setting('transaction_read_only')::boolean"):
                raise exceptions.ReadOnlySQLTransactionError("it is a standby server")

        await self._try(work)

    async def empty_log(self) -> bool:
        """Do nothing: when the log and dead rows go is the server's affair."""
        return True

    async def changed_elsewhere(self) -> bool:
        """Tell whether another process has said that it has written, or whether it is time to look all the same.

        Raises:
            StorageError: the database cannot be reached or read.

        """
        if not self._news.take():
            return False

        await self._try(lambda connection, _attempt: self._look_for_changes(connection))
        return True

    async def _look_for_changes(self, connection: asyncpg.Connection | asyncpg.Pool) -> None:
        self.gallery_version = max(self.gallery_version, await connection.fetchval(_VERSION))

    async def wait_to_look(self, seconds: float) -> None:
        """Wait until another process says that it has written, or until it is time to look all the same."""
        await self._news.wait()


_VERSION = "SELECT sum(changes)::bigint FROM gallery_version"


class _Attempt:
    """One try of a transaction: whether its commit was sent."""

    __slots__ = ("committing",)

    def __init__(self) -> None:
        self.committing = False


def _may_help(error: Exception, conflicts: int) -> bool:
    """Tell whether another try may end otherwise."""
    if isinstance(error, exceptions.IntegrityConstraintViolationError):
        return conflicts == 1
    return isinstance(error, (*LOST, *ROLLED_BACK, exceptions.ReadOnlySQLTransactionError))


async def _end(connection: asyncpg.Connection, how: str) -> None:
    """End a transaction of which nothing is kept; a connection that is lost has ended it."""
    with contextlib.suppress(*ERRORS):
        await connection.execute(how)


def _log_failure(task: asyncio.Task[Any]) -> None:
    """Log why a write failed whose caller has left and is told of nothing."""
    if not task.cancelled() and (error := task.exception()):
        log.error("a write that nobody waits for any more failed: %s", error)


async def _leave(_connection: asyncpg.Connection) -> None:
    """Leave a connection as it is."""
