"""Background tasks: kept until they end, and heard of when they fail."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from storage.errors import SceneError

log = logging.getLogger(__name__)

T = TypeVar("T")

#: The event loop holds tasks weakly: one that nobody keeps may vanish before it ends.
_running: set[asyncio.Task[Any]] = set()


def spawn(coro: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
    """Run a coroutine in the background and return its task; what it raises is logged under its name."""
    task = asyncio.create_task(coro, name=name)
    _running.add(task)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    error = None if task.cancelled() else task.exception()
    if isinstance(error, SceneError):
        # A disk that is full, a database that is locked: the sentence says it all.
        log.error("%s failed: %s", task.get_name(), error)
    elif error is not None:
        log.error("%s failed", task.get_name(), exc_info=error)
