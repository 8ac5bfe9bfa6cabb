"""The schema on PostgreSQL: one step makes all of it, then come the steps of SQLite under their numbers and names."""

import re
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from storage.errors import StorageError

FOLDER = Path(__file__).parent
#: What processes that start at once wait for; owners of leases have positive numbers.
_LOCK = -23


def steps() -> list[tuple[int, Path]]:
    """Return the number and file of each step, in order."""
    found = [(int(match[1]), path) for path in FOLDER.glob("*.sql") if (match := re.match(r"(\d{4})_", path.name))]
    return sorted(found)


async def apply(connection: asyncpg.Connection) -> list[str]:
    """Apply what steps the database lacks, all in one transaction, and return their names.

    Where none is lacking nothing is waited for. Else the lock is taken first, so that of two processes that start at
    once one waits and finds it done.
    """
    if not await _lacking(connection):
        return []
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration (number bigint PRIMARY KEY, name text, applied_at timestamptz)"
        )
        lacking = await _lacking(connection)
        for number, path in lacking:
            await connection.execute(path.read_text())
            await connection.execute(
                "INSERT INTO schema_migration (number, name, applied_at) VALUES ($1, $2, $3)",
                number,
                path.stem,
                datetime.now(UTC),
            )
    return [path.stem for _, path in lacking]


async def _lacking(connection: asyncpg.Connection) -> list[tuple[int, Path]]:
    """Return the steps that are not applied yet; a database of a newer version is refused."""
    known = await connection.fetchval("SELECT to_regclass('schema_migration') IS NOT NULL")
    done = {row[0] for row in await connection.fetch("SELECT number FROM schema_migration")} if known else set()
    if done and max(done) > steps()[-1][0]:
        raise StorageError("The database was made by a newer version of the bot. Update the bot, then start again.")
    return [(number, path) for number, path in steps() if number not in done]
