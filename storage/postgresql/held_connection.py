"""A connection that is held for as long as the process runs: locks and news hang on it."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Self, TypeVar

import asyncpg

from storage.postgresql.errors import ERRORS
from storage.tasks import spawn

T = TypeVar("T")
SetUp = Callable[[asyncpg.Connection], Awaitable[None]]

log = logging.getLogger(__name__)

#: How often it is looked whether the server still answers, and how long that may take, in seconds.
LOOK_SECONDS, ANSWER_SECONDS = 10.0, 5.0
#: The first and the longest pause before another try to connect.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
_CLOCK = "SELECT extract(epoch FROM clock_timestamp())::double precision"


class HeldConnection:
    """Keep one connection, and put on a new one what the lost one had."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]]) -> None:
        self._connect = connect
        self._set_ups: list[SetUp] = []
        self._turn = asyncio.Lock()
        #: When the connection was last made anew, by the loop's clock; None where it is still the first one.
        self.renewed_at: float | None = None
        #: How far the server's clock is ahead of this machine's, in seconds.
        self.clock_offset = 0.0

    async def __aenter__(self) -> Self:
        """Connect."""
        self._connection = await self._connect()
        await self._compare_clocks()
        self._keeping = spawn(self._keep(), "keep a connection to the database")
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Give up what hangs on the connection, and close it."""
        self._keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeping
        with contextlib.suppress(*ERRORS):
            await self._connection.close(timeout=ANSWER_SECONDS)

    async def use(self, work: Callable[[asyncpg.Connection], Awaitable[T]], *, endless: bool = False) -> T:
        """Run `work` on the connection, one at a time, for as long as an answer may take, or as it takes.

        What waited for a server that is gone without a word would keep everybody else from finding that out.
        """
        async with self._turn, asyncio.timeout(None if endless else ANSWER_SECONDS):
            return await work(self._connection)

    async def put_on(self, set_up: SetUp) -> None:
        """Run `set_up` on the connection, and on every later one."""
        async with self._turn:
            await set_up(self._connection)
            self._set_ups.append(set_up)

    async def take_off(self, set_up: SetUp) -> None:
        """Leave it off later connections."""
        async with self._turn:
            self._set_ups.remove(set_up)

    async def _keep(self) -> None:
        while True:
            lost = asyncio.Event()
            listener = _setter(lost)
            self._connection.add_termination_listener(listener)
            while not lost.is_set() and not self._connection.is_closed():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await lost.wait()
                if not lost.is_set() and not await self._answers():
                    self._connection.terminate()
            log.warning("the connection to the database was lost; it is made anew")
            await self._renew()

    async def _answers(self) -> bool:
        try:
            async with self._turn, asyncio.timeout(ANSWER_SECONDS):
                await self._compare_clocks()
        except ERRORS:
            return False
        return True

    async def _compare_clocks(self) -> None:
        before = time.time()
        server: float = await self._connection.fetchval(_CLOCK)
        self.clock_offset = server - (before + time.time()) / 2

    async def _renew(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                async with self._turn, asyncio.timeout(LOOK_SECONDS + ANSWER_SECONDS):
                    self._connection = await self._connect()
                    for set_up in self._set_ups:
                        await set_up(self._connection)
            except ERRORS as error:
                log.debug("the database is not back yet: %s", error)
                # Half set up it is of no use, and would hold what the next one needs.
                self._connection.terminate()
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self.renewed_at = asyncio.get_running_loop().time()
                return


def _setter(event: asyncio.Event) -> Callable[[asyncpg.Connection], None]:
    def note(_connection: asyncpg.Connection) -> None:
        event.set()

    return note
