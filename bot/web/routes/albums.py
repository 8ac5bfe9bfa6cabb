"""Albums: made, filled, captioned and ordered, and shown to each as far as they may see."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from bot.web.auth import CallerCredentials, ImageId, UserId, Viewer, base_url
from bot.web.errors import COMMON
from bot.web.schemas.requests import UserBody
from bot.web.schemas.responses import ImageResponse, SuccessResponse, elsewhere, image_response, json_response
from bot.web.state import State
from generation.campaigns.albums import MOST_PICTURES
from generation.campaigns.words import LONGEST_CAPTION, LONGEST_NAME
from storage.albums import Album

router = APIRouter(prefix="/api/session/{session_id}/albums", tags=["albums"])

AlbumId = Annotated[str, Path(min_length=1, max_length=64)]
Name = Annotated[str, Field(min_length=1, max_length=2 * LONGEST_NAME)]
Caption = Annotated[str, Field(max_length=2 * LONGEST_CAPTION)]


class NewAlbumBody(UserBody):
    """A new album: of the session, or of its campaign."""

    name: Name
    scope: Literal["session", "campaign"] = "session"


class AlbumNameBody(UserBody):
    """What an album is to be called."""

    name: Name


class PictureBody(UserBody):
    """A picture for an album, and a line about it."""

    image_id: Annotated[str, Field(min_length=1, max_length=64)]
    caption: Caption = ""


class CaptionBody(UserBody):
    """A line about a picture."""

    caption: Caption


class OrderBody(UserBody):
    """An album's pictures in the order that they are to have."""

    image_ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=MOST_PICTURES)]


class AlbumResponse(SuccessResponse):
    """An album."""

    album_id: str
    name: str
    scope: str
    created_by: str


class ListedAlbumResponse(BaseModel):
    """An album in a list, and how many of its pictures the viewer sees."""

    album_id: str
    name: str
    scope: str
    images: int
    cover_id: str | None


class AlbumsResponse(SuccessResponse):
    """The albums of a session and of its campaign."""

    albums: list[ListedAlbumResponse]


class AlbumPictureResponse(BaseModel):
    """A picture of an album: what is said of it there, who has added it, and whether the viewer may change that."""

    image: ImageResponse
    caption: str
    added_by: str
    may_edit: bool


class AlbumPicturesResponse(AlbumResponse):
    """An album with what the viewer sees of it, in its order."""

    pictures: list[AlbumPictureResponse]


class AddedResponse(SuccessResponse):
    """Whether a picture was added, or was there already."""

    added: bool


@router.get("", response_model=AlbumsResponse, responses=COMMON)
async def albums(state: State, actor: Viewer) -> Response:
    """List the albums of the session and of its campaign."""
    listed = [
        ListedAlbumResponse(
            album_id=each.album.id,
            name=each.album.name,
            scope=each.album.scope,
            images=each.pictures,
            cover_id=each.cover_id,
        )
        for each in await state.services.albums.all(actor)
    ]
    return json_response(AlbumsResponse(albums=listed))


@router.post("", response_model=AlbumResponse, responses=COMMON)
async def create(state: State, caller: CallerCredentials, body: NewAlbumBody) -> Response:
    """Make an album."""
    made = await state.services.albums.create(await caller.actor_for(body.user_id), body.name, body.scope)
    return json_response(_album(made))


@router.get("/{album_id}", response_model=AlbumPicturesResponse, responses=COMMON)
async def show(request: Request, state: State, actor: Viewer, album_id: AlbumId) -> Response:
    """Return an album with what the viewer sees of it."""
    album, base = await state.services.albums.get(album_id, actor), base_url(request, state)
    pictures = [
        AlbumPictureResponse(
            image=image_response(
                state, base, each.image, actor if each.image.session_id == actor.session_id else elsewhere(actor)
            ),
            caption=each.caption,
            added_by=each.added_by,
            may_edit=each.may_edit,
        )
        for each in await state.services.albums.pictures(actor, album_id)
    ]
    return json_response(AlbumPicturesResponse(**_album(album).model_dump(), pictures=pictures))


@router.put("/{album_id}", response_model=AlbumResponse, responses=COMMON)
async def rename(state: State, caller: CallerCredentials, album_id: AlbumId, body: AlbumNameBody) -> Response:
    """Call an album something else; whoever made it or a GM does."""
    renamed = await state.services.albums.rename(await caller.actor_for(body.user_id), album_id, body.name)
    return json_response(_album(renamed))


@router.delete("/{album_id}", response_model=AlbumResponse, responses=COMMON)
async def delete(state: State, caller: CallerCredentials, album_id: AlbumId, user_id: UserId = None) -> Response:
    """Delete an album, not its pictures; whoever made it or a GM does."""
    return json_response(_album(await state.services.albums.delete(await caller.actor_for(user_id), album_id)))


@router.post("/{album_id}/pictures", response_model=AddedResponse, responses=COMMON)
async def add(state: State, caller: CallerCredentials, album_id: AlbumId, body: PictureBody) -> Response:
    """Put a picture at an album's end."""
    actor = await caller.actor_for(body.user_id)
    added = await state.services.albums.add(actor, album_id, body.image_id, body.caption)
    return json_response(AddedResponse(added=added))


@router.put("/{album_id}/pictures/{image_id}", response_model=SuccessResponse, responses=COMMON)
async def caption(
    state: State, caller: CallerCredentials, album_id: AlbumId, image_id: ImageId, body: CaptionBody
) -> Response:
    """Say something of a picture; whoever added it or a GM does."""
    actor = await caller.actor_for(body.user_id)
    await state.services.albums.caption(actor, album_id, image_id, body.caption)
    return json_response(SuccessResponse())


@router.delete("/{album_id}/pictures/{image_id}", response_model=SuccessResponse, responses=COMMON)
async def remove(
    state: State, caller: CallerCredentials, album_id: AlbumId, image_id: ImageId, user_id: UserId = None
) -> Response:
    """Take a picture out of an album; whoever added it or a GM does."""
    await state.services.albums.remove(await caller.actor_for(user_id), album_id, image_id)
    return json_response(SuccessResponse())


@router.put("/{album_id}/order", response_model=SuccessResponse, responses=COMMON)
async def order(state: State, caller: CallerCredentials, album_id: AlbumId, body: OrderBody) -> Response:
    """Have an album's pictures stand in this order."""
    await state.services.albums.order(await caller.actor_for(body.user_id), album_id, body.image_ids)
    return json_response(SuccessResponse())


def _album(album: Album) -> AlbumResponse:
    return AlbumResponse(album_id=album.id, name=album.name, scope=album.scope, created_by=album.created_by)
