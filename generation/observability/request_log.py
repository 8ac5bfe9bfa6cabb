"""One line in the log for each stage of a request, by which it can be followed from interaction to delivery.

A line names request, session and provider, the user by a code, how long the stage took and what it cost, and never
what was described. In the JSON format the same are fields. What is told here is counted as well, and is a span of the
request's trace.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from generation.clock import monotonic, now
from generation.events import Event, RequestChanged
from generation.log_codes import person_code
from generation.observability.metrics import (
    DELIVERIES,
    PROVIDER_CALLS,
    PROVIDER_COST,
    PROVIDER_SECONDS,
    REQUESTS,
    STAGE_SECONDS,
)
from generation.observability.spans import Facts, Span, SpanRef, add_facts, enclosing, span, tell
from storage.records import COMPLETED, FAILED, PROCESSING, TERMINAL, Delivery, Request

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EndedCall:
    """How a provider's call ended: after how many seconds, at how many US dollars; `after` which other one it came."""

    attempt_id: str
    provider: str
    outcome: str
    seconds: float
    cost: float | None = None
    model: str | None = None
    after: str | None = None
    resumed: bool = False


def tell_change(event: Event) -> None:
    """Tell of a request that has come to another status."""
    if not isinstance(event, RequestChanged):
        return
    request = event.request
    waited, painted = _seconds(request.created_at, request.started_at), None
    facts: dict[str, Any] = {"session": request.session_id, "user": person_code(request.user_id)}
    if event.status == PROCESSING:
        facts["waited"] = waited
        _tell_waiting(request)
    elif event.status in TERMINAL:
        painted = facts["painted"] = _seconds(request.started_at, request.completed_at)
        facts["code"] = request.error_code
        facts["image"] = request.result_image_id
        _tell_whole(request, facts | {"status": event.status})
    REQUESTS.labels(event.status).inc()
    if event.status == COMPLETED and waited is not None and painted is not None:
        STAGE_SECONDS.labels("waiting").observe(waited)
        STAGE_SECONDS.labels("painting").observe(painted)
    _tell(request.id, event.status, **facts)


def tell_interaction(request: Request, interaction_id: int, came_at: datetime, repeat_of: str | None) -> None:
    """Tell which interaction on Discord a request came of, when that came, and what it repeats (a verb and an id)."""
    verb, _, repeated = (repeat_of or "").partition(":")
    follows = (SpanRef.of_request(repeated),) if verb == "retry" else ()
    root, mine = SpanRef.of_request(request.id), SpanRef.another(request.id)
    tell(Span(mine, "interaction", root, came_at, now(), {"interaction": str(interaction_id)}, follows))
    _tell(request.id, "asked for on Discord", interaction=interaction_id)


def run_of(request: Request) -> AbstractContextManager[None]:
    """Tell how long one try at a request takes, with all that is within it."""
    return span("run", request.id)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell how long a step of a run takes: `moderation`, `prompt` or `storing`."""
    began = monotonic()
    try:
        with span(name):
            yield
    finally:
        STAGE_SECONDS.labels(name).observe(monotonic() - began)


def tell_call(request: Request, call: EndedCall) -> None:
    """Tell how a provider's call ended."""
    PROVIDER_CALLS.labels(call.provider, call.outcome).inc()
    PROVIDER_SECONDS.labels(call.provider).observe(call.seconds)
    PROVIDER_COST.labels(call.provider).inc(call.cost or 0.0)
    facts = {"provider": call.provider, "seconds": call.seconds, "cost": call.cost}
    _tell_call_span(request, call)
    _tell(request.id, f"call of {call.provider} {call.outcome}", **facts)


def delivery_of(request_id: str) -> AbstractContextManager[None]:
    """Tell how long one try to send a request's message takes."""
    return span("delivery", request_id)


def tell_delivery(delivery: Delivery, end: str, seconds: float, *, message: str | None = None) -> None:
    """Tell how the delivery of a message ended, so many seconds after it was owed."""
    DELIVERIES.labels(end).inc()
    STAGE_SECONDS.labels("delivery").observe(seconds)
    add_facts(end=end, channel=delivery.channel_id, message=message)
    _tell(delivery.request_id, end, channel=delivery.channel_id, message=message, seconds=seconds)


def _tell_whole(request: Request, facts: Facts) -> None:
    """Tell the span of a request that has ended; one of a batch came of the batch's first."""
    root = SpanRef.of_request(request.id)
    follows = (SpanRef.of_request(request.batch_id),) if request.batch_id not in {None, request.id} else ()
    failed = request.error_code if request.status == FAILED else None
    tell(Span(root, "request", None, request.created_at, request.completed_at or now(), facts, follows, failed))


def _tell_waiting(request: Request) -> None:
    """Tell for how long a request waited in the queue, in a pause after a failure included."""
    started = request.started_at or now()
    since = request.created_at if request.retry_count == 0 else request.not_before
    if since is not None and since <= started:
        root, mine = SpanRef.of_request(request.id), SpanRef.another(request.id)
        tell(Span(mine, "queue", root, since, started, {"tries": request.retry_count}))


def _tell_call_span(request: Request, call: EndedCall) -> None:
    """Tell the span of a call, which follows the one before, whichever process made that."""
    named = SpanRef.named(request.id, call.attempt_id)
    follows = tuple(SpanRef.named(request.id, each) for each in (call.after,) if each)
    if call.resumed:
        # The process that began the call has told of it under its name.
        named, follows = SpanRef.another(request.id), (named, *follows)
    facts = {"provider": call.provider, "model": call.model, "outcome": call.outcome, "cost": call.cost}
    failed = None if call.outcome == "completed" else call.outcome
    end, start = now(), now() - timedelta(seconds=call.seconds)
    tell(Span(named, "provider call", enclosing(request.id), start, end, facts, follows, failed))


def _tell(request_id: str, stage: str, **facts: object) -> None:
    known = {name: round(value, 3) if isinstance(value, float) else value for name, value in facts.items()}
    known = {name: value for name, value in known.items() if value is not None}
    log.info(
        "request %s %s%s",
        request_id,
        stage,
        "".join(f", {name} {value}" for name, value in known.items()),
        extra={"facts": {"request": request_id, "stage": stage, **known}},
    )


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return max(0.0, (end - start).total_seconds()) if start and end else None
