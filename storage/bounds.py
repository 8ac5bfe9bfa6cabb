"""What bounds are set to requests, looked at where they are put into the queue: of two at once one is the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from storage.records import NewRequest, Record
from storage.sql_database import Transaction
from storage.usage import Spending

HOUR = timedelta(hours=1)
#: No more than so many are put into the queue at one moment: where it has room for more, nobody waits for others.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How many pictures may wait (for the GM, too) or be painted at once, of a person, session, all; 0 is no limit."""

    user: int = 0
    session: int = 0
    everybody: int = 0

    @property
    def most(self) -> int:
        """Return beyond which number nothing need be counted."""
        return max(self.user, self.session, self.everybody)


@dataclass(frozen=True, slots=True)
class OpenCounts(Record):
    """How many requests are not done yet: of a user, of a session, and of all; counted up to a number."""

    of_user: int
    of_session: int
    of_all: int

    def leave_room(self, limits: QueueLimits, wanted: int) -> bool:
        """Tell whether so many more are within the limits."""
        counts = ((self.of_user, limits.user), (self.of_session, limits.session), (self.of_all, limits.everybody))
        return all(not limit or count + wanted <= limit for count, limit in counts)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What requests of one user are held against: what waits, edits of pixels in an hour (0: no limit), and money."""

    queue: QueueLimits = QueueLimits()
    edits: int = 0
    spendings: Sequence[Spending] = ()

    async def have_room(self, tx: Transaction, wanted: Sequence[NewRequest]) -> bool:
        """Tell whether there is room for all of these, and let nobody take it before this transaction has ended.

        The transaction is alone with the user already.
        """
        if self.queue.most and not await self._queue_has_room(tx, wanted):
            return False
        first = wanted[0]
        if self.edits:
            since = first.created_at - HOUR
            made = await tx.value(int, "edits_since", user_id=first.user_id, since=since) or 0
            if made + len(wanted) > self.edits:
                return False
        # In one order, so that no two wait for each other.
        for spending in sorted(self.spendings, key=lambda each: each.purse):
            await spending.alone(tx)
            if not (await spending.left(tx)).affords(spending.cost):
                return False
        return True

    async def _queue_has_room(self, tx: Transaction, wanted: Sequence[NewRequest]) -> bool:
        limits, count = self.queue, len(wanted)
        for kind, key in queue_locks(wanted[0], limits):
            await tx.alone(kind, key)
        open_ = await count_open(tx, wanted[0].session_id, wanted[0].user_id, limits)
        if limits.everybody and open_.of_all + count > limits.everybody - AT_ONCE:
            await tx.alone(*WHOLE_QUEUE)
            open_ = await count_open(tx, wanted[0].session_id, wanted[0].user_id, limits)
        return open_.leave_room(limits, count)


UNBOUNDED = Bounds()
#: What is locked by who may take the last place of all.
WHOLE_QUEUE = ("queue", "")


def queue_locks(new: NewRequest, limits: QueueLimits) -> list[tuple[str, str]]:
    """Return what is locked beside the user before what waits is counted."""
    return [("queue", new.session_id)] if limits.session else []


async def count_open(tx: Transaction, session_id: str, user_id: str, limits: QueueLimits) -> OpenCounts:
    """Count the requests that wait, for the GM's word as well, or are painted, as far as the limits want it known."""
    counts = await tx.one(OpenCounts, "open_counts", session_id=session_id, user_id=user_id, most=limits.most)
    assert counts is not None  # noqa: S101  # counts are always one row
    return counts
