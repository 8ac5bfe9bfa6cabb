"""Transactions on PostgreSQL: named queries on one connection."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from storage.postgresql.queries import Query
from storage.records import Row
from storage.sql_database import Transaction


class PostgresqlTransaction(Transaction):
    """Run named queries on a connection, and note what they may have brought about."""

    __slots__ = ("_connection", "_queries", "loud", "shown_on_pages")

    def __init__(self, connection: asyncpg.Connection, queries: dict[str, Query]) -> None:
        self._connection = connection
        self._queries = queries
        #: Whether other processes are to hear of it, and whether a gallery's page may show it.
        self.loud = self.shown_on_pages = False

    async def rows(self, query: str, **values: Any) -> Sequence[Row]:
        """Return a query's rows as they are."""
        known = self._note(query)
        if known.planned_anew:
            await self._connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        rows: list[Row] = await self._connection.fetch(known.sql, *known.arguments(values))
        return rows

    async def run(self, query: str, **values: Any) -> int:
        """Run a query and return how many rows it has changed."""
        known = self._note(query)
        status: str = await self._connection.execute(known.sql, *known.arguments(values))
        return int(status.rpartition(" ")[2])

    async def alone(self, kind: str, key: str) -> None:
        """Take a lock of that name until the end of the transaction."""
        await self._connection.execute("SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))", kind, key)

    def _note(self, query: str) -> Query:
        known = self._queries[query]
        self.loud = self.loud or not (known.reads or known.quiet)
        self.shown_on_pages = self.shown_on_pages or known.shown_on_pages
        return known
