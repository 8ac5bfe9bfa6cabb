"""The gallery page's files, and the API's documentation."""

import asyncio
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from bot.web.auth import SessionId
from bot.web.openapi_page import STYLESHEET, as_html, openapi_document

STATIC = Path(__file__).parent.parent / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home() -> Response:
    """Return the page, which says how to log in."""
    return _index()


@router.get("/gallery/{session_id}")
async def gallery(session_id: SessionId) -> Response:
    """Return the page of a session."""
    return _index()


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


def _index() -> Response:
    path = STATIC / "index.html"
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
