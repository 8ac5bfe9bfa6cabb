"""Traces by OpenTelemetry: the spans of requests go to a collector, where one is set and the extra is there."""

import asyncio
import contextlib
import hashlib
import logging
import math
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote
from uuid import UUID

from bot.settings import Settings
from bot.version import VERSION
from generation.clock import monotonic
from generation.observability.spans import Facts, Span, SpanRef, received_by

log = logging.getLogger(__name__)

#: What stands before the names of what a span says.
_PREFIX = "scenes."
#: Who says that the collector takes nothing, at each try of a batch.
_COMPLAINERS = ("opentelemetry.exporter.otlp.proto.http.trace_exporter", "opentelemetry.sdk._shared_internal")
#: They are heard once in so many seconds.
_HEARD_EVERY = 600.0
#: So long the bot waits for its last spans to be taken, in seconds.
_END_SECONDS = 3.0
_NOT_THERE = "OTEL_EXPORTER_OTLP_ENDPOINT is set, but what sends traces is not installed: uv run --extra otel bot.py"


@contextlib.asynccontextmanager
async def sending_traces(settings: Settings) -> AsyncIterator[None]:
    """Send spans to the collector that the settings name while the context is open; nowhere where they name none."""
    if settings.otel_exporter_otlp_endpoint is None:
        yield
        return
    try:
        receive, end = await asyncio.to_thread(_exporter, settings, settings.otel_exporter_otlp_endpoint)
    except ImportError:
        log.warning("%s", _NOT_THERE)
        yield
        return
    with _heard_rarely():
        try:
            with received_by(receive):
                yield
        finally:
            await asyncio.to_thread(end)


def _exporter(settings: Settings, endpoint: str) -> tuple[Callable[[Span], None], Callable[[], None]]:
    """Return what takes spans, to be sent by a thread of its own, and what sends the last ones and ends.

    Raises:
        ImportError: the extra `otel` is not installed.

    """
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  # an extra
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415  # an extra
    from opentelemetry.sdk.trace import ReadableSpan  # noqa: PLC0415  # an extra
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415  # an extra
    from opentelemetry.trace import Link, SpanContext, Status, StatusCode, TraceFlags  # noqa: PLC0415  # as the others

    secret = settings.otel_exporter_otlp_headers
    headers = _headers(secret.get_secret_value()) if secret else {}
    processor = BatchSpanProcessor(OTLPSpanExporter(f"{endpoint}/v1/traces", headers=headers))
    resource = Resource.create({"service.name": settings.otel_service_name, "service.version": VERSION})

    def context_of(ref: SpanRef) -> SpanContext:
        flags = TraceFlags(TraceFlags.SAMPLED)
        return SpanContext(_trace_id(ref.request_id), ref.number, is_remote=False, trace_flags=flags)

    def receive(span: Span) -> None:
        if not _is_chosen(span.ref.request_id, settings.otel_traces_sampler_arg):
            return
        status = Status(StatusCode.ERROR, span.failed) if span.failed else Status(StatusCode.UNSET)
        processor.on_end(
            ReadableSpan(
                span.name,
                context_of(span.ref),
                parent=context_of(span.parent) if span.parent else None,
                resource=resource,
                attributes=_attributes(span.ref.request_id, span.facts),
                links=[Link(context_of(each)) for each in span.follows],
                status=status,
                start_time=_nanoseconds(span.start),
                end_time=_nanoseconds(span.end),
            )
        )

    def end() -> None:
        # The library waits for half a minute, and the interpreter for all threads but those that are daemons.
        last = threading.Thread(target=processor.shutdown, name="last traces", daemon=True)
        last.start()
        last.join(_END_SECONDS)
        if last.is_alive():
            log.warning(
                "the collector of traces has not taken the last ones in %.0f s, and they are lost", _END_SECONDS
            )

    return receive, end


class _Rarely(logging.Filter):
    """Let one line through, and the next one after a while."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING or monotonic() < self._silent_until:
            return False
        self._silent_until = monotonic() + _HEARD_EVERY
        return True


@contextlib.contextmanager
def _heard_rarely() -> Iterator[None]:
    """Keep a collector that is down from filling the log."""
    rarely, loggers = _Rarely(), [logging.getLogger(name) for name in _COMPLAINERS]
    for each in loggers:
        each.addFilter(rarely)
    try:
        yield
    finally:
        for each in loggers:
            each.removeFilter(rarely)


def _headers(text: str) -> dict[str, str]:
    """Read `name=value,name=value`, as OpenTelemetry writes headers, with codes for special characters."""
    pairs = (part.partition("=") for part in text.split(",") if "=" in part)
    return {name.strip().lower(): unquote(value.strip()) for name, _, value in pairs}


def _trace_id(request_id: str) -> int:
    """Return a request's id as that of a trace, so that a line of the log leads to it."""
    try:
        return UUID(request_id).int
    except ValueError:
        return int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:16])


def _is_chosen(request_id: str, share: float) -> bool:
    """Tell whether a request is among the share that is traced: the same in each process."""
    return int.from_bytes(hashlib.sha256(request_id.encode()).digest()[16:24]) < share * 2**64


def _attributes(request_id: str, facts: Facts) -> Mapping[str, str | int | float]:
    known = {_PREFIX + name: value for name, value in facts.items() if value is not None}
    return {f"{_PREFIX}request": request_id, **known}


def _nanoseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000) * 1000
