"""The instant route: a request in the queue like any other, with a worker of its own where a slot is free."""

import asyncio
import contextlib
from collections.abc import Sequence

from bot.web.errors import FailedError, NotYetError
from bot.web.state import WebState
from generation.errors import CONTENT_REFUSED, ContentRefusedError
from generation.events import ChangedElsewhere, Event, RequestChanged, Subscription
from generation.execution.worker import Workers
from generation.i18n import ENGLISH, _, speaking
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from storage.params import GenerationParams
from storage.records import COMPLETED, HELD, TERMINAL, Request
from storage.tasks import spawn

#: How long a running request may still take when the server stops, in seconds.
LAST_SECONDS = 5.0


class InstantGeneration:
    """Generate images while their callers wait, in a few slots of their own, so that they need not queue."""

    def __init__(self, state: WebState) -> None:
        self._state = state
        self._free_slots = state.options.instant_slots
        self._workers: dict[asyncio.Task[None], Workers] = {}

    async def generate(
        self, params: GenerationParams, context: SessionContext, files: Sequence[bytes], key: str | None
    ) -> Request:
        """Return the completed request.

        Raises:
            RefusedError: it cannot be done as asked.
            FailedError: it could not be generated.
            NotYetError: it takes too long, or the GM has to see it first; the work goes on.

        """
        with self._state.services.events.subscribe(_is_about_requests) as changes:
            submitted = await self._state.services.requests.submit(params, context, files=files, idempotency_key=key)
            request = submitted.request
            if request.status not in {*TERMINAL, HELD}:
                self._start_worker(request)
            end = asyncio.create_task(self._wait_for_end(request.id, context.actor, changes))
            stop = asyncio.create_task(self._state.stopping.wait())
            try:
                await asyncio.wait(
                    {end, stop}, timeout=self._state.options.instant_seconds, return_when=asyncio.FIRST_COMPLETED
                )
                if not end.done():
                    raise NotYetError(
                        _("The picture takes longer than this request waits; it is still being painted."), request.id
                    )
                return _completed(end.result())
            finally:
                for task in (end, stop):
                    task.cancel()
                await asyncio.gather(end, stop, return_exceptions=True)

    async def _wait_for_end(self, request_id: str, actor: Actor, changes: Subscription) -> Request:
        """Return a request once it has ended or is held."""
        while True:
            request = await self._state.services.requests.get(request_id, actor)
            if request.status in TERMINAL or request.status == HELD:
                return request
            async for event in changes:
                if isinstance(event, ChangedElsewhere) or _is_end_of(event, request_id):
                    break

    def _start_worker(self, request: Request) -> None:
        if not self._free_slots:
            return
        self._free_slots -= 1
        workers = self._state.workers_for(request.id)
        # What it stores is read by others, too, each in their language.
        with speaking(ENGLISH):
            task = spawn(self._work(workers, request), f"instant worker of request {request.id}")
        self._workers[task] = workers
        task.add_done_callback(self._workers.pop)

    async def _work(self, workers: Workers, request: Request) -> None:
        """Work on a request until it has ended, however long its caller waits."""
        tasks = [
            spawn(work, f"{part} of request {request.id}")
            for part, work in (
                ("worker", workers.run()),
                ("delays", workers.watch_delays()),
                ("end", self._wait_until_ended(request)),
            )
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            workers.retire()
            self._free_slots += 1

    async def _wait_until_ended(self, request: Request) -> None:
        services, ends = self._state.services, {*TERMINAL, HELD}
        with services.events.subscribe(_is_about_requests) as changes:
            while (found := await services.requests.unchecked_request(request.id)) and found.status not in ends:
                await anext(changes)

    async def drain(self) -> None:
        """Give running requests a moment to finish, and give the rest back to the queue."""
        tasks = dict(self._workers)
        await asyncio.gather(*(workers.drain(LAST_SECONDS) for workers in tasks.values()))
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_SECONDS)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


def _is_about_requests(event: Event) -> bool:
    return isinstance(event, RequestChanged | ChangedElsewhere)


def _is_end_of(event: Event, request_id: str) -> bool:
    if not isinstance(event, RequestChanged) or event.request_id != request_id:
        return False
    return event.status in TERMINAL or event.status == HELD


def _completed(request: Request) -> Request:
    if request.status == COMPLETED:
        return request
    if request.status == HELD:
        raise NotYetError(_("The GM has to see this first; then it is painted."), request.id)
    if request.error_code == CONTENT_REFUSED:
        raise ContentRefusedError(request.error_message or _("This was refused."))
    raise FailedError(request.error_message or _("Nothing was painted."))
