"""Spans: which part of a request's way took how long, each within another, for whoever collects traces.

A request is a trace. The trace's id follows from the request's, and so do those of the spans that others refer to: what
several processes tell of one request is one tree, without any of them handing something on to the next.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbits

from generation.clock import monotonic, now
from storage.errors import SceneError

Facts = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class SpanRef:
    """A span of a request; `number` has 64 bits and is never 0."""

    request_id: str
    number: int

    @classmethod
    def named(cls, request_id: str, name: str) -> "SpanRef":
        """Return the span that every process calls by this name."""
        number = int.from_bytes(hashlib.sha256(f"{request_id} {name}".encode()).digest()[:8])
        return cls(request_id, number or 1)

    @classmethod
    def of_request(cls, request_id: str) -> "SpanRef":
        """Return the first span of a request, which all others are within."""
        return cls.named(request_id, "request")

    @classmethod
    def another(cls, request_id: str) -> "SpanRef":
        """Return a span that nobody refers to from elsewhere."""
        return cls(request_id, randbits(64) or 1)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a request's way that is over; `follows` are spans that it came of without being within them."""

    ref: SpanRef
    name: str
    parent: SpanRef | None
    start: datetime
    end: datetime
    facts: Facts
    follows: tuple[SpanRef, ...] = ()
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    """The span that is open in this task, and what is known of it so far."""

    ref: SpanRef
    facts: dict[str, str | int | float | None]


_open: ContextVar[_Open | None] = ContextVar("open_span", default=None)
_receivers: list[Callable[[Span], None]] = []


@contextmanager
def received_by(receiver: Callable[[Span], None]) -> Iterator[None]:
    """Hand every span of this process to a receiver, which must not wait, while the context is open."""
    _receivers.append(receiver)
    try:
        yield
    finally:
        _receivers.remove(receiver)


def tell(span: Span) -> None:
    """Hand a span to whoever collects them."""
    for receive in _receivers:
        receive(span)


def enclosing(request_id: str) -> SpanRef:
    """Return the span that a new one of a request is within: the one that is open here, else the request's first."""
    current = _open.get()
    same = current is not None and current.ref.request_id == request_id
    return current.ref if current is not None and same else SpanRef.of_request(request_id)


def add_facts(**facts: str | float | None) -> None:
    """Say something of the span that is open here, if one is."""
    current = _open.get()
    if current is not None:
        current.facts.update(facts)


@contextmanager
def span(name: str, request_id: str | None = None) -> Iterator[None]:
    """Tell a span from here to the end of the context: of a request, or of the one whose span is open, if one is.

    One that ends by an exception says of which kind, and nothing of its words.
    """
    current = _open.get()
    request_id = request_id or (current.ref.request_id if current else None)
    if request_id is None or not _receivers:
        yield
        return
    parent, mine = enclosing(request_id), _Open(SpanRef.another(request_id), {})
    start, began, failed = now(), monotonic(), None
    token = _open.set(mine)
    try:
        yield
    except BaseException as error:
        # What others call a code may be anything, even what was said to them.
        failed = error.code if isinstance(error, SceneError) else type(error).__name__
        raise
    finally:
        _open.reset(token)
        end = start + timedelta(seconds=monotonic() - began)
        tell(Span(mine.ref, name, parent, start, end, mine.facts, failed=failed))
