"""Black Forest Labs' API, as far as painting goes."""

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
    key: str | None


class FakeFlux:
    """Take a description, and answer each poll with the next of `states` (the last one stays)."""

    def __init__(self, picture: bytes = b"") -> None:
        self.calls: list[Call] = []
        self.picture = picture
        self.polling_url: str | None = None
        self.states: list[Any] = []
        #: Answer to what is posted, in place of an id: status, headers, JSON.
        self.instead: tuple[int, dict[str, str], Any] | None = None
        self.lost_polls = 0
        #: With what polls are lost, and what they are told.
        self.loses_with: tuple[int, dict[str, str]] = (503, {})
        self.credits_status = 200
        self.polled = asyncio.Event()
        app = web.Application(middlewares=[self._record])
        app.router.add_post("/v1/{model}", self._submit)
        app.router.add_get("/v1/get_result", self._result)
        app.router.add_get("/v1/credits", self._credits)
        app.router.add_get("/sample.png", self._sample)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self.url = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.states = [
            {"id": "task-1", "status": "Pending", "progress": 0.5},
            {"id": "task-1", "status": "Ready", "result": {"sample": f"{self.url}/sample.png"}},
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _record(self, request: web.Request, handler: Any) -> web.StreamResponse:  # noqa: ANN401
        text = await request.text()
        key = request.headers.get("x-key")
        self.calls.append(Call(request.method, request.path, json.loads(text) if text else None, key))
        response: web.StreamResponse = await handler(request)
        return response

    async def _submit(self, _request: web.Request) -> web.Response:
        if self.instead:
            status, headers, body = self.instead
            return web.json_response(body, status=status, headers=headers)
        return web.json_response(
            {"id": "task-1", "polling_url": self.polling_url or f"{self.url}/v1/get_result?id=task-1"}
        )

    async def _result(self, _request: web.Request) -> web.Response:
        self.polled.set()
        if self.lost_polls:
            self.lost_polls -= 1
            status, headers = self.loses_with
            return web.Response(status=status, headers=headers)
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return web.json_response(state, status=404 if state.get("status") == "Task not found" else 200)

    async def _credits(self, _request: web.Request) -> web.Response:
        return web.json_response({"credits": 500.0}, status=self.credits_status)

    async def _sample(self, _request: web.Request) -> web.Response:
        return web.Response(body=self.picture, content_type="image/png")
