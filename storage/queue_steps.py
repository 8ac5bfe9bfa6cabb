"""The two transactions that every request goes through, in the words of any database: claimed, and completed.

A database may have a shorter way for one of them (`storage.postgresql.one_statement`); what it does is the same.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.attempts import CompletedCall
from storage.records import COMPLETED, Claim, CompletedImage, Request, columns
from storage.request_end import LeaseLostError, RequestEnd, end_request
from storage.sql_database import Step, Transaction


class CancelledFirstError(Exception):
    """Tell a worker that the request was cancelled before its image was committed: it is not wanted."""


@dataclass(frozen=True, slots=True)
class ClaimNext(Step[Claim | None]):
    """Lease the first request in the fair order, or the one whose id is `only`, and insert its pending image.

    Requests for providers that are `busy` are left; the `usual` provider is that of requests that want none.
    """

    token: str
    expires_at: datetime
    now: datetime
    only: str | None
    busy: Collection[str]
    usual: str

    async def run(self, tx: Transaction) -> Claim | None:
        """Return the claim; None where nothing waits."""
        query = "claim" if self.only is None else "claim_one"
        request = await tx.one(
            Request,
            query,
            id=self.only,
            busy=json.dumps(list(self.busy)),
            usual_provider=self.usual,
            token=self.token,
            expires_at=self.expires_at,
            now=self.now,
        )
        if request is None:
            return None
        await tx.run("advance_clock", id=request.id)
        return Claim(request, self.token, await _begin_image(tx, request, self.now))


@dataclass(frozen=True, slots=True)
class Complete(Step[Request]):
    """End a request with its images, give each the next `seq` of the gallery, and make its message due."""

    claim: Claim
    images: Sequence[CompletedImage]
    now: datetime
    notes: Sequence[str]
    call: CompletedCall | None

    @property
    def end(self) -> RequestEnd:
        """Return what this sets in the request's row."""
        said = json.dumps([*self.claim.request.notes, *self.notes])
        return RequestEnd(COMPLETED, self.now, result_image_id=self.images[0].id, notes=said, call=self.call)

    async def run(self, tx: Transaction) -> Request:
        """Return the ended request.

        Raises:
            LeaseLostError: the request is another's by now.
            CancelledFirstError: its user has cancelled it.

        """
        try:
            request = await end_request(tx, self.claim, self.end)
        except LeaseLostError:
            return await self.done_before(tx)
        if request.cancel_requested:
            raise CancelledFirstError(request.id)
        for index, image in enumerate(self.images):
            if index:
                await _begin_image(tx, request, self.now, image_id=image.id, index=index)
            seq = await tx.value(int, "next_seq", session_id=request.session_id, visibility=request.visibility)
            await tx.run("complete_image", seq=seq, now=self.now, **columns(image))
        return request

    async def done_before(self, tx: Transaction) -> Request:
        """Return the request where these images have completed it already: the answer to that was lost on the way.

        Raises:
            LeaseLostError: they have not.

        """
        # Two who paint the same name their files differently.
        done = await tx.one(Request, "completed_with", id=self.claim.request.id, image_url=self.images[0].image_url)
        if done is None:
            raise LeaseLostError(self.claim.request.id)
        return done


async def _begin_image(
    tx: Transaction, request: Request, now: datetime, *, image_id: str | None = None, index: int = 0
) -> str:
    params = request.params
    begun = await tx.value(
        str,
        "begin_image",
        id=image_id or str(uuid4()),
        index=index,
        session_id=request.session_id,
        user_id=request.user_id,
        prompt=params.prompt,
        provider=params.provider_name or "",
        now=now,
        request_id=request.id,
        type=params.type,
        style=params.style,
        visibility=params.visibility,
        parent_id=params.parent_id,
    )
    assert begun is not None  # noqa: S101  # an upsert with RETURNING returns its row
    return begun
