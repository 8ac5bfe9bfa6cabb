"""How fast an interaction is acknowledged while sketches are painted: `uv run python -m benchmarks.acknowledge`.

The unmodified bot runs against the fake Discord on loopback. The same interactions are sent twice, to an idle bot and
while two 1024x1024 sketches are being painted on whatever cores there are; the ratio of the two is what lasts.
"""

import asyncio
import itertools
import statistics
import tempfile
from pathlib import Path

from tests.servers.discord import BotProcess, FakeDiscord

ROUNDS = 100
PAUSE = 0.05


async def main() -> None:
    """Measure both and print them."""
    with tempfile.TemporaryDirectory() as home:
        async with FakeDiscord() as discord, BotProcess(discord, Path(home)) as bot:
            await bot.ready()
            await _measure(discord, 10)  # the first answers pay for imports and prepared statements
            idle = await _measure(discord, ROUNDS)
            painting = asyncio.create_task(_keep_painting(discord))
            await asyncio.sleep(1)
            busy = await _measure(discord, ROUNDS)
            painting.cancel()
            await asyncio.gather(painting, return_exceptions=True)
    print(f"{'acknowledged in ms':24}{'p50':>8}{'p99':>8}{'worst':>8}")
    for name, times in (("idle", idle), ("two sketches painting", busy)):
        print(f"{name:24}{statistics.median(times):8.1f}{_p99(times):8.1f}{max(times):8.1f}")
    print(f"{'ratio':24}{statistics.median(busy) / statistics.median(idle):8.2f}{_p99(busy) / _p99(idle):8.2f}")


async def _measure(discord: FakeDiscord, rounds: int) -> list[float]:
    """Send autocompletes, galleries and refused requests in turn and return how long each took, in ms."""
    times = []
    for number in range(rounds):
        if number % 3 == 0:
            asked = await discord.slash("image gallery", {})
        elif number % 3 == 1:
            asked = await discord.slash("image gallery", {"favorites": True})
        else:
            asked = await discord.slash("image generate", {"description": "a bar", "size": "none"})
        times.append((asked.ack_seconds or 0) * 1000)
        await asyncio.sleep(PAUSE)
    return times


async def _keep_painting(discord: FakeDiscord) -> None:
    """Keep two sketches in the making."""
    for number in itertools.count():
        scene = f"a rain-soaked street, number {number}"
        await discord.slash("image generate", {"description": scene}, user=discord.gm_id)
        unfinished = [
            message for message in discord.messages() if any(":cancel:" in each for each in message.custom_ids)
        ]
        while len(unfinished) >= 2:
            await asyncio.sleep(0.1)
            unfinished = [each for each in unfinished if any(":cancel:" in button for button in each.custom_ids)]


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    asyncio.run(main())
