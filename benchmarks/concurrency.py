"""Fifty pictures painted at once in one process: how much memory that takes, and how long the event loop is held up.

A server in a process of its own answers each call with about 2 MB of PNG as base64, all of them at the same moment.

    uv run python -m benchmarks.concurrency [stream]

With `stream` the picture comes as OpenAI sends it beside previews: as an event.
"""

import asyncio
import base64
import contextlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from benchmarks.overhead import ready_picture
from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.events import RequestChanged
from generation.sessions.permissions import Actor
from storage.params import GenerationParams
from storage.records import COMPLETED, TERMINAL
from tests.servers.openai_images import Call, OpenAIServer

AT_ONCE, ROUNDS = 50, 4
#: The provider's own time: all calls are under way before the first answer comes.
PROVIDER_SECONDS = 2.0
TARGET_MB, TARGET_LAG_MS = 400, 50
TICK = 0.002
PAINTER = Actor("table", "ann")


async def serve() -> None:
    """Be the server, in a process of its own, until nobody listens any more."""
    encoded = base64.b64encode(ready_picture()).decode()
    # Made once: it is the bot's time that is measured, not that of the server beside it.
    if "stream" in sys.argv:
        event = {"type": "image_generation.completed", "b64_json": encoded}
        body, kind = b"data: " + json.dumps(event).encode() + b"\n\n", "text/event-stream"
    else:
        body, kind = json.dumps({"created": 1, "data": [{"b64_json": encoded}]}).encode(), "application/json"

    async def paint(_call: Call, _request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(PROVIDER_SECONDS)
        return web.Response(body=body, content_type=kind)

    async with OpenAIServer() as server:
        server.then(paint)
        print(server.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """Run the server and return its address."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.concurrency", "serve", *sys.argv[1:], stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()


async def main() -> None:
    """Paint in rounds and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving() as url:
            settings = Settings(
                data_dir=Path(folder),
                openai_api_key=SecretStr("sk-none"),
                openai_base_url=url,
                provider_order=("dalle",),
                workers=AT_ONCE,
            )
            async with open_app(settings) as app:
                workers = [asyncio.create_task(app.workers.run()) for _ in range(settings.workers)]
                await app.services.sessions.enter(PAINTER, "table")
                await _paint(app, 2)
                before = _memory("VmRSS")
                lags = await _measured(app)
                for worker in workers:
                    worker.cancel()
                await asyncio.wait(workers)
    peak, p99 = _memory("VmHWM"), statistics.quantiles(lags, n=100)[98]
    print(f"{AT_ONCE} at once, {ROUNDS} times")
    print(f"{'memory':24}{before:8.0f} MB before{peak:8.0f} MB at most (target {TARGET_MB})")
    print(f"{'event loop held up':24}{statistics.median(lags):8.1f} ms p50 {p99:8.1f} ms p99 (target {TARGET_LAG_MS})")
    print(f"{'':24}{max(lags):8.1f} ms at worst")


async def _measured(app: App) -> list[float]:
    """Paint, and return by how many milliseconds each tick came late."""
    lags: list[float] = []
    clock = asyncio.create_task(_tick(lags))
    for _ in range(ROUNDS):
        began = time.monotonic()
        await _paint(app, AT_ONCE)
        print(f"{AT_ONCE} pictures in {time.monotonic() - began:.1f} s")
    clock.cancel()
    await asyncio.wait({clock})
    return lags


async def _tick(lags: list[float]) -> None:
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        lags.append((time.perf_counter() - due) * 1000)


async def _paint(app: App, pictures: int) -> None:
    """Ask for pictures and wait for all of them."""
    requests, events = app.services.requests, app.services.events
    with events.subscribe(lambda event: isinstance(event, RequestChanged) and event.status in TERMINAL) as ended:
        for number in range(pictures):
            await requests.submit(
                GenerationParams(f"alley number {number}"), await app.services.sessions.context(PAINTER)
            )
        for _ in range(pictures):
            event = await anext(ended)
            if isinstance(event, RequestChanged) and event.status != COMPLETED:
                request = await requests.unchecked_request(event.request_id)
                raise SystemExit(f"not painted: {request.error_message if request else event.request_id}")


def _memory(what: str) -> float:
    """Return what the system says of this process, in MB: VmRSS is now, VmHWM the most it ever was."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith(what)).split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(serve() if "serve" in sys.argv else main())
