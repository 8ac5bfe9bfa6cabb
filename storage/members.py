"""Members of sessions: their roles and priorities, the GM, and the session's status."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Record
from storage.sql_database import SqlDatabase, Transaction

GM = "gm"


@dataclass(frozen=True, slots=True)
class Member(Record):
    """Somebody in a session: `role` as last seen, `given_role` as the GM has said, `name` as Discord shows it."""

    user_id: str
    role: str
    given_role: str | None
    priority: int
    name: str | None = None


class MemberStore:
    """Read and change the table `session_member`, and who leads a row of `session`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def leader(self, session_id: str) -> str | None:
        """Return who leads a session: its GM while they are one, else whoever was last seen as one."""
        return await self._database.value(str, "reviewer", session_id=session_id)

    async def members(self, session_id: str, most: int = 100) -> tuple[Member, ...]:
        """Return the members of a session, its GMs first."""
        return await self._database.all(Member, "members", session_id=session_id, most=most)

    async def count(self, session_id: str) -> int:
        """Count the members of a session."""
        return await self._database.value(int, "count_members", session_id=session_id) or 0

    async def give_role(self, session_id: str, user_id: str, role: str, now: datetime) -> bool:
        """Make somebody a player, an observer or a GM; False where it is the session's GM, who stays one."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", session_id)
            if role != GM and await tx.value(str, "session_gm", session_id=session_id) == user_id:
                return False
            await tx.run("give_role", session_id=session_id, user_id=user_id, role=role, now=now)
            return True

        return await self._database.write(body)

    async def give_priority(self, session_id: str, user_id: str, priority: int, now: datetime) -> None:
        """Remember the least priority of what somebody asks for."""
        await self._database.run("give_priority", session_id=session_id, user_id=user_id, priority=priority, now=now)

    async def hand_over(self, session_id: str, user_id: str, now: datetime, *, before: str | None = None) -> bool:
        """Make somebody the session's GM; whoever was it `before` is a player again.

        Returns:
            False where somebody else was made it meanwhile: then all stays as it is.

        """

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", session_id)
            if await tx.value(str, "session_gm", session_id=session_id) != before:
                return False
            if before is not None and before != user_id:
                await tx.run("give_role", session_id=session_id, user_id=before, role="player", now=now)
            await tx.run("give_role", session_id=session_id, user_id=user_id, role=GM, now=now)
            await tx.run("set_gm", session_id=session_id, user_id=user_id)
            return True

        return await self._database.write(body)

    async def lead(self, session_id: str, user_id: str, now: datetime, *, before: str | None = None) -> None:
        """Put down who leads a session without giving them a role; whoever was named `before` is a player again."""

        async def body(tx: Transaction) -> None:
            if before is not None and before != user_id:
                await tx.run("give_role", session_id=session_id, user_id=before, role="player", now=now)
            await tx.run("set_gm", session_id=session_id, user_id=user_id)

        await self._database.write(body)

    async def set_status(self, session_id: str, status: str) -> None:
        """End a session, or let it go on."""
        await self._database.run("set_status", session_id=session_id, status=status)
