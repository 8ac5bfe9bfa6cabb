"""Workers claim requests, run them and write down how they ended; heartbeats, delays and recovery keep them honest."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from generation.clock import now
from generation.errors import HeldError, InternalError
from generation.events import (
    Broadcaster,
    CancelWanted,
    ChangedElsewhere,
    Event,
    GalleryChanged,
    Progress,
    RequestChanged,
)
from generation.execution.pipeline import Pipeline
from generation.execution.policy import MAX_RETRIES, after_failure
from generation.execution.results import StoredResult
from generation.i18n import N_
from generation.requests.requests import CANCELLED
from generation.tasks import spawn
from storage.errors import SceneError, StorageError
from storage.process_locks import ProcessLocks
from storage.queue import LEASE, CancelledFirstError, LeaseLostError, QueueStore
from storage.records import FAILED, QUEUED, Claim, Request

log = logging.getLogger(__name__)

_DIED = N_("The painter died over this picture again and again. Try another description, or tell the operator.")

#: Hold a claimed request for the GM's review, for a reason.
Hold = Callable[[Claim, str], Awaitable[Request]]


@dataclass(slots=True)
class _Running:
    """A request that is being run, and why it was stopped, if it was."""

    claim: Claim
    task: asyncio.Task[StoredResult]
    stopped: str | None = None
    #: Why its end could not be written down.
    unsettled: SceneError | None = None

    def stop(self, why: str) -> None:
        self.stopped = self.stopped or why
        self.task.cancel()


class Workers:
    """Run what waits in the queue. `only` binds these workers to one request (the one-shot console)."""

    def __init__(  # what a worker's steps touch
        self,
        queue: QueueStore,
        pipeline: Pipeline,
        events: Broadcaster,
        owners: ProcessLocks,
        hold: Hold,
        *,
        only: str | None = None,
    ) -> None:
        self._hold = hold
        self._queue = queue
        self._pipeline = pipeline
        self._events = events
        self._owners = owners
        self._only = only
        self._work_came = asyncio.Event()
        self._delays_changed = asyncio.Event()
        self._running: dict[str, _Running] = {}
        self._draining = False
        events.listen(self._react, RequestChanged, CancelWanted, ChangedElsewhere)

    def _react(self, event: Event) -> None:
        """Look for work when a request waits, and stop what its user has cancelled."""
        match event:
            case RequestChanged(status=status) if status == QUEUED:
                self._work_came.set()
            case CancelWanted(request_id=request_id):
                if running := self._running.get(request_id):
                    running.stop("cancelled")
            case ChangedElsewhere():
                self._work_came.set()
                self._delays_changed.set()
            case _:
                pass

    def retire(self) -> None:
        """Listen to no more events; for workers that end before their process does."""
        self._events.unlisten(self._react)

    async def run(self) -> None:
        """Claim and run requests until draining begins; several of these at once are several workers.

        Raises:
            StorageError: nothing can be claimed; or how the one request ended that they are bound to cannot be written.

        """
        while not self._draining:
            self._work_came.clear()
            claim = await self._queue.claim(now(), only=self._only)
            if claim is None:
                await self._work_came.wait()
                continue
            await self._run_claimed(claim)

    async def drain(self, deadline: float) -> None:
        """Claim nothing more, let running requests finish for `deadline` seconds, give the rest back to the queue."""
        self._draining = True
        self._work_came.set()
        if self._running:
            await asyncio.wait([each.task for each in self._running.values()], timeout=deadline)
        for running in list(self._running.values()):
            running.stop("drained")

    async def _run_claimed(self, claim: Claim) -> None:
        request = claim.request
        self._publish(request)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, N_("starting"), 0.0))
        # Its end is asked for below, whatever it is: not `spawn`, which would log what is handled.
        running = _Running(claim, asyncio.create_task(self._pipeline.run(claim), name=f"run {request.id}"))
        heartbeat = spawn(self._heartbeat(running), f"heartbeat of {request.id}")
        self._running[request.id] = running
        if request.cancel_requested:
            # Asked for while a worker held it that has died since, or put it aside.
            running.stop("cancelled")
        elif self._draining:
            # The claim was under way when the drain began.
            running.stop("drained")
        try:
            # Not `await running.task`: that would pass a cancelled worker's cancellation on before it is settled here.
            await asyncio.wait({running.task})
        except asyncio.CancelledError:
            running.stop("drained")
            await asyncio.wait({running.task})
            raise
        finally:
            heartbeat.cancel()
            try:
                await asyncio.shield(spawn(self._settle(running), f"settle {request.id}"))
            finally:
                del self._running[request.id]
        if self._only is not None and running.unsettled is not None:
            # Nobody is there who would take it up when the lease has run out, and its console waits for an end.
            raise running.unsettled

    async def _heartbeat(self, running: _Running) -> None:
        """Extend the lease three times in its time; stop the request where it is lost or its user has cancelled it."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                cancelled = await self._queue.heartbeat(running.claim, now())
            except LeaseLostError:
                running.stop("lost")
            except SceneError as error:
                log.warning("heartbeat of %s failed: %s", running.claim.request.id, error)
            else:
                if cancelled:
                    running.stop("cancelled")

    async def check_cancelled(self) -> None:
        """Look whether another process has cancelled what is run here."""
        if not self._running:
            return
        # Read, not by a heartbeat: a write would wake the other process, whose write would wake this one, and so on.
        for request_id in await self._queue.cancel_wanted():
            if running := self._running.get(request_id):
                running.stop("cancelled")

    async def _settle(self, running: _Running) -> None:
        """Write down how a run ended; whatever happens, its request is completed, delayed, ended, or in the queue."""
        claim = running.claim
        try:
            if running.task.cancelled():
                await self._settle_stopped(running)
            elif error := running.task.exception():
                await self._settle_failed(claim, error)
            else:
                await self._complete(claim, running.task.result())
        except LeaseLostError:
            log.warning("request %s is another worker's by now; what was made here is dropped", claim.request.id)
        except SceneError as error:
            # Nothing could be written: the lease runs out and the request is taken up again.
            log.error("request %s could not be settled: %s", claim.request.id, error)  # noqa: TRY400  # the sentence says it all
            running.unsettled = error

    async def _settle_stopped(self, running: _Running) -> None:
        if running.stopped == "cancelled":
            self._publish(await self._queue.end_cancelled(running.claim, CANCELLED, now()))
        elif running.stopped == "drained":
            self._publish(await self._queue.give_back(running.claim))
        elif running.stopped is None:
            # Nobody here stopped it; given back as if nothing had happened it would be claimed again without end.
            await self._settle_failed(running.claim, RuntimeError("the provider's own call was cancelled"))

    async def _settle_failed(self, claim: Claim, error: BaseException) -> None:
        if isinstance(error, HeldError):
            self._publish(await self._hold(claim, error.sentence))
            return
        if not isinstance(error, SceneError):
            log.error("request %s met an error of the bot's own", claim.request.id, exc_info=error)
            error = InternalError(N_("Something went wrong inside the bot; the log has the details."))
        next_step = after_failure(error, claim.request.retry_count)
        if next_step.wait is None:
            level = logging.ERROR if isinstance(error, StorageError) else logging.WARNING
            log.log(level, "request %s failed (%s): %s", claim.request.id, next_step.code, error)
            self._publish(await self._queue.fail(claim, next_step.code, next_step.sentence, now()))
            return
        request, seconds = claim.request, next_step.wait.total_seconds()
        log.info("request %s tries again in %.1f s (%s): %s", request.id, seconds, next_step.code, error)
        stage = N_("trying again in {seconds:.0f} s: {reason}").format(seconds=seconds, reason=next_step.sentence)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, stage, 0.0))
        self._publish(await self._queue.delay(claim, now() + next_step.wait, next_step.code, next_step.sentence))
        self._delays_changed.set()

    async def _complete(self, claim: Claim, stored: StoredResult) -> None:
        try:
            request = await self._queue.complete(claim, stored.images, now(), notes=stored.notes, call=stored.call)
        except CancelledFirstError:
            await self._pipeline.discard(stored)
            self._publish(await self._queue.end_cancelled(claim, CANCELLED, now()))
            return
        except BaseException:
            await self._pipeline.discard(stored)
            raise
        self._publish(request)
        for image in stored.images:
            self._events.publish(GalleryChanged(request.session_id, request.visibility, image.id, "added"))

    async def watch_delays(self) -> None:
        """Return requests to the queue when their wait is over; sleep until then, not in steps."""
        while True:
            self._delays_changed.clear()
            due = await self._queue.next_delayed()
            seconds = None if due is None else max(0.0, (due - now()).total_seconds())
            try:
                async with asyncio.timeout(seconds):
                    await self._delays_changed.wait()
            except TimeoutError:
                if await self._queue.wake_delayed(now()):
                    self._work_came.set()

    async def recover(self) -> int:
        """Return requests whose worker is dead or silent to the queue and count them; one too many ends failed."""
        recovered = 0
        for request in await self._queue.leased():
            silent = request.lease_expires_at is None or request.lease_expires_at <= now()
            if not silent and not self._owners.is_dead(request.lease_token or ""):
                continue
            if request.retry_count >= MAX_RETRIES:
                done, status = await self._queue.end_lost(request, "worker_died", _DIED, now()), FAILED
            else:
                done, status = await self._queue.requeue_lost(request), QUEUED
            if done:
                self._publish(replace(request, status=status))
            recovered += done
        if recovered:
            log.info("%d requests of lost workers taken up again", recovered)
        return recovered

    def _publish(self, request: Request) -> None:
        self._events.publish(RequestChanged.of(request))
