"""Locks of processes: the owner of a lease lives as long as its file lock is taken.

After a crash the leases of the dead process need not run out: its lock is free, so what it held goes back to the queue
as soon as the next process looks. A process that was suspended holds its lock, however long it is silent. Only of one
whose lock cannot be looked at is nothing known.
"""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import Awaitable, Callable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from storage.errors import from_os

#: How often, in seconds, it is looked whether a role is free.
ROLE_SECONDS = 1.0


class OwnerState(Enum):
    """What is known of the process that took a lease."""

    ALIVE = auto()
    DEAD = auto()
    UNKNOWN = auto()


class OwnerLocks(Protocol):
    """What a process knows of the owners of leases, and the roles that it may hold alone."""

    @property
    def name(self) -> str:
        """Return the name in which this process takes leases."""
        ...

    async def look(self) -> None:
        """Learn who lives, after the leases in question were read and before it is asked whose owner does."""
        ...

    def owner_state(self, lease_token: str) -> OwnerState:
        """Return what is known of the process that took this lease."""
        ...

    def process_id(self, lease_token: str) -> str:
        """Return which process took this lease, for people; empty where it is not known."""
        ...

    async def run_as(self, role: str, job: Callable[[], Awaitable[None]], *, waiting: Callable[[], None]) -> None:
        """Run a job in a role that one process may have at a time; wait for the role, having said so by `waiting`.

        Where the role is lost meanwhile the job is cancelled, before another process begins, and is begun again when
        the role is had again.
        """
        ...


class ProcessLocks:
    """The locked name of this process, and whether the owner of a lease lives."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self.name = name

    async def look(self) -> None:
        """Do nothing: the files are looked at when it is asked."""

    def owner_state(self, lease_token: str) -> OwnerState:
        """Return what is known of the process that took this lease."""
        owner = lease_token.partition(":")[0]
        if owner == self.name:
            return OwnerState.ALIVE
        path = self._folder / f"{owner}.lock"
        try:
            handle = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return OwnerState.DEAD
        except OSError:
            return OwnerState.UNKNOWN
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return OwnerState.ALIVE
        except OSError:
            # A file system without locks.
            return OwnerState.UNKNOWN
        else:
            path.unlink(missing_ok=True)
            return OwnerState.DEAD
        finally:
            os.close(handle)

    def process_id(self, lease_token: str) -> str:
        """Return the number of the process that took this lease, for people; empty where it is not known."""
        owner = lease_token.partition(":")[0]
        try:
            return (self._folder / f"{owner}.lock").read_text()
        except OSError:
            return ""

    async def run_as(self, role: str, job: Callable[[], Awaitable[None]], *, waiting: Callable[[], None]) -> None:
        """Run a job in a role that one process may have at a time; wait for the role, having said so by `waiting`.

        A file's lock is held for as long as the process lives.

        Raises:
            StorageError: the folder cannot be written.

        """
        try:
            handle = os.open(self._folder / f"{role}.role", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise from_os(error, str(self._folder)) from error
        try:
            if not _try_lock(handle):
                waiting()
                while not _try_lock(handle):  # noqa: ASYNC110  # nobody tells when a lock is free
                    await asyncio.sleep(ROLE_SECONDS)
            await job()
        finally:
            os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def living_processes(folder: Path) -> list[str]:
    """Return the numbers of the processes that have a locked name in `folder`."""
    locks = ProcessLocks(folder, "")
    names = [path.stem for path in sorted(folder.glob("*.lock"))]
    return [locks.process_id(name) or "?" for name in names if locks.owner_state(name) is OwnerState.ALIVE]


@contextlib.contextmanager
def lock_process(folder: Path) -> Iterator[ProcessLocks]:
    """Lock a fresh name in `folder` for this process, for as long as the block runs.

    Raises:
        StorageError: the folder cannot be written.

    """
    name = uuid4().hex[:12]
    path = folder / f"{name}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with contextlib.suppress(OSError):
            # For people alone: on a full disk the lock is as good without it.
            os.write(handle, str(os.getpid()).encode())
        yield ProcessLocks(folder, name)
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)
