"""Readiness: whether requests can be taken, asked at most once a second however many probe."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from storage.errors import SceneError, StorageError
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: How long an answer holds, and how long one is waited for, in seconds.
FRESH_SECONDS, WAIT_SECONDS = 1.0, 2.0


class Readiness:
    """Make sure that `check` passes; callers who ask at the same time share one call of it."""

    def __init__(self, check: Callable[[], Awaitable[None]]) -> None:
        self._check = check
        self._flight: asyncio.Task[SceneError | None] | None = None
        self._fresh_until = 0.0

    async def check(self) -> None:
        """Return where `check` has passed within the last second.

        Raises:
            SceneError: it has failed, or does not come to an end.

        """
        if self._flight is None or (self._flight.done() and time.monotonic() >= self._fresh_until):
            self._flight = spawn(self._run(), "readiness check")
        try:
            # Shielded: a probe that hangs up must not end it for the others.
            async with asyncio.timeout(WAIT_SECONDS):
                error: SceneError | None = await asyncio.shield(self._flight)
        except TimeoutError:
            error = StorageError("The data folder has not answered for {seconds} s.", seconds=WAIT_SECONDS)
        if error is not None:
            log.error("not ready: %s", error)
            raise error

    async def _run(self) -> SceneError | None:
        try:
            await self._check()
        except SceneError as error:
            return error
        finally:
            self._fresh_until = time.monotonic() + FRESH_SECONDS
        return None
