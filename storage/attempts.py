"""Attempts, the usage ledger: a row is committed before each call of a provider and closed after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.records import Record
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Attempt(Record):
    """How a provider's call for a request ended, and the sentence that says why."""

    provider: str
    outcome: str
    reason: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class OpenJob(Record):
    """A job that a process which has stopped, or died, has left at a provider."""

    attempt_id: str
    provider: str
    job_id: str
    #: The server whose own key it was begun with; None is the operator's.
    key_guild_id: str | None = None


@dataclass(frozen=True, slots=True)
class CompletedCall:
    """A call that has brought an image: how long it took and what it has cost (US dollars); its row is still open."""

    attempt_id: str
    seconds: float
    cost: float


@dataclass(frozen=True, slots=True)
class PastCall(Record):
    """How many seconds a provider took for an image, and its size."""

    generation_time: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RecentCalls(Record):
    """A provider's recent calls: since when one waits for its answer, and when the last was cut, and answered."""

    provider: str
    waiting_since: datetime | None
    cut_at: datetime | None
    answered_at: datetime | None
    #: The server by whose own key; None is the operator's.
    key_guild_id: str | None = None


class AttemptStore:
    """Read and change the table `attempt`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def open(self, request_id: str, provider: str, now: datetime, *, key_guild_id: str | None = None) -> str:
        """Commit that a provider is about to be called, perhaps by a server's own key; return the attempt's id."""
        attempt_id = str(uuid4())
        await self._database.run(
            "open_attempt", id=attempt_id, request_id=request_id, provider=provider, now=now, key_guild_id=key_guild_id
        )
        return attempt_id

    async def note_job(self, attempt_id: str, job_id: str) -> None:
        """Note the provider's id of the job, by which it can be taken up again."""
        await self._database.run("note_job", id=attempt_id, job_id=job_id)

    async def close(
        self, attempt_id: str, outcome: str, now: datetime, *, error: str | None = None, cost: float | None = None
    ) -> None:
        """Note how the call of a provider ended."""
        await self._database.run(
            "close_attempt", id=attempt_id, outcome=outcome, error_message=error, cost=cost, now=now
        )

    async def skip(self, request_id: str, provider: str, now: datetime, reason: str) -> None:
        """Note that a provider was not called, and why."""
        await self._database.run(
            "skip_attempt", id=str(uuid4()), request_id=request_id, provider=provider, now=now, error_message=reason
        )

    async def take_open_job(self, request_id: str, now: datetime) -> OpenJob | None:
        """Return the job to go on with, if a dead process has left one; its other open calls are closed as lost."""

        async def body(tx: Transaction) -> OpenJob | None:
            job = await tx.one(OpenJob, "open_job", request_id=request_id)
            await tx.run("close_lost", request_id=request_id, kept=job.attempt_id if job else "", now=now)
            if job is not None:
                await tx.run("resume_attempt", id=job.attempt_id, now=now)
            return job

        return await self._database.write(body)

    async def left_jobs(self, since: datetime) -> tuple[OpenJob, ...]:
        """Return the jobs of requests that have ended since a moment while nobody waited for the job."""
        return await self._database.all(OpenJob, "left_jobs", since=since)

    async def take_left_job(self, attempt_id: str) -> bool:
        """Note that a left job is called off; False where another process has done so already."""
        return bool(await self._database.run("take_left_job", id=attempt_id))

    async def of_request(self, request_id: str) -> Sequence[Attempt]:
        """Return how the calls for a request ended, the first one first."""
        return await self._database.all(Attempt, "attempts_of", request_id=request_id)

    async def past(self, provider: str, most: int = 20) -> tuple[PastCall, ...]:
        """Return how long a provider's last calls took that brought an image which is still there."""
        # Of the image's row: the ledger's times are the wall clock's, and of the end of the request.
        calls = await self._database.all(PastCall, "last_times", provider=provider, most=most)
        return tuple(call for call in calls if call.width and call.height)

    async def recent(self, since: datetime) -> dict[tuple[str, str | None], RecentCalls]:
        """Return what became of calls since a moment, by their provider and the server whose own key they were by."""
        recent = await self._database.all(RecentCalls, "recent_calls", since=since)
        return {(calls.provider, calls.key_guild_id): calls for calls in recent}
