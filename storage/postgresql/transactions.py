"""Transactions on PostgreSQL: named queries on one connection."""

import hashlib
from collections.abc import Sequence
from typing import Any

import asyncpg

from storage.postgresql.queries import Query
from storage.records import Row
from storage.sql_database import Transaction


class PostgresqlTransaction(Transaction):
    """Run named queries on a connection, and note what they may have brought about.

    It begins with its first query, in one message where that is a lock; without `begin` each query is on its own.
    """

    ands_bits = True
    __slots__ = ("_begin", "_connection", "_queries", "begun", "brought", "loud", "shown_on_pages")

    def __init__(self, connection: asyncpg.Connection, queries: dict[str, Query], begin: str = "") -> None:
        self._connection = connection
        self._queries = queries
        self._begin = begin
        #: Whether there is something to end.
        self.begun = False
        #: Whether other processes are to hear of it, and whether a gallery's page may show it.
        self.loud = self.shown_on_pages = False
        #: How many pictures it has brought that are counted among the changes that pages show.
        self.brought = 0

    async def rows(self, query: str, **values: Any) -> Sequence[Row]:
        """Return a query's rows as they are."""
        known = await self._start(query)
        if known.planned_anew:
            await self._connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        rows: list[Row] = await self._connection.fetch(known.sql, *known.arguments(values))
        if known.brings_picture:
            self.brought += len(rows)
        self._note(known, len(rows))
        return rows

    async def row_behind_locks(self, locks: Sequence[tuple[str, str]], query: str, /, **values: Any) -> Row:
        """Take locks of these names and run a query of one row behind them, both sent in one message.

        Each time that a statement is executed it sees what is committed by then: the first time this one takes the
        locks and changes nothing (`inserts`), the second time it does its work.
        """
        known = await self._start(query)
        names = {
            "lock_kinds": [_number(kind) for kind, _key in locks],
            "lock_keys": [_number(key) for _kind, key in locks],
        }
        both = [known.arguments(values | names | {"inserts": inserts}) for inserts in (False, True)]
        rows: list[Row] = await self._connection.fetchmany(known.sql, both)
        self._note(known, 1)
        return rows[-1]

    async def run(self, query: str, **values: Any) -> int:
        """Run a query and return how many rows it has changed."""
        known = await self._start(query)
        status: str = await self._connection.execute(known.sql, *known.arguments(values))
        changed = int(status.rpartition(" ")[2])
        self._note(known, changed)
        return changed

    async def alone(self, kind: str, key: str) -> None:
        """Take a lock of that name until the end of the transaction."""
        lock = f"SELECT pg_advisory_xact_lock({_number(kind)}, {_number(key)})"
        await self._connection.execute(f"{self._take_begin()}; {lock}")

    async def _start(self, query: str) -> Query:
        if begin := self._take_begin():
            await self._connection.execute(begin)
        return self._queries[query]

    def _note(self, known: Query, changed: int) -> None:
        """Note what a query has brought about that has changed so many rows.

        One that found nothing to do tells nobody: workers that look for work would wake each other without end.
        """
        if not changed:
            return
        self.loud = self.loud or not (known.reads or known.quiet)
        self.shown_on_pages = self.shown_on_pages or known.shown_on_pages

    def _take_begin(self) -> str:
        begin, self._begin = self._begin, ""
        self.begun = self.begun or bool(begin)
        return begin


def _number(text: str) -> int:
    """Return a number for a lock's name."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), signed=True)
