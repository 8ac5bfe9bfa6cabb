"""/session settings: one private message with menus and forms, each change shown at once, also after a restart."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult, ResponseMessage, SetupError

from generation.providers.base import ProviderRequest, ProviderResult, ReportProgress
from generation.sessions.settings import SessionSettings
from tests.cogs.table import STREET, Table, answer, custom_ids, fields, whispered
from tests.generation.painter import FakePainter, paint_in_steps


async def opened(table: Table) -> ResponseMessage:
    message = answer(await table.gm.slash(table.channel, "session settings"))
    assert message.ephemeral
    return message


async def settings(table: Table) -> SessionSettings:
    return await table.services.admin.settings(table.session_id)


async def choose(table: Table, message: ResponseMessage, topic: str, value: str) -> None:
    """Open a topic and choose a value."""
    await table.gm.select(message, [topic], custom_id="scene:select-topic")
    await table.gm.select(message, [value], custom_id=f"scene:select-set:{topic}")


async def fill_in(
    table: Table,
    message: ResponseMessage,
    verb: str,
    values: dict[str, Any],
) -> InteractionResult:
    return await table.gm.submit_modal(await table.press(message, verb, by=table.gm), values)


@pytest.mark.parametrize(
    ("topic", "value", "name", "stored"),
    [
        ("who", "gm", "who", "gm"),
        ("approval", "all", "approval", "all"),
        ("favorites", "gm", "favorites", "gm"),
        ("style", "neon_noir", "style_lock", "neon_noir"),
        ("provider", "sketch", "provider", "sketch"),
        ("spoilers", "on", "spoilers", True),
        ("files", "off", "embed_prompt", False),
    ],
)
async def test_a_choice_counts_and_is_shown_at_once(
    table: Table, topic: str, value: str, name: str, stored: object
) -> None:
    message = await opened(table)
    before = fields(message)
    await choose(table, message, topic, value)
    assert getattr(await settings(table), name) == stored
    assert fields(table.look(message)) != before
    assert f"scene:select-set:{topic}" in custom_ids(table.look(message))


@pytest.mark.parametrize(
    ("topic", "value", "name"), [("style", "neon_noir", "style_lock"), ("provider", "sketch", "provider")]
)
async def test_what_was_chosen_can_be_left_open_again(table: Table, topic: str, value: str, name: str) -> None:
    message = await opened(table)
    await choose(table, message, topic, value)
    await choose(table, message, topic, "none")
    assert getattr(await settings(table), name) is None


async def test_a_role_is_asked_for_and_then_has_the_say(table: Table) -> None:
    role = table.guild.create_role("Runners")
    runner = table.guild.add_member(table.env.create_user("wren"), roles=[role])
    message = await opened(table)
    await choose(table, message, "who", "role")
    assert (await settings(table)).who == "everyone"
    await table.gm.select(message, [role], custom_id="scene:select-setrole")
    assert (await settings(table)).role_id == str(role.id)
    assert "Only members with a certain role" in await table.refused()
    await table.painted(by=runner)


async def test_limits_are_typed_in_a_form(table: Table) -> None:
    message = await opened(table)
    await fill_in(table, message, "setlimits", {"hourly": "1", "budget": "$2,50"})
    assert ((await settings(table)).hourly_limit, (await settings(table)).daily_budget) == (1, 2.5)
    assert fields(table.look(message))["Money a day"] == "$2.50"
    await table.painted()
    assert "You have had your 1 picture" in await table.refused()
    await fill_in(table, message, "setlimits", {"hourly": "", "budget": ""})
    assert ((await settings(table)).hourly_limit, (await settings(table)).daily_budget) == (None, None)


@pytest.mark.parametrize(
    ("hourly", "budget", "sentence"),
    [
        ("many", "", "“many” is not a number"),
        ("1.5", "", "The hourly limit is a whole number."),
        ("-1", "", "The hourly limit is a number from 0"),
        ("", "-1", "The daily budget is an amount in dollars"),
        ("", "nan", "“nan” is not a number"),
        ("inf", "", "“inf” is not a number"),
    ],
)
async def test_a_limit_that_is_none_is_refused_and_changes_nothing(
    table: Table, hourly: str, budget: str, sentence: str
) -> None:
    message = await opened(table)
    shown = await fill_in(table, message, "setlimits", {"hourly": hourly, "budget": budget})
    assert sentence in whispered(shown)
    assert await settings(table) == SessionSettings()


async def test_lines_and_veils_are_lists_one_entry_a_line(table: Table) -> None:
    message = await opened(table)
    await fill_in(table, message, "setwords", {"lines": "Spiders\n\nfire ants\nspiders", "veils": "torture"})
    changed = await settings(table)
    assert (changed.lines, changed.veils) == (("spiders", "fire ants"), ("torture",))
    assert fields(table.look(message))["Lines, never painted"] == "||spiders, fire ants||"
    refusal = answer(await table.player.slash(table.channel, "image generate", description="a nest of spiders"))
    assert refusal.ephemeral
    assert await table.services.requests.counts() == {}


async def test_contents_are_dealt_with_as_the_gm_says(table: Table) -> None:
    message = await opened(table)
    await fill_in(table, message, "setcontents", {"gore": ["block"], "real_people": ["review"]})
    assert (await settings(table)).actions == {"gore": "block"}
    assert "Gore: Refuse" in (fields(table.look(message))["Contents"] or "")


async def test_sexual_content_can_only_be_refused_where_the_place_is_not_age_restricted(table: Table) -> None:
    form = await table.press(await opened(table), "setcontents", by=table.gm)
    with pytest.raises(SetupError, match="review"):
        await table.gm.submit_modal(form, {"sexual": ["review"]})
    assert (await settings(table)).actions == {}


async def test_setting_and_campaign_are_typed_in_a_form(table: Table) -> None:
    message = await opened(table)
    await fill_in(table, message, "settable", {"setting": "Berlin", "campaign": "Rain and regret"})
    assert (fields(table.look(message))["Setting"], fields(table.look(message))["Campaign"]) == (
        "Berlin",
        "Rain and regret",
    )


async def test_reviews_may_be_asked_for_in_another_channel(table: Table) -> None:
    message, back_room = await opened(table), table.guild.create_text_channel("back-room")
    await table.gm.select(message, ["review"], custom_id="scene:select-topic")
    await table.gm.select(message, [back_room], custom_id="scene:select-review")
    assert (await settings(table)).review_channel == str(back_room.id)
    await table.gm.select(message, [], custom_id="scene:select-review")
    assert (await settings(table)).review_channel is None


async def test_the_sessions_own_channel_is_none_for_reviews(table: Table) -> None:
    message = await opened(table)
    await table.gm.select(message, ["review"], custom_id="scene:select-topic")
    refusal = whispered(await table.gm.select(message, [table.channel], custom_id="scene:select-review"))
    assert "Everybody reads this channel" in refusal


async def test_nor_is_one_where_the_bot_may_not_post(table: Table) -> None:
    me = table.guild.me
    assert me is not None
    deny = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    message, closed = await opened(table), table.guild.create_text_channel("closed", overwrites={me: deny})
    await table.gm.select(message, ["review"], custom_id="scene:select-topic")
    refusal = whispered(await table.gm.select(message, [closed], custom_id="scene:select-review"))
    assert "I lack Send Messages," in refusal
    assert (await settings(table)).review_channel is None


async def test_settings_that_were_opened_before_a_restart_still_answer(table: Table) -> None:
    message, role = await opened(table), table.guild.create_role("Runners")
    await table.restart()
    await choose(table, message, "approval", "flagged")
    await table.restart()
    await choose(table, message, "who", "role")
    await table.restart()
    await table.gm.select(message, [role], custom_id="scene:select-setrole")
    form = await table.press(message, "setlimits", by=table.gm)
    await table.restart()
    await table.gm.submit_modal(form, {"hourly": "7"})
    changed = await settings(table)
    assert (changed.approval, changed.role_id, changed.hourly_limit) == ("flagged", str(role.id), 7)


async def test_who_is_no_gm_any_more_changes_nothing_with_settings_still_open(table: Table) -> None:
    await table.player.slash(table.channel, "session start")
    message = answer(await table.player.slash(table.channel, "session settings"))
    await table.gm.slash(table.channel, "session gm", user=table.other)
    refusal = whispered(await table.player.select(message, ["who"], custom_id="scene:select-topic"))
    assert refusal == "Only the GM may change this session's settings."


async def test_with_spoilers_a_placeholder_is_covered_and_shows_no_preview(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()

    async def half(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await paint_in_steps(order, report)
        await free.wait()
        return await paint_in_steps(order, report)

    painter.then(half)
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), spoilers=True)
    placeholder = await table.ask()
    await table.until(lambda: "Street" in fields(table.look(placeholder)))
    shown = table.look(placeholder)
    assert shown.embeds[0].description == f"||{STREET}||"
    assert shown.attachments == []
    assert shown.embeds[0].image.url is None
    free.set()
    await table.quiet()
    assert table.look(placeholder).attachments[0].is_spoiler()


async def test_with_spoilers_pictures_and_descriptions_are_covered(table: Table, painter: FakePainter) -> None:
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), spoilers=True)
    message = await table.painted()
    assert message.attachments[0].is_spoiler()
    assert message.embeds[0].description == f"||{STREET}||"
    await table.press(message, "favorite")
    assert table.look(message).embeds[0].description == f"||{STREET}||"
    assert len(painter.orders) == 1
