"""Whoever is killed, each request ends once, with one picture and one message, and nothing is left of the dead."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from storage.tasks import spawn
from tests.chaos.cluster import Cluster
from tests.chaos.customers import Customers
from tests.chaos.leftovers import leftovers
from tests.chaos.plan import Plan
from tests.chaos.progress import Progress, percentiles
from tests.faults.installation import Installation
from tests.faults.paint_server import PaintServer
from tests.faults.setups import Setup
from tests.servers.discord import FakeDiscord

#: How long the painter takes: longer than a queue's step, so that many a kill hits a picture.
PAINT_SECONDS = 0.7
UNBOUNDED = {"QUEUE_LIMIT_USER": "0", "QUEUE_LIMIT_SESSION": "0", "QUEUE_LIMIT": "0"}


async def test_each_request_ends_once_and_nothing_is_left(
    plan: Plan,
    setup: Setup,
    painter: PaintServer,
    discord: FakeDiscord,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    painter.seconds = PAINT_SECONDS
    installation = Installation(discord, painter, tmp_path, setup, dict(UNBOUNDED))
    async with Cluster.running(installation) as cluster:
        progress = Progress(setup)
        watching = spawn(progress.watch(), "progress")
        customers = Customers(discord, cluster, progress, plan.fronts)
        asking = asyncio.create_task(customers.ask_for_all())
        for kill in plan.kills:
            await progress.until_done(kill.after)
            await cluster.kill(kill.machine)
            await progress.killed(kill.machine.partition(" ")[0])
        await asking
        await progress.until_done(len(plan.fronts))
        await progress.until_recovered()
        watching.cancel()
        back, left_groups = cluster.back_after, cluster.left_groups()
    found, left = await installation.account(), await leftovers(setup)
    lost = found.attempts.get("lost", 0)
    times = [f"{kind.value} after {percentiles(seconds)}" for kind, seconds in progress.recovered.items()]
    times.append(f"processes were back after {percentiles(back)}")
    figures = f"{len(plan.kills)} kills: {', '.join(times)}; asked in vain {customers.asked_in_vain} times; {found}; "
    record_property("figures", figures + f"{left.cut_files} files of cut tries swept")
    assert found.requests == {"completed": len(plan.fronts)}
    assert found.posts == sum(front != "web" for front in plan.fronts)
    assert (found.unsettled, left.wrong, left_groups) == ([], {}, 0)
    # Each is painted once, and once more for each call that a kill has cut, unless it was killed before it called.
    assert len(plan.fronts) <= found.calls <= len(plan.fronts) + lost
