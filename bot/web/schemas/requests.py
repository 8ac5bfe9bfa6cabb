"""What comes in: the bodies of requests, checked for shape; what they mean is checked by the services."""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from generation.requests.params import GenerationParams
from storage.records import PUBLIC, SECRET

Name = Annotated[str, Field(min_length=1, max_length=64)]
#: How long a picture of 10 MB is as base64.
_LONGEST_REFERENCE = 14 * 2**20


class Body(BaseModel):
    """A body: numbers are numbers and no texts; keys that are not known are left."""

    model_config = ConfigDict(strict=True, extra="ignore")


class Speaking(Body):
    """A body that may say who speaks."""

    user_id: Name | None = None


class Wishes(Body):
    """What somebody wishes of a picture."""

    provider: Name | None = None
    quality: Literal["standard", "hd"] | None = None
    size: Annotated[str, Field(max_length=40, examples=["1024x1024", "16:9", "landscape"])] | None = None
    style: Annotated[str, Field(max_length=80)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**32 - 1)] | None = None


class Asking(Speaking):
    """A picture that is asked for."""

    prompt: Annotated[str, Field(min_length=1, max_length=4000, examples=["A rain-soaked Seattle street"])]
    type: Literal["scene", "character", "location", "item"] | None = None
    priority: Annotated[int, Field(ge=1, le=3)] = 1
    style_preferences: Wishes | None = None
    references: Annotated[
        list[Annotated[str, Field(max_length=_LONGEST_REFERENCE, json_schema_extra={"contentEncoding": "base64"})]],
        Field(max_length=4, description="PNG, JPEG or WebP files that serve as examples"),
    ] = []
    private: Annotated[bool, Field(description="For the GM's eyes only")] = False

    @field_validator("references")
    @classmethod
    def _decodable(cls, value: list[str]) -> list[str]:
        for text in value:
            _decoded(text)
        return value

    def as_request(self, *, provider: str | None = None, count: int = 1) -> GenerationParams:
        """Return it in the services' terms; a `provider` here is a demand."""
        wishes = self.style_preferences or Wishes()
        return GenerationParams(
            self.prompt,
            type=self.type,
            style=wishes.style,
            provider=provider or wishes.provider,
            size=wishes.size,
            quality=wishes.quality,
            seed=wishes.seed,
            priority=self.priority,
            visibility=SECRET if self.private else PUBLIC,
            only=provider is not None,
            references=tuple(_decoded(text) for text in self.references),
            count=count,
        )


class QueuedAsking(Asking):
    """A picture, or several of it, to be painted in turn."""

    count: Annotated[int, Field(ge=1, le=4)] = 1


class InstantAsking(Asking):
    """A picture that its caller waits for; nobody but `provider` may paint it."""

    provider: Name | None = None


class Starring(Speaking):
    """A star, given or taken."""

    is_favorite: bool


class Tagging(Speaking):
    """Tags in place of those that a picture has."""

    tags: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=100)]


class Opening(Speaking):
    """A session that is opened."""

    session_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$")] | None = None
    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class Joining(Body):
    """Somebody who comes in; with tokens by an invitation."""

    user_id: Name
    invitation: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class Inviting(Speaking):
    """An invitation that the GM wants."""

    role: Literal["player", "observer"] = "player"


class LoggingIn(Body):
    """What a login is given for: the one-time code of a link, or a bearer token."""

    code: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=200)] | None = None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("this is no base64") from None
