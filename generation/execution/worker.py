"""Workers claim requests and run them; heartbeats keep their leases, delays and recovery bring requests back."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from generation.clock import Countdowns, now
from generation.events import (
    Broadcaster,
    CancelWanted,
    ChangedElsewhere,
    Event,
    Progress,
    RequestChanged,
)
from generation.execution.leases import SILENT_SECONDS, LeaseWatch
from generation.execution.pipeline import Pipeline
from generation.execution.retry_policy import MAX_RETRIES
from generation.execution.settling import Hold, Running, Settlement
from generation.i18n import N_
from generation.providers.handover import Handover, context_with
from generation.requests.requests import CANCELLED
from storage.errors import SceneError, StorageDamagedError
from storage.process_locks import OwnerLocks
from storage.queue import LEASE, QueueStore
from storage.records import DELAYED, FAILED, QUEUED, TERMINAL, Claim, Request
from storage.request_end import LeaseLostError
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: No delay is longer.
LONGEST_DELAY = timedelta(hours=1)

_DIED = N_("This picture crashed the bot several times. Try another description, or tell the operator.")


class Workers:
    """Run what waits in the queue. `only` binds these workers to one request (the one-shot console)."""

    def __init__(
        self,
        queue: QueueStore,
        pipeline: Pipeline,
        events: Broadcaster,
        owners: OwnerLocks,
        hold: Hold,
        *,
        only: str | None = None,
    ) -> None:
        self._queue = queue
        self._pipeline = pipeline
        self._events = events
        self._only = only
        self._slots = pipeline.slots
        self._claiming = asyncio.Lock()
        self._work_came = asyncio.Event()
        #: Whether the last look for work found none.
        self._found_nothing = False
        self._delays_changed = asyncio.Event()
        self._settlement = Settlement(queue, pipeline, events, hold, self._delays_changed.set)
        self._owners = owners
        self._left_jobs = pipeline.left_jobs
        self._leases = LeaseWatch(owners, queue.held)
        self._told_silent: set[str | None] = set()
        self._running: dict[str, Running] = {}
        self._draining = False
        self._leaving = asyncio.Event()
        events.listen(self._react, RequestChanged, CancelWanted, ChangedElsewhere)

    def _react(self, event: Event) -> None:
        """Look for work when a request waits, and stop what its user has cancelled."""
        match event:
            case RequestChanged(status=status) if status == QUEUED:
                self._work_came.set()
            case RequestChanged(status=status) if status == DELAYED:
                self._delays_changed.set()
            case RequestChanged(status=status) if status in TERMINAL:
                self._left_jobs.call_off()
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
        self._slots.workers += 1
        try:
            while not self._draining:
                claim = await self._claim()
                if claim is None:
                    await self._work_came.wait()
                    continue
                await self._run_claimed(claim)
                # Whoever comes back looks, whatever was told meanwhile.
                self._found_nothing = False
        finally:
            self._slots.workers -= 1

    async def _claim(self) -> Claim | None:
        """Claim the next request whose provider may hold another worker."""
        # One after the other: of two that look at once both would take the last slot.
        async with self._claiming:
            if self._found_nothing and not self._work_came.is_set():
                # Another worker has just looked: all are woken at once.
                return None
            self._work_came.clear()
            self._found_nothing = False
            claim = await self._queue.claim(now(), only=self._only, busy=self._slots.full(), usual=self._slots.usual)
            self._found_nothing = claim is None
            if claim is not None:
                self._slots.take(claim.request)
            return claim

    async def drain(self, deadline: float) -> None:
        """Claim nothing more, let running requests finish for `deadline` seconds, give the rest back to the queue."""
        self._draining = True
        self._work_came.set()
        if self._running:
            await asyncio.wait([each.task for each in self._running.values()], timeout=deadline)
        self._leaving.set()
        for running in list(self._running.values()):
            running.stop("drained")

    async def _run_claimed(self, claim: Claim) -> None:
        request = claim.request
        self._publish(request)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, N_("starting"), 0.0))
        # Its end is asked for below, whatever it is: not `spawn`, which would log what is handled.
        handover = Handover()
        run = asyncio.create_task(self._pipeline.run(claim), name=f"run {request.id}", context=context_with(handover))
        running = Running(claim, run, handover)
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
            self._leaving.set()
            await asyncio.wait({running.task})
            raise
        finally:
            try:
                await asyncio.shield(spawn(self._settlement.settle(running, self._leaving), f"settle {request.id}"))
            finally:
                heartbeat.cancel()
                del self._running[request.id]
                if self._slots.free(request.id):
                    # What waits for this provider was passed over by the others.
                    self._work_came.set()
        if self._only is not None and running.unsettled is not None:
            # Nobody is there who would take it up when the lease has run out, and its console waits for an end.
            raise running.unsettled

    async def _heartbeat(self, running: Running) -> None:
        """Extend the lease three times in its time; stop the request where it is lost or its user has cancelled it."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                cancelled = await self._queue.heartbeat(running.claim, now())
            except LeaseLostError:
                # Where the request has ended, nobody will resume its job.
                running.stop("lost" if await self._is_open(running) else "ended")
            except SceneError as error:
                log.warning("heartbeat of %s failed: %s", running.claim.request.id, error)
            else:
                if cancelled:
                    running.stop("cancelled")

    async def _is_open(self, running: Running) -> bool:
        """Tell whether a request is still to be painted, as far as can be found out."""
        try:
            return await self._queue.is_open(running.claim.request.id)
        except SceneError:
            return True

    async def check_cancelled(self) -> None:
        """Look whether another process has cancelled what is run here, or what was left at a provider."""
        self._left_jobs.call_off()
        if not self._running:
            return
        # Read, not by a heartbeat: a write would wake the other process, whose write would wake this one, and so on.
        for request_id in await self._queue.cancel_wanted():
            if running := self._running.get(request_id):
                running.stop("cancelled")

    async def watch_delays(self) -> None:
        """Return requests to the queue when their wait is over; sleep until then, not in steps."""
        delays = Countdowns(LONGEST_DELAY)
        while True:
            self._delays_changed.clear()
            delays.see(await self._queue.delayed())
            try:
                async with asyncio.timeout(delays.seconds()):
                    await self._delays_changed.wait()
            except TimeoutError:
                if await self._queue.wake_delayed(list(delays.over())):
                    self._work_came.set()

    async def recover(self) -> int:
        """Return requests whose worker is gone to the queue and count them; one too many ends failed."""
        recovered, leased = 0, await self._queue.leased()
        await self._owners.look()
        for request in self._leases.lost(leased):
            try:
                recovered += await self._take_up(request)
            except StorageDamagedError as error:
                # It is lost still, and what is lost beside it may be whole; what else refuses refuses all.
                log.warning("request %s of a lost worker cannot be taken up yet: %s", request.id, error)
        if recovered:
            log.info("%d requests of lost workers taken up again", recovered)
        await self._look_at_silent(self._leases.silent(leased))
        self._left_jobs.call_off()
        for request_id in await self._pipeline.kept.request_ids():
            if not await self._queue.is_open(request_id):
                await self._pipeline.drop_kept(request_id)
        return recovered

    async def _take_up(self, request: Request) -> bool:
        """Return a request of a lost worker to the queue, or end it; False where somebody has done so already."""
        if request.retry_count >= MAX_RETRIES and not self._pipeline.kept.has(request.id):
            done, status = await self._queue.end_lost(request, "worker_died", _DIED, now()), FAILED
        else:
            done, status = await self._queue.requeue_lost(request), QUEUED
        if done:
            self._publish(replace(request, status=status))
        return done

    async def _look_at_silent(self, silent: Sequence[Request]) -> None:
        """Tell the operator of processes that live and do nothing, and cancel what is to be cancelled in their place.

        Nothing is taken from them to be painted: one that was suspended goes on, and it would be painted twice.
        """
        for request in silent:
            if request.cancel_requested:
                with contextlib.suppress(LeaseLostError):
                    claim = Claim(request, request.lease_token or "", "")
                    self._publish(await self._queue.end_cancelled(claim, CANCELLED, now()))
            elif request.lease_token not in self._told_silent:
                about = "request %s is held by process %s, which lives but has not been heard of for %.0f s; %s"
                process = self._owners.process_id(request.lease_token or "")
                log.warning(
                    about, request.id, process, SILENT_SECONDS, "end that process, and it is painted by another"
                )
        self._told_silent = {request.lease_token for request in silent}

    def _publish(self, request: Request) -> None:
        self._events.publish(RequestChanged.of(request))
