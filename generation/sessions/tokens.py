"""Tokens: what lets somebody in over HTTP, as whom, into which session, in which role at most, and until when.

A token's text is random and known to its bearer alone; the database keeps its SHA-256. There are four kinds: bearer
tokens for programs, the gallery page's cookies, one-time codes of links, and invitations to sessions that are not on
Discord.
"""

import hashlib
import hmac
import logging
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from generation.clock import now
from generation.errors import NotAllowedError, RefusedError
from generation.events import Broadcaster, ChangedElsewhere, Event
from generation.i18n import _
from generation.log_codes import person_code
from generation.sessions.names import check_new_name
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Access, Actor
from generation.sessions.sessions import check_ids
from storage.tokens import StoredToken, TokenStore

log = logging.getLogger(__name__)

BEARER, COOKIE, CODE, INVITATION = "bearer", "cookie", "code", "invitation"
#: A trusted backend's token: it may speak for any member of its session, and of those that it has opened.
SERVICE = "service"
TOKEN_ROLES = (GM, PLAYER, OBSERVER, SERVICE)

BEARER_LASTS, COOKIE_LASTS = timedelta(days=7), timedelta(days=7)
CODE_LASTS, INVITATION_LASTS = timedelta(minutes=10), timedelta(hours=24)
LONGEST = timedelta(days=366)
REMEMBERED = 4096

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class NotLoggedInError(RefusedError):
    """Refuse because nobody can be told from what was sent."""

    code = "not_logged_in"


class LinkExpiredError(NotLoggedInError):
    """Refuse a code that is wrong, too old or used."""

    code = "link_expired"


class InvitationExpiredError(NotAllowedError):
    """Refuse an invitation that is wrong, too old or used."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token grants; `key` stands for the token where it is counted, and does not tell it."""

    key: str
    kind: str
    session_id: str
    user_id: str
    role: str
    expires_at: datetime


class Tokens:
    """Mint, check and revoke tokens; `page_url` is where the gallery page is served, empty for nowhere."""

    def __init__(self, store: TokenStore, access: Access, events: Broadcaster, page_url: str) -> None:
        self._store = store
        self._access = access
        self._page_url = page_url
        # A lookup for every thumbnail would cost more than the thumbnail.
        self._checked: OrderedDict[str, Grant] = OrderedDict()
        #: How often that was emptied; what was read before is not remembered after.
        self._times_forgotten = 0
        events.listen(self._forget, ChangedElsewhere)

    def _forget(self, _event: Event | None = None) -> None:
        """Believe no remembered token once one was revoked; another process that has written may have done so."""
        self._checked.clear()
        self._times_forgotten += 1

    async def mint(self, actor: Actor, kind: str = BEARER, lasts: timedelta = BEARER_LASTS) -> tuple[str, Grant]:
        """Return a new token for a person in a role (or for a service), and what it grants.

        Raises:
            RefusedError: there is no such role, or it would last for ever or no time at all.

        """
        if actor.role not in TOKEN_ROLES:
            raise RefusedError(_("A token's role is one of {roles}.").format(roles=", ".join(TOKEN_ROLES)))
        if not timedelta(0) < lasts <= LONGEST:
            raise RefusedError(_("A token lasts up to {days} days.").format(days=LONGEST.days))
        text, stored = _new(kind, actor, lasts)
        await self._store.add(stored)
        return text, _minted(stored)

    async def check(self, text: str, kind: str) -> Grant:
        """Return what a token grants.

        Raises:
            NotLoggedInError: it is none, or none any more.

        """
        digest = _digest(text)
        grant = self._checked.get(digest)
        if grant is None:
            times_forgotten = self._times_forgotten
            stored = await self._store.get(digest)
            # The index has compared already, but digests: what it tells by its time is of no use to a guesser.
            if stored is None or not hmac.compare_digest(stored.digest, digest):
                raise NotLoggedInError(_("This token is not known here. Ask for a new one."))
            grant = _grant(stored)
            if times_forgotten == self._times_forgotten:
                self._remember(grant)
        else:
            self._checked.move_to_end(digest)
        if grant.kind != kind:
            raise NotLoggedInError(_("This token is not known here. Ask for a new one."))
        if grant.expires_at <= now():
            raise NotLoggedInError(_("This token has expired. Ask for a new one."))
        return grant

    def _remember(self, grant: Grant) -> None:
        self._checked[grant.key] = grant
        if len(self._checked) > REMEMBERED:
            self._checked.popitem(last=False)

    async def check_again(self, grant: Grant) -> Grant:
        """Return a grant that still counts.

        Raises:
            NotLoggedInError: its token was revoked, or has expired.

        """
        stored = await self._store.get(grant.key)
        if stored is None or stored.expires_at <= now():
            raise NotLoggedInError(_("This token has expired. Ask for a new one."))
        return _grant(stored)

    async def keep_opened(self, grant: Grant, session_id: str) -> None:
        """Let a service speak for the members of a session that it has opened, with this token and its later ones."""
        await self._store.add_service_session(session_id, grant.session_id, grant.user_id)

    async def reaches(self, grant: Grant, session_id: str) -> bool:
        """Tell whether a token is for a session: its own, or one that its service has opened."""
        if grant.session_id == session_id:
            return True
        return grant.role == SERVICE and await self._store.is_service_session(
            session_id, grant.session_id, grant.user_id
        )

    async def login_link(self, actor: Actor) -> str:
        """Return a link that opens the gallery page as this person; it works once, within `CODE_LASTS`.

        The code stands behind the “#”, which no browser sends to a server and no preview of the link can use up.

        Raises:
            RefusedError: no page is served.

        """
        if not self._page_url:
            raise RefusedError(_("The gallery page is off here; the operator can set API_PORT."))
        code, _minted = await self.mint(actor, CODE, CODE_LASTS)
        return f"{self._page_url}/gallery/{actor.session_id}#code={code}"

    async def log_in(self, session_id: str, code: str) -> tuple[str, Grant]:
        """Exchange a link's code for a cookie.

        Raises:
            LinkExpiredError: the code is wrong, too old, used, or for another session.

        """
        text, coming = _new(COOKIE, Actor(session_id, "", PLAYER), COOKIE_LASTS)
        added = await self._store.exchange(_digest(code), CODE, coming)
        if added is None:
            raise LinkExpiredError(_("This link has been used or is too old. Ask for a new one with /image link."))
        return text, _minted(added)

    async def log_in_with(self, session_id: str, token: str) -> tuple[str, Grant]:
        """Exchange a bearer token for a cookie that ends with it.

        Raises:
            NotLoggedInError: it is none, or for another session.

        """
        grant = await self.check(token, BEARER)
        if grant.session_id != session_id or grant.role == SERVICE:
            raise NotLoggedInError(_("This token is for something else. Ask for one of your own for this session."))
        actor = Actor(grant.session_id, grant.user_id, grant.role)
        return await self.mint(actor, COOKIE, min(COOKIE_LASTS, grant.expires_at - now()))

    async def invite(self, actor: Actor, role: str = PLAYER) -> tuple[str, Grant]:
        """Return an invitation: whoever has it may join the session once, under a name of their own.

        Raises:
            NotAllowedError: somebody else than the GM invites.
            RefusedError: a role that nobody is invited to.

        """
        self._access.require_gm(actor, _("Only the GM may invite to this session."))
        if role not in {PLAYER, OBSERVER}:
            raise RefusedError(
                _("You can invite somebody as {player} or as {observer}.").format(player=PLAYER, observer=OBSERVER)
            )
        return await self.mint(Actor(actor.session_id, actor.user_id, role), INVITATION, INVITATION_LASTS)

    async def join(self, session_id: str, user_id: str, invitation: str) -> tuple[str, Grant]:
        """Use up an invitation, and return a bearer token for the new member of the session, with what it grants.

        Raises:
            InvitationExpiredError: it is none, used, too old, or not for this session.
            NotAllowedError: the name would be taken for another's; the invitation stays good.
            RefusedError: nobody can have such a name; the invitation stays good.

        """
        check_ids(session_id, user_id)
        text, joining = _new(BEARER, Actor(session_id, user_id, PLAYER), BEARER_LASTS)
        added = await self._store.join(
            _digest(invitation), INVITATION, joining, lambda others: check_new_name(user_id, others)
        )
        if added is None:
            raise InvitationExpiredError(_("This invitation has been used or is too old. Ask the GM for a new one."))
        log.info("user %s has joined session %s as %s by an invitation", person_code(user_id), session_id, added.role)
        return text, _grant(added)

    async def revoke(self, grant: Grant) -> bool:
        """Let a token in no more; False where it was none any more."""
        try:
            return await self._store.revoke(grant.key)
        finally:
            self._forget()

    async def revoke_all(self, session_id: str, user_id: str) -> int:
        """Let nothing of a person's in this session in any more, and return how many tokens those were."""
        try:
            return await self._store.revoke_all(session_id, user_id)
        finally:
            self._forget()

    async def forget_expired(self) -> int:
        """Delete what has expired, and return how many those were."""
        return await self._store.forget_expired(now())


def parse_lasting(text: str) -> timedelta:
    """Return a time such as 90m, 12h or 7d.

    Raises:
        RefusedError: it is none, or longer than a token may last.

    """
    match = re.fullmatch(r"([1-9]\d{0,7})([smhd])", text.strip().lower())
    lasts = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    if lasts is None or lasts > LONGEST:
        raise RefusedError(_("Say how long, such as 90m, 12h or 7d; {days}d is the most.").format(days=LONGEST.days))
    return lasts


def _new(kind: str, actor: Actor, lasts: timedelta) -> tuple[str, StoredToken]:
    """Return the text of a new token, and what is stored of it."""
    text, moment = secrets.token_urlsafe(32), now()
    return text, StoredToken(_digest(text), kind, actor.session_id, actor.user_id, actor.role, moment, moment + lasts)


def _minted(stored: StoredToken) -> Grant:
    log.info(
        "%s token for user %s in session %s as %s",
        stored.kind,
        person_code(stored.user_id),
        stored.session_id,
        stored.role,
    )
    return _grant(stored)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _grant(stored: StoredToken) -> Grant:
    return Grant(stored.digest, stored.kind, stored.session_id, stored.user_id, stored.role, stored.expires_at)
