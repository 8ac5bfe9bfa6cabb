"""The outbox: messages that are to be sent, the leases on them, and which images each sent message shows."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.held_leases import HeldLeases
from storage.postings import Posted, attach_images
from storage.records import Delivery, Request, Session
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase, Transaction

#: What a message is about: the result of a request, or whether a held one may be painted.
RESULT, REVIEW = "result", "review"

DELIVERED, WITHDRAWN, UNDELIVERABLE = "delivered", "withdrawn", "undeliverable"

#: A lease of which nobody knows whether its process lives is over after so long, which is longer than any try takes.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A message that this process is to send, the request that it is about, and the session where there is one."""

    delivery: Delivery
    request: Request
    session: Session | None


class DeliveryStore:
    """Read and change the table `delivery`; leases are taken in the name of `owner`."""

    def __init__(self, database: SqlDatabase, owner: str, shards: Shards = ALL_SHARDS) -> None:
        """Hand out what is due on the servers of these shards: their interactions are known to no other process."""
        self._database = database
        self._shards = shards
        self.held = HeldLeases(owner)

    async def claim(self, now: datetime, *, waited: Collection[str] = ()) -> ClaimedDelivery | None:
        """Lease the oldest message that is due, and return it with what it is about; it is `held` until it is let go.

        Those whose ids are in `waited` have waited long enough, whatever the time is.
        One that is leased is nobody else's, however old the lease is: `free` ends a lease whose holder is gone.
        """

        async def body(tx: Transaction, token: str) -> ClaimedDelivery | None:
            delivery = await tx.one(
                Delivery,
                "claim_delivery",
                token=token,
                expires_at=now + LEASE,
                now=now,
                waited=json.dumps(list(waited)),
                **self._shards.columns,
            )
            if delivery is None:
                return None
            request = await tx.one(Request, "request_by_id", id=delivery.request_id)
            assert request is not None  # noqa: S101  # a foreign key holds it
            return ClaimedDelivery(delivery, request, await tx.one(Session, "session_by_id", id=request.session_id))

        return await self.held.take(lambda token: self._database.write(lambda tx: body(tx, token)))

    async def waiting(self) -> dict[str, datetime]:
        """Return until when each message waits that is in nobody's hands, by its id."""
        rows = await self._database.rows("waiting_deliveries", **self._shards.columns)
        return {row["id"]: row["not_before"] for row in rows}

    async def set_placeholder(self, request_id: str, message_id: str) -> None:
        """Remember the message that shows a request's progress."""
        await self._database.run("set_placeholder", request_id=request_id, message_id=message_id)

    async def adopt(self, delivery: Delivery, message_id: str | None) -> None:
        """Record the message that was found for a delivery; None where it is gone."""
        await self._database.run("adopt_message", id=delivery.id, token=delivery.lease_token, message_id=message_id)

    async def attempt(self, delivery: Delivery, now: datetime) -> None:
        """Record, before it is sent, that the message may have been sent."""
        await self._database.run("attempt_delivery", id=delivery.id, token=delivery.lease_token, now=now)

    async def unattempt(self, delivery: Delivery) -> None:
        """Record that Discord refused the message: it was not sent."""
        await self._database.run("unattempt_delivery", id=delivery.id, token=delivery.lease_token)

    async def postpone(self, delivery: Delivery, until: datetime, reason: str) -> None:
        """Release the lease until another try at `until`."""
        await self._database.run(
            "postpone_delivery", id=delivery.id, token=delivery.lease_token, not_before=until, error_message=reason
        )

    async def end(
        self, delivery: Delivery, state: str, *, posted: Posted | None = None, reason: str | None = None
    ) -> None:
        """Close a delivery, and record which images its message shows."""

        async def body(tx: Transaction) -> None:
            await tx.run(
                "end_delivery",
                id=delivery.id,
                token=delivery.lease_token,
                state=state,
                message_id=posted.message_id if posted else None,
                error_message=reason,
            )
            if posted:
                await attach_images(tx, posted, delivery.request_id, delivery.kind)

        await self._database.write(body)

    async def of_request(self, request_id: str) -> Delivery | None:
        """Return the delivery of a request's result."""
        return await self._database.one(Delivery, "delivery_of_request", request_id=request_id)

    async def counts(self) -> dict[str, int]:
        """Count the messages that are not delivered, by state."""
        return {row["state"]: row["messages"] for row in await self._database.rows("delivery_counts")}

    async def leased(self) -> list[tuple[str, str]]:
        """Return id and lease token of the deliveries that are leased."""
        return [(row["id"], row["lease_token"]) for row in await self._database.rows("leased_deliveries")]

    async def free(self, delivery_id: str, token: str) -> None:
        """Release the lease of a process that died, or of a try that is over."""
        await self._database.run("free_delivery", id=delivery_id, token=token)
