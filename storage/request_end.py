"""How a leased request ends: its row, the rows of its calls and its message, in the transaction of whoever ends it."""

from dataclasses import dataclass
from datetime import datetime

from storage.attempts import CompletedCall
from storage.records import COMPLETED, Claim, Request
from storage.sql_database import Transaction


class LeaseLostError(Exception):
    """Tell a worker that its lease is over: the request is another's, or done, and its result is not wanted."""


@dataclass(frozen=True, slots=True)
class RequestEnd:
    """What the end of a request sets in its row, and the call that was paid, whether or not there is an image."""

    status: str
    at: datetime
    code: str | None = None
    sentence: str | None = None
    result_image_id: str | None = None
    notes: str | None = None
    call: CompletedCall | None = None


async def end_request(tx: Transaction, claim: Claim, end: RequestEnd) -> Request:
    """End a request, close the rows of its calls, and make its message due.

    Raises:
        LeaseLostError: the request is another's by now.

    """
    ended = await end_row(tx, claim, end)
    await close_calls(tx, claim, end)
    await ready_delivery(tx, ended)
    return ended


async def ready_delivery(tx: Transaction, ended: Request) -> None:
    """Make the message of a request that has ended due; that of a batch, where it was the last one."""
    if ended.batch_id is not None:
        # Of two that end at once each would take the other for unfinished.
        await tx.alone("batch", ended.batch_id)
    await tx.run("ready_delivery", request_id=ended.id)


async def end_row(tx: Transaction, claim: Claim, end: RequestEnd) -> Request:
    """End the request's own row alone; raises as `end_request` does."""
    ended = await tx.one(
        Request,
        "finish_request",
        id=claim.request.id,
        token=claim.token,
        status=end.status,
        result_image_id=end.result_image_id,
        error_code=end.code,
        error_message=end.sentence,
        notes=end.notes,
        now=end.at,
    )
    if ended is None:
        raise LeaseLostError(claim.request.id)
    return ended


async def close_calls(tx: Transaction, claim: Claim, end: RequestEnd) -> None:
    """Close the row of the call that was completed, and, as lost, whatever is open beside it."""
    if end.call is not None:
        await tx.run(
            "close_attempt",
            id=end.call.attempt_id,
            outcome=COMPLETED,
            error_message=None,
            cost=end.call.cost,
            now=end.at,
        )
    await tx.run("close_lost", request_id=claim.request.id, kept="", now=end.at)
