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
from cogs.lookups.members import look_up_member
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, PLAYER, Actor
from generation.sessions.tokens import BEARER_LASTS
from tests.cogs.discord_harness import DiscordHarness, image_id

Answered = tuple[int, str]


class Door:
    """The HTTP front end of the table's application, and people who ask it who they are."""

    def __init__(self, harness: DiscordHarness, url: str, http: aiohttp.ClientSession) -> None:
        self._table, self._url, self._http = harness, url, http

    async def delete(self, member: MemberActor, image_id: str) -> Answered:
        """Return the status and the id, or the error, of a deletion by somebody with a GM's token."""
        by = Actor(self._table.session_id, str(member.id), GM)
        token, _grant = await self._table.app.services.tokens.mint(by, lasts=BEARER_LASTS)
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self._url}/api/session/{by.session_id}/image/{image_id}"
        async with self._http.delete(url, headers=headers) as answer:
            body = await answer.json()
            return answer.status, body.get("image_id") or body["error"]

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
async def door(harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """Serve HTTP beside Discord, looking each time, and let everybody have been in the session."""
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)
    monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 0.0)

    connection = DiscordConnection(harness.services, harness.client.options, "token")
    connection._client = harness.client
    harness.app.services.membership.look_up = connection.look_up_member
    for member in (harness.player, harness.other, harness.gm):
        await harness.open_gallery(by=member)
    front = web_server(harness.app, WebOptions(port=0))
    serving = asyncio.create_task(front.run())
    await front.serving.wait()
    async with aiohttp.ClientSession() as http:
        yield Door(harness, f"http://127.0.0.1:{front.port}", http)
    serving.cancel()
    await asyncio.wait({serving})


async def test_roles_are_those_that_discord_shows_now(harness: DiscordHarness, door: Door) -> None:
    assert await door.me(harness.gm) == (200, GM)
    assert await door.me(harness.player) == (200, PLAYER)


async def test_a_gm_who_lost_the_role_has_the_lesser_one_over_http(harness: DiscordHarness, door: Door) -> None:
    assert await door.me(harness.gm) == (200, GM)
    harness.guild.add_member(harness.gm.user)
    assert await door.me(harness.gm) == (200, PLAYER)


async def test_who_may_manage_the_channel_leads_over_http(harness: DiscordHarness, door: Door) -> None:
    mods = harness.guild.create_role("Mods", permissions=discord.Permissions(manage_channels=True))
    harness.guild.add_member(harness.player.user, roles=[mods])
    assert await door.me(harness.player) == (200, GM)


async def test_who_has_left_the_server_is_refused(harness: DiscordHarness, door: Door) -> None:
    assert await door.me(harness.player) == (200, PLAYER)
    harness.guild.remove_member(harness.player)
    assert await door.me(harness.player) == (403, "User not in session")


async def test_who_cannot_view_the_channel_any_more_is_refused(harness: DiscordHarness, door: Door) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    channel = harness.guild.create_text_channel("back-room", overwrites={harness.player: hidden})
    for member in (harness.player, harness.other):
        await harness.services.sessions.enter(
            Actor(str(channel.id), str(member.id)), "back-room", guild_id=str(harness.guild.id)
        )
    assert await door.me(harness.player, channel) == (403, "User not in session")
    assert await door.me(harness.other, channel) == (200, PLAYER)


async def test_a_channel_that_is_gone_has_no_members(harness: DiscordHarness, door: Door) -> None:
    assert await look_up_member(harness.client, "123", str(harness.player.id)) is None
    assert await look_up_member(harness.client, str(harness.channel.id), "123") is None
    assert await look_up_member(harness.client, str(harness.channel.id), "local") is None


async def test_the_roles_that_discord_has_given_come_along(harness: DiscordHarness, door: Door) -> None:
    painters = harness.guild.create_role("Painters")
    harness.guild.add_member(harness.player.user, roles=[painters])
    seen = await look_up_member(harness.client, harness.session_id, str(harness.player.id))
    assert seen is not None
    assert str(painters.id) in seen.discord_roles
    assert not seen.leads


async def failing(_channel_id: str, _user_id: str) -> Seen | None:
    raise discord.DiscordException("no answer")


async def test_an_error_of_discords_is_no_no_and_makes_nobody_a_gm(
    harness: DiscordHarness, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    assert await door.me(harness.gm) == (200, GM)
    harness.app.services.membership.look_up = failing
    assert await door.me(harness.gm) == (200, PLAYER)
    assert await door.me(harness.player) == (200, PLAYER)
    assert "nobody leads by what was seen long ago" in caplog.text


async def test_what_was_seen_lately_counts_while_discord_is_silent(
    harness: DiscordHarness, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 600.0)
    assert await door.me(harness.gm) == (200, GM)
    harness.app.services.membership.look_up = failing
    assert await door.me(harness.gm) == (200, GM)


async def test_a_deletion_asks_discord_at_once(
    harness: DiscordHarness, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 600.0)
    image = image_id(await harness.generate_image())
    assert await door.me(harness.gm) == (200, GM)
    look_up, harness.app.services.membership.look_up = harness.app.services.membership.look_up, failing
    status, sentence = await door.delete(harness.gm, image)
    assert (status, sentence[:38]) == (503, "Discord does not say at the moment who")
    harness.app.services.membership.look_up = look_up
    harness.guild.add_member(harness.gm.user)
    assert (await door.delete(harness.gm, image))[0] == 403
    assert await door.delete(harness.player, image) == (200, image)


async def test_many_who_ask_at_once_are_looked_up_once(harness: DiscordHarness, door: Door) -> None:
    looked: list[str] = []

    async def slow(channel_id: str, user_id: str) -> Seen | None:
        looked.append(user_id)
        await asyncio.sleep(0.05)
        return await look_up_member(harness.client, channel_id, user_id)

    harness.app.services.membership.look_up = slow
    answers = await asyncio.gather(
        *(harness.app.services.membership.admit(harness.session_id, str(harness.gm.id)) for _ in range(10))
    )
    assert {by.role for by in answers} == {GM}
    assert looked == [str(harness.gm.id)]


async def test_a_private_thread_is_open_to_whom_it_was_opened_to(harness: DiscordHarness, door: Door) -> None:
    channel = harness.client.get_channel(harness.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="the plan", type=discord.ChannelType.private_thread)
    await thread.add_user(discord.Object(harness.player.id))
    assert await look_up_member(harness.client, str(thread.id), str(harness.player.id)) is not None
    assert await look_up_member(harness.client, str(thread.id), str(harness.other.id)) is None
    mods = harness.guild.create_role("Mods", permissions=discord.Permissions(manage_threads=True))
    harness.guild.add_member(harness.other.user, roles=[mods])
    seen = await look_up_member(harness.client, str(thread.id), str(harness.other.id))
    assert seen is not None
    assert seen.leads
