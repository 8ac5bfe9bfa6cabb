"""What the queue on PostgreSQL is measured against: the driver alone, told what to do by hand."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import uuid4

import asyncpg

from benchmarks.queue import PROMPT, finished
from generation.clock import now
from storage.enqueueing import inserted, owed_message
from storage.params import GenerationParams
from storage.postgresql.queries import load_queries
from storage.records import Claim, NewRequest, Request, columns

#: A request from asked for to done, by one of several workers.
Cycle = Callable[[int], Awaitable[None]]
PLAIN_TABLES = """
    CREATE TABLE job (
        id text PRIMARY KEY, prompt text, status text, created_at timestamptz, token text, expires_at timestamptz,
        result text, completed_at timestamptz
    );
    CREATE INDEX job_queue ON job (created_at) WHERE status = 'queued';
    CREATE TABLE picture (id text PRIMARY KEY, job_id text, prompt text, status text, seq bigint, file text);
    CREATE TABLE message (id text PRIMARY KEY, job_id text, state text);
    CREATE INDEX message_job ON message (job_id);
    CREATE TABLE gallery (id text PRIMARY KEY, last_seq bigint);
    INSERT INTO gallery SELECT 'table ' || n, 0 FROM generate_series(0, 63) AS n;
    CREATE TABLE row_of_three (
        id text PRIMARY KEY, prompt text, status text, result text, created_at timestamptz, started_at timestamptz,
        completed_at timestamptz
    );
"""


def same_statements(pool: asyncpg.Pool) -> Cycle:
    """Return the bot's own statements, sent one by one by whoever has nothing but the driver."""
    queries = load_queries()

    async def cycle(worker: int) -> None:
        moment = now()
        new = NewRequest(str(uuid4()), f"table {worker}", f"user {worker}", GenerationParams(PROMPT, "scene"), moment)
        token = uuid4().hex
        async with pool.acquire() as connection:

            async def send(name: str, **values: object) -> list[asyncpg.Record]:
                query = queries[name]
                found: list[asyncpg.Record] = await connection.fetch(query.sql, *query.arguments(values))
                return found

            async with connection.transaction():
                await connection.execute(
                    "SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))", "user", new.user_id
                )
                await send("enqueue_request", **inserted(new))
                await send("enqueue_delivery", **owed_message(new, "channel"))
                await send("position_in_queue", id=new.id)
            claimed: list[asyncpg.Record] = []
            image_id = str(uuid4())
            while not claimed:
                async with connection.transaction():
                    claimed = await send(
                        "claim", token=token, expires_at=moment, now=moment, busy="[]", usual_provider=""
                    )
                    for row in claimed:
                        await send("advance_clock", id=row["id"])
                        await send("begin_image", **begun(row, image_id, moment))
            request = Request.from_row(claimed[0])
            await send("extend_lease", id=request.id, token=token, expires_at=moment)
            async with connection.transaction():
                of_request = {"status": "completed", "error_code": None, "error_message": None, "notes": "[]"}
                await send(
                    "finish_request", id=request.id, token=token, now=moment, result_image_id=image_id, **of_request
                )
                await send("close_lost", request_id=request.id, kept="", now=moment)
                await send("ready_delivery", request_id=request.id)
                place = await send("next_seq", session_id=request.session_id, visibility="public")
                done = finished(Claim(request, token, image_id))
                await send("complete_image", seq=place[0]["last_seq"], now=moment, **columns(done))

    return cycle


def begun(row: asyncpg.Record, image_id: str, moment: datetime) -> dict[str, object]:
    """Return the values of the picture that is begun for a claimed request."""
    return {
        "id": image_id,
        "index": 0,
        "session_id": row["session_id"],
        "user_id": row["user_id"],
        "prompt": row["context"],
        "provider": "",
        "now": moment,
        "request_id": row["id"],
        "type": row["request_type"],
        "style": None,
        "visibility": row["visibility"],
        "parent_id": None,
    }


def by_hand(pool: asyncpg.Pool) -> Cycle:
    """Return the same transactions as anybody would write them."""

    async def cycle(worker: int) -> None:
        job, moment = str(uuid4()), now()
        async with pool.acquire() as connection:
            async with connection.transaction():
                await connection.execute(
                    "INSERT INTO job (id, prompt, status, created_at) VALUES ($1, $2, 'queued', $3)",
                    job,
                    PROMPT,
                    moment,
                )
                await connection.execute(
                    "INSERT INTO message (id, job_id, state) VALUES ($1, $2, 'waiting')", str(uuid4()), job
                )
            token, picture = uuid4().hex, str(uuid4())
            async with connection.transaction():
                claimed = None
                while claimed is None:
                    claimed = await connection.fetchrow(
                        "UPDATE job SET status = 'running', token = $1, expires_at = $2 WHERE id = (SELECT id FROM job "
                        "WHERE status = 'queued' ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *",
                        token,
                        moment,
                    )
                await connection.execute(
                    "INSERT INTO picture (id, job_id, prompt, status) VALUES ($1, $2, $3, 'pending')",
                    picture,
                    claimed["id"],
                    PROMPT,
                )
            await connection.fetchval(
                "UPDATE job SET expires_at = $1 WHERE id = $2 AND token = $3 RETURNING status",
                moment,
                claimed["id"],
                token,
            )
            async with connection.transaction():
                await connection.fetchrow(
                    "UPDATE job SET status = 'done', token = NULL, result = $1, completed_at = $2 "
                    "WHERE id = $3 AND token = $4 RETURNING *",
                    PROMPT,
                    moment,
                    claimed["id"],
                    token,
                )
                await connection.execute("UPDATE message SET state = 'ready' WHERE job_id = $1", claimed["id"])
                seq = await connection.fetchval(
                    "UPDATE gallery SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq", f"table {worker}"
                )
                await connection.execute(
                    "UPDATE picture SET status = 'done', seq = $1, file = $2 WHERE id = $3", seq, PROMPT, picture
                )

    return cycle


def three_statements(pool: asyncpg.Pool) -> Cycle:
    """Return an insert and two changes of a row by its key, a transaction each."""

    async def cycle(_worker: int) -> None:
        id_, moment = str(uuid4()), now()
        async with pool.acquire() as connection:
            await connection.execute(
                "INSERT INTO row_of_three (id, prompt, status, created_at) VALUES ($1, $2, 'queued', $3)",
                id_,
                PROMPT,
                moment,
            )
            await connection.execute(
                "UPDATE row_of_three SET status = 'processing', started_at = $1 WHERE id = $2", moment, id_
            )
            await connection.execute(
                "UPDATE row_of_three SET status = 'completed', result = $1, completed_at = $2 WHERE id = $3",
                PROMPT,
                moment,
                id_,
            )

    return cycle
