"""The processes of one bot, each as on a machine of its own, where whatever is killed is started again at once."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from bot.commands.roles import GATEWAY, WEB, WORKER
from tests.bot.ports import free_port
from tests.chaos.plan import MACHINES
from tests.clock import PATIENCE
from tests.faults.installation import Installation
from tests.servers.discord import BotProcess

#: How long a loaded machine may take to start all processes.
STARTED = 6 * PATIENCE
WORKERS = 2


@dataclass(slots=True)
class Machine:
    """What runs on one machine: `life` counts the processes, and `up` is set while the present one can be asked."""

    name: str
    process: BotProcess
    life: int = 0
    up: asyncio.Event = field(default_factory=asyncio.Event)


class Cluster:
    """Two gateways, three workers and a web."""

    def __init__(self, installation: Installation, stack: AsyncExitStack) -> None:
        self._installation = installation
        self._stack = stack
        self._starting = set[asyncio.Task[None]]()
        self.port = free_port()
        #: How many seconds each took to be up again that was killed.
        self.back_after = list[float]()
        self.machines: dict[str, Machine] = {}

    @classmethod
    @asynccontextmanager
    async def running(cls, installation: Installation) -> AsyncIterator["Cluster"]:
        """Start every process, and kill what is left at the end."""
        async with AsyncExitStack() as stack:
            cluster = cls(installation, stack)
            # Alone, for it makes the database's tables.
            await cluster._start(MACHINES[0])
            await asyncio.gather(*(cluster._start(name) for name in MACHINES[1:]))
            yield cluster
            await asyncio.gather(*cluster._starting)

    async def kill(self, name: str) -> None:
        """Kill a process that is up, and begin to start it again."""
        machine = self.machines[name]
        await machine.up.wait()
        machine.up.clear()
        await machine.process.kill()
        starting = asyncio.create_task(self._start_again(name))
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)

    def left_groups(self) -> int:
        """Count the groups of killed processes in which some child still runs."""
        living = {machine.process for machine in self.machines.values()}
        return sum(_runs(process.pid) for process in self._installation.processes if process not in living)

    async def _start_again(self, name: str) -> None:
        since = time.monotonic()
        await self._start(name)
        self.back_after.append(time.monotonic() - since)

    async def _start(self, name: str) -> None:
        role, _, number = name.partition(" ")
        installation = self._installation
        own = {"DATA_DIR": str(installation.setup.data_dir(installation.folder / name)), "WORKERS": str(WORKERS)}
        match role:
            case "gateway":
                own |= {"SHARD_COUNT": "2", "SHARD_IDS": number}
            case "web":
                token = installation.discord.token
                own |= {"API_PORT": str(self.port), "API_AUTH": "trusted", "DISCORD_TOKEN": token}
        process = installation.process({"gateway": GATEWAY, "web": WEB, "worker": WORKER}[role], **own)
        before = self.machines.get(name)
        connected = installation.discord.connections(int(number)) if role == "gateway" else 0
        await self._stack.enter_async_context(process)
        machine = Machine(name, process, before.life + 1 if before else 0, before.up if before else asyncio.Event())
        self.machines[name] = machine
        await process.printed("ready: ", within=STARTED)
        match role:
            case "gateway":
                await process.until(lambda: installation.discord.connections(int(number)) > connected, within=STARTED)
                await process.until(lambda: bool(installation.discord.commands), within=STARTED)
            case "web":
                await process.printed("the API and the gallery page are at", within=STARTED)
        machine.up.set()


def _runs(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
