"""What lets somebody in over HTTP, by the digests of the texts; and the sessions that services have opened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from storage.records import Record, columns
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class StoredToken(Record):
    """A row of `api_token`; `digest` is the hexadecimal SHA-256 of the text that its bearer has."""

    digest: str
    kind: str
    session_id: str
    user_id: str
    role: str
    created_at: datetime
    expires_at: datetime


class TokenStore:
    """Read and change the tables `api_token` and `service_session`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def add(self, token: StoredToken) -> None:
        """Add a token."""
        await self._database.run("add_token", **columns(token))

    async def get(self, digest: str) -> StoredToken | None:
        """Return a token."""
        return await self._database.one(StoredToken, "token_by_digest", digest=digest)

    async def exchange(self, code: str, kind: str, coming: StoredToken) -> StoredToken | None:
        """Delete a session's one-time token of a kind, and add the one that is `coming` for its user, in its role.

        Both is one transaction: a code is not used up by a login that could not be stored.

        Returns:
            The added token; None where the one-time token is gone or has expired.

        """

        async def body(tx: Transaction) -> StoredToken | None:
            taken = await _take(tx, code, kind, coming)
            if taken is None:
                return None
            added = replace(coming, user_id=taken.user_id, role=taken.role)
            await tx.run("add_token", **columns(added))
            return added

        # Most that is wrong is seen by a read, which waits for nobody who writes.
        return None if await self.get(code) is None else await self._database.write(body)

    async def join(
        self, invitation: str, kind: str, joining: StoredToken, check_names: Callable[[Iterable[str]], None]
    ) -> StoredToken | None:
        """Delete an invitation, make a member of the user of `joining`, and add that token, with the invitation's role.

        All of it is one transaction: what `check_names` raises, which is given every name in the session, leaves all as
        it was, and of two who choose one name at once the second one is checked against the first.

        Returns:
            The added token; None where the invitation is gone or has expired.

        """
        session_id, now = joining.session_id, joining.created_at

        async def body(tx: Transaction) -> StoredToken | None:
            taken = await _take(tx, invitation, kind, joining)
            if taken is None:
                return None
            await tx.alone("names", session_id)
            check_names(await tx.column(str, "names_in_session", session_id=session_id))
            added = replace(joining, role=taken.role)
            await tx.run(
                "join_session", session_id=session_id, user_id=added.user_id, role=added.role, name=None, now=now
            )
            await tx.run("add_token", **columns(added))
            return added

        return None if await self.get(invitation) is None else await self._database.write(body)

    async def add_service_session(self, session_id: str, home_id: str, service: str) -> None:
        """Remember that a service, whose tokens are for the session `home_id`, has opened a session."""
        await self._database.run("add_service_session", session_id=session_id, home_id=home_id, service=service)

    async def is_service_session(self, session_id: str, home_id: str, service: str) -> bool:
        """Tell whether that service has opened a session."""
        values = {"session_id": session_id, "home_id": home_id, "service": service}
        return bool(await self._database.value(int, "is_service_session", **values))

    async def revoke(self, digest: str) -> bool:
        """Delete a token; False where it is gone."""
        return bool(await self._database.run("revoke_token", digest=digest))

    async def revoke_all(self, session_id: str, user_id: str) -> int:
        """Delete a user's tokens for a session and return how many."""
        return await self._database.run("revoke_tokens_of", session_id=session_id, user_id=user_id)

    async def forget_expired(self, now: datetime) -> int:
        """Delete the expired tokens and return how many."""
        return await self._database.run("forget_expired_tokens", now=now)


async def _take(tx: Transaction, digest: str, kind: str, coming: StoredToken) -> StoredToken | None:
    """Delete a one-time token in whose place another one is coming, and return it."""
    about = {"session_id": coming.session_id, "now": coming.created_at}
    return await tx.one(StoredToken, "take_token", digest=digest, kind=kind, **about)
