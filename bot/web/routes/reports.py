"""Reports: somebody tells the GM that a picture is wrong."""

from fastapi import APIRouter, Response

from bot.web.auth import CallerCredentials, ImageId
from bot.web.errors import COMMON
from bot.web.schemas.requests import ReportBody
from bot.web.schemas.responses import SuccessResponse, json_response
from bot.web.state import State

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])


@router.post("/image/{image_id}/report", response_model=SuccessResponse, responses=COMMON)
async def report(state: State, caller: CallerCredentials, image_id: ImageId, body: ReportBody) -> Response:
    """Tell the GM what is wrong with a picture; it stays where it is until they decide."""
    await state.services.reports.send(image_id, await caller.context_for(body.user_id), body.reason)
    return json_response(SuccessResponse())
