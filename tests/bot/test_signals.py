"""A signal stops in good order, what echoes it is part of it, and a later one leaves at once: with real processes."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.bot.ports import free_port
from tests.bot.processes import ROOT, STARTED, Process, running
from tests.clock import PATIENCE

#: Nothing comes this late; and nothing comes this soon.
ALWAYS, NEVER = 600.0, 0.0
STOPPING = """
import asyncio, sys
import bot.signals

async def main():
    bot.signals.ECHO_SECONDS = {echo}
    with bot.signals.stop_signals() as stop:
        print("ready", flush=True)
        await stop.wait()
        print("stopping", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        print("stopped", flush=True)

asyncio.run(main())
"""
TABLE = "api/session/table"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_after_one_signal_a_later_one_leaves_at_once(number: signal.Signals) -> None:
    async with running("-c", STOPPING.format(echo=NEVER)) as process:
        await process.printed(b"ready")
        process.signal(number)
        await process.printed(b"stopping")
        process.signal(number)
        assert await process.ended() == 128 + number


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_that_arrives_twice_is_one(number: signal.Signals) -> None:
    async with running("-c", STOPPING.format(echo=ALWAYS)) as process:
        await process.printed(b"ready")
        process.signal_group(number)
        await process.printed(b"stopping")
        process.signal(number)
        process.stdin.write(b"\n")
        await process.printed(b"stopped")
        assert await process.ended() == 0


@contextlib.asynccontextmanager
async def running_bot(folder: Path) -> AsyncIterator[tuple[Process, aiohttp.ClientSession]]:
    port = free_port()
    environment = {
        "DATA_DIR": str(folder),
        "API_PORT": str(port),
        "API_AUTH": "trusted",
        "DRAIN_SECONDS": str(STARTED),
    }
    async with (
        running(str(ROOT / "bot.py"), "run", **environment) as process,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http,
    ):
        await process.printed(b"gallery page are at")
        yield process, http


def requests_in(folder: Path) -> list[tuple[str, int]]:
    """Return how far each request is, and how often it was tried again."""
    with contextlib.closing(sqlite3.connect(folder / "scenes.db")) as connection:
        return connection.execute("SELECT status, retry_count FROM image_generation ORDER BY created_at").fetchall()


async def until_painting(http: aiohttp.ClientSession, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with http.get(f"/{TABLE}/requests?user_id=ann") as answer:
                waiting: list[dict[str, Any]] = (await answer.json())["requests"]
            if sum(each["request_status"] == "processing" for each in waiting) >= count:
                return
            await asyncio.sleep(0.01)


async def test_an_idle_bot_stops_in_order_when_its_group_is_told_and_the_starter_passes_it_on(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as (process, _):
        process.signal_group(signal.SIGTERM)
        process.signal(signal.SIGTERM)
        await process.printed(b"stopped")
        assert await process.ended() == 0


async def test_what_is_being_painted_is_finished_and_the_rest_stays_queued_when_a_stop_arrives_twice(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as (process, http):
        await http.post("/api/session", json={"session_id": "table", "user_id": "ann"})
        for number in range(5):
            body = {"prompt": f"bar {number}", "user_id": "ann", "style_preferences": {"size": "512x512"}}
            async with http.post(f"/{TABLE}/generate-image", json=body) as answer:
                assert answer.status == 200, await answer.text()
        await until_painting(http, 1)
        process.signal_group(signal.SIGTERM)
        process.signal(signal.SIGTERM)
        assert await process.ended() == 0
    assert [tries for _, tries in requests_in(tmp_path)] == [0] * 5
    assert sorted({status for status, _ in requests_in(tmp_path)}) in (["completed"], ["completed", "queued"])
