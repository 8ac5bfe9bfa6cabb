"""What is made of a picture, and how one is taken away: vary, edit, upscale, download, report."""

import io
import shutil
from dataclasses import replace
from typing import Any

import discord
import pytest
from PIL import Image
from simcord import InteractionResult, ResponseMessage

from generation.gallery.reports import Reports
from generation.log_codes import person_code
from generation.providers.base import ModeratedError, ProviderRequest, ProviderResult, ReportProgress
from generation.sessions.permissions import Actor
from generation.sessions.settings import SessionSettings
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
from tests.generation.fake_provider import Behaviour, FakeProvider, fail, paint, picture_file

GONE = "This picture is not in the gallery any more."


def verbs(message: AnyMessage) -> list[str]:
    return [each.split(":")[1] for each in custom_ids(message)]


def able(painter: FakeProvider, *edits: str) -> None:
    """Let the painter do these edits."""
    painter.capabilities = replace(painter.capabilities, edits=frozenset(edits))


def noting(recipe: str) -> Behaviour:
    """Return a deed that paints, and notes what the provider needs to change it."""

    async def deed(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        return replace(await paint(order, report), recipe=recipe)

    return deed


def filled(result: InteractionResult) -> dict[str, Any]:
    """Return what a form that was opened holds, by the names of its parts."""
    assert result.modal is not None
    parts = [label["component"] for label in result.modal["components"]]
    return {
        part["custom_id"]: part.get("value")
        or next((option["value"] for option in part.get("options", ()) if option.get("default")), None)
        for part in parts
    }


async def test_three_rows_hold_all_that_can_be_done(harness: DiscordHarness, painter: FakeProvider) -> None:
    able(painter, "upscale", "vary")
    message = await harness.generate_image()
    assert verbs(message) == [
        *("favorite", "reroll", "vary", "edit", "upscale"),
        *("retouch", "history", "download", "gallery"),
        *("album", "recapadd", "report", "delete"),
    ]
    assert len(message.components) == 3
    assert all(each["label"] for each in buttons(message)), "no meaning by an emoji alone"


class TestVary:
    async def test_whoever_can_varies_the_picture_itself(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        able(painter, "vary")
        message = await harness.generate_image(type="item", style="neon_noir", size="768x512", seed=7)
        placeholder = answer(await harness.press(message, "vary", by=harness.other))
        await harness.wait_until_delivered()
        first, second = painter.orders
        assert second.edit is not None
        assert second.edit.kind == "vary"
        original = await harness.services.gallery.original(
            await harness.services.gallery.image(image_id(message), harness.as_gm())
        )
        assert second.edit.picture == original
        assert (second.type, second.style, second.width, second.height) == ("item", "neon_noir", 768, 512)
        assert second.seed != first.seed
        link = f"https://discord.com/channels/{harness.guild.id}/{harness.channel.id}/{message.id}"
        assert fields(harness.refetch(placeholder))["Made from"] == f"[an earlier picture]({link})"
        child = await harness.services.gallery.image(image_id(harness.refetch(placeholder)), harness.as_gm())
        assert child.parent_id == image_id(message)

    async def test_where_nobody_can_it_is_painted_anew_and_that_is_said(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        message = await harness.generate_image(seed=7)
        placeholder = answer(await harness.press(message, "vary"))
        note = "No provider that is set up here can vary a picture; this is the same description with another seed."
        assert fields(placeholder)["Note"] == note
        await harness.wait_until_delivered()
        assert fields(harness.refetch(placeholder))["Note"] == note
        assert painter.orders[1].edit is None
        assert painter.orders[1].seed != 7

    async def test_of_a_deleted_picture_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
        assert private_answer(await harness.press(message, "vary")) == GONE


class TestUpscale:
    async def test_it_is_offered_only_where_somebody_can(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        assert "upscale" not in verbs(await harness.generate_image())
        able(painter, "upscale")
        assert "upscale" in verbs(await harness.generate_image())

    async def test_the_button_says_by_how_much_and_is_not_there_where_nothing_would_grow(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        able(painter, "upscale")
        painter.capabilities = replace(painter.capabilities, upscale=2.0, upscale_side=2048)
        offers = {}
        for size in ("512x512", "1536x1024", "2048x1024"):
            offered = labels(await harness.generate_image(size=size))
            offers[size] = [label for label in offered if label.startswith("Upscale")]
        by = "Upscale \N{MULTIPLICATION SIGN}"
        assert offers == {"512x512": [f"{by}2"], "1536x1024": [f"{by}1.3"], "2048x1024": []}

    async def test_a_provider_that_changes_only_its_own_is_not_offered_for_others(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        able(painter, "upscale")
        painter.capabilities = replace(painter.capabilities, own_edits=True)
        assert "upscale" not in verbs(await harness.generate_image()), "it noted nothing to go by"
        painter.then(noting("{}"))
        assert "upscale" in verbs(await harness.generate_image())

    async def test_the_picture_comes_back_larger(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        async def enlarge(order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
            assert order.edit is not None
            with Image.open(io.BytesIO(order.edit.picture)) as before:
                assert before.size == (512, 512)
            return ProviderResult(picture_file("PNG", 2048, 2048), model="fake-1")

        able(painter, "upscale")
        message = await harness.generate_image(size="512x512")
        painter.then(enlarge)
        placeholder = answer(await harness.press(message, "upscale"))
        await harness.wait_until_delivered()
        assert fields(harness.refetch(placeholder))["Size"] == "2048x2048"
        assert "Made from" in fields(harness.refetch(placeholder))

    async def test_a_button_that_outlived_its_provider_is_a_sentence(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        able(painter, "upscale")
        message = await harness.generate_image()
        able(painter)
        assert "No provider that is set up here can make this picture larger" in private_answer(
            await harness.press(message, "upscale")
        )


class TestStyle:
    async def test_what_the_artist_chose_is_named_on_message_and_gallery_page(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(noting('{"style": "neon_noir"}'))
        message = await harness.generate_image()
        assert fields(message)["Style"] == "Artist's choice: Neon Noir"
        page = answer(await harness.press(message, "gallery"))
        assert fields(page)["Style"] == "Artist's choice: Neon Noir"


class TestQuality:
    async def test_hd_of_a_provider_that_knows_none_says_so(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.capabilities = replace(painter.capabilities, hd=False)
        told = fields(await harness.generate_image(quality="hd"))
        assert told["Note"] == "Fake painter has no HD; this is its usual quality."
        assert "Note" not in fields(await harness.generate_image())
        painter.capabilities = replace(painter.capabilities, hd=True)
        assert "Note" not in fields(await harness.generate_image(quality="hd"))


class TestEditPrompt:
    async def test_the_form_holds_what_was_asked_for(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(type="item", style="neon_noir", size="wide", provider="sketch")
        assert filled(await harness.press(message, "edit")) == {
            "description": STREET,
            "type": "item",
            "style": "neon_noir",
            "provider": "sketch",
            "size": "wide",
        }

    async def test_a_size_without_a_name_is_held_as_well(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(size="768x512")
        assert filled(await harness.press(message, "edit"))["size"] == "768x512"

    async def test_what_comes_of_it_names_its_parent_and_keeps_what_the_form_does_not_show(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        message = await harness.generate_image(quality="hd", seed=7)
        form = await harness.press(message, "edit")
        placeholder = answer(await harness.player.submit_modal(form, {"description": "a dry street"}))
        await harness.wait_until_delivered()
        assert "a dry street" in painter.orders[1].prompt
        assert (painter.orders[1].quality, painter.orders[1].seed) == ("hd", 7)
        picture = harness.refetch(placeholder)
        assert picture.embeds[0].description == "a dry street"
        child = await harness.services.gallery.image(image_id(picture), harness.as_gm())
        assert child.parent_id == image_id(message)

    async def test_a_form_that_was_open_during_a_restart_is_taken(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        form = await harness.press(message, "edit")
        await harness.restart()
        placeholder = answer(await harness.player.submit_modal(form, {"description": "a dry street"}))
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).attachments

    async def test_a_picture_deleted_meanwhile_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        form = await harness.press(message, "edit")
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
        assert private_answer(await harness.player.submit_modal(form, {"description": "a dry street"})) == GONE

    async def test_a_refused_description_can_be_said_otherwise(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        message = await harness.generate_image("a bloody street", style="neon_noir")
        form = await harness.press(message, "rewrite")
        assert filled(form)["description"] == "a bloody street"
        placeholder = answer(await harness.player.submit_modal(form, {"description": "a street after the rain"}))
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).attachments


class TestDownload:
    async def test_the_original_comes_to_whoever_asks_alone(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        result = await harness.press(message, "download", by=harness.other)
        (sent,) = shown(result)
        assert sent.ephemeral
        original = await harness.services.gallery.original(
            await harness.services.gallery.image(image_id(message), harness.as_gm())
        )
        assert await sent.attachments[0].read() == original
        assert sent.attachments[0].filename.endswith(".png")
        assert STREET in (sent.attachments[0].description or "")

    async def test_one_that_is_too_large_comes_as_the_largest_copy_that_fits(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.gallery.download.OVERHEAD_BYTES", 0)
        message = await harness.generate_image()
        image = await harness.services.gallery.image(image_id(message), harness.as_gm())
        with_limit(harness, "download", (image.bytes or 0) - 1)
        (sent,) = shown(await harness.press(message, "download"))
        assert "larger than the" in sent.content
        assert "This is the largest copy that fits (1024x1024)." in sent.content
        assert image.id in sent.content, "what the operator finds the original by"
        assert str(image.image_url) not in sent.content
        assert sent.attachments[0].filename.endswith(".webp")
        assert sent.attachments[0].size < (image.bytes or 0)

    async def test_where_not_even_a_copy_fits_it_says_where_the_original_is(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.gallery.download.OVERHEAD_BYTES", 0)
        message = await harness.generate_image()
        with_limit(harness, "download", 10)
        (sent,) = shown(await harness.press(message, "download"))
        assert "finds it in the picture store under" in sent.content
        assert not sent.attachments

    async def test_of_a_deleted_picture_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
        assert private_answer(await harness.press(message, "download")) == GONE


class TestReport:
    async def report(self, harness: DiscordHarness, message: AnyMessage, reason: str = "That is my face.") -> str:
        form = await harness.press(message, "report", by=harness.other)
        (sent,) = shown(await harness.other.submit_modal(form, {"reason": reason}))
        assert sent.ephemeral
        return sent.content

    async def named_gm(self, harness: DiscordHarness) -> None:
        """Let the session know its GM, who has been there before."""
        await harness.services.sessions.enter(harness.as_gm(), "table")

    async def test_it_goes_to_the_gm_and_hides_nothing(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        assert await self.report(harness, message) == (
            "The GM is told and decides. Until then the picture stays where it is."
        )
        (told,) = harness.gm.user.dm_channel.history()
        assert told.embeds[0].title == "A picture was reported"
        assert fields(told)["Why"] == "That is my face."
        assert fields(told)["Reported by"] == harness.other.mention
        assert told.attachments[0].filename == "SPOILER_scene.jpg"
        assert [each["label"] for each in buttons(told)] == ["Delete", "Keep"]
        assert harness.image_messages()

    async def test_it_goes_to_the_review_channel_where_there_is_one(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        room = harness.guild.create_text_channel("gm-room")
        settings = SessionSettings(review_channel=str(room.id))
        await harness.services.admin.change(harness.as_gm(), review_channel=settings.review_channel)
        await self.report(harness, message)
        assert [each.embeds[0].title for each in room.history()] == ["A picture was reported"]

    async def test_the_gm_deletes_it_from_there_after_a_restart_too(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        await self.report(harness, message)
        await harness.restart()
        (told,) = harness.gm.user.dm_channel.history()
        await harness.gm.user.click(told, label="Delete")
        assert harness.is_deleted(message)
        assert "no pictures yet" in ((await harness.open_gallery()).embeds[0].description or "")
        (told,) = harness.gm.user.dm_channel.history()
        assert told.content == "Deleted."
        assert not told.attachments

    async def test_the_gm_deletes_it_though_the_session_has_ended(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        await self.report(harness, message)
        await harness.services.admin.end(harness.as_gm())
        (told,) = harness.gm.user.dm_channel.history()
        await harness.gm.user.click(told, label="Delete")
        assert harness.is_deleted(message)

    async def test_a_picture_whose_file_is_gone_is_reported_all_the_same(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        shutil.rmtree(harness.app.settings.data_dir / "images")
        assert "The GM is told and decides." in await self.report(harness, message)
        (told,) = harness.gm.user.dm_channel.history()
        assert not told.attachments
        await harness.gm.user.click(told, label="Delete")
        assert harness.is_deleted(message)

    async def test_a_report_of_a_process_that_is_not_on_discord_is_owed_and_brought_by_one_that_is(
        self, harness: DiscordHarness
    ) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        services, image = harness.services, image_id(message)
        page = Reports(harness.app.stores.reports, services.gallery, services.reviews.channel_of, services.events)
        for member in (harness.player, harness.other, harness.player):
            actor = Actor(harness.session_id, str(member.id))
            await services.sessions.enter(actor, "Table")
            await page.send(image, await services.sessions.context(actor), f"the face of {member.id}")
        await harness.wait_until_delivered()
        told = harness.gm.user.dm_channel.history()
        why = {field.value for each in told for field in each.embeds[0].fields if field.name == "Why"}
        assert (len(told), why) == (2, {f"the face of {each.id}" for each in (harness.player, harness.other)})
        assert all(each.attachments[0].filename.startswith("SPOILER_") for each in told)
        await harness.gm.user.click(told[0], label="Delete")
        assert harness.is_deleted(message)

    async def test_or_keeps_it(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        await self.report(harness, message)
        (told,) = harness.gm.user.dm_channel.history()
        await harness.gm.user.click(told, label="Keep")
        (told,) = harness.gm.user.dm_channel.history()
        assert told.content == "The picture stays."
        assert not custom_ids(told)
        assert not harness.is_deleted(message)

    async def test_nobody_else_decides(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        room = harness.guild.create_text_channel("gm-room")
        await harness.services.admin.change(harness.as_gm(), review_channel=str(room.id))
        await self.report(harness, message)
        (told,) = room.history()
        for label in ("Delete", "Keep"):
            assert (
                private_answer(await harness.other.click(told, label=label))
                == "Only the GM of this table decides on that."
            )
        assert not harness.is_deleted(message)

    async def test_without_a_known_gm_it_says_whom_to_ask(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        assert "No GM is known at this table yet" in await self.report(harness, message)

    async def test_a_gm_who_takes_no_messages_is_named_as_such(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await self.named_gm(harness)
        harness.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        assert "The GM takes no messages from me" in await self.report(harness, message)

    async def test_it_is_logged_by_ids_without_its_words(
        self, harness: DiscordHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        message = await harness.generate_image()
        await self.named_gm(harness)
        await self.report(harness, message, "my secret reason")
        assert f"image {image_id(message)} was reported by user {person_code(harness.other.id)}" in caplog.text
        assert "my secret reason" not in caplog.text


def shown(result: InteractionResult) -> list[ResponseMessage]:
    """Return all that an interaction was answered with."""
    return [*result.followups] or [answer(result)]


def with_limit(harness: DiscordHarness, verb: str, most: int) -> None:
    """Let Discord take no larger files where this button is pressed."""
    press = harness.dispatcher._buttons[verb]

    async def limited(interaction: discord.Interaction[Any], ids: list[str]) -> None:
        interaction.filesize_limit = most
        await press(interaction, ids)

    harness.dispatcher._buttons[verb] = limited
