"""Sessions, their members, opened gallery pages, and small facts that outlive a process."""

from datetime import datetime

from storage.database import Database, Transaction
from storage.records import GalleryView, Session


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

    async def role(self, session_id: str, user_id: str) -> str | None:
        """Return a member's role, or None for somebody who is not in the session."""

        async def body(tx: Transaction) -> str | None:
            role: str | None = await tx.value("member_role", session_id=session_id, user_id=user_id)
            return role

        return await self._database.read(body)

    async def join(self, session_id: str, user_id: str, role: str, now: datetime) -> None:
        """Remember that somebody is in the session, and as what."""
        if await self.role(session_id, user_id) == role:
            return

        async def body(tx: Transaction) -> None:
            await tx.run("join_session", session_id=session_id, user_id=user_id, role=role, now=now)

        await self._database.write(body)

    async def open_view(self, view: GalleryView) -> None:
        """Remember an opened gallery page."""

        async def body(tx: Transaction) -> None:
            await tx.run(
                "open_view",
                id=view.id,
                session_id=view.session_id,
                viewer=view.viewer,
                filter=view.filter,
                shared=view.shared,
                now=view.created_at,
            )

        await self._database.write(body)

    async def set_view_filter(self, view_id: str, shown: str) -> None:
        """Change what an opened gallery page shows."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_view_filter", id=view_id, filter=shown)

        await self._database.write(body)

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
