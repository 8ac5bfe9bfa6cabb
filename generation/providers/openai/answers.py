"""What an OpenAI-shaped server sends, as bytes: bounded, and parted into the events of a stream."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from generation.providers.http.client import MAX_ANSWER
from generation.providers.http.unreadable import too_large

_EVENT_END = re.compile(rb"\r?\n\r?\n|\r\r")


class BoundedBytes(httpx2.AsyncByteStream):
    """An answer's bytes, given up where they are too many: the SDK would read without end."""

    def __init__(self, stream: Any, title: str) -> None:  # noqa: ANN401  # httpx2 types it for both worlds
        self._stream = stream
        self._title = title

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        async for chunk in self._stream:
            total += len(chunk)
            if total > MAX_ANSWER:
                raise too_large(self._title)
            yield chunk

    async def aclose(self) -> None:
        """Close the connection that they come from."""
        await self._stream.aclose()


async def events(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the events of a stream, each without the empty line that ends it."""
    buffer = bytearray()
    async for chunk in chunks:
        looked = max(0, len(buffer) - 3)
        buffer += chunk
        if b"\n" not in chunk and b"\r" not in chunk:
            continue  # in the middle of an image, where a search would be slow
        while found := _EVENT_END.search(buffer, looked):
            block = bytes(buffer[: found.start()])
            del buffer[: found.end()]
            looked = 0
            yield block
