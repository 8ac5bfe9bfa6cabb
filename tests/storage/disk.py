"""The writer's own connection: to look behind the stores, and to provoke a full disk."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from storage.database import Database
from storage.sql_database import SqlDatabase

T = TypeVar("T")


async def on_writer(database: SqlDatabase, work: Callable[[sqlite3.Connection], T]) -> T:
    """Run `work` on the connection that writes."""
    assert isinstance(database, Database)
    return await database._hop(database._writer, work)


async def pragma(database: SqlDatabase, statement: str) -> object:
    """Run a pragma on the connection that writes and return its value."""
    row = await on_writer(database, lambda connection: connection.execute(statement).fetchone())
    return row[0] if row else None


async def fill_disk(database: SqlDatabase) -> None:
    """Let the database grow no further."""
    pages = await pragma(database, "PRAGMA page_count")
    await pragma(database, f"PRAGMA max_page_count = {pages}")


async def free_disk(database: SqlDatabase) -> None:
    """Let it grow again."""
    await pragma(database, "PRAGMA max_page_count = 1000000")
