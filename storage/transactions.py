"""Transactions on SQLite: from BEGIN to COMMIT in the thread that owns the connection.

A body that waits for anything but its queries (a provider, a blob, Discord) is an error at its first try.
"""

import functools
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from storage.named_queries import SQL, read_queries
from storage.sql_database import Body, Transaction

__all__ = ["Query", "SqliteTransaction", "Transaction", "load_queries", "run_transaction"]

T = TypeVar("T")


def _to_text(moment: datetime) -> str:
    """Write a moment in UTC with microseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _to_moment(text: bytes) -> datetime:
    # Read with its zone: to put it in afterwards takes four times as long, and a page of the gallery has forty moments.
    return datetime.fromisoformat(f"{text.decode()}+00:00")


sqlite3.register_adapter(datetime, _to_text)
sqlite3.register_converter("DATETIME", _to_moment)
sqlite3.register_converter("BOOLEAN", lambda text: text not in {b"0", b"FALSE"})


class Query(NamedTuple):
    """A statement of `storage/sql/`, and whether it changes nothing."""

    sql: str
    reads: bool


@functools.cache
def load_queries() -> dict[str, Query]:
    """Return every named query as SQLite reads it."""
    return {name: Query(sql, sql.startswith(("SELECT", "WITH"))) for name, sql in read_queries(SQL).items()}


class SqliteTransaction(Transaction):
    """Run named queries on a connection that is in a transaction.

    Every statement is fetched to its end: a RETURNING cursor that is left open holds the write lock.
    """

    __slots__ = ("_connection", "_queries")

    def __init__(self, connection: sqlite3.Connection, queries: dict[str, Query]) -> None:
        self._connection = connection
        self._queries = queries

    async def rows(self, query: str, **values: Any) -> list[sqlite3.Row]:
        """Return a query's rows as they are."""
        return self._connection.execute(self._queries[query].sql, values).fetchall()

    async def run(self, query: str, **values: Any) -> int:
        """Run a query and return how many rows it has changed."""
        return self._connection.execute(self._queries[query].sql, values).rowcount

    async def alone(self, kind: str, key: str) -> None:
        """Do nothing: who writes is alone with the whole database."""


def run_transaction(connection: sqlite3.Connection, body: Body[T], begin: Callable[[sqlite3.Connection], object]) -> T:
    """Run `body` from the begin to COMMIT in the thread that owns `connection`."""
    begin(connection)
    try:
        coroutine = body(SqliteTransaction(connection, load_queries()))
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
