"""Find damage in a database file, in a connection that can change nothing."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from storage import migrations
from storage.errors import from_sqlite

#: How many damaged places are told at most; the first ones say enough.
MOST = 10
#: Instructions of SQLite between two looks at the clock.
_STEPS = 100_000
#: Columns that hold JSON.
_JSON = (
    ("session", "settings"),
    ("image_generation", "style_preferences"),
    ("image_generation", "notes"),
    ("generated_image", "tags"),
    ("gallery_view", "filter"),
    ("provider_state", "warnings"),
)


class UnfinishedError(Exception):
    """Say that the time was over before all was checked."""


def find_damage(path: Path, seconds: float) -> list[str]:
    """Return a sentence for each damaged place in the database at `path`, `MOST` at most; none for a file to come.

    Raises:
        UnfinishedError: the check took longer than `seconds`; so far nothing was found.

    """
    if not path.exists():
        return []
    found: list[str] = []
    deadline = time.monotonic() + seconds
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        return [str(from_sqlite(error, str(path)))]
    try:
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        for problem in _problems(connection):
            found.append(problem)
            if len(found) >= MOST:
                break
    except sqlite3.Error as error:
        if str(error) == "interrupted":
            if not found:
                raise UnfinishedError from error
        else:
            found.append(str(from_sqlite(error, str(path))))
    finally:
        connection.close()
    return found


def _problems(connection: sqlite3.Connection) -> Iterator[str]:
    yield from _missing(connection)
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if line != "ok":
            yield f"The database is damaged: {line.strip()}."
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Row {rowid} of the table {table} points to a row of {parent} that is not there."
    known = {table for kind, table in _schema(connection) if kind == "table"}
    for table, column in _JSON:
        if table in known and column in _columns(connection, table):
            yield from _not_json(connection, table, column)


def _missing(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what the migrations have made that is not there any more."""
    present = _schema(connection)
    if not present:
        return
    if ("table", "schema_migration") not in present:
        yield "The database lacks the table schema_migration: it is none of the bot's, or damaged."
        return
    (last,) = connection.execute("SELECT max(number) FROM schema_migration").fetchone()
    if last is not None and last > migrations.steps()[-1][0]:
        # Made by a newer version, which the start says; what that one has made, this one cannot know.
        return
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.apply(model, last or 0)
        for kind, name in sorted(_schema(model) - present):
            yield f"The database lacks the {kind} {name}."
        for kind, table in sorted(_schema(model) & present):
            if kind == "table":
                for column in sorted(_columns(model, table) - _columns(connection, table)):
                    yield f"The database lacks the column {column} of the table {table}."
    finally:
        model.close()


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def _not_json(connection: sqlite3.Connection, table: str, column: str) -> Iterator[str]:
    query = f"SELECT rowid FROM {table} WHERE {column} IS NOT NULL AND NOT json_valid({column}) LIMIT {MOST}"  # noqa: S608  # names of ours
    for (rowid,) in connection.execute(query):
        yield f"Row {rowid} of the table {table} has no JSON in {column}."
