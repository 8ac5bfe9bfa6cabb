"""Reveals: the GM shows a secret picture to the table, now or later, or leaves it secret after all."""

from datetime import datetime

from fastapi import APIRouter, Response

from bot.web.auth import CallerCredentials, ImageId, UserId
from bot.web.errors import COMMON
from bot.web.schemas.requests import RevealBody
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])


class RevealResponse(SuccessResponse):
    """A picture that the table sees, or will see at `due_at`."""

    image_id: str
    due_at: datetime | None


@router.post("/image/{image_id}/reveal", response_model=RevealResponse, responses=COMMON)
async def reveal(state: State, caller: CallerCredentials, image_id: ImageId, body: RevealBody) -> Response:
    """Show a secret picture to the table, now or when it is said; the GM does."""
    actor, reveals = await caller.actor_for(body.user_id), state.services.reveals
    due_at = None
    if body.when is None:
        await reveals.now(image_id, actor, spoiler=body.spoiler)
    else:
        due_at = await reveals.later(image_id, actor, body.when, spoiler=body.spoiler)
    return json_response(RevealResponse(image_id=image_id, due_at=due_at))


@router.delete("/image/{image_id}/reveal", response_model=SuccessResponse, responses=COMMON)
async def keep_secret(state: State, caller: CallerCredentials, image_id: ImageId, user_id: UserId = None) -> Response:
    """Leave a picture secret that was to be revealed later; the GM does."""
    await state.services.reveals.take_back(image_id, await caller.actor_for(user_id))
    return json_response(SuccessResponse())
