"""How often messages that nobody has pressed are edited: a channel gets one such edit in ten seconds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from weakref import WeakValueDictionary

SECONDS_BETWEEN = 10.0


@dataclass(slots=True)
class Turn:
    """A chance to edit a message of a channel; `used` tells whether it was edited."""

    used: bool = False


class EditPace:
    """Space the edits of each channel, whatever they are for."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def turn(self, channel_id: str) -> AsyncIterator[Turn]:
        """Wait until the channel may have an edit, and let nobody else edit there meanwhile."""
        lock = self._locks.setdefault(channel_id, asyncio.Lock())
        loop, turn = asyncio.get_running_loop(), Turn()
        async with lock:
            await asyncio.sleep(max(0.0, self._free_at.get(channel_id, 0.0) - loop.time()))
            try:
                yield turn
            finally:
                self._free_at = {channel: at for channel, at in self._free_at.items() if at > loop.time()}
                if turn.used:
                    self._free_at[channel_id] = loop.time() + SECONDS_BETWEEN
