"""Which leases are lost: told by locks and by a clock that only runs forward.

The wall clock of a row says when, to whoever reads it; it may be set, by an hour as well, while a request is painted.
"""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from generation.clock import monotonic
from storage.process_locks import OwnerLocks, OwnerState
from storage.queue import LEASE
from storage.records import Request

if TYPE_CHECKING:
    from datetime import datetime


#: A lease of a process that lives and has not renewed it for so long is told to the operator, in seconds.
SILENT_SECONDS = 120.0


class LeaseWatch:
    """Find leases whose holder is gone, and those whose holder lives and does nothing.

    A lease of this process is lost where nobody here works on it, one of another where that process is dead. Where
    that cannot be told, it is lost when it was not renewed for `LEASE` while this process looked on.
    """

    def __init__(self, owners: OwnerLocks, held: Container[str]) -> None:
        self._owners = owners
        self._held = held
        self._renewed: dict[str, tuple[datetime | None, float]] = {}

    def lost(self, leased: Sequence[Request]) -> list[Request]:
        """Return those of the leased requests whose lease is lost."""
        tokens = {request.lease_token for request in leased}
        self._renewed = {token: seen for token, seen in self._renewed.items() if token in tokens}
        return [request for request in leased if self._is_lost(request, request.lease_token or "")]

    def silent(self, leased: Sequence[Request]) -> list[Request]:
        """Return those of the leased requests whose process lives and has not renewed their lease for very long."""
        return [
            request
            for request in leased
            if not self._is_ours(request.lease_token or "")
            and self._silent_seconds(request, request.lease_token or "") >= SILENT_SECONDS
            and self._owners.owner_state(request.lease_token or "") is OwnerState.ALIVE
        ]

    def _is_lost(self, request: Request, token: str) -> bool:
        if self._is_ours(token):
            return token not in self._held
        silent = self._silent_seconds(request, token)
        state = self._owners.owner_state(token)
        return state is OwnerState.DEAD or (state is OwnerState.UNKNOWN and silent >= LEASE.total_seconds())

    def _is_ours(self, token: str) -> bool:
        return token.partition(":")[0] == self._owners.name

    def _silent_seconds(self, request: Request, token: str) -> float:
        """Return for how long a lease was not renewed while this process looked on."""
        renewed, since = self._renewed.get(token, (None, 0.0))
        if token not in self._renewed or renewed != request.lease_expires_at:
            self._renewed[token] = request.lease_expires_at, monotonic()
            return 0.0
        return monotonic() - since
