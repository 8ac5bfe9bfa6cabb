"""Requests that are held until a GM decides: held, approved, rejected."""

import hashlib
from datetime import datetime
from uuid import uuid4

from storage.params import GenerationParams
from storage.records import Claim, Request
from storage.request_end import LeaseLostError, ready_delivery
from storage.sql_database import SqlDatabase, Transaction


async def enqueue_review(tx: Transaction, request_id: str, channel_id: str, now: datetime) -> None:
    """Enqueue a message about a held request to whoever decides, within a transaction."""
    delivery_id = str(uuid4())
    await tx.run(
        "enqueue_review",
        id=delivery_id,
        request_id=request_id,
        channel_id=channel_id,
        # Discord takes 25 characters at most, and checks it only at the send.
        nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
        now=now,
    )


class ReviewStore:
    """Hold requests for a GM, and approve or reject them."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def hold(self, claim: Claim, reason: str, now: datetime, *, review_channel: str | None) -> Request:
        """Hold a request that a worker has leased for the GM, who is asked in `review_channel` where there is one.

        Raises:
            LeaseLostError: the request is another's by now.

        """

        async def body(tx: Transaction) -> Request:
            request = await tx.one(Request, "hold_request", id=claim.request.id, token=claim.token, reason=reason)
            if request is None:
                raise LeaseLostError(claim.request.id)
            if review_channel is not None:
                await enqueue_review(tx, claim.request.id, review_channel, now)
            return request

        return await self._database.write(body)

    async def approve(
        self, request_id: str, by: str, now: datetime, *, changed: GenerationParams | None = None
    ) -> Request | None:
        """Let a held request into the queue, perhaps changed; None where somebody has decided already."""

        async def body(tx: Transaction) -> Request | None:
            request = await tx.one(
                Request,
                "approve_request",
                id=request_id,
                by=by,
                context=changed.prompt if changed else None,
                style_preferences=changed.preferences() if changed else None,
            )
            if request and changed:
                # A job that was begun for the words as they were is not what is wanted any more.
                await tx.run("close_lost", request_id=request_id, kept="", now=now)
                await tx.run("reword_image", request_id=request_id, prompt=changed.prompt)
            return request

        return await self._database.write(body)

    async def reject(self, request_id: str, code: str, sentence: str, now: datetime) -> Request | None:
        """Fail a held request and make its message due; None where it was decided already."""

        async def body(tx: Transaction) -> Request | None:
            request = await tx.one(
                Request, "reject_request", id=request_id, error_code=code, error_message=sentence, now=now
            )
            if request is None:
                return None
            await tx.run("fail_image", request_id=request_id, error_message=sentence, now=now)
            await tx.run("close_lost", request_id=request_id, kept="", now=now)
            await ready_delivery(tx, request)
            return request

        return await self._database.write(body)

    async def held(self, session_id: str, most: int = 25) -> tuple[Request, ...]:
        """Return the held requests of a session, the oldest first."""
        return await self._database.all(Request, "held_requests", session_id=session_id, most=most)

    async def reviewer(self, session_id: str) -> str | None:
        """Return the user who decides on held requests of a session."""
        return await self._database.value(str, "reviewer", session_id=session_id)
