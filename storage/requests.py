"""Requests as their requesters see them: put one into the queue, and ask after it."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from storage.database import Database, Transaction
from storage.records import NewRequest, Request


class Enqueued(NamedTuple):
    """What became of an enqueue: the row, whether it is new, and how many wait before a new one."""

    request: Request | None
    fresh: bool
    place: int = 0


class RequestStore:
    """Insert into the table `image_generation`, and read it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enqueue(self, new: NewRequest, *, channel_id: str | None, user_limit: int) -> Enqueued:
        """Insert a request and, for a channel, the message owed to it.

        Returns:
            The new row and its place; the earlier row where the idempotency key was used before; no row where the user
            has had `user_limit` pictures in the last hour (0: no limit).

        """

        async def body(tx: Transaction) -> Enqueued:
            if new.idempotency_key is not None:
                earlier = await tx.one(
                    "request_by_key",
                    session_id=new.session_id,
                    user_id=new.user_id,
                    idempotency_key=new.idempotency_key,
                )
                if earlier:
                    return Enqueued(Request.from_row(earlier), fresh=False)
            if user_limit:
                since = new.created_at - timedelta(hours=1)
                if await tx.value("spent_since", user_id=new.user_id, since=since) >= user_limit:
                    return Enqueued(None, fresh=False)
            row = await tx.one(
                "enqueue",
                id=new.id,
                session_id=new.session_id,
                user_id=new.user_id,
                request_type=new.request_type,
                context=new.context,
                style_preferences=new.preferences.to_json(),
                priority=new.priority,
                created_at=new.created_at,
                parent_id=new.parent_id,
                visibility=new.visibility,
                idempotency_key=new.idempotency_key,
                body_hash=new.body_hash,
                notes=json.dumps(new.notes),
            )
            if channel_id is not None:
                delivery_id = str(uuid4())
                await tx.run(
                    "owe",
                    id=delivery_id,
                    kind="result",
                    request_id=new.id,
                    channel_id=channel_id,
                    # Discord takes 25 characters at most, and checks it only at the send.
                    nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
                    now=new.created_at,
                )
            assert row is not None  # noqa: S101  # INSERT … RETURNING returns its row
            return Enqueued(Request.from_row(row), fresh=True, place=await tx.value("place_in_queue", id=new.id))

        return await self._database.write(body)

    async def get(self, request_id: str) -> Request | None:
        """Return a request by its id."""

        async def body(tx: Transaction) -> Request | None:
            row = await tx.one("request_by_id", id=request_id)
            return Request.from_row(row) if row else None

        return await self._database.read(body)

    async def role(self, session_id: str, user_id: str) -> str | None:
        """Return what a user is in a session; None is for somebody who is not in it."""

        async def body(tx: Transaction) -> str | None:
            role: str | None = await tx.value("member_role", session_id=session_id, user_id=user_id)
            return role

        return await self._database.read(body)

    async def last_asked(self, request_id: str) -> str | None:
        """Return the provider that was called last for a request."""

        async def body(tx: Transaction) -> str | None:
            provider: str | None = await tx.value("last_asked", request_id=request_id)
            return provider

        return await self._database.read(body)

    async def place(self, request_id: str) -> int:
        """Count who is before a waiting request; 0 where it waits no more."""

        async def body(tx: Transaction) -> int:
            return int(await tx.value("place_in_queue", id=request_id))

        return await self._database.read(body)

    async def counts(self) -> dict[str, int]:
        """Count the requests that are not done, by status."""

        async def body(tx: Transaction) -> dict[str, int]:
            return {row["status"]: row["requests"] for row in await tx.all("queue_counts")}

        return await self._database.read(body)

    async def open_requests(self, session_id: str, *, sees_secrets: bool, most: int = 25) -> list[Request]:
        """Return the requests of a session that are not done, fairest first, as far as the viewer may know of them."""

        async def body(tx: Transaction) -> list[Request]:
            rows = await tx.all("open_requests", session_id=session_id, sees_secrets=sees_secrets, most=most)
            return [Request.from_row(row) for row in rows]

        return await self._database.read(body)

    async def limit_ends(self, user_id: str, now: datetime) -> datetime | None:
        """Return when the oldest picture that counts against the user's hourly limit stops counting."""

        async def body(tx: Transaction) -> datetime | None:
            oldest: datetime | None = await tx.value(
                "oldest_spent_since", user_id=user_id, since=now - timedelta(hours=1)
            )
            return oldest + timedelta(hours=1) if oldest else None

        return await self._database.read(body)
