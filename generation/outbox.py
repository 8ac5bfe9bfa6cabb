"""The outbox: when a message is due, how a try sends it, and when the next try follows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from enum import Enum, auto

from generation.clock import Countdowns, monotonic, now
from generation.events import Broadcaster, ChangedElsewhere, Event, RequestChanged
from generation.observability.request_log import tell_delivery
from generation.observability.spans import add_facts
from storage.outbox import DELIVERED, LEASE, UNDELIVERABLE, WITHDRAWN, ClaimedDelivery, DeliveryStore
from storage.postings import Posted
from storage.process_locks import OwnerLocks, OwnerState
from storage.records import HELD, TERMINAL, Delivery

#: So many seconds one try may take in all, whatever Discord does; then it counts as not answered.
TRY_SECONDS = 90.0
#: Discord dedupes a nonce for a few minutes; for so long the same send may simply be repeated.
NONCE_LIVES = timedelta(seconds=60)
MAX_TRIES = 40
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)


#: Of a request in one of these states a message may be due.
_HAVE_A_MESSAGE = frozenset({*TERMINAL, HELD})


class Way(Enum):
    """How a message is sent."""

    #: The placeholder is known: to edit it can be repeated without harm.
    EDIT = auto()
    #: Nothing is out there, or Discord would drop a second one by its nonce.
    SEND = auto()
    #: Something may be out there: look among the bot's own messages first.
    LOOK_FIRST = auto()


def way_of(delivery: Delivery) -> Way:
    """Decide how a message is sent."""
    if delivery.message_id is not None:
        return Way.EDIT
    # A try that lies ahead was noted before the clock was set back: who knows how long ago.
    if delivery.attempted_at is not None and timedelta(0) <= now() - delivery.attempted_at < NONCE_LIVES:
        return Way.SEND
    # Without a known message the acknowledgement, too, may have arrived while its answer was lost.
    return Way.LOOK_FIRST


class Deliveries:
    """Hand out the messages that are due, and note what became of them."""

    def __init__(self, store: DeliveryStore, events: Broadcaster, owners: OwnerLocks) -> None:
        self._store = store
        self._owners = owners
        self._seen: dict[str, float] = {}
        self._waits = Countdowns(LONGEST_WAIT)
        self._changed = asyncio.Event()
        self._idle = asyncio.Event()
        events.listen(self._look_again, RequestChanged, ChangedElsewhere)

    def _look_again(self, event: Event) -> None:
        """Look for what is due when a request is done or waits for the GM, or when nobody knows what has changed."""
        if not isinstance(event, RequestChanged) or event.status in _HAVE_A_MESSAGE:
            self._idle.clear()
            self._changed.set()

    async def nothing_due(self) -> None:
        """Wait until every message that is due has been handed out."""
        await self._idle.wait()

    async def due(self) -> AsyncIterator[ClaimedDelivery]:
        """Yield each message when it is due, claimed for this process; sleep in between, not in steps."""
        while True:
            self._changed.clear()
            claimed = await self._claim()
            if claimed is not None:
                self._idle.clear()
                yield claimed
                continue
            self._idle.set()
            self._waits.see(await self._store.waiting())
            seconds = self._waits.seconds()
            try:
                async with asyncio.timeout(None if seconds is None else max(0.05, seconds)):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _claim(self) -> ClaimedDelivery | None:
        """Take the oldest message that is due; one that was taken while the caller was cancelled is let go of."""
        claiming = asyncio.create_task(self._store.claim(now(), waited=self._waits.over()), name="claim a delivery")
        try:
            claimed = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            claimed = await claiming
            if claimed is not None:
                self.let_go(claimed.delivery)
                await self._store.free(claimed.delivery.id, claimed.delivery.lease_token or "")
            raise
        if claimed is not None:
            # Where it has to wait again, that is another wait.
            self._waits.forget(claimed.delivery.id)
        return claimed

    async def set_placeholder(self, request_id: str, message_id: str) -> None:
        """Remember the message that shows a request's progress."""
        await self._store.set_placeholder(request_id, message_id)

    async def of_request(self, request_id: str) -> Delivery | None:
        """Return the message that tells of a request."""
        return await self._store.of_request(request_id)

    async def adopt(self, delivery: Delivery, message_id: str | None) -> None:
        """Note which message on Discord it is, or that the one it was is gone."""
        await self._store.adopt(delivery, message_id)

    async def attempt(self, delivery: Delivery) -> None:
        """Commit that the message may have been sent, before it is."""
        await self._store.attempt(delivery, now())

    async def refused(self, delivery: Delivery) -> None:
        """Note that Discord has refused the message: nothing was sent."""
        await self._store.unattempt(delivery)

    async def delivered(self, delivery: Delivery, posted: Posted) -> None:
        """Close a message that was sent, with the images that it shows."""
        await self._end(delivery, DELIVERED, posted=posted)

    async def withdrawn(self, delivery: Delivery, reason: str) -> None:
        """Close a message that a person has deleted; it is not sent again."""
        await self._end(delivery, WITHDRAWN, reason=reason)

    async def undeliverable(self, delivery: Delivery, reason: str) -> None:
        """Close a message that cannot be sent; its images are in the gallery all the same."""
        await self._end(delivery, UNDELIVERABLE, reason=reason)

    async def _end(
        self, delivery: Delivery, state: str, *, posted: Posted | None = None, reason: str | None = None
    ) -> None:
        await self._store.end(delivery, state, posted=posted, reason=reason)
        seconds = max(0.0, (now() - delivery.created_at).total_seconds())
        tell_delivery(delivery, state, seconds, message=posted.message_id if posted else None)

    async def try_later(self, delivery: Delivery, reason: str, *, after: float | None = None) -> bool:
        """Let another try follow, `after` seconds or at the next wait; False where there were too many."""
        if delivery.attempts >= MAX_TRIES:
            await self.undeliverable(delivery, reason)
            return False
        wait = min(FIRST_WAIT * (1 << min(delivery.attempts - 1, 10)), LONGEST_WAIT)
        await self._store.postpone(delivery, now() + (wait if after is None else timedelta(seconds=after)), reason)
        add_facts(end="tried again")
        self._changed.set()
        return True

    async def counts(self) -> dict[str, int]:
        """Count the messages that are not delivered, by state."""
        return await self._store.counts()

    def let_go(self, delivery: Delivery) -> None:
        """Say that the try of a message is over, however it ended; where not even that could be noted, it is lost."""
        self._store.held.let_go(delivery.lease_token or "")

    async def recover(self) -> None:
        """Let go of messages that nobody is sending any more: by who lives, never by a clock that may be set."""
        leased = await self._store.leased()
        self._seen = {token: self._seen.get(token, monotonic()) for _, token in leased}
        await self._owners.look()
        for delivery_id, token in leased:
            if self._is_lost(token):
                await self._store.free(delivery_id, token)
                self._changed.set()

    def _is_lost(self, token: str) -> bool:
        if token.partition(":")[0] == self._owners.name:
            return token not in self._store.held
        state = self._owners.owner_state(token)
        if state is OwnerState.UNKNOWN:
            return monotonic() - self._seen[token] >= LEASE.total_seconds()
        return state is OwnerState.DEAD
