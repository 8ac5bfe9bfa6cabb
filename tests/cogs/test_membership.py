"""Who comes in over HTTP is looked up on Discord: in the role that counts there now, or not at all."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.discord_client import DiscordConnection
from bot.web.server import web_server
from bot.web.state import WebOptions
from cogs.actors import look_up_member
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.tokens import BEARER_LASTS
from tests.cogs.table import Table

Answered = tuple[int, str]


class Door:
    """The HTTP front end of the table's application, and people who ask it who they are."""

    def __init__(self, table: Table, url: str, http: aiohttp.ClientSession) -> None:
        self._table, self._url, self._http = table, url, http

    async def me(self, member: MemberActor, channel: ChannelHandle | None = None) -> Answered:
        """Return the status and the role, or the error, for a token that grants a GM's role."""
        session_id = str((channel or self._table.channel).id)
        by = Actor(session_id, str(member.id), GM)
        token, _grant = await self._table.app.services.tokens.mint(by, lasts=BEARER_LASTS)
        headers = {"Authorization": f"Bearer {token}"}
        async with self._http.get(f"{self._url}/api/session/{session_id}/me", headers=headers) as answer:
            body = await answer.json()
            return answer.status, body.get("role") or body["error"]


@pytest.fixture
async def door(table: Table, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """Serve HTTP beside Discord, looking each time, and let everybody have been in the session."""
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)
    monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 0.0)

    connection = DiscordConnection(table.services, table.client.options, "token")
    connection._client = table.client
    table.app.services.membership.look_up = connection.look_up_member
    for member in (table.player, table.other, table.gm):
        await table.gallery(by=member)
    front = web_server(table.app, WebOptions(port=0))
    serving = asyncio.create_task(front.run())
    await front.serving.wait()
    async with aiohttp.ClientSession() as http:
        yield Door(table, f"http://127.0.0.1:{front.port}", http)
    serving.cancel()
    await asyncio.wait({serving})


async def test_roles_are_those_that_discord_shows_now(table: Table, door: Door) -> None:
    assert await door.me(table.gm) == (200, GM)
    assert await door.me(table.player) == (200, PLAYER)


async def test_a_gm_who_lost_the_role_has_the_lesser_one_over_http(table: Table, door: Door) -> None:
    assert await door.me(table.gm) == (200, GM)
    table.guild.add_member(table.gm.user)
    assert await door.me(table.gm) == (200, PLAYER)


async def test_who_may_manage_the_channel_leads_over_http(table: Table, door: Door) -> None:
    mods = table.guild.create_role("Mods", permissions=discord.Permissions(manage_channels=True))
    table.guild.add_member(table.player.user, roles=[mods])
    assert await door.me(table.player) == (200, GM)


async def test_who_has_left_the_server_is_refused(table: Table, door: Door) -> None:
    assert await door.me(table.player) == (200, PLAYER)
    table.guild.remove_member(table.player)
    assert await door.me(table.player) == (403, "User not in session")


async def test_who_cannot_view_the_channel_any_more_is_refused(table: Table, door: Door) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    channel = table.guild.create_text_channel("back-room", overwrites={table.player: hidden})
    for member in (table.player, table.other):
        await table.services.sessions.enter(
            Actor(str(channel.id), str(member.id)), "back-room", guild_id=str(table.guild.id)
        )
    assert await door.me(table.player, channel) == (403, "User not in session")
    assert await door.me(table.other, channel) == (200, PLAYER)


async def test_a_channel_that_is_gone_has_no_members(table: Table, door: Door) -> None:
    assert await look_up_member(table.client, "123", str(table.player.id)) is None
    assert await look_up_member(table.client, str(table.channel.id), "123") is None
    assert await look_up_member(table.client, str(table.channel.id), "local") is None


async def test_the_roles_that_discord_has_given_come_along(table: Table, door: Door) -> None:
    painters = table.guild.create_role("Painters")
    table.guild.add_member(table.player.user, roles=[painters])
    seen = await look_up_member(table.client, table.session_id, str(table.player.id))
    assert seen is not None
    assert str(painters.id) in seen.discord_roles
    assert not seen.leads


async def test_an_error_of_discords_is_no_no(table: Table, door: Door, caplog: pytest.LogCaptureFixture) -> None:
    async def failing(_channel_id: str, _user_id: str) -> Seen | None:
        raise discord.DiscordException("no answer")

    assert await door.me(table.gm) == (200, GM)
    table.app.services.membership.look_up = failing
    assert await door.me(table.gm) == (200, GM)
    assert await door.me(table.player) == (200, PLAYER)
    assert "what was last seen counts" in caplog.text


async def test_many_who_ask_at_once_are_looked_up_once(table: Table, door: Door) -> None:
    looked: list[str] = []

    async def slow(channel_id: str, user_id: str) -> Seen | None:
        looked.append(user_id)
        await asyncio.sleep(0.05)
        return await look_up_member(table.client, channel_id, user_id)

    table.app.services.membership.look_up = slow
    answers = await asyncio.gather(
        *(table.app.services.membership.admit(table.session_id, str(table.gm.id)) for _ in range(10))
    )
    assert {by.role for by in answers} == {GM}
    assert looked == [str(table.gm.id)]


async def test_a_private_thread_is_open_to_whom_it_was_opened_to(table: Table, door: Door) -> None:
    channel = table.client.get_channel(table.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="the plan", type=discord.ChannelType.private_thread)
    await thread.add_user(discord.Object(table.player.id))
    assert await look_up_member(table.client, str(thread.id), str(table.player.id)) is not None
    assert await look_up_member(table.client, str(thread.id), str(table.other.id)) is None
    mods = table.guild.create_role("Mods", permissions=discord.Permissions(manage_threads=True))
    table.guild.add_member(table.other.user, roles=[mods])
    seen = await look_up_member(table.client, str(thread.id), str(table.other.id))
    assert seen is not None
    assert seen.leads
