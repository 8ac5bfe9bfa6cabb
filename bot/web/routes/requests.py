"""Asking for pictures: queued, at once, once more; and what has become of it."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel

from bot.web.auth import CallerCredentials, ImageId, Visitor, base_of
from bot.web.errors import COMMON, NotConfiguredError, documented
from bot.web.rate_limit import TooManyError
from bot.web.schemas.requests import Asking, InstantAsking, QueuedAsking, Speaking
from bot.web.schemas.responses import (
    Answer,
    Painted,
    Queued,
    RequestDetails,
    RequestsListed,
    json_answer,
    show_image,
    show_request,
)
from bot.web.state import State, WebState
from generation.clock import now
from generation.errors import LimitReachedError
from generation.requests.params import GenerationParams
from generation.requests.previews import Preview
from generation.requests.variations import rerolled, varied
from generation.sessions.permissions import Actor
from storage.records import Image

router = APIRouter(prefix="/api/session/{session_id}", tags=["asking"])

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]
#: How far down the queue places are counted.
PLACES = 1000
_KEYS = {"dalle": "OpenAI API key", "stability": "Stability API key"}


class Enhanced(Answer):
    """What would be sent to a provider."""

    prompt: str
    enhanced_prompt: str
    negative_prompt: str
    type: str
    style: str | None
    alt_text: str
    provider: str
    kept_terms: list[str]
    added: list[str]
    source: str
    notes: list[str]


class Called(BaseModel):
    """What came of a cancel; `cancelled` is false where the request was done already."""

    status: str = "success"
    request_id: str
    cancelled: bool


@router.post("/generate-image", response_model=Queued, responses=COMMON | documented(409))
async def generate(
    state: State, caller: CallerCredentials, body: QueuedAsking, idempotency_key: IdempotencyKey = None
) -> Response:
    """Queue a picture, or several of one description."""
    actor = await caller.enter_as(body.user_id)
    return await _queue(state, actor, body.as_request(count=body.count), idempotency_key)


@router.post(
    "/generate-image-instant",
    response_model=Painted,
    responses=COMMON | documented(409, 502, 504),
)
async def generate_instantly(
    request: Request,
    state: State,
    caller: CallerCredentials,
    body: InstantAsking,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Have a picture painted and wait for it; 504 where that takes too long, while the work goes on."""
    actor = await caller.enter_as(body.user_id)
    _check_configured(state, body.provider)
    try:
        done = await request.app.state.instant.paint(body.as_request(provider=body.provider), actor, idempotency_key)
    except LimitReachedError as error:
        raise await _with_time(state, actor, error) from error
    image = await state.services.gallery.image(done.result_image_id or "", actor)
    return json_answer(
        Painted(
            image_id=image.id,
            image_url=show_image(state, base_of(request, state), image, actor)["image_url"],
            generation_time=round(image.generation_time or 0.0, 3),
            provider=image.provider,
            request_id=done.id,
            notes=list(done.note_lines),
        )
    )


@router.post("/enhance", response_model=Enhanced, responses=COMMON)
async def enhance(state: State, caller: CallerCredentials, body: Asking) -> Response:
    """Show what would be sent to a provider; nothing is spent."""
    preview = await state.services.previews.show(body.as_request(), await caller.enter_as(body.user_id))
    return json_answer(_enhanced(preview))


@router.post("/image/{image_id}/reroll", response_model=Queued, responses=COMMON)
async def reroll(state: State, caller: CallerCredentials, image_id: ImageId, body: Speaking) -> Response:
    """Ask again for what was wished, with another seed."""
    actor = await caller.enter_as(body.user_id)
    image, params = await _again(state, image_id, actor)
    return await _queue(state, actor, rerolled(image, params))


@router.post("/image/{image_id}/vary", response_model=Queued, responses=COMMON)
async def vary(state: State, caller: CallerCredentials, image_id: ImageId, body: Speaking) -> Response:
    """Have a picture varied by whoever can do that; else ask for another one of the same description."""
    actor = await caller.enter_as(body.user_id)
    image, params = await _again(state, image_id, actor)
    return await _queue(state, actor, varied(state.services.providers, image, params))


@router.get("/requests", response_model=RequestsListed, responses=COMMON)
async def waiting(state: State, actor: Visitor) -> Response:
    """List what the session waits for."""
    requests, order = await state.services.requests.waiting(actor), await state.services.requests.order(PLACES)
    shown = [await show_request(state, each, order) for each in requests]
    return json_answer(RequestsListed(requests=shown, count=len(shown)))


@router.get("/request/{request_id}", response_model=RequestDetails, responses=COMMON)
async def request_details(state: State, actor: Visitor, request_id: ImageId) -> Response:
    """Tell how a request stands."""
    found = await state.services.requests.get(request_id, actor)
    shown = await show_request(state, found, await state.services.requests.order(PLACES))
    return json_answer(RequestDetails(**shown.model_dump()))


@router.post("/request/{request_id}/cancel", response_model=Called, responses=COMMON)
async def cancel(state: State, caller: CallerCredentials, request_id: ImageId, body: Speaking) -> Response:
    """Cancel a request: at once while it waits, as soon as the painter lets go while it is painted."""
    actor = await caller.enter_as(body.user_id)
    return json_answer(Called(request_id=request_id, cancelled=await state.services.requests.cancel(request_id, actor)))


async def _queue(state: WebState, actor: Actor, params: GenerationParams, key: str | None = None) -> Response:
    try:
        submitted = await state.services.requests.submit(params, actor, idempotency_key=key)
    except LimitReachedError as error:
        raise await _with_time(state, actor, error) from error
    return json_answer(
        Queued(
            request_id=submitted.request.id,
            request_ids=[each.id for each in submitted.requests],
            request_status=submitted.request.status,
            place=submitted.place,
            notes=list(submitted.notes),
        )
    )


async def _with_time(state: WebState, actor: Actor, error: LimitReachedError) -> TooManyError:
    """Return a refusal that also says in how many seconds to come again."""
    usage = await state.services.budget.of(actor)
    until = usage.free_at or usage.until
    return TooManyError(error.sentence, max(1.0, (until - now()).total_seconds()))


async def _again(state: WebState, image_id: str, actor: Actor) -> tuple[Image, GenerationParams]:
    """Return a picture of the session with what was asked for."""
    image = await state.services.gallery.image(image_id, actor)
    return image, await state.services.requests.again(image.request_id or "", actor)


def _check_configured(state: WebState, provider: str | None) -> None:
    """Make sure that a provider that is demanded is set up.

    Raises:
        NotConfiguredError: it is not, in the specification's words.

    """
    if provider is not None and state.services.providers.is_missing(provider):
        raise NotConfiguredError(f"{_KEYS.get(provider, provider)} not configured")


def _enhanced(preview: Preview) -> Enhanced:
    crafted = preview.crafted
    return Enhanced(
        prompt=preview.draft.params.prompt,
        enhanced_prompt=crafted.prompt,
        negative_prompt=crafted.negative,
        type=crafted.type,
        style=preview.style,
        alt_text=crafted.alt_text,
        provider=preview.provider.name,
        kept_terms=list(crafted.kept_terms),
        added=list(crafted.added),
        source=crafted.source,
        notes=[note for note in (*preview.notes, crafted.note) if note],
    )
