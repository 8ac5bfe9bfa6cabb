"""Errors as answers: `{"status": "error", "error": …}` with the right status, and never a traceback."""

import logging
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from bot.web.rate_limit import TooManyError
from generation.errors import (
    ContentRefusedError,
    IdempotencyKeyReusedError,
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from generation.sessions.tokens import NotLoggedInError
from storage.errors import ConflictError, SceneError, StorageError

log = logging.getLogger(__name__)


class ErrorAnswer(BaseModel):
    """What went wrong, in a sentence for people; `code` names the kind, `field` the value that is wrong."""

    model_config = ConfigDict(extra="allow")

    status: str = "error"
    error: str
    code: str


class NotConfiguredError(SceneError):
    """Say that the provider that somebody demands is not set up here."""

    code = "not_configured"


class FailedError(SceneError):
    """Say that a picture could not be painted."""

    code = "failed"


class NotYetError(SceneError):
    """Say that a picture will take longer than its caller can wait; the work goes on."""

    code = "not_yet"

    def __init__(self, sentence: str, request_id: str) -> None:
        super().__init__(sentence)
        self.request_id = request_id


#: The first that fits, counts.
_STATUSES: tuple[tuple[type[SceneError], int], ...] = (
    (NotLoggedInError, 401),
    (NotAllowedError, 403),
    (NotFoundError, 404),
    (TooManyError, 429),
    (LimitReachedError, 429),
    (IdempotencyKeyReusedError, 409),
    (RefusedError, 400),
    (FailedError, 502),
    (NotYetError, 504),
    (ConflictError, 409),
    (StorageError, 503),
)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return these answers for the document; a model each, as FastAPI would have it, triples the time of a start."""
    schema = {"$ref": f"#/components/schemas/{ErrorAnswer.__name__}"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {"application/json": {"schema": schema}}}
        for status in statuses
    }


#: What every route may answer.
COMMON = documented(400, 401, 403, 404, 405, 411, 413, 422, 429, 500, 503)
_SENTENCES = {404: "There is nothing here.", 405: "This cannot be done here in this way."}


def error_answer(
    status: int, sentence: str, code: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Return an error as an answer."""
    body = ErrorAnswer(error=sentence, code=code, **more)  # type: ignore[arg-type]  # further keys are allowed
    return Response(body.model_dump_json(), status, headers, "application/json")


def install(app: FastAPI) -> None:
    """Have the application answer every error so."""
    app.add_exception_handler(SceneError, _scene)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _scene(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SceneError)  # noqa: S101  # it is installed for these alone
    return scene_answer(error)


def scene_answer(error: SceneError) -> Response:
    """Return an error of the project's own as an answer."""
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    headers: dict[str, str] = {}
    more: dict[str, object] = {}
    match error:
        case TooManyError(seconds=seconds):
            headers["Retry-After"] = str(math.ceil(seconds))
        case NotLoggedInError():
            headers["WWW-Authenticate"] = "Bearer"
        case ContentRefusedError(rephrase=rephrase):
            more["rephrase"] = rephrase
        case NotYetError(request_id=request_id):
            more["request_id"] = request_id
        case _:
            pass
    if status == 503:
        # It names folders of the operator's.
        log.error("%s", error.sentence)
        return error_answer(503, "The gallery cannot be reached at the moment. Try again soon.", error.code)
    return error_answer(status, error.sentence, error.code, headers=headers, **more)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # it is installed for these alone
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if part not in {"body", "query", "path", "header"}]
    name = ".".join(where) if first["type"] != "json_invalid" else "body"
    sentence = f"{name or 'body'}: {str(first['msg']).removeprefix('Value error, ')}"
    return error_answer(422, sentence, "invalid", field=name or "body")


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # it is installed for these alone
    status = error.status_code
    sentence = _SENTENCES.get(status, f"{HTTPStatus(status).phrase}.")
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    return error_answer(status, sentence, code, headers=error.headers)


async def _unforeseen(_request: Request, _error: Exception) -> Response:
    return error_answer(500, "Something went wrong inside the bot; the log has the details.", "internal")
