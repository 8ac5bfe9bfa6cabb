"""A PostgreSQL database as a side of a copy (see `storage.moving.rows`)."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import TypeVar

import asyncpg

from storage.errors import StorageError
from storage.moving.rows import Key, Values
from storage.moving.tables import TABLES, Table
from storage.postgresql.database import PostgresqlDatabase
from storage.postgresql.errors import ERRORS, from_postgresql
from storage.postgresql.process_locks import living_processes
from storage.postgresql_url import place_of

T = TypeVar("T")
#: What is finished next comes behind everything that was copied.
_FOLLOW_TIMELINE = "SELECT setval('image_timeline', coalesce(max(timeline), 0) + 1, FALSE) FROM generated_image"

_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position
"""
#: One view of all tables, in which nobody can write meanwhile.
_FROZEN = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ",
    f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN SHARE MODE",
)


class PostgresqlSide:
    """Read and write rows on one connection."""

    def __init__(self, connection: asyncpg.Connection, where: str) -> None:
        self._connection = connection
        self.where = where

    async def columns(self, table: Table) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        return tuple(row["column_name"] for row in await self._do(self._connection.fetch(_COLUMNS, table.name)))

    async def count(self, table: Table) -> int:
        """Return how many rows it has."""
        query = f"SELECT count(*) FROM {table.name} WHERE {table.condition}"  # noqa: S608  # no value is in it
        return int(await self._do(self._connection.fetchval(query)))

    async def rows(
        self, table: Table, columns: Sequence[str], *, after: Key | None, last: Key | None, most: int | None
    ) -> list[Values]:
        """Return rows in the order of the key: those after one key, up to another, so many of them at most."""
        key, values, where = ", ".join(table.key), list[object](), [table.condition]
        for sign, bound in ((">", after), ("<=", last)):
            if bound is not None:
                marks = ", ".join(f"${len(values) + number}" for number in range(1, len(bound) + 1))
                where.append(f"({key}) {sign} ({marks})")
                values += bound
        limit = "" if most is None else f"LIMIT {most}"
        query = (
            f"SELECT {_named(columns)} FROM {table.name} WHERE {' AND '.join(where)} "  # noqa: S608  # as above
            f"ORDER BY {key} {limit}"
        )
        return [tuple(row) for row in await self._do(self._connection.fetch(query, *values))]

    async def write(self, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Put rows in, each in the place of the one with its key, in one transaction."""
        marks = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
        update = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in table.key)
        query = (
            f"INSERT INTO {table.name} ({_named(columns)}) VALUES ({marks}) "  # noqa: S608  # as above
            f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {update}"
        )
        await self._do(self._connection.executemany(query, rows))

    async def delete(self, table: Table, keys: Sequence[Key]) -> None:
        """Take rows out, in one transaction."""
        where = " AND ".join(f"{name} = ${number}" for number, name in enumerate(table.key, 1))
        await self._do(self._connection.executemany(f"DELETE FROM {table.name} WHERE {where}", keys))  # noqa: S608  # as above

    async def tidy(self) -> None:
        """Sweep up what triggers have left behind, and have planner and timeline know what has come."""
        await self._do(self._connection.execute(_FOLLOW_TIMELINE))
        await self._do(self._connection.execute("VACUUM ANALYZE"))

    async def _do(self, asked: Awaitable[T]) -> T:
        try:
            return await asked
        except ERRORS as error:
            raise from_postgresql(error, self.where) from error


@contextlib.asynccontextmanager
async def open_postgresql(url: str, *, changed: bool) -> AsyncIterator[PostgresqlSide]:
    """Open a database, of this version's schema; one that is not to be changed is kept from others, too.

    Raises:
        StorageError: the bot runs on it, or it cannot be used.

    """
    async with PostgresqlDatabase(url):
        pass
    where = place_of(url)
    try:
        connection = await asyncpg.connect(url)
        try:
            if alive := await living_processes(connection):
                raise StorageError("The bot is running (process {numbers}). Stop it first.", numbers=", ".join(alive))
            if not changed:
                for statement in _FROZEN:
                    await connection.execute(statement)
            yield PostgresqlSide(connection, where)
        finally:
            await connection.close()
    except ERRORS as error:
        raise from_postgresql(error, where) from error


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
