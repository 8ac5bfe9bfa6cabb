"""What PostgreSQL alone can do to a process: cut its connection, restart, tell it news, free the locks of the dead."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage.errors import ConflictError, StorageError
from storage.outbox import DeliveryStore
from storage.postgresql.database import PostgresqlDatabase
from storage.postgresql.news import TOGETHER_SECONDS
from storage.postgresql.process_locks import lock_name
from storage.process_locks import OwnerState
from storage.provider_state import ProviderStore
from storage.queue import QueueStore
from storage.sql_database import SqlDatabase, Transaction
from tests.clock import PATIENCE
from tests.storage.postgresql_server import Server, running_server
from tests.storage.stores import MOMENT, SECOND, new_request, stores_on

pytestmark = pytest.mark.postgresql
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'migrated' AND pid <> pg_backend_pid()"


@pytest.fixture
async def opened(open_database: Callable[[], SqlDatabase]) -> AsyncIterator[PostgresqlDatabase]:
    async with open_database() as database:
        assert isinstance(database, PostgresqlDatabase)
        yield database


@pytest.fixture
async def other(open_database: Callable[[], SqlDatabase]) -> AsyncIterator[PostgresqlDatabase]:
    async with open_database() as database:
        assert isinstance(database, PostgresqlDatabase)
        yield database


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """Start a server that may crash: what the tests' common one has to recover takes long."""
    with running_server() as server:
        yield server


@pytest.fixture
async def restarting(own_server: Server) -> AsyncIterator[tuple[Server, PostgresqlDatabase]]:
    async with PostgresqlDatabase(own_server.url("migrated"), connections=4) as database:
        yield own_server, database


async def set_fact(tx: Transaction, name: str, value: str) -> None:
    await tx.run("set_fact", name=name, value=value)


class TestTransactions:
    async def test_one_that_is_cut_before_its_commit_is_run_once_more(
        self, opened: PostgresqlDatabase, postgresql_server: Server
    ) -> None:
        tries = 0

        async def body(tx: Transaction) -> None:
            nonlocal tries
            tries += 1
            await set_fact(tx, f"try {tries}", "made")
            if tries == 1:
                await postgresql_server.execute(CUT)
                # The server cuts when it comes to it.
                async with asyncio.timeout(PATIENCE):
                    while True:
                        await set_fact(tx, "cut?", "not yet")

        await opened.write(body)
        assert await opened.column(str, "fact_names", prefix="try") == ("try 2",)

    async def test_what_is_written_while_the_server_crashes_and_restarts_is_there_once(
        self, restarting: tuple[Server, PostgresqlDatabase]
    ) -> None:
        server, opened = restarting

        async def write(number: int) -> None:
            await asyncio.sleep(number * 0.02)
            await opened.write(lambda tx: set_fact(tx, f"n {number}", "here"))

        writing = asyncio.gather(*(write(number) for number in range(50)), return_exceptions=True)
        await asyncio.sleep(0.2)
        await asyncio.to_thread(server.stop, "immediate")
        await asyncio.to_thread(server.start)
        ends = await writing
        refused = {f"n {number}": str(end) for number, end in enumerate(ends) if isinstance(end, StorageError)}
        kept = set(await opened.column(str, "fact_names", prefix="n "))
        # Of one whose commit was cut nobody knows how it ended, and its error says so.
        assert kept | refused.keys() == {f"n {number}" for number in range(50)}
        assert all("during a commit" in reason for reason in refused.values()), refused

    async def test_two_that_wait_for_each_other_both_end(self, opened: PostgresqlDatabase) -> None:
        met = asyncio.Barrier(2)
        first_time = {"a", "b"}

        async def body(tx: Transaction, mine: str, theirs: str) -> None:
            await tx.alone("test", mine)
            if mine in first_time:
                first_time.remove(mine)
                await met.wait()
            await tx.alone("test", theirs)
            await set_fact(tx, f"both {mine}", "")

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(
                opened.write(lambda tx: body(tx, "a", "b")), opened.write(lambda tx: body(tx, "b", "a"))
            )
        assert set(await opened.column(str, "fact_names", prefix="both")) == {"both a", "both b"}

    async def test_a_contradiction_that_stays_is_a_conflict(self, opened: PostgresqlDatabase) -> None:
        with pytest.raises(ConflictError):
            await opened.run("open_attempt", id="a", request_id="none", provider="p", key_guild_id=None, now=None)

    async def test_a_caller_that_is_cancelled_leaves_nothing_half_done(self, opened: PostgresqlDatabase) -> None:
        begun = asyncio.Event()

        async def body(tx: Transaction) -> None:
            await set_fact(tx, "first", "")
            begun.set()
            await set_fact(tx, "second", "")

        writing = asyncio.create_task(opened.write(body))
        await begun.wait()
        writing.cancel()
        await asyncio.wait({writing})
        async with asyncio.timeout(PATIENCE):
            while await opened.value(str, "fact", name="second") is None:  # noqa: ASYNC110  # nobody is told
                await asyncio.sleep(0.01)
        assert await opened.value(str, "fact", name="first") == ""


class TestNews:
    async def test_what_another_process_writes_is_heard_and_the_own_is_not(
        self, opened: PostgresqlDatabase, other: PostgresqlDatabase
    ) -> None:
        await opened.changed_elsewhere()
        await opened.run("set_fact", name="own", value="")
        assert not await opened.changed_elsewhere()
        await other.run("set_fact", name="theirs", value="")
        async with asyncio.timeout(1):
            await opened.wait_to_look(0.2)
        assert await opened.changed_elsewhere()

    async def test_workers_that_find_nothing_wake_nobody(
        self, opened: PostgresqlDatabase, other: PostgresqlDatabase
    ) -> None:
        """Each that was woken looks for work, and would wake the others by that."""
        for database in (opened, other):
            await database.changed_elsewhere()
        assert await QueueStore(other, "other").claim(MOMENT) is None
        assert await DeliveryStore(other, "other").claim(MOMENT) is None
        await other.run("forget_progress")
        # What is said after that is the first that is heard.
        await asyncio.sleep(5 * TOGETHER_SECONDS)
        assert not await opened.changed_elsewhere()
        await other.run("set_fact", name="theirs", value="")
        async with asyncio.timeout(PATIENCE):
            await opened.wait_to_look(0.2)
        assert await opened.changed_elsewhere()

    async def test_it_is_heard_on_a_new_connection_as_well(
        self, opened: PostgresqlDatabase, other: PostgresqlDatabase, postgresql_server: Server
    ) -> None:
        await postgresql_server.execute(CUT)
        async with asyncio.timeout(PATIENCE):
            while opened.held.renewed_at is None or other.held.renewed_at is None:  # noqa: ASYNC110  # as above
                await asyncio.sleep(0.01)
        await opened.changed_elsewhere()
        await other.run("set_fact", name="theirs", value="")
        async with asyncio.timeout(1):
            await opened.wait_to_look(0.2)


class TestOwners:
    async def test_a_process_lives_while_it_holds_its_name_and_is_dead_soon_after_it_ends(
        self, opened: PostgresqlDatabase, other: PostgresqlDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.postgresql.process_locks.ABSENT_SECONDS", 0.05)
        async with lock_name(opened.held) as mine:
            async with lock_name(other.held) as theirs:
                token = f"{theirs.name}:token"
                await mine.look()
                assert mine.owner_state(token) is OwnerState.ALIVE
                assert mine.process_id(token) == f"{os.getpid()} on {socket.gethostname()}"
            await mine.look()
            # It may only be between two connections.
            assert mine.owner_state(token) is OwnerState.UNKNOWN
            await asyncio.sleep(0.05)
            await mine.look()
            assert mine.owner_state(token) is OwnerState.DEAD

    async def test_whoever_lost_its_connection_has_its_name_back_and_is_taken_for_dead_by_nobody(
        self, opened: PostgresqlDatabase, other: PostgresqlDatabase, postgresql_server: Server
    ) -> None:
        async with lock_name(opened.held) as mine, lock_name(other.held) as theirs:
            await postgresql_server.execute(CUT)
            async with asyncio.timeout(PATIENCE):
                await mine.look()
                while mine.owner_state(f"{theirs.name}:token") is not OwnerState.ALIVE:
                    assert mine.owner_state(f"{theirs.name}:token") is OwnerState.UNKNOWN
                    await asyncio.sleep(0.01)
                    await mine.look()
            assert mine.owner_state("of nobody:token") is OwnerState.UNKNOWN


class TestOpening:
    async def test_processes_that_start_at_once_make_the_schema_once(self, postgresql_server: Server) -> None:
        await postgresql_server.execute("CREATE DATABASE fresh")

        async def open_it() -> None:
            async with PostgresqlDatabase(postgresql_server.url("fresh"), connections=2):
                pass

        await asyncio.gather(*(open_it() for _ in range(4)))
        await postgresql_server.execute("DROP DATABASE fresh WITH (FORCE)")

    async def test_an_address_without_a_database_is_one_sentence_without_the_password(
        self, postgresql_server: Server
    ) -> None:
        url = postgresql_server.url("nowhere").replace("scenes@", "scenes:hunter2@")
        with pytest.raises(StorageError, match=r"does not exist\. Correct DATABASE_URL") as refused:
            async with PostgresqlDatabase(url):
                pass
        assert "hunter2" not in str(refused.value)


async def test_a_machine_whose_clock_is_ahead_fills_no_providers_bucket(
    opened: PostgresqlDatabase, other: PostgresqlDatabase
) -> None:
    opened.held.clock_offset -= 3600
    ahead, right = ProviderStore(opened), ProviderStore(other)
    limit = {"capacity": 2, "per_second": 0.001, "trial": SECOND}
    hour = 3600 * SECOND
    admitted = [
        (await store.admit("painter", moment, **limit))[0]  # type: ignore[arg-type]  # numbers and a span
        for store, moment in ((ahead, MOMENT + hour), (right, MOMENT)) * 3
    ]
    assert admitted == [True, True, False, False, False, False]


async def test_a_repeat_of_the_same_key_at_once_is_one_request(
    open_database: Callable[[], SqlDatabase], tmp_path: Path
) -> None:
    async with open_database() as database:
        stores = await stores_on(database, tmp_path / "images")
        submitted = await asyncio.gather(*(stores.submit(new_request(key="key")) for _ in range(6)))
    assert len({request.id for request, _, _ in submitted if request}) == 1
    assert sum(fresh for _, fresh, _ in submitted) == 1


async def test_a_request_that_its_user_is_changing_is_claimed_after_that(
    opened: PostgresqlDatabase, postgresql_server: Server, tmp_path: Path
) -> None:
    stores = await stores_on(opened, tmp_path / "images")
    request = await stores.enqueue(new_request())
    changed, looked = asyncio.Event(), asyncio.Event()

    async def change(tx: Transaction) -> None:
        await tx.run("choose_to_wait", batch_id=request.id)
        changed.set()
        await looked.wait()

    changing = asyncio.create_task(opened.write(change))
    await changed.wait()
    claiming = asyncio.create_task(stores.claim())
    try:
        async with asyncio.timeout(PATIENCE):
            while not claiming.done() and not await postgresql_server.value(WAITING):  # noqa: ASYNC110  # locks tell nobody
                await asyncio.sleep(0.01)
    finally:
        looked.set()
    await changing
    assert (await claiming).request.id == request.id
