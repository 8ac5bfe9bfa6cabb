"""The recap: what the next one would say, what is suggested for it and decided, and posting it on Discord."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from bot.web.auth import CallerCredentials, Viewer, base_url
from bot.web.errors import COMMON
from bot.web.routes.requests import IdempotencyKey
from bot.web.schemas.requests import UserBody
from bot.web.schemas.responses import ImageResponse, SuccessResponse, image_response, json_response
from bot.web.state import State
from generation.campaigns.recap_plans import START, plan_text, weekday_of_plan
from generation.campaigns.words import LONGEST_CAPTION
from storage.recaps import RecapPlan

router = APIRouter(prefix="/api/session/{session_id}/recap", tags=["recap"])

SuggestionId = Annotated[str, Path(min_length=1, max_length=64)]
When = Literal["start", "weekly", "never"]
Caption = Annotated[str, Field(max_length=2 * LONGEST_CAPTION)]


class SuggestionBody(UserBody):
    """A picture for the recap, and a line about it."""

    image_id: Annotated[str, Field(min_length=1, max_length=64)]
    caption: Caption = ""


class DecisionBody(UserBody):
    """What the GM makes of a suggestion, in other words where a caption gives them."""

    decision: Literal["approve", "reject"]
    caption: Caption | None = None


class RecapLineResponse(BaseModel):
    """A picture of the next recap, and what is said of it."""

    image: ImageResponse
    caption: str


class PlanBody(UserBody):
    """When the recap is to be posted by itself; a weekly one has a day, Monday being 0, and an hour in UTC."""

    when: When
    weekday: Annotated[int | None, Field(ge=0, le=6)] = None
    hour: Annotated[int, Field(ge=0, le=23)] = 0


class PlanResponse(BaseModel):
    """When the recap is posted by itself, also in words; `next_at` is when a weekly one is due."""

    when: When
    weekday: int | None
    hour: int | None
    next_at: datetime | None
    says: str


class SuggestionResponse(RecapLineResponse):
    """What somebody has suggested, and waits for the GM."""

    suggestion_id: str
    suggested_by: str
    #: What the session calls them; null where it knows no name.
    suggested_by_name: str | None


class RecapResponse(SuccessResponse):
    """The next recap; what is suggested is for the GM alone. Where there is no channel, nobody can post it."""

    lines: list[RecapLineResponse]
    suggestions: list[SuggestionResponse]
    may_post: bool
    plan: PlanResponse


class PlannedResponse(SuccessResponse):
    """The plan as it is kept."""

    plan: PlanResponse


class SuggestedResponse(SuccessResponse):
    """Whether it is in the next recap at once, by a GM's word, or waits for the GM."""

    taken: bool


@router.get("", response_model=RecapResponse, responses=COMMON)
async def draft(request: Request, state: State, actor: Viewer) -> Response:
    """Return what the next recap would show, and to the GM what waits for a word of theirs."""
    recaps, base = state.services.recaps, base_url(request, state)
    lines = [
        RecapLineResponse(image=image_response(state, base, line.image, actor), caption=line.caption)
        for line in await recaps.draft(actor.session_id)
    ]
    names = {member.user_id: member.name for member in await state.services.members.members(actor.session_id)}
    suggestions = [
        SuggestionResponse(
            image=image_response(state, base, image, actor),
            caption=each.caption,
            suggestion_id=each.id,
            suggested_by=each.suggested_by,
            suggested_by_name=names.get(each.suggested_by),
        )
        for each, image in await recaps.waiting(actor)
    ]
    plan = _plan(await recaps.plan(actor.session_id))
    may_post = await recaps.can_post(actor)
    return json_response(RecapResponse(lines=lines, suggestions=suggestions, may_post=may_post, plan=plan))


@router.post("/suggestions", response_model=SuggestedResponse, responses=COMMON)
async def suggest(state: State, caller: CallerCredentials, body: SuggestionBody) -> Response:
    """Suggest a picture and a line about it; a GM's is taken at once."""
    actor = await caller.actor_for(body.user_id)
    return json_response(
        SuggestedResponse(taken=await state.services.recaps.suggest(actor, body.image_id, body.caption))
    )


@router.post("/suggestions/{suggestion_id}", response_model=SuccessResponse, responses=COMMON)
async def decide(state: State, caller: CallerCredentials, suggestion_id: SuggestionId, body: DecisionBody) -> Response:
    """Approve a suggestion, in other words if need be, or reject it; the GM does."""
    actor, approve = await caller.actor_for(body.user_id), body.decision == "approve"
    await state.services.recaps.decide(actor, suggestion_id, approve=approve, caption=body.caption)
    return json_response(SuccessResponse())


@router.put("/plan", response_model=PlannedResponse, responses=COMMON)
async def set_plan(state: State, caller: CallerCredentials, body: PlanBody) -> Response:
    """Have the recap posted at the session's start, or weekly, or not by itself. The GM does."""
    actor = await caller.actor_for(body.user_id)
    weekday = weekday_of_plan(body.when, body.weekday)
    planned = await state.services.recaps.set_plan(actor, at_start=body.when == START, weekday=weekday, hour=body.hour)
    return json_response(PlannedResponse(plan=_plan(planned)))


@router.post("/post", response_model=SuccessResponse, responses=COMMON)
async def post(
    state: State, caller: CallerCredentials, body: UserBody, idempotency_key: IdempotencyKey = None
) -> Response:
    """Have the recap posted into the session's channel; the same key posts it once. The GM does."""
    actor = await caller.actor_for(body.user_id)
    await state.services.recaps.post(actor, f"page {idempotency_key or uuid4()}")
    return json_response(SuccessResponse())


def _plan(plan: RecapPlan) -> PlanResponse:
    when: When = "start" if plan.at_start else "never"
    if plan.weekday is not None:
        when = "weekly"
    return PlanResponse(when=when, weekday=plan.weekday, hour=plan.hour, next_at=plan.due_at, says=plan_text(plan))
