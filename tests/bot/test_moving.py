"""`bot.py migrate --to`: everything into another database and back, however often it is interrupted."""

import asyncio
import contextlib
import hashlib
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.moving.rows import copy_rows
from storage.moving.sqlite_side import open_sqlite
from storage.moving.tables import TABLES
from storage.process_locks import lock_process
from storage.stores import open_postgresql_stores, open_stores
from tests.storage.gallery_images import Kind, add_image
from tests.storage.postgresql_server import Server
from tests.storage.stores import MOMENT, Stores, new_request

ROOT = Path(__file__).parents[2]
LONG = 60.0
#: What triggers make anew in the new database, and what is each database's own.
DERIVED = {
    "gallery_bitmap",
    "gallery_block",
    "gallery_version",
    "image_search",
    "image_words",
    "schema_migration",
    "progress",
    "gateway",
    "member_question",
}


@pytest.fixture
def database_url(postgresql_server: Server) -> Iterator[str]:
    """Return the address of a database without tables, with a password that the server does not ask for."""
    asyncio.run(postgresql_server.execute("DROP DATABASE IF EXISTS moved WITH (FORCE)"))
    asyncio.run(postgresql_server.execute("CREATE DATABASE moved"))
    yield postgresql_server.url("moved").replace("scenes@", "scenes:hunter2@")
    asyncio.run(postgresql_server.execute("DROP DATABASE moved WITH (FORCE)"))


async def fill(path: Path, images: int = 30) -> None:
    """Let a table have played: pictures with tags and stars, some secret, requests that wait, a message that is due."""
    blobs = BlobStore.local(path.parent / "images")
    async with open_stores(path, blobs) as opened:
        stores = Stores.on(opened.database, opened.blobs, opened.spool, opened.locks)
        await stores.sessions.open("table", "The table", MOMENT)
        await stores.sessions.join("table", "ann", "player", MOMENT, name="Änn")
        for number in range(images):
            image_id = await add_image(stores, Kind(visibility="secret" if number % 7 == 0 else "public"))
            await stores.images.change_tags(image_id, lambda _tags, n=number: (f"tag {n % 3}", "rain"))  # type: ignore[misc]  # binds the loop's value
            await stores.images.star(image_id, "ann", MOMENT, starred=number % 2 == 0)
        for number in range(5):
            await stores.enqueue(new_request(key=f"key {number}"), channel_id="channel")
        await stores.claim()


MANY = """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
    INSERT INTO image_generation (id, session_id, user_id, request_type, context, created_at, status)
    SELECT printf('many %08d', n), 'table', 'ann', 'scene', 'a street', '2026-01-01 00:00:00.000000', 'failed'
    FROM number
"""


def many(path: Path, requests: int) -> None:
    """Put so many requests into a database that a copy takes a while."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(MANY, (requests,))
        connection.commit()


async def run(folder: Path, source: str, *arguments: str) -> Process:
    environment = {**os.environ, "DATABASE_URL": source, "DATA_DIR": str(folder / "data")}
    command = [sys.executable, str(ROOT / "bot.py"), "migrate", *arguments]
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )


async def ended(process: Process) -> tuple[int | None, str]:
    async with asyncio.timeout(LONG):
        out, _ = await process.communicate()
    return process.returncode, out.decode()


async def digest_of(path: Path) -> str:
    """Return a hash of all rows of an SQLite database that are copied."""
    said = hashlib.sha256()
    async with open_sqlite(path, changed=True) as side:
        for table in TABLES:
            columns = await side.columns(table)
            for row in await side.rows(table, columns, after=None, last=None, most=None):
                said.update(repr(row).encode())
    return said.hexdigest()


def test_every_table_is_copied_or_made_anew(migrated: Path) -> None:
    connection = sqlite3.connect(migrated)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    known = {table.name for table in TABLES} | DERIVED
    assert {name for name in names if not name.startswith(("sqlite_", "image_search_"))} <= known


async def test_it_goes_there_and_back_and_is_the_same(clean: Path, database_url: str) -> None:
    first, last = clean / "first" / "scenes.db", clean / "last" / "scenes.db"
    first.parent.mkdir()
    await fill(first)
    code, said = await ended(await run(clean, f"sqlite:///{first}", "--to", database_url))
    assert code == 0, said
    assert "by counts and hashes" in said
    assert "image_generation: 35 of 35" in said
    assert "hunter2" not in said
    async with open_postgresql_stores(database_url, clean / "data", BlobStore.local(first.parent / "images")) as stores:
        page = await stores.images.page("table", sees_secrets=True)
        assert page.total == 30
        assert await stores.images.choices("table", "tag", sees_secrets=True)
        assert await stores.requests.counts() == {"queued": 4, "processing": 1}
    code, said = await ended(await run(clean, database_url, "--to", f"sqlite:///{last}"))
    assert code == 0, said
    assert await digest_of(last) == await digest_of(first)
    async with open_stores(last, BlobStore.local(first.parent / "images")) as stores:
        assert (await stores.images.page("table", sees_secrets=True)).total == 30


async def test_one_that_is_killed_twice_goes_on_and_ends(clean: Path, database_url: str) -> None:
    path = clean / "first" / "scenes.db"
    path.parent.mkdir()
    await fill(path, images=3)
    many(path, 30_000)
    for _ in range(2):
        process = await run(clean, f"sqlite:///{path}", "--to", database_url)
        assert process.stdout is not None
        async with asyncio.timeout(LONG):
            while not (await process.stdout.readline()).startswith(b"image_generation"):
                pass
        process.kill()
        await process.wait()
        with pytest.raises(Exception, match="unfinished copy"):
            async with open_postgresql_stores(database_url, clean / "data", BlobStore.local(clean / "images")):
                pass
    code, said = await ended(await run(clean, f"sqlite:///{path}", "--to", database_url))
    assert code == 0, said
    assert "image_generation: 30008 of 30008" in said


async def test_it_refuses_beside_a_bot_that_runs(clean: Path, database_url: str) -> None:
    path = clean / "first" / "scenes.db"
    path.parent.mkdir()
    await fill(path, images=1)
    with lock_process(path.parent / "owners"):
        code, said = await ended(await run(clean, f"sqlite:///{path}", "--to", database_url))
    assert code == 1
    assert "The bot is running (process" in said
    async with open_postgresql_stores(database_url, clean / "data", BlobStore.local(clean / "images")):
        code, said = await ended(await run(clean, f"sqlite:///{path}", "--to", database_url))
    assert code == 1
    assert "The bot is running (process" in said


async def test_it_refuses_a_database_that_holds_something_else(clean: Path, database_url: str) -> None:
    mine, other = clean / "mine" / "scenes.db", clean / "other" / "scenes.db"
    for path in (mine, other):
        path.parent.mkdir()
        await fill(path, images=1)
    code, said = await ended(await run(clean, f"sqlite:///{mine}", "--to", f"sqlite:///{other}"))
    assert code == 1
    assert "holds the data of a bot already" in said
    code, said = await ended(await run(clean, f"sqlite:///{mine}", "--to", f"sqlite:///{mine}"))
    assert code == 1
    assert "is where everything is already" in said


async def test_a_copy_that_was_changed_meanwhile_is_made_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "a" / "scenes.db", tmp_path / "b" / "scenes.db"
    source.parent.mkdir()
    await fill(source, images=4)
    async with open_sqlite(source, changed=False) as one, open_sqlite(target, changed=True) as two:

        def stop(table: str, _done: int, _total: int) -> None:
            if table == "posting":
                raise InterruptedError

        with pytest.raises(InterruptedError):
            await copy_rows(one, two, stop)
        await two.delete(TABLES[0], [("table",)])
        favorite = next(table for table in TABLES if table.name == "favorite")
        star = (await two.rows(favorite, await two.columns(favorite), after=None, last=None, most=1))[0]
        await two.write(favorite, await two.columns(favorite), [(star[0], "somebody else", *star[2:])])
        await copy_rows(one, two, lambda *_: None)
    assert await digest_of(target) == await digest_of(source)
