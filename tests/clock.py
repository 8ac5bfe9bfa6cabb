"""Time in tests: none depends on how long something takes; a bound ends what hangs, a clock is put forward by hand."""

import asyncio

import pytest

#: How long a loaded machine may take for what is done at once.
PATIENCE = 20.0


class LoopClock:
    """The event loop's clock, which a test may put forward."""

    def __init__(self, loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real, self._ahead = loop.time, 0.0
        monkeypatch.setattr(loop, "time", lambda: self._real() + self._ahead)

    async def forward(self, seconds: float) -> None:
        """Let seconds pass, and what they bring about happen."""
        self._ahead += seconds
        await breathe()


async def breathe() -> None:
    """Let everything that can run now run."""
    for _ in range(20):
        await asyncio.sleep(0)
