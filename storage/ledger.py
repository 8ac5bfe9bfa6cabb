"""The usage ledger: a row is committed before each call of a provider and closed after it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from storage.database import Database, Transaction


class LedgerStore:
    """Read and change the table `attempt`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, request_id: str, provider: str, now: datetime) -> str:
        """Commit that a provider is about to be called and return the attempt's id."""
        attempt_id = str(uuid4())

        async def body(tx: Transaction) -> None:
            await tx.run("open_attempt", id=attempt_id, request_id=request_id, provider=provider, now=now)

        await self._database.write(body)
        return attempt_id

    async def close(
        self, attempt_id: str, outcome: str, now: datetime, *, error: str | None = None, cost: float | None = None
    ) -> None:
        """Note how the call of a provider ended."""

        async def body(tx: Transaction) -> None:
            await tx.run("close_attempt", id=attempt_id, outcome=outcome, error_message=error, cost=cost, now=now)

        await self._database.write(body)

    async def of_request(self, request_id: str) -> Sequence[tuple[str, str]]:
        """Return provider and outcome of each call that was made for a request."""

        async def body(tx: Transaction) -> list[tuple[str, str]]:
            return [(row["provider"], row["outcome"]) for row in await tx.all("attempts_of", request_id=request_id)]

        return await self._database.read(body)
