"""The HTTP protocol: uvicorn's, with limits on how long a caller may take, and on the number of connections."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.errors import ErrorResponse
from bot.web.state import WebOptions


class BoundedProtocol(HttpToolsProtocol):
    """Drop callers who send a request or read a response too slowly: uvicorn itself waits for ever."""

    options: ClassVar[WebOptions]

    _request_timer: asyncio.TimerHandle | None = None
    _write_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Accept a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.options.connections:
            self._refuse(
                "503 Service Unavailable", "There are too many connections. Try again in a moment.", "too_many"
            )
            return
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timers."""
        self._cancel_timers()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Start the timer for the rest of a request."""
        self._expect_request()
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Stop the timer: the response may take its time."""
        if self._request_timer:
            self._request_timer.cancel()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Start the timer for the caller to read on."""
        super().pause_writing()
        self._write_timer = self.loop.call_later(self.options.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop the timer and go on."""
        if self._write_timer:
            self._write_timer.cancel()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse("400 Bad Request", msg, "bad_request")

    def _expect_request(self) -> None:
        if self._request_timer:
            self._request_timer.cancel()
        self._request_timer = self.loop.call_later(self.options.request_seconds, self.transport.abort)

    def _cancel_timers(self) -> None:
        for timer in (self._request_timer, self._write_timer):
            if timer:
                timer.cancel()

    def _refuse(self, status: str, sentence: str, code: str) -> None:
        body = ErrorResponse(error=sentence, code=code).model_dump_json().encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Retry-After: 5\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


def bounded_protocol(options: WebOptions) -> type[BoundedProtocol]:
    """Return the protocol with these limits; uvicorn takes a class."""
    return type("BoundedProtocol", (BoundedProtocol,), {"options": options})
