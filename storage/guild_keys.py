"""Keys of providers that servers have brought themselves, encrypted, and what a server may spend by them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.records import Record, columns
from storage.sql_database import SqlDatabase, Transaction

#: How a provider has last answered to a key; its account may be empty, and it may not have been reached yet.
WORKS, REFUSED, EMPTY, UNTRIED = "works", "refused", "empty", "untried"


@dataclass(frozen=True, slots=True)
class GuildKey(Record):
    """A row of `guild_key`: `sealed` is the encrypted key, `state` how its provider has last answered to it.

    `set_by` is None where whoever set it wants nothing kept of themselves.
    """

    id: str
    guild_id: str
    provider: str
    sealed: str = field(repr=False)
    set_by: str | None
    set_at: datetime
    state: str
    reason: str | None = None


class GuildKeyStore:
    """Read and change the tables `guild_key` and `guild_budget`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def of_guild(self, guild_id: str) -> tuple[GuildKey, ...]:
        """Return a server's keys, the oldest first."""
        return await self._database.all(GuildKey, "guild_keys", guild_id=guild_id)

    async def of_session(self, session_id: str) -> tuple[GuildKey, ...]:
        """Return the keys of the server that a session is on."""
        return await self._database.all(GuildKey, "guild_keys_of_session", session_id=session_id)

    async def all(self) -> tuple[GuildKey, ...]:
        """Return the keys of all servers."""
        return await self._database.all(GuildKey, "all_guild_keys")

    async def guilds(self) -> tuple[str, ...]:
        """Return the servers that have keys, or a budget for them."""
        return await self._database.column(str, "guilds_with_keys")

    async def set(self, key: GuildKey) -> None:
        """Keep a key in place of what the server has had for that provider."""

        async def body(tx: Transaction) -> None:
            await _forget(tx, key.guild_id, key.provider)
            await tx.run("set_guild_key", **columns(key))

        await self._database.write(body)

    async def remove(self, guild_id: str, provider: str) -> bool:
        """Delete a server's key for a provider; False where there is none."""
        return await self._database.write(lambda tx: _forget(tx, guild_id, provider))

    async def forget_guild(self, guild_id: str) -> bool:
        """Delete all keys of a server, and its budget; False where there are no keys."""

        async def body(tx: Transaction) -> bool:
            await tx.run("forget_guild_budget", guild_id=guild_id)
            return await _forget(tx, guild_id, "")

        return await self._database.write(body)

    async def note_state(self, key_id: str, state: str, reason: str | None) -> None:
        """Note how a provider has answered to a key, if it has answered otherwise before."""
        await self._database.run("note_key_state", id=key_id, state=state, reason=reason)

    async def reseal(self, resealed: Sequence[tuple[GuildKey, str]]) -> int:
        """Store keys as they are encrypted anew, and return how many; one that was set meanwhile stays as it is."""

        async def body(tx: Transaction) -> int:
            return sum([
                await tx.run("reseal_guild_key", id=key.id, sealed=sealed, former=key.sealed)
                for key, sealed in resealed
            ])  # fmt: skip

        return await self._database.write(body)

    async def budget(self, guild_id: str) -> float | None:
        """Return how many US dollars a server may spend in a month by its own keys; None is no limit."""
        return await self._database.value(float, "guild_budget", guild_id=guild_id)

    async def set_budget(self, guild_id: str, monthly: float | None) -> None:
        """Set how many US dollars a server may spend in a month by its own keys; None is no limit."""
        if monthly is None:
            await self._database.run("forget_guild_budget", guild_id=guild_id)
        else:
            await self._database.run("set_guild_budget", guild_id=guild_id, monthly=monthly)


async def _forget(tx: Transaction, guild_id: str, provider: str) -> bool:
    await tx.run("forget_key_states", guild_id=guild_id, provider=provider)
    return bool(await tx.run("forget_guild_keys", guild_id=guild_id, provider=provider))
