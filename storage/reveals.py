"""Reveals: secret images made public, at once or at a planned time, with their counts and their message."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.records import Image, Record, Request
from storage.search_words import fold
from storage.sql_database import SqlDatabase, Transaction

#: The kind of message that brings revealed pictures to their channel.
REVEAL = "reveal"


@dataclass(frozen=True, slots=True)
class Reveal(Record):
    """The pictures of a request, revealed or to be revealed."""

    request_id: str
    due_at: datetime
    spoiler: bool
    revealed_by: str
    revealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Revealed:
    """What a reveal has made public."""

    request: Request
    image_ids: tuple[str, ...]


class RevealStore:
    """Plan reveals and carry them out."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def plan(self, request_id: str, due_at: datetime, by: str, *, spoiler: bool) -> bool:
        """Plan a reveal, or plan it anew; False where there is nothing secret, and finished, to reveal."""

        async def body(tx: Transaction) -> bool:
            return bool(
                await tx.run("plan_reveal", request_id=request_id, due_at=due_at, revealed_by=by, spoiler=spoiler)
            )

        return await self._database.write(body)

    async def forget(self, request_id: str) -> bool:
        """Take a planned reveal back; False where none is planned."""
        return bool(await self._database.run("forget_reveal", request_id=request_id))

    async def get(self, request_id: str) -> Reveal | None:
        """Return the reveal of a request, planned or done."""
        return await self._database.one(Reveal, "reveal_of", request_id=request_id)

    async def due(self, now: datetime) -> tuple[str, ...]:
        """Return the ids of requests whose time has come, the earliest first."""
        return await self._database.column(str, "due_reveals", now=now)

    async def carry_out(self, request_id: str, now: datetime) -> Revealed | None:
        """Make what is planned public, count it anew, and owe its channel the message; None where that was done before.

        A message that was still to be brought to the GM alone is not owed any more.
        """

        async def body(tx: Transaction) -> Revealed | None:
            if not await tx.run("end_reveal", request_id=request_id, now=now):
                return None
            request = await tx.one(Request, "publish_request", request_id=request_id)
            images = await tx.column(str, "publish_images", request_id=request_id)
            if request is None or not images:
                return None
            await tx.run("count_revealed", session_id=request.session_id, images=len(images))
            await tx.run("close_private_delivery", request_id=request_id)
            delivery_id = str(uuid4())
            await tx.run(
                "enqueue_reveal",
                id=delivery_id,
                request_id=request_id,
                channel_id=request.session_id,
                # Discord takes 25 characters at most, and checks it only at the send.
                nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
                now=now,
            )
            return Revealed(request, images)

        return await self._database.write(body)

    async def secrets(self, session_id: str, text: str, *, sees_secrets: bool, most: int = 25) -> tuple[Image, ...]:
        """Return the newest secret pictures whose descriptions hold a text, as far as the viewer may know of them."""
        return await self._database.all(
            Image, "secret_images", session_id=session_id, text=fold(text), sees_secrets=sees_secrets, most=most
        )
