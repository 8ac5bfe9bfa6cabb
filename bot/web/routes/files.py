"""Image files: for whoever is logged in, and for whoever has a signed link."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.web.auth import ImageId, SessionId, UserId, credentials
from bot.web.errors import COMMON, error_responses
from bot.web.files import ENDINGS, MEDIA_TYPES, CacheableFile, Format, convert_image, file_response
from bot.web.state import State, WebState
from generation.errors import NotFoundError
from generation.gallery.signed_urls import DISPLAY, PICTURE, THUMBNAIL, picture_path
from generation.i18n import _
from generation.sessions.permissions import GM, OBSERVER, Actor
from storage.blobs import LINK_SECONDS
from storage.errors import StorageError
from storage.params import PUBLIC, SECRET
from storage.records import Image

router = APIRouter(prefix="/api/session/{session_id}/image/{image_id}", tags=["images"])

_DAY = 86_400
_FILES: dict[int | str, dict[str, Any]] = COMMON | {
    200: {"content": {media: {} for media in MEDIA_TYPES.values()}, "description": "The picture"},
    206: {"content": {media: {} for media in MEDIA_TYPES.values()}, "description": "A part of it"},
    304: {"description": "The caller has it"},
    307: {"description": "A browser that is to show it finds it in the picture store"},
    **error_responses(416),
}


async def _visible_image(
    request: Request,
    state: State,
    session_id: SessionId,
    image_id: ImageId,
    user_id: UserId = None,
    expires: Annotated[int | None, Query(ge=0, lt=2**40)] = None,
    signature: Annotated[str | None, Query(max_length=64)] = None,
) -> tuple[Image, bool]:
    """Return the image that a signed link or a login lets see, and whether it is public."""
    gallery = state.services.gallery
    if expires is None or signature is None:
        caller = await credentials(request, state, session_id)
        image, _viewer = await state.services.campaigns.image(image_id, await caller.actor_for(user_id))
        return image, False
    visibility = state.signed_urls.visibility(picture_path(session_id, image_id), expires, signature)
    if visibility is None:
        raise NotFoundError(_("This link has expired. Reload the gallery."))
    actor = Actor(session_id, "", GM if visibility == SECRET else OBSERVER)
    return await gallery.image(image_id, actor), visibility == PUBLIC


VisibleImage = Annotated[tuple[Image, bool], Depends(_visible_image)]


@router.get("/picture", response_class=Response, responses=_FILES)
async def original(
    request: Request,
    state: State,
    seen: VisibleImage,
    format: Annotated[Format | None, Query()] = None,  # noqa: A002  # its name in the query
    download: Annotated[bool, Query()] = False,  # noqa: FBT002  # FastAPI reads it from the query
) -> Response:
    """Return the original file, or the image in another format."""
    image, is_public = seen
    if format is None and not download and (link := await _store_link(request, state, image, PICTURE)):
        return link
    ending = ENDINGS[format] if format else image.format or "png"
    unchanged = ending == image.format
    name = f"scene-{image.id[:8]}.{ending}"
    file = CacheableFile(
        image.sha256 or image.id if unchanged else f"{image.sha256 or image.id}-{ending}",
        MEDIA_TYPES[ending],
        partial(_load_original, state, image, None if unchanged else format),
        _cache_control(is_public=is_public),
        name if download else None,
    )
    return await file_response(request, file)


@router.get("/display", response_class=Response, responses=_FILES)
async def display(request: Request, state: State, seen: VisibleImage) -> Response:
    """Return a copy of at most 1024 pixels."""
    image, is_public = seen
    if link := await _store_link(request, state, image, DISPLAY):
        return link
    load = partial(_load, partial(state.services.gallery.display_copy, image))
    return await file_response(
        request, CacheableFile(f"{image.id}-{DISPLAY}", "image/jpeg", load, _cache_control(is_public=is_public))
    )


@router.get("/thumbnail", response_class=Response, responses=_FILES)
async def thumbnail(request: Request, state: State, seen: VisibleImage) -> Response:
    """Return a copy of at most 320 pixels."""
    image, is_public = seen
    if link := await _store_link(request, state, image, THUMBNAIL):
        return link
    load = partial(_load, partial(state.services.gallery.thumbnail, image))
    return await file_response(
        request, CacheableFile(f"{image.id}-{THUMBNAIL}", "image/jpeg", load, _cache_control(is_public=is_public))
    )


async def _store_link(request: Request, state: WebState, image: Image, size: str) -> Response | None:
    """Send a browser that is to show a picture to the store itself, where the operator wants that.

    Scripts, what scripts may look into, and downloads are served from here: the store names no file and allows no other
    site's script.
    """
    shows = request.headers.get("sec-fetch-dest") == "image" and request.headers.get("sec-fetch-mode") != "cors"
    if state.options.store_origin is None or not shows:
        return None
    link = await state.services.gallery.store_link(image, size)
    # Shorter than the link is good for, so that a browser never follows one that has ended. To a secret none is kept,
    # as it would show the picture to whoever sits there next.
    kept = f"private, max-age={LINK_SECONDS // 2}" if image.visibility == PUBLIC else "no-store"
    headers = {"Cache-Control": kept, "Vary": "Sec-Fetch-Dest, Sec-Fetch-Mode"}
    return RedirectResponse(link, 307, headers) if link else None


async def _load_original(state: WebState, image: Image, format_: Format | None) -> bytes:
    original = await _load(partial(state.services.gallery.original, image))
    return await convert_image(original, format_) if format_ else original


async def _load(load: Callable[[], Awaitable[bytes]]) -> bytes:
    """Load a file of the image store.

    Raises:
        NotFoundError: somebody has moved it away.

    """
    try:
        return await load()
    except StorageError:
        raise NotFoundError(_("The file of this picture is not in the store any more.")) from None


def _cache_control(*, is_public: bool) -> str:
    """Return Cache-Control: caches may keep what is public; for the rest the viewer's own browser asks again."""
    return f"public, max-age={_DAY}" if is_public else "private, no-cache"
