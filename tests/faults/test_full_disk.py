"""A disk that is full while pictures are painted, and has room again later."""

import asyncio
import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.sqlite

FULL_SECONDS = 100.0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Put the data folder on a file system of its own, of 24 MB."""
    data = tmp_path / "data"
    data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(data)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield data
    subprocess.run(["umount", "-l", str(data)], check=True)


def fill(folder: Path) -> Path:
    """Fill the disk to its last byte."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017  # any other is a failure
    return path


async def test_what_is_painted_on_a_full_disk_is_painted_once(small_disk: Path, installation: Installation) -> None:
    installation.painter.seconds = 3.0
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        filler = await asyncio.to_thread(fill, small_disk)
        await asyncio.sleep(FULL_SECONDS)
        filler.unlink()
        await installation.ended(4, within=90)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])


async def test_what_was_painted_before_a_stop_is_stored_after_it(small_disk: Path, installation: Installation) -> None:
    installation.painter.seconds = 3.0
    async with installation.process(DRAIN_SECONDS="1") as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 5))
        await installation.painter.called(4)
        filler = await asyncio.to_thread(fill, small_disk)
        await bot.printed("cannot be stored yet", within=60)
        assert await bot.terminate(within=60) == 0
    filler.unlink()
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ended(4, within=90)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 4}, 4, 4, [])
