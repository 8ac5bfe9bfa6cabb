"""A provider that is called with a server's own key: its account, its breaker and its sentences are that server's."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generation.i18n import N_
from generation.providers.base import (
    AuthError,
    BillingError,
    Health,
    ImageProvider,
    ModelSettings,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.with_model import ProviderWithModel, Resume
from storage.params import AT

T = TypeVar("T")

REFUSES_OWN_KEY = N_(
    "{provider} refuses this server's own key. Whoever manages the server can set another one with /admin key set."
)
OWN_KEY_HAS_NO_CREDIT = N_(
    "The account of this server's own key at {provider} has no credit. Whoever manages the server can add some there."
)


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A server's key: the id of its row, the server's, and the key itself, which is shown nowhere.

    `state` is how its provider had last answered to it when its row was read.
    """

    id: str
    guild_id: str
    value: str = field(repr=False)
    state: str = ""

    def hidden_in(self, text: str) -> str:
        """Return a text without the key."""
        return text.replace(self.value, "***")


class ProviderWithOwnKey(ProviderWithModel):
    """A provider that is called with a server's own key.

    Whatever a provider says of the key is put in words of our own, as it may repeat a part of it.
    """

    def __init__(
        self, provider: ImageProvider, model: ModelSettings, others: Sequence[ModelSettings] = (), *, own: OwnKey
    ) -> None:
        super().__init__(provider, model, others)
        self.own = own

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image with the server's key.

        Raises:
            ProviderError: as the provider does, without the key.

        """
        return await self._discreet(super().generate(request, report))

    @property
    def resume(self) -> Resume | None:
        """Return how to go on with a job of an earlier process, where the provider can."""
        resume = super().resume
        if resume is None:
            return None
        return lambda job_id, request, report: self._discreet(resume(job_id, request, report))

    async def probe(self) -> Health:
        """Probe the provider with the server's key."""
        health = await super().probe()
        if health.refused:
            return Health(able=False, reason=REFUSES_OWN_KEY.format(provider=self.title), refused=True)
        return replace(
            health,
            reason=health.reason and self.own.hidden_in(health.reason),
            warnings=tuple(map(self.own.hidden_in, health.warnings)),
        )

    async def _discreet(self, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except AuthError as error:
            raise _in_our_words(AuthError(REFUSES_OWN_KEY.format(provider=self.title)), error) from None
        except BillingError as error:
            raise _in_our_words(BillingError(OWN_KEY_HAS_NO_CREDIT.format(provider=self.title)), error) from None
        except ProviderError as error:
            error.args = tuple(self.own.hidden_in(each) if isinstance(each, str) else each for each in error.args)
            raise


def own_key_of(provider: ImageProvider) -> OwnKey | None:
    """Return the server's own key that a provider is called with; None where it is the operator's."""
    return provider.own if isinstance(provider, ProviderWithOwnKey) else None


def account_of(provider: ImageProvider) -> str:
    """Return by which name breaker, rate limit and health know a provider: another one for each server's own key."""
    own = own_key_of(provider)
    return f"{provider.name}{AT}{own.id}" if own else provider.name


def payer_of(provider: ImageProvider) -> str | None:
    """Return the server whose own key pays a provider; None where the operator does."""
    own = own_key_of(provider)
    return own.guild_id if own else None


def _in_our_words(ours: ProviderError, theirs: ProviderError) -> ProviderError:
    ours.cost = theirs.cost
    return ours
