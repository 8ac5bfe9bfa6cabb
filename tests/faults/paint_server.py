"""A provider's server as `openai_compatible` and `dalle` call it: it counts its calls, and paints as slowly as told."""

import asyncio
from collections import Counter
from typing import Self

from aiohttp import web

from tests.generation.fake_provider import picture_file
from tests.resilience.faults import numbered
from tests.servers.openai_images import Call, OpenAIServer, answers

PICTURE = picture_file("PNG", 512, 512)


class PaintServer:
    """Paint each scene after `seconds`; `calls` counts them by the number in their description.

    The next `failures` calls are answered with `failure_status` instead, and painted are those that have ended well.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.painted: Counter[str] = Counter()
        self.seconds = 0.1
        self.failures, self.failure_status, self.retry_after = 0, 500, 0
        self._called = asyncio.Condition()
        self._server = OpenAIServer()
        self._server.then(self._paint)

    @property
    def url(self) -> str:
        return self._server.url

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    async def called(self, times: int, *, within: float = 60.0) -> None:
        """Wait until so many calls have begun."""
        async with asyncio.timeout(within), self._called:
            await self._called.wait_for(lambda: self.calls.total() >= times)

    async def _paint(self, call: Call, request: web.Request) -> web.StreamResponse:
        number = numbered(str(call.fields["prompt"]))
        self.calls[number] += 1
        async with self._called:
            self._called.notify_all()
        if self.failures:
            self.failures -= 1
            headers = {"Retry-After": str(self.retry_after)} if self.retry_after else None
            return web.Response(status=self.failure_status, text="{}", headers=headers, content_type="application/json")
        await asyncio.sleep(self.seconds)
        answer = await answers(PICTURE)(call, request)
        self.painted[number] += 1
        return answer
