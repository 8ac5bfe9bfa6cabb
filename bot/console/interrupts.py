"""Ctrl-C and SIGTERM, as something that a command can wait for."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator


class Interrupts:
    """Remember the signal that wants the present command to stop; one that nobody has cleared, ends the console."""

    def __init__(self) -> None:
        self._came = asyncio.Event()
        self._number = 0

    @property
    def came(self) -> bool:
        """Tell whether a signal came."""
        return self._came.is_set()

    @property
    def exit_status(self) -> int:
        """Return what a shell expects of a process that a signal has ended."""
        return 128 + self._number

    async def wait(self) -> None:
        """Wait for a signal."""
        await self._came.wait()

    def hear(self, number: int) -> None:
        """Take a signal; a second one ends the process at once."""
        if self._came.is_set():
            os._exit(128 + number)
        self._number = number
        self._came.set()

    def clear_ctrl_c(self) -> None:
        """Forget a Ctrl-C that has done its work; SIGTERM stays."""
        if self._number == signal.SIGINT:
            self._came.clear()


@contextlib.contextmanager
def heard_signals() -> Iterator[Interrupts]:
    """Hear SIGINT and SIGTERM while the context is open."""
    interrupts = Interrupts()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupts.hear, number)
    try:
        yield interrupts
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
