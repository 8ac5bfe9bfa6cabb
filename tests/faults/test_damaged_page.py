"""A page of the database that is damaged while a picture is painted."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.sqlite


def damage(installation: Installation, table: str) -> None:
    """Fill the first page of a table with garbage, and have every process read the file anew."""
    with closing(sqlite3.connect(installation.database, isolation_level=None, timeout=30)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with installation.database.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)
        connection.execute("CREATE TABLE touched (x)")


def reasons_in(installation: Installation) -> list[tuple[str, str]]:
    """Return how requests ended, and why."""
    with closing(sqlite3.connect(installation.database, timeout=30)) as connection:
        return connection.execute("SELECT status, error_code FROM image_generation").fetchall()


async def test_a_damaged_gallery_ends_the_request_after_one_painting(installation: Installation) -> None:
    installation.painter.seconds = 3.0
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask([1])
        await installation.painter.called(1)
        await asyncio.to_thread(damage, installation, "generated_image")
        await installation.ended(1, within=60)
        assert "is damaged" in bot.log
        reasons = await asyncio.to_thread(reasons_in, installation)
    found = await installation.account()
    assert reasons == [("failed", "storage_damaged")]
    assert (found.calls, found.unsettled) == (1, [])
