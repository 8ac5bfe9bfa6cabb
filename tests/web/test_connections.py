"""Connections: how long each may take, how large a head may be, how many there are of one address and in all."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from bot.web.protocol import BoundedProtocol
from bot.web.proxies import TrustedProxies
from bot.web.state import WebOptions
from tests.clock import PATIENCE
from tests.web.api_client import SESSION, ApiClient, open_api, raw

PING = b"GET /api/ping HTTP/1.1\r\nHost: x\r\n\r\n"


@contextlib.asynccontextmanager
async def connected(web: ApiClient, sent: bytes, *, until: bytes = b"") -> AsyncIterator[asyncio.StreamReader]:
    """Keep a connection that has sent this, and has read until that."""
    reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port)
    try:
        writer.write(sent)
        if until:
            await reader.readuntil(until)
        yield reader
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@contextlib.asynccontextmanager
async def streaming(web: ApiClient) -> AsyncIterator[None]:
    """Keep a connection on which a response is under way."""
    head = f"GET {SESSION}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await web.token()}\r\n\r\n"
    async with connected(web, head.encode(), until=b"hello"):
        yield


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /api/ping HTT",
        b"GET /api/ping HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ],
)
async def test_a_slow_client_is_dropped(sent: bytes, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, request_seconds=0.1)) as web:
        assert await raw(web, sent) == b""
        assert (await web.get("/api/ping")).status == 200


@pytest.mark.parametrize("empty", [b"\r\n", b"\n", b"\r\n\r\n"])
async def test_empty_lines_keep_no_connection(
    empty: bytes, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, idle_seconds=0.1)) as web:
        reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port)
        writer.write(PING)
        await reader.readuntil(b'pong"}')
        writer.write(empty)
        with contextlib.suppress(ConnectionResetError):
            async with asyncio.timeout(PATIENCE):
                assert await reader.read() == b""
        writer.close()


async def test_empty_lines_that_never_end_keep_none_either(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, idle_seconds=0.1)) as web:
        reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port)
        writer.write(PING)
        await reader.readuntil(b'pong"}')
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(PATIENCE):
                while not reader.at_eof():
                    writer.write(b"\r\n")
                    await writer.drain()
                    await asyncio.sleep(0.01)
        writer.close()


async def test_a_response_under_way_takes_its_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = WebOptions(port=0, request_seconds=0.05, idle_seconds=0.05, stalled_seconds=0.05, heartbeat_seconds=0.2)
    async with open_api(settings, monkeypatch, limits) as web:
        head = f"GET {SESSION}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await web.token()}\r\n\r\n"
        async with connected(web, head.encode(), until=b"hello") as reader:
            await reader.readuntil(b"still here")


async def test_a_slow_reader_is_dropped_only_when_it_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large is written in one piece, and takes longer to read than a reader may stall."""
    unread, dropped = [3_000_000, 2_000_000, 1_000_000, 1_000_000], asyncio.Event()

    class Transport:
        def get_write_buffer_size(self) -> int:
            return unread.pop(0)

        def abort(self) -> None:
            dropped.set()

    monkeypatch.setattr(BoundedProtocol, "__init__", lambda _self: None)
    protocol = BoundedProtocol()  # type: ignore[call-arg]  # as replaced above
    protocol.options = WebOptions(stalled_seconds=0.0)  # type: ignore[misc]  # this one's own
    protocol.loop, protocol.connections = asyncio.get_running_loop(), set()
    protocol.transport = Transport()  # type: ignore[assignment]  # as much of one as is used
    protocol._expect_reading()
    async with asyncio.timeout(PATIENCE):
        await dropped.wait()
    assert unread == []


@pytest.mark.parametrize(
    "head",
    [
        b"GET /api/ping HTTP/1.1\r\nHost: x\r\n" + b"X-Long: " + b"a" * 70_000 + b"\r\n\r\n",
        b"GET /api/ping HTTP/1.1\r\nHost: x\r\nX-Endless: " + b"a" * 70_000,
        b"GET /api/ping?" + b"a" * 70_000,
        b"GET /api/ping HTTP/1.1\r\nHost: x\r\n" + b"X: 1\r\n" * 100 + b"\r\n",
        b"GET /api/ping HTTP/1.1\r\nHost: x\r\n" + b"X: 1\r\n" * 20_000,
        b"\r\n" * 40_000,
    ],
    ids=["one header", "an endless line", "an endless address", "101 headers", "headers without end", "empty lines"],
)
async def test_a_head_that_is_too_large_is_refused(head: bytes, web: ApiClient) -> None:
    answer = await raw(web, head)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert b'"code":"head_too_large"' in answer


async def test_a_head_within_the_bounds_is_taken(web: ApiClient) -> None:
    headers = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 600) for number in range(98))
    sent = b"GET /api/ping HTTP/1.1\r\nHost: x\r\n" + headers + b"Connection: close\r\n\r\n"
    assert b"pong" in await raw(web, sent)


async def test_each_head_on_a_connection_is_counted_by_itself(web: ApiClient) -> None:
    large = PING.replace(b"\r\n\r\n", b"\r\nX-Large: " + b"a" * 60_000 + b"\r\n\r\n")
    reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port)
    for _ in range(3):
        writer.write(large)
        assert (await reader.readuntil(b'pong"}')).startswith(b"HTTP/1.1 200 ")
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("rest", [b"0\r\n" + b"X: 1\r\n" * 200, b"0\r\nX-Endless: aaaa", b"5;" + b"a" * 9_000])
async def test_chunks_are_refused_before_they_are_read(rest: bytes, web: ApiClient) -> None:
    head = b"POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = await raw(web, head + rest)
    assert answer.startswith(b"HTTP/1.1 411 ")
    assert answer.count(b"HTTP/1.1") == 1


async def test_who_asks_for_nothing_takes_no_place(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        open_api(settings, monkeypatch, WebOptions(port=0, connections=3)) as web,
        contextlib.AsyncExitStack() as s,
    ):
        first = await s.enter_async_context(connected(web, PING, until=b'pong"}'))
        for sent in (PING + b"\r\n", b"GET /api/ping HT"):
            await s.enter_async_context(connected(web, sent, until=b'pong"}' if PING in sent else b""))
        async with connected(web, PING, until=b'pong"}'):
            assert await first.read() == b""


async def test_who_never_ends_a_request_takes_no_place(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = f"POST {SESSION}/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode()
    async with (
        open_api(settings, monkeypatch, WebOptions(port=0, connections=2)) as web,
        connected(web, slow) as first,
        connected(web, slow),
        connected(web, PING, until=b'pong"}'),
    ):
        assert await first.read() == b""


async def test_connections_are_bounded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, connections=2)) as web:
        async with streaming(web), streaming(web):
            answer = await raw(web, PING)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b'"code":"too_many"' in answer
        async with asyncio.timeout(PATIENCE):
            # The server hears of it a moment later.
            while (await web.get("/api/ping")).status != 200:
                pass


async def test_one_address_takes_no_other_s_places(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = WebOptions(port=0, connections_per_peer=2)
    close = PING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    async with open_api(settings, monkeypatch, limits) as web, streaming(web), streaming(web):
        assert (await raw(web, close)).startswith(b"HTTP/1.1 503 ")
        assert b"pong" in await raw(web, close, host="127.0.0.2")


async def test_a_trusted_proxy_has_as_many_connections_as_there_are(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = WebOptions(port=0, connections_per_peer=2, trusted_proxies=TrustedProxies.parse(["127.0.0.1"]))
    async with open_api(settings, monkeypatch, limits) as web, streaming(web), streaming(web):
        assert (await web.get("/api/ping")).status == 200


async def test_who_wants_another_protocol_is_answered_and_tells_the_operator_nothing(
    web: ApiClient, caplog: pytest.LogCaptureFixture
) -> None:
    head = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", web.server.port)
    writer.write(head.encode())
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
    writer.close()
    await writer.wait_closed()
    assert not [record for record in caplog.records if record.name == "uvicorn.error"]
