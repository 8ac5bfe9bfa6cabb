"""/session: opening and ending a session, its members, its GM, who comes first."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import MemberActor, ResponseMessage

from generation.errors import NotAllowedError
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, fields, private_answer
from tests.cogs.test_generate import open_thread
from tests.generation.fake_provider import FakeProvider, paint_when

NOT_GM = "Only the GM may "


async def session(
    harness: DiscordHarness,
    command: str,
    *,
    by: MemberActor | None = None,
    **options: Any,  # noqa: ANN401  # options of the command
) -> ResponseMessage:
    return answer(await (by or harness.gm).slash(harness.channel, f"session {command}", **options))


async def refused(harness: DiscordHarness, command: str, *, by: MemberActor | None = None, **options: Any) -> str:  # noqa: ANN401  # options of the command
    sentence = private_answer(await (by or harness.player).slash(harness.channel, f"session {command}", **options))
    assert harness.env.errors
    return sentence


async def recognized(harness: DiscordHarness, member: MemberActor) -> Actor:
    return await harness.services.sessions.recognize(harness.session_id, str(member.id))


async def members(harness: DiscordHarness) -> str:
    return (await session(harness, "members")).embeds[0].description or ""


async def test_a_gm_who_opens_a_session_is_the_one_of_it(harness: DiscordHarness) -> None:
    opened = await session(harness, "start", campaign="Rain and  regret", setting="Berlin")
    assert not opened.ephemeral
    assert f"{harness.gm.mention} is its GM" in opened.content
    info = fields(await session(harness, "info", by=harness.other))
    assert info["Status"] == "Running"
    assert info["GM"] == harness.gm.mention
    assert (info["Premise"], info["Setting"]) == ("Rain and regret", "Berlin")
    assert f"{harness.gm.mention}: GM of this session" in await members(harness)


async def test_a_player_who_comes_first_leads_nothing(harness: DiscordHarness) -> None:
    opened = await session(harness, "start", by=harness.player)
    assert not opened.ephemeral
    assert "is its GM" not in opened.content
    secret = await harness.generate_secret()
    assert (await harness.services.gallery.page(await recognized(harness, harness.player))).total == 0
    assert "Secret pictures" not in fields(await session(harness, "info", by=harness.player))
    with pytest.raises(NotAllowedError):
        await harness.services.reviews.reviewer_of(secret.request_id or "", str(harness.player.id))
    assert (await refused(harness, "settings")).startswith(NOT_GM)


async def test_where_no_gm_was_seen_the_servers_owner_leads_and_is_told_how_to_name_one(
    harness: DiscordHarness,
) -> None:
    owner = harness.guild.owner
    opened = await session(harness, "start", by=harness.player)
    assert opened.content == (
        f"The session is open. No GM was seen here yet, so {owner.mention}, who owns this server, leads it. A GM is "
        f"whoever has the role “GM” or may manage this channel; {owner.mention} can name another one with "
        "`/session gm`. Paint with `/image generate`."
    )
    assert fields(await session(harness, "info", by=harness.other))["GM"] == owner.mention
    assert "Somebody else is this session's GM." in await refused(harness, "start", by=harness.other)
    named = await session(harness, "gm", by=harness.guild.add_member(owner), user=harness.other)
    assert f"{harness.other.mention} is this session's GM" in named.content


async def test_a_gm_leads_though_the_session_was_opened_for_the_owner(harness: DiscordHarness) -> None:
    await session(harness, "start", by=harness.player)
    assert f"{harness.gm.mention} is its GM" in (await session(harness, "start")).content
    assert fields(await session(harness, "info"))["GM"] == harness.gm.mention


async def test_a_player_tells_no_premise(harness: DiscordHarness) -> None:
    sentence = await refused(harness, "start", campaign="Mine")
    assert "Only a GM sets premise and setting" in sentence
    assert fields(await session(harness, "info"))["Premise"] == "Not set"


async def test_a_player_opens_no_session_that_its_gm_has_ended(harness: DiscordHarness) -> None:
    await session(harness, "start")
    await session(harness, "end")
    harness.guild.add_member(harness.gm.user)
    await session(harness, "info")
    assert "This session has ended" in await refused(harness, "start")
    assert fields(await session(harness, "info"))["Status"] == "Ended; the gallery stays"


async def test_a_player_does_not_take_a_session_from_its_gm(harness: DiscordHarness) -> None:
    await session(harness, "start")
    assert "Somebody else is this session's GM." in await refused(harness, "start")
    assert fields(await session(harness, "info"))["GM"] == harness.gm.mention


async def test_nor_from_a_gm_who_never_opened_it(harness: DiscordHarness) -> None:
    """Else whoever comes first could look at what the GM has had painted in private."""
    await harness.generate_secret()
    assert "Somebody else is this session's GM." in await refused(harness, "start")


async def test_who_may_manage_the_channel_takes_a_session_over(harness: DiscordHarness) -> None:
    await session(harness, "start")
    role = harness.guild.create_role("Mods", permissions=discord.Permissions(manage_channels=True))
    boss = harness.guild.add_member(harness.env.create_user("boss"), roles=[role])
    assert f"{boss.mention} is its GM" in (await session(harness, "start", by=boss)).content


async def test_an_ended_session_keeps_its_gallery_and_takes_no_requests(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    ended = await session(harness, "end")
    assert "The session has ended." in ended.content
    assert "This session has ended; its gallery stays." in await harness.generate_refused()
    assert (await harness.services.gallery.page(harness.as_gm())).total == 1
    assert fields(await session(harness, "info", by=harness.player))["Status"] == "Ended; the gallery stays"
    assert "has ended already" in await refused(harness, "end", by=harness.gm)


async def test_in_an_ended_session_no_star_is_given(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    await session(harness, "end")
    assert "its gallery stays." in private_answer(await harness.press(message, "favorite"))


async def test_in_an_ended_session_the_gm_alone_deletes(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    await session(harness, "end")
    assert "its gallery stays." in private_answer(await harness.press(message, "delete"))
    asked = answer(await harness.press(message, "delete", by=harness.gm))
    await harness.press(asked, "erase", by=harness.gm)
    assert harness.is_deleted(message)


async def test_what_is_being_painted_when_a_session_ends_is_finished(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await harness.generate("a dock")
    await session(harness, "end")
    free.set()
    await harness.wait_until_delivered()
    assert any("scene:favorite:" in each for each in custom_ids(harness.refetch(placeholder)))


async def test_an_ended_session_is_opened_again(harness: DiscordHarness) -> None:
    await session(harness, "start")
    await session(harness, "end")
    await session(harness, "start")
    await harness.generate_image("a dock")
    assert fields(await session(harness, "info"))["Pictures"] == "1"


@pytest.mark.parametrize(
    ("command", "options", "what"),
    [
        ("end", {}, "end this session"),
        ("settings", {}, "change this session's settings"),
        ("gm", {"user": True}, "hand this session over"),
        ("members", {"user": True, "role": OBSERVER}, "give roles in this session"),
        ("priority", {"user": True, "level": 2}, "say whose pictures come first"),
    ],
)
async def test_only_the_gm_directs(harness: DiscordHarness, command: str, options: dict[str, Any], what: str) -> None:
    given = {name: harness.other if value is True else value for name, value in options.items()}
    assert await refused(harness, command, **given) == f"{NOT_GM}{what}."


async def test_a_session_is_handed_over(harness: DiscordHarness) -> None:
    await session(harness, "gm", user=harness.player)
    assert harness.other.mention in (await session(harness, "gm", by=harness.player, user=harness.other)).content
    assert f"{harness.other.mention}: GM of this session" in await members(harness)
    assert f"{harness.player.mention}: Player" in await members(harness)
    assert (await refused(harness, "end", by=harness.player)).startswith(NOT_GM)
    assert "is this session's GM already" in await refused(harness, "gm", by=harness.other, user=harness.other)


async def test_an_observer_looks_and_does_not_ask(harness: DiscordHarness) -> None:
    await session(harness, "members", user=harness.player, role=OBSERVER)
    assert "ask the GM to make you a player" in await harness.generate_refused()
    assert f"{harness.player.mention}: Observer" in await members(harness)
    await harness.restart()
    assert "ask the GM to make you a player" in await harness.generate_refused()
    await session(harness, "members", user=harness.player, role=PLAYER)
    await harness.generate_image()


async def test_a_second_gm_directs_too(harness: DiscordHarness) -> None:
    told = await session(harness, "members", user=harness.other, role=GM)
    assert whisper_of(told) == f"{harness.other.mention} is a GM here from now on."
    assert "The session has ended." in (await session(harness, "end", by=harness.other)).content


async def test_the_sessions_gm_cannot_lose_the_role_by_the_way(harness: DiscordHarness) -> None:
    await session(harness, "gm", user=harness.player)
    sentence = await refused(harness, "members", by=harness.gm, user=harness.player, role=PLAYER)
    assert "Hand the session over first" in sentence


async def test_a_role_needs_a_person_and_a_person_a_role(harness: DiscordHarness) -> None:
    assert "Give both a user and a role" in await refused(harness, "members", by=harness.gm, role=PLAYER)


async def test_a_bot_takes_no_part(harness: DiscordHarness) -> None:
    robot = harness.guild.add_member(harness.env.create_user("robot", bot=True))
    assert "That is a bot" in await refused(harness, "gm", by=harness.gm, user=robot)


async def test_a_given_priority_is_remembered(harness: DiscordHarness) -> None:
    told = await session(harness, "priority", user=harness.player, level=3)
    assert whisper_of(told) == f"What {harness.player.mention} asks for here has priority 3 of 3 from now on."
    assert "priority 3" in await members(harness)
    by = await harness.services.sessions.recognize(harness.session_id, str(harness.player.id))
    assert by.priority == 3


async def test_info_before_anything_has_happened(harness: DiscordHarness) -> None:
    info = await session(harness, "info", by=harness.player)
    assert info.ephemeral
    assert fields(info)["GM"] == "Nobody yet: `/session start`"
    assert (fields(info)["Members"], fields(info)["Pictures"], fields(info)["Favorites"]) == ("1", "0", "0")


async def test_a_thread_is_a_session_of_its_own(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    await open_thread(harness)
    await session(harness, "start", by=harness.player)
    assert fields(await session(harness, "info"))["Pictures"] == "0"
    await harness.generate_image("a bar")
    assert fields(await session(harness, "info"))["Pictures"] == "1"


async def test_a_forum_post_is_a_session_of_its_own(harness: DiscordHarness) -> None:
    handle = harness.guild.create_forum_channel("tables")
    forum = harness.client.get_channel(handle.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(name="the run", content="Tonight at eight.")
    await harness.env.settle()
    (harness.channel,) = handle.threads
    await session(harness, "start", setting="Berlin")
    await harness.generate_image("a bar")
    shown = fields(await session(harness, "info"))
    assert (shown["Setting"], shown["Pictures"], shown["GM"]) == ("Berlin", "1", harness.gm.mention)


def whisper_of(message: ResponseMessage) -> str:
    assert message.ephemeral
    return message.content
