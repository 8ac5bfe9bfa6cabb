"""An SQLite file as a side of a copy."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from storage.connections import set_up
from storage.database import Database
from storage.errors import StorageError, from_sqlite
from storage.moving.rows import Key, Values
from storage.moving.tables import Table
from storage.process_locks import living_processes

T = TypeVar("T")

#: What SQLite has for itself: a session's number is the place of its words in the index.
_OWN = {("session", "number")}
_BUSY_SECONDS = 10.0


class SqliteSide:
    """Read and write rows in a thread, in one connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.where = str(path)

    async def columns(self, table: Table) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        rows = await self._do(lambda connection: connection.execute(f"PRAGMA table_info({table.name})").fetchall())
        return tuple(row["name"] for row in rows if (table.name, row["name"]) not in _OWN)

    async def count(self, table: Table) -> int:
        """Return how many rows it has."""
        query = f"SELECT count(*) FROM {table.name} WHERE {table.condition}"  # noqa: S608  # no value is in it
        rows = await self._do(lambda connection: connection.execute(query).fetchall())
        return int(rows[0][0])

    async def rows(
        self, table: Table, columns: Sequence[str], *, after: Key | None, last: Key | None, most: int | None
    ) -> list[Values]:
        """Return rows in the order of the key: those after one key, up to another, so many of them at most."""
        key, marks = ", ".join(table.key), ", ".join("?" * len(table.key))
        bounds = [(sign, bound) for sign, bound in ((">", after), ("<=", last)) if bound is not None]
        where = " AND ".join([table.condition, *(f"({key}) {sign} ({marks})" for sign, _ in bounds)])
        query = f"SELECT {_named(columns)} FROM {table.name} WHERE {where} ORDER BY {key} LIMIT ?"  # noqa: S608  # as above
        values = [value for _, bound in bounds for value in bound] + [-1 if most is None else most]
        return await self._do(lambda connection: [tuple(row) for row in connection.execute(query, values)])

    async def write(self, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Put rows in, each in the place of the one with its key, in one transaction."""
        marks, rest = ", ".join("?" * len(columns)), [name for name in columns if name not in table.key]
        update = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
        query = (
            f"INSERT INTO {table.name} ({_named(columns)}) VALUES ({marks}) "  # noqa: S608  # as above
            f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {update}"
        )
        await self._do(lambda connection: _all_or_none(connection, query, rows))

    async def delete(self, table: Table, keys: Sequence[Key]) -> None:
        """Take rows out, in one transaction."""
        where = " AND ".join(f"{name} = ?" for name in table.key)
        query = f"DELETE FROM {table.name} WHERE {where}"  # noqa: S608  # as above
        await self._do(lambda connection: _all_or_none(connection, query, keys))

    async def tidy(self) -> None:
        """Do nothing: queries here say themselves which way they go."""

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await asyncio.to_thread(work, self._connection)
        except sqlite3.Error as error:
            raise from_sqlite(error, self.where) from error


@contextlib.asynccontextmanager
async def open_sqlite(path: Path, *, changed: bool) -> AsyncIterator[SqliteSide]:
    """Open a database, of this version's schema; one that is not to be changed is kept from others, too.

    Raises:
        StorageError: the bot runs on it, or it cannot be used.

    """
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    if alive := living_processes(path.parent / "owners"):
        raise StorageError("The bot is running (process {numbers}). Stop it first.", numbers=", ".join(alive))
    async with Database(path):
        pass
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
    )
    with contextlib.closing(connection):
        side = SqliteSide(connection, path)
        set_up(connection)
        if not changed:
            await side._do(lambda held: held.execute("BEGIN IMMEDIATE"))  # noqa: SLF001  # of this file
        yield side


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _all_or_none(connection: sqlite3.Connection, query: str, rows: Sequence[Values]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(query, rows)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
