"""Shared fixtures: a real database and its stores in a folder of the test's own, an environment without settings."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from storage.database import Database
from storage.s3 import VARIABLES
from tests.generation.painter import FakePainter
from tests.storage.stores import Stores, stores_on


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Take every variable that the bot reads out of the environment and stand in a folder without `.env`."""
    names = {name.upper() for name in Settings.model_fields} | set(VARIABLES)
    for name in names:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def settings(clean_environment: Path) -> Settings:
    """Return what an operator has who has set nothing but the data folder."""
    return Settings(data_dir=clean_environment / "data")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file that every test may copy: to migrate afresh each time would take most of the time."""

    async def make(path: Path) -> None:
        async with Database(path):
            pass

    path = tmp_path_factory.mktemp("migrated") / "scenes.db"
    asyncio.run(make(path))
    return path


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Open a database of the test's own, on disk."""
    shutil.copy(migrated, tmp_path / "scenes.db")
    async with Database(tmp_path / "scenes.db") as database:
        yield database


@pytest.fixture
async def stores(database: Database, tmp_path: Path) -> Stores:
    """Return the stores on that database, with the session `table` opened."""
    return await stores_on(database, tmp_path / "images")


@pytest.fixture
def painter() -> FakePainter:
    """Return a provider that paints at once, and that can be told to do otherwise."""
    return FakePainter()
