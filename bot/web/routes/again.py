"""What was asked for or shown before, taken up again: an image's settings, a preview's text, an image made larger."""

from dataclasses import replace

from fastapi import APIRouter, Response
from pydantic import BaseModel

from bot.web.auth import CallerCredentials, ImageId, Viewer
from bot.web.errors import COMMON
from bot.web.routes.requests import image_and_params, queue_response
from bot.web.schemas.requests import SendBody, UserBody
from bot.web.schemas.responses import QueuedResponse, SuccessResponse, json_response
from bot.web.state import State
from generation.editing.changes import Change
from generation.moderation.digest import digest
from generation.requests.variations import UPSCALE
from storage.params import PUBLIC, SECRET

router = APIRouter(prefix="/api/session/{session_id}", tags=["requests"])


class PreferencesResponse(BaseModel):
    """Preferences as a request body has them."""

    provider: str | None
    quality: str
    size: str
    style: str | None
    seed: int | None


class SettingsResponse(SuccessResponse):
    """What an image was asked for with, as a request body has it; `references` counts the files that went with it."""

    prompt: str
    type: str | None
    private: bool
    style_preferences: PreferencesResponse
    references: int


@router.get("/image/{image_id}/settings", response_model=SettingsResponse, responses=COMMON)
async def settings(state: State, actor: Viewer, image_id: ImageId) -> Response:
    """Return what an image was asked for with: the same body, with its seed, asks for it once more."""
    image, params = await image_and_params(state, image_id, actor)
    preferences = PreferencesResponse(
        provider=params.provider,
        quality=params.quality,
        size=f"{params.width}x{params.height}",
        style=params.style,
        seed=image.seed,
    )
    return json_response(
        SettingsResponse(
            prompt=params.prompt,
            type=params.type,
            private=params.visibility != PUBLIC,
            style_preferences=preferences,
            references=len(params.references),
        )
    )


@router.post("/draft/{draft_id}/send", response_model=QueuedResponse, responses=COMMON)
async def send(state: State, caller: CallerCredentials, draft_id: ImageId, body: SendBody) -> Response:
    """Queue exactly the text that a preview has shown, or the one that was made of it; sent twice it counts once."""
    context = await caller.context_for(body.user_id)
    previews = state.services.previews
    if body.enhanced_prompt is not None:
        await previews.amend(draft_id, context, prompt=body.enhanced_prompt, negative=body.negative_prompt)
    params = await previews.to_send(draft_id, context.actor)
    params = replace(params, count=body.count, visibility=SECRET if body.private else PUBLIC)
    key = f"draft:{draft_id}:{digest(f'{params.exact} {params.negative} {params.count}')}"
    return await queue_response(state, context, params, files=tuple(body.references), key=key)


@router.post("/image/{image_id}/upscale", response_model=QueuedResponse, responses=COMMON)
async def upscale(state: State, caller: CallerCredentials, image_id: ImageId, body: UserBody) -> Response:
    """Have an image made larger by a provider that can."""
    context = await caller.context_for(body.user_id)
    params, notes = await state.services.editing.change_params(image_id, Change(UPSCALE), context)
    return await queue_response(state, context, params, notes=notes)
