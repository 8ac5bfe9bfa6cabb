"""Shards: each process of a large bot does on Discord what belongs to its servers, and nobody does it twice."""

from pathlib import Path

import pytest

from storage.outbox import DELIVERED
from storage.postings import Posted
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, Stores, finished, new_request, stores_on

#: Servers of shard 0 and of shard 1 of two, as Discord spreads them; None is a direct message.
EVEN, ODD = str(84 << 22), str((85 << 22) + 7)
SERVERS = {"even": EVEN, "odd": ODD, "direct": None}
OWN = {Shards(2, (0,)): {"even", "direct"}, Shards(2, (1,)): {"odd"}, ALL_SHARDS: set(SERVERS)}
each_process = pytest.mark.parametrize(("shards", "own"), OWN.items(), ids=["first of two", "second of two", "all"])


def test_each_server_is_one_shards_and_what_belongs_to_none_is_the_firsts() -> None:
    assert [Shards(2, (0,)).own(guild_id) for guild_id in SERVERS.values()] == [True, False, True]
    assert [Shards(2, (1,)).own(guild_id) for guild_id in SERVERS.values()] == [False, True, False]
    assert Shards(3, (0, 1, 2)).own(ODD)


async def sharded(database: SqlDatabase, folder: Path, shards: Shards) -> Stores:
    """Return the stores of a process of these shards, where a picture is due in each of the sessions."""
    everybodys = await stores_on(database, folder)
    for session, guild_id in SERVERS.items():
        await everybodys.sessions.open(session, session, MOMENT, guild_id=guild_id)
        request = await everybodys.enqueue(new_request(session=session), channel_id=session)
        claim = await everybodys.queue.claim(MOMENT, only=request.id)
        assert claim is not None
        await everybodys.queue.complete(claim, [finished(claim)], MOMENT)
    return Stores.on(database, everybodys.blobs, everybodys.spool, everybodys.locks, shards)


@each_process
async def test_messages_are_handed_to_the_process_of_their_server(
    stores: Stores, tmp_path: Path, shards: Shards, own: set[str]
) -> None:
    process = await sharded(stores.database, tmp_path / "images", shards)
    taken = set()
    while claimed := await process.deliveries.claim(MOMENT):
        taken.add(claimed.request.session_id)
    assert taken == own


@each_process
async def test_nobody_waits_for_the_message_of_another(
    stores: Stores, tmp_path: Path, shards: Shards, own: set[str]
) -> None:
    process = await sharded(stores.database, tmp_path / "images", shards)
    await execute(stores.database, "UPDATE delivery SET not_before = :not_before", not_before=MOMENT)
    assert len(await process.deliveries.waiting()) == len(own)


@each_process
async def test_messages_are_brought_up_to_date_by_the_process_of_their_server(
    stores: Stores, tmp_path: Path, shards: Shards, own: set[str]
) -> None:
    everybodys = await sharded(stores.database, tmp_path / "images", ALL_SHARDS)
    process = Stores.on(stores.database, stores.blobs, stores.spool, stores.locks, shards)
    while claimed := await everybodys.deliveries.claim(MOMENT):
        request = claimed.request
        posted = Posted(f"message of {request.session_id}", request.session_id, [request.result_image_id or ""])
        await everybodys.deliveries.end(claimed.delivery, DELIVERED, posted=posted)
    await execute(stores.database, "UPDATE posted_message SET changes = changes + 1")
    assert set(await process.postings.outdated_channels()) == own
    assert {session for session in SERVERS if await process.sessions.is_own(session)} == own
