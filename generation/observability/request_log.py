"""One line in the log for each stage of a request, by which it can be followed from interaction to delivery.

A line names request, session and provider, the user by a digest, how long the stage took and what it cost, and never
what was described. In the JSON format the same are fields. What is told here is counted as well.
"""

import logging
from datetime import datetime
from typing import Any

from generation.events import Event, RequestChanged
from generation.moderation.digest import digest
from generation.observability.metrics import (
    DELIVERIES,
    PROVIDER_CALLS,
    PROVIDER_COST,
    PROVIDER_SECONDS,
    REQUESTS,
    STAGE_SECONDS,
)
from storage.records import COMPLETED, PROCESSING, TERMINAL, Delivery, Request

log = logging.getLogger(__name__)


def tell_change(event: Event) -> None:
    """Tell of a request that has come to another status."""
    if not isinstance(event, RequestChanged):
        return
    request = event.request
    waited, painted = _seconds(request.created_at, request.started_at), None
    facts: dict[str, Any] = {"session": request.session_id, "user": digest(request.user_id)[:8]}
    if event.status == PROCESSING:
        facts["waited"] = waited
    elif event.status in TERMINAL:
        painted = facts["painted"] = _seconds(request.started_at, request.completed_at)
        facts["code"] = request.error_code
        facts["image"] = request.result_image_id
    REQUESTS.labels(event.status).inc()
    if event.status == COMPLETED and waited is not None and painted is not None:
        STAGE_SECONDS.labels("waiting").observe(waited)
        STAGE_SECONDS.labels("painting").observe(painted)
    _tell(request.id, event.status, **facts)


def tell_interaction(request: Request, interaction_id: int) -> None:
    """Tell which interaction on Discord a request came of."""
    _tell(request.id, "asked for on Discord", interaction=interaction_id)


def tell_call(request: Request, provider: str, outcome: str, seconds: float, cost: float | None) -> None:
    """Tell how a provider's call ended: after how many seconds, at how many US dollars."""
    PROVIDER_CALLS.labels(provider, outcome).inc()
    PROVIDER_SECONDS.labels(provider).observe(seconds)
    PROVIDER_COST.labels(provider).inc(cost or 0.0)
    _tell(request.id, f"call of {provider} {outcome}", provider=provider, seconds=seconds, cost=cost)


def tell_delivery(delivery: Delivery, end: str, seconds: float, *, message: str | None = None) -> None:
    """Tell how the delivery of a message ended, so many seconds after it was owed."""
    DELIVERIES.labels(end).inc()
    STAGE_SECONDS.labels("delivery").observe(seconds)
    _tell(delivery.request_id, end, channel=delivery.channel_id, message=message, seconds=seconds)


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
