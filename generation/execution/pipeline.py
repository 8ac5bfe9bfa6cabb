"""One try at a request: along the chain of providers until one returns an image, which is checked and stored."""

import asyncio
import itertools
import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from generation.clock import now
from generation.errors import FinalError, RefusedError, logged
from generation.execution.attempts import COMPLETED, LOST, SKIPPED, AttemptRunner
from generation.execution.edited import BY_EDITOR, NO_CALL, edited
from generation.execution.job import Job, provider_request_of
from generation.execution.kept_results import KeptResult, KeptResults, PaintedBy, UnkeptError
from generation.execution.left_jobs import LeftJobs
from generation.execution.places import Places, PutAsideError, in_a_hurry, is_in_time
from generation.execution.results import ResultStore, StoredResult
from generation.execution.retry_policy import chain, try_again_here, worth_trying
from generation.execution.slots import ProviderSlots
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import N_
from generation.observability.request_log import run_of, step
from generation.privacy.person_codes import PersonCodes
from generation.prompts.writer import PromptWriter
from generation.providers.base import (
    ImageProvider,
    ModeratedError,
    ProgressStep,
    ProviderError,
    RateLimitedError,
    UnavailableError,
)
from generation.providers.breaker import CircuitBreaker, CircuitOpen
from generation.providers.own_key import payer_of
from generation.providers.registry import Needs
from generation.requests.budget import OverBudgetError
from generation.sessions.sessions import Sessions
from storage.attempts import Attempt, AttemptStore, CompletedCall
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.images import ImageStore
from storage.params import PIXELS
from storage.places import PlaceStore
from storage.records import ANOTHER, Claim
from storage.spool import Spool

log = logging.getLogger(__name__)

#: After so many seconds each it is tried again to store a result; then again and again after the last.
STORE_AGAIN_AFTER = (1.0, 5.0, 15.0, 30.0)
NOT_STORED = N_("What was painted could not be stored. {reason}")
NOT_STORED_YET = N_("painted; not stored yet: {reason}")


class Pipeline:
    """Turn a claimed request into stored images."""

    def __init__(  # noqa: PLR0913, PLR0917  # each store that a request touches on its way
        self,
        providers: GuildProviders,
        breaker: CircuitBreaker,
        runner: AttemptRunner,
        attempts: AttemptStore,
        blobs: BlobStore,
        spool: Spool,
        images: ImageStore,
        sessions: Sessions,
        writer: PromptWriter,
        places: PlaceStore,
        codes: PersonCodes,
    ) -> None:
        self._sessions = sessions
        self._providers = providers
        self._breaker = breaker
        self._runner = runner
        self._attempts = attempts
        self._blobs = blobs
        self._images = images
        self._writer = writer
        self._codes = codes
        #: Results that are paid and not stored yet.
        self.kept = KeptResults(spool)
        self._results = ResultStore(blobs)
        self.slots = ProviderSlots(providers.operators)
        self.places = Places(breaker, self.slots, runner, attempts, places)
        self.left_jobs = LeftJobs(attempts, providers)

    async def run(self, claim: Claim) -> StoredResult:
        """Have an image made and store it; the rows are still to be completed.

        Raises:
            ProviderError: nobody returned one; the error is the last one's, and says whether another try may help.
            StorageError: the database refused.
            RefusedError: nobody who is set up here can do what was asked for.
            HeldError: the GM has to see it first.
            PutAsideError: it waits for a place at a provider.
            FinalError: nobody is left to be asked, or what came must not be shown.

        """
        with run_of(claim.request):
            return await self._run(claim)

    async def _run(self, claim: Claim) -> StoredResult:
        request = claim.request
        context = await self._sessions.context_of(request)
        with step("moderation"):
            await self._writer.moderate_prompt(request, context)
        wanted = await provider_request_of(request, context, self._images, self._blobs, self._codes)
        job = Job(claim, context, await self._providers.of(context.session.guild_id), wanted)
        if request.params.edit_kind == PIXELS:
            return await self._store_kept(job) or await self._edit_pixels(job)
        return await self._store_kept(job) or await self._resume(job) or await self._ask_along_chain(job)

    async def _edit_pixels(self, job: Job) -> StoredResult:
        """Do to an image's pixels what was asked for; no provider is called, and nothing is in the ledger.

        Raises:
            FinalError: the image that is stored cannot be read.

        """
        began = time.monotonic()
        result = await edited(job.request, job.provider_request, self._images)
        call = CompletedCall(NO_CALL, time.monotonic() - began, 0.0)
        return await self._store(job, KeptResult.of(job, BY_EDITOR, result, call), ())

    async def _resume(self, job: Job) -> StoredResult | None:
        """Go on with a job that a dead process had begun at a provider which can do that."""
        request = job.request
        open_job = await self._attempts.take_open_job(request.id, now())
        if open_job is None:
            return None
        provider = job.providers.of_name(open_job.provider, request.params.provider)
        # With another key its job is unknown there.
        is_same = provider is not None and payer_of(provider) == open_job.key_guild_id
        if provider is None or not is_same or not provider.capabilities.resume:
            await self._attempts.close(open_job.attempt_id, LOST, now())
            return None
        try:
            written = await self._written(job, provider)
            result, call = await self._runner.resume(provider, open_job, written.provider_request, request)
            source = KeptResult.of(written, PaintedBy.of(provider), result, call)
            return await self._store(written, source, await self._attempts.of_request(request.id))
        except ModeratedError:
            raise
        except ProviderError as error:
            log.info("request %s could not go on with its job: %s", request.id, logged(error))
            return None

    async def _ask_along_chain(self, job: Job) -> StoredResult:
        """Attempt one provider after the other; an error that a pause may cure leaves the rest for a later try."""
        request, wanted, params = job.request, job.provider_request, job.request.params
        able = chain(job.providers, wanted, params.provider, only=params.only)
        if not able:
            needs = Needs(wanted.width, wanted.height, len(wanted.references), params.edit_kind)
            raise RefusedError(needs.too_much_for_all)
        first = able[0]
        if request.place_choice == ANOTHER:
            able = [*able[1:], first]
        resting: list[tuple[ImageProvider, CircuitOpen]] = []
        last: ProviderError | None = None
        for number, provider in enumerate(able):
            history = await self._attempts.of_request(request.id)
            alone = not any(worth_trying(other, history, alone=False) for other in able[number + 1 :])
            if not worth_trying(provider, history, alone=alone):
                continue
            closed = await self.places.take(provider, request)
            if closed is None:
                outcome = await self._ask(provider, job, history, alone=alone)
                if isinstance(outcome, StoredResult):
                    return outcome
                last, closed = outcome, await self.places.after_limit(provider, outcome, request)
            if closed is not None:
                await self.places.wait_or_go_on(
                    provider, closed, request, history, is_first=provider is first, alone=alone
                )
                resting.append((provider, closed))
        return await self._last_resort(job, resting, last)

    async def _ask(
        self, provider: ImageProvider, job: Job, history: Sequence[Attempt], *, alone: bool
    ) -> StoredResult | ProviderError:
        """Ask one provider; return its error where the next one should take over."""
        written = await self._written(job, provider)
        try:
            before = next((each.id for each in reversed(history) if each.outcome != SKIPPED), None)
            result, call = await self._runner.generate(
                provider,
                written.provider_request,
                job.request,
                job.context.settings,
                job.providers,
                after=before,
            )
            return await self._store(written, KeptResult.of(written, PaintedBy.of(provider), result, call), history)
        except OverBudgetError as error:
            # Our own refusal: it says nothing of the provider, and another may cost nothing.
            return error
        except ProviderError as error:
            await self._breaker.failed(provider, error)
            await self._providers.heard(provider, error)
            history = await self._attempts.of_request(job.request.id)
            # A refusal of the content is explained, never shopped around.
            if isinstance(error, ModeratedError):
                raise
            patience = await self._runner.patience(provider)
            again = try_again_here(error, provider, history, alone=alone, patience=patience)
            if not again or (isinstance(error, RateLimitedError) and in_a_hurry(job.request, alone=alone)):
                return error
            closed = await self.places.after_limit(provider, error, job.request)
            if closed is None:
                raise
            if alone or is_in_time(job.request, closed.seconds):
                raise PutAsideError(provider, closed) from error
            return error

    async def _written(self, job: Job, provider: ImageProvider) -> Job:
        """Return a job with the prompt that one provider is sent."""
        with step("prompt"):
            sent, notes = await self._writer.write(job.request, job.context, job.provider_request, provider)
        return replace(job, provider_request=sent, notes=notes)

    async def _store(self, job: Job, source: KeptResult, history: Sequence[Attempt]) -> StoredResult:
        """Store a result and have it moderated; one that is given up leaves no file, and its call's row is closed.

        `history` is what providers were asked before, of whose failures the user is told. A run that is cancelled here
        leaves the result in the spool, or raises UnkeptError: whether it is still wanted is for the caller to say.
        """
        call = source.call
        try:
            with step("storing"):
                stored = await self._save(job, source)
        except (UnavailableError, ModeratedError) as error:
            # It answered, and was paid, but what it sends is of no use.
            refused = isinstance(error, ModeratedError)
            await self._runner.close(call, error.sentence, outcome=error.code if refused else COMPLETED)
            await self.kept.forget(job.request.id)
            raise
        except asyncio.CancelledError:
            if not await self.kept.keep(source):
                raise UnkeptError(call) from None
            raise
        except BaseException:
            await self._runner.close(call)
            raise
        try:
            await self._note_success(job.providers.get(source.provider.name))
            for display in stored.displays:
                # Before anybody sees it.
                with step("moderation"):
                    await self._writer.moderate_image(job.request, job.context, display)
        except asyncio.CancelledError:
            kept = await self.kept.keep(source)
            await self.delete_files(stored)
            if not kept:
                raise UnkeptError(call) from None
            raise
        except BaseException:
            await self.discard(stored)
            raise
        return replace(stored, notes=(*job.notes, *_failed_before(source.provider, history), *stored.notes))

    async def _note_success(self, provider: ImageProvider | None) -> None:
        if provider is None:
            return
        try:
            await self._breaker.succeeded(provider)
            await self._providers.heard(provider)
        except StorageError as error:
            # No reason to drop what was painted.
            log.warning("that %s has answered could not be noted: %s", provider.name, error)

    async def _save(self, job: Job, source: KeptResult) -> StoredResult:
        """Store a result; where that fails it is kept and stored later, as to have it made anew is paid anew."""
        for wait in itertools.chain(STORE_AGAIN_AFTER, itertools.repeat(STORE_AGAIN_AFTER[-1])):
            try:
                return await self._results.save(job, source)
            except StorageError as error:
                log.warning("a result of %s cannot be stored yet: %s", source.provider.name, error)
                stage = NOT_STORED_YET.format(reason=error.sentence)
            self._runner.tell(job.request, ProgressStep(stage, 1.0))
            await self.kept.keep(source)
            await asyncio.sleep(wait)
        raise AssertionError  # the waits have no end

    async def _store_kept(self, job: Job) -> StoredResult | None:
        """Store what an earlier run has brought and could not store, if there is such a result.

        Who has painted it need not be set up any more.
        """
        kept = await self.kept.find(job.request.id)
        if kept is None:
            return None
        log.info("request %s goes on with what %s has painted before", job.request.id, kept.provider.name)
        return await self._store(kept.put_into(job), kept, await self._attempts.of_request(job.request.id))

    async def _last_resort(
        self,
        job: Job,
        resting: list[tuple[ImageProvider, CircuitOpen]],
        last: ProviderError | None,
    ) -> StoredResult:
        """Where nobody else is left, ask one that rests after failures after all, or wait for one that will be free."""
        history = await self._attempts.of_request(job.request.id)
        for provider, closed in resting:
            if closed.after_failures:
                outcome = await self._ask(provider, job, history, alone=True)
                if isinstance(outcome, StoredResult):
                    return outcome
                last = outcome
        waits = [each for each in resting if not each[1].after_failures]
        if waits:
            raise PutAsideError(*min(waits, key=lambda each: each[1].until))
        if last is None:
            # A call that was completed, and yet is among the failures, had returned what is of no use.
            code = UnavailableError.code if history[-1].outcome == "completed" else history[-1].outcome
            raise FinalError(code, history[-1].reason or N_("No provider is left that could paint this."))
        raise FinalError(last.code, last.sentence)

    async def discard(self, stored: StoredResult) -> None:
        """Delete the files of images whose rows will not be completed, and close the row of the call that made them."""
        await self._runner.close(stored.call)
        await self.delete_files(stored)
        await self.kept.forget(stored.source.request_id)

    async def delete_files(self, stored: StoredResult) -> None:
        """Delete the files of images whose rows will not be completed."""
        await self._blobs.delete(list(stored.keys))

    async def kept_call(self, request_id: str) -> CompletedCall | None:
        """Return the call whose result is kept for a request."""
        kept = await self.kept.find(request_id)
        return kept.call if kept else None

    async def drop_kept(self, request_id: str) -> None:
        """Delete what is kept for a request that is done, and note what its call has cost."""
        kept = await self.kept.find(request_id)
        if kept is not None:
            await self._runner.close(kept.call)
        await self.kept.forget(request_id)


def _failed_before(provider: PaintedBy, history: Sequence[Attempt]) -> tuple[str, ...]:
    """Say who was asked in vain before the one who returned an image."""
    reasons = {each.provider: each.reason for each in history if each.reason and each.provider != provider.name}
    return tuple(
        N_("{reason}; painted by {provider}.").format(reason=reason.rstrip("."), provider=provider.title)
        for reason in reasons.values()
    )
