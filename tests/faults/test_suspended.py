"""A process that stands still for longer than any lease, as under a closed lid or in a paused machine, and goes on."""

import asyncio
import os
import signal

from bot.commands.roles import GATEWAY, WORKER
from tests.faults.installation import Installation

SUSPENDED_SECONDS = 45.0


async def test_what_a_suspended_worker_paints_is_painted_once(installation: Installation) -> None:
    installation.painter.seconds = 10.0
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as worker:
        await gateway.ready()
        await worker.printed("ready: 4 workers")
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        # Who is stopped in the middle of a write keeps the database locked until it goes on.
        await asyncio.sleep(1)
        os.killpg(worker.pid, signal.SIGSTOP)
        # Another one that lives, and that would take the requests up.
        async with installation.process(WORKER) as other:
            await other.printed("ready: 4 workers")
            await asyncio.sleep(SUSPENDED_SECONDS)
            os.killpg(worker.pid, signal.SIGCONT)
            await installation.ended(4, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])


async def test_a_bot_that_is_suspended_whole_goes_on_where_it_was(installation: Installation) -> None:
    installation.painter.seconds = 10.0
    async with installation.process() as bot:
        await bot.ready()
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        os.killpg(bot.pid, signal.SIGSTOP)
        await asyncio.sleep(SUSPENDED_SECONDS)
        os.killpg(bot.pid, signal.SIGCONT)
        await installation.ended(4, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])
