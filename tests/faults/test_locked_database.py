"""Another program that holds the database for longer than any single write waits."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.sqlite

LOCKED_SECONDS = 75.0


async def test_what_is_painted_under_a_lock_is_painted_once(installation: Installation) -> None:
    installation.painter.seconds = 3.0
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        with closing(sqlite3.connect(installation.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(LOCKED_SECONDS)
            other.execute("ROLLBACK")
        await installation.ended(4, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])
