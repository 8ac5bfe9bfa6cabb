"""What a table can choose from: providers and styles."""

import asyncio
from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from bot.web.auth import ImageId, Visitor, base_of
from bot.web.errors import COMMON
from bot.web.files import File, send
from bot.web.schemas.responses import Answer, ProviderShown, json_answer, show_provider
from bot.web.state import State
from generation.errors import NotFoundError
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import PREVIEWS

router = APIRouter(prefix="/api/session/{session_id}", tags=["table"])


class ProvidersListed(Answer):
    """The names of the providers that are set up, who paints unless another is wished for, and how each is doing."""

    providers: list[str]
    default: str
    details: list[ProviderShown]


class StyleShown(BaseModel):
    """A look; `palette` is dark, mid, first and second light, accent."""

    id: str
    name: str
    description: str
    palette: list[str]
    preview_url: str | None


class StylesListed(Answer):
    """The looks of a table, its own ones first."""

    styles: list[StyleShown]


@router.get("/image-providers", response_model=ProvidersListed, responses=COMMON)
async def providers(state: State, _by: Visitor) -> Response:
    """List who can paint."""
    known = await state.services.health.all()
    default = state.services.providers.default.name
    names = list(state.services.providers.names)
    return json_answer(
        ProvidersListed(providers=names, default=default, details=[show_provider(each) for each in known])
    )


@router.get("/styles", response_model=StylesListed, responses=COMMON)
async def styles(request: Request, state: State, by: Visitor) -> Response:
    """List the looks that can be asked for."""
    base = f"{base_of(request, state)}/api/style"
    known = await state.services.styles.all(by.session_id)
    return json_answer(
        StylesListed(
            styles=[
                StyleShown(
                    id=each.style.id,
                    name=each.style.name,
                    description=each.style.description,
                    palette=list(each.style.palette),
                    preview_url=f"{base}/{each.style.id}/preview" if each.style.id in all_styles() else None,
                )
                for each in known.values()
            ]
        )
    )


shipped = APIRouter(prefix="/api", tags=["table"])


@shipped.get(
    "/style/{style_id}/preview",
    response_class=Response,
    responses=COMMON
    | {200: {"content": {"image/webp": {}}, "description": "The picture"}, 304: {"description": "Had"}},
)
async def preview(request: Request, style_id: ImageId) -> Response:
    """Return a small picture in a shipped style; everybody may see it."""
    path = PREVIEWS / f"{style_id}.webp"
    # Asked of the list, not of the folder: no name leads out of it.
    if style_id not in all_styles() or not await asyncio.to_thread(path.is_file):
        raise NotFoundError("There is no such style, or no picture of it.")
    load = partial(asyncio.to_thread, path.read_bytes)
    size = (await asyncio.to_thread(path.stat)).st_mtime_ns
    return await send(request, File(f"{style_id}-{size:x}", "image/webp", load, "public, max-age=86400"))
