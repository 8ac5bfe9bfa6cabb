"""Requests as users see them: enqueue them, read their state, position and pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.bounds import UNBOUNDED, Bounds, OpenCounts, QueueLimits, count_open
from storage.enqueueing import Enqueue, Enqueued, earlier_requests
from storage.records import NewRequest, Request
from storage.sql_database import SqlDatabase, Transaction

#: So many of a provider's last images are looked at to tell how long it takes.
LAST = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """A provider's last images, newest first (seconds, width and height of each), and how many are painted now.

    `begun` tells whether the request that is asked about is among those.
    """

    last: tuple[tuple[float, int, int], ...]
    at_once: int
    begun: bool = False


class RequestStore:
    """Insert into the table `image_generation`, and read it."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def enqueue(
        self, wanted: Sequence[NewRequest], *, channel_id: str | None, user_limit: int = 0, bounds: Bounds = UNBOUNDED
    ) -> Enqueued:
        """Insert requests of one user, all or none, and, for a channel, one message to it about all of them.

        The first one's idempotency key is that of all, and the message is about it; a held one is put before the
        reviewer, too.

        Returns:
            The new rows and the first one's position; the earlier rows where the idempotency key was used before; no
            row where a repeat of the same runs already, where the user has had too many images in the last hour to
            have all of these (`user_limit` 0: no limit), or where the bounds have no room for them.

        """
        return await self._database.perform(Enqueue(wanted, channel_id, user_limit, bounds))

    async def of_key(self, session_id: str, user_id: str, key: str | None) -> tuple[Request, ...]:
        """Return what a user has asked for with an idempotency key before."""
        if key is None:
            return ()
        return await self._database.read(lambda tx: earlier_requests(tx, session_id, user_id, key))

    async def unchecked_of_batch(self, batch_id: str) -> tuple[Request, ...]:
        """Return the requests of a batch, in the order in which they were asked for."""
        return await self._database.all(Request, "requests_of_batch", batch_id=batch_id)

    async def unchecked_order(self, most: int) -> tuple[str, ...]:
        """Return the ids of those who wait, the next one first, `most` at most."""
        return await self._database.column(str, "queue_order", most=most)

    async def pace(self, provider: str, request_id: str) -> Pace:
        """Return how long a provider's last images took, and how many are painted now."""

        async def body(tx: Transaction) -> Pace:
            rows = await tx.rows("last_times", provider=provider, most=LAST)
            (now,) = await tx.rows("painting_now", request_id=request_id)
            last = tuple((row["generation_time"], row["width"] or 0, row["height"] or 0) for row in rows)
            return Pace(last, now["at_once"], bool(now["begun"]))

        return await self._database.read(body)

    async def spent(self, user_id: str, now: datetime) -> int:
        """Count what counts against the user's hourly limit."""
        return await self._database.value(int, "spent_since", user_id=user_id, since=now - timedelta(hours=1)) or 0

    async def edits(self, user_id: str, now: datetime) -> int:
        """Count the edits of pixels that the user has asked for within an hour."""
        return await self._database.value(int, "edits_since", user_id=user_id, since=now - timedelta(hours=1)) or 0

    async def unchecked_get(self, request_id: str) -> Request | None:
        """Return a request by its id, whoever may know of it."""
        return await self._database.one(Request, "request_by_id", id=request_id)

    async def unchecked_last_provider(self, request_id: str) -> str | None:
        """Return the provider that was called last for a request."""
        return await self._database.value(str, "last_asked", request_id=request_id)

    async def position(self, request_id: str) -> int:
        """Count who is before a waiting request; 0 where it waits no more."""
        return await self._database.value(int, "position_in_queue", id=request_id) or 0

    async def counts(self) -> dict[str, int]:
        """Count the requests that are not done, by status."""
        return {row["status"]: row["requests"] for row in await self._database.rows("queue_counts")}

    async def oldest_queued(self) -> datetime | None:
        """Return since when the oldest queued request waits."""
        return await self._database.value(datetime, "oldest_queued")

    async def open_counts(self, session_id: str, user_id: str, limits: QueueLimits) -> OpenCounts:
        """Count the requests that wait, for the GM's word as well, or are painted, as far as the limits want it."""
        return await self._database.read(lambda tx: count_open(tx, session_id, user_id, limits))

    async def first_open(self, *, session_id: str | None = None, user_id: str | None = None) -> Request | None:
        """Return which request of a session, of a user or of all will be done first, as far as one can tell."""
        return await self._database.one(Request, "first_open", session_id=session_id, user_id=user_id)

    async def open_requests(self, session_id: str, *, sees_secrets: bool, most: int = 25) -> tuple[Request, ...]:
        """Return the requests of a session that are not done, fairest first, as far as the viewer may know of them."""
        return await self._database.all(
            Request, "open_requests", session_id=session_id, sees_secrets=sees_secrets, most=most
        )

    async def limit_ends(self, user_id: str, now: datetime) -> datetime | None:
        """Return when the oldest picture that counts against the user's hourly limit stops counting."""
        hour = timedelta(hours=1)
        oldest = await self._database.value(datetime, "oldest_spent_since", user_id=user_id, since=now - hour)
        return oldest + hour if oldest else None
