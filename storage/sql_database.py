"""What the stores need of a database, whichever it is: named queries, in transactions.

A transaction is a coroutine function that takes a `Transaction` and awaits nothing but its queries. It may be run once
more from its beginning where nothing of it was written, so that it changes nothing but what it writes.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from typing import Any, ClassVar, Generic, Self, TypeVar

from storage.records import Record, Row

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Body = Callable[["Transaction"], Coroutine[Any, Any, T]]


class Transaction(ABC):
    """Run named queries inside one transaction."""

    __slots__ = ()

    #: Whether bits of several rows can be put together by AND in a query (`older_common`), and need not be read.
    ands_bits: ClassVar[bool] = False

    @abstractmethod
    async def rows(self, query: str, **values: Any) -> Sequence[Row]:
        """Return a query's rows as they are, where no record has their columns."""

    @abstractmethod
    async def run(self, query: str, **values: Any) -> int:
        """Run a query that returns no rows and return how many it has changed."""

    @abstractmethod
    async def alone(self, kind: str, key: str) -> None:
        """Wait until no other transaction that has said the same is under way.

        Said before what is read decides what is written: of two at once, the second one sees what the first has done.
        """

    async def one(self, record: type[R], query: str, **values: Any) -> R | None:
        """Return a query's first row as a record."""
        rows = await self.rows(query, **values)
        return record.from_row(rows[0]) if rows else None

    async def all(self, record: type[R], query: str, **values: Any) -> tuple[R, ...]:
        """Return a query's rows as records."""
        return tuple(map(record.from_row, await self.rows(query, **values)))

    async def value(self, kind: type[T], query: str, **values: Any) -> T | None:
        """Return the first column of a query's first row, which holds values of a kind."""
        rows = await self.rows(query, **values)
        return rows[0][0] if rows else None

    async def column(self, kind: type[T], query: str, **values: Any) -> tuple[T, ...]:
        """Return the first column of a query's rows, which holds values of a kind."""
        return tuple(row[0] for row in await self.rows(query, **values))


class Step(ABC, Generic[T]):
    """A transaction that runs so often that a database may have a shorter way for it."""

    __slots__ = ()

    @abstractmethod
    async def run(self, tx: Transaction) -> T:
        """Run its queries one by one, and return what came of it."""


class SqlDatabase(ABC):
    """Run transactions, tell what other processes have written, and say whether anything can be written."""

    @abstractmethod
    async def __aenter__(self) -> Self:
        """Open the connections.

        Raises:
            StorageError: the database cannot be opened, written or read.

        """

    @abstractmethod
    async def __aexit__(self, *exc_info: object) -> None:
        """Close the connections; what was begun is finished first."""

    #: Grows when what a gallery page shows was changed: by this process, or as `changed_elsewhere` has found.
    gallery_version: int

    @abstractmethod
    async def write(self, body: Body[T]) -> T:
        """Run `body` as one durable transaction.

        Raises:
            ConflictError: what was to be written contradicts what is stored; nothing was written.
            StorageError: the database cannot be reached, or refuses; nothing was written.

        """

    async def perform(self, step: Step[T]) -> T:
        """Run a step as one durable transaction; errors are those of `write`."""
        return await self.write(step.run)

    @abstractmethod
    async def read(self, body: Body[T]) -> T:
        """Run `body` on one consistent view of the database.

        Raises:
            StorageError: the database cannot be reached or read.

        """

    @abstractmethod
    def run_alone(self, query: str, body: Body[T]) -> Awaitable[T]:
        """Run a body of one query, as cheaply as the query allows."""

    async def one(self, record: type[R], query: str, **values: Any) -> R | None:
        """Run one query as a transaction of its own and return its first row as a record.

        Here and below a query that reads waits for nobody who writes; errors are those of `read` and `write`.
        """
        return await self.run_alone(query, lambda tx: tx.one(record, query, **values))

    async def all(self, record: type[R], query: str, **values: Any) -> tuple[R, ...]:
        """Run one query as a transaction of its own and return its rows as records."""
        return await self.run_alone(query, lambda tx: tx.all(record, query, **values))

    async def value(self, kind: type[T], query: str, **values: Any) -> T | None:
        """Run one query as a transaction of its own and return the first column of its first row."""
        return await self.run_alone(query, lambda tx: tx.value(kind, query, **values))

    async def column(self, kind: type[T], query: str, **values: Any) -> tuple[T, ...]:
        """Run one query as a transaction of its own and return the first column of its rows."""
        return await self.run_alone(query, lambda tx: tx.column(kind, query, **values))

    async def rows(self, query: str, **values: Any) -> Sequence[Row]:
        """Run one query as a transaction of its own and return its rows as they are."""
        return await self.run_alone(query, lambda tx: tx.rows(query, **values))

    async def run(self, query: str, **values: Any) -> int:
        """Run one query as a transaction of its own and return how many rows it has changed."""
        return await self.run_alone(query, lambda tx: tx.run(query, **values))

    @property
    def clock_offset(self) -> float:
        """Return how far the clock that all processes share is ahead of this one's, in seconds: one machine has one."""
        return 0.0

    @abstractmethod
    async def check_writable(self) -> None:
        """Make sure that something can be written.

        Raises:
            StorageError: it cannot, and why.

        """

    @abstractmethod
    async def empty_log(self) -> bool:
        """Take deleted texts out of what the database keeps beside its tables; False where that has to wait."""

    @abstractmethod
    async def changed_elsewhere(self) -> bool:
        """Tell whether another process may have written since the last time this was asked.

        Raises:
            StorageError: the database cannot be reached or read.

        """

    @abstractmethod
    async def wait_to_look(self, seconds: float) -> None:
        """Wait until it is worth asking `changed_elsewhere`: for so long where nobody tells."""


async def other_processes(database: SqlDatabase, interval: float = 0.2) -> AsyncIterator[None]:
    """Yield each time another process has written to the database."""
    while True:
        await database.wait_to_look(interval)
        if await database.changed_elsewhere():
            yield
