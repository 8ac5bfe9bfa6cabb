"""Edits of an image: what there is, previews, saved edits, changes by a provider, and the versions of an image."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel

from bot.web.auth import CallerCredentials, ImageId, Viewer, base_url
from bot.web.errors import COMMON
from bot.web.routes.requests import queue_response
from bot.web.schemas.editing import ChangeBody, EditBody
from bot.web.schemas.responses import ImageResponse, QueuedResponse, SuccessResponse, image_response, json_response
from bot.web.state import State
from generation.editing.changes import KINDS
from generation.editing.grades import GRADES, LUMA, MIDDLE, WARMTH, Matrix
from generation.editing.pixel_edits import FRAMES, LONGEST_CAPTION, RATIOS
from generation.editing.views import VIEWS
from generation.i18n import _

router = APIRouter(prefix="/api/session/{session_id}", tags=["editing"])

_JPEG: dict[int | str, dict[str, Any]] = COMMON | {
    200: {"content": {"image/jpeg": {}}, "description": "What the edits would make of the image, small"}
}


class Named(BaseModel):
    """A thing that can be chosen: what is sent, and what it is called."""

    name: str
    title: str


class GradeChoice(Named):
    """A filter, and the matrix that it multiplies colours by: three rows of four (see `docs/api.md`)."""

    matrix: Matrix


class EditingResponse(SuccessResponse):
    """What edits there are, and the numbers by which a client can preview them itself."""

    ratios: list[str]
    grades: list[GradeChoice]
    frames: list[Named]
    views: list[Named]
    kinds: list[Named]
    longest_caption: int
    luma: tuple[float, float, float]
    middle: float
    warmth: float


class Version(BaseModel):
    """An image of a history, and how it came of its parent."""

    image: ImageResponse
    done: str


class VersionsResponse(SuccessResponse):
    """The versions of an image, oldest first, the place of the one asked for, and what can be done to it here."""

    versions: list[Version]
    at: int
    can_do: list[str]


@router.get("/editing", response_model=EditingResponse, responses=COMMON)
async def editing(_state: State, _actor: Viewer) -> Response:
    """List the edits that there are."""
    return json_response(
        EditingResponse(
            ratios=list(RATIOS),
            grades=[
                GradeChoice(name=name, title=_(grade.title), matrix=grade.matrix) for name, grade in GRADES.items()
            ],
            frames=[Named(name=name, title=_(title)) for name, title in FRAMES.items()],
            views=[Named(name=name, title=_(view.title)) for name, view in VIEWS.items()],
            kinds=[Named(name=name, title=_(title)) for name, title in KINDS.items()],
            longest_caption=LONGEST_CAPTION,
            luma=LUMA,
            middle=MIDDLE,
            warmth=WARMTH,
        )
    )


@router.post("/image/{image_id}/edit/preview", responses=_JPEG, response_class=Response)
async def preview(state: State, caller: CallerCredentials, image_id: ImageId, body: EditBody) -> Response:
    """Return what edits of the pixels would make of an image, as a small JPEG; nothing is stored."""
    actor = await caller.actor_for(body.user_id)
    shown = await state.services.editing.preview(image_id, body.to_edits(), actor)
    headers = {"Cache-Control": "no-store", "X-Image-Size": f"{shown.width}x{shown.height}"}
    return Response(shown.data, media_type="image/jpeg", headers=headers)


@router.post("/image/{image_id}/edit", response_model=QueuedResponse, responses=COMMON)
async def edit(
    state: State,
    caller: CallerCredentials,
    image_id: ImageId,
    body: EditBody,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> Response:
    """Make a new image by edits of the pixels; it calls no provider and counts against no limit."""
    context = await caller.context_for(body.user_id)
    params = await state.services.editing.pixel_params(image_id, body.to_edits(), context)
    return await queue_response(state, context, params, key=idempotency_key)


@router.post("/image/{image_id}/change", response_model=QueuedResponse, responses=COMMON)
async def change(
    state: State,
    caller: CallerCredentials,
    image_id: ImageId,
    body: ChangeBody,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> Response:
    """Have a provider change an image: by words, for a region, beyond its edges, or as another view."""
    context = await caller.context_for(body.user_id)
    params, notes = await state.services.editing.change_params(image_id, await body.to_change(), context)
    return await queue_response(state, context, params, notes=notes, key=idempotency_key)


@router.get("/image/{image_id}/versions", response_model=VersionsResponse, responses=COMMON)
async def versions(request: Request, state: State, actor: Viewer, image_id: ImageId) -> Response:
    """List an image with all that it comes of and that came of the same."""
    service, base = state.services.editing, base_url(request, state)
    family = await service.family(image_id, actor)
    listed = [
        Version(image=image_response(state, base, image, actor), done=await service.what_was_done(image))
        for image in family.images
    ]
    return json_response(
        VersionsResponse(versions=listed, at=family.at, can_do=list(await service.can_do(family.image)))
    )
