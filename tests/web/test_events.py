"""Server-sent events: progress with previews, changes, who is told of what, and how a stream ends."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.settings import Settings
from bot.web.state import WebOptions
from generation.events import ChangedElsewhere, Progress
from generation.sessions.permissions import Actor
from storage.params import PUBLIC
from tests.clock import PATIENCE
from tests.generation.application import BOB
from tests.generation.fake_provider import paint_in_steps
from tests.generation.wired_services import until
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient, open_api


@dataclass(slots=True)
class Stream:
    """An open stream and the names of what it may tell before what is waited for."""

    answer: aiohttp.ClientResponse

    async def next(self, *names: str) -> dict[str, Any]:
        """Return the data of the next event of these names."""
        async with asyncio.timeout(PATIENCE):
            while True:
                name, data = await self._event()
                if name in names:
                    return data

    async def _event(self) -> tuple[str, dict[str, Any]]:
        lines = (await self.answer.content.readuntil(b"\n\n")).decode().splitlines()
        fields = dict(line.split(": ", 1) for line in lines if line)
        return fields.get("event", ""), json.loads(fields.get("data", "{}"))

    async def ended(self) -> bytes:
        """Read the rest, which comes to an end."""
        async with asyncio.timeout(PATIENCE):
            return await self.answer.content.read()


@contextlib.asynccontextmanager
async def listening(web: ApiClient, by: Actor = ANN) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {await web.token(by)}"}
    async with web.http.get(f"{web.url}{SESSION}/events", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        stream = Stream(answer)
        assert await stream.next("hello") == {"session_id": "1001"}
        yield stream


async def test_a_request_is_followed_to_its_picture(web: ApiClient) -> None:
    web.room.painter.then(paint_in_steps)
    async with listening(web, BOB) as stream:
        request_id = await web.room.ask()
        while (progress := await stream.next("progress"))["preview"] is None:
            assert progress["request_id"] == request_id
        assert progress["preview"] == "data:image/jpeg;base64,cHJldmlldw=="
        assert 0 < progress["fraction"] <= 1
        while (changed := await stream.next("request"))["request_status"] != "completed":
            assert changed["image_id"] is None
        added = await stream.next("gallery")
        assert (added["change"], added["image_id"]) == ("added", changed["image_id"])
        assert added["image"]["id"] == changed["image_id"]
        assert (await web.get(added["image"]["thumbnail_url"], by=None)).status == 200


async def test_another_s_star_is_told_at_once(web: ApiClient) -> None:
    image = await web.generate()
    async with listening(web) as stream:
        await web.post(f"{SESSION}/image/{image.id}/favorite", {"is_favorite": True}, by=BOB)
        starred = await stream.next("gallery")
        assert (starred["change"], starred["image"]["is_favorite"]) == ("starred", True)


async def test_a_deleted_picture_is_told_without_it(web: ApiClient) -> None:
    image = await web.generate()
    async with listening(web) as stream:
        await web.call("DELETE", f"{SESSION}/image/{image.id}")
        assert await stream.next("gallery") == {
            "image_id": image.id,
            "change": "deleted",
            "image": None,
            "session_id": image.session_id,
        }


async def test_a_secret_picture_is_told_to_the_gm_alone(web: ApiClient) -> None:
    async with listening(web) as players, listening(web, THE_GM) as gms:
        secret = await web.generate(THE_GM, secret=True)
        assert (await gms.next("gallery"))["image_id"] == secret.id
        public = await web.generate()
        assert (await players.next("gallery", "request", "progress"))["request_id"] == public.request_id


async def test_what_another_process_has_written_is_told_as_a_change(web: ApiClient) -> None:
    async with listening(web) as stream:
        web.room.services.events.publish(ChangedElsewhere("", PUBLIC))
        assert await stream.next("changed") == {}


async def test_a_revoked_token_ends_its_stream(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        open_api(settings, monkeypatch, WebOptions(port=0, heartbeat_seconds=0.03)) as web,
        listening(web) as stream,
    ):
        assert (await stream.answer.content.readuntil(b"\n\n")) == b": still here\n\n"
        await web.room.running.app.services.tokens.revoke_all("1001", "ann")
        assert await stream.next("bye") == {}
        assert await stream.ended() == b""


async def test_a_stop_ends_streams(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch) as web, listening(web) as stream:
        web.server._state.stopping.set()
        assert await stream.ended() == b""


async def test_streams_are_bounded_and_free_again_when_they_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, streams_per_member=1)) as web:
        async with listening(web):
            again = await web.get(f"{SESSION}/events")
            assert (again.status, again.json["code"]) == (429, "too_many")
            assert "Retry-After" in again.headers
        await until(lambda: not web.server._state.streams)
        async with listening(web):
            assert "scenes_event_streams 1.0" in (await web.get("/metrics", by=None)).body.decode()


async def test_streams_opened_at_once_are_bounded_as_well(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # Known to all of them, so that none waits for the database while others come.
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", PATIENCE)
    async with open_api(settings, monkeypatch, WebOptions(port=0, streams_per_member=4)) as web:
        head = f"GET {SESSION}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await web.token()}\r\n\r\n"
        opened = [await asyncio.open_connection("127.0.0.1", web.server.port) for _ in range(12)]
        assert (await web.get(f"{SESSION}/me")).status == 200
        # What is open already is read by the server in one turn.
        for _, writer in opened:
            writer.write(head.encode())
        answers = [await reader.readline() for reader, _ in opened]
        assert sorted(answer.split()[1] for answer in answers) == [b"200"] * 4 + [b"429"] * 8
        for _, writer in opened:
            writer.close()
        await until(lambda: not web.server._state.streams)


async def test_many_tokens_make_nobody_many_members(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        open_api(settings, monkeypatch, WebOptions(port=0, streams_per_member=1)) as web,
        listening(web),
    ):
        token, _ = await web.room.running.app.services.tokens.mint(ANN)
        again = await web.get(f"{SESSION}/events", by=None, Authorization=f"Bearer {token}")
        assert again.status == 429


async def test_a_reader_that_stalls_is_dropped(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, stalled_seconds=0.1)) as web:
        reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port, limit=1024)
        head = f"GET {SESSION}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await web.token()}\r\n\r\n"
        writer.write(head.encode())
        await reader.readuntil(b"hello")
        for number in range(100):
            web.room.services.events.publish(Progress("1001", PUBLIC, f"request {number}", "sky", 0.5, bytes(200_000)))
        await until(lambda: not web.server._state.streams)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
