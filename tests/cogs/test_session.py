"""/session: opening and ending a session, its members, its GM, who comes first."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import MemberActor, ResponseMessage

from generation.sessions.permissions import GM, OBSERVER, PLAYER
from tests.cogs.table import Table, answer, custom_ids, fields, whispered
from tests.cogs.test_generate import open_thread
from tests.generation.painter import FakePainter, paint_when

NOT_GM = "Only the GM may "


async def session(table: Table, command: str, *, by: MemberActor | None = None, **options: Any) -> ResponseMessage:  # noqa: ANN401  # options of the command
    return answer(await (by or table.gm).slash(table.channel, f"session {command}", **options))


async def refused(table: Table, command: str, *, by: MemberActor | None = None, **options: Any) -> str:  # noqa: ANN401  # options of the command
    sentence = whispered(await (by or table.player).slash(table.channel, f"session {command}", **options))
    assert table.env.errors
    return sentence


async def members(table: Table) -> str:
    return (await session(table, "members")).embeds[0].description or ""


async def test_who_opens_a_session_that_nobody_leads_is_its_gm(table: Table) -> None:
    opened = await session(table, "start", by=table.player, campaign="Rain and  regret", setting="Berlin")
    assert not opened.ephemeral
    assert f"{table.player.mention} is its GM" in opened.content
    info = fields(await session(table, "info", by=table.other))
    assert info["State"] == "Going on"
    assert info["GM"] == table.player.mention
    assert (info["Campaign"], info["Setting"]) == ("Rain and regret", "Berlin")
    assert "GM of this session" in await members(table)


async def test_a_gm_who_opens_a_session_is_the_one_of_it(table: Table) -> None:
    await session(table, "start")
    assert f"{table.gm.mention}: GM of this session" in await members(table)


async def test_a_player_does_not_take_a_session_from_its_gm(table: Table) -> None:
    await session(table, "start")
    assert "Somebody else is this session's GM." in await refused(table, "start")
    assert fields(await session(table, "info"))["GM"] == table.gm.mention


async def test_nor_from_a_gm_who_never_opened_it(table: Table) -> None:
    """Else whoever comes first could look at what the GM has had painted in private."""
    await table.secret()
    assert "Somebody else is this session's GM." in await refused(table, "start")


async def test_who_may_manage_the_channel_takes_a_session_over(table: Table) -> None:
    await session(table, "start")
    role = table.guild.create_role("Mods", permissions=discord.Permissions(manage_channels=True))
    boss = table.guild.add_member(table.env.create_user("boss"), roles=[role])
    assert f"{boss.mention} is its GM" in (await session(table, "start", by=boss)).content


async def test_an_ended_session_keeps_its_gallery_and_takes_no_requests(table: Table) -> None:
    await table.painted("a dock")
    ended = await session(table, "end")
    assert "The session has ended." in ended.content
    assert "This session has ended; its gallery stays." in await table.refused()
    assert (await table.services.gallery.page(table.as_gm())).total == 1
    assert fields(await session(table, "info", by=table.player))["State"] == "Ended; its gallery stays as it is"
    assert "has ended already" in await refused(table, "end", by=table.gm)


async def test_in_an_ended_session_no_star_is_given(table: Table) -> None:
    message = await table.painted("a dock")
    await session(table, "end")
    assert "its gallery stays as it is" in whispered(await table.press(message, "favorite"))


async def test_in_an_ended_session_the_gm_alone_deletes(table: Table) -> None:
    message = await table.painted("a dock")
    await session(table, "end")
    assert "its gallery stays as it is" in whispered(await table.press(message, "delete"))
    asked = answer(await table.press(message, "delete", by=table.gm))
    await table.press(asked, "erase", by=table.gm)
    assert table.gone(message)


async def test_what_is_being_painted_when_a_session_ends_is_finished(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await table.ask("a dock")
    await session(table, "end")
    free.set()
    await table.quiet()
    assert any("scene:favorite:" in each for each in custom_ids(table.look(placeholder)))


async def test_an_ended_session_is_opened_again(table: Table) -> None:
    await session(table, "start")
    await session(table, "end")
    await session(table, "start")
    await table.painted("a dock")
    assert fields(await session(table, "info"))["Pictures"] == "1"


@pytest.mark.parametrize(
    ("command", "options", "what"),
    [
        ("end", {}, "end this session"),
        ("settings", {}, "change this session's settings"),
        ("gm", {"user": True}, "hand this session over"),
        ("members", {"user": True, "role": OBSERVER}, "say who is what in this session"),
        ("priority", {"user": True, "level": 2}, "say whose pictures come first"),
    ],
)
async def test_only_the_gm_directs(table: Table, command: str, options: dict[str, Any], what: str) -> None:
    given = {name: table.other if value is True else value for name, value in options.items()}
    assert await refused(table, command, **given) == f"{NOT_GM}{what}."


async def test_a_session_is_handed_over(table: Table) -> None:
    await session(table, "start", by=table.player)
    assert table.other.mention in (await session(table, "gm", by=table.player, user=table.other)).content
    assert f"{table.other.mention}: GM of this session" in await members(table)
    assert f"{table.player.mention}: Player" in await members(table)
    assert (await refused(table, "end", by=table.player)).startswith(NOT_GM)
    assert "is this session's GM already" in await refused(table, "gm", by=table.other, user=table.other)


async def test_an_observer_looks_and_does_not_ask(table: Table) -> None:
    await session(table, "members", user=table.player, role=OBSERVER)
    assert "ask the GM to make you a player" in await table.refused()
    assert f"{table.player.mention}: Observer" in await members(table)
    await table.restart()
    assert "ask the GM to make you a player" in await table.refused()
    await session(table, "members", user=table.player, role=PLAYER)
    await table.painted()


async def test_a_second_gm_directs_too(table: Table) -> None:
    told = await session(table, "members", user=table.other, role=GM)
    assert whisper_of(told) == f"{table.other.mention} is a GM here from now on."
    assert "The session has ended." in (await session(table, "end", by=table.other)).content


async def test_the_sessions_gm_cannot_lose_the_role_by_the_way(table: Table) -> None:
    await session(table, "start", by=table.player)
    sentence = await refused(table, "members", by=table.gm, user=table.player, role=PLAYER)
    assert "Hand the session over first" in sentence


async def test_a_role_needs_a_person_and_a_person_a_role(table: Table) -> None:
    assert "Give both a user and a role" in await refused(table, "members", by=table.gm, role=PLAYER)


async def test_a_bot_takes_no_part(table: Table) -> None:
    robot = table.guild.add_member(table.env.create_user("robot", bot=True))
    assert "That is a bot" in await refused(table, "gm", by=table.gm, user=robot)


async def test_a_given_priority_is_remembered(table: Table) -> None:
    told = await session(table, "priority", user=table.player, level=3)
    assert whisper_of(told) == f"What {table.player.mention} asks for here has priority 3 of 3 from now on."
    assert "priority 3" in await members(table)
    by = await table.services.sessions.recognize(table.session_id, str(table.player.id))
    assert by.priority == 3


async def test_info_before_anything_has_happened(table: Table) -> None:
    info = await session(table, "info", by=table.player)
    assert info.ephemeral
    assert fields(info)["GM"] == "Nobody yet: `/session start`"
    assert (fields(info)["Members"], fields(info)["Pictures"], fields(info)["Favorites"]) == ("1", "0", "0")


async def test_a_thread_is_a_session_of_its_own(table: Table) -> None:
    await table.painted("a dock")
    await open_thread(table)
    await session(table, "start", by=table.player)
    assert fields(await session(table, "info"))["Pictures"] == "0"
    await table.painted("a bar")
    assert fields(await session(table, "info"))["Pictures"] == "1"


async def test_a_forum_post_is_a_session_of_its_own(table: Table) -> None:
    handle = table.guild.create_forum_channel("tables")
    forum = table.client.get_channel(handle.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(name="the run", content="Tonight at eight.")
    await table.env.settle()
    (table.channel,) = handle.threads
    await session(table, "start", by=table.player, setting="Berlin")
    await table.painted("a bar")
    shown = fields(await session(table, "info"))
    assert (shown["Setting"], shown["Pictures"], shown["GM"]) == ("Berlin", "1", table.player.mention)


def whisper_of(message: ResponseMessage) -> str:
    assert message.ephemeral
    return message.content
