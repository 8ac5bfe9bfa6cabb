"""What can be asked of requests without changing them."""

from datetime import datetime, timedelta

from storage.database import Database, Transaction
from storage.records import Request


class RequestStore:
    """Read the table `image_generation`."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
