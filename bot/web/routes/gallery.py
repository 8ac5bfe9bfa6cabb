"""The gallery: pages, details, stars, tags, deletion, and what a filter can be set to."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from bot.web.auth import CallerCredentials, ImageId, SessionId, Visitor, base_of, credentials
from bot.web.errors import COMMON
from bot.web.schemas.query import documented_query, read_query
from bot.web.schemas.requests import Starring, Tagging
from bot.web.schemas.responses import Answer, ImageDetails, ImagesListed, json_answer, json_bytes, show_image
from bot.web.state import State, WebState
from generation.gallery.filters import parse_shown
from generation.sessions.permissions import Actor
from storage.gallery_filters import Choice, Shown

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])

#: Beyond every place that a gallery can have; SQLite and JavaScript both have room for it.
FARTHEST = 2**53 - 1
Word = Annotated[str | None, Field(max_length=100)]


class Filter(BaseModel):
    """Who looks, and which pictures are wanted."""

    model_config = ConfigDict(frozen=True)

    user_id: Annotated[str | None, Field(min_length=1, max_length=64)] = None
    favorites: bool = False
    type: Word = None
    style: Word = None
    tag: Word = None
    q: Word = None
    by: Annotated[Word, Field(description="Whose pictures: a user's id")] = None

    @property
    def shown(self) -> Shown:
        """Return the filter as the gallery knows it.

        Raises:
            RefusedError: the tag cannot be one.

        """
        return parse_shown(
            favorites=self.favorites, type_=self.type, style=self.style, tag=self.tag, search=self.q, member=self.by
        )


class PageWanted(Filter):
    """A page of pictures, newest first; `before` is the `next` of the page before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    before: Annotated[int | None, Field(ge=0, le=FARTHEST)] = None


class Starred(Answer):
    """A picture's star: anybody's (`is_favorite`), and the viewer's own."""

    image_id: str
    is_favorite: bool
    starred: bool


class Tagged(Answer):
    """A picture's tags as they are stored."""

    image_id: str
    tags: list[str]


class Deleted(Answer):
    """A picture that is gone."""

    image_id: str


class Facet(BaseModel):
    """A value that pictures have, how many, and what a member is called whose id it is."""

    value: str
    images: int
    name: str | None


class Facets(Answer):
    """What pictures of a session can be found by, the most used first, 25 at most of each."""

    members: list[Facet]
    types: list[Facet]
    styles: list[Facet]
    tags: list[Facet]


@router.get("/images", response_model=ImagesListed, responses=COMMON, openapi_extra=documented_query(PageWanted))
async def images(request: Request, session_id: SessionId) -> Response:
    """List pictures, newest first; `before` is the `next` of the page before."""
    wanted = read_query(request, PageWanted)
    state: WebState = request.app.state.state
    actor = await (await credentials(request, state, session_id)).enter_as(wanted.user_id)
    base = base_of(request, state)
    return json_bytes(
        await state.page_cache.get((actor, base, wanted), lambda: _listed_page(state, base, actor, wanted))
    )


async def _listed_page(state: WebState, base: str, actor: Actor, wanted: PageWanted) -> bytes:
    page = await state.services.gallery.page(actor, wanted.shown, before=wanted.before, most=wanted.limit)
    listed = [show_image(state, base, image, actor) for image in page.images]
    more = len(listed) == wanted.limit and (page.capped or page.before + wanted.limit < page.total)
    return to_json(
        ImagesListed(
            status="success",
            images=listed,
            count=len(listed),
            total=page.total,
            total_is_more=page.capped,
            next=page.images[-1].seq if more else None,
        )
    )


@router.get("/image/{image_id}", response_model=ImageDetails, responses=COMMON)
async def image_details(request: Request, state: State, actor: Visitor, image_id: ImageId) -> Response:
    """Tell all of a picture."""
    image = await state.services.gallery.image(image_id, actor)
    shown = show_image(state, base_of(request, state), image, actor)
    starred = actor.user_id in await state.services.gallery.stars(image.id)
    details: ImageDetails = {**shown, "status": "success", "starred": starred, "image": shown}
    return json_answer(details)


@router.post("/image/{image_id}/favorite", response_model=Starred, responses=COMMON)
async def favorite(state: State, caller: CallerCredentials, image_id: ImageId, body: Starring) -> Response:
    """Give or take the viewer's star."""
    actor = await caller.enter_as(body.user_id)
    image = await state.services.gallery.favorite(image_id, actor, starred=body.is_favorite)
    return json_answer(Starred(image_id=image.id, is_favorite=image.is_favorite, starred=body.is_favorite))


@router.put("/image/{image_id}/tags", response_model=Tagged, responses=COMMON)
async def tags(state: State, caller: CallerCredentials, image_id: ImageId, body: Tagging) -> Response:
    """Give a picture these tags in place of those it has."""
    actor = await caller.enter_as(body.user_id)
    return json_answer(
        Tagged(image_id=image_id, tags=list(await state.services.gallery.set_tags(image_id, actor, body.tags)))
    )


@router.delete("/image/{image_id}", response_model=Deleted, responses=COMMON)
async def delete(state: State, actor: Visitor, image_id: ImageId) -> Response:
    """Delete a picture for good."""
    return json_answer(Deleted(image_id=(await state.services.gallery.delete(image_id, actor)).id))


@router.get("/facets", response_model=Facets, responses=COMMON)
async def facets(state: State, actor: Visitor) -> Response:
    """List what filters can be set to."""
    gallery = state.services.gallery
    return json_answer(
        Facets(
            members=_listed(await gallery.members(actor)),
            types=_listed(await gallery.types(actor)),
            styles=_listed(await gallery.styles(actor)),
            tags=_listed(await gallery.tags(actor)),
        )
    )


def _listed(choices: tuple[Choice, ...]) -> list[Facet]:
    return [Facet(value=choice.value, images=choice.images, name=choice.name) for choice in choices]
