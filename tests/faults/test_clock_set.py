"""A wall clock that is set by an hour while pictures are painted, waited for and delivered (libfaketime)."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.installation import Installation

#: An S3 store takes no signature whose time is a quarter of an hour off: there, pictures wait until the clock is right.
pytestmark = pytest.mark.sqlite
ASKED = range(1, 3)


class WallClock:
    """The wall clock of the processes that are started with its environment; what measures time runs on untouched."""

    def __init__(self, library: str, file: Path) -> None:
        self._file = file
        self.set(0)
        self.environment = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, hours: int) -> None:
        """Set it so many hours from the right time."""
        self._file.write_text(f"{hours:+}h\n")

    async def set_later(self, hours: int) -> None:
        """Set it when what was just logged has been written down, and seen, at the old time."""
        await asyncio.sleep(0.3)
        self.set(hours)


@pytest.fixture
def wall_clock(installation: Installation) -> WallClock:
    """Have processes started with a wall clock that can be set."""
    if shutil.which("faketime") is None:
        pytest.skip("no libfaketime here (Debian: apt-get install faketime)")
    library = subprocess.run(
        ["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    clock = WallClock(library, installation.folder / "clock")
    installation.environment |= clock.environment
    return clock


@pytest.mark.parametrize("hours", [1, -1])
async def test_what_is_painted_meanwhile_is_painted_once(
    hours: int, installation: Installation, wall_clock: WallClock
) -> None:
    installation.painter.seconds = 15.0
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(ASKED)
        await installation.painter.called(2)
        wall_clock.set(hours)
        await installation.ended(2, within=60)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 2}, 2, 2, [])


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_short_wait_for_another_try_stays_short(
    hours: int, installation: Installation, wall_clock: WallClock
) -> None:
    installation.painter.failures, installation.painter.failure_status = 1, 503
    async with installation.process(PROVIDER_ORDER="openai_compatible") as bot:
        await bot.ready(within=60)
        await installation.ask([1])
        await bot.printed("tries again in", within=60)
        await wall_clock.set_later(hours)
        await installation.ended(1, within=30)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 1}, 1, [])


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_message_that_discord_did_not_take_at_once_comes_soon(
    hours: int, installation: Installation, wall_clock: WallClock
) -> None:
    discord = installation.discord
    async with installation.process() as bot:
        await bot.ready(within=60)
        installation.painter.seconds = 2.0
        await installation.ask([1])
        # Where the acknowledgement came too late, the result is sent.
        discord.fail("PATCH", "/channels/*/messages/*", status=500, times=40)
        discord.fail("POST", "/channels/*/messages", status=500, times=40)
        await bot.printed("Discord said 500; trying again", within=120)
        await wall_clock.set_later(hours)
        discord.parts.faults.forget()
        await installation.ended(1, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 1}, 1, [])


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_provider_that_rests_is_asked_again_soon(
    hours: int, installation: Installation, wall_clock: WallClock
) -> None:
    installation.painter.failures, installation.painter.failure_status = 1, 429
    installation.painter.retry_after = 5
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask([1])
        await installation.painter.called(1)
        wall_clock.set(hours)
        await installation.painter.called(2, within=60)
        await installation.ended(1, within=60)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 1}, 1, [])
