"""Progress across processes: who paints tells it, who shows it hears it.

Nobody is woken for a step: a process that shows pictures looks every second while some are painted.
"""

import asyncio
import logging

from generation.events import Broadcaster, ChangedElsewhere, Event, Progress, RequestChanged
from storage.errors import StorageError
from storage.progress import ProgressStore, Step
from storage.records import PROCESSING

log = logging.getLogger(__name__)

#: What comes faster is told together, and it is looked as often.
SECONDS_BETWEEN = 1.0


class SharedProgress:
    """Tell other processes how painting goes on here, and this process how it goes on there."""

    def __init__(self, store: ProgressStore, events: Broadcaster) -> None:
        self._store = store
        self._events = events
        #: The last step of each request that is painted here and that was not told yet, and whether one has ended.
        self._steps: dict[str, Progress] = {}
        self._ended = False
        self._arrived, self._changed = asyncio.Event(), asyncio.Event()
        #: The last tick of each request that is painted anywhere: heard, or told from here.
        self._ticks: dict[str, int] = {}
        #: What is told is not heard at the same time, or this process would hear itself.
        self._turn = asyncio.Lock()
        self._repeats = False

    async def tell(self) -> None:
        """Write down how painting goes on here, until cancelled; for a process whose pictures others show."""
        self._events.listen(self._collect, Progress, RequestChanged)
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                await self._write()
                await asyncio.sleep(SECONDS_BETWEEN)
        finally:
            self._events.unlisten(self._collect)

    def _collect(self, event: Event) -> None:
        match event:
            case Progress(request_id=request_id) if not self._repeats:
                self._steps[request_id] = _with_preview(event, self._steps.get(request_id))
            case RequestChanged(request_id=request_id, status=status) if status != PROCESSING:
                self._steps.pop(request_id, None)
                self._ended = True
            case _:
                return
        self._arrived.set()

    async def _write(self) -> None:
        # Always in the same order, so that two who paint the same cannot wait for each other.
        steps = [
            Step(each.request_id, each.stage, each.fraction, each.preview) for _, each in sorted(self._steps.items())
        ]
        self._steps = {}
        try:
            async with self._turn:
                self._ticks |= await self._store.put(steps)
            if self._ended:
                await self._store.forget_ended()
                self._ended = False
        except StorageError as error:
            # The picture comes all the same.
            log.warning("how painting goes on could not be told to other processes: %s", error)

    async def follow(self) -> None:
        """Publish what other processes tell, until cancelled; for a process that shows pictures."""
        self._events.listen(self._look, ChangedElsewhere)
        try:
            while True:
                self._changed.clear()
                try:
                    await self.hear()
                except StorageError as error:
                    log.debug("how painting goes on elsewhere is not known: %s", error)
                await asyncio.sleep(SECONDS_BETWEEN)
                if not self._ticks:
                    # That something is begun is said.
                    await self._changed.wait()
        finally:
            self._events.unlisten(self._look)

    def _look(self, _event: Event) -> None:
        self._changed.set()

    async def hear(self) -> None:
        """Publish what other processes have told since the last time.

        Raises:
            StorageError: the database cannot be read.

        """
        async with self._turn:
            ticks = await self._store.ticks()
            changed = [each for each, tick in ticks.items() if tick and self._ticks.get(each) != tick]
            rows = await self._store.of(changed) if changed else ()
            self._ticks = ticks
        self._repeats = True
        for row in rows:
            self._events.publish(
                Progress(row.session_id, row.visibility, row.request_id, row.stage, row.fraction, row.preview)
            )
        self._repeats = False


def _with_preview(step: Progress, before: Progress | None) -> Progress:
    """Return a step with the preview that came just before it, where it has none of its own."""
    if step.preview is None and before is not None and before.preview is not None:
        return Progress(step.session_id, step.visibility, step.request_id, step.stage, step.fraction, before.preview)
    return step
