"""Requests as users see them: enqueue them, read their state, position and pace."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from storage.records import NewRequest, Request
from storage.reviews import enqueue_review
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


class Enqueued(NamedTuple):
    """What became of requests that were to be enqueued: their rows, whether they are new, how many wait before them.

    There is no row where the user is over the limit, or where a repeat of the same runs already (`repeating`).
    """

    requests: tuple[Request, ...]
    fresh: bool
    position: int = 0
    repeating: bool = False


class RequestStore:
    """Insert into the table `image_generation`, and read it."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def enqueue(self, wanted: Sequence[NewRequest], *, channel_id: str | None, user_limit: int) -> Enqueued:
        """Insert requests of one user, all or none, and, for a channel, one message to it about all of them.

        The first one's idempotency key is that of all, and the message is about it; a held one is put before the
        reviewer, too.

        Returns:
            The new rows and the first one's position; the earlier rows where the idempotency key was used before; no
            row where a repeat of the same runs already, or where the user has had too many images in the last hour to
            have all of these (`user_limit` 0: no limit).

        """
        first = wanted[0]

        async def body(tx: Transaction) -> Enqueued:
            await tx.alone("user", first.user_id)
            if earlier := await _earlier(tx, first.session_id, first.user_id, first.idempotency_key):
                return Enqueued(earlier, fresh=False)
            if first.repeat_of is not None:
                await tx.alone("repeat", first.repeat_of)
            if first.repeat_of is not None and await tx.value(
                bool, "repeat_runs", repeat_of=first.repeat_of, session_id=first.session_id
            ):
                return Enqueued((), fresh=False, repeating=True)
            if user_limit:
                since = first.created_at - timedelta(hours=1)
                spent = await tx.value(int, "spent_since", user_id=first.user_id, since=since) or 0
                if spent + len(wanted) > user_limit:
                    return Enqueued((), fresh=False)
            rows = [await _insert(tx, new) for new in wanted]
            if channel_id is not None:
                await _enqueue_result(tx, first, channel_id)
            position = await tx.value(int, "position_in_queue", id=first.id) or 0
            return Enqueued(tuple(rows), fresh=True, position=position)

        return await self._database.write(body)

    async def of_key(self, session_id: str, user_id: str, key: str | None) -> tuple[Request, ...]:
        """Return what a user has asked for with an idempotency key before."""
        if key is None:
            return ()
        return await self._database.read(lambda tx: _earlier(tx, session_id, user_id, key))

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


async def _earlier(tx: Transaction, session_id: str, user_id: str, key: str | None) -> tuple[Request, ...]:
    """Return what the user has asked for with the same idempotency key before."""
    if key is None:
        return ()
    earlier = await tx.one(Request, "request_by_key", session_id=session_id, user_id=user_id, idempotency_key=key)
    if earlier is None:
        return ()
    if earlier.batch_id is None:
        return (earlier,)
    return await tx.all(Request, "requests_of_batch", batch_id=earlier.batch_id)


async def _insert(tx: Transaction, new: NewRequest) -> Request:
    request = await tx.one(
        Request,
        "enqueue_request",
        id=new.id,
        session_id=new.session_id,
        user_id=new.user_id,
        request_type=new.params.type,
        context=new.params.prompt,
        style_preferences=new.params.preferences(),
        priority=new.params.priority,
        created_at=new.created_at,
        batch_id=new.batch_id,
        parent_id=new.params.parent_id,
        visibility=new.params.visibility,
        idempotency_key=new.idempotency_key,
        body_hash=new.body_hash,
        notes=json.dumps(new.notes),
        approved_by=new.approved_by,
        held_reason=new.held_reason,
        repeat_of=new.repeat_of,
    )
    assert request is not None  # noqa: S101  # INSERT … RETURNING returns its row
    if new.review_channel is not None:
        await enqueue_review(tx, new.id, new.review_channel, new.created_at)
    return request


async def _enqueue_result(tx: Transaction, new: NewRequest, channel_id: str) -> None:
    delivery_id = str(uuid4())
    await tx.run(
        "enqueue_delivery",
        id=delivery_id,
        kind="result",
        request_id=new.id,
        channel_id=channel_id,
        # Discord takes 25 characters at most, and checks it only at the send.
        nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
        now=new.created_at,
    )
