"""Sessions as the specification's own client opens and joins them, and what that brought to every route."""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from bot.settings import Settings
from bot.web.state import WebOptions
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from generation.sessions.tokens import SERVICE
from tests.specified_client import OPENED, specified_client
from tests.web.api_client import ANN, TABLE, ApiClient, open_api

BACKEND = Actor(TABLE, "backend", SERVICE)
SMALL = {"style_preferences": {"size": "512x512"}}


@pytest.fixture
async def trusting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    """Serve in the mode of trust."""
    async with open_api(settings, monkeypatch, WebOptions(port=0, trusted=True)) as front:
        yield front


async def open_session(web: ApiClient, by: Actor | None) -> str:
    """Open a session as the client does, and return the path of its routes."""
    answer = await web.post("/api/session", OPENED, by=by)
    return f"/api/session/{answer.json['session_id']}"


async def test_its_calls_work_where_callers_are_trusted(trusting: ApiClient) -> None:
    async with specified_client(trusting.url) as client:
        await client.use_every_route()


async def test_its_calls_work_with_a_service_token(web: ApiClient) -> None:
    async with specified_client(web.url, {"Authorization": f"Bearer {await web.token(BACKEND)}"}) as client:
        await client.use_every_route()


async def test_every_session_that_is_opened_is_a_new_one(trusting: ApiClient) -> None:
    assert await open_session(trusting, None) != await open_session(trusting, None)


async def test_who_leads_must_be_told(trusting: ApiClient) -> None:
    answer = await trusting.post("/api/session", {"name": "Nobody's"}, by=None)
    assert (answer.status, "gm_user_id" in answer.json["error"]) == (400, True)
    contradiction = OPENED | {"user_id": "somebody_else"}
    assert (await trusting.post("/api/session", contradiction, by=None)).status == 400


async def test_only_a_service_opens_new_sessions(web: ApiClient) -> None:
    assert (await web.post("/api/session", OPENED, by=ANN)).status == 403
    assert (await web.post("/api/session", OPENED, by=None)).status == 401


async def test_a_session_is_open_to_the_service_that_opened_it_alone(web: ApiClient) -> None:
    session = await open_session(web, BACKEND)
    asked = f"{session}/images?user_id=test_gm_user"
    # The same service with another token, as after the first one has expired.
    renewed, _ = await web.room.running.app.services.tokens.mint(BACKEND)
    assert (await web.get(asked, by=None, Authorization=f"Bearer {renewed}")).status == 200
    await web.room.services.sessions.enter(Actor("elsewhere", "backend"), "elsewhere")
    for other in (Actor(TABLE, "another", SERVICE), Actor("elsewhere", "backend", SERVICE), ANN):
        assert (await web.get(asked, by=other)).status == 403


@pytest.mark.parametrize("role", [GM, PLAYER, OBSERVER])
async def test_who_joins_has_the_role_that_is_said(trusting: ApiClient, role: str) -> None:
    session = await open_session(trusting, None)
    joined = await trusting.post(f"{session}/join", {"user_id": "cleo", "role": role}, by=None)
    assert joined.json["role"] == role
    assert (await trusting.get(f"{session}/me?user_id=cleo", by=None)).json["role"] == role


async def test_who_is_in_a_session_keeps_their_role_when_they_join_again(trusting: ApiClient) -> None:
    session = await open_session(trusting, None)
    await trusting.post(f"{session}/join", {"user_id": "cleo", "role": OBSERVER}, by=None)
    for again in ({"user_id": "cleo", "role": GM}, {"user_id": "cleo"}):
        assert (await trusting.post(f"{session}/join", again, by=None)).json["role"] == OBSERVER
    leader = {"user_id": "test_gm_user", "role": PLAYER}
    assert (await trusting.post(f"{session}/join", leader, by=None)).json["role"] == GM


ROUTES = [
    *(("GET", path) for path in ("images", "image-providers", "styles", "facets", "requests", "events", "export")),
    *(("GET", path) for path in ("me", "image/1", "image/1/picture", "image/1/thumbnail", "request/1")),
    *(("POST", path) for path in ("generate-image", "generate-image-instant", "enhance", "join", "invitation")),
    *(("POST", path) for path in ("image/1/favorite", "image/1/reroll", "image/1/vary", "request/1/cancel")),
    ("PUT", "image/1/tags"),
    ("DELETE", "image/1"),
]
BODY = {"prompt": "a street", "is_favorite": True, "tags": []}


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_a_session_that_there_is_not_is_told_alike(
    trusting: ApiClient, method: str, path: str, *, named: bool
) -> None:
    user = {"user_id": "ann"} if named or path == "join" else {}
    body = BODY | user if method in {"POST", "PUT"} else None
    query = f"?{urlencode(user)}" if body is None else ""
    answer = await trusting.call(method, f"/api/session/none/{path}{query}", body, by=None)
    assert (answer.status, answer.json["code"], answer.json["error"]) == (404, "not_found", "There is no such session.")


async def test_a_token_does_not_tell_which_other_sessions_there_are(web: ApiClient) -> None:
    await web.room.services.sessions.enter(Actor("other", "ann"), "other")
    for method, path in ROUTES:
        body = BODY | {"user_id": "ann"} if method in {"POST", "PUT"} else None
        there, nowhere = [await web.call(method, f"/api/session/{each}/{path}", body) for each in ("other", "none")]
        assert (there.status, there.body) == (nowhere.status, nowhere.body), path
        assert there.status == 403


async def test_a_style_at_the_top_is_taken_like_a_preference(trusting: ApiClient) -> None:
    session = await open_session(trusting, None)
    body = {"user_id": "test_gm_user", "prompt": "Combat in a boardroom", "style": "neon_noir", **SMALL}
    for route in ("generate-image", "generate-image-instant", "enhance"):
        answer = await trusting.post(f"{session}/{route}", body, by=None)
        assert answer.status == 200, answer.body
    painted = (await trusting.get(f"{session}/images?user_id=test_gm_user", by=None)).json["images"]
    assert {each["style"] for each in painted} == {"neon_noir"}
    unknown = await trusting.post(f"{session}/generate-image-instant", body | {"style": "neon_nor"}, by=None)
    assert (unknown.status, "neon_noir" in unknown.json["error"]) == (400, True)
    # What stands in the preferences is the more exact one.
    both = body | {"style_preferences": {"style": "matrix_deep", "size": "512x512"}}
    answer = await trusting.post(f"{session}/enhance", both, by=None)
    assert answer.json["style"] == "matrix_deep"
