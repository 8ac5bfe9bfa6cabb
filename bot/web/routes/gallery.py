"""The gallery: pages, details, stars, tags, deletion, and the values of its filters."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import to_json

from bot.web.auth import CallerCredentials, ImageId, SessionId, UserId, Viewer, base_url, credentials
from bot.web.compression import COMPRESSED, PLAIN, compress, takes_gzip
from bot.web.errors import COMMON
from bot.web.gallery_orders import POSITION, Order, list_images, read_position
from bot.web.schemas.query import query_parameters, read_query
from bot.web.schemas.requests import FavoriteBody, TagsBody
from bot.web.schemas.responses import (
    ImageDetailsResponse,
    ImagePageResponse,
    SuccessResponse,
    elsewhere,
    image_response,
    json_bytes_response,
    json_response,
)
from bot.web.state import State, WebState
from generation.gallery.filters import parse_filter
from generation.gallery.scopes import SessionScope
from generation.i18n import spoken
from generation.sessions.permissions import Actor
from storage.gallery_filters import Choice, GalleryFilter
from storage.gallery_orders import Rank

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])

#: How hard a page is compressed, of 9: 100 pictures are 160 KB, and 3 ms of work.
_LEVEL = 5

Word = Annotated[str | None, Field(max_length=100)]


class Filter(BaseModel):
    """The viewer, and the filter of a gallery."""

    model_config = ConfigDict(frozen=True)

    user_id: Annotated[str | None, Field(min_length=1, max_length=64)] = None
    favorites: bool = False
    type: Word = None
    style: Word = None
    tag: Word = None
    q: Word = None
    by: Annotated[Word, Field(description="Whose pictures: a user's id")] = None

    @property
    def shown(self) -> GalleryFilter:
        """Return the filter as the gallery knows it.

        Raises:
            RefusedError: the tag cannot be one.

        """
        return parse_filter(
            favorites=self.favorites, type_=self.type, style=self.style, tag=self.tag, search=self.q, member=self.by
        )


class PageQuery(Filter):
    """A page of images; `before` is the `next` of the page before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    before: Annotated[str | None, Field(pattern=POSITION)] = None
    sort: Annotated[Order, Field(description="Newest first, oldest first, or those with the most stars first")] = (
        "newest"
    )
    at: Annotated[
        AwareDatetime | None,
        Field(
            description="Where the first page begins: with what was painted until then, or, oldest first, from then on"
        ),
    ] = None


class FavoriteResponse(SuccessResponse):
    """An image's star: anybody's (`is_favorite`), and the viewer's own."""

    image_id: str
    is_favorite: bool
    starred: bool


class TagsResponse(SuccessResponse):
    """An image's tags as they are stored."""

    image_id: str
    tags: list[str]


class DeleteResponse(SuccessResponse):
    """An image that was deleted."""

    image_id: str


class FacetValue(BaseModel):
    """A value, how many images have it, and, where it is a member's id, the member's name."""

    value: str
    images: int
    name: str | None


class FacetsResponse(SuccessResponse):
    """The values of a session's filters, the most used first, 25 at most of each."""

    members: list[FacetValue]
    types: list[FacetValue]
    styles: list[FacetValue]
    tags: list[FacetValue]


@router.get("/images", response_model=ImagePageResponse, responses=COMMON, openapi_extra=query_parameters(PageQuery))
async def images(request: Request, session_id: SessionId) -> Response:
    """List images, newest first or as `sort` says; `before` is the `next` of the page before."""
    query = read_query(request, PageQuery)
    state: WebState = request.app.state.state
    actor = await (await credentials(request, state, session_id)).actor_for(query.user_id)
    base = base_url(request, state)
    # Before the page is loaded for all who ask: a refusal is this caller's alone, in their language.
    shown = query.shown
    begin = read_position(SessionScope(state.services.gallery, actor), query.sort, query.before)
    compressed = takes_gzip(request)

    async def load() -> bytes:
        page = await _page_json(state, base, actor, query, shown, begin)
        return await asyncio.to_thread(compress, page, _LEVEL) if compressed else page

    page = await state.page_cache.get((actor, base, query, spoken(), compressed), load)
    return json_bytes_response(page, COMPRESSED if compressed else PLAIN)


async def _page_json(
    state: WebState, base: str, actor: Actor, query: PageQuery, shown: GalleryFilter, begin: Rank | None
) -> bytes:
    gallery = state.services.gallery
    page = await list_images(
        SessionScope(gallery, actor), shown, query.sort, begin=begin, at=query.at, most=query.limit
    )
    numbers = page.numbers or await gallery.numbers(actor, page.images)
    listed = [image_response(state, base, image, actor, numbers[image.id]) for image in page.images]
    return to_json(
        ImagePageResponse(
            status="success",
            images=listed,
            count=len(listed),
            total=page.total,
            total_is_more=page.capped,
            next=page.next,
        )
    )


@router.get("/image/{image_id}", response_model=ImageDetailsResponse, responses=COMMON)
async def image_details(request: Request, state: State, actor: Viewer, image_id: ImageId) -> Response:
    """Return all of an image, of this session or of another one of its campaign."""
    image, viewer = await state.services.campaigns.image(image_id, actor)
    numbers = await state.services.gallery.numbers(viewer, [image])
    shown_to = actor if viewer is actor else elsewhere(viewer)
    shown = image_response(state, base_url(request, state), image, shown_to, numbers[image.id])
    starred = actor.user_id in await state.services.gallery.unchecked_stars(image.id)
    details: ImageDetailsResponse = {**shown, "status": "success", "starred": starred, "image": shown}
    return json_response(details)


@router.post("/image/{image_id}/favorite", response_model=FavoriteResponse, responses=COMMON)
async def favorite(state: State, caller: CallerCredentials, image_id: ImageId, body: FavoriteBody) -> Response:
    """Set or take the viewer's star."""
    context = await caller.context_for(body.user_id)
    image = await state.services.gallery.favorite(image_id, context, starred=body.is_favorite)
    return json_response(FavoriteResponse(image_id=image.id, is_favorite=image.is_favorite, starred=body.is_favorite))


@router.put("/image/{image_id}/tags", response_model=TagsResponse, responses=COMMON)
async def tags(state: State, caller: CallerCredentials, image_id: ImageId, body: TagsBody) -> Response:
    """Replace an image's tags."""
    actor = await caller.actor_for(body.user_id)
    return json_response(
        TagsResponse(image_id=image_id, tags=list(await state.services.gallery.set_tags(image_id, actor, body.tags)))
    )


@router.delete("/image/{image_id}", response_model=DeleteResponse, responses=COMMON)
async def delete(state: State, caller: CallerCredentials, image_id: ImageId, user_id: UserId = None) -> Response:
    """Delete an image for good."""
    gallery, actor = state.services.gallery, await caller.actor_for(user_id)
    if (await gallery.image(image_id, actor)).user_id != actor.user_id or actor.ended:
        # A GM's act, which cannot be taken back.
        actor = await caller.actor_now(user_id)
    return json_response(DeleteResponse(image_id=(await gallery.delete(image_id, actor)).id))


@router.get("/facets", response_model=FacetsResponse, responses=COMMON)
async def facets(state: State, actor: Viewer) -> Response:
    """List the values of the filters."""
    gallery = state.services.gallery
    return json_response(
        FacetsResponse(
            members=_facet_values(await gallery.members(actor)),
            types=_facet_values(await gallery.types(actor)),
            styles=_facet_values(await gallery.styles(actor)),
            tags=_facet_values(await gallery.tags(actor)),
        )
    )


def _facet_values(choices: tuple[Choice, ...]) -> list[FacetValue]:
    return [FacetValue(value=choice.value, images=choice.images, name=choice.name) for choice in choices]
