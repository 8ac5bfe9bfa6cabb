"""How painting goes on, told from the process that paints to those that show it."""

from dataclasses import dataclass

from storage.records import Record
from storage.sql_database import SqlDatabase


@dataclass(frozen=True, slots=True)
class ProgressRow(Record):
    """The last step of a request that is painted: its stage, how much is done (0 to 1), and the last preview (JPEG).

    `tick` counts the steps that were told.
    """

    request_id: str
    tick: int
    stage: str
    fraction: float
    preview: bytes | None
    session_id: str
    visibility: str


class ProgressStore:
    """Read and write the table `progress`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def put(self, request_id: str, stage: str, fraction: float, preview: bytes | None) -> None:
        """Note how far a request is."""
        await self._database.run("put_progress", request_id=request_id, stage=stage, fraction=fraction, preview=preview)

    async def ticks(self) -> dict[str, int]:
        """Return how often a step was told of each request that is painted."""
        return {row["request_id"]: row["tick"] for row in await self._database.rows("progress_ticks")}

    async def of(self, request_id: str) -> ProgressRow | None:
        """Return the last step of a request; None where it is not painted any more."""
        return await self._database.one(ProgressRow, "progress_of", request_id=request_id)

    async def forget_ended(self) -> None:
        """Forget the steps of requests that are not painted any more."""
        await self._database.run("forget_progress")
