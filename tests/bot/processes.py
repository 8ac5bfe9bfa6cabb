"""Processes that a test starts, and that do not outlive it."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.clock import PATIENCE

ROOT = Path(__file__).parents[2]
#: How long a loaded machine may take for a process to start, or to end: each imports a lot.
STARTED = 3 * PATIENCE


class Process:
    """A process that leads a group of its own, as a service's or a shell's job does."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self.stdin, self.stdout = process, process.stdin, process.stdout

    def signal_group(self, number: int) -> None:
        os.killpg(self._process.pid, number)

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    async def printed(self, text: bytes) -> None:
        async with asyncio.timeout(STARTED):
            while text not in (line := await self.stdout.readline()):
                assert line, f"it ended before it said {text!r}"

    async def ended(self) -> int:
        return await asyncio.wait_for(self._process.wait(), STARTED)


@contextlib.asynccontextmanager
async def running(*arguments: str, **environment: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield Process(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
