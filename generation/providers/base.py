"""The interface of a provider: its capabilities, the request it gets, the result it returns, the errors it raises.

`docs/plugins.md` explains it for those who write one. What is here is version `INTERFACE`; a change that an existing
provider would not survive raises it. Plugins from version `OLDEST_INTERFACE` on are still accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from generation.providers.capabilities import Capabilities
from generation.providers.errors import (
    AuthError,
    BillingError,
    CallRate,
    InvalidError,
    ModeratedError,
    ProviderError,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.model_settings import ModelSettings
from generation.providers.request import CastMember, Edit, ProviderRequest

#: The whole interface, errors included: a plugin imports all of it from here.
__all__ = [
    "INTERFACE",
    "OLDEST_INTERFACE",
    "AuthError",
    "BillingError",
    "CallRate",
    "Capabilities",
    "CastMember",
    "Copies",
    "Edit",
    "Health",
    "ImageProvider",
    "InvalidError",
    "ModelSettings",
    "ModeratedError",
    "Order",
    "Painting",
    "ProgressStep",
    "ProviderDescription",
    "ProviderError",
    "ProviderRequest",
    "ProviderResult",
    "RateLimitedError",
    "ReportProgress",
    "ReportStep",
    "Step",
    "TimedOutError",
    "UnavailableError",
    "UnreadableError",
]

INTERFACE = 2
OLDEST_INTERFACE = 1


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """How far a provider is: a stage in words, a fraction from 0 to 1, perhaps a preview (JPEG, PNG or WebP bytes).

    `job_id` is told once, by a provider whose job can be taken up again after a crash.
    """

    stage: str
    fraction: float
    preview: bytes | None = None
    job_id: str | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """The two smaller sizes of an image, as `generation/images/renditions.py` makes them."""

    display: bytes
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class ProviderResult:
    """A provider's answer: an image file's bytes and what made it; `more` where it made several at once.

    `cost` is what the call has cost in all. `asked` is the width and height that the provider itself was asked for,
    where it has to keep them: an answer of another shape, or far smaller, is refused. `copies` are only for a provider
    of the bot's own that has the pixels at hand: what comes from elsewhere is decoded, to see that it is an image.
    `recipe` is what the provider wants to be told when the image is to be changed (see `Edit`), `notes` are English
    sentences that the requester is to be told.
    """

    data: bytes
    model: str
    seed: int | None = None
    alt_text: str | None = None
    cost: float = 0.0
    more: tuple[bytes, ...] = ()
    asked: tuple[int, int] | None = None
    copies: "Copies | None" = None
    recipe: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What a probe has found: whether the provider answers, and if not, why, in a sentence.

    `warnings` are for the operator, `queue` is how many jobs wait there, where the provider tells. `refused` tells that
    it does not take the key.
    """

    able: bool
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    queue: int | None = None
    refused: bool = False


ReportProgress = Callable[[ProgressStep], None]


class ImageProvider(Protocol):
    """Generate images from requests."""

    @property
    def name(self) -> str:
        """Return the name that users type and rows store."""

    @property
    def title(self) -> str:
        """Return the name that users read."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what can be asked for."""

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Return the image; cancelling the call cancels the work where that can be done.

        Raises:
            ProviderError: one of its kinds below; nothing else is expected.

        """

    async def probe(self) -> Health:
        """Tell whether the provider could paint now; never raise, never cost anything."""

    async def aclose(self) -> None:
        """Let go of connections and processes."""


@dataclass(frozen=True, slots=True)
class ProviderDescription:
    """What is known of a provider before it is created; a built-in one has it beside its class, a plugin in its module.

    `name` is what users type and rows store, `title` what they read, `variables` the environment variables that
    `create` gets to see. `create` returns None where they do not set the provider up; `missing` is the sentence that
    then says why. One that is `by_name_only` is not asked in turn unless PROVIDER_ORDER lists it. `purpose` says in
    a few words what it is for, `describe` in a language such as "de" what a `ProviderResult.recipe` shows.
    `model_settings` names the fields of `ModelSettings` that the operator may set for it; `check_model` raises a
    ValueError, in words, over what it could not paint with.
    """

    name: str
    title: str
    variables: tuple[str, ...]
    missing: str
    create: Callable[[Mapping[str, str]], ImageProvider | None]
    by_name_only: bool = False
    purpose: str = ""
    describe: Callable[[str, str], str] | None = None
    model_settings: frozenset[str] = frozenset()
    check_model: Callable[[ModelSettings], None] | None = None

    def set_up(self, environment: Mapping[str, str]) -> ImageProvider | None:
        """Return the provider that its own variables set up, or None; it sees no other variable, and no empty one.

        Raises:
            ValueError: a variable's value is of no use; the sentence says why.

        """
        return self.create({name: environment[name] for name in self.variables if environment.get(name)})


# Version 1 of the interface had these names. A plugin that was written for it imports them from here and works as it
# is: beside these names only `Edit.picture` has changed. Nothing of the bot's own uses them.
Order, Painting, Step, ReportStep = ProviderRequest, ProviderResult, ProgressStep, ReportProgress
