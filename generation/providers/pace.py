"""How long providers usually take: when a call that says nothing is given up, and whether a provider is slow now."""

import time
from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from generation.clock import now
from generation.i18n import N_
from generation.providers.base import ImageProvider
from generation.providers.own_key import payer_of
from storage.attempts import AttemptStore, PastCall, RecentCalls

#: So many images have to be known before a provider's deadline is judged by them.
ENOUGH = 5
#: A call may be silent for so many times the longest of the last, and never for less than so many seconds.
PATIENT, LEAST_SECONDS = 4.0, 30.0
#: A request waits for a place at its provider for as long as that usually takes for an image, twice as long where it is
#: paid; never so short, or so long, in seconds. Where nothing is known, an image takes so much of the deadline.
LEAST_PATIENCE, LONGEST_PATIENCE = 20.0, 300.0
UNKNOWN_SHARE = 1 / 6
#: A provider is slow where a call has waited for so many times the longest of the last.
SLOW, LEAST_SLOW_SECONDS = 2.0, 20.0
#: A call that was cut makes a provider slow for so long, or until it answers.
REMEMBERED = timedelta(minutes=15)
#: How long, in seconds, what was read of past calls is believed.
FRESH = 60.0


class ProviderPace:
    """Judge calls by the provider's own last ones."""

    def __init__(self, attempts: AttemptStore) -> None:
        self._attempts = attempts
        self._known: dict[str, tuple[float, tuple[PastCall, ...]]] = {}

    async def silence(self, provider: ImageProvider, width: int, height: int) -> float:
        """Return for how many seconds a call for an image of this size may bring neither progress nor result.

        A larger image than any of the last may take longer by as much as it is larger.
        """
        deadline, past = provider.capabilities.deadline, await self._past(provider.name)
        if len(past) < ENOUGH:
            return deadline
        grown = max(1.0, width * height / max(1, *(call.width * call.height for call in past)))
        return min(deadline, max(LEAST_SECONDS, PATIENT * grown * _longest(past)))

    async def usual_seconds(self, name: str) -> float | None:
        """Return how many seconds a provider's last images took in the middle, None where there are too few to say."""
        past = await self._past(name)
        return median(call.generation_time for call in past) if len(past) >= ENOUGH else None

    async def patience(self, provider: ImageProvider) -> float:
        """Return for how many seconds a request waits for a place at a provider, rather than go to another one."""
        usual = await self.usual_seconds(provider.name)
        wait = provider.capabilities.deadline * UNKNOWN_SHARE if usual is None else usual
        if provider.capabilities.charges:
            # Who asks for what costs money does not want what costs none a moment sooner.
            wait *= 2
        return min(max(LEAST_PATIENCE, wait), LONGEST_PATIENCE)

    async def slow(self, providers: Sequence[ImageProvider]) -> dict[str, str]:
        """Return of each provider that is slow now a sentence that says so."""
        recent = await self._attempts.recent(now() - REMEMBERED)
        found = {}
        for provider in providers:
            calls = recent.get((provider.name, payer_of(provider)))
            if calls and (why := await self._why_slow(provider, calls)):
                found[provider.name] = why
        return found

    async def _why_slow(self, provider: ImageProvider, calls: RecentCalls) -> str | None:
        past = await self._past(provider.name)
        usual = _longest(past) if len(past) >= ENOUGH else provider.capabilities.deadline / SLOW / 2
        waiting = 0.0 if calls.waiting_since is None else (now() - calls.waiting_since).total_seconds()
        if waiting > max(LEAST_SLOW_SECONDS, SLOW * usual):
            return N_("It is slow right now: a call has been waiting for {seconds:.0f} seconds.").format(
                seconds=waiting
            )
        if calls.cut_at and (calls.answered_at is None or calls.answered_at < calls.cut_at):
            return N_("It is slow right now: its last call did not finish in time.")
        return None

    async def _past(self, name: str) -> tuple[PastCall, ...]:
        read_at, past = self._known.get(name, (0.0, ()))
        if name not in self._known or time.monotonic() - read_at > FRESH:
            past = await self._attempts.past(name)
            self._known[name] = time.monotonic(), past
        return past


def _longest(past: Sequence[PastCall]) -> float:
    return max(call.generation_time for call in past)
