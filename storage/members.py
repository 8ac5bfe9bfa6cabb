"""Members of sessions: who is in one as what, who leads it, and whether it goes on."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Transaction
from storage.records import Record


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """What a session knows of a person who comes in: `given_role` and `priority` are the GM's word."""

    status: str
    gm_user_id: str | None
    given_role: str | None
    priority: int


@dataclass(frozen=True, slots=True)
class Member(Record):
    """Somebody in a session: `role` as last seen, `given_role` as the GM has said."""

    user_id: str
    role: str
    given_role: str | None
    priority: int


class MemberStore:
    """Read and change the table `session_member`, and who leads a row of `session`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def standing(self, session_id: str, user_id: str) -> Standing | None:
        """Return what is known of a person; None where there is no such session yet."""

        async def body(tx: Transaction) -> Standing | None:
            row = await tx.one("standing_of", session_id=session_id, user_id=user_id)
            return Standing.from_row(row) if row else None

        return await self._database.read(body)

    async def leader(self, session_id: str) -> str | None:
        """Return who leads a session: its GM, else whoever was last seen as one."""

        async def body(tx: Transaction) -> str | None:
            user_id: str | None = await tx.value("reviewer", session_id=session_id)
            return user_id

        return await self._database.read(body)

    async def members(self, session_id: str, most: int) -> tuple[Member, ...]:
        """Return the members of a session, its GMs first."""

        async def body(tx: Transaction) -> tuple[Member, ...]:
            return tuple(Member.from_row(row) for row in await tx.all("members", session_id=session_id, most=most))

        return await self._database.read(body)

    async def count(self, session_id: str) -> int:
        """Count the members of a session."""

        async def body(tx: Transaction) -> int:
            return int(await tx.value("count_members", session_id=session_id))

        return await self._database.read(body)

    async def give_role(self, session_id: str, user_id: str, role: str, now: datetime) -> None:
        """Make somebody a player, an observer or a GM."""

        async def body(tx: Transaction) -> None:
            await tx.run("give_role", session_id=session_id, user_id=user_id, role=role, now=now)

        await self._database.write(body)

    async def give_priority(self, session_id: str, user_id: str, priority: int, now: datetime) -> None:
        """Remember the least priority of what somebody asks for."""

        async def body(tx: Transaction) -> None:
            await tx.run("give_priority", session_id=session_id, user_id=user_id, priority=priority, now=now)

        await self._database.write(body)

    async def hand_over(self, session_id: str, user_id: str, now: datetime, *, before: str | None = None) -> None:
        """Make somebody the session's GM; whoever was it `before` is a player again."""

        async def body(tx: Transaction) -> None:
            if before is not None and before != user_id:
                await tx.run("give_role", session_id=session_id, user_id=before, role="player", now=now)
            await tx.run("give_role", session_id=session_id, user_id=user_id, role="gm", now=now)
            await tx.run("set_gm", session_id=session_id, user_id=user_id)

        await self._database.write(body)

    async def set_status(self, session_id: str, status: str) -> None:
        """End a session, or let it go on."""

        async def body(tx: Transaction) -> None:
            await tx.run("set_status", session_id=session_id, status=status)

        await self._database.write(body)
