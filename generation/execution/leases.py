"""Which leases are lost, and which delays are over: told by locks and by a clock that only runs forward.

The wall clock of a row says when, to whoever reads it; it may be set, by an hour as well, while a request is painted.
"""

import time
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta

from generation.clock import now
from storage.process_locks import OwnerState, ProcessLocks
from storage.queue import LEASE
from storage.records import Request

#: No delay is longer; one that seems to be was noted before the clock was set back.
LONGEST_DELAY = timedelta(hours=1)


class LeaseWatch:
    """Find leases whose holder is gone.

    A lease of this process is lost where nobody here works on it, one of another where that process is dead. Where
    that cannot be told, it is lost when it was not renewed for `LEASE` while this process looked on.
    """

    def __init__(self, owners: ProcessLocks, held: Container[str]) -> None:
        self._owners = owners
        self._held = held
        self._renewed: dict[str, tuple[datetime | None, float]] = {}

    def lost(self, leased: Sequence[Request]) -> list[Request]:
        """Return those of the leased requests whose lease is lost."""
        tokens = {request.lease_token for request in leased}
        self._renewed = {token: seen for token, seen in self._renewed.items() if token in tokens}
        return [request for request in leased if self._is_lost(request, request.lease_token or "")]

    def _is_lost(self, request: Request, token: str) -> bool:
        if token.partition(":")[0] == self._owners.name:
            return token not in self._held
        state = self._owners.owner_state(token)
        if state is not OwnerState.UNKNOWN:
            return state is OwnerState.DEAD
        renewed, since = self._renewed.get(token, (None, 0.0))
        if token not in self._renewed or renewed != request.lease_expires_at:
            self._renewed[token] = request.lease_expires_at, time.monotonic()
            return False
        return time.monotonic() - since >= LEASE.total_seconds()


class DelayWatch:
    """Tell when delayed requests are due; how long each has to wait is worked out once, when it is first seen."""

    def __init__(self) -> None:
        self._due: dict[tuple[str, datetime], float] = {}

    def see(self, delayed: Mapping[str, datetime]) -> None:
        """Take note of all requests that are delayed, and until when."""
        here = now()
        self._due = {
            (request_id, until): self._due.get((request_id, until), time.monotonic() + _seconds(until - here))
            for request_id, until in delayed.items()
        }

    def seconds(self) -> float | None:
        """Return how long the next one has to wait; None where none is delayed."""
        return max(0.0, min(self._due.values()) - time.monotonic()) if self._due else None

    def due(self) -> list[str]:
        """Return the ids of those that have waited long enough."""
        return [request_id for (request_id, _), due in self._due.items() if due <= time.monotonic()]


def _seconds(wait: timedelta) -> float:
    return min(max(wait, timedelta(0)), LONGEST_DELAY).total_seconds()
