"""SIGTERM and SIGINT: the first stops in good order, with its echoes; a later one leaves at once. SIGHUP: keys anew."""

import asyncio
import contextlib
import logging
import math
import os
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from types import FrameType
from typing import Any

from storage.tasks import spawn

log = logging.getLogger(__name__)

#: `uv run` passes on what the whole process group was sent: one stop arrives twice, and within this time it is one.
ECHO_SECONDS = 1.0


@contextlib.contextmanager
def on_signals(react: Callable[[signal.Signals], None]) -> Iterator[None]:
    """Have the event loop call `react` at SIGTERM and SIGINT while the context is open, but not at their echoes."""
    loop = asyncio.get_running_loop()
    heard_at = -math.inf

    def handle(number: int, _frame: FrameType | None) -> None:
        nonlocal heard_at
        # Timed here and not in the event loop, where what is done in between would part an echo from its signal.
        arrived_at = time.monotonic()
        if arrived_at - heard_at >= ECHO_SECONDS:
            heard_at = arrived_at
            loop.call_soon_threadsafe(react, signal.Signals(number))

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def on_reload(reload: Callable[[], Coroutine[Any, Any, object]]) -> Iterator[None]:
    """Run `reload` at SIGHUP while the context is open."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, lambda: spawn(reload(), "reload"))
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


@contextlib.contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Set the event at the first signal; the next one ends the process at once."""
    stop = asyncio.Event()

    def react(number: signal.Signals) -> None:
        if stop.is_set():
            log.warning("%s again: leaving at once", number.name)
            os._exit(128 + number)
        log.info("stopping (%s); another signal leaves at once", number.name)
        stop.set()

    with on_signals(react):
        yield stop
