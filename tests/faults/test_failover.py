"""A primary PostgreSQL server that dies in the middle of two hundred requests, and a replica that takes its place."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import asyncpg
import pytest

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.clock import now
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.params import GenerationParams
from tests.faults.paint_server import PaintServer
from tests.storage.postgresql_server import Server, running_replica, running_server

ROOT = Path(__file__).parents[2]
ASKED, BEFORE = 200, 60
LONG = 300.0
STATES = "SELECT status, count(*) FROM image_generation GROUP BY status"
ANN = Actor("table", "ann")


async def worker(folder: Path, url: str, painter: PaintServer, number: int) -> Process:
    """Start a process that paints."""
    home = folder / str(number)
    home.mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "API_PORT": "0",
        "OPENAI_COMPATIBLE_URL": painter.url,
        "OPENAI_COMPATIBLE_MODEL": "x",
    }
    command = [sys.executable, str(ROOT / "bot.py"), "run", "--role", "worker"]
    with (home / "log").open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *command, cwd=home, env=environment, stdin=DEVNULL, stdout=log, stderr=log
        )


async def killed(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def ask(app: App, number: int) -> None:
    """Ask for a picture until it is known to be stored: the key makes one request of every try."""
    params = GenerationParams(
        f"a bar, number {number} of many", "scene", provider="openai_compatible", width=512, height=512
    )
    context = None
    async with asyncio.timeout(LONG):
        while True:
            with suppress(StorageError):
                context = await app.services.sessions.context(ANN)
                await app.services.requests.submit(params, context, idempotency_key=f"key {number}")
                return
            await asyncio.sleep(0.1)


async def counted(server: Server, query: str) -> Counter[str]:
    """Return names and numbers that a query counts."""
    connection = await asyncpg.connect(server.url("migrated"))
    try:
        return Counter({row[0]: row[1] for row in await connection.fetch(query)})
    finally:
        await connection.close()


async def ended(server: Server, count: int) -> None:
    async with asyncio.timeout(LONG):
        while (await counted(server, STATES))["completed"] < count:  # noqa: ASYNC110  # other processes tell of no event
            await asyncio.sleep(0.2)


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """Start a primary server and its replica."""
    with running_server() as primary, running_replica(primary) as replica:
        yield primary, replica


async def test_nothing_is_lost_or_doubled(
    servers: tuple[Server, Server],
    painter: PaintServer,
    clean_environment: Path,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    painter.seconds, (primary, replica) = 0.2, servers
    hosts = f"{primary.folder},{replica.folder}"
    url = f"postgresql://scenes@/migrated?host={hosts}&target_session_attrs=read-write"
    settings = Settings(data_dir=tmp_path / "data", database_url=url, queue_limit_user=0, queue_limit_session=0)
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(open_app(settings))
        await app.stores.sessions.open("table", "The table", now())
        await app.stores.sessions.join("table", "ann", "player", now())
        for number in range(2):
            stack.push_async_callback(killed, await worker(tmp_path, url, painter, number))
        asking = asyncio.create_task(_ask_all(app))
        await ended(primary, BEFORE)
        died = time.monotonic()
        await asyncio.to_thread(primary.stop, "immediate")
        await asyncio.sleep(1)
        await asyncio.to_thread(replica.promote)
        before = (await counted(replica, "SELECT 'done', count(*) FROM image_generation WHERE status = 'completed'"))[
            "done"
        ]
        await ended(replica, before + 1)
        back = time.monotonic() - died
        await asking
        await ended(replica, ASKED)
        keys = "SELECT idempotency_key, count(*) FROM image_generation GROUP BY idempotency_key"
        images = "SELECT request_id, count(*) FROM generated_image WHERE status = 'completed' GROUP BY request_id"
        of_keys, of_requests = await counted(replica, keys), await counted(replica, images)
        files = "SELECT image_url, 1 FROM generated_image WHERE status = 'completed'"
        missing = await app.stores.blobs.missing(list(await counted(replica, files)))
    twice = [number for number, count in painter.painted.items() if count > 1]
    record_property("figures", f"{ASKED} requests, back after {back:.1f} s, painted twice {len(twice)}")
    assert (len(of_keys), set(of_keys.values())) == (ASKED, {1})
    assert (len(of_requests), set(of_requests.values())) == (ASKED, {1})
    assert missing == []
    assert len(twice) <= 2 * app.settings.workers


async def _ask_all(app: App) -> None:
    for number in range(1, ASKED + 1):
        await ask(app, number)
