"""What is made of a picture, and how one is taken away: vary, edit, upscale, download, report."""

import io
import shutil
from dataclasses import replace
from typing import Any

import discord
import pytest
from PIL import Image
from simcord import InteractionResult, ResponseMessage

from generation.providers.base import ModeratedError, ProviderRequest, ProviderResult, ReportProgress
from generation.sessions.settings import SessionSettings
from tests.cogs.table import STREET, Shown, Table, answer, buttons, custom_ids, fields, image_id, whispered
from tests.generation.painter import FakePainter, fail, picture_file

GONE = "This picture is not in the gallery any more."


def verbs(message: Shown) -> list[str]:
    return [each.split(":")[1] for each in custom_ids(message)]


def able(painter: FakePainter, *edits: str) -> None:
    """Let the painter do these edits."""
    painter.capabilities = replace(painter.capabilities, edits=frozenset(edits))


def filled(result: InteractionResult) -> dict[str, Any]:
    """Return what a form that was opened holds, by the names of its parts."""
    assert result.modal is not None
    parts = [label["component"] for label in result.modal["components"]]
    return {
        part["custom_id"]: part.get("value")
        or next((option["value"] for option in part.get("options", ()) if option.get("default")), None)
        for part in parts
    }


async def test_two_rows_hold_all_that_can_be_done(table: Table, painter: FakePainter) -> None:
    able(painter, "upscale", "vary")
    message = await table.painted()
    assert verbs(message) == [
        *("favorite", "reroll", "vary", "edit", "upscale"),
        *("download", "gallery", "report", "delete"),
    ]
    assert len(message.components) == 2
    assert all(each["label"] for each in buttons(message)), "no meaning by an emoji alone"


class TestVary:
    async def test_whoever_can_varies_the_picture_itself(self, table: Table, painter: FakePainter) -> None:
        able(painter, "vary")
        message = await table.painted(type="item", style="neon_noir", size="768x512", seed=7)
        placeholder = answer(await table.press(message, "vary", by=table.other))
        await table.quiet()
        first, second = painter.orders
        assert second.edit is not None
        assert second.edit.kind == "vary"
        original = await table.services.gallery.original(
            await table.services.gallery.image(image_id(message), table.as_gm())
        )
        assert second.edit.picture == original
        assert (second.type, second.style, second.width, second.height) == ("item", "neon_noir", 768, 512)
        assert second.seed != first.seed
        link = f"https://discord.com/channels/{table.guild.id}/{table.channel.id}/{message.id}"
        assert fields(table.look(placeholder))["Made from"] == f"[an earlier picture]({link})"
        child = await table.services.gallery.image(image_id(table.look(placeholder)), table.as_gm())
        assert child.parent_id == image_id(message)

    async def test_where_nobody_can_it_is_painted_anew_and_that_is_said(
        self, table: Table, painter: FakePainter
    ) -> None:
        message = await table.painted(seed=7)
        placeholder = answer(await table.press(message, "vary"))
        note = "Nobody who is set up here can vary a picture; this is the same description with another seed."
        assert fields(placeholder)["Note"] == note
        await table.quiet()
        assert fields(table.look(placeholder))["Note"] == note
        assert painter.orders[1].edit is None
        assert painter.orders[1].seed != 7

    async def test_of_a_deleted_picture_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        await table.services.gallery.delete(image_id(message), table.as_gm())
        assert whispered(await table.press(message, "vary")) == GONE


class TestUpscale:
    async def test_it_is_offered_only_where_somebody_can(self, table: Table, painter: FakePainter) -> None:
        assert "upscale" not in verbs(await table.painted())
        able(painter, "upscale")
        assert "upscale" in verbs(await table.painted())

    async def test_the_picture_comes_back_larger(self, table: Table, painter: FakePainter) -> None:
        async def enlarge(order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
            assert order.edit is not None
            with Image.open(io.BytesIO(order.edit.picture)) as before:
                assert before.size == (512, 512)
            return ProviderResult(picture_file("PNG", 2048, 2048), model="fake-1")

        able(painter, "upscale")
        message = await table.painted(size="512x512")
        painter.then(enlarge)
        placeholder = answer(await table.press(message, "upscale"))
        await table.quiet()
        assert fields(table.look(placeholder))["Size"] == "2048x2048"
        assert "Made from" in fields(table.look(placeholder))

    async def test_a_button_that_outlived_its_provider_is_a_sentence(self, table: Table, painter: FakePainter) -> None:
        able(painter, "upscale")
        message = await table.painted()
        able(painter)
        assert "Nobody who is set up here can make this picture larger" in whispered(
            await table.press(message, "upscale")
        )


class TestEditPrompt:
    async def test_the_form_holds_what_was_asked_for(self, table: Table) -> None:
        message = await table.painted(type="item", style="neon_noir", size="wide", provider="sketch")
        assert filled(await table.press(message, "edit")) == {
            "description": STREET,
            "type": "item",
            "style": "neon_noir",
            "provider": "sketch",
            "size": "wide",
        }

    async def test_a_size_without_a_name_is_held_as_well(self, table: Table) -> None:
        message = await table.painted(size="768x512")
        assert filled(await table.press(message, "edit"))["size"] == "768x512"

    async def test_what_comes_of_it_names_its_parent_and_keeps_what_the_form_does_not_show(
        self, table: Table, painter: FakePainter
    ) -> None:
        message = await table.painted(quality="hd", seed=7)
        form = await table.press(message, "edit")
        placeholder = answer(await table.player.submit_modal(form, {"description": "a dry street"}))
        await table.quiet()
        assert "a dry street" in painter.orders[1].prompt
        assert (painter.orders[1].quality, painter.orders[1].seed) == ("hd", 7)
        picture = table.look(placeholder)
        assert picture.embeds[0].description == "a dry street"
        child = await table.services.gallery.image(image_id(picture), table.as_gm())
        assert child.parent_id == image_id(message)

    async def test_a_form_that_was_open_during_a_restart_is_taken(self, table: Table) -> None:
        message = await table.painted()
        form = await table.press(message, "edit")
        await table.restart()
        placeholder = answer(await table.player.submit_modal(form, {"description": "a dry street"}))
        await table.quiet()
        assert table.look(placeholder).attachments

    async def test_a_picture_deleted_meanwhile_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        form = await table.press(message, "edit")
        await table.services.gallery.delete(image_id(message), table.as_gm())
        assert whispered(await table.player.submit_modal(form, {"description": "a dry street"})) == GONE

    async def test_a_refused_description_can_be_said_otherwise(self, table: Table, painter: FakePainter) -> None:
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        message = await table.painted("a bloody street", style="neon_noir")
        form = await table.press(message, "rewrite")
        assert filled(form)["description"] == "a bloody street"
        placeholder = answer(await table.player.submit_modal(form, {"description": "a street after the rain"}))
        await table.quiet()
        assert table.look(placeholder).attachments


class TestDownload:
    async def test_the_original_comes_to_whoever_asks_alone(self, table: Table) -> None:
        message = await table.painted()
        result = await table.press(message, "download", by=table.other)
        (sent,) = shown(result)
        assert sent.ephemeral
        original = await table.services.gallery.original(
            await table.services.gallery.image(image_id(message), table.as_gm())
        )
        assert await sent.attachments[0].read() == original
        assert sent.attachments[0].filename.endswith(".png")
        assert STREET in (sent.attachments[0].description or "")

    async def test_one_that_is_too_large_comes_as_the_largest_copy_that_fits(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.gallery.download.OVERHEAD_BYTES", 0)
        message = await table.painted()
        image = await table.services.gallery.image(image_id(message), table.as_gm())
        with_limit(table, "download", (image.bytes or 0) - 1)
        (sent,) = shown(await table.press(message, "download"))
        assert "larger than the" in sent.content
        assert "This is the largest copy that fits (1024x1024)." in sent.content
        assert str(image.image_url) in sent.content, "where the original is"
        assert sent.attachments[0].filename.endswith(".webp")
        assert sent.attachments[0].size < (image.bytes or 0)

    async def test_where_not_even_a_copy_fits_it_says_where_the_original_is(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.gallery.download.OVERHEAD_BYTES", 0)
        message = await table.painted()
        with_limit(table, "download", 10)
        (sent,) = shown(await table.press(message, "download"))
        assert "finds it in its picture store as" in sent.content
        assert not sent.attachments

    async def test_of_a_deleted_picture_is_a_sentence(self, table: Table) -> None:
        message = await table.painted()
        await table.services.gallery.delete(image_id(message), table.as_gm())
        assert whispered(await table.press(message, "download")) == GONE


class TestReport:
    async def report(self, table: Table, message: Shown, reason: str = "That is my face.") -> str:
        form = await table.press(message, "report", by=table.other)
        (sent,) = shown(await table.other.submit_modal(form, {"reason": reason}))
        assert sent.ephemeral
        return sent.content

    async def named_gm(self, table: Table) -> None:
        """Let the session know its GM, who has been there before."""
        await table.services.sessions.enter(table.as_gm(), "table")

    async def test_it_goes_to_the_gm_and_hides_nothing(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        assert await self.report(table, message) == (
            "The GM is told and decides. Until then the picture stays where it is."
        )
        (told,) = table.gm.user.dm_channel.history()
        assert told.embeds[0].title == "A picture was reported"
        assert fields(told)["Why"] == "That is my face."
        assert fields(told)["Reported by"] == table.other.mention
        assert told.attachments[0].filename == "SPOILER_scene.jpg"
        assert [each["label"] for each in buttons(told)] == ["Delete", "Keep"]
        assert table.pictures()

    async def test_it_goes_to_the_review_channel_where_there_is_one(self, table: Table) -> None:
        message = await table.painted()
        room = table.guild.create_text_channel("gm-room")
        settings = SessionSettings(review_channel=str(room.id))
        await table.services.admin.change(table.as_gm(), review_channel=settings.review_channel)
        await self.report(table, message)
        assert [each.embeds[0].title for each in room.history()] == ["A picture was reported"]

    async def test_the_gm_deletes_it_from_there_after_a_restart_too(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        await self.report(table, message)
        await table.restart()
        (told,) = table.gm.user.dm_channel.history()
        await table.gm.user.click(told, label="Delete")
        assert table.gone(message)
        assert "no pictures yet" in ((await table.gallery()).embeds[0].description or "")
        (told,) = table.gm.user.dm_channel.history()
        assert told.content == "Deleted."
        assert not told.attachments

    async def test_the_gm_deletes_it_though_the_session_has_ended(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        await self.report(table, message)
        await table.services.admin.end(table.as_gm())
        (told,) = table.gm.user.dm_channel.history()
        await table.gm.user.click(told, label="Delete")
        assert table.gone(message)

    async def test_a_picture_whose_file_is_gone_is_reported_all_the_same(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        shutil.rmtree(table.app.settings.data_dir / "images")
        assert "The GM is told and decides." in await self.report(table, message)
        (told,) = table.gm.user.dm_channel.history()
        assert not told.attachments
        await table.gm.user.click(told, label="Delete")
        assert table.gone(message)

    async def test_or_keeps_it(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        await self.report(table, message)
        (told,) = table.gm.user.dm_channel.history()
        await table.gm.user.click(told, label="Keep")
        (told,) = table.gm.user.dm_channel.history()
        assert told.content == "Kept."
        assert not custom_ids(told)
        assert not table.gone(message)

    async def test_nobody_else_decides(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        room = table.guild.create_text_channel("gm-room")
        await table.services.admin.change(table.as_gm(), review_channel=str(room.id))
        await self.report(table, message)
        (told,) = room.history()
        for label in ("Delete", "Keep"):
            assert whispered(await table.other.click(told, label=label)) == "Only the GM of this table decides on that."
        assert not table.gone(message)

    async def test_without_a_known_gm_it_says_whom_to_ask(self, table: Table) -> None:
        message = await table.painted()
        assert "No GM is known at this table yet" in await self.report(table, message)

    async def test_a_gm_who_takes_no_messages_is_named_as_such(self, table: Table) -> None:
        message = await table.painted()
        await self.named_gm(table)
        table.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        assert "The GM takes no messages from me" in await self.report(table, message)

    async def test_it_is_logged_by_ids_without_its_words(self, table: Table, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO")
        message = await table.painted()
        await self.named_gm(table)
        await self.report(table, message, "my secret reason")
        assert f"image {image_id(message)} was reported by user {table.other.id}" in caplog.text
        assert "my secret reason" not in caplog.text


def shown(result: InteractionResult) -> list[ResponseMessage]:
    """Return all that an interaction was answered with."""
    return [*result.followups] or [answer(result)]


def with_limit(table: Table, verb: str, most: int) -> None:
    """Let Discord take no larger files where this button is pressed."""
    press = table.dispatcher._buttons[verb]

    async def limited(interaction: discord.Interaction[Any], ids: list[str]) -> None:
        interaction.filesize_limit = most
        await press(interaction, ids)

    table.dispatcher._buttons[verb] = limited
