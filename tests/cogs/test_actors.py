"""Who is the GM on Discord, and what that permits."""

import discord
import pytest
from simcord import MemberActor

from cogs.actors import missing_permissions
from cogs.bot import DiscordOptions
from tests.cogs.discord_harness import DiscordHarness, private_answer

REFUSED = "Only whoever asked for this picture, or the GM, may do that."


async def asked_to_delete(harness: DiscordHarness, message: discord.Message, by: MemberActor) -> str:
    return private_answer(await harness.press(message, "delete", by=by))


def member(harness: DiscordHarness, role: str, permissions: discord.Permissions | None = None) -> MemberActor:
    user = harness.env.create_user("wren")
    return harness.guild.add_member(user, roles=[harness.guild.create_role(role, permissions=permissions)])


@pytest.mark.parametrize("role", ["GM", "gm", "Gm"])
async def test_the_gm_role_leads_however_it_is_written(harness: DiscordHarness, role: str) -> None:
    message = await harness.generate_image()
    assert "for good?" in await asked_to_delete(harness, message, member(harness, role))


async def test_another_role_does_not_lead(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    assert await asked_to_delete(harness, message, member(harness, "GM's cat")) == REFUSED


async def test_the_gm_role_is_what_the_operator_calls_it(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.restart(DiscordOptions(gm_role="Spielleitung"))
    assert "for good?" in await asked_to_delete(harness, message, member(harness, "SPIELLEITUNG"))
    assert await asked_to_delete(harness, message, harness.gm) == REFUSED


async def test_who_may_manage_the_channel_leads(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    manager = member(harness, "Mods", discord.Permissions(manage_channels=True))
    assert "for good?" in await asked_to_delete(harness, message, manager)


async def test_whom_the_gm_has_named_leads_without_a_role(harness: DiscordHarness) -> None:
    await harness.gm.slash(harness.channel, "session gm", user=harness.other)
    message = await harness.generate_image()
    assert "for good?" in await asked_to_delete(harness, message, harness.other)


async def test_a_role_is_looked_up_anew_each_time(harness: DiscordHarness) -> None:
    message = await harness.generate_image(by=harness.other)
    assert "for good?" in await asked_to_delete(harness, message, harness.gm)
    demoted = harness.guild.add_member(harness.gm.user)
    assert await asked_to_delete(harness, message, demoted) == REFUSED


async def test_a_channel_without_the_needed_permissions_is_refused_before_anything_is_stored(
    harness: DiscordHarness,
) -> None:
    me = harness.guild.me
    assert me is not None
    deny = discord.PermissionOverwrite(embed_links=False, attach_files=False)
    harness.channel = harness.guild.create_text_channel("quiet-room", overwrites={me: deny})
    assert "I lack Attach Files, Embed Links. Ask a server admin" in await harness.generate_refused()
    assert await harness.services.requests.counts() == {}
    gallery = private_answer(await harness.player.slash(harness.channel, "image gallery"))
    assert "I lack Attach Files, Embed Links. Ask a server admin" in gallery
    assert harness.env.errors


CHANNEL: discord.abc.Snowflake = discord.Object(1, type=discord.TextChannel)
THREAD = object.__new__(discord.Thread)
TITLES = {"view_channel": "View Channel", "attach_files": "Attach Files", "embed_links": "Embed Links"}


@pytest.mark.parametrize(
    ("channel", "send", "title"),
    [(CHANNEL, "send_messages", "Send Messages"), (THREAD, "send_messages_in_threads", "Send Messages in Threads")],
    ids=["channel", "thread"],
)
def test_each_permission_that_a_picture_needs_is_named_where_it_is_missing(
    channel: object, send: str, title: str
) -> None:
    titles = TITLES | {send: title}
    all_needed = discord.Permissions(**dict.fromkeys(titles, True))
    assert missing_permissions(channel, all_needed) == []
    for name, lacking in titles.items():
        without = discord.Permissions(all_needed.value)
        without.update(**{name: False})
        assert missing_permissions(channel, without) == [lacking]
    assert sorted(missing_permissions(channel, discord.Permissions.none())) == sorted(titles.values())
    assert missing_permissions(channel, discord.Permissions(administrator=True)) == []


@pytest.mark.parametrize(
    ("channel", "server", "restricted"),
    [
        (True, discord.NSFWLevel.explicit, True),
        (True, discord.NSFWLevel.age_restricted, True),
        (True, discord.NSFWLevel.default, False),
        (True, discord.NSFWLevel.safe, False),
        (False, discord.NSFWLevel.explicit, False),
        (False, discord.NSFWLevel.age_restricted, False),
        (False, discord.NSFWLevel.default, False),
        (False, discord.NSFWLevel.safe, False),
    ],
)
async def test_a_place_is_age_restricted_where_both_channel_and_server_are(
    harness: DiscordHarness, *, channel: bool, server: discord.NSFWLevel, restricted: bool
) -> None:
    known, guild = harness.client.get_channel(harness.channel.id), harness.client.get_guild(harness.guild.id)
    assert isinstance(known, discord.TextChannel)
    assert guild is not None
    known.nsfw, guild.nsfw_level = channel, server
    await harness.open_gallery()
    session = await harness.services.sessions.get(harness.session_id)
    assert session is not None
    assert (session.mature, session.name, session.guild_id) == (restricted, known.name, str(guild.id))
