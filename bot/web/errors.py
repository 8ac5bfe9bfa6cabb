"""Errors as responses: `{"status": "error", "error": …}` with the right status, and never a traceback."""

import logging
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from bot.web.rate_limit import TooManyRequestsError
from bot.web.validation import describe
from generation.errors import (
    ContentRefusedError,
    IdempotencyKeyReusedError,
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    QueueFullError,
    RefusedError,
    UnconfirmedError,
)
from generation.i18n import N_, _, said
from generation.sessions.tokens import NotLoggedInError
from storage.errors import ConflictError, SceneError, StorageError

log = logging.getLogger(__name__)


class ErrorResponse(BaseModel):
    """What went wrong, in a sentence for people; `code` names the kind, `field` the value that is wrong."""

    model_config = ConfigDict(extra="allow")

    status: str = "error"
    error: str
    code: str


class NotConfiguredError(SceneError):
    """Say that the provider that somebody demands is not set up here."""

    code = "not_configured"


class FailedError(SceneError):
    """Say that an image could not be generated."""

    code = "failed"


class NotYetError(SceneError):
    """Say that an image will take longer than its caller can wait; the work goes on."""

    code = "not_yet"

    def __init__(self, sentence: str, request_id: str) -> None:
        super().__init__(sentence)
        self.request_id = request_id


class NotConnectedError(SceneError):
    """Say that the connection to Discord is lost, or not there yet."""

    code = "not_connected"


#: The first class that fits decides.
_STATUSES: tuple[tuple[type[SceneError], int], ...] = (
    (NotLoggedInError, 401),
    (NotAllowedError, 403),
    (NotFoundError, 404),
    (TooManyRequestsError, 429),
    (LimitReachedError, 429),
    (QueueFullError, 429),
    (IdempotencyKeyReusedError, 409),
    (UnconfirmedError, 503),
    (RefusedError, 400),
    (FailedError, 502),
    (NotYetError, 504),
    (ConflictError, 409),
    (StorageError, 503),
)


def error_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return error responses for the OpenAPI document; a model each, as FastAPI does it, triples a start's time."""
    schema = {"$ref": f"#/components/schemas/{ErrorResponse.__name__}"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {"application/json": {"schema": schema}}}
        for status in statuses
    }


#: What every route may answer.
COMMON = error_responses(400, 401, 403, 404, 405, 411, 413, 422, 429, 500, 503)
_SENTENCES = {404: N_("There is nothing here."), 405: N_("That does not work here.")}


def error_response(
    status: int, sentence: str, code: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Return an error as a response; a sentence of the sources is said in the caller's language."""
    body = ErrorResponse(error=said(sentence), code=code, **more)  # type: ignore[arg-type]  # further keys are allowed
    return Response(body.model_dump_json(), status, headers, "application/json")


def install_error_handlers(app: FastAPI) -> None:
    """Register handlers for every error of the application."""
    app.add_exception_handler(SceneError, _scene_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


async def _scene_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SceneError)  # noqa: S101  # it is installed for these alone
    return scene_error_response(error)


def scene_error_response(error: SceneError) -> Response:
    """Return an error of the project's own as a response."""
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    headers: dict[str, str] = {}
    more: dict[str, object] = {}
    match error:
        case TooManyRequestsError(seconds=seconds) | QueueFullError(seconds=seconds):
            headers["Retry-After"] = str(math.ceil(seconds))
        case NotLoggedInError():
            headers["WWW-Authenticate"] = "Bearer"
        case ContentRefusedError(rephrase=rephrase):
            more["rephrase"] = rephrase
        case NotYetError(request_id=request_id):
            more["request_id"] = request_id
        case _:
            pass
    if status == 503 and isinstance(error, StorageError):
        # It names folders of the operator's.
        log.error("%s", error)
        return error_response(503, _("The gallery cannot be reached at the moment. Try again soon."), error.code)
    return error_response(status, error.sentence, error.code, headers=headers, **more)


async def _validation_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # it is installed for these alone
    field, sentence = describe(error.errors()[0])
    return error_response(422, sentence, "invalid", field=field)


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # it is installed for these alone
    status = error.status_code
    sentence = _SENTENCES.get(status, f"{HTTPStatus(status).phrase}.")
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    return error_response(status, sentence, code, headers=error.headers)


async def _unexpected_error(_request: Request, _error: Exception) -> Response:
    return error_response(500, _("Something went wrong inside the bot; the log has the details."), "internal")
