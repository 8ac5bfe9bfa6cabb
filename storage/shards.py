"""Discord's shards: the parts of a large bot's servers, each with a gateway connection of its own."""

from dataclasses import dataclass

#: A snowflake's time stands above these bits, and by it Discord spreads servers over the shards.
_BELOW_TIME = 22


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of this process, and how many there are in all; by default the only one.

    What belongs to no server, such as a direct message, belongs to shard 0.
    Source: https://discord.com/developers/docs/events/gateway#sharding
    """

    count: int = 1
    ids: tuple[int, ...] = (0,)

    def own(self, guild_id: str | None) -> bool:
        """Tell whether a server, or what belongs to none, is this process's affair."""
        return self.count == 1 or (int(guild_id or 0) >> _BELOW_TIME) % self.count in self.ids

    @property
    def columns(self) -> dict[str, object]:
        """Return the values of queries that say `@of_shards`."""
        return {"shard_count": self.count, "shard_ids": f",{','.join(map(str, self.ids))},"}


ALL_SHARDS = Shards()
