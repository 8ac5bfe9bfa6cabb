"""The gallery page and its files, and the API's documentation."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from bot.web.auth import SessionId
from bot.web.compression import COMPRESSED, PLAIN, takes_gzip
from bot.web.files import is_had
from bot.web.openapi_page import STYLESHEET, as_html, openapi_document
from bot.web.page_files import PageFile, PageFiles

router = APIRouter(include_in_schema=False)

_YEAR = 31_536_000


@router.get("/")
async def home(request: Request) -> Response:
    """Return the page, which says how to log in."""
    return _file_response(request, _files(request).index)


@router.get("/gallery/{session_id}")
async def gallery(request: Request, session_id: SessionId) -> Response:
    """Return the page of a session."""
    return _file_response(request, _files(request).index)


@router.get("/image-gallery.js")
async def component(request: Request) -> Response:
    """Lead to the element's script, which other pages name, among the files of this version."""
    # As seen from here: below whatever path browsers reach us.
    where = f"static/{_files(request).version}/image-gallery.js"
    return Response(status_code=307, headers={"Location": where, "Cache-Control": "no-cache"})


@router.get("/static/{version}/{name}")
async def page_file(request: Request, version: str, name: str) -> Response:
    """Return one of the page's files, which stays the same under its version for ever."""
    files = _files(request)
    file = files.files.get(name)
    if file is None:
        raise HTTPException(404)
    # A page that was loaded before an update may still ask for what it knew.
    return _file_response(request, file, lasting=version == files.version)


@router.get("/api/openapi.json")
async def document(request: Request) -> Response:
    """Return the OpenAPI document."""
    return JSONResponse(await asyncio.to_thread(openapi_document, request.app))


@router.get("/api/docs")
async def docs(request: Request) -> Response:
    """Return the OpenAPI document as a page of HTML."""
    return HTMLResponse(as_html(await asyncio.to_thread(openapi_document, request.app)))


@router.get("/api/docs.css")
async def docs_style() -> Response:
    """Return the stylesheet of that page."""
    return Response(STYLESHEET, media_type="text/css")


def _files(request: Request) -> PageFiles:
    files: PageFiles = request.app.state.page_files
    return files


def _file_response(request: Request, file: PageFile, *, lasting: bool = False) -> Response:
    body = file.compressed if takes_gzip(request) else None
    etag = f'"{file.digest}"' if body is None else f'"{file.digest}-gzip"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={_YEAR}, immutable" if lasting else "no-cache"}
    headers |= PLAIN if body is None else COMPRESSED
    if is_had(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(file.body if body is None else body, headers=headers, media_type=file.media_type)
