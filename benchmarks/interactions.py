"""How fast 200 interactions at 20 a second are answered while two sketches are painted, and what a kill leaves.

The unmodified bot runs against the fake Discord on loopback, which holds each body against Discord's limits. A table
generates, browses, stars, completes options, fills in forms and changes settings; then the bot is killed, and
everything that hangs in the channel is pressed at its successor.

    uv run python -m benchmarks.interactions
"""

import asyncio
import itertools
import os
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.press_buttons import kind_of, press_everything
from benchmarks.session_script import Action, SessionScript
from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message

COUNT, A_SECOND = 200, 20
TIMEOUT = 300.0


async def main() -> None:
    """Measure, kill, press, and print."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        async with FakeDiscord() as discord:
            script = SessionScript(discord)
            async with BotProcess(discord, Path(folder)) as bot:
                await bot.ready()
                await script.prepare()
                async with rendering(discord):
                    before = len(discord.interactions)
                    await send(script.actions())
                    report(discord.interactions[before:])
                await bot.kill()
                print_complaints(bot.log)
            asked = {message.id for message in unfinished(discord)}
            print(f"killed while {len(asked)} pictures were not done")
            async with BotProcess(discord, Path(folder)) as bot:
                await bot.ready()
                await press_everything(discord)
                await discord.until(lambda: not unfinished(discord), within=TIMEOUT)
                print_complaints(bot.log)
            print_losses(discord, asked)


async def send(steps: Sequence[Action]) -> None:
    """Take the actions in turn, so many a second, whether those before were answered or not."""
    began = time.monotonic()
    tasks: list[asyncio.Task[None]] = []
    for number, step in enumerate(itertools.islice(itertools.cycle(steps), COUNT)):
        await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        tasks.append(asyncio.create_task(step(number)))
    # What is not acknowledged in time is reported with the others.
    await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def rendering(discord: FakeDiscord) -> AsyncIterator[None]:
    """Keep at least two sketches under way for as long as the block runs."""

    async def go_on() -> None:
        for number in itertools.count():
            scene = f"a rain-soaked street, number {number}"
            await discord.slash("image generate", {"description": scene}, user=discord.gm_id)
            while len(unfinished(discord)) >= 2:  # noqa: ASYNC110  # what is waited for is a look at all messages
                await asyncio.sleep(0.1)

    task = asyncio.create_task(go_on())
    await discord.until(lambda: len(unfinished(discord)) >= 2, within=TIMEOUT)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def unfinished(discord: FakeDiscord) -> list[Message]:
    """Return the placeholders that no result has taken the place of."""
    return [
        message
        for message in discord.messages()
        if not message.deleted and any(":cancel:" in each or ":stop:" in each for each in message.custom_ids)
    ]


def report(interactions: Sequence[Interaction]) -> None:
    """Print how long each kind took to be acknowledged, and all of them."""
    times: dict[str, list[float]] = defaultdict(list)
    for interaction in interactions:
        times[kind_of(interaction)].append((interaction.ack_seconds or interaction.age) * 1000)
    print(f"{'acknowledged in ms':28}{'count':>6}{'p50':>9}{'worst':>9}")
    for kind, taken in sorted(times.items()):
        print(f"{kind:28}{len(taken):>6}{statistics.median(taken):>9.1f}{max(taken):>9.1f}")
    every = [each for taken in times.values() for each in taken]
    p99 = statistics.quantiles(every, n=100)[98]
    print(f"{'all':28}{len(every):>6}{statistics.median(every):>9.1f}{max(every):>9.1f}   p99 {p99:.1f}")
    failed = [kind_of(each) for each in interactions if each.callback is None]
    print(f"not acknowledged: {', '.join(failed) or 'none'}; load average {os.getloadavg()[0]:.1f}")


def print_complaints(log: str) -> None:
    """Print the warnings, errors and tracebacks of the bot's log."""
    bad = [line for line in log.splitlines() if "Traceback" in line or re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
    print("\n".join(["the bot complains:", *bad]) if bad else "no traceback, no warning, no error")


def print_losses(discord: FakeDiscord, asked: set[int]) -> None:
    """Print whether every image under way at the kill was posted, and none twice."""
    hung = [message for message in discord.messages() if not message.ephemeral and not message.deleted]
    come = {message.id for message in hung if any(images_on(message))} & asked
    every = [image for message in hung for image in images_on(message)]
    print(f"of {len(asked)} pictures under way {len(come)} came; {len(every) - len(set(every))} hang twice")


def images_on(message: Message) -> Iterator[str]:
    """Yield the ids of the pictures that hang on a message."""
    for custom_id in message.custom_ids:
        if custom_id.startswith("scene:favorite:"):
            yield custom_id.split(":")[2]


if __name__ == "__main__":
    asyncio.run(main())
