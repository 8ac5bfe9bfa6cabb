"""The outbox against a Discord that says no, says nothing, or says it late."""

import asyncio
import io
from datetime import timedelta

import pytest
from PIL import Image

from generation.outbox import Way, way_of
from generation.providers.base import ModeratedError
from storage.errors import StorageError
from storage.outbox import DeliveryStore
from storage.records import Delivery
from tests.clock import PATIENCE
from tests.cogs.table import STREET, Shown, Table, answer, custom_ids, fields, image_id
from tests.cogs.wire import Wire
from tests.generation.painter import FakePainter, fail, hang, paint_when, picture_file, pixels

MESSAGE = "/channels/*/messages/*"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next try follow at once."""
    monkeypatch.setattr("generation.outbox.FIRST_WAIT", timedelta(milliseconds=1))


@pytest.fixture
def free(painter: FakePainter) -> asyncio.Event:
    """Let the next picture be painted when this is set."""
    free = asyncio.Event()
    painter.then(paint_when(free))
    return free


async def states(table: Table) -> dict[str, int]:
    return await table.services.deliveries.counts()


async def delivery_of(table: Table, placeholder: Shown) -> Delivery:
    """Return the delivery that a placeholder waits for."""
    (custom_id,) = custom_ids(placeholder)
    delivery = await table.services.deliveries.of_request(custom_id.rpartition(":")[2])
    assert delivery is not None
    return delivery


async def let_it_be_painted(table: Table, free: asyncio.Event) -> None:
    """Return when the picture is stored, out or not."""
    await table.until(lambda: len(table.app.workers._running) == 1)
    free.set()
    await table.until(lambda: not table.app.workers._running)


class TestDiscordSaysNo:
    async def test_a_note_outlives_a_try(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask(provider="dalle")
        await table.until(lambda: "Starting" in fields(table.look(placeholder)))
        table.env.inject_error("PATCH", MESSAGE, status=500)
        free.set()
        await table.quiet()
        assert fields(table.look(placeholder))["Note"] == "dalle is not set up here; Fake painter paints instead."

    @pytest.mark.parametrize("status", [500, 502, 503, 429, 401])
    async def test_what_passes_is_tried_again_with_the_whole_file(
        self, table: Table, free: asyncio.Event, status: int
    ) -> None:
        placeholder = await table.ask()
        table.env.inject_error("PATCH", MESSAGE, status=status, times=3)
        free.set()
        await table.quiet()
        (attachment,) = table.look(placeholder).attachments
        assert pixels(await attachment.read()) == pixels(picture_file("PNG", 1024, 1024))
        assert len(table.channel.history()) == 1

    async def test_a_file_that_is_too_large_after_all_is_a_smaller_copy(
        self, table: Table, free: asyncio.Event
    ) -> None:
        placeholder = await table.ask()
        await table.until(lambda: "Starting" in fields(table.look(placeholder)))
        table.env.inject_error("PATCH", MESSAGE, status=413, code=40005, message="Request entity too large")
        free.set()
        await table.quiet()
        message = table.look(placeholder)
        assert [each.filename for each in message.attachments] == ["scene.jpg"]
        assert "smaller copy" in (fields(message)["Note"] or "")

    async def test_an_original_beyond_the_limit_is_not_even_tried(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.delivery.result_renderer.MAX_UPLOAD_BYTES", len(picture_file()) - 1)
        placeholder = await table.ask(provider="dalle")
        table.client.tracker._interactions.clear()
        free.set()
        await table.quiet()
        message = table.look(placeholder)
        assert [each.filename for each in message.attachments] == ["scene.jpg"], "nothing larger has room"
        notes = [field.value or "" for field in message.embeds[0].fields if field.name == "Note"]
        assert ["dalle" in notes[0], "smaller copy" in notes[1]] == [True, True]

    async def test_the_best_copy_that_a_channel_takes_is_shown_with_the_original_one_press_away(
        self, table: Table, free: asyncio.Event
    ) -> None:
        placeholder = await table.ask()
        (interaction,) = table.client.tracker._interactions.values()
        interaction.filesize_limit = len(picture_file("PNG", 1024, 1024))
        free.set()
        await table.quiet()
        message = table.look(placeholder)
        (attachment,) = message.attachments
        assert attachment.filename == "scene.webp"
        assert attachment.size <= 0.9 * interaction.filesize_limit
        with Image.open(io.BytesIO(await attachment.read())) as copy:
            assert copy.size == (1024, 1024)
        assert STREET in (attachment.description or ""), "the alt text is the picture's own"
        assert "smaller copy" in (fields(message)["Note"] or "")
        original = await table.press(message, "download")
        (sent,) = original.followups or [answer(original)]
        assert pixels(await sent.attachments[0].read()) == pixels(picture_file("PNG", 1024, 1024))

    async def test_a_channel_that_takes_more_is_sent_more(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.delivery.result_renderer.MAX_UPLOAD_BYTES", 10)
        placeholder = await table.ask()
        free.set()
        await table.quiet()
        assert [each.filename for each in table.look(placeholder).attachments] == ["scene.png"]

    async def test_a_message_too_old_to_be_edited_makes_room_for_a_new_one(
        self, table: Table, free: asyncio.Event
    ) -> None:
        placeholder = await table.ask()
        await table.until(lambda: "Starting" in fields(table.look(placeholder)))
        table.env.inject_error("PATCH", MESSAGE, status=400, code=30046, message="Maximum number of edits reached")
        free.set()
        await table.quiet()
        assert table.gone(placeholder)
        (message,) = table.pictures()
        assert message.attachments
        await table.other.react(message, "⭐")
        assert len(await table.services.gallery.unchecked_stars(image_id(message))) == 1

    async def test_a_deleted_placeholder_is_followed_by_a_new_message(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask()
        table.env.backend.delete_message(table.channel.id, placeholder.id)
        free.set()
        await table.quiet()
        assert len(table.pictures()) == 1

    async def test_a_channel_that_is_gone_ends_it(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask()
        delivery = await delivery_of(table, placeholder)
        table.env.inject_error("*", f"/channels/{table.channel.id}/*", status=404, code=10003, times=None)
        free.set()
        await table.quiet()
        assert await states(table) == {"undeliverable": 1}
        ended = await table.services.deliveries.of_request(delivery.request_id)
        assert ended is not None
        assert ended.error_message == "the channel is gone"

    async def test_what_can_never_pass_ends_and_the_picture_is_in_the_gallery(
        self, table: Table, free: asyncio.Event
    ) -> None:
        await table.ask()
        table.env.inject_error("PATCH", MESSAGE, status=400, code=50035, message="Invalid Form Body", times=None)
        free.set()
        await table.quiet()
        assert await states(table) == {"undeliverable": 1}
        assert (await table.gallery()).embeds[0].description == STREET


class TestMissingPermissions:
    async def test_the_author_gets_the_picture_by_the_interaction(self, table: Table, free: asyncio.Event) -> None:
        await table.ask()
        self.forbid(table)
        free.set()
        await table.quiet()
        (message,) = [each for each in table.channel.history(viewer=table.player) if each.flags.ephemeral]
        assert "Ask a server admin to grant my role View Channel, Send Messages, Attach Files and Embed Links" in (
            message.content
        )
        assert pixels(await message.attachments[0].read()) == pixels(picture_file("PNG", 1024, 1024))
        assert await states(table) == {"undeliverable": 1}

    async def test_after_the_interaction_is_dead_a_private_message_says_why(
        self, table: Table, free: asyncio.Event
    ) -> None:
        await table.ask()
        self.forbid(table)
        await table.env.advance_time(901)
        free.set()
        await table.quiet()
        (message,) = table.player.user.dm_channel.history()
        assert f"I may not post in {table.channel.mention}" in message.content
        assert "The picture is in the gallery: /image gallery." in message.content
        assert await states(table) == {"undeliverable": 1}

    async def test_a_failure_does_not_promise_a_picture(
        self, table: Table, painter: FakePainter, free: asyncio.Event
    ) -> None:
        free.set()
        await table.painted()
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        self.forbid(table)
        await table.ask()
        await table.quiet()
        told = [each for each in table.channel.history(viewer=table.player) if each.flags.ephemeral]
        assert fields(told[0])["Why"] == "The provider refuses blood."
        assert "is in the gallery" not in told[0].content

    async def test_an_author_who_takes_no_messages_is_left_in_peace(
        self, table: Table, free: asyncio.Event, caplog: pytest.LogCaptureFixture
    ) -> None:
        await table.ask()
        self.forbid(table)
        table.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        await table.env.advance_time(901)
        free.set()
        await table.quiet()
        assert await states(table) == {"undeliverable": 1}
        assert "could not be told either" in caplog.text

    @staticmethod
    def forbid(table: Table) -> None:
        path = f"/channels/{table.channel.id}/messages*"
        for method in ("PATCH", "POST"):
            table.env.inject_error(method, path, status=403, code=50013, message="Missing Permissions", times=None)


class TestDiscordSaysNothing:
    async def test_an_edit_whose_answer_was_lost_is_repeated_on_the_same_message(
        self, table: Table, free: asyncio.Event
    ) -> None:
        placeholder = await table.ask()
        await table.until(lambda: "Starting" in fields(table.look(placeholder)))
        Wire(table.client).lose("PATCH", 2)
        free.set()
        await table.quiet()
        assert [each.id for each in table.channel.history()] == [placeholder.id]
        assert len(table.look(placeholder).attachments) == 1

    async def test_a_result_that_was_deleted_before_its_answer_came_is_withdrawn(
        self, table: Table, free: asyncio.Event
    ) -> None:
        placeholder = await table.ask()
        delivery = await delivery_of(table, placeholder)
        await table.until(lambda: "Starting" in fields(table.look(placeholder)))
        wire = Wire(table.client)
        wire.lose("PATCH")
        gate = wire.hold("PATCH", calls_let_through=1)
        free.set()
        await table.until(lambda: bool(table.pictures()))
        table.env.backend.delete_message(table.channel.id, placeholder.id)
        gate.set()
        await table.quiet()
        assert not table.channel.history(), "what a person has deleted is never posted again"
        ended = await table.services.deliveries.of_request(delivery.request_id)
        assert ended is not None
        assert ended.state == "withdrawn"
        assert (await table.gallery()).embeds[0].description == STREET

    async def test_a_send_whose_answer_was_lost_is_found_again(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
        placeholder = await table.ask()
        table.env.backend.delete_message(table.channel.id, placeholder.id)
        Wire(table.client).lose("POST")
        free.set()
        await table.quiet()
        assert len(table.pictures()) == 1

    async def test_while_the_nonce_lives_the_send_is_repeated_with_it(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask()
        delivery = await delivery_of(table, placeholder)
        table.env.backend.delete_message(table.channel.id, placeholder.id)
        Wire(table.client).lose("POST")
        free.set()
        await table.quiet()
        sent = [
            each.json for each in table.env.http_requests if each.method == "POST" and each.path.endswith("messages")
        ]
        bodies = [body for body in sent if isinstance(body, dict)]
        assert [body["nonce"] for body in bodies] == [delivery.nonce] * 2, "Discord drops the second one by its nonce"
        assert all(body["enforce_nonce"] for body in bodies)
        assert len(delivery.nonce) == 24


class TestWhatIsSaid:
    async def test_a_picture_deleted_before_it_was_out_is_said_to_be(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask()
        delivery = await delivery_of(table, placeholder)
        await table.client.beside.end()
        await let_it_be_painted(table, free)
        (image,) = await table.services.gallery.unchecked_of_request(delivery.request_id)
        await table.services.gallery.delete(image.id, table.as_gm())
        table.let_go()
        await table.quiet()
        assert table.look(placeholder).embeds[0].description == "This picture was deleted."
        assert not custom_ids(table.look(placeholder))

    async def test_a_star_given_before_it_was_out_is_shown(self, table: Table, free: asyncio.Event) -> None:
        placeholder = await table.ask()
        delivery = await delivery_of(table, placeholder)
        await table.client.beside.end()
        await let_it_be_painted(table, free)
        (image,) = await table.services.gallery.unchecked_of_request(delivery.request_id)
        await table.services.gallery.favorite(
            image.id, await table.services.sessions.context(table.as_gm()), starred=True
        )
        table.let_go()
        await table.quiet()
        assert fields(table.look(placeholder))["Stars"] == "⭐ 1"

    async def test_an_interaction_is_kept_for_as_long_as_it_may_speak(self, table: Table, painter: FakePainter) -> None:
        await table.painted()
        assert not table.client.tracker._interactions
        painter.always = hang
        await table.ask()
        await table.env.advance_time(901)
        await table.ask()
        assert len(table.client.tracker._interactions) == 1


class TestFlush:
    async def test_it_returns_at_once_when_nothing_is_due(self, table: Table) -> None:
        async with asyncio.timeout(PATIENCE):
            await table.client.delivering.flush(60)

    async def test_it_returns_when_what_was_due_is_out(self, table: Table, free: asyncio.Event) -> None:
        await table.ask()
        gate = Wire(table.client).hold("PATCH")
        await let_it_be_painted(table, free)
        flushing = asyncio.create_task(table.client.delivering.flush(60))
        await asyncio.sleep(0.02)
        assert not flushing.done()
        gate.set()
        await flushing
        assert len(table.pictures()) == 1

    async def test_it_waits_no_longer_than_it_was_told(self, table: Table, free: asyncio.Event) -> None:
        await table.ask()
        Wire(table.client).hold("PATCH")
        await let_it_be_painted(table, free)
        async with asyncio.timeout(PATIENCE):
            await table.client.delivering.flush(0.05)
        assert not table.pictures()


class TestTroubleAtHome:
    async def test_a_claim_that_fails_again_and_again_blocks_nothing(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await table.client.beside.end()
        with monkeypatch.context() as trouble:
            trouble.setattr(DeliveryStore, "claim", full_disk)
            for _ in range(6):
                with pytest.raises(StorageError):
                    await asyncio.wait_for(table.client.delivering.run(), PATIENCE)
        table.let_go()
        assert (await table.painted()).attachments

    async def test_a_picture_whose_file_cannot_be_read_is_tried_again(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        placeholder = await table.ask()
        tries = []

        async def original(_image: object) -> bytes:
            tries.append(1)
            if len(tries) < 3:
                raise StorageError("The picture is not in the store any more.")
            return picture_file()

        monkeypatch.setattr(table.services.gallery, "original", original)
        free.set()
        await table.quiet()
        assert table.look(placeholder).attachments
        assert len(tries) == 3

    async def test_an_error_of_the_bots_own_is_logged_and_tried_again(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        placeholder = await table.ask()
        with monkeypatch.context() as trouble:
            trouble.setattr("cogs.delivery.result_renderer.image_embed", lambda *_args, **_more: 1 / 0)
            free.set()
            await table.until(lambda: "ZeroDivisionError" in caplog.text)
        await table.quiet()
        assert table.look(placeholder).attachments

    async def test_after_too_many_tries_it_is_undeliverable(
        self, table: Table, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.outbox.MAX_TRIES", 3)
        await table.ask()
        table.env.inject_error("PATCH", MESSAGE, status=500, times=None)
        free.set()
        await table.quiet()
        assert await states(table) == {"undeliverable": 1}


async def test_a_fresh_bot_delivers_what_the_old_one_owed(table: Table, free: asyncio.Event) -> None:
    placeholder = await table.ask()
    delivery = await delivery_of(table, placeholder)
    assert way_of(delivery) is Way.EDIT
    await table.restart()
    free.set()
    await table.quiet()
    assert [each.id for each in table.pictures()] == [placeholder.id]


async def test_what_a_closing_bot_was_at_is_taken_up_by_the_next_at_once(table: Table, free: asyncio.Event) -> None:
    placeholder = await table.ask()
    wire = Wire(table.client)
    wire.hold("PATCH")
    await let_it_be_painted(table, free)
    await table.until(lambda: bool(table.client.delivering._in_flight))
    await table.restart()
    await table.quiet()
    assert [each.id for each in table.pictures()] == [placeholder.id]


async def full_disk(_store: DeliveryStore, _now: object) -> None:
    raise StorageError("The disk is full.")
