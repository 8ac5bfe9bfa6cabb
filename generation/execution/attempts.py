"""One call of a provider: between two rows of the ledger, within its deadline, its progress told to all."""

import asyncio
import logging
from dataclasses import dataclass, field

from generation.clock import now
from generation.events import Broadcaster, Progress
from generation.i18n import N_
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
from generation.requests.budget import Budget
from storage.attempts import AttemptStore, OpenJob
from storage.records import Request

log = logging.getLogger(__name__)

ABANDONED = "abandoned"


@dataclass(slots=True)
class _Call:
    """A call under way: its row in the ledger, and the writes of its job's id that are not done yet."""

    attempt_id: str
    writes: list[asyncio.Task[None]] = field(default_factory=list)


class AttemptRunner:
    """Call providers, and account for every call."""

    def __init__(self, ledger: AttemptStore, events: Broadcaster, budget: Budget) -> None:
        self._ledger = ledger
        self._budget = budget
        self._events = events
        self._closing: set[asyncio.Task[None]] = set()

    async def generate(self, provider: ImageProvider, order: ProviderRequest, request: Request) -> ProviderResult:
        """Have an order painted; the call stands in the ledger before it is made.

        Raises:
            OverBudgetError: the session's budget has no room for it; the provider was not called.
            ProviderError: the provider did not paint.

        """
        call = _Call(await self._budget.open(request, provider))
        return await self._account(provider, call, provider.generate(order, self._reporter(request, call)))

    async def resume(
        self, provider: ImageProvider, job: OpenJob, order: ProviderRequest, request: Request
    ) -> ProviderResult:
        """Go on with a job that a process which died had begun, instead of paying for another.

        Raises:
            ProviderError: the provider did not paint.

        """
        call = _Call(job.attempt_id)
        resume = getattr(provider, "resume", None)
        if resume is None:
            raise UnavailableError(N_("{provider} cannot go on with a job.").format(provider=provider.title))
        log.info("request %s goes on with job %s of %s", request.id, job.job_id, provider.name)
        return await self._account(provider, call, resume(job.job_id, order, self._reporter(request, call)))

    async def _account(self, provider: ImageProvider, call: _Call, painting_to_come: object) -> ProviderResult:
        """Await a painting within the provider's deadline and close its row, however it ends."""
        outcome, error, cost = ABANDONED, None, None
        deadline = provider.capabilities.deadline
        try:
            async with asyncio.timeout(deadline):
                painting: ProviderResult = await painting_to_come  # type: ignore[misc]  # either provider method's coroutine
        except TimeoutError as timeout:
            outcome = TimedOutError.code
            error = N_("{provider} did not finish within {seconds:.0f} seconds.").format(
                provider=provider.title, seconds=deadline
            )
            raise TimedOutError(error) from timeout
        except ProviderError as refusal:
            outcome, error = refusal.code, refusal.sentence
            raise
        except Exception as bug:
            # A bug of one provider must not keep the others from painting.
            log.exception("%s broke its word: only provider errors are expected", provider.name)
            outcome, error = (
                UnavailableError.code,
                N_("{provider} failed in an unexpected way.").format(provider=provider.title),
            )
            raise UnavailableError(error) from bug
        else:
            outcome, cost = "completed", painting.cost
            return painting
        finally:
            closing = asyncio.create_task(self._close(call, outcome, error, cost), name=f"close {call.attempt_id}")
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            if outcome != "completed":
                await asyncio.shield(closing)

    async def settled(self) -> None:
        """Wait until every call that has ended is closed in the ledger; a good answer is worked on meanwhile."""
        if self._closing:
            await asyncio.wait(set(self._closing))

    async def _close(self, call: _Call, outcome: str, error: str | None, cost: float | None) -> None:
        await asyncio.gather(*call.writes, return_exceptions=True)
        await self._ledger.close(call.attempt_id, outcome, now(), error=error, cost=cost)

    def _reporter(self, request: Request, call: _Call) -> ReportProgress:
        def report(step: ProgressStep) -> None:
            if step.job_id is not None:
                write = self._ledger.note_job(call.attempt_id, step.job_id)
                call.writes.append(asyncio.create_task(write, name=f"job of {request.id}"))
            fraction = min(max(step.fraction, 0.0), 1.0)
            self._events.publish(
                Progress(request.session_id, request.visibility, request.id, step.stage, fraction, step.preview)
            )

        return report
