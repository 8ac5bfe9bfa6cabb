"""Members: who is in a session, and in which role somebody comes in."""

from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.sessions import ENDED
from storage.members import Member, MemberStore

MOST_MEMBERS = 100


class Members:
    """Know the people of a session."""

    def __init__(self, store: MemberStore) -> None:
        self._store = store

    async def recognize(
        self, session_id: str, user_id: str, *, leads: bool = False, discord_roles: frozenset[str] = frozenset()
    ) -> Actor:
        """Return a person in the role that counts here: the GM, who `leads` anyway, or what the GM has said."""
        known = await self._store.standing(session_id, user_id)
        if known is None:
            return Actor(session_id, user_id, GM if leads else PLAYER, discord_roles)
        is_gm = leads or known.gm_user_id == user_id
        role = GM if is_gm else known.given_role or PLAYER
        return Actor(session_id, user_id, role, discord_roles, known.priority, known.status == ENDED)

    async def all(self, session_id: str) -> tuple[Member, ...]:
        """Return who is in a session, its GMs first, `MOST_MEMBERS` at most."""
        return await self._store.members(session_id, MOST_MEMBERS)

    async def count(self, session_id: str) -> int:
        """Count who is in a session."""
        return await self._store.count(session_id)

    async def leader(self, session_id: str) -> str | None:
        """Return who leads a session: its GM, else whoever was last seen as one."""
        return await self._store.leader(session_id)
