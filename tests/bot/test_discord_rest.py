"""A process without a gateway asks Discord over REST who belongs to a session, and in which role."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import discord as discord_py
import pytest

from bot.discord_client import DiscordConnection, SceneClient
from bot.discord_rest import DiscordRest
from bot.settings import Settings
from bot.wiring.app import App, open_app
from cogs.bot import DiscordOptions
from generation.errors import NotAllowedError, UnconfirmedError
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, PLAYER, Actor
from tests.servers.discord import FakeDiscord, guild
from tests.servers.discord.guild import CHANNEL_ID, GM_ID, GM_ROLE_ID, GUILD_ID, OWNER_ID, PLAYER_ID
from tests.servers.discord.permissions import Permission

TABLE, THREAD = str(CHANNEL_ID), 4100


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        monkeypatch.setattr("discord.http.Route.BASE", f"{discord.url}/api/v10")
        yield discord


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    """Return an application that knows a session in a channel and one in a thread, with everybody in them."""
    async with open_app(settings) as app:
        for session_id in (TABLE, str(THREAD)):
            for user_id in (OWNER_ID, GM_ID, PLAYER_ID):
                person = Actor(session_id, str(user_id), PLAYER)
                await app.services.sessions.enter(person, "table", guild_id=str(GUILD_ID))
        yield app


@contextlib.asynccontextmanager
async def asking(app: App, token: str = FakeDiscord.token) -> AsyncIterator[DiscordRest]:
    rest = DiscordRest(app.services.sessions, "gm", token)
    app.services.membership.look_up = rest.look_up_member
    try:
        yield rest
    finally:
        await rest.aclose()


@pytest.fixture
async def rest(app: App, discord: FakeDiscord) -> AsyncIterator[DiscordRest]:
    async with asking(app) as rest:
        yield rest


async def seen(rest: DiscordRest, user_id: int, session_id: str = TABLE) -> Seen | None:
    return await rest.look_up_member(session_id, str(user_id))


def overwrite(discord: FakeDiscord, user_id: int, *, allow: int = 0, deny: int = 0) -> None:
    discord.parts.guild.channels[CHANNEL_ID]["permission_overwrites"] = [
        {"id": str(user_id), "type": 1, "allow": str(int(allow)), "deny": str(int(deny))}
    ]


async def test_who_leads_is_who_has_the_role_or_owns_the_server(rest: DiscordRest) -> None:
    everybody = str(GUILD_ID)
    assert await seen(rest, GM_ID) == Seen(leads=True, discord_roles=frozenset({everybody, str(GM_ROLE_ID)}))
    assert await seen(rest, OWNER_ID) == Seen(leads=True, discord_roles=frozenset({everybody}))
    assert await seen(rest, PLAYER_ID) == Seen(leads=False, discord_roles=frozenset({everybody}))


async def test_or_may_manage_the_channel_by_what_it_says_of_them(rest: DiscordRest, discord: FakeDiscord) -> None:
    overwrite(discord, PLAYER_ID, allow=Permission.MANAGE_CHANNELS)
    shown = await seen(rest, PLAYER_ID)
    assert shown is not None
    assert shown.leads


async def test_who_lost_the_role_leads_no_more(rest: DiscordRest, discord: FakeDiscord) -> None:
    discord.parts.guild.roles.clear()
    shown = await seen(rest, GM_ID)
    assert shown is not None
    assert not shown.leads


async def test_who_cannot_view_the_channel_or_has_left_does_not_belong(
    rest: DiscordRest, discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite(discord, PLAYER_ID, deny=Permission.VIEW_CHANNEL)
    assert await seen(rest, PLAYER_ID) is None
    monkeypatch.delitem(guild._NAMES, GM_ID)
    assert await seen(rest, GM_ID) is None


async def test_a_channel_that_is_gone_has_no_members(rest: DiscordRest, discord: FakeDiscord) -> None:
    del discord.parts.guild.channels[CHANNEL_ID]
    assert await seen(rest, GM_ID) is None


async def test_a_thread_has_its_channels_permissions(rest: DiscordRest, discord: FakeDiscord) -> None:
    discord.parts.guild.open_thread(THREAD, CHANNEL_ID, (), private=False)
    overwrite(discord, PLAYER_ID, deny=Permission.VIEW_CHANNEL)
    assert await seen(rest, PLAYER_ID, str(THREAD)) is None
    shown = await seen(rest, GM_ID, str(THREAD))
    assert shown is not None
    assert shown.leads


async def test_a_private_thread_is_open_to_whom_it_was_opened_to(rest: DiscordRest, discord: FakeDiscord) -> None:
    discord.parts.guild.open_thread(THREAD, CHANNEL_ID, (PLAYER_ID,), private=True)
    assert await seen(rest, PLAYER_ID, str(THREAD)) is not None
    assert await seen(rest, GM_ID, str(THREAD)) is None
    assert await seen(rest, OWNER_ID, str(THREAD)) is not None


async def test_many_looks_log_in_once(rest: DiscordRest, discord: FakeDiscord) -> None:
    await asyncio.gather(*(seen(rest, user_id) for user_id in (GM_ID, PLAYER_ID, OWNER_ID)))
    await seen(rest, GM_ID)
    assert [str(call) for call in discord.calls if call.path == "/users/@me"] == ["GET /users/@me -> 200"]


async def test_a_server_that_the_bot_is_not_on_any_more_says_nothing(app: App, rest: DiscordRest) -> None:
    await app.services.sessions.enter(Actor("4999", "1", PLAYER), "elsewhere", guild_id="3999")
    with pytest.raises(discord_py.NotFound):
        await rest.look_up_member("4999", "1")


async def test_a_token_that_is_refused_makes_nobody_a_gm(
    app: App, discord: FakeDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    async with asking(app, "another token"):
        assert (await app.services.membership.admit(TABLE, str(GM_ID))).role == PLAYER
        with pytest.raises(UnconfirmedError):
            await app.services.membership.admit_now(TABLE, str(GM_ID))
    assert "LoginFailure" in caplog.text


async def test_a_role_is_asked_for_once_in_some_minutes_and_at_once_for_what_cannot_be_taken_back(
    app: App, rest: DiscordRest, discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)
    membership = app.services.membership
    assert (await membership.admit(TABLE, str(GM_ID))).role == GM
    discord.parts.guild.roles.clear()
    assert (await membership.admit(TABLE, str(GM_ID))).role == GM
    assert (await membership.admit_now(TABLE, str(GM_ID))).role == PLAYER
    assert (await membership.admit(TABLE, str(GM_ID))).role == PLAYER
    monkeypatch.delitem(guild._NAMES, GM_ID)
    with pytest.raises(NotAllowedError):
        await membership.admit_now(TABLE, str(GM_ID))


async def test_until_a_gateway_has_told_of_the_servers_rest_is_asked(app: App, rest: DiscordRest) -> None:
    options = DiscordOptions("GM", ())
    alone = DiscordConnection(app.services, options, FakeDiscord.token)
    with pytest.raises(LookupError):
        await alone.look_up_member(TABLE, str(GM_ID))
    connection = DiscordConnection(app.services, options, FakeDiscord.token, rest.look_up_member)
    for client in (None, SceneClient(app.services, options)):
        connection._client = client
        shown = await connection.look_up_member(TABLE, str(GM_ID))
        assert shown is not None
        assert shown.leads
