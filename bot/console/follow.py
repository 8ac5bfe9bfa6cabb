"""Requests from submission to their end: whose workers run them, and how the console follows them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial

from bot.console.interrupts import Interrupts
from bot.wiring.app import App
from generation.events import ChangedElsewhere, Event, Progress, RequestChanged, Subscription
from generation.execution.worker import Workers
from generation.i18n import ENGLISH, N_, speaking
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.errors import SceneError
from storage.params import GenerationParams
from storage.records import DELAYED, TERMINAL, Request

#: Told the request's id, the stage in words, and the fraction done.
Report = Callable[[str, str, float], None]
#: Has requests run while the context is open, by tasks that end only in error.
RequestWorkers = Callable[[Sequence[str]], AbstractAsyncContextManager[frozenset[asyncio.Task[None]]]]


def own_workers(app: App, actor: Actor) -> RequestWorkers:
    """Return workers for a process of its own: they take the requests they are given and no others."""

    @contextlib.asynccontextmanager
    async def work_on(request_ids: Sequence[str]) -> AsyncIterator[frozenset[asyncio.Task[None]]]:
        every = [app.workers_for(request_id) for request_id in request_ids]
        jobs = [app.watch_other_processes]
        for workers in every:
            jobs += [workers.run, workers.watch_delays, partial(_watch_cancels, app, workers)]
        # What they store is read by others, too, each in their language.
        with speaking(ENGLISH):
            tasks = frozenset(asyncio.create_task(job()) for job in jobs)
        try:
            yield tasks
        except BaseException:
            # Nobody waits for them any more, and no other process shall run what nobody waits for.
            await asyncio.shield(_cancel(app.services, actor, request_ids))
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for workers in every:
                workers.retire()

    return work_on


async def _cancel(services: Services, actor: Actor, request_ids: Sequence[str]) -> None:
    for request_id in request_ids:
        with contextlib.suppress(SceneError):
            await services.requests.cancel(request_id, actor)


async def _watch_cancels(app: App, workers: Workers) -> None:
    """Stop the work when another process, such as a second console, has cancelled."""
    with app.services.events.subscribe(lambda event: isinstance(event, ChangedElsewhere)) as changes:
        async for _ in changes:
            await workers.check_cancelled()


@contextlib.asynccontextmanager
async def shared_workers(_request_ids: Sequence[str]) -> AsyncIterator[frozenset[asyncio.Task[None]]]:
    """Leave requests to the workers that run in this process anyway."""
    yield frozenset()


async def generate(
    services: Services,
    params: GenerationParams,
    actor: Actor,
    workers: RequestWorkers,
    interrupts: Interrupts,
    report: Report,
    notes: Sequence[str] = (),
) -> tuple[Request, ...]:
    """Submit a request, or a batch, follow it to its end, and cancel it when the user interrupts.

    `notes` are what the requester is to be told besides.

    Raises:
        RefusedError: it cannot be done as asked.
        StorageError: the disk or the database refused.

    """
    with services.events.subscribe(_is_about_requests) as events:
        submitted = await services.requests.submit(params, await services.sessions.context(actor), notes=notes)
        request_ids = tuple(request.id for request in submitted.requests)
        for request_id in request_ids:
            report(request_id, N_("queued"), 0.0)
        async with workers(request_ids) as tasks:
            end = asyncio.create_task(_follow(services, actor, request_ids, events, report))
            interruption = asyncio.create_task(interrupts.wait())
            try:
                pending: set[asyncio.Task[tuple[Request, ...]] | asyncio.Task[None]] = {end, interruption, *tasks}
                while not end.done():
                    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                    if interruption in done:
                        await _cancel(services, actor, request_ids)
                    for task in done - {interruption}:
                        task.result()
                return end.result()
            finally:
                for task in (end, interruption):
                    task.cancel()
                await asyncio.gather(end, interruption, return_exceptions=True)


def _is_about_requests(event: Event) -> bool:
    return isinstance(event, Progress | RequestChanged | ChangedElsewhere)


async def _follow(
    services: Services, actor: Actor, request_ids: Sequence[str], events: Subscription, report: Report
) -> tuple[Request, ...]:
    """Report requests' progress and return them when all are done, whoever has run them."""
    still_open = set(request_ids)
    async for event in events:
        match event:
            case Progress(request_id=of, stage=stage, fraction=fraction) if of in still_open:
                report(of, stage, fraction)
            case RequestChanged(request_id=of, status=status) if of in still_open and status == DELAYED:
                report(of, N_("waiting to try again"), 0.0)
            case RequestChanged(request_id=of, status=status) if of in still_open and status in TERMINAL:
                still_open.discard(of)
            case ChangedElsewhere():
                for of in tuple(still_open):
                    if (await services.requests.get(of, actor)).status in TERMINAL:
                        still_open.discard(of)
            case _:
                pass
        if not still_open:
            break
    return tuple([await services.requests.get(request_id, actor) for request_id in request_ids])
