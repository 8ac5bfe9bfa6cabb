"""A rate limit (token bucket) and a circuit breaker for each provider, shared by all processes through the database.

Failures open the breaker, and then a single call tries. A rate limit of the provider's own is a pause, no outage: when
it is over everybody goes, at the pace that the provider allows.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from generation.clock import Countdowns, now
from generation.i18n import N_
from generation.providers.base import (
    AuthError,
    BillingError,
    CallRate,
    ImageProvider,
    ProviderError,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
)
from generation.providers.own_key import account_of
from storage.provider_state import ProviderStore

#: So many failures in a row open the breaker, first for so long, then for twice as long each time.
FAILURES_THAT_OPEN = 4
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
#: How long a wrong key or an empty account keeps a provider out, unless a probe says otherwise before.
OPERATOR_REST = timedelta(minutes=10)
#: How long a trial call to a provider whose breaker was open keeps other calls out.
TRIAL = timedelta(seconds=30)
#: How long a worker waits for the rate limit itself; a longer wait is better spent on another request.
MAX_WAIT = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class CircuitOpen:
    """A provider may not be called: why, until when, and whether failures or a rate limit are the only reason."""

    reason: str
    until: datetime
    after_failures: bool = False
    limited: bool = False

    @property
    def seconds(self) -> float:
        """Return how long it may still not be called."""
        return max(0.0, (self.until - now()).total_seconds())


class CircuitBreaker:
    """Allow or refuse calls of providers, by their rate limits and by how earlier calls ended."""

    def __init__(self, store: ProviderStore) -> None:
        self._store = store
        self._rests = Countdowns(max(LONGEST_REST, OPERATOR_REST))
        #: What providers told of their own limits when they refused a call.
        self._learned: dict[str, CallRate] = {}

    async def acquire(self, provider: ImageProvider, *, in_line: bool = False) -> CircuitOpen | None:
        """Take a token for one call, waiting if one is free soon; return None where it may be made, else why not.

        Who was `in_line`, and has been put aside for a place, comes before those who come anew.
        """
        give_up = now() + MAX_WAIT
        while (refused := await self.try_acquire(provider, in_line=in_line)) is not None:
            if refused.after_failures or refused.until > give_up:
                return refused
            await asyncio.sleep(refused.seconds)
        return None

    async def try_acquire(self, provider: ImageProvider, *, in_line: bool = False) -> CircuitOpen | None:
        """Take a token for one call if there is one now; return None where it may be made, else why not."""
        rate, moment = self._rate(provider), now()
        rested = self._rests.over().get(account_of(provider))
        capacity, per_second = max(rate.calls, 1), rate.calls / rate.seconds
        admitted, state, before = await self._store.admit(
            account_of(provider),
            moment,
            capacity=capacity,
            per_second=per_second,
            trial=TRIAL,
            rested=rested,
            in_line=in_line,
        )
        if admitted:
            return None
        place = partial(state.free_at, capacity=capacity, per_second=per_second, before=before)
        if state.open_until is not None and state.open_until != rested:
            seconds = self._rests.left(account_of(provider), state.open_until)
            if not seconds:
                return await self.try_acquire(provider, in_line=in_line)
            reason = state.open_reason or N_("{provider} is resting after failures.").format(provider=provider.title)
            until = moment + timedelta(seconds=seconds)
            if state.paused:
                return CircuitOpen(reason, place(until), limited=True)
            return CircuitOpen(reason, until, after_failures=state.failures >= FAILURES_THAT_OPEN)
        no_slot = N_("{provider} has no free slot.").format(provider=provider.title)
        return CircuitOpen(no_slot, place(moment), limited=True)

    async def after_limit(self, provider: ImageProvider, error: ProviderError, rest: timedelta) -> CircuitOpen:
        """Return when there is a place for one more after a rest, behind those who wait for one already."""
        rate, (state, before) = self._rate(provider), await self._store.look(account_of(provider))
        opens = now() + rest
        free_at = state.free_at(opens, capacity=max(rate.calls, 1), per_second=rate.calls / rate.seconds, before=before)
        return CircuitOpen(error.sentence, free_at, limited=True)

    def _rate(self, provider: ImageProvider) -> CallRate:
        """Return how many calls a provider allows: by its description, else as it has told; no calls are no limit."""
        described = CallRate(provider.capabilities.calls_per_minute, 60.0)
        return described if described.calls else self._learned.get(account_of(provider), described)

    async def succeeded(self, provider: ImageProvider) -> None:
        """Reset the provider's count of failures."""
        # Looked at first: nearly every call succeeds, and nearly never there is something to write.
        if await self._store.is_troubled(account_of(provider)):
            await self._store.succeeded(account_of(provider))

    async def failed(self, provider: ImageProvider, error: ProviderError) -> None:
        """Open the breaker where the error says that the next call would fail as well."""
        if isinstance(error, AuthError | BillingError):
            await self._open(provider, OPERATOR_REST, error)
        elif isinstance(error, RateLimitedError):
            if error.rate is not None:
                self._learned[account_of(provider)] = error.rate
            if error.retry_after:
                await self._pause(provider, error.retry_after, error)
            else:
                await self.succeeded(provider)
        elif isinstance(error, UnavailableError | TimedOutError):
            failures = await self._store.failed(account_of(provider))
            if failures >= FAILURES_THAT_OPEN:
                rest = min(FIRST_REST * (1 << min(failures - FAILURES_THAT_OPEN, 10)), LONGEST_REST)
                await self._open(provider, rest, error)
        else:
            # It has answered, if only with a no: it is not down.
            await self.succeeded(provider)

    async def _pause(self, provider: ImageProvider, seconds: float, error: ProviderError) -> None:
        """Let nobody call a provider for as long as it asks, counted from now on."""
        until = now() + timedelta(seconds=min(seconds, LONGEST_REST.total_seconds()))
        self._rests.left(account_of(provider), until)
        await self._store.pause(account_of(provider), until, error.sentence)

    async def _open(self, provider: ImageProvider, rest: timedelta, error: ProviderError) -> None:
        """Leave a provider alone for a while, counted from now on."""
        until = now() + rest
        self._rests.left(account_of(provider), until)
        await self._store.open_breaker(account_of(provider), until, error.sentence)
