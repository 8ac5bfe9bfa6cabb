"""What an attacker would try, each tried."""

from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.web.state import WebOptions
from generation.clock import now
from generation.sessions.permissions import GM, Actor
from tests.generation.application import BOB
from tests.web.api_client import ANN, ASKED, SESSION, TABLE, THE_GM, ApiClient, open_api, raw

HOSTILE = "<script>alert('ork')</script> \"onload=alert(1) & a street"


async def test_another_session_s_picture_is_not_there(web: ApiClient) -> None:
    image = await web.generate()
    mallory = Actor("other", "mallory", GM)
    await web.room.services.sessions.enter(mallory, "other")
    for path in ("", "/picture", "/display", "/thumbnail"):
        assert (await web.get(f"/api/session/other/image/{image.id}{path}", by=mallory)).status == 404
        assert (await web.get(f"{SESSION}/image/{image.id}{path}", by=mallory)).status == 403
        assert (await web.get(f"{SESSION}/image/{image.id}{path}", by=None)).status == 401
    for answer in (
        await web.post(f"/api/session/other/image/{image.id}/favorite", {"is_favorite": True}, by=mallory),
        await web.post(f"/api/session/other/image/{image.id}/reroll", by=mallory),
        await web.call("DELETE", f"/api/session/other/image/{image.id}", by=mallory),
        await web.get(f"/api/session/other/request/{image.request_id}", by=mallory),
        await web.post(f"/api/session/other/request/{image.request_id}/cancel", by=mallory),
    ):
        assert (answer.status, answer.json["status"]) == (404, "error")
    assert (await web.get("/api/session/other/images", by=mallory)).json["total"] == 0


async def test_a_secret_picture_exists_for_no_player(web: ApiClient) -> None:
    secret = await web.generate(THE_GM, prompt="A dragon under the arcology", secret=True)
    for path in ("", "/picture", "/display", "/thumbnail"):
        assert (await web.get(f"{SESSION}/image/{secret.id}{path}")).status == 404
    for query in ("", "?q=dragon", "?by=fixer", f"?type={secret.type}"):
        listed = (await web.get(f"{SESSION}/images{query}")).json
        assert (listed["images"], listed["total"]) == ([], 0)
    facets = (await web.get(f"{SESSION}/facets")).json
    assert facets["members"] == facets["types"] == []
    assert (await web.post(f"{SESSION}/image/{secret.id}/favorite", {"is_favorite": True})).status == 404
    link = (await web.details(secret, THE_GM))["image_url"]
    assert (await web.get(link, by=None)).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", f"{SESSION}/images?user_id=bob", None),
        ("GET", f"{SESSION}/events?user_id=bob", None),
        ("POST", f"{SESSION}/generate-image", ASKED | {"user_id": "bob"}),
        ("POST", f"{SESSION}/generate-image-instant", ASKED | {"user_id": "bob"}),
        ("POST", f"{SESSION}/enhance", ASKED | {"user_id": "bob"}),
        ("POST", f"{SESSION}/invitation", {"user_id": "fixer"}),
        ("POST", "/api/session", {"user_id": "bob"}),
    ],
)
async def test_nobody_speaks_as_another_user(method: str, path: str, body: object, web: ApiClient) -> None:
    answer = await web.call(method, path, body)
    assert (answer.status, answer.json["code"]) == (403, "not_allowed")
    assert await web.room.stored() == 0


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YW5uOmFubg==",
        "Bearer " + "k7" * 21 + "Q",
        "Bearer ' OR 1=1 --",
        "x" * 4000,
    ],
)
async def test_a_forged_token_lets_nobody_in(header: str, web: ApiClient) -> None:
    answer = await web.get(f"{SESSION}/images", by=None, Authorization=header)
    assert (answer.status, answer.json["code"]) == (401, "not_logged_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_an_expired_token_lets_nobody_in(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token, _ = await web.room.running.app.services.tokens.mint(ANN, lasts=timedelta(hours=1))
    path = f"{SESSION}/images"
    assert (await web.get(path, by=None, Authorization=f"Bearer {token}")).status == 200
    in_an_hour = now() + timedelta(hours=1)
    monkeypatch.setattr("generation.sessions.tokens.now", lambda: in_an_hour)
    assert (await web.get(path, by=None, Authorization=f"Bearer {token}")).status == 401


async def test_a_revoked_token_lets_nobody_in(web: ApiClient) -> None:
    assert (await web.get(f"{SESSION}/images")).status == 200
    assert await web.room.running.app.services.tokens.revoke_all(TABLE, "ann") == 1
    assert (await web.get(f"{SESSION}/images")).status == 401
    assert (await web.get(f"{SESSION}/images", by=BOB)).status == 200


async def test_what_is_stored_of_a_token_lets_nobody_in(web: ApiClient) -> None:
    token = await web.token()
    rows = await web.room.running.rows("SELECT * FROM api_token")
    assert token not in str(rows)
    answer = await web.get(f"{SESSION}/images", by=None, Authorization=f"Bearer {rows[0]['digest']}")
    assert answer.status == 401


async def test_one_kind_of_token_is_not_taken_for_another(web: ApiClient) -> None:
    tokens = web.room.running.app.services.tokens
    code = (await tokens.login_link(ANN)).rpartition("#code=")[2]
    invitation, _ = await tokens.invite(THE_GM)
    cookie, _ = await tokens.log_in_with(TABLE, await web.token())
    for text in (code, invitation, cookie):
        assert (await web.get(f"{SESSION}/me", by=None, Authorization=f"Bearer {text}")).status == 401
    bearer = await web.token()
    assert (await web.get(f"{SESSION}/me", by=None, Cookie=f"scenes={bearer}")).status == 401
    assert (await web.post(f"{SESSION}/login", {"code": bearer}, by=None)).status == 401


@pytest.mark.parametrize(
    "path",
    [
        "/static/../README.md",
        "/static/%2e%2e/README.md",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/gallery/..%2f..%2fetc",
        "/api/style/..%2f..%2fstyles.json%00/preview",
        f"{SESSION}/image/..%2f..%2fscenes.db/picture",
        "/api/session/..%2f..%2f/images",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
async def test_no_path_leads_out_of_its_folder(path: str, web: ApiClient) -> None:
    token = await web.token()
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    answer = await raw(web, head.encode())
    assert answer.split(b" ")[1] in {b"404", b"422", b"403"}
    assert b'"status":"error"' in answer


@pytest.mark.parametrize("path", [f"{SESSION}/login", f"{SESSION}/image/x/favorite", "/api/session", "/nowhere"])
async def test_a_body_that_is_too_large_is_refused_unread(path: str, web: ApiClient) -> None:
    answer = await raw(
        web, f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"code":"too_large"' in answer


async def test_references_may_be_larger_but_not_without_bound(web: ApiClient) -> None:
    over = {"prompt": "a street", "references": ["A" * (37 * 2**20)]}
    assert (await web.post(f"{SESSION}/generate-image", over)).status == 413
    garbage = {"prompt": "a street", "references": ["QUJD" * 2**20]}
    assert (await web.post(f"{SESSION}/generate-image", garbage)).status == 400


async def test_a_body_of_unknown_length_is_refused(web: ApiClient) -> None:
    head = f"POST {SESSION}/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    answer = await raw(web, head.encode() + b"2\r\n{}\r\n0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 411 ")


async def test_what_is_no_http_is_answered_as_an_error(web: ApiClient) -> None:
    answer = await raw(web, b"\x16\x03\x01 nonsense\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"status":"error"' in answer


async def test_a_hostile_description_is_data_wherever_it_is_shown(web: ApiClient) -> None:
    image = await web.generate(prompt=HOSTILE)
    answer = await web.get(f"{SESSION}/image/{image.id}")
    assert answer.json["prompt"] == HOSTILE
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for page in (f"/gallery/{TABLE}", "/api/docs", "/gallery/%3Cscript%3E"):
        assert b"alert(" not in (await web.get(page, by=None)).body


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example.org", "X_Requested_With": "scenes"},
        {"Origin": "null", "X_Requested_With": "scenes"},
    ],
)
async def test_another_site_does_nothing_with_the_page_s_cookie(headers: dict[str, str], web: ApiClient) -> None:
    image = await web.generate()
    cookie, _ = await web.room.running.app.services.tokens.log_in_with(TABLE, await web.token())
    path = f"{SESSION}/image/{image.id}/favorite"
    answer = await web.post(path, {"is_favorite": True}, by=None, Cookie=f"scenes={cookie}", **headers)
    assert answer.status == 403
    assert not (await web.details(image))["is_favorite"]
    own = {"Origin": web.url, "X_Requested_With": "scenes"}
    answer = await web.post(path, {"is_favorite": True}, by=None, Cookie=f"scenes={cookie}", **own)
    assert answer.status == 200


async def test_another_site_logs_nobody_in(web: ApiClient) -> None:
    body = {"token": await web.token()}
    answer = await web.post(f"{SESSION}/login", body, by=None, Origin="https://evil.example.org")
    assert answer.status == 403


async def test_another_origin_is_allowed_where_it_is_listed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = WebOptions(port=0, cors_origins=("https://front.example.org",))
    async with open_api(settings, monkeypatch, options) as web:
        path = f"{SESSION}/images"
        listed = await web.get(path, Origin="https://front.example.org")
        assert listed.headers["Access-Control-Allow-Origin"] == "https://front.example.org"
        assert "Access-Control-Allow-Credentials" not in listed.headers
        other = await web.get(path, Origin="https://evil.example.org")
        assert "Access-Control-Allow-Origin" not in other.headers
        ask = {"Access-Control-Request-Method": "POST", "Origin": "https://front.example.org"}
        preflight = await web.call("OPTIONS", path, by=None, headers=ask)
        assert preflight.status == 204
        assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
        refused = await web.call("OPTIONS", path, by=None, headers=ask | {"Origin": "https://evil.example.org"})
        assert refused.status == 405


async def test_a_picture_that_is_kept_for_one_origin_is_not_given_to_another(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An <img> names no origin; what a cache keeps of its answer must not be taken for a script's.
    options = WebOptions(port=0, cors_origins=("https://front.example.org",))
    async with open_api(settings, monkeypatch, options) as web:
        image = await web.details(await web.generate())
        for path in (
            image["image_url"],
            image["thumbnail_url"],
            f"{SESSION}/images",
            "/static/any/icon.svg",
            "/nothing",
        ):
            for origin in (None, "https://front.example.org", "https://evil.example.org"):
                answer = await web.call("GET", path, headers={"Origin": origin} if origin else {})
                assert "Origin" in answer.headers.get("Vary", ""), (path, origin)


async def test_too_many_requests_are_told_when_to_come_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = WebOptions(port=0, rate=0.5, burst=3)
    async with open_api(settings, monkeypatch, options) as web:
        for _ in range(3):
            assert (await web.get(f"{SESSION}/me")).status == 200
        answer = await web.get(f"{SESSION}/me")
        assert (answer.status, answer.json["code"], answer.headers["Retry-After"]) == (429, "too_many", "2")
        assert (await web.get(f"{SESSION}/me", by=BOB)).status == 200


async def test_an_error_of_the_bot_s_own_tells_nothing_of_itself(
    web: ApiClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hunter2 in /srv/secret")

    monkeypatch.setattr("generation.gallery.gallery.Gallery.page", broken)
    answer = await web.get(f"{SESSION}/images")
    assert (answer.status, answer.json["code"]) == (500, "internal")
    assert b"hunter2" not in answer.body
    assert "hunter2" in caplog.text
