"""What a request costs the queue on PostgreSQL: enqueue, claim, heartbeat and complete, with its message in the outbox.

Beside it, in turns on the same server, with as many connections, by bare asyncpg: the same statements one by one on the
same tables; what anybody would write by hand on plain tables, without gallery, search, fairness and ledger; and three
statements a request, which is the baseline of `benchmarks.queue`. The server waits for its disk at each commit. Then
claims with long queues, of which one user holds nine tenths, and what one to six worker processes do together.

    uv run python -m benchmarks.postgresql_queue
"""

import asyncio
import contextlib
import statistics
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from uuid import uuid4

import asyncpg

from benchmarks.postgresql_baselines import PLAIN_TABLES, Cycle, by_hand, same_statements, three_statements
from benchmarks.queue import CLAIMS, PROMPT, WAITING, Timer, claim, finished, queued
from generation.clock import now
from storage.params import GenerationParams
from storage.postgresql.database import PostgresqlDatabase
from storage.queue import QueueStore
from storage.records import NewRequest
from storage.requests import RequestStore
from storage.sessions import SessionStore
from tests.storage.postgresql_server import Server, running_server

CONNECTIONS, ROUNDS, BATCH = 8, 15, 25
#: How many worker processes, and how many requests each of them works off.
WORKERS, OF_EACH = (1, 2, 4, 6), 300
SETTINGS = ("shared_buffers=128MB",)
TARGET = 0.6
SESSIONS = tuple(f"table {number}" for number in range(CONNECTIONS))
COLUMNS = ("id", "session_id", "user_id", "request_type", "context", "created_at", "fair_rank", "claim_key")


def own_cycle(rows: RequestStore, queue: QueueStore, *, beats: bool, outbox: bool) -> Cycle:
    """Return what the bot does, with or without heartbeat and message."""

    async def cycle(worker: int) -> None:
        params = GenerationParams(PROMPT, "scene")
        new = NewRequest(str(uuid4()), f"table {worker}", f"user {worker}", params, now())
        await rows.enqueue((new,), channel_id="channel" if outbox else None, user_limit=0)
        # Who took this worker's own may have left it one that came after it looked.
        while (claim := await queue.claim(now())) is None:
            pass
        if beats:
            await queue.heartbeat(claim, now())
        await queue.complete(claim, [finished(claim)], now())
        queue.held.let_go(claim.token)

    return cycle


async def per_second(cycle: Cycle, batch: int = BATCH) -> float:
    """Return how many cycles a second as many workers as connections do."""

    async def work(worker: int) -> None:
        for _ in range(batch):
            await cycle(worker)

    began = time.perf_counter()
    await asyncio.gather(*(work(worker) for worker in range(CONNECTIONS)))
    return CONNECTIONS * batch / (time.perf_counter() - began)


async def compare(server: Server) -> None:
    """Print how many cycles a second each side does, and the ratios of each turn."""
    async with contextlib.AsyncExitStack() as stack:
        pool = await stack.enter_async_context(
            asyncpg.create_pool(server.url("migrated"), min_size=CONNECTIONS, max_size=CONNECTIONS)
        )
        await pool.execute(PLAIN_TABLES)
        database = await stack.enter_async_context(PostgresqlDatabase(server.url("migrated"), connections=CONNECTIONS))
        for worker in range(CONNECTIONS):
            await SessionStore(database).open(f"table {worker}", "The table", now())
        rows, queue = RequestStore(database), QueueStore(database, "benchmark")
        sides: dict[str, Cycle] = {
            "same statements": same_statements(pool),
            "by hand": by_hand(pool),
            "own": own_cycle(rows, queue, beats=True, outbox=True),
            "three statements": three_statements(pool),
            "own, three steps": own_cycle(rows, queue, beats=False, outbox=False),
        }
        rates: dict[str, list[float]] = {name: [] for name in sides}
        for cycle in sides.values():
            await per_second(cycle, 10)
        for _ in range(ROUNDS):
            for name, cycle in sides.items():
                rates[name].append(await per_second(cycle))
    print(f"{'cycles a second':<20}{'median':>8}")
    for name, taken in rates.items():
        print(f"{name:<20}{statistics.median(taken):>8.0f}")
    pairs = (("own", "same statements"), ("own", "by hand"), ("own, three steps", "three statements"))
    for own, bare in pairs:
        ratios = sorted(mine / theirs for mine, theirs in zip(rates[own], rates[bare], strict=True))
        low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
        print(f"{own} of {bare}: {statistics.median(ratios):.2f} ({low:.2f} to {high:.2f}; target {TARGET} or more)")


async def compare_claims(server: Server) -> None:
    """Print what a claim costs with queues of several lengths, measured in turns: the disk slows all alike."""
    timer = Timer()
    async with contextlib.AsyncExitStack() as stack:
        queues: dict[int, tuple[QueueStore, asyncpg.Connection]] = {}
        for waiting in WAITING:
            await server.execute(f"CREATE DATABASE waiting_{waiting} TEMPLATE migrated")
            url = server.url(f"waiting_{waiting}")
            database = await stack.enter_async_context(PostgresqlDatabase(url, connections=1))
            await SessionStore(database).open("table", "The table", now())
            connection = await asyncpg.connect(url)
            stack.push_async_callback(connection.close)
            queues[waiting] = QueueStore(database, "benchmark"), connection
            # Asked once while nothing waits: its plan is kept, and is to be right for the long queue as well.
            for _ in range(10):
                await queues[waiting][0].claim(now())
            await fill(connection, waiting)
        for _ in range(CLAIMS):
            for waiting, (queue, connection) in queues.items():
                await fill(connection, 1)
                await timer(f"{waiting:,}", claim(queue))
    print(f"\n{'waiting':>9}{'claim µs':>10}{'ratio':>7}{'worst':>9}")
    base = timer.p50(f"{WAITING[0]:,}")
    for name, taken in timer.steps.items():
        print(f"{name:>9}{timer.p50(name):>10.0f}{timer.p50(name) / base:>7.2f}{max(taken):>9.0f}")


async def fill(connection: asyncpg.Connection, waiting: int, sessions: Sequence[str] = ("table",)) -> None:
    """Put requests into a queue as `benchmarks.queue` does."""
    await connection.copy_records_to_table("image_generation", records=queued(waiting, sessions), columns=COLUMNS)


async def scale(server: Server) -> None:
    """Print what one to six worker processes do together, each with one connection and one request at a time."""
    print(f"\n{'workers':>9}{'a second':>10}{'ratio':>7}")
    await server.execute("CREATE DATABASE scaling TEMPLATE migrated")
    url, first = server.url("scaling"), 0.0
    async with PostgresqlDatabase(url, connections=1) as database:
        for session in SESSIONS:
            await SessionStore(database).open(session, "The table", now())
    connection = await asyncpg.connect(url)
    for workers in WORKERS:
        await fill(connection, workers * OF_EACH, SESSIONS)
        command = [sys.executable, "-m", "benchmarks.postgresql_queue", url]
        running = [
            await asyncio.create_subprocess_exec(*command, str(worker), stdin=PIPE, stdout=PIPE)
            for worker in range(workers)
        ]
        for process in running:
            await process.stdout.readline()  # type: ignore[union-attr]  # it is a pipe
        began = time.perf_counter()
        for process in running:
            process.stdin.write(b"go\n")  # type: ignore[union-attr]  # as above
        await asyncio.gather(*(process.wait() for process in running))
        rate = workers * OF_EACH / (time.perf_counter() - began)
        first = first or rate
        print(f"{workers:>9}{rate:>10.0f}{rate / first:>7.2f}")
    await connection.close()


async def work(url: str, worker: str) -> None:
    """Be a worker process of `scale`: say that it is ready, and work off its share when told to."""
    async with PostgresqlDatabase(url, connections=1) as database:
        queue = QueueStore(database, f"worker {worker}")
        await queue.claim(now(), busy=["sketch"], usual="sketch")
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        for _ in range(OF_EACH):
            while (claimed := await queue.claim(now())) is None:
                pass
            await queue.heartbeat(claimed, now())
            await queue.complete(claimed, [finished(claimed)], now())


def main() -> None:
    """Measure and print, or be one of the processes that are measured."""
    if len(sys.argv) > 1:
        asyncio.run(work(*sys.argv[1:]))
        return
    with running_server(SETTINGS) as server:
        asyncio.run(compare(server))
        asyncio.run(compare_claims(server))
        asyncio.run(scale(server))


if __name__ == "__main__":
    main()
