"""Bodies of requests, checked for shape; what they mean is checked by the services."""

from collections.abc import Sequence
from typing import Annotated, Literal

import pybase64
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from generation.gallery.reports import MAX_REASON
from generation.i18n import N_
from generation.requests.batches import MOST
from generation.requests.params import parse_params
from storage.params import PUBLIC, SECRET, GenerationParams

SESSION_ID = r"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$"
Name = Annotated[str, Field(min_length=1, max_length=64)]
#: A provider's name, or `name/model`.
ProviderReference = Annotated[str, Field(min_length=1, max_length=100)]
Style = Annotated[str, Field(max_length=80)] | None
#: The length of 10 MB as base64: JSON is read on the event loop, which larger ones would hold up.
_LONGEST_REFERENCE = 14 * 2**20


def _decode(text: object) -> bytes:
    """Decode a file once, when its body is read.

    Raises:
        ValueError: it is no base64, or too long.

    """
    if not isinstance(text, str) or len(text) > _LONGEST_REFERENCE:
        raise ValueError(N_("A reference picture is base64 of 10 MB at most."))
    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError(N_("A reference picture has to be base64.")) from None


#: A file as JSON has it; decoded it is bytes.
Base64 = Annotated[
    bytes,
    BeforeValidator(_decode),
    WithJsonSchema({"type": "string", "maxLength": _LONGEST_REFERENCE, "contentEncoding": "base64"}),
]


References = Annotated[
    list[Base64], Field(max_length=4, description="JPEG, PNG, WebP, AVIF, HEIC or GIF files that serve as examples")
]


class RequestBody(BaseModel):
    """A JSON body: types are not converted, unknown keys are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")


class UserBody(RequestBody):
    """A body that may name the acting user."""

    user_id: Name | None = None


class StylePreferences(RequestBody):
    """Preferences for an image, each of which may be left out."""

    provider: ProviderReference | None = None
    quality: Literal["standard", "hd"] | None = None
    size: Annotated[str, Field(max_length=40, examples=["1024x1024", "16:9", "landscape"])] | None = None
    style: Style = None
    seed: Annotated[int, Field(ge=0, lt=2**32 - 1)] | None = None


class GenerateBody(UserBody):
    """A request for an image."""

    prompt: Annotated[str, Field(min_length=1, max_length=4000, examples=["A rain-soaked Seattle street"])]
    type: Literal["scene", "character", "location", "item"] | None = None
    priority: Annotated[int, Field(ge=1, le=3)] = 1
    style: Annotated[Style, Field(description="As in `style_preferences`, which counts before it")] = None
    style_preferences: StylePreferences | None = None
    references: References = []
    private: Annotated[bool, Field(description="For the GM's eyes only")] = False

    @property
    def files(self) -> tuple[bytes, ...]:
        """Return the decoded reference images."""
        return tuple(self.references)

    def to_params(
        self,
        *,
        provider: str | None = None,
        count: int = 1,
        styles: Sequence[str] = (),
        providers: Sequence[str] = (),
    ) -> GenerationParams:
        """Return the parameters of the request; `provider` demands one, where `style_preferences` prefers one.

        Raises:
            RefusedError: a value is none that there is.

        """
        preferences = self.style_preferences or StylePreferences()
        return parse_params(
            self.prompt,
            type=self.type,
            style=preferences.style or self.style,
            provider=provider or preferences.provider,
            size=preferences.size,
            quality=preferences.quality,
            seed=preferences.seed,
            priority=self.priority,
            visibility=SECRET if self.private else PUBLIC,
            only=provider is not None,
            count=count,
            styles=styles,
            providers=providers,
        )


class QueuedGenerateBody(GenerateBody):
    """A request for one image or several, which are queued; several styles or providers are a comparison."""

    count: Annotated[int, Field(ge=1, le=MOST)] = 1
    styles: Annotated[list[Name], Field(max_length=MOST, description="To be compared, in place of one style")] = []
    providers: Annotated[
        list[ProviderReference], Field(max_length=MOST, description="To be compared, in place of one provider")
    ] = []


class InstantGenerateBody(GenerateBody):
    """A request for an image that its caller waits for; only `provider` may generate it."""

    provider: ProviderReference | None = None


class SendBody(UserBody):
    """A preview to send, with other words where they were changed."""

    enhanced_prompt: Annotated[str | None, Field(min_length=1, max_length=4000)] = None
    negative_prompt: Annotated[str, Field(max_length=2000)] = ""
    count: Annotated[int, Field(ge=1, le=MOST)] = 1
    private: Annotated[bool, Field(description="For the GM's eyes only")] = False
    references: References = []


class RevealBody(UserBody):
    """When a secret picture is to be shown to the table: at once where nothing is said, and how."""

    when: Annotated[str | None, Field(min_length=1, max_length=40, examples=["90m", "21:30"])] = None
    spoiler: bool = False


class ReportBody(UserBody):
    """What is wrong with a picture, for the GM to read."""

    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON)]


class FavoriteBody(UserBody):
    """The viewer's star, set or taken."""

    is_favorite: bool


class TagsBody(UserBody):
    """Tags in place of those that an image has."""

    tags: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=100)]


class OpenSessionBody(UserBody):
    """A session to open: `session_id`, or, without one, a new one that `gm_user_id` leads."""

    session_id: Annotated[str, Field(pattern=SESSION_ID)] | None = None
    gm_user_id: Name | None = None
    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class JoinBody(RequestBody):
    """A user who joins; with tokens by an invitation, whose role counts, or by a service's word."""

    user_id: Name
    role: Annotated[
        Literal["gm", "player", "observer"], Field(description="For who is new, where the caller is believed")
    ] = "player"
    invitation: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class InvitationBody(UserBody):
    """An invitation to make, for a role."""

    role: Literal["player", "observer"] = "player"


class LoginBody(RequestBody):
    """What a login is made from: the one-time code of a link, or a bearer token."""

    code: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=200)] | None = None
