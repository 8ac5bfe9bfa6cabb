"""Server-sent events: progress with previews, requests and gallery changes, as far as the viewer may see them."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from bot.web.auth import CallerCredentials, Credentials, UserId, base_url
from bot.web.counted_stream import CountedStream
from bot.web.errors import COMMON
from bot.web.rate_limit import TooManyRequestsError
from bot.web.schemas.responses import image_response
from bot.web.state import State
from generation.errors import NotFoundError, RefusedError
from generation.events import ChangedElsewhere, Event, GalleryChanged, Progress, RequestChanged, Subscription
from generation.i18n import _, said
from generation.sessions.permissions import Actor
from storage.params import PUBLIC
from storage.records import TERMINAL

router = APIRouter(prefix="/api/session/{session_id}", tags=["events"])

#: How long a browser waits before it connects again, in milliseconds.
RETRY = 2000
_STREAM = COMMON | {200: {"content": {"text/event-stream": {}}, "description": "Events, without end"}}


@router.get("/events", response_class=Response, responses=_STREAM)
async def events(request: Request, state: State, caller: CallerCredentials, user_id: UserId = None) -> Response:
    """Stream the events of a session."""
    actor = await caller.actor_for(user_id)
    options = state.options
    return CountedStream(
        _Stream(caller, actor, user_id, base_url(request, state)).lines(),
        actor,
        state.streams,
        options.streams_per_member,
        TooManyRequestsError(_("Too many event streams are open. Close one first."), options.heartbeat_seconds),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


class _Stream:
    """One viewer's stream; the protocol drops a reader that stalls."""

    def __init__(self, caller: Credentials, actor: Actor, user_id: str | None, base: str) -> None:
        self._state = caller.state
        self._caller = caller
        self._actor = actor
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
        return event.session_id == self._actor.session_id and (event.visibility == PUBLIC or self._actor.sees_secrets)

    async def _still_allowed(self) -> bool:
        """Check the viewer's token and role again."""
        try:
            self._caller = await self._caller.refreshed()
            self._actor = await self._caller.actor_for(self._user_id)
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
            case GalleryChanged(image_id=image_id, change=change):
                return _event("gallery", await self._image(image_id, change))
            case ChangedElsewhere():
                return _event("changed", {})
            case _:
                return None

    async def _request(self, request_id: str, status: str) -> dict[str, object]:
        data: dict[str, object] = {"request_id": request_id, "request_status": status, "image_id": None, "error": None}
        if status in TERMINAL:
            request = await self._state.services.requests.unchecked_request(request_id)
            if request is not None:
                data |= {"image_id": request.result_image_id, "error": said(request.error_message or "") or None}
        return data

    async def _image(self, image_id: str, change: str) -> dict[str, object]:
        try:
            image = await self._state.services.gallery.image(image_id, self._actor)
        except NotFoundError:
            return {"image_id": image_id, "change": change, "image": None}
        numbers = await self._state.services.gallery.numbers(self._actor, [image])
        return {
            "image_id": image_id,
            "change": change,
            "image": image_response(self._state, self._base, image, self._actor, numbers[image.id]),
        }


async def _next(subscription: Subscription) -> Event:
    return await anext(subscription)


def _event(name: str, data: dict[str, object]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + to_json(data) + b"\n\n"


def _data_url(preview: bytes) -> str:
    kinds: dict[bytes, str] = {b"\x89PNG": "png", b"RIFF": "webp"}
    return f"data:image/{kinds.get(preview[:4], 'jpeg')};base64,{base64.b64encode(preview).decode()}"
