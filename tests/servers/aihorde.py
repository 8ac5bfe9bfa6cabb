"""AI Horde on a local port: a queue that moves by one with each check, and a store of pictures beside it."""

import asyncio
import base64
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24)


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


def check(position: int = 0, wait: int = 0, **more: object) -> dict[str, Any]:
    """Return an answer of `generate/check`."""
    state = {"done": False, "faulted": False, "is_possible": True, "queue_position": position, "wait_time": wait}
    return state | more


@dataclass
class FakeHorde:
    """Answers checks with the next of `checks`, the last one stays; `broken` answers come first, once each."""

    checks: deque[dict[str, Any]] = field(default_factory=lambda: deque([check(done=True)]))
    made: dict[str, Any] = field(
        default_factory=lambda: {
            "img": base64.b64encode(WEBP).decode("ascii"),
            "seed": "77",
            "model": "Deliberate",
            "censored": False,
            "state": "ok",
        }
    )
    performance: dict[str, Any] = field(default_factory=lambda: {"queued_requests": 321, "worker_count": 40})
    models: list[str] = field(default_factory=list)
    user: dict[str, Any] = field(default_factory=lambda: {"username": "fixer#1", "kudos": 500.0})
    broken: dict[str, deque[web.Response]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    checked: asyncio.Event = field(default_factory=asyncio.Event)
    submitted: asyncio.Event = field(default_factory=asyncio.Event)
    slow_submit: asyncio.Event | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/api/v2/generate/async", self._submit)
        application.router.add_get("/api/v2/generate/check/{id}", self._check)
        application.router.add_get("/api/v2/generate/status/{id}", self._status)
        application.router.add_delete("/api/v2/generate/status/{id}", self._delete)
        application.router.add_get("/api/v2/status/performance", self._performance)
        application.router.add_get("/api/v2/status/models", self._models)
        application.router.add_get("/api/v2/find_user", self._find_user)
        application.router.add_get("/store/{name}", self._store)
        self._server = TestServer(application)
        await self._server.start_server()
        self.host = str(self._server.make_url("/")).rstrip("/")
        self.url = f"{self.host}/api/v2"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    def to(self, method: str, start: str) -> list[Asked]:
        """Return what was asked of the routes that begin so."""
        return [asked for asked in self.asked if asked.method == method and asked.path.startswith(f"/api/v2/{start}")]

    async def _kept(self, request: web.Request, name: str) -> web.Response | None:
        body = await request.json() if request.can_read_body else None
        self.asked.append(Asked(request.method, request.path_qs, dict(request.headers), body))
        return self.broken[name].popleft() if self.broken.get(name) else None

    async def _submit(self, request: web.Request) -> web.Response:
        broken = await self._kept(request, "submit")
        self.submitted.set()
        if self.slow_submit:
            await self.slow_submit.wait()
        return broken or web.json_response({"id": "job-1", "kudos": 10.0}, status=202)

    async def _check(self, request: web.Request) -> web.Response:
        broken = await self._kept(request, "check")
        self.checked.set()
        if broken:
            return broken
        return web.json_response(self.checks.popleft() if len(self.checks) > 1 else self.checks[0])

    async def _status(self, request: web.Request) -> web.Response:
        made = [self.made] if self.made else []
        return await self._kept(request, "status") or web.json_response(check(done=True) | {"generations": made})

    async def _delete(self, request: web.Request) -> web.Response:
        return await self._kept(request, "delete") or web.json_response(check())

    async def _performance(self, request: web.Request) -> web.Response:
        return await self._kept(request, "performance") or web.json_response(self.performance)

    async def _models(self, request: web.Request) -> web.Response:
        assert request.query["type"] == "image"
        return web.json_response([{"name": name, "count": 3} for name in self.models])

    async def _find_user(self, request: web.Request) -> web.Response:
        return await self._kept(request, "find_user") or web.json_response(self.user)

    async def _store(self, request: web.Request) -> web.Response:
        return await self._kept(request, "store") or web.Response(body=WEBP, content_type="image/webp")
