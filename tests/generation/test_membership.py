"""Who comes in: how long what Discord shows is believed, and what is remembered of it and forgotten first."""

import pytest

from generation.errors import NotAllowedError, NotFoundError, UnconfirmedError
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from generation.sessions.tokens import BEARER
from storage.errors import StorageError
from storage.sessions import SessionStore
from storage.tokens import StoredToken, TokenStore
from tests.generation.fake_provider import FakeProvider
from tests.storage.stores import Stores

USERS, SESSION = ("ann", "bob", "cid"), "seattle"


@pytest.fixture
async def services(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Return services that remember two people, and let three into the session."""
    monkeypatch.setattr("generation.sessions.members.REMEMBERED", 2)
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)
    monkeypatch.setattr("generation.sessions.tokens.REMEMBERED", 2)
    services = build(stores, Providers([FakeProvider()]), Enhancer(None, stores.prompt_cache, judge)).services
    for user_id in USERS:
        await services.sessions.enter(Actor(SESSION, user_id), "Seattle", guild_id="1")
    return services


async def test_whoever_came_last_is_looked_up_on_discord_no_second_time(services: Services) -> None:
    looked_up: list[str] = []

    async def look_up(_session_id: str, user_id: str) -> Seen:
        looked_up.append(user_id)
        return Seen()

    services.membership.look_up = look_up
    for user_id in ("ann", "bob", "ann", "cid", "ann", "bob"):
        await services.membership.admit(SESSION, user_id)
    assert looked_up == ["ann", "bob", "cid", "bob"]


async def test_a_token_in_use_is_not_read_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = {user_id: (await services.tokens.mint(Actor(SESSION, user_id)))[0] for user_id in USERS}
    read: list[str] = []
    get = TokenStore.get

    async def noted(self: TokenStore, digest: str) -> StoredToken | None:
        found = await get(self, digest)
        read.append(found.user_id if found else "")
        return found

    monkeypatch.setattr(TokenStore, "get", noted)
    for user_id in ("ann", "bob", "ann", "cid", "ann", "bob"):
        await services.tokens.check(tokens[user_id], BEARER)
    assert read == ["ann", "bob", "cid", "bob"]


class Discord:
    """What a server shows of its members, and how often it was asked."""

    def __init__(self) -> None:
        self.members: dict[str, Seen] = {user_id: Seen() for user_id in USERS}
        self.is_silent = False
        self.asked = 0

    async def look_up(self, _session_id: str, user_id: str) -> Seen | None:
        self.asked += 1
        if self.is_silent:
            raise OSError("no answer")
        return self.members.get(user_id)


class Hours:
    """The clock that memories are judged by, put forward by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("generation.sessions.members.time.monotonic", lambda: self.now)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


@pytest.fixture
def discord(services: Services, hours: Hours) -> Discord:
    """Return a Discord on which Ann leads."""
    discord = Discord()
    discord.members["ann"] = Seen(leads=True)
    services.membership.look_up = discord.look_up
    return discord


async def role_of(services: Services, user_id: str = "ann") -> str:
    return (await services.membership.admit(SESSION, user_id)).role


async def test_discord_is_asked_again_after_five_minutes(services: Services, discord: Discord, hours: Hours) -> None:
    assert await role_of(services) == GM
    discord.members["ann"] = Seen()
    hours.now += 299.0
    assert (await role_of(services), discord.asked) == (GM, 1)
    hours.now += 1.0
    assert (await role_of(services), discord.asked) == (PLAYER, 2)


async def test_what_was_seen_is_believed_for_ten_minutes_of_silence_and_no_longer(
    services: Services, discord: Discord, hours: Hours
) -> None:
    assert await role_of(services) == GM
    discord.is_silent = True
    hours.now += 599.0
    assert (await role_of(services), discord.asked) == (GM, 2)
    hours.now += 1.0
    assert (await role_of(services), discord.asked) == (PLAYER, 2), "so soon it is not asked again"
    hours.now += 28.9
    assert (await role_of(services), discord.asked) == (PLAYER, 2)
    hours.now += 0.2
    assert (await role_of(services), discord.asked) == (PLAYER, 3)
    discord.is_silent = False
    hours.now += 30.0
    assert await role_of(services) == GM


async def test_who_was_never_seen_is_let_in_during_silence_but_leads_nothing(
    services: Services, discord: Discord
) -> None:
    discord.is_silent = True
    await services.admin.give_role(Actor(SESSION, "gm", GM), "bob", GM)
    assert [await role_of(services, user_id) for user_id in USERS] == [PLAYER, PLAYER, PLAYER]
    await services.admin.give_role(Actor(SESSION, "gm", GM), "cid", OBSERVER)
    assert await role_of(services, "cid") == OBSERVER


async def test_at_this_moment_is_asked_each_time_and_silence_is_said(services: Services, discord: Discord) -> None:
    for asked in (1, 2):
        assert (await services.membership.admit_now(SESSION, "ann")).role == GM
        assert discord.asked == asked
    assert (await services.membership.admit_now(SESSION, "ann", at_most=PLAYER)).role == PLAYER
    discord.is_silent = True
    with pytest.raises(UnconfirmedError):
        await services.membership.admit_now(SESSION, "ann")
    with pytest.raises(UnconfirmedError):
        await services.membership.leader_now(SESSION, "ann", "no")
    assert await role_of(services) == GM, "what was seen a moment ago"


async def test_at_this_moment_only_who_is_in_the_session_is_let_in(services: Services, discord: Discord) -> None:
    discord.members["dan"] = Seen(leads=True)
    for admit in (services.membership.admit, services.membership.admit_now):
        with pytest.raises(NotAllowedError, match="User not in session"):
            await admit(SESSION, "dan")
        with pytest.raises(NotFoundError, match="There is no such session"):
            await admit("nowhere", "ann")


async def test_who_leads_at_this_moment_needs_not_have_been_here(
    services: Services, stores: Stores, discord: Discord
) -> None:
    discord.members["dan"] = Seen(leads=True)
    assert (await services.membership.leader_now(SESSION, "dan", "no")).role == GM
    assert await stores.sessions.role(SESSION, "dan") is None
    for session_id, user_id in ((SESSION, "bob"), (SESSION, "eve"), ("nowhere", "dan")):
        with pytest.raises(NotAllowedError, match="no"):
            await services.membership.leader_now(session_id, user_id, "no")


async def test_discord_is_asked_once_a_second_for_who_does_not_belong_any_more(
    services: Services, discord: Discord, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 1.0)
    del discord.members["ann"]
    for asked in (1, 1, 1, 2, 2):
        with pytest.raises(NotAllowedError):
            await services.membership.admit(SESSION, "ann")
        assert discord.asked == asked
        hours.now += 0.4
    with pytest.raises(NotAllowedError):
        await services.membership.admit_now(SESSION, "ann")
    assert discord.asked == 3, "what cannot be taken back asks all the same"
    discord.members["ann"] = Seen()
    hours.now += 1.0
    assert await role_of(services) == PLAYER


async def test_who_does_not_belong_any_more_is_not_let_in_by_silence(
    services: Services, discord: Discord, hours: Hours
) -> None:
    del discord.members["ann"]
    for silent in (False, True, True):
        discord.is_silent = silent
        with pytest.raises(NotAllowedError):
            await services.membership.admit(SESSION, "ann")
        hours.now += 10.0
    assert discord.asked == 2
    discord.is_silent, discord.members["ann"] = False, Seen()
    hours.now += 30.0
    assert await role_of(services) == PLAYER


async def test_the_stored_role_is_corrected_by_what_is_seen(
    services: Services, stores: Stores, discord: Discord
) -> None:
    assert await stores.sessions.role(SESSION, "ann") == PLAYER
    await services.membership.admit_now(SESSION, "ann")
    assert await stores.sessions.role(SESSION, "ann") == GM
    discord.members["ann"] = Seen()
    await services.membership.admit_now(SESSION, "ann")
    assert await stores.sessions.role(SESSION, "ann") == PLAYER
    await services.admin.give_role(Actor(SESSION, "gm", GM), "bob", GM)
    await services.membership.admit_now(SESSION, "bob")
    assert await stores.sessions.role(SESSION, "bob") == GM
    del discord.members["bob"]
    with pytest.raises(NotAllowedError):
        await services.membership.admit_now(SESSION, "bob")
    assert await stores.sessions.role(SESSION, "bob") == PLAYER
    await services.admin.give_role(Actor(SESSION, "gm", GM), "cid", OBSERVER)
    await services.membership.admit_now(SESSION, "cid")
    assert await stores.sessions.role(SESSION, "cid") == OBSERVER


async def test_a_role_that_cannot_be_written_down_counts_all_the_same(
    services: Services, discord: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_args: object, **_more: object) -> None:
        raise StorageError("The database is busy.")

    monkeypatch.setattr(SessionStore, "join", refuse)
    assert (await services.membership.leader_now(SESSION, "ann", "no")).role == GM
    assert await role_of(services) == GM


async def test_who_leads_one_session_is_a_player_in_another(services: Services, discord: Discord) -> None:
    await services.sessions.enter(Actor("other", "ann"), "Other", guild_id="1")

    async def look_up(session_id: str, user_id: str) -> Seen | None:
        return discord.members[user_id] if session_id == SESSION else Seen()

    services.membership.look_up = look_up
    for _ in range(2):
        assert (await role_of(services), (await services.membership.admit("other", "ann")).role) == (GM, PLAYER)


async def test_a_session_that_is_not_on_discord_asks_nobody(services: Services, discord: Discord) -> None:
    await services.sessions.enter(Actor("console", "ann"), "Console", gm_user_id="ann")
    await services.sessions.enter(Actor("console", "bob"), "Console")
    discord.is_silent = True
    assert (await services.membership.leader_now("console", "ann", "no")).role == GM
    assert (await services.membership.admit_now("console", "bob")).role == PLAYER
    assert discord.asked == 0
    with pytest.raises(NotAllowedError):
        await services.membership.leader_now("console", "bob", "no")


async def test_a_process_without_a_way_to_discord_does_nothing_in_a_gms_name(services: Services) -> None:
    await services.admin.give_role(Actor(SESSION, "gm", GM), "ann", GM)
    services.membership.look_up = None
    assert await role_of(services) == PLAYER
    with pytest.raises(UnconfirmedError):
        await services.membership.leader_now(SESSION, "ann", "no")
