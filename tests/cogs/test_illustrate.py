"""Illustrate this: from any message to a scene, shown before it is painted."""

import pytest
from simcord import InteractionResult, ResponseMessage

from cogs.generate.illustrate import NAME
from tests.cogs.discord_harness import DiscordHarness, answer, buttons, custom_ids, fields, private_answer
from tests.generation.fake_provider import FakeProvider

TOLD = "**GM:** You step into the *rain-soaked* alley, <@1>. See https://example.com/map.png :joy:"


async def illustrate(harness: DiscordHarness, text: str) -> InteractionResult:
    message = await harness.gm.send(harness.channel, text)
    return await harness.player.context_menu(harness.channel, NAME, message)


def drafted(result: InteractionResult) -> ResponseMessage:
    (draft,) = [*result.followups] or [answer(result)]
    assert draft.ephemeral
    return draft


async def test_a_scene_is_drafted_for_the_eyes_of_whoever_asks(harness: DiscordHarness, painter: FakeProvider) -> None:
    result = await illustrate(harness, "A dwarf rigger leans on a red van under neon rain.")
    callbacks = [each.json for each in harness.env.http_requests if each.path.endswith("/callback")]
    assert [body["type"] for body in callbacks if isinstance(body, dict)] == [5], "first it is acknowledged"
    draft = drafted(result)
    assert draft.embeds[0].title == "This would be sent"
    assert "dwarf rigger" in (draft.embeds[0].description or "")
    assert [each["label"] for each in buttons(draft)] == ["Generate", "Edit", "Cancel"]
    assert not painter.orders


async def test_generate_paints_it(harness: DiscordHarness, painter: FakeProvider) -> None:
    draft = drafted(await illustrate(harness, TOLD))
    placeholder = answer(await harness.press(draft, "send"))
    await harness.wait_until_delivered()
    picture = harness.refetch(placeholder)
    assert picture.attachments
    text = picture.embeds[0].description or ""
    assert "rain-soaked alley" in text.replace("\\", "")
    assert not any(part in text for part in ("<@", "https", "joy"))


async def test_edit_opens_the_text_and_paints_what_was_made_of_it(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    draft = drafted(await illustrate(harness, TOLD))
    form = await harness.press(draft, "amend")
    await harness.player.submit_modal(form, {"prompt": "a dry alley by day", "negative": ""})
    await harness.press(draft, "send")
    await harness.wait_until_delivered()
    assert painter.orders[0].prompt.startswith("a dry alley by day")


async def test_cancel_drops_it(harness: DiscordHarness, painter: FakeProvider) -> None:
    draft = drafted(await illustrate(harness, TOLD))
    await harness.press(draft, "drop")
    await harness.wait_until_delivered()
    assert not painter.orders


async def test_a_draft_outlives_a_restart(harness: DiscordHarness, painter: FakeProvider) -> None:
    draft = drafted(await illustrate(harness, TOLD))
    await harness.restart()
    await harness.press(draft, "send")
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


@pytest.mark.parametrize("text", ["<:ork:123456789012345>", "https://example.com/a.png", "```\n12d6\n```", "||hush||"])
async def test_a_message_without_text_says_so(harness: DiscordHarness, text: str) -> None:
    assert "There is no text in this message that could be painted." in private_answer(await illustrate(harness, text))
    assert harness.env.errors


async def test_a_picture_of_the_bots_own_is_varied(harness: DiscordHarness, painter: FakeProvider) -> None:
    message = await harness.generate_image()
    result = await harness.player.context_menu(harness.channel, NAME, message)
    assert private_answer(result) == "This is a picture already. Vary it?"
    placeholder = answer(await harness.press(answer(result), "vary"))
    await harness.wait_until_delivered()
    assert "Made from" in fields(harness.refetch(placeholder))


async def test_of_a_batch_each_picture_is_offered(harness: DiscordHarness) -> None:
    message = await harness.generate_image(count=3)
    result = await harness.player.context_menu(harness.channel, NAME, message)
    assert len(custom_ids(answer(result))) == 3


async def test_whoever_may_not_ask_for_pictures_is_told(harness: DiscordHarness) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), who="gm")
    result = await illustrate(harness, TOLD)
    assert "Only the GM has pictures painted at this table" in drafted(result).content
    assert harness.env.errors


async def test_a_placeholder_of_the_bots_own_is_read_like_any_other_message(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    placeholder = await harness.generate("a dock in the fog")
    await harness.wait_until_delivered()
    await harness.services.gallery.delete(custom_ids(harness.refetch(placeholder))[0].split(":")[2], harness.as_gm())
    result = await harness.player.context_menu(harness.channel, NAME, harness.refetch(placeholder))
    assert "dock" in (drafted(result).embeds[0].description or "")
