"""One try at a request: along the chain of providers until one paints, then check, and store the blobs."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from generation.clock import now
from generation.errors import FinalError, RefusedError
from generation.execution.attempts import AttemptRunner
from generation.execution.job import Job, order_of
from generation.execution.policy import chain, try_again_here, worth_trying, worth_waiting
from generation.execution.results import Kept, Painted, ResultStore
from generation.i18n import N_
from generation.prompts.writer import PromptWriter
from generation.providers.base import (
    ImageProvider,
    ModeratedError,
    ProviderError,
    RateLimitedError,
    UnavailableError,
)
from generation.providers.breaker import CircuitBreaker, CircuitOpen
from generation.providers.registry import Needs, Providers
from generation.requests.budget import OverBudgetError
from storage.attempts import AttemptStore, Try
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.images import ImageStore
from storage.records import Claim, CompletedImage

log = logging.getLogger(__name__)

#: After so many seconds each it is tried again to store what was painted.
STORE_AGAIN_AFTER = (1.0, 5.0, 15.0, 30.0)
_NOT_STORED = N_("What was painted could not be stored. {reason}")


@dataclass(frozen=True, slots=True)
class Stored:
    """Finished pictures whose blobs are stored; `keys` are to be deleted if their rows are never completed."""

    images: tuple[CompletedImage, ...]
    keys: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Pipeline:
    """Turn a claimed request into stored pictures."""

    def __init__(  # each store that a painting touches
        self,
        providers: Providers,
        breaker: CircuitBreaker,
        caller: AttemptRunner,
        ledger: AttemptStore,
        blobs: BlobStore,
        images: ImageStore,
        writer: PromptWriter,
    ) -> None:
        self._providers = providers
        self._breaker = breaker
        self._caller = caller
        self._ledger = ledger
        self._blobs = blobs
        self._images = images
        self._writer = writer
        self._keeper = ResultStore(blobs)

    async def paint(self, claim: Claim) -> Stored:
        """Paint and store.

        Raises:
            ProviderError: nobody painted; the error is the last one's, and says whether another try may help.
            StorageError: the blobs could not be stored.
            RefusedError: nobody who is set up here can do what was asked for.
            HeldError: the GM has to see it first.

        """
        request = claim.request
        context = await self._writer.context(request.session_id, request.preferences.style)
        await self._writer.admit(request, context)
        order = await order_of(request, context, self._images, self._blobs)
        job = Job(claim, order, context)
        return await self._resume(job) or await self._paint_along_chain(job)

    async def _resume(self, job: Job) -> Stored | None:
        """Go on with a job that a dead process had begun at a provider which can do that."""
        request = job.claim.request
        open_job = await self._ledger.take_open_job(request.id, now())
        if open_job is None:
            return None
        provider = self._providers.get(open_job.provider)
        if provider is None or not provider.capabilities.resume:
            await self._ledger.close(open_job.attempt_id, "lost", now())
            return None
        began = time.monotonic()
        try:
            written = await self._writer.write(job, provider)
            painting = await self._caller.resume(provider, open_job, written.order, request)
            painted = Painted(written, provider, painting, time.monotonic() - began)
            return await self._keep(painted, await self._ledger.of_request(request.id))
        except ModeratedError:
            raise
        except ProviderError as error:
            log.info("request %s could not go on with its job: %s", request.id, error.sentence)
            return None

    async def _paint_along_chain(self, job: Job) -> Stored:
        """Try one provider after the other; an error that a pause may cure leaves the rest for a later try."""
        request, order = job.claim.request, job.order
        wishes = request.preferences
        able = chain(self._providers, order, wishes.provider, only=wishes.only)
        if not able:
            needs = Needs(order.width, order.height, len(order.references), wishes.edit_kind)
            raise RefusedError(needs.too_much_for_all)
        resting: list[tuple[ImageProvider, CircuitOpen]] = []
        last: ProviderError | None = None
        for number, provider in enumerate(able):
            history = await self._ledger.of_request(request.id)
            alone = not any(worth_trying(other, history, alone=False) for other in able[number + 1 :])
            if not worth_trying(provider, history, alone=alone):
                continue
            closed = await self._breaker.enter(provider)
            if closed is not None:
                await self._ledger.skip(request.id, provider.name, now(), closed.reason)
                if not closed.after_failures and worth_waiting(closed.seconds, provider, history):
                    raise RateLimitedError(closed.reason, closed.seconds)
                resting.append((provider, closed))
                continue
            turn = await self._turn(provider, job, history, alone=alone)
            if isinstance(turn, Stored):
                return turn
            last = turn
        return await self._last_resort(job, resting, last)

    async def _turn(
        self, provider: ImageProvider, job: Job, history: Sequence[Try], *, alone: bool
    ) -> Stored | ProviderError:
        """Have one provider paint; return its error where the next one should take over."""
        request = job.claim.request
        written = await self._writer.write(job, provider)
        began = time.monotonic()
        try:
            painting = await self._caller.generate(provider, written.order, request)
            return await self._keep(Painted(written, provider, painting, time.monotonic() - began), history)
        except OverBudgetError as error:
            # Our own refusal: it says nothing of the provider, and another may cost nothing.
            return error
        except ProviderError as error:
            await self._breaker.failed(provider, error)
            history = await self._ledger.of_request(request.id)
            # A refusal of the content is explained, never shopped around.
            if isinstance(error, ModeratedError) or try_again_here(error, provider, history, alone=alone):
                raise
            return error

    async def _keep(self, painted: Painted, history: Sequence[Try]) -> Stored:
        """Store what was painted; `history` is what others' turns have come to before, of which the user is told."""
        provider, request = painted.provider, painted.job.claim.request
        try:
            kept = await self._stored(painted)
        except UnavailableError as error:
            # It answered, and was paid, but what it sends is of no use.
            await self._caller.settled()
            await self._ledger.note_useless(request.id, provider.name, error.sentence)
            raise
        await asyncio.gather(self._caller.settled(), self._breaker.succeeded(provider))
        await self._check(painted.job, kept)
        notes = (*painted.job.notes, *_notes(kept, provider, history))
        return Stored(tuple(kept.images), tuple(kept.keys), notes)

    async def _stored(self, painted: Painted) -> Kept:
        """Store a painting; where that fails it is kept at hand and stored later, as to paint it anew is paid anew.

        Raises:
            FinalError: it could not be stored in all that time.

        """
        for wait in STORE_AGAIN_AFTER:
            try:
                return await self._keeper.keep(painted)
            except StorageError as error:
                log.warning("a picture of %s cannot be stored yet: %s", painted.provider.name, error)
            await asyncio.sleep(wait)
        try:
            return await self._keeper.keep(painted)
        except StorageError as error:
            raise FinalError(error.code, _NOT_STORED.format(reason=error.sentence)) from error

    async def _check(self, job: Job, kept: Kept) -> None:
        """Have the pictures looked at before anybody sees them; what is not let pass leaves nothing behind."""
        try:
            for key in kept.displays:
                await self._writer.check_picture(job, key)
        except BaseException:
            await self._blobs.delete(kept.keys)
            raise

    async def _last_resort(
        self,
        job: Job,
        resting: list[tuple[ImageProvider, CircuitOpen]],
        last: ProviderError | None,
    ) -> Stored:
        """Where nobody else is left, ask one that rests after failures after all, or wait for one that will be free."""
        history = await self._ledger.of_request(job.claim.request.id)
        for provider, closed in resting:
            if closed.after_failures:
                turn = await self._turn(provider, job, history, alone=True)
                if isinstance(turn, Stored):
                    return turn
                last = turn
        waits = [closed for _, closed in resting if not closed.after_failures]
        if waits:
            soonest = min(waits, key=lambda closed: closed.until)
            raise RateLimitedError(soonest.reason, max(1.0, soonest.seconds))
        if last is None:
            # A call that was completed, and yet is among the failures, had painted what is of no use.
            code = UnavailableError.code if history[-1].outcome == "completed" else history[-1].outcome
            raise FinalError(code, history[-1].reason or N_("No provider is left that could paint this."))
        raise FinalError(last.code, last.sentence)

    async def discard(self, stored: Stored) -> None:
        """Delete the blobs of pictures whose rows will not be completed."""
        await self._blobs.delete(list(stored.keys))


def _notes(kept: Kept, provider: ImageProvider, history: Sequence[Try]) -> tuple[str, ...]:
    """Say who could not paint before the one who did, and what is to say of the pictures."""
    reasons = {turn.provider: turn.reason for turn in history if turn.reason and turn.provider != provider.name}
    others = [
        N_("{reason}; painted by {provider}.").format(reason=reason.rstrip("."), provider=provider.title)
        for reason in reasons.values()
    ]
    return (*others, *kept.notes)
