"""Which gateways run: two that count Discord's shards differently are never noted, whatever dead ones have left."""

import asyncio
from dataclasses import replace
from pathlib import Path

from storage.gateway_processes import GatewayProcess, GatewayProcessStore
from storage.process_locks import ProcessLocks, lock_process
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase

FIRST, SECOND = Shards(2, (0,)), Shards(2, (1,))
GUILD_OF_SHARD_1 = str(1 << 22)


def gateways(database: SqlDatabase, locks: ProcessLocks) -> GatewayProcessStore:
    return GatewayProcessStore(database, locks)


async def test_gateways_with_parts_of_the_same_shards_stand_side_by_side(database: SqlDatabase, tmp_path: Path) -> None:
    with lock_process(tmp_path) as one, lock_process(tmp_path) as another, lock_process(tmp_path) as web:
        assert await gateways(database, one).enter(FIRST) is None
        assert await gateways(database, web).of_server(GUILD_OF_SHARD_1) is None
        assert await gateways(database, another).enter(SECOND) is None
        assert set(await gateways(database, web).living()) == {
            GatewayProcess(one.name, FIRST),
            GatewayProcess(another.name, SECOND),
        }
        assert await gateways(database, web).of_server(GUILD_OF_SHARD_1) == another.name
        assert await gateways(database, another).of_server(GUILD_OF_SHARD_1) is None
        await gateways(database, one).leave()
        assert await gateways(database, web).living() == (GatewayProcess(another.name, SECOND),)


async def test_one_that_counts_otherwise_is_not_let_in_until_the_other_is_gone(
    database: SqlDatabase, tmp_path: Path
) -> None:
    with lock_process(tmp_path) as late:
        with lock_process(tmp_path) as first:
            assert await gateways(database, first).enter(FIRST) is None
            for shards in (replace(FIRST, count=3), ALL_SHARDS):
                assert await gateways(database, late).enter(shards) == GatewayProcess(first.name, FIRST)
        assert await gateways(database, late).enter(ALL_SHARDS) is None
        assert await gateways(database, late).living() == (GatewayProcess(late.name, ALL_SHARDS),)


async def test_of_two_that_come_at_once_one_is_let_in(database: SqlDatabase, tmp_path: Path) -> None:
    with lock_process(tmp_path) as one, lock_process(tmp_path) as another:
        found = await asyncio.gather(
            gateways(database, one).enter(FIRST), gateways(database, another).enter(ALL_SHARDS)
        )
        assert sum(each is None for each in found) == 1
        assert len(await gateways(database, one).living()) == 1


async def test_who_enters_again_is_noted_once(database: SqlDatabase, tmp_path: Path) -> None:
    with lock_process(tmp_path) as one:
        for _ in range(2):
            assert await gateways(database, one).enter(FIRST) is None
        assert await gateways(database, one).living() == (GatewayProcess(one.name, FIRST),)
