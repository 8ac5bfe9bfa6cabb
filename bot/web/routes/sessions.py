"""Sessions: opened and joined by front ends other than Discord, and the page's login."""

from datetime import datetime
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from bot.web.auth import (
    COOKIE_NAME,
    AtDoor,
    Guest,
    SessionId,
    Visitor,
    base_of,
    bearer,
    check_origin,
    guest,
    take_anonymous,
)
from bot.web.errors import COMMON
from bot.web.schemas.requests import Inviting, Joining, LoggingIn, Opening
from bot.web.schemas.responses import Answer, json_answer
from bot.web.state import Here, House
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.sessions.permissions import GM, PLAYER, Requester
from generation.sessions.tokens import COOKIE, SERVICE
from storage.records import Session

router = APIRouter(prefix="/api", tags=["sessions"])

ON_DISCORD = "This session is a Discord channel: whoever may write there is in it. Ask there with /image link."


class Me(Answer):
    """Who is logged in, and into what."""

    session_id: str
    session_name: str
    user_id: str
    role: str
    auth: str
    ended: bool
    expires_at: datetime | None


class Opened(Answer):
    """A session that is open."""

    session_id: str
    name: str
    user_id: str
    role: str


class Joined(Answer):
    """Somebody who is in a session now; with tokens, what lets them in from now on."""

    session_id: str
    user_id: str
    role: str
    token: str | None = None
    expires_at: datetime | None = None


class Invited(Answer):
    """An invitation for one person."""

    invitation: str
    role: str
    expires_at: datetime


@router.post("/session", response_model=Opened, responses=COMMON)
async def open_session(request: Request, house: Here, body: Opening) -> Response:
    """Open a session, or come back to it; with tokens the one that the token is for."""
    if house.options.trusted:
        if not body.session_id or not body.user_id:
            raise RefusedError("Say which session (session_id), and who leads it (user_id).")
        return await _open(house, Requester(body.session_id, body.user_id, GM), body.name)
    grant = await bearer(request, house)
    if body.session_id not in {None, grant.session_id}:
        raise NotAllowedError("This token is for another session.")
    at_door = Guest(house, grant.session_id, grant)
    return await _open(house, await at_door.enter_as(body.user_id), body.name)


@router.post("/session/{session_id}/join", response_model=Joined, responses=COMMON)
async def join(request: Request, house: Here, session_id: SessionId, body: Joining) -> Response:
    """Join a session; with tokens by an invitation, which is used up."""
    take_anonymous(request)
    session = await house.services.sessions.get(session_id)
    if house.options.trusted:
        await _let_in(house, session, Requester(session_id, body.user_id, PLAYER))
        by = await house.entry.admit(session_id, body.user_id)
        return json_answer(Joined(session_id=session_id, user_id=by.user_id, role=by.role))
    if body.invitation is None:
        grant = (await guest(request, house, session_id)).grant
        if grant is None or grant.role != SERVICE:
            raise NotAllowedError("An invitation is needed to join. Ask the GM for one.")
        await _let_in(house, session, Requester(session_id, body.user_id, PLAYER))
        return json_answer(Joined(session_id=session_id, user_id=body.user_id, role=PLAYER))
    if await house.entry.knows(session_id, body.user_id):
        raise NotAllowedError("Somebody of this name is in the session. Choose another user_id.")
    role = await house.tokens.accept(session_id, body.invitation)
    by = Requester(session_id, body.user_id, role)
    await _let_in(house, session, by)
    token, grant = await house.tokens.mint(by)
    return json_answer(
        Joined(session_id=session_id, user_id=by.user_id, role=role, token=token, expires_at=grant.expires_at)
    )


@router.post("/session/{session_id}/invitation", response_model=Invited, responses=COMMON)
async def invite(house: Here, at_door: AtDoor, session_id: SessionId, body: Inviting) -> Response:
    """Invite somebody; the GM does."""
    by = await at_door.enter_as(body.user_id)
    _off_discord(await house.services.sessions.get(session_id))
    invitation, grant = await house.tokens.invite(by, body.role)
    return json_answer(Invited(invitation=invitation, role=grant.role, expires_at=grant.expires_at))


@router.post("/session/{session_id}/login", response_model=Me, responses=COMMON)
async def log_in(request: Request, house: Here, session_id: SessionId, body: LoggingIn) -> Response:
    """Exchange the one-time code of a link, or a bearer token, for a cookie."""
    take_anonymous(request)
    check_origin(request, house)
    if body.code:
        cookie, grant = await house.tokens.log_in(session_id, body.code)
    elif body.token:
        cookie, grant = await house.tokens.log_in_with(session_id, body.token)
    else:
        raise RefusedError("Give the code of a link, or a token.")
    answer = await _me(house, Guest(house, session_id, grant), None)
    answer.set_cookie(
        COOKIE_NAME,
        cookie,
        max_age=int((grant.expires_at - now()).total_seconds()),
        path=_cookie_path(session_id),
        secure=urlsplit(base_of(request, house)).scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/session/{session_id}/logout", response_model=Answer, responses=COMMON)
async def log_out(house: Here, at_door: AtDoor, session_id: SessionId) -> Response:
    """End the login of the page."""
    if at_door.grant is not None and at_door.grant.kind == COOKIE:
        await house.tokens.revoke(at_door.grant)
    answer = json_answer(Answer())
    answer.delete_cookie(COOKIE_NAME, path=_cookie_path(session_id), httponly=True, samesite="strict")
    return answer


@router.get("/session/{session_id}/me", response_model=Me, responses=COMMON)
async def me(house: Here, at_door: AtDoor, by: Visitor) -> Response:
    """Tell who is logged in."""
    return await _me(house, at_door, by)


async def _me(house: House, at_door: Guest, by: Requester | None) -> Response:
    by = by or await at_door.enter_as(None)
    session = await house.services.sessions.get(by.session_id)
    if session is None:
        raise NotFoundError("There is no such session.")
    return json_answer(
        Me(
            session_id=session.id,
            session_name=session.name,
            user_id=by.user_id,
            role=by.role,
            auth="trusted" if at_door.grant is None else "token",
            ended=by.ended,
            expires_at=at_door.grant.expires_at if at_door.grant else None,
        )
    )


async def _open(house: House, by: Requester, name: str | None) -> Response:
    found = await house.services.sessions.get(by.session_id)
    if found is not None:
        _off_discord(found)
        by = await house.entry.admit(by.session_id, by.user_id)
    session = await house.services.sessions.enter(by, name or by.session_id, gm_user_id=by.user_id)
    return json_answer(Opened(session_id=session.id, name=session.name, user_id=by.user_id, role=by.role))


async def _let_in(house: House, session: Session | None, by: Requester) -> None:
    """Have somebody join a session that is not on Discord."""
    if session is None:
        raise NotFoundError("There is no such session.")
    _off_discord(session)
    await house.services.sessions.enter(by, session.name)


def _off_discord(session: Session | None) -> None:
    if session is not None and session.guild_id is not None:
        raise NotAllowedError(ON_DISCORD)


def _cookie_path(session_id: str) -> str:
    """Return where the cookie is sent: a login to one session is none to another."""
    return f"/api/session/{session_id}"
