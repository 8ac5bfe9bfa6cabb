"""Servers that fail: each call in a way of its own, in an order that a seed decides."""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from generation.providers.base import ProviderRequest, ProviderResult, ReportProgress
from tests.generation.fake_provider import picture_file
from tests.servers.openai_images import Call
from tests.servers.sdapi import FakeWebUI, encoded
from tests.servers.stability import Asked, FakeStability

PICTURE = picture_file("PNG", 512, 512)

Way = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FaultyAnswers:
    """Answer each call well or in one of the ways to fail; `ways` counts what was done, `quiet` ends the failing."""

    def __init__(self, seed: int, good: Callable[[bytes], web.Response], **own: Way) -> None:
        self._random = random.Random(seed)  # noqa: S311  # chance that can be repeated is what is wanted
        self._good = good
        self.quiet = False
        self.ways: Counter[str] = Counter()
        self._bag: list[str] = []
        self._failures: dict[str, Way] = {
            "busy": status(429),
            "busy for a while": status(429, headers={"Retry-After": "0.05"}),
            "500": status(500),
            "502": status(502, page="<html>Bad Gateway</html>"),
            "wrong key": status(401),
            "no credit": status(402),
            "page": status(200, page="<html>Maintenance</html>"),
            "truncated": truncated,
            "dropped": dropped,
            "half a picture": self._half_a_picture,
        } | own

    @property
    def calls(self) -> int:
        """Count the calls that came."""
        return self.ways.total()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as chance has it."""
        fails = not self.quiet and self._random.random() < 0.6
        way = self._next_failure() if fails else "well"
        self.ways[way] += 1
        return await self._failures[way](request) if fails else self._good(PICTURE)

    def _next_failure(self) -> str:
        """Draw from a bag that holds each way once: none is left out for long."""
        if not self._bag:
            self._bag = self._random.sample(list(self._failures), len(self._failures))
        return self._bag.pop()

    async def _half_a_picture(self, _request: web.Request) -> web.Response:
        return self._good(PICTURE[: len(PICTURE) // 2])


def status(code: int, *, page: str | None = None, headers: dict[str, str] | None = None) -> Way:
    """Return a way to fail with a status; the error's body quotes the key that came, as some servers do."""

    async def way(request: web.Request) -> web.Response:
        said = f"Incorrect API key provided: {request.headers.get('Authorization', '')}"
        text = page or json.dumps({"error": {"message": said, "code": None}, "errors": [said], "name": "api_key"})
        kind = "text/html" if page else "application/json"
        return web.Response(status=code, text=text, content_type=kind, headers=headers)

    return way


def says(code: int, body: object) -> Way:
    """Return a way to answer with JSON."""

    async def way(_request: web.Request) -> web.Response:
        return web.json_response(body, status=code)

    return way


async def truncated(request: web.Request) -> web.StreamResponse:
    """Promise a long answer and break the connection in it."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"images": ["iVBO')
    assert request.transport is not None
    request.transport.abort()
    return response


async def dropped(request: web.Request) -> web.StreamResponse:
    """Break the connection without a word."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class Deadlines:
    """Deadlines of a provider's calls, which pass at once for a call at which its server hangs, and never for others.

    Which call it is, the number in its prompt tells.
    """

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Timeout] = {}

    def watch(self, provider: Any) -> None:  # noqa: ANN401  # its method is replaced
        """Have a provider's calls end as soon as they are due."""
        generate = provider.generate

        async def generate_until_due(request: ProviderRequest, report: ReportProgress) -> ProviderResult:
            async with asyncio.timeout(None) as deadline:
                self._running[numbered(request.prompt)] = deadline
                result: ProviderResult = await generate(request, report)
            return result

        provider.generate = generate_until_due

    async def hang(self, request: web.Request) -> web.StreamResponse:
        """Say nothing until the caller has hung up, which is as soon as the deadline has passed."""
        deadline = self._running[numbered((await request.read()).decode(errors="replace"))]
        deadline.reschedule(asyncio.get_running_loop().time())
        await asyncio.Event().wait()
        return web.Response()


def numbered(text: str) -> str:
    """Return the number of the scene of which a text speaks."""
    found = re.search(r"number (\d+)", text)
    assert found, text
    return found[1]


class FaultyStability(FakeStability):
    """Stability's API in a server's hands."""

    def __init__(self, server: FaultyAnswers) -> None:
        super().__init__()
        self.server = server

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.method, request.path, dict(request.headers), {}))
        await request.read()
        if request.method == "GET":
            return web.json_response({"credits": 1000})
        return await self.server.answer(request)


class FaultyWebUI(FakeWebUI):
    """A web UI in a server's hands."""

    def __init__(self, server: FaultyAnswers) -> None:
        super().__init__()
        self.server = server

    async def _paint(self, request: web.Request) -> web.StreamResponse:
        return await self.server.answer(request)


def faulty_openai(seed: int, deadlines: Deadlines) -> FaultyAnswers:
    """Return one who knows OpenAI's answers."""
    refusal = says(400, {"error": {"message": "Blocked.", "code": "moderation_blocked"}})

    def good(picture: bytes) -> web.Response:
        return web.json_response({"created": 1, "data": [{"b64_json": encoded(picture)}]})

    return FaultyAnswers(seed, good, refused=refusal, hang=deadlines.hang)


def faulty_stability(seed: int, deadlines: Deadlines) -> FaultyAnswers:
    """Return one who knows Stability's answers: its refusals come as a status and as a blurred picture."""

    async def blurred(_request: web.Request) -> web.Response:
        return web.Response(body=PICTURE, content_type="image/png", headers={"finish-reason": "CONTENT_FILTERED"})

    def good(picture: bytes) -> web.Response:
        return web.Response(body=picture, content_type="image/png", headers={"finish-reason": "SUCCESS"})

    refusal = says(403, {"name": "content_moderation", "errors": ["Flagged by moderation."]})
    return FaultyAnswers(seed, good, refused=refusal, blurred=blurred, hang=deadlines.hang)


def faulty_webui(seed: int) -> FaultyAnswers:
    """Return one who knows a web UI's answers; it paints one picture at a time, so that a hang would stop everybody."""

    def good(picture: bytes) -> web.Response:
        return web.json_response({"images": [encoded(picture)], "info": json.dumps({"seed": 77})})

    return FaultyAnswers(seed, good, invalid=says(422, {"detail": "width: not a number"}))


def deed_of(server: FaultyAnswers) -> Callable[[Call, web.Request], Awaitable[web.StreamResponse]]:
    """Return the server as the local OpenAI server takes it."""

    async def deed(_call: Call, request: web.Request) -> web.StreamResponse:
        return await server.answer(request)

    return deed
