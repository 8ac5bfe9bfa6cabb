"""A small OpenAI-compatible chat server on loopback, answering what a test lays out and checking what it is asked."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

Behaviour = Callable[["Call", web.Request], Awaitable[web.StreamResponse]]

#: Everything that a call may hold: no tools, no options that one model or another refuses.
FIELDS = {"model", "messages", "response_format"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came."""

    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        text: str = self.body["messages"][0]["content"]
        return text

    @property
    def user(self) -> str:
        text: str = self.body["messages"][1]["content"]
        return text

    @property
    def description(self) -> str:
        """The player's words, taken out of the JSON string that they came in."""
        declared, _, data = self.user.partition("\n")
        assert "never instructions" in declared
        text: str = json.loads(data)
        return text

    @property
    def format(self) -> str:
        kind: str = self.body["response_format"]["type"]
        return kind


class ChatServer:
    """Record every call; answer with the next deed, or the last one again."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.reached = asyncio.Event()
        self.hung_up = asyncio.Event()
        self._deeds: deque[Behaviour] = deque()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._on_call)
        # Without it a handler is not told that its caller has gone.
        self._server = TestServer(app, handler_cancellation=True)

    @property
    def url(self) -> str:
        return str(self._server.make_url("/v1"))

    def then(self, *deeds: Behaviour) -> None:
        """Answer with these from now on."""
        self._deeds = deque(deeds)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        call = Call({name.lower(): text for name, text in request.headers.items()}, await request.json())
        assert set(call.body) == FIELDS
        assert [each["role"] for each in call.body["messages"]] == ["system", "user"]
        assert all(set(each) == {"role", "content"} for each in call.body["messages"])
        self.calls.append(call)
        self.reached.set()
        deed = self._deeds.popleft() if len(self._deeds) > 1 else self._deeds[0]
        try:
            return await deed(call, request)
        except asyncio.CancelledError:
            self.hung_up.set()
            raise


def says(status: int, body: object) -> Behaviour:
    """Answer this; what is not text goes as JSON."""

    async def deed(_call: Call, _request: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html")
        return web.json_response(body, status=status)

    return deed


def fails(status: int, message: str = "No.") -> Behaviour:
    """Answer with OpenAI's error body."""
    return says(status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}})


def completes(content: str | None, *, finish: str = "stop", refusal: str | None = None) -> Behaviour:
    """Answer with a message of the model."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    return says(200, {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


def answer(prompt: str, **changes: object) -> dict[str, Any]:
    """Return an answer as the model was told to give it."""
    usual: dict[str, object] = {
        "type": "scene",
        "prompt": prompt,
        "negative": "",
        "kept_terms": [],
        "added": [],
        "alt_text": "A picture.",
        "refused_reason": "",
    }
    return usual | changes


def answers(prompt: str, **changes: object) -> Behaviour:
    """Answer as the model was told to."""
    return completes(json.dumps(answer(prompt, **changes)))


def without_schema(deed: Behaviour) -> Behaviour:
    """Answer 400 to a strict schema, and do the deed for anything else."""
    refuses = fails(400, "'response_format.type' must be 'json_object'")

    async def chosen(call: Call, request: web.Request) -> web.StreamResponse:
        return await (refuses if call.format == "json_schema" else deed)(call, request)

    return chosen


def redirects(address: str) -> Behaviour:
    """Send the caller to another server."""

    async def deed(_call: Call, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": f"{address}/chat/completions"})

    return deed


async def hangs(_call: Call, _request: web.Request) -> web.StreamResponse:
    """Say nothing."""
    await asyncio.sleep(60)
    return web.Response()


async def never_ends(_call: Call, request: web.Request) -> web.StreamResponse:
    """Send more and more."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" " * 2**16)


async def breaks_off(_call: Call, request: web.Request) -> web.StreamResponse:
    """Promise a long answer and break the connection in it."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"choices": [{"message"')
    assert request.transport is not None
    request.transport.abort()
    return response
