"""The real HTTP server on a port of the loopback, and a client that calls it as somebody."""

import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest

from bot.settings import Settings
from bot.web.server import WebServer, web_server
from bot.web.state import WebOptions
from generation.providers.with_model import ProviderModels
from generation.sessions.permissions import Actor
from generation.sessions.tokens import BEARER_LASTS
from storage.params import SECRET
from storage.records import Image
from tests.clock import PATIENCE
from tests.generation.application import ANN, PLAIN, TABLE, THE_GM, Application, open_application
from tests.generation.wired_services import until

__all__ = ["ANN", "PLAIN", "SESSION", "TABLE", "THE_GM", "Answer", "ApiClient", "open_api", "raw"]

SESSION = f"/api/session/{TABLE}"
ASKED = {"prompt": "An ork sells noodles at a market", "style_preferences": {"size": "512x512"}}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read to its end."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object."""
        value: dict[str, Any] = json.loads(self.body)
        return value


@dataclass(slots=True)
class ApiClient:
    """The application with its HTTP server, and calls to it."""

    room: Application
    server: WebServer
    url: str
    http: aiohttp.ClientSession
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, by: Actor = ANN) -> str:
        """Return a bearer token of a user."""
        key = f"{by.session_id} {by.user_id} {by.role}"
        if key not in self.tokens:
            self.tokens[key], _ = await self.room.running.app.services.tokens.mint(by, lasts=BEARER_LASTS)
        return self.tokens[key]

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Actor | None = ANN,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call the server as a user, or as nobody, with these headers."""
        sent = dict(headers or {})
        if by is not None:
            sent["Authorization"] = f"Bearer {await self.token(by)}"
        url = path if path.startswith("http") else self.url + path
        # As a file: of large bodies in one piece aiohttp warns.
        data = None if body is None else io.BytesIO(json.dumps(body).encode())
        if data is not None:
            sent["Content-Type"] = "application/json"
        async with self.http.request(method, url, data=data, headers=sent, allow_redirects=False) as answer:
            return Answer(answer.status, await answer.read(), answer.headers)

    async def get(self, path: str, *, by: Actor | None = ANN, **headers: str) -> Answer:
        """Get something; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.call("GET", path, by=by, headers=named)

    async def post(self, path: str, body: object = None, *, by: Actor | None = ANN, **headers: str) -> Answer:
        """Send a JSON body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.call("POST", path, {} if body is None else body, by=by, headers=named)

    async def generate(self, by: Actor = ANN, prompt: str = PLAIN.prompt, *, secret: bool = False) -> Image:
        """Have an image generated, and return it."""
        asked = replace(PLAIN, prompt=prompt, visibility=SECRET if secret else PLAIN.visibility)
        return await self.room.picture(asked, by)

    async def details(self, image: Image, by: Actor = ANN) -> dict[str, Any]:
        """Return an image's details from the API."""
        answer = await self.get(f"{SESSION}/image/{image.id}", by=by)
        assert answer.status == 200, answer.body
        return answer.json


async def raw(web: ApiClient, sent: bytes, *, host: str = "127.0.0.1") -> bytes:
    """Send bytes from an address of the loopback, and return everything that comes until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port, local_addr=(host, 0))
    writer.write(sent)
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@contextlib.asynccontextmanager
async def open_api(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    options: WebOptions | None = None,
    *,
    guild_id: str | None = None,
    workers: int = 1,
    models: Mapping[str, ProviderModels] | None = None,
) -> AsyncIterator[ApiClient]:
    """Serve the application with fake providers."""
    async with open_application(settings, monkeypatch, guild_id=guild_id, workers=workers, models=models) as room:
        app = room.running.app
        await app.services.admin.give_role(THE_GM, THE_GM.user_id, THE_GM.role)
        server = web_server(app, options or WebOptions(port=0))
        serving = asyncio.create_task(server.run())
        try:
            await until(lambda: server.serving.is_set() or serving.done())
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                yield ApiClient(room, server, f"http://127.0.0.1:{server.port}", http)
        finally:
            serving.cancel()
            await asyncio.wait({serving})
