"""A child process as its parent holds it."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from generation.child_process.frames import HEADER

ROOT = Path(__file__).parents[2]
#: How long a child may take to end by itself, in seconds.
LEAVE_SECONDS = 2.0


@dataclass(slots=True)
class Child:
    """A process of ours that is spoken to in frames; in a group of its own, so that it can be killed whole."""

    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls, module: str, arguments: Sequence[str] = (), tuning: Mapping[str, str] | None = None) -> Self:
        """Start a module of ours, without the bot's secrets in its environment."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            env=_bare_environment() | dict(tuning or {}),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self.process.returncode is None

    async def send(self, kind: bytes, payload: bytes) -> None:
        """Send a frame.

        Raises:
            ConnectionError: it is gone.

        """
        assert self.process.stdin is not None  # noqa: S101  # it was made with a pipe
        self.process.stdin.write(HEADER.pack(kind, len(payload)) + payload)
        await self.process.stdin.drain()

    async def frame(self, most: int) -> tuple[bytes, bytes]:
        """Return its next frame, of `most` bytes.

        Raises:
            IncompleteReadError: it is gone, or sends what is no frame.

        """
        assert self.process.stdout is not None  # noqa: S101  # it was made with a pipe
        kind, length = HEADER.unpack(await self.process.stdout.readexactly(HEADER.size))
        if length > most:
            raise asyncio.IncompleteReadError(b"", length)
        return kind, await self.process.stdout.readexactly(length)

    async def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    def dismiss(self) -> None:
        """Tell it to end."""
        if self.process.stdin:
            self.process.stdin.close()

    async def ended(self) -> None:
        """Wait until one that was dismissed has ended, and end one that does not."""
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self.process.wait()
        except TimeoutError:
            await self.kill()


def _bare_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT)}
