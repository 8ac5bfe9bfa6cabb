"""Who asks, and asks again where the process that was asked has died before it had taken the request."""

import asyncio
from dataclasses import dataclass, field

import aiohttp

from tests.chaos.cluster import Cluster
from tests.chaos.progress import Progress
from tests.faults.installation import OURS
from tests.servers.discord import FakeDiscord, Interaction
from tests.servers.discord.guild import CHANNEL_ID, PLAYER_ID

#: How many ask at once: each asks for the next picture when the last one is taken.
CUSTOMERS = 12


@dataclass(slots=True)
class Customers:
    """Ask for each scene by its front, until the database has it; `asked_in_vain` counts what was asked in vain."""

    discord: FakeDiscord
    cluster: Cluster
    progress: Progress
    fronts: tuple[str, ...]
    asked_in_vain: int = 0
    _numbers: list[int] = field(default_factory=list)

    async def ask_for_all(self) -> None:
        """Ask for everything, a few at once."""
        self._numbers = list(range(len(self.fronts), 0, -1))
        # Nobody has a session before it was asked for something at its table.
        await self._ask(self._numbers.pop())
        async with asyncio.TaskGroup() as group:
            for _ in range(CUSTOMERS):
                group.create_task(self._ask_on())

    async def _ask_on(self) -> None:
        while self._numbers:
            await self._ask(self._numbers.pop())

    async def _ask(self, number: int) -> None:
        front, _, shard = self.fronts[number - 1].partition(" ")
        if front == "web":
            await self._ask_web(number)
        else:
            await self._ask_discord(int(shard), number)

    async def _ask_discord(self, shard: int, number: int) -> None:
        gateway = f"gateway {shard}"
        while True:
            await self.cluster.machines[gateway].up.wait()
            life = self.cluster.machines[gateway].life
            asked = await self.discord.slash(
                "image generate",
                {"description": described(number), "size": "512x512", "provider": OURS},
                channel=self.discord.channel_on(shard),
                wait=False,
            )
            if await self._is_taken(asked, gateway, life):
                return
            self.asked_in_vain += 1

    async def _is_taken(self, asked: Interaction, gateway: str, life: int) -> bool:
        """Wait until a request is stored, or can be stored no more: its process is dead, and another one is there."""
        while f"discord:{asked.id}" not in self.progress.states:
            machine = self.cluster.machines[gateway]
            died = machine.life > life and machine.up.is_set()
            # What was under way when it died is there by the look that begins after that.
            await self.progress.next_look()
            await self.progress.next_look()
            if died:
                return f"discord:{asked.id}" in self.progress.states
        return True

    async def _ask_web(self, number: int) -> None:
        """Ask as a program does: the same key again, until there is an answer."""
        body = {
            "prompt": described(number),
            "user_id": str(PLAYER_ID),
            "style_preferences": {"size": "512x512", "provider": OURS},
        }
        while True:
            await self.cluster.machines["web"].up.wait()
            try:
                async with (
                    aiohttp.ClientSession(f"http://127.0.0.1:{self.cluster.port}") as http,
                    http.post(
                        f"/api/session/{CHANNEL_ID}/generate-image", json=body, headers={"Idempotency-Key": key(number)}
                    ) as answer,
                ):
                    assert answer.status == 200, await answer.text()
                    return
            except aiohttp.ClientConnectionError:
                self.asked_in_vain += 1
                await asyncio.sleep(0.1)


def described(number: int) -> str:
    """Return the description of a scene, by whose number it is known everywhere."""
    return f"a bar, number {number} of many"


def key(number: int) -> str:
    return f"web:{number}"
