"""A database that another program has locked: everybody is answered in the time that one has to wait, and in bounds."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.connections import LOOK_MS, begin_writing
from storage.database import MOST_WAITING
from storage.errors import StorageError
from tests.storage.stores import Stores, new_request

pytestmark = pytest.mark.sqlite


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Lock the database as another program would."""
    with contextlib.closing(sqlite3.connect(tmp_path / "scenes.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Have no lock be waited for, and return for how many seconds each transaction would have waited."""
    waited: list[float] = []

    def note(connection: sqlite3.Connection, seconds: float) -> None:
        waited.append(seconds)
        begin_writing(connection, 0.0)

    monkeypatch.setattr("storage.database.begin_writing", note)
    return waited


async def test_who_stood_in_line_waits_no_second_time_for_the_lock(
    stores: Stores, lock: sqlite3.Connection, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = time.monotonic()
    monkeypatch.setattr("storage.database.time.monotonic", lambda: passed)
    begun = [asyncio.create_task(stores.facts.set("a", "b")) for _ in range(3)]

    async def pass_ten_seconds(*_: object) -> None:
        nonlocal passed
        passed += 10

    await asyncio.gather(*begun, return_exceptions=True)
    assert waits == [10.0] * 3
    late = [stores.facts.set("a", "b") for _ in range(2)]
    first = asyncio.ensure_future(late[0])
    await asyncio.sleep(0)
    await pass_ten_seconds()
    with pytest.raises(StorageError, match="busy with another program"):
        await first
    with pytest.raises(StorageError, match="busy with another program"):
        await late[1]
    lock.execute("ROLLBACK")
    await stores.facts.set("a", "b")
    assert waits[-1] == 10.0


async def test_the_line_behind_a_locked_database_is_bounded(
    stores: Stores, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.STUCK_SECONDS", 0.05)
    line = [asyncio.create_task(stores.enqueue(new_request())) for _ in range(MOST_WAITING + 1)]
    await asyncio.sleep(0.1)
    with pytest.raises(StorageError, match="busy with another program"):
        await stores.enqueue(new_request())
    assert not any(task.done() for task in line)
    lock.execute("ROLLBACK")
    await asyncio.gather(*line)
    await stores.enqueue(new_request())


async def test_a_long_line_that_moves_is_let_stand(stores: Stores) -> None:
    await asyncio.gather(*(stores.enqueue(new_request()) for _ in range(4 * MOST_WAITING)))


def test_a_lock_is_looked_at_at_the_same_short_intervals(tmp_path: Path, lock: sqlite3.Connection) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "scenes.db", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {LOOK_MS}")
        said = list[str]()
        connection.set_trace_callback(said.append)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            begin_writing(connection, 20 * LOOK_MS / 1000)
        assert said == ["BEGIN IMMEDIATE"] * 21
        lock.execute("ROLLBACK")
        begin_writing(connection, 0.0)
        assert connection.in_transaction
