"""How requests come into the queue, in the words of any database: all that were asked for together, or none."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from storage.bounds import UNBOUNDED, Bounds
from storage.records import NewRequest, Request
from storage.reviews import enqueue_review
from storage.sql_database import Step, Transaction


class Enqueued(NamedTuple):
    """What became of requests that were to be enqueued: their rows, whether they are new, how many wait before them.

    There is no row where the user is over the limit, where a repeat of the same runs already (`repeating`), or where
    others have taken what room there was (`crowded`).
    """

    requests: tuple[Request, ...]
    fresh: bool
    position: int = 0
    repeating: bool = False
    crowded: bool = False


CROWDED = Enqueued((), fresh=False, crowded=True)


@dataclass(frozen=True, slots=True)
class Enqueue(Step[Enqueued]):
    """Insert requests of one user, all or none, and, for a channel, one message to it about all of them."""

    wanted: Sequence[NewRequest]
    channel_id: str | None
    user_limit: int
    bounds: Bounds = UNBOUNDED

    async def run(self, tx: Transaction) -> Enqueued:
        """Return the rows, or what speaks against them."""
        if (refused := await self.refused(tx)) is not None:
            return refused
        first = self.wanted[0]
        rows = [await _insert(tx, new) for new in self.wanted]
        if self.channel_id is not None:
            await tx.run("enqueue_delivery", **owed_message(first, self.channel_id))
        position = await tx.value(int, "position_in_queue", id=first.id) or 0
        return Enqueued(tuple(rows), fresh=True, position=position)

    async def refused(self, tx: Transaction) -> Enqueued | None:
        """Return what speaks against inserting them; None where nothing does."""
        first = self.wanted[0]
        await tx.alone("user", first.user_id)
        if earlier := await earlier_requests(tx, first.session_id, first.user_id, first.idempotency_key):
            return Enqueued(earlier, fresh=False)
        if first.repeat_of is not None:
            await tx.alone("repeat", first.repeat_of)
            if await tx.value(bool, "repeat_runs", repeat_of=first.repeat_of, session_id=first.session_id):
                return Enqueued((), fresh=False, repeating=True)
        if self.user_limit:
            since = first.created_at - timedelta(hours=1)
            spent = await tx.value(int, "spent_since", user_id=first.user_id, since=since) or 0
            if spent + len(self.wanted) > self.user_limit:
                return Enqueued((), fresh=False)
        return None if await self.bounds.have_room(tx, self.wanted) else CROWDED


def inserted(new: NewRequest) -> dict[str, Any]:
    """Return the values of a new row."""
    return {
        "id": new.id,
        "session_id": new.session_id,
        "user_id": new.user_id,
        "request_type": new.params.type,
        "context": new.params.prompt,
        "style_preferences": new.params.preferences(),
        "priority": new.params.priority,
        "created_at": new.created_at,
        "batch_id": new.batch_id,
        "parent_id": new.params.parent_id,
        "visibility": new.params.visibility,
        "idempotency_key": new.idempotency_key,
        "body_hash": new.body_hash,
        "notes": json.dumps(new.notes),
        "approved_by": new.approved_by,
        "held_reason": new.held_reason,
        "repeat_of": new.repeat_of,
    }


def owed_message(new: NewRequest, channel_id: str) -> dict[str, Any]:
    """Return the values of the row of the message that is owed for a request."""
    delivery_id = str(uuid4())
    return {
        "id": delivery_id,
        "kind": "result",
        "request_id": new.id,
        "channel_id": channel_id,
        # Discord takes 25 characters at most, and checks it only at the send.
        "nonce": hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
        "now": new.created_at,
    }


async def earlier_requests(tx: Transaction, session_id: str, user_id: str, key: str | None) -> tuple[Request, ...]:
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
    request = await tx.one(Request, "enqueue_request", **inserted(new))
    assert request is not None  # noqa: S101  # INSERT … RETURNING returns its row
    if new.review_channel is not None:
        await enqueue_review(tx, new.id, new.review_channel, new.created_at)
    return request
