"""Authentication: by a bearer token, by the page's cookie, or (trusted) by what the caller says."""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Path, Query, Request

from bot.web.proxies import address_group, normal_address
from bot.web.schemas.requests import SESSION_ID
from bot.web.state import State, WebState
from generation.errors import NotAllowedError
from generation.i18n import _
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, OBSERVER, Actor
from generation.sessions.tokens import BEARER, COOKIE, SERVICE, Grant, InvitationExpiredError, NotLoggedInError

COOKIE_NAME = "scenes"
#: A page of another origin cannot send it without being allowed to.
CSRF_HEADER = "x-requested-with"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

SessionId = Annotated[str, Path(pattern=SESSION_ID)]
ImageId = Annotated[str, Path(min_length=1, max_length=64)]
UserId = Annotated[str | None, Query(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a caller has shown for a session; without a `grant` (trusted) the caller is believed."""

    state: WebState
    session_id: str
    grant: Grant | None

    async def actor_for(self, user_id: str | None) -> Actor:
        """Return the actor, where the caller names `user_id`.

        Raises:
            NotAllowedError: it is somebody else, or nobody of this session.
            NotFoundError: there is no such session.

        """
        grant, membership = self.grant, self.state.services.membership
        if grant is None:
            return await (membership.admit(self.session_id, user_id) if user_id else membership.watch(self.session_id))
        if grant.role == SERVICE:
            return await (
                membership.admit(self.session_id, user_id)
                if user_id
                else membership.watch(self.session_id, grant.user_id)
            )
        if user_id is not None and user_id != grant.user_id:
            raise NotAllowedError(_("This token is somebody else's: leave user_id out, or give the token's own user."))
        return await membership.admit(self.session_id, grant.user_id, at_most=grant.role)

    async def actor_now(self, user_id: str | None) -> Actor:
        """Return the actor as `actor_for` does, in the role that counts at this moment.

        Raises:
            NotAllowedError: it is somebody else, or nobody of this session.
            NotFoundError: there is no such session.
            UnconfirmedError: Discord does not say.

        """
        actor = await self.actor_for(user_id)
        if actor.role == OBSERVER:
            return actor
        at_most = GM if self.grant is None or self.grant.role == SERVICE else self.grant.role
        return await self.state.services.membership.admit_now(actor.session_id, actor.user_id, at_most=at_most)

    async def context_for(self, user_id: str | None) -> SessionContext:
        """Return the session with the member who acts in it, as `actor_for` finds them.

        Raises:
            NotAllowedError: it is somebody else, or nobody of this session.
            NotFoundError: there is no such session.

        """
        return await self.state.services.sessions.context(await self.actor_for(user_id))

    async def refreshed(self) -> "Credentials":
        """Return the same after checking the token anew.

        Raises:
            NotLoggedInError: it was revoked, or has expired.

        """
        if self.grant is None:
            return self
        return replace(self, grant=await self.state.services.tokens.check_again(self.grant))

    @property
    def key(self) -> str:
        """Return the key under which this caller's uploads are counted."""
        return self.grant.key if self.grant else f"trusted {self.session_id}"


async def credentials(request: Request, state: State, session_id: SessionId) -> Credentials:
    """Return the caller's credentials for a session.

    Raises:
        NotLoggedInError: no token, or a bad one.
        NotAllowedError: a token of another session, or a request that another site may have made.
        TooManyRequestsError: too many requests with this token.

    """
    caller = await check_credentials(request, state, session_id)
    if caller.grant is not None:
        request.app.state.limiter.take(caller.grant.key)
    return caller


async def check_credentials(request: Request, state: WebState, session_id: str) -> Credentials:
    """Return the caller's credentials for a session, without counting the request.

    Raises:
        NotLoggedInError: no token, or a bad one.
        NotAllowedError: a token of another session, or a request that another site may have made.

    """
    if state.options.trusted:
        return Credentials(state, session_id, None)
    grant = await _grant(request, state)
    if not await state.services.tokens.reaches(grant, session_id):
        raise NotAllowedError(_("This token is for another session."))
    return Credentials(state, session_id, grant)


async def authenticate(request: Request, state: WebState) -> Grant:
    """Return what the token or the cookie of a request grants, and count the request.

    Raises:
        NotLoggedInError: there is none, or a bad one.
        NotAllowedError: another site may have made the request.
        TooManyRequestsError: too many requests with this token.

    """
    grant = await _grant(request, state)
    request.app.state.limiter.take(grant.key)
    return grant


async def _grant(request: Request, state: WebState) -> Grant:
    scheme, _separator, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return await state.services.tokens.check(token.strip(), BEARER)
    if cookie := request.cookies.get(COOKIE_NAME):
        if request.method not in _SAFE:
            _check_same_site(request, state)
        return await state.services.tokens.check(cookie, COOKIE)
    raise NotLoggedInError(_("A token is needed: Authorization: Bearer …, or a link from the bot."))


def _check_same_site(request: Request, state: WebState) -> None:
    if CSRF_HEADER not in request.headers:
        raise NotAllowedError(_("With a cookie the header X-Requested-With is needed."))
    check_origin(request, state)


def check_origin(request: Request, state: WebState, otherwise: str = "") -> None:
    """Make sure that a request comes from our own page, as far as its browser tells; `otherwise` says what to do.

    Raises:
        NotAllowedError: it was made by another site.

    """
    origin = request.headers.get("origin")
    if origin is not None and origin != _origin(base_url(request, state)):
        raise NotAllowedError(" ".join(filter(None, (_("This request comes from another site."), otherwise))))


def base_url(request: Request, state: WebState) -> str:
    """Return the address at which the caller reaches us, without a slash at its end."""
    if state.options.public_base_url:
        return state.options.public_base_url
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _origin(base: str) -> str:
    """Return scheme, host and port of an address, as a browser names an origin."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}".lower()


@contextlib.contextmanager
def count_failures(request: Request, session_id: str, secret: str) -> Iterator[None]:
    """Count a code, an invitation or a token that turns out to be wrong: by itself, by its session, by its address.

    Who has a right one is let in however many wrong ones have come, from wherever: many share a proxy's address, all
    of a table a session, and what is random and long needs no lock against guesses. Only who is wrong is slowed down.

    Raises:
        TooManyRequestsError: it is wrong, and too many were; or it is tried more often than a token may be used.

    """
    tried = f"{session_id} {hashlib.sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()}"
    # A right token as well: each login adds a cookie.
    request.app.state.limiter.take(tried)
    try:
        yield
    except (NotLoggedInError, InvitationExpiredError):
        address = address_group(normal_address(request.client.host if request.client else None))
        for counted in (tried, f"session {session_id}", f"address {address}"):
            request.app.state.failure_limiter.take(counted)
        raise


CallerCredentials = Annotated[Credentials, Depends(credentials)]


async def _viewer(caller: CallerCredentials, user_id: UserId = None) -> Actor:
    return await caller.actor_for(user_id)


#: The actor of a route without a body, where `user_id` stands in the query.
Viewer = Annotated[Actor, Depends(_viewer)]
