"""One request from submission to its end: who paints it, and how the console follows it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from bot.app import App
from bot.console.interrupts import Interrupts
from generation.access import Requester
from generation.events import ChangedElsewhere, Event, Progress, RequestChanged, Subscription
from generation.requests import ImageRequest
from generation.services import Services
from generation.worker import Workers
from storage.errors import SceneError
from storage.records import DELAYED, TERMINAL, Request

#: Told the request's id, the stage in words, and the fraction done.
Report = Callable[[str, str, float], None]
#: Has a request painted while the context is open, by tasks that end only in error.
Painter = Callable[[str], AbstractAsyncContextManager[frozenset[asyncio.Task[None]]]]


def own_painter(app: App, by: Requester) -> Painter:
    """Return a painter for a process of its own: a worker that takes this request and no other."""

    @contextlib.asynccontextmanager
    async def painter(request_id: str) -> AsyncIterator[frozenset[asyncio.Task[None]]]:
        workers = app.workers_for(request_id)
        jobs = (workers.run, workers.watch_delays, app.watch_other_processes, lambda: _watch_cancels(app, workers))
        tasks = frozenset(asyncio.create_task(job()) for job in jobs)
        try:
            yield tasks
        except BaseException:
            # Nobody waits for it any more, and no other process shall paint what nobody waits for.
            with contextlib.suppress(SceneError):
                await asyncio.shield(app.services.requests.cancel(request_id, by))
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            workers.retire()

    return painter


async def _watch_cancels(app: App, workers: Workers) -> None:
    """Stop painting when another process, such as a second console, has cancelled."""
    with app.services.events.subscribe(lambda event: isinstance(event, ChangedElsewhere)) as changes:
        async for _ in changes:
            await workers.check_cancelled()


@contextlib.asynccontextmanager
async def shared_painter(_request_id: str) -> AsyncIterator[frozenset[asyncio.Task[None]]]:
    """Leave a request to the workers that run in this process anyway."""
    yield frozenset()


async def paint(
    services: Services, asked: ImageRequest, by: Requester, painter: Painter, interrupts: Interrupts, report: Report
) -> Request:
    """Submit a request, follow it to its end, and cancel it when the user interrupts.

    Raises:
        RefusedError: it cannot be done as asked.
        StorageError: the disk or the database refused.

    """
    with services.events.subscribe(_is_about_requests) as events:
        submitted = await services.requests.submit(asked, by)
        request_id = submitted.request.id
        report(request_id, "queued", 0.0)
        async with painter(request_id) as painters:
            end = asyncio.create_task(_end(services, by, request_id, events, report))
            interruption = asyncio.create_task(interrupts.wait())
            try:
                waited: set[asyncio.Task[Request] | asyncio.Task[None]] = {end, interruption, *painters}
                while not end.done():
                    done, waited = await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
                    if interruption in done:
                        await services.requests.cancel(request_id, by)
                    for task in done - {interruption}:
                        task.result()
                return end.result()
            finally:
                for task in (end, interruption):
                    task.cancel()
                await asyncio.gather(end, interruption, return_exceptions=True)


def _is_about_requests(event: Event) -> bool:
    return isinstance(event, Progress | RequestChanged | ChangedElsewhere)


async def _end(services: Services, by: Requester, request_id: str, events: Subscription, report: Report) -> Request:
    """Report a request's progress and return it when it is done, whoever has painted it."""
    async for event in events:
        match event:
            case Progress(request_id=of, stage=stage, fraction=fraction) if of == request_id:
                report(request_id, stage, fraction)
            case RequestChanged(request_id=of, status=status) if of == request_id and status == DELAYED:
                report(request_id, "waiting to try again", 0.0)
            case RequestChanged(request_id=of, status=status) if of == request_id and status in TERMINAL:
                break
            case ChangedElsewhere():
                if (await services.requests.get(request_id, by)).status in TERMINAL:
                    break
            case _:
                pass
    return await services.requests.get(request_id, by)
