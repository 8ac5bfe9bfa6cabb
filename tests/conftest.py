"""Shared fixtures: a real database and its stores in a folder of the test's own, an environment without settings.

What stands around every test is here, too: nothing waits for the disk, a log record that cannot be written fails the
test, and logging is left as it was.
"""

import asyncio
import gc
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from storage.database import Database
from storage.postgresql.database import PostgresqlDatabase
from storage.s3 import VARIABLES
from storage.sql_database import SqlDatabase
from tests.clock import LoopClock
from tests.generation.fake_provider import FakeProvider
from tests.storage.postgresql_server import Server, running_server
from tests.storage.stores import Stores, stores_on


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over what was imported and collected: it lives as long as the tests do."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _disk_not_waited_for() -> Iterator[None]:
    """Leave out what only a power failure would show: a test would wait for the disk some thirty times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.connections.SYNCHRONOUS", "OFF")
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _unwritten_log_records() -> Iterator[list[str]]:
    """Collect what `logging` could not write: it only prints so, on a stderr that nobody sees."""
    unwritten = list[str]()

    def note(handler: logging.Handler, record: logging.LogRecord) -> None:
        unwritten.append(f"{handler} could not write {record.name}: {record.msg!r}: {sys.exception()!r}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.Handler, "handleError", note)
        yield unwritten
        assert not unwritten


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Take back what a command of the application, run by a test, has set up."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], _levels()
    yield
    root.handlers[:] = handlers
    for name, level in _levels().items():
        if level != (before := levels.get(name, logging.NOTSET)):
            logging.getLogger(name).setLevel(before)


def _levels() -> dict[str, int]:
    known = logging.Logger.manager.loggerDict.items()
    levels = {name: logger.level for name, logger in known if isinstance(logger, logging.Logger)}
    return {"root": logging.getLogger().level} | levels


@pytest.fixture(autouse=True)
def _every_log_record_written(_unwritten_log_records: list[str]) -> Iterator[None]:
    """Fail where a record could not be written."""
    yield
    unwritten = _unwritten_log_records[:]
    _unwritten_log_records.clear()
    assert not unwritten


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Take every variable that the bot reads out of the environment and stand in a folder without `.env`."""
    names = {name.upper() for name in Settings.model_fields} | set(VARIABLES)
    names |= {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}
    for name in names:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def settings(clean_environment: Path, migrated: Path) -> Settings:
    """Return what an operator has who has set nothing but the data folder, in which there is an empty database."""
    settings = Settings(data_dir=clean_environment / "data")
    settings.data_dir.mkdir()
    shutil.copy(migrated, settings.database_path)
    return settings


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file that every test may copy: to migrate afresh each time would take most of the time."""

    async def make(path: Path) -> None:
        async with Database(path):
            pass

    path = tmp_path_factory.mktemp("migrated") / "scenes.db"
    asyncio.run(make(path))
    return path


#: The folders whose tests run on both databases; what looks into SQLite itself is marked so.
ON_BOTH = {"export", "generation", "storage"}
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Part the tests on PostgreSQL from the others: they double what a look at a change costs."""
    parser.addoption("--postgresql", action="store_true", help="run the tests on PostgreSQL, and no others")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the other kind, but in folders that are run by their names alone."""
    wanted: bool = config.getoption("--postgresql")
    by_name = set(config.getini("norecursedirs"))
    left_out = [item for item in items if _is_on_postgresql(item) is not wanted and by_name.isdisjoint(item.path.parts)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        out = set(left_out)
        items[:] = [item for item in items if item not in out]


def _is_on_postgresql(item: pytest.Item) -> bool:
    values = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    needs_server = "postgresql_server" in getattr(item, "fixturenames", ())
    return needs_server or values.get("database_kind") == POSTGRESQL or item.get_closest_marker(POSTGRESQL) is not None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database on SQLite, and, where the tests are about the database, on PostgreSQL as well."""
    if "database_kind" not in metafunc.fixturenames:
        return
    test = metafunc.definition
    if test.get_closest_marker(POSTGRESQL):
        kinds = [POSTGRESQL]
    elif test.path.parent.name in ON_BOTH and not test.get_closest_marker(SQLITE):
        kinds = [SQLITE, POSTGRESQL]
    else:
        kinds = [SQLITE]
    metafunc.parametrize("database_kind", kinds)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """Start a PostgreSQL server, which has the database `migrated`."""
    with running_server() as server:
        yield server


@pytest.fixture
def open_database(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[], SqlDatabase]]:
    """Return what opens the test's own database, as often as the test has processes."""
    if database_kind == SQLITE:
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "scenes.db")
        yield lambda: Database(tmp_path / "scenes.db")
        return
    server: Server = request.getfixturevalue("postgresql_server")
    yield lambda: PostgresqlDatabase(server.url("migrated"), connections=4)
    asyncio.run(server.empty("migrated"))


@pytest.fixture
async def database(open_database: Callable[[], SqlDatabase]) -> AsyncIterator[SqlDatabase]:
    """Open a database of the test's own."""
    async with open_database() as database:
        yield database


@pytest.fixture
async def stores(database: SqlDatabase, tmp_path: Path) -> Stores:
    """Return the stores on that database, with the session `table` opened."""
    return await stores_on(database, tmp_path / "images")


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> LoopClock:
    """Return the event loop's clock, which a test may put forward."""
    return LoopClock(asyncio.get_running_loop(), monkeypatch)


@pytest.fixture
def painter() -> FakeProvider:
    """Return a provider that paints at once, and that can be told to do otherwise."""
    return FakeProvider()
