"""`GET image-providers`, `styles` and their previews."""

import asyncio
from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from bot.web.auth import ImageId, Viewer, base_url
from bot.web.errors import COMMON
from bot.web.files import CacheableFile, file_response
from bot.web.schemas.responses import ProviderResponse, SuccessResponse, json_response, provider_response
from bot.web.state import State
from generation.errors import NotFoundError
from generation.i18n import _
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import PREVIEWS

router = APIRouter(prefix="/api/session/{session_id}", tags=["catalogue"])


class ProviderListResponse(SuccessResponse):
    """The names of the providers that are set up, the default one, and the state of each."""

    providers: list[str]
    default: str
    details: list[ProviderResponse]


class StyleResponse(BaseModel):
    """A style; `palette` is dark, mid, first and second light, accent."""

    id: str
    name: str
    description: str
    palette: list[str]
    preview_url: str | None


class StyleListResponse(SuccessResponse):
    """The styles of a session, its own ones first."""

    styles: list[StyleResponse]


@router.get("/image-providers", response_model=ProviderListResponse, responses=COMMON)
async def providers(state: State, actor: Viewer) -> Response:
    """List the providers that the session can ask."""
    asked = await state.services.guild_providers.of_session(actor.session_id)
    known = await state.services.health.all(asked)
    default = asked.default.name
    names = list(asked.names)
    return json_response(
        ProviderListResponse(providers=names, default=default, details=[provider_response(each) for each in known])
    )


@router.get("/styles", response_model=StyleListResponse, responses=COMMON)
async def styles(request: Request, state: State, actor: Viewer) -> Response:
    """List the styles that can be asked for."""
    base = f"{base_url(request, state)}/api/style"
    known = await state.services.styles.all(actor.session_id)
    return json_response(
        StyleListResponse(
            styles=[
                StyleResponse(
                    id=each.style.id,
                    name=_(each.style.name),
                    description=_(each.style.description),
                    palette=list(each.style.palette),
                    preview_url=f"{base}/{each.style.id}/preview" if each.style.id in all_styles() else None,
                )
                for each in known.values()
            ]
        )
    )


shipped = APIRouter(prefix="/api", tags=["catalogue"])


@shipped.get(
    "/style/{style_id}/preview",
    response_class=Response,
    responses=COMMON
    | {200: {"content": {"image/webp": {}}, "description": "The picture"}, 304: {"description": "Had"}},
)
async def preview(request: Request, style_id: ImageId) -> Response:
    """Return a small image in a shipped style; everybody may see it."""
    path = PREVIEWS / f"{style_id}.webp"
    # Asked of the list, not of the folder: no name leads out of it.
    if style_id not in all_styles() or not await asyncio.to_thread(path.is_file):
        raise NotFoundError(_("There is no such style, or no picture of it."))
    load = partial(asyncio.to_thread, path.read_bytes)
    modified = (await asyncio.to_thread(path.stat)).st_mtime_ns
    return await file_response(
        request, CacheableFile(f"{style_id}-{modified:x}", "image/webp", load, "public, max-age=86400")
    )
