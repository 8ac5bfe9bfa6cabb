"""Sessions, their members, opened gallery pages, and small facts that outlive a process."""

from datetime import datetime

from storage.database import Database, Transaction
from storage.gallery_filters import GalleryView
from storage.records import Session, columns


class SessionStore:
    """Read and change the tables `session`, `session_member`, `gallery_view` and `fact`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self, session_id: str, name: str, now: datetime, *, guild_id: str | None = None, gm_user_id: str | None = None
    ) -> Session:
        """Return a session; the first time it is named it comes into being."""
        found = await self.get(session_id)
        if found:
            return found

        async def body(tx: Transaction) -> Session:
            await tx.run("open_session", id=session_id, guild_id=guild_id, name=name, gm_user_id=gm_user_id, now=now)
            row = await tx.one("session_by_id", id=session_id)
            assert row is not None  # noqa: S101  # it was inserted, or stood there before
            return Session.from_row(row)

        return await self._database.write(body)

    async def get(self, session_id: str) -> Session | None:
        """Return a session by its id."""

        async def body(tx: Transaction) -> Session | None:
            row = await tx.one("session_by_id", id=session_id)
            return Session.from_row(row) if row else None

        return await self._database.read(body)

    async def set_settings(self, session_id: str, settings: str) -> None:
        """Change a session's settings, a JSON object."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_settings", id=session_id, settings=settings)

        await self._database.write(body)

    async def set_mature(self, session_id: str, *, mature: bool) -> None:
        """Remember whether the session's place is age-restricted."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_mature", id=session_id, mature=mature)

        await self._database.write(body)

    async def set_locale(self, session_id: str, locale: str) -> None:
        """Remember the locale of the session's place."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_locale", id=session_id, locale=locale)

        await self._database.write(body)

    async def locale(self, session_id: str) -> str | None:
        """Return the locale of the session's place, where it is known."""

        async def body(tx: Transaction) -> str | None:
            locale: str | None = await tx.value("session_locale", id=session_id)
            return locale

        return await self._database.read(body)

    async def role(self, session_id: str, user_id: str) -> str | None:
        """Return a member's role, or None for somebody who is not in the session."""

        async def body(tx: Transaction) -> str | None:
            role: str | None = await tx.value("member_role", session_id=session_id, user_id=user_id)
            return role

        return await self._database.read(body)

    async def join(self, session_id: str, user_id: str, role: str, now: datetime, *, name: str | None = None) -> None:
        """Remember that somebody is in the session, as what, and under which name where one is given."""
        seen = {"session_id": session_id, "user_id": user_id, "role": role, "name": name}

        async def look(tx: Transaction) -> bool:
            return bool(await tx.value("is_joined", **seen))

        async def body(tx: Transaction) -> None:
            await tx.run("join_session", now=now, **seen)

        # Most who come were here before, and a read waits for nobody.
        if not await self._database.read(look):
            await self._database.write(body)

    async def open_view(self, view: GalleryView) -> None:
        """Remember an opened gallery page."""

        async def body(tx: Transaction) -> None:
            await tx.run("open_view", **columns(view))

        await self._database.write(body)

    async def turn_view(self, view_id: str, shown: str, *, place: int | None, grid: bool) -> None:
        """Change what an opened gallery page shows, and where it stands."""

        async def body(tx: Transaction) -> None:
            await tx.run("turn_view", id=view_id, filter=shown, place=place, grid=grid)

        await self._database.write(body)

    async def hang_view(self, view_id: str, message_id: str | None) -> None:
        """Remember the message that an opened gallery page is; None where that is gone."""

        async def body(tx: Transaction) -> None:
            await tx.run("hang_view", id=view_id, message_id=message_id)

        await self._database.write(body)

    async def views_since(self, session_id: str, since: datetime, most: int) -> tuple[GalleryView, ...]:
        """Return the pages of a session that were opened after a moment, the newest first."""

        async def body(tx: Transaction) -> tuple[GalleryView, ...]:
            rows = await tx.all("views_since", session_id=session_id, since=since, most=most)
            return tuple(GalleryView.from_row(row) for row in rows)

        return await self._database.read(body)

    async def sessions_with_views(self, since: datetime) -> tuple[str, ...]:
        """Return the sessions in which a page was opened after a moment."""

        async def body(tx: Transaction) -> tuple[str, ...]:
            return tuple(row["session_id"] for row in await tx.all("sessions_with_views", since=since))

        return await self._database.read(body)

    async def view(self, view_id: str) -> GalleryView | None:
        """Return an opened gallery page."""

        async def body(tx: Transaction) -> GalleryView | None:
            row = await tx.one("view_by_id", id=view_id)
            return GalleryView.from_row(row) if row else None

        return await self._database.read(body)

    async def fact(self, name: str) -> str | None:
        """Return a fact."""

        async def body(tx: Transaction) -> str | None:
            value: str | None = await tx.value("fact", name=name)
            return value

        return await self._database.read(body)

    async def set_fact(self, name: str, value: str) -> None:
        """Remember a fact."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_fact", name=name, value=value)

        await self._database.write(body)
