"""Processes that are killed at random, and started again, while a hundred requests are worked at."""

import asyncio
import random
from contextlib import AsyncExitStack

import pytest

from bot.commands.roles import GATEWAY, WORKER
from tests.faults.installation import Installation
from tests.servers.discord import BotProcess

ASKED, KILLS, SEED = 100, 20, 7
PARTS = (GATEWAY, WORKER, WORKER)


@pytest.mark.parametrize("seed", [SEED])
async def test_each_request_ends_once_and_is_posted_once(seed: int, installation: Installation) -> None:
    chance = random.Random(seed)  # noqa: S311  # chance that can be repeated is what is wanted
    installation.painter.seconds = 1.0
    async with AsyncExitStack() as stack:

        async def started(role: str) -> BotProcess:
            process = await stack.enter_async_context(installation.process(role))
            await process.printed("ready: ", within=60)
            return process

        running = [await started(role) for role in PARTS]
        await running[0].ready(within=60)
        await installation.ask(range(1, ASKED + 1))
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            part = chance.randrange(len(PARTS))
            await running[part].kill()
            running[part] = await started(PARTS[part])
        await installation.ended(ASKED, within=180)
    found = await installation.account()
    assert found.requests == {"completed": ASKED}
    assert (found.posts, found.unsettled) == (ASKED, [])
