"""Large bodies: who has places to upload them, and who waits for whom."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.web.middleware import MAX_LARGE_BODIES
from tests.clock import PATIENCE
from tests.generation.application import BOB
from tests.web.api_client import SESSION, ApiClient, raw

LARGE = {"prompt": "A street", "padding": "x" * 100_000}


@contextlib.asynccontextmanager
async def uploading(web: ApiClient, count: int, authorization: str) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Keep uploads that have begun and do not go on."""
    head = (
        f"POST {SESSION}/enhance HTTP/1.1\r\nHost: x\r\n{authorization}"
        "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"
    )
    opened = [await asyncio.open_connection("127.0.0.1", web.server.port) for _ in range(count)]
    for _, writer in opened:
        writer.write(head.encode())
    # One who comes later is answered later.
    assert (await web.get("/api/ping")).status == 200
    try:
        yield [reader for reader, _ in opened]
    finally:
        for _, writer in opened:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


async def test_strangers_take_no_places_and_are_refused_unread(web: ApiClient) -> None:
    async with asyncio.timeout(PATIENCE), uploading(web, MAX_LARGE_BODIES, "") as strangers:
        assert (await web.post(f"{SESSION}/enhance", LARGE)).status == 200
        for stranger in strangers:
            assert (await stranger.read()).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("scheme", ["Bearer forged", "Basic eDp4"])
async def test_who_is_not_logged_in_uploads_nothing(scheme: str, web: ApiClient) -> None:
    head = f"POST {SESSION}/generate-image HTTP/1.1\r\nHost: x\r\nAuthorization: {scheme}\r\n"
    answer = await raw(web, head.encode() + b"Content-Length: 100000\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b'"code":"not_logged_in"' in answer


async def test_one_player_s_slow_uploads_leave_places_to_others(web: ApiClient) -> None:
    authorization = f"Authorization: Bearer {await web.token()}\r\n"
    async with asyncio.timeout(PATIENCE), uploading(web, MAX_LARGE_BODIES + 2, authorization):
        assert (await web.post(f"{SESSION}/enhance", LARGE, by=BOB)).status == 200
