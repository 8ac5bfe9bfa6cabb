"""The frame of every REST call: read it, record it, let a fault have it, answer it."""

import asyncio
import copy
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import BodyPartReader, web

from .cdn import Upload
from .change_signal import ChangeSignal
from .errors import ApiError, invalid_form
from .faults import API_PREFIX, Faults, json_response
from .limits import check_uploads
from .snowflakes import Json

_log = logging.getLogger(__name__)
_FILE_FIELD = re.compile(r"files\[(\d+)\]")


@dataclass(eq=False, kw_only=True)
class Call:
    """A REST call as the bot made it. `status` is None until it is answered, and stays so if the answer is lost."""

    method: str
    path: str
    query: dict[str, str]
    payload: Json = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    files: dict[str, Upload] = field(default_factory=dict)
    status: int | None = None
    at: float = field(default_factory=time.monotonic)

    def __str__(self) -> str:
        files = "".join(f" +{upload.name}({len(upload.data)} bytes)" for upload in self.files.values())
        return f"{self.method} {self.path} -> {self.status or 'no answer'}{files}"


@dataclass(frozen=True)
class ApiRequest:
    """What a handler sees of a call."""

    call: Call
    parameters: dict[str, str]
    payload: Json
    files: dict[str, Upload]

    def id(self, name: str) -> int:
        return int(self.parameters[name])


Handler: TypeAlias = Callable[[ApiRequest], Awaitable[object]]


class Rest:
    """The REST front: handlers return JSON, or None for 204."""

    def __init__(self, token: str, faults: Faults, changes: ChangeSignal, file_limit: int) -> None:
        self.calls: list[Call] = []
        self.closing = asyncio.Event()
        self._token = token
        self._faults = faults
        self._changes = changes
        self._file_limit = file_limit

    def route(self, method: str, path: str, handler: Handler, *, authorised: bool = True) -> web.RouteDef:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(request, handler, authorised=authorised)

        return web.route(method, API_PREFIX + path, answer)

    async def _answer(self, request: web.Request, handler: Handler, *, authorised: bool) -> web.StreamResponse:
        path = request.path.removeprefix(API_PREFIX)
        call = Call(method=request.method, path=path, query=dict(request.query))
        self.calls.append(call)
        fault = self._faults.take(call.method, path)
        await _read_body(request, call)
        if fault is not None and fault.outcome == "refused":
            response = fault.response()
        else:
            response = await self._handle(request, call, handler, authorised=authorised)
        if fault is None or fault.outcome == "refused":
            call.status = response.status
        self._changes.notify()
        if fault is not None and fault.outcome == "held":
            await self.closing.wait()
        if fault is not None and fault.outcome != "refused" and request.transport is not None:
            request.transport.abort()
        return response

    async def _handle(self, request: web.Request, call: Call, handler: Handler, *, authorised: bool) -> web.Response:
        try:
            if authorised and request.headers.get("Authorization") != f"Bot {self._token}":
                raise ApiError(401, 0, "401: Unauthorized")
            check_uploads(list(call.files.values()), self._file_limit)
            parameters = dict(request.match_info)
            result = await handler(ApiRequest(call, parameters, copy.deepcopy(call.payload), call.files))
        except ApiError as refused:
            return json_response(refused.body, refused.status)
        except (LookupError, TypeError, ValueError, AttributeError) as malformed:
            _log.exception("%s", call)
            return json_response(invalid_form("body", "MALFORMED", repr(malformed)).body, 400)
        return web.Response(status=204) if result is None else json_response(result)


async def _read_body(request: web.Request, call: Call) -> None:
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                call.payload = json.loads(await part.text())
            elif found := _FILE_FIELD.fullmatch(part.name or ""):
                call.files[found[1]] = _upload(part.filename or "", bytes(await part.read()))
    elif request.can_read_body:
        body = await request.json()
        if isinstance(body, list):
            call.commands = body
        else:
            call.payload = body


def _upload(name: str, data: bytes) -> Upload:
    """Discord goes by the file, not by the type the bot declares."""
    types = {"png": "image/png", "gif": "image/gif", "jpg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
    types |= {"txt": "text/plain; charset=utf-8", "json": "application/json; charset=utf-8"}
    return Upload(name, data, types.get(name.rpartition(".")[2].lower(), "application/octet-stream"))
