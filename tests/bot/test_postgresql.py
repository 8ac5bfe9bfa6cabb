"""The bot on PostgreSQL, end to end: one process asks, another one paints, and who looks into the gallery finds it."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.clock import now
from generation.sessions.permissions import Actor
from storage.params import GenerationParams
from tests.storage.postgresql_server import Server

ROOT = Path(__file__).parents[2]
#: A process that paints a sketch starts, paints and ends.
LONG = 60.0


@pytest.fixture
def database_url(postgresql_server: Server) -> str:
    """Return the address of a database without tables."""
    asyncio.run(postgresql_server.execute("DROP DATABASE IF EXISTS scenes WITH (FORCE)"))
    asyncio.run(postgresql_server.execute("CREATE DATABASE scenes"))
    return postgresql_server.url("scenes")


async def run(folder: Path, url: str, *arguments: str) -> Process:
    """Start the bot as an operator does, from the folder of its data."""
    variables = {"DATABASE_URL": url, "DATA_DIR": str(folder / "data"), "API_PORT": "0"}
    environment = {**os.environ, **variables}
    command = [sys.executable, str(ROOT / "bot.py"), *arguments]
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )


async def ended(process: Process) -> str:
    """Wait for its end, and return what it has printed."""
    async with asyncio.timeout(LONG):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


@pytest.fixture
async def worker(clean: Path, database_url: str) -> AsyncIterator[Process]:
    """Run a worker in a process of its own."""
    process = await run(clean, database_url, "run", "--role", "worker")
    yield process
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    await process.communicate()


@pytest.fixture
async def app(clean: Path, database_url: str) -> AsyncIterator[App]:
    """Return an application of this process, which does not paint, and hears of others."""
    async with open_app(Settings(data_dir=clean / "data", database_url=database_url)) as app:
        watching = asyncio.create_task(app.watch_other_processes())
        yield app
        watching.cancel()
        await asyncio.wait({watching})


async def test_the_console_paints_into_it_and_finds_what_it_has_painted(clean: Path, database_url: str) -> None:
    assert "scenes is up to date" in await ended(await run(clean, database_url, "migrate"))
    asked = await run(clean, database_url, "console", "/image generate a rain-soaked street --size 512x512", "--json")
    painted = json.loads((await ended(asked)).splitlines()[-1])
    assert painted["status"] == "completed"
    assert (clean / "data" / "scenes.db").exists() is False
    shown = await ended(await run(clean, database_url, "console", "/image gallery", "--json"))
    assert painted["image_id"] in shown


async def test_doctor_finds_nothing_wrong(clean: Path, database_url: str) -> None:
    assert "The database works" in await ended(await run(clean, database_url, "doctor"))


async def test_what_one_process_asks_for_another_paints(app: App, worker: Process) -> None:
    ann = Actor("table", "ann")
    await app.stores.sessions.open("table", "The table", now())
    await app.stores.sessions.join("table", "ann", "player", now())
    context = await app.services.sessions.context(ann)
    params = GenerationParams("a rain-soaked street", "scene", width=512, height=512)
    request_id = (await app.services.requests.submit(params, context)).request.id
    with app.services.events.subscribe(lambda _event: True) as news:
        async with asyncio.timeout(LONG):
            while not (request := await app.services.requests.get(request_id, ann)).completed_at:
                await anext(news)
    assert request.status == "completed"
    page = await app.services.gallery.page(ann)
    assert [image.id for image in page.images] == [request.result_image_id]
    assert worker.returncode is None


async def test_what_a_killed_process_held_is_taken_up_at_once(app: App, worker: Process) -> None:
    ann = Actor("table", "ann")
    await app.stores.sessions.open("table", "The table", now())
    await app.stores.sessions.join("table", "ann", "player", now())
    context = await app.services.sessions.context(ann)
    request_id = (await app.services.requests.submit(GenerationParams("a castle", "scene"), context)).request.id
    async with asyncio.timeout(LONG):
        while not await app.stores.queue.leased():  # noqa: ASYNC110  # it is told when it is done
            await asyncio.sleep(0.01)
        assert await app.workers.recover() == 0
        worker.kill()
        await worker.wait()
        while not await app.workers.recover():  # noqa: ASYNC110  # the server sees it within a moment
            await asyncio.sleep(0.01)
    assert (await app.services.requests.get(request_id, ann)).status == "queued"


async def test_an_address_that_leads_nowhere_is_one_sentence_without_the_password(clean: Path) -> None:
    process = await run(clean, "postgresql://bot:hunter2@127.0.0.1:1/scenes", "console", "/image styles")
    out, err = await process.communicate()
    assert process.returncode == 1
    assert "127.0.0.1:1/scenes cannot be reached" in err.decode() + out.decode()
    assert "hunter2" not in err.decode() + out.decode()
    assert "Traceback" not in err.decode()
