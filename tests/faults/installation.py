"""One bot's folder on the fake Discord, and the processes that run on it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.commands.roles import GATEWAY
from tests.clock import PATIENCE
from tests.faults.account import Account, account
from tests.faults.paint_server import PaintServer
from tests.faults.setups import OneMachine, Setup
from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message

OURS = "openai_compatible"


@dataclass(slots=True)
class Installation:
    """What the processes of one bot have in common; `environment` is that of those that are yet to start."""

    discord: FakeDiscord
    painter: PaintServer
    folder: Path
    setup: Setup
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[BotProcess] = field(default_factory=list)
    asked: int = 0

    @property
    def database(self) -> Path:
        """The file that all processes share."""
        assert isinstance(self.setup, OneMachine)
        return self.setup.database

    def process(self, *roles: str, **environment: str) -> BotProcess:
        """Return a process with these roles, or all, which a context starts."""
        home = self.folder / f"{len(self.processes)}-{'-'.join(roles) or 'all'}"
        home.mkdir()
        spare = self.folder / "tmp"
        spare.mkdir(exist_ok=True)
        own = {
            "TMPDIR": str(spare),
            "DATA_DIR": str(self.setup.data_dir(home)),
            "OPENAI_COMPATIBLE_URL": self.painter.url,
            "OPENAI_COMPATIBLE_MODEL": "x",
        }
        own |= {"DISCORD_TOKEN": ""} if roles and GATEWAY not in roles else {}
        arguments = ["run", *(word for role in roles for word in ("--role", role))]
        told = own | self.setup.environment | self.environment | dict(environment)
        process = BotProcess(self.discord, home, arguments=arguments, environment=told)
        self.processes.append(process)
        return process

    async def ask(self, numbers: Iterable[int], *, provider: str = OURS) -> list[Interaction]:
        """Ask for a scene of each number, and wait until all are stored; Discord need not be answered in time."""
        asked = [
            await self.discord.slash(
                "image generate",
                {"description": f"a bar, number {number} of many", "size": "512x512", "provider": provider},
                wait=False,
            )
            for number in numbers
        ]
        self.asked += len(asked)
        await self.until(lambda found: sum(found.requests.values()) >= self.asked, within=60)
        return asked

    async def placeholder(self, asked: Interaction) -> Message:
        """Return the message that shows how a request is doing."""
        return await self.discord.until(lambda: asked.response)

    async def until(self, true: Callable[[Account], bool], *, within: float = PATIENCE) -> None:
        """Wait until something is true of what became of everything."""
        async with asyncio.timeout(within):
            while not true(await self.account()):  # noqa: ASYNC110  # other processes tell of no event
                await asyncio.sleep(0.2)

    async def ended(self, count: int, *, within: float) -> None:
        """Wait until so many requests have ended and nothing is owed to Discord any more."""
        await self.until(lambda found: found.ended >= count and not found.owed, within=within)

    async def account(self) -> Account:
        """Count what became of everything."""
        logs = [process.log for process in self.processes]
        return await account(self.setup, self.painter, self.discord, logs)
