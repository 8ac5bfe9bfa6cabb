"""A `/sdapi/v1` server on a local port: one job at a time, progress for whoever asks, an interrupt that ends it."""

import asyncio
import base64
import json
import re
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
PREVIEW = b"\xff\xd8\xff" + bytes(16)


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, str]
    body: Any


@dataclass
class FakeWebUI:
    """Paints when `finish` is set, which it is unless a test clears it; `broken` answers stand for the right ones."""

    answer: dict[str, Any] = field(
        default_factory=lambda: {
            "images": [encoded(PNG)],
            "info": json.dumps({"seed": 77, "sd_model_name": "dreamshaper"}),
        }
    )
    state: dict[str, Any] = field(default_factory=lambda: {"progress": 0.0, "eta_relative": 0.0, "current_image": None})
    broken: dict[str, web.Response] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    painting: asyncio.Event = field(default_factory=asyncio.Event)
    finish: asyncio.Event = field(default_factory=asyncio.Event)
    interrupted: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    most_at_once: int = 0
    loaded: str = "loaded.safetensors"
    models: list[dict[str, str]] = field(default_factory=lambda: [{"title": "dreamshaper"}])
    #: What ControlNet lists, where it is installed: `model_list` and `module_list`.
    controlnet: dict[str, list[str]] = field(default_factory=dict)
    #: What a description has set, as sd-server lets it.
    overridden: list[str] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(application)
        await self._server.start_server()
        self.url = str(self._server.make_url("/")).rstrip("/")
        self.finish.set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish.set()
        await self._server.close()

    def to(self, route: str) -> list[Asked]:
        """Return what was asked of a route."""
        return [asked for asked in self.asked if asked.path == f"/sdapi/v1/{route}"]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.asked.append(Asked(request.method, request.path, dict(request.headers), dict(request.query), body))
        route = request.path.removeprefix("/sdapi/v1/")
        if route in self.broken:
            given = self.broken[route]
            return web.Response(status=given.status, headers=given.headers, body=given.body)
        if route in {"txt2img", "img2img"} and request.method == "POST":
            return await self._paint(request)
        if route == "interrupt" and request.method == "POST":
            self.interrupted.set()
            self.finish.set()
            return web.json_response({})
        answers = {
            "progress": self.state,
            "options": {"sd_model_checkpoint": self.loaded},
            "sd-models": self.models,
            **{f"/controlnet/{name}": {name: listed} for name, listed in self.controlnet.items()},
        }
        return (
            web.json_response(answers[route])
            if route in answers
            else web.json_response({"detail": "Not Found"}, status=404)
        )

    async def _paint(self, request: web.Request) -> web.StreamResponse:
        written = (await request.json()).get("prompt", "")
        self.overridden += re.findall(r"(?:<sd_cpp_extra_args>|<lora:)([^:<>]+)", written)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.painting.set()
        try:
            await self.finish.wait()
        finally:
            self.at_once -= 1
        return web.json_response(self.answer)
