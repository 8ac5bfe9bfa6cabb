"""Migrations: applied once, in one transaction, whoever else starts at the same time."""

import asyncio
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import migrations
from storage.database import Database
from storage.errors import StorageError
from tests.clock import PATIENCE

pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).parents[2]
OPEN = """
import asyncio, pathlib, sys
from storage.database import Database

async def main():
    async with Database(pathlib.Path(sys.argv[1])):
        pass

asyncio.run(main())
"""


def applied(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM schema_migration ORDER BY number")]
    finally:
        connection.close()


async def test_a_fresh_database_gets_every_step_in_order(tmp_path: Path) -> None:
    async with Database(tmp_path / "scenes.db"):
        pass
    assert applied(tmp_path / "scenes.db") == [path.stem for _, path in migrations.steps()]


async def test_opening_again_applies_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        async with Database(tmp_path / "scenes.db"):
            pass
    assert applied(tmp_path / "scenes.db") == [path.stem for _, path in migrations.steps()]


def test_threads_that_start_at_once_apply_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"

    async def open_it() -> None:
        async with Database(path):
            pass

    with ThreadPoolExecutor(8) as pool:
        for opened in [pool.submit(lambda: asyncio.run(open_it())) for _ in range(8)]:
            opened.result()
    assert applied(path) == [path.stem for _, path in migrations.steps()]


async def test_processes_that_start_at_once_apply_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", OPEN, str(path), cwd=ROOT) for _ in range(2)
    ]
    assert [await process.wait() for process in processes] == [0, 0]
    assert applied(path) == [path.stem for _, path in migrations.steps()]


async def test_who_starts_waits_for_the_migration_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the file is not written by a log, SQLite itself does not wait."""
    path = tmp_path / "scenes.db"
    other, tried = sqlite3.connect(path, isolation_level=None), threading.Event()
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE half (id)")
    monkeypatch.setattr("storage.connections.time.sleep", lambda _seconds: tried.set())

    async def open_it() -> None:
        async with Database(path):
            pass

    opening = asyncio.create_task(open_it())
    await asyncio.to_thread(tried.wait, PATIENCE)
    other.execute("ROLLBACK")
    other.close()
    await opening
    assert applied(path) == [path.stem for _, path in migrations.steps()]


async def test_where_no_step_is_lacking_a_start_waits_for_nobody(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    async with Database(path):
        pass
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with asyncio.timeout(PATIENCE), Database(path):
        pass
    other.close()


async def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "scenes.db"
    async with Database(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO schema_migration (number, name) VALUES (9999, 'of tomorrow')")
    connection.commit()
    connection.close()
    with pytest.raises(StorageError, match=r"newer version of the bot\. Update the bot"):
        async with Database(path):
            pass
    assert applied(path)[-1] == "of tomorrow"


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "0001_good.sql").write_text("CREATE TABLE good (id);")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE half (id);\nCREATE TABLE half (id);")
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    connection = sqlite3.connect(tmp_path / "scenes.db", isolation_level=None)
    connection.row_factory = sqlite3.Row
    with pytest.raises(sqlite3.OperationalError, match="half already exists"):
        migrations.apply(connection)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == []


def test_a_script_is_cut_where_statements_end() -> None:
    script = "-- a; comment\nCREATE TABLE a (x TEXT DEFAULT ';');\nCREATE TABLE b (y);\n"
    statements = list(migrations._statements(script))
    assert [statement.count("CREATE") for statement in statements] == [1, 1]


def test_steps_have_numbers_without_holes() -> None:
    numbers = [number for number, _ in migrations.steps()]
    assert numbers == list(range(1, len(numbers) + 1))
