"""Steps of the queue that are one statement here: a transaction costs one way to the server and back."""

import json
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import uuid4

from storage.bounds import AT_ONCE, UNBOUNDED, WHOLE_QUEUE, Bounds, QueueLimits, queue_locks
from storage.enqueueing import CROWDED, Enqueue, Enqueued, earlier_requests, inserted, owed_message
from storage.postgresql.transactions import PostgresqlTransaction
from storage.queue_steps import CancelledFirstError, ClaimNext, Complete
from storage.records import Claim, NewRequest, Request, columns
from storage.sql_database import Body, Step, Transaction


class Way(NamedTuple):
    """How a step is run otherwise than query by query, whether that is a single statement, and may be run twice."""

    body: Body[Any]
    alone: bool
    repeatable: bool = False


def shorter_way(step: Step[Any]) -> Way | None:
    """Return how a step is run in one statement, where it can be."""
    match step:
        case ClaimNext(only=None):
            return Way(partial(_claim, step=step), alone=True)
        case Enqueue(
            wanted=[NewRequest(review_channel=None, repeat_of=None)],
            user_limit=0,
            bounds=Bounds(queue=limits, edits=0, spendings=()),
        ):
            return Way(partial(_enqueue, step=step, limits=limits), alone=True, repeatable=True)
        case Enqueue(wanted=[NewRequest(review_channel=None)]):
            return Way(partial(_enqueue_checked, step=step), alone=False)
        case Complete(images=[_]) if step.claim.request.batch_id is None:
            return Way(partial(_complete, step=step), alone=True)
        case Complete(images=[_]):
            return Way(partial(_complete_of_batch, step=step), alone=False)
    return None


async def _enqueue_checked(tx: Transaction, step: Enqueue) -> Enqueued:
    refused = await step.refused(tx)
    return await _enqueue(tx, step, UNBOUNDED.queue) if refused is None else refused


async def _enqueue(tx: Transaction, step: Enqueue, limits: QueueLimits) -> Enqueued:
    new = step.wanted[0]
    message = owed_message(new, step.channel_id or "")
    row = await cast("PostgresqlTransaction", tx).row_behind_locks(
        [("user", new.user_id), *queue_locks(new, limits), WHOLE_QUEUE],
        "enqueue_with_message",
        most=limits.most,
        of_user=limits.user,
        of_session=limits.session,
        of_all=limits.everybody,
        at_once=AT_ONCE,
        channel_id=step.channel_id,
        delivery_id=message["id"],
        kind=message["kind"],
        nonce=message["nonce"],
        **inserted(new),
    )
    if row["id"] is not None:
        return Enqueued((Request.from_row(row),), fresh=True, position=row["position"])
    if (own := await tx.one(Request, "request_by_id", id=new.id)) is not None:
        return Enqueued((own,), fresh=True, position=await tx.value(int, "position_in_queue", id=new.id) or 0)
    earlier = await earlier_requests(tx, new.session_id, new.user_id, new.idempotency_key)
    return Enqueued(earlier, fresh=False) if earlier else CROWDED


async def _claim(tx: Transaction, step: ClaimNext) -> Claim | None:
    rows = await tx.rows(
        "claim_and_begin",
        busy=json.dumps(list(step.busy)),
        usual_provider=step.usual,
        token=step.token,
        expires_at=step.expires_at,
        now=step.now,
        image_id=str(uuid4()),
    )
    return Claim(Request.from_row(rows[0]), step.token, rows[0]["image_id"]) if rows else None


async def _complete_of_batch(tx: Transaction, step: Complete) -> Request:
    await tx.alone("batch", cast("str", step.claim.request.batch_id))
    return await _complete(tx, step)


async def _complete(tx: Transaction, step: Complete) -> Request:
    claim, end = step.claim, step.end
    request = await tx.one(
        Request,
        "complete_with_one",
        request_id=claim.request.id,
        token=claim.token,
        notes=end.notes,
        now=end.at,
        attempt_id=end.call and end.call.attempt_id,
        call_cost=end.call and end.call.cost,
        **columns(step.images[0]),
    )
    if request is not None:
        return request
    # Nothing was written, and why is in the row.
    wanted = await tx.value(bool, "is_cancel_wanted", id=claim.request.id, token=claim.token)
    if wanted:
        raise CancelledFirstError(claim.request.id)
    return await step.done_before(tx)
