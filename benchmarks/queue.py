"""What a request costs the queue: enqueue, claim and complete, against three bare statements of aiosqlite.

The baseline writes rows of the same size, one durable transaction a statement (execute and commit, synchronous=FULL),
on the same disk; the two are measured in turns, so that a busy disk slows both. Then a claim with long queues.

    uv run python -m benchmarks.queue
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import aiosqlite

from generation.clock import now
from storage.database import Database
from storage.params import GenerationParams
from storage.queue import QueueStore
from storage.records import Claim, CompletedImage, NewRequest
from storage.requests import RequestStore
from storage.sessions import SessionStore

ROUNDS, BATCH = 20, 20
CLAIMS = 200
TARGET = 0.7
PROMPT = "a rain-soaked Seattle street with neon signs and a lone decker under an awning"


def new_request(user: str = "ann") -> NewRequest:
    """Return a request of usual size."""
    return NewRequest(str(uuid4()), "table", user, GenerationParams(PROMPT, "scene"), now())


def finished(claim: Claim) -> CompletedImage:
    """Return what completes it."""
    stem = f"table/{claim.image_id}/{claim.token[-8:]}"
    return CompletedImage(
        id=claim.image_id,
        enhanced_prompt=PROMPT,
        negative_prompt=None,
        image_url=f"{stem}-original.png",
        thumbnail_url=f"{stem}-thumbnail.webp",
        provider="sketch",
        model="sketch-1",
        generation_time=1.5,
        seed=7,
        width=1024,
        height=1024,
        bytes=2_000_000,
        sha256="0" * 64,
        format="png",
        alt_text=PROMPT,
        cost=0.0,
    )


class Timer:
    """Collect how long each kind of step took, in microseconds."""

    def __init__(self) -> None:
        self.steps: dict[str, list[float]] = {}

    async def __call__(self, name: str, step: Awaitable[object]) -> None:
        """Await a step and note its time."""
        began = time.perf_counter()
        await step
        self.steps.setdefault(name, []).append((time.perf_counter() - began) * 1e6)

    def p50(self, name: str) -> float:
        """Return the median of a step."""
        return statistics.median(self.steps[name])

    def total(self) -> float:
        """Return the sum of the medians."""
        return sum(self.p50(name) for name in self.steps)


async def bare_statements(connection: aiosqlite.Connection, timer: Timer) -> None:
    """Insert a row, change it, change it again: a transaction each."""
    id_, moment = str(uuid4()), str(now())

    async def execute(sql: str, values: tuple[object, ...]) -> None:
        await connection.execute(sql, values)
        await connection.commit()

    insert = "INSERT INTO job (id, prompt, status, created_at) VALUES (?, ?, 'queued', ?)"
    await timer("enqueue", execute(insert, (id_, PROMPT, moment)))
    claim = "UPDATE job SET status = 'processing', started_at = ? WHERE id = ?"
    await timer("claim", execute(claim, (moment, id_)))
    complete = "UPDATE job SET status = 'completed', result = ?, completed_at = ? WHERE id = ?"
    await timer("complete", execute(complete, (PROMPT, moment, id_)))


async def full_cycle(rows: RequestStore, queue: QueueStore, timer: Timer) -> None:
    """Bring one request through the queue."""
    claims: list[Claim] = []

    async def claim() -> None:
        claimed = await queue.claim(now())
        assert claimed is not None  # noqa: S101  # it was enqueued just now
        claims.append(claimed)

    await timer("enqueue", rows.enqueue((new_request(),), channel_id=None, user_limit=0))
    await timer("claim", claim())
    await timer("complete", queue.complete(claims[0], [finished(claims[0])], now()))


async def in_turns(*sides: Callable[[], Awaitable[None]]) -> None:
    """Run both sides in turns, a batch each."""
    for _ in range(ROUNDS):
        for side in sides:
            for _ in range(BATCH):
                await side()


async def compare(folder: Path) -> None:
    """Print the cycle beside the bare statements."""
    bare, own = Timer(), Timer()
    async with Database(folder / "scenes.db") as database, aiosqlite.connect(folder / "bare.db") as connection:
        await SessionStore(database).open("table", "The table", now())
        rows, queue = RequestStore(database), QueueStore(database, "benchmark")
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            await connection.execute(f"PRAGMA {pragma}")
        columns = "id TEXT PRIMARY KEY, prompt TEXT, status TEXT, result TEXT, created_at TEXT, started_at TEXT"
        await connection.execute(f"CREATE TABLE job ({columns}, completed_at TEXT)")
        await in_turns(lambda: bare_statements(connection, bare), lambda: full_cycle(rows, queue, own))
    print(f"{'p50 in µs':<12}{'bare':>8}{'queue':>8}{'ratio':>8}")
    for name in own.steps:
        print(f"{name:<12}{bare.p50(name):>8.0f}{own.p50(name):>8.0f}{bare.p50(name) / own.p50(name):>8.2f}")
    ratio = bare.total() / own.total()
    print(f"{'cycle':<12}{bare.total():>8.0f}{own.total():>8.0f}{ratio:>8.2f}  (throughput; target {TARGET} or more)")


async def claims_with(waiting: int, folder: Path) -> float:
    """Return the median time of a claim with so many requests waiting, in microseconds."""
    timer = Timer()
    async with Database(folder / f"{waiting}.db") as database:
        await SessionStore(database).open("table", "The table", now())
        moment = now()
        rows = (
            (str(uuid4()), f"user {number % 50}", PROMPT, moment + timedelta(microseconds=number), rank, rank)
            for number, rank in ((number, number // 50 * 64) for number in range(waiting))
        )
        insert = """
            INSERT INTO image_generation
                (id, session_id, user_id, request_type, context, created_at, fair_rank, claim_key)
            VALUES (?, 'table', ?, 'scene', ?, ?, ?, ?)
        """
        async with aiosqlite.connect(folder / f"{waiting}.db") as connection:
            await connection.executemany(insert, rows)
            await connection.commit()
        queue = QueueStore(database, "benchmark")
        for _ in range(CLAIMS):
            await timer("claim", queue.claim(now()))
    return timer.p50("claim")


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        await compare(Path(folder))
        base = await claims_with(100, Path(folder))
        print(f"\n{'waiting':>9}{'claim µs':>10}{'ratio':>7}")
        for waiting in (100, 10_000, 100_000):
            took = base if waiting == 100 else await claims_with(waiting, Path(folder))
            print(f"{waiting:>9,}{took:>10.0f}{took / base:>7.2f}")


if __name__ == "__main__":
    asyncio.run(main())
