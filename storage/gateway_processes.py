"""Which gateways run, and with which of Discord's shards."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Self

from storage.process_locks import OwnerLocks, OwnerState
from storage.records import Row
from storage.shards import Shards
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class GatewayProcess:
    """A process that is, or waits to be, connected to Discord with some shards; `owner` is its locked name."""

    owner: str
    shards: Shards

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a row of `gateway`."""
        return cls(row["owner"], Shards(row["shard_count"], tuple(map(int, row["shard_ids"].split(",")))))


class GatewayProcessStore:
    """Read and write the table `gateway`."""

    def __init__(self, database: SqlDatabase, locks: OwnerLocks) -> None:
        self._database = database
        self._locks = locks

    async def enter(self, shards: Shards) -> GatewayProcess | None:
        """Note that this process is a gateway, unless one lives that counts the shards otherwise, which is returned.

        Of two that enter at once the second one finds the first.
        """
        own = GatewayProcess(self._locks.name, shards)
        while True:
            # Whether a process lives is no matter of the database on one machine, so it is asked before.
            known = await self._all()
            living = await self._living(known)
            other = next((each for each in living if each.shards.count != shards.count), None)
            if other is not None:
                return other
            if await self._database.write(partial(_enter, own=own, known=known, living=living)):
                return None

    async def leave(self) -> None:
        """Note that this process is no gateway any more."""
        await self._database.run("leave_gateway", owner=self._locks.name)

    async def living(self) -> tuple[GatewayProcess, ...]:
        """Return the gateways whose process lives, as far as is known."""
        return await self._living(await self._all())

    async def of_server(self, guild_id: str) -> str | None:
        """Return the name of another process that was a server's gateway when it was last heard of."""
        others = (each for each in await self._all() if each.owner != self._locks.name)
        return next((each.owner for each in others if each.shards.own(guild_id)), None)

    async def _all(self) -> tuple[GatewayProcess, ...]:
        return tuple(map(GatewayProcess.from_row, await self._database.rows("gateways")))

    async def _living(self, known: Collection[GatewayProcess]) -> tuple[GatewayProcess, ...]:
        await self._locks.look()
        return tuple(each for each in known if self._locks.owner_state(each.owner) is not OwnerState.DEAD)


async def _enter(
    tx: Transaction, *, own: GatewayProcess, known: Collection[GatewayProcess], living: Collection[GatewayProcess]
) -> bool:
    """Write a gateway's row, and delete those of the dead; False where there are others by now than were known."""
    await tx.alone("gateways", "")
    if {row["owner"] for row in await tx.rows("gateways")} != {each.owner for each in known}:
        return False
    for each in known:
        if each not in living or each.owner == own.owner:
            await tx.run("leave_gateway", owner=each.owner)
    ids = ",".join(map(str, own.shards.ids))
    await tx.run("enter_gateway", owner=own.owner, shard_count=own.shards.count, shard_ids=ids)
    return True
