"""What goes out: the shapes of answers, and how rows become them."""

from datetime import datetime

from fastapi import Response
from pydantic import BaseModel
from pydantic_core import to_json
from typing_extensions import TypedDict

from bot.web.state import WebState
from generation.gallery.signed_urls import DISPLAY, PICTURE, THUMBNAIL
from generation.providers.health import ProviderStatus
from generation.sessions.permissions import Actor
from storage.records import PUBLIC, Image, Request


class Answer(BaseModel):
    """An answer that is no error."""

    status: str = "success"


class ImageShown(TypedDict):
    """A picture of the gallery; `number` is its place there, `is_favorite` anybody's star."""

    # No model, as the other answers are: to check what was just read took half the time of a page of the gallery.

    id: str
    prompt: str
    image_url: str
    display_url: str
    thumbnail_url: str
    provider: str
    status: str
    created_at: datetime
    is_favorite: bool
    tags: list[str]
    type: str
    style: str | None
    seed: int | None
    model: str | None
    width: int | None
    height: int | None
    alt_text: str | None
    enhanced_prompt: str | None
    negative_prompt: str | None
    user_id: str
    user_name: str | None
    generation_time: float | None
    request_id: str | None
    parent_id: str | None
    visibility: str
    number: int | None
    placeholder: str | None
    may_change: bool
    may_delete: bool


class ImagesListed(TypedDict):
    """A page of the gallery, newest first; `next` is what `before` is to be for the page after it."""

    status: str
    images: list[ImageShown]
    count: int
    total: int
    total_is_more: bool
    next: int | None


class ImageDetails(ImageShown):
    """A picture, also under `image`; `status` is the answer's, and `starred` tells of the viewer's own star."""

    starred: bool
    image: ImageShown


class RequestShown(BaseModel):
    """Something that was asked for."""

    request_id: str
    user_id: str
    prompt: str
    type: str
    style: str | None
    priority: int
    request_status: str
    image_id: str | None
    images: list[str]
    error: str | None
    code: str | None
    notes: list[str]
    place: int
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None


class RequestDetails(RequestShown, Answer):
    """Something that was asked for."""


class RequestsListed(Answer):
    """What a session waits for."""

    requests: list[RequestShown]
    count: int


class Queued(Answer):
    """A request that was taken."""

    request_id: str
    request_ids: list[str]
    message: str = "Image generation request queued"
    request_status: str
    place: int
    notes: list[str]


class Painted(Answer):
    """A picture that its caller has waited for."""

    image_id: str
    image_url: str
    generation_time: float
    provider: str
    request_id: str
    notes: list[str]


class ProviderShown(BaseModel):
    """What can be said of a provider; `reason` says why it cannot paint now."""

    name: str
    title: str
    configured: bool
    available: bool
    default: bool
    reason: str | None
    warnings: list[str]
    abilities: str


def json_answer(answer: BaseModel | ImageDetails) -> Response:
    """Return an answer as it goes out; FastAPI's own way would check and copy what was just made."""
    return json_bytes(to_json(answer))


def json_bytes(answer: bytes) -> Response:
    """Return an answer that is JSON already."""
    return Response(answer, media_type="application/json")


def show_image(state: WebState, base: str, image: Image, actor: Actor) -> ImageShown:
    """Return a picture as the viewer may see it, with links below `base`."""
    cdn = state.options.cdn_base_url
    base = cdn if cdn and image.visibility == PUBLIC else base
    link = state.links.to(image)
    return ImageShown(
        id=image.id,
        prompt=image.prompt,
        image_url=link.at(base, PICTURE),
        display_url=link.at(base, DISPLAY),
        thumbnail_url=link.at(base, THUMBNAIL),
        provider=image.provider,
        status=image.status,
        created_at=image.created_at,
        is_favorite=image.is_favorite,
        tags=list(image.tag_names) if image.tags else [],
        type=image.type,
        style=image.style,
        seed=image.seed,
        model=image.model,
        width=image.width,
        height=image.height,
        alt_text=image.alt_text,
        enhanced_prompt=image.enhanced_prompt,
        negative_prompt=image.negative_prompt,
        user_id=image.user_id,
        user_name=image.user_name,
        generation_time=image.generation_time,
        request_id=image.request_id,
        parent_id=image.parent_id,
        visibility=image.visibility,
        number=image.seq,
        placeholder=image.placeholder and f"data:image/webp;base64,{image.placeholder}",
        may_change=state.services.access.can_edit(actor, image.user_id),
        may_delete=state.services.access.can_remove(actor, image.user_id),
    )


async def show_request(state: WebState, request: Request, order: tuple[str, ...]) -> RequestShown:
    """Return a request; `order` are the ids of those that wait, the next one first."""
    images = await state.services.gallery.of_request(request.id) if request.result_image_id else ()
    return RequestShown(
        request_id=request.id,
        user_id=request.user_id,
        prompt=request.prompt,
        type=request.request_type,
        style=request.preferences.style,
        priority=request.priority,
        request_status=request.status,
        image_id=request.result_image_id,
        images=[image.id for image in images],
        error=request.error_message,
        code=request.error_code,
        notes=list(request.note_lines),
        place=order.index(request.id) if request.id in order else 0,
        created_at=request.created_at,
        started_at=request.started_at,
        completed_at=request.completed_at,
    )


def show_provider(status: ProviderStatus) -> ProviderShown:
    """Return what can be said of a provider."""
    return ProviderShown(
        name=status.name,
        title=status.title,
        configured=status.configured,
        available=status.available,
        default=status.default,
        reason=status.reason,
        warnings=list(status.warnings),
        abilities=status.abilities,
    )
