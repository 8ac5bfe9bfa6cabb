"""The HTTP protocol: uvicorn's, with limits on time, on the head of a request, and on the number of connections."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bot.web.errors import ErrorResponse
from bot.web.proxies import address_group, normal_address
from bot.web.state import WebOptions


class _RefusedHeadError(Exception):
    """Stop the parser in the midst of a head."""


class BoundedProtocol(HttpToolsProtocol):
    """Bound what a caller may hold: uvicorn itself waits for ever, and takes heads of any length.

    A timer runs whenever no response is under way. What ends it is a whole request, never mere bytes: an empty line
    between two requests begins none.
    """

    options: ClassVar[WebOptions]

    #: Until when a whole request has to come; None while a response is under way.
    _deadline: float | None = None
    #: Looks at that, no later than it: a timer for each request would cost more than the request's parsing.
    _request_timer: asyncio.TimerHandle | None = None
    #: Drops the caller, unless what was written is read before.
    _write_timer: asyncio.TimerHandle | None = None
    #: How much was written and not yet read when that timer was set.
    _unread = 0
    #: Bytes of a head that is not whole yet; None while a body comes.
    _head_bytes: int | None = 0
    #: Why the parser was stopped: the status line's rest, a sentence, a code.
    _refusal: tuple[str, str, str] | None = None
    #: The address at the other end, and since when no response has been asked for.
    _peer = ""
    _waiting_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Accept a connection, unless there are too many, all of them answered just now."""
        super().connection_made(transport)
        self._peer = normal_address(self.client[0] if self.client else None)
        self._waiting_since = self.loop.time()
        if self._make_room():
            self._expect_request(self.options.request_seconds)
        else:
            self._refuse(
                "503 Service Unavailable", "There are too many connections. Try again in a moment.", "too_many"
            )

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timers."""
        for timer in (self._request_timer, self._write_timer):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def eof_received(self) -> None:
        """Close, and drop a caller who does not even read the rest."""
        self._expect_request(self.options.stalled_seconds)

    def data_received(self, data: bytes) -> None:
        """Parse what comes, piece by piece: a head that is too large is seen before it is kept."""
        most = self.options.head_bytes
        while data and not self.transport.is_closing():
            room = most if self._head_bytes is None else most - self._head_bytes
            if not room:
                self._refuse(*self._too_large())
                return
            piece, data = data[:room], data[room:]
            if self._head_bytes is not None:
                self._head_bytes += len(piece)
            super().data_received(piece)

    def on_message_begin(self) -> None:
        """Start the timer for the rest of a request."""
        self._expect_request(self.options.request_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Expect the body, unless the head has too many headers, or does not say how long the body is.

        Chunks bring what no bound of ours counts: extensions, and further headers behind them.
        """
        self._head_bytes = None
        if len(self.headers) > self.options.head_count:
            self._refusal = self._too_large()
            raise _RefusedHeadError
        if any(name == b"transfer-encoding" for name, _ in self.headers):
            self._refusal = "411 Length Required", "Say how long the body is (Content-Length).", "length_required"
            raise _RefusedHeadError
        if self.url.partition(b"?")[0].endswith(b"/import"):
            # An archive takes its time on a slow line; who may send one is asked before its body is read.
            self._expect_request(self.options.import_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Stop the timer: the response may take its time."""
        self._head_bytes = 0
        super().on_message_complete()
        if self._is_waiting:
            self._expect_request(self.options.idle_seconds)
        else:
            self._deadline = None

    def on_response_complete(self) -> None:
        """Start the timer for the next request, or for the rest of one that was answered before it was whole."""
        super().on_response_complete()
        if self._is_waiting:
            self._waiting_since = self.loop.time()
            if self._head_bytes is not None:
                self._expect_request(self.options.idle_seconds)

    def pause_writing(self) -> None:
        """Start the timer for the caller to read on."""
        super().pause_writing()
        self._expect_reading()

    def resume_writing(self) -> None:
        """Stop the timer and go on."""
        if self._write_timer:
            self._write_timer.cancel()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser has stopped at: what is no HTTP, or a head that is not taken."""
        self._refuse(*(self._refusal or ("400 Bad Request", msg, "bad_request")))

    def _unsupported_upgrade_warning(self) -> None:
        """Answer who wants another protocol over HTTP, and log nothing: uvicorn would advise to install it."""

    def _too_large(self) -> tuple[str, str, str]:
        most = f"{self.options.head_bytes} bytes and {self.options.head_count} headers"
        return "431 Request Header Fields Too Large", f"A request's head has {most} at most.", "head_too_large"

    def _make_room(self) -> bool:
        """Return whether this connection is within the bounds, after dropping those that have waited longest.

        So whoever opens connections and asks for nothing takes no place from somebody who asks.
        """
        options, everybody = self.options, [each for each in self.connections if isinstance(each, BoundedProtocol)]
        bounds = [(everybody, options.connections)]
        if self._peer not in options.trusted_proxies:
            group = address_group(self._peer)
            same = [each for each in everybody if address_group(each._peer) == group]  # noqa: SLF001  # its own class
            bounds.insert(0, (same, options.connections_per_peer))
        for connections, most in bounds:
            if len(connections) <= most:
                continue
            waiting = [each for each in connections if each._is_waiting and each is not self]  # noqa: SLF001  # as above
            if not waiting:
                return False
            # Bodies that are being sent come last.
            min(waiting, key=lambda each: (each._head_bytes is None, each._waiting_since))._drop()  # noqa: SLF001  # as above
        return True

    @property
    def _is_waiting(self) -> bool:
        """Whether the next step is the caller's: no request has come, or not the whole of one."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def _expect_request(self, seconds: float) -> None:
        self._deadline = self.loop.time() + seconds
        timer = self._request_timer
        if timer is None or timer.when() > self._deadline:
            if timer:
                timer.cancel()
            self._request_timer = self.loop.call_at(self._deadline, self._check_request)

    def _check_request(self) -> None:
        self._request_timer = None
        if self._deadline is None:
            return
        if self.loop.time() >= self._deadline:
            self._drop()
        else:
            self._request_timer = self.loop.call_at(self._deadline, self._check_request)

    def _expect_reading(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        self._write_timer = self.loop.call_later(self.options.stalled_seconds, self._check_reading)

    def _check_reading(self) -> None:
        # A large picture may take its time on a slow line, as long as it is being read.
        if self.transport.get_write_buffer_size() < self._unread:
            self._expect_reading()
        else:
            self._drop()

    def _drop(self) -> None:
        """End the connection at once: `close` would wait for what was written to be read."""
        self.connections.discard(self)
        self.transport.abort()

    def _refuse(self, status: str, sentence: str, code: str) -> None:
        body = ErrorResponse(error=sentence, code=code).model_dump_json().encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Retry-After: 5\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
        self._expect_request(self.options.stalled_seconds)


def bounded_protocol(options: WebOptions) -> type[BoundedProtocol]:
    """Return the protocol with these limits; uvicorn takes a class."""
    return type("BoundedProtocol", (BoundedProtocol,), {"options": options})
