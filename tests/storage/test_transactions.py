"""Transactions: whole or not at all, whatever happens to whoever asked for them."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest

from storage.connections import SYNCHRONOUS
from storage.database import Database, other_processes
from storage.errors import ConflictError, StorageError
from storage.records import PROCESSING, Request, Session
from storage.transactions import Transaction
from tests.clock import PATIENCE
from tests.storage.disk import on_writer, pragma
from tests.storage.stores import MOMENT, Stores, new_request

pytestmark = pytest.mark.sqlite


async def fact(database: Database, name: str) -> str | None:
    return await database.value(str, "fact", name=name)


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 1)]
)
async def test_the_writer_is_durable_and_checks_references(
    name: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As it was imported, before the tests' own fixture changed it.
    monkeypatch.setattr("storage.connections.SYNCHRONOUS", SYNCHRONOUS)
    async with Database(tmp_path / "scenes.db") as database:
        assert await pragma(database, f"PRAGMA {name}") == value


async def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(ConflictError, match="changed or removed this meanwhile"):
        await database.run("star", image_id="none", user_id="ann", starred=True, now=MOMENT)


async def test_an_error_in_the_middle_takes_everything_back(database: Database) -> None:
    async def body(tx: Transaction) -> None:
        await tx.run("set_fact", name="half", value="written")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(body)
    assert await fact(database, "half") is None


async def test_a_body_that_waits_for_anything_else_is_an_error_and_takes_everything_back(database: Database) -> None:
    outside: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def body(tx: Transaction) -> None:
        await tx.run("set_fact", name="half", value="written")
        await outside

    with pytest.raises(RuntimeError, match="await nothing but its queries"):
        await database.write(body)
    assert await fact(database, "half") is None
    assert not await on_writer(database, lambda connection: connection.in_transaction)


@pytest.mark.parametrize("write", [True, False])
async def test_after_a_body_that_slept_the_connection_works(write: bool, database: Database) -> None:  # noqa: FBT001  # a parameter of the test
    async def body(_tx: Transaction) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="await nothing but its queries"):
        await (database.write(body) if write else database.read(body))
    assert await set_fact(database, "after", "well") == 1


async def test_one_query_alone_is_a_transaction(stores: Stores) -> None:
    database = stores.database
    session = await database.one(Session, "session_by_id", id="table")
    assert session is not None
    assert session.name == "The table"
    assert await database.one(Session, "session_by_id", id="none") is None
    assert await database.value(int, "call_failed", provider="none") is None
    assert await database.run("set_settings", id="table", settings='{"a": 1}') == 1
    assert await database.column(str, "sessions_with_views", since=MOMENT) == ()


async def test_one_query_that_returns_what_it_wrote_goes_to_the_writer(stores: Stores) -> None:
    await stores.enqueue(new_request())
    claimed = await stores.database.one(
        Request, "claim", token="t", expires_at=MOMENT, now=MOMENT, busy="[]", usual_provider=""
    )
    assert claimed is not None
    assert claimed.status == PROCESSING


async def set_fact(database: Database, name: str, value: str) -> int:
    return await database.run("set_fact", name=name, value=value)


async def test_a_cancelled_caller_leaves_a_whole_transaction_and_a_working_connection(database: Database) -> None:
    begun, go_on = Event(), Event()

    async def body(tx: Transaction) -> None:
        await tx.run("set_fact", name="first", value="1")
        begun.set()
        go_on.wait(2 * PATIENCE)
        await tx.run("set_fact", name="second", value="2")

    caller = asyncio.create_task(database.write(body))
    await asyncio.to_thread(begun.wait, PATIENCE)
    caller.cancel()
    await asyncio.wait({caller})
    go_on.set()
    assert await set_fact(database, "third", "3") == 1
    assert caller.cancelled()
    assert [await fact(database, name) for name in ("first", "second", "third")] == ["1", "2", "3"]


async def test_writers_at_once_never_interleave(database: Database) -> None:
    async def body(tx: Transaction) -> None:
        before = await tx.value(str, "fact", name="count")
        time.sleep(0.0005)  # noqa: ASYNC251  # the body runs in the connection's thread: this makes room for a rival
        await tx.run("set_fact", name="count", value=str(int(before or 0) + 1))

    await asyncio.gather(*(database.write(body) for _ in range(40)))
    assert await fact(database, "count") == "40"


async def test_writers_of_two_processes_never_interleave(database: Database, tmp_path: Path) -> None:
    async def body(tx: Transaction) -> None:
        before = await tx.value(str, "fact", name="count")
        await tx.run("set_fact", name="count", value=str(int(before or 0) + 1))

    async with Database(tmp_path / "scenes.db") as other:
        await asyncio.gather(*(side.write(body) for _ in range(20) for side in (database, other)))
    assert await fact(database, "count") == "40"


async def test_a_reader_sees_one_moment_while_a_writer_goes_on(database: Database) -> None:
    await set_fact(database, "word", "old")
    begun, written = Event(), Event()

    async def look_twice(tx: Transaction) -> tuple[str | None, str | None]:
        first = await tx.value(str, "fact", name="word")
        begun.set()
        written.wait(5)
        return first, await tx.value(str, "fact", name="word")

    looking = asyncio.create_task(database.read(look_twice))
    await asyncio.to_thread(begun.wait, PATIENCE)
    await set_fact(database, "word", "new")
    written.set()
    assert await looking == ("old", "old")
    assert await fact(database, "word") == "new"


async def test_a_write_that_returns_is_seen_by_the_next_read(database: Database) -> None:
    for number in range(10):
        await set_fact(database, "n", str(number))
        assert await fact(database, "n") == str(number)


async def test_what_was_begun_is_finished_when_the_database_closes(tmp_path: Path) -> None:
    async with Database(tmp_path / "scenes.db") as database:
        writing = asyncio.create_task(set_fact(database, "last", "word"))
        await asyncio.sleep(0)
    assert await writing == 1
    async with Database(tmp_path / "scenes.db") as database:
        assert await fact(database, "last") == "word"


async def test_another_program_that_holds_the_lock_is_named_after_the_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.05)
    async with Database(tmp_path / "scenes.db") as database:
        other = sqlite3.connect(tmp_path / "scenes.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StorageError, match=r"scenes\.db is busy with another program"):
                await set_fact(database, "a", "b")
        finally:
            other.close()
        assert await set_fact(database, "a", "b") == 1


async def test_only_what_another_process_has_written_counts_as_changed_elsewhere(
    database: Database, tmp_path: Path
) -> None:
    await set_fact(database, "own", "1")
    assert not await database.changed_elsewhere()
    async with Database(tmp_path / "scenes.db") as other:
        await set_fact(other, "theirs", "1")
    assert await database.changed_elsewhere()
    assert not await database.changed_elsewhere()


async def test_a_watcher_is_told_when_another_process_writes(database: Database, tmp_path: Path) -> None:
    changes = other_processes(database, interval=0.005)
    heard = asyncio.ensure_future(anext(changes))
    async with Database(tmp_path / "scenes.db") as other:
        await set_fact(other, "theirs", "1")
        await asyncio.wait_for(heard, PATIENCE)
    await changes.aclose()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize(
    "moment",
    [
        MOMENT,
        datetime(2071, 1, 1, tzinfo=UTC),
        datetime(2071, 1, 1, 2, 30, 0, 1, tzinfo=timezone(timedelta(hours=-8))),
    ],
)
async def test_a_moment_comes_back_aware_with_its_microseconds(moment: datetime, stores: Stores) -> None:
    session = await stores.sessions.open(f"s{moment.microsecond}", "", moment)
    assert session.created_at == moment
    assert session.created_at.tzinfo is UTC


async def test_moments_sort_as_texts_as_they_do_as_moments(database: Database) -> None:
    moments = [MOMENT.replace(microsecond=0) + timedelta(microseconds=step) for step in (0, 1, 999_999, 1_000_000)]
    query = "SELECT CAST(? AS TEXT) AS moment"

    def as_texts(connection: sqlite3.Connection) -> list[str]:
        return [connection.execute(query, (moment,)).fetchone()["moment"] for moment in reversed(moments)]

    texts = await on_writer(database, as_texts)
    assert sorted(texts) == texts[::-1]


async def test_a_moment_that_sqlite_wrote_by_itself_can_be_read(database: Database) -> None:
    def insert(connection: sqlite3.Connection) -> datetime:
        connection.execute(
            "INSERT INTO image_generation (id, session_id, user_id, request_type, context) VALUES (1, 1, 1, 1, 1)"
        )
        moment: datetime = connection.execute("SELECT created_at FROM image_generation").fetchone()["created_at"]
        return moment

    assert abs(datetime.now(UTC) - await on_writer(database, insert)) < timedelta(seconds=5)


async def test_one_long_read_holds_up_no_other(database: Database) -> None:
    begun, go_on = Event(), Event()

    async def search(_tx: Transaction) -> None:
        begun.set()
        go_on.wait(2 * PATIENCE)

    searching = asyncio.create_task(database.read(search))
    await asyncio.to_thread(begun.wait, PATIENCE)
    async with asyncio.timeout(PATIENCE):
        for number in range(4):
            assert await fact(database, str(number)) is None
    go_on.set()
    await searching


async def test_a_cancelled_read_keeps_its_connection_until_it_ends(database: Database) -> None:
    begun, go_on = Event(), Event()

    async def search(_tx: Transaction) -> None:
        begun.set()
        go_on.wait(2 * PATIENCE)

    searching = asyncio.create_task(database.read(search))
    await asyncio.to_thread(begun.wait, PATIENCE)
    searching.cancel()
    await asyncio.wait({searching})
    async with asyncio.timeout(PATIENCE):
        for number in range(4):
            assert await fact(database, str(number)) is None
    go_on.set()
    for _ in range(4):
        await asyncio.gather(*(fact(database, "any") for _ in range(4)))
