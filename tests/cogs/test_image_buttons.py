"""The buttons under pictures and placeholders: each answers, whoever presses it and whatever it holds."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from cogs.ui.components import button
from generation.providers.base import InvalidError, ModeratedError
from tests.cogs.discord_harness import (
    STREET,
    DiscordHarness,
    answer,
    custom_ids,
    fields,
    image_id,
    private_answer,
    stars,
)
from tests.generation.fake_provider import FakeProvider, fail, hang

GONE = "This picture is not in the gallery any more."
NOT_YOURS = "Only whoever asked for this picture, or the GM, may do that."


async def pressed(harness: DiscordHarness, stray: discord.ui.Button[Any]) -> InteractionResult:
    """Press a button that the bot has posted by itself."""
    return await harness.player.click(await harness.post_button(stray), custom_id=stray.custom_id)


class TestFavorite:
    async def test_a_press_turns_ones_star_over_and_shows_the_count(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.press(message, "favorite")
        await harness.press(message, "favorite", by=harness.other)
        assert stars(harness.refetch(message)) == 2
        await harness.press(message, "favorite")
        assert stars(harness.refetch(message)) == 1

    async def test_the_picture_stays_where_it_is(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.press(message, "favorite")
        assert [each.id for each in harness.refetch(message).attachments] == [each.id for each in message.attachments]
        assert custom_ids(harness.refetch(message)) == custom_ids(message)

    async def test_notes_stay_under_the_picture(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(provider="dalle")
        await harness.press(message, "favorite")
        assert "dalle is not set up here" in (fields(harness.refetch(message))["Note"] or "")

    async def test_of_a_deleted_picture_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
        assert private_answer(await harness.press(message, "favorite")) == GONE


class TestReroll:
    async def test_another_seed_and_the_rest_alike(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        message = await harness.generate_image(type="item", style="neon_noir", size="768x512", seed=7)
        copy = answer(await harness.press(message, "reroll", by=harness.other))
        await harness.wait_until_delivered()
        first, second = painter.orders
        assert second.seed != first.seed
        assert second.prompt.startswith(STREET)
        assert (second.type, second.style) == ("item", "neon_noir")
        assert (second.width, second.height) == (768, 512), "the size that was asked for, whatever came"
        assert fields(harness.refetch(copy))["Requested by"] == harness.other.mention
        assert len(harness.image_messages()) == 2

    async def test_each_reroll_has_a_seed_of_its_own(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        message = await harness.generate_image(seed=7)
        for _ in range(3):
            await harness.press(message, "reroll")
            await harness.wait_until_delivered()
        await harness.wait_until_delivered()
        assert len({order.seed for order in painter.orders}) == 4

    async def test_of_a_deleted_picture_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
        assert private_answer(await harness.press(message, "reroll")) == GONE
        assert len(harness.image_messages()) == 1


class TestDelete:
    async def test_others_may_not(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        assert private_answer(await harness.press(message, "delete", by=harness.other)) == NOT_YOURS

    async def test_the_author_is_asked_once_and_then_it_is_gone(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        asked = answer(await harness.press(message, "delete"))
        assert asked.ephemeral
        assert "for good?" in asked.content
        assert len(harness.image_messages()) == 1
        await harness.press(asked, "erase")
        assert harness.refetch(asked).content == "Deleted."
        assert not custom_ids(harness.refetch(asked))
        assert harness.is_deleted(message)
        assert "no pictures yet" in ((await harness.open_gallery()).embeds[0].description or "")

    async def test_the_gm_may(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.press(answer(await harness.press(message, "delete", by=harness.gm)), "erase", by=harness.gm)
        assert harness.is_deleted(message)

    async def test_a_guessed_confirmation_helps_nobody(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(by=harness.other)
        assert private_answer(await pressed(harness, button("erase", image_id(message)))) == NOT_YOURS
        assert not harness.is_deleted(message)

    async def test_confirmed_twice_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        first, second = [answer(await harness.press(message, "delete")) for _ in range(2)]
        await harness.press(first, "erase")
        assert private_answer(await harness.press(second, "erase")) == GONE

    async def test_a_message_that_may_not_be_deleted_loses_its_picture(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        asked = answer(await harness.press(message, "delete"))
        harness.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50013)
        await harness.press(asked, "erase")
        assert harness.refetch(message).embeds[0].description == "This picture was deleted."
        assert not harness.refetch(message).attachments
        assert not custom_ids(harness.refetch(message))

    async def test_a_message_that_cannot_be_taken_down_is_named(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        asked = answer(await harness.press(message, "delete"))
        for method in ("DELETE", "PATCH"):
            harness.env.inject_error(method, f"/channels/*/messages/{message.id}", status=403, code=50013)
        result = await harness.press(asked, "erase")
        assert "delete it by hand" in result.followups[0].content
        assert result.followups[0].ephemeral


class TestRetry:
    async def test_a_failure_says_why_and_is_tried_again(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.then(fail(InvalidError("The painter does not understand.")))
        message = await harness.generate_image(type="item", style="neon_noir", size="768x512", seed=7)
        assert message.embeds[0].title == "No picture this time"
        assert fields(message)["Why"] == "The painter does not understand."
        assert not message.attachments
        assert [each.split(":")[1] for each in custom_ids(message)] == ["retry", "rewrite"]
        again = answer(await harness.press(message, "retry"))
        await harness.wait_until_delivered()
        assert harness.refetch(again).attachments
        first, second = painter.orders
        assert (second.type, second.style, second.width, second.height, second.seed) == (
            *(first.type, first.style, first.width, first.height),
            7,
        )

    async def test_what_was_refused_for_its_content_is_to_be_said_otherwise(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        message = await harness.generate_image()
        assert [each.split(":")[1] for each in custom_ids(message)] == ["rewrite"]

    async def test_there_is_nothing_to_retry_in_what_did_not_fail(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        (image,) = [await harness.services.gallery.image(image_id(message), harness.as_gm())]
        sentence = private_answer(await pressed(harness, button("retry", image.request_id or "")))
        assert sentence == "This picture did not fail; there is nothing to retry."


class TestCancel:
    async def test_by_its_author(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.then(hang)
        placeholder = await harness.generate()
        await painter.painting.wait()
        assert private_answer(await harness.press(placeholder, "cancel")) == "Cancelled."
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).embeds[0].title == "Cancelled"
        assert not custom_ids(harness.refetch(placeholder))
        assert painter.cancelled

    async def test_by_a_stranger_is_refused(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.then(hang)
        placeholder = await harness.generate()
        assert private_answer(await harness.press(placeholder, "cancel", by=harness.other)) == NOT_YOURS
        assert not painter.cancelled

    async def test_by_the_gm(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.then(hang)
        placeholder = await harness.generate()
        assert private_answer(await harness.press(placeholder, "cancel", by=harness.gm)) == "Cancelled."
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).embeds[0].title == "Cancelled"

    async def test_while_it_waits_in_the_queue(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.always = hang
        placeholders = [await harness.generate(f"alley {number}") for number in range(3)]
        assert private_answer(await harness.press(placeholders[2], "cancel")) == "Cancelled."
        await harness.wait_until(lambda: harness.refetch(placeholders[2]).embeds[0].title == "Cancelled")
        assert len(painter.orders) == 2

    async def test_too_late(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        image = await harness.services.gallery.image(image_id(message), harness.as_gm())
        sentence = private_answer(await pressed(harness, button("cancel", image.request_id or "")))
        assert sentence == "Too late: it is done already."


@pytest.mark.parametrize("verb", ["favorite", "reroll", "gallery", "delete", "erase", "cancel", "retry"])
async def test_an_id_that_is_not_there_is_a_sentence(harness: DiscordHarness, verb: str) -> None:
    sentence = private_answer(await pressed(harness, button(verb, "not-there")))
    assert sentence in {GONE, "There is no such request in this session."}


@pytest.mark.parametrize(
    "custom_id",
    [
        *("scene:nonsense:1", "scene:favorite", "scene:page", "scene:page:1", "scene:star:1", "scene:filter"),
        *("scene:reroll:a:b:c", "scene:cancel", "scene:favorite:" + "x" * 80),
    ],
)
async def test_a_button_of_another_version_is_a_sentence(harness: DiscordHarness, custom_id: str) -> None:
    verb, *ids = custom_id.split(":")[1:]
    assert private_answer(await pressed(harness, button(verb, *ids))).endswith(".")


@pytest.mark.parametrize(("direction", "place"), [("sideways", "1"), ("older", "soon"), ("newer", "9" * 30)])
async def test_a_page_button_that_holds_nonsense_is_a_sentence(
    harness: DiscordHarness, direction: str, place: str
) -> None:
    await harness.generate_image()
    page_id = custom_ids(await harness.open_gallery())[0].split(":")[2]
    assert private_answer(await pressed(harness, button("page", page_id, direction, place))).endswith(".")


async def test_another_channels_picture_is_out_of_reach(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    harness.channel = harness.guild.create_text_channel("tokyo-2080")
    for verb in ("favorite", "reroll", "gallery", "delete", "erase"):
        stray = button(verb, image_id(message))
        assert (
            private_answer(await harness.gm.click(await harness.post_button(stray), custom_id=stray.custom_id)) == GONE
        )


async def test_every_button_works_for_a_bot_that_was_started_anew(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.then(fail(InvalidError("The painter does not understand.")))
    failed, message = await harness.generate_image("a fight"), await harness.generate_image("a dock")
    painter.then(hang)
    waiting = await harness.generate("a lab")
    await harness.restart()

    await harness.press(message, "favorite")
    assert stars(harness.refetch(message)) == 1
    assert answer(await harness.press(message, "gallery")).embeds[0].description == "a dock"
    await harness.press(message, "reroll")
    await harness.press(failed, "retry")
    assert private_answer(await harness.press(waiting, "cancel")) == "Cancelled."
    await harness.wait_until_delivered()
    assert harness.refetch(waiting).embeds[0].title == "Cancelled"
    assert len(harness.image_messages()) == 3
    await harness.press(answer(await harness.press(message, "delete")), "erase")
    assert harness.is_deleted(message)


async def test_an_error_of_the_bots_own_is_a_sentence_that_leads_into_the_log(
    harness: DiscordHarness, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_interaction: object, _ids: list[str]) -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    harness.dispatcher._buttons["favorite"] = broken
    message = await harness.generate_image()
    sentence = private_answer(await harness.press(message, "favorite"))
    assert sentence.startswith("Something went wrong here. The operator finds it in the log as ")
    number = sentence.rpartition(" ")[2].rstrip(".")
    assert f"interaction {number} failed" in caplog.text
