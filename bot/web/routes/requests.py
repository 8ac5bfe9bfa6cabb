"""Requests for images: queued, instant, reroll, vary; their state, and cancelling."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel

from bot.web.auth import CallerCredentials, ImageId, Viewer, base_url
from bot.web.errors import COMMON, NotConfiguredError, error_responses
from bot.web.rate_limit import TooManyRequestsError
from bot.web.schemas.requests import GenerateBody, InstantGenerateBody, QueuedGenerateBody, UserBody
from bot.web.schemas.responses import (
    GeneratedResponse,
    QueuedResponse,
    RequestDetailsResponse,
    RequestListResponse,
    RequestResponse,
    SuccessResponse,
    image_response,
    json_response,
    request_response,
)
from bot.web.state import State, WebState
from generation.clock import now
from generation.errors import LimitReachedError
from generation.i18n import N_, said
from generation.providers.with_model import reference_of
from generation.requests.previews import Preview
from generation.requests.variations import reroll as reroll_params
from generation.requests.variations import vary as vary_params
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from storage.params import GenerationParams, name_of
from storage.records import Image

router = APIRouter(prefix="/api/session/{session_id}", tags=["requests"])

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]
#: How far down the queue positions are counted.
MAX_POSITION = 1000
#: What the specification calls the key that a provider lacks.
_KEY_NAMES = {"dalle": "OpenAI API key", "stability": "Stability API key"}


class EnhanceResponse(SuccessResponse):
    """The enhanced prompt, as it would be sent to a provider."""

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
    draft_id: str


class CancelResponse(BaseModel):
    """The outcome of a cancel; `cancelled` is false where the request had ended already."""

    status: str = "success"
    request_id: str
    cancelled: bool


@router.post("/generate-image", response_model=QueuedResponse, responses=COMMON | error_responses(409))
async def generate(
    state: State, caller: CallerCredentials, body: QueuedGenerateBody, idempotency_key: IdempotencyKey = None
) -> Response:
    """Queue an image, or several of one description: of the same, or in several styles or by several providers."""
    context = await caller.context_for(body.user_id)
    params = body.to_params(count=body.count, styles=body.styles, providers=body.providers)
    return await queue_response(state, context, params, files=body.files, key=idempotency_key)


@router.post(
    "/generate-image-instant",
    response_model=GeneratedResponse,
    responses=COMMON | error_responses(409, 502, 504),
)
async def generate_instantly(
    request: Request,
    state: State,
    caller: CallerCredentials,
    body: InstantGenerateBody,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Generate an image and wait for it; 504 where that takes too long, while the work goes on."""
    context = await caller.context_for(body.user_id)
    await _check_configured(state, body.provider, context)
    params = body.to_params(provider=body.provider)
    try:
        done = await request.app.state.instant.generate(params, context, body.files, idempotency_key)
    except LimitReachedError as error:
        raise await _with_retry_after(state, context, error) from error
    actor = context.actor
    image = await state.services.gallery.image(done.result_image_id or "", actor)
    return json_response(
        GeneratedResponse(
            image_id=image.id,
            image_url=image_response(state, base_url(request, state), image, actor)["image_url"],
            generation_time=round(image.generation_time or 0.0, 3),
            provider=image.provider,
            request_id=done.id,
            notes=[said(note) for note in done.notes],
        )
    )


@router.post("/enhance", response_model=EnhanceResponse, responses=COMMON)
async def enhance(state: State, caller: CallerCredentials, body: GenerateBody) -> Response:
    """Show what would be sent to a provider; nothing is spent."""
    context = await caller.context_for(body.user_id)
    preview = await state.services.previews.show(body.to_params(), context, files=len(body.files))
    return json_response(_enhance_response(preview))


@router.post("/image/{image_id}/reroll", response_model=QueuedResponse, responses=COMMON)
async def reroll(state: State, caller: CallerCredentials, image_id: ImageId, body: UserBody) -> Response:
    """Request an image again with another seed."""
    context = await caller.context_for(body.user_id)
    image, params = await image_and_params(state, image_id, context.actor)
    return await queue_response(state, context, reroll_params(image, params))


@router.post("/image/{image_id}/vary", response_model=QueuedResponse, responses=COMMON)
async def vary(state: State, caller: CallerCredentials, image_id: ImageId, body: UserBody) -> Response:
    """Vary an image where a provider can; else request another one of the same description."""
    context = await caller.context_for(body.user_id)
    image, params = await image_and_params(state, image_id, context.actor)
    providers = await state.services.guild_providers.of_session(image.session_id)
    params, notes = vary_params(providers, image, params)
    return await queue_response(state, context, params, notes=notes)


@router.get("/requests", response_model=RequestListResponse, responses=COMMON)
async def waiting(state: State, actor: Viewer) -> Response:
    """List the requests that have not ended."""
    requests, order = (
        await state.services.requests.waiting(actor),
        await state.services.requests.unchecked_order(MAX_POSITION),
    )
    bodies = [await request_response(RequestResponse, state, each, order) for each in requests]
    return json_response(RequestListResponse(requests=bodies, count=len(bodies)))


@router.get("/request/{request_id}", response_model=RequestDetailsResponse, responses=COMMON)
async def request_details(state: State, actor: Viewer, request_id: ImageId) -> Response:
    """Return a request."""
    found = await state.services.requests.get(request_id, actor)
    order = await state.services.requests.unchecked_order(MAX_POSITION)
    return json_response(await request_response(RequestDetailsResponse, state, found, order))


@router.post("/request/{request_id}/cancel", response_model=CancelResponse, responses=COMMON)
async def cancel(state: State, caller: CallerCredentials, request_id: ImageId, body: UserBody) -> Response:
    """Cancel a request: at once while it waits, as soon as the provider stops while it runs."""
    actor = await caller.actor_for(body.user_id)
    return json_response(
        CancelResponse(request_id=request_id, cancelled=await state.services.requests.cancel(request_id, actor))
    )


async def queue_response(
    state: WebState,
    context: SessionContext,
    params: GenerationParams,
    *,
    files: Sequence[bytes] = (),
    notes: Sequence[str] = (),
    key: str | None = None,
) -> Response:
    """Submit a request, and tell what was queued."""
    try:
        submitted = await state.services.requests.submit(params, context, files=files, notes=notes, idempotency_key=key)
    except LimitReachedError as error:
        raise await _with_retry_after(state, context, error) from error
    return json_response(
        QueuedResponse(
            request_id=submitted.request.id,
            request_ids=[each.id for each in submitted.requests],
            request_status=submitted.request.status,
            place=submitted.position,
            notes=[said(note) for note in submitted.notes],
        )
    )


async def _with_retry_after(state: WebState, context: SessionContext, error: LimitReachedError) -> TooManyRequestsError:
    """Return the refusal with the seconds for `Retry-After`."""
    usage = await state.services.budget.of(context)
    until = usage.free_at or usage.until
    return TooManyRequestsError(error.sentence, max(1.0, (until - now()).total_seconds()))


async def image_and_params(state: WebState, image_id: str, actor: Actor) -> tuple[Image, GenerationParams]:
    """Return an image of the session and the parameters it was requested with."""
    image = await state.services.gallery.image(image_id, actor)
    return image, await state.services.requests.again(image.request_id or "", actor)


async def _check_configured(state: WebState, provider: str | None, context: SessionContext) -> None:
    """Check that a provider that is demanded is set up.

    Raises:
        NotConfiguredError: it is not, in the specification's words.

    """
    known = await state.services.guild_providers.of(context.session.guild_id)
    if provider is not None and known.is_missing(provider):
        raise NotConfiguredError(
            N_("{name} not configured").format(name=_KEY_NAMES.get(name_of(provider), name_of(provider)))
        )


def _enhance_response(preview: Preview) -> EnhanceResponse:
    enhanced = preview.enhanced
    return EnhanceResponse(
        prompt=preview.draft.params.prompt,
        enhanced_prompt=enhanced.prompt,
        negative_prompt=enhanced.negative,
        type=enhanced.type,
        style=preview.style,
        alt_text=said(enhanced.alt_text),
        provider=reference_of(preview.provider),
        kept_terms=list(enhanced.kept_terms),
        added=list(enhanced.added),
        source=enhanced.source,
        notes=[said(note) for note in (*preview.notes, enhanced.note) if note],
        draft_id=preview.draft.id,
    )
