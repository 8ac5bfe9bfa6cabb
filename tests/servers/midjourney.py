"""A midjourney-proxy, and the picture server that it points at."""

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web


@dataclass
class Call:
    """A request that came in."""

    method: str
    path: str
    body: Any
    secret: str | None


class FakeMidjourneyProxy:
    """Answer a submitted description with `submit`, and each fetch with the next of `states` (the last one stays)."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.calls: list[Call] = []
        self.submit: Any = {"code": 1, "description": "成功", "result": "1320098173412546", "properties": {}}
        self.upload: Any = {"code": 1, "description": "success", "result": []}
        self.states: list[Any] = []
        self.picture: bytes = b""
        self.picture_status = 200
        #: Answer in place of all: status, headers, text.
        self.instead: tuple[int, dict[str, str], str] | None = None
        self.lost_polls = 0
        self.slow = 0.0
        self.fetched = asyncio.Event()
        self.cancelled = asyncio.Event()
        app = web.Application(middlewares=[self._record])
        app.router.add_post("/mj/submit/imagine", self._imagine)
        app.router.add_post("/mj/submit/upload-discord-images", self._upload)
        app.router.add_get("/mj/task/{id}/fetch", self._fetch)
        app.router.add_post("/mj/task/{id}/cancel", self._cancel)
        app.router.add_get("/pictures/{name}", self._picture)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self.url = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def task(self, status: str, progress: str = "", *, url: str = "", reason: str = "") -> dict[str, Any]:
        """Return a task as the proxy would tell it."""
        return {
            "id": "1320098173412546",
            "action": "IMAGINE",
            "status": status,
            "progress": progress,
            "imageUrl": url or None,
            "failReason": reason or None,
        }

    def done(self, name: str = "grid.png") -> dict[str, Any]:
        """Return a task whose picture lies on this server."""
        return self.task("SUCCESS", "100%", url=f"{self.url}/pictures/{name}")

    def called(self, method: str, path: str) -> list[Call]:
        """Return the requests of this kind."""
        return [call for call in self.calls if (call.method, call.path) == (method, path)]

    @web.middleware
    async def _record(self, request: web.Request, handler: Any) -> web.StreamResponse:  # noqa: ANN401
        text = await request.text()
        secret = request.headers.get("mj-api-secret")
        self.calls.append(Call(request.method, request.path, json.loads(text) if text else None, secret))
        if self.instead:
            status, headers, body = self.instead
            return web.Response(status=status, headers=headers, text=body)
        if self.secret and request.path.startswith("/mj/") and secret != self.secret:
            return web.Response(status=401)
        response: web.StreamResponse = await handler(request)
        return response

    async def _upload(self, _request: web.Request) -> web.Response:
        return web.Response(status=404) if self.upload is None else web.json_response(self.upload)

    async def _imagine(self, _request: web.Request) -> web.Response:
        await asyncio.sleep(self.slow)
        return web.json_response(self.submit)

    async def _fetch(self, request: web.Request) -> web.Response:
        self.fetched.set()
        if self.lost_polls:
            self.lost_polls -= 1
            return web.Response(status=502)
        if not self.states or request.match_info["id"] == "0":
            return web.Response()
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return web.json_response(state)

    async def _cancel(self, _request: web.Request) -> web.Response:
        self.cancelled.set()
        return web.Response()

    async def _picture(self, _request: web.Request) -> web.Response:
        return web.Response(status=self.picture_status, body=self.picture, content_type="image/png")
