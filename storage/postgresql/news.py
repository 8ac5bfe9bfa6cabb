"""News between processes: whoever has written says so, at most every few milliseconds, and the others look."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable

import asyncpg

from storage.postgresql.errors import ERRORS
from storage.postgresql.held_connection import HeldConnection
from storage.tasks import spawn

CHANNEL = "scenes"
#: Who has written says so at once, and what follows within so many seconds together.
TOGETHER_SECONDS = 0.02
#: How long it waits where it cannot be said.
AGAIN_SECONDS = 0.5
#: Whoever hears something looks at once, and again after so many seconds at the earliest.
LOOK_SECONDS = 0.05
#: What nobody was told of, as a process died before it could say so, is found within so many seconds.
POLL_SECONDS = 5.0


class News:
    """Tell other processes that something was written, and hear it from them.

    It is said after the commit, not within it: PostgreSQL lets transactions that notify commit one after the other.
    """

    def __init__(self, held: HeldConnection, clock: Callable[[], float]) -> None:
        self._held, self._clock = held, clock
        self._name = uuid.uuid4().hex
        self._heard = asyncio.Event()
        self._taken_at = clock()
        self._to_tell, self._telling = False, asyncio.Event()
        self._teller: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Hear what others say from now on."""
        await self._held.put_on(self._put_on)
        self._teller = spawn(self._tell_others(), "tell other processes of changes")

    async def stop(self) -> None:
        """Say what is still to be said."""
        if self._teller is not None:
            self._teller.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._teller
        if self._to_tell:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_SECONDS):
                    await self._say()

    def tell(self) -> None:
        """Have the others told that something was written."""
        self._to_tell = True
        self._telling.set()

    def take(self) -> bool:
        """Tell whether something was heard since this was last asked, or whether it is time to look all the same."""
        now = self._clock()
        if not self._heard.is_set() and now - self._taken_at < POLL_SECONDS:
            return False
        self._heard.clear()
        self._taken_at = now
        return True

    async def wait(self) -> None:
        """Wait until something is heard, or until it is time to look all the same."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._taken_at + POLL_SECONDS - self._clock())):
                await self._heard.wait()
        await asyncio.sleep(max(0.0, self._taken_at + LOOK_SECONDS - self._clock()))

    async def _put_on(self, connection: asyncpg.Connection) -> None:
        await connection.add_listener(CHANNEL, self._hear)
        # What was said while nobody listened is not said again.
        self._heard.set()

    def _hear(self, _connection: object, _pid: int, _channel: str, sender: object) -> None:
        if sender != self._name:
            self._heard.set()

    async def _tell_others(self) -> None:
        while True:
            await self._telling.wait()
            self._telling.clear()
            await self._say()
            await asyncio.sleep(TOGETHER_SECONDS)

    async def _say(self) -> None:
        self._to_tell = False
        try:
            await self._held.use(lambda connection: connection.execute("SELECT pg_notify($1, $2)", CHANNEL, self._name))
        except ERRORS:
            # It is said on the next connection.
            self._to_tell = True
            self._telling.set()
            await asyncio.sleep(AGAIN_SECONDS)
