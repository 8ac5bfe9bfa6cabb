"""A place at a provider: taken, waited for, or given up for another provider, which may be the player's choice."""

from collections.abc import Sequence
from datetime import timedelta

from generation.clock import now
from generation.execution.attempts import AttemptRunner
from generation.execution.retry_policy import pause_after_limit, worth_waiting
from generation.execution.slots import ProviderSlots
from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderError, RateLimitedError
from generation.providers.breaker import CircuitBreaker, CircuitOpen
from generation.providers.own_key import account_of
from storage.attempts import Attempt, AttemptStore
from storage.places import PlaceStore, PlaceWait
from storage.records import ANOTHER, ASKED, UNANSWERED, WAIT, Claim, Request

#: How soon it is tried again where a provider holds as many workers as it may.
SLOT_WAIT = timedelta(seconds=5)
#: For so long a player is asked whether to wait, before another provider takes over.
ASKED_FOR = timedelta(seconds=20)
#: A request waits no longer for its places, all waits together.
LONGEST_WAITED = timedelta(hours=1)


class PutAsideError(ProviderError):
    """Put a request aside until there is a place at a provider; that is no failed try.

    `seconds` is how long that takes; `asks` tells that its player may choose another provider meanwhile.
    """

    code = RateLimitedError.code

    def __init__(self, provider: ImageProvider, closed: CircuitOpen, *, asks: bool = False) -> None:
        super().__init__(closed.reason)
        self.provider = provider
        self.seconds = closed.seconds
        self.limited = closed.limited
        self.asks = asks

    @property
    def too_long(self) -> str:
        """Return what to tell a requester for whom there is no place in time."""
        return N_(
            "{reason} There is no place for this picture within an hour. Ask again later, or choose another provider."
        ).format(reason=self.sentence)


class Places:
    """Take places at providers for requests, and decide what follows where there is none."""

    def __init__(
        self,
        breaker: CircuitBreaker,
        slots: ProviderSlots,
        runner: AttemptRunner,
        attempts: AttemptStore,
        store: PlaceStore,
    ) -> None:
        self._breaker = breaker
        self._slots = slots
        self._runner = runner
        self._attempts = attempts
        self._store = store

    async def take(self, provider: ImageProvider, request: Request) -> CircuitOpen | None:
        """Take one call of a provider; return None where it may be made, else why not, which the ledger then says."""
        if self._slots.move(request.id, provider.name):
            closed = await self._breaker.acquire(provider, in_line=request.waits_for == account_of(provider))
        else:
            reason = N_("{provider} has no free slot.").format(provider=provider.title)
            closed = CircuitOpen(reason, now() + SLOT_WAIT)
        if closed is not None:
            await self._attempts.skip(request.id, provider.name, now(), closed.reason)
        return closed

    async def after_limit(self, provider: ImageProvider, error: ProviderError, request: Request) -> CircuitOpen | None:
        """Return when there is a place after a provider's own limit; None where the error names no time."""
        if not isinstance(error, RateLimitedError) or not error.retry_after:
            return None
        history = await self._attempts.of_request(request.id)
        pause = pause_after_limit(error.retry_after, provider, history)
        return await self._breaker.after_limit(provider, error, pause)

    async def wait_or_go_on(
        self,
        provider: ImageProvider,
        closed: CircuitOpen,
        request: Request,
        history: Sequence[Attempt],
        *,
        is_first: bool,
        alone: bool,
    ) -> None:
        """Return where another provider takes over; of the first one asked that may be the player's choice.

        Raises:
            PutAsideError: the request waits for this provider.

        """
        if closed.after_failures or in_a_hurry(request, alone=alone):
            return
        if not alone and not is_in_time(request, closed.seconds):
            return
        asks = is_first and closed.limited and not alone
        if asks and request.place_choice == WAIT:
            raise PutAsideError(provider, closed)
        if asks and request.place_choice in {ASKED, UNANSWERED}:
            # Nobody has answered.
            return
        patience = await self._runner.patience(provider)
        if worth_waiting(closed.seconds, provider, history, limited=closed.limited, patience=patience):
            raise PutAsideError(provider, closed)
        if asks and request.place_choice is None and await self._store.is_shown(request.id):
            raise PutAsideError(provider, closed, asks=True)

    async def put_aside(self, claim: Claim, why: PutAsideError) -> Request | None:
        """Put a request aside; return None where it would wait too long.

        Raises:
            LeaseLostError: the request is another's by now.

        """
        if not is_in_time(claim.request, why.seconds):
            return None
        wait, asked_for = timedelta(seconds=why.seconds), ASKED_FOR if why.asks else None
        place = PlaceWait(account_of(why.provider), wait, why.code, why.sentence, asked_for, told=why.limited)
        return await self._store.put_aside(claim, place, now())


def in_a_hurry(request: Request, *, alone: bool) -> bool:
    """Tell whether a request waits nowhere: its player has chosen another provider now, and there is one left."""
    return request.place_choice == ANOTHER and not alone


def is_in_time(request: Request, seconds: float) -> bool:
    """Tell whether a request may wait for so long, after all that it has waited before."""
    return request.waited + seconds <= LONGEST_WAITED.total_seconds()
