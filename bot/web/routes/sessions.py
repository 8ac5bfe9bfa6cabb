"""Sessions that are not on Discord: opening, joining, invitations; and the page's login."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.web.auth import (
    COOKIE_NAME,
    CallerCredentials,
    Credentials,
    SessionId,
    Viewer,
    authenticate,
    base_url,
    check_origin,
    count_failures,
    credentials,
)
from bot.web.errors import COMMON
from bot.web.schemas.requests import InvitationBody, JoinBody, LoginBody, OpenSessionBody
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State, WebState
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.i18n import N_, _
from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.tokens import COOKIE, SERVICE
from storage.records import Session

router = APIRouter(prefix="/api", tags=["sessions"])

ON_DISCORD = N_("This session is a Discord channel: whoever may write there is in it. Ask there with /image link.")


class MeResponse(SuccessResponse):
    """Who is logged in, and into which session."""

    session_id: str
    session_name: str
    #: What its server is called; null where that was never seen, and for sessions that are on none.
    guild_name: str | None
    user_id: str
    #: What the session calls them; null where it knows no name.
    user_name: str | None
    role: str
    auth: str
    ended: bool
    expires_at: datetime | None


class SessionResponse(SuccessResponse):
    """A session that is open."""

    session_id: str
    name: str
    gm_user_id: str | None
    user_id: str
    role: str


class JoinResponse(SuccessResponse):
    """A new member of a session; with tokens, theirs."""

    session_id: str
    user_id: str
    role: str
    token: str | None = None
    expires_at: datetime | None = None


class InvitationResponse(SuccessResponse):
    """An invitation for one person."""

    invitation: str
    role: str
    expires_at: datetime


@router.post("/session", response_model=SessionResponse, responses=COMMON)
async def open_session(request: Request, state: State, body: OpenSessionBody) -> Response:
    """Open a session, or come back to it; with tokens the one that the token is for, and by a service new ones."""
    if body.gm_user_id is not None and body.user_id not in {None, body.gm_user_id}:
        raise RefusedError(_("Whoever opens a session leads it: leave user_id out, or make it the same as gm_user_id."))
    leader = body.gm_user_id or body.user_id
    if state.options.trusted:
        if leader is None or (body.session_id is None and body.gm_user_id is None):
            raise RefusedError(
                _("Say who leads a new session (gm_user_id), or which session (session_id) and who comes (user_id).")
            )
        return await _open(state, Actor(body.session_id or str(uuid4()), leader, GM), body.name)
    grant = await authenticate(request, state)
    if body.gm_user_id is not None and body.session_id is None:
        if grant.role != SERVICE:
            raise NotAllowedError(_("This token is for one session. New ones are opened with a service's token."))
        actor = Actor(str(uuid4()), body.gm_user_id, GM)
        opened = await _open(state, actor, body.name)
        await state.services.tokens.keep_opened(grant, actor.session_id)
        return opened
    session_id = body.session_id or grant.session_id
    if not await state.services.tokens.reaches(grant, session_id):
        raise NotAllowedError(_("This token is for another session."))
    caller = Credentials(state, session_id, grant)
    return await _open(state, await caller.actor_for(leader), body.name)


@router.post("/session/{session_id}/join", response_model=JoinResponse, responses=COMMON)
async def join(request: Request, state: State, session_id: SessionId, body: JoinBody) -> Response:
    """Join a session; with tokens by an invitation, which is used up."""
    if state.options.trusted:
        return await _join(state, session_id, body, "trusted")
    if body.invitation is None:
        grant = (await credentials(request, state, session_id)).grant
        if grant is None or grant.role != SERVICE:
            raise NotAllowedError(_("You need an invitation to join. Ask the GM for one."))
        return await _join(state, session_id, body, grant.user_id)
    _check_not_on_discord(await state.services.sessions.get(session_id))
    with count_failures(request, session_id, body.invitation):
        token, grant = await state.services.tokens.join(session_id, body.user_id, body.invitation)
    return json_response(
        JoinResponse(
            session_id=session_id, user_id=grant.user_id, role=grant.role, token=token, expires_at=grant.expires_at
        )
    )


@router.post("/session/{session_id}/invitation", response_model=InvitationResponse, responses=COMMON)
async def invite(state: State, caller: CallerCredentials, session_id: SessionId, body: InvitationBody) -> Response:
    """Invite somebody; the GM does."""
    actor = await caller.actor_for(body.user_id)
    _check_not_on_discord(await state.services.sessions.get(session_id))
    invitation, grant = await state.services.tokens.invite(actor, body.role)
    return json_response(InvitationResponse(invitation=invitation, role=grant.role, expires_at=grant.expires_at))


@router.post("/session/{session_id}/login", response_model=MeResponse, responses=COMMON)
async def log_in(request: Request, state: State, session_id: SessionId, body: LoginBody) -> Response:
    """Exchange the one-time code of a link, or a bearer token, for a cookie."""
    # Before the code is looked at: what was tried elsewhere is good here still.
    check_origin(
        request,
        state,
        _("Open the link in a browser, on the gallery's own page. Another page needs an access token, sent as it is."),
    )
    given = body.code or body.token
    if not given:
        raise RefusedError(_("Give the code of a link, or a token."))
    tokens = state.services.tokens
    with count_failures(request, session_id, given):
        cookie, grant = await (tokens.log_in(session_id, given) if body.code else tokens.log_in_with(session_id, given))
    answer = await _me(state, Credentials(state, session_id, grant), None)
    answer.set_cookie(
        COOKIE_NAME,
        cookie,
        max_age=int((grant.expires_at - now()).total_seconds()),
        path=_cookie_path(state, session_id),
        secure=urlsplit(base_url(request, state)).scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/session/{session_id}/logout", response_model=SuccessResponse, responses=COMMON)
async def log_out(state: State, caller: CallerCredentials, session_id: SessionId) -> Response:
    """End the login of the page."""
    if caller.grant is not None and caller.grant.kind == COOKIE:
        await state.services.tokens.revoke(caller.grant)
    answer = json_response(SuccessResponse())
    answer.delete_cookie(COOKIE_NAME, path=_cookie_path(state, session_id), httponly=True, samesite="strict")
    return answer


@router.get("/session/{session_id}/me", response_model=MeResponse, responses=COMMON)
async def me(state: State, caller: CallerCredentials, actor: Viewer) -> Response:
    """Return who is logged in."""
    return await _me(state, caller, actor)


async def _me(state: WebState, caller: Credentials, actor: Actor | None) -> Response:
    actor = actor or await caller.actor_for(None)
    session = await state.services.sessions.get(actor.session_id)
    if session is None:
        raise NotFoundError(_("There is no such session."))
    names = {member.user_id: member.name for member in await state.services.members.members(session.id)}
    return json_response(
        MeResponse(
            session_id=session.id,
            session_name=session.name,
            guild_name=session.guild_name,
            user_id=actor.user_id,
            user_name=names.get(actor.user_id),
            role=actor.role,
            auth="trusted" if caller.grant is None else "token",
            ended=actor.ended,
            expires_at=caller.grant.expires_at if caller.grant else None,
        )
    )


async def _open(state: WebState, actor: Actor, name: str | None) -> Response:
    found = await state.services.sessions.get(actor.session_id)
    if found is not None:
        _check_not_on_discord(found)
        actor = await state.services.membership.admit(actor.session_id, actor.user_id)
    context = await state.services.sessions.enter(actor, name or actor.session_id, gm_user_id=actor.user_id)
    session = context.session
    return json_response(
        SessionResponse(
            session_id=session.id,
            name=session.name,
            gm_user_id=session.gm_user_id,
            user_id=actor.user_id,
            role=actor.role,
        )
    )


async def _join(state: WebState, session_id: str, body: JoinBody, backend: str) -> Response:
    """Add a member to a session that is not on Discord, on the word of a backend that is believed.

    Who is in the session already keeps the role that they have there.
    """
    services = state.services
    session = await services.sessions.get(session_id)
    if session is None:
        raise NotFoundError(_("There is no such session."))
    _check_not_on_discord(session)
    seen = await services.sessions.unchecked_member(session_id, body.user_id)
    if seen is None or seen.role is None:
        await services.sessions.enter(Actor(session_id, body.user_id, PLAYER), session.name)
        if body.role != PLAYER:
            await services.admin.give_role(Actor(session_id, backend, GM), body.user_id, body.role)
    actor = await services.membership.admit(session_id, body.user_id)
    return json_response(JoinResponse(session_id=session_id, user_id=actor.user_id, role=actor.role))


def _check_not_on_discord(session: Session | None) -> None:
    if session is not None and session.guild_id is not None:
        raise NotAllowedError(_(ON_DISCORD))


def _cookie_path(state: WebState, session_id: str) -> str:
    """Return where the cookie is sent: a login to one session is none to another."""
    return f"{state.options.base_path}/api/session/{session_id}"
