"""The buttons under pictures and placeholders: each answers, whoever presses it and whatever it holds."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from cogs.ui.components import button
from generation.providers.base import InvalidError, ModeratedError
from tests.cogs.table import STREET, Table, answer, custom_ids, fields, image_id, stars, whispered
from tests.generation.painter import FakePainter, fail, hang

GONE = "This picture is not in the gallery any more."
NOT_YOURS = "Only the one who asked for this picture or the GM may do that."


async def pressed(table: Table, stray: discord.ui.Button[Any]) -> InteractionResult:
    """Press a button that the bot has posted by itself."""
    return await table.player.click(await table.bears(stray), custom_id=stray.custom_id)


class TestFavorite:
    async def test_a_press_turns_ones_star_over_and_shows_the_count(self, table: Table) -> None:
        message = await table.painted()
        await table.press(message, "favorite")
        await table.press(message, "favorite", by=table.other)
        assert stars(table.look(message)) == 2
        await table.press(message, "favorite")
        assert stars(table.look(message)) == 1

    async def test_the_picture_stays_where_it_is(self, table: Table) -> None:
        message = await table.painted()
        await table.press(message, "favorite")
        assert [each.id for each in table.look(message).attachments] == [each.id for each in message.attachments]
        assert custom_ids(table.look(message)) == custom_ids(message)

    async def test_notes_stay_under_the_picture(self, table: Table) -> None:
        message = await table.painted(provider="dalle")
        await table.press(message, "favorite")
        assert "dalle is not set up here" in (fields(table.look(message))["Note"] or "")

    async def test_of_a_deleted_picture_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        await table.services.gallery.delete(image_id(message), table.as_gm())
        assert whispered(await table.press(message, "favorite")) == GONE


class TestReroll:
    async def test_another_seed_and_the_rest_alike(self, table: Table, painter: FakePainter) -> None:
        message = await table.painted(type="item", style="neon_noir", size="768x512", seed=7)
        copy = answer(await table.press(message, "reroll", by=table.other))
        await table.quiet()
        first, second = painter.orders
        assert second.seed != first.seed
        assert second.prompt.startswith(STREET)
        assert (second.type, second.style) == ("item", "neon_noir")
        assert (second.width, second.height) == (768, 512), "the size that was asked for, whatever came"
        assert fields(table.look(copy))["By"] == table.other.mention
        assert len(table.pictures()) == 2

    async def test_each_reroll_has_a_seed_of_its_own(self, table: Table, painter: FakePainter) -> None:
        message = await table.painted(seed=7)
        for _ in range(3):
            await table.press(message, "reroll")
        await table.quiet()
        assert len({order.seed for order in painter.orders}) == 4

    async def test_of_a_deleted_picture_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        await table.services.gallery.delete(image_id(message), table.as_gm())
        assert whispered(await table.press(message, "reroll")) == GONE
        assert len(table.pictures()) == 1


class TestDelete:
    async def test_others_may_not(self, table: Table) -> None:
        message = await table.painted()
        assert whispered(await table.press(message, "delete", by=table.other)) == NOT_YOURS

    async def test_the_author_is_asked_once_and_then_it_is_gone(self, table: Table) -> None:
        message = await table.painted()
        asked = answer(await table.press(message, "delete"))
        assert asked.ephemeral
        assert "for good?" in asked.content
        assert len(table.pictures()) == 1
        await table.press(asked, "erase")
        assert table.look(asked).content == "Deleted."
        assert not custom_ids(table.look(asked))
        assert table.gone(message)
        assert "no pictures yet" in ((await table.gallery()).embeds[0].description or "")

    async def test_the_gm_may(self, table: Table) -> None:
        message = await table.painted()
        await table.press(answer(await table.press(message, "delete", by=table.gm)), "erase", by=table.gm)
        assert table.gone(message)

    async def test_a_guessed_confirmation_helps_nobody(self, table: Table) -> None:
        message = await table.painted(by=table.other)
        assert whispered(await pressed(table, button("erase", image_id(message)))) == NOT_YOURS
        assert not table.gone(message)

    async def test_confirmed_twice_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        first, second = [answer(await table.press(message, "delete")) for _ in range(2)]
        await table.press(first, "erase")
        assert whispered(await table.press(second, "erase")) == GONE

    async def test_a_message_that_may_not_be_deleted_loses_its_picture(self, table: Table) -> None:
        message = await table.painted()
        asked = answer(await table.press(message, "delete"))
        table.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
        await table.press(asked, "erase")
        assert table.look(message).embeds[0].description == "This picture was deleted."
        assert not table.look(message).attachments
        assert not custom_ids(table.look(message))

    async def test_a_message_that_cannot_be_taken_down_is_named(self, table: Table) -> None:
        message = await table.painted()
        asked = answer(await table.press(message, "delete"))
        for method in ("DELETE", "PATCH"):
            table.env.inject_error(method, f"/channels/*/messages/{message.id}", status=403, code=50013)
        result = await table.press(asked, "erase")
        assert "delete it by hand" in result.followups[0].content
        assert result.followups[0].ephemeral


class TestRetry:
    async def test_a_failure_says_why_and_is_tried_again(self, table: Table, painter: FakePainter) -> None:
        painter.then(fail(InvalidError("The painter does not understand.")))
        message = await table.painted(type="item", style="neon_noir", size="768x512", seed=7)
        assert message.embeds[0].title == "No picture this time"
        assert fields(message)["Why"] == "The painter does not understand."
        assert not message.attachments
        assert [each.split(":")[1] for each in custom_ids(message)] == ["retry", "rewrite"]
        again = answer(await table.press(message, "retry"))
        await table.quiet()
        assert table.look(again).attachments
        first, second = painter.orders
        assert (second.type, second.style, second.width, second.height, second.seed) == (
            *(first.type, first.style, first.width, first.height),
            7,
        )

    async def test_what_was_refused_for_its_content_is_to_be_said_otherwise(
        self, table: Table, painter: FakePainter
    ) -> None:
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        message = await table.painted()
        assert [each.split(":")[1] for each in custom_ids(message)] == ["rewrite"]

    async def test_there_is_nothing_to_retry_in_what_did_not_fail(self, table: Table) -> None:
        message = await table.painted()
        (image,) = [await table.services.gallery.image(image_id(message), table.as_gm())]
        sentence = whispered(await pressed(table, button("retry", image.request_id or "")))
        assert sentence == "This picture has not failed; there is nothing to retry."


class TestCancel:
    async def test_by_its_author(self, table: Table, painter: FakePainter) -> None:
        painter.then(hang)
        placeholder = await table.ask()
        await painter.painting.wait()
        assert whispered(await table.press(placeholder, "cancel")) == "Cancelled."
        await table.quiet()
        assert table.look(placeholder).embeds[0].title == "Cancelled"
        assert not custom_ids(table.look(placeholder))
        assert painter.cancelled

    async def test_by_a_stranger_is_refused(self, table: Table, painter: FakePainter) -> None:
        painter.then(hang)
        placeholder = await table.ask()
        assert whispered(await table.press(placeholder, "cancel", by=table.other)) == NOT_YOURS
        assert not painter.cancelled

    async def test_by_the_gm(self, table: Table, painter: FakePainter) -> None:
        painter.then(hang)
        placeholder = await table.ask()
        assert whispered(await table.press(placeholder, "cancel", by=table.gm)) == "Cancelled."
        await table.quiet()
        assert table.look(placeholder).embeds[0].title == "Cancelled"

    async def test_while_it_waits_in_the_queue(self, table: Table, painter: FakePainter) -> None:
        painter.always = hang
        placeholders = [await table.ask(f"alley {number}") for number in range(3)]
        assert whispered(await table.press(placeholders[2], "cancel")) == "Cancelled."
        await table.until(lambda: table.look(placeholders[2]).embeds[0].title == "Cancelled")
        assert len(painter.orders) == 2

    async def test_too_late(self, table: Table) -> None:
        message = await table.painted()
        image = await table.services.gallery.image(image_id(message), table.as_gm())
        sentence = whispered(await pressed(table, button("cancel", image.request_id or "")))
        assert sentence == "Too late: it is done already."


@pytest.mark.parametrize("verb", ["favorite", "reroll", "gallery", "delete", "erase", "cancel", "retry"])
async def test_an_id_that_is_not_there_is_a_sentence(table: Table, verb: str) -> None:
    sentence = whispered(await pressed(table, button(verb, "not-there")))
    assert sentence in {GONE, "There is no such request in this session."}


@pytest.mark.parametrize(
    "custom_id",
    [
        *("scene:nonsense:1", "scene:favorite", "scene:page", "scene:page:1", "scene:star:1", "scene:filter"),
        *("scene:reroll:a:b:c", "scene:cancel", "scene:favorite:" + "x" * 80),
    ],
)
async def test_a_button_of_another_version_is_a_sentence(table: Table, custom_id: str) -> None:
    verb, *ids = custom_id.split(":")[1:]
    assert whispered(await pressed(table, button(verb, *ids))).endswith(".")


@pytest.mark.parametrize(("direction", "place"), [("sideways", "1"), ("older", "soon"), ("newer", "9" * 30)])
async def test_a_page_button_that_holds_nonsense_is_a_sentence(table: Table, direction: str, place: str) -> None:
    await table.painted()
    page_id = custom_ids(await table.gallery())[0].split(":")[2]
    assert whispered(await pressed(table, button("page", page_id, direction, place))).endswith(".")


async def test_another_channels_picture_is_out_of_reach(table: Table) -> None:
    message = await table.painted()
    table.channel = table.guild.create_text_channel("tokyo-2080")
    for verb in ("favorite", "reroll", "gallery", "delete", "erase"):
        stray = button(verb, image_id(message))
        assert whispered(await table.gm.click(await table.bears(stray), custom_id=stray.custom_id)) == GONE


async def test_every_button_works_for_a_bot_that_was_started_anew(table: Table, painter: FakePainter) -> None:
    painter.then(fail(InvalidError("The painter does not understand.")))
    failed, message = await table.painted("a fight"), await table.painted("a dock")
    painter.then(hang)
    waiting = await table.ask("a lab")
    await table.restart()

    await table.press(message, "favorite")
    assert stars(table.look(message)) == 1
    assert answer(await table.press(message, "gallery")).embeds[0].description == "a dock"
    await table.press(message, "reroll")
    await table.press(failed, "retry")
    assert whispered(await table.press(waiting, "cancel")) == "Cancelled."
    await table.quiet()
    assert table.look(waiting).embeds[0].title == "Cancelled"
    assert len(table.pictures()) == 3
    await table.press(answer(await table.press(message, "delete")), "erase")
    assert table.gone(message)


async def test_an_error_of_the_bots_own_is_a_sentence_that_leads_into_the_log(
    table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_interaction: object, _ids: list[str]) -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    table.dispatcher._buttons["favorite"] = broken
    message = await table.painted()
    sentence = whispered(await table.press(message, "favorite"))
    assert sentence.startswith("Something went wrong here. The operator finds it in the log as ")
    number = sentence.rpartition(" ")[2].rstrip(".")
    assert f"interaction {number} failed" in caplog.text
