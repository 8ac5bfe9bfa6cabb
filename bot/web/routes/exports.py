"""Exports as jobs: ordered, followed, cancelled, and their files handed out; and archives brought into a session."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from bot.web.auth import CallerCredentials, ImageId, SessionId, UserId, Viewer, base_url, credentials
from bot.web.errors import COMMON
from bot.web.rate_limit import TooManyRequestsError
from bot.web.routes.gallery import Word
from bot.web.schemas.requests import Name, UserBody
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State, WebState
from generation.errors import NotFoundError, RefusedError
from generation.export.choosing import MOST_PICTURES, chosen_by_filter, chosen_by_ids, chosen_of_album
from generation.export.exports import ExportOrder
from generation.export.reading import MOST_ARCHIVE
from generation.gallery.filters import parse_filter
from generation.i18n import _, said
from storage.blobs import media_type
from storage.exports import Export
from storage.gallery_filters import CAMPAIGN, SESSION
from storage.params import PUBLIC, SECRET

router = APIRouter(prefix="/api/session/{session_id}", tags=["exports"])

#: Archives that are being received at once.
MOST_RECEIVED = 4
_FILES: dict[int | str, dict[str, Any]] = COMMON | {
    200: {"content": {"application/octet-stream": {}}, "description": "The file"}
}


class ExportBody(UserBody):
    """What is to be exported: pictures by their ids, an album, or what a filter leaves."""

    format: Literal["zip", "pdf", "html", "sheet", "png", "jpeg", "webp", "avif"] = "zip"
    images: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=64)]] | None,
        Field(max_length=MOST_PICTURES, description="Their ids, in the order of the album; then no filter counts"),
    ] = None
    album: Annotated[
        str | None, Field(max_length=64, description="An album, in its order and with its captions; no filter counts")
    ] = None
    scope: Literal["session", "campaign"] = "session"
    favorites: bool = False
    type: Word = None
    style: Word = None
    tag: Word = None
    q: Word = None
    by: Word = None
    title: Annotated[str, Field(max_length=100)] = ""
    per_page: Annotated[int, Field(ge=1, le=2, description="Pictures on a page of a PDF album")] = 1
    part_megabytes: Annotated[
        int | None, Field(ge=2, le=1024, description="The most that one file may have; without it there is one file")
    ] = None
    secrets: Annotated[bool, Field(description="Whether a GM's has the secret pictures, marked as such")] = True


class ExportFileResponse(BaseModel):
    """A file of an export; the address is signed, and good until the export ends (with secrets: ten minutes)."""

    name: str
    bytes: int
    url: str


class ExportResponse(SuccessResponse):
    """An export: how far it is, and its files once it is done."""

    export_id: str
    title: str
    format: str
    export_status: str
    stage: str
    fraction: float
    pictures: int
    secret_pictures: int
    error: str | None
    files: list[ExportFileResponse]
    created_at: datetime
    kept_until: datetime | None


class ExportListResponse(SuccessResponse):
    """The caller's exports of a session that are kept, the newest first."""

    exports: list[ExportResponse]


class ExportCancelledResponse(SuccessResponse):
    """The outcome of a cancel; `cancelled` is false where the export was over already."""

    export_id: str
    cancelled: bool


class LeftOutResponse(BaseModel):
    """A picture that was not taken: its number in the archive's list, and why."""

    number: int
    reason: str


class ImportedResponse(SuccessResponse):
    """What came of an import; `known` hung here already."""

    added: int
    known: int
    secret_pictures: int
    left_out: list[LeftOutResponse]


@router.post("/exports", response_model=ExportResponse, responses=COMMON)
async def begin(request: Request, state: State, caller: CallerCredentials, body: ExportBody) -> Response:
    """Begin an export: a job that goes on by itself. A person has one under way at a time."""
    actor = await caller.actor_for(body.user_id)
    services = state.services
    title = body.title
    if body.images is not None:
        chosen = chosen_by_ids(body.images)
    elif body.album is not None:
        album = await services.albums.get(body.album, actor)
        chosen, title = await chosen_of_album(services.albums, actor, album.id), title or album.name
    else:
        shown = parse_filter(
            favorites=body.favorites, type_=body.type, style=body.style, tag=body.tag, search=body.q, member=body.by
        )
        scope = CAMPAIGN if body.scope == CAMPAIGN else SESSION
        chosen = await chosen_by_filter(await services.campaigns.scope(actor, scope), shown)
    order = ExportOrder(
        body.format,
        chosen,
        title,
        body.per_page,
        body.part_megabytes and body.part_megabytes * 2**20,
        secrets=body.secrets,
    )
    session = await services.sessions.get(actor.session_id)
    export = await services.exports.begin(order, actor, session_name=session.name if session else "")
    return json_response(_export_response(state, base_url(request, state), export))


@router.get("/exports", response_model=ExportListResponse, responses=COMMON)
async def exports(request: Request, state: State, actor: Viewer) -> Response:
    """List the caller's own exports."""
    base = base_url(request, state)
    found = [_export_response(state, base, each) for each in await state.services.exports.of(actor)]
    return json_response(ExportListResponse(exports=found))


@router.get("/exports/{export_id}", response_model=ExportResponse, responses=COMMON)
async def export_details(request: Request, state: State, actor: Viewer, export_id: ImageId) -> Response:
    """Return how far an export of the caller's is."""
    return json_response(
        _export_response(state, base_url(request, state), await state.services.exports.get(export_id, actor))
    )


@router.post("/exports/{export_id}/cancel", response_model=ExportCancelledResponse, responses=COMMON)
async def cancel(state: State, caller: CallerCredentials, export_id: ImageId, body: UserBody) -> Response:
    """Cancel an export of the caller's."""
    cancelled = await state.services.exports.cancel(export_id, await caller.actor_for(body.user_id))
    return json_response(ExportCancelledResponse(export_id=export_id, cancelled=cancelled))


@router.get("/exports/{export_id}/file/{number}", response_class=Response, responses=_FILES)
async def file(  # noqa: PLR0913, PLR0917  # FastAPI reads each from the request
    request: Request,
    state: State,
    session_id: SessionId,
    export_id: ImageId,
    number: Annotated[int, PathParameter(ge=0, le=9999)],
    user_id: UserId = None,
    expires: Annotated[int | None, Query(ge=0, lt=2**40)] = None,
    signature: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Return one of an export's files, counted from 0: to its person, or to whoever has the signed address."""
    services = state.services
    if expires is None or signature is None:
        caller = await credentials(request, state, session_id)
        found: Export | None = await services.exports.get(export_id, await caller.actor_for(user_id))
    else:
        visibility = state.signed_urls.visibility(
            f"/api/session/{session_id}/exports/{export_id}/file/{number}", expires, signature
        )
        found = await services.exports.unchecked(export_id) if visibility else None
        if found and (found.session_id != session_id or (SECRET if found.secrets else PUBLIC) != visibility):
            found = None
    if found is None:
        raise NotFoundError(_("This link has expired. Make the export anew, or ask for its file again."))
    wanted = services.exports.file_of(found, number)
    parts = services.exports.parts_of(wanted)
    headers = {
        "Content-Length": str(wanted.bytes),
        "Content-Disposition": f'attachment; filename="{wanted.name}"',
        "Cache-Control": "private, no-store",
        # An album as HTML is opened from where it was saved; here it runs, and loads, nothing.
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return StreamingResponse(parts, media_type=media_type(wanted.key), headers=headers)


@router.post("/import", response_model=ImportedResponse, responses=COMMON)
async def bring_in(
    request: Request, state: State, caller: CallerCredentials, user_id: Annotated[Name | None, Query()] = None
) -> Response:
    """Bring an exported ZIP into the session (GM): the body is the file. What hangs here already is left as it is."""
    context = await caller.context_for(user_id)
    state.services.imports.require_importer(context)
    session_id = context.actor.session_id
    if session_id in state.receiving or len(state.receiving) >= MOST_RECEIVED:
        raise TooManyRequestsError(_("Another import is being received. Try again in a minute."), 60.0)
    state.receiving.add(session_id)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "brought.zip"
            await _receive(request, path)
            imported = await state.services.imports.bring_in(path, context)
    finally:
        state.receiving.discard(session_id)
    left_out = [LeftOutResponse(number=each.number, reason=said(each.reason)) for each in imported.left_out]
    return json_response(
        ImportedResponse(
            added=imported.added, known=imported.known, secret_pictures=imported.secrets, left_out=left_out
        )
    )


async def _receive(request: Request, path: Path) -> None:
    """Write a body to the disk as it comes.

    Raises:
        RefusedError: it is larger than an archive may be.

    """
    received = 0
    with path.open("wb") as file:
        async for part in request.stream():
            received += len(part)
            if received > MOST_ARCHIVE:
                raise RefusedError(_("This file is too large for an import."))
            await asyncio.to_thread(file.write, part)


def _export_response(state: WebState, base: str, export: Export) -> ExportResponse:
    done = export.is_over and export.error_message is None
    path = f"{base}/api/session/{export.session_id}/exports/{export.id}/file"
    link = state.services.exports.link
    return ExportResponse(
        export_id=export.id,
        title=export.title,
        format=export.format,
        export_status=export.state,
        stage=said(export.stage) if export.stage else "",
        fraction=1.0 if done else round(export.done / export.total, 4) if export.total else 0.0,
        pictures=len(export.chosen),
        secret_pictures=export.secrets,
        error=said(export.error_message) if export.error_message else None,
        files=[
            ExportFileResponse(name=file.name, bytes=file.bytes, url=link(export, number) or f"{path}/{number}")
            for number, file in enumerate(export.files)
        ],
        created_at=export.created_at,
        kept_until=export.forget_at,
    )
