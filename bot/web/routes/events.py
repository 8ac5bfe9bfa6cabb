"""Server-sent events: progress with previews, requests and gallery changes, as far as the viewer may see them."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json

from bot.web.auth import CallerCredentials, Credentials, UserId, base_url
from bot.web.counted_stream import CountedStream
from bot.web.errors import COMMON
from bot.web.rate_limit import TooManyRequestsError
from bot.web.schemas.responses import elsewhere, image_response
from bot.web.state import State
from generation.errors import NotFoundError, RefusedError
from generation.events import (
    AlbumChanged,
    CastChanged,
    ChangedElsewhere,
    Event,
    ExportChanged,
    GalleryChanged,
    Progress,
    RecapChanged,
    RequestChanged,
    Subscription,
)
from generation.i18n import _, said
from generation.sessions.permissions import Actor
from storage.gallery_filters import CAMPAIGN
from storage.params import PUBLIC
from storage.records import TERMINAL

router = APIRouter(prefix="/api/session/{session_id}", tags=["events"])

#: How long a browser waits before it connects again, in milliseconds.
RETRY = 2000
_STREAM = COMMON | {200: {"content": {"text/event-stream": {}}, "description": "Events, without end"}}


@router.get("/events", response_class=Response, responses=_STREAM)
async def events(
    request: Request,
    state: State,
    caller: CallerCredentials,
    user_id: UserId = None,
    scope: Annotated[Literal["session", "campaign"], Query()] = "session",
) -> Response:
    """Stream the events of a session, with `scope=campaign` those of its campaign's galleries, too."""
    actor = await caller.actor_for(user_id)
    visits = await state.services.campaigns.visits(actor) if scope == CAMPAIGN else (actor,)
    options = state.options
    return CountedStream(
        _Stream(caller, visits, user_id, base_url(request, state)).lines(),
        actor,
        state.streams,
        options.streams_per_member,
        TooManyRequestsError(_("Too many event streams are open. Close one first."), options.heartbeat_seconds),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


class _Stream:
    """One viewer's stream; the protocol drops a reader that stalls."""

    def __init__(self, caller: Credentials, visits: tuple[Actor, ...], user_id: str | None, base: str) -> None:
        """`visits` are as whom the viewer looks into their own session, and into others that they follow."""
        self._state = caller.state
        self._caller = caller
        self._actor = visits[0]
        self._visits = {each.session_id: each for each in visits}
        self._user_id = user_id
        self._base = base

    async def lines(self) -> AsyncIterator[bytes]:
        with self._state.services.events.subscribe(self._concerns) as subscription:
            yield f"retry: {RETRY}\n".encode() + _event("hello", {"session_id": self._actor.session_id})
            async with contextlib.aclosing(self._follow(subscription)) as lines:
                async for line in lines:
                    yield line

    async def _follow(self, subscription: Subscription) -> AsyncGenerator[bytes, None]:
        stop = asyncio.create_task(self._state.stopping.wait())
        after = asyncio.create_task(_next(subscription))
        try:
            while not stop.done():
                await asyncio.wait(
                    {stop, after},
                    timeout=self._state.options.heartbeat_seconds,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if after.done():
                    event = after.result()
                    after = asyncio.create_task(_next(subscription))
                    if line := await self._encoded(event):
                        yield line
                elif not stop.done():
                    if not await self._still_allowed():
                        yield _event("bye", {})
                        return
                    yield b": still here\n\n"
        finally:
            for task in (stop, after):
                task.cancel()
            await asyncio.gather(stop, after, return_exceptions=True)

    def _concerns(self, event: Event) -> bool:
        if isinstance(event, ChangedElsewhere):
            return True
        if isinstance(event, ExportChanged) and event.user_id != self._actor.user_id:
            return False
        viewer = self._visits.get(event.session_id)
        if viewer is None or (event.session_id != self._actor.session_id and not isinstance(event, GalleryChanged)):
            return False
        return event.visibility == PUBLIC or viewer.sees_secrets

    async def _still_allowed(self) -> bool:
        """Check the viewer's token and role again."""
        try:
            self._caller = await self._caller.refreshed()
            self._actor = await self._caller.actor_for(self._user_id)
            follows = len(self._visits) > 1
            visits = await self._state.services.campaigns.visits(self._actor) if follows else (self._actor,)
            self._visits = {each.session_id: each for each in visits}
        except RefusedError:
            return False
        return True

    async def _encoded(self, event: Event) -> bytes | None:
        match event:
            case Progress(request_id=request_id, stage=stage, fraction=fraction, preview=preview):
                data = {"request_id": request_id, "stage": said(stage), "fraction": round(fraction, 4)}
                return _event("progress", data | {"preview": _data_url(preview) if preview else None})
            case RequestChanged(request_id=request_id, status=status):
                return _event("request", await self._request(request_id, status))
            case GalleryChanged(session_id=session_id, image_id=image_id, change=change):
                return _event("gallery", await self._image(session_id, image_id, change))
            case AlbumChanged(album_id=album_id):
                return _event("album", {"album_id": album_id})
            case _:
                return _brief(event)

    async def _request(self, request_id: str, status: str) -> dict[str, object]:
        data: dict[str, object] = {"request_id": request_id, "request_status": status, "image_id": None, "error": None}
        if status in TERMINAL:
            request = await self._state.services.requests.unchecked_request(request_id)
            if request is not None:
                data |= {"image_id": request.result_image_id, "error": said(request.error_message or "") or None}
        return data

    async def _image(self, session_id: str, image_id: str, change: str) -> dict[str, object]:
        viewer = self._visits.get(session_id, self._actor)
        told = {"image_id": image_id, "change": change, "session_id": session_id}
        try:
            image = await self._state.services.gallery.image(image_id, viewer)
        except NotFoundError:
            return told | {"image": None}
        numbers = await self._state.services.gallery.numbers(viewer, [image])
        shown_to = viewer if session_id == self._actor.session_id else elsewhere(viewer)
        return told | {"image": image_response(self._state, self._base, image, shown_to, numbers[image.id])}


def _brief(event: Event) -> bytes | None:
    match event:
        case ExportChanged(export_id=export_id):
            return _event("export", {"export_id": export_id})
        case RecapChanged():
            return _event("recap", {})
        case CastChanged():
            return _event("cast", {})
        case ChangedElsewhere():
            return _event("changed", {})
        case _:
            return None


async def _next(subscription: Subscription) -> Event:
    return await anext(subscription)


def _event(name: str, data: dict[str, object]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + to_json(data) + b"\n\n"


def _data_url(preview: bytes) -> str:
    kinds: dict[bytes, str] = {b"\x89PNG": "png", b"RIFF": "webp"}
    return f"data:image/{kinds.get(preview[:4], 'jpeg')};base64,{base64.b64encode(preview).decode()}"
