"""A process without a server's gateway asks the one that has it who belongs to a session."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from generation.events import Broadcaster, ChangedElsewhere
from generation.sessions import remote_member_lookup
from generation.sessions.members import LookUp, Seen
from generation.sessions.remote_member_lookup import RemoteMemberLookup
from storage.gateway_processes import GatewayProcessStore
from storage.member_questions import MemberQuestionStore
from storage.params import PUBLIC
from storage.process_locks import ProcessLocks, lock_process
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase
from storage.tasks import _running
from tests.clock import PATIENCE
from tests.generation.wired_services import WiredServices

GUILD, CHANNEL = "3000", "4000"
LEADER = Seen(leads=True, discord_roles=frozenset({"1", "2"}))


class Process:
    """One process on the database, which hears of each change at once."""

    def __init__(self, database: SqlDatabase, locks: ProcessLocks, shards: Shards = ALL_SHARDS) -> None:
        self.events, self.gateways = Broadcaster(), GatewayProcessStore(database, locks)
        self.lookup = RemoteMemberLookup(MemberQuestionStore(database, shards), self.gateways, self.events)
        self.connected = True

    @contextlib.asynccontextmanager
    async def running(self, look_up: LookUp | None = None) -> AsyncIterator[None]:
        """Hear what others write and answer what they ask, as a gateway that sees by `look_up`, or as none."""
        jobs = [self.lookup.hear_answers(), self._watch()]
        jobs += [self.lookup.answer(look_up, lambda: self.connected)] if look_up else []
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait({*tasks, *(each for each in _running if "question about a member" in each.get_name())})

    async def _watch(self) -> None:
        while True:
            self.events.publish(ChangedElsewhere("", PUBLIC))
            await asyncio.sleep(0.005)


@pytest.fixture
async def web(table: WiredServices) -> AsyncIterator[Process]:
    process = Process(table.stores.database, table.owners)
    async with process.running():
        yield process


@pytest.fixture
async def gateway(table: WiredServices) -> Process:
    other = ProcessLocks(table.owners._folder, "gateway")
    process = Process(table.stores.database, other)
    await process.gateways.enter(ALL_SHARDS)
    return process


async def shown(channel_id: str, user_id: str) -> Seen | None:
    """Show one leader, and one player, and nobody else."""
    return {(CHANNEL, "gm"): LEADER, (CHANNEL, "player"): Seen()}.get((channel_id, user_id))


async def all_taken_away(table: WiredServices) -> bool:
    """Wait until no question is left."""
    async with asyncio.timeout(PATIENCE):
        while [*await table.stores.database.rows("member_questions"), *await table.stores.member_questions.answers()]:  # noqa: ASYNC110  # rows tell nobody
            await asyncio.sleep(0.005)
    return True


async def test_the_gateway_shows_who_leads_who_plays_and_who_does_not_belong(
    table: WiredServices, web: Process, gateway: Process
) -> None:
    async with gateway.running(shown):
        asked = [web.lookup.ask(GUILD, CHANNEL, user) for user in ("gm", "player", "stranger")]
        assert await asyncio.gather(*asked) == [LEADER, Seen(), None]
    assert await all_taken_away(table)


async def test_without_a_gateway_of_the_server_nobody_is_waited_for(
    table: WiredServices, web: Process, gateway: Process
) -> None:
    await gateway.gateways.leave()
    await gateway.gateways.enter(Shards(2, (1,)))
    with pytest.raises(LookupError, match="no other process"):
        await web.lookup.ask(GUILD, CHANNEL, "gm")


async def test_a_question_is_answered_by_the_gateway_of_its_server_alone(
    table: WiredServices, web: Process, gateway: Process
) -> None:
    async def never(_channel: str, _user: str) -> Seen | None:
        raise AssertionError

    await gateway.gateways.leave()
    folder, halves = table.owners._folder, (Shards(2, (0,)), Shards(2, (1,)))
    with lock_process(folder) as one, lock_process(folder) as another:
        processes = [Process(table.stores.database, *each) for each in zip((one, another), halves, strict=True)]
        for process, shards in zip(processes, halves, strict=True):
            await process.gateways.enter(shards)
        first, second = processes
        async with second.running(never), first.running(shown):
            assert await web.lookup.ask(GUILD, CHANNEL, "gm") == LEADER


async def test_what_the_gateway_does_not_learn_is_told_at_once(
    table: WiredServices, web: Process, gateway: Process
) -> None:
    async def silent(_channel: str, _user: str) -> Seen | None:
        raise LookupError

    async with gateway.running(silent):
        with pytest.raises(LookupError, match="does not know"):
            await web.lookup.ask(GUILD, CHANNEL, "gm")
    assert await all_taken_away(table)


async def test_a_gateway_that_does_not_answer_is_not_asked_again_for_a_while(
    table: WiredServices, web: Process, gateway: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_member_lookup, "ANSWER_SECONDS", 0.05)
    gateway.connected = False
    async with gateway.running(shown):
        with pytest.raises(LookupError, match="does not answer"):
            await web.lookup.ask(GUILD, CHANNEL, "gm")
        assert await all_taken_away(table)
        gateway.connected = True
        with pytest.raises(LookupError, match="no other process"):
            await web.lookup.ask(GUILD, CHANNEL, "gm")


async def test_a_gateway_that_does_not_answer_keeps_nobody_from_asking_another(
    table: WiredServices, web: Process, gateway: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_member_lookup, "ANSWER_SECONDS", 0.5)
    await gateway.gateways.leave()
    folder, of_shard_1 = table.owners._folder, str(1 << 22)
    with lock_process(folder) as one, lock_process(folder) as another:
        hung = Process(table.stores.database, one, Shards(2, (0,)))
        other = Process(table.stores.database, another, Shards(2, (1,)))
        await hung.gateways.enter(Shards(2, (0,)))
        await other.gateways.enter(Shards(2, (1,)))
        with pytest.raises(LookupError, match="does not answer"):
            await web.lookup.ask(GUILD, CHANNEL, "gm")
        monkeypatch.setattr(remote_member_lookup, "ANSWER_SECONDS", PATIENCE)
        async with other.running(shown):
            assert await web.lookup.ask(of_shard_1, CHANNEL, "gm") == LEADER
