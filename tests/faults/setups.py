"""What a bot's processes share: a database file and a folder, or a PostgreSQL database and a bucket."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import asyncpg
import pytest

from storage.blobs import BlobStore
from storage.database import Database
from storage.sql_database import SqlDatabase
from tests.object_store.seaweedfs import BUCKET, SeaweedFS, program
from tests.storage.postgresql_server import Server, binaries

Rows = list[tuple[Any, ...]]
ONE_MACHINE, MANY_MACHINES = "SQLite and a folder", "PostgreSQL and S3"


class Setup(Protocol):
    """Where rows and pictures are kept, and how a process is told."""

    @property
    def environment(self) -> dict[str, str]:
        """What every process is told."""
        ...

    def data_dir(self, home: Path) -> Path:
        """Return the data folder of a process with this home."""
        ...

    async def rows(self, query: str) -> Rows:
        """Ask the database."""
        ...

    def open_database(self) -> AbstractAsyncContextManager[SqlDatabase]:
        """Open the database as the bot does."""
        ...

    def blobs(self) -> BlobStore:
        """Open the place of the pictures."""
        ...


@dataclass(frozen=True, slots=True)
class OneMachine:
    """SQLite and a folder, which all processes have in common."""

    data: Path

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def data_dir(self, _home: Path) -> Path:
        return self.data

    @property
    def database(self) -> Path:
        return self.data / "scenes.db"

    async def rows(self, query: str) -> Rows:
        def read() -> Rows:
            with closing(sqlite3.connect(self.database, timeout=30)) as connection:
                return connection.execute(query).fetchall()

        return await asyncio.to_thread(read)

    def open_database(self) -> AbstractAsyncContextManager[SqlDatabase]:
        return Database(self.database)

    def blobs(self) -> BlobStore:
        return BlobStore.local(self.data / "images")


@dataclass(frozen=True, slots=True)
class ManyMachines:
    """PostgreSQL and an S3 store; each process has a data folder of its own, as on a machine of its own."""

    server: Server
    database: str
    store: SeaweedFS
    folder: str

    @property
    def url(self) -> str:
        return self.server.url(self.database)

    @property
    def environment(self) -> dict[str, str]:
        place = {"DATABASE_URL": self.url, "IMAGE_STORE_URL": f"s3://{BUCKET}{self.folder}"}
        return place | self.store.variables

    def data_dir(self, home: Path) -> Path:
        return home / "data"

    async def rows(self, query: str) -> Rows:
        connection = await asyncpg.connect(self.url)
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    def open_database(self) -> AbstractAsyncContextManager[SqlDatabase]:
        from storage.postgresql.database import PostgresqlDatabase  # noqa: PLC0415  # as above

        return PostgresqlDatabase(self.url, connections=2)

    def blobs(self) -> BlobStore:
        return BlobStore.remote(self.store.bucket(self.folder))


@dataclass(frozen=True, slots=True)
class Servers:
    """Where there are more machines than one."""

    postgresql: Server
    store: SeaweedFS


@asynccontextmanager
async def made(servers: Servers | None, folder: Path) -> AsyncIterator[Setup]:
    """Make a setup without anything in it, on the servers where there are some."""
    if servers is None:
        yield OneMachine(folder / "data")
        return
    name = uuid4().hex
    await servers.postgresql.execute(f'CREATE DATABASE "{name}"')
    try:
        yield ManyMachines(servers.postgresql, name, servers.store, f"/{name}")
    finally:
        await servers.postgresql.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


#: What tests that run on both setups are parametrized with.
KINDS = (
    ONE_MACHINE,
    pytest.param(
        MANY_MACHINES,
        marks=pytest.mark.skipif(
            binaries() is None or program() is None,
            reason="it needs a PostgreSQL server (Debian: postgresql) and SeaweedFS (dependency group object-store)",
        ),
    ),
)
