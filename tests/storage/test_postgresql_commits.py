"""Which commits wait until the disk, and a replica where there is one, have what they wrote."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.postgresql.database import PostgresqlDatabase
from tests.clock import PATIENCE
from tests.storage.postgresql_server import Server, running_server
from tests.storage.stores import MOMENT, new_request, stores_on

pytestmark = pytest.mark.postgresql
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture
def own_server() -> Iterator[Server]:
    """Start a server whose settings may be changed."""
    with running_server() as server:
        yield server


async def set_replica(server: Server, name: str) -> None:
    """Have what waits for a replica wait for one of this name; for none where it is empty."""
    await server.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
    await server.execute("SELECT pg_reload_conf()")


async def until_waiting(server: Server, many: int) -> None:
    """Wait until so many commits wait for a replica."""
    async with asyncio.timeout(PATIENCE):
        while await server.value(WAITING) < many:  # noqa: ASYNC110  # the server tells nobody
            await asyncio.sleep(0.01)


async def test_a_heartbeat_waits_for_nothing_and_what_follows_on_its_connection_does(
    own_server: Server, tmp_path: Path
) -> None:
    async with PostgresqlDatabase(own_server.url("migrated"), connections=2) as database:
        stores = await stores_on(database, tmp_path / "images")
        await stores.enqueue(new_request())
        claim, is_away = await stores.claim(), True

        async def keep_writing(name: str) -> None:
            # The server comes to what it was told a moment later.
            while is_away:
                await database.run("set_fact", name=name, value="here")

        await set_replica(own_server, "away")
        try:
            writing = [asyncio.create_task(keep_writing("first"))]
            await until_waiting(own_server, 1)
            # One connection is left for the heartbeat and for what follows.
            async with asyncio.timeout(PATIENCE):
                await stores.queue.heartbeat(claim, MOMENT)
            writing.append(asyncio.create_task(keep_writing("second")))
            await until_waiting(own_server, 2)
        finally:
            is_away = False
            await set_replica(own_server, "")
        await asyncio.gather(*writing)
