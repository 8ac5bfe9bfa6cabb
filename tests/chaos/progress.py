"""How far every request is, and how long it takes until what a kill has hit is done."""

import asyncio
import statistics
import time
from collections.abc import Collection
from dataclasses import dataclass, field

from storage.records import TERMINAL
from tests.faults.setups import Setup

#: How often the database is asked.
LOOK_SECONDS = 0.2
_REQUESTS = """
SELECT request.idempotency_key, request.id, request.status, coalesce(delivery.state, 'none')
FROM image_generation AS request LEFT JOIN delivery ON delivery.request_id = request.id
"""


@dataclass(frozen=True, slots=True)
class State:
    """How far a request is, and its message, where one is owed."""

    status: str
    message: str

    @property
    def in_hands(self) -> bool:
        """Whether some process paints it, or is to post it."""
        return self.status == "processing" or self.message == "ready"

    @property
    def done(self) -> bool:
        return self.status in TERMINAL and self.message not in {"waiting", "ready"}


@dataclass(slots=True)
class Hit:
    """A kill: since when, and what was in hands then and is not done yet."""

    machine: str
    since: float
    open: set[str]


@dataclass(slots=True)
class Progress:
    """The state of each request by its idempotency key, as of the last look."""

    setup: Setup
    states: dict[str, State] = field(default_factory=dict)
    hit: int = 0
    recovered: list[float] = field(default_factory=list)
    _hits: list[Hit] = field(default_factory=list)
    _looked: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def watch(self) -> None:
        """Look again and again."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Read how far everything is."""
        rows = await self.setup.rows(_REQUESTS)
        self.states = {key: State(status, message) for key, _, status, message in rows}
        for hit in list(self._hits):
            hit.open = {key for key in hit.open if not self.states[key].done}
            if not hit.open:
                self._hits.remove(hit)
                self.recovered.append(time.monotonic() - hit.since)
        async with self._looked:
            self._looked.notify_all()

    async def killed(self, machine: str) -> None:
        """Note that a process was just killed."""
        since = time.monotonic()
        await self.look()
        held = {key for key, state in self.states.items() if state.in_hands}
        if held:
            self.hit += 1
            self._hits.append(Hit(machine, since, held))

    async def until_done(self, count: int) -> None:
        """Wait until so many requests are done."""
        async with self._looked:
            await self._looked.wait_for(lambda: sum(state.done for state in self.states.values()) >= count)

    async def until_recovered(self) -> None:
        """Wait until whatever a kill has hit is done."""
        async with self._looked:
            await self._looked.wait_for(lambda: not self._hits)

    async def next_look(self) -> None:
        """Wait until the database was asked once more."""
        async with self._looked:
            await self._looked.wait()


def percentiles(seconds: Collection[float]) -> str:
    """Return p50 and p99 in words."""
    if len(seconds) < 2:
        return f"{max(seconds, default=0.0):.1f} s"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:.1f} s, p99 {cuts[98]:.1f} s"
