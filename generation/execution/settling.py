"""How a run ended is written down, as often as it takes: what was painted is held until the database has taken it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat

from generation.clock import now
from generation.errors import FinalError, HeldError, InternalError, logged
from generation.events import Broadcaster, GalleryChanged, Progress, RequestChanged
from generation.execution.kept_results import UnkeptError
from generation.execution.pipeline import NOT_STORED, Pipeline
from generation.execution.places import PutAsideError
from generation.execution.results import StoredResult
from generation.execution.retry_policy import after_failure
from generation.i18n import N_
from generation.providers.handover import Handover
from generation.requests.requests import CANCELLED
from storage.attempts import CompletedCall
from storage.errors import ConflictError, SceneError, StorageDamagedError, StorageError
from storage.queue import QueueStore
from storage.queue_steps import CancelledFirstError
from storage.records import Claim, Request
from storage.request_end import LeaseLostError

log = logging.getLogger(__name__)

#: After so many seconds each it is tried again to write down how a run ended; then again and again after the last.
SETTLE_AGAIN_AFTER = (1.0, 2.0, 5.0, 10.0)

#: What another try would not write either.
_NEVER_TAKEN = (StorageDamagedError, ConflictError)

#: Hold a claimed request for the GM's review, for a reason.
Hold = Callable[[Claim, str], Awaitable[Request]]


@dataclass(slots=True)
class Running:
    """A request that is being run, and why it was stopped, if it was."""

    claim: Claim
    task: asyncio.Task[StoredResult]
    handover: Handover = field(default_factory=Handover)
    stopped: str | None = None
    #: Why its end can never be written down.
    unsettled: StorageError | None = None

    def stop(self, why: str) -> None:
        """Cancel the run; only the first reason counts."""
        if self.stopped is None:
            self.stopped = why
            self.handover.begun = why in {"drained", "lost"}
            self.task.cancel()


class Settlement:
    """Complete, delay, end or give back requests whose run is over, and tell of it."""

    def __init__(
        self, queue: QueueStore, pipeline: Pipeline, events: Broadcaster, hold: Hold, delayed: Callable[[], None]
    ) -> None:
        self._queue = queue
        self._pipeline = pipeline
        self._events = events
        self._hold = hold
        self._delayed = delayed

    async def settle(self, running: Running, leaving: asyncio.Event) -> None:
        """Write down how a run ended; where the database refuses, again and again, until the process is `leaving`.

        What cannot be written by then is taken up by another process, which finds this one's lock free.
        """
        claim = running.claim
        for wait in chain(SETTLE_AGAIN_AFTER, repeat(SETTLE_AGAIN_AFTER[-1])):
            last = leaving.is_set()
            try:
                await self._write(running)
            except LeaseLostError:
                log.warning("request %s is another worker's by now; what was made here is dropped", claim.request.id)
            except _NEVER_TAKEN as error:
                if not await self._end_row(running, error):
                    # Still held: this process must not take it up again, to meet the same.
                    running.unsettled = error
                    return
            except StorageError as error:
                log.warning("request %s cannot be settled yet: %s", claim.request.id, error)
                if last:
                    self._say_lost(running)
                    return
                await _either(leaving, wait)
                continue
            except Exception:
                # A bug must not end the worker, nor cost another painting when the request is taken up again.
                log.exception("request %s could not be settled", claim.request.id)
                if stored := _stored(running):
                    await self._pipeline.kept.keep(stored.source)
            self._queue.held.let_go(claim.token)
            return

    async def _write(self, running: Running) -> None:
        claim, task = running.claim, running.task
        if task.cancelled() or (running.stopped == "cancelled" and task.exception()):
            await self._write_stopped(running)
        elif error := task.exception():
            await self._write_failed(claim, error)
        else:
            await self._complete(claim, task.result())

    async def _write_stopped(self, running: Running) -> None:
        if running.stopped == "cancelled":
            call = _unkept_call(running) or await self._pipeline.kept_call(running.claim.request.id)
            self._publish(await self._queue.end_cancelled(running.claim, CANCELLED, now(), call=call))
            await self._pipeline.kept.forget(running.claim.request.id)
        elif running.stopped == "drained":
            self._publish(await self._queue.give_back(running.claim))
        elif running.stopped is None:
            # Nobody here stopped it; given back as if nothing had happened it would be claimed again without end.
            await self._write_failed(running.claim, RuntimeError("the provider's own call was cancelled"))

    async def _write_failed(self, claim: Claim, error: BaseException) -> None:
        if isinstance(error, HeldError):
            self._publish(await self._hold(claim, error.sentence))
            return
        if not isinstance(error, SceneError):
            log.error("request %s met an error of the bot's own", claim.request.id, exc_info=error)
            error = InternalError(N_("Something went wrong inside the bot; the log has the details."))
        if isinstance(error, UnkeptError):
            # It was paid, and is not painted again unasked.
            log.error("request %s was painted and is lost: %s", claim.request.id, error)
            sentence = NOT_STORED.format(reason=error.sentence)
            self._publish(await self._queue.fail(claim, error.code, sentence, now(), call=error.call))
            return
        if isinstance(error, PutAsideError):
            if await self._put_aside(claim, error):
                return
            error = FinalError(error.code, error.too_long)
        next_step = after_failure(error, claim.request.retry_count)
        if next_step.wait is None:
            level = logging.ERROR if isinstance(error, StorageError) else logging.WARNING
            log.log(level, "request %s failed (%s): %s", claim.request.id, next_step.code, logged(error))
            self._publish(await self._queue.fail(claim, next_step.code, next_step.sentence, now()))
            await self._pipeline.kept.forget(claim.request.id)
            return
        request, seconds = claim.request, next_step.wait.total_seconds()
        log.info("request %s tries again in %.1f s (%s): %s", request.id, seconds, next_step.code, logged(error))
        stage = N_("trying again in {seconds:.0f} s: {reason}").format(seconds=seconds, reason=next_step.sentence)
        self._events.publish(Progress(request.session_id, request.visibility, request.id, stage, 0.0))
        self._publish(await self._queue.delay(claim, now() + next_step.wait, next_step.code, next_step.sentence))
        self._delayed()

    async def _put_aside(self, claim: Claim, why: PutAsideError) -> bool:
        """Put a request aside until there is a place for it; return False where it would wait too long."""
        waiting = await self._pipeline.places.put_aside(claim, why)
        if waiting is None:
            return False
        log.info("request %s waits %.1f s for a place at %s: %s", waiting.id, why.seconds, why.provider.name, why)
        stage = N_("waiting {seconds:.0f} s for {provider}").format(seconds=why.seconds, provider=why.provider.title)
        self._events.publish(Progress(waiting.session_id, waiting.visibility, waiting.id, stage, 0.0))
        self._publish(waiting)
        self._delayed()
        return True

    async def _complete(self, claim: Claim, stored: StoredResult) -> None:
        try:
            request = await self._queue.complete(claim, stored.images, now(), notes=stored.notes, call=stored.call)
        except CancelledFirstError:
            self._publish(await self._queue.end_cancelled(claim, CANCELLED, now(), call=stored.call))
            await self._pipeline.delete_files(stored)
            await self._pipeline.kept.forget(claim.request.id)
            return
        except LeaseLostError:
            await self._pipeline.discard(stored)
            raise
        except _NEVER_TAKEN as error:
            await self._give_up(claim, stored, error)
            return
        except StorageError:
            await self._pipeline.kept.keep(stored.source)
            raise
        await self._pipeline.kept.forget(claim.request.id)
        self._publish(request)
        for image in stored.images:
            self._events.publish(GalleryChanged(request.session_id, request.visibility, image.id, "added"))

    async def _give_up(self, claim: Claim, stored: StoredResult, error: StorageError) -> None:
        """Fail a request whose images can never be committed; it was paid, and is not painted again."""
        log.error(
            "request %s was painted and cannot be stored: %s Its files are left at %s for a day.",
            claim.request.id,
            error,
            ", ".join(stored.keys),
        )
        sentence = NOT_STORED.format(reason=error.sentence)
        self._publish(await self._queue.fail(claim, error.code, sentence, now(), call=stored.call))
        await self._pipeline.kept.forget(claim.request.id)

    async def _end_row(self, running: Running, error: StorageError) -> bool:
        """Fail a request of which only the own row can be written; False where not even that can be."""
        claim, stored = running.claim, _stored(running)
        sentence = NOT_STORED.format(reason=error.sentence) if stored else error.sentence
        call = stored.call if stored else None
        try:
            self._publish(await self._queue.fail_row(claim, error.code, sentence, now(), call=call))
        except LeaseLostError:
            return True
        except StorageError as refusal:
            about = "request %s cannot be ended, and rests until the database is whole: %s"
            log.error(about, claim.request.id, refusal)  # noqa: TRY400  # the sentence says it all
            return False
        await self._pipeline.kept.forget(claim.request.id)
        return True

    def _say_lost(self, running: Running) -> None:
        """Say that a result goes with this process, where neither database nor any disk has taken it."""
        request = running.claim.request
        if (_stored(running) or _unkept_call(running)) and not self._pipeline.kept.has(request.id):
            log.error(
                "request %s was painted, and is lost: nothing can be written before this process ends", request.id
            )

    def _publish(self, request: Request) -> None:
        self._events.publish(RequestChanged.of(request))


def _stored(running: Running) -> StoredResult | None:
    task = running.task
    return None if task.cancelled() or task.exception() else task.result()


def _unkept_call(running: Running) -> CompletedCall | None:
    """Return the call whose result was lost as its run was stopped."""
    error = None if running.task.cancelled() else running.task.exception()
    return error.call if isinstance(error, UnkeptError) else None


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, or for so long."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
