"""The interface of a provider: its capabilities, the request it gets, the result it returns, the errors it raises.

`docs/providers.md` explains it for those who write one. What is here is version `INTERFACE`; a change that an existing
provider would not survive raises it. Plugins from version `OLDEST_INTERFACE` on are still accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

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

#: The whole interface, errors included: a plugin imports all of it from here.
__all__ = [
    "INTERFACE",
    "OLDEST_INTERFACE",
    "AuthError",
    "BillingError",
    "CallRate",
    "Capabilities",
    "Copies",
    "Edit",
    "Health",
    "ImageProvider",
    "InvalidError",
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
class Capabilities:
    """What a provider can do, checked before it is called: sizes in pixels, money in US dollars, time in seconds.

    Sizes between `smallest` and `largest` are taken; a provider that knows only some ratios paints the nearest one.
    `most_pixels` is how many an image may have in all (0: as many as the sides allow).
    `clip_tokens` is how many tokens a text encoder of CLIP's kind looks at, its begin and end marks included.
    `edits` are the kinds of `Edit` it can do, `references` how many images it takes as an example, `cost` what one
    image of standard quality costs at most (`cost_unknown`: it may cost something), `deadline` when a call that hangs
    is cut, `calls_per_minute` what the provider allows (0: it does not say).

    `hd` tells that HD is another quality than standard. An `upscale` of an image of up to `upscale_pixels` makes it
    `upscale` times as wide and as high, with sides of up to `upscale_side` (each 0: it does not say).
    `own_edits` tells that it changes only what it has painted itself.
    """

    smallest: int = 512
    largest: int = 2048
    most_pixels: int = 0
    max_prompt: int = 4000
    clip_tokens: int | None = None
    seed: bool = False
    negative: bool = False
    progress: bool = False
    cancel: bool = False
    resume: bool = False
    references: int = 0
    edits: frozenset[str] = frozenset()
    deadline: float = 180.0
    cost: float = 0.0
    cost_unknown: bool = False
    calls_per_minute: int = 0
    hd: bool = True
    upscale: float = 0.0
    upscale_side: int = 0
    upscale_pixels: int = 0
    own_edits: bool = False

    def upscaled_by(self, width: int, height: int) -> float | None:
        """Return how many times as wide an upscale makes an image of this size, None where that is not said."""
        if self.upscale_pixels and width * height > self.upscale_pixels:
            return 1.0
        if not self.upscale:
            return None
        return min(self.upscale, self.upscale_side / max(width, height)) if self.upscale_side else self.upscale

    @property
    def charges(self) -> bool:
        """Tell whether a call may cost money."""
        return self.cost > 0 or self.cost_unknown

    def can_paint(self, width: int, height: int) -> bool:
        """Tell whether an image of this size can be asked for."""
        sides = all(self.smallest <= side <= self.largest for side in (width, height))
        return sides and width * height <= (self.most_pixels or width * height)

    def can_do(self, request: "ProviderRequest") -> bool:
        """Tell whether the size, the references and the edit of a request can be done."""
        if request.edit is not None and request.edit.kind not in self.edits:
            return False
        return self.can_paint(request.width, request.height) and len(request.references) <= self.references


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of an image: its kind, the image, and what the kind needs of the rest.

    Kinds: `change` (by the prompt), `vary` (by `strength`, 0 the same to 1 new), `upscale`, `inpaint` and `erase`
    (where `mask` is white), `outpaint`, `search-and-replace` and `search-and-recolor` (what `search` names),
    `remove-background`. `recipe` and `seed` are what the `ProviderResult` of that image said.
    """

    kind: str
    image: bytes
    mask: bytes | None = None
    strength: float = 0.5
    search: str = ""
    recipe: str | None = None
    seed: int | None = None

    @property
    def picture(self) -> bytes:
        """Return the image, by the name that it had in version 1 of the interface."""
        return self.image


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """One image that a provider is asked for: prompt, size in pixels, seed, and what it starts from.

    `alt_text` says in a sentence what is to be seen, `requester` is a hash that stands for the user, for providers that
    want one. `description` is what the player typed, of which `prompt` was made. Images are PNG, JPEG or WebP files,
    upright and in RGB or RGBA.
    """

    request_id: str
    prompt: str
    type: str
    style: str | None
    width: int
    height: int
    quality: str
    seed: int
    negative: str = ""
    alt_text: str = ""
    requester: str = ""
    references: tuple[bytes, ...] = ()
    edit: Edit | None = None
    description: str = ""


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

    `warnings` are for the operator, `queue` is how many jobs wait there, where the provider tells.
    """

    able: bool
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    queue: int | None = None


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
    then says why. One that is `by_name_only` is not asked in turn unless PROVIDER_ORDER lists it. `purpose` says in a
    few words what it is for.
    """

    name: str
    title: str
    variables: tuple[str, ...]
    missing: str
    create: Callable[[Mapping[str, str]], ImageProvider | None]
    by_name_only: bool = False
    purpose: str = ""

    def set_up(self, environment: Mapping[str, str]) -> ImageProvider | None:
        """Return the provider that its own variables set up, or None; it sees no other variable, and no empty one.

        Raises:
            ValueError: a variable's value is of no use; the sentence says why.

        """
        return self.create({name: environment[name] for name in self.variables if environment.get(name)})


# Version 1 of the interface had these names. A plugin that was written for it imports them from here and works as it
# is: beside these names only `Edit.picture` has changed. Nothing of the bot's own uses them.
Order, Painting, Step, ReportStep = ProviderRequest, ProviderResult, ProgressStep, ReportProgress
