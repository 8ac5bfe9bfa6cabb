"""What a request costs the queue: enqueue, claim and complete, against three bare statements of aiosqlite.

The baseline writes rows of the same size, one durable transaction a statement (execute and commit, synchronous=FULL),
on the same disk; the two are measured in turns, so that a busy disk slows both. Then a claim with long queues.

    uv run python -m benchmarks.queue
"""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
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
#: How many requests wait while a claim is measured, and how often it is.
WAITING = (1, 10_000, 100_000)
CLAIMS = 100
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


def queued(waiting: int, sessions: Sequence[str] = ("table",)) -> Iterator[tuple[object, ...]]:
    """Yield rows of requests: nine of ten are one user's, and stand as far back as fairness puts them."""
    many, moment = waiting * 9 // 10, now()
    mine = ((f"user {number % 50}", number // 50) for number in range(waiting - many))
    hers = (("the one with many", number) for number in range(many))
    for number, (user, turn) in enumerate((*mine, *hers)):
        created = moment + timedelta(microseconds=number)
        session = sessions[number % len(sessions)]
        yield str(uuid4()), session, user, "scene", PROMPT, created, turn * 64, turn * 64


async def fill(path: Path, waiting: int) -> None:
    """Put requests into a queue."""
    insert = """
        INSERT INTO image_generation (id, session_id, user_id, request_type, context, created_at, fair_rank, claim_key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """
    async with aiosqlite.connect(path) as connection:
        await connection.executemany(insert, queued(waiting))
        await connection.commit()


async def compare_claims(folder: Path) -> None:
    """Print what a claim costs with queues of several lengths, measured in turns: the disk slows all alike."""
    timer = Timer()
    async with contextlib.AsyncExitStack() as stack:
        queues: dict[int, QueueStore] = {}
        for waiting in WAITING:
            path = folder / f"{waiting}.db"
            database = await stack.enter_async_context(Database(path))
            await SessionStore(database).open("table", "The table", now())
            await fill(path, waiting)
            queues[waiting] = QueueStore(database, "benchmark")
        for _ in range(CLAIMS):
            for waiting, queue in queues.items():
                # A claim that finds nothing writes nothing, and costs next to nothing.
                await fill(folder / f"{waiting}.db", 1)
                await timer(f"{waiting:,}", claim(queue))
    print(f"\n{'waiting':>9}{'claim µs':>10}{'ratio':>7}")
    base = timer.p50(f"{WAITING[0]:,}")
    for name in timer.steps:
        print(f"{name:>9}{timer.p50(name):>10.0f}{timer.p50(name) / base:>7.2f}")


async def claim(queue: QueueStore) -> None:
    """Claim what must be there."""
    assert await queue.claim(now()) is not None  # noqa: S101  # it was filled just now


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        await compare(Path(folder))
        await compare_claims(Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
