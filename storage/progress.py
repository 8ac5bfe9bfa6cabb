"""How painting goes on, told from the process that paints to those that show it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from storage.records import Record
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """How far a request is: its stage, how much is done (0 to 1), and perhaps a preview (JPEG)."""

    request_id: str
    stage: str
    fraction: float
    preview: bytes | None


@dataclass(frozen=True, slots=True)
class ProgressRow(Record):
    """The last step of a request that is painted, with its last preview; `tick` counts the steps that were told."""

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

    async def put(self, steps: Sequence[Step]) -> dict[str, int]:
        """Note how far requests are, and return how often a step was told of each; one that is done has none."""
        if not steps:
            return {}

        async def body(tx: Transaction) -> dict[str, int]:
            ticks = [(step.request_id, await tx.value(int, "put_progress", **asdict(step))) for step in steps]
            return {request_id: tick for request_id, tick in ticks if tick is not None}

        return await self._database.write(body)

    async def ticks(self) -> dict[str, int]:
        """Return how often a step was told of each request that is painted, 0 where none was."""
        return {row["id"]: row["tick"] for row in await self._database.rows("progress_ticks")}

    async def of(self, ids: Collection[str]) -> tuple[ProgressRow, ...]:
        """Return the last steps of those of the requests that are painted."""
        return await self._database.all(ProgressRow, "progress_of", ids=json.dumps(list(ids)))

    async def forget_ended(self) -> None:
        """Forget the steps of requests that are not painted any more."""
        await self._database.run("forget_progress")
