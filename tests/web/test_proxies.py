"""Behind a proxy: whose word counts on where a request comes from, and whom another's failures do not touch."""

import pytest

from bot.settings import UNIX_PROXY, Settings
from bot.web.proxies import TrustedProxies, address_group, normal_address
from bot.web.state import WebOptions
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient, open_api

PROXIES = TrustedProxies.parse(["127.0.0.1", "10.0.0.0/8", "fd00::/8"])
STRANGER = {"X_Forwarded_For": "203.0.113.9"}
#: A stranger's connection, once over a proxy that is known as one and once over one that is not.
BEHIND = [(), ("127.0.0.1",)]


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["192.0.2.66, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["192.0.2.66, 198.51.100.1, 10.1.2.3"], "198.51.100.1"),
        ("127.0.0.1", ["192.0.2.66", "198.51.100.1", "10.1.2.3"], "198.51.100.1"),
        ("127.0.0.1", ["10.9.9.9, 10.1.2.3"], "10.9.9.9"),
        ("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::7]:4711"], "2001:db8::7"),
        ("127.0.0.1", ["2001:db8:0::7"], "2001:db8::7"),
        ("127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1, unknown"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["x" * 5000], "127.0.0.1"),
        (UNIX_PROXY, ["198.51.100.1"], UNIX_PROXY),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours_counts(peer: str, forwarded: list[str], caller: str) -> None:
    assert PROXIES.caller(peer, forwarded) == caller


def test_a_proxy_on_the_unix_socket_is_named_unix() -> None:
    assert TrustedProxies.parse([UNIX_PROXY]).caller(normal_address(None), ["198.51.100.1"]) == "198.51.100.1"


def test_one_subscriber_s_addresses_are_counted_as_one() -> None:
    assert address_group("2001:db8::1") == address_group("2001:db8::ffff:1") != address_group("2001:db8:0:1::1")
    assert address_group("198.51.100.1") != address_group("198.51.100.2")
    assert normal_address("fe80::1%eth0") == "fe80::1"


@pytest.fixture(params=BEHIND, ids=["unknown proxy", "trusted proxy"])
def behind(request: pytest.FixtureRequest) -> WebOptions:
    return WebOptions(port=0, failure_burst=3, failure_rate=0.01, trusted_proxies=TrustedProxies.parse(request.param))


async def fail(web: ApiClient, times: int, **headers: str) -> list[int]:
    """Try wrong codes, and return the answers' statuses."""
    tries = [await web.post(f"{SESSION}/login", {"code": f"guess {n}"}, by=None, **headers) for n in range(times)]
    return [answer.status for answer in tries]


async def test_a_stranger_s_wrong_codes_lock_nobody_out(
    behind: WebOptions, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_api(settings, monkeypatch, behind) as web:
        tokens = web.room.running.app.services.tokens
        code = (await tokens.login_link(ANN)).rpartition("#code=")[2]
        invitation, _ = await tokens.invite(THE_GM)
        assert await fail(web, 5, **STRANGER) == [401, 401, 401, 429, 429]
        for body in ({"code": code}, {"token": await web.token(BOB)}):
            answer = await web.post(f"{SESSION}/login", body, by=None, X_Forwarded_For="198.51.100.1")
            assert answer.status == 200
        joined = await web.post(f"{SESSION}/join", {"user_id": "cleo", "invitation": invitation}, by=None)
        assert joined.status == 200


async def test_a_name_that_is_taken_is_no_failure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0, failure_burst=1, failure_rate=0.01)) as web:
        invitation, _ = await web.room.running.app.services.tokens.invite(THE_GM)
        for _ in range(3):
            taken = await web.post(f"{SESSION}/join", {"user_id": "ann", "invitation": invitation}, by=None)
            assert taken.status == 403


@pytest.mark.parametrize(("trusted", "status"), [((), 429), (("127.0.0.1",), 401)])
async def test_only_a_trusted_proxy_says_where_failures_come_from(
    trusted: tuple[str, ...], status: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = WebOptions(port=0, failure_burst=1, failure_rate=0.01, trusted_proxies=TrustedProxies.parse(trusted))
    async with open_api(settings, monkeypatch, options) as web:
        first = await web.post(f"{SESSION}/login", {"code": "a"}, by=None, X_Forwarded_For="198.51.100.1")
        # Another session: that one's failures are counted as well.
        second = await web.post("/api/session/s/login", {"code": "b"}, by=None, X_Forwarded_For="198.51.100.2")
        assert (first.status, second.status) == (401, status)


@pytest.mark.parametrize(("trusted", "attributes"), [((), set()), (("127.0.0.1",), {"Secure"})])
async def test_a_trusted_proxy_says_that_it_was_called_by_https(
    trusted: tuple[str, ...], attributes: set[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = WebOptions(port=0, trusted_proxies=TrustedProxies.parse(trusted))
    async with open_api(settings, monkeypatch, options) as web:
        answer = await web.post(f"{SESSION}/login", {"token": await web.token()}, by=None, X_Forwarded_Proto="https")
        assert set(answer.headers["Set-Cookie"].split("; ")) & {"Secure"} == attributes
