"""Workers: claim, paint, settle; and what keeps claimed requests honest (heartbeats, recovery, delays)."""

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
from storage.errors import SceneError
from storage.process_locks import ProcessLocks
from storage.queue import LEASE, CancelledFirstError, LeaseLostError, QueueStore
from storage.records import FAILED, QUEUED, Claim, Request

log = logging.getLogger(__name__)

_DIED = N_("The painter died over this picture again and again. Try another description, or tell the operator.")


#: Put a claimed request before the GM, for a reason.
Hold = Callable[[Claim, str], Awaitable[Request]]


@dataclass(slots=True)
class _Job:
    """A request being painted, and why it was stopped, if it was."""

    claim: Claim
    task: asyncio.Task[StoredResult]
    stopped: str | None = None

    def stop(self, why: str) -> None:
        self.stopped = self.stopped or why
        self.task.cancel()


class Workers:
    """Paint what waits in the queue. `only` binds these workers to one request (the one-shot console)."""

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
        self._jobs: dict[str, _Job] = {}
        self._draining = False
        events.listen(self._react, RequestChanged, CancelWanted, ChangedElsewhere)

    def _react(self, event: Event) -> None:
        """Look for work when a request waits, and stop what its user has cancelled."""
        match event:
            case RequestChanged(status=status) if status == QUEUED:
                self._work_came.set()
            case CancelWanted(request_id=request_id):
                if job := self._jobs.get(request_id):
                    job.stop("cancelled")
            case ChangedElsewhere():
                self._work_came.set()
                self._delays_changed.set()
            case _:
                pass

    def retire(self) -> None:
        """Hear of nothing more; for workers that end before their process does."""
        self._events.unlisten(self._react)

    async def run(self) -> None:
        """Be one worker until the drain; run several of these at once for several workers."""
        while not self._draining:
            self._work_came.clear()
            claim = await self._queue.claim(now(), only=self._only)
            if claim is None:
                await self._work_came.wait()
                continue
            await self._work(claim)

    async def drain(self, deadline: float) -> None:
        """Claim nothing more, let running requests finish for `deadline` seconds, give the rest back to the queue."""
        self._draining = True
        self._work_came.set()
        running = [job.task for job in self._jobs.values()]
        if running:
            await asyncio.wait(running, timeout=deadline)
        for job in list(self._jobs.values()):
            job.stop("drained")

    async def _work(self, claim: Claim) -> None:
        request = claim.request
        self._tell(request)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, N_("starting"), 0.0))
        job = _Job(claim, asyncio.create_task(self._pipeline.run(claim), name=f"paint {request.id}"))
        heart = asyncio.create_task(self._heartbeat(job), name=f"heartbeat {request.id}")
        self._jobs[request.id] = job
        if request.cancel_requested:
            # Asked for while a worker held it that has died since, or put it aside.
            job.stop("cancelled")
        elif self._draining:
            # The claim was under way when the drain began.
            job.stop("drained")
        try:
            # Not `await job.task`: that would pass a cancelled worker's cancellation on before it is settled here.
            await asyncio.wait({job.task})
        except asyncio.CancelledError:
            job.stop("drained")
            await asyncio.wait({job.task})
            raise
        finally:
            heart.cancel()
            try:
                await asyncio.shield(asyncio.create_task(self._settle(job), name=f"settle {request.id}"))
            finally:
                del self._jobs[request.id]

    async def _heartbeat(self, job: _Job) -> None:
        """Hold the lease at a third of its time; stop the job where it is lost or its user has cancelled it."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                cancelled = await self._queue.heartbeat(job.claim, now())
            except LeaseLostError:
                job.stop("lost")
            except SceneError as error:
                log.warning("heartbeat of %s failed: %s", job.claim.request.id, error)
            else:
                if cancelled:
                    job.stop("cancelled")

    async def check_cancelled(self) -> None:
        """Look whether another process has cancelled what is painted here."""
        if not self._jobs:
            return
        # Read, not by a heartbeat: a write would wake the other process, whose write would wake this one, and so on.
        for request_id in await self._queue.cancel_wanted():
            if job := self._jobs.get(request_id):
                job.stop("cancelled")

    async def _settle(self, job: _Job) -> None:
        """Write down how a job ended; whatever happens, the request is completed, delayed, ended, or in the queue."""
        claim = job.claim
        try:
            if job.task.cancelled():
                await self._settle_stopped(job)
            elif error := job.task.exception():
                await self._settle_failed(claim, error)
            else:
                await self._settle_painted(claim, job.task.result())
        except LeaseLostError:
            log.warning("request %s is another worker's by now; what was painted here is dropped", claim.request.id)
        except SceneError as error:
            # Nothing could be written: the lease runs out and the request is taken up again.
            log.error("request %s could not be settled: %s", claim.request.id, error)  # noqa: TRY400  # the sentence says it all

    async def _settle_stopped(self, job: _Job) -> None:
        if job.stopped == "cancelled":
            self._tell(await self._queue.end_cancelled(job.claim, CANCELLED, now()))
        elif job.stopped == "drained":
            self._tell(await self._queue.give_back(job.claim))
        elif job.stopped is None:
            # Nobody here stopped it; given back as if nothing had happened it would be claimed again without end.
            await self._settle_failed(job.claim, RuntimeError("the provider's own call was cancelled"))

    async def _settle_failed(self, claim: Claim, error: BaseException) -> None:
        if isinstance(error, HeldError):
            self._tell(await self._hold(claim, error.sentence))
            return
        if not isinstance(error, SceneError):
            log.error("request %s met an error of the bot's own", claim.request.id, exc_info=error)
            error = InternalError(N_("Something went wrong inside the bot; the log has the details."))
        next_step = after_failure(error, claim.request.retry_count)
        if next_step.wait is None:
            log.warning("request %s failed (%s): %s", claim.request.id, next_step.code, next_step.sentence)
            self._tell(await self._queue.fail(claim, next_step.code, next_step.sentence, now()))
            return
        request, seconds = claim.request, next_step.wait.total_seconds()
        log.info("request %s tries again in %.1f s (%s): %s", request.id, seconds, next_step.code, error)
        stage = N_("trying again in {seconds:.0f} s: {reason}").format(seconds=seconds, reason=next_step.sentence)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, stage, 0.0))
        self._tell(await self._queue.delay(claim, now() + next_step.wait, next_step.code, next_step.sentence))
        self._delays_changed.set()

    async def _settle_painted(self, claim: Claim, stored: StoredResult) -> None:
        try:
            request = await self._queue.complete(claim, stored.images, now(), notes=stored.notes, call=stored.call)
        except CancelledFirstError:
            await self._pipeline.discard(stored)
            self._tell(await self._queue.end_cancelled(claim, CANCELLED, now()))
            return
        except BaseException:
            await self._pipeline.discard(stored)
            raise
        self._tell(request)
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
                self._tell(replace(request, status=status))
            recovered += done
        if recovered:
            log.info("%d requests of lost workers taken up again", recovered)
        return recovered

    def _tell(self, request: Request) -> None:
        self._events.publish(RequestChanged.of(request))
