"""One call of a provider: its row is open while it runs, its deadline is kept, its progress is told to all."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Collection
from dataclasses import dataclass, field

from generation.clock import now
from generation.errors import logged
from generation.events import Broadcaster, Progress
from generation.i18n import N_
from generation.observability.request_log import EndedCall, tell_call
from generation.providers.base import (
    ImageProvider,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    TimedOutError,
    UnavailableError,
)
from generation.providers.handover import job_goes_on, kept_from_handover
from generation.providers.pace import ProviderPace
from generation.providers.registry import Providers
from generation.requests.budget import Budget
from generation.sessions.settings import SessionSettings
from storage.attempts import AttemptStore, CompletedCall, OpenJob
from storage.errors import StorageError
from storage.records import Request
from storage.tasks import spawn

log = logging.getLogger(__name__)

ABANDONED, COMPLETED, LOST, SKIPPED = "abandoned", "completed", "lost", "skipped"


@dataclass(slots=True)
class _Call:
    """A call under way: its row, when it is ended, and the writes of its job's id that are not done yet.

    `job_known` tells whether the row holds the id of a job, so that another process can go on with it; `after` is the
    attempt before it.
    It ends `deadline` seconds after it began, or when it brought neither progress nor result for `silence` seconds.
    """

    attempt_id: str
    deadline: float
    silence: float
    job_known: bool = False
    resumed: bool = False
    after: str | None = None
    writes: list[asyncio.Task[None]] = field(default_factory=list)
    timeout: asyncio.Timeout | None = None
    began: float = 0.0

    @contextlib.asynccontextmanager
    async def bounded(self) -> AsyncIterator[None]:
        """End what is awaited here when it takes, or is silent, for too long."""
        self.began = asyncio.get_running_loop().time()
        async with asyncio.timeout_at(self._ends_at()) as timeout:
            self.timeout = timeout
            try:
                yield
            finally:
                self.timeout = None

    def heard_of(self) -> None:
        """Note progress: the silence begins anew."""
        if self.timeout is not None and not self.timeout.expired():
            self.timeout.reschedule(self._ends_at())

    def _ends_at(self) -> float:
        return min(self.began + self.deadline, asyncio.get_running_loop().time() + self.silence)


class AttemptRunner:
    """Call providers, and account for every call.

    The row of a call that failed is closed here. That of a completed one stays open until its request is completed,
    which closes it in the same transaction; who gives its result up has to `close` it.
    """

    def __init__(self, attempts: AttemptStore, events: Broadcaster, budget: Budget, pace: ProviderPace) -> None:
        self._pace = pace
        self._attempts = attempts
        self._budget = budget
        self._events = events

    async def generate(
        self,
        provider: ImageProvider,
        provider_request: ProviderRequest,
        request: Request,
        settings: SessionSettings,
        providers: Providers,
        *,
        after: str | None = None,
    ) -> tuple[ProviderResult, CompletedCall]:
        """Call a provider, one of its server's `providers`, `after` which other attempt; its row is committed before.

        Raises:
            OverBudgetError: the session's budget has no room for it; the provider was not called.
            ProviderError: the provider did not return an image.

        """
        silence = await self._silence(provider, provider_request)
        attempt_id = await self._budget.open(request, provider, settings, providers)
        call = _Call(attempt_id, provider.capabilities.deadline, silence, after=after)
        painting = provider.generate(provider_request, self._reporter(request, call))
        return await self._account(request, provider, call, painting)

    async def resume(
        self, provider: ImageProvider, job: OpenJob, provider_request: ProviderRequest, request: Request
    ) -> tuple[ProviderResult, CompletedCall]:
        """Go on with a job that a process which died had begun, instead of paying for another.

        Raises:
            ProviderError: the provider did not return an image.

        """
        silence = await self._silence(provider, provider_request)
        call = _Call(job.attempt_id, provider.capabilities.deadline, silence, job_known=True, resumed=True)
        resume = getattr(provider, "resume", None)
        if resume is None:
            await self._close(job.attempt_id, LOST, None)
            raise UnavailableError(N_("{provider} cannot go on with a job.").format(provider=provider.title))
        log.info("request %s goes on with job %s of %s", request.id, job.job_id, provider.name)
        painting = resume(job.job_id, provider_request, self._reporter(request, call))
        return await self._account(request, provider, call, painting)

    async def patience(self, provider: ImageProvider) -> float:
        """Return for how many seconds a request waits for a place at a provider, rather than go to another one."""
        return await self._pace.patience(provider)

    async def _silence(self, provider: ImageProvider, provider_request: ProviderRequest) -> float:
        return await self._pace.silence(provider, provider_request.width, provider_request.height)

    async def _account(
        self, request: Request, provider: ImageProvider, call: _Call, result_to_come: Awaitable[ProviderResult]
    ) -> tuple[ProviderResult, CompletedCall]:
        """Await a result within the provider's deadline; a call that brings none is closed, however it ends.

        Only one whose job another process takes up stays open.
        """
        outcome, error, cost, model = ABANDONED, None, None, None
        began = time.monotonic()
        resumable = contextlib.nullcontext() if provider.capabilities.resume else kept_from_handover()
        try:
            async with call.bounded():
                with resumable:
                    result = await result_to_come
            outcome, cost, model = COMPLETED, result.cost, result.model
        except TimeoutError as timeout:
            outcome = TimedOutError.code
            error = N_("{provider} did not finish within {seconds:.0f} seconds.").format(
                provider=provider.title, seconds=asyncio.get_running_loop().time() - call.began
            )
            raise TimedOutError(error) from timeout
        except ProviderError as refusal:
            outcome, error, cost = refusal.code, refusal.sentence, refusal.cost
            if error != str(refusal):
                # What the row leaves out is for the operator.
                log.info("%s returned no image (%s): %s", provider.name, refusal.code, logged(refusal))
            raise
        except Exception as bug:
            # A bug of one provider must not keep the others from being asked.
            log.exception("%s broke its word: only provider errors are expected", provider.name)
            outcome = UnavailableError.code
            error = N_("{provider} failed in an unexpected way.").format(provider=provider.title)
            raise UnavailableError(error) from bug
        finally:
            seconds, known = time.monotonic() - began, (call.after, call.resumed)
            tell_call(request, EndedCall(call.attempt_id, provider.name, outcome, seconds, cost, model, *known))
            if outcome == ABANDONED and call.job_known and provider.capabilities.resume and job_goes_on():
                log.info("a job of %s is left to the next process", provider.name)
                await _job_noted(call)
            elif outcome != COMPLETED:
                # Refused, it is closed with its request; how it ended is what matters here.
                with contextlib.suppress(StorageError):
                    await self._close(call.attempt_id, outcome, error, cost=cost, after=call.writes)
        return result, CompletedCall(call.attempt_id, time.monotonic() - began, result.cost)

    async def close(self, call: CompletedCall, error: str | None = None, *, outcome: str = COMPLETED) -> None:
        """Close the row of a completed call whose result is given up; `error` says why it is of no use.

        Where that is refused, the log says so: what the result was given up for is what its requester is told.
        """
        with contextlib.suppress(StorageError):
            await self._close(call.attempt_id, outcome, error, cost=call.cost)

    async def _close(
        self,
        attempt_id: str,
        outcome: str,
        error: str | None,
        *,
        cost: float | None = None,
        after: Collection[asyncio.Task[None]] = (),
    ) -> None:
        """Close a call's row when what else is to be written of it is done."""

        async def close() -> None:
            if after:
                await asyncio.wait(after)
            await self._attempts.close(attempt_id, outcome, now(), error=error, cost=cost)

        # Shielded: who is being cancelled, were it twice, has had its call all the same.
        await asyncio.shield(spawn(close(), f"close attempt {attempt_id}"))

    def _reporter(self, request: Request, call: _Call) -> ReportProgress:
        def report(step: ProgressStep) -> None:
            if step.job_id is not None:
                write = self._attempts.note_job(call.attempt_id, step.job_id)
                call.job_known = True
                call.writes.append(spawn(write, f"note the job of {request.id}"))
            call.heard_of()
            self.tell(request, step)

        return report

    def tell(self, request: Request, step: ProgressStep) -> None:
        """Publish how far a request is."""
        fraction = min(max(step.fraction, 0.0), 1.0)
        self._events.publish(
            Progress(request.session_id, request.visibility, request.id, step.stage, fraction, step.preview)
        )


async def _job_noted(call: _Call) -> None:
    """Wait until the id of a call's job is in its row."""
    if call.writes:
        await asyncio.shield(asyncio.wait(call.writes))
