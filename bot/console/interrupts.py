"""Ctrl-C and SIGTERM, as something that a command can wait for."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator

from bot.signals import on_signals


class Interrupts:
    """Remember the signal that stops the running command; one that is not cleared ends the console."""

    def __init__(self) -> None:
        self._received = asyncio.Event()
        self._number = 0

    @property
    def received(self) -> bool:
        """Tell whether a signal was received."""
        return self._received.is_set()

    @property
    def exit_status(self) -> int:
        """Return what a shell expects of a process that a signal has ended."""
        return 128 + self._number

    async def wait(self) -> None:
        """Wait for a signal."""
        await self._received.wait()

    def receive(self, number: signal.Signals) -> None:
        """Remember a signal; the next one ends the process at once."""
        if self._received.is_set():
            os._exit(128 + number)
        self._number = number
        self._received.set()

    def clear_ctrl_c(self) -> None:
        """Forget a Ctrl-C; SIGTERM stays."""
        if self._number == signal.SIGINT:
            self._received.clear()


@contextlib.contextmanager
def handle_signals() -> Iterator[Interrupts]:
    """Catch SIGINT and SIGTERM while the context is open."""
    interrupts = Interrupts()
    with on_signals(interrupts.receive):
        yield interrupts
