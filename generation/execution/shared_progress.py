"""Progress across processes: who paints tells it, who shows it hears it."""

import asyncio
import logging

from generation.events import Broadcaster, Event, Progress, RequestChanged
from storage.errors import StorageError
from storage.progress import ProgressStore
from storage.records import PROCESSING

log = logging.getLogger(__name__)

#: Each write wakes every other process, so what comes faster is told together.
SECONDS_BETWEEN = 1.0


class SharedProgress:
    """Tell other processes how painting goes on here, and this process how it goes on there."""

    def __init__(self, store: ProgressStore, events: Broadcaster) -> None:
        self._store = store
        self._events = events
        #: The last step of each request that is painted here and that was not told yet, and all that were.
        self._steps: dict[str, Progress] = {}
        self._own: set[str] = set()
        #: The last tick that was heard of each request.
        self._heard: dict[str, int] = {}
        self._ended = False
        self._arrived = asyncio.Event()

    async def tell(self) -> None:
        """Write down how painting goes on here, until cancelled; for a process whose pictures others show."""
        self._events.listen(self._collect, Progress, RequestChanged)
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                steps, ended, self._steps, self._ended = list(self._steps.values()), self._ended, {}, False
                await self._write(steps, ended=ended)
                await asyncio.sleep(SECONDS_BETWEEN)
        finally:
            self._events.unlisten(self._collect)

    def _collect(self, event: Event) -> None:
        match event:
            case Progress(request_id=request_id) if request_id in self._own or request_id not in self._heard:
                self._own.add(request_id)
                self._steps[request_id] = _with_preview(event, self._steps.get(request_id))
            case RequestChanged(request_id=request_id, status=status) if status != PROCESSING:
                self._own.discard(request_id)
                self._steps.pop(request_id, None)
                self._ended = True
            case _:
                return
        self._arrived.set()

    async def _write(self, steps: list[Progress], *, ended: bool) -> None:
        try:
            for step in steps:
                await self._store.put(step.request_id, step.stage, step.fraction, step.preview)
            if ended:
                await self._store.forget_ended()
        except StorageError as error:
            # The picture comes all the same.
            log.warning("how painting goes on could not be told to other processes: %s", error)

    async def hear(self) -> None:
        """Publish what other processes have told since the last time.

        Raises:
            StorageError: the database cannot be read.

        """
        ticks = await self._store.ticks()
        changed = [each for each, tick in ticks.items() if each not in self._own and self._heard.get(each) != tick]
        self._heard = ticks
        for request_id in changed:
            if row := await self._store.of(request_id):
                step = Progress(row.session_id, row.visibility, row.request_id, row.stage, row.fraction, row.preview)
                self._events.publish(step)


def _with_preview(step: Progress, before: Progress | None) -> Progress:
    """Return a step with the preview that came just before it, where it has none of its own."""
    if step.preview is None and before is not None and before.preview is not None:
        return Progress(step.session_id, step.visibility, step.request_id, step.stage, step.fraction, before.preview)
    return step
