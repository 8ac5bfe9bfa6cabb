"""A campaign across gateways: who may look into its other sessions is asked where their servers are known."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import cast

import pytest

from bot.discord_client import DiscordConnection
from bot.member_lookups import MemberLookups
from generation.events import ChangedElsewhere
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, Actor
from generation.sessions.remote_member_lookup import RemoteMemberLookup
from storage.gateway_processes import GatewayProcessStore
from storage.member_questions import MemberQuestionStore
from storage.params import PUBLIC, SECRET
from storage.process_locks import lock_process
from storage.shards import Shards
from tests.generation.fake_provider import FakeProvider
from tests.storage.stores import MOMENT, Stores

#: Discord puts a server on a shard by its id: of these one is on each of two.
HERE, THERE = str(0 << 22), str(1 << 22)
SEATTLE, CHICAGO = "4001", "4002"
ANN, BOB = Actor(SEATTLE, "1", GM), Actor(SEATTLE, "2")


class Gateway:
    """What one process's connection shows of its own servers; of others it knows nothing."""

    def __init__(self, seen: dict[tuple[str, str], Seen]) -> None:
        self.seen = seen
        self.asked: list[tuple[str, str]] = []

    async def look_up_member(self, channel_id: str, user_id: str) -> Seen | None:
        self.asked.append((channel_id, user_id))
        return self.seen.get((channel_id, user_id))


@pytest.fixture
async def services(stores: Stores) -> Services:
    return build(stores, Providers([FakeProvider()]), Enhancer(None, stores.prompt_cache, judge)).services


@pytest.fixture
async def gateways(stores: Stores, services: Services, tmp_path: Path) -> AsyncIterator[tuple[Gateway, Gateway]]:
    """Two sessions of one campaign, each on the server of another gateway; the services are the first one's."""
    for session_id, guild_id in ((SEATTLE, HERE), (CHICAGO, THERE)):
        await stores.sessions.open(session_id, session_id, MOMENT, guild_id=guild_id)
        for user in ("1", "2"):
            await stores.sessions.join(session_id, user, "player", MOMENT)
    own = Gateway({(SEATTLE, "1"): Seen(leads=True), (SEATTLE, "2"): Seen()})
    other = Gateway({(CHICAGO, "1"): Seen(leads=True)})
    async with contextlib.AsyncExitStack() as stack:
        jobs = []
        for gateway, shards in ((own, Shards(2, (0,))), (other, Shards(2, (1,)))):
            name = stack.enter_context(lock_process(tmp_path / "gateways"))
            gateway_store = GatewayProcessStore(stores.database, name)
            await gateway_store.enter(shards)
            store = MemberQuestionStore(stores.database, shards)
            remote = RemoteMemberLookup(store, gateway_store, services.events)
            jobs += [remote.hear_answers(), remote.answer(gateway.look_up_member, connected)]
            if gateway is own:
                connection = cast("DiscordConnection", gateway)
                lookups = MemberLookups(services.sessions, shards, remote, connection, None)
                services.membership.look_up = lookups.look_up_member
        tasks = [asyncio.create_task(job) for job in [*jobs, watched(services.events.publish)]]
        stack.callback(lambda: [task.cancel() for task in tasks])
        yield own, other
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def connected() -> bool:
    return True


async def watched(publish: Callable[[ChangedElsewhere], None]) -> None:
    """Tell both, as processes tell each other, that the other may have written."""
    while True:
        publish(ChangedElsewhere("", PUBLIC))
        await asyncio.sleep(0.005)


async def test_a_session_of_another_gateways_server_is_looked_into_as_that_one_says(
    stores: Stores, services: Services, gateways: tuple[Gateway, Gateway]
) -> None:
    own, other = gateways
    campaigns = services.campaigns
    created = await campaigns.create(ANN, "Emerald City Nights")
    await campaigns.join(Actor(CHICAGO, "1", GM), created.join_code)
    secret = await stores.add_image(SECRET, session=CHICAGO)
    assert [(each.session_id, each.role) for each in await campaigns.visits(ANN)] == [(SEATTLE, GM), (CHICAGO, GM)]
    # Bob cannot see the other channel, which only its own gateway knows.
    assert [each.session_id for each in await campaigns.visits(BOB)] == [SEATTLE]
    assert other.asked == [(CHICAGO, "1"), (CHICAGO, "2")]
    assert all(channel == SEATTLE for channel, _user in own.asked)
    assert (await (await campaigns.campaign_scope(ANN)).page()).images[0].id == secret
    assert (await (await campaigns.campaign_scope(BOB)).page()).total == 0
