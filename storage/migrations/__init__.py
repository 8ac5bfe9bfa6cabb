"""Numbered steps of the schema, applied in order at start; one that has landed is never changed, a new one is added."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StorageError

FOLDER = Path(__file__).parent


def steps() -> list[tuple[int, Path]]:
    """Return the number and file of each step, in order."""
    found = [(int(match[1]), path) for path in FOLDER.glob("*.sql") if (match := re.match(r"(\d{4})_", path.name))]
    return sorted(found)


def apply(connection: sqlite3.Connection, last: int | None = None) -> list[str]:
    """Apply what steps the database lacks, up to the `last` one, all in one transaction, and return their names.

    Where none is lacking nothing is written, nor waited for. Else the transaction takes the write lock first, so that
    of two processes that start at once one waits and finds it done.
    """
    if not _lacking(connection, last):
        return []
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT, applied_at DATETIME)"
        )
        applied = []
        for number, path in _lacking(connection, last):
            for statement in _statements(path.read_text()):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO schema_migration (number, name, applied_at) VALUES (?, ?, ?)",
                (number, path.stem, datetime.now(UTC)),
            )
            applied.append(path.stem)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return applied


def _lacking(connection: sqlite3.Connection, last: int | None) -> list[tuple[int, Path]]:
    """Return the steps, up to the `last` one, that are not applied yet; a database of a newer version is refused."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'").fetchone()
    done = {row[0] for row in connection.execute("SELECT number FROM schema_migration").fetchall()} if known else set()
    if done and max(done) > steps()[-1][0]:
        raise StorageError("The database was made by a newer version of the bot. Update the bot, then start again.")
    return [(number, path) for number, path in steps() if number not in done and (last is None or number <= last)]


def _statements(script: str) -> Iterator[str]:
    """Cut a script where SQLite says a statement is complete (executescript would commit behind our back)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
