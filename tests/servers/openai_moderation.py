"""A small OpenAI: its moderation endpoint on loopback, answering what a test lays out.

It holds callers to the wire as OpenAI's own types describe it; what does not keep to it is answered with 400.
"""

import asyncio
import base64
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

Behaviour = Callable[[], Awaitable[web.StreamResponse]]

CATEGORIES = (
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)
#: Categories that OpenAI looks for in pictures; the others it scores with 0 there.
IN_PICTURES = frozenset(
    {"self-harm", "self-harm/instructions", "self-harm/intent", "sexual", "violence", "violence/graphic"}
)


class ModerationServer:
    """Record the inputs that came; answer with the deed that was laid out last."""

    def __init__(self, api_key: str = "sk-test") -> None:
        self.inputs: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self._key = api_key
        self._deed: Behaviour = scores()
        app = web.Application(client_max_size=2**25)
        app.router.add_post("/v1/moderations", self._on_moderation)
        self._server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self._server.make_url("/v1"))

    @property
    def texts(self) -> list[str]:
        return [each["text"] for each in self.inputs if each["type"] == "text"]

    def picture(self) -> Image.Image:
        """Return the last picture that came."""
        url = self.inputs[-1]["image_url"]["url"]
        return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2], validate=True)))

    def answer(self, deed: Behaviour) -> None:
        self._deed = deed

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _on_moderation(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if fault := self._fault(request, body):
            self.faults.append(fault)
            return error(400, fault)
        self.inputs += body["input"]
        return await self._deed()

    def _fault(self, request: web.Request, body: dict[str, Any]) -> str:
        """Say what is wrong with a request, nothing where it is right."""
        if request.headers.get("Authorization") != f"Bearer {self._key}":
            return "no key"
        if set(body) != {"model", "input"} or body["model"] != "omni-moderation-latest":
            return f"fields {sorted(body)}"
        if len(body["input"]) != 1:
            return "one input at a time"
        (given,) = body["input"]
        if given.get("type") == "text":
            return "" if set(given) == {"type", "text"} and isinstance(given["text"], str) else "text"
        if (
            given.get("type") == "image_url"
            and set(given) == {"type", "image_url"}
            and set(given["image_url"]) == {"url"}
        ):
            return "" if given["image_url"]["url"].startswith("data:image/jpeg;base64,") else "no JPEG"
        return "type"


def scores(**told: float) -> Behaviour:
    """Answer with these scores, `sexual__minors` for `sexual/minors` and `self_harm` for `self-harm`, the rest low."""
    given = {name.replace("__", "/").replace("_", "-"): score for name, score in told.items()}
    assert set(given) <= set(CATEGORIES)

    async def deed() -> web.StreamResponse:
        result = {
            # Violence flags any scene of this game; whoever goes by it refuses them all.
            "flagged": True,
            "categories": {name: given.get(name, 0.0) > 0.5 for name in CATEGORIES},
            "category_scores": {name: given.get(name, 1e-5) for name in CATEGORIES},
            "category_applied_input_types": {
                name: ["text", "image"] if name in IN_PICTURES else ["text"] for name in CATEGORIES
            },
        }
        return web.json_response({"id": "modr-1", "model": "omni-moderation-latest", "results": [result]})

    return deed


def error(status: int, message: str) -> web.Response:
    """Return OpenAI's error body."""
    body = {"error": {"message": message, "type": None, "param": None, "code": None}}
    return web.json_response(body, status=status)


def fails(status: int) -> Behaviour:
    """Answer with an error that quotes what must not be logged."""

    async def deed() -> web.StreamResponse:
        return error(status, "Incorrect API key provided: sk-test")

    return deed


def says(body: object) -> Behaviour:
    """Answer with this; what is not text goes as JSON."""

    async def deed() -> web.StreamResponse:
        text, kind = (body, "text/html") if isinstance(body, str) else (json.dumps(body), "application/json")
        return web.Response(text=text, content_type=kind)

    return deed


async def hangs() -> web.StreamResponse:
    """Say nothing for longer than anybody waits."""
    await asyncio.sleep(30)
    return web.Response()


def points_to(address: str) -> Behaviour:
    """Answer with a redirect."""

    async def deed() -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect(address)

    return deed
