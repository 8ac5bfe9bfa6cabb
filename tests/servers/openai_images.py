"""A small OpenAI: its image and model endpoints on loopback, answering what a test lays out."""

import asyncio
import base64
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.servers.openai_moderation import CATEGORIES

Behaviour = Callable[["Call", web.Request], Awaitable[web.StreamResponse]]

USAGE = {
    "input_tokens": 300,
    "input_tokens_details": {"text_tokens": 100, "image_tokens": 200},
    "output_tokens": 1000,
    "total_tokens": 1300,
}


@dataclass(slots=True)
class Call:
    """One request as it came; an edit's files are in `files`, its other parts in `fields`."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, Any] = field(default_factory=dict)
    files: list[tuple[str, str, str, bytes]] = field(default_factory=list)


NOTHING_FOUND = {
    "flagged": False,
    "categories": dict.fromkeys(CATEGORIES, False),
    "category_scores": dict.fromkeys(CATEGORIES, 0.0),
    "category_applied_input_types": {category: ["text"] for category in CATEGORIES},
}


class OpenAIServer:
    """Record every call; answer with the next deed of its endpoint, or the last one again."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.hung_up = asyncio.Event()
        self.reached = asyncio.Event()
        self._paint: deque[Behaviour] = deque()
        self._models: Behaviour = models("gpt-image-2.6-flare")
        app = web.Application(client_max_size=2**26)
        app.router.add_post("/v1/images/{what}", self._on_image)
        app.router.add_get("/v1/models", self._on_models)
        app.router.add_post("/v1/moderations", self._on_moderation)
        app.router.add_get("/{path:.*}", self._on_file)
        self.file: Behaviour = says(404)
        # Without it a handler is not told that its caller has gone.
        self._server = TestServer(app, handler_cancellation=True)

    @property
    def url(self) -> str:
        return str(self._server.make_url("/v1"))

    @property
    def painted(self) -> list[Call]:
        return [call for call in self.calls if "/images/" in call.path]

    def then(self, *deeds: Behaviour) -> None:
        self._paint.extend(deeds)

    def list_models(self, deed: Behaviour) -> None:
        self._models = deed

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _on_image(self, request: web.Request) -> web.StreamResponse:
        call = await self._record(request)
        deed = self._paint.popleft() if len(self._paint) > 1 else self._paint[0]
        self.reached.set()
        try:
            return await deed(call, request)
        except (asyncio.CancelledError, ConnectionError):
            self.hung_up.set()
            raise

    async def _on_models(self, request: web.Request) -> web.StreamResponse:
        return await self._models(await self._record(request), request)

    async def _on_moderation(self, _request: web.Request) -> web.StreamResponse:
        """Find nothing in anything; what else it can find, `openai_moderation.py` answers."""
        return web.json_response({"id": "modr-1", "model": "omni", "results": [NOTHING_FOUND]})

    async def _on_file(self, request: web.Request) -> web.StreamResponse:
        return await self.file(await self._record(request), request)

    async def _record(self, request: web.Request) -> Call:
        call = Call(request.method, request.path, {name.lower(): text for name, text in request.headers.items()})
        if request.content_type == "application/json":
            call.fields = await request.json()
        elif request.content_type == "multipart/form-data":
            for name, part in (await request.post()).items():
                if isinstance(part, web.FileField):
                    call.files.append((name, part.filename, part.content_type, part.file.read()))
                else:
                    call.fields[name] = part
        self.calls.append(call)
        return call


def says(status: int, body: object = "", headers: dict[str, str] | None = None, kind: str | None = None) -> Behaviour:
    """Answer this; what is not text goes as JSON."""

    async def deed(_call: Call, _request: web.Request) -> web.StreamResponse:
        if isinstance(body, bytes):
            return web.Response(status=status, body=body, headers=headers, content_type=kind or "image/png")
        text, media = (body, "text/html") if isinstance(body, str) else (json.dumps(body), "application/json")
        return web.Response(status=status, text=text, headers=headers, content_type=kind or media)

    return deed


def fails(status: int, message: str = "", headers: dict[str, str] | None = None, **more: str) -> Behaviour:
    """Answer with OpenAI's error body."""
    return says(status, {"error": {"message": message, "param": None, "type": None, "code": None, **more}}, headers)


def litellm_fails(status: int, message: str, kind: str, *, upstream: bool = True) -> Behaviour:
    """Answer as LiteLLM 1.108.7 does, whose `code` is the status; with `upstream` it is its provider's error."""
    behind = "\n\nLiteLLM: model group 'gpt-image-2.6-flare' failed with the error above. No fallback was attempted."
    error = {"message": message + (behind if upstream else ""), "type": kind, "param": None, "code": str(status)}
    return says(status, {"error": error})


def answers(*pictures: bytes, usage: dict[str, Any] | None = None, **more: object) -> Behaviour:
    """Answer with pictures as JSON, whatever was asked."""
    data = [{"b64_json": base64.b64encode(each).decode()} for each in pictures]
    return says(200, {"created": 1, "data": data, **({"usage": usage} if usage else {}), **more})


def models(*names: str, shutdown: str | None = None) -> Behaviour:
    """Answer with a list of models."""
    listed = [
        {"id": name, "object": "model", "created": 1, "owned_by": "x", "shutdown_date": shutdown} for name in names
    ]
    return says(200, {"object": "list", "data": listed})


def streams(*events: dict[str, Any], cut: bool = False, hang: bool = False) -> Behaviour:
    """Answer with these events; then end, or break the connection, or say nothing more."""

    async def deed(_call: Call, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for event in events:
            name = f"event: {event['type']}\n" if "type" in event else ""
            await response.write(f"{name}data: {json.dumps(event)}\n\n".encode())
        if hang:
            await asyncio.sleep(60)
        if cut and request.transport is not None:
            request.transport.abort()
        return response

    return deed


def partial(picture: bytes, index: int, kind: str = "image_generation") -> dict[str, Any]:
    text = base64.b64encode(picture).decode()
    return {"type": f"{kind}.partial_image", "b64_json": text, "partial_image_index": index}


def completed(picture: bytes, kind: str = "image_generation", usage: dict[str, Any] | None = None) -> dict[str, Any]:
    text = base64.b64encode(picture).decode()
    return {"type": f"{kind}.completed", "b64_json": text, "usage": usage or USAGE}


async def hangs(_call: Call, _request: web.Request) -> web.StreamResponse:
    """Say nothing."""
    await asyncio.sleep(60)
    return web.Response()
