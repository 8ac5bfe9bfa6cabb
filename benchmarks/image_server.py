"""A server that answers with a ready picture, in a process of its own, and tells how long that took it."""

import asyncio
import base64
import contextlib
import json
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from aiohttp import web

_PROCESSES = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class Answering:
    """Where the server listens, and the pipe on which it tells of each answer."""

    url: str
    _told: Connection

    def took(self) -> float:
        """Return how many seconds the last answer took, from the end of the request to its own last byte."""
        return float(self._told.recv())


@contextlib.contextmanager
def answering(picture: bytes, seconds: float) -> Iterator[Answering]:
    """Serve an OpenAI-shaped image endpoint that answers with a picture as base64 after so many seconds."""
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_serve, args=(picture, seconds, theirs), daemon=True)
    process.start()
    try:
        yield Answering(f"http://127.0.0.1:{ours.recv()}/v1", ours)
    finally:
        process.terminate()
        process.join()


def _serve(picture: bytes, seconds: float, told: Connection) -> None:
    asyncio.run(_answer_for_ever(picture, seconds, told))


async def _answer_for_ever(picture: bytes, seconds: float, told: Connection) -> None:
    body = json.dumps({"created": 1, "data": [{"b64_json": base64.b64encode(picture).decode()}]}).encode()

    async def paint(request: web.Request) -> web.StreamResponse:
        await request.read()
        began = time.perf_counter()
        await asyncio.sleep(seconds)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body)
        await response.write_eof()
        told.send(time.perf_counter() - began)
        return response

    app = web.Application()
    app.router.add_post("/v1/images/generations", paint)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    told.send(runner.addresses[0][1])
    await asyncio.Event().wait()
