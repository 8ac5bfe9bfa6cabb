"""Tokens: as whom, into which session and until which moment each lets in, at both sides of every bound."""

from datetime import datetime, timedelta

import pytest

from generation.errors import NotAllowedError, RefusedError
from generation.events import Broadcaster, ChangedElsewhere
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Access, Actor
from generation.sessions.tokens import (
    BEARER,
    CODE,
    CODE_LASTS,
    COOKIE,
    COOKIE_LASTS,
    INVITATION_LASTS,
    LONGEST,
    SERVICE,
    InvitationExpiredError,
    LinkExpiredError,
    NotLoggedInError,
    Tokens,
)
from storage.params import PUBLIC
from tests.storage.stores import MOMENT, SECOND, Stores

ANN, THE_GM = Actor("table", "ann"), Actor("table", "gm", GM)
PAGE = "https://scenes.example"


class Time:
    """What the clock shows."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr("generation.sessions.tokens.now", time.now)
    return time


@pytest.fixture
def events() -> Broadcaster:
    return Broadcaster()


@pytest.fixture
def tokens(stores: Stores, events: Broadcaster) -> Tokens:
    return Tokens(stores.tokens, Access(), events, PAGE)


@pytest.mark.parametrize(
    ("lasts", "minted"),
    [(-SECOND, False), (timedelta(), False), (SECOND, True), (LONGEST, True), (LONGEST + SECOND, False)],
)
async def test_a_token_lasts_for_some_time_and_for_a_year_at_most(
    lasts: timedelta, tokens: Tokens, *, minted: bool
) -> None:
    if minted:
        assert (await tokens.mint(ANN, lasts=lasts))[1].kind == BEARER
    else:
        with pytest.raises(RefusedError, match="up to 366 days"):
            await tokens.mint(ANN, lasts=lasts)


@pytest.mark.parametrize(("role", "minted"), [(GM, True), (PLAYER, True), (SERVICE, True), ("admin", False)])
async def test_a_token_is_for_a_role_that_there_is(role: str, tokens: Tokens, *, minted: bool) -> None:
    if minted:
        assert (await tokens.mint(Actor("table", "ann", role)))[1].role == role
    else:
        with pytest.raises(RefusedError, match="one of gm, player, observer, service"):
            await tokens.mint(Actor("table", "ann", role))


@pytest.mark.parametrize("remembered", [False, True])
async def test_a_token_lets_in_until_its_last_moment(
    tokens: Tokens, time: Time, events: Broadcaster, *, remembered: bool
) -> None:
    text, grant = await tokens.mint(ANN, lasts=SECOND)
    for moment in (MOMENT, grant.expires_at - timedelta(microseconds=1)):
        time.moment = moment
        assert await tokens.check(text, BEARER) == await tokens.check_again(grant) == grant
    time.moment = grant.expires_at
    if not remembered:
        events.publish(ChangedElsewhere("", PUBLIC))
    with pytest.raises(NotLoggedInError, match="expired"):
        await tokens.check(text, BEARER)
    with pytest.raises(NotLoggedInError, match="expired"):
        await tokens.check_again(grant)


async def test_a_token_is_what_it_is_however_often_it_was_seen(tokens: Tokens) -> None:
    text, grant = await tokens.mint(ANN)
    for _ in range(2):
        for kind in (COOKIE, CODE):
            with pytest.raises(NotLoggedInError, match="not known here"):
                await tokens.check(text, kind)
        assert await tokens.check(text, BEARER) == grant


async def test_no_more_are_remembered_than_there_is_room_for_and_those_that_are_used(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.tokens.REMEMBERED", 2)
    minted = [await tokens.mint(Actor("table", name)) for name in ("ann", "bob", "cid")]
    for number in (0, 1, 0, 2):
        await tokens.check(minted[number][0], BEARER)
    assert list(tokens._checked) == [minted[0][1].key, minted[2][1].key]


@pytest.mark.parametrize(
    ("role", "session", "reached"),
    [
        (SERVICE, "table", True),
        (SERVICE, "opened", True),
        (SERVICE, "other", False),
        (GM, "table", True),
        (GM, "opened", False),
    ],
)
async def test_only_a_service_reaches_what_it_has_opened(
    role: str, session: str, stores: Stores, tokens: Tokens, *, reached: bool
) -> None:
    for name in ("opened", "other"):
        await stores.sessions.open(name, name, MOMENT)
    _, grant = await tokens.mint(Actor("table", "bot", role))
    await tokens.keep_opened(grant, "opened")
    assert await tokens.reaches(grant, session) is reached


class TestALink:
    async def code(self, tokens: Tokens) -> str:
        link = await tokens.login_link(ANN)
        page, _, code = link.partition("#code=")
        assert page == f"{PAGE}/gallery/table"
        return code

    @pytest.mark.parametrize(("since", "good"), [(CODE_LASTS - SECOND, True), (CODE_LASTS, False)])
    async def test_is_good_for_ten_minutes(self, since: timedelta, tokens: Tokens, time: Time, *, good: bool) -> None:
        assert timedelta(minutes=10) == CODE_LASTS
        code = await self.code(tokens)
        time.moment = MOMENT + since
        if good:
            cookie, grant = await tokens.log_in("table", code)
            assert (grant.kind, grant.user_id, grant.expires_at) == (COOKIE, "ann", time.moment + COOKIE_LASTS)
            assert await tokens.check(cookie, COOKIE) == grant
        else:
            with pytest.raises(LinkExpiredError):
                await tokens.log_in("table", code)

    async def test_is_good_once_at_its_own_session(self, tokens: Tokens) -> None:
        code = await self.code(tokens)
        with pytest.raises(LinkExpiredError):
            await tokens.log_in("other", code)
        await tokens.log_in("table", code)
        with pytest.raises(LinkExpiredError):
            await tokens.log_in("table", code)

    async def test_is_none_where_no_page_is_served(self, stores: Stores) -> None:
        with pytest.raises(RefusedError, match="gallery page is off"):
            await Tokens(stores.tokens, Access(), Broadcaster(), "").login_link(ANN)


class TestATokenForTheCookie:
    @pytest.mark.parametrize("lasts", [SECOND, COOKIE_LASTS - SECOND, COOKIE_LASTS, COOKIE_LASTS + SECOND])
    async def test_ends_with_it_or_earlier(self, lasts: timedelta, tokens: Tokens, time: Time) -> None:
        text, _ = await tokens.mint(ANN, lasts=lasts)
        _, cookie = await tokens.log_in_with("table", text)
        assert (cookie.kind, cookie.role, cookie.user_id) == (COOKIE, PLAYER, "ann")
        assert cookie.expires_at == time.moment + min(lasts, COOKIE_LASTS)

    @pytest.mark.parametrize(("role", "session"), [(PLAYER, "other"), (SERVICE, "table")])
    async def test_is_a_persons_own_for_this_session(self, role: str, session: str, tokens: Tokens) -> None:
        text, _ = await tokens.mint(Actor("table", "ann", role))
        with pytest.raises(NotLoggedInError, match="something else"):
            await tokens.log_in_with(session, text)


class TestAnInvitation:
    @pytest.mark.parametrize("role", [PLAYER, OBSERVER])
    async def test_lets_in_as_it_says(self, role: str, stores: Stores, tokens: Tokens) -> None:
        text, _ = await tokens.invite(THE_GM, role)
        token, grant = await tokens.join("table", "bob", text)
        assert (grant.role, grant.user_id, grant.kind) == (role, "bob", BEARER)
        assert await tokens.check(token, BEARER) == grant
        assert await stores.sessions.role("table", "bob") == role

    @pytest.mark.parametrize("role", [GM, SERVICE, "admin"])
    async def test_makes_nobody_more_than_a_player(self, role: str, tokens: Tokens) -> None:
        with pytest.raises(RefusedError, match="invite somebody as player or as observer"):
            await tokens.invite(THE_GM, role)

    @pytest.mark.parametrize("role", [PLAYER, OBSERVER])
    async def test_is_the_gms_to_give(self, role: str, tokens: Tokens) -> None:
        with pytest.raises(NotAllowedError, match="Only the GM may invite"):
            await tokens.invite(Actor("table", "ann", role))

    @pytest.mark.parametrize(("since", "good"), [(INVITATION_LASTS - SECOND, True), (INVITATION_LASTS, False)])
    async def test_is_good_for_a_day(self, since: timedelta, tokens: Tokens, time: Time, *, good: bool) -> None:
        assert timedelta(days=1) == INVITATION_LASTS
        text, _ = await tokens.invite(THE_GM)
        time.moment = MOMENT + since
        if good:
            assert await tokens.join("table", "bob", text)
        else:
            with pytest.raises(InvitationExpiredError):
                await tokens.join("table", "bob", text)

    async def test_is_good_once_at_its_own_session(self, stores: Stores, tokens: Tokens) -> None:
        await stores.sessions.open("other", "Other", MOMENT)
        text, _ = await tokens.invite(THE_GM)
        with pytest.raises(InvitationExpiredError):
            await tokens.join("other", "bob", text)
        await tokens.join("table", "bob", text)
        with pytest.raises(InvitationExpiredError):
            await tokens.join("table", "cid", text)
