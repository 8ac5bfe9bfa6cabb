"""The gallery page's files, and the page that tells people of the API."""

import asyncio
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from bot.web.auth import SessionId
from bot.web.openapi_page import STYLESHEET, as_html, document_of

STATIC = Path(__file__).parent.parent / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home() -> Response:
    """Return the page, which says how to come in."""
    return _index()


@router.get("/gallery/{session_id}")
async def gallery(session_id: SessionId) -> Response:
    """Return the page of a session."""
    return _index()


@router.get("/api/openapi.json")
async def document(request: Request) -> Response:
    """Return the OpenAPI document."""
    return JSONResponse(await asyncio.to_thread(document_of, request.app))


@router.get("/api/docs")
async def docs(request: Request) -> Response:
    """Return the same for people."""
    return HTMLResponse(as_html(await asyncio.to_thread(document_of, request.app)))


@router.get("/api/docs.css")
async def docs_style() -> Response:
    """Return how that looks."""
    return Response(STYLESHEET, media_type="text/css")


def _index() -> Response:
    path = STATIC / "index.html"
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
