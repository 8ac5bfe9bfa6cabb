"""Middleware before every route: body sizes, origins, trusted mode, and security headers."""

import asyncio
from collections.abc import Iterable
from email.utils import formatdate
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import error_response
from bot.web.state import WebState

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
#: Bodies of these routes may hold reference images.
_WITH_REFERENCES = ("/generate-image", "/generate-image-instant", "/enhance")
#: How many large bodies are read at once.
MAX_LARGE_BODIES = 4
_METHODS, _HEADERS = "GET, POST, PUT, DELETE", "Authorization, Content-Type, Idempotency-Key"


class SecurityMiddleware:
    """Refuse what no route should see, and give every response its headers."""

    def __init__(self, app: ASGIApp, state: WebState) -> None:
        self._app = app
        self._state = state
        self._large = asyncio.Semaphore(MAX_LARGE_BODIES)
        self._headers = _headers(state.options.cdn_base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # The server leaves the body out, whatever comes.
            scope = {**scope, "method": "GET"}
        headers = Headers(scope=scope)
        app = self._refusal(scope, headers) or self._app
        send_with_headers = self._with_headers(scope, headers, send)
        if app is self._app and _length(headers) > self._state.options.body_bytes:
            await self._with_large_body(scope, receive, send_with_headers)
        else:
            await app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """Return the response to a request that is refused here, else None."""
        options, origin = self._state.options, headers.get("origin")
        if options.trusted and (reason := _distrust_reason(scope, headers, options.cors_origins)):
            return error_response(403, reason, "not_allowed")
        if scope["method"] == "OPTIONS" and origin in options.cors_origins:
            return _preflight()
        if "transfer-encoding" in headers:
            return error_response(411, "Say how long the body is (Content-Length).", "length_required")
        most = options.references_bytes if scope["path"].endswith(_WITH_REFERENCES) else options.body_bytes
        if _length(headers) > most:
            return error_response(
                413, f"The body is larger than {most} bytes.", "too_large", headers={"Connection": "close"}
            )
        return None

    async def _with_large_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a large body in one of a few slots, then pass it on."""
        async with self._large:
            body = b""
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return
                body += message.get("body", b"")
                if not message.get("more_body"):
                    break
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self._app(scope, replay, send)

    def _with_headers(self, scope: Scope, request_headers: Headers, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._state.responses[f"{message['status'] // 100}xx"] += 1
                # No route sets one of these.
                message["headers"] += self._headers
                headers = MutableHeaders(scope=message)
                headers["Date"] = formatdate(usegmt=True)
                is_static = scope["path"].startswith("/static/")
                headers.setdefault("Cache-Control", "no-cache" if is_static else "no-store")
                if (origin := request_headers.get("origin")) in self._state.options.cors_origins:
                    headers["Access-Control-Allow-Origin"] = origin or ""
                    headers.add_vary_header("Origin")
            await send(message)

        return send_with_headers


def _distrust_reason(scope: Scope, headers: Headers, origins: Iterable[str]) -> str | None:
    """Return why a request in trusted mode is not believed, else None."""
    if any(name in headers for name in _FORWARDED):
        return "Behind a proxy API_AUTH=trusted would believe everybody: use tokens."
    # A page that has its own name point to this machine (DNS rebinding) sends that name.
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    if scope.get("client") and host not in _LOCAL_NAMES:
        return "This name is not this machine's: call it 127.0.0.1 or localhost."
    origin = headers.get("origin")
    if origin is not None and origin not in origins and urlsplit(origin).netloc != headers.get("host"):
        return "This request comes from another site."
    return None


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _preflight() -> ASGIApp:
    """Return the response to a CORS preflight of an allowed origin; the other headers name that origin."""
    allowed = {"Access-Control-Allow-Methods": _METHODS, "Access-Control-Allow-Headers": _HEADERS}
    return Response(status_code=204, headers=allowed | {"Access-Control-Max-Age": "600"})


def _headers(cdn: str | None) -> list[tuple[bytes, bytes]]:
    """Return the headers of every response; images may also come from a CDN."""
    pictures = f" {urlsplit(cdn).scheme}://{urlsplit(cdn).netloc}" if cdn else ""
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
