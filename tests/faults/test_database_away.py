"""A database server that restarts, or cuts connections in the middle of transactions, while pictures are painted."""

import asyncio
import os
import signal

import pytest

from bot.commands.roles import GATEWAY, WORKER
from tests.faults.installation import Installation
from tests.faults.setups import ManyMachines

pytestmark = pytest.mark.postgresql
AWAY_SECONDS = 5.0
CUTS = 20
#: Longer than a lease lasts of whose holder nothing is known.
SUSPENDED_SECONDS = 60.0
PICTURES = "SELECT id, image_url FROM generated_image"


def servers_of(installation: Installation) -> ManyMachines:
    assert isinstance(installation.setup, ManyMachines)
    return installation.setup


def cut(setup: ManyMachines, *, of: int | None = None) -> str:
    """Return what closes all connections to a database, or those of one process."""
    whose = "pid <> pg_backend_pid()" if of is None else f"application_name LIKE '% {of} on %'"
    return f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{setup.database}' AND {whose}"  # noqa: S608  # names of our own


@pytest.mark.parametrize("how", ["fast", "immediate"])
async def test_what_is_painted_while_the_server_restarts_is_painted_once(how: str, installation: Installation) -> None:
    installation.painter.seconds = 3.0
    server = servers_of(installation).server
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as worker:
        await gateway.ready(within=60)
        await worker.printed("ready: 4 workers", within=60)
        await installation.ask(range(1, 9))
        await installation.painter.called(4)
        await asyncio.to_thread(server.stop, how)
        await asyncio.sleep(AWAY_SECONDS)
        await asyncio.to_thread(server.start)
        await installation.ended(8, within=120)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 8}, 8, 8, [])


async def test_connections_that_are_cut_again_and_again_lose_nothing(installation: Installation) -> None:
    installation.painter.seconds = 0.3
    # All are one person's, and come faster than they are painted.
    installation.environment["QUEUE_LIMIT_USER"] = "0"
    setup = servers_of(installation)
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as worker:
        await gateway.ready(within=60)
        await worker.printed("ready: 4 workers", within=60)
        await installation.ask(range(1, 31))
        for _ in range(CUTS):
            await setup.server.execute(cut(setup))
            await asyncio.sleep(0.3)
        await installation.ended(30, within=120)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 30}, 30, [])


async def test_a_suspended_worker_that_was_given_up_changes_nothing_when_it_wakes(installation: Installation) -> None:
    installation.painter.seconds = 10.0
    setup = servers_of(installation)
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as late:
        await gateway.ready(within=60)
        await late.printed("ready: 4 workers", within=60)
        # One of its four workers is left for other providers.
        await installation.ask(range(1, 4))
        await installation.painter.called(3)
        os.killpg(late.pid, signal.SIGSTOP)
        # As when its machine is cut off: the server frees its locks, and others find it dead.
        await setup.server.execute(cut(setup, of=late.pid))
        async with installation.process(WORKER) as other:
            await other.printed("ready: 4 workers", within=60)
            await installation.ended(3, within=SUSPENDED_SECONDS)
            before = await setup.rows(PICTURES)
            os.killpg(late.pid, signal.SIGCONT)
            await late.printed("the connection to the database was lost", within=60)
            await installation.ask(range(11, 13))
            await installation.ended(5, within=60)
    found = await installation.account()
    assert set(before) <= set(await setup.rows(PICTURES))
    assert (found.requests, found.posts, found.posted_twice, found.tracebacks) == ({"completed": 5}, 5, 0, 0)
    # Both have called, and the ledger has either call.
    assert found.calls == sum(found.attempts.values()) == 8
