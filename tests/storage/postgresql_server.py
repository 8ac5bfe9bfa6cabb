"""A PostgreSQL server of the tests' own, from the binaries that the machine has, and databases on it."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from storage.postgresql.database import PostgresqlDatabase

#: As whom the server runs where the tests run as root, which it refuses.
USERS = ("postgres", "nobody")
SETTINGS = ("listen_addresses=", "max_connections=200")
#: What makes tests fast: nothing waits for the disk, and nothing runs beside them.
HASTY = ("fsync=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB")


#: To make a database anew would take ten times as long.
EMPTY = """
DO $$ BEGIN
    EXECUTE (
        SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('schema_migration', 'gallery_version', 'queue_clock')
    );
    UPDATE gallery_version SET changes = 0;
    UPDATE queue_clock SET ticks = 0;
END $$
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, where its sockets are, and how it is started."""

    folder: Path
    binaries: Path
    user: str | None
    settings: tuple[str, ...] = SETTINGS

    def url(self, database: str) -> str:
        return f"postgresql://scenes@/{database}?host={self.folder}"

    def start(self) -> None:
        options = " ".join(f"-c {setting}" for setting in (*self.settings, f"unix_socket_directories={self.folder}"))
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self, how: str = "fast") -> None:
        self._control("stop", "-m", how)

    def promote(self) -> None:
        """Have a replica take writes from now on."""
        self._control("promote")

    def _control(self, verb: str, *options: str) -> None:
        self.run("pg_ctl", verb, "-D", str(self.folder / "data"), "-w", "-s", *options)

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        subprocess.run(command, check=True, user=self.user, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603  # its own

    async def execute(self, statement: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(self.url(database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def value(self, query: str, database: str = "postgres") -> int:
        """Return the one number that a query gives."""
        connection = await asyncpg.connect(self.url(database))
        try:
            number: int = await connection.fetchval(query)
            return number
        finally:
            await connection.close()

    async def empty(self, database: str) -> None:
        """Take every row out of a database but those that the migrations have put there."""
        await self.execute(EMPTY, database)


def binaries() -> Path | None:
    """Return where the newest server of this machine is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def running_server(settings: Sequence[str] = HASTY) -> Iterator[Server]:
    """Start a server without data, and take it away at the end."""
    programs = binaries()
    assert programs is not None, "there is no PostgreSQL server on this machine (Debian: apt-get install postgresql)"
    # Not in pytest's own folder: that one is closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server = Server(folder, programs, _server_user(folder), (*SETTINGS, *settings))
    try:
        server.run(
            "initdb", "-D", str(folder / "data"), "-U", "scenes", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )
        server.start()
        try:
            asyncio.run(_make_template(server))
            yield server
        finally:
            # A test may have stopped it.
            with contextlib.suppress(subprocess.CalledProcessError):
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running_replica(primary: Server) -> Iterator[Server]:
    """Start a copy that follows a server, which from then on calls nothing committed that the copy has not got."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    replica = Server(folder, primary.binaries, _server_user(folder), primary.settings)
    try:
        replica.run("pg_basebackup", "-D", str(folder / "data"), "-R", "-h", str(primary.folder), "-U", "scenes")
        replica.start()
        asyncio.run(primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'"))
        asyncio.run(primary.execute("SELECT pg_reload_conf()"))
        yield replica
    finally:
        replica.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _server_user(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    for user in USERS:
        with contextlib.suppress(LookupError):
            shutil.chown(folder, user)
            return user
    raise AssertionError("root may not run PostgreSQL, and there is no other user")


async def _make_template(server: Server) -> None:
    await server.execute("CREATE DATABASE migrated")
    async with PostgresqlDatabase(server.url("migrated")):
        pass
