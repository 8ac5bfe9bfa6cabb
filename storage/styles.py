"""Styles of one session: looks that its GM has added to the shipped ones."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Record, columns
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class SessionStyle(Record):
    """A row of `session_style`; `base` is the shipped style whose colours and preset it takes."""

    session_id: str
    id: str
    name: str
    description: str
    positive: str
    negative: str
    base: str
    created_by: str


class StyleStore:
    """Read and change the table `session_style`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def of_session(self, session_id: str) -> tuple[SessionStyle, ...]:
        """Return a session's own styles, the oldest first."""
        return await self._database.all(SessionStyle, "session_styles", session_id=session_id)

    async def shared_with(self, session_id: str) -> tuple[SessionStyle, ...]:
        """Return the styles of the other sessions of a session's campaign."""
        return await self._database.all(SessionStyle, "shared_styles", session_id=session_id)

    async def add(self, style: SessionStyle, now: datetime, *, most: int) -> bool:
        """Add a style, or change the one with the same id; False where the session has as many as it may."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", style.session_id)
            own = await tx.all(SessionStyle, "session_styles", session_id=style.session_id)
            if len(own) >= most and all(each.id != style.id for each in own):
                return False
            await tx.run("add_session_style", now=now, **columns(style))
            return True

        return await self._database.write(body)

    async def remove(self, session_id: str, style_id: str) -> bool:
        """Remove a style, and its lock if it has one; False where there is none."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", session_id)
            await tx.run("unlock_style", session_id=session_id, id=style_id)
            return bool(await tx.run("remove_session_style", session_id=session_id, id=style_id))

        return await self._database.write(body)
