"""The queue as workers use it: claim, heartbeat, complete, fail, delay; each is one durable transaction."""

import contextlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from storage.attempts import CompletedCall
from storage.errors import StorageError
from storage.held_leases import HeldLeases
from storage.queue_steps import ClaimNext, Complete
from storage.records import CANCELLED, FAILED, Claim, CompletedImage, Request
from storage.request_end import LeaseLostError, RequestEnd, close_calls, end_request, end_row, ready_delivery
from storage.sql_database import SqlDatabase, Transaction

#: A worker renews its lease three times in so long. Where nobody can be asked whether its process lives, its request is
#: given to another when it was not renewed for as long.
LEASE = timedelta(seconds=30)


class QueueStore:
    """Lease, renew and end requests in the name of `owner`; to enqueue and read them is for `RequestStore`."""

    def __init__(self, database: SqlDatabase, owner: str) -> None:
        self._database = database
        self.held = HeldLeases(owner)

    async def claim(
        self, now: datetime, *, only: str | None = None, busy: Collection[str] = (), usual: str = ""
    ) -> Claim | None:
        """Lease the first request in the fair order, or the one whose id is `only`, and insert its pending image.

        Requests for providers that are `busy` are left; the `usual` provider is that of requests that want none. The
        claim is `held` until it is let go.
        """

        def step(token: str) -> ClaimNext:
            return ClaimNext(token, now + LEASE, now, only, busy, usual)

        return await self.held.take(lambda token: self._database.perform(step(token)))

    async def heartbeat(self, claim: Claim, now: datetime) -> bool:
        """Renew the lease of a request and return whether its cancellation was asked for.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        cancelled = await self._database.value(
            bool, "extend_lease", id=claim.request.id, token=claim.token, expires_at=now + LEASE
        )
        if cancelled is None:
            raise LeaseLostError(claim.request.id)
        return cancelled

    async def complete(
        self,
        claim: Claim,
        images: Sequence[CompletedImage],
        now: datetime,
        *,
        notes: Sequence[str] = (),
        call: CompletedCall | None = None,
    ) -> Request:
        """Complete a request with its images, give each the next `seq` of the gallery, and make its message due.

        The first picture is the one that was begun at the claim; `notes` are added to those of the request. The row of
        the `call` that made them is closed with it.

        Raises:
            LeaseLostError: the request is another's by now; nothing was written.
            CancelledFirstError: its user has cancelled it; nothing was written.

        """
        return await self._database.perform(Complete(claim, images, now, notes, call))

    async def fail(
        self, claim: Claim, code: str, sentence: str, now: datetime, *, call: CompletedCall | None = None
    ) -> Request:
        """Fail a request and make the message that says why due; `call` is one that was paid all the same.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        return await self._end_without_image(claim, RequestEnd(FAILED, now, code, sentence, call=call))

    async def fail_row(
        self, claim: Claim, code: str, sentence: str, now: datetime, *, call: CompletedCall | None = None
    ) -> Request:
        """Fail a request where the database is damaged: first its own row, then what else still can be written.

        Raises:
            LeaseLostError: the request is another's by now.
            StorageError: its row cannot be written.

        """
        end = RequestEnd(FAILED, now, code, sentence, call=call)
        request = await self._database.write(lambda tx: end_row(tx, claim, end))
        with contextlib.suppress(StorageError):
            await self._database.write(lambda tx: close_calls(tx, claim, end))
        with contextlib.suppress(StorageError):
            await self._database.write(lambda tx: ready_delivery(tx, request))
        return request

    async def end_cancelled(
        self, claim: Claim, sentence: str, now: datetime, *, call: CompletedCall | None = None
    ) -> Request:
        """End a running request because somebody asked for it; `call` is one that was paid all the same.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        return await self._end_without_image(claim, RequestEnd(CANCELLED, now, "cancelled", sentence, call=call))

    async def _end_without_image(self, claim: Claim, end: RequestEnd) -> Request:
        async def body(tx: Transaction) -> Request:
            request = await end_request(tx, claim, end)
            await tx.run("fail_image", request_id=request.id, error_message=end.sentence, now=end.at)
            return request

        return await self._database.write(body)

    async def delay(self, claim: Claim, until: datetime, code: str, sentence: str) -> Request:
        """Delay a request until another try at `until`.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        return await self._let_go("delay_request", claim, not_before=until, error_code=code, error_message=sentence)

    async def give_back(self, claim: Claim) -> Request:
        """Queue a leased request again, without counting a try.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        return await self._let_go("give_back", claim)

    async def _let_go(self, query: str, claim: Claim, **values: datetime | str) -> Request:
        request = await self._database.one(Request, query, id=claim.request.id, token=claim.token, **values)
        if request is None:
            raise LeaseLostError(claim.request.id)
        return request

    async def cancel(self, request_id: str, sentence: str, now: datetime) -> tuple[Request | None, bool]:
        """Cancel a request: at once while it waits, by a flag while a worker holds it.

        Returns:
            The cancelled row where it was waiting, and whether a worker holds it still.

        """

        async def body(tx: Transaction) -> tuple[Request | None, bool]:
            cancelled = await tx.one(Request, "cancel_waiting", id=request_id, error_message=sentence, now=now)
            if cancelled is None:
                return None, bool(await tx.run("cancel_running", id=request_id))
            await tx.run("fail_image", request_id=request_id, error_message=sentence, now=now)
            await tx.run("close_lost", request_id=request_id, kept="", now=now)
            await ready_delivery(tx, cancelled)
            return cancelled, False

        return await self._database.write(body)

    async def cancel_wanted(self) -> frozenset[str]:
        """Return the ids of running requests that somebody wants cancelled."""
        return frozenset(await self._database.column(str, "cancel_wanted"))

    async def delayed(self) -> dict[str, datetime]:
        """Return until when each delayed request waits, by its id."""
        return {row["id"]: row["not_before"] for row in await self._database.rows("delayed_requests")}

    async def wake_delayed(self, ids: Collection[str]) -> int:
        """Queue these requests where they are delayed and return how many."""
        return await self._database.run("wake_delayed", ids=json.dumps(list(ids)))

    async def is_open(self, request_id: str) -> bool:
        """Tell whether there is such a request and it is not done."""
        return bool(await self._database.value(int, "is_open", id=request_id))

    async def leased(self) -> tuple[Request, ...]:
        """Return the leased requests of all processes."""
        return await self._database.all(Request, "leased_requests")

    async def requeue_lost(self, request: Request) -> bool:
        """Queue a request whose worker died again; False where that worker's lease is over already."""
        return bool(await self._database.run("requeue_lost", id=request.id, token=request.lease_token))

    async def end_lost(self, request: Request, code: str, sentence: str, now: datetime) -> bool:
        """Fail a request whose workers keep dying; False where its lease is over already."""
        claim = Claim(request, request.lease_token or "", "")
        try:
            await self.fail(claim, code, sentence, now)
        except LeaseLostError:
            return False
        return True
