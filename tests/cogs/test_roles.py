"""Who is the GM on Discord, and what that permits."""

import discord
import pytest
from simcord import MemberActor

from cogs.bot import DiscordOptions
from tests.cogs.table import Table, whispered

REFUSED = "Only the one who asked for this picture or the GM may do that."


async def asked_to_delete(table: Table, message: discord.Message, by: MemberActor) -> str:
    return whispered(await table.press(message, "delete", by=by))


def member(table: Table, role: str, permissions: discord.Permissions | None = None) -> MemberActor:
    user = table.env.create_user("wren")
    return table.guild.add_member(user, roles=[table.guild.create_role(role, permissions=permissions)])


@pytest.mark.parametrize("role", ["GM", "gm", "Gm"])
async def test_the_gm_role_leads_however_it_is_written(table: Table, role: str) -> None:
    message = await table.painted()
    assert "for good?" in await asked_to_delete(table, message, member(table, role))


async def test_another_role_does_not_lead(table: Table) -> None:
    message = await table.painted()
    assert await asked_to_delete(table, message, member(table, "GM's cat")) == REFUSED


async def test_the_gm_role_is_what_the_operator_calls_it(table: Table) -> None:
    message = await table.painted()
    await table.restart(DiscordOptions(gm_role="Spielleitung"))
    assert "for good?" in await asked_to_delete(table, message, member(table, "SPIELLEITUNG"))
    assert await asked_to_delete(table, message, table.gm) == REFUSED


async def test_who_may_manage_the_channel_leads(table: Table) -> None:
    message = await table.painted()
    manager = member(table, "Mods", discord.Permissions(manage_channels=True))
    assert "for good?" in await asked_to_delete(table, message, manager)


async def test_the_sessions_own_gm_leads_without_a_role(table: Table) -> None:
    by = table.as_gm()
    await table.services.sessions.enter(by, "table", gm_user_id=str(table.other.id))
    message = await table.painted()
    assert "for good?" in await asked_to_delete(table, message, table.other)


async def test_a_role_is_looked_up_anew_each_time(table: Table) -> None:
    message = await table.painted(by=table.other)
    assert "for good?" in await asked_to_delete(table, message, table.gm)
    demoted = table.guild.add_member(table.gm.user)
    assert await asked_to_delete(table, message, demoted) == REFUSED


async def test_a_channel_without_the_needed_permissions_is_refused_before_anything_is_stored(table: Table) -> None:
    me = table.guild.me
    assert me is not None
    deny = discord.PermissionOverwrite(embed_links=False, attach_files=False)
    table.channel = table.guild.create_text_channel("quiet-room", overwrites={me: deny})
    assert "I lack Attach Files, Embed Links. Ask a server admin" in await table.refused()
    assert await table.services.requests.counts() == {}
    gallery = whispered(await table.player.slash(table.channel, "image gallery"))
    assert "I lack Attach Files, Embed Links. Ask a server admin" in gallery
    assert table.env.errors
