"""Whether the process lives, whether it can work, and a few numbers."""

import logging

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from bot.web.errors import COMMON, error_answer
from bot.web.schemas.responses import Answer, json_answer
from bot.web.state import State, WebState
from storage.errors import SceneError

log = logging.getLogger(__name__)

router = APIRouter(tags=["health"])


class Said(Answer):
    """A word in answer."""

    message: str


@router.get("/api/ping", response_model=Said, responses=COMMON)
async def ping() -> Response:
    """Answer."""
    return json_answer(Said(message="pong"))


@router.get("/healthz", include_in_schema=False)
@router.get("/api/healthz", response_model=Said, responses=COMMON)
async def healthz() -> Response:
    """Tell that the process lives."""
    return json_answer(Said(message="alive"))


@router.get("/readyz", include_in_schema=False)
@router.get("/api/readyz", response_model=Said, responses=COMMON)
async def readyz(state: State) -> Response:
    """Tell whether requests can be taken: the database answers, and nobody has said stop."""
    if state.stopping.is_set():
        return error_answer(503, "The bot is stopping.", "stopping")
    try:
        await state.services.requests.counts()
    except SceneError as error:
        log.error("not ready: %s", error.sentence)  # noqa: TRY400  # the sentence says it all
        return error_answer(503, "The database does not answer.", error.code)
    return json_answer(Said(message="ready"))


@router.get("/metrics", include_in_schema=False)
@router.get("/api/metrics", response_class=PlainTextResponse, responses=COMMON)
async def metrics(state: State) -> Response:
    """Return numbers as Prometheus reads them; none of them names anybody."""
    return PlainTextResponse("\n".join(await _numbers(state)) + "\n", media_type="text/plain; version=0.0.4")


async def _numbers(state: WebState) -> list[str]:
    counts = await state.services.requests.counts()
    lines = ["# HELP scenes_requests Requests that are not done, by status.", "# TYPE scenes_requests gauge"]
    lines += [f'scenes_requests{{status="{status}"}} {number}' for status, number in sorted(counts.items())]
    lines += [
        "# HELP scenes_http_responses_total HTTP answers, by class.",
        "# TYPE scenes_http_responses_total counter",
    ]
    lines += [
        f'scenes_http_responses_total{{class="{each}"}} {state.answered[each]}' for each in ("2xx", "3xx", "4xx", "5xx")
    ]
    lines += ["# HELP scenes_event_streams Open event streams.", "# TYPE scenes_event_streams gauge"]
    return [*lines, f"scenes_event_streams {state.streams.total()}"]
