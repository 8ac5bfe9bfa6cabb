"""Which commits wait until the disk, and a replica where there is one, have what they wrote; answers that are lost."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.postgresql.database import PostgresqlDatabase
from tests.clock import PATIENCE
from tests.storage.postgresql_server import Server, running_server
from tests.storage.socket_proxy import SocketProxy
from tests.storage.stores import MOMENT, new_request, stores_on

pytestmark = pytest.mark.postgresql
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture
def own_server() -> Iterator[Server]:
    """Start a server whose settings may be changed."""
    with running_server() as server:
        yield server


@pytest.fixture
async def opened(own_server: Server) -> AsyncIterator[PostgresqlDatabase]:
    async with PostgresqlDatabase(own_server.url("migrated"), connections=2) as database:
        yield database


@contextlib.asynccontextmanager
async def replica_away(server: Server, database: PostgresqlDatabase) -> AsyncIterator[None]:
    """Have what waits for a replica wait, as one commit does from the beginning."""
    is_away = True

    async def keep_writing() -> None:
        # The server comes to what it was told a moment later.
        while is_away:
            await database.run("set_fact", name="written", value="here")

    await _expect_replica(server, "away")
    writing = asyncio.create_task(keep_writing())
    try:
        await until_waiting(server, 1)
        yield
    finally:
        is_away = False
        await _expect_replica(server, "")
    await writing


async def _expect_replica(server: Server, name: str) -> None:
    await server.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
    await server.execute("SELECT pg_reload_conf()")


async def until_waiting(server: Server, many: int) -> None:
    """Wait until so many commits wait for a replica."""
    async with asyncio.timeout(PATIENCE):
        while await server.value(WAITING) < many:  # noqa: ASYNC110  # the server tells nobody
            await asyncio.sleep(0.01)


async def test_a_heartbeat_waits_for_nothing_and_what_follows_on_its_connection_does(
    own_server: Server, opened: PostgresqlDatabase, tmp_path: Path
) -> None:
    stores = await stores_on(opened, tmp_path / "images")
    await stores.enqueue(new_request())
    claim = await stores.claim()
    async with replica_away(own_server, opened):
        # One connection is left for the heartbeat and for what follows.
        async with asyncio.timeout(PATIENCE):
            await stores.queue.heartbeat(claim, MOMENT)
        writing = asyncio.create_task(opened.run("set_fact", name="after", value="here"))
        await until_waiting(own_server, 2)
    await writing


@pytest.mark.parametrize("key", [None, "key"])
async def test_who_asks_and_is_cut_off_before_the_answer_has_asked_once(
    key: str | None, own_server: Server, opened: PostgresqlDatabase, tmp_path: Path
) -> None:
    new = new_request(key=key)
    async with (
        SocketProxy(own_server, tmp_path / "way") as way,
        PostgresqlDatabase(way.url("migrated"), connections=1) as database,
    ):
        stores = await stores_on(database, tmp_path / "images")
        async with replica_away(own_server, opened):
            asking = asyncio.create_task(stores.submit(new, channel_id="channel"))
            await until_waiting(own_server, 2)
            # What waits for a replica is written already.
            way.cut(refuses=False)
        request, fresh, _position = await asking
        assert request is not None
        assert (request.id, fresh) == (new.id, True)
        assert len(await opened.rows("open_requests", session_id="table", sees_secrets=True, most=9)) == 1
        assert (await stores.claim()).request.id == new.id
