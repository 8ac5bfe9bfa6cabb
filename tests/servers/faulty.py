"""A server that answers whatever is asked in one way, which is no good answer of any provider's."""

from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]


def says(status: int, body: str | bytes = b"", kind: str = "application/json", **headers: str) -> Fault:
    """Return a fault that is an answer."""
    data = body.encode() if isinstance(body, str) else body

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.Response(
            status=status,
            body=data,
            content_type=kind,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    return fault


def quotes_the_key(status: int) -> Fault:
    """Return a fault that quotes all that came in the headers."""

    async def fault(request: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"message": str(dict(request.headers))}}, status=status)

    return fault


async def drops(request: web.Request) -> web.StreamResponse:
    """Break the connection without a word."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Promise a long answer and break the connection in it."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"data": [')
    assert request.transport is not None
    request.transport.abort()
    return response


class FaultyServer:
    """Answer everything with `fault`, and note which paths were asked, and which of them were posted to."""

    def __init__(self, fault: Fault) -> None:
        self.asked: list[str] = []
        self.posted: list[str] = []
        self._fault = fault
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(application)

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.method == "POST":
            self.posted.append(request.path)
        await request.read()
        return await self._fault(request)
