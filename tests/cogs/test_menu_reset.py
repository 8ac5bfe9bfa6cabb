"""What was chosen in a menu can be chosen again: Discord sends it only after the message was edited."""

import asyncio
from typing import Any

import pytest

from storage.images import Page
from tests.cogs.discord_harness import AnyMessage, DiscordHarness, answer, buttons, private_answer
from tests.cogs.gallery_actions import choose_option, labels


def edits_of(harness: DiscordHarness, message: AnyMessage) -> int:
    """Count the edits of a message."""
    path = f"/messages/{message.id}"
    return sum(call.method == "PATCH" and call.path.endswith(path) for call in harness.env.http_requests)


async def test_a_menu_of_buttons_is_reset_and_the_message_stays_as_it_is(harness: DiscordHarness) -> None:
    message = await harness.generate_image(count=2)
    before = edits_of(harness, message)
    await harness.press(message, "rebatch")
    await harness.wait_until_delivered()
    assert edits_of(harness, message) == before + 1
    now = harness.refetch(message)
    assert buttons(now) == buttons(message)
    assert (now.embeds, [each.id for each in now.attachments]) == (
        message.embeds,
        [each.id for each in message.attachments],
    )


async def test_a_menu_that_opens_a_form_is_reset(harness: DiscordHarness) -> None:
    await harness.generate_image()
    page = await harness.open_gallery()
    await harness.press(page, "edit")
    assert edits_of(harness, page) == 1


async def test_a_menu_whose_choice_is_refused_is_reset(harness: DiscordHarness) -> None:
    await harness.generate_image()
    page = await harness.open_gallery()
    assert private_answer(await harness.press(page, "delete", by=harness.other))
    assert edits_of(harness, page) == 1


async def test_a_page_that_is_changed_by_the_choice_is_not_edited_again(harness: DiscordHarness) -> None:
    await harness.generate_image()
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "favorites")
    assert edits_of(harness, page) == 0


async def test_a_page_that_is_changed_late_keeps_its_new_buttons(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = await harness.generate_image()
    page = answer(await harness.press(image, "gallery"))
    page_of = harness.services.gallery.page

    async def slow(*args: Any, **more: Any) -> Page:  # noqa: ANN401  # the service's own arguments
        await asyncio.sleep(0.1)
        return await page_of(*args, **more)

    monkeypatch.setattr(harness.services.gallery, "page", slow)
    monkeypatch.setattr("cogs.ui.replies.answer.ANSWER_WITHIN", 0.0)
    await choose_option(harness, page, "filter", "favorites")
    (now,) = [each for each in harness.channel.history(viewer=harness.player) if each.id == page.id]
    assert "Show all pictures" in labels(now)


async def test_a_menu_that_keeps_its_choice_is_no_fault(harness: DiscordHarness) -> None:
    message = await harness.generate_image(count=2)
    harness.env.inject_error("GET", f"/channels/*/messages/{message.id}", status=403, code=50001)
    await harness.press(message, "rebatch")
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 2
