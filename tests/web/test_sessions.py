"""Coming in: sessions, invitations, the page's login, and the mode of trust."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.environment import SettingsError
from bot.settings import UNIX, Settings, load_settings
from bot.web.server import WebError, web_server
from bot.web.state import WebOptions
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, TABLE, THE_GM, Answer, ApiClient, open_api

PAGE = {"X_Requested_With": "scenes"}
TRUSTED = WebOptions(port=0, trusted=True)


async def log_in(web: ApiClient, by: Actor = ANN) -> tuple[Answer, str]:
    """Follow a link, and return the answer with the cookie."""
    link = await web.room.running.app.services.tokens.login_link(by)
    code = link.rpartition("#code=")[2]
    answer = await web.post(f"{SESSION}/login", {"code": code}, by=None)
    return answer, answer.headers.get("Set-Cookie", "").partition(";")[0]


async def test_a_link_logs_in_once(web: ApiClient) -> None:
    link = await web.room.running.app.services.tokens.login_link(ANN)
    assert link.startswith("http://127.0.0.1:8080/gallery/1001#code=")
    code = link.rpartition("#code=")[2]
    answer = await web.post(f"{SESSION}/login", {"code": code}, by=None)
    assert answer.status == 200
    assert (answer.json["user_id"], answer.json["role"], answer.json["auth"]) == ("ann", "player", "token")
    cookie = answer.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=strict", f"Path={SESSION}"):
        assert part in cookie
    again = await web.post(f"{SESSION}/login", {"code": code}, by=None)
    assert (again.status, again.json["code"]) == (401, "link_expired")


async def test_the_cookie_lets_in_and_out(web: ApiClient) -> None:
    _, cookie = await log_in(web)
    me = await web.get(f"{SESSION}/me", by=None, Cookie=cookie)
    assert (me.status, me.json["session_name"], me.json["user_id"]) == (200, "table", "ann")
    image = await web.generate()
    star = {"is_favorite": True}
    starred = await web.post(f"{SESSION}/image/{image.id}/favorite", star, by=None, Cookie=cookie, **PAGE)
    assert starred.status == 200
    assert (await web.post(f"{SESSION}/logout", by=None, Cookie=cookie, **PAGE)).status == 200
    assert (await web.get(f"{SESSION}/me", by=None, Cookie=cookie)).status == 401


async def test_an_old_link_is_refused_with_a_sentence(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.sessions.tokens.CODE_LASTS", timedelta(microseconds=1))
    answer, _ = await log_in(web)
    assert (answer.status, answer.json["code"]) == (401, "link_expired")
    assert "/image link" in answer.json["error"]


async def test_a_link_to_another_session_is_none_to_this_one(web: ApiClient) -> None:
    await web.room.services.sessions.enter(Actor("other", "ann"), "other")
    answer, _ = await log_in(web, Actor("other", "ann"))
    assert answer.status == 401


async def test_a_token_logs_the_page_in_for_as_long_as_it_lasts(web: ApiClient) -> None:
    token = await web.token()
    answer = await web.post(f"{SESSION}/login", {"token": token}, by=None)
    assert answer.status == 200
    assert (await web.post(f"{SESSION}/login", {"token": "x"}, by=None)).status == 401
    assert (await web.post(f"{SESSION}/login", {}, by=None)).status == 400


async def test_the_role_is_the_lesser_of_the_token_s_and_the_present_one(web: ApiClient) -> None:
    boast = Actor(TABLE, "ann", GM)
    assert (await web.get(f"{SESSION}/me", by=boast)).json["role"] == PLAYER
    await web.room.services.admin.give_role(THE_GM, "ann", GM)
    assert (await web.get(f"{SESSION}/me", by=boast)).json["role"] == GM
    assert (await web.get(f"{SESSION}/me", by=Actor(TABLE, "ann", OBSERVER))).json["role"] == OBSERVER
    await web.room.services.admin.give_role(THE_GM, "ann", OBSERVER)
    assert (await web.get(f"{SESSION}/me", by=boast)).json["role"] == OBSERVER


async def test_a_member_of_discord_is_looked_up_there_and_believed_for_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    seen: dict[str, Seen | None] = {"ann": Seen(leads=True), "bob": None}

    async def look_up(_session_id: str, user_id: str) -> Seen | None:
        looked.append(user_id)
        return seen[user_id]

    async with open_api(settings, monkeypatch, guild_id="77") as web:
        web.room.running.app.services.membership.look_up = look_up
        boast = Actor(TABLE, "ann", GM)
        for _ in range(2):
            assert (await web.get(f"{SESSION}/me", by=boast)).json["role"] == GM
        assert looked == ["ann"]
        gone = await web.get(f"{SESSION}/me", by=BOB)
        assert (gone.status, gone.json["error"]) == (403, "User not in session")
        seen["ann"] = None
        monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 0.0)
        assert (await web.get(f"{SESSION}/me", by=boast)).status == 403


async def test_somebody_joins_by_an_invitation_once(web: ApiClient) -> None:
    refused = await web.post(f"{SESSION}/invitation", by=ANN)
    assert refused.status == 403
    invited = await web.post(f"{SESSION}/invitation", {"role": "player"}, by=THE_GM)
    joining = {"user_id": "cleo", "invitation": invited.json["invitation"]}
    taken = await web.post(f"{SESSION}/join", joining | {"user_id": "ann"}, by=None)
    assert taken.status == 403
    joined = await web.post(f"{SESSION}/join", joining, by=None)
    assert (joined.status, joined.json["role"]) == (200, "player")
    me = await web.get(f"{SESSION}/me", by=None, Authorization=f"Bearer {joined.json['token']}")
    assert me.json["user_id"] == "cleo"
    again = await web.post(f"{SESSION}/join", joining | {"user_id": "dan"}, by=None)
    assert again.status == 403
    assert (await web.post(f"{SESSION}/join", {"user_id": "dan"}, by=ANN)).status == 403


async def test_of_two_who_join_at_once_under_one_name_one_is_let_in(web: ApiClient) -> None:
    tokens = web.room.running.app.services.tokens
    for name in ("cleo", "dan", "eve"):
        invitations = [(await tokens.invite(THE_GM))[0] for _ in range(3)]
        joins = [{"user_id": name, "invitation": each} for each in invitations]
        answers = await asyncio.gather(*(web.post(f"{SESSION}/join", body, by=None) for body in joins))
        assert sorted(answer.status for answer in answers) == [200, 403, 403]


@pytest.mark.parametrize(
    "name",
    [
        "fixer",
        "Fixer ",
        " FIXER",
        "\uff26\uff29\uff38\uff25\uff32",
        "f\u0456xer",
        "fi\u0445er",
        "FlXER",
        "f1xer",
        "f.i.x.e.r",
        "fixér",
        "fi\u200bxer",
    ],
)
async def test_no_name_looks_like_the_gm_s(name: str, web: ApiClient) -> None:
    invitation, _ = await web.room.running.app.services.tokens.invite(THE_GM)
    refused = await web.post(f"{SESSION}/join", {"user_id": name, "invitation": invitation}, by=None)
    assert refused.status in {400, 403}
    # It is not used up.
    joined = await web.post(f"{SESSION}/join", {"user_id": "Sara", "invitation": invitation}, by=None)
    assert joined.status == 200


async def test_names_that_differ_are_different_people(web: ApiClient) -> None:
    for name in ("Sara", "Zara", "Анна", "Player 1", "Player 2", "Ana", "Anna", "🔥"):
        invitation, _ = await web.room.running.app.services.tokens.invite(THE_GM)
        joined = await web.post(f"{SESSION}/join", {"user_id": name, "invitation": invitation}, by=None)
        assert joined.status == 200, name


@pytest.mark.parametrize(
    ("name", "status"), [("GM", 403), ("\uff47\uff4d", 403), ("Spielleiter", 403), ("\u3164", 400), ("\u2800", 400)]
)
async def test_nobody_is_called_gm_or_nothing(name: str, status: int, web: ApiClient) -> None:
    invitation, _ = await web.room.running.app.services.tokens.invite(THE_GM)
    refused = await web.post(f"{SESSION}/join", {"user_id": name, "invitation": invitation}, by=None)
    assert refused.status == status


async def test_a_code_tried_at_another_session_stays_good(web: ApiClient) -> None:
    code = (await web.room.running.app.services.tokens.login_link(ANN)).rpartition("#code=")[2]
    assert (await web.post("/api/session/other/login", {"code": code}, by=None)).status == 401
    assert (await web.post(f"{SESSION}/login", {"code": code}, by=None)).status == 200


async def test_a_session_on_discord_is_not_joined_over_http(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, guild_id="77") as web:
        leader = Actor(TABLE, THE_GM.user_id, GM)
        answer = await web.post(f"{SESSION}/invitation", by=leader)
        assert (answer.status, "Discord" in answer.json["error"]) == (403, True)
        service = Actor(TABLE, "backend", "service")
        assert (await web.post(f"{SESSION}/join", {"user_id": "dan"}, by=service)).status == 403


async def test_a_service_speaks_for_the_members_of_its_session(web: ApiClient) -> None:
    service = Actor(TABLE, "backend", "service")
    image = await web.generate()
    asked = {"user_id": "bob", "prompt": "A troll in a bar", "style_preferences": {"size": "512x512"}}
    answer = await web.post(f"{SESSION}/generate-image", asked, by=service)
    assert answer.status == 200
    assert (await web.room.ended(answer.json["request_id"])).user_id == "bob"
    stranger = await web.post(f"{SESSION}/generate-image", asked | {"user_id": "dan"}, by=service)
    assert (stranger.status, stranger.json["error"]) == (403, "User not in session")
    assert (await web.post(f"{SESSION}/join", {"user_id": "dan"}, by=service)).status == 200
    assert (await web.get(f"{SESSION}/images?user_id=dan", by=service)).json["count"] == 2
    # Without a name it only looks.
    assert (await web.get(f"{SESSION}/image/{image.id}", by=service)).status == 200
    assert (await web.call("DELETE", f"{SESSION}/image/{image.id}", by=service)).status == 403


async def test_a_session_is_opened_by_the_token_that_is_for_it(web: ApiClient) -> None:
    answer = await web.post("/api/session", {"name": "anything"}, by=ANN)
    assert (answer.status, answer.json["session_id"], answer.json["role"]) == (200, TABLE, "player")
    assert (await web.post("/api/session", {"session_id": "another"}, by=ANN)).status == 403
    assert (await web.post("/api/session", {}, by=None)).status == 401


async def test_trust_believes_who_calls(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, TRUSTED) as web:
        secret, public = await web.generate(THE_GM, secret=True), await web.generate()
        opened = await web.post("/api/session", {"session_id": "new", "user_id": "cleo", "name": "New"}, by=None)
        assert (opened.json["session_id"], opened.json["role"]) == ("new", GM)
        assert (await web.post("/api/session/new/join", {"user_id": "dan"}, by=None)).json["role"] == PLAYER
        assert (await web.get("/api/session/new/me?user_id=dan", by=None)).json["auth"] == "trusted"
        assert (await web.get(f"{SESSION}/images?user_id=fixer", by=None)).json["count"] == 2
        listed = (await web.get(f"{SESSION}/images", by=None)).json
        assert [each["id"] for each in listed["images"]] == [public.id]
        assert (await web.get(f"{SESSION}/image/{secret.id}", by=None)).status == 404
        stranger = await web.post(f"{SESSION}/generate-image", {"user_id": "zoe", "prompt": "a street"}, by=None)
        assert (stranger.status, stranger.json["error"]) == (403, "User not in session")
        assert (await web.post(f"{SESSION}/generate-image", {"prompt": "a street"}, by=None)).status == 403
        assert (await web.get("/api/session/none/images", by=None)).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example.org"},
        {"Host": "127.0.0.1.evil.example.org"},
        {"X_Forwarded_For": "10.0.0.1"},
        {"Forwarded": "for=10.0.0.1"},
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
    ],
)
async def test_trust_believes_nobody_from_elsewhere(
    headers: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, TRUSTED) as web:
        answer = await web.get(f"{SESSION}/images?user_id=fixer", by=None, **headers)
        assert (answer.status, answer.json["status"]) == (403, "error")
        assert (await web.get(f"{SESSION}/images?user_id=fixer", by=None)).status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "scenes.example.org"])  # noqa: S104  # it is refused
def test_trust_is_refused_where_others_can_call(
    host: str, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clean_environment.is_dir()
    monkeypatch.setenv("API_AUTH", "trusted")
    monkeypatch.setenv("API_HOST", host)
    with pytest.raises(SettingsError, match=r"^API_AUTH: trusted trusts every caller"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_PORT", "99999"),
        ("API_AUTH", "none"),
        ("API_SECRET", "short"),
        ("API_CORS_ORIGINS", "https://a.example.org, *"),
        ("PUBLIC_BASE_URL", "scenes.example.org"),
        ("CDN_BASE_URL", "ftp://x"),
        ("TRUSTED_PROXIES", "nginx"),
        ("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.5/8"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
    ],
)
def test_a_bad_setting_is_one_line(
    name: str, value: str, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clean_environment.is_dir()
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"^{name}: "):
        load_settings()


async def test_a_unix_socket_is_served_and_taken_away_at_the_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "api.sock"
    path.touch()
    options = WebOptions(host=f"{UNIX}{path}", trusted=True)
    async with open_api(settings, monkeypatch, options) as web:
        with pytest.raises(WebError, match="Another process listens"):
            await (web_server(web.room.running.app, options)).run()
        async with (
            aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as http,
            http.get("http://anything/api/session/1001/me?user_id=ann") as answer,
        ):
            assert (answer.status, json.loads(await answer.read())["user_id"]) == (200, "ann")
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()


async def test_a_wrong_code_over_a_unix_socket_is_refused_as_any(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody there has an address that it could be counted by."""
    path = tmp_path / "api.sock"
    async with (
        open_api(settings, monkeypatch, WebOptions(host=f"{UNIX}{path}")),
        aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as http,
        http.post("http://anything/api/session/1001/login", json={"code": "wrong"}) as answer,
    ):
        assert (answer.status, json.loads(await answer.read())["code"]) == (401, "link_expired")


async def test_a_port_that_is_taken_is_one_sentence(web: ApiClient) -> None:
    options = WebOptions(port=web.server.port)
    with pytest.raises(WebError, match="End it, or set API_PORT to another port"):
        await (web_server(web.room.running.app, options)).run()
