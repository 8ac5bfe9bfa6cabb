"""Campaigns: which sessions share, and the gallery of all that the viewer may see."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from bot.web.auth import CallerCredentials, SessionId, Viewer, base_url, credentials
from bot.web.errors import COMMON
from bot.web.gallery_orders import list_images, read_position
from bot.web.routes.gallery import FacetsResponse, FacetValue, PageQuery
from bot.web.schemas.query import query_parameters, read_query
from bot.web.schemas.requests import UserBody
from bot.web.schemas.responses import ImagePageResponse, SuccessResponse, elsewhere, image_response, json_response
from bot.web.state import State
from generation.campaigns.campaigns import LONGEST_NAME
from storage.gallery_filters import Choice

router = APIRouter(prefix="/api/session/{session_id}/campaign", tags=["campaigns"])


class NameBody(UserBody):
    """What a campaign is to be called."""

    name: Annotated[str, Field(min_length=1, max_length=2 * LONGEST_NAME)]


class CodeBody(UserBody):
    """The code of a campaign."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


class SharedSessionResponse(BaseModel):
    """A session of the campaign, and how many pictures the viewer sees there."""

    session_id: str
    name: str
    images: int


class CampaignResponse(SuccessResponse):
    """A campaign with the sessions that the viewer may see; code, lines and veils are for who leads alone."""

    name: str
    sessions: list[SharedSessionResponse]
    code: str | None
    lines: list[str]
    veils: list[str]


class CodeResponse(SuccessResponse):
    """A campaign by its name, with the code that lets sessions in where it is the caller's to give."""

    name: str
    code: str | None = None


@router.get("", response_model=CampaignResponse, responses=COMMON)
async def info(state: State, actor: Viewer) -> Response:
    """Return the campaign that the session is in."""
    found = await state.services.campaigns.info(actor)
    sessions = [
        SharedSessionResponse(session_id=each.session.id, name=each.session.name, images=each.images)
        for each in found.sessions
    ]
    return json_response(
        CampaignResponse(
            name=found.name,
            sessions=sessions,
            code=found.join_code,
            lines=list(found.lines),
            veils=list(found.veils),
        )
    )


@router.post("", response_model=CodeResponse, responses=COMMON)
async def create(state: State, caller: CallerCredentials, body: NameBody) -> Response:
    """Create a campaign with this session as its first; the GM does."""
    created = await state.services.campaigns.create(await caller.actor_now(body.user_id), body.name)
    return json_response(CodeResponse(name=created.name, code=created.join_code))


@router.post("/join", response_model=CodeResponse, responses=COMMON)
async def join(state: State, caller: CallerCredentials, body: CodeBody) -> Response:
    """Bring this session into a campaign by its code; the GM does."""
    joined = await state.services.campaigns.join(await caller.actor_now(body.user_id), body.code)
    return json_response(CodeResponse(name=joined.name))


@router.post("/leave", response_model=CodeResponse, responses=COMMON)
async def leave(state: State, caller: CallerCredentials, body: UserBody) -> Response:
    """Take this session out of its campaign; it takes nothing along. The GM does."""
    left = await state.services.campaigns.leave(await caller.actor_now(body.user_id))
    return json_response(CodeResponse(name=left.name))


@router.get(
    "/images",
    response_model=ImagePageResponse,
    responses=COMMON,
    openapi_extra=query_parameters(PageQuery),
)
async def images(request: Request, state: State, session_id: SessionId) -> Response:
    """List the images of all sessions that the viewer may see, newest first or as `sort` says."""
    query = read_query(request, PageQuery)
    actor = await (await credentials(request, state, session_id)).actor_for(query.user_id)
    scope = await state.services.campaigns.campaign_scope(actor)
    begin = read_position(scope, query.sort, query.before)
    page = await list_images(scope, query.shown, query.sort, begin=begin, at=query.at, most=query.limit)
    numbers = page.numbers or await scope.numbers(page.images)
    base = base_url(request, state)
    listed = [
        image_response(
            state, base, image, actor if image.session_id == session_id else elsewhere(actor), numbers[image.id]
        )
        for image in page.images
    ]
    return json_response(
        ImagePageResponse(
            status="success",
            images=listed,
            count=len(listed),
            total=page.total,
            total_is_more=page.capped,
            next=page.next,
        )
    )


@router.get("/facets", response_model=FacetsResponse, responses=COMMON)
async def facets(state: State, actor: Viewer) -> Response:
    """List the values of the filters, of all that the viewer may see."""
    scope = await state.services.campaigns.campaign_scope(actor)

    async def values(facet: Literal["user", "type", "style", "tag"]) -> list[FacetValue]:
        return [_facet_value(each) for each in await scope.choices(facet)]

    return json_response(
        FacetsResponse(
            members=await values("user"),
            types=await values("type"),
            styles=await values("style"),
            tags=await values("tag"),
        )
    )


def _facet_value(choice: Choice) -> FacetValue:
    return FacetValue(value=choice.value, images=choice.images, name=choice.name)
