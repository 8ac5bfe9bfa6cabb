"""Tokens as rows: each is found, taken, revoked and forgotten by itself, and up to its last moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.tokens import StoredToken
from tests.storage.stores import MOMENT, SECOND, Stores

CODE = StoredToken("digest", "code", "table", "ann", "gm", MOMENT, MOMENT + SECOND)
#: What comes in a code's place, for the code's user and in its role.
COMING = StoredToken("coming", "cookie", "table", "", "player", MOMENT, MOMENT + 9 * SECOND)
COOKIE = replace(COMING, user_id="ann", role="gm")


async def left(stores: Stores, *digests: str) -> list[str]:
    """Return those of some tokens that are still there."""
    return [digest for digest in digests if await stores.tokens.get(digest)]


async def test_what_has_expired_is_forgotten_and_nothing_else(stores: Stores) -> None:
    for name, seconds in (("over", -1), ("ends now", 0), ("lasts", 1)):
        await stores.tokens.add(replace(CODE, digest=name, expires_at=MOMENT + seconds * SECOND))
    assert await stores.tokens.forget_expired(MOMENT) == 2
    assert await left(stores, "over", "ends now", "lasts") == ["lasts"]


@pytest.mark.parametrize(("since", "good"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
async def test_a_code_is_good_until_its_last_moment(since: timedelta, stores: Stores, *, good: bool) -> None:
    await stores.tokens.add(CODE)
    coming = replace(COMING, created_at=CODE.expires_at + since)
    added = await stores.tokens.exchange("digest", "code", coming)
    assert added == (replace(COOKIE, created_at=coming.created_at) if good else None)
    assert await stores.tokens.get("coming") == added


@pytest.mark.parametrize(
    ("digest", "kind", "session"),
    [("another", "code", "table"), ("digest", "cookie", "table"), ("digest", "code", "elsewhere")],
)
async def test_a_code_is_taken_as_what_it_is_alone(digest: str, kind: str, session: str, stores: Stores) -> None:
    await stores.tokens.add(CODE)
    await stores.tokens.add(replace(CODE, digest="another", kind="cookie"))
    assert await stores.tokens.exchange(digest, kind, replace(COMING, session_id=session)) is None
    assert await left(stores, "digest", "another", "coming") == ["digest", "another"]


async def test_a_code_is_taken_once_and_the_other_stays(stores: Stores) -> None:
    for name in ("digest", "another"):
        await stores.tokens.add(replace(CODE, digest=name))
    assert await stores.tokens.exchange("digest", "code", COMING) == COOKIE
    assert await stores.tokens.exchange("digest", "code", replace(COMING, digest="again")) is None
    assert await left(stores, "digest", "another", "coming", "again") == ["another", "coming"]


async def test_one_is_revoked_and_the_other_stays(stores: Stores) -> None:
    for name in ("digest", "another"):
        await stores.tokens.add(replace(CODE, digest=name))
    assert await stores.tokens.revoke("digest")
    assert not await stores.tokens.revoke("digest")
    assert await left(stores, "digest", "another") == ["another"]


@pytest.mark.parametrize(
    ("session", "home", "service"),
    [("other", "home", "bot"), ("opened", "other", "bot"), ("opened", "home", "another bot")],
)
async def test_a_service_speaks_in_what_it_has_opened_itself(
    session: str, home: str, service: str, stores: Stores
) -> None:
    for opened in ("home", "opened", "other"):
        await stores.sessions.open(opened, opened, MOMENT)
    await stores.tokens.add_service_session("opened", "home", "bot")
    assert await stores.tokens.is_service_session("opened", "home", "bot")
    assert not await stores.tokens.is_service_session(session, home, service)
