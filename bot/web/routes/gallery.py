"""The gallery: pages, details, stars, tags, deletion, and what a filter can be set to."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from bot.web.answers import Answer, ImageDetails, ImagesListed, json_answer, show_image
from bot.web.bodies import Starring, Tagging
from bot.web.door import AtDoor, ImageId, Visitor, base_of
from bot.web.errors import COMMON
from bot.web.house import Here
from generation.shown import parse_shown
from storage.shown import Choice, Shown

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])

#: Beyond every place that a gallery can have; SQLite and JavaScript both have room for it.
FARTHEST = 2**53 - 1
Word = Annotated[str | None, Query(max_length=100)]


async def _shown(  # every filter is an option of its own
    favorites: bool = False,  # noqa: FBT001, FBT002  # FastAPI reads it from the query
    type: Word = None,  # noqa: A002  # its name in the query
    style: Word = None,
    tag: Word = None,
    q: Word = None,
    by: Annotated[Word, Query(description="Whose pictures: a user's id")] = None,
) -> Shown:
    return parse_shown(favorites=favorites, type_=type, style=style, tag=tag, search=q, member=by)


#: The filters of a gallery, from the query.
Filtered = Annotated[Shown, Depends(_shown)]


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
    """A value that pictures have, and how many."""

    value: str
    images: int


class Facets(Answer):
    """What pictures of a session can be found by, the most used first, 25 at most of each."""

    members: list[Facet]
    types: list[Facet]
    styles: list[Facet]
    tags: list[Facet]


@router.get("/images", response_model=ImagesListed, responses=COMMON)
async def images(
    request: Request,
    house: Here,
    by: Visitor,
    shown: Filtered,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    before: Annotated[int | None, Query(ge=0, le=FARTHEST)] = None,
) -> Response:
    """List pictures, newest first; `before` is the `next` of the page before."""
    page = await house.services.gallery.page(by, shown, before=before, most=limit)
    base = base_of(request, house)
    listed = [show_image(house, base, image, by) for image in page.images]
    more = len(listed) == limit and (page.capped or page.before + limit < page.total)
    return json_answer(
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
async def image_details(request: Request, house: Here, by: Visitor, image_id: ImageId) -> Response:
    """Tell all of a picture."""
    image = await house.services.gallery.image(image_id, by)
    shown = show_image(house, base_of(request, house), image, by)
    starred = by.user_id in await house.services.gallery.stars(image.id)
    details: ImageDetails = {**shown, "status": "success", "starred": starred, "image": shown}
    return json_answer(details)


@router.post("/image/{image_id}/favorite", response_model=Starred, responses=COMMON)
async def favorite(house: Here, at_door: AtDoor, image_id: ImageId, body: Starring) -> Response:
    """Give or take the viewer's star."""
    by = await at_door.enter_as(body.user_id)
    image = await house.services.gallery.favorite(image_id, by, starred=body.is_favorite)
    return json_answer(Starred(image_id=image.id, is_favorite=image.is_favorite, starred=body.is_favorite))


@router.put("/image/{image_id}/tags", response_model=Tagged, responses=COMMON)
async def tags(house: Here, at_door: AtDoor, image_id: ImageId, body: Tagging) -> Response:
    """Give a picture these tags in place of those it has."""
    by = await at_door.enter_as(body.user_id)
    return json_answer(
        Tagged(image_id=image_id, tags=list(await house.services.gallery.set_tags(image_id, by, body.tags)))
    )


@router.delete("/image/{image_id}", response_model=Deleted, responses=COMMON)
async def delete(house: Here, by: Visitor, image_id: ImageId) -> Response:
    """Delete a picture for good."""
    return json_answer(Deleted(image_id=(await house.services.gallery.delete(image_id, by)).id))


@router.get("/facets", response_model=Facets, responses=COMMON)
async def facets(house: Here, by: Visitor) -> Response:
    """List what filters can be set to."""
    gallery = house.services.gallery
    return json_answer(
        Facets(
            members=_listed(await gallery.members(by)),
            types=_listed(await gallery.types(by)),
            styles=_listed(await gallery.styles(by)),
            tags=_listed(await gallery.tags(by)),
        )
    )


def _listed(choices: tuple[Choice, ...]) -> list[Facet]:
    return [Facet(value=choice.value, images=choice.images) for choice in choices]
