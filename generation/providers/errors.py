"""The errors of providers: why one returned no image, and with it whether another try, or somebody else, may help."""

from dataclasses import dataclass

from generation.errors import CONTENT_REFUSED
from generation.providers.private_places import hide_private_places
from storage.errors import SceneError


@dataclass(frozen=True, slots=True)
class CallRate:
    """How many calls a provider allows in so many seconds."""

    calls: int
    seconds: float


class ProviderError(SceneError):
    """Say why a provider returned no image.

    `str` of the error is for the log; the sentence, which players read, names no address or path of the operator's.
    `cost` is set where the provider may have charged something all the same, in US dollars.
    """

    code = "provider"
    cost: float | None = None

    @property
    def sentence(self) -> str:
        """Return what to tell the user."""
        return hide_private_places(str(self))


class ModeratedError(ProviderError):
    """The provider refuses the content; asking again or elsewhere is the user's choice alone."""

    code = CONTENT_REFUSED


class RateLimitedError(ProviderError):
    """The provider wants to be asked later: `retry_after` seconds, where it says so, but no more than an hour.

    `rate` is how many calls it allows, where it tells.
    """

    code = "rate_limited"
    longest = 3600.0

    def __init__(self, sentence: str, retry_after: float | None = None, rate: CallRate | None = None) -> None:
        super().__init__(sentence)
        self.rate = rate
        self.retry_after = None if retry_after is None else min(retry_after, self.longest)


class AuthError(ProviderError):
    """The key is wrong or missing."""

    code = "auth"


class BillingError(ProviderError):
    """The account is out of credit."""

    code = "billing"


class InvalidError(ProviderError):
    """The provider does not understand the request; the same request will fail again."""

    code = "invalid"


class UnavailableError(ProviderError):
    """The provider cannot be reached or has failed; another try may succeed."""

    code = "unavailable"


class UnreadableError(UnavailableError):
    """The provider has answered, perhaps at a price, with what is of no use: it is not asked again."""

    code = "unreadable"


class TimedOutError(ProviderError):
    """The provider took longer than it may."""

    code = "timed_out"
