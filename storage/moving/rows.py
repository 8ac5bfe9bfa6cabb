"""Copying rows: range by range of each table's key, and only where the two sides differ.

Nothing notes how far it has come: a copy that was interrupted passes over what is there already.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, Protocol

from storage.errors import StorageError
from storage.moving.tables import TABLES, UNFINISHED, USED, Table

#: As many rows are compared, and written in one transaction.
BATCH = 500

Values = tuple[Any, ...]
Key = tuple[Any, ...]
#: Is told of a table how many of its rows are there, and how many there are to be.
Progress = Callable[[str, int, int], None]


class Side(Protocol):
    """A database that is read from or written to; values are Python's: aware moments, truth values, numbers, texts."""

    @property
    def where(self) -> str:
        """Return where it is, without user and password."""
        ...

    async def columns(self, table: Table) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        ...

    async def count(self, table: Table) -> int:
        """Return how many rows it has."""
        ...

    async def rows(
        self, table: Table, columns: Sequence[str], *, after: Key | None, last: Key | None, most: int | None
    ) -> list[Values]:
        """Return rows in the order of the key: those after one key, up to another, so many of them at most."""
        ...

    async def write(self, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Put rows in, each in the place of the one with its key, in one transaction."""
        ...

    async def delete(self, table: Table, keys: Sequence[Key]) -> None:
        """Take rows out, in one transaction."""
        ...

    async def tidy(self) -> None:
        """Have the planner know what has come, as it would by itself a while later."""
        ...


async def copy_rows(source: Side, target: Side, progress: Progress) -> int:
    """Make the target's rows those of the source, look whether they are, and return how many there are.

    Raises:
        StorageError: the target holds something else, or one of the two refuses. Begun again, it goes on.

    """
    await _mark(source, target)
    for table in reversed(TABLES):
        await _delete_others(source, target, table)
    for table in TABLES:
        await _copy(source, target, table, progress)
    total = 0
    for table in TABLES:
        total += await _compare(source, target, table)
    await target.tidy()
    await target.delete(_FACT, [(UNFINISHED,)])
    return total


_FACT = Table("fact", ("name",))


async def _mark(source: Side, target: Side) -> None:
    """Note in the target that it is being copied into; refuse one that holds something else."""
    if await _unfinished(source):
        raise StorageError(
            "The copy into {where} was not finished, so nothing is copied out of it. Finish that one first.",
            where=source.where,
        )
    begun = await _unfinished(target)
    if begun is None and any([await target.count(table) for table in TABLES if table.name in USED]):
        raise StorageError(
            "{where} holds the data of a bot already. Name a database that is empty; nothing was changed.",
            where=target.where,
        )
    if begun not in {None, source.where}:
        raise StorageError(
            "{where} holds an unfinished copy of {other}. Finish that one, or name a database that is empty.",
            where=target.where,
            other=begun,
        )
    await target.write(_FACT, ("name", "value"), [(UNFINISHED, source.where)])


async def _unfinished(side: Side) -> str | None:
    before = UNFINISHED[:-1]
    rows = await side.rows(_FACT, ("name", "value"), after=(before,), last=(UNFINISHED,), most=None)
    return rows[0][1] if rows else None


async def _delete_others(source: Side, target: Side, table: Table) -> None:
    """Take out of the target what the source has no more: it may be in the way of what comes."""
    async for theirs, ours in _ranges(source, target, table, table.key):
        wanted = set(theirs)
        if others := [row for row in ours if row not in wanted]:
            await target.delete(table, others)


async def _copy(source: Side, target: Side, table: Table, progress: Progress) -> None:
    columns, total, done = await source.columns(table), await source.count(table), 0
    async for theirs, ours in _ranges(source, target, table, columns):
        present = set(ours)
        if lacking := [row for row in theirs if row not in present]:
            await target.write(table, columns, lacking)
        done += len(theirs)
        progress(table.name, done, total)


async def _ranges(
    source: Side, target: Side, table: Table, columns: Sequence[str]
) -> AsyncIterator[tuple[list[Values], list[Values]]]:
    """Yield the rows of both sides, range by range of the source's keys."""
    places = [columns.index(name) for name in table.key]
    after: Key | None = None
    while True:
        theirs = await source.rows(table, columns, after=after, last=None, most=BATCH)
        last = tuple(theirs[-1][place] for place in places) if len(theirs) == BATCH else None
        yield theirs, await target.rows(table, columns, after=after, last=last, most=None)
        if last is None:
            return
        after = last


async def _compare(source: Side, target: Side, table: Table) -> int:
    """Make sure that both sides have the same rows, and return how many.

    Raises:
        StorageError: they have not.

    """
    columns = await source.columns(table)
    theirs, ours = [await _digest(side, table, columns) for side in (source, target)]
    if theirs != ours:
        raise StorageError(
            "{table} is not the same in both databases ({theirs} rows there, {ours} here). Begin the copy again.",
            table=table.name,
            theirs=theirs[0],
            ours=ours[0],
        )
    return theirs[0]


async def _digest(side: Side, table: Table, columns: Sequence[str]) -> tuple[int, str]:
    """Return how many rows a table has, and a hash of all their values."""
    places = [columns.index(name) for name in table.key]
    digest, count, after = hashlib.sha256(), 0, None
    while rows := await side.rows(table, columns, after=after, last=None, most=BATCH):
        for row in rows:
            digest.update(repr(row).encode(errors="surrogatepass"))
        count += len(rows)
        after = tuple(rows[-1][place] for place in places)
    return count, digest.hexdigest()
