"""The queue on PostgreSQL against Procrastinate's: how many requests a second are asked for, and worked off.

Both are asked by eight at once, each request durable by itself, and work off what is there, eight at once in one
process, on the same server, which waits for its disk at each commit, in turns. Procrastinate runs as its documentation
advises for throughput: a pool of as many connections as jobs run at once, jobs deleted when done. Its job does either
nothing, or what the bot does for a picture: a row that is begun, completed and given its place, and a message that
becomes due.

    uv run --group benchmarks python -m benchmarks.procrastinate_queue
"""

import asyncio
import contextlib
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import procrastinate
from psycopg_pool import AsyncConnectionPool

from benchmarks.postgresql_baselines import PLAIN_TABLES
from benchmarks.postgresql_queue import CONNECTIONS, SETTINGS
from benchmarks.queue import PROMPT, finished
from generation.clock import now
from storage.params import GenerationParams
from storage.postgresql.database import PostgresqlDatabase
from storage.queue import QueueStore
from storage.records import NewRequest
from storage.requests import RequestStore
from storage.sessions import SessionStore
from tests.storage.postgresql_server import Server, running_server

ROUNDS, REQUESTS = 7, 400
TARGET = 3.0
Phase = Callable[[], Awaitable[object]]
#: What asks for `REQUESTS`, and what works them off.
Side = tuple[Phase, Phase]


def own(database: PostgresqlDatabase) -> Side:
    """Return the bot's queue: its message, a heartbeat and the picture are part of it."""
    rows, queue = RequestStore(database), QueueStore(database, "benchmark")

    async def ask(worker: int) -> None:
        for _ in range(REQUESTS // CONNECTIONS):
            params = GenerationParams(PROMPT, "scene")
            new = NewRequest(str(uuid4()), f"table {worker}", f"user {worker}", params, now())
            await rows.enqueue((new,), channel_id="channel", user_limit=0)

    async def work() -> None:
        while (claim := await queue.claim(now())) is not None:
            await queue.heartbeat(claim, now())
            await queue.complete(claim, [finished(claim)], now())
            queue.held.let_go(claim.token)

    return lambda: eight_at_once(ask), lambda: eight_at_once(lambda _worker: work())


def theirs(app: procrastinate.App, task: str) -> Side:
    """Return Procrastinate's queue and worker."""

    async def ask(worker: int) -> None:
        for _ in range(REQUESTS // CONNECTIONS):
            await app.configure_task(task).defer_async(worker=worker, prompt=PROMPT)

    async def work() -> None:
        await app.run_worker_async(
            concurrency=CONNECTIONS, wait=False, delete_jobs="always", install_signal_handlers=False
        )

    return lambda: eight_at_once(ask), work


async def eight_at_once(work: Callable[[int], Awaitable[object]]) -> None:
    """Run it for as many as there are connections."""
    await asyncio.gather(*(work(worker) for worker in range(CONNECTIONS)))


def with_tasks(app: procrastinate.App, pool: AsyncConnectionPool) -> None:
    """Tell Procrastinate what its jobs do."""

    @app.task(name="nothing")  # type: ignore[untyped-decorator]  # as the package is not there for mypy
    async def nothing(worker: int, prompt: str) -> None:
        """Do nothing."""

    @app.task(name="picture")  # type: ignore[untyped-decorator]  # as above
    async def picture(worker: int, prompt: str) -> None:
        """Write what the bot writes for a picture, apart from gallery, search and ledger."""
        id_, message = str(uuid4()), str(uuid4())
        async with pool.connection() as connection:
            await connection.execute(
                "INSERT INTO message (id, job_id, state) VALUES (%s, %s, 'waiting')", (message, id_)
            )
            await connection.execute(
                "INSERT INTO picture (id, job_id, prompt, status) VALUES (%s, %s, %s, 'pending')", (id_, id_, prompt)
            )
        async with pool.connection() as connection:
            placed = await connection.execute(
                "UPDATE gallery SET last_seq = last_seq + 1 WHERE id = %s RETURNING last_seq", (f"table {worker}",)
            )
            (seq,) = await placed.fetchone() or (None,)
            await connection.execute(
                "UPDATE picture SET status = 'done', seq = %s, file = %s WHERE id = %s", (seq, prompt, id_)
            )
            await connection.execute("UPDATE message SET state = 'ready' WHERE id = %s", (message,))


async def compare(server: Server) -> None:
    """Print how many requests a second each side does, and the ratio of each turn."""
    url = server.url("migrated")
    async with contextlib.AsyncExitStack() as stack:
        connector = procrastinate.PsycopgConnector(conninfo=url, min_size=CONNECTIONS, max_size=CONNECTIONS)
        app = procrastinate.App(connector=connector)
        pool = AsyncConnectionPool(url, min_size=CONNECTIONS, max_size=CONNECTIONS, open=False)
        with_tasks(app, pool)
        await stack.enter_async_context(pool)
        await stack.enter_async_context(app.open_async())
        await app.schema_manager.apply_schema_async()
        await server.execute(PLAIN_TABLES, "migrated")
        database = await stack.enter_async_context(PostgresqlDatabase(url, connections=CONNECTIONS))
        for worker in range(CONNECTIONS):
            await SessionStore(database).open(f"table {worker}", "The table", now())
        sides = {"own": own(database), "nothing": theirs(app, "nothing"), "picture": theirs(app, "picture")}
        rates: dict[tuple[str, str], list[float]] = {}
        for number, (name, phases) in itertools.product(range(ROUNDS + 1), sides.items()):
            for what, phase in zip(("asked for", "worked off"), phases, strict=True):
                began = time.perf_counter()
                await phase()
                if number:
                    rates.setdefault((name, what), []).append(REQUESTS / (time.perf_counter() - began))
    print(f"{'requests a second':<24}{'own':>8}{'nothing':>10}{'ratio':>7}{'picture':>10}{'ratio':>7}")
    for what in ("asked for", "worked off"):
        mine = rates["own", what]
        line = f"{what:<24}{statistics.median(mine):>8.0f}"
        for name in ("nothing", "picture"):
            other = rates[name, what]
            ratio = statistics.median(own / their for own, their in zip(mine, other, strict=True))
            line += f"{statistics.median(other):>10.0f}{ratio:>7.2f}"
        print(line)
    print(f"(a job of Procrastinate that does nothing, and one that writes a picture; target {TARGET} or more)")


def main() -> None:
    """Measure and print."""
    with running_server(SETTINGS) as server:
        asyncio.run(compare(server))


if __name__ == "__main__":
    main()
