"""Editing on Discord: the editor with its preview, changes by a provider, the versions of a picture, `/image edit`."""

import io
from dataclasses import replace

import discord
import pytest
from PIL import Image
from simcord import InteractionResult, ResponseMessage

from cogs.ui.components import button
from generation.editing.pixel_edits import PixelEdits, read_edits
from tests.cogs.discord_harness import (
    STREET,
    AnyMessage,
    DiscordHarness,
    answer,
    buttons,
    custom_ids,
    fields,
    image_id,
    private_answer,
)
from tests.cogs.gallery_actions import labels
from tests.generation.fake_provider import FakeProvider


def able(painter: FakeProvider, *edits: str) -> None:
    """Let the painter do these edits."""
    painter.capabilities = replace(painter.capabilities, edits=frozenset(edits))


def shown(result: InteractionResult) -> ResponseMessage:
    """Return the message that only the user sees."""
    message = result.followups[0] if result.followups else answer(result)
    assert message.ephemeral
    return message


def told(result: InteractionResult) -> str:
    """Return the sentence that only the user sees."""
    return shown(result).content


async def editor_of(harness: DiscordHarness, picture: AnyMessage) -> ResponseMessage:
    return shown(await harness.press(picture, "retouch"))


def disabled(message: AnyMessage, verb: str) -> bool:
    (found,) = (each for each in buttons(message) if each["custom_id"].startswith(f"scene:{verb}"))
    return bool(found.get("disabled"))


def menu(message: AnyMessage, what: str) -> str:
    (custom_id,) = (each for each in custom_ids(message) if each.startswith("scene:select-") and each.endswith(what))
    return custom_id


async def picture_in(message: discord.Message) -> Image.Image:
    return Image.open(io.BytesIO(await message.attachments[0].read()))


async def test_each_press_shows_what_it_does_and_save_makes_a_new_picture(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    street = await harness.generate_image(size="16:9")
    editor = await editor_of(harness, street)
    assert editor.embeds[0].title == "Edit the picture"
    assert fields(editor)["Changes"] == "None yet."
    assert disabled(editor, "save")
    await harness.player.select(editor, ["1:1"], custom_id=menu(editor, "crop"))
    await harness.player.select(editor, ["noir"], custom_id=menu(editor, "grade"))
    await harness.press(editor, "right")
    editor_now = harness.refetch(editor)
    assert fields(editor_now)["Changes"] == "Edited: cropped to 1:1, turned by 90°, filter: noir."
    assert fields(editor_now)["Size"] == "768x768"
    preview = await picture_in(editor_now)
    assert preview.width == preview.height
    await harness.press(editor_now, "tones")
    await harness.press(harness.refetch(editor), "brighter")
    await harness.press(harness.refetch(editor), "main")
    result = await harness.press(harness.refetch(editor), "save")
    assert not answer(result).ephemeral
    await harness.wait_until_delivered()
    posted = harness.image_messages()[-1]
    assert (fields(posted)["Painted by"] or "").startswith("Editor")
    assert (fields(posted)["Made from"] or "").startswith("[an earlier picture]")
    assert (await picture_in(posted)).size == (768, 768)
    assert len(painter.orders) == 1
    saved = await harness.services.gallery.image(image_id(posted), harness.as_gm())
    assert saved.parent_id == image_id(street)
    await harness.press(harness.refetch(editor), "save")
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 2


async def test_the_caption_is_typed_in_a_form(harness: DiscordHarness) -> None:
    street = await harness.generate_image()
    editor = await editor_of(harness, street)
    await harness.player.submit_modal(await harness.press(editor, "caption"), {"caption": "Later,  in *Seattle*"})
    assert fields(harness.refetch(editor))["Changes"] == "Edited: caption: “Later, in \\*Seattle\\*”."


async def test_the_editor_is_its_users_alone_and_outlives_a_restart(harness: DiscordHarness) -> None:
    street = await harness.generate_image()
    editor = await editor_of(harness, street)
    (custom_id,) = (each for each in custom_ids(editor) if each.endswith(":right"))
    stolen = await harness.post_button(button(*custom_id.split(":")[1:], label="stolen"))
    assert "begun too long ago" in private_answer(await harness.press(stolen, "right", by=harness.other))
    await harness.press(stolen, "right")
    draft = await harness.services.editing.draft(
        custom_id.split(":")[2], replace(harness.as_gm(), user_id=str(harness.player.id))
    )
    assert draft.edits == PixelEdits(rotate=90)


async def test_cancel_changes_nothing(harness: DiscordHarness) -> None:
    street = await harness.generate_image()
    editor = await editor_of(harness, street)
    await harness.press(editor, "discard")
    assert harness.refetch(editor).content == "Nothing was changed; the picture is as it was."
    assert len(harness.image_messages()) == 1


async def test_a_secret_picture_is_edited_by_the_gm_alone_and_stays_secret(harness: DiscordHarness) -> None:
    secret = await harness.generate_secret()
    for verb in ("retouch", "history", "change"):
        stolen = await harness.post_button(button(verb, secret.id, label="stolen"))
        assert "not in the gallery" in told(await harness.press(stolen, verb))
    stolen = await harness.post_button(button("retouch", secret.id, label="mine"))
    editor = shown(await harness.press(stolen, "retouch", by=harness.gm))
    await harness.press(editor, "flip", by=harness.gm)
    before = len(harness.channel.history())
    result = await harness.press(harness.refetch(editor), "save", by=harness.gm)
    assert answer(result).ephemeral
    await harness.wait_until_delivered()
    assert len(harness.channel.history()) == before
    family = await harness.services.editing.family(secret.id, harness.as_gm())
    assert [each.visibility for each in family.images] == ["secret", "secret"]


async def test_words_go_to_a_provider_as_any_request(harness: DiscordHarness, painter: FakeProvider) -> None:
    able(painter, "change", "inpaint")
    street = await harness.generate_image()
    offered = shown(await harness.press(await editor_of(harness, street), "change"))
    assert offered.embeds[0].title == "Change the picture"
    form = await harness.player.select(offered, ["change"], custom_id=custom_ids(offered)[0])
    await harness.player.submit_modal(form, {"words": "remove the van"})
    await harness.wait_until_delivered()
    order = painter.orders[-1]
    assert (order.prompt, order.edit and order.edit.kind) == ("remove the van", "change")
    assert harness.image_messages()[-1].embeds[0].description == f"{STREET} (remove the van)"


async def test_a_part_is_chosen_by_its_fields(harness: DiscordHarness, painter: FakeProvider) -> None:
    able(painter, "inpaint")
    street = await harness.generate_image()
    offered = shown(await harness.press(await editor_of(harness, street), "change"))
    form = await harness.player.select(offered, ["inpaint"], custom_id=custom_ids(offered)[0])
    await harness.player.submit_modal(form, {"fields": ["1", "2"], "words": "a neon sign"})
    await harness.wait_until_delivered()
    edit = painter.orders[-1].edit
    assert edit is not None
    mask = Image.open(io.BytesIO(edit.mask or b"")).convert("L")
    assert [mask.getpixel(at) for at in ((2, 2), (mask.width - 2, 2), (2, mask.height - 2))] == [255, 0, 0]


async def test_where_nobody_can_it_is_said_who_could(harness: DiscordHarness, painter: FakeProvider) -> None:
    able(painter)
    street = await harness.generate_image()
    offered = shown(await harness.press(await editor_of(harness, street), "change"))
    sentence = private_answer(
        await harness.player.select(offered, ["remove-background"], custom_id=custom_ids(offered)[0])
    )
    assert "Stable Diffusion could." in sentence


async def test_versions_are_walked_and_compared(harness: DiscordHarness) -> None:
    street = await harness.generate_image()
    editor = await editor_of(harness, street)
    await harness.press(editor, "flip")
    await harness.press(harness.refetch(editor), "save")
    await harness.wait_until_delivered()
    flipped = harness.image_messages()[-1]
    history = shown(await harness.press(flipped, "history"))
    assert history.embeds[0].title == "Version 2 of 2"
    assert fields(history)["What was done"] == "Edited: mirrored left to right."
    await harness.press(history, "compare")
    both = harness.refetch(history)
    assert both.embeds[0].title == "Before and after"
    assert (await picture_in(both)).height == 640
    await harness.press(both, "version")
    await harness.press(harness.refetch(history), "older")
    first = harness.refetch(history)
    assert first.embeds[0].title == "Version 1 of 2"
    assert "Open this one" in labels(first)
    again = shown(await harness.press(first, "retouch"))
    assert again.embeds[0].title == "Edit the picture"


async def test_the_command_edits_by_options_or_opens_the_editor(harness: DiscordHarness, painter: FakeProvider) -> None:
    able(painter, "change")
    street = await harness.generate_image()
    picture = image_id(street)
    await harness.player.slash(harness.channel, "image edit", picture=picture, rotate=90, caption="Later")
    await harness.wait_until_delivered()
    edited = await harness.services.gallery.image(image_id(harness.image_messages()[-1]), harness.as_gm())
    request = await harness.services.requests.get(edited.request_id or "", harness.as_gm())
    assert read_edits(request.params.edit_pixels) == PixelEdits(rotate=90, caption="Later")
    await harness.player.slash(harness.channel, "image edit", picture=picture, words="make it night")
    await harness.wait_until_delivered()
    assert painter.orders[-1].prompt == "make it night"
    opened = shown(await harness.player.slash(harness.channel, "image edit", picture=picture))
    assert opened.embeds[0].title == "Edit the picture"
    both = await harness.player.slash(harness.channel, "image edit", picture=picture, words="x", rotate=90)
    assert "One at a time" in private_answer(both)
    assert harness.env.errors


@pytest.mark.parametrize("caption", ["a naked child", "龍"])
async def test_a_caption_that_cannot_be_is_refused(harness: DiscordHarness, caption: str) -> None:
    street = await harness.generate_image()
    refused = await harness.player.slash(harness.channel, "image edit", picture=image_id(street), caption=caption)
    assert private_answer(refused)
    assert harness.env.errors
    assert len(harness.image_messages()) == 1
