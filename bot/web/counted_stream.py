"""A stream of which a member may have so many at once."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.web.rate_limit import TooManyRequestsError
from generation.sessions.permissions import Actor


class CountedStream(StreamingResponse):
    """A stream that counts in `open_streams` for its member while it is sent; `refusal` is for who has `most`."""

    def __init__(
        self,
        content: AsyncIterator[bytes],
        actor: Actor,
        open_streams: Counter[str],
        most: int,
        refusal: TooManyRequestsError,
        *,
        media_type: str,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(content, media_type=media_type, headers=headers)
        # Somebody with many tokens is one all the same.
        self._member = f"{actor.session_id} {actor.user_id}"
        self._open = open_streams
        self._most = most
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream.

        Raises:
            TooManyRequestsError: the member has too many open.

        """
        # Nothing is awaited between the look and the count, or streams opened at once would all see room.
        with self._counted():
            await super().__call__(scope, receive, send)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        if self._open[self._member] >= self._most:
            raise self._refusal
        self._open[self._member] += 1
        try:
            yield
        finally:
            self._open[self._member] -= 1
            if self._open[self._member] <= 0:
                del self._open[self._member]
