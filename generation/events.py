"""Events: what has happened in a session, told within this process to every front end that listens."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from storage.records import Request

log = logging.getLogger(__name__)

#: A subscriber that falls further behind loses progress, never a change.
BACKLOG = 256


@dataclass(frozen=True, slots=True)
class Event:
    """Something about a session, as visible as the image that it is about."""

    session_id: str
    visibility: str


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """A request moves on: its stage, how much is done (0 to 1), and perhaps a preview (JPEG bytes)."""

    request_id: str
    stage: str
    fraction: float
    preview: bytes | None = None


@dataclass(frozen=True, slots=True)
class RequestChanged(Event):
    """A request has come to another status; `request` is its row as it was committed."""

    request_id: str
    status: str
    request: Request = field(compare=False, repr=False)

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return the event that tells of a request as it is now."""
        return cls(request.session_id, request.visibility, request.id, request.status, request)


@dataclass(frozen=True, slots=True)
class GalleryChanged(Event):
    """An image of a gallery was added, starred, tagged or deleted."""

    image_id: str
    change: str


@dataclass(frozen=True, slots=True)
class AlbumChanged(Event):
    """An album that the session sees was made, changed or deleted."""

    album_id: str


@dataclass(frozen=True, slots=True)
class RecapChanged(Event):
    """What the next recap would show has changed, or what is suggested for it."""


@dataclass(frozen=True, slots=True)
class CastChanged(Event):
    """A character of a session's cast was added, changed or removed; one that is secret is told of in secret."""


@dataclass(frozen=True, slots=True)
class SessionChanged(Event):
    """A session was started or ended."""


@dataclass(frozen=True, slots=True)
class CancelWanted(Event):
    """Somebody wants a running request to be stopped."""

    request_id: str


@dataclass(frozen=True, slots=True)
class ExportChanged(Event):
    """An export goes on or is over; it is its person's alone, and nothing is said of what is in it."""

    export_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class ChangedElsewhere(Event):
    """Another process has written, nobody knows what: look again at whatever you wait for."""


class Subscription:
    """Yield events as they come; progress of the same request that nobody has read yet is replaced by the newer."""

    def __init__(self, wanted: Callable[[Event], bool]) -> None:
        self._wanted = wanted
        self._waiting: deque[Event] = deque()
        self._arrived = asyncio.Event()

    def offer(self, event: Event) -> None:
        """Take an event if it is wanted; never wait."""
        if not self._wanted(event):
            return
        if isinstance(event, Progress):
            self._drop_progress(lambda old: old.request_id == event.request_id)
        if len(self._waiting) >= BACKLOG:
            self._drop_progress(lambda _old: True)
        self._waiting.append(event)
        self._arrived.set()

    def _drop_progress(self, outdated: Callable[[Progress], bool]) -> None:
        kept = [event for event in self._waiting if not (isinstance(event, Progress) and outdated(event))]
        if len(kept) < len(self._waiting):
            self._waiting = deque(kept)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.popleft()


class Broadcaster:
    """Pass events on to listeners and subscriptions; what one of them raises is logged and harms no other."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Callable[[Event], None], tuple[type[Event], ...]]] = []
        self._subscriptions: set[Subscription] = set()

    def listen(self, listener: Callable[[Event], None], *kinds: type[Event]) -> None:
        """Call `listener` with every event, or with those of these kinds, at once; it must not wait."""
        self._listeners.append((listener, kinds or (Event,)))

    def unlisten(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` no more."""
        self._listeners = [each for each in self._listeners if each[0] != listener]

    def publish(self, event: Event) -> None:
        """Pass an event to every listener and subscription; never raise: what it tells of is committed already."""
        receivers = [listener for listener, kinds in self._listeners if isinstance(event, kinds)]
        for receive in (*receivers, *(subscription.offer for subscription in self._subscriptions)):
            try:
                receive(event)
            except Exception:
                log.exception("%s was not taken in by a listener", type(event).__name__)

    @contextmanager
    def subscribe(self, wanted: Callable[[Event], bool] = lambda _event: True) -> Iterator[Subscription]:
        """Yield a subscription that receives events while the context is open."""
        subscription = Subscription(wanted)
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)
