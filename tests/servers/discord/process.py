"""The bot in a process of its own, which a test may kill."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.clock import PATIENCE

from .change_signal import or_nothing
from .output import Output
from .server import FakeDiscord

_LAUNCH: Final = Path(__file__).with_name("launch.py")
REPOSITORY: Final = _LAUNCH.parents[3]
_TAIL_LINES = 60


class BotProcess:
    """One run of the bot, with `home` as its HOME and working directory.

    `home/data` is its DATA_DIR and `home/bot.log` gets its output. A second BotProcess with the same home is a
    restart. Leaving the context kills the whole process group, and adds the log's tail to a failure on its way out.
    """

    def __init__(
        self,
        discord: FakeDiscord,
        home: Path,
        *,
        script: Path = REPOSITORY / "bot.py",
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._discord = discord
        self._home = home
        self._command = [sys.executable, str(_LAUNCH), discord.url, str(script), *arguments]
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "DISCORD_TOKEN": discord.token,
            "DATA_DIR": str(home / "data"),
            # Several of these run side by side, and one port is not enough for them.
            "API_PORT": "0",
        } | dict(environment or {})
        self._process: asyncio.subprocess.Process | None = None
        self._output: Output | None = None
        self._end: asyncio.Task[int] | None = None
        self._identified = 0

    async def __aenter__(self) -> Self:
        self._identified = len(self._discord.identifies)
        self._output = Output(self._home / "bot.log", self._discord.parts.changes.notify)
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            cwd=self._home,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=self._output.write_end,
            stderr=self._output.write_end,
            start_new_session=True,
        )
        self._output.close_write_end()
        self._end = asyncio.create_task(_end(self._process, self._output))
        self._end.add_done_callback(lambda _: self._discord.parts.changes.notify())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._end is not None
        assert self._output is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        await self._end
        self._output.close()
        if error is not None:
            error.add_note(self.tail)

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def returncode(self) -> int | None:
        return self._running.returncode

    @property
    def log(self) -> str:
        """All that the bot has printed, on either stream."""
        return self._output.text if self._output else ""

    @property
    def tail(self) -> str:
        lines = self.log.splitlines()[-_TAIL_LINES:]
        return "\n".join([f"the bot's log ({self._home / 'bot.log'}) ends:", *(f"  {line}" for line in lines)])

    async def ready(self, *, within: float = PATIENCE, line: str | None = None) -> None:
        """Wait until the bot has identified and its commands are synced, or until its log has `line`."""
        await self.until(self._is_ready if line is None else lambda: line in self.log, within=within)

    async def printed(self, text: str, *, within: float = PATIENCE) -> None:
        """Wait until the log has this text."""
        await self.until(lambda: text in self.log, within=within)

    async def until(self, look: Callable[[], bool], *, within: float = PATIENCE) -> None:
        """Wait for something the bot does; fail at once when it dies instead."""
        await self._discord.until(lambda: or_nothing(look) or self._is_over, within=within)
        if not or_nothing(look):
            msg = f"the bot exited with {self.returncode}"
            raise AssertionError(msg)

    async def kill(self) -> None:
        """SIGKILL to the bot alone, as a crash would do; its children live on until the context ends."""
        self._running.kill()
        await self.exited()

    async def terminate(self, *, within: float = PATIENCE) -> int:
        """SIGTERM, and the exit status; an overdue exit is a failure."""
        self._running.terminate()
        return await self.exited(within=within)

    async def exited(self, *, within: float = PATIENCE) -> int:
        """Wait for the bot to end by itself, and for its last output."""
        assert self._end is not None, "use `async with BotProcess(…)`"
        try:
            return await asyncio.wait_for(asyncio.shield(self._end), within)
        except TimeoutError:
            msg = f"the bot was still running after {within} s"
            raise AssertionError(msg) from None

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "use `async with BotProcess(…)`"
        return self._process

    @property
    def _is_over(self) -> bool:
        return self._end is not None and self._end.done()

    def _is_ready(self) -> bool:
        return len(self._discord.identifies) > self._identified and bool(self._discord.commands)


async def _end(process: asyncio.subprocess.Process, output: Output) -> int:
    """The exit status, once the last output is read; but a child that lives on may hold that open."""
    status = await process.wait()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(output.ended.wait(), 0.5)
    return status
