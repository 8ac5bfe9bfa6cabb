"""The server's end of a connection: uvicorn's, with bounds on how long a caller may take, and on how many there are."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.errors import ErrorAnswer
from bot.web.state import WebOptions


class BoundedProtocol(HttpToolsProtocol):
    """Drop whoever sends a request too slowly, or reads an answer too slowly: uvicorn itself waits for ever."""

    options: ClassVar[WebOptions]

    _sending: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.options.connections:
            self._refuse(
                "503 Service Unavailable", "There are too many connections. Try again in a moment.", "too_many"
            )
            return
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._cancel_timers()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Expect the rest of a request."""
        self._expect_request()
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Let its answer take its time."""
        if self._sending:
            self._sending.cancel()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Expect the caller to read on."""
        super().pause_writing()
        self._reading = self.loop.call_later(self.options.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Let the answer go on."""
        if self._reading:
            self._reading.cancel()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse("400 Bad Request", msg, "bad_request")

    def _expect_request(self) -> None:
        if self._sending:
            self._sending.cancel()
        self._sending = self.loop.call_later(self.options.request_seconds, self.transport.abort)

    def _cancel_timers(self) -> None:
        for timer in (self._sending, self._reading):
            if timer:
                timer.cancel()

    def _refuse(self, status: str, sentence: str, code: str) -> None:
        body = ErrorAnswer(error=sentence, code=code).model_dump_json().encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Retry-After: 5\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


def bounded(options: WebOptions) -> type[BoundedProtocol]:
    """Return the protocol with these bounds; uvicorn takes a class."""
    return type("BoundedProtocol", (BoundedProtocol,), {"options": options})
