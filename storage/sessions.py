"""Sessions, who was seen in them as what, and the opened gallery pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from storage.gallery_filters import GalleryView
from storage.records import Record, Row, Session, columns
from storage.shards import ALL_SHARDS, Shards
from storage.sql_database import SqlDatabase, Transaction
from storage.styles import SessionStyle


@dataclass(frozen=True, slots=True)
class SeenMember(Record):
    """A session and what it knows of a person: `role` and `name` as last seen, the rest by the GM's word."""

    session: Session
    #: None where the person was never here.
    role: str | None
    given_role: str | None
    priority: int
    name: str | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Take a row of `session_and_member`."""
        session = Session.from_row(row)
        return cls(session, row["member_role"], row["given_role"], row["priority"], row["member_name"])


class SessionStore:
    """Read and change the tables `session`, `session_member` and `gallery_view`."""

    def __init__(self, database: SqlDatabase, shards: Shards = ALL_SHARDS) -> None:
        self._database = database
        self._shards = shards

    async def is_own(self, session_id: str) -> bool:
        """Tell whether a session is on one of this process's shards."""
        if self._shards.count == 1:
            return True
        session = await self.get(session_id)
        return self._shards.own(session.guild_id if session else None)

    async def open(
        self, session_id: str, name: str, now: datetime, *, guild_id: str | None = None, gm_user_id: str | None = None
    ) -> Session:
        """Return a session; the first time it is named it comes into being."""
        found = await self.get(session_id)
        if found:
            return found

        async def body(tx: Transaction) -> Session:
            await tx.run("open_session", id=session_id, guild_id=guild_id, name=name, gm_user_id=gm_user_id, now=now)
            session = await tx.one(Session, "session_by_id", id=session_id)
            assert session is not None  # noqa: S101  # it was inserted, or stood there before
            return session

        return await self._database.write(body)

    async def get(self, session_id: str) -> Session | None:
        """Return a session by its id."""
        return await self._database.one(Session, "session_by_id", id=session_id)

    async def of_guilds(self, most: int) -> dict[str, list[str]]:
        """Return the sessions on servers by their server, the newest first."""
        sessions = dict[str, list[str]]()
        for row in await self._database.rows("guild_sessions", most=most):
            sessions.setdefault(row["guild_id"], []).append(row["id"])
        return sessions

    async def seen(self, session_id: str, user_id: str) -> SeenMember | None:
        """Return a session with what it knows of a person, in one read; None where there is no such session yet."""
        return await self._database.one(SeenMember, "session_and_member", session_id=session_id, user_id=user_id)

    async def sharing_settings(self, session_id: str) -> tuple[str, ...]:
        """Return the settings, JSON objects, of the other sessions of a session's campaign."""
        return await self._database.column(str, "sharing_settings", session_id=session_id)

    async def change_settings(
        self, session_id: str, change: Callable[[Session, tuple[SessionStyle, ...]], str]
    ) -> str | None:
        """Replace a session's settings, a JSON object, by what `change` makes of the session and its styles.

        All of it is one transaction: nobody else's change is lost, and what `change` raises leaves them as they were.

        Returns:
            The new settings; None where there is no such session.

        """

        async def body(tx: Transaction) -> str | None:
            await tx.alone("session", session_id)
            session = await tx.one(Session, "session_by_id", id=session_id)
            if session is None:
                return None
            own = await tx.all(SessionStyle, "session_styles", session_id=session_id)
            shared = await tx.all(SessionStyle, "shared_styles", session_id=session_id)
            settings = change(session, (*own, *shared))
            await tx.run("set_settings", id=session_id, settings=settings)
            return settings

        return await self._database.write(body)

    async def rename_guild(self, guild_id: str, name: str) -> None:
        """Store another name of a server for all its sessions."""
        await self._database.run("rename_guild", guild_id=guild_id, guild_name=name)

    async def rename(self, session_id: str, name: str) -> None:
        """Store another name for a session, if there is such a one."""
        await self._database.run("rename_session", id=session_id, name=name)

    async def set_mature(self, session_id: str, *, mature: bool) -> None:
        """Remember whether the session's place is age-restricted."""
        await self._database.run("set_mature", id=session_id, mature=mature)

    async def set_locale(self, session_id: str, locale: str) -> None:
        """Remember the locale of the session's place."""
        await self._database.run("set_locale", id=session_id, locale=locale)

    async def locale(self, session_id: str) -> str | None:
        """Return the locale of the session's place, where it is known."""
        return await self._database.value(str, "session_locale", id=session_id)

    async def role(self, session_id: str, user_id: str) -> str | None:
        """Return a member's role, or None for somebody who is not in the session."""
        return await self._database.value(str, "member_role", session_id=session_id, user_id=user_id)

    async def join(self, session_id: str, user_id: str, role: str, now: datetime, *, name: str | None = None) -> None:
        """Remember that somebody is in the session, as what, and under which name where one is given."""
        seen: dict[str, Any] = {"session_id": session_id, "user_id": user_id, "role": role, "name": name}
        # Most who come were here before, and a read waits for nobody.
        if not await self._database.value(int, "is_joined", **seen):
            await self._database.run("join_session", now=now, **seen)

    async def open_view(self, view: GalleryView) -> None:
        """Remember an opened gallery page."""
        await self._database.run("open_view", **columns(view))

    async def turn_view(
        self, view_id: str, shown: str, now: datetime, *, place: int | None, grid: bool, stars: int = 0
    ) -> None:
        """Change what an opened gallery page shows, and where it stands."""
        await self._database.run("turn_view", id=view_id, filter=shown, now=now, place=place, stars=stars, grid=grid)

    async def forget_unused_views(self, before: datetime) -> int:
        """Delete the gallery pages that were last opened or turned before a moment, and return how many."""
        return await self._database.run("forget_unused_views", before=before)

    async def attach_view(self, view_id: str, message_id: str | None) -> None:
        """Record the message that shows an opened gallery page; None where it is gone."""
        await self._database.run("attach_view", id=view_id, message_id=message_id)

    async def views_since(self, session_id: str, since: datetime, most: int) -> tuple[GalleryView, ...]:
        """Return the pages of a session that were opened after a moment, the newest first."""
        return await self._database.all(GalleryView, "views_since", session_id=session_id, since=since, most=most)

    async def sessions_with_views(self, since: datetime) -> tuple[str, ...]:
        """Return the sessions in which a page was opened after a moment."""
        return await self._database.column(str, "sessions_with_views", since=since)

    async def view(self, view_id: str) -> GalleryView | None:
        """Return an opened gallery page."""
        return await self._database.one(GalleryView, "view_by_id", id=view_id)
