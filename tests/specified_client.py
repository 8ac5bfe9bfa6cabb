"""The client of the specification's own server as it stands: it opens a session, joins, and uses the six routes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

OPENED = {"name": "Image Generation Test Session", "gm_user_id": "test_gm_user"}
JOINED = {"user_id": "test_player_user", "role": "player"}
QUEUED = {
    "user_id": "test_player_user",
    "prompt": "A cyberpunk street scene with neon lights and rain",
    "type": "scene",
    "priority": 2,
    "style_preferences": {"provider": "dalle", "quality": "standard", "size": "512x512"},
}
INSTANT = {
    "user_id": "test_player_user",
    "prompt": "A shadowrunner in a dark alley with cybernetic implants",
    "style_preferences": {"quality": "standard", "size": "512x512"},
}


@dataclass(slots=True)
class SpecifiedClient:
    """Calls to a server that has no key for DALL-E."""

    http: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """Return an answer's status and its JSON."""
        async with self.http.request(method, path, json=body) as answer:
            return answer.status, await answer.json()

    async def open_session(self) -> str:
        """Open a session, and return the path of its routes."""
        status, opened = await self.call("POST", "/api/session", OPENED)
        assert (status, opened["name"]) == (200, OPENED["name"]), opened
        assert (opened["gm_user_id"], opened["role"]) == ("test_gm_user", "gm")
        return f"/api/session/{opened['session_id']}"

    async def use_every_route(self) -> None:
        """Do all that the client does, and check what it reads of the answers."""
        assert (await self.call("GET", "/api/ping"))[0] == 200
        session = await self.open_session()
        status, joined = await self.call("POST", f"{session}/join", JOINED)
        assert (status, joined["user_id"], joined["role"]) == (200, "test_player_user", "player"), joined
        status, providers = await self.call("GET", f"{session}/image-providers")
        assert (status, providers["default"] in providers["providers"]) == (200, True)

        status, queued = await self.call("POST", f"{session}/generate-image", QUEUED)
        assert (status, queued["status"], bool(queued["request_id"])) == (200, "success", True), queued
        status, refused = await self.call("POST", f"{session}/generate-image-instant", INSTANT | {"provider": "dalle"})
        assert (status, refused["error"]) == (500, "OpenAI API key not configured")
        painter = {"provider": providers["default"]}
        status, painted = await self.call("POST", f"{session}/generate-image-instant", INSTANT | painter)
        assert (status, painted["provider"]) == (200, providers["default"]), painted

        while (listed := await self._images(session))["count"] < 2:  # noqa: ASYNC110  # the client knows no events
            await asyncio.sleep(0.05)
        assert {each["prompt"] for each in listed["images"]} == {QUEUED["prompt"], INSTANT["prompt"]}
        async with self.http.get(painted["image_url"]) as picture:
            assert (picture.status, (await picture.read())[:4]) == (200, b"\x89PNG")
        path = f"{session}/image/{painted['image_id']}"
        assert (await self.call("GET", path))[1]["image"]["id"] == painted["image_id"]
        star = {"user_id": "test_player_user", "is_favorite": True}
        assert (await self.call("POST", f"{path}/favorite", star))[1]["is_favorite"] is True
        assert any(each["is_favorite"] for each in (await self._images(session))["images"])

    async def _images(self, session: str) -> dict[str, Any]:
        status, listed = await self.call("GET", f"{session}/images?user_id=test_player_user&limit=10")
        assert status == 200, listed
        return listed


@contextlib.asynccontextmanager
async def specified_client(url: str, headers: Mapping[str, str] | None = None) -> AsyncIterator[SpecifiedClient]:
    """Open a client of the server at `url`, which may have to send a token with every call."""
    async with aiohttp.ClientSession(url, headers=headers) as http:
        yield SpecifiedClient(http)
