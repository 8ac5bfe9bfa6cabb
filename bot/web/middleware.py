"""Middleware before every route: body sizes, origins, trusted mode, and security headers."""

import asyncio
import re
from collections.abc import Iterable
from email.utils import formatdate
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.auth import check_credentials
from bot.web.errors import error_response, scene_error_response
from bot.web.languages import preferred_language
from bot.web.proxies import normal_address
from bot.web.state import WebState
from generation.i18n import _, speak
from generation.observability.metrics import HTTP_RESPONSES
from storage.errors import SceneError

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
#: Bodies of these routes may hold reference images.
_WITH_REFERENCES = ("/generate-image", "/generate-image-instant", "/enhance", "/send")
_CAST = re.compile(r"/cast(?:/[^/]+)?$")
#: The body of this one is never in memory as a whole: its route writes it to the disk, once it knows who sends it.
_ARCHIVE = "/import"
_SESSION_PATH = re.compile(r"/api/session/([^/]+)/")
#: How many large bodies are read at once, and of one caller.
MAX_LARGE_BODIES, MAX_LARGE_BODIES_PER_CALLER = 4, 2
_METHODS, _HEADERS = "GET, POST, PUT, DELETE", "Authorization, Content-Type, Idempotency-Key"


class SecurityMiddleware:
    """Refuse what no route should see, and give every response its headers."""

    def __init__(self, app: ASGIApp, state: WebState) -> None:
        self._app = app
        self._state = state
        self._large = asyncio.Semaphore(MAX_LARGE_BODIES)
        self._large_of: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._headers = _headers(state.options.cdn_base_url, state.options.store_origin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # The server leaves the body out, whatever comes.
            scope = {**scope, "method": "GET"}
        headers = Headers(scope=scope)
        speak(preferred_language(headers.get("accept-language", "")))
        scope = self._without_base_path(self._with_caller(scope, headers))
        app = self._refusal(scope, headers) or self._app
        send_with_headers = self._with_headers(scope, headers, send)
        session = _SESSION_PATH.match(scope["path"])
        is_large = _length(headers) > self._state.options.body_bytes and not scope["path"].endswith(_ARCHIVE)
        if app is self._app and session and is_large:
            await self._with_large_body(session[1], scope, receive, send_with_headers)
        else:
            await app(scope, receive, send_with_headers)

    def _without_base_path(self, scope: Scope) -> Scope:
        """Return the scope with the path that the routes know: not every proxy strips what it serves us below."""
        base: str = self._state.options.base_path
        return {**scope, "path": scope["path"][len(base) :]} if base and scope["path"].startswith(f"{base}/") else scope

    def _with_caller(self, scope: Scope, headers: Headers) -> Scope:
        """Return the scope with the address and the scheme that a trusted proxy tells, if it came from one."""
        proxies, client = self._state.options.trusted_proxies, scope.get("client")
        peer = normal_address(client[0] if client else None)
        if peer not in proxies:
            return scope
        caller = proxies.caller(peer, headers.getlist("x-forwarded-for"))
        scheme = headers.get("x-forwarded-proto", "")
        return {
            **scope,
            "client": client if caller == peer else (caller, 0),
            "scheme": scheme if scheme in {"http", "https"} else scope["scheme"],
        }

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """Return the response to a request that is refused here, else None."""
        options, origin = self._state.options, headers.get("origin")
        if options.trusted and (reason := _distrust_reason(scope, headers, options.cors_origins)):
            return error_response(403, reason, "not_allowed")
        if scope["method"] == "OPTIONS" and origin in options.cors_origins:
            return _preflight()
        most = self._most_bytes(scope["path"])
        if _length(headers) > most:
            return error_response(
                413,
                _("The body is larger than {most} bytes.").format(most=most),
                "too_large",
                headers={"Connection": "close"},
            )
        return None

    def _most_bytes(self, path: str) -> int:
        options = self._state.options
        if path.endswith(_ARCHIVE):
            return options.import_bytes
        return options.references_bytes if _may_be_large(path) else options.body_bytes

    async def _with_large_body(self, session_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a large body of somebody who is logged in, in one of a few slots, then pass it on."""
        try:
            caller = await check_credentials(Request(scope), self._state, session_id)
        except SceneError as error:
            refusal = scene_error_response(error)
            refusal.headers["Connection"] = "close"
            await refusal(scope, receive, send)
            return
        own = self._large_of.setdefault(caller.key, asyncio.Semaphore(MAX_LARGE_BODIES_PER_CALLER))
        async with own, self._large:
            body = bytearray()
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return
                body += message.get("body", b"")
                if not message.get("more_body"):
                    break
        messages = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self._app(scope, replay, send)

    def _with_headers(self, scope: Scope, request_headers: Headers, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                HTTP_RESPONSES.labels(f"{message['status'] // 100}xx").inc()
                # No route sets one of these.
                message["headers"] += self._headers
                headers = MutableHeaders(scope=message)
                headers["Date"] = formatdate(usegmt=True)
                headers.setdefault("Cache-Control", "no-store")
                if origins := self._state.options.cors_origins:
                    # Also where no origin is named: what a cache keeps of that answer must not serve one that is.
                    headers.add_vary_header("Origin")
                    if (origin := request_headers.get("origin")) in origins:
                        headers["Access-Control-Allow-Origin"] = origin or ""
            await send(message)

        return send_with_headers


def _distrust_reason(scope: Scope, headers: Headers, origins: Iterable[str]) -> str | None:
    """Return why a request in trusted mode is not believed, else None."""
    if any(name in headers for name in _FORWARDED):
        return _("Behind a proxy API_AUTH=trusted would trust everybody: use tokens.")
    # A page that has its own name point to this machine (DNS rebinding) sends that name.
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    if scope.get("client") and host not in _LOCAL_NAMES:
        return _("This machine does not go by that name: use 127.0.0.1 or localhost.")
    origin = headers.get("origin")
    if origin is not None and origin not in origins and urlsplit(origin).netloc != headers.get("host"):
        return _("This request comes from another site.")
    return None


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _preflight() -> ASGIApp:
    """Return the response to a CORS preflight of an allowed origin; the other headers name that origin."""
    allowed = {"Access-Control-Allow-Methods": _METHODS, "Access-Control-Allow-Headers": _HEADERS}
    return Response(status_code=204, headers=allowed | {"Access-Control-Max-Age": "600"})


def _headers(*places: str | None) -> list[tuple[bytes, bytes]]:
    """Return the headers of every response; images may also come from a CDN and from the picture store."""
    pictures = "".join(f" {urlsplit(place).scheme}://{urlsplit(place).netloc}" for place in places if place)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{pictures}; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    headers = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    return [(name.lower().encode(), value.encode()) for name, value in headers]


def _may_be_large(path: str) -> bool:
    return path.endswith(_WITH_REFERENCES) or _CAST.search(path) is not None
