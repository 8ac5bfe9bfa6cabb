"""Asking for pictures: queued, at once, once more; and what has become of it."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel

from bot.web.auth import AtDoor, ImageId, Visitor, base_of
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
from bot.web.state import Here, House
from generation.clock import now
from generation.errors import LimitReachedError
from generation.providers.registry import KNOWN_NAMES
from generation.requests.params import ImageRequest
from generation.requests.previews import Preview
from generation.requests.variations import rerolled, varied
from generation.sessions.permissions import Requester
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
    house: Here, at_door: AtDoor, body: QueuedAsking, idempotency_key: IdempotencyKey = None
) -> Response:
    """Queue a picture, or several of one description."""
    by = await at_door.enter_as(body.user_id)
    return await _queue(house, by, body.as_request(count=body.count), idempotency_key)


@router.post(
    "/generate-image-instant",
    response_model=Painted,
    responses=COMMON | documented(409, 502, 504),
)
async def generate_instantly(
    request: Request, house: Here, at_door: AtDoor, body: InstantAsking, idempotency_key: IdempotencyKey = None
) -> Response:
    """Have a picture painted and wait for it; 504 where that takes too long, while the work goes on."""
    by = await at_door.enter_as(body.user_id)
    _check_configured(house, body.provider)
    try:
        done = await request.app.state.instant.paint(body.as_request(provider=body.provider), by, idempotency_key)
    except LimitReachedError as error:
        raise await _with_time(house, by, error) from error
    image = await house.services.gallery.image(done.result_image_id or "", by)
    return json_answer(
        Painted(
            image_id=image.id,
            image_url=show_image(house, base_of(request, house), image, by)["image_url"],
            generation_time=round(image.generation_time or 0.0, 3),
            provider=image.provider,
            request_id=done.id,
            notes=list(done.note_lines),
        )
    )


@router.post("/enhance", response_model=Enhanced, responses=COMMON)
async def enhance(house: Here, at_door: AtDoor, body: Asking) -> Response:
    """Show what would be sent to a provider; nothing is spent."""
    preview = await house.services.previews.show(body.as_request(), await at_door.enter_as(body.user_id))
    return json_answer(_enhanced(preview))


@router.post("/image/{image_id}/reroll", response_model=Queued, responses=COMMON)
async def reroll(house: Here, at_door: AtDoor, image_id: ImageId, body: Speaking) -> Response:
    """Ask again for what was wished, with another seed."""
    by = await at_door.enter_as(body.user_id)
    image, asked = await _again(house, image_id, by)
    return await _queue(house, by, rerolled(image, asked))


@router.post("/image/{image_id}/vary", response_model=Queued, responses=COMMON)
async def vary(house: Here, at_door: AtDoor, image_id: ImageId, body: Speaking) -> Response:
    """Have a picture varied by whoever can do that; else ask for another one of the same description."""
    by = await at_door.enter_as(body.user_id)
    image, asked = await _again(house, image_id, by)
    return await _queue(house, by, varied(house.services.providers, image, asked))


@router.get("/requests", response_model=RequestsListed, responses=COMMON)
async def waiting(house: Here, by: Visitor) -> Response:
    """List what the session waits for."""
    requests, order = await house.services.requests.waiting(by), await house.services.requests.order(PLACES)
    shown = [await show_request(house, each, order) for each in requests]
    return json_answer(RequestsListed(requests=shown, count=len(shown)))


@router.get("/request/{request_id}", response_model=RequestDetails, responses=COMMON)
async def request_details(house: Here, by: Visitor, request_id: ImageId) -> Response:
    """Tell how a request stands."""
    found = await house.services.requests.get(request_id, by)
    shown = await show_request(house, found, await house.services.requests.order(PLACES))
    return json_answer(RequestDetails(**shown.model_dump()))


@router.post("/request/{request_id}/cancel", response_model=Called, responses=COMMON)
async def cancel(house: Here, at_door: AtDoor, request_id: ImageId, body: Speaking) -> Response:
    """Cancel a request: at once while it waits, as soon as the painter lets go while it is painted."""
    by = await at_door.enter_as(body.user_id)
    return json_answer(Called(request_id=request_id, cancelled=await house.services.requests.cancel(request_id, by)))


async def _queue(house: House, by: Requester, asked: ImageRequest, key: str | None = None) -> Response:
    try:
        submitted = await house.services.requests.submit(asked, by, idempotency_key=key)
    except LimitReachedError as error:
        raise await _with_time(house, by, error) from error
    return json_answer(
        Queued(
            request_id=submitted.request.id,
            request_ids=[each.id for each in submitted.requests],
            request_status=submitted.request.status,
            place=submitted.place,
            notes=list(submitted.notes),
        )
    )


async def _with_time(house: House, by: Requester, error: LimitReachedError) -> TooManyError:
    """Return a refusal that also says in how many seconds to come again."""
    usage = await house.services.spending.of(by)
    until = usage.free_at or usage.until
    return TooManyError(error.sentence, max(1.0, (until - now()).total_seconds()))


async def _again(house: House, image_id: str, by: Requester) -> tuple[Image, ImageRequest]:
    """Return a picture of the session with what was asked for."""
    image = await house.services.gallery.image(image_id, by)
    return image, await house.services.requests.again(image.request_id or "", by)


def _check_configured(house: House, provider: str | None) -> None:
    """Make sure that a provider that is demanded is set up.

    Raises:
        NotConfiguredError: it is not, in the specification's words.

    """
    if provider in KNOWN_NAMES and house.services.providers.get(provider) is None:
        raise NotConfiguredError(f"{_KEYS.get(provider, provider)} not configured")


def _enhanced(preview: Preview) -> Enhanced:
    crafted = preview.crafted
    return Enhanced(
        prompt=preview.draft.asked.prompt,
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
