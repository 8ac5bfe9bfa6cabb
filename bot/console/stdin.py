"""Lines from stdin where it is no terminal."""

import asyncio
import sys
import threading
from typing import BinaryIO


class PipedLines:
    """Read a line at a time in a thread that keeps nothing from ending.

    Not an executor's thread, which the process would wait for, and not `sys.stdin`, whose lock a waiting thread would
    hold when the interpreter wants to close it.
    """

    def __init__(self) -> None:
        self._file: BinaryIO | None = open(sys.stdin.fileno(), "rb", closefd=False) if sys.stdin else None  # noqa: SIM115  # stdin stays open

    async def read(self) -> str | None:
        """Return the next line, or None where there are no more."""
        if self._file is None:
            return None
        loop = asyncio.get_running_loop()
        received: asyncio.Future[bytes] = loop.create_future()
        threading.Thread(target=_read_line, args=(self._file, loop, received), name="stdin", daemon=True).start()
        line = await received
        return line.decode(errors="replace") if line else None


def _read_line(file: BinaryIO, loop: asyncio.AbstractEventLoop, received: "asyncio.Future[bytes]") -> None:
    try:
        line = file.readline()
    except OSError:
        line = b""

    def resolve() -> None:
        if not received.done():
            received.set_result(line)

    if not loop.is_closed():
        loop.call_soon_threadsafe(resolve)
