"""`healthz`, `readyz`, `metrics` and `ping`."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from bot.web.errors import COMMON, NotConnectedError, error_response
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State, WebState
from generation.i18n import _
from generation.observability.metrics import EVENT_STREAMS, HEALTHY, OLDEST, OWED, REGISTRY, WAITING
from storage.errors import SceneError
from storage.records import DELAYED, HELD, PROCESSING, QUEUED

router = APIRouter(tags=["health"])

REQUEST_STATES = (QUEUED, DELAYED, HELD, PROCESSING)
DELIVERY_STATES = ("waiting", "ready", "undeliverable")


class MessageResponse(SuccessResponse):
    """A message."""

    message: str


@router.get("/api/ping", response_model=MessageResponse, responses=COMMON)
async def ping() -> Response:
    """Answer `pong`."""
    return json_response(MessageResponse(message="pong"))


@router.get("/healthz", include_in_schema=False)
@router.get("/api/healthz", response_model=MessageResponse, responses=COMMON)
async def healthz() -> Response:
    """Answer while the process lives."""
    return json_response(MessageResponse(message="alive"))


@router.get("/readyz", include_in_schema=False)
@router.get("/api/readyz", response_model=MessageResponse, responses=COMMON)
async def readyz(state: State) -> Response:
    """Tell whether requests can be taken: what they need can be read and written, Discord is there, nothing stops."""
    if state.stopping.is_set():
        return error_response(503, _("The bot is stopping."), "stopping")
    try:
        await state.readiness.check()
    except NotConnectedError as error:
        return error_response(503, error.sentence, error.code)
    except SceneError as error:
        return error_response(503, _("Nothing can be read or stored at the moment."), error.code)
    return json_response(MessageResponse(message="ready"))


@router.get("/metrics", include_in_schema=False)
@router.get("/api/metrics", response_class=PlainTextResponse, responses=COMMON)
async def metrics(state: State) -> Response:
    """Return metrics in the text format of Prometheus; no label names a user or a session."""
    await _look(state)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


async def _look(state: WebState) -> None:
    """Ask the database for what is counted there; where it is away, that is what the metrics say."""
    EVENT_STREAMS.set(state.streams.total())
    try:
        await state.readiness.check()
    except NotConnectedError:
        # Discord is away, which another metric says; what is stored can be read.
        HEALTHY.set(1)
    except SceneError:
        HEALTHY.set(0)
        return
    else:
        HEALTHY.set(1)
    _show(WAITING, REQUEST_STATES, await state.services.requests.counts())
    _show(OWED, DELIVERY_STATES, await state.services.deliveries.counts())
    OLDEST.set(await state.services.requests.oldest_waits())


def _show(gauge: Gauge, states: Sequence[str], counts: Mapping[str, int]) -> None:
    for each in states:
        gauge.labels(each).set(counts.get(each, 0))
