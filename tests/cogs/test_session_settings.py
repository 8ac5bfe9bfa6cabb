"""/session settings: one private message with menus and forms, each change shown at once, also after a restart."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult, ResponseMessage, SetupError

from generation.providers.base import ProviderRequest, ProviderResult, ReportProgress
from generation.sessions.settings import SessionSettings
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, custom_ids, fields, private_answer
from tests.generation.fake_provider import FakeProvider, paint_in_steps


async def opened(harness: DiscordHarness) -> ResponseMessage:
    message = answer(await harness.gm.slash(harness.channel, "session settings"))
    assert message.ephemeral
    return message


async def settings(harness: DiscordHarness) -> SessionSettings:
    return await harness.services.admin.settings(harness.session_id)


async def choose(harness: DiscordHarness, message: ResponseMessage, topic: str, value: str) -> None:
    """Open a topic and choose a value."""
    await harness.gm.select(message, [topic], custom_id="scene:select-topic")
    await harness.gm.select(message, [value], custom_id=f"scene:select-set:{topic}")


async def submit_form(
    harness: DiscordHarness,
    message: ResponseMessage,
    verb: str,
    values: dict[str, Any],
) -> InteractionResult:
    return await harness.gm.submit_modal(await harness.press(message, verb, by=harness.gm), values)


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
    harness: DiscordHarness, topic: str, value: str, name: str, stored: object
) -> None:
    message = await opened(harness)
    before = fields(message)
    await choose(harness, message, topic, value)
    assert getattr(await settings(harness), name) == stored
    assert fields(harness.refetch(message)) != before
    assert f"scene:select-set:{topic}" in custom_ids(harness.refetch(message))


@pytest.mark.parametrize(
    ("topic", "value", "name"), [("style", "neon_noir", "style_lock"), ("provider", "sketch", "provider")]
)
async def test_what_was_chosen_can_be_left_open_again(
    harness: DiscordHarness, topic: str, value: str, name: str
) -> None:
    message = await opened(harness)
    await choose(harness, message, topic, value)
    await choose(harness, message, topic, "none")
    assert getattr(await settings(harness), name) is None


async def test_a_role_is_asked_for_and_then_has_the_say(harness: DiscordHarness) -> None:
    role = harness.guild.create_role("Runners")
    runner = harness.guild.add_member(harness.env.create_user("wren"), roles=[role])
    message = await opened(harness)
    await choose(harness, message, "who", "role")
    assert (await settings(harness)).who == "everyone"
    await harness.gm.select(message, [role], custom_id="scene:select-setrole")
    assert (await settings(harness)).role_id == str(role.id)
    assert "Only members with a certain role" in await harness.generate_refused()
    await harness.generate_image(by=runner)


async def test_limits_are_typed_in_a_form(harness: DiscordHarness) -> None:
    message = await opened(harness)
    await submit_form(harness, message, "setlimits", {"hourly": "1", "budget": "$2,50"})
    assert ((await settings(harness)).hourly_limit, (await settings(harness)).daily_budget) == (1, 2.5)
    assert fields(harness.refetch(message))["Budget per day"] == "$2.50"
    await harness.generate_image()
    assert "You have had your 1 picture" in await harness.generate_refused()
    await submit_form(harness, message, "setlimits", {"hourly": "", "budget": ""})
    assert ((await settings(harness)).hourly_limit, (await settings(harness)).daily_budget) == (None, None)


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
    harness: DiscordHarness, hourly: str, budget: str, sentence: str
) -> None:
    message = await opened(harness)
    shown = await submit_form(harness, message, "setlimits", {"hourly": hourly, "budget": budget})
    assert sentence in private_answer(shown)
    assert await settings(harness) == SessionSettings()


async def test_lines_and_veils_are_lists_one_entry_a_line(harness: DiscordHarness) -> None:
    message = await opened(harness)
    await submit_form(harness, message, "setwords", {"lines": "Spiders\n\nfire ants\nspiders", "veils": "torture"})
    changed = await settings(harness)
    assert (changed.lines, changed.veils) == (("spiders", "fire ants"), ("torture",))
    assert fields(harness.refetch(message))["Lines, never painted"] == "||spiders, fire ants||"
    refusal = answer(await harness.player.slash(harness.channel, "image generate", description="a nest of spiders"))
    assert refusal.ephemeral
    assert await harness.services.requests.counts() == {}


async def test_contents_are_dealt_with_as_the_gm_says(harness: DiscordHarness) -> None:
    message = await opened(harness)
    await submit_form(harness, message, "setcontents", {"gore": ["block"], "real_people": ["review"]})
    assert (await settings(harness)).actions == {"gore": "block"}
    assert "Gore: Refuse" in (fields(harness.refetch(message))["Content"] or "")


async def test_the_page_says_that_ask_the_gm_is_not_what_happens_where_nobody_sees_descriptions_first(
    harness: DiscordHarness,
) -> None:
    message = await opened(harness)
    await choose(harness, message, "approval", "open")
    told = fields(harness.refetch(message))
    assert told["Who sees descriptions first"] == "Nobody: what is in doubt is painted at once"
    assert "Real people: Ask the GM (now off: painted at once)" in (told["Content"] or "").splitlines()
    await choose(harness, message, "approval", "flagged")
    told = fields(harness.refetch(message))
    assert told["Who sees descriptions first"] == "The GM, where there is doubt"
    lines = (told["Content"] or "").splitlines()
    assert "Real people: Ask the GM" in lines
    assert "Whoever could be a minor or a real person in something sexual: Ask the GM" in lines, "in either case"


async def test_sexual_content_can_only_be_refused_where_the_place_is_not_age_restricted(
    harness: DiscordHarness,
) -> None:
    form = await harness.press(await opened(harness), "setcontents", by=harness.gm)
    with pytest.raises(SetupError, match="review"):
        await harness.gm.submit_modal(form, {"sexual": ["review"]})
    assert (await settings(harness)).actions == {}


async def test_setting_and_premise_are_typed_in_a_form_as_earlier_versions_have_opened_it(
    harness: DiscordHarness,
) -> None:
    message = await opened(harness)
    await submit_form(harness, message, "settable", {"setting": "Berlin", "campaign": "Rain and regret"})
    assert (fields(harness.refetch(message))["Setting"], fields(harness.refetch(message))["Premise"]) == (
        "Berlin",
        "Rain and regret",
    )


async def test_reviews_may_be_asked_for_in_another_channel(harness: DiscordHarness) -> None:
    message, back_room = await opened(harness), harness.guild.create_text_channel("back-room")
    await harness.gm.select(message, ["review"], custom_id="scene:select-topic")
    await harness.gm.select(message, [back_room], custom_id="scene:select-review")
    assert (await settings(harness)).review_channel == str(back_room.id)
    await harness.gm.select(message, [], custom_id="scene:select-review")
    assert (await settings(harness)).review_channel is None


async def test_the_sessions_own_channel_is_none_for_reviews(harness: DiscordHarness) -> None:
    message = await opened(harness)
    await harness.gm.select(message, ["review"], custom_id="scene:select-topic")
    refusal = private_answer(await harness.gm.select(message, [harness.channel], custom_id="scene:select-review"))
    assert "Everybody reads this channel" in refusal


async def test_nor_is_one_where_the_bot_may_not_post(harness: DiscordHarness) -> None:
    me = harness.guild.me
    assert me is not None
    deny = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    message, closed = await opened(harness), harness.guild.create_text_channel("closed", overwrites={me: deny})
    await harness.gm.select(message, ["review"], custom_id="scene:select-topic")
    refusal = private_answer(await harness.gm.select(message, [closed], custom_id="scene:select-review"))
    assert "I lack Send Messages," in refusal
    assert (await settings(harness)).review_channel is None


async def test_settings_that_were_opened_before_a_restart_still_answer(harness: DiscordHarness) -> None:
    message, role = await opened(harness), harness.guild.create_role("Runners")
    await harness.restart()
    await choose(harness, message, "approval", "flagged")
    await harness.restart()
    await choose(harness, message, "who", "role")
    await harness.restart()
    await harness.gm.select(message, [role], custom_id="scene:select-setrole")
    form = await harness.press(message, "setlimits", by=harness.gm)
    await harness.restart()
    await harness.gm.submit_modal(form, {"hourly": "7"})
    changed = await settings(harness)
    assert (changed.approval, changed.role_id, changed.hourly_limit) == ("flagged", str(role.id), 7)


async def test_who_is_no_gm_any_more_changes_nothing_with_settings_still_open(harness: DiscordHarness) -> None:
    await harness.gm.slash(harness.channel, "session gm", user=harness.player)
    message = answer(await harness.player.slash(harness.channel, "session settings"))
    await harness.gm.slash(harness.channel, "session gm", user=harness.other)
    refusal = private_answer(await harness.player.select(message, ["who"], custom_id="scene:select-topic"))
    assert refusal == "Only the GM may change this session's settings."


@pytest.mark.usefixtures("edits_at_once")
async def test_with_spoilers_a_placeholder_is_covered_and_shows_no_preview(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()

    async def half(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await paint_in_steps(order, report)
        await free.wait()
        return await paint_in_steps(order, report)

    painter.then(half)
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), spoilers=True)
    placeholder = await harness.generate()
    await harness.wait_until(lambda: "Street" in fields(harness.refetch(placeholder)))
    shown = harness.refetch(placeholder)
    assert shown.embeds[0].description == f"||{STREET}||"
    assert shown.attachments == []
    assert shown.embeds[0].image.url is None
    free.set()
    await harness.wait_until_delivered()
    assert harness.refetch(placeholder).attachments[0].is_spoiler()


async def test_with_spoilers_pictures_and_descriptions_are_covered(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), spoilers=True)
    message = await harness.generate_image()
    assert message.attachments[0].is_spoiler()
    assert message.embeds[0].description == f"||{STREET}||"
    await harness.press(message, "favorite")
    assert harness.refetch(message).embeds[0].description == f"||{STREET}||"
    assert len(painter.orders) == 1
