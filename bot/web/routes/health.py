"""`healthz`, `readyz`, `metrics` and `ping`."""

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from bot.web.errors import COMMON, NotConnectedError, error_response
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State, WebState
from generation.i18n import _
from storage.errors import SceneError

router = APIRouter(tags=["health"])


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
    return PlainTextResponse("\n".join(await _metrics(state)) + "\n", media_type="text/plain; version=0.0.4")


async def _metrics(state: WebState) -> list[str]:
    counts = await state.services.requests.counts()
    lines = ["# HELP scenes_requests Requests that are not done, by status.", "# TYPE scenes_requests gauge"]
    lines += [f'scenes_requests{{status="{status}"}} {number}' for status, number in sorted(counts.items())]
    lines += [
        "# HELP scenes_http_responses_total HTTP answers, by class.",
        "# TYPE scenes_http_responses_total counter",
    ]
    for each in ("2xx", "3xx", "4xx", "5xx"):
        lines.append(f'scenes_http_responses_total{{class="{each}"}} {state.responses[each]}')
    lines += ["# HELP scenes_event_streams Open event streams.", "# TYPE scenes_event_streams gauge"]
    return [*lines, f"scenes_event_streams {state.streams.total()}"]
