"""A small Gemini on loopback: one model's two methods, answering what a test lays out."""

import asyncio
import base64
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came."""

    method: str
    address: str
    headers: dict[str, str]
    body: Any


class GeminiServer:
    """Record every call; answer with the next deed, or the last one again."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.reached = asyncio.Event()
        self.hung_up = asyncio.Event()
        self._deeds: deque[Behaviour] = deque()
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/v1beta/models/{rest:.*}", self._on_call)
        # Without it a handler is not told that its caller has gone.
        self._server = TestServer(app, handler_cancellation=True)

    @property
    def url(self) -> str:
        return str(self._server.make_url(""))

    def then(self, *deeds: Behaviour) -> None:
        self._deeds.extend(deeds)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): text for name, text in request.headers.items()}
        body = await request.json() if request.can_read_body else None
        self.calls.append(Call(request.method, request.path_qs, headers, body))
        deed = self._deeds.popleft() if len(self._deeds) > 1 else self._deeds[0]
        self.reached.set()
        try:
            return await deed(request)
        except asyncio.CancelledError:
            self.hung_up.set()
            raise


def says(status: int, body: object, headers: dict[str, str] | None = None) -> Behaviour:
    """Answer this; what is not text goes as JSON."""

    async def deed(_request: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(status=status, text=body, headers=headers, content_type="text/html")
        return web.json_response(body, status=status, headers=headers)

    return deed


def fails(status: int, message: str, *details: dict[str, Any], headers: dict[str, str] | None = None) -> Behaviour:
    """Answer with Google's error body."""
    return says(status, {"error": {"code": status, "message": message, "details": list(details)}}, headers)


def inline(picture: bytes, kind: str = "image/png", **more: object) -> dict[str, Any]:
    """Return a part that holds a picture."""
    return {"inlineData": {"mimeType": kind, "data": base64.b64encode(picture).decode()}, **more}


def answers(*parts: dict[str, Any], finish: str = "STOP", **more: object) -> Behaviour:
    """Answer with one candidate of these parts."""
    candidate = {"content": {"role": "model", "parts": list(parts)}, "finishReason": finish}
    return says(200, {"candidates": [candidate], **more})


async def hangs(_request: web.Request) -> web.StreamResponse:
    """Say nothing."""
    await asyncio.sleep(60)
    return web.Response()
