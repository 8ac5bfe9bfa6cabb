"""Tokens, cookies, one-time codes and invitations for HTTP, stored by the digests of their texts."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.records import Record, columns


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
    """Read and change the table `api_token`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, token: StoredToken) -> None:
        """Add a token."""
        await self._database.run("add_token", **columns(token))

    async def get(self, digest: str) -> StoredToken | None:
        """Return a token."""
        return await self._database.one(StoredToken, "token_by_digest", digest=digest)

    async def take(self, digest: str, kind: str) -> StoredToken | None:
        """Delete a one-time token of a kind and return it; None where it is gone."""
        return await self._database.one(StoredToken, "take_token", digest=digest, kind=kind)

    async def revoke(self, digest: str) -> bool:
        """Delete a token; False where it is gone."""
        return bool(await self._database.run("revoke_token", digest=digest))

    async def revoke_all(self, session_id: str, user_id: str) -> int:
        """Delete a user's tokens for a session and return how many."""
        return await self._database.run("revoke_tokens_of", session_id=session_id, user_id=user_id)

    async def forget_expired(self, now: datetime) -> int:
        """Delete the expired tokens and return how many."""
        return await self._database.run("forget_expired_tokens", now=now)
