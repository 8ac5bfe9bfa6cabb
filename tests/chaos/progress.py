"""How far every request is, and how long it takes until what a kill has hit is done."""

import asyncio
import statistics
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

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
    def painted(self) -> bool:
        return self.status in TERMINAL

    @property
    def posted(self) -> bool:
        return self.message not in {"waiting", "ready"}

    @property
    def done(self) -> bool:
        return self.painted and self.posted


class Recovery(Enum):
    """What a kill interrupts: pictures, where it hits a worker, and messages, where it hits a gateway."""

    PAINTED = "what was being painted was painted"
    POSTED = "what was to be posted was posted"

    def concerns(self, state: State) -> bool:
        """Tell whether a kill may have interrupted this."""
        return state.status == "processing" if self is Recovery.PAINTED else state.message == "ready"

    def is_over(self, state: State) -> bool:
        """Tell whether it is done for all that."""
        return state.painted if self is Recovery.PAINTED else state.posted


#: What is interrupted by the death of a process with this role; a web has nothing in hand.
OF_ROLE = {"worker": Recovery.PAINTED, "gateway": Recovery.POSTED}


@dataclass(slots=True)
class Hit:
    """A kill: what it may have interrupted, since when, and what of that is not done yet."""

    kind: Recovery
    since: float
    open: set[str]


@dataclass(slots=True)
class Progress:
    """The state of each request by its idempotency key, as of the last look; `recovered` has the seconds of hits."""

    setup: Setup
    states: dict[str, State] = field(default_factory=dict)
    recovered: dict[Recovery, list[float]] = field(default_factory=lambda: {kind: [] for kind in Recovery})
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
            hit.open = {key for key in hit.open if not hit.kind.is_over(self.states[key])}
            if not hit.open:
                self._hits.remove(hit)
                self.recovered[hit.kind].append(time.monotonic() - hit.since)
        async with self._looked:
            self._looked.notify_all()

    async def killed(self, role: str) -> None:
        """Note that a process was just killed."""
        since = time.monotonic()
        await self.look()
        kind = OF_ROLE.get(role)
        if kind is not None and (hit := {key for key, state in self.states.items() if kind.concerns(state)}):
            self._hits.append(Hit(kind, since, hit))

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
        return f"{max(seconds):.1f} s" if seconds else "no time, for there was none"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:.1f} s, p99 {cuts[98]:.1f} s"
