"""Facts: small texts by name that outlive a process, such as keys and digests."""

from storage.sql_database import SqlDatabase


class FactStore:
    """Read and change the table `fact`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """Return a fact; None where it was never set."""
        return await self._database.value(str, "fact", name=name)

    async def set(self, name: str, value: str) -> None:
        """Set a fact."""
        await self._database.run("set_fact", name=name, value=value)

    async def keep(self, name: str, value: str) -> str:
        """Return a fact, which is set to this value where it was never set: one value for all who do so at once."""
        return await self._database.value(str, "keep_fact", name=name, value=value) or value

    async def names(self, prefix: str) -> tuple[str, ...]:
        """Return the names of the facts that begin with a text."""
        return await self._database.column(str, "fact_names", prefix=prefix)
