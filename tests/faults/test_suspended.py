"""A process that stands still for longer than any lease, as under a closed lid or in a paused machine, and goes on."""

import asyncio
import os
import signal

from bot.commands.roles import GATEWAY, WORKER
from tests.faults.installation import Installation

SUSPENDED_SECONDS = 45.0
#: Longer than a process may be silent before the operator is told.
STUCK_SECONDS = 140.0


async def test_what_a_suspended_worker_paints_is_painted_once(installation: Installation) -> None:
    installation.painter.seconds = 10.0
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as worker:
        await gateway.ready(within=60)
        await worker.printed("ready: 4 workers", within=60)
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        # Who is stopped in the middle of a write keeps the database locked until it goes on.
        await asyncio.sleep(1)
        os.killpg(worker.pid, signal.SIGSTOP)
        # Another one that lives, and that would take the requests up.
        async with installation.process(WORKER) as other:
            await other.printed("ready: 4 workers", within=60)
            await asyncio.sleep(SUSPENDED_SECONDS)
            os.killpg(worker.pid, signal.SIGCONT)
            await installation.ended(4, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])


async def test_a_bot_that_is_suspended_whole_goes_on_where_it_was(installation: Installation) -> None:
    installation.painter.seconds = 10.0
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        os.killpg(bot.pid, signal.SIGSTOP)
        await asyncio.sleep(SUSPENDED_SECONDS)
        os.killpg(bot.pid, signal.SIGCONT)
        await installation.ended(4, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])


async def test_of_a_process_that_is_stuck_the_operator_is_told_and_its_request_can_be_cancelled(
    installation: Installation,
) -> None:
    installation.painter.seconds = 20.0
    async with installation.process(GATEWAY) as gateway, installation.process(WORKER) as worker:
        await gateway.ready(within=60)
        await worker.printed("ready: 4 workers", within=60)
        (asked,) = await installation.ask([1])
        await installation.painter.called(1)
        await asyncio.sleep(1)
        os.killpg(worker.pid, signal.SIGSTOP)
        await gateway.printed(f"is held by process {worker.pid}", within=STUCK_SECONDS)
        message = await installation.placeholder(asked)
        (button,) = [each for each in message.custom_ids if ":cancel:" in each]
        await installation.discord.click(message.id, button)
        await installation.ended(1, within=30)
        os.killpg(worker.pid, signal.SIGCONT)
        await installation.ask([2])
        await installation.ended(2, within=60)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts) == ({"cancelled": 1, "completed": 1}, 2, 1)
    assert found.unsettled == []
