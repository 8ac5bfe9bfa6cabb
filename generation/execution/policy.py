"""Which provider a request is tried at next: pure decisions on what the ledger says of it."""

from collections.abc import Sequence

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
)
from generation.providers.registry import Providers
from storage.attempts import Try

#: How often a request is tried at one provider while another could take over, and where none could.
TRIES_BEFORE_ANOTHER, TRIES_ALONE = 2, 4
#: A rate limit, ours or the provider's, is waited out if it ends so soon, in seconds; else another provider takes over.
WORTH_WAITING = 20.0

_FINAL_OUTCOMES = frozenset({AuthError.code, BillingError.code, InvalidError.code, ModeratedError.code})
#: Turns that ended for reasons of our own: a shutdown, a crash, a closed gate.
_NOT_COUNTED = frozenset({"abandoned", "lost", "skipped", "open"})
_PASSING = (RateLimitedError, TimedOutError, UnavailableError)


def chain(providers: Providers, order: ProviderRequest, wish: str | None, *, only: bool) -> list[ImageProvider]:
    """Return who could paint an order, the wished provider first; with `only` nobody else."""
    wished = providers.get(wish or "")
    others = [] if only else [provider for provider in providers.in_turn if provider is not wished]
    asked = [wished, *others] if wished else others
    return [provider for provider in asked if provider.capabilities.can_do(order)]


def worth_trying(provider: ImageProvider, history: Sequence[Try], *, alone: bool) -> bool:
    """Tell whether a request may be tried (again) at a provider."""
    past = [each.outcome for each in history if each.provider == provider.name and each.outcome not in _NOT_COUNTED]
    return not (_FINAL_OUTCOMES & set(past)) and len(past) < (TRIES_ALONE if alone else TRIES_BEFORE_ANOTHER)


def try_again_here(error: ProviderError, provider: ImageProvider, history: Sequence[Try], *, alone: bool) -> bool:
    """Tell whether a failed call is repeated at the same provider after a pause, rather than elsewhere at once."""
    if not isinstance(error, _PASSING) or not worth_trying(provider, history, alone=alone):
        return False
    if isinstance(error, RateLimitedError) and not alone:
        return error.retry_after is not None and error.retry_after <= WORTH_WAITING
    return True


def worth_waiting(seconds: float, provider: ImageProvider, history: Sequence[Try]) -> bool:
    """Tell whether a request waits for a provider that has no place now, not going elsewhere: once, if briefly."""
    waited = any(turn.provider == provider.name and turn.outcome == "skipped" for turn in history)
    return seconds <= WORTH_WAITING and not waited
