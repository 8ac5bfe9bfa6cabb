"""Illustrate this: from any message to a scene, shown before it is painted."""

import pytest
from simcord import InteractionResult, ResponseMessage

from cogs.generate.illustrate import NAME
from tests.cogs.table import Table, answer, buttons, custom_ids, fields, whispered
from tests.generation.painter import FakePainter

TOLD = "**GM:** You step into the *rain-soaked* alley, <@1>. See https://example.com/map.png :joy:"


async def illustrate(table: Table, text: str) -> InteractionResult:
    message = await table.gm.send(table.channel, text)
    return await table.player.context_menu(table.channel, NAME, message)


def drafted(result: InteractionResult) -> ResponseMessage:
    (draft,) = [*result.followups] or [answer(result)]
    assert draft.ephemeral
    return draft


async def test_a_scene_is_drafted_for_the_eyes_of_whoever_asks(table: Table, painter: FakePainter) -> None:
    result = await illustrate(table, "A dwarf rigger leans on a red van under neon rain.")
    callbacks = [each.json for each in table.env.http_requests if each.path.endswith("/callback")]
    assert [body["type"] for body in callbacks if isinstance(body, dict)] == [5], "first it is acknowledged"
    draft = drafted(result)
    assert draft.embeds[0].title == "This would be sent"
    assert "dwarf rigger" in (draft.embeds[0].description or "")
    assert [each["label"] for each in buttons(draft)] == ["Generate", "Edit", "Cancel"]
    assert not painter.orders


async def test_generate_paints_it(table: Table, painter: FakePainter) -> None:
    draft = drafted(await illustrate(table, TOLD))
    placeholder = answer(await table.press(draft, "send"))
    await table.quiet()
    picture = table.look(placeholder)
    assert picture.attachments
    text = picture.embeds[0].description or ""
    assert "rain-soaked alley" in text.replace("\\", "")
    assert not any(part in text for part in ("<@", "https", "joy"))


async def test_edit_opens_the_text_and_paints_what_was_made_of_it(table: Table, painter: FakePainter) -> None:
    draft = drafted(await illustrate(table, TOLD))
    form = await table.press(draft, "amend")
    await table.player.submit_modal(form, {"prompt": "a dry alley by day", "negative": ""})
    await table.press(draft, "send")
    await table.quiet()
    assert painter.orders[0].prompt.startswith("a dry alley by day")


async def test_cancel_drops_it(table: Table, painter: FakePainter) -> None:
    draft = drafted(await illustrate(table, TOLD))
    await table.press(draft, "drop")
    await table.quiet()
    assert not painter.orders


async def test_a_draft_outlives_a_restart(table: Table, painter: FakePainter) -> None:
    draft = drafted(await illustrate(table, TOLD))
    await table.restart()
    await table.press(draft, "send")
    await table.quiet()
    assert len(table.pictures()) == 1


@pytest.mark.parametrize("text", ["<:ork:123456789012345>", "https://example.com/a.png", "```\n12d6\n```", "||hush||"])
async def test_a_message_without_text_says_so(table: Table, text: str) -> None:
    assert "There is no text in this message that could be painted." in whispered(await illustrate(table, text))
    assert table.env.errors


async def test_a_picture_of_the_bots_own_is_varied(table: Table, painter: FakePainter) -> None:
    message = await table.painted()
    result = await table.player.context_menu(table.channel, NAME, message)
    assert whispered(result) == "This is a picture already. Have it varied?"
    placeholder = answer(await table.press(answer(result), "vary"))
    await table.quiet()
    assert "Made from" in fields(table.look(placeholder))


async def test_of_a_batch_each_picture_is_offered(table: Table) -> None:
    message = await table.painted(count=3)
    result = await table.player.context_menu(table.channel, NAME, message)
    assert len(custom_ids(answer(result))) == 3


async def test_whoever_may_not_ask_for_pictures_is_told(table: Table) -> None:
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), who="gm")
    result = await illustrate(table, TOLD)
    assert "Only the GM asks for pictures at this table" in drafted(result).content
    assert table.env.errors


async def test_a_placeholder_of_the_bots_own_is_read_like_any_other_message(table: Table, painter: FakePainter) -> None:
    placeholder = await table.ask("a dock in the fog")
    await table.quiet()
    await table.services.gallery.delete(custom_ids(table.look(placeholder))[0].split(":")[2], table.as_gm())
    result = await table.player.context_menu(table.channel, NAME, table.look(placeholder))
    assert "dock" in (drafted(result).embeds[0].description or "")
