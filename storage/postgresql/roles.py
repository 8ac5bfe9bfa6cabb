"""Roles that one process may have at a time, as advisory locks of the connection that a process holds.

The server frees a lock when it loses the connection, and tells nobody. So whoever has a role asks every second whether
it still has the lock, and steps down after `STEP_DOWN_SECONDS` without a yes. Whoever gets the lock while the role was
not given back begins only after `TAKE_OVER_SECONDS`: by then the other one has stepped down, whatever was cut.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

import asyncpg

from storage.postgresql.errors import ERRORS, from_postgresql
from storage.postgresql.held_connection import HeldConnection
from storage.process_locks import ROLE_SECONDS

log = logging.getLogger(__name__)

#: The first is how long a job may go on unsure, with some of the second left for it to end.
STEP_DOWN_SECONDS, TAKE_OVER_SECONDS = 3.0, 8.0
#: What the locks of roles have in common; those of names are single numbers and are none of these.
_ROLES = "role"
#: Whether this connection has the lock, or gets it now: one that is asked for twice would have to be given back twice.
_HAS = """
SELECT CASE WHEN EXISTS (
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND objsubid = 2
      AND classid = (hashtext($1)::bigint & 4294967295)::oid AND objid = (hashtext($2)::bigint & 4294967295)::oid
) THEN TRUE ELSE pg_try_advisory_lock(hashtext($1), hashtext($2)) END
"""
#: Who has the role stands in a row from when it begins until it gives the role back.
_HOLDER = "SELECT value FROM fact WHERE name = $1"
_BEGIN = "INSERT INTO fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_GIVE_BACK = "DELETE FROM fact WHERE name = $1 AND value = $2"
#: Whose end was waited for in the roles that the job runs within: who has lost one of its roles has stopped, and
#: would need that one again before it could act in another.
_stopped: ContextVar[frozenset[str]] = ContextVar("stopped", default=frozenset())


class Role:
    """A role as one process asks for it, in its own name."""

    def __init__(self, held: HeldConnection, role: str, process: str) -> None:
        self.name = role
        self._held = held
        self._process = process
        self._row = f"role: {role}"

    async def has(self) -> bool:
        """Tell whether this process has the lock; one that is free is taken."""
        return bool(await self._held.use(lambda connection: connection.fetchval(_HAS, _ROLES, self.name)))

    async def begin(self) -> bool:
        """Begin to act, once whoever acted before has surely stopped; False where the lock is lost meanwhile."""
        before = await self._held.use(lambda connection: connection.fetchval(_HOLDER, self._row))
        if before not in {None, self._process, *_stopped.get()}:
            log.info("the role of %s was not given back; it is taken over in %.0f s", self.name, TAKE_OVER_SECONDS)
            await asyncio.sleep(TAKE_OVER_SECONDS)
            _stopped.set(_stopped.get() | {before})
        if not await self.has():
            return False
        await self._held.use(lambda connection: connection.execute(_BEGIN, self._row, self._process))
        return True

    async def lost(self) -> None:
        """Return when this process has the lock no more, or has not been told so for too long."""
        loop = asyncio.get_running_loop()
        sure = loop.time()
        while True:
            await asyncio.sleep(min(ROLE_SECONDS, STEP_DOWN_SECONDS / 3))
            asked = loop.time()
            try:
                async with asyncio.timeout_at(sure + STEP_DOWN_SECONDS):
                    if not await self.has():
                        return
                sure = asked
            except ERRORS:
                if loop.time() >= sure + STEP_DOWN_SECONDS:
                    return

    async def give_back(self) -> None:
        """Let another process have it at once."""

        async def free(connection: asyncpg.Connection) -> None:
            await connection.execute(_GIVE_BACK, self._row, self._process)
            await connection.fetchval("SELECT pg_advisory_unlock(hashtext($1), hashtext($2))", _ROLES, self.name)

        with contextlib.suppress(*ERRORS):
            async with asyncio.timeout(STEP_DOWN_SECONDS):
                await self._held.use(free)


async def run_as(role: Role, job: Callable[[], Awaitable[None]], waiting: Callable[[], None]) -> None:
    """Run a job while this process has a role; cancel it when the role is lost, and begin again.

    Raises:
        StorageError: the database cannot be reached at the start.

    """
    said = begun = False
    stopped = _stopped.get()
    while True:
        _stopped.set(stopped)
        try:
            has = await role.has()
            if has and await role.begin():
                begun = True
                if await _run(role, job):
                    return
                log.warning("the role of %s is lost; it is asked for again", role.name)
                said = False
        except ERRORS as error:
            if not begun:
                raise from_postgresql(error, "of DATABASE_URL") from error
            has = False
        if not has and not said:
            waiting()
            said = True
        await asyncio.sleep(ROLE_SECONDS)


async def _run(role: Role, job: Callable[[], Awaitable[None]]) -> bool:
    """Run the job to its end; False where the role was lost before, and the job was cancelled."""
    losing, working = asyncio.ensure_future(role.lost()), asyncio.ensure_future(job())
    try:
        await asyncio.wait({losing, working}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            return False
        await working
        return True
    finally:
        for task in (losing, working):
            task.cancel()
        await asyncio.wait({losing, working})
        # Where it was lost another may have it by now: its row then is not ours, and its lock is not either.
        await role.give_back()
