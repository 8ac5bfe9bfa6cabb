"""Sessions: opened the first time somebody acts in one, with who was in them."""

import re
from dataclasses import dataclass, replace

from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.i18n import _
from generation.moderation.verdict import Rules
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.settings import SessionSettings
from generation.sessions.styles import TableStyles
from storage.records import Request, Session
from storage.sessions import SeenMember, SessionStore

ACTIVE, ENDED = "active", "ended"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is, as far as it was seen: its name, its server, whether it is age-restricted, its language.

    The name is empty where it was not seen, and so is that of the server.
    """

    name: str
    guild_id: str | None = None
    mature: bool | None = None
    locale: str | None = None
    guild_name: str = ""


class Sessions:
    """Open sessions, add people to them, and return them as a `SessionContext`."""

    def __init__(self, store: SessionStore, styles: TableStyles) -> None:
        self._store = store
        self._styles = styles

    async def is_own(self, session_id: str) -> bool:
        """Tell whether this process shows what happens in a session on Discord: where there are many, one does."""
        return await self._store.is_own(session_id)

    async def enter(
        self,
        actor: Actor,
        name: str,
        *,
        guild_id: str | None = None,
        gm_user_id: str | None = None,
        called: str | None = None,
    ) -> SessionContext:
        """Return the session with the person in it in the role that they have; the first time it is opened.

        `called` is the person's name there, where they have one besides the id.

        Raises:
            RefusedError: the session's or the user's id cannot be one.

        """
        check_ids(actor.session_id, actor.user_id)
        seen = await self._store.seen(actor.session_id, actor.user_id)
        return await self._join(actor, seen, Place(name, guild_id), gm_user_id=gm_user_id, called=called)

    async def enter_seen(
        self,
        session_id: str,
        user_id: str,
        place: Place,
        *,
        leads: bool,
        discord_roles: frozenset[str],
        called: str | None = None,
    ) -> SessionContext:
        """Return the session with a person in it who was just seen there, in the role that counts.

        Raises:
            RefusedError: the session's or the user's id cannot be one.

        """
        check_ids(session_id, user_id)
        seen = await self._store.seen(session_id, user_id)
        actor = actor_of(session_id, user_id, seen, leads=leads, discord_roles=discord_roles)
        return await self._join(actor, seen, place, called=called)

    async def rename(self, session_id: str, name: str) -> None:
        """Take over the name that a session's channel has now; what is no session is left.

        Raises:
            StorageError: the name is kept as it was, until somebody comes into the session.

        """
        # Looked at first: most channels and threads of a server are no session, and nothing is to be written.
        session = await self._store.get(session_id)
        if session is not None and session.name != name:
            await self._store.rename(session_id, name)

    async def rename_guild(self, guild_id: str, name: str) -> None:
        """Take over the name that a server has now, for all its sessions.

        Raises:
            StorageError: the name is kept as it was, until somebody comes into a session there.

        """
        await self._store.rename_guild(guild_id, name)

    async def unchecked_member(self, session_id: str, user_id: str) -> SeenMember | None:
        """Return what a session knows of a person; for rules, not for viewers."""
        return await self._store.seen(session_id, user_id)

    async def recognize(
        self, session_id: str, user_id: str, *, leads: bool = False, discord_roles: frozenset[str] = frozenset()
    ) -> Actor:
        """Return a person in the role that counts, without a trace of it."""
        seen = await self._store.seen(session_id, user_id)
        return actor_of(session_id, user_id, seen, leads=leads, discord_roles=discord_roles)

    async def _join(
        self,
        actor: Actor,
        seen: SeenMember | None,
        place: Place,
        *,
        gm_user_id: str | None = None,
        called: str | None = None,
    ) -> SessionContext:
        """Write down what is new of a person and a place; most who come were here before, and nothing is written."""
        if seen is None:
            session = await self._store.open(
                actor.session_id,
                place.name or f"channel {actor.session_id}",
                now(),
                guild_id=place.guild_id,
                gm_user_id=gm_user_id,
            )
        else:
            session = seen.session
        if seen is None or seen.role != actor.role or called not in {None, seen.name}:
            await self._store.join(actor.session_id, actor.user_id, actor.role, now(), name=called)
        if place.guild_id is not None and place.name and place.name != session.name:
            # A channel that was renamed while the bot was away.
            await self._store.rename(actor.session_id, place.name)
            session = replace(session, name=place.name)
        if place.guild_id is not None and place.guild_name and place.guild_name != session.guild_name:
            await self._store.rename_guild(place.guild_id, place.guild_name)
            session = replace(session, guild_name=place.guild_name)
        if place.mature is not None and place.mature != session.mature:
            await self._store.set_mature(actor.session_id, mature=place.mature)
            session = replace(session, mature=place.mature)
        if place.locale is not None and place.locale != session.locale:
            await self._store.set_locale(actor.session_id, place.locale)
            session = replace(session, locale=place.locale)
        return await self._context(session, actor)

    async def context(self, actor: Actor) -> SessionContext:
        """Return the session of somebody who is in it.

        Raises:
            NotAllowedError: there is no such session, or they are not in it.

        """
        seen = await self._store.seen(actor.session_id, actor.user_id)
        if seen is None or seen.role is None:
            raise NotAllowedError(_("User not in session"))
        return await self._context(seen.session, replace(actor, ended=seen.session.status == ENDED))

    async def context_of(self, request: Request) -> SessionContext:
        """Return the session of a request with the one who asked, and the style that was asked for.

        Raises:
            NotFoundError: there is no such session any more.

        """
        session = await self._store.get(request.session_id)
        if session is None:
            raise NotFoundError(_("There is no such session."))
        context = await self._context(session, Actor(request.session_id, request.user_id))
        return context.with_style(await self._styles.stored(session.id, request.params.style))

    async def _context(self, session: Session, actor: Actor) -> SessionContext:
        settings = SessionSettings.from_json(session.settings)
        return SessionContext(
            session,
            settings,
            await self._rules(session, settings),
            actor,
            await self._styles.stored(session.id, settings.style_lock) if settings.style_lock else None,
        )

    async def shared_rules(self, session_id: str) -> Rules:
        """Return what a session's pictures are judged by: its settings, with its campaign's lines and veils.

        Raises:
            NotFoundError: there is no such session.

        """
        session = await self._store.get(session_id)
        if session is None:
            raise NotFoundError(_("There is no such session."))
        return await self._rules(session, SessionSettings.from_json(session.settings))

    async def _rules(self, session: Session, settings: SessionSettings) -> Rules:
        others = map(SessionSettings.from_json, await self._store.sharing_settings(session.id))
        return settings.rules(mature=session.mature, sharing=others)

    async def get(self, session_id: str) -> Session | None:
        """Return a session."""
        return await self._store.get(session_id)

    async def locale(self, session_id: str) -> str | None:
        """Return the locale of a session's place, where it is known: what hangs there is said in its language."""
        return await self._store.locale(session_id)


def check_ids(session_id: str, user_id: str) -> None:
    """Make sure that a session and a user may be called so.

    Raises:
        RefusedError: they may not.

    """
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", session_id) or session_id.startswith("."):
        raise RefusedError(_("A session's id is 1 to 64 letters, digits, dots, dashes and underscores."))
    if not user_id.isprintable() or not 1 <= len(user_id) <= 64:
        raise RefusedError(_("A user's id is 1 to 64 printable characters."))


def actor_of(
    session_id: str, user_id: str, seen: SeenMember | None, *, leads: bool, discord_roles: frozenset[str]
) -> Actor:
    """Return a person in the role that counts: GM for who `leads` by a role or permission, else the GM's word.

    Where there is no Discord to ask, the session's GM is whoever opened it.
    """
    if seen is None:
        return Actor(session_id, user_id, GM if leads else PLAYER, discord_roles)
    opened = seen.session.guild_id is None and seen.session.gm_user_id == user_id
    role = GM if leads or opened else seen.given_role or PLAYER
    return Actor(session_id, user_id, role, discord_roles, seen.priority, seen.session.status == ENDED)
