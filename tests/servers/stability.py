"""Stability's API on a local port: keeps what it was asked, answers as it is told."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Part:
    """One part of a form, as it came."""

    filename: str | None
    kind: str
    data: bytes


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    parts: dict[str, Part]

    @property
    def fields(self) -> dict[str, str]:
        return {name: part.data.decode() for name, part in self.parts.items() if part.filename is None}


@dataclass
class FakeStability:
    """Answers each request with the next of `answers`; the last one stays."""

    asked: list[Asked] = field(default_factory=list)
    answers: deque[web.Response] = field(default_factory=deque)
    hang: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(application, handler_cancellation=True)
        await self._server.start_server()
        self.url = str(self._server.make_url("/")).rstrip("/")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    def then(self, *answers: web.Response) -> None:
        self.answers = deque(answers)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        parts: dict[str, Part] = {}
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                assert isinstance(part, BodyPartReader)
                kind = part.headers.get("Content-Type", "")
                parts[str(part.name)] = Part(part.filename, kind, bytes(await part.read()))
        self.asked.append(Asked(request.method, request.path, dict(request.headers), parts))
        self.reached.set()
        if self.hang:
            await asyncio.sleep(30)
        given = self.answers.popleft() if len(self.answers) > 1 else self.answers[0]
        return web.Response(status=given.status, headers=given.headers, body=given.body)
