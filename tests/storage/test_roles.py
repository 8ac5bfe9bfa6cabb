"""A role on PostgreSQL: never two processes at once, whatever is cut between them and the server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from storage.postgresql.database import PostgresqlDatabase
from storage.postgresql.errors import ERRORS
from storage.postgresql.process_locks import AdvisoryLocks, lock_name
from tests.clock import PATIENCE
from tests.storage.postgresql_server import Server, running_server
from tests.storage.socket_proxy import SocketProxy

pytestmark = pytest.mark.postgresql
STEP_DOWN, TAKE_OVER = 0.5, 1.5
CUT_HOLDER = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint"""


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.postgresql.roles.STEP_DOWN_SECONDS", STEP_DOWN)
    monkeypatch.setattr("storage.postgresql.roles.TAKE_OVER_SECONDS", TAKE_OVER)
    monkeypatch.setattr("storage.postgresql.roles.ROLE_SECONDS", 0.02)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Start a server that may be restarted."""
    with running_server() as server:
        yield server


@dataclass(slots=True)
class Acts:
    """Who acts in the role, and what has happened."""

    acting: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    most: int = 0

    def of(self, name: str) -> Callable[[], object]:
        async def act() -> None:
            self.acting.add(name)
            self.most = max(self.most, len(self.acting))
            self.said.append(f"{name} acts")
            try:
                await asyncio.Event().wait()
            finally:
                self.acting.discard(name)
                self.said.append(f"{name} stops")

        return act

    async def until(self, what: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while what not in self.said:  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.01)


@dataclass(slots=True)
class Table:
    """Two processes, each on a way of its own to the server, and what they do."""

    ways: dict[str, SocketProxy]
    locks: dict[str, AdvisoryLocks]
    acts: Acts = field(default_factory=Acts)
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def ask(self, name: str) -> None:
        """Have a process ask for the role."""
        waiting = lambda: self.acts.said.append(f"{name} waits")  # noqa: E731  # a name for the line below
        self.tasks[name] = asyncio.create_task(self.locks[name].run_as("gateway", self.acts.of(name), waiting=waiting))  # type: ignore[arg-type]  # a job


@pytest.fixture
async def table(server: Server, tmp_path: Path) -> AsyncIterator[Table]:
    await server.execute("DELETE FROM fact", "migrated")
    async with AsyncExitStack() as stack:
        ways, locks = dict[str, SocketProxy](), dict[str, AdvisoryLocks]()
        for name in ("ann", "bob"):
            ways[name] = await stack.enter_async_context(SocketProxy(server, tmp_path / name))
            url = ways[name].url("migrated")
            database = await stack.enter_async_context(PostgresqlDatabase(url, connections=2))
            locks[name] = await stack.enter_async_context(lock_name(database.held))
        table = Table(ways, locks)
        yield table
        for task in table.tasks.values():
            task.cancel()
        if table.tasks:
            await asyncio.wait(table.tasks.values())
        for way in ways.values():
            way.flow()


async def test_the_next_has_it_at_once_when_it_is_given_back(table: Table) -> None:
    table.ask("ann")
    await table.acts.until("ann acts")
    table.ask("bob")
    await table.acts.until("bob waits")
    table.tasks["ann"].cancel()
    async with asyncio.timeout(TAKE_OVER):
        await table.acts.until("bob acts")
    assert table.acts.said == ["ann acts", "bob waits", "ann stops", "bob acts"]


async def test_who_cannot_reach_the_server_any_more_steps_down_before_the_next_begins(table: Table) -> None:
    table.ask("ann")
    await table.acts.until("ann acts")
    table.ask("bob")
    await table.acts.until("bob waits")
    table.ways["ann"].cut(refuses=True)
    await table.acts.until("bob acts")
    assert table.acts.most == 1
    table.ways["ann"].flow()
    table.tasks["bob"].cancel()
    async with asyncio.timeout(PATIENCE):
        while table.acts.said.count("ann acts") < 2:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)
    assert table.acts.most == 1


async def test_who_hears_nothing_from_the_server_steps_down_before_the_next_begins(
    table: Table, server: Server
) -> None:
    table.ask("ann")
    await table.acts.until("ann acts")
    table.ask("bob")
    await table.acts.until("bob waits")
    table.ways["ann"].fall_silent()
    # The server's own look at the connection finds it dead sooner or later; here, at once.
    number = int(table.locks["ann"].name, 16)
    await server.execute(f"{CUT_HOLDER} = {number}", "migrated")
    await table.acts.until("bob acts")
    assert (table.acts.most, table.acts.said[-2:]) == (1, ["ann stops", "bob acts"])


async def test_of_many_roles_that_were_not_given_back_the_end_of_their_holder_is_waited_for_once(
    table: Table, server: Server
) -> None:
    """A gateway that is killed leaves a role for each of its shards."""
    roles = [f"gateway {number} of 4" for number in range(4)]
    for role in roles:
        await server.execute(f"INSERT INTO fact (name, value) VALUES ('role: {role}', 'dead')", "migrated")  # noqa: S608  # a name of ours
    job = table.acts.of("ann")
    for role in reversed(roles):
        job = partial(table.locks["ann"].run_as, role, job, waiting=lambda: None)  # type: ignore[arg-type]  # a job
    began = asyncio.get_running_loop().time()
    table.tasks["ann"] = asyncio.create_task(job())  # type: ignore[arg-type]  # as above
    await table.acts.until("ann acts")
    assert TAKE_OVER <= asyncio.get_running_loop().time() - began < 2 * TAKE_OVER


async def test_a_question_that_is_never_answered_holds_nobody_up(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine may be gone without a word: who asks waits as long as for an answer, and another way is found."""
    monkeypatch.setattr("storage.postgresql.held_connection.LOOK_SECONDS", 0.1)
    monkeypatch.setattr("storage.postgresql.held_connection.ANSWER_SECONDS", 0.3)
    held = table.locks["ann"]._held  # nobody else holds it
    table.ways["ann"].fall_silent()
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(ERRORS):
            await held.use(lambda connection: connection.execute("SELECT 1"))
        table.ways["ann"].cut(refuses=False)
        table.ways["ann"].flow()
        while held.renewed_at is None:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)
    assert await held.use(lambda connection: connection.fetchval("SELECT 1")) == 1


async def test_a_connection_that_is_made_anew_in_time_keeps_it(table: Table) -> None:
    table.ask("ann")
    await table.acts.until("ann acts")
    renewed = table.locks["ann"]
    table.ways["ann"].cut(refuses=False)
    await asyncio.sleep(2 * STEP_DOWN)
    table.ask("bob")
    await table.acts.until("bob waits")
    assert table.acts.said == ["ann acts", "bob waits"]
    assert renewed.owner_state(f"{renewed.name}:token").name == "ALIVE"


async def test_of_two_one_acts_after_the_server_was_restarted(table: Table, server: Server) -> None:
    for name in ("ann", "bob"):
        table.ask(name)
    async with asyncio.timeout(PATIENCE):
        while not table.acts.acting:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)
    await asyncio.to_thread(server.stop, "immediate")
    await asyncio.sleep(2 * STEP_DOWN)
    assert not table.acts.acting
    await asyncio.to_thread(server.start)
    async with asyncio.timeout(PATIENCE):
        while not table.acts.acting:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)
    await asyncio.sleep(TAKE_OVER)
    assert table.acts.most == len(table.acts.acting) == 1
