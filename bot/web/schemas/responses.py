"""Bodies of responses, and how records become them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from fastapi import Response
from pydantic import BaseModel
from pydantic_core import to_json
from typing_extensions import TypedDict

from bot.web.state import WebState
from generation.gallery.signed_urls import DISPLAY, PICTURE, THUMBNAIL
from generation.i18n import said
from generation.images.alt_text import spoken_alt_text
from generation.provider_catalogue.titles import provider_title
from generation.providers.health import ProviderStatus
from generation.requests.comparing import axes_of
from generation.sessions.permissions import OBSERVER, Actor
from generation.styles.chosen import chosen_style
from storage.params import PUBLIC
from storage.records import Image, Request


class SuccessResponse(BaseModel):
    """A response that is no error."""

    status: str = "success"


class ImageResponse(TypedDict):
    """An image of the gallery; `is_favorite` is anybody's star.

    `number` counts the images up to it that the viewer may see; null where it was not counted.
    """

    # No model, as the other responses are: to check what was just read took half the time of a page of the gallery.

    id: str
    session_id: str
    prompt: str
    image_url: str
    display_url: str
    thumbnail_url: str
    provider: str
    provider_title: str
    status: str
    created_at: datetime
    is_favorite: bool
    tags: list[str]
    type: str
    style: str | None
    chosen_style: str | None
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


class ImagePageResponse(TypedDict):
    """A page of the gallery; `next` is what `before` is to be for the page after it."""

    status: str
    images: list[ImageResponse]
    count: int
    total: int
    total_is_more: bool
    next: str | None


class ImageDetailsResponse(ImageResponse):
    """An image, also under `image`; `status` is the response's, `starred` the viewer's own star."""

    starred: bool
    image: ImageResponse


#: How many cells stand in a row where only one thing differs.
MOST_ACROSS = 4


class CellResponse(BaseModel):
    """A request's place in a comparison: of which batch, which number, how many stand in a row, and its label."""

    batch_id: str
    number: int
    across: int
    label: str


class RequestResponse(BaseModel):
    """A request; `cell` is its place, where it is part of a comparison."""

    request_id: str
    user_id: str
    prompt: str
    type: str
    style: str | None
    width: int
    height: int
    seed: int | None
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
    cell: CellResponse | None


class RequestDetailsResponse(RequestResponse, SuccessResponse):
    """A request."""


OfRequest = TypeVar("OfRequest", bound=RequestResponse)


class RequestListResponse(SuccessResponse):
    """A session's requests that have not ended."""

    requests: list[RequestResponse]
    count: int


class QueuedResponse(SuccessResponse):
    """A request that was queued."""

    request_id: str
    request_ids: list[str]
    message: str = "Image generation request queued"
    request_status: str
    place: int
    notes: list[str]


class GeneratedResponse(SuccessResponse):
    """An image that its caller has waited for."""

    image_id: str
    image_url: str
    generation_time: float
    provider: str
    request_id: str
    notes: list[str]


class ProviderResponse(BaseModel):
    """A provider's state; `reason` says why it is not available, `models` can be asked for in its name's place."""

    name: str
    title: str
    configured: bool
    available: bool
    default: bool
    reason: str | None
    warnings: list[str]
    abilities: str
    models: list[str]


def json_response(body: BaseModel | ImageDetailsResponse | ImagePageResponse) -> Response:
    """Return a body as a JSON response; FastAPI's own way would check and copy it once more."""
    return json_bytes_response(to_json(body))


def json_bytes_response(body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """Return a body that is JSON already as a response."""
    return Response(body, headers=headers, media_type="application/json")


def image_response(state: WebState, base: str, image: Image, actor: Actor, number: int | None = None) -> ImageResponse:
    """Return an image as the viewer may see it, with links below `base`."""
    cdn = state.options.cdn_base_url
    base = cdn if cdn and image.visibility == PUBLIC else base
    link = state.signed_urls.to(image)
    return ImageResponse(
        id=image.id,
        session_id=image.session_id,
        prompt=image.prompt,
        image_url=link.at(base, PICTURE),
        display_url=link.at(base, DISPLAY),
        thumbnail_url=link.at(base, THUMBNAIL),
        provider=image.provider,
        provider_title=provider_title(image.provider),
        status=image.status,
        created_at=image.created_at,
        is_favorite=image.is_favorite,
        tags=list(image.tag_names) if image.tags else [],
        type=image.type,
        style=image.style,
        chosen_style=chosen_style(image),
        seed=image.seed,
        model=image.model,
        width=image.width,
        height=image.height,
        alt_text=spoken_alt_text(image) if image.alt_text else None,
        enhanced_prompt=image.enhanced_prompt,
        negative_prompt=image.negative_prompt,
        user_id=image.user_id,
        user_name=image.user_name,
        generation_time=image.generation_time,
        request_id=image.request_id,
        parent_id=image.parent_for(sees_secrets=actor.sees_secrets),
        visibility=image.visibility,
        number=number,
        placeholder=image.placeholder and f"data:image/webp;base64,{image.placeholder}",
        may_change=state.services.access.can_edit(actor, image.user_id),
        may_delete=state.services.access.can_remove(actor, image.user_id),
    )


def elsewhere(viewer: Actor) -> Actor:
    """Return who looks at a picture of another session: it is starred, tagged and deleted there, not from here."""
    return replace(viewer, role=OBSERVER, ended=True)


async def request_response(
    model: type[OfRequest], state: WebState, request: Request, order: tuple[str, ...]
) -> OfRequest:
    """Return a request as `model`; `order` are the ids of the queued requests, the next one first."""
    images = await state.services.gallery.unchecked_of_request(request.id) if request.result_image_id else ()
    return model(
        request_id=request.id,
        user_id=request.user_id,
        prompt=request.prompt,
        type=request.type,
        style=request.params.style,
        width=request.params.width,
        height=request.params.height,
        seed=request.params.seed,
        priority=request.params.priority,
        request_status=request.status,
        image_id=request.result_image_id,
        images=[image.id for image in images],
        error=said(request.error_message) if request.error_message else None,
        code=request.error_code,
        notes=[said(note) for note in request.notes],
        place=order.index(request.id) if request.id in order else 0,
        created_at=request.created_at,
        started_at=request.started_at,
        completed_at=request.completed_at,
        cell=_cell(request, await state.services.requests.batch_of(request)),
    )


def _cell(request: Request, batch: Sequence[Request]) -> CellResponse | None:
    """Return a request's place in what its batch compares; None where that is nothing."""
    axes = axes_of(batch)
    if axes is None:
        return None
    number = [each.id for each in batch].index(request.id) + 1
    across = len(axes.labels()[0]) if axes.is_matrix else min(len(batch), MOST_ACROSS)
    return CellResponse(
        batch_id=request.batch_id or request.id, number=number, across=across, label=axes.label(request.params)
    )


def provider_response(status: ProviderStatus) -> ProviderResponse:
    """Return a provider's state."""
    return ProviderResponse(
        name=status.name,
        title=status.title,
        configured=status.configured,
        available=status.available,
        default=status.default,
        reason=said(status.reason) if status.reason else None,
        warnings=[said(warning) for warning in status.warnings],
        abilities=status.abilities,
        models=[each.reference for each in status.models],
    )
