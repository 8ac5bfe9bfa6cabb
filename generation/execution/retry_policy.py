"""Who is asked next and when: pure decisions on a request's earlier attempts and its last error."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from generation.errors import InternalError
from generation.providers.base import (
    AuthError,
    BillingError,
    ImageProvider,
    InvalidError,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.registry import Providers
from storage.attempts import Attempt
from storage.errors import SceneError, StorageDamagedError, StorageError

#: How often a request is tried at one provider while another could take over, and where none could.
TRIES_BEFORE_ANOTHER, TRIES_ALONE = 2, 4
#: How often, in any case, one may answer with what is of no use: each of these answers may be paid.
USELESS_ANSWERS = 2
#: How often a request waits for a rate limit, ours or the provider's, before another provider takes over.
LIMITS_BEFORE_ANOTHER = 5
#: What else keeps a request from a provider is waited for once, if it ends so soon, in seconds.
WORTH_WAITING = 20.0

#: How often a request is tried again after a pause, and how long the pauses are.
MAX_RETRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=2)

_FINAL_OUTCOMES = frozenset({AuthError.code, BillingError.code, InvalidError.code, ModeratedError.code})
#: How a call ended whose answer was of no use, and perhaps paid all the same.
_SPOILT_OUTCOMES = frozenset({UnreadableError.code, "completed"})
#: Attempts that ended for reasons of our own (a shutdown, a crash, an open circuit), and those that a provider put off.
_NOT_COUNTED = frozenset({"abandoned", "lost", "skipped", "open", RateLimitedError.code})
#: The call was answered; that its request is tried again tells that the answer could not be used.
_ANSWERED = "completed"
#: Errors after which the same provider may succeed, and those after which the same request may.
_PASSING = (RateLimitedError, TimedOutError, UnavailableError)
_WORTH_RETRYING = (*_PASSING, StorageError, InternalError)


@dataclass(frozen=True, slots=True)
class AfterFailure:
    """What becomes of a request: another try after `wait`, or its end where that is None."""

    code: str
    sentence: str
    wait: timedelta | None


def chain(
    providers: Providers, provider_request: ProviderRequest, wanted: str | None, *, only: bool
) -> list[ImageProvider]:
    """Return who can do what is asked for, the `wanted` provider first; with `only` nobody else.

    Who changes only what it has painted itself takes no edit over from others.
    """
    first = providers.get(wanted or "")
    others = [] if only else [each for each in providers.in_turn if first is None or each.name != first.name]
    asked = [first, *others] if first else others
    edits = provider_request.edit is not None
    able = [provider for provider in asked if provider.capabilities.can_do(provider_request)]
    return [each for each in able if each is first or not (edits and each.capabilities.own_edits)]


def worth_trying(provider: ImageProvider, history: Sequence[Attempt], *, alone: bool) -> bool:
    """Tell whether a request may be tried (again) at a provider."""
    past = [each.outcome for each in history if each.provider == provider.name and each.outcome not in _NOT_COUNTED]
    # What is of no use is not bought a second time.
    final = _FINAL_OUTCOMES | (_SPOILT_OUTCOMES if provider.capabilities.charges else frozenset())
    if final & set(past) or past.count(_ANSWERED) >= USELESS_ANSWERS:
        return False
    return len(past) < (TRIES_ALONE if alone else TRIES_BEFORE_ANOTHER)


def try_again_here(
    error: ProviderError, provider: ImageProvider, history: Sequence[Attempt], *, alone: bool, patience: float
) -> bool:
    """Tell whether a failed call is repeated at the same provider after a pause, rather than elsewhere at once.

    A limit that ends within `patience` seconds is waited out, and several times: it is no failure.
    """
    if not isinstance(error, _PASSING) or not worth_trying(provider, history, alone=alone):
        return False
    if isinstance(error, RateLimitedError) and not alone:
        return (error.retry_after or 0.0) <= patience and _waits(provider, history) <= LIMITS_BEFORE_ANOTHER
    return True


def worth_waiting(
    seconds: float, provider: ImageProvider, history: Sequence[Attempt], *, limited: bool, patience: float
) -> bool:
    """Tell whether a request waits for a provider that has no place now, rather than go elsewhere.

    A rate limit is waited for as `try_again_here` does, anything else once, if briefly.
    """
    if limited:
        return seconds <= patience and _waits(provider, history) < LIMITS_BEFORE_ANOTHER
    return seconds <= WORTH_WAITING and not any(
        each.provider == provider.name and each.outcome == "skipped" for each in history
    )


def _waits(provider: ImageProvider, history: Sequence[Attempt]) -> int:
    """Return how often a request was put off at a provider."""
    put_off = {"skipped", RateLimitedError.code}
    return sum(each.provider == provider.name and each.outcome in put_off for each in history)


def after_failure(error: SceneError, retry_count: int) -> AfterFailure:
    """Decide what follows a failed try; `retry_count` tries have been repeated before."""
    # No pause mends a damaged file.
    passing = isinstance(error, _WORTH_RETRYING) and not isinstance(error, StorageDamagedError)
    if not passing or retry_count >= MAX_RETRIES:
        return AfterFailure(error.code, error.sentence, None)
    asked = error.retry_after if isinstance(error, RateLimitedError) else None
    return AfterFailure(error.code, error.sentence, pause(retry_count, asked or 0.0))


def pause_after_limit(asked: float, provider: ImageProvider, history: Sequence[Attempt]) -> timedelta:
    """Return how long a request rests after a provider's own limit: longer each time that it meets one there."""
    limits = sum(each.provider == provider.name and each.outcome == RateLimitedError.code for each in history)
    return pause(max(0, limits - 1), asked)


def pause(times: int, asked: float) -> timedelta:
    """Return a wait with jitter that doubles each time, never shorter than what the provider asked for (seconds)."""
    longest = min(FIRST_WAIT * (1 << min(times, 16)), LONGEST_WAIT)
    return max(longest * random.uniform(0.5, 1), timedelta(seconds=asked))  # noqa: S311  # jitter needs no secrecy
