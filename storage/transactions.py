"""Transactions: named queries of `storage/sql/`, from BEGIN to COMMIT in the thread that owns the connection.

A transaction is a coroutine function that takes a `Transaction` and awaits nothing but its queries. A body that waits
for anything else (a provider, a blob, Discord) is an error at its first try.
"""

import functools
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import aiosql

from storage.records import Record

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Row = sqlite3.Row
Body = Callable[["Transaction"], Coroutine[Any, Any, T]]

SQL = Path(__file__).parent / "sql"


def _to_text(moment: datetime) -> str:
    """Write a moment in UTC with microseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _to_moment(text: bytes) -> datetime:
    return datetime.fromisoformat(text.decode()).replace(tzinfo=UTC)


sqlite3.register_adapter(datetime, _to_text)
sqlite3.register_converter("DATETIME", _to_moment)
sqlite3.register_converter("BOOLEAN", lambda text: text not in {b"0", b"FALSE"})


class Query(NamedTuple):
    """A statement of `storage/sql/`, and whether it changes nothing."""

    sql: str
    reads: bool


@functools.cache
def load_queries() -> dict[str, Query]:
    """Return every named query; a file without a name is a piece of SQL, put wherever a query says `@` and its stem."""
    files = {path.stem: path.read_text() for path in sorted(SQL.glob("*.sql"))}
    pieces = {f"@{stem}": text.strip() for stem, text in files.items() if "-- name:" not in text}
    text = "\n".join(text for text in files.values() if "-- name:" in text)
    for mark, piece in pieces.items():
        text = text.replace(mark, piece)
    loaded = aiosql.from_str(text, "sqlite3", mandatory_parameters=False)
    statements = {name: getattr(loaded, name).sql for name in loaded.available_queries if not name.endswith("_cursor")}
    return {name: Query(sql, sql.startswith(("SELECT", "WITH"))) for name, sql in statements.items()}


class Transaction:
    """Run named queries inside one transaction.

    Every statement is fetched to its end: a RETURNING cursor that is left open holds the write lock.
    """

    __slots__ = ("_connection", "_queries")

    def __init__(self, connection: sqlite3.Connection, queries: dict[str, Query]) -> None:
        self._connection = connection
        self._queries = queries

    async def rows(self, query: str, **values: Any) -> list[Row]:
        """Return a query's rows as they are, where no record has their columns."""
        return self._connection.execute(self._queries[query].sql, values).fetchall()

    async def one(self, record: type[R], query: str, **values: Any) -> R | None:
        """Return a query's first row as a record."""
        rows = await self.rows(query, **values)
        return record.from_row(rows[0]) if rows else None

    async def all(self, record: type[R], query: str, **values: Any) -> tuple[R, ...]:
        """Return a query's rows as records."""
        return tuple(map(record.from_row, await self.rows(query, **values)))

    async def value(self, kind: type[T], query: str, **values: Any) -> T | None:
        """Return the first column of a query's first row, which holds values of a kind."""
        rows = await self.rows(query, **values)
        return rows[0][0] if rows else None

    async def column(self, kind: type[T], query: str, **values: Any) -> tuple[T, ...]:
        """Return the first column of a query's rows, which holds values of a kind."""
        return tuple(row[0] for row in await self.rows(query, **values))

    async def run(self, query: str, **values: Any) -> int:
        """Run a query that returns no rows and return how many it has changed."""
        return self._connection.execute(self._queries[query].sql, values).rowcount


def run_transaction(connection: sqlite3.Connection, body: Body[T], begin: str) -> T:
    """Run `body` from BEGIN to COMMIT in the thread that owns `connection`."""
    connection.execute(begin)
    try:
        coroutine = body(Transaction(connection, load_queries()))
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
