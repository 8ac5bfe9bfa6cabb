"""Owners of leases as advisory locks of the connection that a process holds: the server frees those of the dead."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import asyncpg

from storage.postgresql.errors import ERRORS
from storage.postgresql.held_connection import HeldConnection
from storage.postgresql.roles import Role, run_as
from storage.process_locks import OwnerState

#: After the server or the way to it was away, the others are given so long to lock their names again.
RELOCK_SECONDS = 15.0
#: A name that was locked a moment ago may only be between two connections: its process is dead after so many seconds.
ABSENT_SECONDS = 2.0
#: What the connection of a process that holds a name is called, before its number and machine.
_PROCESS = "scene-visualizer "
_LIVING = """
SELECT (lock.classid::bigint << 32) | lock.objid::bigint AS number, session.application_name AS process
FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session ON session.pid = lock.pid
WHERE lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1
  AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_YOUNG = "SELECT pg_postmaster_start_time() > clock_timestamp() - make_interval(secs => $1)"


class AdvisoryLocks:
    """The locked name of this process, and whether the owner of a lease lives, as of the last `look`."""

    def __init__(self, held: HeldConnection, name: str) -> None:
        self._held = held
        self.name = name
        self._living: dict[str, str] = {}
        #: When names that were locked before were first found free, by the loop's clock.
        self._absent: dict[str, float] = {}
        #: Whether all who live can have locked their names by then.
        self._certain = False

    async def look(self) -> None:
        """Learn who lives. A lease that was read before has an owner who had locked their name by then."""
        try:
            rows, young = await self._held.use(self._ask)
        except ERRORS:
            self._certain = False
            return
        before, now = self._living, asyncio.get_running_loop().time()
        self._living = {f"{row['number']:012x}": row["process"] or "" for row in rows}
        self._absent |= dict.fromkeys(before.keys() - self._living.keys(), now)
        self._absent = {
            name: since
            for name, since in self._absent.items()
            if name not in self._living and now - since < ABSENT_SECONDS
        }
        renewed = self._held.renewed_at
        recent = renewed is not None and now - renewed < RELOCK_SECONDS
        self._certain = not (young or recent)

    async def _ask(self, connection: asyncpg.Connection) -> tuple[list[asyncpg.Record], bool]:
        rows = await connection.fetch(_LIVING)
        young = self._held.renewed_at is not None and await connection.fetchval(_YOUNG, RELOCK_SECONDS)
        return rows, bool(young)

    def owner_state(self, lease_token: str) -> OwnerState:
        """Return what is known of the process that took this lease."""
        owner = lease_token.partition(":")[0]
        if owner == self.name or owner in self._living:
            return OwnerState.ALIVE
        return OwnerState.DEAD if self._certain and owner not in self._absent else OwnerState.UNKNOWN

    def process_id(self, lease_token: str) -> str:
        """Return machine and number of the process that took this lease, for people; empty where it is not known."""
        return self._living.get(lease_token.partition(":")[0], "").removeprefix(_PROCESS)

    async def run_as(self, role: str, job: Callable[[], Awaitable[None]], *, waiting: Callable[[], None]) -> None:
        """Run a job in a role that one process may have at a time (see `storage.postgresql.roles`).

        Raises:
            StorageError: the database cannot be reached.

        """
        await run_as(Role(self._held, role, self.name), job, waiting)


async def living_processes(connection: asyncpg.Connection) -> list[str]:
    """Return number and machine of the processes that have a locked name."""
    processes = [row["process"] or "" for row in await connection.fetch(_LIVING)]
    return sorted({name.removeprefix(_PROCESS) for name in processes if name.startswith(_PROCESS)})


@contextlib.asynccontextmanager
async def lock_name(held: HeldConnection) -> AsyncIterator[AdvisoryLocks]:
    """Lock a fresh name for this process, for as long as the block runs."""
    name = uuid4().hex[:12]

    async def lock(connection: asyncpg.Connection) -> None:
        process = f"{_PROCESS}{os.getpid()} on {socket.gethostname()}"
        await connection.execute("SELECT set_config('application_name', $1, false)", process)
        await connection.execute("SELECT pg_advisory_lock($1)", int(name, 16))

    async def unlock(connection: asyncpg.Connection) -> None:
        await connection.execute("SELECT pg_advisory_unlock($1)", int(name, 16))

    await held.put_on(lock)
    try:
        yield AdvisoryLocks(held, name)
    finally:
        await held.take_off(lock)
        with contextlib.suppress(*ERRORS):
            await held.use(unlock)
