"""What `GET images` (20) costs over HTTP as a gallery grows, and how 500 of them a second hold up the event loop.

Each gallery has a server in a process of its own, on one core; both are asked in turns, so that a busy machine slows
both: for the newest page, which the server remembers until something is written, and for pages that nobody has asked
for before. The baseline is aiosqlite's own keyset query for 20 rows. What counts are the ratios.

    uv run python -m benchmarks.web [1000 1000000]
"""

import asyncio
import contextlib
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiosqlite
from pydantic import SecretStr

from benchmarks.gallery import fill
from bot.settings import Settings
from bot.web.server import web_server
from bot.web.state import WebOptions
from bot.wiring.app import open_app
from bot.wiring.image_urls import POSITIONS_KEY
from generation.clock import now
from generation.gallery.positions import Positions
from generation.gallery.signed_urls import SignedUrls
from generation.sessions.permissions import Actor
from storage.database import Database
from storage.sessions import SessionStore

SIZES = (1_000, 1_000_000)
ROUNDS, LIMIT = 400, 20
PER_SECOND, SECONDS, CONNECTIONS = 500, 8, 32
#: Under load, one request of so many is for a page that nobody has asked for before.
ONE_IN = 4
TICK = 0.002
ANN = Actor("table", "ann")
#: What links and positions are signed with here, so that this process can name a page that no answer has named.
API_SECRET = "the benchmark's own secret"  # noqa: S105  # as said
POSITIONS = Positions(SignedUrls(API_SECRET).key_for(POSITIONS_KEY))
QUERY = """
    SELECT * FROM generated_image
    WHERE session_id = 'table' AND status = 'completed' AND visibility = 'public' AND seq < ? ORDER BY seq DESC LIMIT ?
"""


@dataclass(slots=True)
class Server:
    """A server in another process, and a connection to it."""

    process: asyncio.subprocess.Process
    port: int
    token: str
    pictures: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def request(self, *, newest: bool) -> bytes:
        """Return what is sent for the newest page, or for one somewhere in the gallery."""
        somewhere = random.randrange(LIMIT, self.pictures)  # noqa: S311  # no secret
        before = "" if newest else f"&before={POSITIONS.write('table', somewhere)}"
        return (
            f"GET /api/session/table/images?limit={LIMIT}{before} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Bearer {self.token}\r\n\r\n"
        ).encode()

    async def ask(self, *, newest: bool) -> float:
        """Return how long one answer took, in ms."""
        request = self.request(newest=newest)
        began = time.perf_counter()
        await ask(self.reader, self.writer, request)
        return (time.perf_counter() - began) * 1000

    async def told(self, word: str) -> dict[str, float]:
        """Say a word to the process, and return what it answers."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None  # noqa: S101  # both are pipes
        assert stdout is not None  # noqa: S101
        stdin.write(f"{word}\n".encode())
        answer: dict[str, float] = json.loads(await stdout.readline())
        return answer


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Send a request and read its answer."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise SystemExit(head.decode())
    await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))


async def serve(folder: Path) -> None:
    """Be a server, until nobody listens any more; tell how late the loop's ticks were."""
    if len(cores := sorted(os.sched_getaffinity(0))) > 1:
        os.sched_setaffinity(0, cores[:1])
    async with open_app(Settings(data_dir=folder, api_port=0, api_secret=SecretStr(API_SECRET))) as app:
        await app.services.sessions.enter(ANN, "table")
        token, _ = await app.services.tokens.mint(ANN)
        front = web_server(app, WebOptions(port=0, rate=1e6, burst=10**6))
        serving = asyncio.create_task(front.run())
        await front.serving.wait()
        gc.freeze()  # as `bot.commands.run` does
        print(json.dumps({"port": front.port, "token": token}), flush=True)
        lags: list[float] = []
        clock = asyncio.create_task(_tick(lags))
        while word := (await asyncio.to_thread(sys.stdin.readline)).strip():
            if word == "start":
                lags.clear()
            quantiles = statistics.quantiles(lags, n=100) if len(lags) > 1 else [0.0] * 99
            print(json.dumps({"p50": quantiles[49], "p99": quantiles[98], "cpu": time.process_time()}), flush=True)
        for task in (clock, serving):
            task.cancel()
        await asyncio.wait({clock, serving})


async def _tick(lags: list[float]) -> None:
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        lags.append((time.perf_counter() - due) * 1000)


@contextlib.asynccontextmanager
async def serving(folder: Path, pictures: int) -> AsyncIterator[Server]:
    """Run a server on a folder."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.web", "serve", str(folder), stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    said = json.loads(await process.stdout.readline())
    reader, writer = await asyncio.open_connection("127.0.0.1", said["port"])
    try:
        yield Server(process, said["port"], said["token"], pictures, reader, writer)
    finally:
        writer.close()
        process.stdin.close()
        await process.wait()


async def main(sizes: tuple[int, ...]) -> None:
    """Fill the galleries, ask in turns, then load the largest one."""
    with tempfile.TemporaryDirectory() as home:
        folders = [Path(home) / str(size) for size in sizes]
        for folder, size in zip(folders, sizes, strict=True):
            folder.mkdir()
            async with Database(folder / "scenes.db") as database:
                await SessionStore(database).open("table", "table", now())
            fill(folder / "scenes.db", size)
        async with contextlib.AsyncExitStack() as stack:
            opened = [serving(folder, size) for folder, size in zip(folders, sizes, strict=True)]
            servers = [await stack.enter_async_context(each) for each in opened]
            bare = await stack.enter_async_context(aiosqlite.connect(folders[-1] / "scenes.db"))
            for newest, page in ((True, "the newest page"), (False, "a page that is new to the server")):
                await _compare(page, servers, bare, newest=newest)
            await _load(servers[-1])


async def _compare(page: str, servers: list[Server], bare: aiosqlite.Connection, *, newest: bool) -> None:
    """Ask the servers and the baseline in turns, and print their medians."""
    times: list[list[float]] = [[] for _ in (*servers, bare)]
    for _ in range(ROUNDS):
        for server, own in zip(servers, times, strict=False):
            own.append(await server.ask(newest=newest))
        began = time.perf_counter()
        await bare.execute_fetchall(QUERY, (servers[-1].pictures // 2, LIMIT))
        times[-1].append((time.perf_counter() - began) * 1000)
    *asked, own_query = [statistics.median(own) for own in times]
    print(f"{page}; aiosqlite's own query takes {own_query:.2f} ms p50")
    for server, median in zip(servers, asked, strict=True):
        print(f"{server.pictures:>9} pictures {median:7.2f} ms p50, {median / own_query:4.1f} of it (target 4)")
    print(f"{servers[-1].pictures} to {servers[0].pictures} pictures: {asked[-1] / asked[0]:.2f} (target 1.3)")


async def _load(server: Server) -> None:
    """Ask `PER_SECOND` times a second, and print how late the server's loop was."""
    before = await server.told("start")
    began = time.perf_counter()
    await asyncio.gather(*(_caller(server, number) for number in range(CONNECTIONS)))
    took, after = time.perf_counter() - began, await server.told("stop")
    busy = (after["cpu"] - before["cpu"]) / took
    print(f"{PER_SECOND * SECONDS / took:.0f} requests/s took {busy:.0%} of a core; the loop was held up")
    print(f"{after['p50']:.1f} ms p50, {after['p99']:.1f} ms p99 (target 30)")


async def _caller(server: Server, number: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    due = time.perf_counter() + number / PER_SECOND
    for turn in range(PER_SECOND * SECONDS // CONNECTIONS):
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await ask(reader, writer, server.request(newest=bool(turn % ONE_IN)))
        due += CONNECTIONS / PER_SECOND
    writer.close()


if __name__ == "__main__":
    if "serve" in sys.argv:
        asyncio.run(serve(Path(sys.argv[-1])))
    else:
        asyncio.run(main(tuple(int(each) for each in sys.argv[1:]) or SIZES))
