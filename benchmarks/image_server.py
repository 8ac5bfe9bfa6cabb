"""An OpenAI-shaped image server in a process of its own, which answers with a ready image and reports its own time."""

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
class ImageServer:
    """The server's address, and the pipe on which it reports each answer."""

    url: str
    _pipe: Connection

    def took(self) -> float:
        """Return how many seconds the last answer took, from the end of the request to its own last byte."""
        return float(self._pipe.recv())


@contextlib.contextmanager
def image_server(image: bytes, seconds: float) -> Iterator[ImageServer]:
    """Serve an image endpoint that answers with an image as base64 after so many seconds."""
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_serve, args=(image, seconds, theirs), daemon=True)
    process.start()
    try:
        yield ImageServer(f"http://127.0.0.1:{ours.recv()}/v1", ours)
    finally:
        process.terminate()
        process.join()


def _serve(image: bytes, seconds: float, pipe: Connection) -> None:
    asyncio.run(_answer_forever(image, seconds, pipe))


async def _answer_forever(image: bytes, seconds: float, pipe: Connection) -> None:
    body = json.dumps({"created": 1, "data": [{"b64_json": base64.b64encode(image).decode()}]}).encode()

    async def generate(request: web.Request) -> web.StreamResponse:
        await request.read()
        began = time.perf_counter()
        await asyncio.sleep(seconds)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body)
        await response.write_eof()
        pipe.send(time.perf_counter() - began)
        return response

    app = web.Application()
    app.router.add_post("/v1/images/generations", generate)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    pipe.send(runner.addresses[0][1])
    await asyncio.Event().wait()
